//! Anchors: where the chains of hashes ended each night, signed by the network and published.
//!
//! A chain tells of every edit, deletion and reordering but one: whoever deletes its newest rows, with their links, leaves a
//! shorter chain that is whole. An anchor says how long each chain was and which hash it had there, so that the rows before
//! it are missed. One lies in the database for each night; but whoever deletes rows may delete these as well, which is why
//! everybody may fetch them. One that is kept anywhere else, by a client, a member or a script on another machine, is enough
//! to prove it: `muster audit verify --anchor FILE`. What was written since the last anchor that somebody kept can still be
//! cut off unseen.
//!
//! A database that was brought back from a backup misses what was written after it, and an anchor says so too.
//!
//! Set by [`audit::nightly`](crate::audit::nightly), after it compared the earlier ones.

pub mod routes;

use diesel::prelude::*;
use muster_kernel::{Day, Instant};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    chain::{self, Chain},
    db::{Conn, Tx},
    error::{Error, Result},
    http::{Page, PageQuery},
    schema::anchors,
    signing::{Signed, Signer},
};

/// The most faults that are told.
const MOST_FAULTS: usize = 100;
/// How many anchors are read at once.
const SOME: i64 = 100;

/// Names the format of an anchor, and its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum AnchorFormat {
    /// `muster-anchor/1`
    #[default]
    #[serde(rename = "muster-anchor/1")]
    One,
}

/// Where the chains ended in a night.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// Always `muster-anchor/1`.
    pub format: AnchorFormat,
    /// In which night.
    pub day: Day,
    /// When.
    pub at: Instant,
    /// Each chain.
    pub heads: Vec<Head>,
}

/// Where a chain ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AnchorHead)]
pub struct Head {
    /// Which chain.
    pub chain: Chain,
    /// How many links it had.
    pub position: i64,
    /// The hash of the last one, which covers all before it.
    pub hash: String,
}

/// Sets the anchor of a night; taken where it has one.
pub fn set(tx: &mut Tx<'_>, signer: &Signer, day: Day) -> Result<()> {
    let mut heads = Vec::with_capacity(Chain::ALL.len());
    for chain in Chain::ALL {
        let (position, hash) = chain::tail(tx, chain)?;
        heads.push(Head { chain, position, hash });
    }
    let signed = signer.sign(Anchor { format: AnchorFormat::One, day, at: tx.now(), heads });
    let document = serde_json::to_string(&signed).map_err(|cause| Error::internal("write an anchor", cause))?;
    let row = (anchors::day.eq(day), anchors::document.eq(document));
    diesel::insert_into(anchors::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// The anchors, the newest first.
pub fn list(conn: &mut Conn, query: &PageQuery) -> Result<Page<Signed<Anchor>>> {
    let limit = query.limit()?;
    let mut found = anchors::table.into_boxed();
    if let Some(before) = query.day()? {
        found = found.filter(anchors::day.lt(before));
    }
    let documents: Vec<(Day, String)> =
        found.order(anchors::day.desc()).limit(limit + 1).select((anchors::day, anchors::document)).load(conn)?;
    let Page { items, next } = Page::of(documents, limit, |(day, _)| day.to_string());
    Ok(Page { items: items.iter().map(|(_, document)| parse(document)).collect::<Result<_>>()?, next })
}

fn parse(document: &str) -> Result<Signed<Anchor>> {
    serde_json::from_str(document).map_err(|cause| Error::internal("read an anchor", cause))
}

/// What the chains lack of what the anchors in the database say, a sentence each; `keys` are the public ones of the network.
pub fn faults(conn: &mut Conn, keys: &[String]) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    let mut last = None;
    while faults.len() < MOST_FAULTS {
        let mut some = anchors::table.into_boxed();
        if let Some(last) = last {
            some = some.filter(anchors::day.gt(last));
        }
        let some: Vec<(Day, String)> =
            some.order(anchors::day).limit(SOME).select((anchors::day, anchors::document)).load(conn)?;
        let Some((newest, _)) = some.last() else { break };
        last = Some(*newest);
        for (day, document) in &some {
            match parse(document) {
                Ok(anchor) if anchor.content.day == *day => faults.extend(compare(conn, &anchor, keys)?),
                _ => faults.push(format!("The anchor of {day} in the database is none.")),
            }
        }
    }
    faults.truncate(MOST_FAULTS);
    Ok(faults)
}

/// What the chains lack of what an anchor says, a sentence each.
pub fn compare(conn: &mut Conn, anchor: &Signed<Anchor>, keys: &[String]) -> Result<Vec<String>> {
    let Anchor { day, heads, .. } = &anchor.content;
    if !keys.contains(&anchor.key) || !anchor.is_genuine() {
        return Ok(vec![format!("The anchor of {day} is not signed by a key of this network.")]);
    }
    let mut faults = Vec::new();
    for Head { chain, position, hash } in heads {
        let missing = chain::missing(conn, *chain, *position, hash)?;
        faults.extend(missing.map(|fault| format!("{fault} The anchor of {day} says so.")));
    }
    Ok(faults)
}
