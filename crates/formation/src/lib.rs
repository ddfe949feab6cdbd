//! The formation engine.
//!
//! The modules in reading order:
//! `document` → `index` → `request` → `candidates`, `points` → `search` → `answer`.

mod answer;
mod candidates;
pub mod document;
mod index;
mod limit;
mod matching;
mod points;
mod refusal;
mod request;
mod search;

pub use answer::{Outcome, form};
pub use candidates::{Candidate, Candidates, SeatCandidates};
pub use index::Index;
pub use limit::Limit;
pub use points::Points;
pub use refusal::Refusal;
pub use request::Request;

/// The name and version of this engine. A receipt carries it, since another version might be needed to check it.
pub const ENGINE: &str = concat!("muster-formation/", env!("CARGO_PKG_VERSION"));
