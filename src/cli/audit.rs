//! `muster audit`

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::Subcommand;
use serde::Deserialize;

use super::{Failure, config, judge, look_at, say, say_linked};
use crate::{
    anchors::{self, Anchor},
    audit,
    clock::Mint,
    db::Db,
    http::Page,
    signing::{Signed, Signer},
};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Look for any edit, deletion or reordering of the audit log, and whether every chain still reaches as far as its
    /// anchors say. Exit code 1 where something is wrong.
    Verify {
        /// Anchors that somebody kept: one, or a page of them, as `GET /anchors` tells them.
        #[arg(long, value_name = "FILE")]
        anchor: Option<PathBuf>,
    },
}

/// Anchors in a file.
#[derive(Deserialize)]
#[serde(untagged)]
enum Kept {
    Page(Page<Signed<Anchor>>),
    One(Signed<Anchor>),
}

pub(super) fn run(command: &Command) -> Result<(), Failure> {
    let Command::Verify { anchor } = command;
    let kept = anchor.as_deref().map(read).transpose()?.unwrap_or_default();
    let db = look_at()?;
    let findings = audit::verify(&db)?;
    say_linked(&findings);
    let mut faults = findings.faults;
    faults.extend(beside_anchors(&db, &kept)?);
    judge("the audit log", faults.iter().map(String::as_str), "The audit log is whole.")
}

/// The anchors in a file, at least one.
fn read(file: &Path) -> Result<Vec<Signed<Anchor>>, Failure> {
    let unfit = |cause: &dyn std::fmt::Display| Failure::BadInput(format!("{}: {cause}", file.display()));
    let text = fs::read_to_string(file).map_err(|cause| unfit(&cause))?;
    let kept: Kept = serde_json::from_str(&text)
        .map_err(|_| unfit(&"this is neither an anchor nor a page of anchors as GET /anchors tells them"))?;
    let anchors = match kept {
        Kept::Page(page) => page.items,
        Kept::One(anchor) => vec![anchor],
    };
    if anchors.is_empty() { Err(unfit(&"there is no anchor in it")) } else { Ok(anchors) }
}

/// What the chains lack of what the anchors in the database say, and those that were kept.
fn beside_anchors(db: &Db, kept: &[Signed<Anchor>]) -> Result<Vec<String>, Failure> {
    let file = config()?.signing_keys();
    // Whoever opens a file of keys that is missing makes a new one, and nothing was signed by that.
    let keys = if file.exists() { Signer::open(&file, &Mint::system())?.public() } else { Vec::new() };
    let faults = db.read(|conn| {
        let mut faults = anchors::faults(conn, &keys)?;
        for anchor in kept {
            faults.extend(anchors::compare(conn, anchor, &keys)?);
        }
        Ok(faults)
    })?;
    if !kept.is_empty() {
        say(format_args!("{} anchors that were kept were compared.", kept.len()));
    }
    Ok(faults)
}
