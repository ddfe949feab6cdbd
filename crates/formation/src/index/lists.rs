//! A list for each member: ids, ties, blocks.

use std::mem::size_of;

use super::{
    Slot,
    arena::{Arena, Span, reserve},
};

/// A list of `T` for each member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lists<T> {
    arena: Arena<T>,
    spans: Vec<Span>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { arena: Arena::default(), spans: Vec::new() }
    }
}

impl<T: Copy> Lists<T> {
    /// The list of a member; of one who never had any it is empty.
    pub(super) fn list(&self, member: Slot) -> &[T] {
        self.spans.get(member as usize).map_or(&[], |&span| self.arena.list(span))
    }

    /// Puts a list in the place of what a member had.
    pub(super) fn replace(&mut self, member: Slot, list: &[T]) {
        let at = member as usize;
        let count = self.spans.len();
        if count <= at {
            reserve(&mut self.spans, at + 1 - count);
            self.spans.resize(at + 1, Span::default());
        }
        self.arena.replace(&mut self.spans[at], list);
        if self.arena.is_wasteful() {
            self.arena.compact(self.spans.iter_mut());
        }
    }

    /// Returns what was reserved and is not used.
    pub(super) fn trim(&mut self) {
        self.arena.trim();
        self.spans.shrink_to_fit();
    }

    /// Bytes of heap in use.
    pub(super) fn bytes(&self) -> usize {
        self.arena.bytes() + self.spans.capacity() * size_of::<Span>()
    }
}

impl<T: Copy + Ord> Lists<T> {
    /// Both ends of pairs: each member's list has one entry for every pair they are in, sorted.
    pub(super) fn of_pairs(members: usize, pairs: &[(Slot, Slot, u16)], entry: impl Fn(Slot, u16) -> T) -> Self {
        let mut counts = vec![0; members];
        for &(a, b, _) in pairs {
            counts[a as usize] += 1;
            counts[b as usize] += 1;
        }
        let mut arena = Arena::default();
        let spans: Vec<Span> = counts.iter().map(|&count| arena.reserve_list(count, entry(0, 0))).collect();
        let mut put = |member: Slot, other: Slot, value: u16| {
            let left = &mut counts[member as usize];
            *left -= 1;
            arena.list_mut(spans[member as usize])[*left] = entry(other, value);
        };
        // From the last pair to the first, as the lists are filled from their ends: sorted pairs need no more sorting.
        for &(a, b, value) in pairs.iter().rev() {
            put(a, b, value);
            put(b, a, value);
        }
        for &span in &spans {
            arena.list_mut(span).sort_unstable();
        }
        arena.trim();
        Self { arena, spans }
    }

    /// Puts an entry into a member's list, in the place of those that are `same`.
    pub(super) fn put(&mut self, member: Slot, entry: T, same: impl Fn(&T) -> bool) {
        let others = self.list(member).iter().copied().filter(|other| !same(other));
        let mut list: Vec<T> = others.chain([entry]).collect();
        list.sort_unstable();
        self.replace(member, &list);
    }

    /// Takes those entries that are `same` out of a member's list.
    pub(super) fn take(&mut self, member: Slot, same: impl Fn(&T) -> bool) {
        let others: Vec<T> = self.list(member).iter().copied().filter(|other| !same(other)).collect();
        if others.len() < self.list(member).len() {
            self.replace(member, &others);
        }
    }
}
