//! What the slice keeps of somebody: what they asked and replied. It stays, without a name, as it was shown to all.

use diesel::prelude::*;
use muster_kernel::Instant;

use crate::{
    db::Conn,
    error::Result,
    personal::{Rows, Whose, rows},
    schema::{question_replies, questions},
};

/// Tells what is theirs.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    rows!(told, conn, questions where questions::member_id.eq_any(whose.member) => {
        id: String, brief_id: String, state: String, words: String, asked_at: Instant,
    })?;
    rows!(told, conn, question_replies where question_replies::member_id.eq_any(whose.member) => {
        question_id: String, bid_id: String, words: String, replied_at: Instant,
    })
}
