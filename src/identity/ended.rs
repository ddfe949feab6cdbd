//! Sessions that ended, for as long as an access token of theirs would still be good.
//!
//! An access token is checked without the database, so the ends of the last ten minutes are kept here: the server at which
//! a session ends knows at once, every other one within a round of its workers.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use super::{keys::ACCESS_SECONDS, model::SessionId, store};
use crate::{app::App, error::Result};

/// The sessions that ended of late. Clones share what is known.
#[derive(Clone, Default)]
pub struct Ended(Arc<Known>);

#[derive(Default)]
struct Known {
    sessions: RwLock<HashSet<SessionId>>,
    looking: Mutex<()>,
}

impl Ended {
    /// Whether a session is among them.
    pub fn holds(&self, session: SessionId) -> bool {
        self.0.sessions.read().unwrap_or_else(PoisonError::into_inner).contains(&session)
    }
}

/// Reads which sessions ended of late.
pub fn look(app: &App) -> Result<()> {
    // One after the other: what was read earlier must not take the place of what was read later.
    let _alone = app.ended.0.looking.lock().unwrap_or_else(PoisonError::into_inner);
    let since = app.now().plus_seconds(-ACCESS_SECONDS);
    let found = app.db.read(|conn| store::ended_since(conn, since))?;
    *app.ended.0.sessions.write().unwrap_or_else(PoisonError::into_inner) = found.into_iter().collect();
    Ok(())
}
