//! What a quote says, and what it keeps to itself.
//!
//! A quote names nobody, and where few members are meant it does not count them either: below three it says "fewer than
//! three". Money is then rounded outwards to two digits, so that the cost of a seat is not somebody's rate, and points,
//! which would be theirs, are left out. What a wish would have to say is always rounded to what a person would write.
//!
//! None of this would help against whoever asks again and again, with a highest rate a little lower each time. So the index
//! of quotes does not know what a member asks, only up to which [`coarse`] step it is; see
//! `docs/decisions/what-a-quote-gives-away.md`.

use muster_formation::document::{self, Feasible, Funnel, Quote, Subject};
use muster_kernel::{Currency, Day};
use serde::Serialize;
use utoipa::ToSchema;

/// Fewer than so many are not counted.
const FEW: i64 = 3;

/// How many members: a number, or that there are fewer than three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Heads {
    /// So many, three or more.
    Exactly(i64),
    /// Fewer than so many, perhaps none: always 3.
    FewerThan(i64),
}

impl Heads {
    /// A count, folded where it is small.
    pub fn of(count: i64) -> Self {
        if count < FEW { Self::FewerThan(FEW) } else { Self::Exactly(count) }
    }
}

crate::words! {
    /// Whether a team exists.
    pub enum Possible {
        /// There is one.
        Yes = "yes",
        /// There is none.
        No = "no",
        /// The search was stopped before it could tell.
        Unknown = "unknown",
    }
}

crate::words! {
    /// What rules every team out.
    pub enum RuledOutBy {
        /// Some seat has nobody left.
        Eligible = "eligible",
        /// No team has all members different.
        Distinct = "distinct",
        /// Every such team holds two who are never in one team.
        Blocks = "blocks",
        /// Every such team costs more than the budget.
        Budget = "budget",
    }
}

crate::words! {
    /// A wish that could be loosened.
    pub enum Wish {
        /// The level of a skill that is a must.
        Level = "level",
        /// That a skill is a must.
        Must = "must",
        /// The hours a week of a seat; as what narrows most, its hours and window together.
        Hours = "hours",
        /// When a seat begins, or the whole brief where no seat is named.
        Start = "start",
        /// For how many weeks a seat is taken.
        Weeks = "weeks",
        /// The highest rate of a seat.
        RateCap = "rate_cap",
        /// A language of a seat.
        Language = "language",
        /// How far away a member may live.
        Distance = "distance",
        /// What the team may cost.
        Budget = "budget",
    }
}

/// What a brief would get.
#[derive(Debug, Serialize, ToSchema)]
pub struct Told {
    /// Whether a team exists.
    possible: Possible,
    /// What rules every team out, where none exists.
    ruled_out_by: Option<RuledOutBy>,
    /// How many are left for each seat, in the order of the brief.
    seats: Vec<QuotedSeat>,
    /// The points of the best team found; absent where so few are eligible that they would be somebody's own.
    score: Option<i64>,
    /// From what the cheapest team costs, whatever the budget, to what the best one does.
    cost: Option<Range>,
    /// The currency of all amounts.
    currency: Currency,
    /// The first Monday on which the brief could begin, all windows moved alike: never before the one that it asks for,
    /// and so never before its deadline.
    earliest_start: Option<Day>,
    /// The wish that narrows most, if any does.
    narrowest: Option<Narrowest>,
    /// Every wish that would bring a team, or a cheaper one, if it alone were loosened by the smallest step that does;
    /// the one that leads to the least cost comes first.
    wishes: Vec<Loosened>,
    /// Whether nothing was left open because the search was stopped.
    proven: bool,
}

/// How many members are left for a seat after each condition, one after the other.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuotedSeat {
    /// The seat.
    seat: String,
    /// In the pool, and not a person of the client's own.
    allowed: Heads,
    /// With every skill that is a must.
    skilled: Heads,
    /// With the hours in every week.
    free: Heads,
    /// Within the highest rate.
    affordable: Heads,
    /// Speaking every language.
    speaking: Heads,
    /// Near enough: those who may take the seat.
    eligible: Heads,
}

/// An amount from … to, in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Range {
    from: i64,
    to: i64,
}

/// The wish that keeps most members from the scarcest seat.
#[derive(Debug, Serialize, ToSchema)]
pub struct Narrowest {
    /// The scarcest seat.
    seat: String,
    /// Its wish.
    wish: Wish,
    /// The skill or the language it is about.
    name: Option<String>,
    /// How many are eligible with it.
    eligible: Heads,
    /// How many would be without it.
    without: Heads,
    /// The smallest change of it that would help, if it alone can.
    smallest: Option<Loosened>,
}

/// A wish, loosened by the smallest step that helps.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Loosened {
    /// Of which seat; absent for a wish of the whole brief.
    seat: Option<String>,
    /// Which wish.
    wish: Wish,
    /// The skill or the language it is about.
    name: Option<String>,
    /// What it says now; absent for a start, and where the wish is dropped whole.
    from: Option<i64>,
    /// What it would say.
    to: Option<i64>,
    /// When the work would begin, for a start.
    start: Option<Day>,
    /// What the team would then cost at least, in minor units.
    cost: i64,
    /// The points of the best team then; absent where `score` is.
    score: Option<i64>,
}

/// What is needed to say it.
pub(super) struct Teller {
    pub(super) currency: Currency,
    pub(super) week0: Day,
}

impl Teller {
    /// A quote and the reasons for it, as they may be told.
    pub(super) fn tell(&self, quote: Quote, reasons: document::Reasons) -> Told {
        let are_few = are_few(quote.funnel.iter().map(|seat| seat.left[5]));
        let (changes, is_whole) = match reasons {
            document::Reasons { of: Subject::Brief(brief), proven, .. } => (brief.changes, proven),
            document::Reasons { of: Subject::Member(_), .. } => (Vec::new(), false),
        };
        let wishes: Vec<Loosened> = changes.into_iter().map(|change| self.loosened(change, are_few)).collect();
        let least = quote.least_cost;
        let most = quote.best.map(|best| best.cost).max(least);
        Told {
            possible: match quote.feasible {
                Feasible::Yes => Possible::Yes,
                Feasible::No => Possible::No,
                Feasible::Unknown => Possible::Unknown,
            },
            ruled_out_by: quote.cause.map(ruled_out_by),
            seats: quote.funnel.into_iter().map(seat).collect(),
            score: quote.best.map(|best| best.z).filter(|_| !are_few),
            cost: least.or(most).zip(most).map(|(from, to)| range(from, to, are_few)),
            currency: self.currency,
            earliest_start: quote.earliest_start.map(|week| self.monday(week)),
            narrowest: quote.narrowest.map(|found| narrowest(found, &wishes)),
            wishes,
            proven: quote.proven && is_whole,
        }
    }

    fn loosened(&self, change: document::BriefChange, are_few: bool) -> Loosened {
        let wish = wish(change.wish);
        let is_start = wish == Wish::Start;
        let is_money = matches!(wish, Wish::RateCap | Wish::Budget);
        let digits = if are_few { 2 } else { 3 };
        Loosened {
            seat: change.seat,
            wish,
            name: change.name,
            from: change.from.filter(|_| !is_start),
            to: change.to.filter(|_| !is_start).map(|to| if is_money { up(to, digits) } else { to }),
            start: change.to.filter(|_| is_start).map(|week| self.monday(week)),
            cost: if are_few { up(change.then.least_cost, digits) } else { change.then.least_cost },
            score: Some(change.then.z).filter(|_| !are_few),
        }
    }

    fn monday(&self, week: i64) -> Day {
        self.week0.plus_weeks(i32::try_from(week).expect("a horizon has at most 104 weeks"))
    }
}

fn range(from: i64, to: i64, are_few: bool) -> Range {
    if are_few { Range { from: down(from, 2), to: up(to, 2) } } else { Range { from, to } }
}

fn seat(funnel: Funnel) -> QuotedSeat {
    let [allowed, skilled, free, affordable, speaking, eligible] = funnel.left.map(Heads::of);
    QuotedSeat { seat: funnel.seat, allowed, skilled, free, affordable, speaking, eligible }
}

fn narrowest(found: document::Narrowest, wishes: &[Loosened]) -> Narrowest {
    let named = wish(found.wish);
    // A must is loosened least where a lower level of it does.
    let is_of = |it: Wish| it == named || (named == Wish::Must && it == Wish::Level);
    let is_its =
        |it: &&Loosened| is_of(it.wish) && it.name == found.name && it.seat.as_deref() == Some(found.seat.as_str());
    let smallest = wishes.iter().filter(is_its).min_by_key(|it| it.wish == Wish::Must).cloned();
    Narrowest {
        seat: found.seat,
        wish: named,
        name: found.name,
        eligible: Heads::of(found.eligible),
        without: Heads::of(found.without),
        smallest,
    }
}

fn ruled_out_by(cause: document::Cause) -> RuledOutBy {
    use document::Cause;
    match cause {
        Cause::Eligible => RuledOutBy::Eligible,
        Cause::Distinct => RuledOutBy::Distinct,
        Cause::Blocks => RuledOutBy::Blocks,
        Cause::Budget => RuledOutBy::Budget,
    }
}

fn wish(wish: document::Wish) -> Wish {
    use document::Wish as Engine;
    match wish {
        Engine::Level => Wish::Level,
        Engine::Must => Wish::Must,
        Engine::Hours => Wish::Hours,
        Engine::Start => Wish::Start,
        Engine::Weeks => Wish::Weeks,
        Engine::RateCap => Wish::RateCap,
        Engine::Language => Wish::Language,
        Engine::Distance => Wish::Distance,
        Engine::Budget => Wish::Budget,
    }
}

/// A rate as the index of quotes knows it: rounded up to three digits of which the last is 0 or 5, which is a twentieth too
/// much at most. Up, so that nothing is quoted which would cost more.
pub(super) fn coarse(rate: i64) -> i64 {
    let step = if rate < 100 { 1 } else { unit(rate, 3) * 5 };
    rate.saturating_add((step - rate % step) % step)
}

/// Whether points and exact costs would be about one or two members.
pub(in crate::formation) fn are_few(eligible: impl IntoIterator<Item = i64>) -> bool {
    eligible.into_iter().any(|count| count < FEW)
}

/// The unit of the last of so many leading digits.
fn unit(amount: i64, digits: u32) -> i64 {
    let all = amount.checked_ilog10().map_or(1, |log| log + 1);
    10_i64.pow(all.saturating_sub(digits))
}

/// An amount of 0 or more, rounded down to so many leading digits.
fn down(amount: i64, digits: u32) -> i64 {
    amount - amount % unit(amount, digits)
}

/// An amount of 0 or more, rounded up to so many leading digits.
pub(in crate::formation) fn up(amount: i64, digits: u32) -> i64 {
    let unit = unit(amount, digits);
    amount.saturating_add((unit - amount % unit) % unit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn below_three_nobody_is_counted() {
        assert!((0..3).all(|count| Heads::of(count) == Heads::FewerThan(3)));
        assert_eq!(Heads::of(3), Heads::Exactly(3));
        assert_eq!(serde_json::to_string(&Heads::of(1)).unwrap(), r#"{"fewer_than":3}"#);
        assert_eq!(serde_json::to_string(&Heads::of(12)).unwrap(), r#"{"exactly":12}"#);
    }

    #[test]
    fn amounts_are_rounded_to_leading_digits() {
        assert_eq!((down(987_654, 2), up(987_654, 2), up(990_001, 2)), (980_000, 990_000, 1_000_000));
        assert_eq!((down(7, 2), up(7, 2), up(0, 2), up(5_317, 3)), (7, 7, 0, 5_320));
    }

    #[test]
    fn a_rate_is_known_up_to_three_digits_of_which_the_last_is_0_or_5() {
        let known = [6_789, 6_800, 6_801, 10_100, 12_345, 99_999, 106, 73, 0].map(coarse);
        assert_eq!(known, [6_800, 6_800, 6_850, 10_500, 12_500, 100_000, 110, 73, 0]);
    }

    proptest! {
        #[test]
        fn a_coarse_rate_is_never_less_and_a_twentieth_more_at_most(rate in 0..100_000_000_i64) {
            let known = coarse(rate);
            prop_assert!(known >= rate && known - rate <= rate / 20 + 1, "{}", known);
            prop_assert_eq!(coarse(known), known);
        }

        #[test]
        fn a_rounded_range_holds_the_amount_and_is_at_most_a_tenth_away(amount in 0..i64::MAX / 4, digits in 2..4_u32) {
            let (low, high) = (down(amount, digits), up(amount, digits));
            prop_assert!(low <= amount && amount <= high);
            prop_assert!(high - low <= amount / 10 + 1);
        }
    }
}
