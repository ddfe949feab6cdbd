//! The rows of skills, their names and their relations.

use diesel::prelude::*;

use super::model::{RelationKind, SkillId, Source};
use crate::{
    db::{Conn, Tx, escaped, insert_all},
    error::Result,
    schema::{skill_names, skill_relations, skills},
};

/// How many values one `IN` holds.
const CHUNK: usize = 500;
/// A letter that sorts after all others: what begins with a text lies between it and it with this letter behind.
const LAST_LETTER: char = '\u{10ffff}';

/// A skill.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = skills, treat_none_as_default_value = false)]
pub(super) struct SkillRow {
    pub(super) id: SkillId,
    pub(super) name: String,
    pub(super) category: String,
    pub(super) source: Source,
    pub(super) uri: Option<String>,
}

/// A name that a skill goes by; rank 0 is the preferred one.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = skill_names)]
pub(super) struct NameRow {
    pub(super) folded: String,
    pub(super) skill_id: SkillId,
    pub(super) name: String,
    pub(super) rank: i32,
}

/// How two skills relate.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = skill_relations)]
pub(super) struct RelationRow {
    pub(super) skill_id: SkillId,
    pub(super) other_id: SkillId,
    pub(super) kind: RelationKind,
    pub(super) strength: i32,
}

impl RelationRow {
    /// Two related skills; kept once, the smaller id first.
    pub(super) fn related(a: SkillId, b: SkillId, strength: i32) -> Self {
        let (skill_id, other_id) = if a < b { (a, b) } else { (b, a) };
        Self { skill_id, other_id, kind: RelationKind::Related, strength }
    }
}

pub(super) fn insert_skills(tx: &mut Tx<'_>, rows: &[SkillRow]) -> Result<usize> {
    insert_all::<_, SkillRow>(tx, skills::table, rows)
}

pub(super) fn insert_names(tx: &mut Tx<'_>, rows: &[NameRow]) -> Result<usize> {
    insert_all::<_, NameRow>(tx, skill_names::table, rows)
}

pub(super) fn insert_relations(tx: &mut Tx<'_>, rows: &[RelationRow]) -> Result<usize> {
    insert_all::<_, RelationRow>(tx, skill_relations::table, rows)
}

pub(super) fn set_uri(tx: &mut Tx<'_>, id: &SkillId, uri: &str) -> Result<()> {
    diesel::update(skills::table.find(id)).set(skills::uri.eq(uri)).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn is_empty(conn: &mut Conn) -> Result<bool> {
    let found: Option<SkillId> = skills::table.select(skills::id).first(conn).optional()?;
    Ok(found.is_none())
}

pub(super) fn skills(conn: &mut Conn) -> Result<Vec<SkillRow>> {
    Ok(skills::table.order(skills::id).select(SkillRow::as_select()).load(conn)?)
}

pub(super) fn ids(conn: &mut Conn) -> Result<Vec<SkillId>> {
    Ok(skills::table.select(skills::id).load(conn)?)
}

pub(super) fn name_keys(conn: &mut Conn) -> Result<Vec<(String, SkillId)>> {
    Ok(skill_names::table.select((skill_names::folded, skill_names::skill_id)).load(conn)?)
}

/// Every name, the preferred ones first.
pub(super) fn names_by_rank(conn: &mut Conn) -> Result<Vec<(String, SkillId)>> {
    Ok(skill_names::table
        .order((skill_names::rank, skill_names::skill_id))
        .select((skill_names::folded, skill_names::skill_id))
        .load(conn)?)
}

pub(super) fn relation_keys(conn: &mut Conn) -> Result<Vec<(SkillId, SkillId, RelationKind)>> {
    Ok(skill_relations::table
        .select((skill_relations::skill_id, skill_relations::other_id, skill_relations::kind))
        .load(conn)?)
}

pub(super) fn related(conn: &mut Conn) -> Result<Vec<(SkillId, SkillId, i32)>> {
    Ok(skill_relations::table
        .filter(skill_relations::kind.eq(RelationKind::Related))
        .order((skill_relations::skill_id, skill_relations::other_id))
        .select((skill_relations::skill_id, skill_relations::other_id, skill_relations::strength))
        .load(conn)?)
}

/// Those of `ids` that are skills.
pub(super) fn known(conn: &mut Conn, ids: &[SkillId]) -> Result<Vec<SkillRow>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let some = skills::table.filter(skills::id.eq_any(chunk)).select(SkillRow::as_select());
        found.extend(some.load::<SkillRow>(conn)?);
    }
    Ok(found)
}

/// The skills of a category that are of Muster's own taxonomy.
pub(super) fn of_category(conn: &mut Conn, category: &str) -> Result<Vec<SkillId>> {
    let own = skills::table.filter(skills::category.eq(category)).filter(skills::source.eq(Source::Starter));
    Ok(own.order(skills::id).select(skills::id).load(conn)?)
}

/// Whose names these folded ones are, with the rank of the name and the source of the skill.
pub(super) fn owners(conn: &mut Conn, folded: &[String]) -> Result<Vec<(String, i32, Source, SkillId)>> {
    let mut found = Vec::new();
    for chunk in folded.chunks(CHUNK) {
        let some = skill_names::table
            .inner_join(skills::table.on(skills::id.eq(skill_names::skill_id)))
            .filter(skill_names::folded.eq_any(chunk))
            .select((skill_names::folded, skill_names::rank, skills::source, skills::id));
        found.extend(some.load::<(String, i32, Source, SkillId)>(conn)?);
    }
    Ok(found)
}

pub(super) fn page(conn: &mut Conn, after: Option<&SkillId>, limit: i64) -> Result<Vec<SkillRow>> {
    let after = after.map_or("", SkillId::as_str);
    Ok(skills::table
        .filter(skills::id.gt(after))
        .order(skills::id)
        .limit(limit)
        .select(SkillRow::as_select())
        .load(conn)?)
}

pub(super) fn skill(conn: &mut Conn, id: &SkillId) -> Result<Option<SkillRow>> {
    Ok(skills::table.find(id).select(SkillRow::as_select()).first(conn).optional()?)
}

/// The names of a skill, the preferred one first.
pub(super) fn names(conn: &mut Conn, id: &SkillId) -> Result<Vec<String>> {
    Ok(skill_names::table
        .filter(skill_names::skill_id.eq(id))
        .order((skill_names::rank, skill_names::folded))
        .select(skill_names::name)
        .load(conn)?)
}

/// A skill that another one relates to: its id, name, and the strength of the relation.
pub(super) type Neighbour = (SkillId, String, i32);

pub(super) fn broader_of(conn: &mut Conn, id: &SkillId) -> Result<Vec<Neighbour>> {
    Ok(skill_relations::table
        .inner_join(skills::table.on(skills::id.eq(skill_relations::other_id)))
        .filter(skill_relations::skill_id.eq(id))
        .filter(skill_relations::kind.eq(RelationKind::Broader))
        .order(skills::id)
        .select((skills::id, skills::name, skill_relations::strength))
        .load(conn)?)
}

/// The related skills on either side, the most strongly related first.
pub(super) fn related_to(conn: &mut Conn, id: &SkillId) -> Result<Vec<Neighbour>> {
    let all = (skills::id, skills::name, skill_relations::strength);
    let mut found: Vec<Neighbour> = skill_relations::table
        .inner_join(skills::table.on(skills::id.eq(skill_relations::other_id)))
        .filter(skill_relations::skill_id.eq(id))
        .filter(skill_relations::kind.eq(RelationKind::Related))
        .select(all)
        .load(conn)?;
    let other_side: Vec<Neighbour> = skill_relations::table
        .inner_join(skills::table.on(skills::id.eq(skill_relations::skill_id)))
        .filter(skill_relations::other_id.eq(id))
        .filter(skill_relations::kind.eq(RelationKind::Related))
        .select(all)
        .load(conn)?;
    found.extend(other_side);
    found.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    Ok(found)
}

/// How a name matches what was typed.
#[derive(Clone, Copy)]
pub(super) enum Matching {
    /// It is the very name.
    Whole,
    /// The name begins with it.
    Beginning,
    /// A later word of the name begins with it.
    Word,
}

/// Skills of which a name matches the folded text, with that name; preferred names first, then the starter taxonomy
/// before ESCO. The first two ways are looked up in the index; the third reads all names.
pub(super) fn matching(conn: &mut Conn, folded: &str, how: Matching, limit: i64) -> Result<Vec<(SkillRow, String)>> {
    let names = skill_names::table.inner_join(skills::table.on(skills::id.eq(skill_names::skill_id))).into_boxed();
    let names = match how {
        Matching::Whole => names.filter(skill_names::folded.eq(folded)),
        Matching::Beginning => names.filter(skill_names::folded.between(folded, format!("{folded}{LAST_LETTER}"))),
        Matching::Word => names.filter(skill_names::folded.like(format!("% {}%", escaped(folded))).escape('\\')),
    };
    Ok(names
        .order((skill_names::rank, skills::source.desc(), skill_names::folded, skills::id))
        .limit(limit)
        .select((SkillRow::as_select(), skill_names::name))
        .load(conn)?)
}
