//! Freelancers: what they know, what they ask, where they are, and what they opted in to.
//!
//! A member is a person with a profile. Nobody is in the pool unless they said so (`in_pool`), and nobody is told of briefs
//! that are open for bids unless they said so (`takes_bids`) and for which categories of work. In pools a member goes by an
//! alias, drawn at random, so that neither names nor the time of joining order anybody. A member says which skills they
//! have, and at which level; evidence is never theirs to set: it grows with delivered work, stays when a level changes, and
//! goes when the skill is taken off the profile. What all of them can do together is told to everybody ([`talent`]). Calls `identity`, `skills` and `places`.

pub mod bidding;
mod model;
pub mod personal;
pub mod routes;
pub mod service;
mod store;
pub mod survey;
pub mod talent;

pub use self::model::{PoolMember, Profile, SkillLevel};
