//! What happens to a payout: its state, the book, and whoever is told. The one place where a payout moves.

use muster_bank::reasons::Reason;
use muster_kernel::Day;
use serde_json::json;

use super::{
    BankFileId,
    details_store::{self, FaultRow},
    letters,
    model::{self, Event, State},
    store::{self, MoveRow, PayoutRow},
};
use crate::{
    audit::{self, By},
    book,
    db::Tx,
    error::{Error, Result},
    identity::PersonId,
    states::Machine,
};

/// Whence it is known.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source {
    /// A file of the bank tells it.
    File(BankFileId),
    /// An admin decided so.
    Admin(PersonId),
}

/// Something that happens to a payout.
pub(super) struct Happening<'a> {
    /// What.
    pub(super) event: Event,
    /// On which day.
    pub(super) day: Day,
    /// Why, where it was rejected or came back: in words.
    pub(super) why: &'a str,
    /// What the bank said of this payment alone; whether its account can be used again is read from it.
    pub(super) reasons: &'a [Reason],
    /// Whence it is known.
    pub(super) source: Source,
}

/// Lets something happen to a payout. The keys of its entries name the payout, so that money moves once however often it is
/// told. Answers the payout as it is then.
pub(super) fn happen(tx: &mut Tx<'_>, by: By, payout: &PayoutRow, what: &Happening<'_>) -> Result<PayoutRow> {
    let next = payout.state.after(what.event).ok_or_else(|| {
        let sentence = format!("The payout is {}; {} cannot happen to it any more.", payout.state, what.event);
        Error::conflict("payout-state", sentence)
    })?;
    let entry_id = match next {
        State::Settled => {
            let memo = letters::memo_of_settlement(what.day);
            book::service::settle_payout(tx, payout.entry_id, &memo, &format!("settlement:{}", payout.id))?
        }
        _ => {
            let memo = format!("Owed again: {}", what.why);
            book::service::return_payout(tx, payout.entry_id, &memo, &format!("return:{}", payout.id))?
        }
    };
    let (bank_file_id, decided_by) = match what.source {
        Source::File(file) => (Some(file), None),
        Source::Admin(person) => (None, Some(person)),
    };
    let row = MoveRow {
        payout_id: payout.id,
        state: next,
        entry_id,
        day: what.day,
        reason: (next != State::Settled).then(|| what.why.to_owned()),
        bank_file_id,
        decided_by,
        moved_at: tx.now(),
    };
    store::move_on(tx, payout, &row)?;
    let (before, after) = (json!({ "state": payout.state }), json!({ "state": next, "day": row.day }));
    audit::record_change(tx, by, &format!("payout.{next}"), payout.id, &before, &after)?;
    let payout = PayoutRow { state: next, ..payout.clone() };
    tell(tx, &payout, what)?;
    Ok(payout)
}

/// Tells the owner, and marks an account that cannot be used again.
fn tell(tx: &mut Tx<'_>, payout: &PayoutRow, what: &Happening<'_>) -> Result<()> {
    let owner = payout.owner()?;
    let used = details_store::by_ids(tx, &[payout.details_id].into())?.remove(&payout.details_id);
    let used = used.ok_or_else(|| Error::internal("read a payout", "its bank details have gone"))?;
    let ends = model::last_four(&used.iban);
    if payout.state == State::Settled {
        return letters::settled(tx, owner, payout, &ends);
    }
    let mut account = letters::Account::Usable;
    if model::spoils(what.reasons) {
        let reason = model::in_words(what.reasons);
        let fault = FaultRow { details_id: used.id, payout_id: payout.id, reason, found_at: tx.now() };
        details_store::mark(tx, &fault)?;
        // Whoever has set others meanwhile need not do it again.
        if details_store::current(tx, owner.account())?.is_some_and(|current| current.id == used.id) {
            account = letters::Account::Unusable;
        }
    }
    letters::came_back(tx, owner, payout, (&ends, what.why, account))
}
