//! ID tokens: what a provider says of whoever signed in, and whether it said it, here and now. Pure.
//!
//! A token counts where a key that the provider publishes signed it, and it is the answer to this very sign-in (OpenID Connect
//! Core, 3.1.3.7). Only signatures by a pair of keys count: what a provider publishes is no secret, so a code made with it
//! (HS256) shows nothing. Keys of Edwards curves are left out, because the library takes their length on trust.

use jsonwebtoken::{
    Algorithm, DecodingKey, Validation,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, KeyAlgorithm, PublicKeyUse},
};
use muster_kernel::Instant;
use serde::Deserialize;
use serde_json::Value;

/// How a token may be signed.
const ALGORITHMS: [Algorithm; 8] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
];
/// The most keys that are tried.
const MOST_KEYS: usize = 20;
/// The letters of a modulus of 2048 bits, in base64.
const LEAST_MODULUS: usize = 342;
/// By how much a provider's clock may differ from ours.
const LEEWAY_SECONDS: i64 = 60;
/// The longest name that a provider has for somebody (OpenID Connect Core, 2).
const LONGEST_SUBJECT: usize = 255;

/// To what a token has to be the answer.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    /// As what Muster is registered there.
    pub(super) audience: &'a str,
    pub(super) nonce: &'a str,
    pub(super) now: Instant,
}

/// Whom a provider has in front of it. What it says of them it may say elsewhere as well ([`Profile`]).
#[derive(Debug)]
pub(super) struct Signed {
    /// The provider's own name for them.
    pub(super) subject: String,
    pub(super) profile: Profile,
}

/// What a provider says of somebody.
#[derive(Debug, Deserialize)]
pub(super) struct Profile {
    #[serde(default)]
    email: Value,
    #[serde(default)]
    email_verified: Value,
    #[serde(default)]
    name: Value,
    #[serde(default)]
    locale: Value,
}

/// What a provider says of whether somebody's address was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verified {
    /// It was.
    Yes,
    /// Nothing.
    Unsaid,
    /// It was not, or something that is neither yes nor no.
    No,
}

impl Profile {
    /// Their address, if it says one.
    pub(super) fn email(&self) -> Option<&str> {
        self.email.as_str()
    }

    /// What it says of whether the address is theirs: the word `true` is no yes, and neither is it nothing.
    pub(super) fn verified(&self) -> Verified {
        match self.email_verified {
            Value::Bool(true) => Verified::Yes,
            Value::Null => Verified::Unsaid,
            _ => Verified::No,
        }
    }

    /// Their name on one line, where it says one that fits.
    pub(super) fn name(&self) -> Option<String> {
        let line = self.name.as_str()?.split(char::is_control).collect::<Vec<_>>().join(" ");
        let name: String = line.trim().chars().take(100).collect();
        let name = name.trim_end();
        (!name.is_empty()).then(|| name.to_owned())
    }

    /// The language that they read, two letters.
    pub(super) fn language(&self) -> Option<&str> {
        self.locale.as_str()?.split(['-', '_']).next()
    }
}

/// What is wrong with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unfit {
    #[error("it cannot be read")]
    Shape,
    #[error("it is signed in a way that is not accepted")]
    Algorithm,
    #[error("none of the provider's keys signed it")]
    Signature,
    #[error("another issuer made it")]
    Issuer,
    #[error("it was made for somebody else")]
    Audience,
    #[error("it is not the answer to this sign-in")]
    Nonce,
    #[error("it is not good at this moment")]
    Time,
    #[error("it names nobody")]
    Subject,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nonce: Option<String>,
    #[serde(flatten)]
    profile: Profile,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// Whom a token is about, if it counts.
pub(super) fn read(token: &str, keys: &JwkSet, expected: &Expected<'_>) -> Result<Signed, Unfit> {
    let said = signed(token, keys)?;
    let Claims { iss, sub, aud, azp, exp, iat, nonce, profile } =
        serde_json::from_value(said).map_err(|_| Unfit::Shape)?;
    let is_ours = |audience: &String| audience == expected.audience;
    let fits = match &aud {
        Audience::One(one) => is_ours(one),
        // Where others are meant as well, it says to whom it was given.
        Audience::Several(all) => all.iter().any(is_ours) && (all.len() == 1 || azp.is_some()),
    };
    let now = expected.now.seconds();
    let checks = [
        (iss == expected.issuer, Unfit::Issuer),
        (fits && azp.as_ref().is_none_or(is_ours), Unfit::Audience),
        (nonce.as_deref() == Some(expected.nonce), Unfit::Nonce),
        (now < exp.saturating_add(LEEWAY_SECONDS) && iat <= now + LEEWAY_SECONDS, Unfit::Time),
        ((1..=LONGEST_SUBJECT).contains(&sub.len()) && !sub.contains('\0'), Unfit::Subject),
    ];
    match checks.into_iter().find(|(right, _)| !right) {
        Some((_, unfit)) => Err(unfit),
        None => Ok(Signed { subject: sub, profile }),
    }
}

/// What a token says, if one of the keys signed it.
fn signed(token: &str, keys: &JwkSet) -> Result<Value, Unfit> {
    let head = jsonwebtoken::decode_header(token).map_err(|_| Unfit::Shape)?;
    // What somebody says must be understood, and is not.
    if head.crit.is_some() {
        return Err(Unfit::Shape);
    }
    if !ALGORITHMS.contains(&head.alg) {
        return Err(Unfit::Algorithm);
    }
    let mut rules = Validation::new(head.alg);
    // The library would read the machine's clock; the rest is looked at in `read`.
    rules.validate_exp = false;
    rules.validate_aud = false;
    rules.required_spec_claims.clear();
    let is_named = |key: &Jwk| head.kid.is_none() || key.common.key_id.is_none() || key.common.key_id == head.kid;
    let candidates = keys.keys.iter().filter(|&key| is_named(key) && signs(key, head.alg)).take(MOST_KEYS);
    let checked = |key: DecodingKey| jsonwebtoken::decode::<Value>(token, &key, &rules).ok();
    let found = candidates.filter_map(|key| DecodingKey::from_jwk(key).ok()).find_map(checked);
    found.map(|data| data.claims).ok_or(Unfit::Signature)
}

/// Whether a key is one that signs so.
fn signs(key: &Jwk, algorithm: Algorithm) -> bool {
    let is_meant = key.common.public_key_use != Some(PublicKeyUse::Encryption)
        && key.common.key_algorithm.is_none_or(|named| named == KeyAlgorithm::from(algorithm));
    let fits = match &key.algorithm {
        AlgorithmParameters::RSA(key) => {
            !matches!(algorithm, Algorithm::ES256 | Algorithm::ES384) && key.n.len() >= LEAST_MODULUS
        }
        AlgorithmParameters::EllipticCurve(key) => matches!(
            (&key.curve, algorithm),
            (EllipticCurve::P256, Algorithm::ES256) | (EllipticCurve::P384, Algorithm::ES384)
        ),
        _ => false,
    };
    is_meant && fits
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The modulus of a key that was made for these tests; its other half was thrown away.
    const MODULUS: &str = "\
        t5TeP79cXvFag8bC_NdrvjGszSTnkxY4Ygs3C1wIWEO65y0SV_ba6s2zFUxDivNnDUb3nwYUtWqCkTUvLgiZAMceBQn_wUQNVBRS\
        pQiLnW0Tp4XWLq9nyZyezHW6w9vQ_sTF__vCz8YlvbJGu6zl-rInYaPzpalmxx8iOylz3Xh-Iww5EYTaHIpBzUY509m6J7AyYvwt\
        xQUeUZQVtd2xBHkbeqcj5U4VjvDCfl-N2RF6KSRKi7Nql_a-Uh-95SUB09QrnUQYB8nlHLhkxkxEF60lngvVVHAH3-io2auzRM-b\
        OhxJUj5xcWRfz4W2KYtkD4f06K0GHzjYtRbAU5YSdQ";
    /// What it signed for `muster`, about Ada, from second 400 to second 1000; by another program.
    const BY_RS256: &str = "\
        eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsImtpZCI6Im9uZSJ9.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJzdWIiOiJ\
        hZGEiLCJhdWQiOlsibXVzdGVyIl0sImV4cCI6MTAwMCwiaWF0Ijo0MDAsIm5vbmNlIjoibiIsImVtYWlsIjoiYWRhQGFjbWUuZXh\
        hbXBsZSIsImVtYWlsX3ZlcmlmaWVkIjp0cnVlfQ.MKfCVYPuEG1e-fhZopRJnKv-_ylv4aEqLeR5lf62vZCbQQP8x-7bbnXkPXVd\
        2ulAPi6mHp8Jc5zgaBIpziUZitjpBLKg4DwhHr9mK8F3P4GzmeAMKmtBOYe2rE6PcSZgYoESBcVv4UHKvA7Cqqg4v5wRt_i50ccY\
        qM66q2XAy8_Zal0n9NWEuiWgkfcfnw46JClxF59jMdey9cMWOMhGvXiMG_Bksb_2-ORBhoBDW9XyIEtJI4KwwxV_WRypoJGx-A4l\
        -UjNyNgLwRbW2G22J2Br8r87KV0dQulWQj9_mSTuKAeS1kSMuzOMqKqiQSr0_xbKY1fwgZFZlvYYom9s_A";
    /// The same under the other padding, without an address.
    const BY_PS256: &str = "\
        eyJ0eXAiOiJKV1QiLCJhbGciOiJQUzI1NiJ9.eyJpc3MiOiJodHRwczovL2lkLmV4YW1wbGUiLCJzdWIiOiJhZGEiLCJhdWQiOiJ\
        tdXN0ZXIiLCJleHAiOjEwMDAsImlhdCI6NDAwLCJub25jZSI6Im4ifQ.HSe23fZn5zNLuruuxiusXw5SNtiwR75YslTP2adUWhGi\
        EK0YKcDZspzRC34cXX0faD4icfmlW7bdon4ttXWuFd_Yy4v7fDFBuyI4ZimVV6kLLai0HDrGXWQZ1dGaV3kd7X507I9ilqjAkic9\
        gug27Oj4sOiCjSEW5pDrI13yPf196wEZJCuDzLiw3YUdM0O1sFz3gNtK4eHZtatVCxk38Hfctb3Tb9uHku2x13yajJQ9hXoTAf8L\
        bD0k1oicZZ4gXip5S1plpsaQxmz445khbHlxe2nA-lcH7zi4zuYMsonpHRyc6qTadvmo0G3FqKOoZpD6FiEMudGhx6PjF6nsvQ";

    fn keys() -> JwkSet {
        serde_json::from_value(json!({ "keys": [{ "kty": "RSA", "n": MODULUS, "e": "AQAB" }] })).unwrap()
    }

    fn at(seconds: i64) -> Expected<'static> {
        let now = Instant::from_micros(seconds * 1_000_000);
        Expected { issuer: "https://id.example", audience: "muster", nonce: "n", now }
    }

    #[test]
    fn what_other_programs_signed_counts_until_it_expires() {
        let signed = read(BY_RS256, &keys(), &at(500)).unwrap();
        assert_eq!((signed.subject.as_str(), signed.profile.email()), ("ada", Some("ada@acme.example")));
        assert_eq!(signed.profile.verified(), Verified::Yes);
        assert_eq!(read(BY_PS256, &keys(), &at(1_059)).unwrap().profile.email(), None);
        assert_eq!(read(BY_RS256, &keys(), &at(1_060)).unwrap_err(), Unfit::Time);
        assert_eq!(read(BY_RS256, &keys(), &at(339)).unwrap_err(), Unfit::Time);
        let elsewhere = Expected { audience: "another", ..at(500) };
        assert_eq!(read(BY_RS256, &keys(), &elsewhere).unwrap_err(), Unfit::Audience);
        let mut changed = BY_RS256.to_owned();
        changed.replace_range(60..61, if &changed[60..61] == "A" { "B" } else { "A" });
        assert!(read(&changed, &keys(), &at(500)).is_err());
        assert_eq!(read(BY_RS256, &JwkSet::default(), &at(500)).unwrap_err(), Unfit::Signature);
    }

    fn profile(said: Value) -> Profile {
        serde_json::from_value(said).unwrap()
    }

    #[test]
    fn only_the_truth_says_that_an_address_is_theirs() {
        assert_eq!(profile(json!({ "email_verified": true })).verified(), Verified::Yes);
        for said in [json!(false), json!("true"), json!("false"), json!(""), json!(1), json!(0), json!([]), json!({})] {
            assert_eq!(profile(json!({ "email_verified": said })).verified(), Verified::No, "{said}");
        }
        for said in [json!({}), json!({ "email_verified": null })] {
            assert_eq!(profile(said).verified(), Verified::Unsaid);
        }
    }

    #[test]
    fn a_name_is_one_line_and_not_endless() {
        let name = |said: &str| profile(json!({ "name": said })).name();
        assert_eq!(name(" Ada\nLovelace "), Some("Ada Lovelace".to_owned()));
        assert_eq!(name("\r\n"), None);
        assert_eq!(name(&"x".repeat(300)).map(|name| name.len()), Some(100));
        assert_eq!(profile(json!({ "name": 7, "email": [] })).name(), None);
    }

    #[test]
    fn a_language_is_what_a_locale_begins_with() {
        let language = |said: &str| profile(json!({ "locale": said })).language().map(str::to_owned);
        assert_eq!(language("de-AT").as_deref(), Some("de"));
        assert_eq!(language("cs_CZ").as_deref(), Some("cs"));
    }

    #[test]
    fn a_key_signs_what_it_is_made_for_and_a_short_one_nothing() {
        let key = |said: Value| serde_json::from_value::<Jwk>(said).unwrap();
        let rsa = |n: usize| key(json!({ "kty": "RSA", "n": "x".repeat(n), "e": "AQAB" }));
        assert!(signs(&rsa(342), Algorithm::RS256) && signs(&rsa(342), Algorithm::PS256));
        assert!(!signs(&rsa(171), Algorithm::RS256) && !signs(&rsa(342), Algorithm::ES256));
        let curve = key(json!({ "kty": "EC", "crv": "P-256", "x": "", "y": "", "use": "sig" }));
        assert!(signs(&curve, Algorithm::ES256) && !signs(&curve, Algorithm::ES384));
        let sealing = key(json!({ "kty": "EC", "crv": "P-256", "x": "", "y": "", "use": "enc" }));
        let secret = key(json!({ "kty": "oct", "k": "c2VjcmV0", "alg": "HS256" }));
        assert!(!signs(&sealing, Algorithm::ES256) && !signs(&secret, Algorithm::HS256));
        assert!(!signs(&key(json!({ "kty": "OKP", "crv": "Ed25519", "x": "" })), Algorithm::EdDSA));
    }

    #[test]
    fn what_is_no_token_is_refused_and_so_is_one_that_nobody_signed() {
        let expected = Expected { issuer: "", audience: "", nonce: "", now: Instant::from_micros(0) };
        let refused = |token: &str| read(token, &JwkSet::default(), &expected).err();
        for token in ["", "a", "a.b.c", "..", "\u{1f980}.x.y"] {
            assert_eq!(refused(token), Some(Unfit::Shape), "{token}");
        }
        // {"alg":"none"}, {"alg":"HS256"}, {"alg":"RS256"}
        assert_eq!(refused("eyJhbGciOiJub25lIn0.e30."), Some(Unfit::Shape));
        assert_eq!(refused("eyJhbGciOiJIUzI1NiJ9.e30.AAAA"), Some(Unfit::Algorithm));
        assert_eq!(refused("eyJhbGciOiJSUzI1NiJ9.e30.AAAA"), Some(Unfit::Signature));
    }
}
