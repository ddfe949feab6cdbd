//! x
use crate::{app::App, error::Result, invitations::InvitationId};
pub fn lapse(_: &App, _: InvitationId) -> Result<()> {
    Ok(())
}
