//! Drawing lots that anybody can draw again. Pure.
//!
//! ```
//! use muster::stewards::lot::{order, seed};
//! let seed = seed(&["dispute_1", "9f86d081884c7d65", "1"]);
//! let drawn = order(&seed, &["ada", "bob", "eve"]);
//! assert_eq!(order(&seed, &["eve", "ada", "bob"]), drawn, "the order of the candidates does not matter");
//! ```

use std::fmt::Display;

use crate::hash;

/// The seed that `parts` make: the SHA-256 of their lines.
pub fn seed(parts: &[&str]) -> String {
    hash::sha256(parts.join("\n").as_bytes())
}

/// The candidates in the order in which they are drawn: by the SHA-256 of seed, line feed and candidate, the lowest first.
/// Whoever is taken off the list changes nothing in the order of the others.
pub fn order<T: Display + Clone>(seed: &str, candidates: &[T]) -> Vec<T> {
    let ticket = |candidate: &T| hash::sha256(format!("{seed}\n{candidate}").as_bytes());
    let mut drawn = candidates.to_vec();
    drawn.sort_by_cached_key(ticket);
    drawn
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_lot_can_be_drawn_again_with_a_line_of_shell() {
        // printf 'dispute_1\nhash\n1' | sha256sum
        let seed = seed(&["dispute_1", "hash", "1"]);
        assert_eq!(seed, hash::sha256(b"dispute_1\nhash\n1"));
        let mut tickets: Vec<(String, &str)> =
            ["ada", "bob", "eve"].map(|name| (hash::sha256(format!("{seed}\n{name}").as_bytes()), name)).to_vec();
        tickets.sort();
        assert_eq!(order(&seed, &["ada", "bob", "eve"]), tickets.iter().map(|(_, name)| *name).collect::<Vec<_>>());
    }

    #[test]
    fn over_many_seeds_everybody_is_drawn_about_as_often() {
        let names = ["ada", "bob", "cyd", "dan", "eve"];
        let mut first = [0_u32; 5];
        for number in 0..5_000 {
            let drawn = order(&seed(&["dispute", &number.to_string()]), &names)[0];
            first[names.iter().position(|name| *name == drawn).unwrap()] += 1;
        }
        assert!(first.iter().all(|times| (850..1_150).contains(times)), "{first:?}");
    }

    proptest! {
        #[test]
        fn neither_their_order_nor_a_missing_candidate_changes_who_comes_before_whom(
            seed in "[a-f0-9]{8}", mut names in prop::collection::vec("[a-z]{1,6}", 1..12), left_out in 0..12_usize,
        ) {
            names.sort();
            names.dedup();
            let drawn = order(&seed, &names);
            names.reverse();
            prop_assert_eq!(&order(&seed, &names), &drawn);
            let gone = names.remove(left_out % names.len());
            let expected: Vec<String> = drawn.into_iter().filter(|name| *name != gone).collect();
            prop_assert_eq!(order(&seed, &names), expected);
        }
    }
}
