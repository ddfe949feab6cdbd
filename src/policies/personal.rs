//! What the slice keeps of somebody: the policies that they proposed. It stays, as everybody may read it.

use diesel::prelude::*;
use muster_kernel::Instant;

use crate::{
    db::Conn,
    error::Result,
    personal::{Rows, Whose, rows},
    schema::policy_proposals,
};

/// Tells what is theirs.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    rows!(told, conn, policy_proposals where policy_proposals::proposed_by.eq(whose.person) => {
        id: String, document: String, why: String, state: String, proposed_at: Instant,
    })
}
