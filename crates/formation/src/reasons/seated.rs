//! The best team with one member in one seat, kept for as long as it stays the best.

use crate::{Candidate, Candidates, Limit, Request, document::Team};

/// The best teams that have one member in this seat or that.
///
/// What the member earns there on their own is earned by every such team, so the best of them is the best whatever that
/// is: it is kept without those points. Without a budget the member's cost does not matter either. With one, a team that
/// is the best when they cost less stays so for as long as it can be paid when they cost more.
pub(super) struct Seated<'a> {
    request: &'a Request<'a>,
    member: u32,
    /// The candidates of everybody else.
    others: Candidates,
    /// By seat.
    known: Vec<Vec<Known>>,
}

/// The best team whatever the member costs between two amounts.
struct Known {
    from: i64,
    to: i64,
    best: Option<Contender>,
}

/// A team's points, and its members in the order of the seats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Contender {
    points: i64,
    members: Vec<String>,
}

impl Contender {
    pub(super) fn of(team: &Team) -> Self {
        Self { points: team.z, members: team.seats.iter().map(|place| place.member.clone()).collect() }
    }

    /// Whether this team comes before another: by points, then in the order of the pool.
    pub(super) fn is_before(&self, other: &Self) -> bool {
        self.points > other.points || self.points == other.points && self.members < other.members
    }
}

impl<'a> Seated<'a> {
    pub(super) fn new(request: &'a Request<'a>, candidates: &Candidates, member: u32) -> Self {
        let mut others = candidates.clone();
        for seat in &mut others.seats {
            seat.eligible.retain(|candidate| candidate.member != member);
        }
        let known = others.seats.iter().map(|_| Vec::new()).collect();
        Self { request, member, others, known }
    }

    /// The best team that has the member in this seat with these points and at this cost; `Some(None)` where there is
    /// none, `None` where the search was stopped.
    pub(super) fn best(&mut self, seat: usize, own: Candidate, limit: &mut Limit<'_>) -> Option<Option<Contender>> {
        let earned = self.request.scale() * own.points.weighted(&self.request.weights);
        let is_known = |known: &&Known| (known.from..=known.to).contains(&own.cost);
        let best = match self.known[seat].iter().find(is_known) {
            Some(known) => known.best.clone(),
            None => self.run(seat, own, earned, limit)?,
        };
        Some(best.map(|rest| Contender { points: rest.points + earned, ..rest }))
    }

    /// Runs the engine with the member locked into the seat, and keeps what is found.
    fn run(&mut self, seat: usize, own: Candidate, earned: i64, limit: &mut Limit<'_>) -> Option<Option<Contender>> {
        let mut candidates = self.others.clone();
        candidates.seats[seat].eligible = vec![Candidate { member: self.member, ..own }];
        let answer = self.request.form(&candidates, limit).answer;
        if !answer.proven {
            return None;
        }
        let team = answer.teams.first();
        let (from, to) = match (self.request.budget, team) {
            (None, _) => (0, i64::MAX),
            (Some(budget), Some(team)) => (own.cost, own.cost + (budget - team.cost)),
            (Some(_), None) => (own.cost, i64::MAX),
        };
        let best = team.map(|team| Contender { points: team.z - earned, ..Contender::of(team) });
        self.known[seat].push(Known { from, to, best: best.clone() });
        Some(best)
    }
}
