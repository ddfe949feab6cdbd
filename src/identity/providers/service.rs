//! Use cases of providers: how finance sets one up, and how admins confirm its domains.

use std::collections::BTreeSet;

use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{
    entering::redirect_uri,
    model::{self, ProviderState},
    store::{self, Domain, Provider},
    talk,
};
use crate::{
    app::App,
    audit,
    db::{Conn, Tx},
    error::{Check, Error, Result},
    http::{Page, PageQuery},
    identity::{
        actor::{Admin, Client},
        clients,
        hats::ending,
        letters,
        model::{ClientRole, Hat, ProviderId},
        service, store as identities,
    },
    letters::Letter,
};

/// The most domains of an organisation.
const MOST_DOMAINS: usize = 10;
/// The longest address of an issuer.
const LONGEST_ISSUER: usize = 500;
/// What would be right where an issuer speaks for everybody.
const ONE_ORGANISATIONS: &str = "the issuer of your own directory (tenant), with its id: \
    https://login.microsoftonline.com/8eaef023-2b34-4da1-9baa-8bc8c9d6a490/v2.0, for example. The ones with common, \
    organizations or consumers, and the one of personal accounts, sign in people of any organisation and of none";

/// The provider of your organisation, as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderSettings {
    /// Its issuer: the `https` address under which it describes itself, without `/.well-known/openid-configuration`.
    pub issuer: String,
    /// As what Muster is registered there (the client id), 1 to 200 characters.
    #[schema(min_length = 1, max_length = 200)]
    pub registered_as: String,
    /// The secret that came with it. It is never shown again; absent, the one that is kept stays, as long as issuer and
    /// client id do.
    pub secret: Option<String>,
    /// The domains of your people's addresses, 1 to 10. Each counts once an admin of the network has confirmed it.
    #[schema(min_items = 1, max_items = 10)]
    pub domains: Vec<String>,
    /// Whether people sign in by it.
    pub switched_on: bool,
    /// Whether somebody who is new here becomes one of your people, as requester; otherwise you invite them first.
    pub makes_people: bool,
    /// Whether it vouches for addresses: one of which it says nothing either way then counts as verified, if its domain is
    /// confirmed. For providers that never say anything of that, such as Microsoft Entra ID; absent, it does not. An address
    /// that it says is not verified never counts.
    #[serde(default)]
    pub vouches_for_addresses: bool,
}

/// A domain of an organisation.
#[derive(Serialize, ToSchema)]
pub struct ProviderDomain {
    /// The domain.
    pub domain: String,
    /// Since when it counts; absent where it waits for an admin.
    pub confirmed_at: Option<Instant>,
}

/// The provider of your organisation. Its secret is not shown.
#[derive(Serialize, ToSchema)]
pub struct OwnProvider {
    /// Whether people sign in by it.
    pub state: ProviderState,
    /// Its issuer.
    pub issuer: String,
    /// As what Muster is registered there.
    pub registered_as: String,
    /// The domains of your people's addresses.
    pub domains: Vec<ProviderDomain>,
    /// Whether it is switched on.
    pub switched_on: bool,
    /// Whether somebody who is new here becomes one of your people.
    pub makes_people: bool,
    /// Whether it vouches for addresses of which it says nothing either way.
    pub vouches_for_addresses: bool,
    /// When it was changed last.
    pub changed_at: Instant,
}

/// How people of your organisation sign in at its own provider.
#[derive(Serialize, ToSchema)]
pub struct ProviderSetup {
    /// Where they come back to: register this address at the provider.
    pub redirect_uri: String,
    /// The provider, if there is one.
    pub provider: Option<OwnProvider>,
}

/// The provider of an organisation, as admins see it.
#[derive(Serialize, ToSchema)]
pub struct ProviderLine {
    /// Which one.
    pub id: ProviderId,
    /// What the organisation is called.
    pub organisation: String,
    /// Its issuer.
    pub issuer: String,
    /// How it stands.
    pub state: ProviderState,
    /// The domains that the organisation says are its own.
    pub domains: Vec<ProviderDomain>,
}

/// The provider of somebody's organisation.
pub fn read(app: &App, who: Client) -> Result<ProviderSetup> {
    let provider = app.db.read(|conn| own(conn, who))?;
    Ok(ProviderSetup { redirect_uri: redirect_uri(app, who.client), provider })
}

/// Registers or changes the provider of an organisation. A new issuer is asked at once whether it is one.
pub fn set(app: &App, who: Client, wanted: &ProviderSettings) -> Result<ProviderSetup> {
    let domains = checked(app, wanted)?;
    let known = app.db.read(|conn| {
        clients::check_role(conn, who, &[ClientRole::Finance])?;
        store::of_client(conn, who.client)
    })?;
    if known.is_none_or(|known| known.issuer != wanted.issuer) {
        talk::discover(&app.outbound, &wanted.issuer)?;
    }
    ending(app, |tx| {
        clients::check_role(tx, who, &[ClientRole::Finance])?;
        let before = store::of_client(tx, who.client)?;
        let id = before.as_ref().map_or_else(|| tx.id(), |before| before.id);
        let is_same =
            |before: &&Provider| before.issuer == wanted.issuer && before.registered_as == wanted.registered_as;
        let kept = before.as_ref().filter(is_same).map(|before| before.sealed_secret.clone());
        let sealed_secret = match (&wanted.secret, kept) {
            (Some(secret), _) => app.sealer.seal(tx.mint(), id.as_str(), secret.as_bytes())?,
            // It was given for another server, and is not handed to this one.
            (None, kept) => kept.ok_or_else(|| {
                Error::field("secret", "(not shown)", "the secret, wherever issuer or client id are new")
            })?,
        };
        let provider = Provider {
            id,
            client_id: who.client,
            issuer: wanted.issuer.clone(),
            registered_as: wanted.registered_as.clone(),
            sealed_secret,
            switched_on: wanted.switched_on,
            makes_people: wanted.makes_people,
            vouches_for_addresses: wanted.vouches_for_addresses,
            changed_at: tx.now(),
        };
        let told_before = before.as_ref().map(|before| told(tx, before)).transpose()?;
        match &before {
            Some(before) => replace(tx, before, &provider)?,
            None => {
                store::insert(tx, &provider).map_err(|error| if error.is_taken() { set_meanwhile() } else { error })?
            }
        }
        let new = set_domains(tx, id, &domains)?;
        let told_after = told(tx, &provider)?;
        audit::record_change(tx, who.into(), "provider.set", id, &told_before, &told_after)?;
        if new.is_empty() { Ok(()) } else { ask_admins(app, tx, who, &new) }
    })?;
    read(app, who)
}

/// Takes the provider of an organisation away. Whoever is signed in by it is signed out.
pub fn remove(app: &App, who: Client) -> Result<()> {
    ending(app, |tx| {
        let provider = store::of_client(tx, who.client)?.ok_or_else(|| Error::not_found("provider", who.client))?;
        clients::check_role(tx, who, &[ClientRole::Finance])?;
        let before = told(tx, &provider)?;
        store::end_sessions(tx, provider.id, "the provider was removed")?;
        store::delete(tx, provider.id)?;
        audit::record_change(tx, who.into(), "provider.removed", provider.id, &before, &())
    })
}

/// Every provider, the oldest first.
pub fn list(app: &App, _: Admin, query: &PageQuery) -> Result<Page<ProviderLine>> {
    let (limit, after) = (query.limit()?, query.cursor()?);
    app.db.read(|conn| {
        let found = Page::of(store::all(conn, after, limit + 1)?, limit, |provider| provider.id.to_string());
        let ids: Vec<ProviderId> = found.items.iter().map(|provider| provider.id).collect();
        let domains = store::domains(conn, &ids)?;
        let line = |provider: Provider| -> Result<ProviderLine> {
            let own: Vec<Domain> = domains.iter().filter(|domain| domain.provider_id == provider.id).cloned().collect();
            Ok(ProviderLine {
                id: provider.id,
                organisation: clients::name(conn, provider.client_id)?,
                state: model::state(&provider, &own),
                issuer: provider.issuer,
                domains: own.into_iter().map(shown).collect(),
            })
        };
        let items = found.items.into_iter().map(line).collect::<Result<Vec<ProviderLine>>>()?;
        Ok(Page { items, next: found.next })
    })
}

/// An admin confirms that a domain belongs to an organisation. It belongs to none else.
pub fn confirm_domain(app: &App, who: Admin, id: ProviderId, domain: &str) -> Result<()> {
    app.db.write(|tx| {
        let (provider, row) = of_provider(tx, id, domain)?;
        if row.confirmed_at.is_some() {
            return Ok(());
        }
        let domain = row.domain.as_str();
        if store::by_domain(tx, domain)?.is_some() {
            return Err(domain_taken());
        }
        let before = told(tx, &provider)?;
        let now = tx.now();
        store::confirm(tx, id, domain, Some(now))
            .map_err(|error| if error.is_taken() { domain_taken() } else { error })?;
        let after = told(tx, &provider)?;
        audit::record_change(tx, who.into(), "provider.domain-confirmed", id, &before, &after)?;
        for person in clients::finance_of(tx, provider.client_id)? {
            let to = service::addressee(tx, person)?;
            letters::mail(tx, &to, &Letter::new("domain-confirmed").with("domain", domain))?;
        }
        Ok(())
    })
}

/// An admin takes a confirmation back. Whoever is signed in by the provider is signed out.
pub fn take_domain_back(app: &App, who: Admin, id: ProviderId, domain: &str) -> Result<()> {
    ending(app, |tx| {
        let (provider, row) = of_provider(tx, id, domain)?;
        if row.confirmed_at.is_none() {
            return Ok(());
        }
        let before = told(tx, &provider)?;
        store::confirm(tx, id, &row.domain, None)?;
        store::end_sessions(tx, id, "a domain is not confirmed any more")?;
        let after = told(tx, &provider)?;
        audit::record_change(tx, who.into(), "provider.domain-taken-back", id, &before, &after)
    })
}

fn own(conn: &mut Conn, who: Client) -> Result<Option<OwnProvider>> {
    let Some(provider) = store::of_client(conn, who.client)? else { return Ok(None) };
    let domains = store::domains(conn, &[provider.id])?;
    let state = model::state(&provider, &domains);
    let domains = domains.into_iter().map(shown).collect();
    Ok(Some(OwnProvider {
        state,
        issuer: provider.issuer,
        registered_as: provider.registered_as,
        domains,
        switched_on: provider.switched_on,
        makes_people: provider.makes_people,
        vouches_for_addresses: provider.vouches_for_addresses,
        changed_at: provider.changed_at,
    }))
}

fn shown(domain: Domain) -> ProviderDomain {
    ProviderDomain { domain: domain.domain, confirmed_at: domain.confirmed_at }
}

fn of_provider(conn: &mut Conn, id: ProviderId, domain: &str) -> Result<(Provider, Domain)> {
    let provider = store::provider(conn, id)?.ok_or_else(|| Error::not_found("provider", id))?;
    let row = model::domain(domain).map_or(Ok(None), |name| store::domain(conn, id, &name))?;
    Ok((provider, row.ok_or_else(|| Error::not_found("domain", domain))?))
}

/// The domains, each once and in lower case, where everything is as it should be.
fn checked(app: &App, wanted: &ProviderSettings) -> Result<BTreeSet<String>> {
    let mut check = Check::new();
    let reachable = app.outbound.check(&wanted.issuer).err().map_or_else(String::new, |failure| failure.to_string());
    let is_plain = wanted.issuer.len() <= LONGEST_ISSUER && !wanted.issuer.contains(['?', '#']);
    let right = "an https address of the open internet without a question mark or a hash, up to 500 characters.";
    check.that(reachable.is_empty() && is_plain, "issuer", &wanted.issuer, format!("{right} {reachable}"));
    check.that(model::is_one_organisations(&wanted.issuer), "issuer", &wanted.issuer, ONE_ORGANISATIONS);
    check.length("registered_as", &wanted.registered_as, 1..=200);
    let is_line = !wanted.registered_as.chars().any(char::is_control);
    check.that(is_line, "registered_as", &wanted.registered_as, "one line of letters, digits and signs");
    let fits = wanted.secret.as_ref().is_none_or(|secret| (1..=500).contains(&secret.len()));
    check.that(fits, "secret", "(not shown)", "1 to 500 characters, or absent");
    let is_counted = (1..=MOST_DOMAINS).contains(&wanted.domains.len());
    check.that(is_counted, "domains", wanted.domains.len(), format!("1 to {MOST_DOMAINS} domains"));
    let mut domains = BTreeSet::new();
    for (number, text) in wanted.domains.iter().take(MOST_DOMAINS).enumerate() {
        let domain = model::domain(text);
        check.that(domain.is_some(), format!("domains[{number}]"), text, "a domain such as example.org");
        domains.extend(domain);
    }
    check.done()?;
    Ok(domains)
}

/// Puts a provider in place of what it was. What was begun with that is void, and whoever was signed in by it is out where it
/// is another one now, or none.
fn replace(tx: &mut Tx<'_>, before: &Provider, after: &Provider) -> Result<()> {
    store::change(tx, after)?;
    store::forget_begun(tx, after.id)?;
    let is_another = before.issuer != after.issuer || before.registered_as != after.registered_as;
    let vouches_no_more = before.vouches_for_addresses && !after.vouches_for_addresses;
    // Another one has its own names for people, and many have others for each client id. Who was found by an address of which
    // nothing was said has to show one that counts.
    if is_another || vouches_no_more {
        store::forget_links(tx, after.id)?;
    }
    if is_another || vouches_no_more || !after.switched_on {
        store::end_sessions(tx, after.id, "the provider was changed")?;
    }
    Ok(())
}

/// Leaves those domains and no others; answers which are new. Those that were confirmed stay so.
fn set_domains(tx: &mut Tx<'_>, id: ProviderId, wanted: &BTreeSet<String>) -> Result<Vec<String>> {
    let known = store::domains(tx, &[id])?;
    for row in known.iter().filter(|row| !wanted.contains(&row.domain)) {
        store::delete_domain(tx, id, &row.domain)?;
    }
    if known.iter().any(|row| row.confirmed_at.is_some() && !wanted.contains(&row.domain)) {
        store::end_sessions(tx, id, "a domain was taken out")?;
    }
    let is_known = |domain: &&String| known.iter().any(|row| row.domain == **domain);
    let new: Vec<String> = wanted.iter().filter(|domain| !is_known(domain)).cloned().collect();
    for domain in &new {
        store::insert_domain(tx, &Domain { provider_id: id, domain: domain.clone(), confirmed_at: None })?;
    }
    Ok(new)
}

/// A provider as the audit log tells it, without its secret.
fn told(conn: &mut Conn, provider: &Provider) -> Result<Value> {
    let domains = store::domains(conn, &[provider.id])?;
    let names = |confirmed: bool| {
        let some = domains.iter().filter(|domain| domain.confirmed_at.is_some() == confirmed);
        some.map(|domain| domain.domain.as_str()).collect::<Vec<_>>()
    };
    Ok(json!({
        "issuer": provider.issuer,
        "registered_as": provider.registered_as,
        "switched_on": provider.switched_on,
        "makes_people": provider.makes_people,
        "vouches_for_addresses": provider.vouches_for_addresses,
        "confirmed": names(true),
        "waiting": names(false),
    }))
}

fn domain_taken() -> Error {
    let sentence = "This domain is confirmed for another organisation. Take it from that one first.";
    Error::conflict("domain-taken", sentence)
}

/// Of two who register one at the same moment, one was first.
fn set_meanwhile() -> Error {
    let sentence =
        "Somebody else of your organisation registered its provider at this moment. Look at it, and try again.";
    Error::conflict("provider-set-meanwhile", sentence)
}

fn ask_admins(app: &App, tx: &mut Tx<'_>, who: Client, new: &[String]) -> Result<()> {
    let organisation = clients::name(tx, who.client)?;
    let organisation = organisation.split(char::is_control).collect::<Vec<_>>().join(" ");
    for person in identities::people_with(tx, Hat::Admin)? {
        let letter = letters::with_link(app, "domains-wait", "/network/providers")
            .with("organisation", organisation.as_str())
            .with("domains", new.join(", "));
        let to = service::addressee(tx, person)?;
        letters::mail(tx, &to, &letter)?;
    }
    Ok(())
}
