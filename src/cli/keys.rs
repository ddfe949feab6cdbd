//! `muster keys`: the keys that sign access tokens.

use clap::Subcommand;

use super::{Failure, config, say};
use crate::{clock::Mint, identity::Keys};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Add a key. It signs from the next start on; the old ones stay good for checking until they are removed from the
    /// file.
    Add,
}

pub(super) fn run(command: &Command) -> Result<(), Failure> {
    let Command::Add = command;
    let file = config()?.token_keys();
    let kid = Keys::add(&file, &Mint::system())?;
    say(format_args!("{} has the new key {kid}. Restart the servers to sign with it.", file.display()));
    Ok(())
}
