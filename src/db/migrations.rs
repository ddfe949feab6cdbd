//! The schema's history: two folders with the same names, one for each back end.

use diesel::{
    connection::SimpleConnection,
    migration::{Migration, MigrationSource},
    sqlite::Sqlite,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::connection::{Conn, STATEMENT_TIMEOUT};
use crate::error::{Error, Result};

const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");
const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");

/// Any number will do, as long as nothing else on the server locks it.
const POSTGRES_LOCK: &str = "SELECT pg_advisory_lock(5160814)";
const POSTGRES_UNLOCK: &str = "SELECT pg_advisory_unlock(5160814)";

pub(super) fn pending(conn: &mut Conn) -> Result<Vec<String>> {
    match conn {
        Conn::Postgres(inner) => names(inner.pending_migrations(POSTGRES)),
        Conn::Sqlite(inner) => names(inner.pending_migrations(SQLITE)),
    }
}

/// The number of the last migration that ran, such as `0043`.
pub(super) fn last(conn: &mut Conn) -> Result<Option<String>> {
    let applied = match conn {
        Conn::Postgres(inner) => inner.applied_migrations(),
        Conn::Sqlite(inner) => inner.applied_migrations(),
    };
    let versions = applied.map_err(|cause| Error::internal("read the state of the schema", cause))?;
    Ok(versions.iter().map(ToString::to_string).max())
}

/// The number of the last migration that this program knows. Both folders have the same.
pub(super) fn last_known() -> Result<String> {
    let known = MigrationSource::<Sqlite>::migrations(&SQLITE);
    let known = known.map_err(|cause| Error::internal("read the migrations of this program", cause))?;
    let numbers = known.iter().map(|migration| migration.name().version().to_string());
    numbers.max().ok_or_else(|| Error::internal("read the migrations of this program", "there are none"))
}

pub(super) fn up(conn: &mut Conn) -> Result<Vec<String>> {
    match conn {
        Conn::Postgres(inner) => {
            // Instances that start together take turns, so that each migration runs once; it may take as long as it
            // takes, and so may waiting for it.
            inner.batch_execute(&format!("SET statement_timeout = 0; {POSTGRES_LOCK}"))?;
            let outcome = run(inner, POSTGRES);
            inner.batch_execute(&format!("{POSTGRES_UNLOCK}; {STATEMENT_TIMEOUT}"))?;
            outcome
        }
        Conn::Sqlite(inner) => run(inner, SQLITE),
    }
}

pub(super) fn down(conn: &mut Conn) -> Result<()> {
    let outcome = match conn {
        Conn::Postgres(inner) => inner.revert_all_migrations(POSTGRES).map(drop),
        Conn::Sqlite(inner) => inner.revert_all_migrations(SQLITE).map(drop),
    };
    outcome.map_err(|cause| Error::internal("take the migrations back", cause))
}

fn run<B: diesel::backend::Backend>(
    conn: &mut impl MigrationHarness<B>,
    source: impl MigrationSource<B>,
) -> Result<Vec<String>> {
    match conn.run_pending_migrations(source) {
        Ok(versions) => Ok(versions.iter().map(ToString::to_string).collect()),
        Err(cause) => Err(Error::internal("migrate the database", cause)),
    }
}

fn names<B: diesel::backend::Backend>(
    found: diesel::migration::Result<Vec<Box<dyn Migration<B>>>>,
) -> Result<Vec<String>> {
    let migrations = found.map_err(|cause| Error::internal("read the state of the schema", cause))?;
    Ok(migrations.iter().map(|migration| migration.name().to_string()).collect())
}
