//! The people of an organisation: who they are, what they may do, and how one of them goes.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{api_keys, check_role, store};
use crate::{
    app::App,
    audit,
    db::{Conn, Tx},
    error::{Error, Result},
    identity::{
        self,
        actor::Client,
        model::{ClientId, ClientRole, Hat, PersonId},
        providers, store as identities,
    },
};

/// The most people of an organisation.
pub(super) const MOST: usize = 50;

/// Somebody who acts for your organisation.
#[derive(Serialize, ToSchema)]
pub struct ClientPerson {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What they may do.
    pub role: ClientRole,
    /// Whether it is you.
    pub you: bool,
}

/// What somebody may do from now on.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleChange {
    /// The role.
    pub role: ClientRole,
}

/// The people of somebody's organisation, those who came first in front; [`MOST`] at most.
pub fn list(app: &App, who: Client) -> Result<Vec<ClientPerson>> {
    let people = app.db.read(|conn| store::people(conn, who.client))?;
    let line = |(person, name, email, role)| ClientPerson { person, name, email, role, you: person == who.person };
    Ok(people.into_iter().map(line).collect())
}

/// Changes what somebody may do.
pub fn change_role(app: &App, who: Client, person: PersonId, to: &RoleChange) -> Result<()> {
    app.db.write(|tx| {
        let before = own(tx, who, person)?;
        check_role(tx, who, &[ClientRole::Finance])?;
        if to.role != ClientRole::Finance {
            check_another(tx, who.client, person)?;
        }
        identities::set_role(tx, who.client, person, to.role)?;
        let (before, after) = (told(person, before), told(person, to.role));
        audit::record_change(tx, who.into(), "client.role-changed", who.client, &before, &after)
    })
}

/// Somebody goes, by themselves or because finance says so. Their keys end, and they are signed out everywhere.
pub fn remove(app: &App, who: Client, person: PersonId) -> Result<()> {
    identity::ending(app, |tx| {
        let role = own(tx, who, person)?;
        if person != who.person {
            check_role(tx, who, &[ClientRole::Finance])?;
        }
        check_another(tx, who.client, person)?;
        identities::delete_client_person(tx, who.client, person)?;
        api_keys::revoke_all(tx, who.into(), person)?;
        providers::forget_person(tx, person)?;
        audit::record_change(tx, who.into(), "client.person-left", who.client, &told(person, role), &())?;
        identity::take(tx, who.into(), person, Hat::Client)
    })
}

/// Somebody as the audit log tells what they may do for the organisation.
fn told(person: PersonId, role: ClientRole) -> Value {
    json!({ "person": person, "role": role })
}

/// What somebody may do for the organisation of whoever asks; otherwise there is nobody that they may know of.
fn own(conn: &mut Conn, who: Client, person: PersonId) -> Result<ClientRole> {
    let role = identities::role(conn, who.client, person)?;
    role.ok_or_else(|| Error::not_found("person", person))
}

/// Fine where somebody of finance is left without `person`.
fn check_another(tx: &mut Tx<'_>, client: ClientId, person: PersonId) -> Result<()> {
    let finance = identities::people_with_role(tx, client, ClientRole::Finance)?;
    if finance.iter().any(|other| *other != person) {
        return Ok(());
    }
    let sentence = "Nobody else has the role of finance, which decides who acts for your organisation: give it to another \
                    person first.";
    Err(Error::conflict("last-finance", sentence))
}
