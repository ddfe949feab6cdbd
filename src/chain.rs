//! Chains of hashes over append-only entries, so that an edit, a deletion or a new order of old entries is found.
//!
//! An entry's digest is taken when the entry is written, in its transaction. A job then links pending entries one
//! after another: each link's hash covers its position, its digest and the hash before. Linking in a job, not in
//! every transaction, spares all writers from queueing for the chain's last link.

use std::{
    ops::DerefMut,
    sync::atomic::{AtomicBool, Ordering},
};

use diesel::prelude::*;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    db::{BATCH, Conn, Db, Tx, insert_all, side_by_side},
    error::Result,
    hash,
    schema::{chain_links, chain_pending},
};

/// Which chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
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

    /// Its name in the database.
    pub const fn name(self) -> &'static str {
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

/// Links everything that waits in whichever chain. Where nothing does, nobody's turn to write is taken for it.
pub fn seal_all(db: &Db) -> Result<()> {
    let names = chain_pending::table.select(chain_pending::chain).distinct();
    let waiting: Vec<String> = db.read(|conn| Ok(names.load(conn)?))?;
    let is_waiting = |chain: &Chain| waiting.iter().any(|name| name == chain.name());
    Chain::ALL.into_iter().filter(is_waiting).try_for_each(|chain| seal(db, chain).map(drop))
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
    let pending = first_pending(tx, chain)?;
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

/// What is missing of a chain that had that hash at that position when somebody looked: nothing, or a sentence.
pub fn missing(conn: &mut Conn, chain: Chain, position: i64, hash: &str) -> Result<Option<String>> {
    if position == 0 {
        return Ok(None);
    }
    let link = chain_links::table.find((chain.name(), position)).select(chain_links::hash);
    let now: Option<String> = link.first(conn).optional()?;
    let name = chain.name();
    Ok(match now {
        Some(now) if now == hash => None,
        Some(_) => Some(format!("Position {position} of the chain {name} is another entry than it was.")),
        None => {
            Some(format!("The chain {name} reached position {position} and ends before it now; rows were deleted."))
        }
    })
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

/// The first of them, a batch at most.
fn first_pending(conn: &mut Conn, chain: Chain) -> Result<Vec<(String, String)>> {
    Ok(chain_pending::table
        .filter(chain_pending::chain.eq(chain.name()))
        .order(chain_pending::entry_id)
        .limit(i64::try_from(BATCH).expect("a batch is small"))
        .select((chain_pending::entry_id, chain_pending::digest))
        .load(conn)?)
}

/// The entries of a chain as they are now.
#[derive(Debug, Default)]
pub struct Entries(HashMap<String, Written>);

#[derive(Debug)]
struct Written {
    digest: String,
    /// Whether a link named it, or it waits for one.
    is_named: AtomicBool,
}

/// What an entry is now, beside what is remembered of it.
enum Now {
    AsWritten,
    Changed,
    Gone,
}

impl Entries {
    /// An entry as it is now.
    pub fn insert(&mut self, id: String, digest: String) {
        self.0.insert(id, Written { digest, is_named: AtomicBool::new(false) });
    }

    /// With those of another part of the log.
    pub fn join(&mut self, other: Self) {
        if self.0.is_empty() {
            self.0 = other.0;
        } else {
            self.0.extend(other.0);
        }
    }

    /// Looks for an entry that is remembered with this digest. Each is found once.
    fn look(&self, id: &str, digest: &str) -> Now {
        match self.0.get(id) {
            Some(written) if written.is_named.swap(true, Ordering::Relaxed) => Now::Gone,
            Some(written) if written.digest == digest => Now::AsWritten,
            Some(_) => Now::Changed,
            None => Now::Gone,
        }
    }
}

impl FromIterator<(String, String)> for Entries {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(digests: I) -> Self {
        let mut entries = Self::default();
        digests.into_iter().for_each(|(id, digest)| entries.insert(id, digest));
        entries
    }
}

/// A walk along a chain, link by link, beside the entries as they are now.
#[derive(Debug)]
pub struct Walk {
    findings: Findings,
    previous: (i64, String),
}

impl Default for Walk {
    /// At the beginning of a chain.
    fn default() -> Self {
        Self { findings: Findings::default(), previous: (0, GENESIS.to_owned()) }
    }
}

impl Walk {
    /// From the link at a position on.
    fn after(conn: &mut Conn, chain: Chain, position: i64) -> Result<Self> {
        if position == 0 {
            return Ok(Self::default());
        }
        let link = chain_links::table.find((chain.name(), position)).select(chain_links::hash);
        let hash: Option<String> = link.first(conn).optional()?;
        // Where that link is missing, the next one follows nothing, and is told as broken.
        Ok(Self { previous: (position, hash.unwrap_or_default()), ..Self::default() })
    }

    /// Goes on to the link at a position, or to the last one before.
    fn until(mut self, conn: &mut Conn, chain: Chain, last: i64, entries: &Entries) -> Result<Self> {
        loop {
            let links = links_after(conn, chain, self.previous.0)?;
            let before = self.previous.0;
            links.into_iter().take_while(|link| link.position <= last).for_each(|link| self.step(entries, link));
            if self.previous.0 == before {
                return Ok(self);
            }
        }
    }

    /// The next link.
    pub fn step(&mut self, entries: &Entries, link: Link) {
        let Link { position, entry_id, digest, hash, .. } = link;
        let (before, previous) = &self.previous;
        let is_right = position == before + 1 && hash == link_hash(previous, position, &entry_id, &digest);
        match entries.look(&entry_id, &digest) {
            _ if !is_right => {
                self.findings.fault(format!("The chain is broken at position {position}, entry {entry_id}."));
            }
            Now::AsWritten => self.findings.intact += 1,
            Now::Changed => self.findings.fault(format!("{entry_id}, at position {position}, was changed.")),
            Now::Gone => self.findings.fault(format!("{entry_id}, at position {position}, was deleted.")),
        }
        self.previous = (position, hash);
    }

    /// An entry that waits for its link, and the digest with which it was written.
    pub fn wait(&mut self, entries: &Entries, entry_id: &str, digest: &str) {
        match entries.look(entry_id, digest) {
            Now::AsWritten => self.findings.pending += 1,
            Now::Changed => self.findings.fault(format!("{entry_id} was changed before it was linked.")),
            Now::Gone => self.findings.fault(format!("{entry_id} was deleted before it was linked.")),
        }
    }

    /// The position and the hash that were reached.
    pub fn reached(&self) -> &(i64, String) {
        &self.previous
    }

    /// With what was found further along.
    fn and(mut self, later: Self) -> Self {
        self.findings.intact += later.findings.intact;
        self.findings.pending += later.findings.pending;
        later.findings.faults.into_iter().for_each(|fault| self.findings.fault(fault));
        Self { previous: later.previous, ..self }
    }

    /// What was found, once all links were taken: entries that no link names are not in the chain.
    pub fn finish(self, entries: Entries) -> Findings {
        let mut findings = self.findings;
        for (id, _) in entries.0.iter().filter(|(_, written)| !written.is_named.load(Ordering::Relaxed)) {
            findings.fault(format!("{id} is not in the chain: it was slipped in, or its link was removed."));
        }
        findings.faults.sort();
        findings
    }
}

/// Walks on from the position and the hash that an earlier look reached, over what was linked since and what waits: a
/// batch of each. `entries_of` reads entries by their ids as they are now. Answers whether there is more, too.
pub fn verify_newest(
    conn: &mut Conn,
    chain: Chain,
    reached: Option<(i64, String)>,
    entries_of: impl FnOnce(&mut Conn, &[&str]) -> Result<Entries>,
) -> Result<(Findings, bool)> {
    let mut walk = Walk::default();
    if let Some((position, hash)) = reached {
        missing(conn, chain, position, &hash)?.into_iter().for_each(|fault| walk.findings.fault(fault));
        walk.previous = (position, hash);
    }
    let links = links_after(conn, chain, walk.previous.0)?;
    let pending = first_pending(conn, chain)?;
    let is_more = links.len() == BATCH || pending.len() == BATCH;
    let linked = links.iter().map(|link| link.entry_id.as_str());
    let ids: Vec<&str> = linked.chain(pending.iter().map(|(id, _)| id.as_str())).collect();
    let entries = entries_of(conn, &ids)?;
    links.into_iter().for_each(|link| walk.step(&entries, link));
    pending.iter().for_each(|(id, digest)| walk.wait(&entries, id, digest));
    Ok((walk.finish(entries), is_more))
}

/// Walks the whole chain, a stretch of it with each reader, and compares it with the entries as they are now.
pub fn verify<C>(readers: &mut [C], chain: Chain, entries: Entries) -> Result<Findings>
where
    C: DerefMut<Target = Conn> + Send,
{
    let Some(first) = readers.first_mut() else { return Ok(Findings::default()) };
    let (last, _) = tail(first, chain)?;
    let parts = i64::try_from(readers.len()).unwrap_or(1);
    let border = |part: i64| last / parts * part;
    let stretches: Vec<(i64, i64)> =
        (1..=parts).map(|part| (border(part - 1), if part == parts { last } else { border(part) })).collect();
    let walks = side_by_side(readers, &stretches, |conn, (after, last)| {
        Walk::after(conn, chain, *after)?.until(conn, chain, *last, &entries)
    })?;
    let mut walk = walks.into_iter().reduce(Walk::and).unwrap_or_default();
    for (entry_id, digest) in pending(&mut readers[0], chain)? {
        walk.wait(&entries, &entry_id, &digest);
    }
    Ok(walk.finish(entries))
}
