//! Signing in at the provider of one's organisation.

mod addresses;
mod answers;
mod people;
mod setup;

use muster::identity::Hat;
use serde_json::{Value, json};

use crate::support::{
    Answer, Network, Person,
    market::{Draft, Market},
    provider::{Provider, REGISTERED},
};

/// What Muster shows there for itself.
pub const SECRET: &str = "a secret: of & acme";

/// A sign-in that was begun.
struct Begun {
    address: String,
    keep: String,
    state: String,
    nonce: String,
}

fn part(address: &str, name: &str) -> String {
    let query = address.split_once('?').unwrap().1;
    let found = query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name);
    found.unwrap_or_else(|| panic!("no {name} in {address}")).1.to_owned()
}

fn ask_to_begin(network: &Network, email: &str) -> Answer {
    Person::nobody(network).post("/provider-sign-ins", &json!({ "email": email }))
}

fn begin(network: &Network, email: &str) -> Begun {
    let told = ask_to_begin(network, email).ok(201);
    assert_eq!(told["expires_in"], 600);
    let text = |name: &str| told[name].as_str().unwrap().to_owned();
    let (address, keep) = (text("address"), text("keep"));
    let (state, nonce) = (part(&address, "state"), part(&address, "nonce"));
    Begun { address, keep, state, nonce }
}

/// An organisation with a provider, whose domain is confirmed.
pub struct Acme<'n> {
    market: Market<'n>,
    /// Who founded it.
    pub carla: Person<'n>,
    /// Who confirmed its domain.
    pub admin: Person<'n>,
    /// Where its people sign in.
    pub provider: Provider<'n>,
    /// The organisation, as it stands in the address that people come back to.
    organisation: String,
    /// The provider's id.
    pub id: String,
}

impl<'n> Acme<'n> {
    /// A new one, on an empty network.
    pub fn found(network: &'n Network) -> Self {
        let market = Market::open(network);
        let (carla, admin) = (market.client("Carla"), market.official("Adam", Hat::Admin));
        let provider = Provider::start(network);
        let setup = carla.put("/client/provider", &settings(&provider.issuer)).ok(200);
        assert_eq!(setup["provider"]["state"], "waiting");
        let organisation = setup["redirect_uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let id = admin.get("/providers").ok(200)["items"][0]["id"].as_str().unwrap().to_owned();
        let acme = Self { market, carla, admin, provider, organisation, id };
        acme.admin.put(&acme.domain(), &json!({})).ok(204);
        acme
    }

    fn network(&self) -> &'n Network {
        self.market.network
    }

    fn domain(&self) -> String {
        format!("/providers/{}/domains/example.org", self.id)
    }

    fn change(&self, field: &str, to: Value) {
        let mut wanted = settings(&self.provider.issuer);
        wanted[field] = to;
        self.carla.put("/client/provider", &wanted).ok(200);
    }

    fn begin(&self) -> Begun {
        begin(self.network(), "somebody@example.org")
    }

    fn answer(&self, begun: &Begun) -> Answer {
        let body = json!({
            "organisation": self.organisation, "state": begun.state, "keep": begun.keep, "code": "a code",
            "time_zone": "Europe/Prague",
        });
        Person::nobody(self.network()).post("/provider-sign-ins/answers", &body)
    }

    /// Signs in with a token whose claims were changed.
    fn enter_with(&self, change: impl FnOnce(&mut Value)) -> Answer {
        let begun = self.begin();
        let mut claims = self.provider.claims(&begun.nonce, "nora", "nora@example.org");
        change(&mut claims);
        self.provider.gives(&self.provider.key.sign(&claims));
        self.answer(&begun)
    }

    /// Signs in as whom the provider calls that.
    pub fn enter(&self, subject: &str, email: &str) -> Answer {
        self.enter_with(|claims| {
            claims["sub"] = json!(subject);
            claims["email"] = json!(email);
        })
    }

    /// Somebody who acts for the organisation, by an invite.
    pub fn joined(&self, name: &str, hat: Option<Hat>) -> Person<'n> {
        let person = match hat {
            Some(Hat::Member) => self.market.member(Draft::of(name, &[])).1,
            hat => self.market.person(name, hat).1,
        };
        self.carla.post("/client/invites", &json!({ "email": person.email, "role": "approver" })).ok(201);
        let token = self.network().mails(&person.email).pop().unwrap().token();
        person.wear_nothing();
        person.post("/client-invites/joins", &json!({ "token": token })).ok(201);
        person
    }

    fn people(&self) -> Vec<String> {
        let people = self.carla.get("/client/people").ok(200);
        people.as_array().unwrap().iter().map(|person| person["name"].as_str().unwrap().to_owned()).collect()
    }
}

/// What finance says of a provider.
pub fn settings(issuer: &str) -> Value {
    json!({
        "issuer": issuer, "registered_as": REGISTERED, "secret": SECRET, "domains": ["Example.org"],
        "switched_on": true, "makes_people": true,
    })
}

fn signed_in<'n>(network: &'n Network, session: &Value) -> Person<'n> {
    let person = Person::nobody(network);
    person.with_token(session["access_token"].as_str().unwrap());
    person
}

fn person_of(session: &Value) -> String {
    session["person"].as_str().unwrap().to_owned()
}

fn renew(network: &Network, session: &Value) -> u16 {
    Person::nobody(network).post("/sessions/refreshes", &json!({ "token": session["refresh_token"] })).status
}
