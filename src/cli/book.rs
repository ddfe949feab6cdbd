//! `muster book`

use clap::Subcommand;

use super::{Failure, look_at, say};
use crate::book;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Recount the book: sums, kept balances, splits, and the chain. Exit code 1 where something is wrong.
    Verify,
}

pub(super) fn run(command: &Command) -> Result<(), Failure> {
    let Command::Verify = command;
    let findings = book::service::verify(&look_at()?)?;
    let book::Findings { entries, balances, chain, .. } = &findings;
    say(format_args!("{entries} entries and {balances} balances were counted."));
    say(format_args!(
        "{} entries are linked as they were written, and {} wait for their link.",
        chain.intact, chain.pending
    ));
    let faults: Vec<&str> = findings.all_faults().collect();
    for fault in &faults {
        say(format_args!("FAULT: {fault}"));
    }
    match faults.len() {
        0 => {
            say(format_args!("The book balances."));
            Ok(())
        }
        many => Err(Failure::Failed(format!("the book has {many} faults"))),
    }
}
