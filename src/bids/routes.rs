//! Routes of bids.

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of bids.
pub fn routes(config: &mut ServiceConfig<'_>) {
    let _ = config;
}
