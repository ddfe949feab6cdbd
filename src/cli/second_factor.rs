//! `muster second-factor`: for somebody who lost their app and their recovery codes, or the device with their passkeys.

use clap::Subcommand;

use super::{Failure, config, open, say};
use crate::{clock::Mint, error::Error, identity::second_factor};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Take somebody's second factor and passkeys away, so that a password is enough, and end their sessions. Be sure whom
    /// you speak to: whoever has somebody's mail can set a new password, and this is all that stands in their way.
    Remove {
        /// The address of somebody who has a second factor or passkeys.
        email: String,
    },
}

pub(super) fn run(command: &Command) -> Result<(), Failure> {
    let Command::Remove { email } = command;
    let app = open(&config()?, Mint::system())?;
    let passkeys = second_factor::service::take_away(&app, email).map_err(|error| match error {
        Error::Invalid(_) | Error::Conflict { .. } => Failure::BadInput(error.to_string()),
        other => other.into(),
    })?;
    say(format_args!(
        "{email} signs in with a password alone, and was told so by mail. Of their passkeys, {passkeys} were removed."
    ));
    Ok(())
}
