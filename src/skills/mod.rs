//! What members know and briefs ask for: one taxonomy of skills.
//!
//! A skill has a preferred name, aliases in any language, broader skills and related ones. Its id is a readable slug, so
//! that a receipt of formation reads without the database. Names are compared folded: in lower case, with single spaces.
//! One name may belong to several skills; whoever looks one up gets the skill whose preferred name it is, before those
//! that have it as an alias, and a skill of Muster's own taxonomy before one of ESCO.
//!
//! Muster brings a starter taxonomy, so that a new network works at once. ESCO, the European taxonomy, can be imported
//! on top: a concept that is known here already gives its labels to the skill that is there. Calls no other slice.

mod esco;
mod import;
mod model;
pub mod routes;
pub mod service;
mod starter;
mod store;

pub use self::model::{Category, Imported, SkillId};
