//! Muster: a marketplace for the pooled talent of coworking networks.

pub mod clock;
pub mod db;
pub mod error;
#[expect(missing_docs, reason = "the columns are described where they are made, in migrations/")]
pub mod schema;
