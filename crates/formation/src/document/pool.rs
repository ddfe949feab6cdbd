//! `muster-pool/1`: whom a team can be formed of.

use std::{collections::BTreeMap, fmt};

use muster_kernel::Day;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{SeqAccess, Visitor},
};

use super::keyed;

/// Names the format of a pool, and its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PoolFormat {
    /// `muster-pool/1`
    #[default]
    #[serde(rename = "muster-pool/1")]
    One,
}

/// The snapshot of members that formation reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pool {
    /// Always `muster-pool/1`.
    pub format: PoolFormat,
    /// A Monday: week 0 of every week number.
    pub week0: Day,
    /// The horizon W in weeks, 1 to 104.
    pub weeks: i64,
    /// `[a, b, s]`: knowing a is worth s per mille of knowing b, and the other way round.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<(String, String, i64)>,
    /// Whole kilometres between places; a pair that is missing is out of reach.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "keyed::once_each")]
    pub distances: BTreeMap<String, BTreeMap<String, i64>>,
    /// The members, in any order.
    pub members: Vec<Member>,
    /// `[id, id, t]`: how well these two are known to work together, 1 to 1000.
    pub ties: Vec<(String, String, i64)>,
    /// Pairs that are never in one team.
    pub blocks: Vec<(String, String)>,
}

/// A member as formation sees one: without a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Tells members apart, and orders them by its bytes.
    pub id: String,
    /// What the member knows, and how it is known.
    #[serde(deserialize_with = "keyed::once")]
    pub skills: BTreeMap<String, Skill>,
    /// Minor units an hour.
    pub rate: i64,
    /// `[hours, run]`: free hours a week, for so many weeks; the runs add up to W.
    pub free: Vec<(i64, i64)>,
    /// Where the member works from, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Languages spoken.
    pub languages: Vec<String>,
    /// How much it is this member's turn, 0 to 1000.
    #[serde(default)]
    pub turn: i64,
    /// Whether the member also works on site.
    #[serde(default = "yes")]
    pub onsite: bool,
}

fn yes() -> bool {
    true
}

/// A level from 1 to 5 and the evidence for it, 0 to 1000. Written as `level` alone where there is no evidence,
/// else as `[level, evidence]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skill {
    /// 1 to 5
    pub level: i64,
    /// 0 to 1000
    pub evidence: i64,
}

impl Serialize for Skill {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.evidence {
            0 => serializer.serialize_i64(self.level),
            evidence => (self.level, evidence).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Skill {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LevelOrPair)
    }
}

struct LevelOrPair;

impl<'de> Visitor<'de> for LevelOrPair {
    type Value = Skill;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a level, or [level, evidence]")
    }

    fn visit_i64<E: serde::de::Error>(self, level: i64) -> Result<Skill, E> {
        Ok(Skill { level, evidence: 0 })
    }

    fn visit_u64<E: serde::de::Error>(self, level: u64) -> Result<Skill, E> {
        // What does not fit is far out of range and is refused, with its place, where the pool is checked.
        Ok(Skill { level: i64::try_from(level).unwrap_or(i64::MAX), evidence: 0 })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut pair: A) -> Result<Skill, A::Error> {
        use serde::de::Error;
        let level = pair.next_element()?.ok_or_else(|| A::Error::invalid_length(0, &self))?;
        let evidence = pair.next_element()?.ok_or_else(|| A::Error::invalid_length(1, &self))?;
        match pair.next_element::<i64>()? {
            None => Ok(Skill { level, evidence }),
            Some(_) => Err(A::Error::invalid_length(3, &self)),
        }
    }
}
