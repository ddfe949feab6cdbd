//! Routes of places.

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of places.
pub fn routes(config: &mut ServiceConfig<'_>) {
    let _ = config;
}
