//! Counters: what an invitee would take instead of what they are offered, once for each invitation.
//!
//! A counter asks for another rate or for fewer hours a week. **Another rate** is decided by the policy and not by a
//! person: a run with the other seats of the team locked and this member at that rate. Where the run still chooses the
//! member, the counter holds, and the seat is theirs at that rate. Where it does not, another team fits better; the
//! counter is used up, and the offer stands as it was. **Fewer hours** are put to the client, who sees the seat, the
//! hours and what the bid would then cost, and nobody's name. What the client refuses or leaves unanswered is used up too,
//! and the offer stands for at least a day more.
//!
//! A counter that holds closes its invitation and makes a new one on the new terms, accepted: what was offered is never
//! rewritten, and the turn of the old offer is given back whole before the new one is posted.
//!
//! The words and rows of a counter are here; what it means for the bids of the seat is for `bids`, which calls this
//! slice. Calls `briefs`.

mod letters;
mod model;
pub mod personal;
pub mod routes;
pub mod service;
mod store;

use muster_kernel::{Id, id::Kind};

pub use self::{
    letters::{asked, held, refused},
    model::{Event, State, Terms},
    store::Counter,
};

/// Names a counter.
pub struct CounterKind;

impl Kind for CounterKind {
    const PREFIX: &'static str = "counter";
}

/// The id of a counter.
pub type CounterId = Id<CounterKind>;
