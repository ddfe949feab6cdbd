//! x
use crate::{app::App, briefs::BriefId, error::Result, invitations::InvitationId};
pub fn repair(_: &App, _: InvitationId) -> Result<()> {
    Ok(())
}
pub fn close(_: &App, _: BriefId) -> Result<()> {
    Ok(())
}
