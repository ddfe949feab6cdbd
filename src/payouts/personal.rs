//! What the slice keeps of somebody: where they want to be paid, and what they were paid. Where money went stays. Details to
//! which nothing was ever paid go with whoever leaves, and a while after others took their place. An organisation for which
//! nobody else acts is theirs in this, since its account may be in their name.

use diesel::prelude::*;
use muster_kernel::{Instant, Month};

use super::{
    DetailsId,
    model::{Owner, State},
};
use crate::{
    db::{Conn, Tx},
    error::Result,
    personal::{Obstacle, Rows, Whose, rows},
    schema::{bank_details, payouts, payouts_left_out},
};

/// The accounts of the book that say what they are owed.
fn accounts_of(whose: &Whose) -> Vec<String> {
    let owners = [whose.member.map(Owner::Member), whose.orphan.map(Owner::Client)];
    owners.into_iter().flatten().map(|owner| owner.account().to_string()).collect()
}

/// Tells what is theirs; not what they set for a space, or for an organisation for which others act as well.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    rows!(told, conn, bank_details where bank_details::account.eq_any(accounts_of(whose)) => {
        id: String, holder: String, iban: String, bic: Option<String>, set_at: Instant, replaced_at: Option<Instant>,
    })?;
    rows!(told, conn, payouts where payouts::account.eq_any(accounts_of(whose)) => {
        id: String, amount_minor: i64, currency: String, month: Month, remittance: String, state: String,
        sent_at: Instant,
    })?;
    rows!(told, conn, payouts_left_out where payouts_left_out::account.eq_any(accounts_of(whose)) => {
        batch_id: String, amount_minor: i64, because: String,
    })
}

/// Erases the details of somebody to which nothing was ever paid.
pub fn erase(tx: &mut Tx<'_>, whose: &Whose) -> Result<()> {
    let unpaid = bank_details::table
        .filter(bank_details::account.eq_any(accounts_of(whose)))
        .filter(bank_details::id.ne_all(payouts::table.select(payouts::details_id)))
        .select(bank_details::id);
    let unpaid: Vec<DetailsId> = unpaid.load(&mut **tx)?;
    diesel::delete(bank_details::table.filter(bank_details::id.eq_any(&unpaid))).execute(&mut **tx)?;
    Ok(())
}

/// Deletes details that were replaced before `before` and to which nothing was ever paid; `most` of them.
pub fn forget_details(tx: &mut Tx<'_>, before: Instant, most: i64) -> Result<usize> {
    let old = bank_details::table
        .filter(bank_details::replaced_at.lt(before))
        .filter(bank_details::id.ne_all(payouts::table.select(payouts::details_id)))
        .limit(most)
        .select(bank_details::id);
    let old: Vec<DetailsId> = old.load(&mut **tx)?;
    Ok(diesel::delete(bank_details::table.filter(bank_details::id.eq_any(&old))).execute(&mut **tx)?)
}

/// Nobody leaves before the bank has said what became of their money.
pub fn holds(conn: &mut Conn, whose: &Whose) -> Result<Option<Obstacle>> {
    let sent =
        payouts::table.filter(payouts::account.eq_any(accounts_of(whose))).filter(payouts::state.eq(State::Sent));
    Ok((sent.count().get_result::<i64>(conn)? > 0).then_some(Obstacle::Payout))
}
