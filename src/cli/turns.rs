//! `muster turns`

use clap::Subcommand;

use super::{Failure, look_at, say};
use crate::turns;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Recount the turn ledger: offers, groups, decays, balances, and the chain. Exit code 1 where something is wrong.
    Verify,
}

pub(super) fn run(command: &Command) -> Result<(), Failure> {
    let Command::Verify = command;
    let findings = turns::service::verify(&look_at()?)?;
    let turns::Findings { offers, groups, closings, balances, chain, .. } = &findings;
    say(format_args!("{offers} offers, {groups} groups, {closings} closings and {balances} balances were counted."));
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
            say(format_args!("The turns sum to zero."));
            Ok(())
        }
        many => Err(Failure::Failed(format!("the turn ledger has {many} faults"))),
    }
}
