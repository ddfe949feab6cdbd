//! What is kept and what is brought back, on both databases.

use std::{
    ffi::OsStr,
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{
    doctor::verdict,
    failure,
    place::{Place, text},
    refusal,
};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// A demo network in the first place, kept and brought back into the second one.
fn it_comes_back(first: &Place, second: &Place, database: &str) {
    first.done(&["demo", "--members", "50"]);
    let was = first.verified();
    let backup = first.backup("backup");
    assert_eq!(mode(&backup), 0o700);
    for name in [database, "keys.json", "signing.json", "manifest.json"] {
        assert_eq!(mode(&backup.join(name)), 0o600, "{name}");
    }
    assert_eq!(fs::read_dir(&backup).unwrap().count(), 4);
    assert!(!first.file("backup.part").exists());

    let told = second.done(&["restore", text(&backup)]);
    assert!(told.contains("muster doctor") && told.contains("muster serve"), "{told}");
    assert_eq!(second.verified(), was);
    for key in ["keys.json", "signing.json"] {
        assert_eq!(fs::read(second.data().join(key)).unwrap(), fs::read(first.data().join(key)).unwrap());
        assert_eq!(mode(&second.data().join(key)), 0o600);
    }
    let found = second.done(&["doctor"]);
    for thing in ["settings", "database", "schema", "clock", "writing", "keys", "signing", "audit"] {
        assert_eq!(verdict(&found, thing), "ok", "{found}");
    }

    let again = refusal(&second.muster(&["restore", text(&backup)]));
    assert!(again.contains("keys.json already; a backup is restored into an empty place only"), "{again}");
    for key in ["keys.json", "signing.json"] {
        fs::remove_file(second.data().join(key)).unwrap();
    }
    let again = refusal(&second.muster(&["restore", text(&backup)]));
    assert!(again.contains("already; a backup is restored into an empty place only"), "{again}");
    assert!(!second.data().join("keys.json").exists(), "what was refused left a key behind");
}

#[test]
fn a_network_on_sqlite_comes_back_as_it_was_and_once() {
    it_comes_back(&Place::on_sqlite(), &Place::on_sqlite(), "database.sqlite");
}

#[test]
fn a_network_on_postgres_comes_back_as_it_was_and_once() {
    it_comes_back(&Place::on_postgres(), &Place::on_postgres(), "database.dump");
}

#[test]
fn a_backup_that_is_damaged_foreign_or_too_new_is_refused_before_anything_is_made() {
    let (first, second) = (Place::on_sqlite(), Place::on_sqlite());
    first.done(&["migrate"]);
    let backup = first.backup("backup");
    let refused = || refusal(&second.muster(&["restore", text(&backup)]));

    let manifest = backup.join("manifest.json");
    let whole = fs::read_to_string(&manifest).unwrap();
    let said: Value = serde_json::from_str(&whole).unwrap();
    assert_eq!((&said["format"], &said["database"]), (&"muster-backup/1".into(), &"sqlite".into()));
    let migration = format!("\"{}\"", said["migration"].as_str().unwrap());
    for (from, to, told) in [
        ("muster-backup/1", "muster-backup/2", "its format is muster-backup/2, and this Muster reads muster-backup/1"),
        (migration.as_str(), "\"9999\"", "knows schemas up to"),
        ("\"sqlite\"", "\"postgres\"", "this is a backup of PostgreSQL, which cannot be restored into sqlite://"),
        ("\"keys.json\"", "\"../keys.json\"", "lists other files than"),
        ("{", "", "is no manifest of a backup that can be read"),
    ] {
        fs::write(&manifest, whole.replacen(from, to, 1)).unwrap();
        let sentence = refused();
        assert!(sentence.contains(told), "{told}: {sentence}");
    }
    fs::write(&manifest, &whole).unwrap();

    for name in ["database.sqlite", "keys.json"] {
        let intact = fs::read(backup.join(name)).unwrap();
        let mut damaged = intact.clone();
        damaged[intact.len() / 2] ^= 1;
        fs::write(backup.join(name), damaged).unwrap();
        let sentence = refused();
        assert!(sentence.contains(&format!("{name} is damaged")), "{sentence}");
        fs::write(backup.join(name), intact).unwrap();
    }
    assert!(!second.data().exists());

    let elsewhere = second.command(&["restore", text(&backup)]).env("DATABASE_URL", "postgres://localhost/x").output();
    let sentence = refusal(&elsewhere.unwrap());
    assert!(sentence.contains("this is a backup of SQLite, which cannot be restored into postgres://"), "{sentence}");
    second.done(&["restore", text(&backup)]);
}

#[test]
fn a_backup_overwrites_nothing_and_one_that_fails_leaves_nothing() {
    let place = Place::on_sqlite();
    let backup = place.file("backup");
    assert!(refusal(&place.muster(&["backup", text(&backup)])).contains("there is no database at"));
    place.done(&["migrate"]);
    fs::create_dir(&backup).unwrap();
    assert!(refusal(&place.muster(&["backup", text(&backup)])).contains("is there already; name a folder that is not"));
    fs::rename(&backup, place.file("backup.part")).unwrap();
    assert!(refusal(&place.muster(&["backup", text(&backup)])).contains("another backup is under way"));
    fs::remove_dir(place.file("backup.part")).unwrap();
    fs::remove_file(place.data().join("signing.json")).unwrap();
    let sentence = refusal(&place.muster(&["backup", text(&backup)]));
    assert!(sentence.contains("signing.json, without which a backup is not whole"), "{sentence}");
    assert!(!backup.exists() && !place.file("backup.part").exists());
}

/// A folder with a program in it that only says that it is pg_dump, and notes what it was told.
fn pg_dump_that_says(place: &Place, version: &str) -> PathBuf {
    let folder = place.file("bin");
    fs::create_dir_all(&folder).unwrap();
    let script = format!(
        "#!/bin/sh\nif [ \"$1\" = --version ]; then echo 'pg_dump (PostgreSQL) {version}'; exit; fi\n\
         echo \"$@\" > '{0}/arguments'\necho \"$PGPASSWORD\" > '{0}/password'\n: > \"$4\"\n",
        folder.display()
    );
    fs::write(folder.join("pg_dump"), script).unwrap();
    fs::set_permissions(folder.join("pg_dump"), Permissions::from_mode(0o755)).unwrap();
    folder
}

#[test]
fn pg_dump_has_to_be_there_new_enough_and_is_told_the_password_in_secret() {
    let mut place = Place::on_postgres();
    place.done(&["migrate"]);
    let backup = place.file("backup");
    let with =
        |place: &Place, path: &OsStr| place.command(&["backup", text(&backup)]).env("PATH", path).output().unwrap();
    let sentence = failure(&with(&place, place.data().as_os_str()));
    assert!(
        sentence.contains("there is no pg_dump in PATH; PostgreSQL's client programs should be there"),
        "{sentence}"
    );
    let folder = pg_dump_that_says(&place, "9.6.24");
    let sentence = failure(&with(&place, folder.as_os_str()));
    assert!(sentence.contains("pg_dump is of PostgreSQL 9, which cannot read a server of"), "{sentence}");
    assert!(!backup.exists() && !place.file("backup.part").exists());

    // The server of the tests trusts everybody, so any password will do.
    place.url = place.url.replacen('@', ":pass%40word@", 1);
    let output = with(&place, pg_dump_that_says(&place, "99.1").as_os_str());
    assert!(output.status.success(), "{output:?}");
    let arguments = fs::read_to_string(folder.join("arguments")).unwrap();
    assert!(arguments.contains("--dbname=postgres://muster@") && !arguments.contains("pass%40word"), "{arguments}");
    assert_eq!(fs::read_to_string(folder.join("password")).unwrap(), "pass@word\n");
}
