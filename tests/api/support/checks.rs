//! What must be true at any moment, and where money is.

use muster::{
    audit,
    book::{self, Account},
    turns,
};
use muster_kernel::Money;

use super::Network;

/// What an account holds, in minor units; nothing where it holds nothing. Each holds one currency here.
pub fn holds(network: &Network, account: Account) -> i64 {
    let held: Vec<Money> = network.db().read(|conn| book::service::holds(conn, account)).unwrap();
    held.first().map_or(0, |held| held.minor())
}

/// The book balances, the audit log is whole, and turns sum to zero.
#[track_caller]
pub fn assert_all_is_well(network: &Network) {
    let book = book::service::verify(network.db()).unwrap();
    assert_eq!(book.all_faults().collect::<Vec<_>>(), Vec::<&str>::new());
    assert!(audit::verify(network.db()).unwrap().faults.is_empty());
    assert_eq!(network.db().read(turns::service::sums).unwrap(), (0, 0));
}
