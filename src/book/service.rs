//! Use cases of the book.

use muster_kernel::{Money, Month};

use super::{Account, Entry, EntryId, lines, store};
pub use super::{lines::CommissionCell, verify::verify};
use crate::{
    chain::{self, Chain},
    db::{Conn, Tx},
    error::{Error, Result},
    spaces::SpaceId,
};

/// Posts an entry under `key`, in the transaction of its cause. The same key with the same content answers the entry
/// that is there; with other content it is a conflict.
pub fn post(tx: &mut Tx<'_>, entry: &Entry, key: &str) -> Result<EntryId> {
    if let Some(there) = store::by_key(tx, key)? {
        return if there.says(entry)? {
            there.id()
        } else {
            Err(Error::conflict("entry-exists", format!("The book has another entry under the key {key:?}.")))
        };
    }
    let id = tx.id();
    let stored = store::Stored::of(entry, id, key, tx.now());
    keep(tx, id, &stored)
}

/// Takes an entry back by its mirror image, which says `why`. That is done once.
pub fn reverse(tx: &mut Tx<'_>, entry: EntryId, why: &str) -> Result<EntryId> {
    let there = store::by_id(tx, entry)?.ok_or_else(|| Error::not_found("entry", entry))?;
    if there.entry.reverses.is_some() {
        return Err(Error::conflict("is-reversal", format!("{entry} takes back another entry and stays as it is.")));
    }
    if store::is_reversed(tx, entry)? {
        return Err(Error::conflict("already-reversed", format!("{entry} was taken back already.")));
    }
    let id = tx.id();
    let mirror = there.mirror(id, why, tx.now());
    keep(tx, id, &mirror)
}

fn keep(tx: &mut Tx<'_>, id: EntryId, stored: &store::Stored) -> Result<EntryId> {
    store::insert(tx, stored)?;
    chain::append(tx, Chain::Book, id.as_str(), &stored.digest())?;
    Ok(id)
}

/// What an account holds in each currency, as its owner would say it: above zero where money is there or is owed to
/// them.
pub fn holds(conn: &mut Conn, account: Account) -> Result<Vec<Money>> {
    let balances = store::balances_of(conn, account)?;
    Ok(if account.is_asset() { balances } else { balances.into_iter().map(Money::negated).collect() })
}

/// What a space got as commission in the months from `from` to `to`, both included: a sum for each month, member,
/// category, work place and currency. For sums that are folded before anybody sees them.
pub fn commission(conn: &mut Conn, space: SpaceId, from: Month, to: Month) -> Result<Vec<CommissionCell>> {
    lines::commission(conn, space, from, to)
}
