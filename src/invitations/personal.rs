//! What the slice keeps of somebody: the seats that were offered to them. It stays: turns and contracts rest on it.

use diesel::prelude::*;
use muster_kernel::{Day, Instant};

use super::model::State;
use crate::{
    db::Conn,
    error::Result,
    personal::{Obstacle, Rows, Whose, rows},
    schema::invitations,
};

/// Tells what is theirs.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    rows!(told, conn, invitations where invitations::member_id.eq_any(whose.member) => {
        id: String, brief_id: String, seat: String, state: String, rate_minor: i64, currency: String, hours: i32,
        first_monday: Day, weeks: i32, keeps_minor: i64, reason: String, expires_at: Instant, created_at: Instant,
        answered_at: Option<Instant>,
    })
}

/// Whoever is waited for answers first.
pub fn holds(conn: &mut Conn, whose: &Whose) -> Result<Option<Obstacle>> {
    let waiting = invitations::table
        .filter(invitations::member_id.eq_any(whose.member))
        .filter(invitations::state.eq(State::Pending));
    Ok((waiting.count().get_result::<i64>(conn)? > 0).then_some(Obstacle::Invitation))
}
