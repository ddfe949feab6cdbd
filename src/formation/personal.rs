//! What the slice keeps of somebody: the runs in which they were eligible. It is deleted with the pool of the run, once its
//! brief has ended.

use diesel::prelude::*;
use muster_kernel::Instant;

use crate::{
    db::Conn,
    error::Result,
    personal::{Rows, Whose, rows},
    schema::run_members,
};

/// Tells what is theirs, as far as they may know of it already.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    let open = run_members::chosen.eq(true).or(run_members::open_from.le(whose.at));
    rows!(told, conn, run_members where run_members::member_id.eq_any(whose.member).and(open) => {
        run_id: String, name: String, chosen: bool, open_from: Instant,
    })
}
