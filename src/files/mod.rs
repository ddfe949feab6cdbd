//! Files that people hand in: kept in the database, named by what they hold.
//!
//! A file is kept under the SHA-256 of its content, so the same one is kept once, whoever hands it in. It lies in the
//! database and not in a folder, so that it is written in the transaction of its cause, is part of every backup, and is
//! seen by every server. What kind of file it is is read from its content; its name only helps to tell texts apart.
//! Who may see a file is for the slice that took it: here is no route. Called by disputes; calls none.

mod model;
mod store;

pub mod service;

pub use self::model::{LARGEST, MediaType, Upload};
