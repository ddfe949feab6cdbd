//! The rows of providers, their domains, the people that they know, and sign-ins that were begun.

use diesel::prelude::*;
use muster_kernel::Instant;

use crate::{
    db::{Conn, Tx},
    error::Result,
    identity::model::{ClientId, PersonId, ProviderId},
    schema::{provider_domains, provider_links, provider_sign_ins, sessions, sign_in_providers},
};

#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = sign_in_providers)]
pub(super) struct Provider {
    pub(super) id: ProviderId,
    pub(super) client_id: ClientId,
    pub(super) issuer: String,
    pub(super) registered_as: String,
    pub(super) sealed_secret: String,
    pub(super) switched_on: bool,
    pub(super) makes_people: bool,
    pub(super) vouches_for_addresses: bool,
    pub(super) changed_at: Instant,
}

pub(super) fn insert(tx: &mut Tx<'_>, provider: &Provider) -> Result<()> {
    diesel::insert_into(sign_in_providers::table).values(provider).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn change(tx: &mut Tx<'_>, to: &Provider) -> Result<()> {
    let set = (
        sign_in_providers::issuer.eq(&to.issuer),
        sign_in_providers::registered_as.eq(&to.registered_as),
        sign_in_providers::sealed_secret.eq(&to.sealed_secret),
        sign_in_providers::switched_on.eq(to.switched_on),
        sign_in_providers::makes_people.eq(to.makes_people),
        sign_in_providers::vouches_for_addresses.eq(to.vouches_for_addresses),
        sign_in_providers::changed_at.eq(to.changed_at),
    );
    diesel::update(sign_in_providers::table.find(to.id)).set(set).execute(&mut **tx)?;
    Ok(())
}

/// Deletes a provider with its domains, the people that it knows, and what was begun.
pub(super) fn delete(tx: &mut Tx<'_>, id: ProviderId) -> Result<()> {
    forget_begun(tx, id)?;
    forget_links(tx, id)?;
    diesel::delete(provider_domains::table.filter(provider_domains::provider_id.eq(id))).execute(&mut **tx)?;
    diesel::delete(sign_in_providers::table.find(id)).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn of_client(conn: &mut Conn, client: ClientId) -> Result<Option<Provider>> {
    let theirs = sign_in_providers::table.filter(sign_in_providers::client_id.eq(client));
    Ok(theirs.select(Provider::as_select()).first(conn).optional()?)
}

pub(super) fn provider(conn: &mut Conn, id: ProviderId) -> Result<Option<Provider>> {
    Ok(sign_in_providers::table.find(id).select(Provider::as_select()).first(conn).optional()?)
}

/// The one provider for which a domain is confirmed.
pub(super) fn by_domain(conn: &mut Conn, domain: &str) -> Result<Option<Provider>> {
    let confirmed = provider_domains::table
        .filter(provider_domains::domain.eq(domain))
        .filter(provider_domains::confirmed_at.is_not_null())
        .select(provider_domains::provider_id);
    let id: Option<ProviderId> = confirmed.first(conn).optional()?;
    id.map_or(Ok(None), |id| provider(conn, id))
}

/// Every provider, the oldest first, from after `after` on.
pub(super) fn all(conn: &mut Conn, after: Option<ProviderId>, limit: i64) -> Result<Vec<Provider>> {
    // No provider has the empty id.
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    let found = sign_in_providers::table.filter(sign_in_providers::id.gt(after));
    Ok(found.order(sign_in_providers::id).limit(limit).select(Provider::as_select()).load(conn)?)
}

#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = provider_domains)]
pub(super) struct Domain {
    pub(super) provider_id: ProviderId,
    pub(super) domain: String,
    pub(super) confirmed_at: Option<Instant>,
}

/// The domains of those providers, by their names.
pub(super) fn domains(conn: &mut Conn, of: &[ProviderId]) -> Result<Vec<Domain>> {
    let theirs = provider_domains::table.filter(provider_domains::provider_id.eq_any(of));
    Ok(theirs.order(provider_domains::domain).select(Domain::as_select()).load(conn)?)
}

pub(super) fn domain(conn: &mut Conn, of: ProviderId, domain: &str) -> Result<Option<Domain>> {
    Ok(provider_domains::table.find((of, domain)).select(Domain::as_select()).first(conn).optional()?)
}

pub(super) fn insert_domain(tx: &mut Tx<'_>, row: &Domain) -> Result<()> {
    diesel::insert_into(provider_domains::table).values(row).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn delete_domain(tx: &mut Tx<'_>, of: ProviderId, domain: &str) -> Result<()> {
    diesel::delete(provider_domains::table.find((of, domain))).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn confirm(tx: &mut Tx<'_>, of: ProviderId, domain: &str, at: Option<Instant>) -> Result<()> {
    let row = provider_domains::table.find((of, domain));
    diesel::update(row).set(provider_domains::confirmed_at.eq(at)).execute(&mut **tx)?;
    Ok(())
}

/// Whom a provider knows by that name.
pub(super) fn linked(conn: &mut Conn, provider: &Provider, subject: &str) -> Result<Option<PersonId>> {
    let link = provider_links::table.find((provider.id, &provider.issuer, subject));
    Ok(link.select(provider_links::person_id).first(conn).optional()?)
}

/// Whether a provider knows somebody, by whatever name.
pub(super) fn knows(conn: &mut Conn, provider: &Provider, person: PersonId) -> Result<bool> {
    let link = provider_links::table
        .filter(provider_links::provider_id.eq(provider.id))
        .filter(provider_links::issuer.eq(&provider.issuer))
        .filter(provider_links::person_id.eq(person));
    let found: Option<PersonId> = link.select(provider_links::person_id).first(conn).optional()?;
    Ok(found.is_some())
}

pub(super) fn link(tx: &mut Tx<'_>, provider: &Provider, subject: &str, person: PersonId) -> Result<()> {
    let row = (
        provider_links::provider_id.eq(provider.id),
        provider_links::issuer.eq(&provider.issuer),
        provider_links::subject.eq(subject),
        provider_links::person_id.eq(person),
        provider_links::linked_at.eq(tx.now()),
    );
    diesel::insert_into(provider_links::table).values(row).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn unlink(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    diesel::delete(provider_links::table.filter(provider_links::person_id.eq(person))).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn forget_links(tx: &mut Tx<'_>, id: ProviderId) -> Result<()> {
    diesel::delete(provider_links::table.filter(provider_links::provider_id.eq(id))).execute(&mut **tx)?;
    Ok(())
}

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = provider_sign_ins)]
pub(super) struct Begun {
    pub(super) state_hash: String,
    pub(super) keep_hash: String,
    pub(super) provider_id: ProviderId,
    pub(super) sealed: String,
    pub(super) accepts: Option<String>,
    pub(super) expires_at: Instant,
}

pub(super) fn insert_begun(tx: &mut Tx<'_>, begun: &Begun) -> Result<()> {
    diesel::insert_into(provider_sign_ins::table).values(begun).execute(&mut **tx)?;
    Ok(())
}

/// Takes a sign-in that was begun, whether it expired or not: nobody finds it again.
pub(super) fn take(tx: &mut Tx<'_>, state_hash: &str) -> Result<Option<Begun>> {
    let row = provider_sign_ins::table.find(state_hash);
    let found: Option<Begun> = row.select(Begun::as_select()).first(&mut **tx).optional()?;
    let taken = diesel::delete(provider_sign_ins::table.find(state_hash)).execute(&mut **tx)?;
    Ok(found.filter(|_| taken == 1))
}

pub(super) fn forget_begun(tx: &mut Tx<'_>, id: ProviderId) -> Result<()> {
    diesel::delete(provider_sign_ins::table.filter(provider_sign_ins::provider_id.eq(id))).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn forget_expired(tx: &mut Tx<'_>) -> Result<()> {
    let now = tx.now();
    diesel::delete(provider_sign_ins::table.filter(provider_sign_ins::expires_at.le(now))).execute(&mut **tx)?;
    Ok(())
}

/// Ends every session for which a provider vouches.
pub(super) fn end_sessions(tx: &mut Tx<'_>, id: ProviderId, because: &str) -> Result<()> {
    let now = tx.now();
    let live = sessions::table.filter(sessions::provider_id.eq(id)).filter(sessions::ended_at.is_null());
    diesel::update(live).set((sessions::ended_at.eq(now), sessions::ended_because.eq(because))).execute(&mut **tx)?;
    Ok(())
}
