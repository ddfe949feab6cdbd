//! What time does to a pending funding.

use super::{
    FundingId, letters,
    model::{self, Event, State},
    service::move_on,
    store, strays,
    views::PayTo,
};
use crate::{app::App, audit::By, engagements::payments, error::Result};

/// The last day of a funding is over. Where it is not pending any more, nothing happens.
pub fn expire(app: &App, id: FundingId) -> Result<()> {
    app.db.write(|tx| {
        let row = store::funding(tx, id)?;
        if row.state != State::Pending || tx.now() < model::expires_at(row.last_day) {
            return Ok(());
        }
        let expired = move_on(tx, By::Muster, &row, Event::Expire, |_| ())?;
        let payable = payments::of_funding(tx, expired.milestone_id)?;
        let came = store::open_strays_of(tx, &[id])?;
        letters::expired(tx, &payable, &expired, &came)
    })
}

/// Reminds the client's finance of what is still to be paid of a funding that is pending, a few days before its last one.
pub fn remind(app: &App, id: FundingId) -> Result<()> {
    app.db.write(|tx| {
        let row = store::funding(tx, id)?;
        if row.state != State::Pending {
            return Ok(());
        }
        // Where an admin looks at what came first, nothing is to be paid now.
        let Some(rest) = strays::rest(tx, &row)? else { return Ok(()) };
        let payable = payments::of_funding(tx, row.milestone_id)?;
        letters::remind(tx, &payable, &row, rest, PayTo::of(app).as_ref())
    })
}
