//! What a client pays for a milestone, gets back of it, and is billed for. The one place where a milestone meets its tax.

use std::collections::HashMap;

use muster_kernel::{BasisPoints, Currency, Day, Money};

use super::{
    EngagementId, MilestoneId,
    sheet::Sheet,
    store::{self, EngagementRow, MilestoneRow, SeatRow},
};
use crate::{
    book::Taxed,
    db::Conn,
    error::Result,
    identity::{ClientId, MemberId},
    members,
    states::Machine,
};

/// What a client pays for a milestone: its amount, and the tax on it at the rate that was frozen at award.
pub(super) fn due(milestone: &MilestoneRow, engagement: &EngagementRow) -> Taxed {
    Taxed::at(milestone.amount(engagement), engagement.tax_bp)
}

/// What is released where `minor` units more of a milestone are than the `before` that were: with the tax that what is
/// released of it bears more, so that all that was told of it adds up to what its invoice says.
pub(super) fn more(before: i64, minor: i64, engagement: &EngagementRow) -> Taxed {
    Taxed::back(Money::new(before + minor, engagement.currency), minor, engagement.tax_bp)
}

/// What goes back to the client where `minor` units of a milestone as it is `before` do: with the tax that what remains of
/// it does not bear any more.
pub(super) fn back(before: &MilestoneRow, engagement: &EngagementRow, minor: i64) -> Taxed {
    let remains = Money::new(before.amount_minor - before.refunded_minor, engagement.currency);
    Taxed::back(remains, minor, engagement.tax_bp)
}

/// What was paid out of a milestone and stays so, with the tax on it: what an invoice says once nothing of it is held. Of
/// what is held, the tax is the rest.
pub(super) fn released(milestone: &MilestoneRow, engagement: &EngagementRow) -> Taxed {
    Taxed::at(Money::new(milestone.released_minor, engagement.currency), engagement.tax_bp)
}

/// What has gone back to the client of a milestone so far.
pub(super) fn refunded(milestone: &MilestoneRow, engagement: &EngagementRow) -> Taxed {
    Taxed::back(milestone.amount(engagement), milestone.refunded_minor, engagement.tax_bp)
}

/// A milestone, as an invoice for it needs it.
#[derive(Clone, Debug)]
pub struct Bill {
    /// Which.
    pub milestone: MilestoneId,
    /// What was delivered.
    pub title: String,
    /// Under which contract.
    pub engagement: EngagementId,
    /// What the contract is called.
    pub contract: String,
    /// Who pays.
    pub client: ClientId,
    /// In what.
    pub currency: Currency,
    /// The rate of the tax, as it stood at award.
    pub tax_rate: BasisPoints,
    /// The first and the last day of the weeks that it was about.
    pub weeks: (Day, Day),
    /// What is paid out for it and stays so, without tax; `None` as long as something of it is open or disputed.
    pub delivered: Option<Money>,
    /// Whoever had a seat of the contract, in the order of the seats.
    pub seats: Vec<BilledSeat>,
}

/// Somebody's time in a seat.
#[derive(Clone, Debug)]
pub struct BilledSeat {
    /// The seat in the brief.
    pub seat: String,
    /// What it is called there.
    pub title: String,
    /// Who had it.
    pub member: MemberId,
    /// What they are called.
    pub name: String,
    /// What an hour costs, where the price was made of hours.
    pub rate: Option<Money>,
}

/// What was paid out for each of those milestones and is not back yet, in minor units without tax: the most that can go back.
pub fn paid_out(conn: &mut Conn, ids: &[MilestoneId]) -> Result<HashMap<MilestoneId, i64>> {
    store::paid_out(conn, ids)
}

/// What there is to be billed for a milestone.
pub fn bill(conn: &mut Conn, id: MilestoneId) -> Result<Bill> {
    let (milestone, engagement) = store::piece(conn, id)?;
    let rows = store::seats(conn, engagement.id)?;
    let names = members::service::names(conn, rows.iter().map(|row| row.member_id))?;
    let billed = |row: &SeatRow| BilledSeat {
        seat: row.seat.clone(),
        title: row.title.clone(),
        member: row.member_id,
        name: names[&row.member_id].clone(),
        rate: is_by_hours(row).then_some(Money::new(row.rate_minor, engagement.currency)),
    };
    let seats = rows.iter().map(billed).collect();
    let sheet = Sheet::read(conn, engagement.clone())?;
    let span = sheet.span(&milestone);
    Ok(Bill {
        milestone: id,
        title: milestone.title.clone(),
        engagement: engagement.id,
        contract: engagement.title,
        client: engagement.client_id,
        currency: engagement.currency,
        tax_rate: engagement.tax_bp,
        weeks: (span.from, span.until.plus_days(-1)),
        delivered: milestone.state.is_over().then_some(Money::new(milestone.released_minor, engagement.currency)),
        seats,
    })
}

/// Whether a seat's price is its hours at its rate, for all of its weeks in one hand.
fn is_by_hours(row: &SeatRow) -> bool {
    let hours = i64::from(row.hours) * i64::from(row.weeks);
    row.weeks == row.seat_weeks && row.rate_minor.checked_mul(hours) == Some(row.amount_minor)
}
