//! One execution of formation: what it is asked, and what it found.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use muster_formation::{
    Candidates, ENGINE, Index, Limit, Refusal, Request,
    document::{self, Teams},
};
use muster_kernel::{Day, Instant};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::pool::Snapshot;
use crate::{
    briefs::{self, BriefId, Document},
    error::{Error, Result},
    hash,
    identity::{MemberId, PersonId},
    policies::Policy,
};

/// The search gives up proving after so many nodes; what it found until then comes with its true bound. A count, not a
/// clock, so that every machine gives the same answer.
pub(super) const NODE_LIMIT: u64 = 2_000_000;

crate::words! {
    /// Why a run was made.
    pub enum Purpose {
        /// To form teams for a posted brief.
        Form = "form",
        /// To fill a seat again, with the others locked.
        Repair = "repair",
        /// To give a bid whose seats are all taken its points.
        Score = "score",
        /// To make a team of members who each offered to take a seat.
        Compose = "compose",
    }
}

/// Who is in the pool of a run.
#[derive(Clone, Debug, Default)]
pub enum Among {
    /// Everybody who opted in.
    #[default]
    Everybody,
    /// Nobody but these.
    These(BTreeSet<MemberId>),
    /// Those who offered to take a seat, each for that seat alone.
    Offering(BTreeMap<MemberId, String>),
}

impl Among {
    /// Whether the pool holds `member`.
    pub(super) fn holds(&self, member: MemberId) -> bool {
        match self {
            Self::Everybody => true,
            Self::These(members) => members.contains(&member),
            Self::Offering(offers) => offers.contains_key(&member),
        }
    }
}

/// The skill that stands for having offered to take `seat`. No skill of the taxonomy has a colon in its id.
pub(super) fn offered(seat: &str) -> String {
    format!("offered:{seat}")
}

/// What a run is asked.
#[derive(Clone, Debug)]
pub struct Ask {
    /// For which brief.
    pub brief: BriefId,
    /// Why.
    pub purpose: Purpose,
    /// Seats that are taken, and by whom.
    pub locked: BTreeMap<String, MemberId>,
    /// Members who may not be in the team.
    pub excluded: HashSet<MemberId>,
    /// People who may not be in the team: the client's own.
    pub excluded_people: HashSet<PersonId>,
    /// What members ask for an hour in this run instead of their usual rate, in minor units.
    pub rates: BTreeMap<MemberId, i64>,
    /// Who is in the pool.
    pub among: Among,
    /// The brief as it is to be read, where other hours or weeks are agreed than it asks for.
    pub document: Option<Document>,
    /// Hours that are booked for these very seats: whoever has them can keep them.
    pub booked: Vec<OwnHours>,
}

impl Ask {
    /// A run over everybody, with nothing locked and nobody excluded.
    pub fn new(brief: BriefId, purpose: Purpose) -> Self {
        Self {
            brief,
            purpose,
            locked: BTreeMap::new(),
            excluded: HashSet::new(),
            excluded_people: HashSet::new(),
            rates: BTreeMap::new(),
            among: Among::Everybody,
            document: None,
            booked: Vec::new(),
        }
    }
}

/// Hours of a member that a run may count on, although they are booked.
#[derive(Clone, Copy, Debug)]
pub struct OwnHours {
    /// Whose.
    pub member: MemberId,
    /// The Monday of the first week.
    pub from: Day,
    /// For how many weeks.
    pub weeks: i32,
    /// Hours a week.
    pub hours: i32,
}

/// A member at a seat of a team.
#[derive(Clone, Debug)]
pub struct FormedSeat {
    /// The seat.
    pub seat: briefs::Seat,
    /// Who takes it.
    pub member: MemberId,
    /// What the member asks, in minor units an hour.
    pub rate_minor: i64,
    /// Why this member.
    pub reason: Reason,
}

/// Why a member was chosen for a seat: their points by term, each 0 to 1000, and how many were eligible.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
pub struct Reason {
    /// Knowing what is needed.
    pub fit: i64,
    /// Evidence of it.
    pub proof: i64,
    /// Being due for an opportunity.
    pub turn: i64,
    /// Costing less than the cap.
    pub thrift: i64,
    /// Living close by.
    pub near: i64,
    /// How many members may take the seat.
    pub eligible: i64,
}

/// A team that was found.
#[derive(Clone, Debug)]
pub struct FormedTeam {
    /// Its points.
    pub score: i64,
    /// What it costs, in minor units.
    pub cost_minor: i64,
    /// Who takes which seat, in the brief's order.
    pub seats: Vec<FormedSeat>,
}

/// A run that was made and is not kept yet.
pub struct Prepared {
    /// What was asked.
    pub ask: Ask,
    /// The policy's version.
    pub policy_version: i32,
    /// The policy.
    pub policy: Policy,
    /// The teams, best first.
    pub teams: Vec<FormedTeam>,
    /// For each seat, everybody who may take it.
    pub eligible: BTreeMap<String, Vec<MemberId>>,
    pub(super) revision: i32,
    pub(super) deadline_at: Option<Instant>,
    pub(super) salt: String,
    /// Whoever may take some seat, or was chosen, by the name they go by in the pool.
    pub(super) names: Vec<(MemberId, String)>,
    pub(super) pool_hash: String,
    pub(super) pool_packed: Vec<u8>,
    pub(super) pool_members: usize,
    pub(super) brief_document: String,
    pub(super) result: String,
}

/// The hashes that make a run checkable.
#[derive(Serialize)]
pub(super) struct Hashes {
    pub(super) engine: &'static str,
    pub(super) brief: String,
    pub(super) result: String,
}

impl Prepared {
    pub(super) fn hashes(&self) -> Hashes {
        Hashes {
            engine: ENGINE,
            brief: hash::sha256(self.brief_document.as_bytes()),
            result: hash::sha256(self.result.as_bytes()),
        }
    }
}

/// What the engine says: the result, its bytes, and everybody who is eligible for each seat, by alias.
pub(super) struct Found {
    pub(super) teams: Teams,
    pub(super) eligible: BTreeMap<String, Vec<String>>,
}

/// The engine's index of a pool. A pool or a brief that the engine refuses is a fault of ours: both are built here.
pub(super) fn index(pool: &document::Pool) -> Result<Index> {
    Index::new(pool).map_err(refused)
}

/// What the engine refuses was built here, so it is a fault of ours.
pub(super) fn refused(refusal: Refusal) -> Error {
    Error::internal("form a team", refusal.to_string())
}

/// Everybody who is eligible for each seat, by alias.
pub(super) fn eligible(index: &Index, brief: &document::Brief) -> Result<BTreeMap<String, Vec<String>>> {
    let request = Request::new(index, brief).map_err(refused)?;
    Ok(eligible_among(index, brief, &Candidates::new(&request)))
}

fn eligible_among(index: &Index, brief: &document::Brief, candidates: &Candidates) -> BTreeMap<String, Vec<String>> {
    let mut eligible = BTreeMap::new();
    for (seat, found) in brief.seats.iter().zip(&candidates.seats) {
        let members = found.eligible.iter().map(|candidate| index.id(candidate.member).to_owned());
        eligible.insert(seat.id.clone(), members.collect());
    }
    eligible
}

/// Runs the engine.
pub(super) fn search(index: &Index, brief: &document::Brief) -> Result<Found> {
    let request = Request::new(index, brief).map_err(refused)?;
    let candidates = Candidates::new(&request);
    let eligible = eligible_among(index, brief, &candidates);
    let outcome = request.form(&candidates, &mut Limit::nodes(NODE_LIMIT));
    Ok(Found { teams: outcome.answer, eligible })
}

/// The brief as the engine reads it.
pub(super) fn to_engine(ask: &Ask, brief: &Document, snapshot: &Snapshot, policy: &Policy) -> Result<document::Brief> {
    let mut locked = BTreeMap::new();
    for (seat, member) in &ask.locked {
        let gone = || Error::conflict("left-the-pool", "A member who took a seat has left the pool.");
        locked.insert(seat.clone(), snapshot.alias(*member).ok_or_else(gone)?.to_owned());
    }
    // Whom a run may not choose is not in its pool, so that a receipt does not say whom that was.
    let open = engine_brief(ask.brief.to_string(), brief, snapshot.pool.week0, policy, Vec::new())?;
    let teams = if ask.purpose == Purpose::Form { open.teams } else { 1 };
    let mut seats = open.seats;
    if matches!(ask.among, Among::Offering(_)) {
        for seat in &mut seats {
            seat.skills.push(document::Need { skill: offered(&seat.id), level: 1, weight: 1, must: true });
        }
    }
    Ok(document::Brief { locked, teams, seats, ..open })
}

/// The same of a brief all of whose seats are open.
pub(super) fn engine_brief(
    id: String,
    brief: &Document,
    week0: Day,
    policy: &Policy,
    excluded: Vec<String>,
) -> Result<document::Brief> {
    if brief.seats.iter().any(|seat| seat.from < week0) {
        return Err(Error::conflict("window-passed", "The work of this brief should have begun already."));
    }
    let end = week0.plus_weeks(policy.horizon_weeks);
    if let Some(seat) = brief.seats.iter().find(|seat| seat.end() > end) {
        let sentence = format!("Seat {} reaches beyond {end}, which is as far as the policy looks ahead.", seat.id);
        return Err(Error::conflict("beyond-horizon", sentence));
    }
    Ok(document::Brief {
        format: document::BriefFormat::One,
        id,
        seats: brief.seats.iter().map(|seat| seat_to_engine(seat, week0)).collect(),
        budget: brief.budget,
        excluded,
        locked: BTreeMap::new(),
        weights: policy.weights,
        teams: policy.teams,
        min_difference: policy.min_difference,
    })
}

fn seat_to_engine(seat: &briefs::Seat, week0: Day) -> document::Seat {
    document::Seat {
        id: seat.id.clone(),
        skills: seat
            .skills
            .iter()
            .map(|need| document::Need {
                skill: need.skill.to_string(),
                level: i64::from(need.level),
                weight: i64::from(need.weight),
                must: need.must,
            })
            .collect(),
        hours: i64::from(seat.hours),
        from_week: i64::from(week0.weeks_until(seat.from)),
        weeks: i64::from(seat.weeks),
        rate_cap: seat.rate_cap,
        languages: seat.languages.clone(),
        near: seat.near.as_ref().map(|near| document::Near { place: near.place.to_string(), km: i64::from(near.km) }),
    }
}

/// The engine's teams with the members behind the aliases.
pub(super) fn unveil(teams: &Teams, brief: &Document, snapshot: &Snapshot) -> Vec<FormedTeam> {
    let unveil_team = |team: &document::Team| FormedTeam {
        score: team.z,
        cost_minor: team.cost,
        seats: brief
            .seats
            .iter()
            .zip(&team.seats)
            .map(|(seat, place)| {
                let member = snapshot.member(&place.member).expect("a team is made of members of its pool");
                FormedSeat {
                    seat: seat.clone(),
                    member: member.id,
                    rate_minor: member.rate_minor,
                    reason: reason(place),
                }
            })
            .collect(),
    };
    teams.teams.iter().map(unveil_team).collect()
}

fn reason(place: &document::Place) -> Reason {
    let document::Place { fit, proof, turn, thrift, near, eligible, .. } = *place;
    Reason { fit, proof, turn, thrift, near, eligible }
}
