//! Invites: links by mail, by which somebody comes to act for an organisation.
//!
//! A link is good once, for seven days, for whoever has the address that it was sent to: they sign in with it, or sign up by
//! the link, which shows that the address is theirs. (What members are offered are invitations, which is another matter.)

use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{check_role, finance_of, full, name, people, store, take_in};
use crate::{
    app::App,
    audit::{self, By},
    db::{Conn, Tx},
    error::{Error, Result},
    hash,
    identity::{
        actor::{Client, SignedIn},
        device::Device,
        door,
        hats::ending,
        letters,
        model::{ClientId, ClientRole, Hat, InviteId, PersonId, Purpose},
        newcomers::Newcomer,
        service,
        sessions::{self, Session},
        store as identities,
    },
    letters::Letter,
};

/// For how long a link is good.
const GOOD_SECONDS: i64 = 7 * DAY;
/// How many people an organisation invites a day.
const MOST_A_DAY: i64 = 20;
const DAY: i64 = 24 * 3600;

/// Somebody who is to act for your organisation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInvite {
    /// Their address.
    pub email: String,
    /// What they may do.
    pub role: ClientRole,
}

/// An invite that nobody followed yet.
#[derive(Serialize, ToSchema)]
pub struct OpenInvite {
    /// The invite.
    pub id: InviteId,
    /// To whom.
    pub email: String,
    /// What they may do.
    pub role: ClientRole,
    /// Until when the link is good.
    pub expires_at: Instant,
}

/// What a link says to whoever has it.
#[derive(Serialize, ToSchema)]
pub struct InviteInFull {
    /// The organisation.
    pub client: String,
    /// The address that it was sent to.
    pub email: String,
    /// What its owner may do.
    pub role: ClientRole,
    /// Whether somebody signs in with that address already.
    pub has_account: bool,
}

/// Somebody new, who signs up by a link.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvitedSignUp {
    /// The token of the link.
    pub token: String,
    /// How others see them.
    pub name: String,
    /// 12 to 200 characters.
    pub password: String,
    /// `en`, `de` or `cs`.
    pub language: String,
    /// The version of the network's conditions that they accept, as `GET /legal` tells it; absent where it has none.
    pub accepts: Option<String>,
    /// The time zone of their browser, such as `Europe/Vienna`: UTC where it is absent or not known here.
    pub time_zone: Option<String>,
}

/// Invites somebody. Where a link to that address is open, the new one takes its place.
pub fn invite(app: &App, who: Client, new: &NewInvite) -> Result<InviteId> {
    let email = service::address(&new.email)?;
    app.db.write(|tx| {
        check_role(tx, who, &[ClientRole::Finance])?;
        let people = store::people(tx, who.client)?;
        if people.iter().any(|(_, _, known, _)| *known == email) {
            return Err(Error::field("email", &email, "the address of somebody who does not act for you yet"));
        }
        let now = tx.now();
        store::end_invites_to(tx, who.client, &email)?;
        if people.len() + store::open_invites(tx, who.client, now)?.len() >= people::MOST {
            return Err(full());
        }
        if store::invited_since(tx, who.client, now.plus_seconds(-DAY))? >= MOST_A_DAY {
            let sentence = format!("You invited {MOST_A_DAY} people within a day. Go on tomorrow.");
            return Err(Error::conflict("too-many-invites", sentence));
        }
        door::ask_for_mail(tx, &email)?;
        let token = service::new_token(tx);
        let invite = store::Invite {
            id: tx.id(),
            client_id: who.client,
            email: email.clone(),
            role: new.role,
            token_hash: hash::sha256(token.as_bytes()),
            invited_by: who.person,
            created_at: now,
            expires_at: now.plus_seconds(GOOD_SECONDS),
            ended_at: None,
        };
        store::insert_invite(tx, &invite)?;
        audit::record(tx, who.into(), "client.person-invited", who.client, &(invite.id, new.role))?;
        let inviter = service::addressee(tx, who.person)?;
        // Whoever has no account yet is written to in the language of whoever asks them.
        let known = identities::person_by_email(tx, &email)?;
        let language = known.map_or(inviter.language, |known| known.addressee().language);
        let letter = letters::with_link(app, "please-join", &format!("/join?token={token}"))
            .with("inviter", one_line(&inviter.name.unwrap_or_default()))
            .with("client", one_line(&name(tx, who.client)?))
            .with("network", app.network.first().map_or("Muster", String::as_str))
            .with("role", new.role.as_str());
        letters::mail(tx, &letters::unknown(email.clone(), language), &letter)?;
        Ok(invite.id)
    })
}

/// The open invites of somebody's organisation, the oldest first. What bounds its people bounds them.
pub fn list(app: &App, who: Client) -> Result<Vec<OpenInvite>> {
    let open = app.db.read(|conn| store::open_invites(conn, who.client, app.now()))?;
    let line =
        |store::Invite { id, email, role, expires_at, .. }: store::Invite| OpenInvite { id, email, role, expires_at };
    Ok(open.into_iter().map(line).collect())
}

/// Takes an invite back.
pub fn take_back(app: &App, who: Client, id: InviteId) -> Result<()> {
    app.db.write(|tx| {
        let now = tx.now();
        if !store::open_invites(tx, who.client, now)?.iter().any(|invite| invite.id == id) {
            return Err(Error::not_found("invite", id));
        }
        check_role(tx, who, &[ClientRole::Finance])?;
        store::end_invite(tx, id)?;
        audit::record(tx, who.into(), "client.invite-taken-back", who.client, &id)
    })
}

/// What a link says.
pub fn read(app: &App, token: &str) -> Result<InviteInFull> {
    app.db.read(|conn| {
        let invite = good(conn, token, app.now())?;
        let known = identities::person_by_email(conn, &invite.email)?;
        let has_account = known.is_some_and(|person| person.verified_at.is_some());
        Ok(InviteInFull { client: name(conn, invite.client_id)?, email: invite.email, role: invite.role, has_account })
    })
}

/// Somebody who is signed in follows a link. Answers for whom they act from now on; the hat is theirs to put on.
pub fn join(app: &App, who: SignedIn, token: &str) -> Result<ClientId> {
    app.db.write(|tx| {
        let now = tx.now();
        let invite = good(tx, token, now)?;
        let (email, _) = service::reach(tx, who.person)?;
        if email != invite.email {
            let sentence = "This link was sent to another address than yours. Sign in with that one to follow it.";
            return Err(Error::conflict("invite-of-another", sentence));
        }
        accept(tx, who.into(), who.person, &invite)
    })
}

/// Somebody new follows a link: they sign up, with the address that it was sent to, and are signed in.
pub fn sign_up(app: &App, request: &InvitedSignUp, device: &Device) -> Result<Session> {
    let email = app.db.read(|conn| good(conn, &request.token, app.now()))?.email;
    let InvitedSignUp { name, password, language, accepts, time_zone, .. } = request;
    let newcomer = Newcomer::of(app, &email, name, language, password, accepts.as_deref(), time_zone.as_deref())?;
    ending(app, |tx| {
        let now = tx.now();
        let invite = good(tx, &request.token, now)?;
        let person = newcomer.enrol(tx, &invite.email)?.ok_or_else(|| {
            let sentence = "This address has an account already. Sign in with it, and follow the link again.";
            Error::conflict("has-account", sentence)
        })?;
        // Whoever reads the mail owns the address.
        identities::set_verified(tx, person)?;
        identities::void_mail_tokens(tx, person, Purpose::Verify)?;
        accept(tx, By::Person(person, None), person, &invite)?;
        sessions::begin(app, tx, person, Some(Hat::Client), device)
    })
}

/// The invite of a token, as long as it is good.
fn good(conn: &mut Conn, token: &str, now: Instant) -> Result<store::Invite> {
    let found = store::invite_by(conn, &hash::sha256(token.as_bytes()))?;
    found.filter(|invite| invite.ended_at.is_none() && invite.expires_at > now).ok_or_else(|| {
        let sentence = "This link was used already, was taken back, or is older than seven days. Ask whoever sent it for a \
                        new one.";
        Error::conflict("token-spent", sentence)
    })
}

fn accept(tx: &mut Tx<'_>, by: By, person: PersonId, invite: &store::Invite) -> Result<ClientId> {
    let client = invite.client_id;
    take_in(tx, by, client, person, invite.role)?;
    store::end_invite(tx, invite.id)?;
    audit::record(tx, by, "client.person-joined", client, &(person, invite.id))?;
    let (email, joined) = service::reach(tx, person)?;
    let letter = Letter::new("person-joined")
        .with("name", joined)
        .with("email", email)
        .with("client", one_line(&name(tx, client)?))
        .with("role", invite.role.as_str());
    for other in finance_of(tx, client)?.into_iter().filter(|other| *other != person) {
        let to = service::addressee(tx, other)?;
        letters::mail(tx, &to, &letter)?;
    }
    Ok(client)
}

/// What somebody wrote, as it stands in a mail to somebody else.
fn one_line(text: &str) -> String {
    text.split(char::is_control).collect::<Vec<_>>().join(" ")
}
