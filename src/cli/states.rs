//! `muster states`

use super::{Failure, say};
use crate::states;

/// Prints the drawing of all state machines, which is docs/states.md.
pub(super) fn run() -> Result<(), Failure> {
    say(format_args!("{}", states::drawing().trim_end()));
    Ok(())
}
