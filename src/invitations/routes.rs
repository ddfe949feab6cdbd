//! `/member/invitations`

use actix_web::{HttpResponse, get, post, web};
use muster_kernel::{Day, Instant, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    InvitationId,
    model::State,
    service::{self, Seen},
};
use crate::{
    app::App,
    availability::Overlap,
    bids::{self, Mate},
    briefs::{BriefId, Need},
    counters::routes::CounterView,
    error::Result,
    formation::Reason,
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
    brief: BriefId,
    /// What the brief is about.
    title: String,
    /// What is to be done.
    description: String,
    /// The role.
    seat: String,
    /// What the role needs.
    skills: Vec<Need>,
    /// Hours a week.
    hours: i32,
    /// The Monday on which it begins.
    from: Day,
    /// For how many weeks.
    weeks: i32,
    /// For an hour.
    rate: Money,
    /// For the whole.
    amount: Money,
    /// What you keep of the whole, by the terms of the day of the invitation.
    keeps: Money,
    /// Why you.
    reason: Reason,
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
    let money = |minor| Money::new(minor, invitation.currency);
    let seat = brief.seat(&invitation.seat);
    InvitationView {
        id: invitation.id,
        state: invitation.state,
        brief: invitation.brief_id,
        seat: seat.map(|seat| seat.title.clone()).unwrap_or_default(),
        skills: seat.map(|seat| seat.skills.clone()).unwrap_or_default(),
        title: brief.title,
        description: brief.description,
        hours: invitation.hours,
        from: invitation.first_monday,
        weeks: invitation.weeks,
        rate: money(invitation.rate_minor),
        amount: money(invitation.amount_minor()),
        keeps: money(invitation.keeps_minor),
        reason,
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
            let mut items = Vec::with_capacity(page.items.len());
            for seen in page.items {
                let mates = bids::service::mates(conn, &seen.invitation)?;
                items.push(view(seen, mates));
            }
            Ok(Page { items, next: page.next })
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
            let mates = bids::service::mates(conn, &seen.invitation)?;
            Ok(view(seen, mates))
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
