//! Who may take which seat, and for how many points; and where the others were lost.

use crate::{
    Index, Points, Request,
    index::{Posting, Slot, Window},
    points::Gauge,
    request::{Asked, Kind, Wanted},
};

/// A member who may take a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The member's number in the index; [`Index::id`] has the id.
    pub member: u32,
    /// What they earn there.
    pub points: Points,
    /// What they cost there, over the whole window, in minor units.
    pub cost: i64,
}

/// The candidates of one seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatCandidates {
    /// How many members were left after each of the six conditions.
    pub left: [usize; 6],
    /// Those left in the end, in the order of their ids.
    pub eligible: Vec<Candidate>,
}

/// The candidates of every seat, in the order of the brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidates {
    /// One entry for each seat.
    pub seats: Vec<SeatCandidates>,
}

impl Candidates {
    /// Finds everyone who may take a seat of the request. Members who lack a skill that is a must are not looked at.
    pub fn new(request: &Request<'_>) -> Self {
        let mut seats: Vec<SeatCandidates> = Vec::with_capacity(request.seats.len());
        for (at, seat) in request.seats.iter().enumerate() {
            let like = request.seats[..at].iter().position(|earlier| earlier.is_like(seat));
            seats.push(like.map_or_else(|| of_seat(request, seat), |earlier| seats[earlier].clone()));
        }
        Self { seats }
    }
}

/// How many members are read ahead: what they know stays in the nearest cache until they are measured.
const AHEAD: usize = 64;

fn of_seat(request: &Request<'_>, seat: &Wanted) -> SeatCandidates {
    let index = request.index;
    let mut members = skilled(request, seat);
    let mut left = [count_allowed(request, seat), members.len(), 0, 0, 0, 0];
    let window = Window::new(seat.from, seat.weeks, seat.hours);
    left[2] = sift(&mut members, |member| index.has_time(member, &window));
    left[3] = seat.rate_cap.map_or(left[2], |cap| sift(&mut members, |member| index.rate(member) <= cap));
    left[4] = left[3];
    if !seat.languages.is_empty() {
        let speaking = index.sets_having(&seat.languages);
        left[4] = sift(&mut members, |member| speaking[index.languages(member) as usize]);
    }
    let gauge = Gauge::new(index, seat);
    left[5] = if seat.near.is_some() { sift(&mut members, |member| gauge.can_come(member)) } else { left[4] };
    let candidate =
        |member| Candidate { member, points: gauge.points(member), cost: index.rate(member) * seat.total_hours };
    let members = in_order(index, &members);
    let mut eligible = Vec::with_capacity(members.len());
    for some in members.chunks(AHEAD) {
        index.read_ahead(some);
        eligible.extend(some.iter().map(|&member| candidate(member)));
    }
    SeatCandidates { left, eligible }
}

/// Keeps those who pass, without a jump that depends on who does: at this size a wrongly guessed jump costs as much as
/// the question. Gives how many are left.
fn sift(members: &mut Vec<Slot>, mut pass: impl FnMut(Slot) -> bool) -> usize {
    let mut kept = 0;
    for at in 0..members.len() {
        let member = members[at];
        members[kept] = member;
        kept += usize::from(pass(member));
    }
    members.truncate(kept);
    kept
}

/// The members in the order of the pool. Where numbers follow it, as they mostly do, these are a few sorted runs. Rank
/// and number in one word are compared at once.
fn in_order(index: &Index, members: &[Slot]) -> Vec<Slot> {
    let ranked = |&member: &Slot| u64::from(index.rank(member)) << Slot::BITS | u64::from(member);
    let mut ranked: Vec<u64> = members.iter().map(ranked).collect();
    ranked.sort();
    let member = |ranked: u64| Slot::try_from(ranked & u64::from(Slot::MAX)).expect("the lower half");
    ranked.into_iter().map(member).collect()
}

/// Condition 1: neither excluded nor locked into another seat, and the locked one where the seat is locked.
fn is_allowed(request: &Request<'_>, seat: &Wanted, member: Slot) -> bool {
    let kept_out = match seat.locked {
        Some(locked) => locked != member,
        None => request.is_locked(member),
    };
    !kept_out && !request.is_excluded(member)
}

/// How many members pass condition 1, without a look at each of them.
fn count_allowed(request: &Request<'_>, seat: &Wanted) -> usize {
    if let Some(locked) = seat.locked {
        return usize::from(!request.is_excluded(locked));
    }
    let mut out = request.excluded.clone();
    out.extend(request.seats.iter().filter_map(|seat| seat.locked));
    out.sort_unstable();
    out.dedup();
    request.index.len() - out.len()
}

/// Conditions 1 and 2: starts from the rarest skill that is a must, so that members who cannot qualify are never
/// touched.
fn skilled(request: &Request<'_>, seat: &Wanted) -> Vec<Slot> {
    let index = request.index;
    let musts: Vec<&Asked> = seat.needs.iter().filter(|need| need.kind == Kind::Must).collect();
    let meets = |member: Slot, need: &Asked| {
        need.skill.and_then(|skill| index.known(member, skill)).is_some_and(|known| known.level >= need.level)
    };
    if let Some(locked) = seat.locked {
        let able = is_allowed(request, seat, locked) && musts.iter().all(|need| meets(locked, need));
        return if able { vec![locked] } else { Vec::new() };
    }
    let holders = |need: &Asked| need.skill.map_or(&[][..], |skill| index.holders(skill, need.level));
    let count = |need: &Asked| holders(need).iter().map(Posting::len).sum::<usize>();
    let mut able = match musts.iter().min_by_key(|need| count(need)) {
        Some(rarest) => holders(rarest).iter().flat_map(Posting::members).collect(),
        None => index.members().collect(),
    };
    if musts.len() > 1 {
        sift(&mut able, |member| musts.iter().all(|need| meets(member, need)));
    }
    if !request.excluded.is_empty() || request.seats.iter().any(|seat| seat.locked.is_some()) {
        sift(&mut able, |member| is_allowed(request, seat, member));
    }
    able
}
