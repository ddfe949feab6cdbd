//! Who has a skill at a level, in two bytes a member.

use std::mem::size_of;

use super::{Slot, arena::reserve};

/// How many bits of a member's number are its lower half.
const BITS: u32 = 16;

/// A set of members. Those who share the upper half of their number stand in one list, by their lower halves; so who
/// comes or goes moves a part of one list, however many members there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Posting {
    /// By upper half: the lower halves, sorted.
    parts: Vec<Vec<u16>>,
}

impl Posting {
    /// How many members there are.
    pub(crate) fn len(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }

    /// The members, sorted by number.
    pub(crate) fn members(&self) -> impl Iterator<Item = Slot> {
        let parts = (0..).zip(&self.parts);
        parts.flat_map(|(upper, part)| part.iter().map(move |&lower| upper << BITS | Slot::from(lower)))
    }

    /// Takes a member in who is not there.
    pub(super) fn insert(&mut self, member: Slot) {
        let (upper, lower) = halves(member);
        if self.parts.len() <= upper {
            self.parts.resize(upper + 1, Vec::new());
        }
        let part = &mut self.parts[upper];
        // A pool is laid in the order of numbers; trimming then returns what doubling reserved.
        if part.last().is_none_or(|&last| last < lower) {
            part.push(lower);
            return;
        }
        let at = part.binary_search(&lower).expect_err("whoever does not know a skill is not among its holders");
        reserve(part, 1);
        part.insert(at, lower);
    }

    /// Takes a member out who is there.
    pub(super) fn remove(&mut self, member: Slot) {
        let (upper, lower) = halves(member);
        let part = &mut self.parts[upper];
        let at = part.binary_search(&lower).expect("whoever knows a skill is among its holders");
        part.remove(at);
    }

    /// Returns what was reserved and is not used.
    pub(super) fn trim(&mut self) {
        self.parts.iter_mut().for_each(Vec::shrink_to_fit);
        self.parts.shrink_to_fit();
    }

    /// Bytes of heap in use.
    pub(super) fn bytes(&self) -> usize {
        let members: usize = self.parts.iter().map(Vec::capacity).sum();
        members * size_of::<u16>() + self.parts.capacity() * size_of::<Vec<u16>>()
    }
}

/// The upper half of a number, and the lower.
fn halves(member: Slot) -> (usize, u16) {
    let [a, b, c, d] = member.to_be_bytes();
    (usize::from(u16::from_be_bytes([a, b])), u16::from_be_bytes([c, d]))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Posting;

    #[test]
    fn a_posting_holds_who_came_and_did_not_go_in_order() {
        let (mut posting, mut expected) = (Posting::default(), BTreeSet::new());
        for step in 0..4000_u32 {
            // The factor is odd, so all numbers below 2^18 come before one comes again.
            let member = step.wrapping_mul(0x9E37_79B1) >> 14;
            if !expected.remove(&member) {
                posting.insert(member);
                expected.insert(member);
            } else {
                posting.remove(member);
            }
            if step % 3 == 2 {
                let gone = *expected.iter().nth(expected.len() / 2).unwrap();
                posting.remove(gone);
                expected.remove(&gone);
            }
        }
        posting.trim();
        assert_eq!(posting.len(), expected.len());
        assert!(posting.members().eq(expected));
    }
}
