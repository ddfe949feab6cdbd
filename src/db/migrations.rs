//! The schema's history: two folders with the same names, one for each back end.

use diesel::{
    connection::SimpleConnection,
    migration::{Migration, MigrationSource},
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
