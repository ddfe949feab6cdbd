//! `muster restore`: brings back what `muster backup` kept.
//!
//! Only into an empty place, so that it never overwrites a network, and only after every file was compared with its
//! digest, so that a damaged backup is refused while nothing has happened yet.

use std::{
    ffi::OsString,
    fs::{self, File},
    path::{Path, PathBuf},
};

use clap::Args;
use serde_json::Value;

use super::{
    Failure,
    backup::{FORMAT, KEYS, Kind, MANIFEST, Manifest, minutes},
    config, make_data_folder, postgres, say,
};
use crate::{
    clock::Mint,
    config::Config,
    db::{Db, Target},
    hash, secrets,
};

/// How many connections it takes to look whether a database is empty.
const CONNECTIONS: u32 = 2;
/// What SQLite may have left beside a database, which would be taken for a part of the one that is brought back.
const BESIDE: [&str; 4] = ["", "-wal", "-shm", "-journal"];

#[derive(Args)]
pub(super) struct Restore {
    /// A folder that `muster backup` made.
    folder: PathBuf,
    /// How many minutes PostgreSQL's pg_restore may take.
    #[arg(long, default_value_t = 240, value_parser = clap::value_parser!(u32).range(1..=10_080))]
    time_limit_minutes: u32,
}

pub(super) fn run(options: &Restore) -> Result<(), Failure> {
    let (config, folder) = (config()?, options.folder.as_path());
    let manifest = read(folder)?;
    fits(&manifest, &config)?;
    is_empty(&config)?;
    is_whole(folder, &manifest)?;
    make_data_folder(&config.data)?;
    let brought = bring(folder, &config, options.time_limit_minutes);
    if brought.is_err() {
        // The place was empty, and is to be empty again.
        KEYS.iter().for_each(|name| drop(fs::remove_file(config.secrets.join(name))));
    }
    brought?;
    let Manifest { muster, at, migration, .. } = manifest;
    say(format_args!(
        "{} is as it was at {at}, with the schema {migration}, as Muster {muster} kept it.",
        config.database
    ));
    say(format_args!("Next: muster doctor, which looks whether all is well, and muster serve."));
    Ok(())
}

/// The manifest of a backup. Its format is looked at first: that of another one may have other fields.
fn read(folder: &Path) -> Result<Manifest, Failure> {
    let file = folder.join(MANIFEST);
    let refused = |cause: &dyn std::fmt::Display| {
        Failure::BadInput(format!("{} is no manifest of a backup that can be read: {cause}", file.display()))
    };
    let text = fs::read_to_string(&file).map_err(|cause| refused(&cause))?;
    let value: Value = serde_json::from_str(&text).map_err(|cause| refused(&cause))?;
    match value["format"].as_str() {
        Some(FORMAT) => serde_json::from_value(value).map_err(|cause| refused(&cause)),
        Some(other) => {
            Err(refused(&format!("its format is {other}, and this Muster reads {FORMAT}; use the one that made it")))
        }
        None => Err(refused(&"it says no format")),
    }
}

/// Whether this program and these settings are the right ones for that backup.
fn fits(manifest: &Manifest, config: &Config) -> Result<(), Failure> {
    let (theirs, ours) = (manifest.database, Kind::of(&config.database));
    if theirs != ours {
        return Err(Failure::BadInput(format!(
            "this is a backup of {theirs}, which cannot be restored into {}; name a database of {theirs} in DATABASE_URL",
            config.database
        )));
    }
    let known = Db::last_known_migration()?;
    if manifest.migration > known {
        return Err(Failure::BadInput(format!(
            "this backup was made by Muster {} with the schema {}, and this Muster {} knows schemas up to {known}; use \
             that version or a newer one",
            manifest.muster,
            manifest.migration,
            env!("CARGO_PKG_VERSION"),
        )));
    }
    Ok(())
}

/// Whether there is nothing in the place yet that could be lost.
fn is_empty(config: &Config) -> Result<(), Failure> {
    let refused =
        |what: String| Err(Failure::BadInput(format!("{what}; a backup is restored into an empty place only")));
    if let Some(key) = KEYS.iter().map(|name| config.secrets.join(name)).find(|file| file.exists()) {
        return refused(format!("there is a {} already", key.display()));
    }
    match &config.database {
        Target::Sqlite(path) => {
            let beside = |suffix: &&str| {
                let mut name = OsString::from(path);
                name.push(suffix);
                PathBuf::from(name)
            };
            match BESIDE.iter().map(beside).find(|file| file.exists()) {
                Some(file) => refused(format!("there is a {} already", file.display())),
                None => Ok(()),
            }
        }
        target => {
            let db = Db::open(target.clone(), CONNECTIONS, Mint::system())?;
            if db.is_bare()? { Ok(()) } else { refused(format!("{target} has tables already")) }
        }
    }
}

/// Whether every file is there as it was written, and no other is listed.
fn is_whole(folder: &Path, manifest: &Manifest) -> Result<(), Failure> {
    let mut expected = [KEYS[0], KEYS[1], manifest.database.file()];
    expected.sort_unstable();
    if !manifest.files.keys().map(String::as_str).eq(expected) {
        let right = expected.join(", ");
        return Err(Failure::BadInput(format!("{MANIFEST} lists other files than {right}; the backup is damaged")));
    }
    for (name, digest) in &manifest.files {
        let file = folder.join(name);
        let found = File::open(&file).and_then(hash::of_reader);
        let found = found.map_err(|cause| Failure::BadInput(format!("cannot read {}: {cause}", file.display())))?;
        if found != *digest {
            return Err(Failure::BadInput(format!(
                "{} is damaged: its SHA-256 is {found}, and the manifest says {digest}; nothing was restored, use \
                 another backup",
                file.display()
            )));
        }
    }
    Ok(())
}

/// The keys, then the database: a network without its keys would make itself new ones.
fn bring(folder: &Path, config: &Config, time_limit_minutes: u32) -> Result<(), Failure> {
    for name in KEYS {
        secrets::copy(&folder.join(name), &config.secrets.join(name))?;
    }
    let copy = folder.join(Kind::of(&config.database).file());
    match &config.database {
        Target::Sqlite(path) => Ok(secrets::copy(&copy, path)?),
        Target::Postgres(url) => postgres::restore(url, &copy, minutes(time_limit_minutes)),
    }
}
