//! What the slice keeps of somebody: seats that they gave up or took over, and cases that they had as a steward. It stays
//! with the contract.

use diesel::prelude::*;
use muster_kernel::{Day, Instant};

use super::model::{Asker, State};
use crate::{
    db::Conn,
    error::Result,
    personal::{Obstacle, Rows, Whose, rows},
    schema::handovers,
};

/// Tells what is theirs: reason and words only where they wrote them.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    let asked = handovers::outgoing_id.eq_any(whose.member).and(handovers::asked_by.eq(Asker::Member));
    rows!(told, conn, handovers where asked => {
        id: String, engagement_id: String, reason: String, words: String, state: String, from_monday: Option<Day>,
        created_at: Instant,
    })?;
    let taken = handovers::incoming_id.eq_any(whose.member);
    rows!(told, conn, handovers where taken => {
        id: String, engagement_id: String, state: String, begins_monday: Option<Day>,
    })?;
    rows!(told, conn, handovers where handovers::steward_id.eq(whose.person) => { id: String, state: String })
}

/// A steward ends their cases first.
pub fn holds(conn: &mut Conn, whose: &Whose) -> Result<Option<Obstacle>> {
    let open = handovers::table.filter(handovers::steward_id.eq(whose.person)).filter(handovers::state.eq_any([
        State::Taken,
        State::Seeking,
        State::Unfilled,
    ]));
    Ok((open.count().get_result::<i64>(conn)? > 0).then_some(Obstacle::Case))
}
