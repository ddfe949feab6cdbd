//! The rows of organisations as they are looked for, and of their people, invites and API keys.

use diesel::prelude::*;
use muster_kernel::{Day, Instant};

use crate::{
    db::{Conn, Tx, escaped, lower},
    error::{Error, Result},
    identity::model::{ApiKeyId, ClientId, ClientRole, InviteId, PersonId},
    schema::{api_keys, client_invites, client_people, clients, people},
};

/// A client organisation.
#[derive(Queryable, Selectable)]
#[diesel(table_name = clients)]
pub(super) struct ClientRow {
    pub(super) id: ClientId,
    pub(super) name: String,
    pub(super) created_at: Instant,
}

/// The organisations of which the name holds `part`, in any case, or all of them: those older than `before`, the newest first.
pub(super) fn newest(
    conn: &mut Conn,
    part: Option<&str>,
    before: Option<ClientId>,
    limit: i64,
) -> Result<Vec<ClientRow>> {
    let mut found = clients::table.into_boxed();
    if let Some(part) = part {
        let pattern = format!("%{}%", escaped(&part.to_lowercase()));
        found = found.filter(lower(clients::name).like(pattern).escape('\\'));
    }
    if let Some(before) = before {
        found = found.filter(clients::id.lt(before));
    }
    Ok(found.order(clients::id.desc()).limit(limit).select(ClientRow::as_select()).load(conn)?)
}

/// The organisation of that id, if there is one.
pub(super) fn client(conn: &mut Conn, id: ClientId) -> Result<Option<ClientRow>> {
    Ok(clients::table.find(id).select(ClientRow::as_select()).first(conn).optional()?)
}

/// Id, name, address and role of everybody who acts for an organisation, the oldest account first.
pub(super) fn people(conn: &mut Conn, client: ClientId) -> Result<Vec<(PersonId, String, String, ClientRole)>> {
    Ok(client_people::table
        .inner_join(people::table.on(people::id.eq(client_people::person_id)))
        .filter(client_people::client_id.eq(client))
        .order(people::id)
        .select((people::id, people::name, people::email, client_people::role))
        .load(conn)?)
}

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = client_invites)]
pub(super) struct Invite {
    pub(super) id: InviteId,
    pub(super) client_id: ClientId,
    pub(super) email: String,
    pub(super) role: ClientRole,
    pub(super) token_hash: String,
    pub(super) invited_by: PersonId,
    pub(super) created_at: Instant,
    pub(super) expires_at: Instant,
    /// When it was followed or taken back.
    pub(super) ended_at: Option<Instant>,
}

pub(super) fn insert_invite(tx: &mut Tx<'_>, invite: &Invite) -> Result<()> {
    diesel::insert_into(client_invites::table).values(invite).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn invite_by(conn: &mut Conn, token_hash: &str) -> Result<Option<Invite>> {
    let found = client_invites::table.filter(client_invites::token_hash.eq(token_hash));
    Ok(found.select(Invite::as_select()).first(conn).optional()?)
}

/// The invites of an organisation whose links are good.
pub(super) fn open_invites(conn: &mut Conn, client: ClientId, now: Instant) -> Result<Vec<Invite>> {
    Ok(client_invites::table
        .filter(client_invites::client_id.eq(client))
        .filter(client_invites::ended_at.is_null())
        .filter(client_invites::expires_at.gt(now))
        .order(client_invites::id)
        .select(Invite::as_select())
        .load(conn)?)
}

pub(super) fn invited_since(conn: &mut Conn, client: ClientId, since: Instant) -> Result<i64> {
    let theirs =
        client_invites::table.filter(client_invites::client_id.eq(client)).filter(client_invites::created_at.gt(since));
    Ok(theirs.count().get_result(conn)?)
}

pub(super) fn end_invite(tx: &mut Tx<'_>, id: InviteId) -> Result<()> {
    let now = tx.now();
    diesel::update(client_invites::table.find(id)).set(client_invites::ended_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

/// Ends what is open to that address, whether it expired or not.
pub(super) fn end_invites_to(tx: &mut Tx<'_>, client: ClientId, email: &str) -> Result<()> {
    let now = tx.now();
    let open = client_invites::table
        .filter(client_invites::client_id.eq(client))
        .filter(client_invites::email.eq(email))
        .filter(client_invites::ended_at.is_null());
    diesel::update(open).set(client_invites::ended_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = api_keys)]
pub(super) struct ApiKeyRow {
    pub(super) id: ApiKeyId,
    pub(super) client_id: ClientId,
    /// For whom it acts.
    pub(super) person_id: PersonId,
    pub(super) name: String,
    pub(super) scopes: String,
    pub(super) begins: String,
    pub(super) hash: String,
    pub(super) created_at: Instant,
    pub(super) expires_at: Instant,
    pub(super) last_used_on: Option<Day>,
    pub(super) revoked_at: Option<Instant>,
}

pub(super) fn insert_key(tx: &mut Tx<'_>, key: &ApiKeyRow) -> Result<()> {
    diesel::insert_into(api_keys::table).values(key).execute(&mut **tx)?;
    Ok(())
}

/// The key of that hash, if it is good at `now`.
pub(super) fn good_key(conn: &mut Conn, hash: &str, now: Instant) -> Result<Option<ApiKeyRow>> {
    let good = api_keys::table
        .filter(api_keys::hash.eq(hash))
        .filter(api_keys::revoked_at.is_null())
        .filter(api_keys::expires_at.gt(now));
    Ok(good.select(ApiKeyRow::as_select()).first(conn).optional()?)
}

pub(super) fn count_good_keys(conn: &mut Conn, client: ClientId, now: Instant) -> Result<usize> {
    let good = api_keys::table
        .filter(api_keys::client_id.eq(client))
        .filter(api_keys::revoked_at.is_null())
        .filter(api_keys::expires_at.gt(now));
    let count: i64 = good.count().get_result(conn)?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// The keys of a client that were not revoked, the newest first, each with the name of whoever made it.
pub(super) fn keys(conn: &mut Conn, client: ClientId, limit: i64) -> Result<Vec<(ApiKeyRow, String)>> {
    Ok(api_keys::table
        .inner_join(people::table.on(people::id.eq(api_keys::person_id)))
        .filter(api_keys::client_id.eq(client))
        .filter(api_keys::revoked_at.is_null())
        .order(api_keys::id.desc())
        .limit(limit)
        .select((ApiKeyRow::as_select(), people::name))
        .load(conn)?)
}

/// A client's own key that was not revoked. Another client's is not found.
pub(super) fn key_of(conn: &mut Conn, client: ClientId, id: ApiKeyId) -> Result<ApiKeyRow> {
    let own = api_keys::table.find(id).filter(api_keys::client_id.eq(client)).filter(api_keys::revoked_at.is_null());
    let found = own.select(ApiKeyRow::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("API key", id))
}

/// The keys that act for somebody and were not revoked.
pub(super) fn keys_of(conn: &mut Conn, person: PersonId) -> Result<Vec<ApiKeyId>> {
    let theirs = api_keys::table.filter(api_keys::person_id.eq(person));
    Ok(theirs.filter(api_keys::revoked_at.is_null()).order(api_keys::id).select(api_keys::id).load(conn)?)
}

pub(super) fn revoke(tx: &mut Tx<'_>, id: ApiKeyId) -> Result<()> {
    let now = tx.now();
    diesel::update(api_keys::table.find(id)).set(api_keys::revoked_at.eq(now)).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn note_use(tx: &mut Tx<'_>, id: ApiKeyId, on: Day) -> Result<()> {
    diesel::update(api_keys::table.find(id)).set(api_keys::last_used_on.eq(on)).execute(&mut **tx)?;
    Ok(())
}
