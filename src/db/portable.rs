//! What diesel can say to each back end, but not by itself to the enum over both.

use diesel::{
    QueryResult, RunQueryDsl,
    backend::Backend as DieselBackend,
    expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate},
    pg::Pg,
    query_builder::{AstPass, QueryFragment, QueryId},
    sql_types::{BigInt, Nullable},
    sqlite::Sqlite,
};

use super::connection::{Backend, Conn};

/// How many rows one batch insert may hold: SQLite takes 32 766 values a statement, and no table here is wider than 20.
pub const BATCH: usize = 1_000;

/// A statement that both back ends can build, an upsert or a batch insert, made fit for [`Conn`]:
/// `Portable(insert_into(t).values(rows).on_conflict(k).do_nothing()).execute(tx)`.
///
/// The rows of a batch must say `#[diesel(treat_none_as_default_value = false)]` where they hold options, since SQLite
/// has no `DEFAULT` within a row.
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
