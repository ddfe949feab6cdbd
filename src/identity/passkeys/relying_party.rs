//! The relying party, which is this network at its public address: what a browser is asked, and whether what it answers is
//! good. All that speaks to the library stands here.

use std::{fmt::Display, net::Ipv4Addr, slice};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Serialize;
use serde_json::Value;
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthentication64, DiscoverableAuthenticationServerState,
    DiscoverableCredentialRequestOptions, PublicKeyCredentialCreationOptions, Registration, RegistrationServerState,
    bin::{Decode, Encode},
    request::{
        AsciiDomain, ExtensionInfo, PublicKeyCredentialDescriptor, RpId, TimedCeremony,
        auth::AuthenticationVerificationOptions,
        register::{
            CredProtect, Nickname, PublicKeyCredentialUserEntity, RegistrationVerificationOptions, USER_HANDLE_MAX_LEN,
            UserHandle64, Username,
        },
    },
    response::{
        AuthTransports, CredentialId, SentChallenge,
        auth::error::AuthCeremonyErr,
        register::{CompressedPubKey, DynamicState, StaticState},
    },
};

use super::store::Passkey;
use crate::{
    error::{Error, Result},
    hash,
    identity::PersonId,
};

/// A public key as it comes out of the database.
type Key = StaticState<CompressedPubKey<[u8; 32], [u8; 32], [u8; 48], Vec<u8>>>;

/// Who asks: the name that passkeys are made for, and the one origin whose pages they may be used on.
pub(super) struct RelyingParty {
    id: RpId,
    origin: String,
}

/// What a browser is asked, and what its answer is held against.
pub(super) struct Asked {
    /// For the browser, as the standard has it (`PublicKeyCredentialCreationOptionsJSON` and its like).
    pub(super) options: Value,
    /// The hash of the challenge.
    pub(super) hash: String,
    pub(super) state: Vec<u8>,
}

/// Who a passkey is made for: how its device tells it from those of others.
pub(super) struct Owner<'a> {
    pub(super) person: PersonId,
    pub(super) email: &'a str,
    pub(super) name: &'a str,
}

/// A passkey that was made.
pub(super) struct Made {
    pub(super) credential: String,
    pub(super) transports: u8,
    pub(super) public_key: Vec<u8>,
    pub(super) state: Vec<u8>,
}

/// What becomes of a passkey that was shown.
pub(super) enum Shown {
    /// All of it is right; this is its state from now on.
    Good(Vec<u8>),
    /// All of it is right, but its counter does not go on from where it stood: there are two of it.
    WentBack,
    /// It is not what was asked for.
    Refused,
}

/// A browser's answer that it made a passkey.
pub(super) struct Making(Registration);

impl Making {
    /// Reads it; nothing where it is none.
    pub(super) fn read(answer: &Value) -> Option<Self> {
        Registration::from_json_relaxed(answer.to_string().as_bytes()).ok().map(Self)
    }

    /// The hash of the challenge that it answers.
    pub(super) fn challenge(&self) -> Option<String> {
        self.0.challenge_relaxed().ok().map(hash_of)
    }
}

/// A browser's answer that shows a passkey.
pub(super) struct Showing(DiscoverableAuthentication64);

impl Showing {
    /// Reads it; nothing where it is none.
    pub(super) fn read(answer: &Value) -> Option<Self> {
        DiscoverableAuthentication64::from_json_relaxed(answer.to_string().as_bytes()).ok().map(Self)
    }

    /// The hash of the challenge that it answers.
    pub(super) fn challenge(&self) -> Option<String> {
        self.0.challenge_relaxed().ok().map(hash_of)
    }

    /// What its device calls the passkey.
    pub(super) fn credential(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.raw_id().into_inner())
    }
}

impl RelyingParty {
    /// The network that people reach at `public_url`.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it has no name that browsers keep passkeys for.
    pub(super) fn of(public_url: &str) -> Result<Self> {
        let (origin, host) = place(public_url).ok_or_else(nameless)?;
        let id = RpId::Domain(AsciiDomain::try_from(host).map_err(|_| nameless())?);
        Ok(Self { id, origin })
    }

    /// Asks for a passkey of `owner` on a device that holds none of those that are `known`.
    pub(super) fn ask_to_make(&self, network: &str, owner: &Owner<'_>, known: &[Passkey]) -> Result<Asked> {
        let handle = handle_of(owner.person);
        let mut user = PublicKeyCredentialUserEntity::from(&handle);
        // What devices list a passkey under. The library takes most addresses and names; without one, they say less.
        if let Ok(email) = Username::try_from(owner.email) {
            user.name = email;
        }
        user.display_name = Nickname::try_from(owner.name).ok();
        let known = known.iter().map(described).collect::<Result<Vec<_>>>()?;
        let mut asked_for = PublicKeyCredentialCreationOptions::passkey(&self.id, user, known);
        // Devices that can are asked to show it to nobody who did not unlock them; many cannot, and are taken as well.
        asked_for.extensions.cred_protect = CredProtect::UserVerificationRequired(ExtensionInfo::AllowDontEnforceValue);
        let (server, browser) = asked_for.start_ceremony().map_err(|cause| failed("ask for a new passkey", cause))?;
        let state = server.encode().map_err(|cause| failed("keep what was asked for a passkey", cause))?;
        let mut asked = asked(&browser, server.sent_challenge(), state)?;
        asked.options["rp"]["name"] = network.into();
        Ok(asked)
    }

    /// Asks for any passkey that was made for this network.
    pub(super) fn ask_to_show(&self) -> Result<Asked> {
        let asked_for = DiscoverableCredentialRequestOptions::passkey(&self.id);
        let (server, browser) = asked_for.start_ceremony().map_err(|cause| failed("ask for a passkey", cause))?;
        let state = server.encode().map_err(|cause| failed("keep what was asked for a passkey", cause))?;
        asked(&browser, server.sent_challenge(), state)
    }

    /// The passkey that was made as asked; nothing where the answer is not good.
    pub(super) fn made(&self, state: &[u8], answer: &Making) -> Result<Option<Made>> {
        let asked = RegistrationServerState::<USER_HANDLE_MAX_LEN>::decode(state).map_err(unreadable)?;
        let rules = RegistrationVerificationOptions::<String, String> {
            allowed_origins: slice::from_ref(&self.origin),
            // Devices tell more than they were asked for. None of it is used.
            error_on_unsolicited_extensions: false,
            ..RegistrationVerificationOptions::default()
        };
        let made = match asked.verify(&self.id, &answer.0, &rules) {
            Ok(made) => made,
            Err(cause) => {
                tracing::info!(?cause, "a passkey was not taken");
                return Ok(None);
            }
        };
        let Ok(transports) = made.transports().encode();
        let Ok(public_key) = made.static_state().encode();
        let Ok(state) = made.dynamic_state().encode();
        let credential = URL_SAFE_NO_PAD.encode(made.id().into_inner());
        Ok(Some(Made { credential, transports, public_key, state: state.to_vec() }))
    }

    /// Whether `answer` shows `passkey` as asked.
    pub(super) fn shown(&self, state: &[u8], answer: &Showing, passkey: &Passkey) -> Result<Shown> {
        let asked = DiscoverableAuthenticationServerState::decode(state).map_err(unreadable)?;
        let key = Key::decode(passkey.public_key.as_slice()).map_err(unreadable)?;
        let before = <[u8; 7]>::try_from(passkey.state.as_slice()).map_err(unreadable)?;
        let before = DynamicState::decode(before).map_err(unreadable)?;
        let handle = handle_of(passkey.person_id);
        let mut credential =
            AuthenticatedCredential::new(answer.0.raw_id(), &handle, key, before).map_err(unreadable)?;
        let rules = AuthenticationVerificationOptions::<String, String> {
            allowed_origins: slice::from_ref(&self.origin),
            error_on_unsolicited_extensions: false,
            ..AuthenticationVerificationOptions::default()
        };
        match asked.verify(&self.id, &answer.0, &mut credential, &rules) {
            Ok(_) => {
                let Ok(after) = credential.dynamic_state().encode();
                Ok(Shown::Good(after.to_vec()))
            }
            Err(AuthCeremonyErr::SignatureCounter) => Ok(Shown::WentBack),
            Err(cause) => {
                tracing::info!(?cause, "a passkey was refused");
                Ok(Shown::Refused)
            }
        }
    }
}

fn asked(browser: &impl Serialize, challenge: SentChallenge, state: Vec<u8>) -> Result<Asked> {
    let options = serde_json::to_value(browser).map_err(|cause| failed("tell what is asked for a passkey", cause))?;
    Ok(Asked { options, hash: hash_of(challenge), state })
}

fn hash_of(challenge: SentChallenge) -> String {
    hash::sha256(&challenge.0.to_be_bytes())
}

fn described(passkey: &Passkey) -> Result<PublicKeyCredentialDescriptor<Vec<u8>>> {
    let id = URL_SAFE_NO_PAD.decode(&passkey.credential).map_err(unreadable)?;
    let id = CredentialId::<Vec<u8>>::decode(id).map_err(unreadable)?;
    let transports = u8::try_from(passkey.transports).map_err(unreadable)?;
    let transports = AuthTransports::decode(transports).map_err(unreadable)?;
    Ok(PublicKeyCredentialDescriptor { id, transports })
}

/// What devices know somebody by. It says nothing of them, and is the same for all of their passkeys.
fn handle_of(person: PersonId) -> UserHandle64 {
    let text = hash::sha256(format!("passkeys of {person}").as_bytes());
    let mut bytes = [0; USER_HANDLE_MAX_LEN];
    bytes.copy_from_slice(text.as_bytes());
    let Ok(handle) = UserHandle64::decode(bytes);
    handle
}

/// The origin of an address as browsers tell it, and its host.
fn place(public_url: &str) -> Option<(String, String)> {
    let (scheme, rest) = public_url.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let authority = rest.split(['/', '?', '#']).next()?.to_ascii_lowercase();
    let (host, port) = authority.split_once(':').map_or((authority.as_str(), None), |(host, port)| (host, Some(port)));
    // Browsers keep passkeys for names, and a number is none.
    let is_name = !host.is_empty() && !host.starts_with('[') && host.parse::<Ipv4Addr>().is_err();
    let usual = if scheme == "https" { "443" } else { "80" };
    let told = port.filter(|port| !port.is_empty() && *port != usual);
    let origin = told.map_or_else(|| format!("{scheme}://{host}"), |port| format!("{scheme}://{host}:{port}"));
    is_name.then(|| (origin, host.to_owned()))
}

fn nameless() -> Error {
    let sentence = "Passkeys are kept for a network that is reached by a name, and this one's public address has none.";
    Error::conflict("passkeys-need-a-name", sentence)
}

fn failed(doing: &str, cause: impl Display) -> Error {
    Error::internal(doing, cause.to_string())
}

fn unreadable(cause: impl Display) -> Error {
    failed("read what is kept of a passkey", cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_told_as_browsers_tell_it() {
        let told = |url: &str| place(url).map(|(origin, host)| format!("{origin} {host}"));
        for (url, expected) in [
            ("https://muster.example", "https://muster.example muster.example"),
            ("https://Muster.Example:443/at/work", "https://muster.example muster.example"),
            ("https://muster.example:8443", "https://muster.example:8443 muster.example"),
            ("http://localhost:8080", "http://localhost:8080 localhost"),
            ("http://localhost:80", "http://localhost localhost"),
        ] {
            assert_eq!(told(url).as_deref(), Some(expected), "{url}");
        }
        for nameless in ["http://127.0.0.1:8080", "http://[::1]:8080", "muster.example", "https://", "https://:443"] {
            assert_eq!(told(nameless), None, "{nameless}");
        }
    }

    #[test]
    fn whoever_has_a_name_that_is_no_word_is_asked_as_well() {
        let party = RelyingParty::of("https://muster.example").unwrap();
        let person = PersonId::from_bits(1);
        let owner = Owner { person, email: "ada+x@example.org", name: "Ada Lovelace" };
        let options = party.ask_to_make("Hof Süd", &owner, &[]).unwrap().options;
        assert_eq!(options["rp"], serde_json::json!({ "id": "muster.example", "name": "Hof Süd" }));
        assert_eq!(
            (&options["user"]["name"], &options["user"]["displayName"]),
            (&"ada+x@example.org".into(), &"Ada Lovelace".into())
        );
        assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
        assert_eq!(options["extensions"]["enforceCredentialProtectionPolicy"], false);
        let odd = Owner { person, email: "\u{200b}", name: "\u{7}" };
        let odd = party.ask_to_make("Hof Süd", &odd, &[]).unwrap().options;
        assert_eq!(odd["user"]["id"], options["user"]["id"]);
        assert_ne!(odd["challenge"], options["challenge"]);
    }
}
