//! How a member stands with a brief, seat by seat, and why they are not in its best team.

use super::{
    alone::Alone,
    changes::Tries,
    terms::{self, Scale},
};
use crate::{
    Candidates, Limit, Refusal, Request, SeatCandidates,
    document::{Brief, Condition, Member, MemberChange, MemberReasons, Standing, Team, Thing},
};

/// One member and the instance they are in.
pub(super) struct Inquiry<'a> {
    pub(super) brief: &'a Brief,
    pub(super) request: &'a Request<'a>,
    pub(super) candidates: &'a Candidates,
    pub(super) member: &'a Member,
    /// The member's number in the index.
    pub(super) number: u32,
}

impl Inquiry<'_> {
    /// The member's reasons, and whether nothing is missing.
    pub(super) fn answer(&self, limit: &mut Limit<'_>) -> Result<(MemberReasons, bool), Refusal> {
        let mut alone = Alone::new(self.request.index, self.brief, self.member);
        let stands = alone.stands(self.member)?;
        let answer = self.request.form(self.candidates, limit).answer;
        let team = answer.teams.first();
        let chosen = team.and_then(|team| team.seats.iter().find(|place| place.member == self.member.id));
        let mut proven = answer.proven;
        let mut changes = Vec::new();
        if proven && chosen.is_none() {
            let mut tries = Tries::new(self, limit, alone, &stands, team);
            for thing in [Thing::Level, Thing::Evidence, Thing::Turn, Thing::Rate, Thing::Hours] {
                match tries.smallest(thing) {
                    Some(smallest) => changes.push(MemberChange { thing, smallest }),
                    None => proven = false,
                }
            }
        }
        let seats = (0..stands.len()).map(|seat| self.standing(seat, &stands[seat], team)).collect();
        let (member, chosen) = (self.member.id.clone(), chosen.map(|place| place.seat.clone()));
        Ok((MemberReasons { member, chosen, seats, changes }, proven))
    }

    fn standing(&self, at: usize, stands: &SeatCandidates, team: Option<&Team>) -> Standing {
        let (index, scale) = (self.request.index, Scale::new(self.brief));
        let members = team.map_or_else(Vec::new, |team| terms::numbers(index, team));
        let tied = |member| terms::ties_beside(index, &members, at, member);
        let stopped = stands.left.iter().position(|&left| left == 0);
        Standing {
            seat: self.brief.seats[at].id.clone(),
            stopped_by: stopped.map(|condition| Condition::ALL[condition]),
            terms: stands.eligible.first().map(|candidate| scale.terms(candidate.points, tied(self.number), 2)),
            holder: team.map(|team| scale.terms((&team.seats[at]).into(), tied(members[at]), 2)),
        }
    }
}
