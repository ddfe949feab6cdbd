//! The rows of ties and blocks.

use diesel::prelude::*;

use crate::{
    db::{Conn, Tx},
    error::Result,
    identity::MemberId,
    schema::{blocks, ties},
};

/// How many values one `IN` holds.
const CHUNK: usize = 500;

/// The ties whose first member is one of `members`.
pub(super) fn of(conn: &mut Conn, members: &[MemberId]) -> Result<Vec<(MemberId, MemberId, i32)>> {
    let mut found = Vec::new();
    for chunk in members.chunks(CHUNK) {
        let some = ties::table.filter(ties::member_id.eq_any(chunk));
        let all = (ties::member_id, ties::other_id, ties::strength);
        found.extend(some.select(all).load::<(MemberId, MemberId, i32)>(conn)?);
    }
    Ok(found)
}

pub(super) fn strength(tx: &mut Tx<'_>, pair: (MemberId, MemberId)) -> Result<Option<i32>> {
    Ok(ties::table.find(pair).select(ties::strength).first(&mut **tx).optional()?)
}

pub(super) fn insert(tx: &mut Tx<'_>, pair: (MemberId, MemberId), strength: i32) -> Result<()> {
    let row = (
        ties::member_id.eq(pair.0),
        ties::other_id.eq(pair.1),
        ties::strength.eq(strength),
        ties::updated_at.eq(tx.now()),
    );
    diesel::insert_into(ties::table).values(row).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn set_strength(tx: &mut Tx<'_>, pair: (MemberId, MemberId), strength: i32) -> Result<()> {
    let change = (ties::strength.eq(strength), ties::updated_at.eq(tx.now()));
    diesel::update(ties::table.find(pair)).set(change).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn blocks(conn: &mut Conn) -> Result<Vec<(MemberId, MemberId)>> {
    Ok(blocks::table.select((blocks::member_id, blocks::other_id)).load(conn)?)
}
