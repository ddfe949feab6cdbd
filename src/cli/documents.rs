//! Documents of the engine: read from files, answered as lines of JSON.

use std::{
    fs::File,
    io::{BufReader, Write},
    path::Path,
    time::Instant,
};

use muster_formation::{Index, Refusal, Request, document::Brief};
use serde::{Serialize, de::DeserializeOwned};
use serde_path_to_error::Track;

use super::Failure;

/// Reads a document; the refusal names the file, the place in it and what would be right.
pub(super) fn read<T: DeserializeOwned>(file: &Path) -> Result<T, Failure> {
    let mut json = open(file)?;
    let mut track = Track::new();
    let document = T::deserialize(serde_path_to_error::Deserializer::new(&mut json, &mut track));
    let document = document.map_err(|error| unreadable(file, track, &error))?;
    end(file, json)?;
    Ok(document)
}

/// Reads documents that stand one after the other in a file; the refusals are those of [`read`].
pub(super) fn read_many<T: DeserializeOwned>(file: &Path) -> Result<Vec<T>, Failure> {
    let mut json = open(file)?;
    let mut documents = Vec::new();
    while json.end().is_err() {
        let mut track = Track::new();
        let document = T::deserialize(serde_path_to_error::Deserializer::new(&mut json, &mut track));
        documents.push(document.map_err(|error| unreadable(file, track, &error))?);
    }
    Ok(documents)
}

/// Reads a pool into an index without holding it as a document; the refusals are those of [`read`].
///
/// To keep track of the place costs about half the time again. So a file is read without it first, and once more where
/// that fails; what is no file, such as a pipe, can be read only once.
pub(super) fn read_index(file: &Path) -> Result<Index, Failure> {
    if file.is_file() {
        let mut json = open(file)?;
        if let Ok(index) = Index::read(&mut json) {
            return believed(file, json, index);
        }
    }
    let mut json = open(file)?;
    let mut track = Track::new();
    let index = Index::read(serde_path_to_error::Deserializer::new(&mut json, &mut track));
    let index = index.map_err(|error| unreadable(file, track, &error))?;
    believed(file, json, index)
}

/// The index of a document that was read to its end.
fn believed(file: &Path, json: Json, index: Result<Index, Refusal>) -> Result<Index, Failure> {
    end(file, json)?;
    index.map_err(|refusal| refused(file, &refusal))
}

type Json = serde_json::Deserializer<serde_json::de::IoRead<BufReader<File>>>;

fn open(file: &Path) -> Result<Json, Failure> {
    let opened = File::open(file).map_err(|error| Failure::BadInput(format!("{}: {error}", file.display())))?;
    Ok(serde_json::Deserializer::from_reader(BufReader::new(opened)))
}

fn unreadable(file: &Path, track: Track, error: &serde_json::Error) -> Failure {
    Failure::BadInput(format!("{}: {}: {error}", file.display(), track.path()))
}

fn end(file: &Path, mut json: Json) -> Result<(), Failure> {
    json.end().map_err(|error| Failure::BadInput(format!("{}: after the document: {error}", file.display())))
}

/// Checks a brief against a pool; the refusal names the file.
pub(super) fn check<'i>(index: &'i Index, brief: &Brief, file: &Path) -> Result<Request<'i>, Failure> {
    Request::new(index, brief).map_err(|refusal| refused(file, &refusal))
}

pub(super) fn refused(file: &Path, refusal: &Refusal) -> Failure {
    Failure::BadInput(format!("{}: {refusal}", file.display()))
}

/// Prints a document as one line on standard output.
pub(super) fn print(document: &impl Serialize) -> Result<(), Failure> {
    let line = serde_json::to_string(document).map_err(|error| Failure::Failed(error.to_string()))?;
    let written = writeln!(std::io::stdout(), "{line}");
    written.map_err(|error| Failure::Failed(format!("cannot write the answer: {error}")))
}

#[expect(clippy::disallowed_methods, reason = "a command's own stopwatch; the engine has no clock")]
pub(super) fn now() -> Instant {
    Instant::now()
}
