//! The database: one code for SQLite and PostgreSQL, and one way to write.
//!
//! [`Db::read`] lends a connection; [`Db::write`] runs a use case as one transaction. A write waits for its turn on SQLite
//! and takes the writer at once (`BEGIN IMMEDIATE`); on PostgreSQL it is serializable, and run again when another
//! transaction got in its way. Audit entries and outbox jobs are rows that the same closure writes, so they share its fate.
//! [`Db::write_one`] runs a statement that needs no company.
//!
//! What differs between the two back ends lives in `connection`, `portable` and `state`, and nowhere else.

mod connection;
mod lanes;
mod migrations;
mod outage;
mod portable;
mod slow;
mod state;
mod words;
mod writer;

use std::{
    ops::{Deref, DerefMut},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::Duration,
};

use diesel::{
    RunQueryDsl,
    connection::{AnsiTransactionManager, SimpleConnection, TransactionManager},
    result::DatabaseErrorKind,
};
use muster_kernel::{Id, Instant, id::Kind};

pub(crate) use self::portable::{lower, upsert_all};
pub use self::{
    connection::{Backend, Conn, Durability, Manner, TLS, Target},
    outage::is_outage,
    portable::{BATCH, Portable, escaped, insert_all, oldest_writer, total},
    state::{TwoClocks, Way},
};
use self::{
    lanes::Lanes,
    writer::{Turn, Writer},
};
use crate::{
    clock::Mint,
    error::{Error, Result},
    traces,
};

/// How often a write is tried before its conflict is reported.
const TRIES: u32 = 12;
/// From this try on a write queues with all others that keep losing, and each goes alone: under a rush on the same rows
/// pauses would starve somebody.
const QUEUES_FROM: u32 = 4;
/// The lock of that queue: any number will do, as long as nothing else locks it. Whoever goes alone holds it; all others
/// share it.
const QUEUE: i64 = 5_160_815;
const BEGIN_SERIALIZABLE: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE";
/// How long a request waits for a free connection.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a glance waits for one: whoever watches wants to hear in time that there is none.
const GLANCE: Duration = Duration::from_secs(1);

type Pool = r2d2::Pool<connection::Manager>;
/// A connection for as long as it is held.
type Lent = r2d2::PooledConnection<connection::Manager>;

/// The connections to one database.
#[derive(Clone)]
pub struct Db {
    /// For whatever reads, and on PostgreSQL for whatever writes, too.
    pool: Pool,
    /// On SQLite.
    writer: Option<Arc<Writer>>,
    /// How many attempts of writes lost against another transaction and were made again.
    repeats: Arc<AtomicU64>,
    mint: Mint,
    lanes: Lanes,
    /// Which kind of database it is, for traces.
    system: &'static str,
}

/// The connections to a database at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Connections {
    /// How many are lent.
    pub in_use: u32,
    /// How many wait to be lent.
    pub idle: u32,
    /// How many there may be.
    pub most: u32,
}

impl Connections {
    fn of(pool: &Pool) -> Self {
        let state = pool.state();
        let in_use = state.connections.saturating_sub(state.idle_connections);
        Self { in_use, idle: state.idle_connections, most: pool.max_size() }
    }
}

impl Db {
    /// Opens the database that `target` names, with at most `connections` connections. Nothing is migrated.
    pub fn open(target: Target, connections: u32, mint: Mint) -> Result<Self> {
        Self::open_as(target, connections, mint, Manner::default())
    }

    /// The same, in a manner that is not the usual one.
    pub fn open_as(target: Target, connections: u32, mint: Mint, manner: Manner) -> Result<Self> {
        let system = target.system();
        let open = |most| {
            Pool::builder()
                .max_size(most)
                .min_idle(Some(1))
                .connection_timeout(PATIENCE)
                .build(connection::Manager::new(target.clone(), manner))
        };
        let (pool, writer) = match &target {
            Target::Postgres(_) => (open(connections)?, None),
            // One of them is the writer's; whatever else is done with a file needs one at least.
            Target::Sqlite(_) => (open(connections.saturating_sub(1).max(1))?, Some(Writer::with(open(1)?))),
        };
        let lanes = Lanes::from_anywhere();
        Ok(Self { pool, repeats: Arc::default(), mint, lanes, writer, system })
    }

    /// Where ids and the time come from.
    pub fn mint(&self) -> &Mint {
        &self.mint
    }

    /// How many connections are lent, and how many wait.
    pub fn connections(&self) -> Connections {
        let writer = self.writer.as_deref().map(Writer::connections);
        let all = [Connections::of(&self.pool)].into_iter().chain(writer);
        all.fold(Connections::default(), |sum, part| Connections {
            in_use: sum.in_use + part.in_use,
            idle: sum.idle + part.idle,
            most: sum.most + part.most,
        })
    }

    /// How many attempts of writes lost against another transaction and were made again, since the start.
    pub fn repeats(&self) -> u64 {
        self.repeats.load(Ordering::Relaxed)
    }

    /// Runs `work` on a connection, outside of any transaction. For reading only.
    pub fn read<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let _told = traces::database("read", self.system).entered();
        self.pool.get()?.run(work)
    }

    /// Runs `work` on one state of the database: whatever others commit meanwhile, every query sees the same. For
    /// reading only.
    pub fn snapshot<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let _told = traces::database("snapshot", self.system).entered();
        self.pool.get()?.run(|conn| snapshot_on(conn, work))
    }

    /// Like [`Self::snapshot`], but gives up soon where no connection is free: for whoever only watches.
    pub fn glance<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        self.pool.get_timeout(GLANCE)?.run(|conn| snapshot_on(conn, work))
    }

    /// Like [`Self::snapshot`], with up to so many connections that all see the same state, to read on several threads; with
    /// one at least.
    pub fn snapshots<T>(&self, many: usize, work: impl FnOnce(&mut [Reader]) -> Result<T>) -> Result<T> {
        let _told = traces::database("snapshots", self.system).entered();
        // Whoever waits for a turn holds no connection that others want for reading.
        let mut gate = if many > 1 { Some(self.turn()?) } else { None };
        // One is left to hold the others together.
        let most = usize::try_from(self.pool.max_size()).unwrap_or(1).saturating_sub(1);
        let mut readers =
            (0..many.min(most).max(1)).map(|_| Ok(Reader(self.pool.get()?))).collect::<Result<Vec<Reader>>>()?;
        let begun = match (&mut gate, &mut readers[..]) {
            (Some(gate), several @ [_, _, ..]) => gate.conn.run(|gate| begin_together(gate, several)),
            (_, few) => few.iter_mut().try_for_each(|reader| begin_reading(reader)),
        };
        drop(gate);
        let outcome = begun.and_then(|()| work(&mut readers));
        for reader in &mut readers {
            reader.0.heed(&outcome);
            let _ = Conn::rollback_transaction(&mut reader.0);
        }
        outcome
    }

    /// Runs one statement that writes. It is a transaction by itself, so nothing else is said to the database: for what
    /// happens all the time, and is right whatever others write meanwhile, since it changes a row only as it finds it.
    pub fn write_one<T>(&self, statement: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let _told = traces::database("write", self.system).entered();
        let Turn { conn, .. } = &mut self.turn()?;
        conn.run(statement)
    }

    /// Runs `work` as one transaction: all of it is committed, or, on any error, none of it. `work` may run several
    /// times, and so must have no effect but on the transaction.
    pub fn write<T>(&self, mut work: impl FnMut(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        let told = traces::database("write", self.system);
        let _within = told.enter();
        let Turn { conn, .. } = &mut self.turn()?;
        for attempt in 1..TRIES {
            told.record("tries", attempt);
            match conn.run(|conn| self.attempt_in_turn(conn, attempt, &mut work)) {
                Err(error) if is_conflict(&error) => {
                    self.repeats.fetch_add(1, Ordering::Relaxed);
                    thread::sleep(self.pause(attempt));
                }
                outcome => return outcome,
            }
        }
        told.record("tries", TRIES);
        conn.run(|conn| self.attempt_in_turn(conn, TRIES, &mut work))
    }

    /// Runs `work` as one transaction that is never committed: to see what would be. Meanwhile it holds what it changes;
    /// on SQLite, the writer.
    pub fn rehearse<T>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        let _told = traces::database("rehearse", self.system).entered();
        let Turn { conn, .. } = &mut self.turn()?;
        conn.run(|conn| {
            begin(conn, "BEGIN IMMEDIATE", "BEGIN ISOLATION LEVEL REPEATABLE READ")?;
            let lane = self.lanes.enter();
            let outcome = work(&mut Tx { now: self.mint.now(), conn, mint: &self.mint, lane: lane.number });
            Conn::rollback_transaction(conn)?;
            outcome
        })
    }

    /// The state of the schema: names of the migrations that have not run.
    pub fn pending_migrations(&self) -> Result<Vec<String>> {
        migrations::pending(&mut *self.pool.get()?)
    }

    /// The number of the last migration that ran, such as `0043`.
    pub fn last_migration(&self) -> Result<Option<String>> {
        migrations::last(&mut *self.pool.get()?)
    }

    /// The number of the last migration that this program knows.
    pub fn last_known_migration() -> Result<String> {
        migrations::last_known()
    }

    /// Brings the schema up to date; answers the names of the migrations that ran.
    pub fn migrate(&self) -> Result<Vec<String>> {
        migrations::up(&mut *self.pool.get()?)
    }

    /// Takes every migration back, the last one first. All data is lost: for tests of the migrations alone.
    pub fn unmigrate(&self) -> Result<()> {
        migrations::down(&mut *self.pool.get()?)
    }

    /// A connection to write with, when it is one's turn.
    fn turn(&self) -> Result<Turn<'_>> {
        match &self.writer {
            Some(writer) => writer.turn(),
            None => Ok(Turn::at_once(self.pool.get()?)),
        }
    }

    /// An attempt, which from [`QUEUES_FROM`] on waits for its turn before it begins.
    fn attempt_in_turn<T>(
        &self,
        conn: &mut Conn,
        attempt: u32,
        work: &mut impl FnMut(&mut Tx<'_>) -> Result<T>,
    ) -> Result<T> {
        if attempt < QUEUES_FROM {
            let beside_others = format!("{BEGIN_SERIALIZABLE}; SELECT pg_advisory_xact_lock_shared({QUEUE})");
            return self.attempt(conn, &beside_others, work);
        }
        queue(conn, "pg_advisory_lock")?;
        let outcome = self.attempt(conn, BEGIN_SERIALIZABLE, work);
        queue(conn, "pg_advisory_unlock")?;
        outcome
    }

    fn attempt<T>(
        &self,
        conn: &mut Conn,
        on_postgres: &str,
        work: &mut impl FnMut(&mut Tx<'_>) -> Result<T>,
    ) -> Result<T> {
        let lane = self.lanes.enter();
        begin(conn, "BEGIN IMMEDIATE", on_postgres)?;
        let mut tx = Tx { now: self.mint.now(), conn, mint: &self.mint, lane: lane.number };
        match work(&mut tx) {
            Ok(value) => {
                Conn::commit_transaction(conn)?;
                Ok(value)
            }
            Err(error) => {
                // The first error is the one to tell; a connection that cannot roll back is dropped by the pool.
                let _ = Conn::rollback_transaction(conn);
                Err(error)
            }
        }
    }

    /// A pause that grows with each attempt and differs between rivals, so that they do not meet again.
    fn pause(&self, attempt: u32) -> Duration {
        let ceiling = 4_u64 << attempt.min(6);
        Duration::from_millis(1 + self.mint.below(ceiling))
    }
}

/// A use case's transaction: a connection, the instant at which it began, and new ids.
pub struct Tx<'a> {
    conn: &'a mut Conn,
    mint: &'a Mint,
    now: Instant,
    lane: u64,
}

impl Tx<'_> {
    /// The instant at which this transaction began; everything in it happens then.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// A new id.
    pub fn id<K: Kind>(&self) -> Id<K> {
        self.mint.id()
    }

    /// Where ids and secrets come from.
    pub fn mint(&self) -> &Mint {
        self.mint
    }

    /// A number that no other transaction of this instance has meanwhile, so that each can write to a row of its own
    /// where many rows are one sum.
    pub fn lane(&self) -> u64 {
        self.lane
    }
}

impl Deref for Tx<'_> {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        self.conn
    }
}

impl DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut Conn {
        self.conn
    }
}

/// A connection that reads one state of the database.
pub struct Reader(Lent);

impl Deref for Reader {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.0
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.0
    }
}

/// Does `work` for every part at the same time, each with a reader of its own; answers in the order of the parts. There
/// are as many parts as readers, or fewer.
pub fn side_by_side<C, P, T>(
    readers: &mut [C],
    parts: &[P],
    work: impl Fn(&mut Conn, &P) -> Result<T> + Sync,
) -> Result<Vec<T>>
where
    C: DerefMut<Target = Conn> + Send,
    P: Sync,
    T: Send,
{
    let work = &work;
    thread::scope(|scope| {
        let running: Vec<_> =
            readers.iter_mut().zip(parts).map(|(reader, part)| scope.spawn(move || work(reader, part))).collect();
        let broke_off = |_| Error::internal("read side by side", "one part broke off");
        running.into_iter().map(|part| part.join().map_err(broke_off)?).collect()
    })
}

fn snapshot_on<T>(conn: &mut Conn, work: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    begin_reading(conn)?;
    let outcome = work(conn);
    let _ = Conn::rollback_transaction(conn);
    outcome
}

fn begin_reading(conn: &mut Conn) -> Result<()> {
    begin(conn, "BEGIN DEFERRED", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
}

/// Begins to read one state with all of them. On PostgreSQL the gate exports its snapshot; on SQLite it holds the writer
/// until everybody has looked, so that nothing can come in between.
fn begin_together(gate: &mut Conn, readers: &mut [Reader]) -> Result<()> {
    begin(gate, "BEGIN IMMEDIATE", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
    let begun = follow(gate, readers);
    let _ = Conn::rollback_transaction(gate);
    begun
}

fn follow(gate: &mut Conn, readers: &mut [Reader]) -> Result<()> {
    let look = match gate {
        Conn::Sqlite(_) => "SELECT 1 FROM sqlite_schema LIMIT 1".to_owned(),
        Conn::Postgres(inner) => {
            let exported = diesel::dsl::sql::<diesel::sql_types::Text>("SELECT pg_export_snapshot()");
            format!("SET TRANSACTION SNAPSHOT '{}'", exported.get_result::<String>(inner)?)
        }
    };
    readers.iter_mut().try_for_each(|reader| {
        begin_reading(reader)?;
        Ok(reader.batch_execute(&look)?)
    })
}

/// The two back ends begin differently; from here on a transaction is the same on both.
fn begin(conn: &mut Conn, on_sqlite: &str, on_postgres: &str) -> Result<()> {
    match conn {
        Conn::Sqlite(inner) => AnsiTransactionManager::begin_transaction_sql(inner, on_sqlite)?,
        Conn::Postgres(inner) => AnsiTransactionManager::begin_transaction_sql(inner, on_postgres)?,
    }
    Ok(())
}

/// Waits in the queue of writes that keep losing, or leaves it. On SQLite the one writer is the queue.
fn queue(conn: &mut Conn, function: &str) -> Result<()> {
    if let Conn::Postgres(inner) = conn {
        inner.batch_execute(&format!("SELECT {function}({QUEUE})"))?;
    }
    Ok(())
}

/// Whether the transaction failed only because of another one, so that it may succeed when it is run again. On SQLite none
/// does: each waits for the writer as it begins, and whoever has waited ten seconds in vain (`busy_timeout`) says so, rather
/// than hold a connection, which others want for reading, for as long again and again.
fn is_conflict(error: &Error) -> bool {
    use diesel::result::Error::{DatabaseError, RollbackErrorOnCommit};
    let Error::Database(cause) = error else { return false };
    let cause = match cause {
        RollbackErrorOnCommit { commit_error, .. } => commit_error,
        cause => cause,
    };
    match cause {
        DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        DatabaseError(_, info) => info.message().contains("deadlock detected"),
        _ => false,
    }
}
