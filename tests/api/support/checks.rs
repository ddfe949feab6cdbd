//! What must be true at any moment, and where money is.

use diesel::{connection::SimpleConnection, prelude::*};
use muster::{
    audit,
    book::{self, Account},
    engagements,
    error::Error,
    identity::ClientId,
    schema::audit_entries,
    turns,
};
use muster_kernel::Money;

use super::{Network, On};

/// What an account holds, in minor units; nothing where it holds nothing. Each holds one currency here.
pub fn holds(network: &Network, account: Account) -> i64 {
    let held: Vec<Money> = network.db().read(|conn| book::service::holds(conn, account)).unwrap();
    held.first().map_or(0, |held| held.minor())
}

/// What the bank holds for good, in minor units: without what goes back to a client and has not left yet.
pub fn banked(network: &Network, client: ClientId) -> i64 {
    holds(network, Account::Bank) - holds(network, Account::Client(client))
}

/// The book balances and says what contracts say, the audit log is whole, and turns sum to zero.
#[track_caller]
pub fn assert_all_is_well(network: &Network) {
    let book = engagements::recount::verify(network.db()).unwrap();
    assert_eq!(book.all_faults().collect::<Vec<_>>(), Vec::<&str>::new());
    assert!(audit::verify(network.db()).unwrap().faults.is_empty());
    assert_eq!(network.db().read(turns::service::sums).unwrap(), (0, 0));
    assert_eq!(acts_without_a_change(network), [] as [&str; 0]);
}

/// Whether the database takes a statement, which is not kept.
pub fn try_and_put_back(network: &Network, statement: &str) -> bool {
    let outcome = network.db().write::<()>(|tx| {
        tx.batch_execute(statement)?;
        Err(Error::forbidden("put it back"))
    });
    matches!(outcome, Err(Error::Forbidden(_)))
}

/// The database refuses to put other rows in the place of those of a table, or to empty it: on SQLite by `replacing` them,
/// also where the connection asks no triggers about rows that are in the way.
#[track_caller]
pub fn assert_is_kept(network: &Network, table: &str, replacing: &str) {
    match network.on {
        On::Postgres => {
            assert!(!try_and_put_back(network, &format!("TRUNCATE {table} CASCADE")), "{table} was emptied");
        }
        On::Sqlite => {
            for asked in ["ON", "OFF"] {
                let statement = format!("PRAGMA recursive_triggers = {asked}; {replacing}");
                assert!(!try_and_put_back(network, &statement), "{asked}: {statement}");
            }
        }
    }
}

/// Privileged acts that say neither what stood before nor what stands after. To look is one, and what concerns nobody but
/// whoever does it.
fn acts_without_a_change(network: &Network) -> Vec<String> {
    let mut acts: Vec<String> = network
        .db()
        .read(|conn| {
            Ok(audit_entries::table
                .filter(audit_entries::hat.eq_any(["steward", "admin"]))
                .filter(audit_entries::before.is_null().and(audit_entries::after.is_null()))
                .select(audit_entries::act)
                .distinct()
                .load(conn)?)
        })
        .unwrap();
    let of_oneself = ["session.", "person.", "run.read"];
    acts.retain(|act| !of_oneself.iter().any(|own| act.starts_with(own)));
    acts
}
