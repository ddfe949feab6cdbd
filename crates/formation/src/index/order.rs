//! The order of the pool, kept up while members come and go.
//!
//! Members stand in chunks of a few hundred. Each knows its chunk and its position there, each chunk the rank of its
//! first member; so a rank is two reads and an addition, and coming or going moves no more than a chunk and the
//! first ranks of those after it.

use std::{cmp::Ordering, mem::size_of};

use super::{Rank, Slot, arena::reserve};

/// How many bits of a place are the position in its chunk.
const BITS: u32 = 9;
/// A chunk with so many members is halved.
const FULL: usize = 1 << BITS;
/// The bits of a place that are the position.
const MASK: u32 = (1 << BITS) - 1;
/// How many members a chunk has where many are laid at once: room is left for some to come.
const USUAL: usize = FULL - FULL / 4;

/// The members of the pool sorted by the bytes of their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    /// By chunk.
    members: Vec<Vec<Slot>>,
    /// By chunk: the rank of its first member.
    firsts: Vec<Rank>,
    /// The chunks in use, in order.
    sequence: Vec<u32>,
    /// Numbers of chunks that are not in use.
    vacant: Vec<u32>,
    /// By member: the chunk, and the position there in the lowest bits.
    places: Vec<u32>,
    len: usize,
}

/// A spot in the order: which chunk of the sequence, and where in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    chunk: usize,
    position: usize,
}

impl Order {
    /// The order of these members, who are all there are.
    pub(super) fn new(sorted: &[Slot]) -> Self {
        let mut order = Self { places: vec![0; sorted.len()], len: sorted.len(), ..Self::default() };
        for members in sorted.chunks(USUAL) {
            let chunk = order.new_chunk(members.to_vec());
            order.sequence.push(chunk);
            order.number_members(chunk, 0);
        }
        order.number_chunks(0);
        order
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// How many members come before this one.
    pub(super) fn rank(&self, member: Slot) -> Rank {
        let place = self.places[member as usize];
        self.firsts[(place >> BITS) as usize] + (place & MASK)
    }

    /// All members in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Slot> {
        self.sequence.iter().flat_map(|&chunk| self.members[chunk as usize].iter().copied())
    }

    /// Who compares as equal, or the spot where such a one would stand.
    pub(super) fn find(&self, compare: impl Fn(Slot) -> Ordering) -> Result<Slot, Spot> {
        let starts_after = |&chunk: &u32| compare(self.members[chunk as usize][0]).is_gt();
        let chunk = self.sequence.partition_point(|chunk| !starts_after(chunk)).saturating_sub(1);
        let Some(&number) = self.sequence.get(chunk) else { return Err(Spot { chunk, position: 0 }) };
        let members = &self.members[number as usize];
        let found = members.binary_search_by(|&member| compare(member));
        found.map(|position| members[position]).map_err(|position| Spot { chunk, position })
    }

    /// Puts a member who is not in the order at its spot.
    pub(super) fn insert(&mut self, spot: Spot, member: Slot) {
        if self.sequence.is_empty() {
            let chunk = self.new_chunk(Vec::new());
            self.sequence.push(chunk);
        }
        if self.places.len() <= member as usize {
            reserve(&mut self.places, 1);
            self.places.resize(member as usize + 1, 0);
        }
        let chunk = self.sequence[spot.chunk];
        let members = &mut self.members[chunk as usize];
        members.insert(spot.position, member);
        if members.len() == FULL {
            let half = members.split_off(FULL / 2);
            let next = self.new_chunk(half);
            self.sequence.insert(spot.chunk + 1, next);
            self.number_members(next, 0);
        }
        self.number_members(chunk, spot.position);
        self.number_chunks(spot.chunk);
        self.len += 1;
    }

    /// Takes a member out of the order.
    pub(super) fn remove(&mut self, member: Slot) {
        let (rank, place) = (self.rank(member), self.places[member as usize]);
        let (chunk, position) = (place >> BITS, (place & MASK) as usize);
        let at = self.sequence.partition_point(|&chunk| self.firsts[chunk as usize] <= rank) - 1;
        self.members[chunk as usize].remove(position);
        if self.members[chunk as usize].is_empty() {
            self.sequence.remove(at);
            self.vacant.push(chunk);
        }
        self.number_members(chunk, position);
        self.number_chunks(at);
        self.len -= 1;
    }

    fn new_chunk(&mut self, members: Vec<Slot>) -> u32 {
        if let Some(chunk) = self.vacant.pop() {
            self.members[chunk as usize] = members;
            return chunk;
        }
        self.members.push(members);
        self.firsts.push(0);
        u32::try_from(self.members.len() - 1).expect("there are fewer chunks than members")
    }

    /// Tells the members of a chunk where they stand, from a position on.
    fn number_members(&mut self, chunk: u32, from: usize) {
        for (position, &member) in (0..).zip(&self.members[chunk as usize]).skip(from) {
            self.places[member as usize] = chunk << BITS | position;
        }
    }

    /// Tells the chunks what rank they start with, from one of the sequence on.
    fn number_chunks(&mut self, from: usize) {
        let mut first = match from.checked_sub(1).map(|before| self.sequence[before] as usize) {
            Some(before) => self.firsts[before] + self.count(before),
            None => 0,
        };
        for at in from..self.sequence.len() {
            let chunk = self.sequence[at] as usize;
            self.firsts[chunk] = first;
            first += self.count(chunk);
        }
    }

    fn count(&self, chunk: usize) -> u32 {
        u32::try_from(self.members[chunk].len()).expect("a chunk has few members")
    }

    /// Bytes of heap in use.
    pub(super) fn bytes(&self) -> usize {
        let members: usize = self.members.iter().map(Vec::capacity).sum();
        let chunks = self.members.capacity() * size_of::<Vec<Slot>>();
        let numbers = members
            + self.firsts.capacity()
            + self.sequence.capacity()
            + self.vacant.capacity()
            + self.places.capacity();
        chunks + numbers * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::Order;

    /// The order agrees with a plain sorted list, whatever comes and goes; a member's slot is its own key here.
    fn check(order: &Order, expected: &[u32]) {
        assert_eq!(order.iter().collect::<Vec<_>>(), expected);
        assert_eq!(order.len(), expected.len());
        for (rank, &member) in (0..).zip(expected) {
            assert_eq!(order.rank(member), rank);
            assert_eq!(order.find(|other| other.cmp(&member)).ok(), Some(member));
        }
    }

    #[test]
    fn ranks_stay_right_while_chunks_fill_split_and_empty() {
        let mut expected: Vec<u32> = (0..2000).map(|at| at * 3).collect();
        let mut order = Order::default();
        for &member in &expected {
            order.insert(order.find(|other| other.cmp(&member)).unwrap_err(), member);
        }
        check(&order, &expected);
        for member in (0..6000).filter(|member| member % 3 != 0) {
            order.insert(order.find(|other| other.cmp(&member)).unwrap_err(), member);
        }
        expected = (0..6000).collect();
        check(&order, &expected);
        for member in (1000..4000).rev() {
            order.remove(member);
        }
        expected.retain(|member| !(1000..4000).contains(member));
        check(&order, &expected);
        for member in (1500..2500).rev() {
            order.insert(order.find(|other| other.cmp(&member)).unwrap_err(), member);
        }
        expected = (0..1000).chain(1500..2500).chain(4000..6000).collect();
        check(&order, &expected);
        for member in expected {
            order.remove(member);
        }
        check(&order, &[]);
    }

    #[test]
    fn an_order_laid_at_once_is_that_of_one_laid_member_by_member() {
        let sorted: Vec<u32> = (0..1700).collect();
        check(&Order::new(&sorted), &sorted);
    }
}
