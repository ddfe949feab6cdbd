//! Signing in by a provider: there, and back.
//!
//! What is begun is a row with an end, which is gone once it is answered, whatever comes of it. The browser that began it
//! keeps a secret that the provider never sees, so nobody is signed in as somebody else by a link. Each organisation has a
//! place of its own to come back to, so the answer of one provider is never taken to another.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::{
    model,
    store::{self, Begun, Provider},
    talk::{self, Description, Registration},
    token::{self, Expected, Profile, Verified},
};
use crate::{
    app::App,
    audit::{self, By},
    db::Tx,
    error::{Error, Result},
    hash,
    identity::{
        clients, consents,
        device::Device,
        hats::ending,
        letters,
        model::{Agreement, ClientId, ClientRole, PersonId},
        newcomers, service,
        sessions::{self, Session},
        store as identities,
    },
    letters::Letter,
    outbound::encoded,
};

/// So long somebody may take to sign in at their provider.
const SECONDS: i64 = 10 * 60;
/// The longest code that a provider hands out.
const LONGEST: usize = 4_000;

/// Whoever wants to sign in by the provider of their organisation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderSignIn {
    /// Their address: its domain tells the organisation.
    pub email: String,
    /// The version of the network's conditions that they accept, where it has some and they are new here.
    pub accepts: Option<String>,
}

/// A sign-in that was begun.
#[derive(Serialize, ToSchema)]
pub struct BegunSignIn {
    /// Go there.
    pub address: String,
    /// Keep this in the browser, and send it with what the provider answers.
    pub keep: String,
    /// Seconds until it expires.
    pub expires_in: i64,
}

/// What a provider sent somebody back with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderAnswer {
    /// The organisation in the address that they came back to.
    pub organisation: ClientId,
    /// The `state` in that address.
    pub state: String,
    /// What was kept when the sign-in was begun.
    pub keep: String,
    /// The `code` in that address; absent where the provider refused.
    pub code: Option<String>,
    /// The time zone of their browser, in which whoever is new here begins: UTC where it is absent or not known here.
    pub time_zone: Option<String>,
}

/// What is known only here until the provider answers.
#[derive(Serialize, Deserialize)]
struct Secrets {
    nonce: String,
    verifier: String,
}

/// Whom a provider vouches for.
struct Vouched {
    subject: String,
    email: String,
    /// What it says of whether the address was verified.
    verified: Verified,
    profile: Profile,
}

/// What somebody says of themselves, whatever is vouched for.
struct OwnWords<'a> {
    accepts: Option<&'a str>,
    time_zone: Option<&'a str>,
}

/// Begins a sign-in at the provider to which the domain of an address belongs.
pub fn begin(app: &App, wanted: &ProviderSignIn) -> Result<BegunSignIn> {
    let email = service::address(&wanted.email)?;
    let found = app.db.read(|conn| store::by_domain(conn, model::domain_of(&email)))?;
    let provider = found.filter(|provider| provider.switched_on).ok_or_else(|| {
        let sentence = "No organisation signs its people in by addresses of that domain. Sign in with your password.";
        Error::conflict("no-provider", sentence)
    })?;
    let description = talk::discover(&app.outbound, &provider.issuer)?;
    let conditions = app.legal.conditions.as_ref().map(|conditions| conditions.version.clone());
    let accepts = conditions.filter(|version| wanted.accepts.as_ref() == Some(version));
    app.db.write(|tx| {
        let (state, keep) = (service::new_token(tx), service::new_token(tx));
        let secrets = Secrets { nonce: service::new_token(tx), verifier: service::new_token(tx) };
        let state_hash = hash::sha256(state.as_bytes());
        let text = serde_json::to_string(&secrets)
            .map_err(|cause| Error::internal("write down what a sign-in began with", cause))?;
        let begun = Begun {
            sealed: app.sealer.seal(tx.mint(), &belongs_to(&state_hash), text.as_bytes())?,
            state_hash,
            keep_hash: hash::sha256(keep.as_bytes()),
            provider_id: provider.id,
            accepts: accepts.clone(),
            expires_at: tx.now().plus_seconds(SECONDS),
        };
        store::insert_begun(tx, &begun)?;
        let address = authorization(app, &provider, &description, &state, &secrets, &email);
        Ok(BegunSignIn { address, keep, expires_in: SECONDS })
    })
}

/// Ends a sign-in with what the provider answered: whoever it vouches for is in.
pub fn finish(app: &App, answer: &ProviderAnswer, device: &Device) -> Result<Session> {
    let (provider, begun) = taken(app, answer)?;
    let code = answer.code.as_deref().filter(|code| (1..=LONGEST).contains(&code.len())).ok_or_else(|| {
        let sentence = "The provider of your organisation did not sign you in. Begin again, or ask there.";
        Error::conflict("provider-refused", sentence)
    })?;
    let vouched = asked(app, &provider, &begun, code)?;
    let own = OwnWords { accepts: begun.accepts.as_deref(), time_zone: answer.time_zone.as_deref() };
    ending(app, |tx| {
        // While it was asked, the organisation may have changed its mind.
        let now = store::provider(tx, provider.id)?;
        let is_same = |now: &Provider| now.issuer == provider.issuer && now.registered_as == provider.registered_as;
        let provider = now.filter(|now| now.switched_on && is_same(now)).ok_or_else(spent)?;
        if let Some(why) = model::why_unverified(&provider, vouched.verified) {
            return Err(not_vouched(why));
        }
        let domain = store::domain(tx, provider.id, model::domain_of(&vouched.email))?;
        if domain.is_none_or(|domain| domain.confirmed_at.is_none()) {
            return Err(not_vouched("its domain is none that was confirmed for your organisation"));
        }
        let person = match store::linked(tx, &provider, &vouched.subject)? {
            Some(person) => person,
            None => first_seen(app, tx, &provider, &vouched, &own)?,
        };
        // A link says who somebody is there, and this says that they may come in here.
        if identities::client_of(tx, person)? != Some(provider.client_id) {
            return Err(not_of_organisation());
        }
        sessions::begin_by(app, tx, person, provider.id, device)
    })
}

/// Forgets what was begun and never answered.
pub fn tidy(tx: &mut Tx<'_>) -> Result<()> {
    store::forget_expired(tx)
}

/// Where people of an organisation come back to.
pub(super) fn redirect_uri(app: &App, client: ClientId) -> String {
    format!("{}/organisation-sign-in/{client}", app.public_url)
}

/// Where somebody signs in, with what the provider has to answer to.
fn authorization(
    app: &App,
    provider: &Provider,
    description: &Description,
    state: &str,
    secrets: &Secrets,
    email: &str,
) -> String {
    let endpoint = &description.authorization_endpoint;
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(secrets.verifier.as_bytes()));
    format!(
        "{endpoint}{}response_type=code&client_id={}&redirect_uri={}&scope=openid%20email%20profile&state={state}&nonce={}\
         &code_challenge={challenge}&code_challenge_method=S256&login_hint={}",
        if endpoint.contains('?') { '&' } else { '?' },
        encoded(&provider.registered_as),
        encoded(&redirect_uri(app, provider.client_id)),
        secrets.nonce,
        encoded(email)
    )
}

/// The sign-in to which something is the answer, which is used up by it, and its provider.
fn taken(app: &App, answer: &ProviderAnswer) -> Result<(Provider, Begun)> {
    let state = hash::sha256(answer.state.as_bytes());
    let keep = hash::sha256(answer.keep.as_bytes());
    let now: Instant = app.now();
    // That it is used up is committed, whatever comes of it.
    let begun = app.db.write(|tx| store::take(tx, &state))?;
    let begun = begun.filter(|begun| begun.keep_hash == keep && now < begun.expires_at).ok_or_else(spent)?;
    let provider = app.db.read(|conn| store::provider(conn, begun.provider_id))?;
    let fits = |provider: &Provider| provider.switched_on && provider.client_id == answer.organisation;
    Ok((provider.filter(fits).ok_or_else(spent)?, begun))
}

/// Asks a provider whom it vouches for with a code.
fn asked(app: &App, provider: &Provider, begun: &Begun, code: &str) -> Result<Vouched> {
    let read =
        |cause: Box<dyn std::error::Error + Send + Sync>| Error::internal("read what a sign-in began with", cause);
    let opened = app.sealer.open(&belongs_to(&begun.state_hash), &begun.sealed)?;
    let secrets: Secrets = serde_json::from_slice(&opened).map_err(|cause| read(cause.into()))?;
    let secret = app.sealer.open(provider.id.as_str(), &provider.sealed_secret)?;
    let secret = String::from_utf8(secret).map_err(|cause| read(cause.into()))?;
    let redirect_uri = redirect_uri(app, provider.client_id);
    let as_whom = Registration { id: &provider.registered_as, secret: &secret, redirect_uri: &redirect_uri };

    let description = talk::discover(&app.outbound, &provider.issuer)?;
    let tokens = description.trade(&app.outbound, &as_whom, code, &secrets.verifier)?;
    let keys = description.keys(&app.outbound)?;
    let expected =
        Expected { issuer: &provider.issuer, audience: &provider.registered_as, nonce: &secrets.nonce, now: app.now() };
    let signed = token::read(&tokens.id_token, &keys, &expected).map_err(|unfit| {
        Error::conflict("provider-token", format!("What your organisation's provider says does not count: {unfit}."))
    })?;
    let mut profile = signed.profile;
    let in_token = profile.verified();
    // Many providers tell the address elsewhere. What they say there counts for the one whom the token names alone.
    if profile.email().is_none()
        && let Some((subject, told)) = description.profile(&app.outbound, &tokens)?
        && subject == signed.subject
    {
        profile = told;
    }
    let email = profile.email().and_then(|email| service::address(email).ok());
    let email = email.ok_or_else(|| not_vouched("it is told none"))?;
    // What the token says against it stands, whatever is told beside.
    let verified = if in_token == Verified::No { in_token } else { profile.verified() };
    Ok(Vouched { subject: signed.subject, email, verified, profile })
}

/// Whom a provider vouches for, and did not before: one of the organisation's people by their address, or somebody new. Who
/// is here for anybody else, or for themselves, is never meant, whatever the provider says.
fn first_seen(
    app: &App,
    tx: &mut Tx<'_>,
    provider: &Provider,
    vouched: &Vouched,
    own: &OwnWords<'_>,
) -> Result<PersonId> {
    let known = identities::person_by_email(tx, &vouched.email)?;
    let confirmed = known.as_ref().filter(|person| person.verified_at.is_some()).map(|person| person.id);
    let person = match confirmed {
        Some(person) => {
            if identities::client_of(tx, person)? != Some(provider.client_id) {
                return Err(not_of_organisation());
            }
            if store::knows(tx, provider, person)? {
                let sentence = "Your organisation's provider knows another person by this address already. Whoever has \
                                its money removes them from the organisation's people first.";
                return Err(Error::conflict("provider-other-person", sentence));
            }
            person
        }
        None if provider.makes_people => newcomer(app, tx, provider, vouched, known.map(|person| person.id), own)?,
        None => return Err(not_of_organisation()),
    };
    store::link(tx, provider, &vouched.subject, person)?;
    audit::record(tx, By::Person(person, None), "provider.person-linked", provider.id, &person)?;
    Ok(person)
}

/// Makes somebody new one of the organisation's people. An account that nobody confirmed begins anew.
fn newcomer(
    app: &App,
    tx: &mut Tx<'_>,
    provider: &Provider,
    vouched: &Vouched,
    unconfirmed: Option<PersonId>,
    own: &OwnWords<'_>,
) -> Result<PersonId> {
    let conditions = app.legal.conditions.as_ref().map(|conditions| conditions.version.as_str());
    if own.accepts != conditions {
        let sentence = "You are new here: accept the conditions of the network when you begin to sign in.";
        return Err(Error::conflict("conditions-not-accepted", sentence));
    }
    let name = vouched.profile.name();
    let name = name.as_deref().unwrap_or_else(|| vouched.email.split('@').next().unwrap_or_default());
    let language = vouched.profile.language();
    let person = newcomers::vouched_for(tx, unconfirmed, &vouched.email, name, language, own.time_zone)?;
    if let Some(version) = conditions {
        consents::give(tx, person, Agreement::Conditions, version)?;
    }
    clients::take_in(tx, By::Person(person, None), provider.client_id, person, ClientRole::Requester)?;
    audit::record(tx, By::Person(person, None), "client.person-joined", provider.client_id, &(person, provider.id))?;
    for other in clients::finance_of(tx, provider.client_id)? {
        let letter = Letter::new("person-vouched-for")
            .with("name", name)
            .with("email", vouched.email.as_str())
            .with("role", ClientRole::Requester.as_str());
        let to = service::addressee(tx, other)?;
        letters::mail(tx, &to, &letter)?;
    }
    Ok(person)
}

/// What is sealed with a sign-in that was begun.
fn belongs_to(state_hash: &str) -> String {
    format!("provider sign-in {state_hash}")
}

fn spent() -> Error {
    let sentence =
        "This sign-in was answered already, took longer than ten minutes, or was begun elsewhere. Begin again.";
    Error::conflict("sign-in-spent", sentence)
}

fn not_vouched(why: &str) -> Error {
    Error::conflict("provider-address", format!("Your organisation's provider does not vouch for your address: {why}."))
}

/// The same whether somebody is here under that address or not.
fn not_of_organisation() -> Error {
    let sentence = "You are not one of the people who act for this organisation here. Ask its people for an invite.";
    Error::conflict("not-of-organisation", sentence)
}
