//! Routes of availability.

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of availability.
pub fn routes(config: &mut ServiceConfig<'_>) {
    let _ = config;
}
