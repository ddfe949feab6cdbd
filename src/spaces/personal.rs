//! What the slice keeps of somebody: where they belong, what they run, whom they brought.

use diesel::prelude::*;
use muster_kernel::{Day, Instant};

use super::{SpaceId, store};
use crate::{
    db::{Conn, Tx},
    error::Result,
    personal::{Obstacle, Rows, Whose, rows},
    schema::{affiliations, finders, space_operators},
};

/// Tells what is theirs.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    rows!(told, conn, affiliations where affiliations::member_id.eq_any(whose.member) => {
        from_day: Day, to_day: Option<Day>, space_id: String,
    })?;
    rows!(told, conn, space_operators where space_operators::person_id.eq(whose.person) => { space_id: String })?;
    rows!(told, conn, finders where finders::member_id.eq_any(whose.member) => { from_day: Day, said_at: Instant })
}

/// A space is never without anybody who runs it.
pub fn holds(conn: &mut Conn, whose: &Whose) -> Result<Option<Obstacle>> {
    let own = space_operators::table.filter(space_operators::person_id.eq(whose.person));
    let own: Vec<SpaceId> = own.select(space_operators::space_id).load(conn)?;
    let others = space_operators::table
        .filter(space_operators::space_id.eq_any(&own))
        .filter(space_operators::person_id.ne(whose.person))
        .select(space_operators::space_id)
        .distinct();
    let others: Vec<SpaceId> = others.load(conn)?;
    Ok((others.len() < own.len()).then_some(Obstacle::Space))
}

/// They belong to no space from tomorrow on, and run none. Where they belonged before stays: commission was paid by it.
pub fn erase(tx: &mut Tx<'_>, whose: &Whose) -> Result<()> {
    diesel::delete(space_operators::table.filter(space_operators::person_id.eq(whose.person))).execute(&mut **tx)?;
    let tomorrow = tx.now().day().plus_days(1);
    whose.member.map_or(Ok(()), |member| store::leave(tx, member, tomorrow))
}
