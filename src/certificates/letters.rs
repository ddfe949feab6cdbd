//! What admins are told.

use crate::{
    formation::RunId,
    notices::{Kind, Notice},
};

/// That the pool of a run depends on spaces.
pub(super) fn unequal(run: RunId) -> Notice {
    Notice {
        kind: Kind::Desk,
        event: "run.found-unequal",
        about: run.to_string(),
        subject: "A run depends on spaces".to_owned(),
        text: format!(
            "for {run}, the pool or the result was another once spaces, terms and operators had been permuted. Nobody is \
             to be picked by where their desk is, so please stop forming teams until the cause is found. The run's \
             certificate says what was compared."
        ),
        link: format!("/runs/{run}"),
        by: None,
    }
}
