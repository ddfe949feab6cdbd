//! A seat as whoever is asked to take it sees it, now or if it falls free: the same for invitations and standbys.

use muster_kernel::{Currency, Day, Money};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    briefs::{BriefId, Document, Need},
    formation::Reason,
};

/// What a seat is offered at.
pub struct SeatOffer<'a> {
    /// For which brief.
    pub brief: BriefId,
    /// Which seat of the brief.
    pub seat: &'a str,
    /// Hours a week.
    pub hours: i32,
    /// The Monday on which the work begins.
    pub first_monday: Day,
    /// For how many weeks.
    pub weeks: i32,
    /// Minor units an hour.
    pub rate_minor: i64,
    /// What the member keeps of the whole amount.
    pub keeps_minor: i64,
    /// The currency of the amounts.
    pub currency: Currency,
}

/// A seat that somebody is asked to take.
#[derive(Serialize, ToSchema)]
pub struct OfferedSeat {
    brief: BriefId,
    /// What the brief is about.
    title: String,
    /// What is to be done.
    description: String,
    /// The role.
    seat: String,
    /// What the role needs.
    skills: Vec<Need>,
    /// Hours a week.
    hours: i32,
    /// The Monday on which it begins.
    from: Day,
    /// For how many weeks.
    weeks: i32,
    /// For an hour.
    rate: Money,
    /// For the whole.
    amount: Money,
    /// What you keep of the whole, by the terms of the day on which you were asked.
    keeps: Money,
    /// Why you.
    reason: Reason,
}

impl SeatOffer<'_> {
    /// What the seat costs in all, in minor units. The factors are bounded where they enter, so it fits.
    pub fn amount_minor(&self) -> i64 {
        self.rate_minor * i64::from(self.hours) * i64::from(self.weeks)
    }

    /// The seat as its member sees it.
    pub fn seen(&self, document: Document, reason: Reason) -> OfferedSeat {
        let money = |minor| Money::new(minor, self.currency);
        let seat = document.seat(self.seat);
        OfferedSeat {
            brief: self.brief,
            seat: seat.map(|seat| seat.title.clone()).unwrap_or_default(),
            skills: seat.map(|seat| seat.skills.clone()).unwrap_or_default(),
            hours: self.hours,
            from: self.first_monday,
            weeks: self.weeks,
            rate: money(self.rate_minor),
            amount: money(self.amount_minor()),
            keeps: money(self.keeps_minor),
            reason,
            title: document.title,
            description: document.description,
        }
    }
}
