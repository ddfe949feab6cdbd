//! `muster book`

use std::{
    fs::File,
    io::{BufReader, BufWriter},
    path::{Path, PathBuf},
};

use clap::{Subcommand, ValueEnum};

use super::{Failure, config, connect, judge, look_at, say, say_linked};
use crate::{
    book::{self, Journal, bench::Plan},
    clock::Mint,
    engagements, identity,
    signing::Signer,
};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Recount the book: sums, kept balances, splits, and the chain; and hold the contracts against it. Exit code 1 where
    /// something is wrong.
    Verify {
        /// A book that was exported, in place of the network's own; needs no network.
        file: Option<PathBuf>,
        /// The network's public key, as `GET /certificates/key` tells it: the file must be signed by it.
        #[arg(long, requires = "file")]
        key: Option<String>,
    },
    /// Measure the book on an empty database: postings a second, reports and statements over a long history, a recount.
    Bench {
        /// How many postings the history has.
        #[arg(long, default_value_t = 1_000_000)]
        postings: usize,
        /// How many write at the same time.
        #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u8).range(1..=64))]
        writers: u8,
        /// How many entries each of them posts in a round.
        #[arg(long, default_value_t = 400)]
        entries: usize,
    },
    /// Write the whole book into a file.
    Export {
        /// Where to.
        file: PathBuf,
        /// How it is written.
        #[arg(long, default_value = "book")]
        format: Format,
    },
}

/// How the book is written.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Format {
    /// As muster-book/1, which `muster book verify FILE` recounts.
    Book,
    /// As a journal of hledger.
    Hledger,
    /// As a journal of Beancount.
    Beancount,
}

pub(super) fn run(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Verify { file: None, .. } => told(&engagements::recount::verify(&look_at()?)?),
        Command::Verify { file: Some(file), key } => {
            let unread = |cause: &dyn std::fmt::Display| Failure::BadInput(format!("{}: {cause}", file.display()));
            let opened = File::open(file).map_err(|cause| unread(&cause))?;
            let found = book::verify_file(BufReader::new(opened), key.as_deref()).map_err(|cause| unread(&cause))?;
            told(&found)
        }
        Command::Bench { postings, writers, entries } => {
            bench(Plan { writers: usize::from(*writers), entries: *entries, postings: *postings })
        }
        Command::Export { file, format } => export(file, *format),
    }
}

/// Measures the book on a database that has nothing in it.
fn bench(plan: Plan) -> Result<(), Failure> {
    let app = connect(&config()?, Mint::system())?;
    if !app.db.read(identity::service::is_empty)? {
        return Err(Failure::BadInput("the database is not empty; name an empty one in DATABASE_URL".to_owned()));
    }
    let measured = book::bench::run(&app, plan, |how_far| eprintln!("{how_far}"))?;
    say(format_args!("{measured}"));
    if measured.faults.is_empty() { Ok(()) } else { Err(Failure::Failed("the book has faults".to_owned())) }
}

fn export(file: &Path, format: Format) -> Result<(), Failure> {
    let db = look_at()?;
    let made = File::create(file).map_err(|cause| Failure::BadInput(format!("{}: {cause}", file.display())))?;
    let to = BufWriter::new(made);
    let entries = match format {
        Format::Book => {
            let signer = Signer::open(&config()?.signing_keys(), &Mint::system())?;
            book::export_file(&db, &signer, to)?
        }
        Format::Hledger => book::export_journal(&db, Journal::Hledger, to)?,
        Format::Beancount => book::export_journal(&db, Journal::Beancount, to)?,
    };
    say(format_args!("{entries} entries are in {}.", file.display()));
    Ok(())
}

fn told(findings: &book::Findings) -> Result<(), Failure> {
    let book::Findings { entries, postings, balances, chain, .. } = findings;
    say(format_args!("{entries} entries with {postings} postings and {balances} balances were counted."));
    say_linked(chain);
    judge("the book", findings.all_faults(), "The book balances.")
}
