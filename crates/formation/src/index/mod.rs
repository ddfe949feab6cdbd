//! The index: a pool, checked and laid out for questions, and kept up to date in place.
//!
//! A member has a number that stays theirs while they are in the pool, and a rank, their position in the pool sorted by
//! id; ranks are what breaks ties between teams. Skills, languages and places become numbers too.
//!
//! What every candidate is asked for stands in one record; what is long stands in arenas beside it. Postings name the
//! holders of a skill, level by level, so that nobody below the level asked is ever touched.

mod arena;
mod build;
mod calendar;
mod directory;
mod lists;
mod names;
mod order;
mod postings;
mod read;
mod rows;
mod tell;
mod update;

use std::{cmp::Ordering, mem::size_of};

use crate::{Refusal, document::Pool};
use arena::{Arena, Span};
use calendar::Calendar;
pub(crate) use calendar::Window;
use lists::Lists;
use names::{Languages, Names};
use order::Order;
pub(crate) use postings::Posting;
pub(crate) use rows::Rows;

/// The number of a member. It says nothing about the order of the pool.
pub(crate) type Slot = u32;

/// A member's position in the pool sorted by id.
pub(crate) type Rank = u32;

/// No place: of a member whose place is not known.
const NOWHERE: u32 = u32::MAX;

/// How many levels there are.
const LEVELS: usize = 5;

/// A skill of one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) skill: u32,
    pub(crate) level: u8,
    pub(crate) evidence: u16,
}

/// A skill of one member in six bytes: the level stands above the ten bits of the evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, packed(2))]
struct Packed {
    skill: u32,
    worth: u16,
}

impl Packed {
    fn level(self) -> usize {
        usize::from(self.worth >> 10)
    }
}

impl From<Known> for Packed {
    fn from(known: Known) -> Self {
        Self { skill: known.skill, worth: u16::from(known.level) << 10 | known.evidence }
    }
}

impl From<Packed> for Known {
    fn from(packed: Packed) -> Self {
        let [_, high] = packed.worth.to_le_bytes();
        Self { skill: packed.skill, level: high >> 2, evidence: packed.worth & 0x3ff }
    }
}

/// With whom a member is tied, and how strongly, in six bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(C, packed(2))]
struct Tie {
    other: Slot,
    strength: u16,
}

/// What is asked of every candidate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Record {
    rate: i64,
    /// Sorted by skill.
    known: Span,
    home: u32,
    /// The number of their set.
    languages: u32,
    turn: u16,
    /// The strengths of all their ties together, as far as 16 bits go.
    tied: u16,
    onsite: bool,
}

/// A pool that was checked whole, ready to be asked for teams any number of times.
///
/// It can be changed in place: [`put`](Self::put), [`remove`](Self::remove), [`put_tie`](Self::put_tie) and their
/// kin take microseconds and leave an index that answers like one made afresh.
///
/// Two indexes are equal when they also number members and names alike, as those of the same document do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index {
    order: Order,
    ids: Lists<u8>,
    /// Numbers of members who left.
    vacant: Vec<Slot>,
    records: Vec<Record>,
    known: Arena<Packed>,
    calendar: Calendar,
    skills: Names,
    /// By skill and level: who has it at just that level.
    holders: Vec<[Posting; LEVELS]>,
    /// By skill: which others are worth so many per mille of it.
    related: Vec<Vec<(u32, i64)>>,
    languages: Languages,
    places: Names,
    /// By place: kilometres to others, sorted by place.
    distances: Vec<Vec<(u32, i64)>>,
    /// Sorted by number.
    ties: Lists<Tie>,
    /// Sorted by number.
    blocks: Lists<Slot>,
}

/// Bytes of heap an index uses, reserved room included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bytes {
    /// For members, skills, places and what belongs to them.
    pub members: usize,
    /// For ties and blocks.
    pub ties: usize,
}

impl Index {
    /// Checks a pool whole and lays it out.
    ///
    /// # Errors
    /// The first thing in the document that cannot be believed.
    pub fn new(pool: &Pool) -> Result<Self, Refusal> {
        build::index(pool)
    }

    /// How many members the pool has.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether the pool has no members.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The horizon in weeks.
    pub fn weeks(&self) -> usize {
        self.calendar.weeks()
    }

    /// The id of the member with that number. Numbers stay while their members do; one whose member was removed may
    /// be given to another.
    pub fn id(&self, member: u32) -> &str {
        std::str::from_utf8(self.ids.list(member)).expect("ids were text")
    }

    /// The number of the member with that id, or `None` where the pool has none.
    pub fn member(&self, id: &str) -> Option<u32> {
        self.order.find(|member| self.compare(member, id)).ok()
    }

    /// The free hours of the member with that number, in each week of a window that lies inside the horizon.
    pub fn free(&self, member: u32, from: usize, weeks: usize) -> &[u8] {
        self.calendar.hours(member as usize, from, weeks)
    }

    /// How much memory the index uses.
    pub fn bytes(&self) -> Bytes {
        let postings: usize = self.holders.iter().flatten().map(Posting::bytes).sum();
        let pairs = |rows: &Vec<Vec<(u32, i64)>>| {
            let entries: usize = rows.iter().map(Vec::capacity).sum();
            entries * size_of::<(u32, i64)>() + rows.capacity() * size_of::<Vec<(u32, i64)>>()
        };
        let members = self.order.bytes()
            + self.ids.bytes()
            + self.vacant.capacity() * size_of::<Slot>()
            + self.records.capacity() * size_of::<Record>()
            + self.known.bytes()
            + self.calendar.bytes()
            + self.skills.bytes()
            + self.holders.capacity() * size_of::<[Posting; LEVELS]>()
            + postings
            + self.languages.bytes()
            + self.places.bytes()
            + pairs(&self.related)
            + pairs(&self.distances);
        Bytes { members, ties: self.ties.bytes() + self.blocks.bytes() }
    }

    /// How the id of a member compares with another.
    fn compare(&self, member: Slot, id: &str) -> Ordering {
        self.ids.list(member).cmp(id.as_bytes())
    }

    /// The members' numbers, in the order of their ids.
    pub(crate) fn members(&self) -> impl Iterator<Item = Slot> {
        self.order.iter()
    }

    /// No member has this number or a larger one.
    pub(crate) fn slots(&self) -> usize {
        self.records.len()
    }

    /// A member's position in the pool sorted by id.
    pub(crate) fn rank(&self, member: Slot) -> Rank {
        self.order.rank(member)
    }

    pub(crate) fn skill(&self, name: &str) -> Option<u32> {
        self.skills.number(name)
    }

    /// How many skills have a number.
    pub(crate) fn skills(&self) -> usize {
        self.holders.len()
    }

    pub(crate) fn language(&self, name: &str) -> Option<u32> {
        self.languages.number(name)
    }

    /// Who has a skill at least at a level: one posting for each level.
    pub(crate) fn holders(&self, skill: u32, level: u8) -> &[Posting] {
        &self.holders[skill as usize][usize::from(level) - 1..]
    }

    /// Which skills are worth so many per mille of this one.
    pub(crate) fn related(&self, skill: u32) -> &[(u32, i64)] {
        &self.related[skill as usize]
    }

    /// All that a member knows, sorted by skill.
    pub(crate) fn all_known(&self, member: Slot) -> impl Iterator<Item = Known> {
        self.packed(member).iter().map(|&packed| packed.into())
    }

    /// Reads the ends of what some members know, and nothing else: these reads do not wait for each other, as they would
    /// where each member is measured in between, so memory is waited for about once and not for each member.
    pub(crate) fn read_ahead(&self, members: &[Slot]) {
        let ends = members.iter().map(|&member| {
            let known = self.packed(member);
            known.first().map_or(0, |known| known.skill) ^ known.last().map_or(0, |known| known.skill)
        });
        std::hint::black_box(ends.fold(0, |all, end| all ^ end));
    }

    /// What a member knows of a skill.
    pub(crate) fn known(&self, member: Slot, skill: u32) -> Option<Known> {
        let row = self.packed(member);
        row.binary_search_by_key(&skill, |known| known.skill).ok().map(|at| row[at].into())
    }

    fn packed(&self, member: Slot) -> &[Packed] {
        self.known.list(self.record(member).known)
    }

    fn record(&self, member: Slot) -> &Record {
        &self.records[member as usize]
    }

    pub(crate) fn rate(&self, member: Slot) -> i64 {
        self.record(member).rate
    }

    pub(crate) fn turn(&self, member: Slot) -> i64 {
        i64::from(self.record(member).turn)
    }

    pub(crate) fn works_onsite(&self, member: Slot) -> bool {
        self.record(member).onsite
    }

    /// Whether a member has time in every week of a window.
    pub(crate) fn has_time(&self, member: Slot, window: &Window) -> bool {
        self.calendar.has(member as usize, window)
    }

    /// The number of the set of languages a member speaks.
    pub(crate) fn languages(&self, member: Slot) -> u32 {
        self.record(member).languages
    }

    /// For each set of languages whether all of these are in it; one that nobody speaks is `None`.
    pub(crate) fn sets_having(&self, languages: &[Option<u32>]) -> Vec<bool> {
        self.languages.having(languages)
    }

    pub(crate) fn place(&self, name: &str) -> Option<u32> {
        self.places.number(name)
    }

    /// Where a member lives.
    pub(crate) fn home(&self, member: Slot) -> Option<u32> {
        Some(self.record(member).home).filter(|&home| home != NOWHERE)
    }

    /// How far each place is from this one; `None` where that is out of reach.
    pub(crate) fn distances(&self, place: u32) -> Vec<Option<i64>> {
        (0..).take(self.places.len()).map(|home| self.between(home, place)).collect()
    }

    fn between(&self, a: u32, b: u32) -> Option<i64> {
        if a == b {
            return Some(0);
        }
        let row = self.distances.get(a as usize)?;
        row.binary_search_by_key(&b, |&(place, _)| place).ok().map(|at| row[at].1)
    }

    /// With whom a member is tied, and how strongly, sorted by number.
    pub(crate) fn ties(&self, member: Slot) -> impl Iterator<Item = (Slot, u16)> {
        self.ties.list(member).iter().map(|tie| (tie.other, tie.strength))
    }

    /// How strongly a member can be tied to so many others at most, without a look at their ties.
    pub(crate) fn tied(&self, member: Slot, others: usize) -> i64 {
        let most = i64::try_from(1000 * others).expect("at most 15 others");
        i64::from(self.records[member as usize].tied).min(most)
    }

    /// Whom a member is blocked with, sorted by number.
    pub(crate) fn blocks(&self, member: Slot) -> &[Slot] {
        self.blocks.list(member)
    }

    /// How strongly two members are tied; 0 where they are not.
    pub(crate) fn tie(&self, a: Slot, b: Slot) -> i64 {
        let row = self.ties.list(a);
        row.binary_search_by_key(&b, |tie| tie.other).map_or(0, |at| i64::from(row[at].strength))
    }
}
