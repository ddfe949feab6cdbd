//! Contracts as plain values: seats, milestones, their states, and the arithmetic of their money.

use std::collections::HashMap;

use muster_kernel::{Currency, Day, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::EngagementId;
use crate::{
    bids::BidId,
    briefs::BriefId,
    error::{self, Check, Error},
    identity::{ClientId, MemberId},
    letters::{Fact, Letter},
    places::PlaceId,
    skills::SkillId,
    states::Machine,
};

crate::words! {
    /// How far an engagement is.
    pub enum EngagementState {
        /// Work goes on.
        Active = "active",
        /// Every milestone was released, settled or left out.
        Completed = "completed",
    }
}

crate::words! {
    /// How far a milestone is.
    pub enum MilestoneState {
        /// Agreed, not paid for yet.
        Planned = "planned",
        /// Paid for; the money is held.
        Funded = "funded",
        /// The members say that it is done.
        Submitted = "submitted",
        /// Accepted and paid out.
        Released = "released",
        /// A dispute, or the end of a seat, sent the last of its money where it went.
        Settled = "settled",
        /// Left out of the plan before it was funded: nothing is due for it.
        LeftOut = "left_out",
    }
}

crate::events! {
    /// What can happen to an engagement.
    pub enum EngagementEvent {
        /// Nothing is left of its last milestone.
        Complete = "last milestone is over",
    }
}

impl Machine for EngagementState {
    type Event = EngagementEvent;
    const THING: &'static str = "engagement";
    const START: Self = Self::Active;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [EngagementEvent] = EngagementEvent::ALL;

    fn after(self, event: EngagementEvent) -> Option<Self> {
        match (self, event) {
            (Self::Active, EngagementEvent::Complete) => Some(Self::Completed),
            _ => None,
        }
    }
}

crate::events! {
    /// What can happen to a milestone.
    pub enum MilestoneEvent {
        /// The client pays for it.
        Fund = "fund",
        /// A member says that it is done.
        Submit = "submit",
        /// The client accepts it, which releases the rest of its money.
        Accept = "accept",
        /// The client accepts what is not disputed, which releases that much.
        AcceptPart = "accept what is not disputed",
        /// A dispute is settled, or a seat ends, and nothing of its money is left.
        Settle = "settle",
        /// The client ends the engagement, or the only seat that it was for has ended.
        LeaveOut = "leave out",
    }
}

impl MilestoneState {
    /// Whether its money is held.
    pub const fn is_held(self) -> bool {
        matches!(self, Self::Funded | Self::Submitted)
    }
}

impl Machine for MilestoneState {
    type Event = MilestoneEvent;
    const THING: &'static str = "milestone";
    const START: Self = Self::Planned;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [MilestoneEvent] = MilestoneEvent::ALL;

    fn after(self, event: MilestoneEvent) -> Option<Self> {
        match (self, event) {
            (Self::Planned, MilestoneEvent::Fund) => Some(Self::Funded),
            (Self::Funded, MilestoneEvent::Submit) => Some(Self::Submitted),
            (Self::Submitted, MilestoneEvent::Accept) => Some(Self::Released),
            (Self::Submitted, MilestoneEvent::AcceptPart) => Some(Self::Submitted),
            (Self::Funded | Self::Submitted, MilestoneEvent::Settle) => Some(Self::Settled),
            (Self::Planned, MilestoneEvent::LeaveOut) => Some(Self::LeftOut),
            _ => None,
        }
    }
}

/// The largest price of an engagement in minor units, far below what the book can hold.
const LARGEST_PRICE_MINOR: i64 = 1_000_000_000_000;
/// The most milestones of an engagement.
const MOST_MILESTONES: usize = 60;
/// The weeks that a milestone covers where nobody says otherwise.
const WEEKS_A_MILESTONE: u32 = 4;
/// From Monday to the Friday of the same week.
const MONDAY_TO_FRIDAY: i32 = 4;

/// A contract that an award makes.
#[derive(Clone, Debug)]
pub struct NewEngagement {
    /// The brief that was awarded.
    pub brief: BriefId,
    /// The bid that won.
    pub bid: BidId,
    /// Who pays.
    pub client: ClientId,
    /// What it is called.
    pub title: String,
    /// The category of work.
    pub category: String,
    /// What it is paid in.
    pub currency: Currency,
    /// Who does what.
    pub seats: Vec<NewSeat>,
    /// What is due when; the amounts add up to the price.
    pub milestones: Vec<NewMilestone>,
}

/// A seat that a member takes.
#[derive(Clone, Debug)]
pub struct NewSeat {
    /// Its name in the brief.
    pub seat: String,
    /// What it is called there.
    pub title: String,
    /// Who takes it.
    pub member: MemberId,
    /// What an hour costs, in minor units.
    pub rate_minor: i64,
    /// Hours a week.
    pub hours: u32,
    /// The first week.
    pub first_monday: Day,
    /// How many weeks.
    pub weeks: u32,
    /// Where the work is done, where it has a place.
    pub work_place: Option<PlaceId>,
    /// The skills that it needs.
    pub skills: Vec<SkillId>,
    /// What it is paid of the price, in minor units, where its team agreed on other shares than what seats cost.
    pub paid_minor: Option<i64>,
    /// The day on which they took it, whose home space is paid; today where nobody says so.
    pub taken_on: Option<Day>,
}

/// What seats are called, by engagement and name.
#[derive(Clone, Debug, Default)]
pub struct SeatTitles(HashMap<(EngagementId, String), String>);

impl SeatTitles {
    /// What a seat is called; its name where nothing else is known.
    pub fn of(&self, engagement: EngagementId, seat: &str) -> String {
        self.0.get(&(engagement, seat.to_owned())).map_or(seat, String::as_str).to_owned()
    }
}

impl FromIterator<(EngagementId, String, String)> for SeatTitles {
    fn from_iter<Rows: IntoIterator<Item = (EngagementId, String, String)>>(rows: Rows) -> Self {
        Self(rows.into_iter().map(|(engagement, seat, title)| ((engagement, seat), title)).collect())
    }
}

/// A piece of an engagement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMilestone {
    /// What is delivered.
    pub title: String,
    /// By when.
    pub due_day: Day,
    /// What it costs, in minor units.
    pub amount_minor: i64,
}

impl NewSeat {
    /// What it is paid: its share, or else rate times hours times weeks; nothing where that has no room.
    pub fn amount_minor(&self) -> Option<i64> {
        if self.paid_minor.is_some() {
            return self.paid_minor;
        }
        self.rate_minor.checked_mul(i64::from(self.hours))?.checked_mul(i64::from(self.weeks))
    }
}

impl NewEngagement {
    /// What all seats cost together.
    pub fn price(&self) -> error::Result<Money> {
        let amounts = self.seats.iter().map(NewSeat::amount_minor);
        let sum = amounts.into_iter().try_fold(0_i64, |sum, amount| sum.checked_add(amount?));
        match sum {
            Some(minor) if (1..=LARGEST_PRICE_MINOR).contains(&minor) => Ok(Money::new(minor, self.currency)),
            _ => Err(Error::conflict(
                "price-out-of-range",
                format!(
                    "The seats cost {} together; an engagement costs 1 to {LARGEST_PRICE_MINOR} minor units.",
                    sum.map_or("more than can be counted".to_owned(), |minor| minor.to_string()),
                ),
            )),
        }
    }

    /// Whether its milestones are a plan for its price, of which nothing is due before `today`.
    pub fn check_milestones(&self, price: Money, today: Day) -> error::Result<()> {
        let mut check = Check::new();
        let many = self.milestones.len();
        check.that(
            (1..=MOST_MILESTONES).contains(&many),
            "milestones",
            many,
            format!("1 to {MOST_MILESTONES} of them"),
        );
        for (number, milestone) in self.milestones.iter().enumerate() {
            check.length(format!("milestones[{number}].title"), &milestone.title, 1..=200);
            let fits = (1..=LARGEST_PRICE_MINOR).contains(&milestone.amount_minor);
            let right = format!("1 to {LARGEST_PRICE_MINOR} minor units");
            check.that(fits, format!("milestones[{number}].amount_minor"), milestone.amount_minor, right);
            let (due, right) = (milestone.due_day, format!("{today} or later"));
            check.that(due >= today, format!("milestones[{number}].due"), due, right);
        }
        check.done()?;
        let sum: i128 = self.milestones.iter().map(|milestone| i128::from(milestone.amount_minor)).sum();
        let right = format!(
            "milestones whose amounts add up to the price, {} minor units of {}",
            price.minor(),
            price.currency()
        );
        if sum == i128::from(price.minor()) { Ok(()) } else { Err(Error::field("milestones", sum.to_string(), right)) }
    }
}

/// The plan of a client who says nothing: a milestone for every four weeks, each in proportion to its weeks, due on the
/// Friday of its last one. The amounts add up to the price; a milestone of nothing is left out.
pub fn default_milestones(price: Money, first_monday: Day, weeks: u32) -> Vec<NewMilestone> {
    let weeks = weeks.max(1);
    let spans: Vec<(u32, u32)> = (0..weeks.div_ceil(WEEKS_A_MILESTONE))
        .map(|number| number * WEEKS_A_MILESTONE)
        .map(|before| (before + 1, weeks.min(before + WEEKS_A_MILESTONE)))
        .collect();
    let weights: Vec<u64> = spans.iter().map(|(first, last)| u64::from(last - first + 1)).collect();
    let planned = spans.into_iter().zip(price.split(&weights)).filter(|(_, amount)| amount.minor() != 0);
    planned
        .map(|((first, last), amount)| NewMilestone {
            title: if first == last { format!("Week {first}") } else { format!("Weeks {first} to {last}") },
            due_day: friday_of(first_monday, last),
            amount_minor: amount.minor(),
        })
        .collect()
}

/// What a milestone is called, in a letter. One that nobody named ([`default_milestones`]) is called by its weeks, as each
/// language does.
pub fn milestone_called(title: &str) -> Fact {
    let weeks = title.strip_prefix("Weeks ").and_then(|weeks| weeks.split_once(" to "));
    let weeks = weeks.or_else(|| title.strip_prefix("Week ").map(|week| (week, week)));
    let numbers = weeks.and_then(|(first, last)| first.parse::<i64>().ok().zip(last.parse::<i64>().ok()));
    match numbers {
        Some((first, last)) if first == last => Letter::new("week-of-work").with("first-week", first).into(),
        Some((first, last)) => Letter::new("weeks-of-work").with("first-week", first).with("last-week", last).into(),
        None => title.into(),
    }
}

/// What a milestone is called among those of other engagements. The pages take it apart, and say its weeks in their language.
pub(super) fn milestone_within(engagement: &str, title: &str) -> String {
    format!("{engagement}: {title}")
}

/// The Friday of week `number`, counted from one.
fn friday_of(first_monday: Day, number: u32) -> Day {
    let weeks = i32::try_from(number.saturating_sub(1)).unwrap_or(i32::MAX);
    first_monday.plus_weeks(weeks).plus_days(MONDAY_TO_FRIDAY)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    use super::*;
    use crate::letters::Language;

    fn monday() -> Day {
        "2026-11-02".parse().unwrap()
    }

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    #[test]
    fn a_client_who_says_nothing_pays_every_four_weeks() {
        let plan = default_milestones(eur(100_000), monday(), 9);
        let told: Vec<_> = plan.iter().map(|m| (m.title.as_str(), m.due_day.to_string(), m.amount_minor)).collect();
        assert_eq!(
            told,
            [
                ("Weeks 1 to 4", "2026-11-27".to_owned(), 44_445),
                ("Weeks 5 to 8", "2026-12-25".to_owned(), 44_444),
                ("Week 9", "2027-01-01".to_owned(), 11_111),
            ],
        );
    }

    #[test]
    fn a_milestone_that_nobody_named_is_called_by_its_weeks_in_every_language() {
        let called = |title: &str, language| {
            let letter = Letter::new("transfer-to").with("name", milestone_called(title));
            letter.text(language, &TimeZone::UTC).unwrap().split_once(": ").unwrap().1.to_owned()
        };
        for milestone in default_milestones(eur(100_000), monday(), 9) {
            assert_eq!(called(&milestone.title, Language::English), milestone.title);
        }
        assert_eq!(called("Weeks 5 to 8", Language::German), "Wochen 5 bis 8");
        assert_eq!(called("Week 9", Language::Czech), "Týden 9");
        assert_eq!(called("Weeks to go", Language::German), "Weeks to go");
    }

    #[test]
    fn a_milestone_goes_through_its_states_in_order_and_no_other_way() {
        assert_eq!(MilestoneState::before(MilestoneEvent::Fund), [MilestoneState::Planned]);
        assert_eq!(MilestoneState::before(MilestoneEvent::Submit), [MilestoneState::Funded]);
        assert_eq!(MilestoneState::before(MilestoneEvent::Accept), [MilestoneState::Submitted]);
        assert_eq!(MilestoneState::before(MilestoneEvent::AcceptPart), [MilestoneState::Submitted]);
        assert_eq!(MilestoneState::before(MilestoneEvent::Settle), [MilestoneState::Funded, MilestoneState::Submitted]);
        assert_eq!(
            MilestoneState::before(MilestoneEvent::LeaveOut),
            [MilestoneState::Planned],
            "held money stays held"
        );
        let over = [MilestoneState::Released, MilestoneState::Settled, MilestoneState::LeftOut];
        assert!(over.iter().all(|state| state.is_over()));
    }

    proptest! {
        #[test]
        fn a_plan_adds_up_to_its_price_and_ends_in_the_last_week(price in 1..1_000_000_000_000_i64, weeks in 1..105_u32) {
            let plan = default_milestones(eur(price), monday(), weeks);
            prop_assert_eq!(plan.iter().map(|m| m.amount_minor).sum::<i64>(), price);
            prop_assert!(plan.iter().all(|m| m.amount_minor > 0));
            prop_assert!(plan.windows(2).all(|pair| pair[0].due_day < pair[1].due_day));
            let end = monday().plus_weeks(i32::try_from(weeks).unwrap());
            prop_assert!(plan.iter().all(|m| m.due_day < end));
        }
    }
}
