//! `muster quote`: what a brief would get, on documents, without a network.

use std::path::PathBuf;

use clap::Args;
use muster_formation::{Limit, document::Brief, quote};

use super::{
    Failure,
    documents::{check, print, read, read_index, refused},
};

#[derive(Args)]
pub(super) struct Quote {
    /// A document muster-pool/1.
    #[arg(long)]
    pool: PathBuf,
    /// A document muster-brief/1; may be given several times.
    #[arg(long, required = true)]
    brief: Vec<PathBuf>,
    /// After so many nodes of search a brief is quoted with what was found by then; the same on every machine.
    #[arg(long)]
    nodes: Option<u64>,
}

/// Quotes each brief with one line of JSON on standard output.
pub(super) fn run(options: &Quote) -> Result<(), Failure> {
    let index = read_index(&options.pool)?;
    let briefs = options.brief.iter().map(|file| read(file)).collect::<Result<Vec<Brief>, _>>()?;
    // Every brief is checked before the first is quoted, so that bad input quotes nothing.
    for (brief, file) in briefs.iter().zip(&options.brief) {
        check(&index, brief, file)?;
    }
    for (brief, file) in briefs.iter().zip(&options.brief) {
        let mut limit = options.nodes.map_or_else(Limit::none, Limit::nodes);
        print(&quote(&index, brief, &mut limit).map_err(|refusal| refused(file, &refusal))?)?;
    }
    Ok(())
}
