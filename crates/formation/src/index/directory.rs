//! Members found by id while a pool is laid out.

use std::{hash::BuildHasher, hint::black_box};

use hashbrown::{DefaultHashBuilder, HashTable, hash_table::Entry};

use super::{Lists, Slot};

/// A member, with as much of the hash of their id that others are seldom looked at in vain.
#[derive(Clone, Copy, Debug)]
struct Card {
    tag: u32,
    member: Slot,
}

impl Card {
    /// What the table sorts by: it takes some of the highest bits, and as many of the lowest as it needs.
    fn hash(&self) -> u64 {
        u64::from(self.tag) << 32 | u64::from(self.tag)
    }
}

/// Two members, as far as they are known.
pub(super) type Pair = [Option<Slot>; 2];

/// Who has which id. The ids themselves lie where the index keeps them.
#[derive(Debug, Default)]
pub(super) struct Directory {
    cards: HashTable<Card>,
    /// Seeded anew in every process, so that nobody can choose ids that fall together. No answer depends on it.
    hashes: DefaultHashBuilder,
}

impl Directory {
    /// Takes a member in whose id lies among the others; or gives the one who came before with the same id.
    pub(super) fn add(&mut self, ids: &Lists<u8>, member: Slot) -> Option<Slot> {
        let card = Card { tag: self.tag(ids.list(member)), member };
        let is_same = |other: &Card| other.tag == card.tag && ids.list(other.member) == ids.list(member);
        match self.cards.entry(card.hash(), is_same, Card::hash) {
            Entry::Occupied(first) => Some(first.get().member),
            Entry::Vacant(free) => {
                free.insert(card);
                None
            }
        }
    }

    /// Who has this id.
    pub(super) fn find(&self, ids: &Lists<u8>, id: &str) -> Option<Slot> {
        self.likely(id, |member| ids.list(member) == id.as_bytes())
    }

    /// Who probably has these ids. Also reads the ids that they have, and nothing else: these reads do not wait for each
    /// other, as they would if one was compared after the other, so memory is waited for about once.
    pub(super) fn guess<'a>(&self, ids: &Lists<u8>, some: impl Iterator<Item = [&'a str; 2]>) -> Vec<Pair> {
        let guesses: Vec<Pair> = some.map(|pair| pair.map(|id| self.likely(id, |_| true))).collect();
        let first = |&member: &Slot| ids.list(member).first().map_or(0, |&byte| byte);
        black_box(guesses.iter().flatten().flatten().map(first).fold(0, |all, byte| all ^ byte));
        guesses
    }

    fn likely(&self, id: &str, is_same: impl Fn(Slot) -> bool) -> Option<Slot> {
        let wanted = Card { tag: self.tag(id.as_bytes()), member: 0 };
        let found = self.cards.find(wanted.hash(), |card| card.tag == wanted.tag && is_same(card.member));
        found.map(|card| card.member)
    }

    fn tag(&self, id: &[u8]) -> u32 {
        let [_, _, _, _, tag @ ..] = self.hashes.hash_one(id).to_be_bytes();
        u32::from_be_bytes(tag)
    }
}

#[cfg(test)]
mod tests {
    use super::{Directory, Lists};

    #[test]
    fn members_are_found_by_id_and_the_first_of_two_is_told() {
        let (mut ids, mut directory) = (Lists::default(), Directory::default());
        for member in 0..5000 {
            ids.replace(member, format!("m{member}").as_bytes());
            assert_eq!(directory.add(&ids, member), None);
        }
        ids.replace(5000, b"m17");
        assert_eq!(directory.add(&ids, 5000), Some(17));
        for member in 0..5000 {
            assert_eq!(directory.find(&ids, &format!("m{member}")), Some(member));
        }
        assert_eq!(directory.find(&ids, "m5000"), None);
        assert_eq!(directory.find(&ids, ""), None);
    }
}
