//! Routes of briefs.

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of briefs.
pub fn routes(config: &mut ServiceConfig<'_>) {
    let _ = config;
}
