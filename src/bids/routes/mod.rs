//! `/briefs/{id}/bids`, `/bids/{id}/award`, `/member/briefs`, `/member/bids`

mod client;
mod market;
mod own;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of bids.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(client::bids)
        .service(client::award_bid)
        .service(market::open_briefs)
        .service(market::open_brief)
        .service(market::propose)
        .service(market::offer)
        .service(market::own_offer)
        .service(market::withdraw_offer)
        .service(own::own_bids)
        .service(own::own_bid)
        .service(own::revise)
        .service(own::sign_off)
        .service(own::withdraw);
}
