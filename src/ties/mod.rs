//! Ties.
