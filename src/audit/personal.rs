//! What the log says of somebody: what they did. It stays: the log is chained, and never edited.

use diesel::prelude::*;
use muster_kernel::Instant;

use crate::{
    db::Conn,
    error::Result,
    personal::{Rows, Whose, rows},
    schema::audit_entries,
};

/// Tells what they did, without details, and without to whom: both may name others.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    rows!(told, conn, audit_entries where audit_entries::person_id.eq(whose.person.to_string()) => {
        id: String, at: Instant, hat: Option<String>, act: String,
    })
}
