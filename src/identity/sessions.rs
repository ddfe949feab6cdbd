//! Sessions: how somebody begins one, goes on with it, wears a hat in it, and ends it.

use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    actor::SignedIn,
    device::Device,
    door,
    hats::ending,
    keys::{ACCESS_SECONDS, Claims},
    letters::{mail, with_link},
    model::{Hat, PersonId, ProviderId, SessionId},
    service::{OWN_PASSWORD, addressee, check_oneself, new_token, reach, time_zone},
    store,
};
use crate::{
    app::App,
    audit::{self, By},
    db::Tx,
    error::{Error, Result},
    hash,
};

/// A refresh token that nobody used is good for thirty days.
const REFRESH_SECONDS: i64 = 30 * 24 * 3600;
/// For so long one that was used may come back, as long as nobody went on with what it was traded for.
const LOST_SECONDS: i64 = 60;
/// However often it is refreshed, a session ends after ninety days.
const SESSION_SECONDS: i64 = 90 * 24 * 3600;
/// So many sessions somebody has at once: a few devices with a few browsers each. Whoever begins one more ends the one that
/// was used longest ago.
const MOST_SESSIONS: usize = 30;
/// The most sessions that are listed.
pub(super) const MOST_LISTED: i64 = 100;

/// Where somebody is signed in.
#[derive(Serialize, ToSchema)]
pub struct SessionLine {
    /// The session.
    pub id: SessionId,
    /// The browser and the system, such as `Firefox on Linux`.
    pub device: String,
    /// The hat worn.
    pub hat: Option<Hat>,
    /// Whether it is the one that asks.
    pub current: bool,
    /// When they signed in.
    pub created_at: Instant,
    /// When it was renewed last.
    pub used_at: Instant,
}

/// A session: who is signed in, under which hat, with the tokens to go on.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// The session.
    pub session: SessionId,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The hat worn.
    pub hat: Option<Hat>,
    /// The hats they could wear.
    pub hats: Vec<Hat>,
    /// The time zone that they live in, as the IANA database names it; `UTC` until they say.
    pub time_zone: String,
    /// Send this as `Authorization: Bearer …`.
    pub access_token: String,
    /// Seconds until the access token expires.
    pub expires_in: i64,
    /// Good for one refresh.
    pub refresh_token: String,
}

/// Begins a session of somebody who showed who they are. Call it within [`ending`], since it may end another one.
pub(super) fn begin(
    app: &App,
    tx: &mut Tx<'_>,
    person: PersonId,
    hat: Option<Hat>,
    device: &Device,
) -> Result<Session> {
    let (email, _) = reach(tx, person)?;
    door::signed_in(tx, &email, device.1)?;
    open(app, tx, person, hat, None, device)
}

/// Begins a session of somebody for whom the provider of their organisation vouches: under the client hat, and no other.
/// Guesses at their password count on, or whoever runs the provider could guess for ever.
pub(super) fn begin_by(
    app: &App,
    tx: &mut Tx<'_>,
    person: PersonId,
    provider: ProviderId,
    device: &Device,
) -> Result<Session> {
    open(app, tx, person, Some(Hat::Client), Some(provider), device)
}

fn open(
    app: &App,
    tx: &mut Tx<'_>,
    person: PersonId,
    hat: Option<Hat>,
    provider: Option<ProviderId>,
    device: &Device,
) -> Result<Session> {
    let held = store::hats(tx, person)?;
    let hat = hat.or(if let [only] = held[..] { Some(only) } else { None });
    check_held(&held, hat)?;
    let to = addressee(tx, person)?;
    let known = store::devices(tx, person)?;
    if !known.is_empty() && !known.contains(&device.0) {
        mail(tx, &to, &device.named_in(with_link(app, "new-device", "/account")))?;
    }
    let now = tx.now();
    let session = store::Session {
        id: tx.id(),
        person_id: person,
        hat,
        created_at: now,
        ended_at: None,
        device: device.0.clone(),
        used_at: now,
        provider_id: provider,
    };
    end_surplus(tx, By::Person(person, hat), person)?;
    store::insert_session(tx, &session)?;
    audit::record(tx, By::Person(person, hat), "session.began", session.id, &provider)?;
    issue(app, tx, &session, None)
}

/// Makes room for one more session of somebody. Call it within [`ending`].
fn end_surplus(tx: &mut Tx<'_>, by: By, person: PersonId) -> Result<()> {
    let since = live_since(tx.now());
    let live = store::live_sessions(tx, person, since, MOST_LISTED)?;
    for surplus in live.iter().skip(MOST_SESSIONS - 1) {
        store::end_session(tx, surplus.id, "others took its place")?;
        audit::record(tx, by, "session.ended", surplus.id, &())?;
    }
    Ok(())
}

/// A session that was not used since then cannot be gone on with.
pub(super) fn live_since(now: Instant) -> Instant {
    now.plus_seconds(-REFRESH_SECONDS)
}

/// Where somebody is signed in, used last first.
pub fn list(app: &App, who: SignedIn) -> Result<Vec<SessionLine>> {
    let since = live_since(app.now());
    let live = app.db.read(|conn| {
        check_oneself(conn, who)?;
        store::live_sessions(conn, who.person, since, MOST_LISTED)
    })?;
    let line = |session: store::Session| {
        let store::Session { id, device, hat, created_at, used_at, .. } = session;
        SessionLine { id, device, hat, current: id == who.session, created_at, used_at }
    };
    Ok(live.into_iter().map(line).collect())
}

/// Ends one of somebody's own sessions.
pub fn end(app: &App, who: SignedIn, id: SessionId) -> Result<()> {
    ending(app, |tx| {
        check_oneself(tx, who)?;
        let own =
            store::session(tx, id)?.filter(|session| session.person_id == who.person && session.ended_at.is_none());
        own.ok_or_else(|| Error::not_found("session", id))?;
        store::end_session(tx, id, "ended from another one")?;
        audit::record(tx, who.into(), "session.ended", id, &())
    })
}

/// Ends all of somebody's sessions but the one that asks.
pub fn end_others(app: &App, who: SignedIn) -> Result<()> {
    ending(app, |tx| {
        check_oneself(tx, who)?;
        store::end_sessions(tx, who.person, Some(who.session), "ended from another one")?;
        audit::record(tx, who.into(), "session.others-ended", who.session, &())
    })
}

/// Goes on with a session. A refresh token is good once: one that comes back ends its session, unless the answer to it
/// was lost on the way, as when a page is left while it waits.
pub fn refresh(app: &App, token: &str) -> Result<Session> {
    const REFUSED: Error = Error::Unauthenticated("The refresh token is not valid any more. Sign in again.");
    let hash = hash::sha256(token.as_bytes());
    // The end of a session that was stolen must be committed, so it is an answer of the transaction, not its error.
    let outcome = app.db.write(|tx| {
        let Some(token) = store::refresh_token(tx, &hash)? else { return Ok(None) };
        let session = store::session(tx, token.session_id)?;
        let now = tx.now();
        let Some(session) = session.filter(|session| is_live(session, now)) else { return Ok(None) };
        let came_back = token.used_at.is_some();
        let is_recent = token.used_at.is_some_and(|at| now <= at.plus_seconds(LOST_SECONDS));
        // What it was traded for is void from now on: whoever holds both ends the session by using it.
        if came_back && !(is_recent && store::void_successors(tx, &hash)?) {
            store::end_session(tx, session.id, "a refresh token came back")?;
            audit::record(tx, By::Muster, "session.ended-after-reuse", session.id, &())?;
            return Ok(None);
        }
        if token.expires_at <= now {
            return Ok(None);
        }
        if !came_back {
            store::use_refresh_token(tx, &hash)?;
        }
        store::use_session(tx, session.id)?;
        issue(app, tx, &session, Some(&hash)).map(Some)
    })?;
    outcome.ok_or(REFUSED)
}

/// Changes the hat of a session. The access token in hand keeps the old one until it expires; the refresh token is traded
/// in, as if it had been used.
pub fn switch_hat(app: &App, who: SignedIn, hat: Hat) -> Result<Session> {
    app.db.write(|tx| {
        check_held(&store::hats(tx, who.person)?, Some(hat))?;
        let session = live(tx, who.session)?;
        if session.provider_id.is_some() && hat != Hat::Client {
            return Err(Error::forbidden(OWN_PASSWORD));
        }
        store::set_session_hat(tx, session.id, hat)?;
        audit::record(tx, who.into(), "session.hat-changed", session.id, &hat)?;
        let in_hand = store::unused_refresh_token(tx, session.id)?;
        in_hand.iter().try_for_each(|token| store::use_refresh_token(tx, token))?;
        issue(app, tx, &store::Session { hat: Some(hat), ..session }, in_hand.as_deref())
    })
}

/// Ends a session.
pub fn sign_out(app: &App, who: SignedIn) -> Result<()> {
    ending(app, |tx| {
        store::end_session(tx, who.session, "signed out")?;
        audit::record(tx, who.into(), "session.ended", who.session, &())
    })
}

/// Of the hats that somebody holds, those that they can put on where that provider vouches for them.
pub(super) fn reachable(mut held: Vec<Hat>, provider: Option<ProviderId>) -> Vec<Hat> {
    held.retain(|hat| provider.is_none() || *hat == Hat::Client);
    held
}

/// Fine where somebody holds the hat that they want to wear.
pub(super) fn check_held(held: &[Hat], hat: Option<Hat>) -> Result<()> {
    match hat {
        Some(hat) if !held.contains(&hat) => {
            let names: Vec<&str> = held.iter().map(|hat| hat.as_str()).collect();
            let expected = if names.is_empty() { "absent: you hold no hat yet".to_owned() } else { names.join(" or ") };
            Err(Error::field("hat", hat, expected))
        }
        _ => Ok(()),
    }
}

fn live(tx: &mut Tx<'_>, id: SessionId) -> Result<store::Session> {
    let now = tx.now();
    let session = store::session(tx, id)?.filter(|session| is_live(session, now));
    session.ok_or(Error::Unauthenticated("The session has ended. Sign in again."))
}

fn is_live(session: &store::Session, now: Instant) -> bool {
    session.ended_at.is_none() && session.created_at.plus_seconds(SESSION_SECONDS) > now
}

/// New tokens for a session.
fn issue(app: &App, tx: &mut Tx<'_>, session: &store::Session, traded_from: Option<&str>) -> Result<Session> {
    let person = store::person(tx, session.person_id)?.ok_or_else(|| Error::not_found("person", session.person_id))?;
    let hats = reachable(store::hats(tx, person.id)?, session.provider_id);
    let hat = session.hat.filter(|hat| hats.contains(hat));
    let claims = Claims {
        sub: person.id,
        sid: session.id,
        hat,
        client: if hat == Some(Hat::Client) { store::client_of(tx, person.id)? } else { None },
        member: if hat == Some(Hat::Member) { store::member_of(tx, person.id)? } else { None },
        provider: session.provider_id,
        exp: tx.now().plus_seconds(ACCESS_SECONDS).seconds(),
    };
    let refresh_token = new_token(tx);
    store::insert_refresh_token(
        tx,
        &store::RefreshToken {
            hash: hash::sha256(refresh_token.as_bytes()),
            session_id: session.id,
            expires_at: tx.now().plus_seconds(REFRESH_SECONDS),
            used_at: None,
            traded_from: traded_from.map(str::to_owned),
        },
    )?;
    Ok(Session {
        session: session.id,
        person: person.id,
        name: person.name,
        hat,
        hats,
        time_zone: time_zone(tx, person.id)?,
        access_token: app.keys.sign(&claims)?,
        expires_in: ACCESS_SECONDS,
        refresh_token,
    })
}
