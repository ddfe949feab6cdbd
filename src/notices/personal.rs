//! What the slice keeps of somebody: what they were told, and how they want to be told.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::{NoticeId, NoticeKind};
use crate::{
    clock::first_id,
    db::{Conn, Tx},
    error::Result,
    personal::{Rows, Whose, rows},
    schema::{notice_choices, notice_rhythms, notices},
};

/// Tells what is theirs. The words of a notice may name others, whom they worked with or against: it is told by what it
/// was about.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    let person = whose.person;
    rows!(told, conn, notices where notices::person_id.eq(person) => {
        id: String, hat: String, kind: String, event: String, created_at: Instant, read_at: Option<Instant>,
    })?;
    rows!(told, conn, notice_choices where notice_choices::person_id.eq(person) => {
        kind: String, app: bool, mail: String,
    })?;
    rows!(told, conn, notice_rhythms where notice_rhythms::person_id.eq(person) => {
        digest_every: String, digest_at: i32, quiet_from: Option<i32>, quiet_to: Option<i32>,
    })
}

/// Erases all of it.
pub fn erase(tx: &mut Tx<'_>, whose: &Whose) -> Result<()> {
    let person = whose.person;
    diesel::delete(notices::table.filter(notices::person_id.eq(person))).execute(&mut **tx)?;
    diesel::delete(notice_choices::table.filter(notice_choices::person_id.eq(person))).execute(&mut **tx)?;
    diesel::delete(notice_rhythms::table.find(person)).execute(&mut **tx)?;
    Ok(())
}

/// Deletes what anybody was told before `before`; `most` of it.
pub fn forget(tx: &mut Tx<'_>, before: Instant, most: i64) -> Result<usize> {
    let old = notices::table.filter(notices::id.lt(first_id::<NoticeKind>(before))).order(notices::id).limit(most);
    let old: Vec<NoticeId> = old.select(notices::id).load(&mut **tx)?;
    Ok(diesel::delete(notices::table.filter(notices::id.eq_any(&old))).execute(&mut **tx)?)
}
