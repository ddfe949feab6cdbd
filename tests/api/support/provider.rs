//! A small provider (OpenID Connect) that says whatever a test has it say.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::{Value, json};

use super::Network;

/// As what Muster is registered there.
pub const REGISTERED: &str = "muster at acme";

/// A key that signs tokens.
pub struct Key {
    pair: EcdsaKeyPair,
    name: &'static str,
}

impl Key {
    /// A new one of that name.
    pub fn new(name: &'static str) -> Self {
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &random).unwrap();
        Self { pair, name }
    }

    /// As a provider publishes it.
    pub fn public(&self) -> Value {
        // A point that is not compressed: a mark, then both coordinates.
        let point = self.pair.public_key().as_ref();
        let [x, y] = [&point[1..33], &point[33..]].map(|part| URL_SAFE_NO_PAD.encode(part));
        json!({ "kty": "EC", "crv": "P-256", "kid": self.name, "use": "sig", "x": x, "y": y })
    }

    /// A token with those claims.
    pub fn sign(&self, claims: &Value) -> String {
        let text = unsigned(&json!({ "alg": "ES256", "kid": self.name }), claims);
        let signature = self.pair.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
    }
}

/// The first two parts of a token.
pub fn unsigned(head: &Value, claims: &Value) -> String {
    format!("{}.{}", URL_SAFE_NO_PAD.encode(head.to_string()), URL_SAFE_NO_PAD.encode(claims.to_string()))
}

/// What a provider does.
pub struct Says {
    /// What it says of itself beside what it must.
    pub besides: Value,
    /// What it answers a code with: a status and a body.
    pub tokens: (u16, String),
    /// What it says of whoever is signed in there.
    pub profile: Value,
    /// The heads and bodies of what it was asked.
    asked: Vec<String>,
}

/// A provider: a server that says what a test has it say.
pub struct Provider<'n> {
    network: &'n Network,
    /// Where it is.
    pub issuer: String,
    /// What its tokens are signed with.
    pub key: Key,
    /// What it does from now on.
    pub says: Arc<Mutex<Says>>,
}

impl<'n> Provider<'n> {
    /// A new one, which says nothing good yet.
    pub fn start(network: &'n Network) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let key = Key::new("one");
        let says = Says { besides: json!({}), tokens: (400, "{}".to_owned()), profile: json!({}), asked: Vec::new() };
        let says = Arc::new(Mutex::new(says));
        let (served, own, keys) = (Arc::clone(&says), issuer.clone(), json!({ "keys": [key.public()] }).to_string());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                answer(&mut stream.unwrap(), &own, &keys, &served);
            }
        });
        Self { network, issuer, key, says }
    }

    /// A token's claims as they should be, for the sign-in that was begun with that nonce.
    pub fn claims(&self, nonce: &str, subject: &str, email: &str) -> Value {
        let now = self.network.now().seconds();
        json!({
            "iss": self.issuer, "aud": REGISTERED, "sub": subject, "exp": now + 300, "iat": now, "nonce": nonce,
            "email": email, "email_verified": true, "name": "Nora Newcomer",
        })
    }

    /// From now on it answers every code with that token.
    pub fn gives(&self, token: &str) {
        let body = json!({ "id_token": token, "access_token": "an access token", "token_type": "Bearer" });
        self.says.lock().unwrap().tokens = (200, body.to_string());
    }

    /// The requests to that path.
    pub fn asked(&self, path: &str) -> Vec<String> {
        let says = self.says.lock().unwrap();
        says.asked.iter().filter(|request| request.split(' ').nth(1) == Some(path)).cloned().collect()
    }
}

/// Answers one request.
fn answer(stream: &mut TcpStream, issuer: &str, keys: &str, says: &Mutex<Says>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let head: Vec<String> = (&mut reader).lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
    let length = head.iter().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).unwrap();
    let request = format!("{}\n\n{}", head.join("\n"), String::from_utf8(body).unwrap());
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut says = says.lock().unwrap();
    says.asked.push(request);
    let (status, body) = match path.as_str() {
        "/.well-known/openid-configuration" => {
            let mut told = json!({
                "issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize"),
                "token_endpoint": format!("{issuer}/token"), "jwks_uri": format!("{issuer}/keys"),
            });
            told.as_object_mut().unwrap().extend(says.besides.as_object().unwrap().clone());
            (200, told.to_string())
        }
        "/keys" => (200, keys.to_owned()),
        "/token" => says.tokens.clone(),
        "/userinfo" => (200, says.profile.to_string()),
        _ => (404, "{}".to_owned()),
    };
    // Whoever asked may have had enough.
    let _ = write!(
        stream,
        "HTTP/1.1 {status} Told\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
}
