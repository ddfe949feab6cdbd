//! What an admin enters by hand: money of one currency that became money of another at the bank, and corrections of that.
//!
//! **Nothing else is corrected by hand.** On every other entry something stands in another slice: a milestone, an invoice, a
//! payout. Taken back here alone, it would leave them saying what is no longer so; so the refusal names the way by which
//! they follow. A correction is a reversal that says why, and what is right in its place, both in one transaction.
//!
//! **The bank does not give what it has not.** No exchange, and no correction of one, leaves the bank with less of a currency
//! than before and less than nothing: by then something else is wrong, and is to be looked for first.
//!
//! **One booking, one exchange.** What the bank calls it is the entry's subject. Of those under one reference one stands at
//! most; how many there were before it is part of the entry's key, so that of two at once the book keeps the first.

use muster_kernel::{Day, Money};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{Account, Entry, EntryId, Movement, rows::Stored, service, store};
use crate::{
    app::App,
    audit,
    db::Tx,
    error::{Check, Error, Result},
    http::{Answer, IdempotencyKey},
    identity::Admin,
};

/// The most that is given or got at once, in minor units, far below what the book can hold.
const MOST_MINOR: i64 = 1_000_000_000_000;
/// The longest reference of a bank, in characters.
const LONGEST_BANK_REFERENCE: usize = 140;
/// The longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// Money of one currency that became money of another, as the bank booked it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewExchange {
    /// What the bank gave away: 1 to 1000000000000 minor units, and no more than it holds by the book.
    pub given: Money,
    /// What it got for that, in another currency: 1 to 1000000000000 minor units.
    pub got: Money,
    /// On which day the bank booked it; not later than today (UTC).
    pub booked_on: Day,
    /// What the bank calls it, 1 to 140 characters. One booking is recorded once.
    pub bank_reference: String,
}

/// An exchange in the book. Its rate is the fraction of the two amounts, which are never added up.
#[derive(Debug, Serialize, ToSchema)]
pub struct Exchange {
    /// The entry.
    pub entry: EntryId,
    /// What the bank gave away.
    pub given: Money,
    /// What it got for that.
    pub got: Money,
    /// On which day the bank booked it.
    pub booked_on: Day,
    /// What the bank calls it.
    pub bank_reference: String,
}

/// What an entry should have been.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCorrection {
    /// The entry that is wrong: an exchange that stands.
    pub entry: EntryId,
    /// Why, 1 to 500 characters. The book keeps it for good, so it names nobody.
    pub reason: String,
    /// What it should have been; absent where there was no exchange at all.
    pub instead: Option<NewExchange>,
}

/// A correction: both of its entries, beside the one that stays where it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Correction {
    /// The entry that was wrong.
    pub wrong: EntryId,
    /// The entry that takes it back, and says why.
    pub reversal: EntryId,
    /// What stands in its place; nothing where there was no exchange at all.
    pub right: Option<Exchange>,
}

impl NewExchange {
    /// Notes what is wrong with it, under names that begin with `at`.
    fn check(&self, check: &mut Check, at: &str, today: Day) {
        for (name, amount) in [("given", self.given), ("got", self.got)] {
            let fits = (1..=MOST_MINOR).contains(&amount.minor());
            let right = format!("1 to {MOST_MINOR} minor units");
            check.that(fits, format!("{at}{name}.amount"), amount.minor(), right);
        }
        let (given, got) = (self.given.currency(), self.got.currency());
        check.that(given != got, format!("{at}got.currency"), got, "another currency than that of what was given");
        let right = format!("a day up to today, {today}");
        check.that(self.booked_on <= today, format!("{at}booked_on"), self.booked_on, right);
        check.length(format!("{at}bank_reference"), &self.bank_reference, 1..=LONGEST_BANK_REFERENCE);
    }

    fn bank_reference(&self) -> &str {
        self.bank_reference.trim()
    }

    /// The entry that says it.
    fn entry(&self) -> Result<Entry> {
        let memo = format!("{} for {}, booked on {}", self.got, self.given, self.booked_on);
        Entry::exchange(self.bank_reference(), memo, self.given, self.got).map_err(service::unfit)
    }

    /// What was kept of it.
    fn kept(&self, entry: EntryId) -> Exchange {
        Exchange {
            entry,
            given: self.given,
            got: self.got,
            booked_on: self.booked_on,
            bank_reference: self.bank_reference().to_owned(),
        }
    }
}

/// Records an exchange that the bank booked.
pub(super) fn record(app: &App, who: Admin, new: &NewExchange, key: &IdempotencyKey) -> Result<Answer<Exchange>> {
    app.db.write(|tx| {
        key.answer_once(tx, who.person, new, |tx| {
            let mut check = Check::new();
            new.check(&mut check, "", tx.now().day());
            check.done()?;
            let entry_key = free_key(tx, new, None)?;
            let entry = new.entry()?;
            let id = within_the_bank(tx, |tx| service::post(tx, &entry, &entry_key))?;
            let exchange = new.kept(id);
            audit::record_change(tx, who.into(), "book.exchange-recorded", id, &(), &exchange)?;
            Ok(exchange)
        })
    })
}

/// Puts what is right in the place of an exchange that is wrong, or nothing.
pub(super) fn correct(app: &App, who: Admin, new: &NewCorrection, key: &IdempotencyKey) -> Result<Answer<Correction>> {
    app.db.write(|tx| {
        key.answer_once(tx, who.person, new, |tx| {
            let mut check = Check::new();
            check.length("reason", &new.reason, 1..=LONGEST_REASON);
            if let Some(instead) = &new.instead {
                instead.check(&mut check, "instead.", tx.now().day());
            }
            check.done()?;
            let wrong = correctable(tx, new.entry)?;
            let correction = within_the_bank(tx, |tx| put_right(tx, &wrong, new))?;
            let (before, after) = told(&wrong, &correction);
            audit::record_change(tx, who.into(), "book.corrected", new.entry, &before, &after)?;
            Ok(correction)
        })
    })
}

/// What the audit log says of a correction: what stood before and what stands after. Why, the reversal says.
fn told(wrong: &Stored, correction: &Correction) -> (serde_json::Value, serde_json::Value) {
    let before = json!({ "entry": correction.wrong, "said": wrong.entry.memo, "bank_reference": wrong.entry.subject });
    (before, json!({ "reversal": correction.reversal, "right": correction.right }))
}

fn put_right(tx: &mut Tx<'_>, wrong: &Stored, new: &NewCorrection) -> Result<Correction> {
    let reason = new.reason.trim();
    let Some(instead) = &new.instead else {
        let reversal = service::reverse(tx, new.entry, reason)?;
        return Ok(Correction { wrong: new.entry, reversal, right: None });
    };
    let entry = instead.entry()?;
    if wrong.says(&entry)? {
        return Err(Error::field("instead", &wrong.entry.memo, "other than what the entry says already"));
    }
    let entry_key = free_key(tx, instead, Some(&wrong.entry.id))?;
    let right = service::correct(tx, new.entry, &entry, reason, &entry_key)?;
    let reversal = service::reversal_of(tx, new.entry)?;
    let reversal = reversal.ok_or_else(|| Error::internal("correct an entry", "its reversal has gone"))?;
    Ok(Correction { wrong: new.entry, reversal, right: Some(instead.kept(right)) })
}

/// The key of the next exchange under the reference of a new one, or a conflict where one stands under it that is not the
/// one it `replaces`.
fn free_key(tx: &mut Tx<'_>, new: &NewExchange, replaces: Option<&str>) -> Result<String> {
    let reference = new.bank_reference();
    let recorded = store::recorded(tx, reference)?;
    match recorded.standing {
        Some(there) if replaces != Some(there.as_str()) => {
            let sentence = format!(
                "{reference:?} was recorded already, as {there}; a booking is recorded once. Correct that entry where it is wrong."
            );
            Err(Error::conflict("bank-reference-used", sentence))
        }
        _ => Ok(format!("exchange:{reference}:{}", recorded.times)),
    }
}

/// Does `act`, unless the bank then holds less of a currency than before, and less than nothing.
fn within_the_bank<T>(tx: &mut Tx<'_>, act: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
    let before = service::holds(tx, Account::Bank)?;
    let done = act(tx)?;
    for after in service::holds(tx, Account::Bank)? {
        let currency = after.currency();
        let held = before.iter().find(|held| held.currency() == currency).map_or(0, |held| held.minor());
        if after.minor() < held.min(0) {
            let leaves = Money::new(held.saturating_sub(after.minor()), currency);
            let held = Money::new(held, currency);
            let sentence = format!(
                "The bank holds {held} by the book, so {leaves} cannot leave it. Record first what came in, or look at the amount."
            );
            return Err(Error::conflict("not-held", sentence));
        }
    }
    Ok(done)
}

/// An entry that may be corrected by hand, or a conflict that names what is right for it instead.
fn correctable(tx: &mut Tx<'_>, id: EntryId) -> Result<Stored> {
    let there = store::by_id(tx, id)?.ok_or_else(|| Error::not_found("entry", id))?;
    let kind: Movement =
        there.entry.kind.parse().map_err(|cause: String| Error::internal("read an entry of the book", cause))?;
    let Some(way) = way_of(kind) else { return Ok(there) };
    let sentence = format!("{id} is a {kind}, and only an exchange is corrected by hand. {way}");
    Err(Error::conflict("not-by-hand", sentence))
}

/// How an entry of that kind is put right, where that is not by hand.
const fn way_of(kind: Movement) -> Option<&'static str> {
    match kind {
        Movement::Exchange => None,
        Movement::Funding => Some(
            "What is held for its milestone goes back to the client when a dispute is decided so, or a seat ends; what was \
             paid out of it, by a refund.",
        ),
        Movement::Release => Some("Refund its milestone: that takes back from everybody in proportion."),
        Movement::Refund => Some(
            "Whoever it goes back to is owed that money or has it, and a client's documents say so: agree with them on how it \
             comes back. What nobody asked for, and the bank refused to send back, is closed with a note.",
        ),
        Movement::Chargeback => Some("It says what the client's bank did, and only that bank takes it back."),
        Movement::Payout => {
            Some("A payout that did not arrive is returned by the bank's file, or by a decision about it.")
        }
        Movement::Settlement | Movement::Return => {
            Some("It says what the bank told of a payout; read the bank's next file, or decide about that payout.")
        }
        Movement::Reversal => {
            Some("It takes another entry back and stays as it is; record what is right as a new exchange.")
        }
    }
}
