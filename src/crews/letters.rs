//! What members are told about crews.

use super::CrewId;
use crate::notices::{Kind, Notice};

/// To somebody whom `from`, a first name, asks to join.
pub(super) fn invited(crew: CrewId, name: &str, from: &str) -> Notice {
    let text = format!(
        "{from} asks you to join the crew \"{name}\", to bid together for work. Nothing is bid in your name unless you sign \
         it off yourself."
    );
    Notice::new(Kind::Crew, "crew.invited", crew, format!("Join the crew {name}?"), text).at(format!("/crews/{crew}"))
}
