//! What is asked of a provider's server, and how what it answers is read (OpenID Connect Discovery and Core, RFC 6749).
//!
//! Whatever goes wrong is a sentence for whoever signs in, and never our fault: its server may be gone, slow or wrong.

use std::fmt::Display;

use base64::{Engine, engine::general_purpose::STANDARD};
use jsonwebtoken::jwk::JwkSet;
use serde::{Deserialize, de::DeserializeOwned};

use super::token::Profile;
use crate::{
    error::{Error, Result},
    outbound::{Answer, Failure, Limits, Outbound, Seen, encoded},
};

/// More than any provider needs for a description, keys or tokens.
const LIMITS: Limits = Limits { bytes: 256 << 10 };

/// What a provider says of itself.
#[derive(Debug, Deserialize)]
pub(super) struct Description {
    issuer: String,
    /// Where people sign in.
    pub(super) authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    userinfo_endpoint: Option<String>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

/// As whom Muster speaks to a provider.
pub(super) struct Registration<'a> {
    pub(super) id: &'a str,
    pub(super) secret: &'a str,
    /// Where people come back to.
    pub(super) redirect_uri: &'a str,
}

/// What a code was traded for.
#[derive(Deserialize)]
pub(super) struct Tokens {
    pub(super) id_token: String,
    access_token: Option<String>,
}

/// What somebody is told where a provider does not do as it should.
pub(super) fn failed(why: impl Display) -> Error {
    Error::conflict("provider-failed", format!("The sign-in of the organisation does not work as it should: {why}"))
}

/// Asks a provider what it says of itself.
pub(super) fn discover(outbound: &Outbound, issuer: &str) -> Result<Description> {
    let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    let found: Description = fetch(outbound, &address)?;
    if found.issuer != issuer {
        return Err(failed("what it says of itself is about another issuer."));
    }
    let addresses = [&found.authorization_endpoint, &found.token_endpoint, &found.jwks_uri];
    for address in addresses.into_iter().chain(&found.userinfo_endpoint) {
        outbound.check(address).map_err(failed)?;
        // What follows a fragment is not sent.
        if address.contains('#') {
            return Err(failed("an address of its own has a fragment."));
        }
    }
    Ok(found)
}

impl Description {
    /// The keys that sign for the provider.
    pub(super) fn keys(&self, outbound: &Outbound) -> Result<JwkSet> {
        fetch(outbound, &self.jwks_uri)
    }

    /// Trades the code that somebody brought for tokens.
    pub(super) fn trade(
        &self,
        outbound: &Outbound,
        as_whom: &Registration<'_>,
        code: &str,
        verifier: &str,
    ) -> Result<Tokens> {
        let (id, secret) = (encoded(as_whom.id), encoded(as_whom.secret));
        let mut form = format!(
            "grant_type=authorization_code&code={}&redirect_uri={}&code_verifier={}",
            encoded(code),
            encoded(as_whom.redirect_uri),
            encoded(verifier)
        );
        let basic = format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")));
        let mut headers = vec![("content-type", "application/x-www-form-urlencoded"), ("accept", "application/json")];
        // Where nothing is said, it is basic.
        let methods = self.token_endpoint_auth_methods_supported.as_deref().unwrap_or_default();
        if methods.iter().any(|method| method == "client_secret_post")
            && !methods.iter().any(|method| method == "client_secret_basic")
        {
            form.push_str(&format!("&client_id={id}&client_secret={secret}"));
        } else {
            headers.push(("authorization", basic.as_str()));
        }
        let answer = outbound.ask(&LIMITS, &self.token_endpoint, &headers, form.as_bytes());
        read(answer)
    }

    /// What the provider says of somebody beside their token, where it does: by its own name for them, and what it says.
    pub(super) fn profile(&self, outbound: &Outbound, tokens: &Tokens) -> Result<Option<(String, Profile)>> {
        let (Some(address), Some(token)) = (&self.userinfo_endpoint, &tokens.access_token) else { return Ok(None) };
        let bearer = format!("Bearer {token}");
        let headers = [("authorization", bearer.as_str()), ("accept", "application/json")];
        let Told { sub, profile } = read(outbound.ask(&LIMITS, address, &headers, b""))?;
        Ok(Some((sub, profile)))
    }
}

/// What a provider says of somebody who is signed in there.
#[derive(Deserialize)]
struct Told {
    sub: String,
    #[serde(flatten)]
    profile: Profile,
}

fn fetch<T: DeserializeOwned>(outbound: &Outbound, address: &str) -> Result<T> {
    read(outbound.get(&LIMITS, address, &Seen::default()))
}

fn read<T: DeserializeOwned>(answer: std::result::Result<Answer, Failure>) -> Result<T> {
    let answer = answer.map_err(failed)?;
    if answer.status != 200 {
        return Err(failed(format_args!("its server answered with status {}.", answer.status)));
    }
    // Not what it says: there may be secrets in it.
    serde_json::from_slice(&answer.body).map_err(|_| failed("its server's answer cannot be read."))
}
