//! What admins are told.

use crate::{
    formation::RunId,
    letters::Letter,
    notices::{Kind, Notice},
};

/// That the pool of a run depends on spaces.
pub(super) fn unequal(run: RunId) -> Notice {
    let letter = Letter::new("run-unequal").with("run", run.to_string());
    Notice::new(Kind::Desk, "run.found-unequal", run, letter).at(format!("/runs/{run}"))
}
