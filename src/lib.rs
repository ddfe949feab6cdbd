//! Muster: a marketplace for the pooled talent of coworking networks.

pub mod app;
pub mod audit;
pub mod chain;
pub mod cli;
pub mod clock;
pub mod config;
pub mod db;
pub mod error;
pub mod hash;
pub mod http;
pub mod jobs;
pub mod mail;
#[expect(missing_docs, reason = "the columns are described where they are made, in migrations/")]
pub mod schema;

pub mod availability;
pub mod bids;
pub mod bids;
pub mod book;
pub mod briefs;
pub mod briefs;
pub mod engagements;
pub mod formation;
pub mod formation;
pub mod identity;
pub mod invitations;
pub mod members;
pub mod places;
pub mod skills;
pub mod spaces;
pub mod ties;
pub mod turns;
