//! The best way to give each free seat an option of its own, ties between free seats aside, and its prices.
//!
//! The Hungarian method (Kuhn 1955, with shortest augmenting paths). Its prices prove the total: every option's score
//! is at most what its seat pays plus what its member is worth, so an option that falls short by some loss is in no
//! team that comes closer to the total than that.

use super::{
    model::Local,
    node::{Column, Node},
};

/// A cost that no option has: the seat does not have this member.
const NEVER: i64 = 1 << 60;

/// The best assignment of a node's free seats.
pub(super) struct Assignment {
    pub(super) total: i64,
    /// For each column the option that takes it.
    pub(super) chosen: Vec<usize>,
    /// What these options cost.
    pub(super) spent: i64,
    /// What each column pays.
    seats: Vec<i64>,
    /// What members are worth who are wanted more than once; sorted by member.
    members: Vec<(Local, i64)>,
}

impl Assignment {
    /// Every column holds an option, and all can be served at once.
    pub(super) fn new(node: &Node, scores: &[Vec<i64>]) -> Self {
        let table = Table::new(&node.columns, scores);
        let (matched, seats, worths) = table.solve();
        let chosen: Vec<usize> = matched.iter().enumerate().map(|(at, &member)| table.option[at][member]).collect();
        let picked = || chosen.iter().enumerate();
        Self {
            total: picked().map(|(at, &option)| scores[at][option]).sum(),
            spent: picked().map(|(at, &option)| node.columns[at].cost[option]).sum(),
            seats,
            members: table.members.iter().copied().zip(worths).filter(|&(_, worth)| worth > 0).collect(),
            chosen,
        }
    }

    /// How far a team with this option stays below the total, at least.
    pub(super) fn loss(&self, column: usize, member: Local, score: i64) -> i64 {
        let worth = self.members.binary_search_by_key(&member, |&(wanted, _)| wanted);
        self.seats[column] + worth.map_or(0, |at| self.members[at].1) - score
    }
}

/// The options that can matter: with k columns, the k + 1 best of each. At least one of them is wanted by no other
/// column, so what a column pays is never less than what any option beyond them scores.
struct Table {
    members: Vec<Local>,
    /// For each column and member, minus the score, or `NEVER`.
    cost: Vec<Vec<i64>>,
    option: Vec<Vec<usize>>,
}

impl Table {
    fn new(columns: &[Column], scores: &[Vec<i64>]) -> Self {
        let best: Vec<Vec<usize>> = scores.iter().map(|scores| best_options(scores, columns.len() + 1)).collect();
        let mut members: Vec<Local> = Vec::new();
        for (column, best) in columns.iter().zip(&best) {
            members.extend(best.iter().map(|&option| column.member[option]));
        }
        members.sort_unstable();
        members.dedup();
        let mut cost = vec![vec![NEVER; members.len()]; columns.len()];
        let mut option = vec![vec![usize::MAX; members.len()]; columns.len()];
        for (at, best) in best.iter().enumerate() {
            for &place in best {
                let member = members.binary_search(&columns[at].member[place]).expect("taken from these options");
                cost[at][member] = -scores[at][place];
                option[at][member] = place;
            }
        }
        Self { members, cost, option }
    }

    /// For each column its member; what columns pay; what members are worth.
    fn solve(&self) -> (Vec<usize>, Vec<i64>, Vec<i64>) {
        let (columns, members) = (self.cost.len(), self.members.len());
        let mut pays = vec![0; columns];
        let mut worth = vec![0; members];
        let mut holder = vec![None; members];
        for column in 0..columns {
            self.augment(column, &mut pays, &mut worth, &mut holder);
        }
        let mut matched = vec![0; columns];
        for (member, column) in holder.iter().enumerate() {
            if let Some(column) = *column {
                matched[column] = member;
            }
        }
        (matched, pays.iter().map(|pay: &i64| -pay).collect(), worth.iter().map(|worth: &i64| -worth).collect())
    }

    /// Finds the cheapest way to serve one more column, moving others where that is cheaper.
    fn augment(&self, start: usize, pays: &mut [i64], worth: &mut [i64], holder: &mut [Option<usize>]) {
        let members = self.members.len();
        let mut far = vec![i64::MAX; members];
        let mut came_from = vec![None; members];
        let mut done = vec![false; members];
        let mut column = start;
        let mut last = None;
        loop {
            let mut next: Option<usize> = None;
            for member in (0..members).filter(|&member| !done[member]) {
                let step = self.cost[column][member] - pays[column] - worth[member];
                if step < far[member] {
                    far[member] = step;
                    came_from[member] = last;
                }
                if next.is_none_or(|next| far[member] < far[next]) {
                    next = Some(member);
                }
            }
            let next = next.expect("there are at least as many members as columns");
            let shift = far[next];
            pays[start] += shift;
            for member in 0..members {
                if done[member] {
                    worth[member] -= shift;
                    pays[holder[member].expect("a member on the path is held")] += shift;
                } else {
                    far[member] -= shift;
                }
            }
            done[next] = true;
            last = Some(next);
            match holder[next] {
                Some(held) => column = held,
                None => break,
            }
        }
        while let Some(member) = last {
            let before: Option<usize> = came_from[member];
            holder[member] = Some(before.map_or(start, |before| holder[before].expect("on the path")));
            last = before;
        }
    }
}

/// The options with the largest scores, so many at most.
fn best_options(scores: &[i64], count: usize) -> Vec<usize> {
    let mut options: Vec<usize> = (0..scores.len()).collect();
    if options.len() > count {
        options.select_nth_unstable_by_key(count - 1, |&option| (std::cmp::Reverse(scores[option]), option));
        options.truncate(count);
    }
    options
}
