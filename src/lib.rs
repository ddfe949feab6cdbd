//! Muster: a marketplace for the pooled talent of coworking networks.
//!
//! The modules, in reading order:
//!
//! | module | what it is |
//! | --- | --- |
//! | [`identity`] | who somebody is, and the one hat they wear |
//! | [`skills`], [`places`] | the taxonomy; towns, villages and how far they lie apart |
//! | [`members`], [`availability`], [`ties`] | freelancers: what they know, when they are free, whom they worked with |
//! | [`connections`] | introductions, advice, support and paid work between members: a source of ties; who exchanges with whom |
//! | [`calendars`] | members' own calendars in, as hours a day; their bookings out |
//! | [`briefs`] | what clients ask for |
//! | [`formation`], [`policies`], [`turns`] | the pool, runs and receipts; the published weights and rules; opportunity, kept like money |
//! | [`invitations`], [`counters`], [`standbys`] | seats offered to members; other terms that they ask for; who stands by |
//! | [`crews`], [`bids`], [`questions`] | members who bid together; bids, sealed until the deadline, and the award; what is asked before it |
//! | [`engagements`], [`handovers`], [`reviews`] | contracts: milestones and release; seats that change hands; what both sides say afterwards |
//! | [`fundings`] | money that a client was asked for, until it is there |
//! | [`disputes`] | a part of a milestone that is frozen until both sides agree, or a steward or a panel decides |
//! | [`stewards`], [`files`] | who is neutral in a matter, and the lot among them; what people hand in |
//! | [`book`], [`spaces`] | the double-entry ledger; spaces, their members and terms, and the commission report |
//! | [`invoices`] | invoices and credit notes by EN 16931, which follow the book |
//! | [`reports`] | what operators are told: sums in which nobody stands alone, overviews, statements, and lines that members share |
//! | [`meter`] | what a space could have gained, had its operators been able to choose |
//! | [`payouts`] | bank details, batches for the bank, and what the bank says of them |
//! | [`certificates`] | receipts to take away, and the proof that spaces change nothing |
//! | [`changes`] | what changed of that which a pool reads, for every server's index to follow |
//! | [`notices`], [`webhooks`] | what people are told, in the app and by mail; the same for clients' programs |
//! | [`letters`] | the words of all that, in each language; how amounts and days stand in them |
//! | [`db`], [`schema`], [`jobs`], [`audit`], [`chain`], [`anchors`], [`nightly`], [`mail`] | the ground: transactions, what is done later, what is never edited, and how anybody can tell |
//! | [`personal`], [`privacy`] | whose rows are whose; what is kept of somebody and for how long, how they take it along and how they leave |
//! | [`papers`] | documents as files: PDF, HTML, CSV, XLSX |
//! | [`metrics`] | what the server tells whoever watches it: numbers, and never about whom |
//! | [`traces`] | what a request went through, told to a collector of OpenTelemetry |
//! | [`outbound`] | requests to other people's servers, at addresses that users gave |
//! | [`demo`] | a network to try, made by the use cases themselves |
//! | [`http`], [`cli`], [`config`], [`app`], [`clock`], [`error`], [`hash`], [`secrets`], [`settings`], [`signing`], [`sealing`], [`states`], [`table`] | how it is reached, set up and told what went wrong |
//!
//! A slice has up to six rooms: `mod` (what it is for and its rules), `routes` (HTTP in and out), `service` (use cases,
//! one transaction each), `model` (words and rules, pure), `store` (its SQL), `personal` (what it keeps of people). What is
//! too much for one of them stands beside it under a name of its own. A slice calls another slice's `service`, never its
//! `store`. `formation` and all that it reads may not use `spaces`, `book` or `reviews`: a test reads their sources.

// For the list of the tables that may stand in one query (`schema.rs`), which is as long as there are tables.
#![recursion_limit = "256"]

pub mod anchors;
pub mod app;
pub mod audit;
pub mod availability;
pub mod bids;
pub mod book;
pub mod briefs;
pub mod calendars;
pub mod certificates;
pub mod chain;
pub mod changes;
pub mod cli;
pub mod clock;
pub mod config;
pub mod connections;
pub mod counters;
pub mod crews;
pub mod db;
pub mod demo;
pub mod disputes;
pub mod engagements;
pub mod error;
pub mod files;
pub mod formation;
pub mod fundings;
pub mod handovers;
pub mod hash;
pub mod http;
pub mod identity;
pub mod invitations;
pub mod invoices;
pub mod jobs;
pub mod letters;
pub mod mail;
pub mod members;
pub mod meter;
pub mod metrics;
pub mod nightly;
pub mod notices;
pub mod outbound;
pub mod papers;
pub mod payouts;
pub mod personal;
pub mod places;
pub mod policies;
pub mod privacy;
pub mod questions;
pub mod reports;
pub mod reviews;
#[expect(missing_docs, reason = "the columns are described where they are made, in migrations/")]
pub mod schema;
pub mod sealing;
pub mod secrets;
pub mod settings;
pub mod signing;
pub mod skills;
pub mod spaces;
pub mod standbys;
pub mod states;
pub mod stewards;
pub mod table;
pub mod ties;
pub mod traces;
pub mod turns;
pub mod webhooks;
