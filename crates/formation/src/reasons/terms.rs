//! What each term adds to the points of a team.

use std::ops::AddAssign;

use crate::{
    Index, Points,
    document::{Brief, Place, SeatTerms, Team, TeamTerms, Terms, Weights},
    index::Slot,
};

/// The weights of a brief, on the scale of its teams' points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    weights: Weights,
    /// N: a seat's points count once for each of the other seats.
    times: i64,
}

impl Scale {
    pub(super) fn new(brief: &Brief) -> Self {
        let times = i64::try_from(brief.seats.len() - 1).expect("a checked brief has at most 16 seats").max(1);
        Self { weights: brief.weights, times }
    }

    /// What points in a seat and so much tie add to a team, a tie counting `share` times its weight.
    pub(super) fn terms(&self, points: Points, ties: i64, share: i64) -> Terms {
        let Weights { fit, proof, turn, thrift, near, cohesion } = self.weights;
        Terms {
            fit: self.times * fit * points.fit,
            proof: self.times * proof * points.proof,
            turn: self.times * turn * points.turn,
            thrift: self.times * thrift * points.thrift,
            near: self.times * near * points.near,
            cohesion: share * cohesion * ties,
        }
    }
}

impl From<&Place> for Points {
    fn from(place: &Place) -> Self {
        let Place { fit, proof, turn, thrift, near, .. } = *place;
        Self { fit, proof, turn, thrift, near }
    }
}

impl AddAssign for Terms {
    fn add_assign(&mut self, more: Self) {
        self.fit += more.fit;
        self.proof += more.proof;
        self.turn += more.turn;
        self.thrift += more.thrift;
        self.near += more.near;
        self.cohesion += more.cohesion;
    }
}

/// The members of a team, by number, in seat order.
pub(super) fn numbers(index: &Index, team: &Team) -> Vec<Slot> {
    let number = |place: &Place| index.member(&place.member).expect("a team is made of members of the pool");
    team.seats.iter().map(number).collect()
}

/// The sum of a member's ties to a team, without those to whoever has one of its seats.
pub(super) fn ties_beside(index: &Index, team: &[Slot], seat: usize, member: Slot) -> i64 {
    let others = team.iter().enumerate().filter(|&(at, _)| at != seat);
    others.map(|(_, &other)| index.tie(member, other)).sum()
}

/// The terms of a team. Each pair's tie counts twice its weight in Z, so once at each of its seats.
pub(super) fn of_team(index: &Index, brief: &Brief, team: &Team) -> TeamTerms {
    let (scale, members) = (Scale::new(brief), numbers(index, team));
    let mut sum = Terms::default();
    let mut seats = Vec::with_capacity(members.len());
    for (at, place) in team.seats.iter().enumerate() {
        let terms = scale.terms(place.into(), ties_beside(index, &members, at, members[at]), 1);
        sum += terms;
        seats.push(SeatTerms { seat: place.seat.clone(), member: place.member.clone(), terms });
    }
    TeamTerms { z: team.z, terms: sum, seats }
}
