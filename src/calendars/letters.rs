//! What a member is told of their calendars.

use super::store::CalendarRow;
use crate::{
    db::Tx,
    error::Result,
    letters::Letter,
    notices::{self, Kind, Notice},
};

/// A calendar could not be read for a while.
pub(super) fn failing(tx: &mut Tx<'_>, row: &CalendarRow) -> Result<()> {
    let problem = row.problem.as_deref().unwrap_or_default();
    let letter = Letter::new("calendar-failing").with("name", &row.name).with("problem", problem);
    let notice = Notice::new(Kind::Calendar, "calendar.failing", row.id, letter).at("/calendars".to_owned());
    notices::service::tell_member(tx, row.member_id, &notice)
}
