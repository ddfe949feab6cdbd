//! What an admin decides on a payout of which the bank told nothing, or what cannot be.

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    PayoutId,
    model::State,
    moves::{self, Happening, Source},
    store,
    views::{self, BatchPayout},
};
use crate::{
    app::App,
    audit,
    error::{Check, Error, Result},
    http::{Answer, IdempotencyKey},
    identity::Admin,
};

/// The longest reason, in letters.
const LONGEST_WORDS: usize = 500;

/// What became of a payout, as an admin found out.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPayoutDecision)]
pub struct NewDecision {
    /// Where it stands. The state that it has already says that what the bank told otherwise was looked into.
    pub state: State,
    /// How that is known, 1 to 500 letters; the owner reads it where the payout is owed again.
    pub words: String,
}

/// Decides where a payout stands. What the bank told of it so far that cannot be is no longer in doubt then; what it tells
/// later is.
pub fn decide(
    app: &App,
    who: Admin,
    id: PayoutId,
    new: &NewDecision,
    key: &IdempotencyKey,
) -> Result<Answer<BatchPayout>> {
    app.db.write(|tx| {
        key.answer_once(tx, who.person, &(id, new), |tx| {
            let payout = store::payout(tx, id)?;
            let words = new.words.trim();
            let mut check = Check::new();
            check.length("words", words, 1..=LONGEST_WORDS);
            check.done()?;
            if new.state == payout.state && payout.doubt().is_none() {
                let sentence = format!("The payout is {} already, and nothing about it is in doubt.", payout.state);
                return Err(Error::conflict("nothing-to-decide", sentence));
            }
            if payout.doubt().is_some() {
                store::set_decided(tx, id, payout.contradiction.as_deref())?;
            }
            let before = json!({ "state": payout.state, "in_doubt": payout.doubt().is_some() });
            let after = json!({ "state": new.state, "in_doubt": false });
            audit::record_change(tx, who.into(), "payout.decided", id, &before, &after)?;
            if let Some(event) = new.state.event().filter(|_| new.state != payout.state) {
                let (day, source) = (tx.now().day(), Source::Admin(who.person));
                let what = Happening { event, day, why: words, reasons: &[], source };
                moves::happen(tx, who.into(), &payout, &what)?;
            } else if new.state != payout.state {
                let sentence = format!("The payout is {}, and nothing leads back to sent.", payout.state);
                return Err(Error::conflict("payout-state", sentence));
            }
            views::of_batch_payout(tx, id)
        })
    })
}
