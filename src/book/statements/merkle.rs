//! Merkle trees, as RFC 9162 (Certificate Transparency) builds them: a root that stands for many lines, and for each line a
//! proof, as long as the logarithm of their number, that it is among them. Leaves and nodes are hashed apart, so that no node
//! can be passed off as a leaf.

use sha2::{Digest, Sha256};

use crate::hash;

/// A hash of the tree.
pub(super) type Node = [u8; 32];

/// The hash of a leaf with that content.
pub(super) fn leaf(content: &[u8]) -> Node {
    Sha256::new().chain_update([0]).chain_update(content).finalize().into()
}

fn parent(left: &Node, right: &Node) -> Node {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// Where a tree of so many leaves, two at least, is divided: at the largest power of two below.
fn half(leaves: usize) -> usize {
    leaves.next_power_of_two() / 2
}

/// The root over some leaves; of none, the hash of nothing.
pub(super) fn root(leaves: &[Node]) -> Node {
    match leaves {
        [] => Sha256::digest([]).into(),
        [only] => *only,
        many => {
            let (left, right) = many.split_at(half(many.len()));
            parent(&root(left), &root(right))
        }
    }
}

/// What proves that the leaf at `place` is among `leaves`: the hashes beside its way to the root, from the leaf up.
pub(super) fn path(leaves: &[Node], place: usize) -> Vec<Node> {
    if leaves.len() < 2 {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(half(leaves.len()));
    let (mut way, beside) = if place < left.len() {
        (path(left, place), root(right))
    } else {
        (path(right, place - left.len()), root(left))
    };
    way.push(beside);
    way
}

/// The root to which a leaf at `place` of `leaves` leads along a path; `None` where the path has another length.
pub(super) fn root_along(leaf: Node, place: usize, leaves: usize, path: &[Node]) -> Option<Node> {
    if place >= leaves {
        return None;
    }
    match (leaves, path.split_last()) {
        (1, None) => Some(leaf),
        (1, Some(_)) | (_, None) => None,
        (_, Some((beside, below))) => {
            let half = half(leaves);
            if place < half {
                Some(parent(&root_along(leaf, place, half, below)?, beside))
            } else {
                Some(parent(beside, &root_along(leaf, place - half, leaves - half, below)?))
            }
        }
    }
}

/// A node as it is told: in hexadecimal.
pub(super) fn told(node: &Node) -> String {
    hash::hex(node)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn leaves(count: usize) -> Vec<Node> {
        (0..count).map(|number| leaf(&number.to_le_bytes())).collect()
    }

    #[test]
    fn the_roots_of_the_standards_own_test_trees() {
        // The inputs of the reference implementation of Certificate Transparency.
        let inputs: [&[u8]; 8] = [
            b"",
            b"\x00",
            b"\x10",
            b"\x20\x21",
            b"\x30\x31",
            b"\x40\x41\x42\x43",
            b"\x50\x51\x52\x53\x54\x55\x56\x57",
            b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
        ];
        let leaves: Vec<Node> = inputs.iter().map(|input| leaf(input)).collect();
        let roots = [0, 1, 2, 3, 8].map(|count| told(&root(&leaves[..count])));
        assert_eq!(
            roots,
            [
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
            ]
        );
    }

    proptest! {
        #[test]
        fn every_leaf_has_a_proof_and_none_proves_another(count in 1..70_usize, at in 0..70_usize, other in 0..70_usize) {
            let (at, other) = (at % count, other % count);
            let leaves = leaves(count);
            let (root, way) = (root(&leaves), path(&leaves, at));
            prop_assert_eq!(root_along(leaves[at], at, count, &way), Some(root));
            prop_assert!(way.len() <= 7);
            if at != other {
                prop_assert_ne!(root_along(leaves[other], at, count, &way), Some(root));
                prop_assert_ne!(root_along(leaves[at], other, count, &way), Some(root));
            }
            let mut longer = way.clone();
            longer.push(root);
            prop_assert_ne!(root_along(leaves[at], at, count, &longer), Some(root));
            for place in 0..way.len() {
                let mut wrong = way.clone();
                wrong[place][0] ^= 1;
                prop_assert_ne!(root_along(leaves[at], at, count, &wrong), Some(root));
            }
            prop_assert_eq!(root_along(leaves[at], count, count, &way), None);
        }
    }
}
