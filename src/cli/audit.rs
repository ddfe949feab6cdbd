//! `muster audit`

use clap::Subcommand;

use super::{Failure, look_at, say};
use crate::audit;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Look for any edit, deletion or reordering of the audit log. Exit code 1 where there is one.
    Verify,
}

pub(super) fn run(command: &Command) -> Result<(), Failure> {
    let Command::Verify = command;
    let findings = audit::verify(&look_at()?)?;
    say(format_args!(
        "{} entries are linked as they were written, and {} wait for their link.",
        findings.intact, findings.pending
    ));
    for fault in &findings.faults {
        say(format_args!("FAULT: {fault}"));
    }
    match findings.faults.len() {
        0 => {
            say(format_args!("The audit log is whole."));
            Ok(())
        }
        many => Err(Failure::Failed(format!("the audit log has {many} faults"))),
    }
}
