//! How a dispute ends with money: once, in one transaction with its entries.

use std::collections::HashMap;

use muster_kernel::Money;

use super::{
    DisputeId, letters,
    model::{Event, Outcome, State},
    store::{self, DisputeRow},
};
use crate::{
    audit::{self, By},
    book::{self, Movement},
    db::{Conn, Tx},
    engagements::held::{self, Share},
    error::{Error, Result},
    states::Machine,
};

/// The state after an event, or why it cannot happen.
pub(super) fn next(state: State, event: Event) -> Result<State> {
    let before: Vec<&str> = State::before(event).into_iter().map(State::as_str).collect();
    let refusal = || {
        let sentence =
            format!("This can happen to a dispute that is {}, and this one is {state}.", before.join(" or "));
        Error::conflict("dispute-state", sentence)
    };
    state.after(event).ok_or_else(refusal)
}

/// Sends the disputed money where `share` says, because of `event`.
pub(super) fn settle(
    tx: &mut Tx<'_>,
    by: By,
    before: &DisputeRow,
    event: Event,
    outcome: Outcome,
    share: &Share,
) -> Result<()> {
    let after = DisputeRow {
        state: next(before.state, event)?,
        due_at: None,
        outcome: Some(outcome),
        to_members_minor: Some(share.to_members_minor),
        ended_at: Some(tx.now()),
        ..before.clone()
    };
    store::advance(tx, before, &after)?;
    audit::record(tx, by, "dispute.settled", after.id, &(outcome, share.to_members_minor))?;
    letters::settled(tx, &after, outcome, share)?;
    held::settle(tx, by, after.milestone_id, share, &key(after.id))
}

/// How the keys begin under which the book has what a dispute paid out and back.
fn key(id: DisputeId) -> String {
    format!("dispute:{id}")
}

/// What settled disputes sent back to their clients, with its tax, as the book has it; nothing where nothing went back.
pub(super) fn sent_back(conn: &mut Conn, settled: &[DisputeId]) -> Result<HashMap<DisputeId, Money>> {
    let keys: Vec<String> = settled.iter().map(|id| format!("{}:{}", key(*id), Movement::Refund)).collect();
    let mut credited = book::service::credited_under(conn, &keys)?;
    Ok(settled.iter().zip(&keys).filter_map(|(id, key)| Some((*id, credited.remove(key)?))).collect())
}
