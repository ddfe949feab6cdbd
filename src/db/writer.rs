//! The writer of SQLite: a file has one at a time, for which threads queue here.
//!
//! Left to SQLite, whoever finds the file taken sleeps, looks again and sleeps longer, up to a tenth of a second, and may
//! be overtaken each time. Here they go in the order in which they came, each as soon as the one before is done. Whose
//! turn it is finds a connection that is kept for writing, so that nobody waits for readers, nor holds meanwhile what they
//! want. Other processes still queue by SQLite's own way.

use std::{sync::Arc, time::Duration};

use diesel::result::{DatabaseErrorKind, Error::DatabaseError};
use parking_lot::{FairMutex, FairMutexGuard};

use super::{Connections, Lent, Pool};
use crate::error::{Error, Result};

/// How long one waits for a turn. What SQLite itself waits for another process comes after it; both are within the twenty
/// seconds in which somebody who waits is told.
const PATIENCE: Duration = Duration::from_secs(8);

/// The queue of a file's writers, and the connection of whoever is first.
pub(super) struct Writer {
    queue: FairMutex<()>,
    own: Pool,
}

/// A turn in that queue. It ends when it is dropped: the connection goes back before the next one comes.
pub(super) struct Turn<'a> {
    pub(super) conn: Lent,
    _place: Option<FairMutexGuard<'a, ()>>,
}

impl Writer {
    /// A queue for that connection; `own` has one.
    pub(super) fn with(own: Pool) -> Arc<Self> {
        Arc::new(Self { queue: FairMutex::default(), own })
    }

    /// Waits for a turn.
    ///
    /// # Errors
    /// Whoever waited in vain is told what SQLite would have said: that the database is locked, an outage.
    pub(super) fn turn(&self) -> Result<Turn<'_>> {
        let locked =
            || Error::Database(DatabaseError(DatabaseErrorKind::Unknown, Box::new("database is locked".to_owned())));
        let place = self.queue.try_lock_for(PATIENCE).ok_or_else(locked)?;
        Ok(Turn { conn: self.own.get()?, _place: Some(place) })
    }

    /// The connection that is kept for it.
    pub(super) fn connections(&self) -> Connections {
        Connections::of(&self.own)
    }
}

impl Turn<'_> {
    /// The turn of somebody with that connection where many write at once.
    pub(super) fn at_once(conn: Lent) -> Self {
        Self { conn, _place: None }
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, thread};

    use super::{
        super::{Manner, Target, connection::Manager},
        *,
    };

    #[test]
    fn writers_go_one_at_a_time_in_the_order_in_which_they_came() {
        let dir = tempfile::tempdir().unwrap();
        let file = Manager::new(Target::Sqlite(dir.path().join("muster.db")), Manner::default());
        let writer = Writer::with(Pool::builder().max_size(1).build(file).unwrap());
        let first = writer.turn().unwrap();
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
}
