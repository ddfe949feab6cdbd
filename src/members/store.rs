//! The rows of members, their skills and languages.

use diesel::prelude::*;
use muster_kernel::Currency;

use crate::{
    db::{Conn, Tx},
    error::Result,
    identity::{MemberId, PersonId},
    places::PlaceId,
    schema::{member_languages, member_skills, members},
    skills::SkillId,
};

/// A member of the pool, without skills and languages.
#[derive(Queryable, Selectable)]
#[diesel(table_name = members)]
pub(super) struct InPool {
    pub(super) id: MemberId,
    pub(super) person_id: PersonId,
    pub(super) alias: String,
    pub(super) rate_minor: i64,
    pub(super) place_id: Option<PlaceId>,
    pub(super) onsite: bool,
}

pub(super) fn in_pool(conn: &mut Conn, currency: Currency) -> Result<Vec<InPool>> {
    Ok(members::table
        .filter(members::in_pool.eq(true))
        .filter(members::currency.eq(currency))
        .order(members::id)
        .select(InPool::as_select())
        .load(conn)?)
}

/// The skills of everybody in the pool.
pub(super) fn pool_skills(conn: &mut Conn, currency: Currency) -> Result<Vec<(MemberId, SkillId, i32, i32)>> {
    Ok(member_skills::table
        .inner_join(members::table.on(members::id.eq(member_skills::member_id)))
        .filter(members::in_pool.eq(true))
        .filter(members::currency.eq(currency))
        .order((member_skills::member_id, member_skills::skill_id))
        .select((member_skills::member_id, member_skills::skill_id, member_skills::level, member_skills::evidence))
        .load(conn)?)
}

/// The languages of everybody in the pool.
pub(super) fn pool_languages(conn: &mut Conn, currency: Currency) -> Result<Vec<(MemberId, String)>> {
    Ok(member_languages::table
        .inner_join(members::table.on(members::id.eq(member_languages::member_id)))
        .filter(members::in_pool.eq(true))
        .filter(members::currency.eq(currency))
        .order((member_languages::member_id, member_languages::language))
        .select((member_languages::member_id, member_languages::language))
        .load(conn)?)
}

pub(super) fn person_of(conn: &mut Conn, member: MemberId) -> Result<Option<PersonId>> {
    Ok(members::table.find(member).select(members::person_id).first(conn).optional()?)
}

pub(super) fn evidence(tx: &mut Tx<'_>, member: MemberId, skill: &SkillId) -> Result<Option<i32>> {
    let found = member_skills::table.find((member, skill)).select(member_skills::evidence);
    Ok(found.first(&mut **tx).optional()?)
}

pub(super) fn set_evidence(tx: &mut Tx<'_>, member: MemberId, skill: &SkillId, evidence: i32) -> Result<()> {
    let row = member_skills::table.find((member, skill));
    diesel::update(row).set(member_skills::evidence.eq(evidence)).execute(&mut **tx)?;
    Ok(())
}
