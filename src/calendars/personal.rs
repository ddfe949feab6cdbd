//! What the slice keeps of somebody: their calendars, and the address that hands their bookings out.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::store;
use crate::{
    db::{Conn, Tx},
    error::Result,
    personal::{Rows, Whose, rows},
    schema::{calendar_links, calendars},
};

/// Tells what is theirs. Not the addresses of feeds: whoever has one reads the calendar.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    rows!(told, conn, calendars where calendars::member_id.eq_any(whose.member) => {
        id: String, name: String, kind: String, state: String, events: i32, note: Option<String>,
        problem: Option<String>, asked_at: Option<Instant>, read_at: Option<Instant>, created_at: Instant,
    })?;
    rows!(told, conn, calendar_links where calendar_links::member_id.eq_any(whose.member) => {
        made_at: Instant, tentative: bool,
    })
}

/// Erases calendars and their addresses; what they said, day by day, is the availability's to erase before.
pub fn erase(tx: &mut Tx<'_>, whose: &Whose) -> Result<()> {
    let Some(member) = whose.member else { return Ok(()) };
    store::delete_link(tx, member)?;
    diesel::delete(calendars::table.filter(calendars::member_id.eq(member))).execute(&mut **tx)?;
    Ok(())
}
