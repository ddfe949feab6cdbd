//! Questions about a brief, until it is awarded.
//!
//! Whoever may bid on a brief or was invited to one of its seats asks, without a name; the client answers. Once it is
//! answered, question and answer are seen by everybody who may see the brief, so that no bidder knows more than another;
//! until then by whoever asked and by the client. The client may also ask all bidders at once; what they say stays within
//! their bid, which opens at the deadline.
//!
//! Calls `bids` (who may see a brief, whose bid it is) and `briefs`.

mod letters;
mod model;
pub mod personal;
pub mod routes;
pub mod service;
mod store;

use muster_kernel::{Id, id::Kind};

pub use self::model::{QuestionState, Side, Words};

/// Names a question.
pub struct QuestionKind;

impl Kind for QuestionKind {
    const PREFIX: &'static str = "question";
}

/// The id of a question.
pub type QuestionId = Id<QuestionKind>;
