//! Skills.

pub mod routes;
