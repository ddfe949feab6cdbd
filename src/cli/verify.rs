//! `muster verify`: the check of a receipt, without a network.

use std::path::PathBuf;

use clap::Args;

use super::{Failure, say};
use crate::certificates::verify;

#[derive(Args)]
pub(super) struct Verify {
    /// A receipt, as `GET /api/v1/runs/{id}/receipt` gives it.
    receipt: PathBuf,
    /// The public key that must have signed it, as `GET /api/v1/certificates/key` tells it. Without it, whoever made the
    /// file may have signed it with a key of their own.
    #[arg(long, value_name = "HEX")]
    key: Option<String>,
}

/// Checks a receipt. Exit code 1 where something in it is wrong, 2 where it is no receipt that can be checked here.
pub(super) fn run(options: &Verify) -> Result<(), Failure> {
    let file = options.receipt.display();
    let text =
        std::fs::read_to_string(&options.receipt).map_err(|error| Failure::BadInput(format!("{file}: {error}")))?;
    let checked = verify::check(&text, options.key.as_deref())
        .map_err(|sentence| Failure::BadInput(format!("{file}: {sentence}")))?;
    for fault in &checked.faults {
        say(format_args!("FAULT: {fault}"));
    }
    if !checked.faults.is_empty() {
        return Err(Failure::Failed(format!("the receipt of {} has {} faults", checked.run, checked.faults.len())));
    }
    say(format_args!(
        "The receipt of {} is whole: its hashes are right, and the engine answers the same.",
        checked.run
    ));
    if checked.is_certified {
        say(format_args!("Its certificate says that permuting spaces changed nothing."));
    }
    match options.key {
        Some(_) => say(format_args!("It is signed by the key that was named.")),
        None => say(format_args!("It is signed by the key {}; say --key to insist on one.", checked.key)),
    }
    Ok(())
}
