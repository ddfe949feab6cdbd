//! The search by groups of tied members.
//!
//! Every team falls apart into groups in exactly one way: two of its members are in one group when ties lead from the
//! one to the other inside the team. Among the members who may take a seat ties are few, so there are few groups worth
//! anything, and all can be looked at. What groups could add on any set of seats then follows by dynamic programming, and with a
//! price of the budget it makes a bound that is exact but for clashes and for the last piece of the budget.
//!
//! | room | what it does |
//! | --- | --- |
//! | [`board`] | the free seats and who may take them, close together |
//! | [`rules`] | what a team may not be |
//! | [`grow`] | looks at all groups above some surplus |
//! | [`packing`] | the most that groups could add on each set of seats |
//! | [`view`] | the board at a price of the budget: the bound |
//! | [`pricing`] | finds the prices that are worth a look |
//! | [`prospects`] | what each option could still lead to |
//! | [`descent`] | the search itself, group by group |

mod board;
mod descent;
mod grow;
mod packing;
mod pricing;
mod prospects;
mod rules;
mod view;

use super::Search;
pub(super) use board::{Board, Column, Seated};
use descent::Descent;
use grow::Grower;
pub(super) use grow::TooMany;
use prospects::Prospects;
use rules::{Rules, Sitting};

impl Search<'_, '_> {
    /// Finds the best team that completes a board, unless it is too closely knit; then nothing is settled.
    pub(super) fn close(&mut self, mut board: Board) -> Result<(), TooMany> {
        let options = u64::try_from(board.options()).expect("options are counted in u32");
        let mut steps = self.limit.group_steps.saturating_mul(options);
        if steps == 0 {
            return Err(TooMany);
        }
        loop {
            if board.columns.is_empty() {
                self.offer_on(&board, &[]);
                return Ok(());
            }
            let rules = Rules::new(self.task, &board);
            let views = self.views(&board, &rules, &mut steps)?;
            let Some(main) = views.first() else { return Ok(()) };
            let bound = main.bound(board.free());
            if bound < self.needed() {
                return Ok(());
            }
            if self.limit.is_spent() {
                self.leave(bound);
                return Ok(());
            }
            let prospects = Prospects::new(&board, &rules, main, self.needed(), &mut steps)?;
            // Fewer options make the bound tighter, so it is worth another look.
            if 8 * prospects.count() > 7 * board.options() {
                Descent::new(self, &board, &rules, &views, &prospects).run();
                return Ok(());
            }
            board = board.keep(&prospects.kept());
        }
    }

    /// A complete team on a board.
    fn offer_on(&mut self, board: &Board, sittings: &[Sitting]) {
        let mut team = board.seated.team.clone();
        for sitting in sittings {
            let seat = board.columns[usize::from(sitting.place.column)].seat;
            team[seat] = Some(board.members[sitting.member as usize]);
        }
        self.offer(team.into_iter().map(|member| member.expect("every seat is taken")).collect());
    }
}
