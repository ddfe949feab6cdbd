//! A node of the search: some seats taken, and for every free seat the members who may still take it.
//!
//! Every option carries a score, scaled by a power of two:
//!
//! ```text
//! score(r, m) = points of m in r + ties of m to the members already seated − price · cost(r, m)
//!             + Σ over free seats q of share(r, m → q)
//! ```
//!
//! The shares divide the ties between free seats over their two ends: `share(r, a → q) + share(q, b → r)` is at least
//! the points that a in r and b in q earn together, for every a and b that are not the same member. So
//!
//! ```text
//! bound = points of the seated + price · budget left + Σ over free seats of the largest score
//! ```
//!
//! is never less than the points of a team that completes this node within the budget, whatever the shares and
//! whatever the price, as long as it is not negative. How both are chosen is told in [`super::shares`].

use crate::search::{
    BITS,
    dominance::Rated,
    groups::{Board, Column as BoardColumn, Seated},
    model::{Local, Model},
    task::{Shared, Task},
};

/// A score that no option has: it marks one that was ruled out and is about to be swept away.
pub(super) const OUT: i64 = i64::MIN;

/// The options of one free seat, side by side.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) seat: usize,
    /// Ascending.
    pub(super) member: Vec<Local>,
    pub(super) cost: Vec<i64>,
    pub(super) score: Vec<i64>,
    /// For each free seat (as in the node's columns) the shares towards it; the own row stays empty.
    pub(super) share: Vec<Vec<i64>>,
}

impl Column {
    pub(super) fn len(&self) -> usize {
        self.member.len()
    }

    /// The largest score, or `OUT` in an empty column.
    pub(super) fn top(&self) -> i64 {
        self.score.iter().copied().max().unwrap_or(OUT)
    }

    fn least_cost(&self) -> Option<i64> {
        self.cost.iter().copied().min()
    }

    /// What an option is worth without any tie to a free seat.
    pub(super) fn own(&self, option: usize) -> i64 {
        self.score[option] - self.share.iter().filter_map(|row| row.get(option)).sum::<i64>()
    }

    /// Drops the options that are out and returns where each of the others went.
    fn sweep(&mut self) -> Vec<u32> {
        let mut moved = vec![u32::MAX; self.len()];
        let mut kept = 0;
        for (from, place) in moved.iter_mut().enumerate() {
            if self.score[from] == OUT {
                continue;
            }
            *place = u32::try_from(kept).expect("a column holds fewer options than u32 has numbers");
            self.member[kept] = self.member[from];
            self.cost[kept] = self.cost[from];
            self.score[kept] = self.score[from];
            for row in self.share.iter_mut().filter(|row| !row.is_empty()) {
                row[kept] = row[from];
            }
            kept += 1;
        }
        self.member.truncate(kept);
        self.cost.truncate(kept);
        self.score.truncate(kept);
        self.share.iter_mut().for_each(|row| row.truncate(kept));
        moved
    }
}

/// Two options of different free seats whose members are tied.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// Where the one is in the column that comes first.
    pub(super) a: u32,
    /// Where the other is in the column that comes later.
    pub(super) b: u32,
    /// What they earn together, scaled.
    pub(super) points: i64,
}

/// Some seats taken, the others open.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) columns: Vec<Column>,
    /// For each pair of columns, in the order of [`pair`].
    pub(super) edges: Vec<Vec<Edge>>,
    /// Who sits where, seat by seat.
    pub(super) team: Vec<Option<Local>>,
    pub(super) shared: Shared,
    /// Points of the seated, scaled.
    pub(super) base: i64,
    /// What another bound said of this node, or of one above it.
    pub(super) ceiling: i64,
    /// What is left of the budget; 0 where there is none, and the price with it.
    pub(super) slack: i64,
    pub(super) price: i64,
    /// The highest price, at which priced costs still cannot overflow; 0 where there is no budget.
    pub(super) highest: i64,
}

/// Where the edges between columns q and r are kept, q before r.
pub(super) fn pair(q: usize, r: usize) -> usize {
    debug_assert!(q < r);
    r * (r - 1) / 2 + q
}

impl Node {
    /// The node in which every seat is free.
    pub(super) fn root(task: &Task<'_>, options: &[Vec<Rated>], shift: u32) -> Self {
        let model = task.model;
        let count = options.len();
        let columns: Vec<Column> = options
            .iter()
            .enumerate()
            .map(|(seat, options)| Column {
                seat,
                member: options.iter().map(|option| option.choice.member).collect(),
                cost: options.iter().map(|option| option.choice.cost).collect(),
                score: options.iter().map(|option| option.choice.score << shift).collect(),
                share: (0..count).map(|q| vec![0; if q == seat { 0 } else { options.len() }]).collect(),
            })
            .collect();
        let mut node = Self {
            edges: edges(model, &columns, shift),
            columns,
            team: vec![None; count],
            shared: Shared::default(),
            base: 0,
            ceiling: i64::MAX,
            slack: model.budget.map_or(0, |budget| budget.min(model.dearest())),
            price: 0,
            highest: model.budget.map_or(0, |_| (1 << BITS) / model.dearest().max(1)),
        };
        node.halve_ties();
        node
    }

    /// What is left of this node, for a search by groups.
    pub(super) fn board(&self, model: &Model, shift: u32) -> Board {
        let columns = self.columns.iter().map(|column| BoardColumn {
            seat: column.seat,
            member: column.member.clone(),
            points: (0..column.len()).map(|option| column.own(option) + self.price * column.cost[option]).collect(),
            cost: column.cost.clone(),
            half: Vec::new(),
        });
        let seated = Seated {
            team: self.team.clone(),
            points: self.base,
            cost: model.budget.map_or(0, |budget| budget.min(model.dearest()) - self.slack),
            shared: self.shared.clone(),
        };
        Board::below(model, seated, columns.collect(), shift)
    }

    /// How many options there are.
    pub(super) fn options(&self) -> usize {
        self.columns.iter().map(Column::len).sum()
    }

    /// The plainest shares: half of the strongest tie into each other seat, for both ends.
    fn halve_ties(&mut self) {
        for r in 1..self.columns.len() {
            for q in 0..r {
                let (left, right) = self.columns.split_at_mut(r);
                let (first, second) = (&mut left[q], &mut right[0]);
                for edge in &self.edges[pair(q, r)] {
                    let half = (edge.points + 1) / 2;
                    raise(first, r, edge.a as usize, half);
                    raise(second, q, edge.b as usize, half);
                }
            }
        }
    }

    /// No completion of this node has more points, scaled.
    pub(super) fn bound(&self) -> i64 {
        let tops: i64 = self.columns.iter().map(Column::top).sum();
        self.base + self.price * self.slack + tops
    }

    /// What the cheapest options of the free seats cost, one by one; `None` where a seat has no option.
    pub(super) fn least_costs(&self) -> Option<Vec<i64>> {
        self.columns.iter().map(Column::least_cost).collect()
    }

    /// Sweeps away what is out and keeps the edges between what stays.
    pub(super) fn sweep(&mut self) {
        let moved: Vec<Vec<u32>> = self.columns.iter_mut().map(Column::sweep).collect();
        for r in 1..moved.len() {
            for q in 0..r {
                self.edges[pair(q, r)].retain_mut(|edge| {
                    edge.a = moved[q][edge.a as usize];
                    edge.b = moved[r][edge.b as usize];
                    edge.a != u32::MAX && edge.b != u32::MAX
                });
            }
        }
    }

    /// The node in which, besides, the member at `at` takes the seat of column `taken`. What this rules out is
    /// marked, and swept away with the next sweep.
    pub(super) fn assign(&self, task: &Task<'_>, taken: usize, at: usize) -> Self {
        let column = &self.columns[taken];
        let member = column.member[at];
        let mut child = Self {
            columns: self.others(taken),
            edges: self.edges_without(taken),
            team: self.team.clone(),
            shared: self.shared.clone(),
            ceiling: self.ceiling,
            base: self.base + column.own(at) + self.price * column.cost[at],
            slack: if task.model.budget.is_some() { self.slack - column.cost[at] } else { 0 },
            price: self.price,
            highest: self.highest,
        };
        child.team[column.seat] = Some(member);
        child.shared.add(task.teams_of[member as usize]);
        self.add_ties(&mut child, taken, at);
        child.rule_out(task, column.seat, member);
        child
    }

    /// The other columns, without their shares towards the one that is taken.
    fn others(&self, taken: usize) -> Vec<Column> {
        let kept = |r: &usize| *r != taken;
        let without = |column: &Column| Column {
            seat: column.seat,
            member: column.member.clone(),
            cost: column.cost.clone(),
            score: column.score.iter().zip(&column.share[taken]).map(|(score, share)| score - share).collect(),
            share: (0..self.columns.len()).filter(kept).map(|q| column.share[q].clone()).collect(),
        };
        (0..self.columns.len()).filter(kept).map(|r| without(&self.columns[r])).collect()
    }

    fn edges_without(&self, taken: usize) -> Vec<Vec<Edge>> {
        let kept: Vec<usize> = (0..self.columns.len()).filter(|&r| r != taken).collect();
        let pairs = kept.iter().enumerate().flat_map(|(at, &r)| kept[..at].iter().map(move |&q| pair(q, r)));
        pairs.map(|pair| self.edges[pair].clone()).collect()
    }

    /// What was a tie between two free seats is now a tie to someone seated.
    fn add_ties(&self, child: &mut Self, taken: usize, at: usize) {
        for (r, column) in child.columns.iter_mut().enumerate() {
            let r = if r < taken { r } else { r + 1 };
            if r < taken {
                let tied = self.edges[pair(r, taken)].iter().filter(|edge| edge.b as usize == at);
                tied.for_each(|edge| column.score[edge.a as usize] += edge.points);
            } else {
                let tied = self.edges[pair(taken, r)].iter().filter(|edge| edge.a as usize == at);
                tied.for_each(|edge| column.score[edge.b as usize] += edge.points);
            }
        }
    }

    /// Marks whom the new member rules out: themselves, whom they are blocked with, members of an earlier team that
    /// allows no further one in common, and the other order of seats that are the same.
    fn rule_out(&mut self, task: &Task<'_>, seat: usize, member: Local) {
        let full = task.full(&self.shared);
        let blocked = task.model.blocks.row(member);
        for column in &mut self.columns {
            let twin = task.twins[seat].contains(&column.seat);
            for (&other, score) in column.member.iter().zip(&mut column.score) {
                let turned = twin && ((other < member) == (seat < column.seat));
                let shut = task.teams_of[other as usize] & full != 0;
                if other == member || turned || shut || blocked.binary_search(&other).is_ok() {
                    *score = OUT;
                }
            }
        }
    }
}

/// Makes a share at least so large, and the score with it.
fn raise(column: &mut Column, towards: usize, at: usize, least: i64) {
    let share = &mut column.share[towards][at];
    let rise = (least - *share).max(0);
    *share += rise;
    column.score[at] += rise;
}

/// The ties between options of different seats. Blocked pairs never meet, so theirs do not count.
fn edges(model: &Model, columns: &[Column], shift: u32) -> Vec<Vec<Edge>> {
    let mut edges = vec![Vec::new(); columns.len() * columns.len().saturating_sub(1) / 2];
    if model.ties.is_empty() {
        return edges;
    }
    let mut place = vec![u32::MAX; model.members()];
    for (q, first) in columns.iter().enumerate() {
        for (at, &member) in (0..).zip(&first.member) {
            place[member as usize] = at;
        }
        for (r, second) in columns.iter().enumerate().skip(q + 1) {
            let list = &mut edges[pair(q, r)];
            for (b, &member) in (0..).zip(&second.member) {
                for &(other, points) in model.ties.row(member) {
                    let a = place[other as usize];
                    if a != u32::MAX && model.blocks.row(member).binary_search(&other).is_err() {
                        list.push(Edge { a, b, points: points << shift });
                    }
                }
            }
        }
        first.member.iter().for_each(|&member| place[member as usize] = u32::MAX);
    }
    edges
}
