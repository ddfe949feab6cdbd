//! Routes of spaces.

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of spaces.
pub fn routes(config: &mut ServiceConfig<'_>) {
    let _ = config;
}
