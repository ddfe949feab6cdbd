//! What the slice keeps of somebody: their own part of bids, and their offers. It stays: seals and contracts rest on it.

use diesel::prelude::*;
use muster_kernel::{Day, Instant};

use super::store;
use crate::{
    db::Conn,
    error::Result,
    personal::{Obstacle, Rows, Whose, rows},
    schema::{bid_parts, bid_sign_offs, offers},
};

/// Tells what is theirs: of a bid, their own part alone.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    rows!(told, conn, bid_parts where bid_parts::member_id.eq_any(whose.member) => {
        bid_id: String, seat: String, rate_minor: i64, hours: i32, first_monday: Day, weeks: i32,
        share_bp: Option<i32>, reason: Option<String>,
    })?;
    rows!(told, conn, bid_sign_offs where bid_sign_offs::member_id.eq_any(whose.member) => {
        bid_id: String, revision: i32, signed_at: Instant,
    })?;
    rows!(told, conn, offers where offers::member_id.eq_any(whose.member) => {
        id: String, brief_id: String, seat: String, rate_minor: i64, state: String, created_at: Instant,
    })
}

/// A bid that may still be awarded counts on whoever is in it.
pub fn holds(conn: &mut Conn, whose: &Whose) -> Result<Option<Obstacle>> {
    let Some(member) = whose.member else { return Ok(None) };
    let is_free =
        store::live_with_member(conn, member)?.is_empty() && store::unplaced_offers_of(conn, member)?.is_empty();
    Ok((!is_free).then_some(Obstacle::Bid))
}
