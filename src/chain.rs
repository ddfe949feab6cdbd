//! Chains of hashes over append-only entries, so that an edit, a deletion or a new order of old entries is found.
//!
//! An entry's digest is taken when the entry is written, in its transaction. A job then links pending entries one
//! after another: each link's hash covers its position, its digest and the hash before. Linking in a job, not in
//! every transaction, spares all writers from queueing for the chain's last link.

use std::collections::HashMap;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    db::{BATCH, Conn, Db, Tx, insert_all},
    error::Result,
    hash,
    schema::{chain_links, chain_pending},
};

/// Which chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    /// The audit log.
    Audit,
    /// The book.
    Book,
    /// The turn ledger.
    Turns,
}

impl Chain {
    /// Every chain there is.
    pub const ALL: [Self; 3] = [Self::Audit, Self::Book, Self::Turns];

    const fn name(self) -> &'static str {
        match self {
            Self::Audit => "audit",
            Self::Book => "book",
            Self::Turns => "turns",
        }
    }
}

/// A link of a chain: an entry in its place, with the hash that covers both and everything before.
#[derive(Clone, Debug, PartialEq, Eq, Insertable, Queryable, Selectable, Serialize, Deserialize)]
#[diesel(table_name = chain_links, treat_none_as_default_value = false)]
#[serde(deny_unknown_fields)]
pub struct Link {
    chain: String,
    /// Its place, from 1 on.
    pub position: i64,
    entry_id: String,
    digest: String,
    /// The hash that covers it and all before.
    pub hash: String,
}

/// The hash before the first link.
const GENESIS: &str = "muster";

fn link_hash(previous: &str, position: i64, entry_id: &str, digest: &str) -> String {
    hash::sha256(format!("{previous}\n{position}\n{entry_id}\n{digest}").as_bytes())
}

/// Notes, in the transaction that writes it, that an entry with that digest waits for its link.
pub fn append(tx: &mut Tx<'_>, chain: Chain, entry_id: &str, digest: &str) -> Result<()> {
    let row =
        (chain_pending::chain.eq(chain.name()), chain_pending::entry_id.eq(entry_id), chain_pending::digest.eq(digest));
    diesel::insert_into(chain_pending::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Links everything that waits; answers how many entries that were.
pub fn seal(db: &Db, chain: Chain) -> Result<usize> {
    let mut sealed = 0;
    loop {
        let batch = db.write(|tx| seal_batch(tx, chain))?;
        sealed += batch;
        if batch < BATCH {
            return Ok(sealed);
        }
    }
}

fn seal_batch(tx: &mut Tx<'_>, chain: Chain) -> Result<usize> {
    let pending: Vec<(String, String)> = chain_pending::table
        .filter(chain_pending::chain.eq(chain.name()))
        .order(chain_pending::entry_id)
        .limit(i64::try_from(BATCH).expect("a batch is small"))
        .select((chain_pending::entry_id, chain_pending::digest))
        .load(&mut **tx)?;
    let Some((last, _)) = pending.last().cloned() else { return Ok(0) };
    let mut links: Vec<Link> = Vec::with_capacity(pending.len());
    let mut tail = tail(tx, chain)?;
    for (entry_id, digest) in pending {
        let position = tail.0 + 1;
        let hash = link_hash(&tail.1, position, &entry_id, &digest);
        tail = (position, hash.clone());
        links.push(Link { chain: chain.name().to_owned(), position, entry_id, digest, hash });
    }
    insert_all::<_, Link>(tx, chain_links::table, &links)?;
    let done = chain_pending::chain.eq(chain.name()).and(chain_pending::entry_id.le(last));
    diesel::delete(chain_pending::table.filter(done)).execute(&mut **tx)?;
    Ok(links.len())
}

/// The last position of a chain and the hash there; what nobody can choose and everybody with the log can look up.
pub fn tail(conn: &mut Conn, chain: Chain) -> Result<(i64, String)> {
    let last = chain_links::table
        .filter(chain_links::chain.eq(chain.name()))
        .order(chain_links::position.desc())
        .select((chain_links::position, chain_links::hash))
        .first(conn)
        .optional()?;
    Ok(last.unwrap_or_else(|| (0, GENESIS.to_owned())))
}

/// What a look through a chain found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Linked entries that are as they were written.
    pub intact: usize,
    /// Entries that are as they were written and wait for their link.
    pub pending: usize,
    /// What is wrong, a sentence each; the first hundred.
    pub faults: Vec<String>,
}

impl Findings {
    fn fault(&mut self, sentence: String) {
        if self.faults.len() < 100 {
            self.faults.push(sentence);
        }
    }
}

/// The links of a chain after a position, in order, some at a time.
pub fn links_after(conn: &mut Conn, chain: Chain, position: i64) -> Result<Vec<Link>> {
    Ok(chain_links::table
        .filter(chain_links::chain.eq(chain.name()))
        .filter(chain_links::position.gt(position))
        .order(chain_links::position)
        .limit(i64::try_from(BATCH).expect("a batch is small"))
        .select(Link::as_select())
        .load(conn)?)
}

/// The entries that wait for their link, with their digests.
pub fn pending(conn: &mut Conn, chain: Chain) -> Result<Vec<(String, String)>> {
    Ok(chain_pending::table
        .filter(chain_pending::chain.eq(chain.name()))
        .order(chain_pending::entry_id)
        .select((chain_pending::entry_id, chain_pending::digest))
        .load(conn)?)
}

/// A walk along a chain, link by link, beside the entries as they are now.
#[derive(Debug)]
pub struct Walk {
    findings: Findings,
    /// The digest of each entry that was not met yet, by its id.
    entries: HashMap<String, String>,
    previous: (i64, String),
}

impl Walk {
    /// At the beginning of a chain over entries with those digests, by id.
    pub fn new(entries: HashMap<String, String>) -> Self {
        Self { findings: Findings::default(), entries, previous: (0, GENESIS.to_owned()) }
    }

    /// The next link.
    pub fn step(&mut self, link: Link) {
        check_link(&mut self.findings, &mut self.entries, &self.previous, &link);
        self.previous = (link.position, link.hash);
    }

    /// An entry that waits for its link, and the digest with which it was written.
    pub fn wait(&mut self, entry_id: &str, digest: &str) {
        match self.entries.remove(entry_id) {
            Some(now) if now == digest => self.findings.pending += 1,
            Some(_) => self.findings.fault(format!("{entry_id} was changed before it was linked.")),
            None => self.findings.fault(format!("{entry_id} was deleted before it was linked.")),
        }
    }

    /// The position and the hash that were reached.
    pub fn reached(&self) -> &(i64, String) {
        &self.previous
    }

    /// What was found, once all links were taken: entries that no link names are not in the chain.
    pub fn finish(mut self) -> Findings {
        for entry_id in self.entries.keys() {
            self.findings.fault(format!("{entry_id} is not in the chain: it was slipped in, or its link was removed."));
        }
        self.findings.faults.sort();
        self.findings
    }
}

/// Walks the whole chain and compares it with the entries as they are now, by id and digest.
pub fn verify(conn: &mut Conn, chain: Chain, entries: HashMap<String, String>) -> Result<Findings> {
    let mut walk = Walk::new(entries);
    loop {
        let links = links_after(conn, chain, walk.reached().0)?;
        if links.is_empty() {
            break;
        }
        links.into_iter().for_each(|link| walk.step(link));
    }
    pending(conn, chain)?.into_iter().for_each(|(entry_id, digest)| walk.wait(&entry_id, &digest));
    Ok(walk.finish())
}

fn check_link(findings: &mut Findings, entries: &mut HashMap<String, String>, previous: &(i64, String), link: &Link) {
    let Link { position, entry_id, digest, .. } = link;
    let right_place = *position == previous.0 + 1 && link.hash == link_hash(&previous.1, *position, entry_id, digest);
    match entries.remove(entry_id) {
        _ if !right_place => findings.fault(format!("The chain is broken at position {position}, entry {entry_id}.")),
        Some(now) if now == *digest => findings.intact += 1,
        Some(_) => findings.fault(format!("{entry_id}, at position {position}, was changed.")),
        None => findings.fault(format!("{entry_id}, at position {position}, was deleted.")),
    }
}
