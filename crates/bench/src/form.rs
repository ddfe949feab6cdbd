//! The command that measures briefs: its options, and the walk through sizes and families.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    time::Duration,
};

use clap::Args;
use muster_formation::{Index, document::Brief};
use muster_instances::{Family, Instances};

use crate::{
    Error,
    export::{self, Pairs},
    file_error,
    measure::{self, Question},
    now,
    pool::{self, Reading},
    report::{Row, Tables},
    say,
    summary::Summary,
    update,
};

/// Options of `bench form`.
#[derive(Args, Debug)]
pub struct Form {
    /// How many members the pools have.
    #[arg(long, value_delimiter = ',', default_value = "10000,100000", value_parser = members)]
    members: Vec<usize>,
    /// Families of briefs: mix, team (ties count most), network (authors; at 17267 members as in the literature).
    #[arg(long, value_delimiter = ',', default_value = "mix,team")]
    family: Vec<Family>,
    /// How many briefs for each pool and family; half of them have a tight budget.
    #[arg(long, default_value_t = 200)]
    briefs: usize,
    /// Another seed makes other pools and briefs; the same makes the same, on any machine.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// K: how many teams.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(i64).range(1..=10))]
    teams: i64,
    /// D: in how many members they differ.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(i64).range(1..))]
    difference: i64,
    /// Stop each brief after so many milliseconds. Where absent every answer is proven, however long that takes.
    #[arg(long)]
    time_limit_ms: Option<u64>,
    /// Answer each brief so many times and tell the best: on a machine that does other work, too.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    repeat: u32,
    /// What is asked of each brief.
    #[arg(long, value_enum, default_value_t = Question::Form)]
    question: Question,
    /// Print a line of JSON for each pool and family instead of tables; it tells each brief, too.
    #[arg(long)]
    json: bool,
    /// Also write pools, briefs, and briefs with candidates and points, into this folder, for other solvers.
    #[arg(long, value_name = "FOLDER")]
    write: Option<PathBuf>,
    /// Also write each pool document and read it back in another process: how long, how much memory.
    #[arg(long)]
    stream: bool,
}

fn members(text: &str) -> Result<usize, String> {
    let right = || format!("right would be a whole number from 1 to {}", muster_instances::MOST_MEMBERS);
    let members = text.replace('_', "").parse().map_err(|_| right())?;
    if (1..=muster_instances::MOST_MEMBERS).contains(&members) { Ok(members) } else { Err(right()) }
}

impl Form {
    pub(crate) fn run(&self) -> Result<(), Error> {
        let mut rows = Vec::new();
        for &members in &self.members {
            for &family in &self.family {
                let row = self.row(family, members)?;
                if self.json {
                    say(format_args!("{}", row.json()));
                }
                rows.push(row);
            }
        }
        if !self.json {
            say(format_args!("{}", Tables(self, &rows)));
        }
        Ok(())
    }

    /// What was measured, in a sentence.
    pub(crate) fn told(&self) -> impl fmt::Display {
        let Self { briefs, seed, teams, difference, repeat, .. } = self;
        let limit = self.time_limit_ms.map_or("no time limit".to_owned(), |ms| format!("at most {ms} ms a brief"));
        let asked = match self.question {
            Question::Form => "formed",
            Question::Quote => "quoted",
        };
        format!(
            "{briefs} briefs {asked}, seed {seed}, K = {teams}, D = {difference}, {limit}, best of {repeat}, one thread"
        )
    }

    fn row(&self, family: Family, members: usize) -> Result<Row, Error> {
        let instances = Instances::new(family, self.seed, members);
        let name = format!("{family}-{members}");
        let (mut index, index_ms) = index(&instances);
        eprintln!("{name}: index built in {index_ms} ms");
        let mut briefs = instances.briefs(&index, self.briefs);
        for brief in &mut briefs {
            (brief.teams, brief.min_difference) = (self.teams, self.difference);
        }
        if let Some(folder) = &self.write {
            let folder = folder.join(&name);
            export::write_pool(&folder, &instances)?;
            export::write_briefs(&folder, &index, &Pairs::new(&instances, &index), &briefs)?;
            eprintln!("{name}: written to {}", folder.display());
        }
        let taken = self.answer(&name, &index, &briefs);
        let (bytes, updates) = (index.bytes(), update::measure(&mut index, &instances));
        drop(index);
        Ok(Row {
            members,
            family,
            ties: instances.ties().len(),
            index_ms,
            bytes_a_member: bytes.members / members,
            bytes_of_ties_a_member: bytes.ties / members,
            updates,
            reading: if self.stream { Some(stream(&name, &instances)?) } else { None },
            all: Summary::of(taken.iter()),
            loose: Summary::of(taken.iter().filter(|taken| !taken.is_tight)),
            tight: Summary::of(taken.iter().filter(|taken| taken.is_tight)),
            briefs: taken,
        })
    }

    fn answer(&self, name: &str, index: &Index, briefs: &[Brief]) -> Vec<measure::Taken> {
        let limit = self.time_limit_ms.map(Duration::from_millis);
        let mut taken = Vec::with_capacity(briefs.len());
        for brief in briefs {
            taken.push(measure::measure(index, self.question, brief, limit, self.repeat));
            if taken.len() % 50 == 0 {
                eprintln!("{name}: {} of {} briefs", taken.len(), briefs.len());
            }
        }
        taken
    }
}

/// The index of a pool, and how many milliseconds it took to build.
fn index(instances: &Instances) -> (Index, u128) {
    let pool = instances.pool();
    let started = now();
    let index = Index::new(&pool).expect("a made-up pool keeps the contract");
    (index, started.elapsed().as_millis())
}

/// Writes a pool document to a folder for temporary files, and has it read back.
fn stream(name: &str, instances: &Instances) -> Result<Reading, Error> {
    let folder = std::env::temp_dir().join(format!("muster-bench-{}-{name}", std::process::id()));
    let reading = export::write_pool(&folder, instances).and_then(|file| pool::read_apart(&file));
    remove(&folder)?;
    reading
}

fn remove(folder: &Path) -> Result<(), Error> {
    fs::remove_dir_all(folder).map_err(file_error(folder))
}
