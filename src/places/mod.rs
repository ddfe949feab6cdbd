//! Places.

use muster_kernel::{Id, id::Kind};

pub mod routes;

/// Names a place.
pub struct PlaceKind;

impl Kind for PlaceKind {
    const PREFIX: &'static str = "place";
}

/// The id of a place.
pub type PlaceId = Id<PlaceKind>;
