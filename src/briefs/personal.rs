//! What the slice keeps of somebody: the briefs that they wrote. They stay: they are their organisation's.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::model::State;
use crate::{
    db::Conn,
    error::Result,
    personal::{Obstacle, Rows, Whose, rows},
    schema::{brief_revisions, briefs},
};

/// Tells what is theirs.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    rows!(told, conn, briefs where briefs::created_by.eq(whose.person) => {
        id: String, title: String, category: String, state: String, created_at: Instant, posted_at: Option<Instant>,
    })?;
    rows!(told, conn, brief_revisions where brief_revisions::saved_by.eq(whose.person) => {
        brief_id: String, revision: i32, document: String, saved_at: Instant,
    })
}

/// Nobody leaves an organisation alone with a brief that others work on.
pub fn holds(conn: &mut Conn, whose: &Whose) -> Result<Option<Obstacle>> {
    let open = briefs::table
        .filter(briefs::client_id.eq_any(whose.orphan))
        .filter(briefs::state.eq_any([State::Posted, State::Decided]));
    Ok((open.count().get_result::<i64>(conn)? > 0).then_some(Obstacle::Brief))
}
