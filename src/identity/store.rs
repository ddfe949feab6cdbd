//! The rows of people, hats, sessions, tokens and client organisations.

use std::collections::HashMap;

use diesel::prelude::*;
use muster_kernel::{Currency, Instant};

use super::model::{ClientId, ClientRole, Hat, Knock, MemberId, PersonId, ProviderId, Purpose, SessionId};
use crate::{
    db::{Conn, Portable, Tx, insert_all},
    error::Result,
    letters::Language,
    mail::Addressee,
    schema::{
        client_people, clients, hats, knocks, known_places, mail_tokens, members, people, refresh_tokens, sessions,
    },
};

#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = people, treat_none_as_default_value = false)]
pub(super) struct Person {
    pub(super) id: PersonId,
    pub(super) email: String,
    pub(super) name: String,
    pub(super) password_hash: String,
    pub(super) language: String,
    pub(super) verified_at: Option<Instant>,
    pub(super) created_at: Instant,
    pub(super) time_zone: String,
}

impl Person {
    /// They as they are written to.
    pub(super) fn addressee(&self) -> Addressee {
        let (email, name) = (self.email.clone(), Some(self.name.clone()));
        Addressee { email, name, language: Language::of(&self.language) }
    }
}

pub(super) fn insert_person(tx: &mut Tx<'_>, person: &Person) -> Result<()> {
    diesel::insert_into(people::table).values(person).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn insert_people(tx: &mut Tx<'_>, people: &[Person]) -> Result<()> {
    insert_all::<_, Person>(tx, people::table, people)?;
    Ok(())
}

/// Those of `emails` that belong to somebody here.
pub(super) fn known_emails(conn: &mut Conn, emails: &[String]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for chunk in emails.chunks(500) {
        let some = people::table.filter(people::email.eq_any(chunk)).order(people::email);
        found.extend(some.select(people::email).load::<String>(conn)?);
    }
    Ok(found)
}

pub(super) fn person(conn: &mut Conn, id: PersonId) -> Result<Option<Person>> {
    Ok(people::table.find(id).select(Person::as_select()).first(conn).optional()?)
}

pub(super) fn time_zone(conn: &mut Conn, id: PersonId) -> Result<Option<String>> {
    Ok(people::table.find(id).select(people::time_zone).first(conn).optional()?)
}

pub(super) fn set_time_zone(tx: &mut Tx<'_>, id: PersonId, zone: &str) -> Result<()> {
    diesel::update(people::table.find(id)).set(people::time_zone.eq(zone)).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn person_by_email(conn: &mut Conn, email: &str) -> Result<Option<Person>> {
    Ok(people::table.filter(people::email.eq(email)).select(Person::as_select()).first(conn).optional()?)
}

pub(super) fn set_verified(tx: &mut Tx<'_>, id: PersonId) -> Result<()> {
    let now = tx.now();
    let unverified = people::table.find(id).filter(people::verified_at.is_null());
    diesel::update(unverified).set(people::verified_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

/// Changes what somebody is called, and in which language they are written to.
pub(super) fn set_own_settings(tx: &mut Tx<'_>, id: PersonId, name: &str, language: &str) -> Result<()> {
    let to = (people::name.eq(name), people::language.eq(language));
    diesel::update(people::table.find(id)).set(to).execute(&mut **tx)?;
    Ok(())
}

/// Has somebody who never confirmed their address begin anew.
pub(super) fn begin_anew(tx: &mut Tx<'_>, person: &Person) -> Result<()> {
    let to = (
        people::name.eq(&person.name),
        people::password_hash.eq(&person.password_hash),
        people::language.eq(&person.language),
        people::time_zone.eq(&person.time_zone),
    );
    let unverified = people::table.find(person.id).filter(people::verified_at.is_null());
    diesel::update(unverified).set(to).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn set_password(tx: &mut Tx<'_>, id: PersonId, hash: &str) -> Result<()> {
    diesel::update(people::table.find(id)).set(people::password_hash.eq(hash)).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn hats(conn: &mut Conn, id: PersonId) -> Result<Vec<Hat>> {
    Ok(hats::table.filter(hats::person_id.eq(id)).order(hats::hat).select(hats::hat).load(conn)?)
}

pub(super) fn people_with(conn: &mut Conn, hat: Hat) -> Result<Vec<PersonId>> {
    Ok(hats::table.filter(hats::hat.eq(hat)).order(hats::person_id).select(hats::person_id).load(conn)?)
}

pub(super) fn insert_hat(tx: &mut Tx<'_>, id: PersonId, hat: Hat) -> Result<()> {
    let row = (hats::person_id.eq(id), hats::hat.eq(hat), hats::granted_at.eq(tx.now()));
    diesel::insert_into(hats::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Answers whether they held it.
pub(super) fn delete_hat(tx: &mut Tx<'_>, id: PersonId, hat: Hat) -> Result<bool> {
    Ok(diesel::delete(hats::table.find((id, hat))).execute(&mut **tx)? == 1)
}

/// The id, name and address of everybody who holds one of `given`, from after `after` on.
pub(super) fn holders(
    conn: &mut Conn,
    given: &[Hat],
    after: Option<PersonId>,
    limit: i64,
) -> Result<Vec<(PersonId, String, String)>> {
    let hold = hats::table.filter(hats::hat.eq_any(given)).select(hats::person_id);
    let mut found = people::table.filter(people::id.eq_any(hold)).into_boxed();
    if let Some(after) = after {
        found = found.filter(people::id.gt(after));
    }
    Ok(found.order(people::id).limit(limit).select((people::id, people::name, people::email)).load(conn)?)
}

/// Which of `given` those people hold, and since when.
pub(super) fn held_by(conn: &mut Conn, people: &[PersonId], given: &[Hat]) -> Result<Vec<(PersonId, Hat, Instant)>> {
    let theirs = hats::table.filter(hats::person_id.eq_any(people)).filter(hats::hat.eq_any(given));
    Ok(theirs.order((hats::person_id, hats::hat)).select((hats::person_id, hats::hat, hats::granted_at)).load(conn)?)
}

pub(super) fn member_of(conn: &mut Conn, id: PersonId) -> Result<Option<MemberId>> {
    Ok(members::table.filter(members::person_id.eq(id)).select(members::id).first(conn).optional()?)
}

pub(super) fn client_of(conn: &mut Conn, id: PersonId) -> Result<Option<ClientId>> {
    Ok(client_people::table
        .filter(client_people::person_id.eq(id))
        .select(client_people::client_id)
        .first(conn)
        .optional()?)
}

/// Who of `people` acts for which client.
pub(super) fn clients_of(conn: &mut Conn, people: &[PersonId]) -> Result<Vec<(PersonId, ClientId)>> {
    let theirs = client_people::table.filter(client_people::person_id.eq_any(people));
    Ok(theirs.select((client_people::person_id, client_people::client_id)).load(conn)?)
}

pub(super) fn role(conn: &mut Conn, client: ClientId, person: PersonId) -> Result<Option<ClientRole>> {
    Ok(client_people::table.find((client, person)).select(client_people::role).first(conn).optional()?)
}

#[derive(Insertable)]
#[diesel(table_name = clients)]
pub(super) struct NewClient<'a> {
    pub(super) id: ClientId,
    pub(super) name: &'a str,
    pub(super) country: &'a str,
    pub(super) currency: Currency,
    pub(super) created_at: Instant,
}

pub(super) fn insert_client(tx: &mut Tx<'_>, client: &NewClient<'_>) -> Result<()> {
    diesel::insert_into(clients::table).values(client).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn client_name(conn: &mut Conn, client: ClientId) -> Result<Option<String>> {
    Ok(clients::table.find(client).select(clients::name).first(conn).optional()?)
}

pub(super) fn client_names(conn: &mut Conn, ids: &[ClientId]) -> Result<HashMap<ClientId, String>> {
    let named = clients::table.filter(clients::id.eq_any(ids)).select((clients::id, clients::name));
    Ok(named.load::<(ClientId, String)>(conn)?.into_iter().collect())
}

pub(super) fn client_founded_at(conn: &mut Conn, client: ClientId) -> Result<Option<Instant>> {
    Ok(clients::table.find(client).select(clients::created_at).first(conn).optional()?)
}

pub(super) fn insert_client_person(
    tx: &mut Tx<'_>,
    client: ClientId,
    person: PersonId,
    role: ClientRole,
) -> Result<()> {
    let row = (client_people::client_id.eq(client), client_people::person_id.eq(person), client_people::role.eq(role));
    diesel::insert_into(client_people::table).values(row).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn set_role(tx: &mut Tx<'_>, client: ClientId, person: PersonId, role: ClientRole) -> Result<()> {
    diesel::update(client_people::table.find((client, person))).set(client_people::role.eq(role)).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn delete_client_person(tx: &mut Tx<'_>, client: ClientId, person: PersonId) -> Result<()> {
    diesel::delete(client_people::table.find((client, person))).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn people_of_client(conn: &mut Conn, client: ClientId) -> Result<Vec<PersonId>> {
    Ok(client_people::table
        .filter(client_people::client_id.eq(client))
        .order(client_people::person_id)
        .select(client_people::person_id)
        .load(conn)?)
}

pub(super) fn people_with_role(conn: &mut Conn, client: ClientId, role: ClientRole) -> Result<Vec<PersonId>> {
    Ok(client_people::table
        .filter(client_people::client_id.eq(client))
        .filter(client_people::role.eq(role))
        .order(client_people::person_id)
        .select(client_people::person_id)
        .load(conn)?)
}

pub(super) fn insert_mail_token(
    tx: &mut Tx<'_>,
    hash: &str,
    person: PersonId,
    purpose: Purpose,
    expires_at: Instant,
) -> Result<()> {
    let row = (
        mail_tokens::hash.eq(hash),
        mail_tokens::person_id.eq(person),
        mail_tokens::purpose.eq(purpose),
        mail_tokens::expires_at.eq(expires_at),
    );
    diesel::insert_into(mail_tokens::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Whose a token is, if it is good.
pub(super) fn holder_of(conn: &mut Conn, hash: &str, purpose: Purpose, now: Instant) -> Result<Option<PersonId>> {
    let good = mail_tokens::table
        .find(hash)
        .filter(mail_tokens::purpose.eq(purpose))
        .filter(mail_tokens::used_at.is_null())
        .filter(mail_tokens::expires_at.gt(now));
    Ok(good.select(mail_tokens::person_id).first(conn).optional()?)
}

/// Voids every token of somebody for a purpose.
pub(super) fn void_mail_tokens(tx: &mut Tx<'_>, person: PersonId, purpose: Purpose) -> Result<()> {
    let now = tx.now();
    let theirs = mail_tokens::table.filter(mail_tokens::person_id.eq(person)).filter(mail_tokens::purpose.eq(purpose));
    diesel::update(theirs.filter(mail_tokens::used_at.is_null()))
        .set(mail_tokens::used_at.eq(now))
        .execute(&mut **tx)?;
    Ok(())
}

/// How often an address was tried, and when last.
pub(super) fn knock(conn: &mut Conn, key: &str, purpose: Knock) -> Result<Option<(i32, Instant)>> {
    Ok(knocks::table.find((key, purpose)).select((knocks::times, knocks::last_at)).first(conn).optional()?)
}

pub(super) fn count_knock(tx: &mut Tx<'_>, key: &str, purpose: Knock) -> Result<()> {
    let now = tx.now();
    let row = (knocks::address_hash.eq(key), knocks::purpose.eq(purpose), knocks::times.eq(1), knocks::last_at.eq(now));
    let counted = diesel::insert_into(knocks::table)
        .values(row)
        .on_conflict((knocks::address_hash, knocks::purpose))
        .do_update()
        .set((knocks::times.eq(knocks::times + 1), knocks::last_at.eq(now)));
    Portable(counted).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn forget_knock(tx: &mut Tx<'_>, key: &str, purpose: Knock) -> Result<()> {
    diesel::delete(knocks::table.find((key, purpose))).execute(&mut **tx)?;
    Ok(())
}

/// Whether somebody signed in from there before.
pub(super) fn is_known_place(conn: &mut Conn, place: &str) -> Result<bool> {
    let found: Option<String> =
        known_places::table.find(place).select(known_places::place_hash).first(conn).optional()?;
    Ok(found.is_some())
}

/// Notes from where an address signed in.
pub(super) fn note_place(tx: &mut Tx<'_>, place: &str, address: &str) -> Result<()> {
    let now = tx.now();
    let row =
        (known_places::place_hash.eq(place), known_places::address_hash.eq(address), known_places::last_at.eq(now));
    let noted = diesel::insert_into(known_places::table)
        .values(row)
        .on_conflict(known_places::place_hash)
        .do_update()
        .set(known_places::last_at.eq(now));
    Portable(noted).execute(&mut **tx)?;
    Ok(())
}

/// From where an address signed in.
pub(super) fn places(conn: &mut Conn, address: &str) -> Result<Vec<String>> {
    let theirs = known_places::table.filter(known_places::address_hash.eq(address));
    Ok(theirs.select(known_places::place_hash).load(conn)?)
}

/// Forgets from where an address signed in.
pub(super) fn forget_places(tx: &mut Tx<'_>, address: &str) -> Result<()> {
    diesel::delete(known_places::table.filter(known_places::address_hash.eq(address))).execute(&mut **tx)?;
    Ok(())
}

/// Forgets addresses that were tried last before `day`.
pub(super) fn forget_knocks(tx: &mut Tx<'_>, before: Instant) -> Result<()> {
    diesel::delete(knocks::table.filter(knocks::last_at.lt(before))).execute(&mut **tx)?;
    Ok(())
}

/// Uses a token up; answers whose it was, if it was good.
pub(super) fn use_mail_token(tx: &mut Tx<'_>, hash: &str, purpose: Purpose) -> Result<Option<PersonId>> {
    let now = tx.now();
    let found = holder_of(tx, hash, purpose, now)?;
    if found.is_some() {
        diesel::update(mail_tokens::table.find(hash)).set(mail_tokens::used_at.eq(now)).execute(&mut **tx)?;
    }
    Ok(found)
}

#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub(super) struct Session {
    pub(super) id: SessionId,
    pub(super) person_id: PersonId,
    pub(super) hat: Option<Hat>,
    pub(super) created_at: Instant,
    pub(super) ended_at: Option<Instant>,
    /// What it is on.
    pub(super) device: String,
    pub(super) used_at: Instant,
    /// Who vouched for them, where they did not show by themselves who they are.
    pub(super) provider_id: Option<ProviderId>,
}

/// The sessions that somebody can go on with, used last first.
pub(super) fn live_sessions(conn: &mut Conn, person: PersonId, since: Instant, limit: i64) -> Result<Vec<Session>> {
    let live = sessions::table
        .filter(sessions::person_id.eq(person))
        .filter(sessions::ended_at.is_null())
        .filter(sessions::used_at.gt(since));
    let newest_first = (sessions::used_at.desc(), sessions::id.desc());
    Ok(live.order(newest_first).limit(limit).select(Session::as_select()).load(conn)?)
}

/// On which devices somebody was ever signed in.
pub(super) fn devices(conn: &mut Conn, person: PersonId) -> Result<Vec<String>> {
    Ok(sessions::table
        .filter(sessions::person_id.eq(person))
        .select(sessions::device)
        .distinct()
        .limit(1_000)
        .load(conn)?)
}

/// Notes that a session was used.
pub(super) fn use_session(tx: &mut Tx<'_>, id: SessionId) -> Result<()> {
    let now = tx.now();
    diesel::update(sessions::table.find(id)).set(sessions::used_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn insert_session(tx: &mut Tx<'_>, session: &Session) -> Result<()> {
    diesel::insert_into(sessions::table).values(session).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn session(conn: &mut Conn, id: SessionId) -> Result<Option<Session>> {
    Ok(sessions::table.find(id).select(Session::as_select()).first(conn).optional()?)
}

pub(super) fn set_session_hat(tx: &mut Tx<'_>, id: SessionId, hat: Hat) -> Result<()> {
    diesel::update(sessions::table.find(id)).set(sessions::hat.eq(hat)).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn end_session(tx: &mut Tx<'_>, id: SessionId, because: &str) -> Result<()> {
    let now = tx.now();
    diesel::update(sessions::table.find(id).filter(sessions::ended_at.is_null()))
        .set((sessions::ended_at.eq(now), sessions::ended_because.eq(because)))
        .execute(&mut **tx)?;
    Ok(())
}

/// Ends every session of somebody, save the one that is `kept`.
pub(super) fn end_sessions(tx: &mut Tx<'_>, person: PersonId, kept: Option<SessionId>, because: &str) -> Result<()> {
    let now = tx.now();
    let theirs = sessions::table.filter(sessions::person_id.eq(person)).filter(sessions::ended_at.is_null());
    // No session has the empty id.
    let kept = kept.map(|id| id.to_string()).unwrap_or_default();
    diesel::update(theirs.filter(sessions::id.ne(kept)))
        .set((sessions::ended_at.eq(now), sessions::ended_because.eq(because)))
        .execute(&mut **tx)?;
    Ok(())
}

/// The sessions that ended after `since`.
pub(super) fn ended_since(conn: &mut Conn, since: Instant) -> Result<Vec<SessionId>> {
    Ok(sessions::table.filter(sessions::ended_at.gt(since)).select(sessions::id).load(conn)?)
}

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = refresh_tokens)]
pub(super) struct RefreshToken {
    pub(super) hash: String,
    pub(super) session_id: SessionId,
    pub(super) expires_at: Instant,
    pub(super) used_at: Option<Instant>,
    /// The one that it was given for, where it was not given for a password.
    pub(super) traded_from: Option<String>,
}

pub(super) fn insert_refresh_token(tx: &mut Tx<'_>, token: &RefreshToken) -> Result<()> {
    diesel::insert_into(refresh_tokens::table).values(token).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn refresh_token(conn: &mut Conn, hash: &str) -> Result<Option<RefreshToken>> {
    Ok(refresh_tokens::table.find(hash).select(RefreshToken::as_select()).first(conn).optional()?)
}

/// The hash of the token with which a session can be gone on with, if there is one.
pub(super) fn unused_refresh_token(conn: &mut Conn, session: SessionId) -> Result<Option<String>> {
    let unused =
        refresh_tokens::table.filter(refresh_tokens::session_id.eq(session)).filter(refresh_tokens::used_at.is_null());
    Ok(unused.select(refresh_tokens::hash).first(conn).optional()?)
}

pub(super) fn use_refresh_token(tx: &mut Tx<'_>, hash: &str) -> Result<()> {
    let now = tx.now();
    diesel::update(refresh_tokens::table.find(hash)).set(refresh_tokens::used_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

/// Voids what a token was traded for, as long as nobody used it; answers whether it was so.
pub(super) fn void_successors(tx: &mut Tx<'_>, hash: &str) -> Result<bool> {
    let now = tx.now();
    let successors = refresh_tokens::table.filter(refresh_tokens::traded_from.eq(hash));
    let void = diesel::update(successors.filter(refresh_tokens::used_at.is_null()))
        .set(refresh_tokens::used_at.eq(now))
        .execute(&mut **tx)?;
    // Those that were voided before are used as well, so one must have been left.
    Ok(void > 0)
}

pub(super) fn is_empty(conn: &mut Conn) -> Result<bool> {
    let anybody = people::table.select(people::id).first::<PersonId>(conn).optional()?;
    Ok(anybody.is_none())
}
