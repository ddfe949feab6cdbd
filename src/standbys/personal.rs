//! What the slice keeps of somebody: what they were asked to stand by for. It stays, as invitations do.

use diesel::prelude::*;
use muster_kernel::{Day, Instant};

use super::model::State;
use crate::{
    db::Conn,
    error::Result,
    personal::{Obstacle, Rows, Whose, rows},
    schema::standbys,
};

/// Tells what is theirs.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    rows!(told, conn, standbys where standbys::member_id.eq_any(whose.member) => {
        id: String, brief_id: String, seat: String, state: String, rate_minor: i64, currency: String, hours: i32,
        first_monday: Day, weeks: i32, keeps_minor: i64, reason: String, expires_at: Instant, created_at: Instant,
        answered_at: Option<Instant>,
    })
}

/// Whoever is counted on, or waited for, says no first.
pub fn holds(conn: &mut Conn, whose: &Whose) -> Result<Option<Obstacle>> {
    let waiting = standbys::table
        .filter(standbys::member_id.eq_any(whose.member))
        .filter(standbys::state.eq_any([State::Asked, State::Ready]));
    Ok((waiting.count().get_result::<i64>(conn)? > 0).then_some(Obstacle::Invitation))
}
