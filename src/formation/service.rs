//! x
use crate::{app::App, briefs::BriefId, error::Result};
pub fn form(_: &App, _: BriefId) -> Result<()> {
    Ok(())
}
