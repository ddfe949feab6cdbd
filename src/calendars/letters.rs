//! What a member is told of their calendars.

use super::store::CalendarRow;
use crate::{
    db::Tx,
    error::Result,
    notices::{self, Kind, Notice},
};

/// A calendar could not be read for a while.
pub(super) fn failing(tx: &mut Tx<'_>, row: &CalendarRow) -> Result<()> {
    let text = format!(
        "your calendar \"{}\" could not be read three times in a row. {}\n\nWhat it said before goes on counting, and it \
         is asked again once or more a day. Where its address has changed, remove the calendar and add it anew.",
        row.name,
        row.problem.as_deref().unwrap_or_default(),
    );
    let subject = format!("Your calendar cannot be read: {}", row.name);
    let notice = Notice::new(Kind::Calendar, "calendar.failing", row.id, subject, text).at("/calendars".to_owned());
    notices::service::tell_member(tx, row.member_id, &notice)
}
