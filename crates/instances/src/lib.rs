//! Pools and briefs made up by seed, of any size, to measure and test the formation engine with.
//!
//! The same seed gives the same bytes on every machine: every number is whole and comes from a generator of our own.
//! Three [families](Family) of briefs: **mix** and **team** ask a pool of coworkers, **network** a network of authors.
//!
//! ```
//! use muster_formation::{Index, Limit, form};
//! use muster_instances::{Family, Instances};
//!
//! let instances = Instances::new(Family::Mix, 7, 500);
//! let index = Index::new(&instances.pool()).expect("a made-up pool keeps the contract");
//! let briefs = instances.briefs(&index, 4);
//! let outcome = form(&index, &briefs[0], &mut Limit::none())?;
//! assert!(outcome.answer.proven);
//! # Ok::<(), muster_formation::Refusal>(())
//! ```
//!
//! # A pool of coworkers
//!
//! 300 skills in 30 fields with related pairs inside each; 3 to 12 skills a member, most of them in one or two fields; 60
//! places of uneven size; calendars of 52 weeks with bookings; rates by field and seniority; ties as a small world with a
//! mean degree of about 8, mostly within a place, with neighbours who know each other; one block in 250 members.
//!
//! # A network of authors
//!
//! The same members, but their ties come from papers written together, which makes cliques, hubs and communities, and
//! their skills follow their community.
//!
//! | room | what it makes |
//! | --- | --- |
//! | `world` | skills and places |
//! | `member` | one member, from its number |
//! | `ties` | the small world, and blocks |
//! | `papers` | the network of authors |
//! | `brief` | briefs that a pool can answer |
//! | `document` | the pool as a document, written member by member |
//! | `random` | the generator |

mod brief;
mod document;
mod member;
mod papers;
mod random;
mod ties;
mod world;

use std::{fmt, str::FromStr};

use muster_formation::{
    Index,
    document::{Brief, Member, Pool, PoolFormat},
};
use muster_kernel::Day;

use member::Home;
pub use random::Random;
use random::Stream;
use ties::Tie;
pub use world::place;

/// The horizon of every pool.
const WEEKS: i64 = 52;
/// The most members a pool can have, so that each has an id of its own.
pub const MOST_MEMBERS: usize = 100_000_000;

/// What kind of briefs, and of whom they ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Coworkers; all weights count, ties a little.
    Mix,
    /// The same coworkers; ties count most.
    Team,
    /// Authors; 10 to 12 seats, ties count most.
    Network,
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Mix => "mix",
            Self::Team => "team",
            Self::Network => "network",
        })
    }
}

impl FromStr for Family {
    type Err = String;

    /// Reads the name that [`Display`](fmt::Display) writes; the error says which names there are.
    fn from_str(name: &str) -> Result<Self, String> {
        let families = [Self::Mix, Self::Team, Self::Network];
        let known = families.into_iter().find(|family| family.to_string() == name);
        known.ok_or_else(|| "right would be mix, team or network".to_owned())
    }
}

/// A pool, and the briefs that are asked of it, by seed. Holds what members have to do with each other; members themselves
/// are made up when they are asked for, so a pool of any size can be written without being held.
#[derive(Clone, Debug)]
pub struct Instances {
    family: Family,
    seed: u64,
    homes: Vec<Home>,
    ties: Vec<Tie>,
    blocks: Vec<(u32, u32)>,
}

impl Instances {
    /// A pool of so many members. The families mix and team have the same pool for the same seed.
    ///
    /// # Panics
    /// Where more than [`MOST_MEMBERS`] are asked for.
    pub fn new(family: Family, seed: u64, members: usize) -> Self {
        assert!(members <= MOST_MEMBERS, "{members} members; there are at most {MOST_MEMBERS}");
        let (homes, ties) = match family {
            Family::Mix | Family::Team => {
                let home = |number| Home::draw(&mut Random::new(seed, Stream::Home, number));
                let homes: Vec<Home> = (0..members as u64).map(home).collect();
                let ties = ties::small_world(seed, &homes);
                (homes, ties)
            }
            Family::Network => papers::network(seed, members),
        };
        let blocks = ties::blocks(seed, members, &ties);
        Self { family, seed, homes, ties, blocks }
    }

    /// How many members the pool has.
    pub fn len(&self) -> usize {
        self.homes.len()
    }

    /// Whether the pool has no members.
    pub fn is_empty(&self) -> bool {
        self.homes.is_empty()
    }

    /// The member with that number, below [`len`](Self::len). Numbers say nothing of the order of ids.
    ///
    /// # Panics
    /// Where there is no such number.
    pub fn member(&self, number: usize) -> Member {
        member::member(self, number)
    }

    /// The members, made up one by one.
    pub fn members(&self) -> impl ExactSizeIterator<Item = Member> {
        (0..self.len()).map(|number| self.member(number))
    }

    /// The ties, as pairs of ids with a strength from 1 to 1000.
    pub fn ties(&self) -> impl ExactSizeIterator<Item = (String, String, i64)> {
        self.ties.iter().map(|tie| (id(tie.a), id(tie.b), i64::from(tie.strength)))
    }

    /// The blocks, as pairs of ids.
    pub fn blocks(&self) -> impl ExactSizeIterator<Item = (String, String)> {
        self.blocks.iter().map(|&(a, b)| (id(a), id(b)))
    }

    /// The whole pool. To write it, serialize the instances themselves: that gives the same document and holds no member.
    pub fn pool(&self) -> Pool {
        Pool {
            format: PoolFormat::One,
            week0: week0(),
            weeks: WEEKS,
            related: world::related(self.seed),
            distances: world::distances(self.seed),
            members: self.members().collect(),
            ties: self.ties().collect(),
            blocks: self.blocks().collect(),
        }
    }

    /// The first briefs of this family: more of them begin with the same. The index must be that of this pool; it is asked for
    /// candidates, so that each seat has some and a tight budget is tight.
    ///
    /// Of each two one is tight. Every twenty have each number of seats twice.
    pub fn briefs(&self, index: &Index, count: usize) -> Vec<Brief> {
        (0..count).map(|number| brief::brief(self, index, number)).collect()
    }
}

fn id(number: u32) -> String {
    member::id(number as usize)
}

fn week0() -> Day {
    Day::new(2026, 1, 5).expect("a Monday in the calendar")
}
