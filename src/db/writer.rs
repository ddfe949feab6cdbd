//! The writer of SQLite: a file has one at a time, for which threads queue here.
//!
//! Left to SQLite, whoever finds the file taken sleeps, looks again and sleeps longer, up to a tenth of a second, and may
//! be overtaken each time. Here they go in the order in which they came, each as soon as the one before is done, and hold
//! no connection while they wait, which others want for reading. Other processes still queue by SQLite's own way.

use std::{sync::Arc, time::Duration};

use diesel::result::{DatabaseErrorKind, Error::DatabaseError};
use parking_lot::{FairMutex, FairMutexGuard};

use super::connection::Target;
use crate::error::{Error, Result};

/// How long one waits for a turn. What SQLite itself waits for another process comes after it; both are within the twenty
/// seconds in which somebody who waits is told.
const PATIENCE: Duration = Duration::from_secs(8);

/// The queue of one database's writers; on PostgreSQL, where many write at once, there is none.
#[derive(Clone)]
pub(super) struct Writer(Option<Arc<FairMutex<()>>>);

/// A turn in that queue, which ends when it is dropped.
pub(super) type Turn<'a> = Option<FairMutexGuard<'a, ()>>;

impl Writer {
    pub(super) fn of(target: &Target) -> Self {
        Self(matches!(target, Target::Sqlite(_)).then(Arc::default))
    }

    /// Waits for a turn. To be taken before a connection is, and given back after the end of the transaction.
    ///
    /// # Errors
    /// Whoever waited in vain is told what SQLite would have said: that the database is locked, an outage.
    pub(super) fn turn(&self) -> Result<Turn<'_>> {
        let Some(queue) = &self.0 else { return Ok(None) };
        let locked =
            || Error::Database(DatabaseError(DatabaseErrorKind::Unknown, Box::new("database is locked".to_owned())));
        queue.try_lock_for(PATIENCE).map(Some).ok_or_else(locked)
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, thread};

    use super::*;

    #[test]
    fn writers_go_one_at_a_time_in_the_order_in_which_they_came() {
        let writer = Writer::of(&Target::Sqlite("muster.db".into()));
        let first = writer.turn().unwrap();
        assert!(first.is_some());
        let (done, order) = mpsc::channel();
        thread::scope(|scope| {
            for number in 0..5 {
                let (writer, done) = (writer.clone(), done.clone());
                scope.spawn(move || {
                    let _turn = writer.turn().unwrap();
                    done.send(number).unwrap();
                });
                // Whoever comes next comes later; nobody can be seen waiting.
                thread::sleep(Duration::from_millis(30));
            }
            assert!(order.try_recv().is_err(), "somebody went while the first one had the turn");
            drop(first);
        });
        assert_eq!(order.try_iter().collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn on_postgres_nobody_waits() {
        let writer = Writer::of(&Target::Postgres("postgres://localhost/muster".to_owned()));
        assert!(writer.turn().unwrap().is_none() && writer.turn().unwrap().is_none());
    }
}
