//! The rows of skills, their names and their relations.

use diesel::prelude::*;

use super::model::{RelationKind, SkillId};
use crate::{
    db::Conn,
    error::Result,
    schema::{skill_relations, skills},
};

/// How many values one `IN` holds.
const CHUNK: usize = 500;

pub(super) fn related(conn: &mut Conn) -> Result<Vec<(SkillId, SkillId, i32)>> {
    Ok(skill_relations::table
        .filter(skill_relations::kind.eq(RelationKind::Related))
        .order((skill_relations::skill_id, skill_relations::other_id))
        .select((skill_relations::skill_id, skill_relations::other_id, skill_relations::strength))
        .load(conn)?)
}

pub(super) fn existing(conn: &mut Conn, ids: &[SkillId]) -> Result<Vec<SkillId>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        found.extend(skills::table.filter(skills::id.eq_any(chunk)).select(skills::id).load(conn)?);
    }
    Ok(found)
}
