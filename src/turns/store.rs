//! The rows of the turn ledger.

use std::collections::HashMap;

use diesel::prelude::*;

use super::TurnEntryId;
use crate::{
    changes,
    db::{Conn, Portable, Tx, insert_all, total},
    error::Result,
    invitations::InvitationId,
    schema::{turn_balances, turn_entries, turn_postings},
};

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = turn_postings, treat_none_as_default_value = false)]
struct Posting {
    entry_id: TurnEntryId,
    account: String,
    milli_offers: i64,
}

/// Writes an entry and brings the balances of its accounts up to date.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    kind: &str,
    invitation: InvitationId,
    postings: Vec<(String, i64)>,
) -> Result<()> {
    let entry: TurnEntryId = tx.id();
    let row = (
        turn_entries::id.eq(entry),
        turn_entries::kind.eq(kind),
        turn_entries::invitation_id.eq(invitation),
        turn_entries::posted_at.eq(tx.now()),
    );
    diesel::insert_into(turn_entries::table).values(row).execute(&mut **tx)?;
    add_to_balances(tx, &postings)?;
    let rows: Vec<Posting> = postings
        .into_iter()
        .map(|(account, milli_offers)| Posting { entry_id: entry, account, milli_offers })
        .collect();
    insert_all::<_, Posting>(tx, turn_postings::table, &rows)?;
    changes::turns(tx)
}

/// Most accounts of an entry gain the same share, so one statement serves all accounts of an amount.
fn add_to_balances(tx: &mut Tx<'_>, postings: &[(String, i64)]) -> Result<()> {
    let mut by_amount: HashMap<i64, Vec<&str>> = HashMap::new();
    for (account, milli) in postings {
        by_amount.entry(*milli).or_default().push(account);
    }
    let mut amounts: Vec<_> = by_amount.into_iter().collect();
    amounts.sort();
    for (milli, accounts) in amounts {
        for some in accounts.chunks(500) {
            add(tx, some, milli)?;
        }
    }
    Ok(())
}

fn add(tx: &mut Tx<'_>, accounts: &[&str], milli: i64) -> Result<()> {
    let theirs = || turn_balances::table.filter(turn_balances::account.eq_any(accounts));
    let moved = diesel::update(theirs())
        .set(turn_balances::milli_offers.eq(turn_balances::milli_offers + milli))
        .execute(&mut **tx)?;
    if moved == accounts.len() {
        return Ok(());
    }
    let known: Vec<String> = theirs().select(turn_balances::account).load(&mut **tx)?;
    for account in accounts.iter().filter(|account| !known.iter().any(|known| known == *account)) {
        let row = (turn_balances::account.eq(*account), turn_balances::milli_offers.eq(milli));
        Portable(diesel::insert_into(turn_balances::table).values(row).on_conflict_do_nothing()).execute(&mut **tx)?;
    }
    Ok(())
}

/// The postings of the offer that was made with an invitation.
pub(super) fn offer(conn: &mut Conn, invitation: InvitationId) -> Result<Vec<(String, i64)>> {
    let of_offer = turn_entries::kind.eq("offer").and(turn_entries::invitation_id.eq(invitation));
    Ok(turn_postings::table
        .inner_join(turn_entries::table.on(turn_entries::id.eq(turn_postings::entry_id)))
        .filter(of_offer)
        .order(turn_postings::account)
        .select((turn_postings::account, turn_postings::milli_offers))
        .load(conn)?)
}

pub(super) fn balances(conn: &mut Conn) -> Result<Vec<(String, i64)>> {
    Ok(turn_balances::table.select((turn_balances::account, turn_balances::milli_offers)).load(conn)?)
}

/// The sum of all balances and of all postings.
pub(super) fn sums(conn: &mut Conn) -> Result<(i64, i64)> {
    let balances: Option<i64> = turn_balances::table.select(total(turn_balances::milli_offers)).first(conn)?;
    let postings: Option<i64> = turn_postings::table.select(total(turn_postings::milli_offers)).first(conn)?;
    Ok((balances.unwrap_or_default(), postings.unwrap_or_default()))
}
