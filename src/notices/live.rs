//! Telling open pages that something happened, as server-sent events.
//!
//! One look a second finds what was told to anybody, whichever instance wrote it, and hands it to all streams of this
//! instance; each stream passes on what is for its own person and hat. An event names what happened and to what, and
//! nothing else: the page reads the rest again, as whoever it is. Whoever is not reached loses nothing, since pages ask anew
//! when they are looked at.

use std::{collections::HashSet, convert::Infallible, sync::Arc, time::Duration};

use actix_web::web::Bytes;
use futures_util::{Stream, stream};
use serde::Serialize;
use tokio::{
    sync::{
        broadcast::{self, error::RecvError},
        watch,
    },
    time::{Instant, sleep, timeout_at},
};

use super::{
    NoticeId,
    store::{self, Fresh},
};
use crate::{
    app::App,
    error::Result,
    identity::{Ended, Hat, PersonId, SignedIn},
};

/// How often it is looked.
const ROUND: Duration = Duration::from_secs(1);
/// How far back each look goes: a transaction that began earlier than another may be committed after it.
const LOOK_BACK_SECONDS: i64 = 30;
/// How many looks a slow stream may be behind before it is told to read everything again.
const BEHIND: usize = 64;
/// After how long without a word a stream says that it is still there, so that no proxy closes it.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// How long a stream lasts; whoever listens opens the next one, with a token that is still good.
const LASTS: Duration = Duration::from_secs(600);

/// What was told, to all streams of this instance.
#[derive(Clone, Debug)]
pub struct Live {
    told: broadcast::Sender<Arc<[Fresh]>>,
    is_over: watch::Sender<bool>,
}

impl Default for Live {
    fn default() -> Self {
        Self { told: broadcast::channel(BEHIND).0, is_over: watch::Sender::new(false) }
    }
}

/// What an event says.
#[derive(Serialize)]
struct Said<'a> {
    event: &'a str,
    about: &'a str,
}

/// Looks again and again, as long as the task lives.
pub async fn keep_looking(app: Arc<App>) {
    let mut told = HashSet::new();
    loop {
        let (here, before) = (Arc::clone(&app), std::mem::take(&mut told));
        let looked = tokio::task::spawn_blocking(move || look(&here, before)).await;
        match looked {
            Ok(Ok(now)) => told = now,
            Ok(Err(error)) => tracing::error!(?error, "what is new could not be looked for"),
            Err(error) => tracing::error!(%error, "the look for what is new broke off"),
        }
        sleep(ROUND).await;
    }
}

/// Tells all streams what is new beside `told`; answers what is told by now.
pub fn look(app: &App, told: HashSet<NoticeId>) -> Result<HashSet<NoticeId>> {
    let since = app.now().plus_seconds(-LOOK_BACK_SECONDS);
    let found = app.db.read(|conn| store::fresh(conn, since))?;
    let all = found.iter().map(|fresh| fresh.id).collect();
    let new: Arc<[Fresh]> = found.into_iter().filter(|fresh| !told.contains(&fresh.id)).collect();
    if !new.is_empty() {
        // Nobody may be listening.
        let _ = app.live.told.send(new);
    }
    Ok(all)
}

impl Live {
    /// How many streams are open.
    pub fn streams(&self) -> usize {
        self.told.receiver_count()
    }

    /// Ends all streams, and each that is opened from now on: the server is about to stop, and waits for what it answers.
    /// Pages open the next one, at another server or at this one once it is back.
    pub fn end(&self) {
        self.is_over.send_replace(true);
    }

    /// What is told to somebody under a hat from now on, as server-sent events, until their session is one that `ended` or the
    /// server [stops](Self::end).
    pub fn stream(
        &self,
        who: SignedIn,
        hat: Hat,
        ended: Ended,
    ) -> impl Stream<Item = std::result::Result<Bytes, Infallible>> + use<> {
        let until = Instant::now() + LASTS;
        let first = stream::iter([Ok(Bytes::from_static(b"retry: 3000\n\n"))]);
        let listening = (self.told.subscribe(), self.is_over.subscribe(), ended);
        let rest = stream::unfold(listening, move |(mut told, mut is_over, ended)| async move {
            loop {
                let by = until.min(Instant::now() + HEARTBEAT);
                let heard = tokio::select! {
                    heard = timeout_at(by, told.recv()) => heard,
                    () = over(&mut is_over) => return None,
                };
                if ended.holds(who.session) {
                    return None;
                }
                let text = match heard {
                    Ok(Ok(new)) => said(&new, who.person, hat),
                    Ok(Err(RecvError::Lagged(_))) => "event: missed\ndata: {}\n\n".to_owned(),
                    Ok(Err(RecvError::Closed)) => return None,
                    Err(_) if by == until => return None,
                    Err(_) => ":\n\n".to_owned(),
                };
                if !text.is_empty() {
                    return Some((Ok(Bytes::from(text)), (told, is_over, ended)));
                }
            }
        });
        stream::StreamExt::chain(first, rest)
    }
}

/// Waits until the server stops.
async fn over(is_over: &mut watch::Receiver<bool>) {
    // Whoever would say so lives as long as the server.
    let _ = is_over.wait_for(|is_over| *is_over).await;
}

fn said(new: &[Fresh], person: PersonId, hat: Hat) -> String {
    let own = new.iter().filter(|fresh| fresh.person == person && fresh.hat == hat);
    own.map(|Fresh { event, about, .. }| {
        let data = serde_json::to_string(&Said { event, about }).expect("two texts can be written as JSON");
        format!("event: told\ndata: {data}\n\n")
    })
    .collect()
}
