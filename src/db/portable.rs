//! What diesel can say to each back end, but not by itself to the enum over both.

use diesel::{
    Insertable, PgConnection, QueryResult, RunQueryDsl, SqliteConnection, Table,
    backend::Backend as DieselBackend,
    expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate},
    pg::Pg,
    query_builder::{AstPass, InsertStatement, QueryFragment, QueryId},
    query_dsl::methods::ExecuteDsl,
    sql_types::{BigInt, Nullable, Text},
    sqlite::Sqlite,
};

use super::connection::{Backend, Conn};
use crate::error::Result;

/// How many rows one statement may hold: SQLite takes 32 766 values a statement, and no table here is wider than 20.
pub const BATCH: usize = 1_000;

/// Inserts many rows, [`BATCH`] a statement; answers how many. The rows must say
/// `#[diesel(treat_none_as_default_value = false)]`, or SQLite would be handed them one at a time.
pub fn insert_all<'a, T, R>(conn: &mut Conn, table: T, rows: &'a [R]) -> Result<usize>
where
    T: Table + QueryId + 'static + Copy,
    T::FromClause: QueryFragment<Sqlite> + QueryFragment<Pg>,
    &'a [R]: Insertable<T>,
    InsertStatement<T, <&'a [R] as Insertable<T>>::Values>:
        ExecuteDsl<SqliteConnection, Sqlite> + ExecuteDsl<PgConnection, Pg>,
{
    let mut inserted = 0;
    for batch in rows.chunks(BATCH) {
        let statement = diesel::insert_into(table).values(batch);
        inserted += match conn {
            Conn::Sqlite(inner) => ExecuteDsl::execute(statement, inner)?,
            Conn::Postgres(inner) => ExecuteDsl::execute(statement, inner)?,
        };
    }
    Ok(inserted)
}

/// Inserts rows; where there is one of that key already, it does what is said: `upsert_all!(conn, table, rows, on key => set …)`
/// or `upsert_all!(conn, table, rows, on key => nothing)`. One statement on PostgreSQL, where each has to cross to another
/// process; on SQLite, which knows no such statement of many rows in diesel, one for each. Answers a `QueryResult<usize>`:
/// how many rows were written.
macro_rules! upsert_all {
    ($conn:expr, $table:expr, $rows:expr, on $key:expr => set $set:expr) => {
        $crate::db::upsert_all!(@each $conn, $rows, |values| {
            diesel::insert_into($table).values(values).on_conflict($key).do_update().set($set)
        })
    };
    ($conn:expr, $table:expr, $rows:expr, on $key:expr => nothing) => {
        $crate::db::upsert_all!(@each $conn, $rows, |values| {
            diesel::insert_into($table).values(values).on_conflict($key).do_nothing()
        })
    };
    (@each $conn:expr, $rows:expr, |$values:ident| $statement:expr) => {
        match $conn {
            _ if $rows.is_empty() => Ok(0),
            $crate::db::Conn::Postgres(inner) => {
                let $values = $rows;
                diesel::RunQueryDsl::execute($statement, inner)
            }
            $crate::db::Conn::Sqlite(inner) => $rows.into_iter().try_fold(0, |written, $values| {
                Ok::<usize, diesel::result::Error>(written + diesel::RunQueryDsl::execute($statement, inner)?)
            }),
        }
    };
}
pub(crate) use upsert_all;

/// A statement that both back ends can build, such as an upsert of one row, made fit for [`Conn`]:
/// `Portable(insert_into(t).values(row).on_conflict(k).do_nothing()).execute(tx)`.
#[derive(QueryId)]
pub struct Portable<T>(pub T);

impl<T> QueryFragment<Backend> for Portable<T>
where
    T: QueryFragment<Sqlite> + QueryFragment<Pg>,
{
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        Backend::walk_variant_ast(&self.0, pass)
    }
}

impl<T> RunQueryDsl<Conn> for Portable<T> {}

/// A text that LIKE takes letter by letter, where its escape is a backslash.
pub fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

diesel::define_sql_function! {
    /// A text in lower case. What SQLite has by that name knows the letters a to z alone, so each connection to it is given
    /// another ([`lower_on_sqlite`]); PostgreSQL's goes by the locale of its database.
    fn lower(text: Text) -> Text;
}

/// Has `lower` know all letters on this connection; fails where SQLite does.
pub(super) fn lower_on_sqlite(conn: &mut SqliteConnection) -> QueryResult<()> {
    lower_utils::register_impl(conn, |text: String| text.to_lowercase())
}

/// The number of the oldest transaction that this snapshot sees as still running; `None` on SQLite, where transactions
/// write one after another.
pub fn oldest_writer(conn: &mut Conn) -> Result<Option<i64>> {
    match conn {
        Conn::Sqlite(_) => Ok(None),
        Conn::Postgres(inner) => Ok(Some(RunQueryDsl::get_result(diesel::select(OldestWriter), inner)?)),
    }
}

/// See [`oldest_writer`]. What is written as `sql` is prepared anew each time, which is one more way to the database.
#[derive(Clone, Copy, Debug, QueryId)]
struct OldestWriter;

impl Expression for OldestWriter {
    type SqlType = BigInt;
}

impl QueryFragment<Pg> for OldestWriter {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        pass.push_sql("pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
        Ok(())
    }
}

impl<S> AppearsOnTable<S> for OldestWriter {}

impl<S> SelectableExpression<S> for OldestWriter {}

impl ValidGrouping<()> for OldestWriter {
    type IsAggregate = is_aggregate::Never;
}

/// The sum of a column of whole numbers, as a whole number, on both back ends (PostgreSQL would answer `SUM(bigint)`
/// with a numeric, which SQLite can only hold as a float). No rows have no sum: `None`.
pub fn total<E: Expression<SqlType = BigInt>>(column: E) -> Total<E> {
    Total(column)
}

/// See [`total`].
#[derive(Clone, Copy, Debug, QueryId)]
pub struct Total<E>(E);

impl<E: Expression<SqlType = BigInt>> Expression for Total<E> {
    type SqlType = Nullable<BigInt>;
}

impl<E, DB: DieselBackend> QueryFragment<DB> for Total<E>
where
    E: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        pass.push_sql("CAST(SUM(");
        self.0.walk_ast(pass.reborrow())?;
        pass.push_sql(") AS BIGINT)");
        Ok(())
    }
}

impl<E: AppearsOnTable<S>, S> AppearsOnTable<S> for Total<E> where Self: Expression {}

impl<E: SelectableExpression<S>, S> SelectableExpression<S> for Total<E> where Self: Expression + AppearsOnTable<S> {}

impl<E, G> ValidGrouping<G> for Total<E> {
    type IsAggregate = is_aggregate::Yes;
}
