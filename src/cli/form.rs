//! `muster form`: the engine on documents, without a network.

use std::{path::PathBuf, time::Duration};

use clap::Args;
use muster_formation::{Candidates, Limit, document::Brief, reasons, why};
use serde::Serialize;

use super::{
    Failure,
    documents::{check, now, print, read, read_index},
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

/// What took how long. The pool is indexed while it is read, which `index_ms` tells; `load_ms` is for the briefs. Both
/// are done once and told with each brief.
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
    let index = read_index(&form.pool)?;
    let index_ms = started.elapsed().as_millis();
    let started = now();
    let briefs = form.brief.iter().map(|file| read(file)).collect::<Result<Vec<Brief>, _>>()?;
    let load_ms = started.elapsed().as_millis();
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
            print(&form.limited(|limit| reasons(&index, brief, 0, limit)).expect(checked))?;
        }
        for member in &form.why {
            print(&form.limited(|limit| why(&index, brief, member, limit)).expect(checked))?;
        }
    }
    Ok(())
}

impl Form {
    /// Does what takes a limit within the time limit, which begins now.
    fn limited<T>(&self, run: impl FnOnce(&mut Limit<'_>) -> T) -> T {
        let (started, most) = (now(), self.time_limit_ms.map(Duration::from_millis));
        let mut is_over = || most.is_some_and(|most| started.elapsed() >= most);
        run(&mut if most.is_some() { Limit::until(&mut is_over) } else { Limit::none() })
    }
}
