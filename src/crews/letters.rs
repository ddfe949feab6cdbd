//! What members are told about crews.

use super::CrewId;
use crate::{
    letters::Letter,
    notices::{Kind, Notice},
};

/// To somebody whom `from`, a first name, asks to join.
pub(super) fn invited(crew: CrewId, name: &str, from: &str) -> Notice {
    let letter = Letter::new("crew-invited").with("name", name).with("from", from);
    Notice::new(Kind::Crew, "crew.invited", crew, letter).at(format!("/crews/{crew}"))
}
