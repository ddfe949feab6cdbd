//! Routes of members.

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of members.
pub fn routes(config: &mut ServiceConfig<'_>) {
    let _ = config;
}
