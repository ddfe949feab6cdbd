//! Availability.

use muster_kernel::{Id, id::Kind};

pub mod routes;

/// Names an exception to a weekly pattern.
pub struct ExceptionKind;

impl Kind for ExceptionKind {
    const PREFIX: &'static str = "exception";
}

/// The id of an exception to a weekly pattern.
pub type ExceptionId = Id<ExceptionKind>;

/// Names a booking of hours.
pub struct BookingKind;

impl Kind for BookingKind {
    const PREFIX: &'static str = "booking";
}

/// The id of a booking of hours.
pub type BookingId = Id<BookingKind>;
