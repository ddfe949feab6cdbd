//! Use cases of engagements: from award to the last release.

use muster_kernel::Money;
use serde::Serialize;

pub use super::model::{NewEngagement, NewMilestone, NewSeat, default_milestones};
use super::{
    EngagementId, mails,
    model::{EngagementState, MilestoneState},
    store::{self, EngagementRow, MilestoneRow, SeatRow},
};
use crate::{
    audit::{self, By},
    db::Tx,
    error::{Error, Result},
    spaces,
};

#[derive(Serialize)]
struct Created<'a> {
    price: Money,
    milestones: &'a [NewMilestone],
}

/// Makes the contract that follows an award, in its transaction: freezes the terms of every seat as they are today, and
/// checks that the milestones add up to the price. Booking the members' hours is for whoever awards.
pub fn create(tx: &mut Tx<'_>, new: &NewEngagement, by: By) -> Result<EngagementId> {
    let price = new.price()?;
    new.check_milestones(price)?;
    let engagement = EngagementRow {
        id: tx.id(),
        brief_id: new.brief,
        bid_id: new.bid,
        client_id: new.client,
        title: new.title.clone(),
        category: new.category.clone(),
        price_minor: price.minor(),
        currency: new.currency,
        state: EngagementState::Active,
        created_at: tx.now(),
    };
    let mut seats = Vec::with_capacity(new.seats.len());
    for (position, seat) in (0..).zip(&new.seats) {
        seats.push(frozen_seat(tx, engagement.id, position, seat)?);
    }
    let plan: Vec<MilestoneRow> = (0..)
        .zip(&new.milestones)
        .map(|(position, milestone)| planned(tx, engagement.id, position, milestone))
        .collect();
    store::insert(tx, &engagement, &seats, &plan)?;
    let details = Created { price, milestones: &new.milestones };
    audit::record(tx, by, "engagement.created", engagement.id, &details)?;
    mails::awarded(tx, &engagement, &seats, &plan)?;
    Ok(engagement.id)
}

fn frozen_seat(tx: &mut Tx<'_>, engagement: EngagementId, position: i32, seat: &NewSeat) -> Result<SeatRow> {
    let today = tx.now().day();
    let terms = spaces::service::terms_for(tx, seat.member, today)?;
    let small = |number: u32| i32::try_from(number).map_err(|cause| Error::internal("read a seat", cause));
    Ok(SeatRow {
        engagement_id: engagement,
        position,
        seat: seat.seat.clone(),
        member_id: seat.member,
        rate_minor: seat.rate_minor,
        hours: small(seat.hours)?,
        first_monday: seat.first_monday,
        weeks: small(seat.weeks)?,
        amount_minor: seat.amount_minor().ok_or_else(|| Error::internal("read a seat", "its amount has no room"))?,
        work_place_id: seat.work_place,
        space_id: terms.space(),
        commission_bp: terms.commission(),
        network_bp: terms.network(),
        fund_bp: terms.fund(),
    })
}

fn planned(tx: &Tx<'_>, engagement_id: EngagementId, position: i32, milestone: &NewMilestone) -> MilestoneRow {
    MilestoneRow {
        id: tx.id(),
        engagement_id,
        position,
        title: milestone.title.trim().to_owned(),
        amount_minor: milestone.amount_minor,
        due_day: milestone.due_day,
        state: MilestoneState::Planned,
    }
}
