//! What the slice keeps of somebody: the terms that they asked for. It stays, as invitations do.

use diesel::prelude::*;
use muster_kernel::Instant;

use crate::{
    db::Conn,
    error::Result,
    personal::{Rows, Whose, rows},
    schema::{counters, invitations},
};

/// Tells what is theirs.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    let own = invitations::table.filter(invitations::member_id.eq_any(whose.member)).select(invitations::id);
    rows!(told, conn, counters where counters::invitation_id.eq_any(own) => {
        id: String, invitation_id: String, rate_minor: Option<i64>, hours: Option<i32>, overlapping: bool,
        state: String, created_at: Instant, decided_at: Option<Instant>,
    })
}
