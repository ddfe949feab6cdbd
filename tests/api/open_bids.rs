//! Open bidding: crews, single offers, seals and the draw, and what a client compares.

use std::collections::BTreeSet;

use muster::hash;
use serde_json::{Value, json};

use crate::support::{
    Answer, Network, Person,
    market::{Draft, Market, brief, seat},
    on_both,
};

const RUST: &[(&str, i32, i32)] = &[("rust", 4, 300)];
const REACT: &[(&str, i32, i32)] = &[("react", 4, 300)];
const DEADLINE: &str = "2026-11-09T12:00:00Z";

/// Posts a brief that is open for bids; answers its id.
fn post_open(client: &Person<'_>, document: &Value) -> String {
    let id = text(&client.post("/briefs", document).ok(201)["id"]);
    client.post(&format!("/briefs/{id}/post"), &json!({ "bidding": "open", "deadline": DEADLINE })).ok(200);
    client.network().work();
    id
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// A signed-in member of the market who bids on work for the web; answers their id.
fn bidder<'n>(market: &Market<'n>, draft: Draft<'_>) -> (String, Person<'n>) {
    let (id, person) = market.member(draft);
    person.wear("member");
    person.put("/member/bidding", &json!({ "categories": ["web"] })).ok(204);
    (id.to_string(), person)
}

/// A crew of these members; answers its id.
fn crew(founder: &Person<'_>, others: &[&Person<'_>]) -> String {
    let id = text(&founder.post("/member/crews", &json!({ "name": "The Bicycles" })).ok(201)["id"]);
    for other in others {
        founder.post(&format!("/member/crews/{id}/invitations"), &json!({ "email": other.email })).ok(204);
        other.post(&format!("/member/crews/{id}/join"), &json!({})).ok(204);
    }
    id
}

fn two_seats() -> Value {
    brief(&[seat("lead", "rust"), seat("front", "react")])
}

fn plan(ada: &str, bob: &str) -> Value {
    json!({ "seats": [
        { "seat": "lead", "member": ada, "rate": 6_000 },
        { "seat": "front", "member": bob, "rate": 4_000 },
    ] })
}

fn propose(who: &Person<'_>, brief: &str, crew: &str, plan: &Value) -> String {
    let made = who.post(&format!("/member/briefs/{brief}/bids"), &json!({ "crew": crew, "plan": plan })).ok(201);
    text(&made["id"])
}

fn sign(who: &Person<'_>, bid: &str, revision: i32) -> Answer {
    who.post(&format!("/member/bids/{bid}/sign-off"), &json!({ "revision": revision }))
}

fn bids(client: &Person<'_>, brief: &str) -> Value {
    client.get(&format!("/briefs/{brief}/bids")).ok(200)
}

fn pass_deadline(network: &Network) {
    network.wait_hours(24 * 7 + 4);
}

#[test]
fn members_are_told_of_open_briefs_in_their_categories_and_of_no_others() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = bidder(&market, Draft::of("Ada", RUST));
        let (_, bob) = market.member(Draft::of("Bob", RUST));
        bob.wear("member");
        let id = post_open(&client, &two_seats());
        let open = ada.get("/member/briefs").ok(200);
        assert_eq!(open["items"][0]["id"], json!(id));
        assert_eq!(open["items"][0]["document"]["seats"].as_array().unwrap().len(), 2);
        assert_eq!(bob.get("/member/briefs").ok(200)["items"], json!([]));
        assert_eq!(bob.get(&format!("/member/briefs/{id}")).refused(404), "not-found");
        let told = |person: &Person<'_>| {
            network.mails(&person.email).iter().filter(|mail| mail.subject.starts_with("Open for bids")).count()
        };
        assert_eq!((told(&ada), told(&bob)), (1, 0));
        assert_eq!(ada.put("/member/bidding", &json!({ "categories": ["no-such"] })).fields(), ["categories"]);
    });
}

#[test]
fn a_clients_own_people_cannot_bid_on_its_briefs() {
    on_both(|network| {
        let market = Market::open(network);
        let (_, carla) = bidder(&market, Draft::of("Carla", RUST));
        carla.wear_nothing();
        carla.post("/clients", &json!({ "name": "Carla Ltd", "country": "AT", "currency": "EUR" })).ok(201);
        carla.wear("client");
        let id = post_open(&carla, &brief(&[seat("lead", "rust")]));
        carla.wear("member");
        assert_eq!(carla.get("/member/briefs").ok(200)["items"], json!([]));
        let offer = carla.put(&format!("/member/briefs/{id}/offer"), &json!({ "seat": "lead", "rate": 5_000 }));
        assert_eq!(offer.refused(404), "not-found");
    });
}

#[test]
fn a_crews_bid_is_complete_once_everybody_signed_and_a_change_asks_again() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (ada_id, ada) = bidder(&market, Draft::of("Ada", RUST));
        let (bob_id, bob) = bidder(&market, Draft::of("Bob", REACT));
        let crew = crew(&ada, &[&bob]);
        let id = post_open(&client, &two_seats());
        let bid = propose(&ada, &id, &crew, &plan(&ada_id, &bob_id));
        let path = format!("/member/bids/{bid}");
        assert_eq!(sign(&ada, &bid, 1).ok(200)["state"], "staffing");
        // A change after a sign-off is another revision, which nobody has signed.
        let cheaper = json!({ "seats": [
            { "seat": "lead", "member": ada_id, "rate": 5_000 },
            { "seat": "front", "member": bob_id, "rate": 4_000, "hours": 10 },
        ], "shares": [{ "member": ada_id, "basis_points": 6_000 }, { "member": bob_id, "basis_points": 4_000 }] });
        let changed = bob.put_if(&path, "\"v1\"", &cheaper).ok(200);
        assert_eq!(changed["revision"], 2);
        assert!(changed["seats"].as_array().unwrap().iter().all(|seat| seat["signed"] == false), "{changed}");
        assert_eq!(bob.put_if(&path, "\"v1\"", &cheaper).refused(412), "stale");
        assert_eq!(sign(&bob, &bid, 1).refused(409), "bid-changed");
        sign(&bob, &bid, 2).ok(200);
        let complete = sign(&ada, &bid, 2).ok(200);
        assert_eq!(complete["state"], "complete");
        // 5,000 × 20 × 10 and 4,000 × 10 × 10, divided 60 to 40.
        assert_eq!(complete["price"]["amount"], 1_400_000);
        let paid: Vec<&Value> =
            complete["seats"].as_array().unwrap().iter().map(|seat| &seat["paid"]["amount"]).collect();
        assert_eq!(paid, [&json!(840_000), &json!(560_000)]);
        let seal = text(&complete["seal"]["seal"]);
        assert_eq!(complete["seal"]["nonce"], Value::Null, "the nonce is told after the deadline");
        assert!(network.mails(&bob.email).iter().any(|mail| mail.text.contains(&seal)), "the seal is told at once");
        // Sealed to the client, who learns not even that there is a bid.
        assert_eq!(bids(&client, &id)["bids"], json!([]));
        pass_deadline(network);
        let opened = bids(&client, &id);
        let shown = &opened["bids"][0];
        assert_eq!((&shown["origin"], &shown["price"]["amount"]), (&json!("crew"), &json!(1_400_000)));
        // Nobody changed the bid: anybody can hash document and nonce.
        let sealed = format!("{}\n{}", text(&shown["seal"]["document"]), text(&shown["seal"]["nonce"]));
        assert_eq!(hash::sha256(sealed.as_bytes()), seal);
        assert_eq!(ada.get(&path).ok(200)["seal"]["nonce"], shown["seal"]["nonce"]);
        // The engine scored it, and the points by term add up.
        let points = shown["points"].as_object().unwrap().values().map(|points| points.as_i64().unwrap());
        assert_eq!(points.sum::<i64>(), shown["score"].as_i64().unwrap());
        let engagement = client.post(&format!("/bids/{bid}/award"), &json!({})).ok(201);
        let contract = client.get(&format!("/engagements/{}", text(&engagement["engagement"]))).ok(200);
        let amounts: Vec<&Value> =
            contract["seats"].as_array().unwrap().iter().map(|seat| &seat["amount"]["amount"]).collect();
        assert_eq!(amounts, [&json!(840_000), &json!(560_000)], "seats are paid by the shares that were agreed");
    });
}

#[test]
fn a_plan_that_does_not_fit_names_each_field_and_what_would_be_right() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (ada_id, ada) = bidder(&market, Draft::of("Ada", RUST));
        let (bob_id, bob) = bidder(&market, Draft::of("Bob", REACT));
        let (cyd_id, _) = bidder(&market, Draft::of("Cyd", REACT));
        let crew = crew(&ada, &[&bob]);
        let mut document = two_seats();
        document["seats"][0]["rate_cap"] = json!(7_000);
        document["budget"] = json!(2_000_000);
        let id = post_open(&client, &document);
        let path = format!("/member/briefs/{id}/bids");
        let refused = |plan: Value| ada.post(&path, &json!({ "crew": crew, "plan": plan }));
        let seats = |lead: i64, front: &str| json!([{ "seat": "lead", "member": ada_id, "rate": lead }, { "seat": "front", "member": front, "rate": 4_000 }]);
        assert_eq!(refused(json!({ "seats": seats(7_001, &bob_id) })).fields(), ["seats[0].rate"]);
        assert_eq!(refused(json!({ "seats": seats(6_000, &cyd_id) })).fields(), ["seats[1].member"]);
        assert_eq!(refused(json!({ "seats": seats(6_000, &ada_id) })).fields(), ["seats[1].member"]);
        // 7,000 and 4,000 an hour for 200 hours each cost 22,000.00, and the budget is 20,000.00.
        let over = refused(json!({ "seats": seats(7_000, &bob_id) }));
        assert_eq!(over.fields(), ["seats"]);
        assert!(over.text.contains("20,000.00 EUR"), "{}", over.text);
        let shares = |ada: i32, bob: i32| json!([{ "member": ada_id, "basis_points": ada }, { "member": bob_id, "basis_points": bob }]);
        let short = refused(json!({ "seats": seats(6_000, &bob_id), "shares": shares(5_000, 4_750) }));
        assert_eq!(short.fields(), ["shares"]);
        assert!(short.text.contains("250 more"), "{}", short.text);
        let lone = json!([{ "seat": "lead", "member": ada_id, "rate": 6_000 }]);
        assert_eq!(refused(json!({ "seats": lone })).fields(), ["seats"]);
        let early = json!({ "seats": seats(6_000, &bob_id), "start": "2026-11-02" });
        assert_eq!(refused(early).fields(), ["start"]);
    });
}

#[test]
fn nobody_but_authors_sees_a_bid_before_the_deadline_and_rivals_never_do() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (ada_id, ada) = bidder(&market, Draft::of("Ada", RUST));
        let (bob_id, bob) = bidder(&market, Draft::of("Bob", REACT));
        let (_, cyd) = bidder(&market, Draft::of("Cyd", RUST));
        let crew = crew(&ada, &[&bob]);
        let id = post_open(&client, &two_seats());
        let bid = propose(&ada, &id, &crew, &plan(&ada_id, &bob_id));
        sign(&ada, &bid, 1).ok(200);
        sign(&bob, &bid, 1).ok(200);
        cyd.put(&format!("/member/briefs/{id}/offer"), &json!({ "seat": "lead", "rate": 5_000 })).ok(200);
        let officials = [
            market.official("Olga", muster::identity::Hat::Operator),
            market.official("Stella", muster::identity::Hat::Steward),
            market.official("Adam", muster::identity::Hat::Admin),
        ];
        for official in &officials {
            assert_eq!(official.get(&format!("/member/bids/{bid}")).refused(403), "forbidden");
            assert_eq!(official.get(&format!("/briefs/{id}/bids")).refused(403), "forbidden");
            assert_eq!(official.get(&format!("/member/briefs/{id}")).refused(403), "forbidden");
        }
        let rival = market.client("Rita");
        assert_eq!(rival.get(&format!("/briefs/{id}/bids")).refused(404), "not-found");
        let sealed = bids(&client, &id);
        assert_eq!((&sealed["sealed"], &sealed["bids"], &sealed["draw"]), (&json!(true), &json!([]), &Value::Null));
        for deadline_passed in [false, true] {
            assert_eq!(cyd.get(&format!("/member/bids/{bid}")).refused(404), "not-found", "{deadline_passed}");
            assert_eq!(cyd.get("/member/bids").ok(200)["items"], json!([]));
            assert_eq!(sign(&cyd, &bid, 1).refused(404), "not-found");
            assert_eq!(
                cyd.put_if(&format!("/member/bids/{bid}"), "\"v1\"", &plan(&ada_id, &bob_id)).refused(404),
                "not-found"
            );
            assert_eq!(cyd.post(&format!("/member/bids/{bid}/withdraw"), &json!({})).refused(404), "not-found");
            pass_deadline(network);
        }
    });
}

#[test]
fn what_comes_late_is_told_the_deadline_and_a_bid_can_be_withdrawn_until_the_award() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (ada_id, ada) = bidder(&market, Draft::of("Ada", RUST));
        let (bob_id, bob) = bidder(&market, Draft::of("Bob", REACT));
        let crew = crew(&ada, &[&bob]);
        let id = post_open(&client, &two_seats());
        let bid = propose(&ada, &id, &crew, &plan(&ada_id, &bob_id));
        sign(&ada, &bid, 1).ok(200);
        sign(&bob, &bid, 1).ok(200);
        pass_deadline(network);
        let late = bob.put_if(&format!("/member/bids/{bid}"), "\"v1\"", &plan(&ada_id, &bob_id));
        assert_eq!(late.refused(409), "deadline-passed");
        assert!(late.text.contains("9 November 2026, 12:00 (UTC)"), "{}", late.text);
        let late = bob.put(&format!("/member/briefs/{id}/offer"), &json!({ "seat": "front", "rate": 1 }));
        assert_eq!(late.refused(409), "deadline-passed");
        bob.post(&format!("/member/bids/{bid}/withdraw"), &json!({})).ok(204);
        assert!(network.mails(&client.email).iter().any(|mail| mail.subject.starts_with("A bid was withdrawn")));
        assert!(network.mails(&ada.email).iter().any(|mail| mail.subject.starts_with("Withdrawn")));
        assert_eq!(client.post(&format!("/bids/{bid}/award"), &json!({})).refused(409), "bid-state");
        assert_eq!(bids(&client, &id)["bids"], json!([]));
    });
}

#[test]
fn a_crew_that_did_not_sign_in_time_has_no_bid_and_is_told() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (ada_id, ada) = bidder(&market, Draft::of("Ada", RUST));
        let (bob_id, bob) = bidder(&market, Draft::of("Bob", REACT));
        let crew = crew(&ada, &[&bob]);
        let id = post_open(&client, &two_seats());
        let bid = propose(&ada, &id, &crew, &plan(&ada_id, &bob_id));
        sign(&ada, &bid, 1).ok(200);
        pass_deadline(network);
        assert_eq!(ada.get(&format!("/member/bids/{bid}")).ok(200)["state"], "failed");
        assert_eq!(client.get(&format!("/briefs/{id}")).ok(200)["state"], "lapsed");
        assert!(network.mails(&ada.email).iter().any(|mail| mail.subject.starts_with("Not complete in time")));
        assert_eq!(sign(&bob, &bid, 1).refused(409), "deadline-passed");
    });
}

#[test]
fn an_offer_for_the_only_seat_is_a_bid_and_equal_bids_are_drawn_as_anybody_can_recompute() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let id = post_open(&client, &brief(&[seat("lead", "rust")]));
        // Seven members who are alike in everything that counts: six more than can all be first.
        let names = ["Ada", "Bob", "Cyd", "Dan", "Eve", "Fay", "Gus"];
        for name in names {
            let (_, member) = bidder(&market, Draft::of(name, RUST));
            let offer =
                member.put(&format!("/member/briefs/{id}/offer"), &json!({ "seat": "lead", "rate": 5_000 })).ok(200);
            assert!(offer["bid"].is_string(), "{offer}");
        }
        pass_deadline(network);
        let opened = bids(&client, &id);
        let shown: Vec<String> = opened["bids"].as_array().unwrap().iter().map(|bid| text(&bid["id"])).collect();
        assert_eq!(shown.len(), 5);
        let nonces: Vec<(String, String)> = opened["draw"]["nonces"]
            .as_array()
            .unwrap()
            .iter()
            .map(|revealed| (text(&revealed["bid"]), text(&revealed["nonce"])))
            .collect();
        // By hand: all nonces in the order of the bids' ids make the seed; seed and id make the lot.
        let mut in_order = nonces.clone();
        in_order.sort();
        let seed = hash::sha256(in_order.iter().map(|(_, nonce)| nonce.as_str()).collect::<String>().as_bytes());
        assert_eq!(opened["draw"]["seed"], json!(seed));
        let mut lots: Vec<(String, String)> =
            nonces.iter().map(|(bid, _)| (hash::sha256(format!("{seed}{bid}").as_bytes()), bid.clone())).collect();
        lots.sort();
        let first: Vec<String> = lots.into_iter().take(5).map(|(_, bid)| bid).collect();
        assert_eq!(shown, first);
    });
}

#[test]
fn offers_for_single_seats_are_put_together_into_the_best_team() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = bidder(&market, Draft::of("Ada", &[("rust", 4, 300), ("react", 5, 900)]));
        let (_, bob) = bidder(&market, Draft::of("Bob", REACT));
        let (_, cyd) = bidder(&market, Draft::of("Cyd", &[("rust", 3, 0), ("react", 3, 0)]).at(9_000));
        let id = post_open(&client, &two_seats());
        let path = format!("/member/briefs/{id}/offer");
        // Ada knows React best of all, but it is the lead that she offers to take.
        ada.put(&path, &json!({ "seat": "lead", "rate": 5_500 })).ok(200);
        bob.put(&path, &json!({ "seat": "front", "rate": 4_500 })).ok(200);
        let first = cyd.put(&path, &json!({ "seat": "lead", "rate": 9_000 })).ok(200);
        let changed = cyd.put(&path, &json!({ "seat": "front", "rate": 8_000 })).ok(200);
        assert_eq!((&first["id"], &changed["seat"]), (&changed["id"], &json!("front")), "an offer can be changed");
        assert_eq!(bids(&client, &id)["bids"], json!([]));
        pass_deadline(network);
        let opened = bids(&client, &id);
        assert_eq!(opened["bids"].as_array().unwrap().len(), 1);
        let bid = &opened["bids"][0];
        let names: Vec<&Value> = bid["seats"].as_array().unwrap().iter().map(|seat| &seat["first_name"]).collect();
        assert_eq!((names, &bid["origin"]), (vec![&json!("Ada"), &json!("Bob")], &json!("offers")));
        assert_eq!(bid["price"]["amount"], (5_500 + 4_500) * 200);
        assert!(bid["score"].is_i64());
        assert_eq!(ada.get(&path).ok(200)["bid"], bid["id"]);
        assert_eq!(cyd.get(&path).ok(200)["bid"], Value::Null);
        client.post(&format!("/bids/{}/award", text(&bid["id"])), &json!({})).ok(201);
    });
}

#[test]
fn the_award_page_tells_the_whole_waterfall_and_the_record_and_no_space() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let admin = market.official("Adam", muster::identity::Hat::Admin);
        for (kind, rate) in [("network", 500), ("fund", 50), ("tax", 2_000)] {
            let terms = json!({ "kind": kind, "basis_points": rate, "from_day": "2026-11-02" });
            admin.post("/terms", &terms).ok(201);
        }
        let id = post_open(&client, &brief(&[seat("lead", "rust")]));
        let (_, ada) = bidder(&market, Draft::of("Ada", RUST));
        ada.put(&format!("/member/briefs/{id}/offer"), &json!({ "seat": "lead", "rate": 5_000 })).ok(200);
        pass_deadline(network);
        let opened = bids(&client, &id);
        let bid = &opened["bids"][0];
        let amount = |part: &str| bid["waterfall"][part]["amount"].as_i64().unwrap();
        assert_eq!(
            ["members", "spaces", "network", "fund", "price", "tax", "gross"].map(amount),
            [945_000, 0, 50_000, 5_000, 1_000_000, 200_000, 1_200_000]
        );
        assert_eq!((&bid["from"], &bid["until"]), (&json!("2027-01-04"), &json!("2027-03-15")));
        assert_eq!(bid["record"], json!({ "engagements": 0, "seats": 0, "together": 0 }));
        assert!(!opened.to_string().contains("space_"), "{opened}");
        let engagement = client.post(&format!("/bids/{}/award", text(&bid["id"])), &json!({})).ok(201);
        let contract = client.get(&format!("/engagements/{}", text(&engagement["engagement"]))).ok(200);
        assert_eq!(contract["tax_rate"], 2_000, "the tax is frozen at award");
    });
}

#[test]
fn whoever_loses_is_told_the_points_and_what_would_have_changed_it() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let id = post_open(&client, &brief(&[seat("lead", "rust")]));
        let (_, ada) = bidder(&market, Draft::of("Ada", &[("rust", 5, 900)]));
        let (_, bob) = bidder(&market, Draft::of("Bob", &[("rust", 3, 0)]));
        for member in [&ada, &bob] {
            member.put(&format!("/member/briefs/{id}/offer"), &json!({ "seat": "lead", "rate": 5_000 })).ok(200);
        }
        pass_deadline(network);
        let best = bids(&client, &id)["bids"][0].clone();
        assert_eq!(best["seats"][0]["first_name"], "Ada");
        client.post(&format!("/bids/{}/award", text(&best["id"])), &json!({})).ok(201);
        let mails = network.mails(&bob.email);
        let lost = mails.iter().find(|mail| mail.subject.starts_with("Not this time")).unwrap();
        assert!(lost.text.contains("more points for evidence of it"), "{}", lost.text);
        assert!(!lost.text.contains("Ada"), "a rival is named: {}", lost.text);
    });
}

/// Runs `act` for every item at once, each in a thread of its own; answers what they answered.
fn at_once<T: Sync>(items: &[T], act: impl Fn(&T) -> Answer + Sync) -> Vec<Answer> {
    std::thread::scope(|scope| {
        let running: Vec<_> = items.iter().map(|item| scope.spawn(|| act(item))).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// Their access token, for use in a thread.
fn token(person: &Person<'_>) -> String {
    text(&person.sign_in()["access_token"])
}

fn with<'n>(network: &'n Network, token: &str) -> Person<'n> {
    let person = Person::nobody(network);
    person.with_token(token);
    person
}

#[test]
fn sign_offs_and_changes_at_once_never_complete_a_bid_that_somebody_has_not_signed() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (ada_id, ada) = bidder(&market, Draft::of("Ada", RUST));
        let (bob_id, bob) = bidder(&market, Draft::of("Bob", REACT));
        let crew = crew(&ada, &[&bob]);
        let id = post_open(&client, &two_seats());
        let bid = propose(&ada, &id, &crew, &plan(&ada_id, &bob_id));
        let (ada_token, bob_token) = (token(&ada), token(&bob));
        let acts: Vec<usize> = (0..24).collect();
        let answers = at_once(&acts, |act| {
            let person = with(network, if act % 2 == 0 { &ada_token } else { &bob_token });
            match act % 3 {
                0 => person.put_if(&format!("/member/bids/{bid}"), "\"v1\"", &plan(&ada_id, &bob_id)),
                _ => sign(&person, &bid, 1),
            }
        });
        let changed = answers.iter().step_by(3).filter(|answer| answer.status == 200).count();
        assert_eq!(changed, 1, "{answers:#?}");
        assert!(answers.iter().all(|answer| answer.status < 500), "{answers:#?}");
        let now = ada.get(&format!("/member/bids/{bid}")).ok(200);
        assert_eq!((&now["revision"], &now["state"], &now["seal"]), (&json!(2), &json!("staffing"), &Value::Null));
        assert!(now["seats"].as_array().unwrap().iter().all(|seat| seat["signed"] == false), "{now}");
    });
}

#[test]
fn at_the_deadlines_instant_an_offer_is_a_bid_that_is_shown_or_is_refused() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let id = post_open(&client, &brief(&[seat("lead", "rust")]));
        let people: Vec<Person<'_>> =
            (0..12).map(|n| bidder(&market, Draft::of(&format!("Member{n}"), RUST)).1).collect();
        network.app.mint.set_now("2026-11-09T11:59:59.999Z".parse().unwrap());
        let fresh: Vec<String> = people.iter().map(token).collect();
        let acts: Vec<usize> = (0..13).collect();
        let answers = at_once(&acts, |act| {
            if *act == 6 {
                network.app.mint.set_now(DEADLINE.parse().unwrap());
                muster::jobs::run_due(&network.app).unwrap();
                return Person::nobody(network).get("/policy");
            }
            let person = with(network, &fresh[act % 12]);
            person.put(&format!("/member/briefs/{id}/offer"), &json!({ "seat": "lead", "rate": 5_000 + act }))
        });
        network.wait_hours(1);
        let made: BTreeSet<&str> = answers.iter().filter_map(|answer| answer.json["bid"].as_str()).collect();
        for answer in answers.iter().filter(|answer| answer.status != 200) {
            assert_eq!(answer.refused(409), "deadline-passed");
        }
        let opened = bids(&client, &id);
        let revealed = opened["draw"]["nonces"].as_array().map_or(0, Vec::len);
        assert_eq!(revealed, made.len(), "every bid that was taken is opened, and no other: {opened}");
    });
}

#[test]
fn a_bid_that_is_awarded_and_withdrawn_at_once_is_one_or_the_other() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let id = post_open(&client, &brief(&[seat("lead", "rust")]));
        let (_, ada) = bidder(&market, Draft::of("Ada", RUST));
        ada.put(&format!("/member/briefs/{id}/offer"), &json!({ "seat": "lead", "rate": 5_000 })).ok(200);
        pass_deadline(network);
        let bid = text(&bids(&client, &id)["bids"][0]["id"]);
        let (client_token, ada_token) = (token(&client), token(&ada));
        let acts: Vec<usize> = (0..10).collect();
        let answers = at_once(&acts, |act| match act % 2 {
            0 => with(network, &client_token).post(&format!("/bids/{bid}/award"), &json!({})),
            _ => with(network, &ada_token).post(&format!("/member/bids/{bid}/withdraw"), &json!({})),
        });
        let awarded = answers.iter().filter(|answer| answer.status == 201).count();
        let withdrawn = answers.iter().filter(|answer| answer.status == 204).count();
        assert_eq!(awarded + withdrawn, 1, "{answers:#?}");
        assert!(answers.iter().all(|answer| [201, 204, 409].contains(&answer.status)), "{answers:#?}");
        let state = ada.get(&format!("/member/bids/{bid}")).ok(200)["state"].clone();
        assert_eq!(state, if awarded == 1 { "awarded" } else { "withdrawn" });
    });
}
