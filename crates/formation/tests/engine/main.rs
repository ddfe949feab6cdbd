//! The engine against the contract: its examples, a naive solver, bad documents, early stops, and order.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod anything;
mod changes;
mod corpus;
mod documents;
mod examples;
mod extremes;
mod metamorphic;
mod naive;
mod order;
mod paths;
mod plateaus;
mod quote;
mod reasons;
mod scenes;
mod stopping;
mod stream;
mod truth;
