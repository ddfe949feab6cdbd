//! What a database says of itself, and the copy of one that is a file: for backups and for `muster doctor`.

use std::path::Path;

use diesel::{
    RunQueryDsl,
    dsl::sql,
    sql_query,
    sql_types::{BigInt, Nullable, Text},
};
use muster_kernel::Instant;

use super::{Conn, Db};
use crate::{
    clock::Mint,
    error::{Error, Result},
};

/// Tables are counted in every schema, so that a database of somebody else's is seen too.
const TABLES_ON_POSTGRES: &str = "SELECT COUNT(*) FROM pg_catalog.pg_class AS c \
     JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') \
     AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'";
const TABLES_ON_SQLITE: &str = "SELECT COUNT(*) FROM sqlite_schema \
     WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

/// The clock of this machine beside that of the database server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TwoClocks {
    before: Instant,
    /// The time at the database server.
    pub there: Instant,
    /// The time here, just after.
    pub here: Instant,
}

impl TwoClocks {
    /// How far they lie apart at least, in microseconds: the database was asked between two looks at this machine's
    /// clock, so its time is within them where the clocks agree.
    pub fn apart_micros(&self) -> i64 {
        let (before, there, here) = (self.before.micros(), self.there.micros(), self.here.micros());
        (before - there).max(there - here).max(0)
    }
}

/// The version of TLS of the connection that asks; nothing of it, but a text, where it stays on one machine.
const WAY_ON_POSTGRES: &str = "SELECT CASE WHEN ssl THEN version \
     WHEN inet_server_addr() IS NOT DISTINCT FROM inet_client_addr() THEN '' END \
     FROM pg_catalog.pg_stat_ssl WHERE pid = pg_backend_pid()";

/// How what is said to the database gets there.
pub enum Way {
    /// It stays on this machine.
    Here,
    /// By TLS of that version.
    Tls(String),
    /// Across a network, for everybody on it to read.
    Clear,
}

impl Db {
    /// How what is said to the database gets there.
    pub fn way(&self) -> Result<Way> {
        self.read(|conn| match conn {
            Conn::Sqlite(_) => Ok(Way::Here),
            Conn::Postgres(inner) => {
                let version = sql::<Nullable<Text>>(WAY_ON_POSTGRES).get_result::<Option<String>>(inner)?;
                Ok(match version {
                    Some(version) if version.is_empty() => Way::Here,
                    Some(version) => Way::Tls(version),
                    None => Way::Clear,
                })
            }
        })
    }

    /// Which program keeps the data, with its version, such as `PostgreSQL 17.6`.
    pub fn version(&self) -> Result<String> {
        self.read(|conn| match conn {
            Conn::Sqlite(inner) => {
                let version = sql::<Text>("SELECT sqlite_version()").get_result::<String>(inner)?;
                Ok(format!("SQLite {version}"))
            }
            Conn::Postgres(inner) => {
                let version = sql::<Text>("SELECT current_setting('server_version')").get_result::<String>(inner)?;
                Ok(format!("PostgreSQL {version}"))
            }
        })
    }

    /// Whether there is no table in it, of Muster or of anybody else.
    pub fn is_bare(&self) -> Result<bool> {
        let tables = self.read(|conn| match conn {
            Conn::Sqlite(inner) => Ok(sql::<BigInt>(TABLES_ON_SQLITE).get_result::<i64>(inner)?),
            Conn::Postgres(inner) => Ok(sql::<BigInt>(TABLES_ON_POSTGRES).get_result::<i64>(inner)?),
        })?;
        Ok(tables == 0)
    }

    /// The time here and at the database server; nothing on SQLite, which has no clock of its own.
    pub fn clocks(&self, mint: &Mint) -> Result<Option<TwoClocks>> {
        let micros = "SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint";
        self.read(|conn| match conn {
            Conn::Sqlite(_) => Ok(None),
            Conn::Postgres(inner) => {
                let before = mint.now();
                let micros = sql::<BigInt>(micros).get_result::<i64>(inner)?;
                Ok(Some(TwoClocks { before, there: Instant::from_micros(micros), here: mint.now() }))
            }
        })
    }

    /// Copies an SQLite database into a new file: one state of it, whoever writes meanwhile, and nobody waits for it.
    /// PostgreSQL is copied by its own program.
    pub fn copy_into(&self, file: &Path) -> Result<()> {
        self.read(|conn| match conn {
            Conn::Sqlite(inner) => {
                let file = file.to_string_lossy().into_owned();
                sql_query("VACUUM INTO ?").bind::<Text, _>(file).execute(inner)?;
                Ok(())
            }
            Conn::Postgres(_) => Err(Error::internal("copy the database", "a database of PostgreSQL is no file")),
        })
    }
}
