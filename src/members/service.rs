//! Use cases of members.

use std::collections::HashMap;

use muster_kernel::Currency;

use super::{
    model::{MOST_EVIDENCE, PoolMember},
    store,
};
use crate::{
    db::{Conn, Tx},
    error::{Error, Result},
    identity::{self, MemberId, PersonId},
    skills::SkillId,
};

/// Everybody who opted in to the pool and asks for a rate in `currency`, in the order in which they joined.
pub fn pool(conn: &mut Conn, currency: Currency) -> Result<Vec<PoolMember>> {
    let mut skills: HashMap<MemberId, Vec<(SkillId, u8, u16)>> = HashMap::new();
    for (member, skill, level, evidence) in store::pool_skills(conn, currency)? {
        let level = u8::try_from(level).expect("the table holds levels from 1 to 5");
        let evidence = u16::try_from(evidence).expect("the table holds evidence from 0 to 1000");
        skills.entry(member).or_default().push((skill, level, evidence));
    }
    let mut languages: HashMap<MemberId, Vec<String>> = HashMap::new();
    for (member, language) in store::pool_languages(conn, currency)? {
        languages.entry(member).or_default().push(language);
    }
    let members = store::in_pool(conn, currency)?.into_iter().map(|row| PoolMember {
        id: row.id,
        person: row.person_id,
        alias: row.alias,
        rate_minor: row.rate_minor,
        place: row.place_id,
        onsite: row.onsite,
        skills: skills.remove(&row.id).unwrap_or_default(),
        languages: languages.remove(&row.id).unwrap_or_default(),
    });
    Ok(members.collect())
}

/// Adds to what proves that a member has a skill, up to 1000. A skill that they do not name (any more) gains nothing.
pub fn add_evidence(tx: &mut Tx<'_>, member: MemberId, skill: &SkillId, by: u16) -> Result<()> {
    let Some(evidence) = store::evidence(tx, member, skill)? else { return Ok(()) };
    store::set_evidence(tx, member, skill, (evidence + i32::from(by)).min(i32::from(MOST_EVIDENCE)))
}

/// Which person a member is.
pub fn person_of(conn: &mut Conn, member: MemberId) -> Result<PersonId> {
    store::person_of(conn, member)?.ok_or_else(|| Error::not_found("member", member))
}

/// The name by which a member is called among those who work with them.
pub fn first_name(conn: &mut Conn, member: MemberId) -> Result<String> {
    let person = person_of(conn, member)?;
    let (_, name) = identity::service::reach(conn, person)?;
    Ok(name.split_whitespace().next().unwrap_or_default().to_owned())
}
