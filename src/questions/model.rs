//! The words of questions.

use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::QuestionId;
use crate::{bids::BidId, states::Machine};

/// The most questions that one bidder may ask about a brief.
pub(super) const MOST_OF_A_MEMBER: i64 = 10;
/// The most questions that a client may ask all bidders of a brief.
pub(super) const MOST_OF_A_CLIENT: i64 = 10;
/// The longest question or answer, in characters.
pub(super) const LONGEST: usize = 2_000;

crate::words! {
    /// Who asks.
    #[schema(as = QuestionSide)]
    pub enum Side {
        /// Somebody who may bid.
        Bidder = "bidder",
        /// The client, of all bidders.
        Client = "client",
    }
}

crate::words! {
    /// Whether a question is answered. One that a client asks all bidders stays open: each bid has its own answer.
    pub enum QuestionState {
        /// Not yet.
        Open = "open",
        /// By the client, for all.
        Answered = "answered",
    }
}

crate::events! {
    /// What can happen to a question.
    pub enum QuestionEvent {
        /// The client answers it.
        Answer = "answer",
    }
}

impl Machine for QuestionState {
    type Event = QuestionEvent;
    const THING: &'static str = "question";
    const START: Self = Self::Open;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [QuestionEvent] = QuestionEvent::ALL;

    fn after(self, event: QuestionEvent) -> Option<Self> {
        match (self, event) {
            (Self::Open, QuestionEvent::Answer) => Some(Self::Answered),
            (Self::Answered, QuestionEvent::Answer) => None,
        }
    }
}

/// A question, an answer or a reply.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// 1 to 2000 characters.
    pub words: String,
}

/// A question, without whoever asked it.
#[derive(Serialize, ToSchema)]
pub struct Question {
    /// Names it.
    pub id: QuestionId,
    /// Who asks.
    pub side: Side,
    /// Whether it is answered.
    pub state: QuestionState,
    /// What is asked.
    pub words: String,
    /// The client's answer.
    pub answer: Option<String>,
    /// When it was asked.
    pub asked_at: Instant,
    /// When it was answered.
    pub answered_at: Option<Instant>,
    /// What bidders replied to a client's question: to a client, the replies of opened bids; to a member, those of their
    /// own bids.
    pub replies: Vec<Reply>,
}

/// What the authors of a bid reply to a client's question.
#[derive(Serialize, ToSchema)]
pub struct Reply {
    /// The bid.
    pub bid: BidId,
    /// What they say.
    pub words: String,
    /// When.
    pub replied_at: Instant,
}
