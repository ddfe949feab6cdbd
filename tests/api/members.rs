//! Members: profiles, availability, blocks, and what formation reads of them.

use std::collections::HashSet;

use muster::{
    audit::By,
    availability::{self, NewBooking},
    engagements::{EngagementId, EngagementKind},
    identity::{self, Hat, MemberId},
    members::{self, PoolMember},
    places::{self, NewPlace, Settlement},
    skills, ties,
};
use muster_kernel::{Currency, Day, Id};
use serde_json::{Value, json};

use crate::support::{
    Network, Person,
    market::{Draft, Market},
    on_both,
    rush::race,
};

fn with_skills(network: &Network) -> &Network {
    network.db().write(skills::service::import_starter).unwrap();
    network
}

fn profile() -> Value {
    json!({
        "headline": "Rust and gardens", "about": "", "rate": { "amount": 8_000, "currency": "EUR" }, "place": null,
        "onsite": false, "in_pool": true, "takes_bids": false, "languages": ["de", "en"],
        "skills": [{ "skill": "rust", "level": 4 }, { "skill": "gardening", "level": 2 }],
    })
}

/// Somebody with a profile, under the member hat.
fn member<'n>(network: &'n Network, name: &str) -> (Person<'n>, MemberId) {
    let person = network.person(name);
    let own = person.post("/members", &with(profile(), "skills", json!([]))).ok(201);
    person.wear("member");
    (person, own["id"].as_str().unwrap().parse().unwrap())
}

fn with(mut body: Value, field: &str, value: Value) -> Value {
    body[field] = value;
    body
}

fn pool(network: &Network, currency: Currency) -> Vec<PoolMember> {
    network.db().read(|conn| members::service::pool(conn, currency)).unwrap()
}

fn free(network: &Network, member: MemberId, week0: &str, weeks: u32) -> Vec<u8> {
    let week0: Day = week0.parse().unwrap();
    let mut found = network.db().read(|conn| availability::service::free(conn, &[member], week0, weeks)).unwrap();
    found.remove(&member).unwrap()
}

#[test]
fn whoever_joins_gains_the_hat_and_is_in_the_pool_only_by_choice() {
    on_both(|network| {
        let ada = with_skills(network).person("Ada");
        let own = ada.post("/members", &profile()).ok(201);
        assert_eq!(own["skills"][1], json!({ "skill": "rust", "name": "Rust", "level": 4, "evidence": 0 }));
        assert_eq!(ada.post("/members", &profile()).refused(409), "is-member");
        assert_eq!(ada.get("/me").ok(200)["hats"], json!(["member"]));
        ada.get("/member").refused(403);
        ada.wear("member");
        let found = pool(network, Currency::EUR);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].alias, own["alias"].as_str().unwrap());
        assert!(found[0].alias.len() == 13 && found[0].alias.starts_with('m'), "{}", found[0].alias);
        assert_eq!(found[0].languages, ["de", "en"]);
        let skills: Vec<(&str, u8, u16)> =
            found[0].skills.iter().map(|(skill, level, evidence)| (skill.as_str(), *level, *evidence)).collect();
        assert_eq!(skills, [("gardening", 2, 0), ("rust", 4, 0)]);
        assert!(pool(network, Currency::CHF).is_empty());
        let read = ada.get("/member");
        let out = with(profile(), "in_pool", json!(false));
        ada.put_if("/member", &read.etag.unwrap(), &out).ok(200);
        assert!(pool(network, Currency::EUR).is_empty());
    });
}

#[test]
fn every_wrong_field_of_a_profile_is_named() {
    on_both(|network| {
        let ada = with_skills(network).person("Ada");
        let wrong = json!({
            "headline": "", "about": "x\0", "rate": { "amount": 0, "currency": "EUR" }, "place": null,
            "onsite": false, "in_pool": true, "takes_bids": false, "languages": ["de", "de", "Klingon"],
            "skills": [{ "skill": "rust", "level": 6 }, { "skill": "rust", "level": 1 }],
        });
        let expected =
            ["headline", "about", "rate.amount", "languages[1]", "languages[2]", "skills[0].level", "skills[1].skill"];
        assert_eq!(ada.post("/members", &wrong).fields(), expected);
        let unknown = with(profile(), "skills", json!([{ "skill": "no-such-skill", "level": 1 }]));
        let unknown = with(unknown, "place", json!("place_00000000000000000000000000"));
        assert_eq!(ada.post("/members", &unknown).fields(), ["skills[0].skill", "place"]);
        let rich = with(profile(), "rate", json!({ "amount": i64::MAX, "currency": "EUR" }));
        assert_eq!(ada.post("/members", &rich).fields(), ["rate.amount"]);
        let foreign = with(profile(), "rate", json!({ "amount": 1, "currency": "XXX" }));
        assert_eq!(ada.post("/members", &foreign).fields(), ["rate.currency"]);
        let proven = with(profile(), "skills", json!([{ "skill": "rust", "level": 1, "evidence": 1000 }]));
        assert_eq!(ada.post("/members", &proven).fields(), ["skills[0].evidence"]);
        let many: Vec<Value> = (0..101).map(|n| json!({ "skill": format!("s{n}"), "level": 1 })).collect();
        assert_eq!(ada.post("/members", &with(profile(), "skills", json!(many))).fields(), ["skills"]);
        assert_eq!(ada.get("/me").ok(200)["hats"], json!([]));
    });
}

#[test]
fn a_profile_is_changed_by_whoever_read_it_last() {
    on_both(|network| {
        let (ada, _) = member(with_skills(network), "Ada");
        let read = ada.get("/member").etag.unwrap();
        let changed = ada.put_if("/member", &read, &with(profile(), "headline", json!("Rust")));
        assert_eq!(changed.json["headline"], "Rust");
        assert_ne!(changed.etag.as_ref().unwrap(), &read);
        ada.put_if("/member", &read, &profile()).refused(412);
        ada.put("/member", &profile()).refused(428);
        assert_eq!(ada.get("/member").ok(200)["headline"], "Rust");
    });
}

#[test]
fn evidence_grows_with_work_and_stays_when_a_level_changes() {
    on_both(|network| {
        let (ada, id) = member(with_skills(network), "Ada");
        let set = |skills: Value| {
            let read = ada.get("/member").etag.unwrap();
            ada.put_if("/member", &read, &with(profile(), "skills", skills)).ok(200)
        };
        set(json!([{ "skill": "rust", "level": 3 }]));
        let rust = "rust".parse().unwrap();
        for by in [700, 700] {
            network.db().write(|tx| members::service::add_evidence(tx, id, &rust, by)).unwrap();
        }
        let absent = "gardening".parse().unwrap();
        network.db().write(|tx| members::service::add_evidence(tx, id, &absent, 100)).unwrap();
        let own = set(json!([{ "skill": "rust", "level": 5 }, { "skill": "gardening", "level": 1 }]));
        let told: Vec<(&str, i64)> = own["skills"]
            .as_array()
            .unwrap()
            .iter()
            .map(|skill| (skill["skill"].as_str().unwrap(), skill["evidence"].as_i64().unwrap()))
            .collect();
        assert_eq!(told, [("gardening", 100), ("rust", 1000)], "what was proven before it was named counts");
        let name = network.db().read(|conn| members::service::first_name(conn, id)).unwrap();
        assert_eq!(name, "Ada");
    });
}

const WEEK: [(&str, i64); 7] =
    [("monday", 8), ("tuesday", 8), ("wednesday", 8), ("thursday", 8), ("friday", 4), ("saturday", 0), ("sunday", 0)];

fn usual_week() -> Value {
    WEEK.into_iter().map(|(day, hours)| (day.to_owned(), json!(hours))).collect::<serde_json::Map<_, _>>().into()
}

#[test]
fn hours_follow_the_usual_week_and_its_exceptions() {
    on_both(|network| {
        let (ada, id) = member(network, "Ada");
        assert_eq!(free(network, id, "2026-11-02", 2), [0, 0]);
        let empty = ada.get("/member/availability");
        assert_eq!(empty.json["monday"], 0);
        let set = ada.put_if("/member/availability", &empty.etag.unwrap(), &usual_week());
        let set = ada.put_if("/member/availability", &set.etag.unwrap(), &usual_week());
        set.ok(200);
        let away = json!({ "from": "2026-11-09", "to": "2026-11-15", "hours_a_day": 0, "note": "at the sea" });
        let away = ada.post("/member/availability/exceptions", &away).ok(201);
        assert_eq!(free(network, id, "2026-11-04", 3), [36, 0, 36]);
        let back = json!({ "from": "2026-11-13", "to": "2026-11-13", "hours_a_day": 6, "note": "" });
        ada.post("/member/availability/exceptions", &back).ok(201);
        let weeks = ada.get("/member/availability/weeks?from=2026-11-05&weeks=2").ok(200);
        assert_eq!(
            weeks["items"],
            json!([
                { "monday": "2026-11-02", "free": 36, "booked": 0, "held": 0 },
                { "monday": "2026-11-09", "free": 6, "booked": 0, "held": 0 },
            ])
        );
        let list = ada.get("/member/availability/exceptions?limit=1").ok(200);
        assert_eq!(list["items"][0]["note"], "at the sea");
        let path = format!("/member/availability/exceptions?after={}", list["next"].as_str().unwrap());
        assert_eq!(ada.get(&path).ok(200)["items"][0]["hours_a_day"], 6);
        let (eve, _) = member(network, "Eve");
        let path = format!("/member/availability/exceptions/{}", away["id"].as_str().unwrap());
        eve.delete(&path).refused(404);
        ada.delete(&path).ok(204);
        ada.delete(&path).refused(404);
        assert_eq!(free(network, id, "2026-11-09", 1), [38]);
    });
}

#[test]
fn every_wrong_field_of_availability_is_named() {
    on_both(|network| {
        let (ada, _) = member(network, "Ada");
        let wrong = with(with(usual_week(), "monday", json!(25)), "sunday", json!(99));
        assert_eq!(ada.put_if("/member/availability", "\"v0\"", &wrong).fields(), ["monday", "sunday"]);
        ada.put("/member/availability", &usual_week()).refused(428);
        ada.put_if("/member/availability", "\"v1\"", &usual_week()).refused(412);
        let wrong = json!({ "from": "2026-11-09", "to": "2026-11-08", "hours_a_day": 25, "note": "x".repeat(201) });
        let answer = ada.post("/member/availability/exceptions", &wrong);
        assert_eq!(answer.fields(), ["to", "hours_a_day", "note"]);
        let long = json!({ "from": "0000-01-01", "to": "9999-12-31", "hours_a_day": 1, "note": "" });
        assert_eq!(ada.post("/member/availability/exceptions", &long).fields(), ["to"]);
        assert_eq!(ada.get("/member/availability/weeks?weeks=105").fields(), ["weeks"]);
        for end in ["0000-01-01", "9999-12-31"] {
            ada.get(&format!("/member/availability/weeks?from={end}&weeks=104")).ok(200);
        }
    });
}

fn booking(member: MemberId, engagement: EngagementId, hours: u8) -> NewBooking {
    let first_monday = "2026-11-09".parse().unwrap();
    NewBooking { member, engagement, seat: "lead".to_owned(), first_monday, weeks: 3, hours }
}

#[test]
fn hours_are_booked_once_and_can_be_given_back() {
    on_both(|network| {
        let (ada, id) = member(network, "Ada");
        ada.put_if("/member/availability", "\"v0\"", &usual_week()).ok(200);
        let first: EngagementId = network.app.mint.id::<EngagementKind>();
        let second = network.app.mint.id();
        let book = |engagement, hours| {
            network.db().write(|tx| availability::service::book(tx, &booking(id, engagement, hours)))
        };
        book(first, 20).unwrap();
        let refusal = book(second, 20).unwrap_err().to_string();
        assert!(refusal.contains("in the week of 2026-11-09, 16 hours are free"), "{refusal}");
        book(second, 16).unwrap();
        assert_eq!(free(network, id, "2026-11-02", 5), [36, 0, 0, 0, 36]);
        let weeks = ada.get("/member/availability/weeks?weeks=2").ok(200);
        assert_eq!(weeks["items"][1], json!({ "monday": "2026-11-09", "free": 0, "booked": 36, "held": 0 }));
        let release = || network.db().write(|tx| availability::service::release(tx, first, "lead", id));
        release().unwrap();
        assert!(release().is_err());
        assert_eq!(free(network, id, "2026-11-09", 1), [20]);
        book(first, 20).unwrap();
    });
}

#[test]
fn of_two_awards_that_want_the_same_hours_at_once_one_wins() {
    race(|network| {
        let (ada, id) = member(network, "Ada");
        ada.put_if("/member/availability", "\"v0\"", &usual_week()).ok(200);
        let award = || {
            let engagement = network.app.mint.id();
            network.db().write(|tx| availability::service::book(tx, &booking(id, engagement, 30)))
        };
        let outcomes: Vec<bool> = std::thread::scope(|scope| {
            let rivals: Vec<_> = (0..4).map(|_| scope.spawn(|| award().is_ok())).collect();
            rivals.into_iter().map(|rival| rival.join().unwrap()).collect()
        });
        assert_eq!(outcomes.iter().filter(|won| **won).count(), 1);
        assert_eq!(free(network, id, "2026-11-09", 3), [6, 6, 6]);
    });
}

#[test]
fn a_block_keeps_two_apart_and_is_shown_only_to_whoever_said_it() {
    on_both(|network| {
        let (ada, ada_id) = member(network, "Ada");
        let (bob, bob_id) = member(network, "Bob");
        let body = json!({ "email": bob.email });
        let block = ada.post("/member/blocks", &body).ok(201);
        assert_eq!(ada.post("/member/blocks", &body).ok(201), block);
        assert_eq!(ada.get("/member/blocks").ok(200)["items"], json!([block]));
        assert_eq!(bob.get("/member/blocks").ok(200)["items"], json!([]));
        bob.post("/member/blocks", &json!({ "email": ada.email })).ok(201);
        let pairs = || network.db().read(ties::service::blocks).unwrap();
        assert_eq!(pairs(), [(ada_id.min(bob_id), ada_id.max(bob_id))]);
        ada.delete(&format!("/member/blocks/{bob_id}")).ok(204);
        ada.delete(&format!("/member/blocks/{bob_id}")).refused(404);
        assert_eq!(pairs().len(), 1);
        bob.delete(&format!("/member/blocks/{ada_id}")).ok(204);
        assert!(pairs().is_empty());
        let outsider = network.person("Eve");
        for email in [&ada.email, &outsider.email, "nobody@example.org", "no address"] {
            assert_eq!(ada.post("/member/blocks", &json!({ "email": email })).fields(), ["email"]);
        }
    });
}

#[test]
fn ties_grow_up_to_a_thousand_and_count_both_ways() {
    on_both(|network| {
        let mut ids: Vec<MemberId> = ["Ada", "Bob", "Eve"].map(|name| member(network, name).1).into();
        ids.sort();
        let [a, b, c] = ids[..] else { panic!("three members") };
        let grow = |x, y, by| network.db().write(|tx| ties::service::strengthen(tx, x, y, by)).unwrap();
        grow(b, a, 300);
        grow(a, b, 250);
        grow(c, b, u16::MAX);
        grow(a, a, 10);
        let among = |members: &[MemberId]| {
            let members: HashSet<MemberId> = members.iter().copied().collect();
            network.db().read(|conn| ties::service::all(conn, &members)).unwrap()
        };
        assert_eq!(among(&[a, b, c]), [(a, b, 550), (b, c, 1000)]);
        assert_eq!(among(&[a, c]), []);
    });
}

fn place(name: &str, north: i32, east: i32) -> NewPlace {
    let country = "AT".to_owned();
    NewPlace { name: name.to_owned(), country, kind: Settlement::Rural, latitude_e6: north, longitude_e6: east }
}

#[test]
fn a_place_is_measured_from_all_others_once() {
    on_both(|network| {
        let add = |place: NewPlace| network.db().write(|tx| places::service::add(tx, &place));
        let vienna = add(place("Wien", 48_208_176, 16_373_819)).unwrap();
        let linz = add(place("Linz", 48_306_940, 14_285_830)).unwrap();
        let far = add(place("Lisboa", 38_722_252, -9_139_337)).unwrap();
        assert!(add(place(" Linz ", 0, 0)).is_err());
        let distances = network.db().read(places::service::distances).unwrap();
        assert_eq!(distances.len(), 1);
        assert_eq!(distances[&vienna.min(linz)][&vienna.max(linz)], 155);
        assert!(network.db().read(|conn| places::service::exists(conn, far)).unwrap());
        assert!(!network.db().read(|conn| places::service::exists(conn, Id::from_bits(7))).unwrap());
        let nobody = Person::nobody(network);
        let page = nobody.get("/places?limit=2").ok(200);
        assert_eq!(page["items"][0]["name"], "Wien");
        let path = format!("/places?limit=2&after={}", page["next"].as_str().unwrap());
        assert_eq!(nobody.get(&path).ok(200)["items"][0]["id"], far.to_string());
        assert_eq!(nobody.get("/places?after=%00").fields(), ["after"]);
    });
}

#[test]
fn only_an_admin_adds_places() {
    on_both(|network| {
        let body = json!({ "name": "Linz", "country": "AT", "kind": "urban", "latitude_e6": 1, "longitude_e6": 2 });
        Person::nobody(network).post("/places", &body).refused(401);
        let (ada, id) = member(network, "Ada");
        ada.post("/places", &body).refused(403);
        let wrong =
            json!({ "name": "", "country": "at", "kind": "urban", "latitude_e6": 91_000_000, "longitude_e6": 0 });
        let person = network.db().read(|conn| members::service::person_of(conn, id)).unwrap();
        network.db().write(|tx| identity::service::grant(tx, By::Muster, person, Hat::Admin)).unwrap();
        ada.wear("admin");
        assert_eq!(ada.post("/places", &wrong).fields(), ["name", "country", "latitude_e6"]);
        ada.post("/places", &body).ok(201);
        assert_eq!(ada.post("/places", &body).refused(409), "place-is-there");
    });
}

#[test]
fn everybody_is_told_what_the_network_can_do_and_never_of_fewer_than_three() {
    on_both(|network| {
        let market = Market::open(network);
        for name in ["Ada", "Bea", "Cleo", "Dora"] {
            market.member(Draft::of(name, &[("rust", 3, 0)]));
        }
        for name in ["Eve", "Fay"] {
            market.member(Draft::of(name, &[("sql", 3, 0)]));
        }
        let told = Person::nobody(network).get("/talent").ok(200);
        assert_eq!(told["at_least"], 5, "{told}");
        let skills = told["skills"].as_array().unwrap();
        assert_eq!(skills.len(), 1, "two are too few to be told: {told}");
        assert_eq!((&skills[0]["skill"], &skills[0]["at_least"]), (&json!("rust"), &json!(3)));
        // For a while the same is told, so that nobody sees who came a moment ago.
        market.member(Draft::of("Gil", &[("sql", 3, 0)]));
        assert_eq!(Person::nobody(network).get("/talent").ok(200), told);
        network.wait_hours(1);
        assert_eq!(Person::nobody(network).get("/talent").ok(200)["skills"].as_array().unwrap().len(), 2);
    });
}
