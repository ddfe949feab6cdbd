//! What the server tells whoever watches it, in the text format of Prometheus.
//!
//! Numbers alone: a route is told by its pattern, and nobody and nothing by a name or an id. They are read at a listener of
//! their own ([`serve`]), so that what is open to people never shows them.
//!
//! Requests are counted as they end, each once, where its line of the log is written (`src/http/trace.rs`). How the network
//! stands is read from the database by whoever asks, in one snapshot, and kept for [`KEPT_SECONDS`]: however many ask, the
//! database is asked that often.

mod counts;
mod listener;
mod store;
mod text;
mod told;

pub use self::{
    counts::{Metrics, Underway},
    listener::serve,
    told::tell,
};

/// For how long what was read from the database is told again, in seconds.
pub const KEPT_SECONDS: i64 = 10;
