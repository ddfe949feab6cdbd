//! `muster form`: the engine on documents, without a network.

use std::{
    fs::File,
    io::{BufReader, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use clap::Args;
use muster_formation::{
    Candidates, Index, Limit, Outcome, Request,
    document::{Brief, Pool},
};
use serde::{Serialize, de::DeserializeOwned};

use super::Failure;

#[derive(Args)]
pub(super) struct Form {
    /// A document muster-pool/1.
    #[arg(long)]
    pool: PathBuf,
    /// A document muster-brief/1; may be given several times.
    #[arg(long, required = true)]
    brief: Vec<PathBuf>,
    /// After so many milliseconds of search a brief is answered with the best found so far and its true bound.
    #[arg(long)]
    time_limit_ms: Option<u64>,
    /// Print one line of JSON a brief on standard error: load_ms, index_ms, search_ms, nodes.
    #[arg(long)]
    timing: bool,
}

/// What took how long. Loading and indexing the pool is done once and told with each brief.
#[derive(Serialize)]
struct Timing {
    load_ms: u128,
    index_ms: u128,
    search_ms: u128,
    nodes: u64,
}

/// Answers each brief with one line of JSON on standard output.
pub(super) fn run(form: &Form) -> Result<(), Failure> {
    let started = now();
    let pool: Pool = read(&form.pool)?;
    let briefs = form.brief.iter().map(|file| read(file)).collect::<Result<Vec<Brief>, _>>()?;
    let load_ms = started.elapsed().as_millis();
    let started = now();
    let index = Index::new(&pool).map_err(|refusal| refused(&form.pool, &refusal))?;
    let index_ms = started.elapsed().as_millis();
    // Every brief is checked before the first is answered, so that bad input answers nothing.
    let requests = briefs
        .iter()
        .zip(&form.brief)
        .map(|(brief, file)| Request::new(&index, brief).map_err(|refusal| refused(file, &refusal)));
    let requests = requests.collect::<Result<Vec<_>, _>>()?;
    for request in &requests {
        let started = now();
        let outcome = answer(request, form.time_limit_ms.map(Duration::from_millis));
        let search_ms = started.elapsed().as_millis();
        print(&outcome)?;
        if form.timing {
            let timing = Timing { load_ms, index_ms, search_ms, nodes: outcome.nodes };
            eprintln!("{}", serde_json::to_string(&timing).expect("a timing is made of numbers"));
        }
    }
    Ok(())
}

fn answer(request: &Request<'_>, limit: Option<Duration>) -> Outcome {
    let started = now();
    let candidates = Candidates::new(request);
    match limit {
        None => request.form(&candidates, &mut Limit::none()),
        Some(limit) => request.form(&candidates, &mut Limit::until(&mut || started.elapsed() >= limit)),
    }
}

fn print(outcome: &Outcome) -> Result<(), Failure> {
    let line = serde_json::to_string(&outcome.answer).map_err(|error| Failure::Failed(error.to_string()))?;
    let written = writeln!(std::io::stdout(), "{line}");
    written.map_err(|error| Failure::Failed(format!("cannot write the answer: {error}")))
}

/// Reads a document; the refusal names the file, the place in it and what would be right.
fn read<T: DeserializeOwned>(file: &Path) -> Result<T, Failure> {
    let opened = File::open(file).map_err(|error| Failure::BadInput(format!("{}: {error}", file.display())))?;
    let mut json = serde_json::Deserializer::from_reader(BufReader::new(opened));
    let document = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let (path, cause) = (error.path().to_string(), error.into_inner());
        Failure::BadInput(format!("{}: {path}: {cause}", file.display()))
    })?;
    json.end().map_err(|error| Failure::BadInput(format!("{}: after the document: {error}", file.display())))?;
    Ok(document)
}

fn refused(file: &Path, refusal: &muster_formation::Refusal) -> Failure {
    Failure::BadInput(format!("{}: {refusal}", file.display()))
}

#[expect(clippy::disallowed_methods, reason = "a command's own stopwatch; the engine has no clock")]
fn now() -> Instant {
    Instant::now()
}
