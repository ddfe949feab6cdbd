//! Muster as its users meet it: over HTTP, on both databases.

mod support;

mod authorization;
mod bids;
mod briefs;
mod engagements;
mod formation;
mod ground;
mod identity;
mod members;
mod skills;
mod spaces;
