//! A place for a network of a test's own: a folder, and a database of either kind.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

use diesel::{Connection, PgConnection, connection::SimpleConnection};
use muster::hash;
use tempfile::TempDir;

/// A place for a network, with nothing in it yet: the name of a data folder, and of a database. Gone when it is dropped.
pub struct Place {
    pub folder: TempDir,
    pub url: String,
    pub database: Option<(String, String)>,
}

impl Place {
    pub fn on_sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite://{}", folder.path().join("data/muster.db").display());
        Self { folder, url, database: None }
    }

    pub fn on_postgres() -> Self {
        let folder = TempDir::new().unwrap();
        let server = std::env::var("TEST_POSTGRES_URL")
            .expect("TEST_POSTGRES_URL names a PostgreSQL server; run the tests with `make test`");
        let name = format!("cli_{}", &hash::sha256(folder.path().to_string_lossy().as_bytes())[..24]);
        PgConnection::establish(&server).unwrap().batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        let (place, _) = server.rsplit_once('/').unwrap();
        Self { folder, url: format!("{place}/{name}"), database: Some((server, name)) }
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn data(&self) -> PathBuf {
        self.file("data")
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        // PostgreSQL's programs are looked for in PATH.
        command.args(arguments).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("MUSTER_DATA", self.data()).env("DATABASE_URL", &self.url);
        command
    }

    pub fn muster(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command that ends well; answers what it printed.
    #[track_caller]
    pub fn done(&self, arguments: &[&str]) -> String {
        let output = self.muster(arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Makes a backup of that name; answers its folder.
    #[track_caller]
    pub fn backup(&self, name: &str) -> PathBuf {
        let folder = self.file(name);
        self.done(&["backup", text(&folder)]);
        folder
    }

    /// What the book, the audit log and the turn ledger are found to be.
    pub fn verified(&self) -> [String; 3] {
        ["audit", "book", "turns"].map(|log| self.done(&[log, "verify"]))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.database
            && let Ok(mut conn) = PgConnection::establish(server)
        {
            let _ = conn.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}

/// A path as an argument.
pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
