//! Instances as documents and as models, so that other solvers get the very same.
//!
//! A folder for each pool and family holds `pool.json`, `briefs/ID.json` as the contract has them, and `models/ID.json`: a
//! brief with its candidates already found and their points already weighed, for solvers that know nothing of pools.

use std::{
    collections::HashSet,
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use muster_formation::{Candidates, Index, Request, document::Brief};
use muster_instances::Instances;
use serde::Serialize;

use crate::{Error, file_error};

/// Maximise the sum of the members' scores and the ties' values: one candidate for each seat, nobody twice, no blocked
/// pair, the sum of costs at most the budget.
#[derive(Debug, Serialize)]
struct Model<'b> {
    brief: &'b str,
    budget: Option<i64>,
    /// By seat: `[member, score, cost]`; the score is N · U.
    seats: Vec<Vec<(u32, i64, i64)>>,
    /// `[a, b, value]`, of two candidates; the value is 2 · cohesion · tie.
    ties: Vec<(u32, u32, i64)>,
    blocks: Vec<(u32, u32)>,
}

/// Ties and blocks by number instead of by id.
#[derive(Debug)]
pub(crate) struct Pairs {
    ties: Vec<(u32, u32, i64)>,
    blocks: Vec<(u32, u32)>,
}

impl Pairs {
    pub(crate) fn new(instances: &Instances, index: &Index) -> Self {
        let number = |id: &str| index.member(id).expect("ties and blocks are those of the pool");
        Self {
            ties: instances.ties().map(|(a, b, strength)| (number(&a), number(&b), strength)).collect(),
            blocks: instances.blocks().map(|(a, b)| (number(&a), number(&b))).collect(),
        }
    }
}

/// Writes a pool; answers the file.
pub(crate) fn write_pool(folder: &Path, instances: &Instances) -> Result<PathBuf, Error> {
    fs::create_dir_all(folder).map_err(file_error(folder))?;
    let file = folder.join("pool.json");
    write(&file, instances)?;
    Ok(file)
}

/// Writes briefs and their models into two folders.
pub(crate) fn write_briefs(folder: &Path, index: &Index, pairs: &Pairs, briefs: &[Brief]) -> Result<(), Error> {
    for kind in ["briefs", "models"] {
        let kind = folder.join(kind);
        fs::create_dir_all(&kind).map_err(file_error(&kind))?;
    }
    for brief in briefs {
        write(&folder.join("briefs").join(format!("{}.json", brief.id)), brief)?;
        write(&folder.join("models").join(format!("{}.json", brief.id)), &model(index, pairs, brief))?;
    }
    Ok(())
}

fn model<'b>(index: &Index, pairs: &Pairs, brief: &'b Brief) -> Model<'b> {
    let request = Request::new(index, brief).expect("a made-up brief keeps the contract");
    let candidates = Candidates::new(&request);
    let scale = i64::try_from(brief.seats.len()).expect("at most 16 seats").max(2) - 1;
    let seats: Vec<Vec<(u32, i64, i64)>> = candidates
        .seats
        .iter()
        .map(|seat| {
            let rated = seat.eligible.iter();
            rated.map(|one| (one.member, scale * one.points.weighted(&brief.weights), one.cost)).collect()
        })
        .collect();
    let eligible: HashSet<u32> = seats.iter().flatten().map(|&(member, ..)| member).collect();
    let both = |a: &u32, b: &u32| eligible.contains(a) && eligible.contains(b);
    let ties = pairs.ties.iter().filter(|(a, b, _)| both(a, b));
    Model {
        brief: &brief.id,
        budget: brief.budget,
        seats,
        ties: ties.map(|&(a, b, strength)| (a, b, 2 * brief.weights.cohesion * strength)).collect(),
        blocks: pairs.blocks.iter().filter(|(a, b)| both(a, b)).copied().collect(),
    }
}

fn write(path: &Path, document: &impl Serialize) -> Result<(), Error> {
    let mut file = BufWriter::new(File::create(path).map_err(file_error(path))?);
    serde_json::to_writer(&mut file, document).map_err(|error| file_error(path)(error.into()))?;
    file.flush().map_err(file_error(path))
}
