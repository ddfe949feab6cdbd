//! One place among the teams asked for: the model, and the earlier teams that the next one must differ from.

use super::model::{Local, Model};

/// A team that was found, and its points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Best {
    pub(crate) points: i64,
    pub(crate) team: Vec<Local>,
}

/// The search for the best team that differs enough from every earlier one.
#[derive(Debug)]
pub(crate) struct Task<'a> {
    pub(crate) model: &'a Model,
    /// How many members a team may have in common with an earlier one.
    pub(crate) most_shared: usize,
    /// How many earlier teams there are.
    pub(crate) earlier: usize,
    /// For each member a bit for every earlier team they are in.
    pub(crate) teams_of: Vec<u16>,
    /// For each seat the others with the very same options, points and costs.
    pub(crate) twins: Vec<Vec<usize>>,
}

impl<'a> Task<'a> {
    pub(crate) fn new(model: &'a Model, earlier: &[Best], difference: usize) -> Self {
        let mut teams_of = vec![0; model.members()];
        for (number, best) in earlier.iter().enumerate() {
            for &member in &best.team {
                teams_of[member as usize] |= 1 << number;
            }
        }
        let most_shared = model.seats.len().saturating_sub(difference);
        Self { model, most_shared, earlier: earlier.len(), teams_of, twins: twins(model) }
    }

    /// Counts the members shared with each earlier team.
    pub(crate) fn shared(&self, team: impl Iterator<Item = Local>) -> Shared {
        let mut shared = Shared::default();
        for member in team {
            shared.add(self.teams_of[member as usize]);
        }
        shared
    }

    /// The earlier teams that allow no further member in common.
    pub(crate) fn full(&self, shared: &Shared) -> u16 {
        let full = |&team: &usize| usize::from(shared.0[team]) >= self.most_shared;
        (0..self.earlier).filter(full).fold(0, |bits, team| bits | 1 << team)
    }
}

/// How many members are shared with each earlier team.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shared(pub(crate) [u8; 16]);

impl Shared {
    pub(crate) fn add(&mut self, teams: u16) {
        let mut left = teams;
        while left != 0 {
            self.0[left.trailing_zeros() as usize] += 1;
            left &= left - 1;
        }
    }
}

/// Seats with the very same options are interchangeable: the first team in the order of the pool has their members
/// in ascending order, so no other order needs to be looked at.
fn twins(model: &Model) -> Vec<Vec<usize>> {
    let seats = &model.seats;
    let same = |a: usize| (0..seats.len()).filter(|&b| b != a && seats[a] == seats[b]).collect();
    (0..seats.len()).map(same).collect()
}
