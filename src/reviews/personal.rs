//! What the slice keeps of somebody: what they said of clients, what clients said of them, and whether they show it.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::model::{About, State};
use crate::{
    db::{Conn, Tx},
    error::Result,
    identity::MemberId,
    personal::{Rows, Whose, rows},
    schema::{review_rounds, review_sharing, reviews},
};

/// Tells what is theirs; what was said of them, once it is revealed.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    let member = whose.member.map(|member| member.to_string());
    let said = reviews::member.eq_any(member.clone()).and(reviews::about.eq(About::Client));
    rows!(told, conn, reviews where said => {
        engagement_id: String, about: String, score: i32, words: String, written_at: Instant,
    })?;
    let revealed =
        review_rounds::table.filter(review_rounds::state.eq(State::Revealed)).select(review_rounds::engagement_id);
    let of_them = reviews::member.eq_any(member).and(reviews::about.eq(About::Seat));
    let of_them = of_them.and(reviews::engagement_id.eq_any(revealed));
    rows!(told, conn, reviews where of_them => {
        engagement_id: String, about: String, score: i32, words: String, written_at: Instant,
    })?;
    rows!(told, conn, review_sharing where review_sharing::member_id.eq_any(whose.member) => { since: Instant })
}

/// Empties the words of both sides, and shows nothing any more. Scores stay until they expire, for the other side's sake.
pub fn erase(tx: &mut Tx<'_>, whose: &Whose) -> Result<()> {
    let Some(member) = whose.member else { return Ok(()) };
    let theirs = reviews::table.filter(reviews::member.eq(member.to_string()));
    diesel::update(theirs).set(reviews::words.eq("")).execute(&mut **tx)?;
    diesel::delete(review_sharing::table.find(member)).execute(&mut **tx)?;
    Ok(())
}

/// Since when a member lets clients see their counts, if they do.
pub fn shown_since(conn: &mut Conn, member: MemberId) -> Result<Option<Instant>> {
    Ok(review_sharing::table.find(member).select(review_sharing::since).first(conn).optional()?)
}
