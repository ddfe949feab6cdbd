//! When the database is not there, or takes nothing in.

use diesel::result::{DatabaseErrorKind, Error};

/// What the two databases say when it is not the statement that is at fault, but the state that they or their machine are
/// in. Neither has a code for all of these.
const WORDS: [&str; 10] = [
    "database is locked",
    "database or disk is full",
    "disk I/O error",
    "unable to open database file",
    "could not extend file",
    "could not write",
    "No space left on device",
    "no connection to the server",
    "terminating connection",
    "the database system is",
];

/// Whether a statement failed because the database is out of reach, locked by somebody else or out of room: asked again
/// later, the same may succeed. Where the connection was lost at the end of a transaction, nobody knows whether it counts.
pub fn is_outage(error: &Error) -> bool {
    match error {
        Error::RollbackErrorOnCommit { commit_error, .. } => is_outage(commit_error),
        Error::BrokenTransactionManager | Error::DatabaseError(DatabaseErrorKind::ClosedConnection, _) => true,
        Error::DatabaseError(_, told) => WORDS.iter().any(|words| told.message().contains(words)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kind: DatabaseErrorKind, words: &str) -> Error {
        Error::DatabaseError(kind, Box::new(words.to_owned()))
    }

    #[test]
    fn a_database_that_is_away_locked_or_full_is_an_outage_also_where_its_end_of_a_transaction_fails() {
        use DatabaseErrorKind::{ClosedConnection, Unknown};
        assert!(is_outage(&told(ClosedConnection, "server closed the connection unexpectedly")));
        assert!(is_outage(&told(Unknown, "could not extend file \"base/5/16423\": File too large")));
        let full = || Box::new(told(Unknown, "database or disk is full"));
        assert!(is_outage(&Error::RollbackErrorOnCommit { rollback_error: full(), commit_error: full() }));
    }

    #[test]
    fn what_a_statement_got_wrong_is_none() {
        assert!(!is_outage(&told(DatabaseErrorKind::UniqueViolation, "UNIQUE constraint failed: people.email")));
        assert!(!is_outage(&told(DatabaseErrorKind::Unknown, "no such table: people")));
        assert!(!is_outage(&Error::NotFound));
    }
}
