//! What the slice keeps of somebody: their ties and blocks, told without whom they are with.

use diesel::prelude::*;
use muster_kernel::Instant;

use crate::{
    changes,
    db::{Conn, Tx},
    error::Result,
    identity::MemberId,
    personal::{Rows, Whose, rows},
    schema::{blocks, ties},
};

/// Tells what is theirs. That somebody else blocks them is that one's.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    let either = ties::member_id.eq_any(whose.member).or(ties::other_id.eq_any(whose.member));
    rows!(told, conn, ties where either => { updated_at: Instant, strength: i32 })?;
    rows!(told, conn, blocks where blocks::member_id.eq_any(whose.member) => { created_at: Instant })
}

/// Erases every tie and block of theirs, whoever said it.
pub fn erase(tx: &mut Tx<'_>, whose: &Whose) -> Result<()> {
    let Some(member) = whose.member else { return Ok(()) };
    let tied = ties::member_id.eq(member).or(ties::other_id.eq(member));
    let blocked = blocks::member_id.eq(member).or(blocks::other_id.eq(member));
    let mut pairs: Vec<(MemberId, MemberId)> =
        ties::table.filter(tied).select((ties::member_id, ties::other_id)).load(&mut **tx)?;
    let others = blocks::table.filter(blocked).select((blocks::member_id, blocks::other_id));
    pairs.extend(others.load::<(MemberId, MemberId)>(&mut **tx)?);
    diesel::delete(ties::table.filter(tied)).execute(&mut **tx)?;
    diesel::delete(blocks::table.filter(blocked)).execute(&mut **tx)?;
    pairs.into_iter().try_for_each(|(a, b)| changes::pair(tx, a, b))
}
