//! Which stewards are neutral in a matter.

use std::collections::{BTreeSet, HashMap, HashSet};

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
    /// Members who are on neither side, but too near to be its steward: mates of the team, or who could have been in it.
    /// Whoever merely knows one of them is neutral.
    pub peers: BTreeSet<MemberId>,
    /// The home spaces whose terms were frozen for the seats concerned.
    pub spaces: BTreeSet<SpaceId>,
}

/// Whether a steward has nothing to do with a matter. What stands in the way is not told to anybody.
pub fn is_neutral(conn: &mut Conn, steward: PersonId, matter: Matter, today: Day) -> Result<bool> {
    Ok(is_neutral_in(conn, steward, &[matter], today)? == [true])
}

/// The same of each of many matters, in their order.
pub fn is_neutral_in(conn: &mut Conn, steward: PersonId, matters: &[Matter], today: Day) -> Result<Vec<bool>> {
    if matters.is_empty() {
        return Ok(Vec::new());
    }
    let mut stewards = identity::service::people_with(conn, Hat::Steward)?;
    stewards.retain(|person| *person == steward);
    let known = Acquaintance::read(conn, &stewards, matters, today)?;
    Ok(matters.iter().map(|matter| stewards.iter().any(|steward| known.is_neutral(*steward, matter))).collect())
}

/// The stewards who have nothing to do with a matter, in the order of their ids.
pub fn neutral(conn: &mut Conn, matter: Matter, today: Day) -> Result<Vec<PersonId>> {
    let mut stewards = identity::service::people_with(conn, Hat::Steward)?;
    let matters = [matter];
    let known = Acquaintance::read(conn, &stewards, &matters, today)?;
    let [matter] = &matters;
    stewards.retain(|steward| known.is_neutral(*steward, matter));
    Ok(stewards)
}

/// What some stewards have to do with some matters: read once, however many there are of either.
struct Acquaintance {
    /// Which stewards are members too.
    members: HashMap<PersonId, MemberId>,
    /// Who of them acts for which client.
    clients: HashSet<(PersonId, ClientId)>,
    /// Who of them runs which space.
    runs: HashSet<(PersonId, SpaceId)>,
    /// Who of them belonged to which space, or will.
    belonged: HashSet<(MemberId, SpaceId)>,
    /// Who of them has a tie with whom of a team, or a block by or against them.
    close: HashSet<(MemberId, MemberId)>,
    /// Where the members of the teams belong today.
    homes: HashMap<MemberId, SpaceId>,
}

impl Acquaintance {
    fn read(conn: &mut Conn, stewards: &[PersonId], matters: &[Matter], today: Day) -> Result<Self> {
        let since = today.plus_days(-YEARS_OF_BELONGING * 366);
        let teams: BTreeSet<MemberId> = matters.iter().flat_map(|matter| &matter.team).copied().collect();
        let teams: Vec<MemberId> = teams.into_iter().collect();
        let members = members::service::members_of(conn, stewards)?;
        let own: Vec<MemberId> = members.values().copied().collect();
        Ok(Self {
            members,
            clients: identity::clients::acted_for(conn, stewards)?,
            runs: spaces::service::runs(conn, stewards)?,
            belonged: spaces::service::belonged_since(conn, &own, since)?,
            close: ties::service::close_pairs(conn, &own, &teams)?,
            homes: spaces::service::homes_on(conn, &teams, today)?,
        })
    }

    fn is_neutral(&self, steward: PersonId, matter: &Matter) -> bool {
        let homes = matter.team.iter().filter_map(|member| self.homes.get(member));
        let spaces: BTreeSet<SpaceId> = homes.chain(&matter.spaces).copied().collect();
        let is_near = |own: &MemberId| {
            matter.team.contains(own)
                || matter.peers.contains(own)
                || matter.team.iter().any(|member| self.close.contains(&(*own, *member)))
                || spaces.iter().any(|space| self.belonged.contains(&(*own, *space)))
        };
        !self.clients.contains(&(steward, matter.client))
            && !spaces.iter().any(|space| self.runs.contains(&(steward, *space)))
            && !self.members.get(&steward).is_some_and(is_near)
    }
}

#[cfg(test)]
mod tests {
    use muster_kernel::Id;

    use super::*;

    fn id<K: muster_kernel::id::Kind>(number: u128) -> Id<K> {
        Id::from_bits(number)
    }

    /// Steward 1, who is member 1, and has to do with nobody.
    fn stranger() -> Acquaintance {
        Acquaintance {
            members: HashMap::from([(id(1), id(1))]),
            clients: HashSet::new(),
            runs: HashSet::new(),
            belonged: HashSet::new(),
            close: HashSet::new(),
            homes: HashMap::from([(id(2), id(2))]),
        }
    }

    /// Client 1 and member 2, whose home is space 2 and was space 3 when it was frozen; member 4 works beside them.
    fn matter() -> Matter {
        Matter {
            client: id(1),
            team: BTreeSet::from([id(2)]),
            peers: BTreeSet::from([id(4)]),
            spaces: BTreeSet::from([id(3)]),
        }
    }

    #[test]
    fn a_steward_is_neutral_who_has_to_do_with_neither_side_nor_with_a_space_of_the_team() {
        let others = Acquaintance {
            clients: HashSet::from([(id(1), id(9)), (id(9), id(1))]),
            runs: HashSet::from([(id(1), id(9)), (id(9), id(2))]),
            belonged: HashSet::from([(id(1), id(9)), (id(9), id(3))]),
            close: HashSet::from([(id(1), id(4)), (id(9), id(2))]),
            ..stranger()
        };
        assert!(others.is_neutral(id(1), &matter()), "what others have to do with it is not theirs");
        let near = [
            ("acts for the client", Acquaintance { clients: HashSet::from([(id(1), id(1))]), ..stranger() }),
            ("runs a home", Acquaintance { runs: HashSet::from([(id(1), id(2))]), ..stranger() }),
            ("runs a frozen home", Acquaintance { runs: HashSet::from([(id(1), id(3))]), ..stranger() }),
            ("belonged to a home", Acquaintance { belonged: HashSet::from([(id(1), id(2))]), ..stranger() }),
            ("belonged to a frozen home", Acquaintance { belonged: HashSet::from([(id(1), id(3))]), ..stranger() }),
            ("knows the team", Acquaintance { close: HashSet::from([(id(1), id(2))]), ..stranger() }),
            ("is in the team", Acquaintance { members: HashMap::from([(id(1), id(2))]), ..stranger() }),
            ("is a peer", Acquaintance { members: HashMap::from([(id(1), id(4))]), ..stranger() }),
        ];
        for (why, known) in near {
            assert!(!known.is_neutral(id(1), &matter()), "{why}");
        }
    }
}
