//! Money that nobody asked for and that cannot be sent back from here, since its payer is never told or it came in another
//! currency: an admin does something else about it, and notes what.

use serde_json::json;

use super::{store, views::BankCredit};
use crate::{
    app::App,
    audit,
    error::Result,
    fundings::Closing,
    http::{Answer, IdempotencyKey},
    identity::Admin,
    payouts::CreditId,
};

/// Closes money that nobody has claimed with a note of what was done. It is not used or sent back any more.
pub fn close(app: &App, who: Admin, id: CreditId, new: &Closing, key: &IdempotencyKey) -> Result<Answer<BankCredit>> {
    app.db.write(|tx| {
        key.answer_once(tx, who.person, &(id, new), |tx| {
            store::credit(tx, id)?;
            store::close(tx, id, new.checked()?)?;
            let (before, after) = (json!({ "state": "open" }), json!({ "state": "closed" }));
            audit::record_change(tx, who.into(), "credit.closed", id, &before, &after)?;
            Ok(BankCredit::from(store::credit(tx, id)?))
        })
    })
}
