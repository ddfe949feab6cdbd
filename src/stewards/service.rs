//! Which stewards are neutral in a matter.

use std::collections::BTreeSet;

use muster_kernel::Day;

use crate::{
    db::Conn,
    error::Result,
    identity::{self, ClientId, Hat, MemberId, PersonId},
    members,
    spaces::{self, SpaceId},
    ties,
};

/// How long somebody who left a space still counts as belonging to it.
const YEARS_OF_BELONGING: i32 = 2;

/// What a case is about: whom a steward must have nothing to do with.
#[derive(Clone, Debug)]
pub struct Matter {
    /// The client's side.
    pub client: ClientId,
    /// The members' side.
    pub team: BTreeSet<MemberId>,
    /// The home spaces whose terms were frozen for the seats concerned.
    pub spaces: BTreeSet<SpaceId>,
}

/// Whether a steward has nothing to do with a matter. What stands in the way is not told to anybody.
pub fn is_neutral(conn: &mut Conn, steward: PersonId, matter: &Matter, today: Day) -> Result<bool> {
    Ok(neutral(conn, matter, today)?.contains(&steward))
}

/// The stewards who have nothing to do with a matter, in the order of their ids.
pub fn neutral(conn: &mut Conn, matter: &Matter, today: Day) -> Result<Vec<PersonId>> {
    let mut spaces = matter.spaces.clone();
    for member in &matter.team {
        spaces.extend(spaces::service::home_on(conn, *member, today)?);
    }
    let since = today.plus_days(-YEARS_OF_BELONGING * 366);
    let mut members = matter.team.clone();
    members.extend(spaces::service::belonged_since(conn, &spaces, since)?);
    members.extend(ties::service::close_to(conn, &matter.team)?);
    let mut people: BTreeSet<PersonId> = identity::clients::people_of(conn, matter.client)?.into_iter().collect();
    people.extend(spaces::service::operators_of(conn, &spaces)?);
    let mut neutral = Vec::new();
    for steward in identity::service::people_with(conn, Hat::Steward)? {
        let member = members::service::member_of(conn, steward)?;
        if !people.contains(&steward) && member.is_none_or(|member| !members.contains(&member)) {
            neutral.push(steward);
        }
    }
    Ok(neutral)
}
