//! `muster simulate`: a year of briefs under several policies, before anybody adopts one.

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use muster_formation::document::Pool;
use muster_kernel::Currency;
use muster_simulation::{BadWorld, Plan, Policy, Settlement, World, simulate, tables};

use super::{Failure, config, documents, say};
use crate::formation;

/// The built-in policies.
const BEST: &str = "best";
const DEFAULT: &str = "default";

#[derive(Args)]
pub(super) struct Options {
    #[command(flatten)]
    source: Source,
    /// A document muster-brief/1; may be given several times, and a file may hold several. With --pool.
    #[arg(long = "briefs", value_name = "FILE", requires = "pool")]
    briefs: Vec<PathBuf>,
    /// A place of the pool that is rural; may be given several times. All others are then urban. With --pool.
    #[arg(long, value_name = "PLACE", requires = "pool")]
    rural: Vec<String>,
    /// Whose rates are asked: members and briefs of other currencies are left out. With --network.
    #[arg(long, default_value = "EUR", requires = "network")]
    currency: Currency,
    /// What is tried: a file that holds a policy, or the name `default`; may be given several times. Always the best is
    /// played beside it.
    #[arg(long = "policy", value_name = "FILE or NAME", default_value = DEFAULT)]
    policies: Vec<String>,
    /// For how many weeks briefs arrive.
    #[arg(long, default_value_t = 52)]
    weeks: i64,
    /// How many briefs arrive.
    #[arg(long, default_value_t = 1_000)]
    arrivals: usize,
    /// Of a hundred offers, so many are declined.
    #[arg(long, default_value_t = 15)]
    declined: i64,
    /// Of a hundred offers, so many are never answered.
    #[arg(long, default_value_t = 5)]
    unanswered: i64,
    /// Everything that is drawn comes from it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// On how many threads; the result is the same.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=2))]
    threads: u8,
}

/// Where members and briefs come from.
#[derive(Args)]
#[group(required = true, multiple = false)]
struct Source {
    /// A document muster-pool/1. With --briefs.
    #[arg(long, value_name = "FILE", requires = "briefs")]
    pool: Option<PathBuf>,
    /// A made-up pool of so many members, and made-up briefs.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    members: Option<u32>,
    /// The running network: its members as they are, and its past briefs. Nothing in it is changed.
    #[arg(long)]
    network: bool,
}
