//! Money that came in from others.

use std::collections::HashMap;

use muster_bank::{
    matching::{About, Movement},
    statement::{Account, EntryStatus, Reversal},
};
use serde::Serialize;

use super::store::{self, CreditRow};
use crate::{
    db::Tx,
    error::Result,
    fundings::{self, service::Received},
    hash,
    payouts::BankFileId,
};

/// The longest text that is kept of what a payment was for.
const LONGEST: usize = 1_000;

/// The credits of one file: which booking stood in it how often.
#[derive(Default)]
pub(super) struct Credits(HashMap<String, u32>);

/// What became of money that came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Credited {
    /// It is new.
    New,
    /// Another file told it before.
    Known,
}

/// Whether a movement that is about no payout is money that came in for good.
pub(super) fn is_credit(movement: &Movement) -> bool {
    movement.amount.minor() > 0
        && movement.status == EntryStatus::Booked
        && movement.booked.is_some()
        && movement.reversal == Reversal::No
        && movement.returned.is_none()
}

impl Credits {
    /// Keeps money that came in, and offers it to whoever waits for it, each booking once however many files tell it.
    pub(super) fn keep(&mut self, tx: &mut Tx<'_>, file: BankFileId, movement: &Movement) -> Result<Credited> {
        let Some(booked_on) = movement.booked else { return Ok(Credited::Known) };
        let row = CreditRow {
            id: tx.id(),
            bank_reference: self.reference(movement),
            bank_file_id: file,
            amount_minor: movement.amount.minor(),
            currency: movement.amount.currency(),
            booked_on,
            reference_text: reference_text(movement),
            debtor: movement.debtor.name.clone(),
            claimed_by: None,
            heard_at: tx.now(),
            note: None,
        };
        if !store::insert_credit(tx, &row)? {
            return Ok(Credited::Known);
        }
        if let Some(by) = offer(tx, &row)? {
            store::claim(tx, row.id, &by)?;
        }
        Ok(Credited::New)
    }

    /// What makes a booking the same in a notification and in the statement that repeats it: the account, the amount, and
    /// the bank's name for it, or else all that is told of it. Two bookings of one file that have all of that in common are
    /// told apart by their number in it.
    fn reference(&mut self, movement: &Movement) -> String {
        let digest = digest(movement);
        let number = self.0.entry(digest.clone()).or_default();
        *number += 1;
        format!("{digest}-{number}")
    }
}

/// The digest of all that makes a booking the same.
fn digest(movement: &Movement) -> String {
    #[derive(Serialize)]
    struct Same<'m> {
        account: &'m Account,
        minor: i64,
        currency: &'static str,
        name: Option<&'m String>,
        told: Option<(String, String, Option<&'m String>, String)>,
    }
    let [_, servicer, own, between] = &movement.names;
    let name = servicer.as_ref().or(own.as_ref()).or(between.as_ref());
    let told = || {
        let day = |day: Option<muster_kernel::Day>| day.map(|day| day.to_string()).unwrap_or_default();
        (day(movement.booked), day(movement.value), movement.debtor.name.as_ref(), reference_text(movement))
    };
    let same = Same {
        account: &movement.account,
        minor: movement.amount.minor(),
        currency: movement.amount.currency().code(),
        name,
        told: name.is_none().then(told),
    };
    hash::of_json(&same)
}

/// Whether a movement tells the booking of that reference.
pub(super) fn tells(movement: &Movement, bank_reference: &str) -> bool {
    let named = bank_reference.rsplit_once('-').map(|(digest, _)| digest);
    is_credit(movement) && named == Some(digest(movement).as_str())
}

/// All that the payer said the money is for: creditor references, words, and the end-to-end id.
pub(super) fn reference_text(movement: &Movement) -> String {
    let id = match &movement.about {
        About::Payment(id) => Some(id),
        About::Block(_) | About::Message(_) | About::Unnamed => None,
    };
    let said = movement.references.iter().chain(&movement.remittance).chain(id);
    said.map(String::as_str).collect::<Vec<_>>().join(" ").chars().filter(|sign| *sign != '\0').take(LONGEST).collect()
}

/// Offers money that came in to whoever waits for money; answers what took it, such as the id of a funding. The text of the
/// payer (`reference_text`) may hold more than the reference; `bank_reference` names the booking for all times, and this is
/// called once for it. What no funding asked for stays unclaimed, and is listed.
fn offer(tx: &mut Tx<'_>, credit: &CreditRow) -> Result<Option<String>> {
    let CreditRow { reference_text, bank_reference, .. } = credit;
    Ok(match fundings::service::received(tx, reference_text, credit.amount(), bank_reference)? {
        // Where it does not fit, the funding's slice keeps it for an admin to decide.
        Received::Posted { funding }
        | Received::Again { funding }
        | Received::WrongAmount { funding, .. }
        | Received::TooLate { funding } => Some(funding.to_string()),
        Received::Unknown => None,
    })
}

#[cfg(test)]
mod tests {
    use muster_bank::{
        reasons::Reason,
        statement::{Kind, Party},
    };
    use muster_kernel::{Currency, Day, Money};

    use super::*;

    fn credit(kind: Kind, name: Option<&str>, words: &str) -> Movement {
        Movement {
            kind,
            account: Account::Other("123".to_owned()),
            about: About::Payment("E2E".to_owned()),
            amount: Money::new(500, Currency::EUR),
            instructed: None,
            status: EntryStatus::Booked,
            reversal: Reversal::No,
            booked: Day::new(2026, 11, 3),
            value: None,
            names: [Some("1".to_owned()), name.map(str::to_owned), None, None],
            debtor: Party::default(),
            creditor: Party::default(),
            remittance: vec![words.to_owned()],
            references: vec!["RF18539007547034".to_owned()],
            returned: None,
        }
    }

    #[test]
    fn a_booking_is_the_same_in_a_notification_and_in_the_statement_that_repeats_it() {
        let reference = |movement: &Movement| Credits::default().reference(movement);
        let told = credit(Kind::Notification, Some("B1"), "in full");
        let repeated = credit(Kind::Statement, Some("B1"), "");
        assert_eq!(reference(&told), reference(&repeated));
        assert_ne!(reference(&told), reference(&credit(Kind::Statement, Some("B2"), "")));
        let unnamed = credit(Kind::Notification, None, "a");
        assert_eq!(reference(&unnamed), reference(&credit(Kind::Statement, None, "a")));
        assert_ne!(reference(&unnamed), reference(&credit(Kind::Statement, None, "b")));
        let dearer = Movement { amount: Money::new(501, Currency::EUR), ..told.clone() };
        assert_ne!(reference(&told), reference(&dearer));
    }

    #[test]
    fn two_bookings_of_one_file_that_look_the_same_are_two() {
        let mut file = Credits::default();
        let same = credit(Kind::Statement, None, "rent");
        let (first, second) = (file.reference(&same), file.reference(&same));
        assert_ne!(first, second);
        assert!(tells(&same, &first) && tells(&same, &second), "and each file that tells one tells both");
        assert!(!tells(&credit(Kind::Statement, None, "food"), &first));
        assert_eq!(Credits::default().reference(&same), first, "another file tells the first one again");
    }

    #[test]
    fn only_money_that_came_in_for_good_is_a_credit() {
        let good = credit(Kind::Statement, None, "");
        assert!(is_credit(&good));
        assert!(!is_credit(&Movement { amount: Money::new(-5, Currency::EUR), ..good.clone() }));
        assert!(!is_credit(&Movement { status: EntryStatus::Pending, ..good.clone() }));
        assert!(!is_credit(&Movement { reversal: Reversal::Yes, ..good.clone() }));
        assert!(!is_credit(&Movement { returned: Some(Reason::default()), ..good }));
    }

    #[test]
    fn all_that_the_payer_said_is_looked_through_for_a_reference() {
        assert_eq!(reference_text(&credit(Kind::Statement, None, "for the shop")), "RF18539007547034 for the shop E2E");
    }
}
