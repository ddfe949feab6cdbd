//! The whole book as one file, and the recount of such a file by whoever was given it, without a network.
//!
//! The file is JSON, a line for each thing: what it is, every entry with its lines in the order of their ids, every link of
//! the chain in order and what waits for one, every kept balance, and the end: how many there were, the last hash of the chain, and the hash of
//! all lines before, signed by the network. So a line that was changed, left out, slipped in or cut off at the end is
//! found, and somebody who writes a whole file anew lacks the key.

use std::io::{BufRead, Read, Write};

use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    kept::balances::{self, BalanceRow},
    recount::{Findings, Recount},
    rows::Stored,
    store::{self, Span},
};
use crate::{
    chain::{self, Chain, Link, Walk},
    db::Db,
    error::{Error, Result},
    hash,
    signing::{Signed, Signer},
};

/// The longest line that is read: an entry with tens of thousands of lines.
const LONGEST_LINE: u64 = 16 << 20;

/// What the file is, at its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Format {
    #[serde(rename = "muster-book/1")]
    One,
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Record {
    Book { format: Format, at: Instant },
    Entry(Stored),
    Link(Link),
    Waiting { entry_id: String, digest: String },
    Balance { account: String, currency: String, amount_minor: i64 },
    End(Signed<End>),
}

/// What the network signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct End {
    entries: usize,
    links: i64,
    /// The hash of the last link.
    head: String,
    /// SHA-256 of all lines before this one.
    sha256: String,
}

/// Writes lines and hashes what it writes.
struct Lines<W> {
    to: W,
    hasher: Sha256,
}

impl<W: Write> Lines<W> {
    fn write(&mut self, record: &Record) -> Result<()> {
        let failed = |cause: std::io::Error| Error::internal("write the book", cause);
        let mut line = serde_json::to_vec(record).map_err(|cause| Error::internal("write the book", cause))?;
        line.push(b'\n');
        self.hasher.update(&line);
        self.to.write_all(&line).map_err(failed)
    }
}

/// Writes the whole book as it stands at one moment; answers how many entries it has.
pub fn export(db: &Db, signer: &Signer, to: impl Write) -> Result<usize> {
    chain::seal(db, Chain::Book)?;
    let at = db.mint().now();
    db.snapshot(|conn| {
        let mut lines = Lines { to, hasher: Sha256::new() };
        lines.write(&Record::Book { format: Format::One, at })?;
        let mut entries = 0;
        store::each_page(conn, &Span::default(), |_, page| {
            entries += page.entries.len();
            page.entries.into_iter().try_for_each(|stored| lines.write(&Record::Entry(stored)))
        })?;
        let (mut links, mut head) = (0, String::new());
        loop {
            let some = chain::links_after(conn, Chain::Book, links)?;
            let Some(last) = some.last() else { break };
            (links, head) = (last.position, last.hash.clone());
            some.into_iter().try_for_each(|link| lines.write(&Record::Link(link)))?;
        }
        // What was posted since the chain was sealed has no link yet.
        for (entry_id, digest) in chain::pending(conn, Chain::Book)? {
            lines.write(&Record::Waiting { entry_id, digest })?;
        }
        for BalanceRow { account, currency, amount_minor } in balances::all(conn)? {
            lines.write(&Record::Balance { account, currency, amount_minor })?;
        }
        let sha256 = hash::hex(&lines.hasher.clone().finalize());
        lines.write(&Record::End(signer.sign(End { entries, links, head, sha256 })))?;
        lines.to.flush().map_err(|cause| Error::internal("write the book", cause))?;
        Ok(entries)
    })
}

/// Recounts a book from a file. With a `key`, the network's public one, it must also be signed by it.
///
/// # Errors
/// Why the file is no book at all.
pub fn verify_file(from: impl BufRead, key: Option<&str>) -> std::result::Result<Findings, String> {
    let mut check = Check {
        recount: Recount::default(),
        walk: Walk::default(),
        has_links: false,
        balances: Vec::new(),
        last: String::new(),
        end: None,
    };
    let mut from = from;
    let mut hasher = Sha256::new();
    for number in 1_usize.. {
        let mut line = Vec::new();
        let read = from.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line);
        let read = read.map_err(|cause| format!("line {number} cannot be read: {cause}"))?;
        if read == 0 {
            break;
        }
        if check.end.is_some() {
            check.recount.findings.fault(format!("Line {number} comes after the end."));
            break;
        }
        let record: Record = serde_json::from_slice(&line).map_err(|cause| match number {
            1 => format!("it does not begin as a muster-book/1 does: {cause}"),
            _ => format!("line {number} is no line of a book: {cause}"),
        })?;
        // One line has one spelling, so that what is hashed is what is read.
        let again = serde_json::to_vec(&record).map_err(|cause| cause.to_string())?;
        if line.strip_suffix(b"\n") != Some(again.as_slice()) {
            check.recount.findings.fault(format!("Line {number} is not written as Muster writes it."));
        }
        check.take(number, record, &hasher)?;
        hasher.update(&line);
    }
    check.finish(key)
}

/// A file on its way through the recount.
struct Check {
    recount: Recount,
    walk: Walk,
    /// Whether links began, which come after all entries.
    has_links: bool,
    balances: Vec<BalanceRow>,
    /// The id of the last entry.
    last: String,
    end: Option<(Signed<End>, String)>,
}

impl Check {
    fn take(&mut self, number: usize, record: Record, before: &Sha256) -> std::result::Result<(), String> {
        match record {
            Record::Book { .. } if number == 1 => {}
            _ if number == 1 => return Err("it does not begin as a muster-book/1 does".to_owned()),
            Record::Book { .. } => self.recount.findings.fault(format!("Line {number} begins another book.")),
            Record::Entry(stored) => {
                if self.has_links || stored.entry.id <= self.last {
                    self.recount.findings.fault(format!("Line {number} is an entry out of its place."));
                }
                self.recount.entry(&stored);
                self.last = stored.entry.id;
            }
            Record::Link(link) => {
                self.has_links = true;
                self.walk.step(&self.recount.entries, link);
            }
            Record::Waiting { entry_id, digest } => {
                self.has_links = true;
                self.walk.wait(&self.recount.entries, &entry_id, &digest);
            }
            Record::Balance { account, currency, amount_minor } => {
                self.balances.push(BalanceRow { account, currency, amount_minor });
            }
            Record::End(end) => self.end = Some((end, hash::hex(&before.clone().finalize()))),
        }
        Ok(())
    }

    fn finish(mut self, key: Option<&str>) -> std::result::Result<Findings, String> {
        self.recount.taken_back();
        self.recount.balances(std::mem::take(&mut self.balances));
        let (links, head) = self.walk.reached().clone();
        let mut findings = self.recount.findings;
        findings.chain = self.walk.finish(self.recount.entries);
        let Some((end, before)) = self.end else {
            findings.fault("The file breaks off: its end is missing.".to_owned());
            return Ok(findings);
        };
        if !end.is_genuine() {
            findings.fault("The signature at the end is not the key's.".to_owned());
        }
        if key.is_some_and(|key| key != end.key) {
            findings.fault(format!("It is signed by the key {}, and not by the one that was named.", end.key));
        }
        let said = &end.content;
        if said.sha256 != before {
            findings.fault("The lines are not those that were signed.".to_owned());
        }
        let as_head = if links == 0 { "" } else { head.as_str() };
        if (said.entries, said.links, said.head.as_str()) != (findings.entries, links, as_head) {
            let sentence = format!(
                "The end speaks of {} entries and {} links; there are {} and {links}.",
                said.entries, said.links, findings.entries
            );
            findings.fault(sentence);
        }
        Ok(findings)
    }
}
