//! Files of secrets: readable by their owner alone, and never half written.

use std::{
    fs::File,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

use serde::{Serialize, de::DeserializeOwned};

use crate::error::{Error, Result};

/// What `file` holds, as JSON.
pub fn read<T: DeserializeOwned>(file: &Path) -> Result<T> {
    let failed =
        |cause: Box<dyn std::error::Error + Send + Sync>| Error::internal(format!("read {}", file.display()), cause);
    let text = std::fs::read_to_string(file).map_err(|cause| failed(cause.into()))?;
    serde_json::from_str(&text).map_err(|cause| failed(cause.into()))
}

/// Writes `content` as JSON beside the file and then renames, so that there is never half a file.
pub fn write(file: &Path, content: &impl Serialize) -> Result<()> {
    put(file, |out| out.write_all(&serde_json::to_vec_pretty(content)?))
        .map_err(|cause| Error::internal(format!("write {}", file.display()), cause))
}

/// Writes `content` as JSON to a file that is not there yet. Where somebody else makes it at the same moment, theirs stays.
pub fn write_first(file: &Path, content: &impl Serialize) -> Result<()> {
    let own = PathBuf::from(format!("{}.{}", file.display(), std::process::id()));
    write(&own, content)?;
    let linked = std::fs::hard_link(&own, file);
    let removed = std::fs::remove_file(&own);
    match linked {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        linked => linked.and(removed).map_err(|cause| Error::internal(format!("write {}", file.display()), cause)),
    }
}

/// Copies `from`, whatever it holds, to `file` in the same way.
pub fn copy(from: &Path, file: &Path) -> Result<()> {
    put(file, |out| std::io::copy(&mut File::open(from)?, out).map(drop))
        .map_err(|cause| Error::internal(format!("copy {} to {}", from.display(), file.display()), cause))
}

fn put(file: &Path, fill: impl FnOnce(&mut File) -> std::io::Result<()>) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let beside = PathBuf::from(format!("{}.new", file.display()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(&beside)?;
    fill(&mut out)?;
    out.sync_all()?;
    std::fs::rename(beside, file)
}
