//! What the slice keeps of somebody: the seats that they had. It stays: it is the contract.

use diesel::prelude::*;
use muster_kernel::Day;

use super::model::EngagementState;
use crate::{
    db::Conn,
    error::Result,
    personal::{Obstacle, Rows, Whose, rows},
    schema::{engagement_seats, engagements},
};

/// Tells what is theirs.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    rows!(told, conn, engagement_seats where engagement_seats::member_id.eq_any(whose.member) => {
        engagement_id: String, seat: String, title: String, rate_minor: i64, hours: i32, first_monday: Day, weeks: i32,
        amount_minor: i64, skills: String,
    })
}

/// Nobody leaves a contract that goes on, nor leaves an organisation alone with one.
pub fn holds(conn: &mut Conn, whose: &Whose) -> Result<Option<Obstacle>> {
    let seats = engagement_seats::table
        .filter(engagement_seats::member_id.eq_any(whose.member))
        .select(engagement_seats::engagement_id);
    let theirs = engagements::id.eq_any(seats).or(engagements::client_id.eq_any(whose.orphan));
    let running = engagements::table.filter(theirs).filter(engagements::state.eq(EngagementState::Active));
    Ok((running.count().get_result::<i64>(conn)? > 0).then_some(Obstacle::Engagement))
}
