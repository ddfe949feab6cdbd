//! `/member/invitations`

use actix_web::{HttpResponse, get, post, web};
use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    InvitationId,
    model::State,
    offer::OfferedSeat,
    service::{self, Seen},
};
use crate::{
    app::App,
    availability::Overlap,
    bids::{self, Mate},
    counters::routes::CounterView,
    error::Result,
    http::{Body, Page, PageQuery, Problem, blocking},
    identity::{As, Member},
};

/// The routes of invitations.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list).service(read).service(accept).service(decline);
}

/// A seat that you are offered.
#[derive(Serialize, ToSchema)]
struct InvitationView {
    id: InvitationId,
    state: State,
    #[serde(flatten)]
    offered: OfferedSeat,
    expires_at: Instant,
    created_at: Instant,
    answered_at: Option<Instant>,
    /// What you said you would take instead, if anything.
    counter: Option<CounterView>,
    /// Who else is in the team and has accepted; nobody until you have.
    mates: Vec<Mate>,
}

fn view(seen: Seen, mates: Vec<Mate>) -> InvitationView {
    let Seen { invitation, brief, reason, counter } = seen;
    InvitationView {
        id: invitation.id,
        state: invitation.state,
        offered: invitation.offer().seen(brief, reason),
        expires_at: invitation.expires_at,
        created_at: invitation.created_at,
        answered_at: invitation.answered_at,
        counter: counter.map(CounterView::from),
        mates,
    }
}

/// Seats that you are or were offered, the newest first.
#[utoipa::path(tag = "invitations", params(PageQuery), responses((status = 200, body = Page<InvitationView>)), security(("hat" = ["member"])))]
#[get("/member/invitations")]
async fn list(app: web::Data<App>, who: As<Member>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let limit = query.limit()?;
    let before = query.cursor()?;
    let page = blocking(move || {
        app.db.snapshot(|conn| {
            let page =
                Page::of(service::list(conn, who.0, before, limit + 1)?, limit, |seen| seen.invitation.id.to_string());
            let listed: Vec<_> = page.items.iter().map(|seen| (&seen.invitation, &seen.brief)).collect();
            let mut mates = bids::service::mates(conn, &listed)?;
            Ok(page.map(|seen| {
                let theirs = mates.remove(&seen.invitation.id).unwrap_or_default();
                view(seen, theirs)
            }))
        })
    });
    Ok(HttpResponse::Ok().json(page.await?))
}

/// One seat that you are or were offered.
#[utoipa::path(tag = "invitations", responses((status = 200, body = InvitationView), (status = 404, body = Problem)), security(("hat" = ["member"])))]
#[get("/member/invitations/{id}")]
async fn read(app: web::Data<App>, who: As<Member>, id: web::Path<InvitationId>) -> Result<HttpResponse> {
    let seen = blocking(move || {
        app.db.snapshot(|conn| {
            let seen = service::see(conn, who.0, *id)?;
            let mut mates = bids::service::mates(conn, &[(&seen.invitation, &seen.brief)])?;
            let theirs = mates.remove(&seen.invitation.id).unwrap_or_default();
            Ok(view(seen, theirs))
        })
    });
    Ok(HttpResponse::Ok().json(seen.await?))
}

/// How a seat is taken.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Acceptance {
    /// Whether to take it although hours of it are held for another brief. Whichever is awarded first takes them.
    #[serde(default)]
    overlapping: bool,
}

impl Acceptance {
    fn overlap(&self) -> Overlap {
        if self.overlapping { Overlap::Wanted } else { Overlap::Refused }
    }
}

/// Take the seat: its hours are held for you. Once every seat of a team is taken, its bid is complete.
#[utoipa::path(tag = "invitations", request_body = Acceptance, responses((status = 204, description = "Accepted"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/invitations/{id}/accept")]
async fn accept(
    app: web::Data<App>,
    who: As<Member>,
    id: web::Path<InvitationId>,
    body: Body<Acceptance>,
) -> Result<HttpResponse> {
    blocking(move || bids::service::accept(&app, who.0, *id, body.0.overlap())).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Decline the seat. It costs nothing and is shown to nobody.
#[utoipa::path(tag = "invitations", responses((status = 204, description = "Declined"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/invitations/{id}/decline")]
async fn decline(app: web::Data<App>, who: As<Member>, id: web::Path<InvitationId>) -> Result<HttpResponse> {
    blocking(move || bids::service::decline(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
