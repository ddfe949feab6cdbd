//! The conflict meter: what a space could have gained, had its operators been able to choose who is picked.
//!
//! **Why.** Pooling freelancers has failed where operators picked favourites. Here they cannot, and each report says what
//! that is worth: so much more commission the space could have had at most, had every seat for which one of its own
//! members was eligible gone to that member. What it gained by steering is nothing, as a fact of the log: there is no route
//! from an operator to formation, and every run is certified not to depend on spaces ([`certificates`](crate::certificates)).
//!
//! **What counts.** When a brief is awarded, a job asks the engine again who was eligible for each seat in the last run that
//! formed teams, and keeps of it nothing but which spaces these members belong to, and at which commission
//! ([`service::note_reach`]). When a month's reports are made, every seat of the network that was paid in that month and held
//! by somebody of elsewhere counts for each space within whose reach it was: what was paid for the seat, at the space's rate
//! ([`service::close`]). A seat that was awarded without a run, or whose pool was forgotten, counts for nobody. That is the
//! most: one member cannot take two seats at the same time.
//!
//! **What it does not tell.** The difference to what a space did gain is made of what other spaces' members were paid. So it
//! is kept only by month and space, only where three of them held three seats, and rounded up to a hundred units of
//! the currency. Nothing is kept of who was eligible, and nothing here is read by formation.
//!
//! Stands between formation and spaces, as certificates do, and calls both, and the book. Called by jobs and reports.

mod model;
pub mod service;
mod store;

pub use self::model::{Meter, MeterLine};
