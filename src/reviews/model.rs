//! The words and states of reviews.

use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    error::{Check, Result},
    identity::MemberId,
    states::Machine,
};

/// How long both sides have to speak, in seconds: fourteen days.
pub(super) const OPEN_SECONDS: i64 = 14 * 24 * 3600;
/// How long before the end they are reminded, in seconds: three days.
pub(super) const REMINDER_SECONDS: i64 = 3 * 24 * 3600;
/// How long what was said is kept, in seconds: three years.
pub(super) const KEPT_SECONDS: i64 = 3 * 365 * 24 * 3600 + 24 * 3600;
/// The most members whom one engagement has had.
const MOST_SEATS: usize = 200;

crate::words! {
    /// How far the reviews of an engagement are.
    #[schema(as = ReviewState)]
    pub enum State {
        /// Both sides may speak, and neither reads the other.
        Open = "open",
        /// Everybody reads what concerns them.
        Revealed = "revealed",
        /// What was said is deleted.
        Expired = "expired",
    }
}

crate::events! {
    /// What can happen to the reviews of an engagement.
    pub enum Event {
        /// Both sides have spoken, or the time is over.
        Reveal = "reveal",
        /// Three years have passed.
        Expire = "expire",
    }
}

impl Machine for State {
    type Event = Event;
    const THING: &'static str = "round of reviews";
    const START: Self = Self::Open;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [Event] = Event::ALL;

    fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Open, Event::Reveal) => Some(Self::Revealed),
            (Self::Revealed, Event::Expire) => Some(Self::Expired),
            _ => None,
        }
    }
}

crate::words! {
    /// What a review is about.
    #[schema(as = ReviewAbout)]
    pub enum About {
        /// The team as a whole, by the client.
        Team = "team",
        /// A seat, by the client.
        Seat = "seat",
        /// The client, by a member.
        Client = "client",
    }
}

/// How something was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// 1 to 5; 5 is best.
    pub score: i32,
    /// In 1 to 2000 characters.
    pub words: String,
}

/// How a member was in their seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaidOfMember {
    /// Which member.
    pub member: MemberId,
    /// 1 to 5; 5 is best.
    pub score: i32,
    /// In 1 to 2000 characters.
    pub words: String,
}

/// What a client says: of the team, and, if it likes, of those who had a seat.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReviews {
    /// How the team was as a whole.
    pub team: Said,
    /// How members were in their seats; each at most once.
    #[serde(default)]
    pub seats: Vec<SaidOfMember>,
}

/// What a member says of the client.
pub type NewReviewOfClient = Said;

impl NewReviews {
    /// Fine where `members` had the seats, or what is wrong with it.
    pub(super) fn check(&self, members: &[MemberId]) -> Result<()> {
        let mut check = Check::new();
        check_said(&mut check, "team.", self.team.score, &self.team.words);
        check.that(self.seats.len() <= MOST_SEATS, "seats", self.seats.len(), format!("at most {MOST_SEATS}"));
        for (place, said) in self.seats.iter().take(MOST_SEATS).enumerate() {
            let field = format!("seats[{place}].");
            check_said(&mut check, &field, said.score, &said.words);
            let first = self.seats[..place].iter().all(|earlier| earlier.member != said.member);
            let right = "a member who had a seat of this engagement, each once";
            check.that(first && members.contains(&said.member), format!("{field}member"), said.member, right);
        }
        check.done()
    }
}

impl Said {
    /// Fine, or what is wrong with it.
    pub(super) fn check(&self) -> Result<()> {
        let mut check = Check::new();
        check_said(&mut check, "", self.score, &self.words);
        check.done()
    }
}

fn check_said(check: &mut Check, field: &str, score: i32, words: &str) {
    check.that((1..=5).contains(&score), format!("{field}score"), score, "1 to 5");
    check.length(format!("{field}words"), words, 1..=2000);
}

/// A review that may be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Review {
    /// What it is about.
    pub about: About,
    /// The member whose seat it is about, or who says it of the client; none where it is about the team.
    pub member: Option<MemberId>,
    /// 1 to 5; 5 is best.
    pub score: i32,
    /// How it was.
    pub words: String,
    /// When it was written, or changed for the last time.
    pub written_at: Instant,
}

/// How often a member's seats were given which score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Counts {
    /// Seats that were reviewed.
    pub reviews: i64,
    /// Of them, how many were given 1, 2, 3, 4 and 5.
    pub of_score: [i64; 5],
}

impl Counts {
    /// The counts of those scores, each 1 to 5.
    pub(super) fn of(scores: &[i32]) -> Self {
        let mut counts = Self::default();
        for score in scores {
            counts.reviews += 1;
            let place = usize::try_from(score - 1).unwrap_or_default().min(4);
            counts.of_score[place] += 1;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use muster_kernel::Id;

    use super::*;

    #[test]
    fn what_is_revealed_is_never_sealed_again_and_what_expired_never_comes_back() {
        assert_eq!(State::before(Event::Reveal), [State::Open]);
        assert_eq!(State::before(Event::Expire), [State::Revealed]);
        assert!(State::Expired.is_over());
    }

    #[test]
    fn a_client_reviews_those_who_had_a_seat_and_each_once() {
        let said = |member, score| SaidOfMember { member: Id::from_bits(member), score, words: "Calm.".to_owned() };
        let reviews = |seats: Vec<SaidOfMember>| {
            let team = Said { score: 5, words: "Quick.".to_owned() };
            NewReviews { team, seats }.check(&[Id::from_bits(1), Id::from_bits(2)]).is_ok()
        };
        assert!(reviews(vec![]) && reviews(vec![said(2, 1), said(1, 5)]));
        assert!(!reviews(vec![said(1, 5), said(1, 5)]), "the same member twice");
        assert!(!reviews(vec![said(3, 5)]), "somebody else");
        assert!(!reviews(vec![said(1, 6)]) && !reviews(vec![said(1, 0)]));
    }

    #[test]
    fn counts_say_how_often_and_nothing_else() {
        assert_eq!(Counts::of(&[5, 5, 1, 3]), Counts { reviews: 4, of_score: [1, 0, 1, 0, 2] });
    }
}
