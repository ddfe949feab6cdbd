//! Open bidding: what its tests have in common.

use serde_json::{Value, json};

use super::{
    Answer, Network, Person,
    market::{Draft, Market, brief, seat},
};

/// Knows Rust well.
pub const RUST: &[(&str, i32, i32)] = &[("rust", 4, 300)];
/// Knows React well.
pub const REACT: &[(&str, i32, i32)] = &[("react", 4, 300)];
/// Until when bids can be made.
pub const DEADLINE: &str = "2026-11-09T12:00:00Z";

/// Posts a brief that is open for bids; answers its id.
pub fn post_open(client: &Person<'_>, document: &Value) -> String {
    post_open_until(client, document, DEADLINE)
}

/// The same with another deadline.
pub fn post_open_until(client: &Person<'_>, document: &Value, deadline: &str) -> String {
    let id = text(&client.post("/briefs", document).ok(201)["id"]);
    client.post(&format!("/briefs/{id}/post"), &json!({ "bidding": "open", "deadline": deadline })).ok(200);
    client.network().work();
    id
}

/// A value that is a text.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// A signed-in member of the market who bids on work for the web; answers their id.
pub fn bidder<'n>(market: &Market<'n>, draft: Draft<'_>) -> (String, Person<'n>) {
    let (id, person) = market.member(draft);
    person.wear("member");
    person.put("/member/bidding", &json!({ "categories": ["web"] })).ok(204);
    (id.to_string(), person)
}

/// A crew of these members; answers its id.
pub fn crew(founder: &Person<'_>, others: &[&Person<'_>]) -> String {
    let id = text(&founder.post("/member/crews", &json!({ "name": "The Bicycles" })).ok(201)["id"]);
    for other in others {
        founder.post(&format!("/member/crews/{id}/invitations"), &json!({ "email": other.email })).ok(204);
        other.post(&format!("/member/crews/{id}/join"), &json!({})).ok(204);
    }
    id
}

/// A brief with a seat for Rust and one for React, of twenty hours for ten weeks.
pub fn two_seats() -> Value {
    brief(&[seat("lead", "rust"), seat("front", "react")])
}

/// A plan for those seats: 60.00 and 40.00 an hour.
pub fn plan(ada: &str, bob: &str) -> Value {
    json!({ "seats": [
        { "seat": "lead", "member": ada, "rate": 6_000 },
        { "seat": "front", "member": bob, "rate": 4_000 },
    ] })
}

/// Proposes a crew's bid; answers its id.
pub fn propose(who: &Person<'_>, brief: &str, crew: &str, plan: &Value) -> String {
    let made = who.post(&format!("/member/briefs/{brief}/bids"), &json!({ "crew": crew, "plan": plan })).ok(201);
    text(&made["id"])
}

/// Signs a revision of a bid off.
pub fn sign(who: &Person<'_>, bid: &str, revision: i32) -> Answer {
    who.post(&format!("/member/bids/{bid}/sign-off"), &json!({ "revision": revision }))
}

/// The bids for a brief, as its client sees them.
pub fn bids(client: &Person<'_>, brief: &str) -> Value {
    client.get(&format!("/briefs/{brief}/bids")).ok(200)
}

/// Waits until after the deadline.
pub fn pass_deadline(network: &Network) {
    network.wait_hours(24 * 7 + 4);
}

/// Makes an offer for a seat of a brief.
pub fn offer(who: &Person<'_>, brief: &str, seat: &str, rate: i64) -> Answer {
    let body = json!({ "seat": seat, "rate": rate, "overlapping": true });
    who.put(&format!("/member/briefs/{brief}/offer"), &body)
}

/// Signs a revision off whatever else the hours are held for.
pub fn sign_overlapping(who: &Person<'_>, bid: &str, revision: i32) -> Answer {
    who.post(&format!("/member/bids/{bid}/sign-off"), &json!({ "revision": revision, "overlapping": true }))
}

/// Awards a bid.
pub fn award(client: &Person<'_>, bid: &str) -> Answer {
    client.post(&format!("/bids/{bid}/award"), &json!({}))
}

/// Whether somebody was sent a mail whose subject begins so.
pub fn was_told(who: &Person<'_>, subject: &str) -> bool {
    who.network().mails(&who.email).iter().any(|mail| mail.subject.starts_with(subject))
}

/// Who takes part in open bidding: a client, and a crew of two.
pub struct Bidding<'n> {
    /// The market in which they are.
    pub market: Market<'n>,
    /// The client.
    pub client: Person<'n>,
    /// Ada, who founded the crew and knows Rust, with her id.
    pub ada: (String, Person<'n>),
    /// Bob, her mate, who knows React, with his.
    pub bob: (String, Person<'n>),
    /// The crew's id.
    pub crew: String,
}

impl<'n> Bidding<'n> {
    /// Everybody is there, and no brief is posted yet.
    pub fn open(network: &'n Network) -> Self {
        let market = Market::open(network);
        let client = market.client("Carla");
        let ada = bidder(&market, Draft::of("Ada", RUST));
        let bob = bidder(&market, Draft::of("Bob", REACT));
        let crew = crew(&ada.1, &[&bob.1]);
        Self { market, client, ada, bob, crew }
    }
}

/// A crew's bid that waits for its sign-offs.
pub struct Proposed<'n> {
    /// The client.
    pub client: Person<'n>,
    /// Ada, who proposed it, with her id.
    pub ada: (String, Person<'n>),
    /// Bob, her mate, with his.
    pub bob: (String, Person<'n>),
    /// The brief's id.
    pub brief: String,
    /// The bid's id.
    pub bid: String,
}

/// A market in which Ada's and Bob's crew has proposed the [`plan`] for two seats; nobody has signed.
pub fn proposed(network: &Network) -> Proposed<'_> {
    let Bidding { client, ada, bob, crew, .. } = Bidding::open(network);
    let brief = post_open(&client, &two_seats());
    let bid = propose(&ada.1, &brief, &crew, &plan(&ada.0, &bob.0));
    Proposed { client, ada, bob, brief, bid }
}
