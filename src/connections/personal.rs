//! What the slice keeps of somebody: what happened between them and others, told without the others.

use diesel::prelude::*;
use muster_kernel::{Day, Instant};

use crate::{
    db::{Conn, Tx},
    error::Result,
    personal::{Rows, Whose, rows},
    schema::connections,
};

/// Tells what is theirs; notes only where they wrote them.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    let own = || connections::member_id.eq_any(whose.member);
    let logged = own().and(connections::space_id.is_null());
    let others = connections::other_id.eq_any(whose.member).or(own().and(connections::space_id.is_not_null()));
    rows!(told, conn, connections where logged => {
        id: String, kind: String, happened_on: Day, note: String, state: String, strength: i32, created_at: Instant,
    })?;
    rows!(told, conn, connections where others => {
        id: String, kind: String, happened_on: Day, state: String, strength: i32, created_at: Instant,
    })
}

/// Empties the notes, which may name them. That something happened between two members is counted on.
pub fn erase(tx: &mut Tx<'_>, whose: &Whose) -> Result<()> {
    let Some(member) = whose.member else { return Ok(()) };
    let theirs = connections::member_id.eq(member).or(connections::other_id.eq(member));
    diesel::update(connections::table.filter(theirs)).set(connections::note.eq("")).execute(&mut **tx)?;
    Ok(())
}
