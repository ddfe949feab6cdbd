//! Who works well together, and who never should.
//!
//! A tie is a recorded collaboration or introduction between two members, with a strength up to 1000; it counts both
//! ways. A block is said by one member in private: never in one team with this other one. Formation honours it from
//! either side, nobody else is shown it, and the other one never learns of it. Calls `identity` and `members`.

pub mod service;
mod store;
