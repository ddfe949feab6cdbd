//! What happens in a year, whatever the policy: which briefs come when, and who answers what.

use muster_instances::Random;

use crate::{
    WEEK,
    range::{OutOfRange, within},
    world::World,
};

/// The most weeks in which briefs arrive: with the time a brief asks for, they fit into the horizon.
pub const MOST_WEEKS: i64 = 52;
/// The most briefs of a simulation.
pub const MOST_ARRIVALS: usize = 100_000;
/// Work begins so many weeks after its brief is posted: at least, at most.
const LEAD: (i64, i64) = (3, 10);
/// Nobody who answers at all takes longer to think, in hours.
const LONGEST_THOUGHT: i64 = 96;

/// What is drawn has streams of its own.
const ARRIVAL: u64 = 1;
const ANSWER: u64 = 2;

/// How long, how much, and how people answer. All of it is the same under every policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Everything that is drawn comes from it.
    pub seed: u64,
    /// For how many weeks briefs arrive, 1 to [`MOST_WEEKS`].
    pub weeks: i64,
    /// How many briefs arrive, 1 to [`MOST_ARRIVALS`].
    pub arrivals: usize,
    /// Of a hundred offers, so many are declined.
    pub declined: i64,
    /// Of a hundred offers, so many are never answered. With `declined` at most 100.
    pub unanswered: i64,
}

impl Plan {
    /// Checks every number against its range.
    ///
    /// # Errors
    /// The first that lies outside.
    pub fn check(&self) -> Result<(), OutOfRange> {
        within("weeks", self.weeks, 1, MOST_WEEKS)?;
        let most = i64::try_from(MOST_ARRIVALS).expect("not many");
        within("arrivals", i64::try_from(self.arrivals).unwrap_or(i64::MAX), 1, most)?;
        within("declined", self.declined, 0, 100)?;
        within("unanswered", self.unanswered, 0, 100 - self.declined)
    }

    /// When which briefs arrive, in order. Hours are drawn evenly over all weeks, which is what the arrivals of a Poisson
    /// process look like once it is known how many there were.
    pub(crate) fn arrivals(&self, world: &World) -> Vec<Arrival> {
        let mut arrivals: Vec<Arrival> = (0..self.arrivals as u64)
            .map(|number| {
                let mut random = Random::keyed(self.seed, &[ARRIVAL, number]);
                let hour = random.between(0, self.weeks * WEEK - 1);
                let brief = random.position(world.briefs.len());
                Arrival { hour, number, brief, begin: hour / WEEK + random.between(LEAD.0, LEAD.1) }
            })
            .collect();
        arrivals.sort();
        arrivals
    }

    /// How a member answers the offer of a seat: the same under every policy.
    pub(crate) fn answer(&self, arrival: u64, seat: usize, member: u32) -> Answer {
        let mut random = Random::keyed(self.seed, &[ANSWER, arrival, seat as u64, u64::from(member)]);
        let drawn = random.between(1, 100);
        let mut thought = || random.between(1, LONGEST_THOUGHT);
        // Most answer soon.
        let after = thought().min(thought());
        if drawn <= self.declined {
            Answer::Decline { after }
        } else if drawn <= self.declined + self.unanswered {
            Answer::Never
        } else {
            Answer::Accept { after }
        }
    }
}

/// A brief that arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Arrival {
    /// Hours since the year began.
    pub(crate) hour: i64,
    pub(crate) number: u64,
    /// Which of the world's briefs.
    pub(crate) brief: usize,
    /// The week in which its first window begins.
    pub(crate) begin: i64,
}

/// What somebody does with an offer, after so many hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Accept { after: i64 },
    Decline { after: i64 },
    Never,
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: Plan = Plan { seed: 4, weeks: 52, arrivals: 400, declined: 15, unanswered: 5 };

    #[test]
    fn arrivals_come_in_order_within_their_weeks() {
        let world = World::made_up(1, 40, 7).expect("sound");
        let arrivals = PLAN.arrivals(&world);
        assert!(arrivals.is_sorted_by_key(|arrival| arrival.hour));
        assert!(arrivals.iter().all(|arrival| (0..52 * WEEK).contains(&arrival.hour) && arrival.brief < 7));
        assert!(arrivals.iter().all(|arrival| (3..=10).contains(&(arrival.begin - arrival.hour / WEEK))));
        assert_ne!(arrivals, Plan { seed: 5, ..PLAN }.arrivals(&world));
    }

    #[test]
    fn of_many_offers_about_as_many_are_declined_as_the_plan_says() {
        let answers: Vec<Answer> = (0..10_000).map(|member| PLAN.answer(1, 2, member)).collect();
        let declined = answers.iter().filter(|answer| matches!(answer, Answer::Decline { .. })).count();
        let unanswered = answers.iter().filter(|answer| matches!(answer, Answer::Never)).count();
        assert!((1_350..1_650).contains(&declined) && (400..600).contains(&unanswered), "{declined} and {unanswered}");
    }

    #[test]
    fn what_lies_outside_its_range_is_refused_by_name() {
        let refused = |plan: Plan| plan.check().expect_err("out of range").to_string();
        assert_eq!(refused(Plan { weeks: 53, ..PLAN }), "weeks: 53 is refused; right would be 1 to 52");
        assert_eq!(
            refused(Plan { declined: 60, unanswered: 41, ..PLAN }),
            "unanswered: 41 is refused; right would be 0 to 40"
        );
        assert!(refused(Plan { arrivals: 0, ..PLAN }).starts_with("arrivals: 0 "));
        assert!(refused(Plan { declined: -1, ..PLAN }).starts_with("declined: -1 "));
        assert_eq!(PLAN.check(), Ok(()));
    }
}
