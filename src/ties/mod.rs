//! Who works well together, and who never should.
//!
//! A tie is a recorded collaboration or introduction between two members, with a strength up to 1000; it counts both
//! ways. A block is said by one member in private: never in one team with this other one. Formation honours it from
//! either side; nobody is shown it but the member who said it, the other one never learns of it, and the audit log
//! notes that a block was said, not whom it names. Calls `identity` and `members`.

mod model;
pub mod personal;
pub mod routes;
pub mod service;
mod store;
