//! What identity keeps of somebody: who they are, their hats, sessions, organisation and consents.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::{
    clients, consents, door,
    keys::ACCESS_SECONDS,
    model::{ClientRole, Hat, InviteId, PersonId, SessionId},
    password, store,
};
use crate::{
    audit::By,
    db::{Conn, Tx},
    error::Result,
    http,
    personal::{Obstacle, Rows, Whose, rows},
    schema::{
        api_keys, client_invites, client_people, clients as organisations, consents as agreed, hats, known_places,
        mail_tokens, passkey_challenges, passkeys, people, recovery_codes, refresh_tokens, second_factors, sessions,
        sign_in_challenges,
    },
};

/// How many letters of an id stand in a pseudonym.
const TAIL: usize = 6;

/// Somebody in all their capacities.
pub fn whose(conn: &mut Conn, person: PersonId, at: Instant) -> Result<Whose> {
    let client = store::client_of(conn, person)?;
    let orphan = match client {
        Some(client) if store::people_of_client(conn, client)?.iter().all(|other| *other == person) => Some(client),
        _ => None,
    };
    Ok(Whose { person, member: store::member_of(conn, person)?, client, orphan, at })
}

/// Tells what is theirs. Passwords and tokens are not told: they are kept as hashes, and good for nothing but signing in.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    let person = whose.person;
    rows!(told, conn, people where people::id.eq(person) => {
        id: String, email: String, name: String, language: String, time_zone: String, verified_at: Option<Instant>,
        created_at: Instant,
    })?;
    rows!(told, conn, hats where hats::person_id.eq(person) => { hat: String, granted_at: Instant })?;
    rows!(told, conn, sessions where sessions::person_id.eq(person) => {
        id: String, device: String, hat: Option<String>, created_at: Instant, used_at: Instant,
        ended_at: Option<Instant>, ended_because: Option<String>,
    })?;
    rows!(told, conn, client_people where client_people::person_id.eq(person) => { client_id: String, role: String })?;
    rows!(told, conn, passkeys where passkeys::person_id.eq(person) => {
        id: String, name: String, created_at: Instant, used_at: Option<Instant>,
    })?;
    rows!(told, conn, second_factors where second_factors::person_id.eq(person) => {
        begun_at: Instant, confirmed_at: Option<Instant>,
    })?;
    rows!(told, conn, api_keys where api_keys::person_id.eq(person) => {
        id: String, name: String, scopes: String, created_at: Instant, expires_at: Instant, revoked_at: Option<Instant>,
    })?;
    // Whom they invited is somebody else.
    rows!(told, conn, client_invites where client_invites::invited_by.eq(person) => {
        id: String, role: String, created_at: Instant, expires_at: Instant, ended_at: Option<Instant>,
    })?;
    rows!(told, conn, clients where organisations::id.eq_any(whose.client) => {
        id: String, name: String, country: String, currency: String, created_at: Instant,
    })?;
    rows!(told, conn, consents where agreed::person_id.eq(person) => {
        kind: String, version: String, given_at: Instant, withdrawn_at: Option<Instant>,
    })
}

/// A network is never without an admin, and an organisation for which anybody acts never without somebody of finance.
pub fn holds(conn: &mut Conn, whose: &Whose) -> Result<Option<Obstacle>> {
    if store::people_with(conn, Hat::Admin)? == [whose.person] {
        return Ok(Some(Obstacle::Network));
    }
    let Some(client) = whose.client.filter(|_| whose.orphan.is_none()) else { return Ok(None) };
    let others = client_people::table
        .filter(client_people::client_id.eq(client))
        .filter(client_people::person_id.ne(whose.person))
        .filter(client_people::role.eq(ClientRole::Finance));
    let others: i64 = others.count().get_result(conn)?;
    Ok((others == 0).then_some(Obstacle::Organisation))
}

/// Erases who they are: the row stays, under a pseudonym, because the book, the turns and the audit log name it.
pub fn erase(tx: &mut Tx<'_>, whose: &Whose) -> Result<()> {
    let person = whose.person;
    if let Some(known) = store::person(tx, person)? {
        door::forget(tx, &known.email)?;
        diesel::delete(client_invites::table.filter(client_invites::email.eq(known.email))).execute(&mut **tx)?;
    }
    leave_sessions(tx, person)?;
    clients::api_keys::revoke_all(tx, By::Person(person, None), person)?;
    diesel::delete(second_factors::table.filter(second_factors::person_id.eq(person))).execute(&mut **tx)?;
    diesel::delete(recovery_codes::table.filter(recovery_codes::person_id.eq(person))).execute(&mut **tx)?;
    diesel::delete(sign_in_challenges::table.filter(sign_in_challenges::person_id.eq(person))).execute(&mut **tx)?;
    diesel::delete(passkeys::table.filter(passkeys::person_id.eq(person))).execute(&mut **tx)?;
    diesel::delete(passkey_challenges::table.filter(passkey_challenges::person_id.eq(person))).execute(&mut **tx)?;
    diesel::delete(mail_tokens::table.filter(mail_tokens::person_id.eq(person))).execute(&mut **tx)?;
    diesel::delete(hats::table.filter(hats::person_id.eq(person))).execute(&mut **tx)?;
    diesel::delete(client_people::table.filter(client_people::person_id.eq(person))).execute(&mut **tx)?;
    http::forget_answers_to(tx, person)?;
    consents::withdraw_all(tx, person)?;
    let now = tx.now();
    let to = (
        // No address: nobody signs in with it, and no mail is sent to it.
        people::email.eq(person.to_string()),
        people::name.eq(pseudonym(person)),
        people::password_hash.eq(password::NONE),
        people::language.eq("en"),
        people::time_zone.eq("UTC"),
        people::closed_at.eq(now),
    );
    diesel::update(people::table.find(person)).set(to).execute(&mut **tx)?;
    Ok(())
}

/// What somebody is called who has left: one word, the same in every language, and different for each.
fn pseudonym(person: PersonId) -> String {
    let id = person.to_string();
    let tail = id.len().saturating_sub(TAIL);
    format!("Left-{}", &id[tail..])
}

/// Ends sessions, or deletes them where nobody can hold an access token of theirs any more: until then, that they ended is
/// what every server refuses it by.
fn leave_sessions(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    let over = tx.now().plus_seconds(-ACCESS_SECONDS);
    let spent = sessions::table.filter(sessions::person_id.eq(person)).filter(sessions::ended_at.le(over));
    let spent: Vec<SessionId> = spent.select(sessions::id).load(&mut **tx)?;
    forget_sessions(tx, &spent)?;
    store::end_sessions(tx, person, None, "the account was closed")?;
    let left = sessions::table.filter(sessions::person_id.eq(person));
    diesel::update(left).set(sessions::device.eq("")).execute(&mut **tx)?;
    Ok(())
}

fn forget_sessions(tx: &mut Tx<'_>, which: &[SessionId]) -> Result<usize> {
    let mut forgotten = 0;
    for some in which.chunks(500) {
        let of_them = refresh_tokens::table.filter(refresh_tokens::session_id.eq_any(some));
        diesel::delete(of_them).execute(&mut **tx)?;
        forgotten += diesel::delete(sessions::table.filter(sessions::id.eq_any(some))).execute(&mut **tx)?;
    }
    Ok(forgotten)
}

/// Deletes sessions that were used last before `before`, with their tokens; `most` of them.
pub fn forget_old_sessions(tx: &mut Tx<'_>, before: Instant, most: i64) -> Result<usize> {
    let old = sessions::table.filter(sessions::used_at.lt(before)).order(sessions::used_at).limit(most);
    let old: Vec<SessionId> = old.select(sessions::id).load(&mut **tx)?;
    forget_sessions(tx, &old)
}

/// Deletes tokens of sessions that expired before `before`; `most` of them.
pub fn forget_refresh_tokens(tx: &mut Tx<'_>, before: Instant, most: i64) -> Result<usize> {
    // The one that was given for another goes first.
    let old = refresh_tokens::table
        .filter(refresh_tokens::expires_at.lt(before))
        .order(refresh_tokens::expires_at)
        .limit(most)
        .select(refresh_tokens::hash);
    let old: Vec<String> = old.load(&mut **tx)?;
    let successors = refresh_tokens::table.filter(refresh_tokens::traded_from.eq_any(&old));
    diesel::update(successors).set(refresh_tokens::traded_from.eq(None::<String>)).execute(&mut **tx)?;
    Ok(diesel::delete(refresh_tokens::table.filter(refresh_tokens::hash.eq_any(&old))).execute(&mut **tx)?)
}

/// Deletes tokens that were sent by mail and expired before `before`; `most` of them.
pub fn forget_mail_tokens(tx: &mut Tx<'_>, before: Instant, most: i64) -> Result<usize> {
    let old = mail_tokens::table.filter(mail_tokens::expires_at.lt(before)).limit(most).select(mail_tokens::hash);
    let old: Vec<String> = old.load(&mut **tx)?;
    Ok(diesel::delete(mail_tokens::table.filter(mail_tokens::hash.eq_any(&old))).execute(&mut **tx)?)
}

/// Deletes invites to act for a client that expired before `before`; `most` of them.
pub fn forget_invites(tx: &mut Tx<'_>, before: Instant, most: i64) -> Result<usize> {
    let old = client_invites::table.filter(client_invites::expires_at.lt(before)).limit(most);
    let old: Vec<InviteId> = old.select(client_invites::id).load(&mut **tx)?;
    Ok(diesel::delete(client_invites::table.filter(client_invites::id.eq_any(&old))).execute(&mut **tx)?)
}

/// Deletes second factors that were begun before `before` and never counted; `most` of them.
pub fn forget_begun_factors(tx: &mut Tx<'_>, before: Instant, most: i64) -> Result<usize> {
    let never = second_factors::table
        .filter(second_factors::confirmed_at.is_null())
        .filter(second_factors::begun_at.lt(before))
        .limit(most)
        .select(second_factors::person_id);
    let never: Vec<PersonId> = never.load(&mut **tx)?;
    Ok(diesel::delete(second_factors::table.filter(second_factors::person_id.eq_any(&never))).execute(&mut **tx)?)
}

/// Deletes challenges to give a code that expired before `before`; `most` of them.
pub fn forget_challenges(tx: &mut Tx<'_>, before: Instant, most: i64) -> Result<usize> {
    let old = sign_in_challenges::table.filter(sign_in_challenges::expires_at.lt(before)).limit(most);
    let old: Vec<String> = old.select(sign_in_challenges::hash).load(&mut **tx)?;
    Ok(diesel::delete(sign_in_challenges::table.filter(sign_in_challenges::hash.eq_any(&old))).execute(&mut **tx)?)
}

/// Deletes places from which somebody signed in last before `before`; `most` of them.
pub fn forget_places(tx: &mut Tx<'_>, before: Instant, most: i64) -> Result<usize> {
    let old = known_places::table.filter(known_places::last_at.lt(before)).limit(most);
    let old: Vec<String> = old.select(known_places::place_hash).load(&mut **tx)?;
    Ok(diesel::delete(known_places::table.filter(known_places::place_hash.eq_any(&old))).execute(&mut **tx)?)
}

/// Deletes those who signed up before `before`, never confirmed their address, and hold no link with which they still
/// could; `most` of them.
pub fn forget_unconfirmed(tx: &mut Tx<'_>, before: Instant, most: i64) -> Result<usize> {
    let never = people::table
        .filter(people::verified_at.is_null())
        .filter(people::created_at.lt(before))
        .filter(people::id.ne_all(mail_tokens::table.select(mail_tokens::person_id)))
        .limit(most)
        .select(people::id);
    let never: Vec<PersonId> = never.load(&mut **tx)?;
    diesel::delete(agreed::table.filter(agreed::person_id.eq_any(&never))).execute(&mut **tx)?;
    Ok(diesel::delete(people::table.filter(people::id.eq_any(&never))).execute(&mut **tx)?)
}
