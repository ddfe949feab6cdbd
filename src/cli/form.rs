//! `muster form`: the engine on documents, without a network.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use clap::Args;
use muster_formation::{
    Candidates, Index, Limit,
    document::{Brief, Pool},
    reasons, why,
};
use serde::Serialize;

use super::{
    Failure,
    documents::{check, now, print, read, read_index, refused},
};

#[derive(Args)]
pub(super) struct Form {
    /// A document muster-pool/1.
    #[arg(long)]
    pool: PathBuf,
    /// A document muster-brief/1; may be given several times.
    #[arg(long, required = true)]
    brief: Vec<PathBuf>,
    /// Print a second line a brief, muster-reasons/1: what makes up the points, and which wishes could be loosened.
    #[arg(long)]
    reasons: bool,
    /// Print another line a brief, muster-reasons/1: why this member is not in the best team, and the smallest changes
    /// that would have put them there; may be given several times.
    #[arg(long, value_name = "MEMBER")]
    why: Vec<String>,
    /// After so many milliseconds of search a brief is answered with the best found so far and its true bound; each line
    /// of reasons has as much time again.
    #[arg(long)]
    time_limit_ms: Option<u64>,
    /// Print one line of JSON a brief on standard error: load_ms, index_ms, search_ms, nodes.
    #[arg(long)]
    timing: bool,
}

/// What took how long. Loading and indexing the pool is done once and told with each brief; a pool that need not be held
/// whole is indexed while it is loaded.
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
    let pool = form.load()?;
    let briefs = form.brief.iter().map(|file| read(file)).collect::<Result<Vec<Brief>, _>>()?;
    let load_ms = started.elapsed().as_millis();
    let started = now();
    let (pool, index) = pool.index(&form.pool)?;
    let index_ms = started.elapsed().as_millis();
    // Every brief is checked before the first is answered, so that bad input answers nothing.
    let requests = briefs.iter().zip(&form.brief).map(|(brief, file)| check(&index, brief, file));
    let requests = requests.collect::<Result<Vec<_>, _>>()?;
    if let Some(stranger) = form.why.iter().find(|&id| index.member(id).is_none()) {
        let right = "the id of a member of the pool";
        return Err(Failure::BadInput(format!("--why: {stranger:?} is refused; right would be {right}")));
    }
    for (request, brief) in requests.iter().zip(&briefs) {
        let started = now();
        let candidates = Candidates::new(request);
        let outcome = form.limited(|limit| request.form(&candidates, limit));
        let search_ms = started.elapsed().as_millis();
        print(&outcome.answer)?;
        if form.timing {
            let timing = Timing { load_ms, index_ms, search_ms, nodes: outcome.nodes };
            eprintln!("{}", serde_json::to_string(&timing).expect("a timing is made of numbers"));
        }
        let checked = "the brief and the member were checked";
        if form.reasons {
            print(&form.limited(|limit| reasons(&index, brief, limit)).expect(checked))?;
        }
        for member in &form.why {
            let pool = pool.as_ref().expect("a pool that is asked about a member is held whole");
            print(&form.limited(|limit| why(pool, &index, brief, member, limit)).expect(checked))?;
        }
    }
    Ok(())
}

/// A pool that was read: into an index at once, or held whole since it will be asked what a changed member would do.
enum Loaded {
    Index(Box<Index>),
    Whole(Pool),
}

impl Loaded {
    fn index(self, file: &Path) -> Result<(Option<Pool>, Index), Failure> {
        match self {
            Self::Index(index) => Ok((None, *index)),
            Self::Whole(pool) => {
                let index = Index::new(&pool).map_err(|refusal| refused(file, &refusal))?;
                Ok((Some(pool), index))
            }
        }
    }
}

impl Form {
    fn load(&self) -> Result<Loaded, Failure> {
        if self.why.is_empty() {
            return Ok(Loaded::Index(Box::new(read_index(&self.pool)?)));
        }
        Ok(Loaded::Whole(read(&self.pool)?))
    }

    /// Does what takes a limit within the time limit, which begins now.
    fn limited<T>(&self, run: impl FnOnce(&mut Limit<'_>) -> T) -> T {
        let (started, most) = (now(), self.time_limit_ms.map(Duration::from_millis));
        let mut is_over = || most.is_some_and(|most| started.elapsed() >= most);
        run(&mut if most.is_some() { Limit::until(&mut is_over) } else { Limit::none() })
    }
}
