//! Money that nobody asked for and that cannot be sent back from here, since its payer is never told, it came in another
//! currency, or the bank refuses the account that it came from: an admin does something else about it, and notes what.

use serde_json::json;

use super::{
    store::{self, CreditRow},
    views::BankCredit,
};
use crate::{
    app::App,
    audit,
    book::{self, Account, EntryId},
    db::Tx,
    error::Result,
    fundings::Closing,
    http::{Answer, IdempotencyKey},
    identity::Admin,
    payouts::{CreditId, details_store, store as payouts},
};

/// Closes money that nobody has claimed, or that the bank refused to send back, with a note of what was done. It is not used
/// or sent back any more.
pub fn close(app: &App, who: Admin, id: CreditId, new: &Closing, key: &IdempotencyKey) -> Result<Answer<BankCredit>> {
    app.db.write(|tx| {
        key.answer_once(tx, who.person, &(id, new), |tx| {
            let credit = store::credit(tx, id)?;
            let note = new.checked()?;
            let before = match credit.sent_back() {
                Some(entry) => {
                    give_up(tx, &credit, entry, note)?;
                    json!({ "state": "sent-back" })
                }
                None => {
                    store::close(tx, id, note)?;
                    json!({ "state": "open" })
                }
            };
            audit::record_change(tx, who.into(), "credit.closed", id, &before, &json!({ "state": "closed" }))?;
            BankCredit::of(tx, id)
        })
    })
}

/// Money that the bank refused to send back leaves the book as it entered it: the admin has had it sent back elsewhere. All
/// of it is owed then, so nothing of it is on its way.
fn give_up(tx: &mut Tx<'_>, credit: &CreditRow, entry: EntryId, note: &str) -> Result<()> {
    let account = Account::Payer(credit.id);
    let named = account.to_string();
    let is_refused = details_store::faults_of(tx, std::slice::from_ref(&named))?.contains_key(&named);
    let is_owed = book::service::holds(tx, account)?.contains(&credit.amount());
    if !is_refused || !is_owed || payouts::in_doubt(tx)?.contains(&named) {
        return Err(store::taken());
    }
    book::service::reverse(tx, entry, "The bank refused to send it back to the account that it came from")?;
    store::close_sent_back(tx, credit.id, entry, note)
}
