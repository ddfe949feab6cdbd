//! What is kept, what is brought back, and what the doctor says, on both databases.

use std::{
    ffi::OsStr,
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Output,
};

use diesel::{Connection, SqliteConnection, connection::SimpleConnection};
use serde_json::Value;

use super::{
    place::{Place, text},
    refusal,
};

/// The sentence of a failure that is no refusal: exit code 1.
fn failure(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}

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

/// What the doctor thinks of a thing: ok, warn or fail.
#[track_caller]
fn verdict<'a>(found: &'a str, thing: &str) -> &'a str {
    let mut lines = found.lines().map(|line| line.split_whitespace().take(2).collect::<Vec<&str>>());
    let line = lines.find(|words| words.get(1).is_some_and(|word| *word == thing));
    line.unwrap_or_else(|| panic!("nothing of {thing}: {found}"))[0]
}

/// What the doctor finds where something fails.
#[track_caller]
fn ill(output: &Output) -> String {
    assert!(failure(output).contains("failed"), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn the_doctor_makes_nothing_where_nothing_is_and_finds_a_new_network_well() {
    for place in [Place::on_sqlite(), Place::on_postgres()] {
        let found = ill(&place.muster(&["doctor"]));
        assert_eq!((verdict(&found, "settings"), verdict(&found, "keys")), ("ok", "fail"), "{found}");
        let (thing, said) = match place.database {
            Some(_) => ("schema", "The database is empty"),
            None => ("database", "There is no database at"),
        };
        assert_eq!(verdict(&found, thing), "fail", "{found}");
        assert!(found.contains(said), "{found}");
        assert!(!place.data().exists(), "the doctor made a data folder");

        place.done(&["migrate"]);
        let found = place.done(&["doctor"]);
        assert_ne!(verdict(&found, "disk"), "fail", "{found}");
        for (thing, right) in [
            ("database", "ok"),
            ("schema", "ok"),
            ("network", "ok"),
            ("clock", "ok"),
            ("writing", "ok"),
            ("keys", "ok"),
            ("signing", "ok"),
            ("address", "ok"),
            ("passwords", "ok"),
            ("jobs", "ok"),
            ("audit", "warn"),
            ("book", "warn"),
            ("mail", "warn"),
        ] {
            assert_eq!(verdict(&found, thing), right, "{thing}: {found}");
        }
        assert!(found.contains("0 entries are linked and 0 wait"), "what was tried was not taken back: {found}");
    }
}

#[test]
fn the_doctor_says_what_is_wrong_and_what_would_be_right() {
    let place = Place::on_sqlite();
    place.done(&["migrate"]);
    let keys = place.data().join("keys.json");
    fs::set_permissions(&keys, Permissions::from_mode(0o644)).unwrap();
    let found = ill(&place.muster(&["doctor"]));
    assert_eq!(verdict(&found, "keys"), "fail", "{found}");
    assert!(found.contains("has the mode 644, so that others may use it; chmod 600 would be right."), "{found}");
    fs::set_permissions(&keys, Permissions::from_mode(0o600)).unwrap();
    let url = place.file("smtp-url");
    fs::write(&url, "smtp://127.0.0.1:1\n").unwrap();
    for (permissions, right) in [(0o644, "fail"), (0o640, "ok")] {
        fs::set_permissions(&url, Permissions::from_mode(permissions)).unwrap();
        let found = ill(&place.command(&["doctor"]).env("MUSTER_SMTP_URL_FILE", &url).output().unwrap());
        assert_eq!((verdict(&found, "settings"), verdict(&found, "mail")), (right, "fail"), "{found}");
    }
    let in_clear = place.command(&["doctor"]).env("MUSTER_PUBLIC_URL", "http://muster.example").output().unwrap();
    let found = String::from_utf8(in_clear.stdout).unwrap();
    assert_eq!(verdict(&found, "address"), "warn", "{found}");
    for (key, value, thing) in [
        // Nobody listens there.
        ("MUSTER_SMTP_URL", "smtp://127.0.0.1:1", "mail"),
        ("MUSTER_BIND", "here", "settings"),
        ("MUSTER_BREACHED_PASSWORDS", "/nowhere/at/all", "passwords"),
    ] {
        let found = ill(&place.command(&["doctor"]).env(key, value).output().unwrap());
        assert_eq!(verdict(&found, thing), "fail", "{found}");
    }
    for (statement, thing, right) in [
        (
            "INSERT INTO audit_entries (id, at, act, subject, details)
             VALUES ('audit_7zzzzzzzzzzzzzzzzzzzzzzzzz', 99999999999999999, 'a', 'x', 'null')",
            "clock",
            "fail",
        ),
        ("INSERT INTO book_checks VALUES (20261120, 3, 6, 1, 'One is odd.', 1)", "book", "fail"),
    ] {
        let file = place.data().join("muster.db");
        SqliteConnection::establish(text(&file)).unwrap().batch_execute(statement).unwrap();
        let found = ill(&place.muster(&["doctor"]));
        assert_eq!(verdict(&found, thing), right, "{found}");
    }
}

#[test]
fn the_doctor_says_that_postgres_cannot_be_reached_without_the_password_and_looks_at_everything_else() {
    let place = Place::on_sqlite();
    place.done(&["migrate"]);
    // Nobody listens there.
    let url = "postgres://muster:a-secret-word@127.0.0.1:1/nowhere";
    let output = place.command(&["doctor"]).env("DATABASE_URL", url).output().unwrap();
    let found = ill(&output);
    assert_eq!(verdict(&found, "database"), "fail", "{found}");
    assert!(found.contains("postgres://127.0.0.1:1/nowhere cannot be reached: "), "{found}");
    assert_eq!((verdict(&found, "settings"), verdict(&found, "keys")), ("ok", "ok"), "{found}");
    assert!(!format!("{output:?}").contains("a-secret-word"), "{output:?}");
}
