//! Down through a board: seat by seat, each with a group that takes it, until the bound says no.
//!
//! Every team falls apart into groups in one way, so a seat's member comes with all of theirs who are tied to them, and
//! whoever is tied to a seated group can join no other: no team is met twice.

use super::{
    Board, Prospects, Rules, Search,
    board::Seats,
    grow::{Grower, Visitor},
    pricing::KEPT,
    prospects::Prospect,
    rules::{Partial, Sitting},
    view::View,
};
use crate::search::{model::Local, task::Shared};

/// A surplus at each of the views.
type Surplus = [i64; KEPT];

/// A group that may be seated next.
struct Branch {
    /// No team below has more points, scaled.
    bound: i64,
    surplus: Surplus,
    sittings: Vec<Sitting>,
}

/// The search below one board.
pub(super) struct Descent<'d, 's, 'l> {
    search: &'d mut Search<'s, 'l>,
    board: &'d Board,
    rules: &'d Rules<'d>,
    views: &'d [View],
    grower: Grower<'d>,
    prospects: Vec<Vec<Prospect>>,
    /// For each member where it is among the components; those without a tie are in none.
    component: Vec<Option<u32>>,
}

impl<'d, 's, 'l> Descent<'d, 's, 'l> {
    pub(super) fn new(
        search: &'d mut Search<'s, 'l>,
        board: &'d Board,
        rules: &'d Rules<'d>,
        views: &'d [View],
        prospects: &Prospects<'_>,
    ) -> Self {
        let grower = Grower::new(board, rules, u64::MAX);
        let (prospects, component) = (prospects.sorted(board), board.component_of());
        Self { search, board, rules, views, grower, prospects, component }
    }

    pub(super) fn run(mut self) {
        self.descend(&mut self.rules.start(), &[0; KEPT]);
    }

    fn descend(&mut self, partial: &mut Partial, surplus: &Surplus) {
        let free = self.board.free() & !partial.taken;
        if free == 0 {
            self.search.offer_on(self.board, &partial.sittings);
            return;
        }
        let bounds = self.views.iter().zip(surplus).map(|(view, surplus)| view.bound(free) + surplus);
        let bound = bounds.min().expect("there is a view");
        if !self.search.limit.take_node() {
            self.search.leave(bound);
            return;
        }
        self.search.nodes += 1;
        let column = if self.search.compare(bound).is_gt() {
            self.narrowest(free, surplus[0])
        } else {
            // Only the order of the pool is open, so seats are filled in their order.
            free.trailing_zeros() as usize
        };
        for branch in self.branches(column, partial, surplus) {
            if branch.bound < self.search.needed() {
                continue;
            }
            let before = partial.shared.clone();
            self.enter(partial, &branch);
            if !self.search.is_hopeless(branch.bound, || self.firsts(partial)) {
                if self.search.limit.is_spent() {
                    self.search.leave(branch.bound);
                } else {
                    let mut deeper = *surplus;
                    deeper.iter_mut().zip(&branch.surplus).for_each(|(sum, more)| *sum += more);
                    self.descend(partial, &deeper);
                }
            }
            self.leave(partial, &branch, &before);
        }
    }

    /// The free seat with the fewest options that could still lead to a team of interest.
    fn narrowest(&self, free: Seats, surplus: i64) -> usize {
        let needed = self.search.needed() - surplus;
        let columns = (0..self.board.columns.len()).filter(|&at| free >> at & 1 == 1);
        let hopeful = |&at: &usize| {
            let floor = needed - self.views[0].bound(free & !(1 << at));
            self.prospects[at].partition_point(|prospect| prospect.surplus >= floor)
        };
        columns.min_by_key(hopeful).expect("some seat is free")
    }

    /// All groups that may take a seat now, in the order to try them.
    fn branches(&mut self, column: usize, partial: &mut Partial, surplus: &Surplus) -> Vec<Branch> {
        let main = &self.views[0];
        let (free, needed) = (self.board.free(), self.search.needed());
        let mut collector = Collector {
            views: self.views,
            surplus,
            free,
            needed,
            seated: partial.sittings.len(),
            branches: Vec::new(),
        };
        let floor = collector.floor(partial.taken | 1 << column);
        for &Prospect { surplus: most, sitting } in &self.prospects[column] {
            if most < floor {
                break;
            }
            if self.grower.is_barred(sitting.member) {
                continue;
            }
            let lost = main.lost(sitting.place);
            if -lost >= floor && self.rules.may(partial, sitting) {
                let before = self.rules.sit(partial, sitting);
                collector.found(partial, -lost);
                self.rules.rise(partial, sitting, before);
            }
            if let Some(component) = self.component[sitting.member as usize] {
                let reach = &main.reaches[component as usize];
                let grown = self.grower.rooted(sitting, &main.deficit, reach, partial, &mut collector);
                grown.expect("no end was set to its steps");
            }
        }
        let mut branches = collector.branches;
        // A stable sort: among equals, members come as the prospects do.
        branches.sort_by_key(|branch| -branch.bound);
        branches
    }

    /// Seats a group; whoever is tied to it stays out.
    fn enter(&mut self, partial: &mut Partial, branch: &Branch) {
        for &sitting in &branch.sittings {
            self.rules.sit(partial, sitting);
            self.grower.bar(sitting.member);
            self.board.ties.row(sitting.member).iter().for_each(|&(other, _)| self.grower.bar(other));
        }
    }

    /// Takes back a group; `before` is what was shared with earlier teams without it.
    fn leave(&mut self, partial: &mut Partial, branch: &Branch, before: &Shared) {
        for &sitting in branch.sittings.iter().rev() {
            self.board.ties.row(sitting.member).iter().for_each(|&(other, _)| self.grower.unbar(other));
            self.grower.unbar(sitting.member);
            self.rules.rise(partial, sitting, before.clone());
        }
    }

    /// For each seat whoever sits there, or the first who still may. Where nobody may any more it is the first option,
    /// which only makes the team look earlier than it is.
    fn firsts(&self, partial: &Partial) -> Vec<Local> {
        let mut firsts = self.board.seated.team.clone();
        let mut set = |column: usize, member: u32| {
            firsts[self.board.columns[column].seat] = Some(self.board.members[member as usize]);
        };
        partial.sittings.iter().for_each(|sitting| set(usize::from(sitting.place.column), sitting.member));
        for (at, column) in self.board.columns.iter().enumerate() {
            if partial.taken >> at & 1 == 0 {
                let first = column.member.iter().find(|&&member| !self.grower.is_barred(member));
                set(at, first.copied().unwrap_or(column.member[0]));
            }
        }
        firsts.into_iter().flatten().collect()
    }
}

/// Collects the groups that may be seated next.
struct Collector<'c> {
    views: &'c [View],
    /// What the seated have added.
    surplus: &'c Surplus,
    free: Seats,
    needed: i64,
    /// How many were seated before the group.
    seated: usize,
    branches: Vec<Branch>,
}

impl Visitor for Collector<'_> {
    fn floor(&self, taken: Seats) -> i64 {
        self.needed - self.surplus[0] - self.views[0].bound(self.free & !taken)
    }

    fn found(&mut self, partial: &Partial, surplus: i64) {
        let sittings = &partial.sittings[self.seated..];
        let lost = |view: &View| -> i64 { sittings.iter().map(|sitting| view.lost(sitting.place)).sum() };
        // A group's ties are the same in every view, its deficits are not.
        let ties = surplus + lost(&self.views[0]);
        let free = self.free & !partial.taken;
        let (mut sums, mut bound) = ([0; KEPT], i64::MAX);
        for ((view, sum), before) in self.views.iter().zip(&mut sums).zip(self.surplus) {
            *sum = ties - lost(view);
            bound = bound.min(view.bound(free) + before + *sum);
        }
        if bound >= self.needed {
            self.branches.push(Branch { bound, surplus: sums, sittings: sittings.to_vec() });
        }
    }
}
