//! The index of one currency's pool, kept in memory and up to date.
//!
//! Most often nothing has changed, and [`Warm::is_current`] says so by one statement. Else to follow is two steps:
//! [`Warm::look`] reads, in one snapshot, what changed and what it is now; [`Warm::take`] changes the index. Only the last
//! needs the index to itself, and it reads nothing.

use std::collections::{BTreeSet, HashMap, HashSet};

use muster_formation::{Index, Refusal, document::Member};
use muster_kernel::{Currency, Day, Instant};

use crate::{
    availability,
    changes::{self, Change, Place},
    db::Conn,
    error::{Error, Result},
    formation::{
        pool::{self, Snapshot},
        quotes::told::coarse,
        run,
    },
    identity::{MemberId, PersonId},
    members::{self, PoolMember},
    policies::{self, Policy},
    ties, turns,
};

/// From so many changed members on, reading all of them again is quicker.
const MANY: usize = 500;

/// Up to where the feed was read, and when.
pub(super) struct Follower {
    place: Place,
    read_at: Instant,
    /// When the next policy comes into force, where one was adopted.
    policy_until: Option<Instant>,
}

impl Follower {
    /// Whether entries may be gone that it has not read.
    fn is_stale(&self, now: Instant) -> bool {
        now.seconds() - self.read_at.seconds() > changes::STALE_SECONDS
    }
}

/// A member of the index.
struct Known {
    alias: String,
    person: PersonId,
    turn: i64,
}

/// An index that is as the database was when its feed was last read.
pub(super) struct Warm {
    currency: Currency,
    index: Index,
    week0: Day,
    policy: Policy,
    members: HashMap<MemberId, Known>,
    by_person: HashMap<PersonId, MemberId>,
}

/// What there is to change.
pub(super) enum News {
    /// Nothing.
    None,
    /// Some members, pairs or balances.
    Some(Box<Update>),
    /// All of it.
    All(Box<Warm>),
}

/// What changed, as it is now.
pub(super) struct Update {
    policy: Policy,
    gone: Vec<MemberId>,
    put: Vec<(PoolMember, Vec<u8>)>,
    /// All balances, where any changed or somebody is new.
    balances: Option<HashMap<MemberId, i64>>,
    ties: Vec<(MemberId, MemberId, Option<u16>)>,
    blocks: Vec<(MemberId, MemberId, bool)>,
}

impl Warm {
    /// The index as things stand. To be called within a snapshot.
    pub(super) fn read(conn: &mut Conn, currency: Currency, now: Instant) -> Result<(Self, Follower)> {
        let (_, policy) = policies::service::in_force(conn, now)?;
        let week0 = week_to_begin(now.day());
        let mut snapshot = Snapshot::take(conn, currency, week0, &policy)?;
        // A pool names the distances of the places that its members live at; a member may move to any other.
        snapshot.pool.distances = pool::all_distances(conn)?;
        snapshot.pool.members.iter_mut().for_each(|member| member.rate = coarse(member.rate));
        let policy_until = policies::service::in_force_until(conn, now)?;
        let follower = Follower { place: changes::end(conn)?, read_at: now, policy_until };
        let turn: HashMap<&str, i64> = snapshot.pool.members.iter().map(|it| (it.id.as_str(), it.turn)).collect();
        let members: HashMap<MemberId, Known> = snapshot
            .members()
            .map(|it| (it.id, Known { alias: it.alias.clone(), person: it.person, turn: turn[it.alias.as_str()] }))
            .collect();
        let by_person = members.iter().map(|(&member, known)| (known.person, member)).collect();
        let index = run::index(&snapshot.pool)?;
        Ok((Self { currency, index, week0, policy, members, by_person }, follower))
    }

    /// Whether it is as the database is, in whatever state that is when it is asked.
    pub(super) fn is_current(&self, conn: &mut Conn, follower: &mut Follower, now: Instant) -> Result<bool> {
        let is_of_today =
            self.week0 == week_to_begin(now.day()) && follower.policy_until.is_none_or(|until| now < until);
        if !is_of_today || follower.is_stale(now) || changes::are_any(conn, &follower.place)? {
            return Ok(false);
        }
        follower.read_at = now;
        Ok(true)
    }

    /// What has changed since it was last followed. To be called within a snapshot.
    pub(super) fn look(&self, conn: &mut Conn, follower: &mut Follower, now: Instant) -> Result<News> {
        let (_, policy) = policies::service::in_force(conn, now)?;
        let (new, place) = changes::since(conn, &follower.place)?;
        let new: HashSet<Change> = new.into_iter().collect();
        if follower.is_stale(now) || self.is_overturned(&new, &policy, now.day()) {
            let (all, at_end) = Self::read(conn, self.currency, now)?;
            *follower = at_end;
            return Ok(News::All(Box::new(all)));
        }
        let news = if new.is_empty() && policy == self.policy {
            News::None
        } else {
            News::Some(Box::new(self.update(conn, &new, policy)?))
        };
        let policy_until = policies::service::in_force_until(conn, now)?;
        *follower = Follower { place, read_at: now, policy_until };
        Ok(news)
    }

    /// Whether to begin anew: another week, another shape of the pool, or too much at once.
    fn is_overturned(&self, new: &HashSet<Change>, policy: &Policy, today: Day) -> bool {
        let is_reshaped = policy.horizon_weeks != self.policy.horizon_weeks || policy.turn_cap != self.policy.turn_cap;
        // What nobody lives at, and what relates to nothing that anybody knows, is not read for an empty pool.
        let is_first = self.members.is_empty() && !new.is_empty();
        is_reshaped
            || is_first
            || self.week0 != week_to_begin(today)
            || new.contains(&Change::Everything)
            || new.len() > MANY
    }

    fn update(&self, conn: &mut Conn, new: &HashSet<Change>, policy: Policy) -> Result<Update> {
        let changed: BTreeSet<MemberId> =
            new.iter().filter_map(|it| if let Change::Member(member) = it { Some(*member) } else { None }).collect();
        let changed: Vec<MemberId> = changed.into_iter().collect();
        let weeks = u32::try_from(self.policy.horizon_weeks).unwrap_or_default();
        let now = members::service::pool_among(conn, self.currency, &changed)?;
        let ids: Vec<MemberId> = now.iter().map(|member| member.id).collect();
        let mut free = availability::service::free(conn, &ids, self.week0, weeks)?;
        let admitted: HashSet<MemberId> = ids.iter().copied().filter(|id| !self.members.contains_key(id)).collect();
        let needs_balances = new.contains(&Change::Turns) || !admitted.is_empty();
        let with_hours = |member: PoolMember| {
            let hours = free.remove(&member.id).unwrap_or_default();
            (member, hours)
        };
        let mut update = Update {
            policy,
            gone: changed.iter().copied().filter(|id| self.members.contains_key(id) && !ids.contains(id)).collect(),
            put: now.into_iter().map(with_hours).collect(),
            balances: if needs_balances { Some(turns::service::balances(conn)?) } else { None },
            ties: Vec::new(),
            blocks: Vec::new(),
        };
        // Whoever is new comes with all their ties and blocks; of others only the pairs that were named have changed.
        let (tied, blocked) = ties::service::touching(conn, &admitted.into_iter().collect::<Vec<_>>())?;
        update.ties.extend(tied.into_iter().map(|(a, b, strength)| (a, b, Some(strength))));
        update.blocks.extend(blocked.into_iter().map(|(a, b)| (a, b, true)));
        for change in new {
            if let Change::Pair(a, b) = *change
                && a != b
            {
                let (strength, is_blocked) = ties::service::between(conn, a, b)?;
                update.ties.push((a, b, strength));
                update.blocks.push((a, b, is_blocked));
            }
        }
        Ok(update)
    }

    /// The index after an update.
    pub(super) fn take(mut self, update: Update) -> Result<Self> {
        self.changed(update).map_err(refused)?;
        Ok(self)
    }

    fn changed(&mut self, update: Update) -> std::result::Result<(), Refusal> {
        self.policy = update.policy;
        for member in update.gone {
            let Some(known) = self.members.remove(&member) else { continue };
            self.by_person.remove(&known.person);
            self.index.remove(&known.alias)?;
        }
        let points = |balances: &HashMap<MemberId, i64>, member: &MemberId, cap| {
            turns::points(balances.get(member).copied().unwrap_or_default(), cap)
        };
        for (member, free) in update.put {
            let turn = match (&update.balances, self.members.get(&member.id)) {
                (Some(balances), _) => points(balances, &member.id, self.policy.turn_cap),
                (None, known) => known.map_or(turns::points(0, self.policy.turn_cap), |known| known.turn),
            };
            let exact = pool::of_member(&member, &free, turn);
            let told = Member { rate: coarse(exact.rate), ..exact };
            self.index.put(&told)?;
            self.by_person.insert(member.person, member.id);
            self.members.insert(member.id, Known { alias: member.alias, person: member.person, turn });
        }
        if let Some(balances) = &update.balances {
            for (member, known) in &mut self.members {
                let turn = points(balances, member, self.policy.turn_cap);
                if turn != known.turn {
                    self.index.put_turn(&known.alias, turn)?;
                    known.turn = turn;
                }
            }
        }
        self.link(&update.ties, &update.blocks)
    }

    /// Ties and blocks between members who are both in the pool.
    fn link(
        &mut self,
        ties: &[(MemberId, MemberId, Option<u16>)],
        blocks: &[(MemberId, MemberId, bool)],
    ) -> std::result::Result<(), Refusal> {
        for (a, b, strength) in ties {
            let (Some(a), Some(b)) = (self.members.get(a), self.members.get(b)) else { continue };
            match strength {
                Some(strength) => self.index.put_tie(&a.alias, &b.alias, i64::from(*strength))?,
                None => self.index.remove_tie(&a.alias, &b.alias)?,
            }
        }
        for (a, b, is_blocked) in blocks {
            let (Some(a), Some(b)) = (self.members.get(a), self.members.get(b)) else { continue };
            if *is_blocked {
                self.index.put_block(&a.alias, &b.alias)?;
            } else {
                self.index.remove_block(&a.alias, &b.alias)?;
            }
        }
        Ok(())
    }

    /// The index.
    pub(super) fn index(&self) -> &Index {
        &self.index
    }

    /// Week 0 of the index.
    pub(super) fn week0(&self) -> Day {
        self.week0
    }

    /// The policy in force.
    pub(super) fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The aliases of those of `people` who are in the pool, in order.
    pub(super) fn aliases(&self, people: &[PersonId]) -> Vec<String> {
        let members = people.iter().filter_map(|person| self.members.get(self.by_person.get(person)?));
        let mut aliases: Vec<String> = members.map(|known| known.alias.clone()).collect();
        aliases.sort();
        aliases
    }
}

/// The first Monday on which something that is asked for today could begin: work does not begin in a week that has.
fn week_to_begin(today: Day) -> Day {
    let monday = today.monday();
    if monday == today { monday } else { monday.plus_weeks(1) }
}

/// What the index refuses was built here, so it is a fault of ours.
fn refused(refusal: Refusal) -> Error {
    Error::internal("follow the pool", refusal.to_string())
}
