//! The rows of members, their skills and languages.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use muster_kernel::{Currency, Instant};

use crate::{
    db::{Conn, Tx, insert_all},
    error::Result,
    identity::{MemberId, PersonId},
    places::PlaceId,
    schema::{kept_evidence, member_bidding, member_languages, member_skills, members, people},
    skills::SkillId,
};

/// How many values one `IN` holds.
pub(super) const CHUNK: usize = 500;

/// A member, without skills and languages.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = members, treat_none_as_default_value = false)]
pub(super) struct MemberRow {
    pub(super) id: MemberId,
    pub(super) person_id: PersonId,
    pub(super) alias: String,
    pub(super) headline: String,
    pub(super) about: String,
    pub(super) rate_minor: i64,
    pub(super) currency: Currency,
    pub(super) place_id: Option<PlaceId>,
    pub(super) onsite: bool,
    pub(super) in_pool: bool,
    pub(super) takes_bids: bool,
    pub(super) version: i32,
    pub(super) created_at: Instant,
}

/// What a change of the profile sets; the version goes with it.
#[derive(AsChangeset)]
#[diesel(table_name = members, treat_none_as_null = true)]
pub(super) struct Change<'a> {
    pub(super) headline: &'a str,
    pub(super) about: &'a str,
    pub(super) rate_minor: i64,
    pub(super) currency: Currency,
    pub(super) place_id: Option<PlaceId>,
    pub(super) onsite: bool,
    pub(super) in_pool: bool,
    pub(super) takes_bids: bool,
    pub(super) version: i32,
}

/// A skill of a member.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = member_skills)]
pub(super) struct SkillRow {
    pub(super) member_id: MemberId,
    pub(super) skill_id: SkillId,
    pub(super) level: i32,
    pub(super) evidence: i32,
}

/// A language of a member.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = member_languages)]
pub(super) struct LanguageRow {
    pub(super) member_id: MemberId,
    pub(super) language: String,
}

pub(super) fn insert(tx: &mut Tx<'_>, rows: &[MemberRow]) -> Result<()> {
    insert_all::<_, MemberRow>(tx, members::table, rows)?;
    Ok(())
}

pub(super) fn insert_skills(tx: &mut Tx<'_>, rows: &[SkillRow]) -> Result<()> {
    insert_all::<_, SkillRow>(tx, member_skills::table, rows)?;
    Ok(())
}

pub(super) fn insert_languages(tx: &mut Tx<'_>, rows: &[LanguageRow]) -> Result<()> {
    insert_all::<_, LanguageRow>(tx, member_languages::table, rows)?;
    Ok(())
}

pub(super) fn member(conn: &mut Conn, id: MemberId) -> Result<Option<MemberRow>> {
    Ok(members::table.find(id).select(MemberRow::as_select()).first(conn).optional()?)
}

pub(super) fn of_person(conn: &mut Conn, person: PersonId) -> Result<Option<MemberId>> {
    Ok(members::table.filter(members::person_id.eq(person)).select(members::id).first(conn).optional()?)
}

/// Who of `people` is which member.
pub(super) fn of_people(conn: &mut Conn, people: &[PersonId]) -> Result<Vec<(PersonId, MemberId)>> {
    let mut found = Vec::new();
    for some in people.chunks(CHUNK) {
        let theirs = members::table.filter(members::person_id.eq_any(some)).select((members::person_id, members::id));
        found.extend(theirs.load::<(PersonId, MemberId)>(conn)?);
    }
    Ok(found)
}

pub(super) fn change(tx: &mut Tx<'_>, id: MemberId, change: &Change<'_>) -> Result<()> {
    diesel::update(members::table.find(id)).set(change).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn skills(conn: &mut Conn, id: MemberId) -> Result<Vec<SkillRow>> {
    Ok(member_skills::table
        .filter(member_skills::member_id.eq(id))
        .order(member_skills::skill_id)
        .select(SkillRow::as_select())
        .load(conn)?)
}

pub(super) fn languages(conn: &mut Conn, id: MemberId) -> Result<Vec<String>> {
    Ok(member_languages::table
        .filter(member_languages::member_id.eq(id))
        .order(member_languages::language)
        .select(member_languages::language)
        .load(conn)?)
}

pub(super) fn delete_skills(tx: &mut Tx<'_>, id: MemberId) -> Result<()> {
    diesel::delete(member_skills::table.filter(member_skills::member_id.eq(id))).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn delete_languages(tx: &mut Tx<'_>, id: MemberId) -> Result<()> {
    diesel::delete(member_languages::table.filter(member_languages::member_id.eq(id))).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn in_pool(conn: &mut Conn, currency: Currency) -> Result<Vec<MemberRow>> {
    Ok(members::table
        .filter(members::in_pool.eq(true))
        .filter(members::currency.eq(currency))
        .order(members::id)
        .select(MemberRow::as_select())
        .load(conn)?)
}

/// Those of `among` who are in the pool.
pub(super) fn in_pool_among(conn: &mut Conn, currency: Currency, among: &[MemberId]) -> Result<Vec<MemberRow>> {
    let mut found = Vec::new();
    for some in among.chunks(CHUNK) {
        let rows = members::table
            .filter(members::id.eq_any(some))
            .filter(members::in_pool.eq(true))
            .filter(members::currency.eq(currency));
        found.extend(rows.order(members::id).select(MemberRow::as_select()).load(conn)?);
    }
    Ok(found)
}

/// The skills of those members.
pub(super) fn skills_of(conn: &mut Conn, members: &[MemberId]) -> Result<Vec<SkillRow>> {
    let mut found = Vec::new();
    for some in members.chunks(CHUNK) {
        let rows = member_skills::table.filter(member_skills::member_id.eq_any(some));
        let order = (member_skills::member_id, member_skills::skill_id);
        found.extend(rows.order(order).select(SkillRow::as_select()).load(conn)?);
    }
    Ok(found)
}

/// The languages of those members.
pub(super) fn languages_of(conn: &mut Conn, members: &[MemberId]) -> Result<Vec<LanguageRow>> {
    let mut found = Vec::new();
    for some in members.chunks(CHUNK) {
        let rows = member_languages::table.filter(member_languages::member_id.eq_any(some));
        let order = (member_languages::member_id, member_languages::language);
        found.extend(rows.order(order).select(LanguageRow::as_select()).load(conn)?);
    }
    Ok(found)
}

/// The skills of everybody in the pool.
pub(super) fn pool_skills(conn: &mut Conn, currency: Currency) -> Result<Vec<SkillRow>> {
    Ok(member_skills::table
        .inner_join(members::table.on(members::id.eq(member_skills::member_id)))
        .filter(members::in_pool.eq(true))
        .filter(members::currency.eq(currency))
        .order((member_skills::member_id, member_skills::skill_id))
        .select(SkillRow::as_select())
        .load(conn)?)
}

/// The languages of everybody in the pool.
pub(super) fn pool_languages(conn: &mut Conn, currency: Currency) -> Result<Vec<LanguageRow>> {
    Ok(member_languages::table
        .inner_join(members::table.on(members::id.eq(member_languages::member_id)))
        .filter(members::in_pool.eq(true))
        .filter(members::currency.eq(currency))
        .order((member_languages::member_id, member_languages::language))
        .select(LanguageRow::as_select())
        .load(conn)?)
}

/// Where everybody in the pool lives.
pub(super) fn places(conn: &mut Conn) -> Result<Vec<(MemberId, Option<PlaceId>)>> {
    Ok(members::table.filter(members::in_pool.eq(true)).select((members::id, members::place_id)).load(conn)?)
}

/// Who in the pool has which skill, whatever they are paid in.
pub(super) fn skills_of_pool(conn: &mut Conn) -> Result<Vec<(MemberId, SkillId)>> {
    Ok(member_skills::table
        .inner_join(members::table.on(members::id.eq(member_skills::member_id)))
        .filter(members::in_pool.eq(true))
        .select((member_skills::member_id, member_skills::skill_id))
        .load(conn)?)
}

pub(super) fn person_of(conn: &mut Conn, member: MemberId) -> Result<Option<PersonId>> {
    Ok(members::table.find(member).select(members::person_id).first(conn).optional()?)
}

/// What those members are called.
pub(super) fn names(conn: &mut Conn, ids: &[MemberId]) -> Result<Vec<(MemberId, String)>> {
    let among =
        members::table.inner_join(people::table.on(people::id.eq(members::person_id))).filter(members::id.eq_any(ids));
    Ok(among.select((members::id, people::name)).load(conn)?)
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

/// The categories of a member's bidding, in order.
pub(super) fn bidding(conn: &mut Conn, member: MemberId) -> Result<Vec<String>> {
    let own = member_bidding::table.filter(member_bidding::member_id.eq(member));
    Ok(own.order(member_bidding::category).select(member_bidding::category).load(conn)?)
}

pub(super) fn set_bidding(tx: &mut Tx<'_>, member: MemberId, categories: &BTreeSet<String>) -> Result<()> {
    diesel::delete(member_bidding::table.filter(member_bidding::member_id.eq(member))).execute(&mut **tx)?;
    for category in categories {
        let row = (member_bidding::member_id.eq(member), member_bidding::category.eq(category));
        diesel::insert_into(member_bidding::table).values(row).execute(&mut **tx)?;
    }
    Ok(())
}

/// Evidence of skills that a member does not name at present.
pub(super) fn kept_evidence(conn: &mut Conn, member: MemberId) -> Result<HashMap<SkillId, i32>> {
    let own = kept_evidence::table.filter(kept_evidence::member_id.eq(member));
    Ok(own.select((kept_evidence::skill_id, kept_evidence::evidence)).load(conn)?.into_iter().collect())
}

/// Keeps evidence of a skill that a member does not name; nothing is not kept.
pub(super) fn keep_evidence(tx: &mut Tx<'_>, member: MemberId, skill: &SkillId, evidence: i32) -> Result<()> {
    diesel::delete(kept_evidence::table.find((member, skill))).execute(&mut **tx)?;
    if evidence > 0 {
        let row = (
            kept_evidence::member_id.eq(member),
            kept_evidence::skill_id.eq(skill),
            kept_evidence::evidence.eq(evidence),
        );
        diesel::insert_into(kept_evidence::table).values(row).execute(&mut **tx)?;
    }
    Ok(())
}

pub(super) fn takes_bids(conn: &mut Conn, member: MemberId) -> Result<bool> {
    Ok(members::table.find(member).select(members::takes_bids).first(conn).optional()?.unwrap_or_default())
}

pub(super) fn is_in_pool(conn: &mut Conn, member: MemberId) -> Result<bool> {
    Ok(members::table.find(member).select(members::in_pool).first(conn).optional()?.unwrap_or_default())
}

/// Who takes bids in a category, in the order of their ids.
pub(super) fn bidders(conn: &mut Conn, category: &str, currency: Currency) -> Result<Vec<MemberId>> {
    Ok(member_bidding::table
        .inner_join(members::table.on(members::id.eq(member_bidding::member_id)))
        .filter(member_bidding::category.eq(category))
        .filter(members::takes_bids.eq(true))
        .filter(members::currency.eq(currency))
        .order(members::id)
        .select(members::id)
        .load(conn)?)
}

pub(super) fn forget_kept_evidence(tx: &mut Tx<'_>, member: MemberId) -> Result<()> {
    diesel::delete(kept_evidence::table.filter(kept_evidence::member_id.eq(member))).execute(&mut **tx)?;
    Ok(())
}
