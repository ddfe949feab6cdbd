//! Access tokens that were verified of late. The same token comes with every request of its ten minutes, and to verify it
//! and read what it says costs far more than to look here.
//!
//! A token is known by its SHA-256 alone, so that what is kept opens nothing. There are so many places, and each token has
//! one: whichever comes later takes it, and the other is verified anew when it comes again. What is looked at with each
//! request stays so: whether a token has expired ([`super::Keys`]), and whether its session has ended ([`super::Ended`]).

use parking_lot::Mutex;
use sha2::{Digest, Sha256};

use super::keys::Claims;

/// How many tokens are known at most: for each some 200 bytes.
const PLACES: usize = 4_096;

/// What a token is known by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark([u8; 32]);

impl Mark {
    pub(super) fn of(token: &str) -> Self {
        Self(Sha256::digest(token).into())
    }

    fn place(&self) -> usize {
        let [first, second, ..] = self.0;
        usize::from(u16::from_be_bytes([first, second])) % PLACES
    }
}

/// The token that came last of those whose place this is, and what it says.
type Place = Mutex<Option<(Mark, Claims)>>;

/// The tokens that are known, and what they say.
pub(super) struct Verified(Box<[Place]>);

impl Default for Verified {
    fn default() -> Self {
        Self((0..PLACES).map(|_| Mutex::default()).collect())
    }
}

impl Verified {
    /// What that token says, where it is known.
    pub(super) fn claims(&self, of: Mark) -> Option<Claims> {
        let known = *self.0[of.place()].lock();
        known.filter(|(mark, _)| *mark == of).map(|(_, claims)| claims)
    }

    /// Keeps what a token says that was verified.
    pub(super) fn keep(&self, of: Mark, claims: Claims) {
        *self.0[of.place()].lock() = Some((of, claims));
    }

    /// Forgets a token that is good no more.
    pub(super) fn forget(&self, of: Mark) {
        self.0[of.place()].lock().take_if(|(mark, _)| *mark == of);
    }
}

#[cfg(test)]
mod tests {
    use muster_kernel::Id;

    use super::*;

    fn who(verified: &Verified, mark: Mark) -> Option<super::super::PersonId> {
        verified.claims(mark).map(|claims| claims.sub)
    }

    #[test]
    fn of_two_tokens_with_one_place_the_later_is_known_and_neither_is_taken_for_the_other() {
        let verified = Verified::default();
        let (one, other) = (Mark([7; 32]), Mark(std::array::from_fn(|at| if at < 2 { 7 } else { 8 })));
        assert_eq!(one.place(), other.place());
        verified.keep(one, Claims::of(1));
        assert_eq!((who(&verified, one), who(&verified, other)), (Some(Id::from_bits(1)), None));
        verified.keep(other, Claims::of(2));
        assert_eq!((who(&verified, one), who(&verified, other)), (None, Some(Id::from_bits(2))));
        verified.forget(one);
        assert_eq!(who(&verified, other), Some(Id::from_bits(2)), "another one was forgotten");
        verified.forget(other);
        assert_eq!(who(&verified, other), None);
    }

    #[test]
    fn however_many_tokens_come_no_more_are_known_than_there_are_places() {
        let verified = Verified::default();
        let marks: Vec<Mark> = (0..3 * PLACES).map(|number| Mark::of(&number.to_string())).collect();
        marks.iter().for_each(|mark| verified.keep(*mark, Claims::of(1)));
        let known = marks.iter().filter(|mark| verified.claims(**mark).is_some()).count();
        assert!((PLACES / 2..=PLACES).contains(&known), "{known} are known");
    }
}
