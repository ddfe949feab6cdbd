//! Tells of statements that are slow: their text, never their values.
//!
//! What a statement is about is bound to it as values, so its text is the same for everybody; diesel shows the text, a
//! marker and then the values. [`Head`] refuses what comes after the marker, so that values are not even put together.

use std::{
    fmt::{self, Write},
    time::{Duration, Instant},
};

use diesel::connection::{DebugQuery, Instrumentation, InstrumentationEvent};

/// What diesel puts between the text of a statement and its values.
const BEFORE_VALUES: &str = " -- binds:";
/// How much of a text is told, in bytes: a statement that writes a thousand rows has a mark for each value.
const LONGEST: usize = 2_000;

/// Watches how long the statements of one connection take.
pub(super) struct Watch {
    limit: Duration,
    began: Option<Instant>,
}

impl Watch {
    /// Logs statements that take `limit` or longer. Waiting counts: for the writer on SQLite, for rows on PostgreSQL.
    pub(super) fn new(limit: Duration) -> Self {
        Self { limit, began: None }
    }

    fn finish(&mut self, query: &dyn DebugQuery) {
        let Some(took) = self.began.take().map(|began| began.elapsed()) else { return };
        if took >= self.limit {
            let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
            tracing::warn!(target: "slow-query", millis, statement = Head::of(query), "a statement was slow");
        }
    }
}

impl Instrumentation for Watch {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartQuery { .. } => self.began = Some(now()),
            InstrumentationEvent::FinishQuery { query, .. } => self.finish(query),
            _ => {}
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "how long a statement took is no part of what it does")]
fn now() -> Instant {
    Instant::now()
}

/// The beginning of what is written to it, up to the values of a statement.
struct Head(String);

impl Head {
    fn of(query: &dyn DebugQuery) -> String {
        let mut head = Self(String::new());
        // It ends with an error where it has heard enough, and has what was said before.
        let _ = write!(head, "{query}");
        head.0
    }

    fn cut(&mut self, at: usize) -> fmt::Result {
        self.0.truncate(at);
        Err(fmt::Error)
    }
}

impl Write for Head {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.push_str(text);
        if let Some(at) = self.0.find(BEFORE_VALUES) {
            return self.cut(at);
        }
        if self.0.len() > LONGEST {
            return self.cut(self.0.floor_char_boundary(LONGEST));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        sync::{Arc, Mutex},
    };

    use diesel::{
        connection::SimpleConnection,
        prelude::*,
        select,
        sql_types::{BigInt, Text},
    };
    use tracing_subscriber::fmt::MakeWriter;

    use super::*;
    use crate::db::Conn;

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl<'a> MakeWriter<'a> for Log {
        type Writer = Self;
        fn make_writer(&'a self) -> Self {
            self.clone()
        }
    }

    /// What is logged while `work` has a connection whose statements are slow from `limit` on.
    fn logged(limit: Duration, work: impl FnOnce(&mut Conn)) -> String {
        let log = Log::default();
        let subscriber = tracing_subscriber::fmt().with_ansi(false).without_time().with_writer(log.clone()).finish();
        tracing::subscriber::with_default(subscriber, || {
            let mut conn = Conn::Sqlite(SqliteConnection::establish(":memory:").unwrap());
            conn.set_instrumentation(Watch::new(limit));
            work(&mut conn);
        });
        let bytes = log.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    fn ask(conn: &mut Conn) {
        let (text, number) = ("a secret -- binds: of somebody".into_sql::<Text>(), 815_i64.into_sql::<BigInt>());
        let told: (String, i64) = select((text, number)).get_result(conn).unwrap();
        assert_eq!(told.1, 815);
    }

    #[test]
    fn a_slow_statement_is_told_without_its_values() {
        let log = logged(Duration::ZERO, |conn| {
            ask(conn);
            conn.batch_execute("CREATE TABLE things (id INTEGER)").unwrap();
        });
        assert!(log.contains("WARN") && log.contains("slow-query") && log.contains("millis="), "{log}");
        assert!(log.contains("SELECT ?") && log.contains("CREATE TABLE things"), "{log}");
        assert!(!log.contains("secret") && !log.contains("815") && !log.contains("binds"), "{log}");
    }

    #[test]
    fn a_statement_that_is_fast_enough_is_not_told() {
        assert_eq!(logged(Duration::from_secs(3600), ask), "");
    }

    #[test]
    fn a_long_text_is_cut_and_never_within_a_letter() {
        let mut head = Head(String::new());
        assert!(head.write_str(&"ä".repeat(LONGEST)).is_err());
        assert_eq!(head.0.len(), LONGEST);
        let mut head = Head("a".to_owned());
        assert!(head.write_str(&"ä".repeat(LONGEST)).is_err());
        assert_eq!(head.0.len(), LONGEST - 1);
    }
}
