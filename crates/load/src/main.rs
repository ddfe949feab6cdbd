//! Puts a served network under load, beside a bare handler that does the same queries. `scripts/load` runs all of it;
//! `docs/reliability.md` says how it measures and what it found.
//!
//! | room | what it does |
//! | --- | --- |
//! | `prepare`, `cast` | briefs whose bids wait to be awarded; who takes part |
//! | `peer`, `reads` | the bare handler; rounds in which it and Muster answer the same reads in turns |
//! | `acts`, `person`, `world` | what people do; one of them; what all of them share |
//! | `pace`, `tally`, `histogram` | when they ask; what became of it; how long it took |
//! | `run`, `memory`, `report` | the walk from sign-in to steady load; what the server held meanwhile; tables |
//! | `wire` | a connection |

mod acts;
mod cast;
mod histogram;
mod memory;
mod pace;
mod peer;
mod person;
mod prepare;
mod reads;
mod report;
mod run;
mod tally;
mod wire;
mod world;

use std::{io, net::SocketAddr, process::ExitCode};

use clap::{Parser, Subcommand};

/// As in Muster, beside which the bare handler is held.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(name = "muster-load", version, about = "Puts a served network under load")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Fill a demo network, which is not served yet, with what a load uses up; prints who takes part.
    Prepare {
        /// How many briefs are to be awarded.
        #[arg(long, default_value_t = 250)]
        briefs: usize,
    },
    /// Serve the bare handler over the database that Muster's settings name.
    Peer {
        /// Where to listen.
        #[arg(long)]
        bind: SocketAddr,
    },
    /// Put a served network under load, and print tables of what was found (Markdown).
    Run(run::Options),
}

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// In words.
    #[error("{0}")]
    Told(String),
    /// What a network says.
    #[error(transparent)]
    Network(#[from] muster::error::Error),
    /// What the system says.
    #[error(transparent)]
    System(#[from] io::Error),
    /// An answer that is no JSON.
    #[error("an answer cannot be read: {0}")]
    Answer(#[from] serde_json::Error),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Prepare { briefs } => prepare::prepare(briefs).map(|parts| {
            parts.iter().for_each(|part| println!("{part}"));
            ExitCode::SUCCESS
        }),
        Command::Peer { bind } => peer::serve(bind).map(|()| ExitCode::SUCCESS),
        Command::Run(options) => run::run(&options),
    };
    done.unwrap_or_else(|failure| {
        eprintln!("muster-load: {failure}{}", causes(&failure));
        ExitCode::FAILURE
    })
}

/// What led to a failure, each cause after what it caused.
fn causes(failure: &Failure) -> String {
    let mut told = String::new();
    let mut cause = std::error::Error::source(failure);
    while let Some(deeper) = cause {
        told.push_str(&format!(": {deeper}"));
        cause = deeper.source();
    }
    told
}
