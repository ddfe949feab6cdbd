//! Formation.

use muster_kernel::{Id, id::Kind};

pub mod routes;
pub mod service;

/// Names a run of formation.
pub struct RunKind;

impl Kind for RunKind {
    const PREFIX: &'static str = "run";
}

/// The id of a run of formation.
pub type RunId = Id<RunKind>;
