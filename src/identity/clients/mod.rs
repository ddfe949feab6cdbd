//! Client organisations and the people who act for them.
//!
//! **Roles.** A requester writes and posts briefs, an approver also awards and accepts, finance also moves money and decides who
//! acts for the organisation ([`people`], [`invites`]). There is always somebody of finance, and so always somebody.
//!
//! **One.** A person acts for one organisation.
//!
//! **Together.** Whoever has the role of finance decides how people come in: by an invite, or by the organisation's own
//! [provider](super::providers).
//!
//! **Programs** act by keys ([`api_keys`]), each for the person who made it: never for more than that person may do, and no
//! longer than they act for the organisation.
//!
//! **Admins** find an organisation by its name ([`listing`]), and learn no more of it.

pub mod api_keys;
pub mod invites;
pub mod listing;
pub mod people;
pub mod routes;
mod store;

use std::collections::{HashMap, HashSet};

use muster_kernel::{Currency, Instant};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    actor::{Client, SignedIn},
    model::{ClientId, ClientRole, Hat, PersonId},
    service, store as identities,
};
use crate::{
    app::App,
    audit::{self, By},
    db::{Conn, Tx},
    error::{Check, Error, Result},
};

/// The longest name of an organisation, in characters.
const LONGEST_NAME: usize = 200;

/// A new client organisation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewClient {
    /// Its name.
    pub name: String,
    /// Its country, two letters (ISO 3166).
    pub country: String,
    /// The currency it pays in.
    pub currency: Currency,
}

/// Founds a client organisation. Its founder may do everything for it, and gains the client hat.
pub fn found(app: &App, who: SignedIn, new: &NewClient) -> Result<ClientId> {
    app.db.write(|tx| found_for(tx, who.into(), who.person, new))
}

/// Founds a client organisation for `person`, in the transaction of its cause.
pub fn found_for(tx: &mut Tx<'_>, by: By, person: PersonId, new: &NewClient) -> Result<ClientId> {
    let mut check = Check::new();
    check.length("name", &new.name, 1..=LONGEST_NAME);
    let is_code = new.country.len() == 2 && new.country.bytes().all(|byte| byte.is_ascii_uppercase());
    check.that(is_code, "country", &new.country, "two capital letters of ISO 3166, such as AT");
    check.done()?;
    check_free(tx, person)?;
    let client = identities::NewClient {
        id: tx.id(),
        name: new.name.trim(),
        country: &new.country,
        currency: new.currency,
        created_at: tx.now(),
    };
    identities::insert_client(tx, &client)?;
    identities::insert_client_person(tx, client.id, person, ClientRole::Finance)?;
    service::grant(tx, by, person, Hat::Client)?;
    audit::record(tx, by, "client.founded", client.id, &())?;
    Ok(client.id)
}

/// Fine where somebody acts for no organisation yet.
fn check_free(conn: &mut Conn, person: PersonId) -> Result<()> {
    match identities::client_of(conn, person)? {
        None => Ok(()),
        Some(_) => {
            Err(Error::conflict("has-client", "You act for a client organisation already; one person acts for one."))
        }
    }
}

/// Somebody who acts for nobody yet acts for an organisation from now on, and gains the client hat.
pub(super) fn take_in(tx: &mut Tx<'_>, by: By, client: ClientId, person: PersonId, role: ClientRole) -> Result<()> {
    check_free(tx, person)?;
    if identities::people_of_client(tx, client)?.len() >= people::MOST {
        return Err(full());
    }
    identities::insert_client_person(tx, client, person, role)?;
    service::grant(tx, by, person, Hat::Client)
}

fn full() -> Error {
    let sentence = format!("An organisation has at most {} people, invites included.", people::MOST);
    Error::conflict("too-many-people", sentence)
}

/// `person` as one who acts for their organisation, if they have one.
pub fn acting(conn: &mut Conn, person: PersonId) -> Result<Option<Client>> {
    Ok(identities::client_of(conn, person)?.map(|client| Client { person, client, key: None }))
}

/// Everybody who acts for a client organisation.
pub fn people_of(conn: &mut Conn, client: ClientId) -> Result<Vec<PersonId>> {
    identities::people_of_client(conn, client)
}

/// Who of `people` acts for which client organisation.
pub fn acted_for(conn: &mut Conn, people: &[PersonId]) -> Result<HashSet<(PersonId, ClientId)>> {
    Ok(identities::clients_of(conn, people)?.into_iter().collect())
}

/// Those who move money for a client organisation.
pub fn finance_of(conn: &mut Conn, client: ClientId) -> Result<Vec<PersonId>> {
    identities::people_with_role(conn, client, ClientRole::Finance)
}

/// What a client organisation is called.
pub fn name(conn: &mut Conn, client: ClientId) -> Result<String> {
    identities::client_name(conn, client)?.ok_or_else(|| Error::not_found("client", client))
}

/// What those client organisations are called.
pub fn names(conn: &mut Conn, clients: &[ClientId]) -> Result<HashMap<ClientId, String>> {
    identities::client_names(conn, clients)
}

/// When a client organisation was founded.
pub fn founded_at(conn: &mut Conn, client: ClientId) -> Result<Instant> {
    identities::client_founded_at(conn, client)?.ok_or_else(|| Error::not_found("client", client))
}

/// What somebody may do for their organisation: fine where their role is one of `roles`.
pub fn check_role(conn: &mut Conn, who: Client, roles: &[ClientRole]) -> Result<()> {
    let role = identities::role(conn, who.client, who.person)?;
    if role.is_some_and(|role| roles.contains(&role)) {
        return Ok(());
    }
    let needed: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    Err(Error::forbidden(format!("This takes the role of {} in your organisation.", needed.join(" or "))))
}
