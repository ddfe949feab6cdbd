//! Muster as its users meet it: over HTTP, on both databases.
#![expect(clippy::unwrap_used, reason = "what goes wrong in a test's helper fails the test, as in the test itself")]

mod support;

mod audit;
mod authorization;
mod bid_races;
mod bids;
mod book;
mod booking;
mod briefs;
mod calendars;
mod changes;
mod connections;
mod crews;
mod demo;
mod disputes;
mod endings;
mod engagements;
mod formation;
mod fundings;
mod ground;
mod handovers;
mod identity;
mod invitations;
mod invoices;
mod journey;
mod members;
mod non_interference;
mod notices;
mod offers;
mod open_bids;
mod payouts;
mod policies;
mod questions;
mod quotes;
mod receipts;
mod reports;
mod reviews;
mod skills;
mod spaces;
mod splits;
mod statements;
mod turns;
mod webhooks;
