//! Use cases of the book.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use muster_kernel::{Currency, Money, Month};

use super::{
    Account, Entry, EntryId, Movement, PaidOut, Payee, Taxed, WayBack,
    kept::{balances, commissions},
    lines, paid, refunds,
    rows::{EntryRow, Stored},
    store,
    takeback::{self, Left},
};
pub use super::{
    kept::commissions::CommissionCell,
    lines::{CommissionLine, PaidFor, PaidSeat},
    verify::verify,
};
use crate::{
    chain::{self, Chain},
    db::{Conn, Tx},
    error::{Error, Result},
    http::PageQuery,
    identity::{ClientId, MemberId},
    spaces::SpaceId,
};

/// Posts an entry under `key`, in the transaction of its cause. The same key with the same content answers the entry
/// that is there; with other content it is a conflict.
pub fn post(tx: &mut Tx<'_>, entry: &Entry, key: &str) -> Result<EntryId> {
    let id = tx.id();
    let stored = Stored::of(entry, id, key, tx.now());
    if keep(tx, id, &stored)? {
        return Ok(id);
    }
    let there = store::by_key(tx, key)?.ok_or_else(|| exists(key))?;
    if there.says(entry)? { there.id() } else { Err(exists(key)) }
}

/// Takes an entry back by its mirror image, which says `why`. That is done once, and not to an entry of which something
/// was taken back, or that was settled or returned.
pub fn reverse(tx: &mut Tx<'_>, entry: EntryId, why: &str) -> Result<EntryId> {
    let there = store::by_id(tx, entry)?.ok_or_else(|| Error::not_found("entry", entry))?;
    if there.entry.reverses.is_some() {
        return Err(Error::conflict("is-reversal", format!("{entry} takes back another entry and stays as it is.")));
    }
    if let Some(later) = store::that_concern(tx, entry)?.first() {
        let sentence = format!("{} builds on {entry}; take back what is left instead.", later.id);
        return Err(Error::conflict("entry-built-on", sentence));
    }
    if store::reversal_of(tx, entry)?.is_some() {
        return Err(Error::conflict("already-reversed", format!("{entry} was taken back already.")));
    }
    let id = tx.id();
    let mirror = there.mirror(id, why, tx.now());
    keep_new(tx, id, &mirror)
}

/// The entry that took another one back, if any did.
pub fn reversal_of(conn: &mut Conn, entry: EntryId) -> Result<Option<EntryId>> {
    store::reversal_of(conn, entry)
}

/// Puts another entry in the place of one that was wrong: the one is taken back whole and says `why`, the other is posted
/// under `key`. Both stay in the book, and whoever reads it sees what was corrected.
pub fn correct(tx: &mut Tx<'_>, wrong: EntryId, right: &Entry, why: &str, key: &str) -> Result<EntryId> {
    reverse(tx, wrong, why)?;
    post(tx, right, key)
}

/// The bank has booked a payout: it left. The same key answers what is there.
pub fn settle_payout(tx: &mut Tx<'_>, payout: EntryId, memo: &str, key: &str) -> Result<EntryId> {
    let (there, _, amount) = payout_of(tx, payout)?;
    let entry = Entry::settlement(payout, &there.entry.subject, memo, amount).map_err(unfit)?;
    if store::by_key(tx, key)?.is_none() && !store::that_concern(tx, payout)?.is_empty() {
        return Err(Error::conflict("payout-over", format!("{payout} was settled or returned already.")));
    }
    post(tx, &entry, key)
}

/// A payout came back from the bank, or never left: it is owed again, once. The same key answers what is there.
pub fn return_payout(tx: &mut Tx<'_>, payout: EntryId, memo: &str, key: &str) -> Result<EntryId> {
    if let Some(there) = store::by_key(tx, key)? {
        let same = there.entry.concerns.as_deref() == Some(payout.as_str());
        return if same && there.entry.kind == Movement::Return.as_str() { there.id() } else { Err(exists(key)) };
    }
    let (there, owed, amount) = payout_of(tx, payout)?;
    let later = store::that_concern(tx, payout)?;
    if later.iter().any(|entry| entry.kind == Movement::Return.as_str()) {
        return Err(Error::conflict("payout-over", format!("{payout} was returned already.")));
    }
    let entry = Entry::returned(payout, &there.entry.subject, memo, owed, amount, !later.is_empty()).map_err(unfit)?;
    post(tx, &entry, key)
}

/// A payout that stands: what was posted, to whom it is owed, and how much.
fn payout_of(tx: &mut Tx<'_>, id: EntryId) -> Result<(Stored, Account, Money)> {
    let there = store::by_id(tx, id)?.filter(|there| there.entry.kind == Movement::Payout.as_str());
    let there = there.ok_or_else(|| Error::not_found("payout", id))?;
    if store::reversal_of(tx, id)?.is_some() {
        return Err(Error::conflict("already-reversed", format!("{id} was taken back already.")));
    }
    let first = there.postings.first().and_then(|owed| {
        let currency = owed.currency.parse().ok()?;
        Some((owed.account.parse().ok()?, Money::new(owed.amount_minor, currency)))
    });
    let (owed, amount) = first.ok_or_else(|| Error::internal("read a payout", id.to_string()))?;
    Ok((there, owed, amount))
}

/// An entry that the rules here should never make.
pub(super) fn unfit(refusal: super::Refusal) -> Error {
    Error::internal("post an entry", refusal)
}

/// Why money that was paid out already goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Back {
    /// It was agreed on: it is owed to that client from now on.
    Refund(ClientId),
    /// The client's bank took it: it has left already.
    Chargeback,
}

impl Back {
    const fn movement(self) -> Movement {
        match self {
            Self::Refund(_) => Movement::Refund,
            Self::Chargeback => Movement::Chargeback,
        }
    }

    /// The account to which what is taken back goes.
    const fn to(self) -> Account {
        match self {
            Self::Refund(client) => Account::Client(client),
            Self::Chargeback => Account::Bank,
        }
    }
}

/// Takes `amount` of what was released for `subject` (a milestone) back to the client, in proportion from everybody who
/// got a part of it, the newest release first, and its tax with the first piece; answers the entries. What a member or a space has been paid out already
/// they owe from then on, until what they earn next has made up for it. The same key with the same content answers what
/// is there.
pub fn take_back(
    tx: &mut Tx<'_>,
    subject: impl ToString,
    paid: Taxed,
    back: Back,
    memo: &str,
    key: &str,
) -> Result<Vec<EntryId>> {
    let (subject, amount) = (subject.to_string(), paid.net());
    let keys = (0..).map(|piece: usize| format!("{key}:{piece}"));
    let mut left_to_take = amount.minor();
    let mut taken = Vec::new();
    if let Some(there) = taken_before(tx, &subject, paid, key)? {
        return Ok(there);
    }
    for (release, key) in store::releases_of(tx, &subject)?.into_iter().zip(keys) {
        let left = left_of(tx, &release)?;
        let all: i64 = left.iter().map(|line| line.minor).sum();
        let piece = Money::new(left_to_take.min(all), amount.currency());
        let same = release.split.iter().all(|part| part.currency == amount.currency().code());
        let Some(parts) = takeback::divided(&left, piece).filter(|_| same) else { continue };
        let id = tx.id();
        let head = EntryRow {
            id: id.to_string(),
            kind: back.movement().to_string(),
            subject: subject.clone(),
            memo: memo.to_owned(),
            key,
            reverses: None,
            concerns: Some(release.entry.id.clone()),
            posted_at: tx.now(),
        };
        let tax = if taken.is_empty() { paid.tax().minor() } else { 0 };
        taken.push(keep_new(tx, id, &release.taken_back(head, &parts, Taxed::new(piece, tax), back.to()))?);
        left_to_take -= piece.minor();
        if left_to_take == 0 {
            return Ok(taken);
        }
    }
    let there = Money::new(amount.minor() - left_to_take, amount.currency());
    let sentence = format!("{amount} cannot be taken back: {there} is left of what was paid out for it.");
    Err(Error::conflict("more-than-was-paid", sentence))
}

/// What was paid out for `subject` (a milestone) and is not taken back, by seat, member and payee.
pub fn paid_out(conn: &mut Conn, subject: impl ToString) -> Result<PaidOut> {
    paid::paid_out(conn, &subject.to_string())
}

/// What was paid out for whose work on some subjects (milestones) of one currency, by subject; without those for which
/// nothing was.
pub fn paid_for(conn: &mut Conn, subjects: &[String]) -> Result<BTreeMap<String, BTreeMap<MemberId, PaidFor>>> {
    lines::paid_for(conn, subjects)
}

/// What each member's own part of some entries is, above zero whichever way it went.
pub fn parts_of_members(conn: &mut Conn, entries: &[EntryId]) -> Result<BTreeMap<MemberId, Money>> {
    let mut parts: BTreeMap<MemberId, Money> = BTreeMap::new();
    for entry in entries {
        let Some(stored) = store::by_id(conn, *entry)? else { continue };
        for part in stored.split.iter().filter(|part| part.payee == Payee::Member.as_str()) {
            let wrong = |cause: String| Error::internal("read a part", cause);
            let member = part.member_id.parse().map_err(|_| wrong(format!("{} is no member", part.member_id)))?;
            let currency = part.currency.parse().map_err(|_| wrong(format!("{} is no currency", part.currency)))?;
            let amount = Money::new(part.amount_minor.saturating_abs(), currency);
            let sum = parts.entry(member).or_insert(Money::new(0, currency));
            *sum = sum.plus(amount).map_err(|cause| Error::internal("add up parts", cause))?;
        }
    }
    Ok(parts)
}

/// What was taken back under `key` before, where it says the same.
fn taken_before(tx: &mut Tx<'_>, subject: &str, paid: Taxed, key: &str) -> Result<Option<Vec<EntryId>>> {
    let mut there = Vec::new();
    let (mut minor, mut tax) = (0, 0);
    while let Some(stored) = store::by_key(tx, &format!("{key}:{}", there.len()))? {
        minor += stored.split.iter().map(|part| -part.amount_minor).sum::<i64>();
        let taxes = stored.postings.iter().filter(|posting| posting.account == Account::Tax.to_string());
        tax += taxes.map(|posting| posting.amount_minor).sum::<i64>();
        let same = stored.entry.subject == subject
            && stored.split.iter().all(|part| part.currency == paid.net().currency().code());
        if !same {
            return Err(exists(key));
        }
        there.push(stored.id()?);
    }
    match there.is_empty() {
        true => Ok(None),
        false if (minor, tax) == (paid.net().minor(), paid.tax().minor()) => Ok(Some(there)),
        false => Err(exists(key)),
    }
}

/// What is left of each line of a release.
fn left_of(tx: &mut Tx<'_>, release: &Stored) -> Result<Vec<Left>> {
    let taken = store::taken_back(tx, &release.entry.id)?;
    let mut seats = 0;
    let mut left: Vec<Left> = Vec::with_capacity(release.split.len());
    for (place, part) in release.split.iter().enumerate() {
        let before = place.checked_sub(1).map(|before| &release.split[before]);
        // A seat's lines begin with its member's.
        let begins = before.is_some_and(|before| {
            (&before.seat, &before.member_id) != (&part.seat, &part.member_id) || part.payee == Payee::Member.as_str()
        });
        seats += usize::from(begins);
        let gone = taken.get(&part.line).copied().unwrap_or_default();
        left.push(Left { seat: seats, minor: part.amount_minor - gone });
    }
    Ok(left)
}

fn exists(key: &str) -> Error {
    Error::conflict("entry-exists", format!("The book has another entry under the key {key:?}."))
}

/// Writes an entry, and notes it for the chain; answers whether it did, or there is one under its key.
fn keep(tx: &mut Tx<'_>, id: EntryId, stored: &Stored) -> Result<bool> {
    let is_new = store::insert(tx, stored)?;
    if is_new {
        chain::append(tx, Chain::Book, id.as_str(), &stored.digest())?;
    }
    Ok(is_new)
}

/// Writes an entry under a key that the book does not have.
fn keep_new(tx: &mut Tx<'_>, id: EntryId, stored: &Stored) -> Result<EntryId> {
    if keep(tx, id, stored)? { Ok(id) } else { Err(exists(&stored.entry.key)) }
}

/// What the entry under each of `keys` owes, holds or pays out by its credits together, above zero; nothing for a key without
/// an entry. Of a refund it is what goes back, with its tax.
pub fn credited_under(conn: &mut Conn, keys: &[String]) -> Result<HashMap<String, Money>> {
    let mut credited = HashMap::new();
    for (key, currency, minor) in store::credits(conn, keys)? {
        let wrong = |_| Error::internal("read an entry", format!("{currency} is no currency"));
        let currency = currency.parse::<Currency>().map_err(wrong)?;
        let sum = credited.entry(key).or_insert(Money::new(0, currency));
        *sum = Money::new(sum.minor() - minor, currency);
    }
    Ok(credited)
}

/// What an account holds in each currency, as its owner would say it: above zero where money is there or is owed to
/// them.
pub fn holds(conn: &mut Conn, account: Account) -> Result<Vec<Money>> {
    let balances = balances::of(conn, account)?;
    Ok(if account.is_asset() { balances } else { balances.into_iter().map(Money::negated).collect() })
}

/// Everybody who is owed something in a currency, and how much, above zero, in the order of their accounts. Whoever owes the
/// network is not among them.
pub fn owed(conn: &mut Conn, currency: Currency) -> Result<Vec<(Account, Money)>> {
    let read = |(account, minor): (String, i64)| {
        let account = account.parse().map_err(|cause: String| Error::internal("read who is owed money", cause))?;
        Ok((account, Money::new(minor, currency)))
    };
    balances::owed(conn, currency)?.into_iter().map(read).collect()
}

/// The milestones for which a client is owed money in a currency, the earliest refund first, each once. What went from the
/// bank at once, as refunds did once, is owed to nobody.
pub fn refunds_owed(conn: &mut Conn, client: ClientId, currency: Currency) -> Result<Vec<String>> {
    let moved = store::moved_on(conn, Account::Client(client), currency)?;
    Ok(refunds::unpaid(&moved))
}

/// Which way each refund and chargeback went that stands for some subjects (milestones) of a client in a currency, by
/// subject.
pub fn ways_back(
    conn: &mut Conn,
    client: ClientId,
    currency: Currency,
    subjects: &[String],
) -> Result<BTreeMap<String, Vec<WayBack>>> {
    let moved = store::moved_on(conn, Account::Client(client), currency)?;
    refunds::ways(store::backs_of(conn, subjects)?, &moved)
}

/// What a space got as commission in the months from `from` to `to`, both included: a sum for each month, member,
/// category, work place and currency. For sums that are folded before anybody sees them.
pub fn commission(conn: &mut Conn, space: SpaceId, from: Month, to: Month) -> Result<Vec<CommissionCell>> {
    commissions::between(conn, space, from, to)
}

/// Everything that a space ever got as commission in a currency, less what was taken back of it.
pub fn commission_ever(conn: &mut Conn, space: SpaceId, currency: Currency) -> Result<Money> {
    commissions::ever(conn, space, currency)
}

/// What was paid for every seat of the network in a month. For sums of which nobody can be told.
pub fn paid_seats(conn: &mut Conn, month: Month) -> Result<Vec<PaidSeat>> {
    lines::paid_seats(conn, month)
}

/// What a space got for the work of those members, newest first, and one line more than the page holds where the list
/// goes on. For whom they agreed to show it to.
pub fn commission_of(
    conn: &mut Conn,
    space: SpaceId,
    members: &BTreeSet<MemberId>,
    query: &PageQuery,
) -> Result<Vec<CommissionLine>> {
    let cursor = query.after.as_deref().map(lines::LineCursor::read).transpose()?;
    lines::commission_of(conn, space, members, cursor, query.limit()? + 1)
}
