//! What a statement says, and what proves a line of it.

use muster_kernel::{Currency, Day, Money, Month};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    StatementId,
    merkle::{self, Node},
};
use crate::{book::EntryId, hash};

/// What was there, what came, what went and what is there, in one currency, as its owner says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StatementTotal {
    /// Before the first line.
    pub opening: Money,
    /// The sum of all lines above zero.
    pub came: Money,
    /// The sum of all lines below zero, without their sign.
    pub went: Money,
    /// After the last line; below zero where its owner owes.
    pub closing: Money,
}

impl StatementTotal {
    /// What moved after `opening`; `None` where a sum has no room.
    pub(super) fn of(currency: Currency, opening: i64, moved: Moved) -> Option<Self> {
        let Moved { came, went } = moved;
        let closing = opening.checked_add(came)?.checked_sub(went)?;
        let money = |minor| Money::new(minor, currency);
        Some(Self { opening: money(opening), came: money(came), went: money(went), closing: money(closing) })
    }
}

/// What came and what went, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Moved {
    came: i64,
    went: i64,
}

impl Moved {
    /// With a line of that many minor units more; `None` where a sum has no room.
    pub(super) fn with(self, minor: i64) -> Option<Self> {
        let Self { came, went } = self;
        Some(match minor > 0 {
            true => Self { came: came.checked_add(minor)?, went },
            false => Self { came, went: went.checked_add(minor.checked_abs()?)? },
        })
    }

    /// Both together.
    pub(super) fn and(self, other: Self) -> Option<Self> {
        Some(Self { came: self.came.checked_add(other.came)?, went: self.went.checked_add(other.went)? })
    }
}

/// The statement of a member or a space for a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Statement {
    /// Names it.
    pub id: StatementId,
    /// Its number, which goes on without a gap over the whole network.
    pub number: i64,
    /// Which month.
    pub month: Month,
    /// How many lines it has.
    pub lines: i32,
    /// The Merkle root over its lines.
    pub root: String,
    /// The hash of all that it says, and of the statement before; a leaf of the month's own tree.
    pub hash: String,
    /// Each currency by itself.
    pub totals: Vec<StatementTotal>,
}

/// What a statement's hash covers: all that it says, and the statement before it.
#[derive(Serialize)]
pub(super) struct Head<'a> {
    pub(super) number: i64,
    pub(super) month: Month,
    pub(super) account: &'a str,
    pub(super) lines: i32,
    pub(super) root: &'a str,
    pub(super) totals: &'a [StatementTotal],
    /// The hash of the same account's statement before.
    pub(super) before: Option<&'a str>,
}

impl Head<'_> {
    pub(super) fn hash(&self) -> String {
        hash::of_json(self)
    }
}

/// A line of a statement as its tree holds it: the JSON of this, without spaces, is what is hashed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    /// The number of the statement.
    pub statement: i64,
    /// The place of the line, from 0 on.
    pub position: i32,
    /// The entry in the book.
    pub entry: EntryId,
    /// The line of the entry.
    pub line: i32,
    /// The day on which it was posted.
    pub day: Day,
    /// How much, as its owner says it.
    pub amount: Money,
    /// What keeps others from guessing the line.
    pub salt: String,
}

impl Leaf {
    pub(super) fn node(&self) -> Node {
        merkle::leaf(&serde_json::to_vec(self).expect("a leaf has only texts for keys, which JSON can hold"))
    }
}

/// What proves that a line stands in a statement: hash the leaf (SHA-256 over a zero byte and its JSON), go along the path
/// as RFC 9162 says (SHA-256 over a one byte, the left and the right hash), and compare with the root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The line.
    pub leaf: Leaf,
    /// How many lines the statement has.
    pub lines: i32,
    /// The hashes beside the way to the root, from the leaf up, in hexadecimal.
    pub path: Vec<String>,
    /// The root that the statement says.
    pub root: String,
}

impl Proof {
    /// That the leaf at its position is among those.
    pub(super) fn of(leaf: Leaf, leaves: &[Node]) -> Self {
        let place = usize::try_from(leaf.position).unwrap_or_default();
        let path = merkle::path(leaves, place).iter().map(merkle::told).collect();
        let lines = i32::try_from(leaves.len()).expect("a statement counts its lines in 32 bits");
        Self { leaf, lines, path, root: merkle::told(&merkle::root(leaves)) }
    }

    /// Whether it proves what it says.
    pub fn holds(&self) -> bool {
        let node = |text: &String| -> Option<Node> {
            let digit = |place: usize| u8::from_str_radix(text.get(place..place + 2)?, 16).ok();
            let bytes: Option<Vec<u8>> = (0..text.len()).step_by(2).map(digit).collect();
            bytes?.try_into().ok()
        };
        let path: Option<Vec<Node>> = self.path.iter().map(node).collect();
        let place = usize::try_from(self.leaf.position).ok().zip(usize::try_from(self.lines).ok());
        let reached = path
            .zip(place)
            .and_then(|(path, (place, lines))| merkle::root_along(self.leaf.node(), place, lines, &path));
        reached.is_some_and(|root| merkle::told(&root) == self.root)
    }
}
