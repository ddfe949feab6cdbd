//! The rows of passkeys, and of what browsers were asked.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::model::{Errand, PasskeyId};
use crate::{
    db::{Conn, Tx},
    error::Result,
    identity::PersonId,
    schema::{passkey_challenges, passkeys},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = passkeys)]
pub(super) struct Passkey {
    pub(super) id: PasskeyId,
    pub(super) person_id: PersonId,
    pub(super) name: String,
    /// What its device calls it.
    pub(super) credential: String,
    /// How its device is reached.
    pub(super) transports: i32,
    pub(super) public_key: Vec<u8>,
    /// What changes with each use.
    pub(super) state: Vec<u8>,
    pub(super) created_at: Instant,
    pub(super) used_at: Option<Instant>,
}

pub(super) fn insert(tx: &mut Tx<'_>, passkey: &Passkey) -> Result<()> {
    let row = (
        passkeys::id.eq(passkey.id),
        passkeys::person_id.eq(passkey.person_id),
        passkeys::name.eq(&passkey.name),
        passkeys::credential.eq(&passkey.credential),
        passkeys::transports.eq(passkey.transports),
        passkeys::public_key.eq(passkey.public_key.as_slice()),
        passkeys::state.eq(passkey.state.as_slice()),
        passkeys::created_at.eq(passkey.created_at),
        passkeys::used_at.eq(passkey.used_at),
    );
    diesel::insert_into(passkeys::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// The passkeys of somebody, the oldest first.
pub(super) fn of(conn: &mut Conn, person: PersonId) -> Result<Vec<Passkey>> {
    let theirs = passkeys::table.filter(passkeys::person_id.eq(person)).order(passkeys::id);
    Ok(theirs.select(Passkey::as_select()).load(conn)?)
}

/// One of somebody's passkeys.
pub(super) fn own(conn: &mut Conn, person: PersonId, id: PasskeyId) -> Result<Option<Passkey>> {
    let theirs = passkeys::table.find(id).filter(passkeys::person_id.eq(person));
    Ok(theirs.select(Passkey::as_select()).first(conn).optional()?)
}

/// The passkey that a device calls so, whoever it belongs to.
pub(super) fn by_credential(conn: &mut Conn, credential: &str) -> Result<Option<Passkey>> {
    let found = passkeys::table.filter(passkeys::credential.eq(credential));
    Ok(found.select(Passkey::as_select()).first(conn).optional()?)
}

/// Notes that a passkey was used.
pub(super) fn note_use(tx: &mut Tx<'_>, id: PasskeyId, state: &[u8]) -> Result<()> {
    let to = (passkeys::state.eq(state), passkeys::used_at.eq(tx.now()));
    diesel::update(passkeys::table.find(id)).set(to).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn set_name(tx: &mut Tx<'_>, id: PasskeyId, name: &str) -> Result<()> {
    diesel::update(passkeys::table.find(id)).set(passkeys::name.eq(name)).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn delete(tx: &mut Tx<'_>, id: PasskeyId) -> Result<()> {
    diesel::delete(passkeys::table.find(id)).execute(&mut **tx)?;
    Ok(())
}

/// Deletes every passkey of somebody; answers how many there were.
pub(super) fn delete_all(tx: &mut Tx<'_>, person: PersonId) -> Result<usize> {
    Ok(diesel::delete(passkeys::table.filter(passkeys::person_id.eq(person))).execute(&mut **tx)?)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = passkey_challenges)]
pub(super) struct Challenge {
    /// Who was asked, unless somebody signs in.
    pub(super) person_id: Option<PersonId>,
    /// What the answer is held against.
    pub(super) state: Vec<u8>,
}

pub(super) fn insert_challenge(
    tx: &mut Tx<'_>,
    hash: &str,
    errand: Errand,
    person: Option<PersonId>,
    state: &[u8],
    expires_at: Instant,
) -> Result<()> {
    let row = (
        passkey_challenges::hash.eq(hash),
        passkey_challenges::errand.eq(errand),
        passkey_challenges::person_id.eq(person),
        passkey_challenges::state.eq(state),
        passkey_challenges::expires_at.eq(expires_at),
    );
    diesel::insert_into(passkey_challenges::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Uses a challenge up; answers it, if it was made for that errand and has not expired.
pub(super) fn use_challenge(tx: &mut Tx<'_>, hash: &str, errand: Errand) -> Result<Option<Challenge>> {
    let now = tx.now();
    let open = passkey_challenges::table
        .find(hash)
        .filter(passkey_challenges::errand.eq(errand))
        .filter(passkey_challenges::expires_at.gt(now));
    let found: Option<Challenge> = open.select(Challenge::as_select()).first(&mut **tx).optional()?;
    diesel::delete(passkey_challenges::table.find(hash)).execute(&mut **tx)?;
    Ok(found)
}

/// Forgets whatever somebody was asked.
pub(super) fn forget_challenges(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    let theirs = passkey_challenges::table.filter(passkey_challenges::person_id.eq(person));
    diesel::delete(theirs).execute(&mut **tx)?;
    Ok(())
}

/// Forgets what nobody answered in time.
pub(super) fn forget_expired(tx: &mut Tx<'_>) -> Result<()> {
    let now = tx.now();
    let over = passkey_challenges::table.filter(passkey_challenges::expires_at.le(now));
    diesel::delete(over).execute(&mut **tx)?;
    Ok(())
}
