//! Who may take which seat, and for how many points; and where the others were lost.

use crate::{
    Index, Points, Request,
    index::Rank,
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
    /// Finds everyone who may take a seat of the request.
    pub fn new(request: &Request<'_>) -> Self {
        Self { seats: request.seats.iter().map(|seat| of_seat(request, seat)).collect() }
    }
}

fn of_seat(request: &Request<'_>, seat: &Wanted) -> SeatCandidates {
    let index = request.index;
    let allowed = count_allowed(request, seat);
    let mut members = skilled(request, seat);
    let mut left = [allowed, members.len(), 0, 0, 0, 0];
    members.retain(|&member| has_time(index, member, seat));
    left[2] = members.len();
    members.retain(|&member| seat.rate_cap.is_none_or(|cap| index.rate(member) <= cap));
    left[3] = members.len();
    members.retain(|&member| seat.languages.iter().all(|&name| name.is_some_and(|name| index.speaks(member, name))));
    left[4] = members.len();
    members.retain(|&member| can_come(index, member, seat));
    left[5] = members.len();
    let candidate = |member| Candidate {
        member,
        points: Points::of(index, member, seat),
        cost: index.rate(member) * seat.total_hours,
    };
    SeatCandidates { left, eligible: members.into_iter().map(candidate).collect() }
}

/// Condition 1: neither excluded nor locked into another seat, and the locked one where the seat is locked.
fn is_allowed(request: &Request<'_>, seat: &Wanted, member: Rank) -> bool {
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

/// Conditions 1 and 2, sorted by member: starts from the rarest skill that is a must, so that members who cannot
/// qualify are never touched.
fn skilled(request: &Request<'_>, seat: &Wanted) -> Vec<Rank> {
    let index = request.index;
    let musts: Vec<&Asked> = seat.needs.iter().filter(|need| need.kind == Kind::Must).collect();
    let meets = |member: Rank, need: &Asked| {
        need.skill.and_then(|skill| index.known(member, skill)).is_some_and(|known| known.level >= need.level)
    };
    if let Some(locked) = seat.locked {
        let able = is_allowed(request, seat, locked) && musts.iter().all(|need| meets(locked, need));
        return if able { vec![locked] } else { Vec::new() };
    }
    let holders = |need: &Asked| need.skill.map_or(&[][..], |skill| index.holders(skill));
    let Some(&rarest) = musts.iter().min_by_key(|need| holders(need).len()) else {
        return index.members().filter(|&member| is_allowed(request, seat, member)).collect();
    };
    let able = holders(rarest).iter().filter(|&&(_, level)| level >= rarest.level).map(|&(member, _)| member);
    able.filter(|&member| musts.iter().all(|need| meets(member, need)) && is_allowed(request, seat, member)).collect()
}

fn has_time(index: &Index, member: Rank, seat: &Wanted) -> bool {
    index.free(member, seat.from, seat.weeks).iter().all(|&hours| hours >= seat.hours)
}

fn can_come(index: &Index, member: Rank, seat: &Wanted) -> bool {
    let Some(near) = seat.near else { return true };
    let distance = near.place.and_then(|place| index.distance(member, place));
    index.works_onsite(member) && distance.is_some_and(|km| km <= near.km)
}
