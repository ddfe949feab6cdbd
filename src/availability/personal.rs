//! What the slice keeps of somebody: when they work, what their calendars say, what they are booked for.

use diesel::prelude::*;
use muster_kernel::{Day, Instant};

use crate::{
    changes,
    db::{Conn, Tx},
    error::Result,
    personal::{Rows, Whose, rows},
    schema::{availability_exceptions, booked_weeks, bookings, calendar_days, member_clocks, weekly_patterns},
};

/// Tells what is theirs.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    rows!(told, conn, weekly_patterns where weekly_patterns::member_id.eq_any(whose.member) => {
        monday: i32, tuesday: i32, wednesday: i32, thursday: i32, friday: i32, saturday: i32, sunday: i32,
    })?;
    rows!(told, conn, availability_exceptions where availability_exceptions::member_id.eq_any(whose.member) => {
        from_day: Day, to_day: Day, hours_a_day: i32, note: String,
    })?;
    rows!(told, conn, member_clocks where member_clocks::member_id.eq_any(whose.member) => {
        from_hour: i32, to_hour: i32,
    })?;
    rows!(told, conn, calendar_days where calendar_days::member_id.eq_any(whose.member) => {
        day: Day, calendar_id: String, busy_hours: i32, open_hours: Option<i32>,
    })?;
    rows!(told, conn, bookings where bookings::member_id.eq_any(whose.member) => {
        id: String, engagement_id: Option<String>, seat: String, title: String, first_monday: Day, weeks: i32,
        hours: i32, state: String, created_at: Instant,
    })
}

/// Erases when they work and worked. Nothing of it is held any more: nobody leaves out of a running engagement.
pub fn erase(tx: &mut Tx<'_>, whose: &Whose) -> Result<()> {
    let Some(member) = whose.member else { return Ok(()) };
    diesel::delete(weekly_patterns::table.find(member)).execute(&mut **tx)?;
    let own = availability_exceptions::table.filter(availability_exceptions::member_id.eq(member));
    diesel::delete(own).execute(&mut **tx)?;
    diesel::delete(member_clocks::table.find(member)).execute(&mut **tx)?;
    diesel::delete(calendar_days::table.filter(calendar_days::member_id.eq(member))).execute(&mut **tx)?;
    diesel::delete(bookings::table.filter(bookings::member_id.eq(member))).execute(&mut **tx)?;
    diesel::delete(booked_weeks::table.filter(booked_weeks::member_id.eq(member))).execute(&mut **tx)?;
    changes::member(tx, member)
}
