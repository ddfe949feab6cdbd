//! The end of an engagement before its plan is worked off, by the client.

use muster_kernel::Money;
use serde::Serialize;

use super::{
    EngagementId, billing, delivery, mails,
    model::MilestoneState,
    sheet::Sheet,
    store::{self, MilestoneRow},
    successions,
};
use crate::{
    app::App,
    audit, availability,
    book::Taxed,
    db::Tx,
    error::{Error, Result},
    identity::{self, Client, ClientRole},
};

#[derive(Serialize)]
struct Ended {
    milestones: usize,
    saved: Money,
}

/// The client ends an engagement: every milestone that is not funded is left out, and the hours after the last one whose
/// money is held, from next Monday on, are free again. What is held stays held, to be accepted or disputed; where nothing
/// is, the engagement is completed at once.
pub fn end(app: &App, who: Client, id: EngagementId) -> Result<()> {
    app.db.write(|tx| {
        let engagement = store::of_its_client(tx, id, who.client)?;
        identity::clients::check_role(tx, who, &[ClientRole::Approver, ClientRole::Finance])?;
        let sheet = Sheet::read(tx, engagement.clone())?;
        let planned: Vec<&MilestoneRow> =
            sheet.plan.iter().filter(|milestone| milestone.state == MilestoneState::Planned).collect();
        if planned.is_empty() {
            let sentence = "Nothing is left to be ended: every milestone is funded or over. Accept what is held, or open a \
                            dispute about it.";
            return Err(Error::conflict("nothing-to-end", sentence));
        }
        planned.iter().try_for_each(|milestone| delivery::leave_out(tx, who.into(), milestone))?;
        let saved = planned.iter().map(|milestone| milestone.amount_minor).sum();
        store::set_price(tx, id, engagement.price_minor - saved)?;
        let ended = Ended { milestones: planned.len(), saved: Money::new(saved, engagement.currency) };
        audit::record(tx, who.into(), "engagement.ended", id, &ended)?;
        free_hours(tx, id, &sheet)?;
        let goes_on = sheet.plan.iter().any(|milestone| milestone.state.is_held());
        let tax = planned.iter().map(|milestone| billing::due(milestone, &engagement).tax().minor()).sum();
        mails::ended(tx, &engagement, Taxed::new(ended.saved, tax), goes_on, who.into())?;
        delivery::complete_after_last(tx, who.into(), &engagement)
    })
}

/// Frees the hours that were booked for weeks in which nothing is left to be done.
fn free_hours(tx: &mut Tx<'_>, id: EngagementId, sheet: &Sheet) -> Result<()> {
    let next_week = tx.now().day().monday().plus_weeks(1);
    let held = sheet.plan.iter().filter(|milestone| milestone.state.is_held());
    let from = held.map(|milestone| sheet.span(milestone).until).fold(next_week, Ord::max);
    for seat in successions::held_seats(tx, id)?.into_iter().filter(|seat| seat.end() > from) {
        availability::service::end(tx, id, &seat.seat, seat.member, from)?;
    }
    Ok(())
}
