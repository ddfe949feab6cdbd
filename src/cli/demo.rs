//! `muster demo`

use clap::Args;
use muster_kernel::Day;

use super::{Failure, config, connect, say};
use crate::{
    clock::Mint,
    demo::{self, Found, PASSWORD, SIGN_INS},
    error::Error,
};

#[derive(Args)]
pub(super) struct Options {
    /// Everything that is drawn comes from it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many members, 50 to 20000.
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(50..=20_000))]
    members: u32,
    /// The day on which the network's history ends; yesterday where absent.
    #[arg(long)]
    today: Option<Day>,
    /// Where there is a demo network already, leave it and only print its sign-ins.
    #[arg(long)]
    if_empty: bool,
}

/// Makes the demo network, and prints one sign-in for each hat.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let config = config()?;
    let app = connect(&config, Mint::system())?;
    let found = demo::look(&app)?;
    if found == Found::Other && options.if_empty {
        return Ok(());
    }
    if found != Found::Demo || !options.if_empty {
        let today = options.today.unwrap_or_else(|| app.now().day().plus_days(-1));
        let members = usize::try_from(options.members).unwrap_or_default();
        say(format_args!(
            "Making a demo network of {members} members in {}; this takes a little while …",
            config.database
        ));
        demo::make(&config, demo::Demo { seed: options.seed, members, today }).map_err(|error| match error {
            Error::Conflict { .. } => Failure::BadInput(error.to_string()),
            other => other.into(),
        })?;
    }
    say(format_args!("Sign in with the password \"{PASSWORD}\" as"));
    for (hat, email) in SIGN_INS {
        say(format_args!("  {:<10}{email}", hat.as_str()));
    }
    Ok(())
}
