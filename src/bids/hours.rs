//! The hours of bids that no invitation staffs: held once a member says yes.

use super::plan::Part;
use crate::{
    availability::{self, NewHold, Overlap},
    briefs::Brief,
    db::Tx,
    error::Result,
};

/// Holds the hours of a seat for `holder`, a bid or an offer, where its member has them.
pub(super) fn hold(tx: &mut Tx<'_>, brief: &Brief, holder: &str, seat: &Part, overlap: Overlap) -> Result<()> {
    let new = NewHold {
        member: seat.member,
        brief: brief.id,
        holder: holder.to_owned(),
        seat: seat.seat.clone(),
        title: brief.title.clone(),
        first_monday: seat.first_monday,
        weeks: seat.weeks.unsigned_abs(),
        hours: u8::try_from(seat.hours).expect("a seat has at most 80 hours"),
    };
    availability::service::hold(tx, &new, overlap).map(drop)
}
