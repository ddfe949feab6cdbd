//! What the slice keeps of somebody: where they want to be paid, and what they were paid. It stays: it shows where money
//! went.

use diesel::prelude::*;
use muster_kernel::{Instant, Month};

use super::model::{Owner, State};
use crate::{
    db::Conn,
    error::Result,
    personal::{Obstacle, Rows, Whose, rows},
    schema::{bank_details, payouts, payouts_left_out},
};

/// The account of the book that says what they are owed.
fn account_of(whose: &Whose) -> Option<String> {
    whose.member.map(|member| Owner::Member(member).account().to_string())
}

/// Tells what is theirs; not what they set for a space.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    rows!(told, conn, bank_details where bank_details::account.eq_any(account_of(whose)) => {
        id: String, holder: String, iban: String, bic: Option<String>, set_at: Instant,
    })?;
    rows!(told, conn, payouts where payouts::account.eq_any(account_of(whose)) => {
        id: String, amount_minor: i64, currency: String, month: Month, remittance: String, state: String,
        sent_at: Instant,
    })?;
    rows!(told, conn, payouts_left_out where payouts_left_out::account.eq_any(account_of(whose)) => {
        batch_id: String, amount_minor: i64, because: String,
    })
}

/// Nobody leaves before the bank has said what became of their money.
pub fn holds(conn: &mut Conn, whose: &Whose) -> Result<Option<Obstacle>> {
    let sent = payouts::table.filter(payouts::account.eq_any(account_of(whose))).filter(payouts::state.eq(State::Sent));
    Ok((sent.count().get_result::<i64>(conn)? > 0).then_some(Obstacle::Payout))
}
