//! Connections: which database a URL names, and how a connection to it is set up.

use std::{
    fmt,
    ops::{Deref, DerefMut},
    path::PathBuf,
    str::FromStr,
    time::{Duration, Instant},
};

use diesel::{Connection, PgConnection, SqliteConnection, connection::SimpleConnection, r2d2::R2D2Connection};

use super::{outage::is_outage, portable::lower_on_sqlite, slow::Watch};
use crate::error::{self, Error};

/// A connection to either database.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// PostgreSQL.
    Postgres(PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}

/// The back end over both databases, for which queries are built.
pub type Backend = <Conn as Connection>::Backend;

/// Whether connections to PostgreSQL can be encrypted: the libpq that is built in has no TLS, that of the machine does.
pub const TLS: bool = !cfg!(feature = "bundled-libpq");
/// What `sslmode` says where nothing but TLS will do.
const TLS_ALONE: [&str; 3] = ["require", "verify-ca", "verify-full"];

/// Which database to open. The scheme of the URL decides, so that a server that cannot be reached is never taken for a
/// file of that name.
#[derive(Clone, PartialEq, Eq)]
pub enum Target {
    /// A PostgreSQL server, by URL.
    Postgres(String),
    /// A SQLite file.
    Sqlite(PathBuf),
}

impl FromStr for Target {
    type Err = String;
    fn from_str(url: &str) -> Result<Self, String> {
        match url.split_once("://") {
            Some(("sqlite", path)) if !path.is_empty() => Ok(Self::Sqlite(path.into())),
            Some(("postgres" | "postgresql", place)) if !TLS && asks_for_tls(place) => Err(
                "it asks for TLS by sslmode, which this Muster was built without; use one that was built without the \
                 feature bundled-libpq, or a tunnel and sslmode=disable"
                    .to_owned(),
            ),
            Some(("postgres" | "postgresql", _)) => Ok(Self::Postgres(url.to_owned())),
            // The URL may hold a password, so only its scheme is repeated.
            Some((scheme, _)) => Err(format!("{scheme}:// is no database here; use sqlite://PATH or postgres://…")),
            None => Err("a database is named as sqlite://PATH or postgres://USER:PASSWORD@HOST/NAME".to_owned()),
        }
    }
}

/// Whether a URL, after its scheme, refuses every connection that is not encrypted.
fn asks_for_tls(place: &str) -> bool {
    let parameters = place.split_once('?').map_or("", |(_, parameters)| parameters);
    // Of several, libpq takes the last.
    let mode = parameters.split('&').filter_map(|parameter| parameter.strip_prefix("sslmode=")).next_back();
    mode.is_some_and(|mode| TLS_ALONE.contains(&mode))
}

impl Target {
    /// Which kind of database it is, by the name that traces give it.
    pub(super) fn system(&self) -> &'static str {
        match self {
            Self::Postgres(_) => "postgresql",
            Self::Sqlite(_) => "sqlite",
        }
    }
}

/// Without the password.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite://{}", path.display()),
            Self::Postgres(url) => {
                let place = url.rsplit_once('@').map_or("", |(_, place)| place);
                // Among the parameters there may be another one.
                let place = place.split('?').next().unwrap_or_default();
                write!(f, "postgres://{place}")
            }
        }
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// When SQLite waits until what was written is on the disk. On PostgreSQL its own settings say it (`synchronous_commit`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// At the end of each transaction: what was answered is there, also after a loss of power.
    #[default]
    EachCommit,
    /// When the log is brought into the file. A loss of power may then take the last transactions with it, each of them
    /// whole; the end of the process alone takes none. For what nobody was promised yet: tests, and a demo in the making.
    Checkpoints,
}

impl Durability {
    const fn pragma(self) -> &'static str {
        match self {
            Self::EachCommit => "PRAGMA synchronous = FULL",
            Self::Checkpoints => "PRAGMA synchronous = NORMAL",
        }
    }
}

/// How connections behave, beside what their database asks for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    /// From how long on a statement is logged as slow, without its values; none is where absent.
    pub slow: Option<Duration>,
    /// When SQLite waits for the disk.
    pub durability: Durability,
}

/// For how long a connection that answered is taken to answer still. To ask each time that it is lent would cost as much as
/// many a reading does; where the database was away for less than this, somebody may be told of an outage that is over.
const TRUSTED: Duration = Duration::from_secs(1);

/// A connection of the pool, which knows when its database was last seen to answer; not at all after an outage.
pub(super) struct Line {
    conn: Conn,
    seen: Option<Instant>,
}

impl Line {
    /// Does `work` with it, and heeds what came of that.
    pub(super) fn run<T>(&mut self, work: impl FnOnce(&mut Conn) -> error::Result<T>) -> error::Result<T> {
        let outcome = work(&mut self.conn);
        self.heed(&outcome);
        outcome
    }

    /// Trusts it no more where its work met an outage: diesel does not call a connection broken that its server closed.
    pub(super) fn heed<T>(&mut self, outcome: &error::Result<T>) {
        if matches!(outcome, Err(Error::Database(cause)) if is_outage(cause)) {
            self.seen = None;
        }
    }
}

impl Deref for Line {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Line {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

#[expect(clippy::disallowed_methods, reason = "how old a connection is decides nothing that is kept")]
fn now() -> Instant {
    Instant::now()
}

/// Opens and checks connections for the pool.
pub(super) struct Manager {
    target: Target,
    manner: Manner,
}

impl Manager {
    pub(super) fn new(target: Target, manner: Manner) -> Self {
        Self { target, manner }
    }
}

impl r2d2::ManageConnection for Manager {
    type Connection = Line;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Line, Self::Error> {
        let opened = match &self.target {
            Target::Postgres(url) => PgConnection::establish(url).map(Conn::Postgres),
            Target::Sqlite(path) => SqliteConnection::establish(&path.to_string_lossy()).map(Conn::Sqlite),
        };
        let mut conn = opened.map_err(diesel::r2d2::Error::ConnectionError)?;
        for statement in settings(&conn, self.manner.durability) {
            conn.batch_execute(statement).map_err(diesel::r2d2::Error::QueryError)?;
        }
        if let Conn::Sqlite(inner) = &mut conn {
            lower_on_sqlite(inner).map_err(diesel::r2d2::Error::QueryError)?;
        }
        if let Some(limit) = self.manner.slow {
            conn.set_instrumentation(Watch::new(limit));
        }
        Ok(Line { conn, seen: Some(now()) })
    }

    fn is_valid(&self, line: &mut Line) -> Result<(), Self::Error> {
        if line.seen.is_none_or(|seen| seen.elapsed() >= TRUSTED) {
            line.conn.ping().map_err(diesel::r2d2::Error::QueryError)?;
            line.seen = Some(now());
        }
        Ok(())
    }

    fn has_broken(&self, line: &mut Line) -> bool {
        std::thread::panicking() || R2D2Connection::is_broken(&mut line.conn)
    }
}

/// How long a statement may take on PostgreSQL.
pub(super) const STATEMENT_TIMEOUT: &str = "SET statement_timeout = '30s'";

/// What a new connection is told first. On SQLite the order counts: whoever waits for the file must be patient before
/// asking for the write-ahead log.
fn settings(conn: &Conn, durability: Durability) -> Vec<&'static str> {
    match conn {
        Conn::Sqlite(_) => vec![
            "PRAGMA busy_timeout = 10000",
            "PRAGMA journal_mode = WAL",
            durability.pragma(),
            "PRAGMA foreign_keys = ON",
            // REPLACE deletes what is in its way; the triggers that keep a row are asked about that only with this.
            "PRAGMA recursive_triggers = ON",
            "PRAGMA cache_size = -32000",
            "PRAGMA mmap_size = 268435456",
        ],
        Conn::Postgres(_) => vec![
            STATEMENT_TIMEOUT,
            "SET idle_in_transaction_session_timeout = '30s'",
            "SET client_min_messages = warning",
        ],
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use diesel::{
        RunQueryDsl,
        connection::InstrumentationEvent,
        result::{DatabaseErrorKind, Error::DatabaseError},
    };
    use r2d2::ManageConnection;

    use super::*;

    #[derive(diesel::QueryableByName)]
    struct Told {
        #[diesel(sql_type = diesel::sql_types::Integer)]
        synchronous: i32,
    }

    #[test]
    fn each_commit_on_sqlite_waits_for_the_disk_unless_nobody_was_promised_anything() {
        let folder = tempfile::TempDir::new().unwrap();
        let waits = |durability| {
            let target = Target::Sqlite(folder.path().join("muster.db"));
            let mut conn = Manager::new(target, Manner { slow: None, durability }).connect().unwrap();
            let told: Vec<Told> = diesel::sql_query("PRAGMA synchronous").load(&mut *conn).unwrap();
            told[0].synchronous
        };
        // As SQLite numbers them: FULL, NORMAL.
        assert_eq!([Durability::default(), Durability::Checkpoints].map(waits), [2, 1]);
    }

    /// A connection, and how often it was asked anything since it was opened.
    fn watched(manager: &Manager) -> (Line, Arc<AtomicUsize>) {
        let mut line = manager.connect().unwrap();
        let asked = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&asked);
        line.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::StartQuery { .. }) {
                counted.fetch_add(1, Ordering::Relaxed);
            }
        });
        (line, asked)
    }

    #[test]
    fn a_connection_that_answered_a_moment_ago_is_not_asked_whether_it_does() {
        let manager = Manager::new(Target::Sqlite(":memory:".into()), Manner::default());
        let (mut line, asked) = watched(&manager);
        manager.is_valid(&mut line).unwrap();
        assert_eq!(asked.load(Ordering::Relaxed), 0, "it was opened just now");
        line.seen = line.seen.and_then(|seen| seen.checked_sub(TRUSTED));
        manager.is_valid(&mut line).unwrap();
        manager.is_valid(&mut line).unwrap();
        assert_eq!(asked.load(Ordering::Relaxed), 1, "it has not been heard of for long, and then it has");
    }

    #[test]
    fn a_connection_that_met_an_outage_is_asked_before_it_is_lent_again() {
        let manager = Manager::new(Target::Sqlite(":memory:".into()), Manner::default());
        let (mut line, asked) = watched(&manager);
        let gone = || DatabaseError(DatabaseErrorKind::ClosedConnection, Box::new("gone".to_owned()));
        for (met, times) in [(diesel::result::Error::NotFound, 0), (gone(), 1), (diesel::result::Error::NotFound, 1)] {
            line.run(|_| Err::<(), _>(Error::Database(met))).unwrap_err();
            manager.is_valid(&mut line).unwrap();
            assert_eq!(asked.load(Ordering::Relaxed), times);
        }
    }

    #[test]
    fn a_connection_that_must_be_encrypted_is_refused_where_none_can_be() {
        for (url, must) in [
            ("postgres://muster@db/muster?sslmode=verify-full&sslrootcert=/etc/ca.pem", true),
            ("postgresql://db/muster?connect_timeout=3&sslmode=require", true),
            ("postgres://db/muster?sslmode=require&sslmode=prefer", false),
            ("postgres://db/muster?sslmode=disable", false),
            ("postgres://db/sslmode=require", false),
        ] {
            let refused = url.parse::<Target>().is_err_and(|sentence| sentence.contains("built without"));
            assert_eq!(refused, must && !TLS, "{url}");
        }
    }
}
