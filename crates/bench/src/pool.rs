//! Reads a pool document into an index, and tells how much memory that took.

use std::{
    fs::{self, File},
    io::BufReader,
    path::{Path, PathBuf},
    process::Command,
};

use clap::Args;
use muster_formation::Index;
use serde::{Deserialize, Serialize};

use crate::{Error, file_error, now, say};

/// Options of `bench pool`.
#[derive(Args, Debug)]
pub struct PoolFile {
    /// A document muster-pool/1.
    file: PathBuf,
}

/// What reading took.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Reading {
    pub(crate) members: usize,
    /// Size of the document.
    pub(crate) bytes: u64,
    /// From opening the file to the finished index.
    pub(crate) ms: u128,
    /// The most memory that the process ever held, where the system tells.
    pub(crate) peak_kb: Option<u64>,
}

impl Reading {
    pub(crate) fn peak_mb(&self) -> Option<u64> {
        self.peak_kb.map(|kb| kb * 1024 / 1_000_000)
    }
}

impl PoolFile {
    pub(crate) fn run(&self) -> Result<(), Error> {
        let reading = self.read()?;
        say(format_args!("{}", serde_json::to_string(&reading).expect("a reading is made of numbers")));
        Ok(())
    }

    fn read(&self) -> Result<Reading, Error> {
        let wrong = |why: String| Error::Document { path: self.file.clone(), why };
        let started = now();
        let file = File::open(&self.file).map_err(file_error(&self.file))?;
        let bytes = file.metadata().map_err(file_error(&self.file))?.len();
        let mut json = serde_json::Deserializer::from_reader(BufReader::new(file));
        let index = Index::read(&mut json).map_err(|error| wrong(error.to_string()))?;
        let index = index.map_err(|refusal| wrong(refusal.to_string()))?;
        Ok(Reading { members: index.len(), bytes, ms: started.elapsed().as_millis(), peak_kb: peak_kb() })
    }
}

/// Reads a pool document in a process of its own, so that its memory is that of reading alone.
pub(crate) fn read_apart(file: &Path) -> Result<Reading, Error> {
    let failed = |why: &dyn ToString| Error::Reader(why.to_string());
    let program = std::env::current_exe().map_err(|error| failed(&error))?;
    // This command may itself be a part of a larger one: what came before `form` comes before `pool`.
    let before = std::env::args().skip(1).take_while(|word| word != "form");
    let output = Command::new(program).args(before).arg("pool").arg(file).output().map_err(|error| failed(&error))?;
    if !output.status.success() {
        return Err(failed(&String::from_utf8_lossy(&output.stderr)));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| failed(&error))
}

/// `VmHWM` of this process, which Linux tells in kB (of 1024 bytes).
fn peak_kb() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.trim().strip_suffix("kB")?.trim().parse().ok()
}
