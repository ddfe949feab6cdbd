//! `muster backup`: everything that a network is made of, in a folder.
//!
//! Such a folder holds the database as one state of it, the keys that sign, and a manifest with the digest of each file.
//! Keys and database belong together: what the one signed lies in the other. Mail that went to a folder for want of a
//! server has left, and is no part of it. It is made beside its place and renamed at the end, so that one that was broken
//! off is never taken for a whole one.

use std::{
    collections::BTreeMap,
    fmt,
    fs::{self, DirBuilder, File, Permissions},
    io::ErrorKind,
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::{Path, PathBuf},
    time::Duration,
};

use clap::Args;
use muster_kernel::Instant;
use serde::{Deserialize, Serialize};

use super::{Failure, config, look_at, postgres, say};
use crate::{
    config::{Config, SIGNING_KEYS, TOKEN_KEYS},
    db::{Db, Target},
    hash, secrets,
};

/// How a backup is laid out. Another layout has another name.
pub(super) const FORMAT: &str = "muster-backup/1";
/// The file that says what the others are.
pub(super) const MANIFEST: &str = "manifest.json";
/// What the folder of the secrets holds, which cannot be made again.
pub(super) const KEYS: [&str; 2] = [TOKEN_KEYS, SIGNING_KEYS];

#[derive(Args)]
pub(super) struct Backup {
    /// The folder to make. There must be nothing of that name yet.
    folder: PathBuf,
    /// How many minutes PostgreSQL's pg_dump may take.
    #[arg(long, default_value_t = 240, value_parser = clap::value_parser!(u32).range(1..=10_080))]
    time_limit_minutes: u32,
}

/// What a backup says of itself.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// [`FORMAT`].
    pub(super) format: String,
    /// The version of Muster that made it.
    pub(super) muster: String,
    /// When it was begun.
    pub(super) at: Instant,
    /// Which kind of database was copied.
    pub(super) database: Kind,
    /// With which version.
    pub(super) database_version: String,
    /// The number of the schema's last migration.
    pub(super) migration: String,
    /// The SHA-256 of each file, in hexadecimal.
    pub(super) files: BTreeMap<String, String>,
}

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    Sqlite,
    Postgres,
}

impl Kind {
    pub(super) fn of(target: &Target) -> Self {
        match target {
            Target::Sqlite(_) => Self::Sqlite,
            Target::Postgres(_) => Self::Postgres,
        }
    }

    /// The file of a backup that holds the database.
    pub(super) const fn file(self) -> &'static str {
        match self {
            Self::Sqlite => "database.sqlite",
            Self::Postgres => "database.dump",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// A time limit that was given in minutes.
pub(super) fn minutes(many: u32) -> Duration {
    Duration::from_secs(u64::from(many) * 60)
}

pub(super) fn run(options: &Backup) -> Result<(), Failure> {
    let (config, folder) = (config()?, options.folder.as_path());
    let db = look_at()?;
    if folder.symlink_metadata().is_ok() {
        let sentence = format!("{} is there already; name a folder that is not", folder.display());
        return Err(Failure::BadInput(sentence));
    }
    let part = begin(folder)?;
    let made = fill(&part, &config, &db, minutes(options.time_limit_minutes)).and_then(|manifest| {
        finish(&part, folder).map_err(|cause| cannot("name", folder, &cause))?;
        Ok(manifest)
    });
    if made.is_err() {
        // The first error is the one to tell. What stays behind is in the way of the next backup, which says so.
        let _ = fs::remove_dir_all(&part);
    }
    let Manifest { database, migration, at, .. } = made?;
    say(format_args!(
        "{} holds the network as it was at {at}: a copy of {database} with the schema {migration}, and the keys.",
        folder.display()
    ));
    say(format_args!("Whoever has it can sign in as anybody: keep it away from others, and away from this machine."));
    Ok(())
}

/// Makes the folder in which the backup grows.
fn begin(folder: &Path) -> Result<PathBuf, Failure> {
    let Some(name) = folder.file_name() else {
        return Err(Failure::BadInput(format!("{} is no name for a new folder", folder.display())));
    };
    let part = folder.with_file_name(format!("{}.part", name.to_string_lossy()));
    DirBuilder::new().mode(0o700).create(&part).map_err(|cause| match cause.kind() {
        ErrorKind::AlreadyExists => Failure::BadInput(format!(
            "{} is there already: another backup is under way, or one was broken off; in that case remove it",
            part.display()
        )),
        _ => Failure::BadInput(format!("cannot make the folder {}: {cause}", part.display())),
    })?;
    Ok(part)
}

/// Puts everything into the folder, the manifest last.
fn fill(part: &Path, config: &Config, db: &Db, limit: Duration) -> Result<Manifest, Failure> {
    let kind = Kind::of(&config.database);
    let mut manifest = Manifest {
        format: FORMAT.to_owned(),
        muster: env!("CARGO_PKG_VERSION").to_owned(),
        at: db.mint().now(),
        database: kind,
        database_version: db.version()?,
        migration: db.last_migration()?.unwrap_or_default(),
        files: BTreeMap::new(),
    };
    let copy = part.join(kind.file());
    match &config.database {
        Target::Sqlite(_) => db.copy_into(&copy)?,
        Target::Postgres(url) => postgres::dump(url, &manifest.database_version, &copy, limit)?,
    }
    for name in KEYS {
        let file = config.secrets.join(name);
        if !file.is_file() {
            return Err(Failure::BadInput(format!(
                "there is no {}, without which a backup is not whole; name the folder that holds it in MUSTER_SECRETS",
                file.display()
            )));
        }
        secrets::copy(&file, &part.join(name))?;
    }
    for name in KEYS.into_iter().chain([kind.file()]) {
        let file = part.join(name);
        let digest = seal(&file).map_err(|cause| cannot("keep", &file, &cause))?;
        manifest.files.insert(name.to_owned(), digest);
    }
    secrets::write(&part.join(MANIFEST), &manifest)?;
    Ok(manifest)
}

/// Has a file on the disk, readable by its owner alone; answers its digest.
fn seal(file: &Path) -> std::io::Result<String> {
    fs::set_permissions(file, Permissions::from_mode(0o600))?;
    let opened = File::open(file)?;
    opened.sync_all()?;
    hash::of_reader(opened)
}

/// Gives the backup its name, now that it is whole, and has that on the disk as well.
fn finish(part: &Path, folder: &Path) -> std::io::Result<()> {
    File::open(part)?.sync_all()?;
    fs::rename(part, folder)?;
    let above = folder.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(above)?.sync_all()
}

fn cannot(doing: &str, file: &Path, cause: &std::io::Error) -> Failure {
    Failure::Failed(format!("cannot {doing} {}: {cause}", file.display()))
}
