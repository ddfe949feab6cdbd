//! A database of its own for each test.

use std::{
    fs,
    path::{Path, PathBuf},
};

use diesel::{Connection, PgConnection, RunQueryDsl, connection::SimpleConnection, sql_query};
use muster::{
    clock::Mint,
    db::{Db, Target},
    hash,
};
use tempfile::TempDir;

use super::On;

/// A migrated PostgreSQL database, from which those of the tests are copied; named by what was migrated.
fn template(server: &str) -> String {
    let history = migrations(Path::new("migrations/postgres"));
    let name = format!("template_{}", &hash::sha256(history.as_bytes())[..16]);
    let mut conn = PgConnection::establish(server).unwrap();
    // Tests run side by side: one of them makes the template, the others wait.
    conn.batch_execute("SELECT pg_advisory_lock(1)").unwrap();
    let there = sql_query(format!("SELECT 1 FROM pg_database WHERE datname = '{name}'")).execute(&mut conn).unwrap();
    if there == 0 {
        let making = format!("making_{name}");
        conn.batch_execute(&format!("DROP DATABASE IF EXISTS {making}")).unwrap();
        conn.batch_execute(&format!("CREATE DATABASE {making}")).unwrap();
        Db::open(Target::Postgres(on_server(server, &making)), 2, Mint::system()).unwrap().migrate().unwrap();
        // The pool closes its connections in the background.
        while conn.batch_execute(&format!("ALTER DATABASE {making} RENAME TO {name}")).is_err() {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }
    conn.batch_execute("SELECT pg_advisory_unlock(1)").unwrap();
    name
}

/// The same for SQLite: a file, which stays for the next run.
fn file_template() -> PathBuf {
    let history = migrations(Path::new("migrations/sqlite"));
    let place = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let template = place.join(format!("template_{}.db", &hash::sha256(history.as_bytes())[..16]));
    if !template.exists() {
        // Tests run side by side: each that finds none makes one, and the last of them stays; they are all the same.
        let making = TempDir::new_in(place).unwrap();
        let db = Db::open(Target::Sqlite(making.path().join("muster.db")), 2, Mint::system()).unwrap();
        db.migrate().unwrap();
        let whole = making.path().join("whole.db");
        db.read(|conn| Ok(conn.batch_execute(&format!("VACUUM INTO '{}'", whole.display()))?)).unwrap();
        fs::rename(whole, &template).unwrap();
    }
    template
}

/// Every migration in there, its name and what it does, and how they are run.
fn migrations(folder: &Path) -> String {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let told =
        |folder: &PathBuf| format!("{}: {}", folder.display(), fs::read_to_string(folder.join("up.sql")).unwrap());
    let how = fs::read_to_string("src/db/migrations.rs").unwrap();
    files.iter().map(told).chain([how]).collect()
}

fn on_server(server: &str, name: &str) -> String {
    let (place, _) = server.rsplit_once('/').unwrap();
    format!("{place}/{name}")
}

/// A temporary folder and a database; both are gone when it is dropped.
pub struct Scratch {
    folder: TempDir,
    postgres: Option<(String, String)>,
}

impl Scratch {
    pub fn new(on: On) -> Self {
        let folder = TempDir::new().unwrap();
        let postgres = (on == On::Postgres).then(|| {
            let server = std::env::var("TEST_POSTGRES_URL")
                .expect("TEST_POSTGRES_URL names a PostgreSQL server; run the tests with `make test`");
            let template = template(&server);
            let name = format!("test_{}", &hash::sha256(folder.path().to_string_lossy().as_bytes())[..24]);
            let mut conn = PgConnection::establish(&server).unwrap();
            conn.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")).unwrap();
            (server, name)
        });
        let scratch = Self { folder, postgres };
        if on == On::Sqlite {
            fs::copy(file_template(), scratch.file()).unwrap();
        }
        scratch
    }

    /// Where the database is on SQLite.
    fn file(&self) -> PathBuf {
        self.folder.path().join("muster.db")
    }

    pub fn url(&self) -> String {
        match &self.postgres {
            Some((server, name)) => on_server(server, name),
            None => format!("sqlite://{}", self.file().display()),
        }
    }

    pub fn on(&self) -> On {
        if self.postgres.is_some() { On::Postgres } else { On::Sqlite }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.postgres
            && let Ok(mut conn) = PgConnection::establish(server)
        {
            let _ = conn.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}
