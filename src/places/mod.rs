//! Towns and villages, and how far they lie apart.
//!
//! A place has coordinates and is rural or urban. Its distances to all other places are measured once, when it is
//! added, and kept in whole kilometres: formation compares them, and must read the same numbers on every machine. Only
//! pairs up to 500 km apart are kept; what lies farther is out of reach for work on site. Calls no other slice.

pub mod listed;
mod model;
pub mod routes;
pub mod service;
mod store;

pub use self::model::{NewPlace, Place, PlaceId, PlaceKind, Settlement};
