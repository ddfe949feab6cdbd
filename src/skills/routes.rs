//! Routes of skills.

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of skills.
pub fn routes(config: &mut ServiceConfig<'_>) {
    let _ = config;
}
