//! Disputes as plain values: their states, what may be asked for, and the arithmetic of the outcome. Pure.

use std::collections::BTreeMap;

use muster_kernel::{BasisPoints, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    engagements::held::Share,
    error::{Check, Error, Result},
    states::Machine,
};

/// How long the other side may take for its statement, in days.
pub(super) const DAYS_TO_ANSWER: i64 = 7;
/// How long a steward may take to decide, in days.
pub(super) const DAYS_TO_DECIDE: i64 = 14;
/// How long either side may appeal after a decision, in days.
pub(super) const DAYS_TO_APPEAL: i64 = 7;
/// How long a panel may take for its votes, in days; once more where one of them did not vote.
pub(super) const DAYS_TO_VOTE: i64 = 7;
/// After how many days a steward is looked for again, where there is none.
pub(super) const DAYS_WITHOUT_STEWARD: i64 = 1;
/// How many days before a deadline those who can still meet it are reminded.
pub(super) const DAYS_OF_REMINDER: i64 = 2;
/// How many stewards a panel has, where there are so many; where there are fewer, it has one.
pub(super) const PANEL: usize = 3;
/// How many rounds of votes a panel has.
pub(super) const ROUNDS: i32 = 2;
/// The most statements of one side.
pub(super) const MOST_STATEMENTS: i64 = 10;
/// The most files of one side.
pub(super) const MOST_FILES: i64 = 10;
/// The most proposals of one side.
pub(super) const MOST_PROPOSALS: i64 = 20;
/// The most seats that a division may name.
const MOST_SEATS: usize = 100;

crate::words! {
    /// A side of a dispute.
    #[schema(as = DisputeSide)]
    pub enum Side {
        /// Who pays.
        Client = "client",
        /// The members with a part in the milestone.
        Team = "team",
    }
}

crate::words! {
    /// Why a dispute was opened.
    #[schema(as = DisputeReason)]
    pub enum Reason {
        /// The client: the work was not delivered.
        NotDelivered = "not_delivered",
        /// The client: it came too late.
        Late = "late",
        /// The client: it is not what was agreed.
        NotAsAgreed = "not_as_agreed",
        /// The team: it was delivered and is not accepted.
        NotAccepted = "not_accepted",
        /// Either side: something else.
        Other = "other",
    }
}

impl Reason {
    /// Whether a side can have it.
    pub const fn is_of(self, side: Side) -> bool {
        match self {
            Self::NotDelivered | Self::Late | Self::NotAsAgreed => matches!(side, Side::Client),
            Self::NotAccepted => matches!(side, Side::Team),
            Self::Other => true,
        }
    }
}

crate::words! {
    /// How far a dispute is.
    #[schema(as = DisputeState)]
    pub enum State {
        /// The other side has a week for its statement.
        Opened = "opened",
        /// Both sides had their say, or the time for it is over; a steward decides.
        Heard = "heard",
        /// A steward decided; either side may appeal.
        Decided = "decided",
        /// A panel votes.
        Appealed = "appealed",
        /// The money went where it goes.
        Settled = "settled",
        /// Taken back by whoever opened it; the money is the milestone's again.
        Withdrawn = "withdrawn",
    }
}

crate::events! {
    /// What can happen to a dispute.
    pub enum Event {
        /// The other side says what it has to say.
        Answer = "the other side answers",
        /// The other side said nothing in time.
        Silence = "no answer in time",
        /// The steward decides.
        Decide = "a steward decides",
        /// Both sides are content with the decision.
        Accept = "both sides accept",
        /// Nobody appealed in time.
        Final = "no appeal in time",
        /// A side wants a panel to decide.
        Appeal = "a side appeals",
        /// The panel has voted, or there is none.
        Vote = "the panel has voted",
        /// One side proposed a split, and the other accepted it.
        Agree = "both sides agree",
        /// Whoever opened it takes it back.
        Withdraw = "withdraw",
    }
}

impl Machine for State {
    type Event = Event;
    const THING: &'static str = "dispute";
    const START: Self = Self::Opened;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [Event] = Event::ALL;

    fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Opened, Event::Answer | Event::Silence) => Some(Self::Heard),
            (Self::Heard, Event::Decide) => Some(Self::Decided),
            (Self::Decided, Event::Appeal) => Some(Self::Appealed),
            (Self::Decided, Event::Accept | Event::Final) | (Self::Appealed, Event::Vote) => Some(Self::Settled),
            (Self::Opened | Self::Heard | Self::Decided | Self::Appealed, Event::Agree) => Some(Self::Settled),
            (Self::Opened | Self::Heard, Event::Withdraw) => Some(Self::Withdrawn),
            _ => None,
        }
    }
}

crate::words! {
    /// Whose word settled a dispute.
    #[schema(as = DisputeOutcome)]
    pub enum Outcome {
        /// Both sides agreed on a split.
        Agreed = "agreed",
        /// The steward's decision, accepted or not appealed against.
        Decided = "decided",
        /// The panel's median.
        Panel = "panel",
        /// The steward's decision, because no panel could be drawn or none of it voted.
        Upheld = "upheld",
    }
}

crate::words! {
    /// What a steward was drawn for.
    #[schema(as = DisputeDuty)]
    pub enum Duty {
        /// To decide the case.
        Case = "case",
        /// To vote on an appeal.
        Panel = "panel",
    }
}

crate::words! {
    /// What became of a steward's duty.
    pub enum DutyState {
        /// It is theirs to do.
        Sitting = "sitting",
        /// Done: decided, or voted.
        Done = "done",
        /// They stepped back.
        SteppedBack = "stepped_back",
        /// They did not do it in time, and somebody else was drawn.
        Replaced = "replaced",
    }
}

/// What of the disputed amount goes to the members; the rest goes back to the client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = DisputeDivision)]
pub enum Division {
    /// So many minor units, divided over the seats as the milestone would have been. Not for members, who are not told
    /// the whole amount.
    Minor(i64),
    /// So many basis points of it, divided likewise: 0 to 10000.
    BasisPoints(i32),
    /// So many minor units for each seat, by its name. For stewards.
    Seats(BTreeMap<String, i64>),
}

impl Division {
    /// What it comes to, of `disputed`.
    pub fn of(&self, disputed: Money) -> Result<Share> {
        let (to_members_minor, by_seat) = match self {
            Self::Minor(minor) => (*minor, None),
            Self::BasisPoints(points) => (part(disputed, *points)?, None),
            Self::Seats(seats) => (sum(seats)?, Some(seats.clone())),
        };
        let right = format!("0 to {} minor units in all, the disputed amount", disputed.minor());
        let fits = (0..=disputed.minor()).contains(&to_members_minor);
        if fits {
            Ok(Share { disputed, to_members_minor, by_seat })
        } else {
            Err(Error::field("to_members", to_members_minor, right))
        }
    }
}

/// So many basis points of an amount, in whole minor units by largest remainders.
fn part(whole: Money, points: i32) -> Result<i64> {
    let basis = BasisPoints::new(points);
    let basis = basis.ok_or_else(|| Error::field("to_members.basis_points", points, "0 to 10000 basis points"))?;
    let rest = BasisPoints::WHOLE.weight() - basis.weight();
    let parts = whole.split(&[basis.weight(), rest]);
    Ok(parts.first().map_or(0, |part| part.minor()))
}

fn sum(seats: &BTreeMap<String, i64>) -> Result<i64> {
    let mut check = Check::new();
    check.that(
        (1..=MOST_SEATS).contains(&seats.len()),
        "to_members.seats",
        seats.len(),
        format!("1 to {MOST_SEATS} of them"),
    );
    for (seat, minor) in seats {
        check.that(*minor >= 0, format!("to_members.seats.{seat}"), minor, "0 or more minor units");
    }
    check.done()?;
    let all = seats.values().try_fold(0_i64, |sum, minor| sum.checked_add(*minor));
    all.ok_or_else(|| Error::field("to_members.seats", seats.len(), "amounts that can be added up"))
}

/// The middle one of some votes; between two middle ones their mean, an odd unit going to the members. `None` where
/// nobody voted.
pub(super) fn median(votes: &[i64]) -> Option<i64> {
    let mut votes = votes.to_vec();
    votes.sort_unstable();
    let (low, high) = (*votes.get(votes.len().checked_sub(1)? / 2)?, *votes.get(votes.len() / 2)?);
    Some(low + (high - low + 1) / 2)
}

/// How many stewards of a panel are drawn among so many who are eligible: an odd number, so that there is a middle one.
pub(super) const fn panel_of(eligible: usize) -> usize {
    if eligible >= PANEL {
        PANEL
    } else if eligible > 0 {
        1
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use muster_kernel::Currency;
    use proptest::prelude::*;

    use super::*;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    #[test]
    fn in_every_state_only_what_fits_can_happen() {
        let told: Vec<(State, Vec<State>)> = State::ALL
            .iter()
            .map(|state| (*state, Event::ALL.iter().filter_map(|event| state.after(*event)).collect()))
            .collect();
        use State::{Appealed, Decided, Heard, Opened, Settled, Withdrawn};
        assert_eq!(
            told,
            [
                (Opened, vec![Heard, Heard, Settled, Withdrawn]),
                (Heard, vec![Decided, Settled, Withdrawn]),
                (Decided, vec![Settled, Settled, Appealed, Settled]),
                (Appealed, vec![Settled, Settled]),
                (Settled, vec![]),
                (Withdrawn, vec![]),
            ],
        );
        assert_eq!(State::before(Event::Appeal), [Decided], "there is one appeal");
        assert_eq!(State::before(Event::Decide), [Heard], "nothing is decided before both sides could speak");
    }

    #[test]
    fn the_median_is_the_middle_vote_and_an_odd_unit_goes_to_the_members() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[7]), Some(7));
        assert_eq!(median(&[10, 0]), Some(5));
        assert_eq!(median(&[3, 0]), Some(2));
        assert_eq!(median(&[100, 0, 40]), Some(40));
        assert_eq!(median(&[i64::MAX, i64::MAX]), Some(i64::MAX));
    }

    #[test]
    fn a_panel_has_three_or_one_or_nobody() {
        assert_eq!([0, 1, 2, 3, 9].map(panel_of), [0, 1, 1, 3, 3]);
    }

    #[test]
    fn a_division_beyond_what_is_disputed_is_refused() {
        let seats = |amounts: &[(&str, i64)]| {
            Division::Seats(amounts.iter().map(|(seat, minor)| ((*seat).to_owned(), *minor)).collect())
        };
        assert_eq!(Division::Minor(100).of(eur(100)).unwrap().to_members_minor, 100);
        assert_eq!(Division::BasisPoints(3_333).of(eur(100)).unwrap().to_members_minor, 33);
        assert_eq!(seats(&[("a", 60), ("b", 40)]).of(eur(100)).unwrap().to_members_minor, 100);
        for wrong in [
            Division::Minor(101),
            Division::Minor(-1),
            Division::BasisPoints(10_001),
            Division::BasisPoints(-1),
            seats(&[]),
            seats(&[("a", 101)]),
            seats(&[("a", 110), ("b", -10)]),
            seats(&[("a", i64::MAX), ("b", i64::MAX)]),
        ] {
            assert!(wrong.of(eur(100)).is_err(), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn the_median_lies_among_the_votes_and_no_single_vote_moves_it_out(
            mut votes in prop::collection::vec(0..1_000_i64, 3), odd in any::<u32>(),
        ) {
            let before = median(&votes).unwrap();
            let (low, high) = (*votes.iter().min().unwrap(), *votes.iter().max().unwrap());
            prop_assert!((low..=high).contains(&before));
            votes[0] = i64::from(odd);
            let after = median(&votes).unwrap();
            let others = [votes[1].min(votes[2]), votes[1].max(votes[2])];
            prop_assert!((others[0]..=others[1]).contains(&after), "one of three cannot leave the range of the others");
        }

        #[test]
        fn basis_points_of_an_amount_lie_within_one_unit_of_their_share(minor in 1..1_000_000_000_000_i64, points in 0..=10_000) {
            let part = Division::BasisPoints(points).of(eur(minor)).unwrap().to_members_minor;
            prop_assert!((i128::from(part) * 10_000 - i128::from(minor) * i128::from(points)).abs() < 10_000);
        }
    }
}
