//! What can be ruled out in a node, given the best team so far.

use super::{
    Search,
    node::{Node, OUT},
    split::Worth,
};
use crate::{matching, search::model::Local};

/// What the difference from an earlier team costs the bound, at least.
#[derive(Clone, Copy, Default)]
struct Toll {
    /// For each earlier team a bit, if the toll comes from it.
    team: u16,
    /// Taken off the bound of the node.
    whole: i64,
    /// Taken off the bound of an option that is itself no member of that team.
    part: i64,
}

impl Search<'_, '_> {
    /// Rules out options that can be in no team that beats the best one. Tells whether the node is still open.
    pub(super) fn prune(&self, node: &mut Node) -> bool {
        node.sweep();
        loop {
            let Some(least) = node.least_costs() else { return false };
            let needed: i64 = least.iter().sum();
            if self.task.model.budget.is_some() && needed > node.slack {
                return false;
            }
            let Some(toll) = self.toll(node) else { return false };
            let bound = node.bound();
            if self.is_out(node, bound - toll.whole, None) {
                return false;
            }
            if !self.mark(node, bound, &toll, node.slack - needed, &least) {
                break;
            }
            node.sweep();
        }
        matching::exists(node.columns.iter().map(|column| &column.member[..]), |&member| member)
    }

    /// Marks options that are hopeless or too dear; tells whether any was marked.
    fn mark(&self, node: &mut Node, bound: i64, toll: &Toll, spare: i64, least: &[i64]) -> bool {
        let paid = self.task.model.budget.is_some();
        let firsts = Self::firsts(node);
        let mut out = Vec::new();
        for (at, column) in node.columns.iter().enumerate() {
            let rest = bound - column.top();
            for option in 0..column.len() {
                let fresh = self.task.teams_of[column.member[option] as usize] & toll.team == 0;
                let reach = rest + column.score[option] - if fresh { toll.part } else { toll.whole };
                let hopeless = self.is_beaten(&firsts, reach, (column.seat, column.member[option]));
                if hopeless || (paid && column.cost[option] - least[at] > spare) {
                    out.push((at, option));
                }
            }
        }
        for &(at, option) in &out {
            node.columns[at].score[option] = OUT;
        }
        !out.is_empty()
    }

    /// Rules out what the second bound does, and then what follows from it.
    pub(super) fn prune_by(&self, node: &mut Node, worth: &Worth) -> bool {
        if self.is_out(node, worth.bound, None) {
            return false;
        }
        let firsts = Self::firsts(node);
        let mut any = false;
        for (at, column) in node.columns.iter_mut().enumerate() {
            for (option, &loss) in worth.losses[at].iter().enumerate() {
                if self.is_beaten(&firsts, worth.bound - loss, (column.seat, column.member[option])) {
                    column.score[option] = OUT;
                    any = true;
                }
            }
        }
        !any || self.prune(node)
    }

    /// Whether no team with this bound, with this member in this seat and others not before `firsts`, beats the best.
    fn is_beaten(&self, firsts: &[Local], bound: i64, (taken, member): (usize, Local)) -> bool {
        let of = |(seat, &first): (usize, &Local)| if seat == taken { member } else { first };
        self.is_hopeless(bound, || firsts.iter().enumerate().map(of))
    }

    /// Whether nothing with this bound below this node, with this option (column and place) taken, beats the best.
    pub(super) fn is_out(&self, node: &Node, bound: i64, option: Option<(usize, usize)>) -> bool {
        self.is_hopeless(bound, || {
            let mut firsts = Self::firsts(node);
            if let Some((column, at)) = option {
                firsts[node.columns[column].seat] = node.columns[column].member[at];
            }
            firsts
        })
    }

    /// For each seat whoever is seated there, or the first who may be.
    fn firsts(node: &Node) -> Vec<Local> {
        let mut firsts: Vec<Local> = node.team.iter().map(|member| member.unwrap_or(0)).collect();
        for column in &node.columns {
            firsts[column.seat] = column.member[0];
        }
        firsts
    }

    /// What it costs the bound that enough seats go to members outside of each earlier team; `None` where that is not
    /// possible. A seat whose best option is inside loses at least what its best one outside scores less, and the
    /// cheapest such losses are a lower limit.
    fn toll(&self, node: &Node) -> Option<Toll> {
        let mut dearest = Toll::default();
        for team in 0..self.task.earlier {
            let seated = node.team.iter().flatten().count();
            let shared = usize::from(node.shared.0[team]);
            let outside = seated - shared;
            let wanted = (node.team.len() - self.task.most_shared).saturating_sub(outside);
            if wanted == 0 {
                continue;
            }
            let bit = 1 << team;
            let mut losses: Vec<i64> = node.columns.iter().filter_map(|column| self.loss(column, bit)).collect();
            if losses.len() < wanted {
                return None;
            }
            losses.sort_unstable();
            let toll =
                Toll { team: bit, whole: losses[..wanted].iter().sum(), part: losses[..wanted - 1].iter().sum() };
            if toll.whole > dearest.whole {
                dearest = toll;
            }
        }
        Some(dearest)
    }

    /// What a seat loses when it goes to a member outside of a team, or `None` where it cannot.
    fn loss(&self, column: &super::node::Column, team: u16) -> Option<i64> {
        let outside = |&(&member, _): &(&u32, &i64)| self.task.teams_of[member as usize] & team == 0;
        let scores = column.member.iter().zip(&column.score);
        let best = scores.filter(outside).map(|(_, &score)| score).max()?;
        Some(column.top() - best)
    }
}
