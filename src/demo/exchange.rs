//! What people of the demo network did for each other besides: introductions, advice, support, paid work.

use muster_kernel::Day;

use super::{drawn, founding::Founded};
use crate::{
    app::App,
    connections::{self, ConnectionKind},
    error::Result,
    identity::MemberId,
};

/// How many connections there are for a hundred members.
const FOR_A_HUNDRED: usize = 40;
/// Over how many days they happened.
const DAYS: u64 = 300;

/// Logs connections between members, all confirmed.
pub(super) fn remember(app: &App, network: &Founded, today: Day) -> Result<()> {
    let mut members: Vec<MemberId> = network.members.keys().copied().collect();
    members.sort_unstable();
    let count = members.len() * FOR_A_HUNDRED / 100;
    app.db.write(|tx| {
        let mint = tx.mint().clone();
        for _ in 0..count {
            let kind = *drawn(&mint, ConnectionKind::ALL);
            let pair = (*drawn(&mint, &members), *drawn(&mint, &members));
            let ago = i32::try_from(mint.below(DAYS)).unwrap_or_default();
            connections::service::bring_in(tx, kind, pair, today.plus_days(-ago))?;
        }
        Ok(())
    })
}
