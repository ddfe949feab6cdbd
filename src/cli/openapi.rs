//! `muster openapi`

use super::{Failure, say};
use crate::http;

/// Prints the API's description, from which the front end's client is generated.
pub(super) fn run() -> Result<(), Failure> {
    let text =
        http::openapi().to_pretty_json().map_err(|error| Failure::Failed(format!("cannot write it: {error}")))?;
    say(format_args!("{text}"));
    Ok(())
}
