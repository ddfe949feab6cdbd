//! Access tokens: JWTs signed with a key from a file that is made at the first start.
//!
//! The file holds several keys. The last one signs; all of them are good for checking, so that a new key can be added,
//! and an old one removed ten minutes later, without anybody being signed out. A token names its key (`kid`).

use std::path::Path;

use base64::{Engine, engine::general_purpose::STANDARD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use muster_kernel::Instant;
use serde::{Deserialize, Serialize};

use super::{
    model::{ClientId, Hat, MemberId, PersonId, ProviderId, SessionId},
    verified::{Mark, Verified},
};
use crate::{
    clock::Mint,
    error::{Error, Result},
    secrets,
};

/// How long an access token is good for.
pub const ACCESS_SECONDS: i64 = 600;

/// What an access token says.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// Who.
    pub sub: PersonId,
    /// In which session.
    pub sid: SessionId,
    /// Under which hat, if any yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hat: Option<Hat>,
    /// The client organisation, under the client hat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientId>,
    /// The member, under the member hat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// The provider that vouched for them, where they did not show by themselves who they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderId>,
    /// Until when, in seconds since 1970.
    pub exp: i64,
}

#[cfg(test)]
impl Claims {
    /// Those of a person without a hat, good for the first ten minutes of 1970.
    pub(super) fn of(person: u128) -> Self {
        use muster_kernel::Id;

        let (sub, sid) = (Id::from_bits(person), Id::from_bits(2));
        Self { sub, sid, hat: None, client: None, member: None, provider: None, exp: ACCESS_SECONDS }
    }
}

/// The keys that sign and check access tokens.
pub struct Keys {
    keys: Vec<Key>,
    verified: Verified,
}

#[derive(Serialize, Deserialize)]
struct Key {
    kid: String,
    secret: String,
}

impl Keys {
    /// Reads the keys from `file`; where there is none, makes one key and the file, readable by its owner alone.
    pub fn open(file: &Path, mint: &Mint) -> Result<Self> {
        if !file.exists() {
            secrets::write_first(file, &[Key::new(mint)])?;
        }
        let keys: Vec<Key> = secrets::read(file)?;
        if keys.is_empty() {
            return Err(Error::internal(format!("use {}", file.display()), "it holds no key"));
        }
        Ok(Self { keys, verified: Verified::default() })
    }

    /// Adds a key to `file`, which signs from the next start on; answers its key id.
    pub fn add(file: &Path, mint: &Mint) -> Result<String> {
        let mut keys: Vec<Key> = if file.exists() { secrets::read(file)? } else { Vec::new() };
        let key = Key::new(mint);
        let kid = key.kid.clone();
        keys.push(key);
        secrets::write(file, &keys)?;
        Ok(kid)
    }

    /// Signs `claims` with the newest key.
    pub fn sign(&self, claims: &Claims) -> Result<String> {
        let key = self.keys.last().expect("there is at least one key");
        let header = Header { kid: Some(key.kid.clone()), ..Header::new(Algorithm::HS256) };
        jsonwebtoken::encode(&header, claims, &EncodingKey::from_secret(&key.bytes()?))
            .map_err(|cause| Error::internal("sign a token", cause))
    }

    /// What `token` says, if one of the keys signed it and it is still good at `now`.
    pub fn check(&self, token: &str, now: Instant) -> Result<Claims> {
        let mark = Mark::of(token);
        let known = self.verified.claims(mark);
        let claims = known.map_or_else(|| self.verify(token), Ok)?;
        if claims.exp <= now.seconds() {
            self.verified.forget(mark);
            return Err(Error::Unauthenticated("The access token has expired. Refresh the session."));
        }
        if known.is_none() {
            self.verified.keep(mark, claims);
        }
        Ok(claims)
    }

    /// What `token` says, if one of the keys signed it.
    fn verify(&self, token: &str) -> Result<Claims> {
        let refused = || Error::Unauthenticated("The access token is not valid here. Sign in, or refresh the session.");
        let header = jsonwebtoken::decode_header(token).map_err(|_| refused())?;
        let key = self.keys.iter().find(|key| Some(&key.kid) == header.kid.as_ref()).ok_or_else(refused)?;
        let mut rules = Validation::new(Algorithm::HS256);
        // The time is ours to tell, not the library's: it would read the machine's clock.
        rules.validate_exp = false;
        let decoded = jsonwebtoken::decode::<Claims>(token, &DecodingKey::from_secret(&key.bytes()?), &rules);
        Ok(decoded.map_err(|_| refused())?.claims)
    }

    /// Signs a token for nobody and checks it, to see that the keys are whole.
    pub fn try_out(&self, mint: &Mint) -> Result<()> {
        let now = mint.now();
        let exp = now.seconds() + ACCESS_SECONDS;
        let nobody =
            Claims { sub: mint.id(), sid: mint.id(), hat: None, client: None, member: None, provider: None, exp };
        self.check(&self.sign(&nobody)?, now).map(drop)
    }
}

impl Key {
    fn new(mint: &Mint) -> Self {
        Self { kid: mint.now().to_string(), secret: STANDARD.encode(mint.secret()) }
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        STANDARD.decode(&self.secret).map_err(|cause| Error::internal(format!("read the key {}", self.kid), cause))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_rotation_the_new_key_signs_and_tokens_of_the_old_one_are_still_good() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("keys.json");
        let mint = Mint::seeded(1, Instant::from_micros(0));
        let claims = Claims::of(1);
        let old = Keys::open(&file, &mint).unwrap().sign(&claims).unwrap();
        mint.set_now(Instant::from_micros(5_000_000));
        let added = Keys::add(&file, &mint).unwrap();
        let keys = Keys::open(&file, &mint).unwrap();
        let new = keys.sign(&claims).unwrap();
        assert_eq!(jsonwebtoken::decode_header(&new).unwrap().kid, Some(added));
        assert_eq!(keys.check(&old, mint.now()).unwrap().sub, claims.sub);
        assert_eq!(keys.check(&new, mint.now()).unwrap().sub, claims.sub);
        assert!(keys.check(&new, Instant::from_micros(600_000_000)).is_err(), "an expired token was taken");
    }

    #[test]
    fn a_token_that_was_verified_is_known_until_it_expires_and_one_that_differs_is_not() {
        let folder = tempfile::TempDir::new().unwrap();
        let mint = Mint::seeded(1, Instant::from_micros(0));
        let keys = Keys::open(&folder.path().join("keys.json"), &mint).unwrap();
        let claims = Claims::of(1);
        let token = keys.sign(&claims).unwrap();
        let is_known = || keys.verified.claims(Mark::of(&token)).is_some();
        assert!(!is_known(), "nobody has shown it");
        keys.check(&token, mint.now()).unwrap();
        assert!(is_known());
        let (said, signature) = token.rsplit_once('.').unwrap();
        let turned: String = signature.chars().rev().collect();
        assert!(keys.check(&format!("{said}.{turned}"), mint.now()).is_err(), "another signature was taken");
        assert!(keys.check(&token, Instant::from_micros(599_000_000)).is_ok());
        assert!(keys.check(&token, Instant::from_micros(600_000_000)).is_err(), "an expired token was taken");
        assert!(!is_known(), "an expired token is kept");
    }

    #[test]
    fn a_token_of_another_networks_key_is_refused() {
        let folder = tempfile::TempDir::new().unwrap();
        let keys = |name: &str, seed| {
            Keys::open(&folder.path().join(name), &Mint::seeded(seed, Instant::from_micros(0))).unwrap()
        };
        let claims = Claims::of(1);
        let foreign = keys("theirs.json", 2).sign(&claims).unwrap();
        assert!(keys("ours.json", 1).check(&foreign, Instant::from_micros(0)).is_err());
    }
}
