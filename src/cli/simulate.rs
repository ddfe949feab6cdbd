//! `muster simulate`: a year of briefs under several policies, before anybody adopts one.

use std::{
    fmt,
    fs::File,
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use muster_formation::document::Pool;
use muster_kernel::Currency;
use muster_simulation::{BadWorld, MOST_POLICIES, Plan, Policy, Report, Settlement, World, simulate, tables};

use super::{Failure, documents, look_at, say};
use crate::{
    formation, hash,
    policies::{self, PolicyReport, ReportSource},
};

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
    /// Write the report into this file, as one page of HTML.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Write the report into this file, as JSON: it can be handed in with a proposal, whose page draws it.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
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

impl Source {
    fn of_report(&self) -> ReportSource {
        match self {
            Self { pool: Some(_), .. } => ReportSource::Files,
            Self { members: Some(_), .. } => ReportSource::MadeUp,
            _ => ReportSource::Network,
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.of_report() {
            ReportSource::Files => "from files",
            ReportSource::MadeUp => "made up by seed",
            ReportSource::Network => "of this network",
        })
    }
}

/// Plays the years, prints what changes, and writes the report.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let plan = options.plan()?;
    let (world, base) = options.world()?;
    let documents = options.policies(&base)?;
    let policies: Vec<Policy> = documents.iter().map(|(name, policy)| tried(name, policy)).collect();
    let report = options.report.as_deref().map(create).transpose()?;
    let json = options.json.as_deref().map(create).transpose()?;
    let bar = progress(plan.arrivals * policies.len());
    let years = simulate(&world, &plan, &policies, options.threads.into(), &|| bar.inc(1));
    bar.finish_and_clear();
    for table in tables(&years) {
        say(format_args!("{table}"));
    }
    let open: usize = years.iter().map(|year| year.unproven).sum();
    if open > 0 {
        say(format_args!("{open} searches ended before everything was proven.\n"));
    }
    if let Some((path, file)) = report {
        let source = options.source.to_string();
        write(path, file, &Report { source: &source, world: &world, plan: &plan, years: &years }.html())?;
    }
    if let Some((path, file)) = json {
        let documents: Vec<policies::Policy> = documents.into_iter().map(|(_, policy)| policy).collect();
        let report = PolicyReport::new(options.source.of_report(), &world, &plan, &documents, &years);
        write(path, file, &report.text())?;
    }
    Ok(())
}

/// Opens the report's file before anything is played: nobody should wait for a year that cannot be written down.
fn create(path: &Path) -> Result<(&Path, File), Failure> {
    let file = File::create(path).map_err(|error| Failure::BadInput(format!("{}: {error}", path.display())))?;
    Ok((path, file))
}

/// Writes a report; its hash is what a proposal of a policy can name.
fn write(path: &Path, mut file: File, page: &str) -> Result<(), Failure> {
    let written = file.write_all(page.as_bytes());
    written.map_err(|error| Failure::Failed(format!("cannot write {}: {error}", path.display())))?;
    say(format_args!("{}: SHA-256 {}", path.display(), hash::sha256(page.as_bytes())));
    Ok(())
}

impl Options {
    fn plan(&self) -> Result<Plan, Failure> {
        let &Self { seed, weeks, arrivals, declined, unanswered, .. } = self;
        let plan = Plan { seed, weeks, arrivals, declined, unanswered };
        plan.check().map_err(|error| Failure::BadInput(format!("--{error}")))?;
        Ok(plan)
    }

    /// Members and briefs, and the policy that is in force where they come from.
    fn world(&self) -> Result<(World, policies::Policy), Failure> {
        let default = policies::Policy::default();
        if let Some(file) = &self.source.pool {
            let pool: Pool = documents::read(file)?;
            let mut briefs = Vec::new();
            for file in &self.briefs {
                briefs.extend(documents::read_many(file)?);
            }
            let kind = |place: &str| match () {
                () if self.rural.is_empty() => Settlement::Unknown,
                () => settlement(self.rural.iter().any(|rural| rural == place)),
            };
            return Ok((World::new(pool, briefs, kind).map_err(bad_world)?, default));
        }
        if let Some(members) = self.source.members {
            let members = usize::try_from(members).expect("at most 100000");
            return Ok((World::made_up(self.seed, members, self.arrivals).map_err(bad_world)?, default));
        }
        let db = look_at()?;
        let past = formation::past::read(&db, self.currency, db.mint().now().day())?;
        let world = World::new(past.pool, past.briefs, |place| settlement(past.rural.contains(place)));
        Ok((world.map_err(bad_world)?, past.policy))
    }

    /// Always the best by what is in force, and whatever else is named: what each is called, and the whole of it.
    fn policies(&self, base: &policies::Policy) -> Result<Vec<(String, policies::Policy)>, Failure> {
        let mut best = base.clone();
        best.weights.turn = 0;
        let mut policies = vec![(BEST.to_owned(), best)];
        for name in &self.policies {
            let (called, policy) = match name.as_str() {
                BEST => continue,
                DEFAULT => (DEFAULT.to_owned(), base.clone()),
                file => (called(Path::new(file)), documents::read(Path::new(file))?),
            };
            tried(&called, &policy).check().map_err(|error| Failure::BadInput(format!("{name}: {error}")))?;
            policies.push((called, policy));
        }
        match policies.len() <= MOST_POLICIES {
            true => Ok(policies),
            false => Err(Failure::BadInput(format!(
                "--policy: {} policies are refused; right would be at most {} beside always the best",
                policies.len() - 1,
                MOST_POLICIES - 1
            ))),
        }
    }
}

fn settlement(is_rural: bool) -> Settlement {
    if is_rural { Settlement::Rural } else { Settlement::Urban }
}

fn bad_world(error: BadWorld) -> Failure {
    Failure::BadInput(error.to_string())
}

/// What a file is called in tables and legends, which have no room for its folders.
fn called(file: &Path) -> String {
    file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned()
}

/// A policy of the network as the simulation tries it.
fn tried(name: &str, policy: &policies::Policy) -> Policy {
    let policies::Policy { weights, teams, min_difference, answer_hours, turn_cap, turn_keep, .. } = *policy;
    Policy {
        name: name.to_owned(),
        weights,
        teams,
        min_difference,
        answer_hours,
        turn_cap,
        monthly_keep: i64::from(turn_keep),
    }
}

/// A bar of so many briefs; nothing where nobody looks.
fn progress(briefs: usize) -> ProgressBar {
    let is_seen = std::io::stderr().is_terminal();
    let target = if is_seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} briefs, {eta} left")
        .expect("the template names what there is");
    ProgressBar::with_draw_target(Some(briefs as u64), target).with_style(style)
}
