//! What the slice keeps of somebody: what they said for their organisation's invoices. It stays, as the law wants it.

use diesel::prelude::*;
use muster_kernel::Instant;

use crate::{
    db::Conn,
    error::Result,
    personal::{Rows, Whose, rows},
    schema::billing_details,
};

/// Tells what is theirs.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    rows!(told, conn, billing_details where billing_details::given_by.eq(whose.person) => {
        given_at: Instant, client_id: String, version: i32, details: String,
    })
}
