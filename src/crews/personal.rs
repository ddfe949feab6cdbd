//! What the slice keeps of somebody: the crews that they are in.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::model::Membership;
use crate::{
    db::{Conn, Tx},
    error::Result,
    personal::{Rows, Whose, rows},
    schema::{crew_members, crews},
};

/// Tells what is theirs.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    rows!(told, conn, crews where crews::founder_id.eq_any(whose.member) => {
        id: String, name: String, created_at: Instant,
    })?;
    rows!(told, conn, crew_members where crew_members::member_id.eq_any(whose.member) => {
        crew_id: String, state: String, invited_at: Instant, answered_at: Option<Instant>,
    })
}

/// They leave every crew; that they were in it stays with its bids.
pub fn erase(tx: &mut Tx<'_>, whose: &Whose) -> Result<()> {
    let now = tx.now();
    let live = crew_members::table
        .filter(crew_members::member_id.eq_any(whose.member))
        .filter(crew_members::state.ne(Membership::Left));
    diesel::update(live)
        .set((crew_members::state.eq(Membership::Left), crew_members::answered_at.eq(now)))
        .execute(&mut **tx)?;
    Ok(())
}
