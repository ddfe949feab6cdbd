//! The board at a price of the budget: a bound for every set of free seats.
//!
//! A member costs points: price · cost. Members whom several seats want have a worth of their own besides, which they
//! cost wherever they sit; both come from a dual problem, so for any price and any worths that are not negative
//!
//! ```text
//! bound = points of the seated + price · budget left + Σ worths + Σ tops + most surplus of groups on the free seats
//! ```
//!
//! is never less than the points of a team that completes the board within the budget. A member's deficit in a seat is
//! how far they stay below the seat's top. On the way down nothing has to be computed anew: seating a group adds its
//! surplus and leaves the most that the other seats could add, which [`Packing`] knows for every set of them.

use super::{
    Board, Grower, Rules, Sitting, TooMany,
    board::{Place, Seats, place},
    grow::{Reach, reaches},
    packing::{BestGroups, Packing},
};
use crate::search::assign::Assignment;

/// What may be spent.
pub(super) struct Budget {
    /// What the free seats may cost.
    pub(super) left: i64,
    /// The same where there is a budget, else 0.
    pub(super) priced: i64,
    /// The highest price at which priced costs cannot overflow; 0 where there is no budget.
    pub(super) highest: i64,
}

/// A price and all that follows from it.
#[derive(Debug)]
pub(super) struct View {
    pub(super) price: i64,
    /// The bound without any group.
    base: i64,
    /// For each column, for each option: how far it stays below what the seat pays. Never negative.
    pub(super) deficit: Vec<Vec<i64>>,
    /// For each component what its members could add.
    pub(super) reaches: Vec<Reach>,
    packing: Packing,
    /// A team that reaches the bound, though its members may clash.
    pub(super) team: Vec<Sitting>,
    /// What that team costs, without those who were seated before.
    pub(super) spent: i64,
}

impl View {
    /// Looks at the board at a price; `None` where the seats cannot all be served at once.
    pub(super) fn new(
        board: &Board,
        rules: &Rules<'_>,
        price: i64,
        budget: &Budget,
        steps: &mut u64,
    ) -> Result<Option<Self>, TooMany> {
        let priced = |(points, cost): (&i64, &i64)| points - price * cost;
        let columns = || board.columns.iter();
        let scores: Vec<Vec<i64>> =
            columns().map(|column| column.points.iter().zip(&column.cost).map(priced).collect()).collect();
        let members: Vec<&[u32]> = columns().map(|column| &column.member[..]).collect();
        let Some(singles) = Assignment::new(&members, &scores) else { return Ok(None) };
        let base = board.seated.points + price * budget.priced + singles.total;
        let deficit = singles.losses(&members, scores);
        let reaches = reaches(board, &deficit);
        let mut best = BestGroups::new(board.columns.len());
        let mut grower = Grower::new(board, rules, *steps);
        grower.all(&deficit, &reaches, &mut rules.start(), &mut best)?;
        *steps = grower.steps();
        let packing = Packing::new(board.columns.len(), best);
        let mut team = packing.best(board.free());
        let grouped = team.iter().fold(0, |taken: Seats, sitting| taken | 1 << sitting.place.column);
        let alone = singles.chosen.iter().enumerate().filter(|&(at, _)| grouped >> at & 1 == 0);
        team.extend(alone.map(|(at, &option)| Sitting { member: members[at][option], place: place(at, option) }));
        let spent = team.iter().map(|sitting| board.cost(sitting.place)).sum();
        Ok(Some(Self { price, base, deficit, reaches, packing, team, spent }))
    }

    /// No team has more points, scaled, than this and the surplus of those who take the other seats.
    pub(super) fn bound(&self, free: Seats) -> i64 {
        self.base + self.packing.most(free)
    }

    /// The bound with every seat free.
    pub(super) fn top(&self) -> i64 {
        self.base + self.packing.top()
    }

    /// How far an option stays below what its seat pays.
    pub(super) fn lost(&self, place: Place) -> i64 {
        self.deficit[usize::from(place.column)][place.option as usize]
    }
}
