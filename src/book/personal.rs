//! What the book keeps of somebody: what they earned, and their statements. All of it stays; it holds no names, and what is
//! printed takes the name from identity.

use diesel::prelude::*;
use muster_kernel::Month;

use super::{Account, service};
use crate::{
    db::Conn,
    error::Result,
    personal::{Obstacle, Rows, Whose, rows},
    schema::{postings, split_lines, statements},
};

/// Tells what is theirs: lines of their own account alone.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    let account = || whose.member.map(|member| Account::Member(member).to_string());
    rows!(told, conn, postings where postings::account.eq_any(account()) => {
        entry_id: String, line: i32, amount_minor: i64, currency: String,
    })?;
    rows!(told, conn, split_lines where split_lines::account.eq_any(account()) => {
        entry_id: String, line: i32, engagement_id: String, seat: String, fee: String, category: String,
        amount_minor: i64, currency: String, month: Month,
    })?;
    rows!(told, conn, statements where statements::account.eq_any(account()) => {
        id: String, number: i64, month: Month, lines: i32, root: String, hash: String,
    })
}

/// Nobody leaves money behind, nor what they owe; nor what an organisation is owed for which nobody else acts.
pub fn holds(conn: &mut Conn, whose: &Whose) -> Result<Option<Obstacle>> {
    let own = [whose.member.map(Account::Member), whose.orphan.map(Account::Client)];
    for account in own.into_iter().flatten() {
        if service::holds(conn, account)?.iter().any(|held| held.minor() != 0) {
            return Ok(Some(Obstacle::Money));
        }
    }
    Ok(None)
}
