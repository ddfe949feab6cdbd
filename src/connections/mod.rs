//! Connections: what happened between people in and between spaces.
//!
//! A member logs an introduction, advice, support or paid work with another member; the other one confirms it or says
//! no. A host (an operator of a space) logs what happened between two members who belong to the space; both confirm. What
//! is not confirmed counts nowhere, is seen by nobody but the two (and the host who logged it), and expires after thirty
//! days.
//!
//! **Ties.** A confirmed connection makes the tie between the two stronger, each kind by its own measure; paid work by
//! the most. Either of the two may take it back at any time, and the tie loses exactly what it had gained. One kind counts
//! once in thirty days for two members, and a member logs twenty a day at most, so that nobody talks ties up.
//!
//! **Who sees what.** A member sees their own connections, and their ties with what each came from. A host sees those that
//! their space's hosts logged, and of these only whether they were confirmed: never any other connection of anybody.
//! Stewards and admins read a report of the network: counts by kind, by month, by pair of places, and of exchange between
//! town and country. Everybody reads the same without what would stand for fewer than three members. A picture shows the
//! places and the strongest exchange between them.
//!
//! Calls ties, members, places, spaces, identity and notices. Formation reads none of this, only the ties.

mod hosts;
mod letters;
mod map;
mod model;
mod own_ties;
pub mod personal;
mod report;
pub mod routes;
pub mod service;
mod store;

use muster_kernel::{Id, id::Kind};

pub use self::model::{ConnectionKind, ConnectionState, NewConnection};

/// Names a connection.
pub struct ConnectionIdKind;

impl Kind for ConnectionIdKind {
    const PREFIX: &'static str = "connection";
}

/// The id of a connection.
pub type ConnectionId = Id<ConnectionIdKind>;
