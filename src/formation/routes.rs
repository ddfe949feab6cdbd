//! `/briefs/{id}/runs`, `/member/runs`

use actix_web::{HttpResponse, get, web};
use muster_formation::document::{Funnel, Team};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    RunId,
    quotes::{Heads, are_few, up},
    service::{self, Receipt, ShownRun},
    why::{self, OwnRun, Why},
};
use crate::{
    app::App,
    briefs::BriefId,
    error::Result,
    http::{Page, PageQuery, Problem, blocking},
    identity::{Allowed, As, Member, scope::BriefsRead},
};

/// The routes of formation.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(runs).service(own_runs).service(own_run);
}

/// A run as its client sees it: teams without names.
#[derive(Serialize, ToSchema)]
struct RunView {
    receipt: Receipt,
    /// Whether nothing better exists, as the engine proved.
    proven: bool,
    /// The seats for which somebody was sought, with the others as they are; empty where it was for all of them.
    sought: Vec<String>,
    /// The seats whose members had them before, and keep them.
    kept: Vec<String>,
    teams: Vec<TeamView>,
    /// Why there is no team, where there is none.
    why: Option<WhyView>,
}

/// A team without names.
#[derive(Serialize, ToSchema)]
struct TeamView {
    /// Its points; absent where so few may take a seat that they would be somebody's own.
    score: Option<i64>,
    /// What it costs, in minor units; where so few may take a seat, rounded up to two digits.
    cost: i64,
    /// The sum of its ties; absent where the score is.
    cohesion: Option<i64>,
    seats: Vec<SeatView>,
}

/// A seat of a team.
#[derive(Serialize, ToSchema)]
struct SeatView {
    seat: String,
    /// The points of whoever would take it; absent where the score of the team is.
    points: Option<PointsView>,
    /// How many members may take the seat.
    eligible: Heads,
}

/// What the points of a seat are made of, each 0 to 1000.
#[derive(Serialize, ToSchema)]
struct PointsView {
    fit: i64,
    proof: i64,
    turn: i64,
    thrift: i64,
    near: i64,
}

/// Why there is no team.
#[derive(Serialize, ToSchema)]
struct WhyView {
    /// `eligible`, `distinct`, `blocks` or `budget`.
    cause: &'static str,
    funnel: Vec<FunnelView>,
    /// What the cheapest team costs, where only the budget is in the way; where few may take a seat, rounded up to two
    /// digits.
    least_cost: Option<i64>,
}

/// How many members are left for a seat after each condition: not excluded, skilled, free, affordable, speaking the
/// languages, near enough.
#[derive(Serialize, ToSchema)]
struct FunnelView {
    seat: String,
    left: [Heads; 6],
}

fn view(ShownRun { receipt, teams, sought, kept }: ShownRun) -> RunView {
    use muster_formation::document::Cause;
    let why = teams.why.map(|why| WhyView {
        cause: match why.cause {
            Cause::Eligible => "eligible",
            Cause::Distinct => "distinct",
            Cause::Blocks => "blocks",
            Cause::Budget => "budget",
        },
        least_cost: why.least_cost.map(|cost| told(cost, are_few(why.funnel.iter().map(|seat| seat.left[5])))),
        funnel: why
            .funnel
            .into_iter()
            .map(|Funnel { seat, left }| FunnelView { seat, left: left.map(Heads::of) })
            .collect(),
    });
    let proven = teams.proven;
    RunView { receipt, proven, sought, kept, teams: teams.teams.into_iter().map(team_view).collect(), why }
}

fn team_view(team: Team) -> TeamView {
    let are_few = are_few(team.seats.iter().map(|place| place.eligible));
    let seats = team.seats.into_iter().map(|place| SeatView {
        points: (!are_few).then_some(PointsView {
            fit: place.fit,
            proof: place.proof,
            turn: place.turn,
            thrift: place.thrift,
            near: place.near,
        }),
        seat: place.seat,
        eligible: Heads::of(place.eligible),
    });
    TeamView {
        score: (!are_few).then_some(team.z),
        cost: told(team.cost, are_few),
        cohesion: (!are_few).then_some(team.cohesion),
        seats: seats.collect(),
    }
}

/// A cost as it may be told: where few are meant it would be somebody's rate.
fn told(cost: i64, are_few: bool) -> i64 {
    if are_few { up(cost, 2) } else { cost }
}

/// The runs for your brief, the newest first: teams without names, or why there is none.
#[utoipa::path(tag = "formation", params(PageQuery), responses((status = 200, body = Page<RunView>), (status = 404, body = Problem)), security(("hat" = ["client"]), ("key" = ["briefs:read"])))]
#[get("/briefs/{id}/runs")]
async fn runs(
    app: web::Data<App>,
    who: Allowed<BriefsRead>,
    id: web::Path<BriefId>,
    query: web::Query<PageQuery>,
) -> Result<HttpResponse> {
    let limit = query.limit()?;
    let before = query.cursor()?;
    let found = blocking(move || app.db.read(|conn| service::of_brief(conn, who.0, *id, before, limit + 1))).await?;
    let page = Page::of(found, limit, |run| run.receipt.run.to_string()).map(view);
    Ok(HttpResponse::Ok().json(page))
}

/// The runs in which you were eligible, the newest first. One whose brief is still open is there only if you were chosen.
#[utoipa::path(tag = "formation", params(PageQuery), responses((status = 200, body = Page<OwnRun>)), security(("hat" = ["member"])))]
#[get("/member/runs")]
async fn own_runs(app: web::Data<App>, who: As<Member>, query: web::Query<PageQuery>) -> Result<HttpResponse> {
    let limit = query.limit()?;
    let before = query.cursor()?;
    let found = blocking(move || why::of_member(&app, who.0, before, limit + 1)).await?;
    Ok(HttpResponse::Ok().json(Page::of(found, limit, |own| own.run.to_string())))
}

/// Why you were chosen in a run, or not: for which seat you were eligible, your points by term, what the one who was chosen
/// had, and the smallest changes that would have altered it. Until the deadline only what is your own.
#[utoipa::path(tag = "formation", responses((status = 200, body = Why), (status = 404, body = Problem), (status = 409, body = Problem)), security(("hat" = ["member"])))]
#[get("/member/runs/{id}")]
async fn own_run(app: web::Data<App>, who: As<Member>, id: web::Path<RunId>) -> Result<HttpResponse> {
    let inside = app.quotes.gate().enter().await?;
    let why = blocking(move || {
        let _inside = inside;
        why::of_run(&app, who.0, *id)
    });
    Ok(HttpResponse::Ok().json(why.await?))
}
