//! A member as they are or might be, seen on their own: what they may take, and for how many points.

use crate::{
    Candidate, Candidates, Index, Refusal, Request, SeatCandidates,
    document::{Brief, Member},
};

/// A pool without the other members and a brief without their locks: asked about one member, they say what the whole
/// pool and the whole brief say about that member, since eligibility and points look at nobody else.
#[derive(Debug)]
pub(super) struct Alone {
    index: Index,
    brief: Brief,
    /// The seats that others are locked into.
    closed: Vec<bool>,
}

impl Alone {
    pub(super) fn new(index: &Index, brief: &Brief, member: &Member) -> Self {
        let closed = |seat: &String| brief.locked.get(seat).is_some_and(|locked| *locked != member.id);
        let kept = brief.locked.iter().filter(|(_, locked)| **locked == member.id);
        Self {
            index: index.deserted(),
            closed: brief.seats.iter().map(|seat| closed(&seat.id)).collect(),
            brief: Brief { locked: kept.map(|(seat, id)| (seat.clone(), id.clone())).collect(), ..brief.clone() },
        }
    }

    /// For each seat whether this member may take it, and which condition stopped them: a funnel of one.
    ///
    /// # Errors
    /// What about the member cannot be believed.
    pub(super) fn stands(&mut self, member: &Member) -> Result<Vec<SeatCandidates>, Refusal> {
        self.index.put(member)?;
        let mut seats = Candidates::new(&Request::new(&self.index, &self.brief)?).seats;
        for (seat, _) in seats.iter_mut().zip(&self.closed).filter(|&(_, &closed)| closed) {
            *seat = SeatCandidates { left: [0; 6], eligible: Vec::new() };
        }
        Ok(seats)
    }
}

/// The candidates of a pool in which one member has changed: everybody else stays who they were.
pub(super) fn replace(
    index: &Index,
    all: &Candidates,
    member: u32,
    was: &[SeatCandidates],
    now: &[SeatCandidates],
) -> Candidates {
    let rank = index.rank(member);
    let seats = all.seats.iter().zip(was).zip(now).map(|((seat, was), now)| {
        let mut seat = seat.clone();
        for (left, (was, now)) in seat.left.iter_mut().zip(was.left.iter().zip(&now.left)) {
            *left = *left + now - was;
        }
        let at = seat.eligible.partition_point(|candidate| index.rank(candidate.member) < rank);
        let changed = now.eligible.iter().map(|candidate| Candidate { member, ..*candidate });
        seat.eligible.splice(at..at + was.eligible.len(), changed);
        seat
    });
    Candidates { seats: seats.collect() }
}
