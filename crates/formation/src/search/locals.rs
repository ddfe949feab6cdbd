//! The members who may take some seat, numbered in the order of the pool.

use super::model::Local;
use crate::{
    Index,
    index::{Rank, Slot},
};

const WORD: u32 = u64::BITS;

/// Two sets of bits: most of a pool is in neither, and both stay in the cache where an array over all members would not.
#[derive(Debug)]
pub(super) struct Locals {
    /// A bit for each number in the index.
    bits: Vec<u64>,
    /// A bit for each rank.
    ranks: Vec<u64>,
    /// How many bits are set before each word of the ranks.
    before: Vec<Local>,
    /// The members' numbers in the index, in the order of the pool.
    pub(super) members: Vec<Slot>,
}

impl Locals {
    pub(super) fn new<Members: Iterator<Item = Slot>>(index: &Index, all: impl Fn() -> Members) -> Self {
        let mut bits = vec![0; index.slots().div_ceil(WORD as usize)];
        let mut ranks = vec![0; index.len().div_ceil(WORD as usize)];
        for member in all() {
            set(&mut bits, member);
            set(&mut ranks, index.rank(member));
        }
        let mut count = 0;
        let before = ranks.iter().map(|word: &u64| {
            count += word.count_ones();
            count - word.count_ones()
        });
        let before = before.collect();
        let mut locals = Self { bits, ranks, before, members: vec![0; count as usize] };
        for member in all() {
            let local = locals.number(index, member);
            locals.members[local as usize] = member;
        }
        locals
    }

    /// Whether a member may take some seat.
    pub(super) fn has(&self, member: Slot) -> bool {
        self.bits[(member / WORD) as usize] >> (member % WORD) & 1 == 1
    }

    /// The number of a member who may take some seat.
    pub(super) fn number(&self, index: &Index, member: Slot) -> Local {
        let rank: Rank = index.rank(member);
        let (word, bit) = ((rank / WORD) as usize, rank % WORD);
        let earlier = self.ranks[word] & ((1 << bit) - 1);
        self.before[word] + earlier.count_ones()
    }
}

fn set(bits: &mut [u64], at: u32) {
    bits[(at / WORD) as usize] |= 1 << (at % WORD);
}
