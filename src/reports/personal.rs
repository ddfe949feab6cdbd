//! What the slice keeps of somebody: when they showed their own lines to which space.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::store;
use crate::{
    db::{Conn, Tx},
    error::Result,
    identity::MemberId,
    personal::{Rows, Whose, rows},
    schema::line_shares,
};

/// Tells what is theirs.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    rows!(told, conn, line_shares where line_shares::member_id.eq_any(whose.member) => {
        from_at: Instant, until_at: Option<Instant>, space_id: String,
    })
}

/// They show nothing any more. That they did stays: what others were told rests on it.
pub fn erase(tx: &mut Tx<'_>, whose: &Whose) -> Result<()> {
    let Some(member) = whose.member else { return Ok(()) };
    let Some(share) = store::share_of(tx, member)? else { return Ok(()) };
    store::end_share(tx, share.id).map(drop)
}

/// When a member showed their own lines to their space: from, until.
pub fn shown(conn: &mut Conn, member: MemberId) -> Result<Vec<(Instant, Option<Instant>)>> {
    let own = line_shares::table.filter(line_shares::member_id.eq(member)).order(line_shares::from_at);
    Ok(own.select((line_shares::from_at, line_shares::until_at)).load(conn)?)
}
