//! The prices of the budget that are worth a look.
//!
//! The bound as a function of the price is the upper envelope of lines, one for each team: at a higher price a team that
//! costs more than the budget falls, and one that costs less rises. Where the lines of a team too dear and of one
//! within the budget meet is the next price to try (Kelley's cutting planes, in one dimension), until nothing changes.

use super::{
    Board, Rules, TooMany,
    view::{Budget, View},
};
use crate::search::{BITS, Search};

/// How many prices are tried at most.
const TRIED: usize = 10;
/// How many views are kept: the nodes below have more or less left than the root, so other prices are best for them.
pub(super) const KEPT: usize = 4;

impl Search<'_, '_> {
    /// The board at several prices, the one with the lowest bound first; none where the seats cannot all be served.
    /// Teams met on the way are offered.
    pub(super) fn views(&mut self, board: &Board, rules: &Rules<'_>, steps: &mut u64) -> Result<Vec<View>, TooMany> {
        let budget = self.budget(board);
        let mut views = Vec::new();
        let (mut low, mut high): (Option<usize>, Option<usize>) = (None, None);
        let mut price = 0;
        while views.len() < TRIED && views.iter().all(|view: &View| view.price != price) {
            let Some(view) = View::new(board, rules, price, &budget, steps)? else { return Ok(Vec::new()) };
            if rules.is_team(&view.team) {
                self.offer_on(board, &view.team);
            }
            let at = Some(views.len());
            let dear = view.spent > budget.left;
            views.push(view);
            (low, high) = if dear { (at, high) } else { (low, at) };
            price = match (low.map(|at| &views[at]), high.map(|at| &views[at])) {
                (Some(below), Some(above)) => meeting(below, above, &budget),
                (Some(below), None) => self.limiting(board, below, &budget),
                // What the budget does not bind has no price.
                (None, _) => break,
            }
            .clamp(0, budget.highest);
        }
        views.sort_by_key(|view| view.bound(board.free()));
        views.truncate(KEPT);
        Ok(views)
    }

    fn budget(&self, board: &Board) -> Budget {
        let model = self.task.model;
        let Some(budget) = model.budget else { return Budget { left: i64::MAX, priced: 0, highest: 0 } };
        let dearest = model.dearest();
        // More than the dearest team costs is never spent.
        let left = budget.min(dearest) - board.seated.cost;
        Budget { left, priced: left, highest: (1 << BITS) / dearest.max(1) }
    }

    /// The price at which a team too dear falls to the points of the best team: no good price is higher.
    fn limiting(&self, board: &Board, below: &View, budget: &Budget) -> i64 {
        let above = (below.bound(board.free()) - self.known()).max(0);
        below.price + above / (below.spent - budget.left) + 1
    }
}

/// Where the line of a team too dear meets that of a team within the budget.
fn meeting(below: &View, above: &View, budget: &Budget) -> i64 {
    let (fall, rise) = (below.spent - budget.left, budget.left - above.spent);
    let gap = below.top() - above.top() + rise * (above.price - below.price);
    below.price + gap / (fall + rise).max(1)
}
