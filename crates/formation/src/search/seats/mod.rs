//! The search seat by seat, for members so closely knit that there are too many groups.
//!
//! Two bounds are held against every node and every option; whichever is smaller decides.
//!
//! - [`shares`]: every tie is divided over the seats of its two ends, by handshakes between two seats at a time.
//! - [`split`]: every tie is split over its two members, so that it counts once however many seats they could take.
//!
//! Depth first, the seat with the fewest options first, the best option first. A node with few ties left is closed by
//! its [`groups`](super::groups).

mod node;
mod prune;
mod shares;
mod split;

use super::{Search, climb::Climber, dominance::Rated, groups::TooMany};
use node::Node;
use shares::Scratch;
use split::Split;

/// The most rounds of sharing at the root, and at any other node.
const ROOT_ROUNDS: u32 = 64;
const ROUNDS: u32 = 6;
/// How often another price of the budget is tried for the second bound, at the root and at any other node.
const ROOT_TRIES: u32 = 24;
const TRIES: u32 = 6;
/// How often the split and the price take turns at the root.
const TURNS: u32 = 4;
/// From how many options of each seat a better team is sought at the root.
const STARTS: usize = 20;

/// Room for the work at nodes.
struct Desk {
    scratch: Scratch,
    split: Split,
}

impl Search<'_, '_> {
    /// Searches the whole task.
    pub(super) fn explore(&mut self, options: &[Vec<Rated>]) {
        let mut root = Node::root(self.task, options, self.shift);
        let mut desk = Desk { scratch: Scratch::default(), split: Split::new(self.task.model, self.shift) };
        if !self.open(&mut root) || !self.squeeze(&mut root, &mut desk, ROOT_ROUNDS) {
            return;
        }
        // A better team found among what is left lets both bounds drop more, so they are asked again.
        if self.climb_again(&root) && (!self.prune(&mut root) || !self.squeeze(&mut root, &mut desk, ROOT_ROUNDS)) {
            return;
        }
        if self.close_node(&root).is_err() {
            self.divide(&root, &mut desk);
        }
    }

    /// Searches below another node.
    fn explore_below(&mut self, mut node: Node, desk: &mut Desk) {
        if self.open(&mut node) && self.squeeze(&mut node, desk, ROUNDS) && self.close_node(&node).is_err() {
            self.divide(&node, desk);
        }
    }

    /// Counts a node that cannot be ruled out at once; tells whether there is anything to do below it.
    fn open(&mut self, node: &mut Node) -> bool {
        if !self.prune(node) {
            return false;
        }
        if !self.limit.take_node() {
            self.leave(node.bound().min(node.ceiling));
            return false;
        }
        self.nodes += 1;
        if node.columns.is_empty() {
            self.offer(node.team.iter().map(|member| member.expect("every seat is taken")).collect());
            return false;
        }
        true
    }

    /// Makes both bounds as low as they get; tells whether the node is still open.
    fn squeeze(&mut self, node: &mut Node, desk: &mut Desk, rounds: u32) -> bool {
        self.tighten(node, &mut desk.scratch, rounds) && self.count_ties_once(node, &mut desk.split, rounds)
    }

    /// Closes a node by groups where few of its members are tied.
    fn close_node(&mut self, node: &Node) -> Result<(), TooMany> {
        let ties: usize = node.edges.iter().map(Vec::len).sum();
        if ties > node.options() { Err(TooMany) } else { self.close(node.board(self.task.model, self.shift)) }
    }

    /// Fills a seat of a node in every way that could lead to a better team.
    fn divide(&mut self, node: &Node, desk: &mut Desk) {
        let (column, order) = self.branch(node);
        let rest = node.bound() - node.columns[column].top();
        for at in order {
            let bound = rest + node.columns[column].score[at];
            if self.is_out(node, bound, Some((column, at))) {
                continue;
            }
            if self.limit.is_spent() {
                self.leave(bound.min(node.ceiling));
            } else {
                self.explore_below(node.assign(self.task, column, at), desk);
            }
        }
    }

    /// Lowers the bound for as long as that promises to close the node soon; tells whether the node is still open.
    fn tighten(&mut self, node: &mut Node, scratch: &mut Scratch, rounds: u32) -> bool {
        for _ in 0..rounds {
            if node.columns.len() < 2 || node.columns.iter().any(|column| column.len() < 2) || self.limit.is_spent() {
                return true;
            }
            let before = node.bound();
            if self.task.model.budget.is_some() {
                node.reprice();
            }
            node.share_out(scratch);
            if !self.prune(node) {
                return false;
            }
            let after = node.bound();
            let patience = if rounds == ROOT_ROUNDS { 64 } else { 8 };
            if before - after < (after - self.known()) / patience {
                return true;
            }
        }
        true
    }

    /// Looks harder for a good team among the options that are left at the root; tells whether a better one was found.
    fn climb_again(&mut self, node: &Node) -> bool {
        let mut options = vec![Vec::new(); node.columns.len()];
        if self.limit.is_spent() || options.len() < node.team.len() {
            return false;
        }
        for column in &node.columns {
            let choices = column.member.iter().zip(&column.score).map(|(&member, &score)| {
                let choice = self.task.model.choice(column.seat, member);
                Rated { choice, most: (score >> self.shift) - choice.score }
            });
            options[column.seat] = choices.collect();
        }
        let climbed = Climber::new(self.task, &options, self.shift).best(node.price, STARTS);
        climbed.is_some_and(|found| self.offer(found.team))
    }

    /// Holds the node against the second bound; tells whether it is still open.
    fn count_ties_once(&mut self, node: &mut Node, split: &mut Split, rounds: u32) -> bool {
        let ties = &self.task.model.ties;
        let root = rounds == ROOT_ROUNDS;
        let tries = match self.task.model.budget {
            None => 0,
            Some(_) if root => ROOT_TRIES,
            Some(_) => TRIES,
        };
        if root && !ties.is_empty() {
            // The best split depends on the price and the best price on the split, so they take turns.
            for _ in 0..TURNS {
                if self.limit.is_spent() {
                    break;
                }
                split.improve(ties, node, self.known());
                let price = split.worth(ties, node, tries).price;
                if price == node.price {
                    break;
                }
                node.set_price(price);
            }
        }
        let worth = split.worth(ties, node, tries);
        node.ceiling = node.ceiling.min(worth.bound);
        self.prune_by(node, &worth)
    }

    /// The column to fill next, and its options in the order to try them.
    fn branch(&self, node: &Node) -> (usize, Vec<usize>) {
        let equal = self.compare(node.bound()).is_le();
        let columns = 0..node.columns.len();
        if equal {
            let first = columns.min_by_key(|&at| node.columns[at].seat).expect("some seat is free");
            return (first, (0..node.columns[first].len()).collect());
        }
        let fewest = columns.min_by_key(|&at| node.columns[at].len()).expect("some seat is free");
        let scores = &node.columns[fewest].score;
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(scores[at]));
        (fewest, order)
    }
}
