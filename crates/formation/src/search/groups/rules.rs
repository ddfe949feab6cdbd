//! What a team may not be: too dear, divided by a block, too much like an earlier team, or a mirror of another.

use super::{
    Board, Column,
    board::{Place, Seats},
};
use crate::search::task::{Shared, Task};

/// A member in a place on the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sitting {
    pub(super) member: u32,
    pub(super) place: Place,
}

/// Part of a team.
#[derive(Clone, Debug, Default)]
pub(super) struct Partial {
    pub(super) taken: Seats,
    /// What it costs, whoever was seated before the board was laid out included.
    pub(super) cost: i64,
    pub(super) shared: Shared,
    pub(super) sittings: Vec<Sitting>,
}

/// The rules, laid out for a board.
pub(super) struct Rules<'b> {
    task: &'b Task<'b>,
    board: &'b Board,
    budget: i64,
    /// The least cost of each free seat.
    least: Vec<i64>,
    /// For each column the others with the very same options.
    twins: Vec<Seats>,
}

impl<'b> Rules<'b> {
    /// Every column holds an option.
    pub(super) fn new(task: &'b Task<'b>, board: &'b Board) -> Self {
        let least = |column: &Column| column.cost.iter().copied().min().unwrap_or(0);
        let twins = board.columns.iter().map(|column| {
            let columns = board.columns.iter().enumerate();
            let same = columns.filter(|(_, other)| task.twins[column.seat].contains(&other.seat));
            same.fold(0, |bits, (at, _)| bits | 1 << at)
        });
        Self {
            task,
            board,
            budget: task.model.budget.unwrap_or(i64::MAX),
            least: board.columns.iter().map(least).collect(),
            twins: twins.collect(),
        }
    }

    /// Nobody seated but whoever was before the board was laid out.
    pub(super) fn start(&self) -> Partial {
        let seated = &self.board.seated;
        Partial { cost: seated.cost, shared: seated.shared.clone(), ..Partial::default() }
    }

    /// What the cheapest options of the seats that are not taken cost.
    fn rest(&self, taken: Seats) -> i64 {
        self.least.iter().enumerate().map(|(at, &cost)| if taken >> at & 1 == 0 { cost } else { 0 }).sum()
    }

    /// Whether a member can join, as far as this can be told from the part.
    pub(super) fn may(&self, partial: &Partial, Sitting { member, place }: Sitting) -> bool {
        let taken = partial.taken | 1 << place.column;
        if self.task.model.budget.is_some() && partial.cost + self.board.cost(place) + self.rest(taken) > self.budget {
            return false;
        }
        let blocked = self.board.blocks.row(member);
        if !blocked.is_empty() && partial.sittings.iter().any(|other| blocked.binary_search(&other.member).is_ok()) {
            return false;
        }
        let teams = self.task.teams_of[self.board.members[member as usize] as usize];
        if teams != 0 && teams & self.task.full(&partial.shared) != 0 {
            return false;
        }
        let twins = self.twins[usize::from(place.column)] & partial.taken;
        // Of seats that are the same, the members come in ascending order.
        twins == 0
            || partial.sittings.iter().all(|other| {
                twins >> other.place.column & 1 == 0 || ((other.member < member) == (other.place.column < place.column))
            })
    }

    /// Whether these, who fill all seats, make a team.
    pub(super) fn is_team(&self, sittings: &[Sitting]) -> bool {
        let mut partial = self.start();
        sittings.iter().all(|&sitting| {
            let may =
                partial.sittings.iter().all(|other| other.member != sitting.member) && self.may(&partial, sitting);
            self.sit(&mut partial, sitting);
            may
        })
    }

    /// Seats a member and returns what [`rise`](Self::rise) needs.
    pub(super) fn sit(&self, partial: &mut Partial, sitting: Sitting) -> Shared {
        let Sitting { member, place } = sitting;
        let before = partial.shared.clone();
        partial.taken |= 1 << place.column;
        partial.cost += self.board.cost(place);
        partial.shared.add(self.task.teams_of[self.board.members[member as usize] as usize]);
        partial.sittings.push(sitting);
        before
    }

    /// Takes back the last one seated.
    pub(super) fn rise(&self, partial: &mut Partial, sitting: Sitting, before: Shared) {
        let place = sitting.place;
        partial.taken &= !(1 << place.column);
        partial.cost -= self.board.cost(place);
        partial.shared = before;
        let last = partial.sittings.pop();
        debug_assert_eq!(last, Some(sitting));
    }
}
