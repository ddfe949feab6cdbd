//! Members.

pub mod routes;
