//! Growing groups: members who hang together by ties, each in a seat of their own.
//!
//! Every team falls apart into groups in exactly one way: two of its members are in one group when ties lead from the
//! one to the other inside the team. What a group earns beyond the best single members of its seats is its surplus:
//!
//! ```text
//! surplus = Σ ties within the group − Σ deficits of its members
//! ```
//!
//! Ties are few among the members who may take a seat, so there are few groups worth anything, and all can be looked at.
//!
//! Each connected set of members is grown once from each root, by the scheme of Wernicke (2006): a member joins from the
//! list of neighbours, those before it on the list stay out, and its own neighbours who were not seen yet come to the
//! list's end. Growth stops where even the largest surplus still in reach is below what the visitor asks for:
//!
//! ```text
//! reach of a free seat = largest, over members who could come there, of
//!     half of all their ties + half of those to the group − deficit
//! ```
//!
//! since a newcomer adds its ties to the group, whole, and each tie to another newcomer is shared by the two.

use super::{
    Board, Rules, Sitting,
    board::{Seats, half_up},
    rules::Partial,
};

/// For each place on the board, the most that a newcomer there could add.
pub(super) type Reach = [i64; 16];

/// What a walk over groups looks for.
pub(super) trait Visitor {
    /// The least surplus of interest to a group on these seats, or one that grows from it.
    fn floor(&self, taken: Seats) -> i64;

    /// A group, with whoever was seated before it; its surplus is not below the floor.
    fn found(&mut self, partial: &Partial, surplus: i64);
}

/// More groups would have to be looked at than was allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::search) struct TooMany;

/// Grows groups on a board.
pub(super) struct Grower<'b> {
    board: &'b Board,
    rules: &'b Rules<'b>,
    /// How often a member was ruled out.
    barred: Vec<u32>,
    /// For each member the points of its ties to the group.
    tied: Vec<i64>,
    seen: Vec<bool>,
    /// Neighbours who may join.
    open: Vec<u32>,
    /// How many steps may still be taken.
    steps: u64,
}

impl<'b> Grower<'b> {
    pub(super) fn new(board: &'b Board, rules: &'b Rules<'b>, steps: u64) -> Self {
        let members = board.members.len();
        Self {
            board,
            rules,
            barred: vec![0; members],
            tied: vec![0; members],
            seen: vec![false; members],
            open: Vec::new(),
            steps,
        }
    }

    /// How many steps may still be taken.
    pub(super) fn steps(&self) -> u64 {
        self.steps
    }

    /// Rules a member out, once more.
    pub(super) fn bar(&mut self, member: u32) {
        self.barred[member as usize] += 1;
    }

    /// Takes back one [`bar`](Self::bar).
    pub(super) fn unbar(&mut self, member: u32) {
        self.barred[member as usize] -= 1;
    }

    /// Whether a member is ruled out.
    pub(super) fn is_barred(&self, member: u32) -> bool {
        self.barred[member as usize] > 0
    }

    /// Visits every group of two or more, each once.
    pub(super) fn all(
        &mut self,
        deficit: &[Vec<i64>],
        reaches: &[Reach],
        partial: &mut Partial,
        visitor: &mut impl Visitor,
    ) -> Result<(), TooMany> {
        let board = self.board;
        let least = visitor.floor(0);
        for (component, reach) in (0..).zip(reaches) {
            if total(reach, partial.taken) < least {
                continue;
            }
            for &root in board.components.row(component) {
                for &place in board.places.row(root) {
                    self.rooted(Sitting { member: root, place }, deficit, reach, partial, visitor)?;
                }
                self.bar(root);
            }
            board.components.row(component).iter().for_each(|&member| self.unbar(member));
        }
        Ok(())
    }

    /// Visits every group of two or more with this member in this place, each once.
    pub(super) fn rooted(
        &mut self,
        root: Sitting,
        deficit: &[Vec<i64>],
        reach: &Reach,
        partial: &mut Partial,
        visitor: &mut impl Visitor,
    ) -> Result<(), TooMany> {
        let (column, option) = (usize::from(root.place.column), root.place.option as usize);
        let taken = partial.taken | 1 << column;
        let surplus = -deficit[column][option];
        let most = surplus + self.board.columns[column].half[option] + total(reach, taken);
        if most < visitor.floor(taken) || self.is_barred(root.member) || !self.rules.may(partial, root) {
            return Ok(());
        }
        debug_assert!(self.open.is_empty());
        self.seen[root.member as usize] = true;
        let grown = self.join(root, surplus, 0, reach, deficit, partial, visitor);
        self.seen[root.member as usize] = false;
        grown
    }

    /// Lets a member join and grows the group from there; `from` is where the list of neighbours goes on.
    #[expect(clippy::too_many_arguments, reason = "the state of a walk that goes down and comes back up")]
    fn join(
        &mut self,
        sitting: Sitting,
        surplus: i64,
        from: usize,
        reach: &Reach,
        deficit: &[Vec<i64>],
        partial: &mut Partial,
        visitor: &mut impl Visitor,
    ) -> Result<(), TooMany> {
        let board = self.board;
        let before = self.rules.sit(partial, sitting);
        let listed = self.open.len();
        let mut reach = *reach;
        for &(other, points) in board.ties.row(sitting.member) {
            self.tied[other as usize] += points;
            if self.is_barred(other) {
                continue;
            }
            if !self.seen[other as usize] {
                self.seen[other as usize] = true;
                self.open.push(other);
            }
            let tied = half_up(self.tied[other as usize]);
            for place in board.places.row(other) {
                let (column, option) = (usize::from(place.column), place.option as usize);
                let could = board.columns[column].half[option] + tied - deficit[column][option];
                let best = &mut reach[column];
                *best = (*best).max(could);
            }
        }
        let mut grown = Ok(());
        if surplus + total(&reach, partial.taken) >= visitor.floor(partial.taken) {
            grown = self.grow(surplus, from, &reach, deficit, partial, visitor);
        }
        for other in self.open.drain(listed..) {
            self.seen[other as usize] = false;
        }
        for &(other, points) in board.ties.row(sitting.member) {
            self.tied[other as usize] -= points;
        }
        self.rules.rise(partial, sitting, before);
        grown
    }

    fn grow(
        &mut self,
        surplus: i64,
        from: usize,
        reach: &Reach,
        deficit: &[Vec<i64>],
        partial: &mut Partial,
        visitor: &mut impl Visitor,
    ) -> Result<(), TooMany> {
        let board = self.board;
        for at in from..self.open.len() {
            let member = self.open[at];
            for &place in board.places.row(member) {
                if partial.taken >> place.column & 1 == 1 {
                    continue;
                }
                self.steps = self.steps.checked_sub(1).ok_or(TooMany)?;
                let lost = deficit[usize::from(place.column)][place.option as usize];
                let surplus = surplus + self.tied[member as usize] - lost;
                let taken = partial.taken | 1 << place.column;
                let floor = visitor.floor(taken);
                let sitting = Sitting { member, place };
                if !self.rules.may(partial, sitting) {
                    continue;
                }
                if surplus >= floor {
                    let before = self.rules.sit(partial, sitting);
                    visitor.found(partial, surplus);
                    self.rules.rise(partial, sitting, before);
                }
                self.join(sitting, surplus, at + 1, reach, deficit, partial, visitor)?;
            }
        }
        Ok(())
    }
}

/// What newcomers could add on all seats that are not taken.
fn total(reach: &Reach, taken: Seats) -> i64 {
    reach.iter().enumerate().map(|(column, &most)| if taken >> column & 1 == 0 { most.max(0) } else { 0 }).sum()
}

/// For each component, what its members could add to a group of nobody yet.
pub(super) fn reaches(board: &Board, deficit: &[Vec<i64>]) -> Vec<Reach> {
    let of = |component| {
        let mut reach = [0; 16];
        for &member in board.components.row(component) {
            for place in board.places.row(member) {
                let (column, option) = (usize::from(place.column), place.option as usize);
                let could = board.columns[column].half[option] - deficit[column][option];
                let best = &mut reach[column];
                *best = (*best).max(could);
            }
        }
        reach
    };
    (0..).map(of).take(board.components.len()).collect()
}
