//! Measures the formation engine on [made-up instances](muster_instances), as `muster bench` and as a small binary of its own.
//!
//! | room | what it does |
//! | --- | --- |
//! | `form` | the command that measures briefs: its options, and the walk through sizes and families |
//! | `measure` | one brief: how long it took and what was proven |
//! | `update` | one member that changes |
//! | `summary` | what many briefs come to: percentiles, shares, gaps |
//! | `report` | tables for people, lines of JSON for programs |
//! | `export` | instances as documents and as models, so that other solvers get the very same |
//! | `pool` | the command that reads a pool document, in a process of its own so that its memory can be told |

mod export;
mod form;
mod measure;
mod pool;
mod report;
mod summary;
mod update;

use std::{io, path::PathBuf, time::Instant};

use clap::Subcommand;

/// What can be measured.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answer made-up briefs of made-up pools, and say how long that took and what was proven.
    ///
    /// Meant for an optimised build: cargo run --release -p muster-bench -- form. Progress goes to standard error.
    Form(form::Form),
    /// Read a pool document into an index; one line of JSON says how long that took and how much memory.
    Pool(pool::PoolFile),
}

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A document is not what it should be.
    #[error("{}: {why}", path.display())]
    Document {
        /// Which file.
        path: PathBuf,
        /// What is wrong in it.
        why: String,
    },
    /// The process that reads the pool ended badly.
    #[error("the process that reads the pool failed: {0}")]
    Reader(String),
}

/// Measures what the command says, and prints it.
///
/// # Errors
/// Where a file cannot be read or written. What is printed to nobody is no error.
pub fn run(command: &Command) -> Result<(), Error> {
    match command {
        Command::Form(form) => form.run(),
        Command::Pool(pool) => pool.run(),
    }
}

fn file_error(path: &std::path::Path) -> impl FnOnce(io::Error) -> Error {
    move |source| Error::File { path: path.to_owned(), source }
}

/// Prints a line. Whoever reads may stop reading.
fn say(line: std::fmt::Arguments<'_>) {
    use io::Write;
    let _ = writeln!(io::stdout(), "{line}");
}

#[expect(clippy::disallowed_methods, reason = "a stopwatch is what this crate is for; the engine has no clock")]
fn now() -> Instant {
    Instant::now()
}
