//! Engagements as each side sees them.

use muster_kernel::{BasisPoints, Currency, Day, Instant, Money};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    EngagementId, MilestoneId, billing,
    model::{EngagementState, MilestoneState},
    sheet::Whereabouts,
    store::{EngagementRow, MilestoneRow, SeatRow},
};
use crate::{
    bids::BidId,
    book::{Payee, Rule, member_part},
    briefs::BriefId,
    error::Result,
    fundings::{Funding, OpenStray},
    identity::MemberId,
    places::PlaceId,
    spaces::TermsId,
};

/// An engagement in its client's list.
#[derive(Serialize, ToSchema)]
pub struct Engagement {
    /// Its id.
    pub id: EngagementId,
    /// The brief that was awarded.
    pub brief: BriefId,
    /// The bid that won.
    pub bid: BidId,
    /// What it is called.
    pub title: String,
    /// The category of work.
    pub category: String,
    /// How far it is.
    pub state: EngagementState,
    /// What it costs.
    pub price: Money,
    /// The rate of the tax on top of the price, as it stood at award.
    pub tax_rate: BasisPoints,
    /// When it was awarded.
    pub created_at: Instant,
}

/// An engagement with all that its client may see.
#[derive(Serialize, ToSchema)]
pub struct EngagementInFull {
    /// The engagement.
    #[serde(flatten)]
    pub engagement: Engagement,
    /// Who does what.
    pub seats: Vec<TakenSeat>,
    /// What is due when.
    pub milestones: Vec<Milestone>,
    /// What came for its milestones and fits nothing that was asked for, the oldest first, as long as an admin looks at it.
    pub strays: Vec<OpenStray>,
}

/// A seat, as the client sees it.
#[derive(Serialize, ToSchema)]
pub struct TakenSeat {
    /// Its name in the brief.
    pub seat: String,
    /// What it is called there.
    pub title: String,
    /// Who has it.
    pub member: MemberId,
    /// What they are called.
    pub name: String,
    /// What an hour costs.
    pub rate: Money,
    /// Hours a week.
    pub hours: i32,
    /// The first week.
    pub first_monday: Day,
    /// How many weeks.
    pub weeks: i32,
    /// What it costs altogether.
    pub amount: Money,
    /// Where the work is done, where it has a place.
    pub work_place: Option<PlaceId>,
}

/// A piece of an engagement.
#[derive(Serialize, ToSchema)]
pub struct Milestone {
    /// Its id.
    pub id: MilestoneId,
    /// What is delivered.
    pub title: String,
    /// By when.
    pub due_day: Day,
    /// How far it is.
    pub state: MilestoneState,
    /// What it costs; for a member, what their own seats are paid of it before the split.
    pub amount: Money,
    /// What of that a running dispute has frozen.
    pub disputed: Money,
    /// What of that was paid out, before the split, and is not taken back; for a member, for their own work.
    pub released: Money,
    /// What of that goes back to the client: after a dispute, because a seat ended, by a refund or by a chargeback.
    pub refunded: Money,
    /// What the client pays for it, with tax; absent for a member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gross: Option<Money>,
    /// What was paid out, with the tax on it; absent for a member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub released_gross: Option<Money>,
    /// What goes back to the client, with tax; absent for a member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refunded_gross: Option<Money>,
    /// On which day the last of that was off the bank; absent while something of it has not left, and for a member.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_left_on: Option<Day>,
    /// Whether the client was asked to pay for it, and the money is not there yet.
    pub awaits_payment: bool,
    /// What the client has to transfer while that is so; for the client alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funding: Option<Funding>,
}

/// An engagement, as a member with a seat sees it: of its money, their own part.
#[derive(Serialize, ToSchema)]
pub struct MyEngagement {
    /// Its id.
    pub id: EngagementId,
    /// What it is called.
    pub title: String,
    /// Who pays.
    pub client: String,
    /// The category of work.
    pub category: String,
    /// How far it is.
    pub state: EngagementState,
    /// Their own seats.
    pub seats: Vec<MySeat>,
    /// What is due when.
    pub milestones: Vec<Milestone>,
    /// When it was awarded.
    pub created_at: Instant,
}

/// A seat, as whoever has it sees it.
#[derive(Serialize, ToSchema)]
pub struct MySeat {
    /// Its name in the brief.
    pub seat: String,
    /// What it is called there.
    pub title: String,
    /// What an hour costs.
    pub rate: Money,
    /// Hours a week.
    pub hours: i32,
    /// The first week.
    pub first_monday: Day,
    /// How many weeks.
    pub weeks: i32,
    /// What it comes to.
    pub amount: Money,
    /// What they keep of it.
    pub keeps: Money,
    /// The home space's rate at award.
    pub commission: BasisPoints,
    /// The network's rate at award.
    pub network: BasisPoints,
    /// The mutual fund's rate at award.
    pub fund: BasisPoints,
    /// Every rule that divides what it is paid, as it was frozen when they took it.
    pub rules: Vec<SeatRule>,
}

/// A rule that divides what a seat is paid.
#[derive(Serialize, ToSchema)]
pub struct SeatRule {
    /// Who gets a part.
    pub payee: Payee,
    /// Of whose part the rate is taken; of what the seat is paid where there is nobody.
    pub of: Option<Payee>,
    /// Whether it comes on top of that part, and the member bears it; otherwise it comes out of it.
    pub on_top: bool,
    /// The rate.
    pub rate: BasisPoints,
    /// The least that it takes of a release.
    pub least: Option<Money>,
    /// The most that it takes of one member's work in a year.
    pub most_a_year: Option<Money>,
    /// Where the rate was announced.
    pub terms: Option<TermsId>,
}

impl From<EngagementRow> for Engagement {
    fn from(row: EngagementRow) -> Self {
        Self {
            id: row.id,
            brief: row.brief_id,
            bid: row.bid_id,
            title: row.title,
            category: row.category,
            state: row.state,
            price: Money::new(row.price_minor, row.currency),
            tax_rate: row.tax_bp,
            created_at: row.created_at,
        }
    }
}

impl Milestone {
    /// A milestone with its whole amounts.
    pub(super) fn of(row: &MilestoneRow, engagement: &EngagementRow) -> Self {
        Self {
            gross: Some(billing::due(row, engagement).gross()),
            released_gross: Some(billing::released(row, engagement).gross()),
            refunded_gross: Some(billing::refunded(row, engagement).gross()),
            ..Self::with(row, Whereabouts::of(row), engagement.currency)
        }
    }

    /// A milestone whose money, or somebody's part of it, is there.
    pub(super) fn with(row: &MilestoneRow, its: Whereabouts, currency: Currency) -> Self {
        let money = |minor| Money::new(minor, currency);
        Self {
            id: row.id,
            title: row.title.clone(),
            due_day: row.due_day,
            state: row.state,
            amount: money(its.sum_minor()),
            disputed: money(its.disputed_minor),
            released: money(its.released_minor),
            refunded: money(its.refunded_minor),
            gross: None,
            released_gross: None,
            refunded_gross: None,
            refund_left_on: None,
            awaits_payment: false,
            funding: None,
        }
    }

    /// The same with what the client has to transfer for it, where that is awaited.
    pub(super) fn awaiting(self, funding: Option<Funding>) -> Self {
        Self { awaits_payment: funding.is_some(), funding, ..self }
    }
}

impl TakenSeat {
    /// A seat of somebody who is called `name`.
    pub(super) fn of(row: &SeatRow, name: String, currency: Currency) -> Self {
        Self {
            seat: row.seat.clone(),
            title: row.title.clone(),
            member: row.member_id,
            name,
            rate: Money::new(row.rate_minor, currency),
            hours: row.hours,
            first_monday: row.first_monday,
            weeks: row.weeks,
            amount: Money::new(row.amount_minor, currency),
            work_place: row.work_place_id,
        }
    }
}

impl SeatRule {
    fn of(rule: &Rule, currency: Currency) -> Self {
        let bound = |minor| Money::new(minor, currency);
        Self {
            payee: rule.payee,
            of: rule.of,
            on_top: rule.on_top,
            rate: rule.rate,
            least: Some(rule.least).filter(|least| *least > 0).map(bound),
            most_a_year: rule.most_a_year.map(bound),
            terms: rule.terms,
        }
    }
}

impl MySeat {
    /// A seat for whoever has it.
    pub(super) fn of(row: &SeatRow, currency: Currency) -> Result<Self> {
        let amount = Money::new(row.amount_minor, currency);
        let terms = row.terms()?;
        Ok(Self {
            seat: row.seat.clone(),
            title: row.title.clone(),
            rate: Money::new(row.rate_minor, currency),
            hours: row.hours,
            first_monday: row.first_monday,
            weeks: row.weeks,
            amount,
            keeps: member_part(amount, &terms),
            commission: terms.rate(Payee::Space),
            network: terms.rate(Payee::Network),
            fund: terms.rate(Payee::Fund),
            rules: terms.rules().iter().map(|rule| SeatRule::of(rule, currency)).collect(),
        })
    }
}
