//! Routes of invitations.

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of invitations.
pub fn routes(config: &mut ServiceConfig<'_>) {
    let _ = config;
}
