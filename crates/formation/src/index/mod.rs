//! The index: a pool, checked and laid out for questions.
//!
//! Members are numbered by the bytes of their ids, so that the order of numbers is the order that breaks ties
//! between teams. Skills, languages and places become numbers too.

mod build;
mod rows;

use std::collections::HashMap;

use crate::{Refusal, document::Pool};

pub(crate) use rows::Rows;

/// The number of a member: its position in the pool sorted by id.
pub(crate) type Rank = u32;

/// No place: of a member whose place is not known.
const NOWHERE: u32 = u32::MAX;

/// The names of one kind, each with a number.
#[derive(Clone, Debug, Default)]
struct Names(HashMap<Box<str>, u32>);

impl Names {
    fn number(&self, name: &str) -> Option<u32> {
        self.0.get(name).copied()
    }

    fn intern(&mut self, name: &str) -> u32 {
        if let Some(number) = self.number(name) {
            return number;
        }
        let number = u32::try_from(self.0.len()).expect("a pool has fewer names than u32 has numbers");
        self.0.insert(name.into(), number);
        number
    }

    fn len(&self) -> usize {
        self.0.len()
    }
}

/// A skill of one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Known {
    pub(crate) skill: u32,
    pub(crate) level: u8,
    pub(crate) evidence: u16,
}

/// A pool that was checked whole, ready to be asked for teams any number of times.
#[derive(Clone, Debug)]
pub struct Index {
    weeks: usize,
    ids: Vec<Box<str>>,
    skills: Names,
    languages: Names,
    places: Names,
    /// By member, sorted by skill.
    known: Rows<Known>,
    /// By skill: who has it at what level, sorted by member.
    holders: Rows<(Rank, u8)>,
    /// By skill: which others are worth so many per mille of it.
    related: Rows<(u32, i64)>,
    /// By member.
    speaks: Rows<u32>,
    rates: Vec<i64>,
    turns: Vec<u16>,
    onsite: Vec<bool>,
    home: Vec<u32>,
    /// Free hours, W weeks for each member.
    free: Vec<u8>,
    /// Kilometres between two places, both ways.
    distances: HashMap<(u32, u32), i64>,
    /// By member: with whom, how strong.
    ties: Rows<(Rank, u16)>,
    /// By member.
    blocks: Rows<Rank>,
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
        self.ids.len()
    }

    /// Whether the pool has no members.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The horizon in weeks.
    pub fn weeks(&self) -> usize {
        self.weeks
    }

    /// The id of the member with that number.
    pub fn id(&self, member: u32) -> &str {
        &self.ids[member as usize]
    }

    /// The number of the member with that id, or `None` where the pool has none.
    pub fn member(&self, id: &str) -> Option<u32> {
        self.ids.binary_search_by(|known| (**known).cmp(id)).ok().and_then(|at| u32::try_from(at).ok())
    }

    /// The members' numbers, in the order of their ids.
    pub(crate) fn members(&self) -> std::ops::Range<Rank> {
        0..u32::try_from(self.ids.len()).expect("checked when the index was built")
    }

    pub(crate) fn skill(&self, name: &str) -> Option<u32> {
        self.skills.number(name)
    }

    pub(crate) fn language(&self, name: &str) -> Option<u32> {
        self.languages.number(name)
    }

    /// Who has a skill at what level, sorted by member.
    pub(crate) fn holders(&self, skill: u32) -> &[(Rank, u8)] {
        self.holders.row(skill)
    }

    /// Which skills are worth so many per mille of this one.
    pub(crate) fn related(&self, skill: u32) -> &[(u32, i64)] {
        self.related.row(skill)
    }

    /// What a member knows of a skill.
    pub(crate) fn known(&self, member: Rank, skill: u32) -> Option<Known> {
        let row = self.known.row(member);
        row.binary_search_by_key(&skill, |known| known.skill).ok().map(|at| row[at])
    }

    pub(crate) fn rate(&self, member: Rank) -> i64 {
        self.rates[member as usize]
    }

    pub(crate) fn turn(&self, member: Rank) -> i64 {
        i64::from(self.turns[member as usize])
    }

    pub(crate) fn works_onsite(&self, member: Rank) -> bool {
        self.onsite[member as usize]
    }

    /// Free hours of a member in each week of a window.
    pub(crate) fn free(&self, member: Rank, from: usize, weeks: usize) -> &[u8] {
        let start = member as usize * self.weeks + from;
        &self.free[start..start + weeks]
    }

    pub(crate) fn speaks(&self, member: Rank, language: u32) -> bool {
        self.speaks.row(member).binary_search(&language).is_ok()
    }

    /// How far a member lives from a place, or `None` where that is out of reach.
    pub(crate) fn distance(&self, member: Rank, place: u32) -> Option<i64> {
        let home = self.home[member as usize];
        if home == NOWHERE {
            return None;
        }
        if home == place {
            return Some(0);
        }
        self.distances.get(&(home, place)).copied()
    }

    pub(crate) fn place(&self, name: &str) -> Option<u32> {
        self.places.number(name)
    }

    pub(crate) fn ties(&self, member: Rank) -> &[(Rank, u16)] {
        self.ties.row(member)
    }

    pub(crate) fn blocks(&self, member: Rank) -> &[Rank] {
        self.blocks.row(member)
    }

    pub(crate) fn tie(&self, a: Rank, b: Rank) -> i64 {
        let row = self.ties(a);
        row.binary_search_by_key(&b, |&(other, _)| other).map_or(0, |at| i64::from(row[at].1))
    }
}
