//! What each option could still lead to.

use super::{
    Board, Rules, TooMany,
    board::{Seats, place},
    grow::{Grower, Visitor},
    rules::{Partial, Sitting},
    view::View,
};

/// For every option the largest surplus of a group with it that could be in a team of interest; `None` where there is
/// no such group, so that the option can be dropped.
pub(super) struct Prospects<'v> {
    view: &'v View,
    free: Seats,
    needed: i64,
    best: Vec<Vec<Option<i64>>>,
}

/// An option, and the most that a group with it could add.
#[derive(Clone, Copy, Debug)]
pub(super) struct Prospect {
    pub(super) surplus: i64,
    pub(super) sitting: Sitting,
}

impl<'v> Prospects<'v> {
    pub(super) fn new(
        board: &Board,
        rules: &Rules<'_>,
        view: &'v View,
        needed: i64,
        steps: &mut u64,
    ) -> Result<Self, TooMany> {
        let mut prospects = Self { view, free: board.free(), needed, best: Vec::new() };
        for (at, deficits) in view.deficit.iter().enumerate() {
            let floor = prospects.floor(1 << at);
            let alone = |&lost: &i64| Some(-lost).filter(|&surplus| surplus >= floor);
            prospects.best.push(deficits.iter().map(alone).collect());
        }
        let mut grower = Grower::new(board, rules, *steps);
        grower.all(&view.deficit, &view.reaches, &mut rules.start(), &mut prospects)?;
        *steps = grower.steps();
        Ok(prospects)
    }

    /// How many options are left.
    pub(super) fn count(&self) -> usize {
        self.best.iter().flatten().flatten().count()
    }

    /// For each column, for each option: whether it is left.
    pub(super) fn kept(&self) -> Vec<Vec<bool>> {
        self.best.iter().map(|best| best.iter().map(Option::is_some).collect()).collect()
    }

    /// For each column the options that are left, from much surplus to little.
    pub(super) fn sorted(&self, board: &Board) -> Vec<Vec<Prospect>> {
        let columns = self.best.iter().zip(&board.columns).enumerate();
        let sorted = columns.map(|(at, (best, column))| {
            let options = best.iter().zip(&column.member).enumerate();
            let left = options.filter_map(|(option, (&surplus, &member))| {
                Some(Prospect { surplus: surplus?, sitting: Sitting { member, place: place(at, option) } })
            });
            let mut left: Vec<Prospect> = left.collect();
            left.sort_unstable_by_key(|prospect| (-prospect.surplus, prospect.sitting.member));
            left
        });
        sorted.collect()
    }
}

impl Visitor for Prospects<'_> {
    fn floor(&self, taken: Seats) -> i64 {
        self.needed - self.view.bound(self.free & !taken)
    }

    fn found(&mut self, partial: &Partial, surplus: i64) {
        for sitting in &partial.sittings {
            let best = &mut self.best[usize::from(sitting.place.column)][sitting.place.option as usize];
            *best = (*best).max(Some(surplus));
        }
    }
}
