//! Routes of engagements.

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of engagements.
pub fn routes(config: &mut ServiceConfig<'_>) {
    let _ = config;
}
