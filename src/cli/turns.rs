//! `muster turns`

use clap::Subcommand;

use super::{Failure, judge, look_at, say, say_linked};
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
    say_linked(chain);
    judge("the turn ledger", findings.all_faults(), "The turns sum to zero.")
}
