//! What members ask of their own bids.

use actix_web::{HttpResponse, get, http::StatusCode, post, put, web};
use muster_kernel::{Day, Instant, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::App,
    availability::Overlap,
    bids::{
        BidId, Mate, crew_bids,
        model::{Origin, State},
        own::{self, OwnBid, OwnPart},
        plan::{Part, Plan},
        store::Taken,
    },
    briefs::BriefId,
    crews::CrewId,
    error::Result,
    http::{Body, IfMatch, Page, PageQuery, Problem, blocking, versioned},
    identity::{As, Member, MemberId},
    invitations::{self, InvitationId},
};

/// A bid that you are or were part of. It never shows another bid, nor how many there are.
#[derive(Serialize, ToSchema)]
struct OwnBidView {
    id: BidId,
    brief: BriefId,
    title: String,
    state: State,
    origin: Origin,
    crew: Option<CrewId>,
    revision: i32,
    /// What all of it costs; where Muster formed the team, once you have accepted your seat.
    price: Option<Money>,
    /// How much of that is above the budget, which the client sees too.
    above_budget: Option<Money>,
    /// The invitation by which you are part of it, where Muster formed the team.
    invitation: Option<InvitationId>,
    /// How that stands.
    answer: Option<invitations::State>,
    /// Until when you can answer or sign it off, while that is missing.
    respond_by: Option<Instant>,
    /// What you keep of what you are paid: as it was offered to you, or, where you are one of the authors, by the terms of
    /// today, as long as the bid lives.
    keeps: Option<Money>,
    /// Who else has accepted, where Muster formed the team.
    mates: Vec<Mate>,
    /// Its seats, where you are one of its authors.
    seats: Vec<OwnSeatView>,
    completed_at: Option<Instant>,
    seal: Option<OwnSealView>,
}

/// A seat of a bid, for its authors.
#[derive(Serialize, ToSchema)]
struct OwnSeatView {
    seat: String,
    member: MemberId,
    first_name: String,
    hours: i32,
    from: Day,
    weeks: i32,
    /// For an hour.
    rate: Money,
    /// Hours times rate.
    cost: Money,
    /// The share that the crew agreed on, in basis points of the price.
    share: Option<i32>,
    /// What the member is paid of the price, before the split.
    paid: Money,
    /// Whether the member signed off this revision.
    signed: bool,
}

/// The seal of a complete bid. The nonce is told once the bids are opened.
#[derive(Serialize, ToSchema)]
struct OwnSealView {
    seal: String,
    document: Option<String>,
    nonce: Option<String>,
}

/// What is signed off.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignOff {
    /// The revision of the bid that you read.
    revision: i32,
    /// Whether to hold hours that you hold for another brief already; whichever is awarded first takes them.
    #[serde(default)]
    overlapping: bool,
}

fn view(own: OwnBid) -> OwnBidView {
    let OwnBid { bid, title, above_budget, is_opened, respond_by, keeps, part } = own;
    let money = |minor| Money::new(minor, bid.currency);
    let seal = bid.seal.clone().map(|seal| match part {
        // Whoever was invited to one seat is not told what the others ask.
        OwnPart::Invited { .. } => OwnSealView { seal, document: None, nonce: None },
        OwnPart::Author { .. } => {
            OwnSealView { seal, document: bid.document.clone(), nonce: bid.nonce.clone().filter(|_| is_opened) }
        }
    });
    let mut view = OwnBidView {
        id: bid.id,
        brief: bid.brief_id,
        title,
        state: bid.state,
        origin: bid.origin,
        crew: bid.crew_id,
        revision: bid.revision,
        price: Some(bid.price()),
        above_budget,
        invitation: None,
        answer: None,
        respond_by,
        keeps,
        mates: Vec::new(),
        seats: Vec::new(),
        completed_at: bid.completed_at,
        seal,
    };
    match part {
        OwnPart::Invited { invitation, mates } => {
            // Whoever still thinks about a seat may bid beside this team, and is not told what to undercut.
            if !invitation.is_accepted() {
                (view.price, view.above_budget) = (None, None);
            }
            view.invitation = Some(invitation.id);
            view.answer = Some(invitation.state);
            view.mates = mates;
        }
        OwnPart::Author { seats } => {
            view.seats = seats.into_iter().map(|(seat, name)| seat_view(&seat, name, money)).collect();
        }
    }
    view
}

fn seat_view(seat: &Taken, first_name: String, money: impl Fn(i64) -> Money) -> OwnSeatView {
    let Part { seat: id, member, rate_minor, hours, first_monday, weeks, share } = seat.part();
    OwnSeatView {
        seat: id,
        member,
        first_name,
        hours,
        from: first_monday,
        weeks,
        rate: money(rate_minor),
        cost: money(seat.part().cost_minor()),
        share,
        paid: money(seat.paid_minor),
        signed: seat.said_yes,
    }
}

/// Bids that you are or were part of, the newest first.
#[utoipa::path(tag = "bids", params(PageQuery), responses((status = 200, body = Page<OwnBidView>)), security(("hat" = ["member"])))]
#[get("/member/bids")]
pub(super) async fn own_bids(
    app: web::Data<App>,
    who: As<Member>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let (limit, before) = (query.limit()?, query.cursor()?);
    let found =
        blocking(move || app.db.snapshot(|conn| own::list(conn, who.0, before, limit + 1, app.now().day()))).await?;
    Ok(HttpResponse::Ok().json(Page::of(found, limit, |own| own.bid.id.to_string()).map(view)))
}

/// One bid that you are or were part of.
#[utoipa::path(tag = "bids", responses((status = 200, body = OwnBidView), (status = 404, body = Problem)), security(("hat" = ["member"])))]
#[get("/member/bids/{id}")]
pub(super) async fn own_bid(app: web::Data<App>, who: As<Member>, id: web::Path<BidId>) -> Result<HttpResponse> {
    let found = blocking(move || app.db.snapshot(|conn| own::read(conn, who.0, *id, app.now().day()))).await?;
    Ok(versioned(StatusCode::OK, found.bid.revision, &view(found)))
}

/// Change your crew's bid before the deadline. It is a new revision, and everybody is asked to sign that off.
#[utoipa::path(tag = "bids", request_body = Plan, params(("If-Match" = String, Header)), responses((status = 200, body = OwnBidView), (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)), security(("hat" = ["member"])))]
#[put("/member/bids/{id}")]
pub(super) async fn revise(
    app: web::Data<App>,
    who: As<Member>,
    id: web::Path<BidId>,
    expected: IfMatch,
    body: Body<Plan>,
) -> Result<HttpResponse> {
    let revised = blocking(move || crew_bids::revise(&app, who.0, *id, expected, &body.0)).await?;
    Ok(versioned(StatusCode::OK, revised.bid.revision, &view(revised)))
}

/// Sign off a revision of your crew's bid: your hours are held, and with the last signature the bid is complete.
#[utoipa::path(tag = "bids", request_body = SignOff, responses((status = 200, body = OwnBidView), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/bids/{id}/sign-off")]
pub(super) async fn sign_off(
    app: web::Data<App>,
    who: As<Member>,
    id: web::Path<BidId>,
    body: Body<SignOff>,
) -> Result<HttpResponse> {
    let overlap = if body.0.overlapping { Overlap::Wanted } else { Overlap::Refused };
    let signed = blocking(move || {
        crew_bids::sign_off(&app, who.0, *id, body.0.revision, overlap)?;
        app.db.snapshot(|conn| own::read(conn, who.0, *id, app.now().day()))
    });
    let signed = signed.await?;
    Ok(versioned(StatusCode::OK, signed.bid.revision, &view(signed)))
}

/// Withdraw a bid of which you are an author, until it is awarded. Everybody in it is told, and the client too where it
/// has seen the bid.
#[utoipa::path(tag = "bids", responses((status = 204, description = "Withdrawn"), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["member"])))]
#[post("/member/bids/{id}/withdraw")]
pub(super) async fn withdraw(app: web::Data<App>, who: As<Member>, id: web::Path<BidId>) -> Result<HttpResponse> {
    blocking(move || crew_bids::withdraw(&app, who.0, *id)).await?;
    Ok(HttpResponse::NoContent().finish())
}
