//! Hats that are taken away again.

use muster_kernel::Instant;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    actor::Admin,
    ended, letters,
    model::{Hat, PersonId},
    service, store,
};
use crate::{
    app::App,
    audit::{self, By},
    db::Tx,
    error::{Error, Result},
    http::{Page, PageQuery},
    jobs::{self, Job},
    letters::Letter,
};

/// The hats that the network gives, and takes away.
const GIVEN: [Hat; 3] = [Hat::Operator, Hat::Steward, Hat::Admin];

/// Somebody who holds hats that the network gave them.
#[derive(Serialize, ToSchema)]
pub struct HatHolder {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Those hats: operator, steward, admin.
    pub hats: Vec<HeldHat>,
}

/// A hat that somebody holds.
#[derive(Serialize, ToSchema)]
pub struct HeldHat {
    /// The hat.
    pub hat: Hat,
    /// Since when.
    pub since: Instant,
}

/// Everybody who holds a hat that the network gave them, the oldest account first.
pub fn holders(app: &App, _: Admin, query: &PageQuery) -> Result<Page<HatHolder>> {
    let (limit, after) = (query.limit()?, query.cursor()?);
    app.db.read(|conn| {
        let people = Page::of(store::holders(conn, &GIVEN, after, limit + 1)?, limit, |(id, ..)| id.to_string());
        let ids: Vec<PersonId> = people.items.iter().map(|(id, ..)| *id).collect();
        let held = store::held_by(conn, &ids, &GIVEN)?;
        Ok(people.map(|(person, name, email)| {
            let own = held.iter().filter(|(holder, ..)| *holder == person);
            let hats = own.map(|(_, hat, since)| HeldHat { hat: *hat, since: *since }).collect();
            HatHolder { person, name, email, hats }
        }))
    })
}

/// An admin takes the hat of a steward or an admin from somebody. The cases of a steward are handed on; there is always
/// an admin.
pub fn take_away(app: &App, who: Admin, person: PersonId, hat: Hat) -> Result<()> {
    if !matches!(hat, Hat::Steward | Hat::Admin) {
        let expected = "steward or admin: operators are taken from their space, and a client's people by their client";
        return Err(Error::field("hat", hat, expected));
    }
    ending(app, |tx| {
        let holders = store::people_with(tx, hat)?;
        if !holders.contains(&person) {
            return Err(Error::not_found(hat.as_str(), person));
        }
        if hat == Hat::Admin && holders.len() == 1 {
            let sentence = "A network has an admin at every moment: make somebody else one first.";
            return Err(Error::conflict("last-admin", sentence));
        }
        take(tx, who.into(), person, hat)?;
        if hat == Hat::Steward {
            jobs::soon(tx, &Job::HandOnCases { steward: person })?;
        }
        Ok(())
    })
}

/// Takes a hat from somebody, in the transaction of its cause: they are signed out everywhere, and told. Call it within
/// [`ending`]. Where they do not hold it, nothing happens.
pub fn take(tx: &mut Tx<'_>, by: By, person: PersonId, hat: Hat) -> Result<()> {
    let held = store::hats(tx, person)?;
    if !store::delete_hat(tx, person, hat)? {
        return Ok(());
    }
    store::end_sessions(tx, person, None, "a hat was taken away")?;
    let left: Vec<Hat> = held.iter().copied().filter(|other| *other != hat).collect();
    audit::record_change(tx, by, "hat.taken", person, &json!({ "hats": held }), &json!({ "hats": left }))?;
    let to = service::addressee(tx, person)?;
    letters::mail(tx, &to, &Letter::new("hat-taken").with("hat", hat.as_str()))
}

/// Runs a use case that ends sessions. Once it is done, their access tokens are refused as well.
pub fn ending<T>(app: &App, work: impl FnMut(&mut Tx<'_>) -> Result<T>) -> Result<T> {
    let done = app.db.write(work)?;
    // What was done is done. The workers look again within a moment.
    if let Err(error) = ended::look(app) {
        tracing::error!(?error, "could not look for sessions that ended");
    }
    Ok(done)
}
