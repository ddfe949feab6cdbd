//! Why a member was chosen in a run, or not.
//!
//! **The seal.** Bids are sealed until the brief's deadline, so a run tells nobody anything before that which would help
//! them against a rival: who was not chosen does not learn that there was a run; who was chosen, and was thereby invited,
//! sees at once what they were eligible for and their own points, but neither what others had nor what would have altered
//! it, since a member may be in one team and bid against another. From the deadline on everything is told that is about
//! themselves, and what the last chosen one had, without a name.

use muster_formation::{
    Limit,
    document::{self, Brief, MemberReasons, Pool, Subject, Teams},
    why as ask_engine,
};
use muster_kernel::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    RunId, pool,
    run::{self, Purpose},
    service::{self, parse},
    store,
};
use crate::{
    app::App,
    briefs::{self, Document},
    error::{Error, Result},
    identity::Member,
    policies::{self, Policy},
};

/// So much is searched for what would have altered it.
const NODES: u64 = 200_000;

/// A run in which a member was eligible.
#[derive(Serialize, ToSchema)]
pub struct OwnRun {
    /// The run.
    pub run: RunId,
    /// Why it was made.
    pub kind: Purpose,
    /// When.
    pub created_at: Instant,
    /// The category of work.
    pub category: String,
    /// The brief's title, for those who were chosen.
    pub title: Option<String>,
    /// Whether the member was chosen for a team.
    pub chosen: bool,
    /// Whether they had their seat in it already, and stayed: somebody was sought for another one.
    pub kept: bool,
    /// Until when less is told than there is to tell; absent from then on.
    pub sealed_until: Option<Instant>,
}

/// How a member stood in a run.
#[derive(Serialize, ToSchema)]
pub struct Why {
    /// The run.
    pub run: OwnRun,
    /// The seat they were chosen for, if they were.
    pub chosen_for: Option<String>,
    /// How they stood with each seat, in the order of the brief.
    pub seats: Vec<Stand>,
    /// For somebody who is not in the best team: for each thing the smallest change of it alone that would have put them
    /// there. Empty as long as the run is sealed.
    pub changes: Vec<Change>,
    /// Whether nothing was left open because the search was stopped.
    pub proven: bool,
    /// The policy by which it was made, whichever is in force meanwhile.
    pub policy: Policy,
}

/// How a member stood with a seat.
#[derive(Serialize, ToSchema)]
pub struct Stand {
    /// The seat.
    pub seat: String,
    /// The role in words.
    pub title: String,
    /// The first condition that they did not meet: `allowed`, `skills`, `hours`, `rate`, `languages` or `near`; absent
    /// where they were eligible.
    pub stopped_by: Option<StoppedBy>,
    /// What they would have added to the best team here, by term; absent where they were not eligible.
    pub points: Option<Points>,
    /// What the one who was chosen had, counted alike. Absent as long as the run is sealed.
    pub chosen_had: Option<Points>,
}

crate::words! {
    /// A condition of a seat that a member did not meet.
    pub enum StoppedBy {
        /// Not left out, and the seat not taken by somebody already.
        Allowed = "allowed",
        /// Every skill that is a must.
        Skills = "skills",
        /// The hours in every week.
        Hours = "hours",
        /// The highest rate.
        Rate = "rate",
        /// Every language.
        Languages = "languages",
        /// Near enough.
        Near = "near",
    }
}

crate::words! {
    /// What a member could have changed.
    pub enum Thing {
        /// A higher level of one skill.
        Level = "level",
        /// More evidence of one skill.
        Evidence = "evidence",
        /// A higher turn.
        Turn = "turn",
        /// A lower rate.
        Rate = "rate",
        /// More free hours.
        Hours = "hours",
    }
}

/// Points by term, with their weights, on the scale of a team's points.
#[derive(Clone, Copy, Serialize, ToSchema)]
pub struct Points {
    fit: i64,
    proof: i64,
    turn: i64,
    thrift: i64,
    near: i64,
    /// For knowing the others; absent as long as the run is sealed, since it tells who they are.
    cohesion: Option<i64>,
}

/// What would have altered it.
#[derive(Serialize, ToSchema)]
pub struct Change {
    /// What is changed.
    thing: Thing,
    /// Whether a change of it alone could have put the member into the best team.
    suffices: bool,
    /// The skill, for level and evidence.
    skill: Option<String>,
    /// The seat in whose weeks the hours are free, for hours.
    seat: Option<String>,
    /// What it was.
    from: Option<i64>,
    /// What it would have had to be.
    to: Option<i64>,
}

/// The runs in which a member was eligible and of which they may know, the newest first.
pub fn of_member(app: &App, who: Member, before: Option<RunId>, limit: i64) -> Result<Vec<OwnRun>> {
    let now = app.now();
    app.db.read(|conn| {
        let rows = store::runs_of_member(conn, who.member, now, before, limit)?;
        let asked = briefs::service::documents(conn, &rows.iter().map(|(run, _)| run.brief_id).collect::<Vec<_>>())?;
        let offered = service::seats_offered(conn, rows.iter().map(|(run, _)| run))?;
        let told = |(run, row): &(store::Run, store::RunMember)| {
            let asked = asked.get(&run.brief_id).ok_or_else(|| Error::not_found("brief", run.brief_id))?;
            own_run(run, row, asked, offered.get(&run.id), now)
        };
        rows.iter().map(told).collect()
    })
}

fn own_run(
    run: &store::Run,
    row: &store::RunMember,
    asked: &Document,
    offered: Option<&Vec<String>>,
    now: Instant,
) -> Result<OwnRun> {
    Ok(OwnRun {
        run: run.id,
        kind: run.kind,
        created_at: run.created_at,
        category: asked.category.clone(),
        title: Some(asked.title.clone()).filter(|_| row.chosen),
        chosen: row.chosen,
        kept: row.chosen && service::kept(run, offered)?.values().any(|member| *member == row.name),
        sealed_until: Some(row.open_from).filter(|until| *until > now),
    })
}

/// How a member stood in a run of which they may know; of any other there is none.
pub fn of_run(app: &App, who: Member, id: RunId) -> Result<Why> {
    let now = app.now();
    let (run, row, asked, own, policy, packed) = app.db.read(|conn| {
        let found = store::run_of_member(conn, who.member, id, now)?;
        let (run, row) = found.ok_or_else(|| Error::not_found("run", id))?;
        let (_, asked) = briefs::service::read(conn, run.brief_id)?;
        let offered = service::seats_offered(conn, [&run])?;
        let own = own_run(&run, &row, &asked, offered.get(&run.id), now)?;
        let policy = policies::service::version(conn, run.policy_version)?;
        let packed = store::pool(conn, &run.pool_hash)?;
        Ok((run, row, asked, own, policy, packed))
    })?;
    if packed.is_empty() {
        return Err(service::forgotten());
    }
    let pool: Pool = parse(&pool::unpack(&packed)?)?;
    let brief: Brief = parse(&run.brief_document)?;
    let result: Teams = parse(&run.result)?;
    let reasons = ask_engine(&run::index(&pool)?, &brief, &row.name, &mut Limit::nodes(NODES)).map_err(run::refused)?;
    let Subject::Member(member) = reasons.of else { unreachable!("a member was asked about") };
    let mut seats = result.teams.iter().flat_map(|team| &team.seats);
    let chosen_for = seats.find(|place| place.member == row.name).map(|place| place.seat.clone());
    let (seats, changes) = tell(member, &asked, own.sealed_until.is_some());
    Ok(Why { run: own, chosen_for, seats, changes, proven: reasons.proven, policy })
}

/// How they stood with each seat, and what would have altered it, as far as it is told already.
fn tell(told: MemberReasons, asked: &Document, is_sealed: bool) -> (Vec<Stand>, Vec<Change>) {
    let points = |terms: document::Terms| Points {
        fit: terms.fit,
        proof: terms.proof,
        turn: terms.turn,
        thrift: terms.thrift,
        near: terms.near,
        cohesion: Some(terms.cohesion).filter(|_| !is_sealed),
    };
    // The engine knows seats by their ids alone.
    let title =
        |id: &str| asked.seats.iter().find(|seat| seat.id == id).map_or(id, |seat| seat.title.as_str()).to_owned();
    let stand = |standing: document::Standing| Stand {
        title: title(&standing.seat),
        seat: standing.seat,
        stopped_by: standing.stopped_by.map(stopped_by),
        points: standing.terms.map(points),
        chosen_had: standing.holder.filter(|_| !is_sealed).map(points),
    };
    let seats = told.seats.into_iter().map(stand).collect();
    let changes = told.changes.into_iter().filter(|_| !is_sealed).map(change).collect();
    (seats, changes)
}

fn change(told: document::MemberChange) -> Change {
    use document::Thing as Engine;
    let thing = match told.thing {
        Engine::Level => Thing::Level,
        Engine::Evidence => Thing::Evidence,
        Engine::Turn => Thing::Turn,
        Engine::Rate => Thing::Rate,
        Engine::Hours => Thing::Hours,
    };
    let suffices = told.smallest.is_some();
    let (skill, seat, from, to) = told.smallest.map_or((None, None, None, None), |smallest| {
        (smallest.skill, smallest.seat, Some(smallest.from), Some(smallest.to))
    });
    Change { thing, suffices, skill, seat, from, to }
}

fn stopped_by(condition: document::Condition) -> StoppedBy {
    use document::Condition;
    match condition {
        Condition::Allowed => StoppedBy::Allowed,
        Condition::Skills => StoppedBy::Skills,
        Condition::Hours => StoppedBy::Hours,
        Condition::Rate => StoppedBy::Rate,
        Condition::Languages => StoppedBy::Languages,
        Condition::Near => StoppedBy::Near,
    }
}
