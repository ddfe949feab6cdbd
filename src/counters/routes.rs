//! `/member/invitations/{id}/counter`, `/briefs/{id}/counters`, `/counters/{id}`

use actix_web::{HttpResponse, get, post, web};
use muster_kernel::{Instant, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    CounterId,
    model::{State, Terms},
    store::Counter,
};
use crate::{
    app::App,
    availability::Overlap,
    bids::{self, terms::Asked},
    briefs::{self, BriefId, Document},
    error::Result,
    http::{Body, Page, PageQuery, Problem, blocking},
    identity::{Allowed, As, Client, Member, scope::BidsRead},
    invitations::InvitationId,
};

/// The routes of counters.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(make).service(list).service(accept).service(refuse);
}

/// What you would take instead of what you are offered: a rate, or hours.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewCounter {
    /// Another rate, in minor units an hour.
    rate: Option<i64>,
    /// Fewer hours a week.
    hours: Option<i32>,
    /// Whether to take the seat although hours of it are held for another brief.
    #[serde(default)]
    overlapping: bool,
}

/// What you said you would take instead, and what became of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct CounterView {
    id: CounterId,
    state: State,
    /// Another rate, in minor units an hour.
    rate: Option<i64>,
    /// Fewer hours a week.
    hours: Option<i32>,
    /// The invitation on these terms, where they hold.
    renewed: Option<InvitationId>,
    /// Until when the client can answer.
    expires_at: Instant,
    decided_at: Option<Instant>,
}

impl From<Counter> for CounterView {
    fn from(counter: Counter) -> Self {
        let Counter { id, state, rate_minor: rate, hours, renewed_id: renewed, expires_at, decided_at, .. } = counter;
        Self { id, state, rate, hours, renewed, expires_at, decided_at }
    }
}

/// Fewer hours for a seat of your brief.
#[derive(Serialize, ToSchema)]
struct AskedView {
    id: CounterId,
    state: State,
    /// The seat.
    seat: String,
    /// The role.
    title: String,
    /// The hours a week that your brief asks for.
    hours: i32,
    /// The hours a week for which the member would take the seat.
    instead: i32,
    /// What the best bid with this seat costs as it is, while it waits for your answer.
    price: Option<Money>,
    /// What it would cost then.
    price_then: Option<Money>,
    expires_at: Instant,
    created_at: Instant,
    decided_at: Option<Instant>,
}

fn view(asked: Asked, document: &Document) -> AskedView {
    let Asked { counter, invitation, bid } = asked;
    let instead = counter.hours.unwrap_or(invitation.hours);
    let saved = i64::from(invitation.hours - instead) * i64::from(invitation.weeks) * invitation.rate_minor;
    let money = |minor| Money::new(minor, invitation.currency);
    AskedView {
        id: counter.id,
        state: counter.state,
        title: document.seat(&invitation.seat).map(|seat| seat.title.clone()).unwrap_or_default(),
        seat: invitation.seat,
        hours: invitation.hours,
        instead,
        price: bid.as_ref().map(|bid| money(bid.price_minor)),
        price_then: bid.as_ref().map(|bid| money(bid.price_minor - saved)),
        expires_at: counter.expires_at,
        created_at: counter.created_at,
        decided_at: counter.decided_at,
    }
}

/// Say what you would take instead, once: another rate is decided at once by the policy, fewer hours by the client.
#[utoipa::path(tag = "counters", request_body = NewCounter, responses((status = 201, body = CounterView), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/invitations/{id}/counter")]
async fn make(
    app: web::Data<App>,
    who: As<Member>,
    id: web::Path<InvitationId>,
    body: Body<NewCounter>,
) -> Result<HttpResponse> {
    let NewCounter { rate, hours, overlapping } = body.0;
    let terms = Terms::of(rate, hours)?;
    let overlap = if overlapping { Overlap::Wanted } else { Overlap::Refused };
    let made = blocking(move || bids::terms::counter(&app, who.0, *id, terms, overlap)).await?;
    Ok(HttpResponse::Created().json(CounterView::from(made)))
}

/// Seats of your brief that members would take for fewer hours, the newest first.
#[utoipa::path(tag = "counters", params(PageQuery), responses((status = 200, body = Page<AskedView>), (status = 404, body = Problem)), security(("hat" = ["client"]), ("key" = ["bids:read"])))]
#[get("/briefs/{id}/counters")]
async fn list(
    app: web::Data<App>,
    who: Allowed<BidsRead>,
    id: web::Path<BriefId>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let (limit, before) = (query.limit()?, query.cursor()?);
    let page = blocking(move || {
        app.db.snapshot(|conn| {
            let (_, document) = briefs::service::own(conn, who.0, *id)?;
            let found = bids::terms::asked(conn, who.0, *id, before, limit + 1)?;
            Ok(Page::of(found, limit, |asked| asked.counter.id.to_string()).map(|asked| view(asked, &document)))
        })
    });
    Ok(HttpResponse::Ok().json(page.await?))
}

/// Take the seat's fewer hours.
#[utoipa::path(tag = "counters", responses((status = 204, description = "Accepted"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["client"])))]
#[post("/counters/{id}/accept")]
async fn accept(app: web::Data<App>, who: As<Client>, id: web::Path<CounterId>) -> Result<HttpResponse> {
    blocking(move || bids::terms::take_hours(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Keep the seat's hours as they are.
#[utoipa::path(tag = "counters", responses((status = 204, description = "Refused"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["client"])))]
#[post("/counters/{id}/refuse")]
async fn refuse(app: web::Data<App>, who: As<Client>, id: web::Path<CounterId>) -> Result<HttpResponse> {
    blocking(move || bids::terms::refuse_hours(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
