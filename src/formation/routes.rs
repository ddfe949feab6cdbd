//! Routes of formation.

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of formation.
pub fn routes(config: &mut ServiceConfig<'_>) {
    let _ = config;
}
