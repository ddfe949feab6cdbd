//! Sums made anew, to compare with what is kept.

use std::{
    fmt::Display,
    hash::{BuildHasher, Hash},
};

use hashbrown::{DefaultHashBuilder, HashTable, hash_table::Entry};

/// A kept sum.
pub(in crate::book) trait Kept {
    /// What it is the sum of, as it is stored; said in words where it is wrong.
    type Key<'a>: Display + Hash
    where
        Self: 'a;

    /// Nothing yet of `key`.
    fn nothing(key: &Self::Key<'_>) -> Self;
    /// What it is the sum of.
    fn key(&self) -> Self::Key<'_>;
    /// Whether it is the sum of `key`.
    fn is_of(&self, key: &Self::Key<'_>) -> bool;
    /// How much it is, in minor units.
    fn minor(&self) -> i64;
}

/// Sums by what they are sums of; wide, so that none wraps. Most are there already when something is added to them: they
/// are looked up by what a row of the book says, and only what is new is copied.
pub(in crate::book) struct Sums<K> {
    sums: HashTable<(K, i128)>,
    hasher: DefaultHashBuilder,
}

impl<K> Default for Sums<K> {
    fn default() -> Self {
        Self { sums: HashTable::new(), hasher: DefaultHashBuilder::default() }
    }
}

impl<K: Kept> Sums<K> {
    /// Adds to the sum of `key`.
    pub(in crate::book) fn add(&mut self, key: &K::Key<'_>, minor: i64) {
        self.add_wide(key, i128::from(minor));
    }

    fn add_wide(&mut self, key: &K::Key<'_>, minor: i128) {
        let hasher = &self.hasher;
        let is_it = |(kept, _): &(K, i128)| kept.is_of(key);
        match self.sums.entry(hasher.hash_one(key), is_it, |(kept, _)| hasher.hash_one(kept.key())) {
            Entry::Occupied(mut sum) => sum.get_mut().1 += minor,
            Entry::Vacant(free) => drop(free.insert((K::nothing(key), minor))),
        }
    }

    /// With the sums of another part of the book.
    pub(in crate::book) fn join(&mut self, other: Self) {
        if self.sums.is_empty() {
            *self = other;
        } else {
            other.sums.into_iter().for_each(|(kept, sum)| self.add_wide(&kept.key(), sum));
        }
    }

    /// Compares all of them with what is kept; answers what is wrong, a sentence each.
    pub(in crate::book) fn compare(mut self, kept: impl IntoIterator<Item = K>) -> Vec<String> {
        let mut faults = Vec::new();
        for row in kept {
            let (key, minor) = (row.key(), row.minor());
            let found = self.sums.find_entry(self.hasher.hash_one(&key), |(other, _)| other.is_of(&key));
            let sum = found.map_or(0, |found| found.remove().0.1);
            if sum != i128::from(minor) {
                faults.push(format!("{key} is kept as {minor}, but it sums to {sum}."));
            }
        }
        let rest = self.sums.iter().map(|(row, sum)| format!("{} sums to {sum}, and is not kept.", row.key()));
        let mut rest: Vec<String> = rest.collect();
        rest.sort();
        faults.extend(rest);
        faults
    }
}
