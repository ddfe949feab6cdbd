//! The pool snapshot: everything that formation may know of the members who opted in.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    io::{Read, Write},
};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use muster_formation::document::{Member, Pool, PoolFormat, Skill};
use muster_kernel::{Currency, Day};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;
use sha2::{Digest, Sha256};

use super::run::{Among, Ask, OwnHours, offered};
use crate::{
    availability,
    db::Conn,
    error::{Error, Result},
    hash,
    identity::{MemberId, PersonId},
    members::{self, PoolMember},
    places,
    policies::Policy,
    skills, ties, turns,
};

/// How many random bits a name in a pool has: no two of a million are alike by chance.
const NAME_BITS: u32 = 80;

/// The most free hours that a pool tells of a week.
const MOST_HOURS: i64 = 80;

/// A pool, and who is behind its aliases.
pub(super) struct Snapshot {
    pub(super) pool: Pool,
    members: Vec<PoolMember>,
    by_alias: HashMap<String, usize>,
}

/// What a run hides of its pool.
pub(super) struct Veil<'a> {
    /// What the run's pseudonyms are drawn with.
    pub(super) salt: &'a str,
    /// Members who are left out.
    pub(super) members: &'a HashSet<MemberId>,
    /// People who are left out: the client's own.
    pub(super) people: &'a HashSet<PersonId>,
}

impl Veil<'_> {
    /// Leaves out whom the run may not choose, and gives everybody else a name of this run alone. Names are drawn at random
    /// and dealt in the order of the aliases, so that ties are broken as they would be under aliases.
    fn over(&self, members: &mut Vec<PoolMember>) {
        members.retain(|member| !self.members.contains(&member.id) && !self.people.contains(&member.person));
        let mut dice = ChaCha12Rng::from_seed(Sha256::digest(self.salt).into());
        let mut names = BTreeSet::new();
        while names.len() < members.len() {
            names.insert(dice.random::<u128>() >> (128 - NAME_BITS));
        }
        for (member, name) in members.iter_mut().zip(names) {
            member.alias = format!("p{name:020x}");
        }
    }
}

impl Snapshot {
    /// Everybody in the pool who works in `currency`, as things stand, by alias.
    pub(super) fn take(conn: &mut Conn, currency: Currency, today: Day, policy: &Policy) -> Result<Self> {
        Self::of(conn, currency, today, policy, None)
    }

    /// The same as a run reads it.
    pub(super) fn take_veiled(
        conn: &mut Conn,
        currency: Currency,
        today: Day,
        policy: &Policy,
        veil: &Veil<'_>,
    ) -> Result<Self> {
        Self::of(conn, currency, today, policy, Some(veil))
    }

    fn of(conn: &mut Conn, currency: Currency, today: Day, policy: &Policy, veil: Option<&Veil<'_>>) -> Result<Self> {
        let mut members = members::service::pool(conn, currency)?;
        members.sort_by(|a, b| a.alias.cmp(&b.alias));
        if let Some(veil) = veil {
            veil.over(&mut members);
        }
        let ids: Vec<MemberId> = members.iter().map(|member| member.id).collect();
        let weeks = u32::try_from(policy.horizon_weeks).unwrap_or_default();
        let mut free = availability::service::free(conn, &ids, today.monday(), weeks)?;
        let balances = turns::service::balances(conn)?;
        let alias: HashMap<MemberId, &str> = members.iter().map(|member| (member.id, member.alias.as_str())).collect();
        let pool = Pool {
            format: PoolFormat::One,
            week0: today.monday(),
            weeks: i64::from(policy.horizon_weeks),
            related: related(conn)?,
            distances: distances(conn, &members)?,
            ties: tied(conn, &alias)?,
            blocks: blocked(conn, &alias)?,
            members: members
                .iter()
                .map(|member| {
                    let free = free.remove(&member.id).unwrap_or_default();
                    let balance = balances.get(&member.id).copied().unwrap_or_default();
                    of_member(member, &free, turns::points(balance, policy.turn_cap))
                })
                .collect(),
        };
        let by_alias = members.iter().enumerate().map(|(place, member)| (member.alias.clone(), place)).collect();
        Ok(Self { pool, members, by_alias })
    }

    /// Changes the pool for a run: whoever holds hours for its brief has them, and whoever it says so of has those of
    /// their seat, or asks another rate. The pool that is kept with the receipt says the same.
    pub(super) fn adjust(&mut self, conn: &mut Conn, ask: &Ask) -> Result<()> {
        let weeks = u32::try_from(self.pool.weeks).unwrap_or_default();
        let own = availability::service::free_for(conn, ask.brief, self.pool.week0, weeks)?;
        for (member, known) in self.pool.members.iter_mut().zip(&mut self.members) {
            if let Some(free) = own.get(&known.id) {
                member.free = runs(free);
            }
            if let Some(rate) = ask.rates.get(&known.id) {
                known.rate_minor = *rate;
                member.rate = *rate;
            }
        }
        ask.booked.iter().for_each(|own| self.give_back(own));
        Ok(())
    }

    /// Leaves only those in the pool whom a run asks about; whoever offered to take a seat knows the skill that says so.
    pub(super) fn narrow(&mut self, among: &Among) {
        if matches!(among, Among::Everybody) {
            return;
        }
        self.members.retain(|member| among.holds(member.id));
        self.by_alias = self.members.iter().enumerate().map(|(place, member)| (member.alias.clone(), place)).collect();
        let stays = |alias: &String| self.by_alias.contains_key(alias);
        self.pool.members.retain(|member| stays(&member.id));
        self.pool.ties.retain(|(a, b, _)| stays(a) && stays(b));
        self.pool.blocks.retain(|(a, b)| stays(a) && stays(b));
        if let Among::Offering(seats) = among {
            for (member, known) in self.pool.members.iter_mut().zip(&self.members) {
                member.skills.insert(offered(&seats[&known.id]), Skill { level: 1, evidence: 0 });
            }
        }
    }

    /// Everybody in the pool, in the order of their aliases.
    pub(super) fn members(&self) -> impl Iterator<Item = &PoolMember> {
        self.members.iter()
    }

    /// Counts booked hours as free again, for the seats that they are booked for.
    fn give_back(&mut self, own: &OwnHours) {
        let Some(place) = self.members.iter().position(|member| member.id == own.member) else { return };
        let begin = self.pool.week0.weeks_until(own.from);
        let weeks = i64::from(begin)..i64::from(begin) + i64::from(own.weeks);
        let free = &mut self.pool.members[place].free;
        let flat = free.iter().flat_map(|&(hours, count)| (0..count).map(move |_| hours));
        let given: Vec<u8> = (0..)
            .zip(flat)
            .map(|(week, hours)| if weeks.contains(&week) { hours + i64::from(own.hours) } else { hours })
            .map(|hours| u8::try_from(hours.min(MOST_HOURS)).unwrap_or_default())
            .collect();
        *free = runs(&given);
    }

    /// The member who goes by `alias`.
    pub(super) fn member(&self, alias: &str) -> Option<&PoolMember> {
        self.by_alias.get(alias).map(|place| &self.members[*place])
    }

    /// The alias of a member, if they are in the pool.
    pub(super) fn alias(&self, member: MemberId) -> Option<&str> {
        self.members.iter().find(|other| other.id == member).map(|member| member.alias.as_str())
    }
}

/// A member as the engine reads one.
pub(super) fn of_member(member: &PoolMember, free: &[u8], turn: i64) -> Member {
    let skill = |level: u8, evidence: u16| Skill { level: i64::from(level), evidence: i64::from(evidence) };
    Member {
        id: member.alias.clone(),
        skills: member.skills.iter().map(|(id, level, evidence)| (id.to_string(), skill(*level, *evidence))).collect(),
        rate: member.rate_minor,
        free: runs(free),
        place: member.place.map(|place| place.to_string()),
        languages: member.languages.clone(),
        turn,
        onsite: member.onsite,
    }
}

/// Run-length coded hours: `[hours, weeks]`.
fn runs(free: &[u8]) -> Vec<(i64, i64)> {
    free.chunk_by(|a, b| a == b).map(|run| (i64::from(run[0]), i64::try_from(run.len()).unwrap_or_default())).collect()
}

/// The distances between all places.
pub(super) fn all_distances(conn: &mut Conn) -> Result<BTreeMap<String, BTreeMap<String, i64>>> {
    let named = |(other, km): (places::PlaceId, u32)| (other.to_string(), i64::from(km));
    let row = |(place, others): (places::PlaceId, BTreeMap<_, _>)| {
        (place.to_string(), others.into_iter().map(named).collect())
    };
    Ok(places::service::distances(conn)?.into_iter().map(row).collect())
}

fn related(conn: &mut Conn) -> Result<Vec<(String, String, i64)>> {
    let pairs = skills::service::related(conn)?;
    Ok(pairs.into_iter().map(|(a, b, strength)| (a.to_string(), b.to_string(), i64::from(strength))).collect())
}

/// Distances from the places that members live at; no other place of the pool is asked about but those of seats, which
/// may be anywhere, so both ends of a pair are kept.
fn distances(conn: &mut Conn, members: &[PoolMember]) -> Result<BTreeMap<String, BTreeMap<String, i64>>> {
    let lived_at: HashSet<_> = members.iter().filter_map(|member| member.place).collect();
    let mut kept = BTreeMap::new();
    for (place, others) in places::service::distances(conn)? {
        let near: BTreeMap<String, i64> = others
            .into_iter()
            .filter(|(other, _)| lived_at.contains(&place) || lived_at.contains(other))
            .map(|(other, km)| (other.to_string(), i64::from(km)))
            .collect();
        if !near.is_empty() {
            kept.insert(place.to_string(), near);
        }
    }
    Ok(kept)
}

fn tied(conn: &mut Conn, alias: &HashMap<MemberId, &str>) -> Result<Vec<(String, String, i64)>> {
    let among: HashSet<MemberId> = alias.keys().copied().collect();
    let mut ties: Vec<_> = ties::service::all(conn, &among)?
        .into_iter()
        .map(|(a, b, strength)| {
            let (a, b) = in_order(alias[&a], alias[&b]);
            (a, b, i64::from(strength))
        })
        .collect();
    ties.sort();
    Ok(ties)
}

/// Either of two may have said it, or both.
fn blocked(conn: &mut Conn, alias: &HashMap<MemberId, &str>) -> Result<Vec<(String, String)>> {
    let mut blocks: Vec<_> = ties::service::blocks(conn)?
        .into_iter()
        .filter_map(|(a, b)| Some(in_order(alias.get(&a)?, alias.get(&b)?)))
        .collect();
    blocks.sort();
    blocks.dedup();
    Ok(blocks)
}

fn in_order(a: &str, b: &str) -> (String, String) {
    if a < b { (a.to_owned(), b.to_owned()) } else { (b.to_owned(), a.to_owned()) }
}

/// The document of a pool as it is kept: its hash, and its bytes packed.
pub(super) fn pack(pool: &Pool) -> Result<(String, Vec<u8>)> {
    let failed = |cause: std::io::Error| Error::internal("pack a pool", cause);
    let document = serde_json::to_vec(pool).map_err(|cause| Error::internal("write a pool", cause))?;
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(&document).map_err(failed)?;
    Ok((hash::sha256(&document), packer.finish().map_err(failed)?))
}

/// The document of a pool that was packed.
pub(super) fn unpack(packed: &[u8]) -> Result<String> {
    let mut document = String::new();
    let read = DeflateDecoder::new(packed).read_to_string(&mut document);
    read.map(|_| document).map_err(|cause| Error::internal("unpack a pool", cause))
}
