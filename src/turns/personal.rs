//! What the slice keeps of somebody: the offers they received, and what they hold. Nothing of it is erased: the ledger is
//! chained, and holds no names.

use diesel::prelude::*;
use muster_kernel::Instant;

use crate::{
    db::Conn,
    error::Result,
    personal::{Rows, Whose, rows},
    schema::{turn_balances, turn_offers},
};

/// Tells what is theirs.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    rows!(told, conn, turn_offers where turn_offers::member_id.eq_any(whose.member) => {
        id: String, brief_id: String, seat: String, weight_milli: i64, share_milli: i64, state: String,
        posted_at: Instant, ended_at: Option<Instant>,
    })?;
    let account = whose.member.map(|member| member.to_string());
    rows!(told, conn, turn_balances where turn_balances::account.eq_any(account) => {
        milli_offers: i64, entitled_milli: i64, received_milli: i64,
    })
}
