//! `muster grant`: how a new network gets its first admin and stewards.

use clap::Args;

use super::{Failure, config, open, say};
use crate::{
    audit::By,
    clock::Mint,
    error::Error,
    identity::{self, Hat},
};

#[derive(Args)]
pub(super) struct Grant {
    /// The address of somebody who signed up.
    email: String,
    /// admin or steward. An operator is named for a space, through the API.
    hat: Hat,
}

pub(super) fn run(grant: &Grant) -> Result<(), Failure> {
    if !matches!(grant.hat, Hat::Admin | Hat::Steward) {
        let sentence = format!("{} is gained in the network itself; this command gives admin or steward", grant.hat);
        return Err(Failure::BadInput(sentence));
    }
    let app = open(&config()?, Mint::system())?;
    let granted = app.db.write(|tx| {
        let person = identity::service::person_by_email(tx, &grant.email)?;
        identity::service::grant(tx, By::Muster, person, grant.hat)
    });
    granted.map_err(|error| match error {
        Error::Invalid(_) | Error::Conflict { .. } => Failure::BadInput(error.to_string()),
        other => other.into(),
    })?;
    say(format_args!("{} may wear the {} hat.", grant.email, grant.hat));
    Ok(())
}
