//! Reviews: what both sides say of each other once an engagement is completed.
//!
//! **Who says what.** The client says how the team was as a whole, and, if it likes, how each seat was. Each member who had
//! a seat says how the client was. Members do not review each other.
//!
//! **Double blind.** Nobody reads what the other side wrote before it is revealed: all of it at once, as soon as the client
//! and every member have spoken, or fourteen days after completion, whichever comes first. Until then each side changes
//! what it wrote as often as it likes; afterwards nobody does. Three days before the end those who have not spoken are
//! reminded.
//!
//! **Who reads it.** The client reads everything; a member reads what was said of the team and of their own seat, and what
//! they said themselves; a steward who has nothing to do with either side ([`stewards`](crate::stewards)) reads what is
//! revealed, and for any other there is no such engagement. A member may let clients see, beside a bid, how often their
//! seats were given which score: counts, no words, and only while they like.
//!
//! **No secret score.** Nothing of a review enters formation, whose sources may not name this slice; a property test
//! changes reviews at random and finds pool and teams the same to the byte.
//!
//! **They expire.** Three years after they were revealed, words and scores are deleted, and the counts with them.
//!
//! Calls engagements (who took part), stewards, identity, members, notices. Called by engagements, which opens a round at
//! completion.

mod letters;
mod model;
pub mod personal;
pub mod routes;
pub mod service;
mod store;

pub use self::model::{Counts, Event, NewReviewOfClient, NewReviews, Said, SaidOfMember, State};
