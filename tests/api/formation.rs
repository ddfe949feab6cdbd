//! formation
