//! What the slice keeps of somebody: their profile, skills and languages, and what they bid for.

use std::collections::BTreeSet;

use diesel::prelude::*;
use muster_kernel::Instant;

use super::store;
use crate::{
    changes,
    db::{Conn, Tx},
    error::Result,
    personal::{Rows, Whose, rows},
    schema::{kept_evidence, member_bidding, member_languages, member_skills, members},
};

/// Tells what is theirs.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    rows!(told, conn, members where members::id.eq_any(whose.member) => {
        id: String, alias: String, headline: String, about: String, rate_minor: i64, currency: String,
        place_id: Option<String>, onsite: bool, in_pool: bool, takes_bids: bool, created_at: Instant,
    })?;
    rows!(told, conn, member_skills where member_skills::member_id.eq_any(whose.member) => {
        skill_id: String, level: i32, evidence: i32,
    })?;
    rows!(told, conn, kept_evidence where kept_evidence::member_id.eq_any(whose.member) => {
        skill_id: String, evidence: i32,
    })?;
    rows!(told, conn, member_languages where member_languages::member_id.eq_any(whose.member) => { language: String })?;
    rows!(told, conn, member_bidding where member_bidding::member_id.eq_any(whose.member) => { category: String })
}

/// Erases what they said of themselves. Their name in pools stays: it is random, and receipts hold it.
pub fn erase(tx: &mut Tx<'_>, whose: &Whose) -> Result<()> {
    let Some(member) = whose.member else { return Ok(()) };
    store::delete_skills(tx, member)?;
    store::forget_kept_evidence(tx, member)?;
    store::delete_languages(tx, member)?;
    store::set_bidding(tx, member, &BTreeSet::new())?;
    let to = (
        members::headline.eq(""),
        members::about.eq(""),
        members::rate_minor.eq(0),
        members::place_id.eq(None::<String>),
        members::onsite.eq(false),
        members::in_pool.eq(false),
        members::takes_bids.eq(false),
        members::version.eq(members::version + 1),
    );
    diesel::update(members::table.find(member)).set(to).execute(&mut **tx)?;
    changes::member(tx, member)
}
