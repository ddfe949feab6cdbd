//! The formation engine: who of a pool makes the best team for a brief, exactly and with proof.
//!
//! A brief has up to sixteen seats. Each asks for skills, hours in a window of weeks, languages and perhaps nearness;
//! the team may cost no more than a budget, some members are never in one team, and some are known to work well
//! together. Of all teams that may be, the engine finds the one with the most points, and of equally good ones the
//! first in the order of the pool. So there is one answer, and it is the same on every machine.
//!
//! Nothing here reads a clock, draws a random number or touches a file, every number is whole, and there is no type
//! for what formation must not know: spaces, money taken by others, names of people.
//!
//! ```
//! use muster_formation::{Index, Limit, document::{Brief, Pool}, form};
//!
//! let pool: Pool = serde_json::from_str(r#"{
//!     "format": "muster-pool/1", "week0": "2026-01-05", "weeks": 8,
//!     "members": [
//!         {"id": "ada", "skills": {"rust": [5, 800]}, "rate": 9000, "free": [[30, 8]], "languages": ["en"]},
//!         {"id": "bob", "skills": {"rust": 3, "design": 4}, "rate": 6000, "free": [[0, 4], [30, 4]], "languages": ["en"]},
//!         {"id": "cyd", "skills": {"design": [4, 300]}, "rate": 7000, "free": [[20, 8]], "languages": ["en", "de"]}
//!     ],
//!     "ties": [["ada", "cyd", 600]], "blocks": []
//! }"#)?;
//! let brief: Brief = serde_json::from_str(r#"{
//!     "format": "muster-brief/1", "id": "shop", "budget": 1500000,
//!     "seats": [
//!         {"id": "backend", "skills": [{"skill": "rust", "level": 3, "weight": 5, "must": true}],
//!          "hours": 10, "from_week": 4, "weeks": 4, "languages": ["en"]},
//!         {"id": "screens", "skills": [{"skill": "design", "level": 3, "weight": 5, "must": true}],
//!          "hours": 20, "from_week": 4, "weeks": 4, "languages": []}
//!     ],
//!     "weights": {"fit": 500, "proof": 200, "cohesion": 300}
//! }"#)?;
//!
//! let index = Index::new(&pool)?; // checks the pool whole; ask it any number of briefs
//! let outcome = form(&index, &brief, &mut Limit::none())?;
//! let team = &outcome.answer.teams[0];
//! assert!(outcome.answer.proven);
//! assert_eq!((&*team.seats[0].member, &*team.seats[1].member), ("ada", "cyd"));
//! assert_eq!((team.z, team.cost, team.cohesion), (1_580_000, 920_000, 600));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The rooms, in the order a brief walks through them
//!
//! | room | what it does |
//! | --- | --- |
//! | [`document`] | pool, brief, answer, quote and reasons as they are written; unknown keys are refused |
//! | `index` | checks a pool and lays it out for questions: [`Index`] |
//! | `request` | checks a brief against a pool: [`Request`] |
//! | `candidates`, `points` | who may take which seat, and for how many points: [`Candidates`], [`Points`] |
//! | `matching` | whether every seat can have a member of its own |
//! | `search` | exact branch and bound: `dominance`, `climb`, then by `groups` of tied members, or by `seats` where ties are dense |
//! | `answer` | one search for each team, or the reason why there is none: [`form`], [`Outcome`] |
//! | `cheapest`, `starts`, `wishes` | the cheapest team, the weeks in which one exists, and what a seat asks for, wish by wish |
//! | `quote` | what a brief would get, told at every keystroke: [`quote`] |
//! | `reasons` | what makes up a team's points, and the smallest changes that alter an answer: [`reasons`], [`why`] |
//! | `limit` | when to stop early: [`Limit`] |
//! | `refusal` | what is wrong with a document, and where: [`Refusal`] |

mod answer;
mod candidates;
mod cheapest;
pub mod document;
mod index;
mod limit;
mod matching;
mod points;
mod quote;
mod reasons;
mod refusal;
mod request;
mod search;
mod starts;
mod wishes;

pub use answer::{Outcome, form};
pub use candidates::{Candidate, Candidates, SeatCandidates};
pub use index::{Bytes, Index};
pub use limit::Limit;
pub use points::Points;
pub use quote::quote;
pub use reasons::{reasons, why};
pub use refusal::Refusal;
pub use request::Request;

/// The name and version of this engine. A receipt carries it, since another version might be needed to check it.
pub const ENGINE: &str = concat!("muster-formation/", env!("CARGO_PKG_VERSION"));
