//! Money that is there: by the words on a transfer, or by an admin's.

use muster_kernel::Money;

use super::{
    FundingId, Reference, letters,
    model::{Event, Misfit, State, StrayEvent, StrayState},
    service::move_on,
    store::{self, FundingRow, StrayRow},
    strays,
};
use crate::{
    audit::{self, By},
    db::Tx,
    engagements::payments,
    error::{Check, Error, Result},
    payouts::bank_files::service as bank_files,
};

/// The longest reference of a bank, in characters.
const LONGEST_BANK_REFERENCE: usize = 140;
/// So much is kept of what was written on a transfer, in characters.
const LONGEST_REMITTANCE: usize = 500;

/// What became of money that came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// It is what a funding asked for, which is posted now.
    Posted {
        /// Which.
        funding: FundingId,
    },
    /// It posted this funding before: nothing moves.
    Again {
        /// Which.
        funding: FundingId,
    },
    /// It names this funding and is another amount or currency. It is kept as a stray.
    WrongAmount {
        /// Which.
        funding: FundingId,
        /// What was asked for.
        expected: Money,
    },
    /// It names this funding, which is void, expired, or posted by other money. It is kept as a stray.
    TooLate {
        /// Which.
        funding: FundingId,
    },
    /// It names no funding. Nothing is kept; that is for whoever asks.
    Unknown,
}

/// The bank has booked `amount` (above zero) under `bank_reference`, which is its own for this booking, with
/// `reference_text` on the transfer. Posts the pending funding that the text names, where currency and amount are exactly
/// right, alone or together with all that came for it before and did not fit. The same bank reference answers again what it
/// answered before, and moves nothing; with another amount it is a conflict, and nothing is changed.
pub fn received(tx: &mut Tx<'_>, reference_text: &str, amount: Money, bank_reference: &str) -> Result<Received> {
    let mut check = Check::new();
    check.length("bank_reference", bank_reference, 1..=LONGEST_BANK_REFERENCE);
    check.that(amount.minor() > 0, "amount", amount, "more than nothing: money that came in");
    check.done()?;
    let bank_reference = bank_reference.trim();
    let stray = store::stray_by(tx, bank_reference)?;
    if let Some(row) = store::posted_by(tx, bank_reference)? {
        // What made it whole is less than the whole.
        check_same(stray.map_or(row.amount(), |stray| stray.amount()), amount, bank_reference)?;
        return Ok(Received::Again { funding: row.id });
    }
    if let Some(stray) = stray {
        check_same(stray.amount(), amount, bank_reference)?;
        let named = store::funding(tx, stray.funding_id)?;
        return Ok(told(stray.misfit, &named));
    }
    let named = store::by_references(tx, &Reference::all_in(reference_text))?;
    let Some(row) = meant(&named, amount) else { return Ok(Received::Unknown) };
    let misfit = match row.state {
        State::Pending => match completed(tx, row, amount)? {
            Some(mut parts) => {
                if !parts.is_empty() {
                    parts.push(keep(tx, row, Misfit::WrongAmount, amount, bank_reference, reference_text)?);
                }
                for part in &parts {
                    strays::move_on(tx, By::Muster, part, StrayEvent::Use, None)?;
                }
                settle(tx, By::Muster, row, bank_reference)?;
                return Ok(Received::Posted { funding: row.id });
            }
            None => Misfit::WrongAmount,
        },
        State::Posted | State::Void | State::Expired => Misfit::TooLate,
    };
    let stray = keep(tx, row, misfit, amount, bank_reference, reference_text)?;
    let (payable, rest) = (payments::of_funding(tx, row.milestone_id)?, strays::rest(tx, row)?);
    letters::stray(tx, &stray, row, rest)?;
    letters::misfit(tx, &payable, row, &stray, rest)?;
    Ok(told(misfit, row))
}

/// What came for a funding before and is, together with `amount`, exactly what it asks for: nothing where `amount` alone is,
/// and `None` where even all of it is not. Whoever paid a cent too little pays that cent.
fn completed(tx: &mut Tx<'_>, row: &FundingRow, amount: Money) -> Result<Option<Vec<StrayRow>>> {
    if row.amount() == amount {
        return Ok(Some(Vec::new()));
    }
    let mut before = store::open_strays_of(tx, &[row.id])?;
    before.retain(|stray| stray.currency == row.currency);
    let sum: i128 = before.iter().map(|stray| i128::from(stray.amount_minor)).sum();
    let is_whole = sum + i128::from(amount.minor()) == i128::from(row.amount_minor);
    Ok((amount.currency() == row.currency && is_whole).then_some(before))
}

/// Of the fundings that a text names, newest first, the one that the money is for: one that it fits, or else one that is
/// pending, or else the newest.
fn meant(named: &[FundingRow], amount: Money) -> Option<&FundingRow> {
    let pending = || named.iter().filter(|row| row.state == State::Pending);
    let fitting = pending().find(|row| row.amount() == amount);
    fitting.or_else(|| pending().next()).or_else(|| named.first())
}

fn told(misfit: Misfit, named: &FundingRow) -> Received {
    match misfit {
        Misfit::WrongAmount => Received::WrongAmount { funding: named.id, expected: named.amount() },
        Misfit::TooLate => Received::TooLate { funding: named.id },
    }
}

/// A bank's reference is about one booking: with two amounts one of the two is a mistake that nobody here can mend.
fn check_same(before: Money, now: Money, bank_reference: &str) -> Result<()> {
    if before == now {
        return Ok(());
    }
    let sentence = format!(
        "{bank_reference:?} came with {before} before, and now with {now}; a bank reference is about one booking."
    );
    Err(Error::conflict("bank-reference-used", sentence))
}

/// Two at once with one bank reference: the tables keep the first.
fn at_once(error: Error, bank_reference: &str) -> Error {
    if !error.is_taken() {
        return error;
    }
    let sentence = format!("{bank_reference:?} was used at the same moment; money is used once.");
    Error::conflict("bank-reference-used", sentence)
}

/// Posts a pending funding: the book's entry, the milestone, and the mails are in this transaction.
fn settle(tx: &mut Tx<'_>, by: By, row: &FundingRow, bank_reference: &str) -> Result<FundingRow> {
    let posted = move_on(tx, by, row, Event::Post, |after| after.bank_reference = Some(bank_reference.to_owned()))
        .map_err(|error| at_once(error, bank_reference))?;
    let payable = payments::of_funding(tx, posted.milestone_id)?;
    letters::posted(tx, &payable, &posted)?;
    payments::paid(tx, by, posted.milestone_id, posted.amount())?;
    Ok(posted)
}

fn keep(
    tx: &mut Tx<'_>,
    named: &FundingRow,
    misfit: Misfit,
    amount: Money,
    bank_reference: &str,
    remittance: &str,
) -> Result<StrayRow> {
    // PostgreSQL keeps every character but NUL.
    let readable = remittance.trim().chars().filter(|letter| *letter != '\0');
    let stray = StrayRow {
        id: tx.id(),
        funding_id: named.id,
        misfit,
        state: StrayState::Open,
        amount_minor: amount.minor(),
        currency: amount.currency(),
        bank_reference: bank_reference.to_owned(),
        remittance: readable.take(LONGEST_REMITTANCE).collect(),
        note: None,
        came_at: tx.now(),
        decided_at: None,
    };
    store::insert_stray(tx, &stray).map_err(|error| at_once(error, bank_reference))?;
    audit::record(tx, By::Muster, "stray.kept", stray.id, &(named.id, misfit, amount, bank_reference))?;
    Ok(stray)
}

/// Posts a pending funding because an admin says that the whole amount is there. A stray of that bank reference is used for
/// it, where it is open and fits; so is money that came in under it and that nobody has claimed. Where other money of
/// just that amount is unclaimed, it is refused.
pub(super) fn by_hand(tx: &mut Tx<'_>, by: By, row: &FundingRow, bank_reference: &str) -> Result<FundingRow> {
    let mut check = Check::new();
    check.length("bank_reference", bank_reference, 1..=LONGEST_BANK_REFERENCE);
    check.done()?;
    let bank_reference = bank_reference.trim();
    row.state.moved(Event::Post)?;
    if let Some(other) = store::posted_by(tx, bank_reference)? {
        let sentence =
            format!("{bank_reference:?} posted the funding {} already; money is used once.", other.reference);
        return Err(Error::conflict("bank-reference-used", sentence));
    }
    match store::stray_by(tx, bank_reference)? {
        Some(stray) => use_stray(tx, by, &stray, row)?,
        None => bank_files::use_by_hand(tx, bank_reference, row.amount(), row.id)?,
    }
    settle(tx, by, row, bank_reference)
}

/// A stray is used for a funding that asks for exactly what came.
fn use_stray(tx: &mut Tx<'_>, by: By, stray: &StrayRow, row: &FundingRow) -> Result<()> {
    if stray.amount() != row.amount() {
        let sentence = format!(
            "{} came under {:?}, and this funding asks for {}; it is posted with exactly that.",
            stray.amount(),
            stray.bank_reference,
            row.amount()
        );
        return Err(Error::conflict("wrong-amount", sentence));
    }
    strays::move_on(tx, by, stray, StrayEvent::Use, None).map(drop)
}

#[cfg(test)]
mod tests {
    use muster_kernel::{Currency, Id, Instant};

    use super::*;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    fn row(number: u128, state: State, minor: i64) -> FundingRow {
        FundingRow {
            id: Id::from_bits(number),
            milestone_id: Id::from_bits(number),
            engagement_id: Id::from_bits(1),
            client_id: Id::from_bits(1),
            reference: Reference::of("KTWXBGHD").unwrap(),
            amount_minor: minor,
            currency: Currency::EUR,
            last_day: "2026-11-16".parse().unwrap(),
            state,
            bank_reference: None,
            void_reason: None,
            asked_at: Instant::from_micros(0),
            decided_at: None,
        }
    }

    #[test]
    fn of_several_that_are_named_the_one_that_fits_is_meant() {
        let named = [row(4, State::Expired, 300), row(3, State::Pending, 100), row(2, State::Pending, 300)];
        let meant = |amount| meant(&named, amount).map(|row| row.id);
        assert_eq!(meant(eur(300)), Some(Id::from_bits(2)), "what is over is not meant");
        assert_eq!(meant(eur(100)), Some(Id::from_bits(3)));
        assert_eq!(meant(eur(200)), Some(Id::from_bits(3)), "the newest that is pending");
        assert_eq!(meant(Money::new(300, Currency::CZK)), Some(Id::from_bits(3)), "two currencies are never the same");
    }

    #[test]
    fn where_all_are_over_the_newest_is_meant_and_where_none_is_named_none() {
        let named = [row(4, State::Expired, 300), row(3, State::Posted, 100)];
        assert_eq!(meant(&named, eur(100)).map(|row| row.id), Some(Id::from_bits(4)));
        assert!(meant(&[], eur(100)).is_none());
    }
}
