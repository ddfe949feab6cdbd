//! Names with numbers: of skills, places and languages. A number, once given, stays.

use std::mem::size_of;

use hashbrown::HashMap;

/// The names of one kind, each with a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Names(HashMap<Box<str>, u32>);

impl Names {
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.0.get(name).copied()
    }

    /// The name with that number. Looks through all of them.
    pub(super) fn name(&self, number: u32) -> &str {
        let found = self.0.iter().find(|&(_, &other)| other == number);
        found.map(|(name, _)| &**name).expect("every number was given to a name")
    }

    pub(super) fn intern(&mut self, name: &str) -> u32 {
        if let Some(number) = self.number(name) {
            return number;
        }
        let number = u32::try_from(self.0.len()).expect("a pool has fewer names than u32 has numbers");
        self.0.insert(name.into(), number);
        number
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Bytes of heap in use, about: a table's own bookkeeping is a byte an entry.
    pub(super) fn bytes(&self) -> usize {
        let names: usize = self.0.keys().map(|name| name.len()).sum();
        names + self.0.capacity() * (size_of::<(Box<str>, u32)>() + 1)
    }
}

/// Sets of languages, each with a number: many members speak the same ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Languages {
    names: Names,
    numbers: HashMap<Box<[u32]>, u32>,
    sets: Vec<Box<[u32]>>,
}

impl Languages {
    /// The number of a language.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.names.number(name)
    }

    /// The number of a set of languages, given by their names.
    pub(super) fn intern(&mut self, names: &[String]) -> u32 {
        let mut set: Vec<u32> = names.iter().map(|name| self.names.intern(name)).collect();
        set.sort_unstable();
        set.dedup();
        if let Some(&number) = self.numbers.get(&set[..]) {
            return number;
        }
        let number = u32::try_from(self.sets.len()).expect("there are no more sets than members");
        self.sets.push(set.clone().into());
        self.numbers.insert(set.into(), number);
        number
    }

    /// The names of the languages in a set.
    pub(super) fn told(&self, set: u32) -> impl Iterator<Item = &str> {
        self.sets[set as usize].iter().map(|&language| self.names.name(language))
    }

    /// Whether a language is in a set.
    pub(super) fn has(&self, set: u32, language: u32) -> bool {
        self.sets[set as usize].binary_search(&language).is_ok()
    }

    /// For each set whether all of these languages are in it; one that nobody speaks is `None`.
    pub(super) fn having(&self, languages: &[Option<u32>]) -> Vec<bool> {
        let has_all = |set: u32| languages.iter().all(|&name| name.is_some_and(|name| self.has(set, name)));
        (0..).take(self.sets.len()).map(has_all).collect()
    }

    /// Bytes of heap in use, about.
    pub(super) fn bytes(&self) -> usize {
        let sets: usize = self.sets.iter().map(|set| set.len() * size_of::<u32>()).sum();
        let table = self.numbers.capacity() * (size_of::<(Box<[u32]>, u32)>() + 1);
        self.names.bytes() + 2 * sets + table + self.sets.capacity() * size_of::<Box<[u32]>>()
    }
}
