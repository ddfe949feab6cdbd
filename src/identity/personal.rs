//! What identity keeps of somebody: who they are, their hats, sessions, organisation and consents.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::{
    consents, door,
    model::{Hat, PersonId, SessionId},
    password, store,
};
use crate::{
    db::{Conn, Tx},
    error::Result,
    http,
    personal::{Obstacle, Rows, Whose, rows},
    schema::{client_people, clients, consents as agreed, hats, mail_tokens, people, refresh_tokens, sessions},
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
    rows!(told, conn, clients where clients::id.eq_any(whose.client) => {
        id: String, name: String, country: String, currency: String, created_at: Instant,
    })?;
    rows!(told, conn, consents where agreed::person_id.eq(person) => {
        kind: String, version: String, given_at: Instant, withdrawn_at: Option<Instant>,
    })
}

/// A network is never without an admin.
pub fn holds(conn: &mut Conn, whose: &Whose) -> Result<Option<Obstacle>> {
    Ok((store::people_with(conn, Hat::Admin)? == [whose.person]).then_some(Obstacle::Network))
}

/// Erases who they are: the row stays, under a pseudonym, because the book, the turns and the audit log name it.
pub fn erase(tx: &mut Tx<'_>, whose: &Whose) -> Result<()> {
    let person = whose.person;
    if let Some(known) = store::person(tx, person)? {
        door::forget(tx, &known.email)?;
    }
    let own = sessions::table.filter(sessions::person_id.eq(person)).select(sessions::id);
    let theirs: Vec<SessionId> = own.load(&mut **tx)?;
    forget_sessions(tx, &theirs)?;
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
