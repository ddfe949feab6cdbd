//! Bids under rush: many threads at once, on both databases.

use std::collections::BTreeSet;

use diesel::prelude::*;
use muster::{hash, schema::engagements};
use serde_json::{Value, json};

use crate::support::{
    Network, Person,
    bidding::{
        DEADLINE, Proposed, REACT, RUST, award, bidder, bids, crew, pass_deadline, plan, post_open, propose, proposed,
        sign, sign_overlapping, text, two_seats,
    },
    market::{Draft, Market, brief, seat},
    rush::{race, together, token, with},
};

/// How many try the same at once.
const RIVALS: usize = 20;

/// A signed bid of a crew of two for each of those briefs; answers the members and the bids.
fn crew_bids<'n>(market: &Market<'n>, names: [&str; 2], briefs: &[String]) -> ([Person<'n>; 2], Vec<String>) {
    let (ada_id, ada) = bidder(market, Draft::of(names[0], RUST));
    let (bob_id, bob) = bidder(market, Draft::of(names[1], REACT));
    let crew = crew(&ada, &[&bob]);
    let bids = briefs.iter().map(|brief| {
        let bid = propose(&ada, brief, &crew, &plan(&ada_id, &bob_id));
        sign_overlapping(&ada, &bid, 1).ok(200);
        sign_overlapping(&bob, &bid, 1).ok(200);
        bid
    });
    let bids = bids.collect();
    ([ada, bob], bids)
}

fn contracts(network: &Network) -> i64 {
    network.db().read(|conn| Ok(engagements::table.count().get_result(conn)?)).unwrap()
}

#[test]
fn of_two_crews_bids_that_are_awarded_at_once_one_wins_and_the_other_has_lost() {
    race(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let id = post_open(&client, &two_seats());
        let (ours, first) = crew_bids(&market, ["Ada", "Bob"], std::slice::from_ref(&id));
        let (theirs, second) = crew_bids(&market, ["Cyd", "Dan"], std::slice::from_ref(&id));
        pass_deadline(network);
        let token = token(&client);
        let wanted: Vec<&String> = first.iter().chain(&second).cycle().take(2 * RIVALS).collect();
        let answers = together(&wanted, |bid| award(&with(network, &token), bid));
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1, "{answers:#?}");
        assert!(answers.iter().all(|answer| [201, 409].contains(&answer.status)), "{answers:#?}");
        assert_eq!(contracts(network), 1);
        let state = |who: &Person<'_>, bid: &str| text(&who.get(&format!("/member/bids/{bid}")).ok(200)["state"]);
        let states = BTreeSet::from([state(&ours[0], &first[0]), state(&theirs[0], &second[0])]);
        assert_eq!(states, BTreeSet::from(["awarded".to_owned(), "lost".to_owned()]));
    });
}

#[test]
fn a_crew_that_several_clients_award_at_once_is_booked_once_and_the_others_see_its_bid_no_more() {
    race(|network| {
        let market = Market::open(network);
        let clients: Vec<Person<'_>> = ["Carla", "Otto", "Rita"].into_iter().map(|name| market.client(name)).collect();
        let mut document = two_seats();
        document["seats"][1]["hours"] = json!(30);
        let briefs: Vec<String> = clients.iter().map(|client| post_open(client, &document)).collect();
        let ([ada, bob], made) = crew_bids(&market, ["Ada", "Bob"], &briefs);
        pass_deadline(network);
        let tokens: Vec<String> = clients.iter().map(token).collect();
        let wanted: Vec<usize> = (0..clients.len()).cycle().take(clients.len() * RIVALS).collect();
        let answers = together(&wanted, |which| award(&with(network, &tokens[*which]), &made[*which]));
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1, "{answers:#?}");
        assert!(answers.iter().all(|answer| [201, 409].contains(&answer.status)), "{answers:#?}");
        assert!(!answers.iter().any(|answer| answer.text.contains("hours are free")), "a member's hours are told");
        network.work();
        assert_eq!(contracts(network), 1);
        let shown =
            clients.iter().zip(&briefs).map(|(client, brief)| bids(client, brief)["bids"].as_array().unwrap().len());
        assert_eq!(shown.sum::<usize>(), 1, "nobody compares what cannot be had");
        for (member, hours) in [(&ada, 20), (&bob, 30)] {
            let week = member.get("/member/availability/weeks?from=2027-01-04&weeks=1").ok(200)["items"][0].clone();
            assert_eq!((&week["booked"], &week["held"]), (&json!(hours), &json!(0)), "{week}");
        }
    });
}

#[test]
fn a_crews_bid_that_is_awarded_and_withdrawn_at_once_is_one_or_the_other() {
    race(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let id = post_open(&client, &two_seats());
        let ([ada, bob], made) = crew_bids(&market, ["Ada", "Bob"], std::slice::from_ref(&id));
        pass_deadline(network);
        let bid = &made[0];
        let tokens = [&client, &ada, &bob].map(token);
        let acts: Vec<usize> = (0..3 * RIVALS).collect();
        let answers = together(&acts, |act| match act % 3 {
            0 => award(&with(network, &tokens[0]), bid),
            author => with(network, &tokens[author]).post(&format!("/member/bids/{bid}/withdraw"), &json!({})),
        });
        let awarded = answers.iter().filter(|answer| answer.status == 201).count();
        let withdrawn = answers.iter().filter(|answer| answer.status == 204).count();
        assert_eq!(awarded + withdrawn, 1, "{answers:#?}");
        assert!(answers.iter().all(|answer| [201, 204, 409].contains(&answer.status)), "{answers:#?}");
        let state = ada.get(&format!("/member/bids/{bid}")).ok(200)["state"].clone();
        assert_eq!(state, if awarded == 1 { "awarded" } else { "withdrawn" });
        assert_eq!(contracts(network), i64::try_from(awarded).unwrap());
    });
}

#[test]
fn a_brief_that_is_awarded_and_taken_back_at_once_is_one_or_the_other() {
    race(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let id = post_open(&client, &two_seats());
        let (authors, made) = crew_bids(&market, ["Ada", "Bob"], std::slice::from_ref(&id));
        pass_deadline(network);
        let token = token(&client);
        let acts: Vec<usize> = (0..2 * RIVALS).collect();
        let answers = together(&acts, |act| match act % 2 {
            0 => award(&with(network, &token), &made[0]),
            _ => with(network, &token).post(&format!("/briefs/{id}/withdraw"), &json!({})),
        });
        let awarded = answers.iter().filter(|answer| answer.status == 201).count();
        let withdrawn = answers.iter().filter(|answer| answer.status == 204).count();
        assert_eq!(awarded + withdrawn, 1, "{answers:#?}");
        assert!(answers.iter().all(|answer| [201, 204, 409].contains(&answer.status)), "{answers:#?}");
        assert_eq!(contracts(network), i64::try_from(awarded).unwrap());
        network.work();
        let state = client.get(&format!("/briefs/{id}")).ok(200)["state"].clone();
        assert_eq!(state, if awarded == 1 { "awarded" } else { "withdrawn" });
        for author in &authors {
            let week = author.get("/member/availability/weeks?from=2027-01-04&weeks=1").ok(200)["items"][0].clone();
            assert_eq!((&week["booked"], &week["held"]), (&json!(20 * awarded), &json!(0)), "{week}");
        }
    });
}

/// A bid that is shown is whole: everybody signed the revision that was sealed, and that is what was scored.
fn assert_whole(own: &Value, shown: &Value) {
    assert!(own["seats"].as_array().unwrap().iter().all(|seat| seat["signed"] == true), "{own}");
    assert_eq!(own["price"], shown["price"]);
    let document: Value = serde_json::from_str(&text(&shown["seal"]["document"])).unwrap();
    assert_eq!(document["revision"], own["revision"], "{shown}");
    let sealed = format!("{}\n{}", text(&shown["seal"]["document"]), text(&shown["seal"]["nonce"]));
    assert_eq!(hash::sha256(sealed.as_bytes()), text(&shown["seal"]["seal"]));
    let points = shown["points"].as_object().unwrap_or_else(|| panic!("not scored: {shown}"));
    assert_eq!(points.values().map(|points| points.as_i64().unwrap()).sum::<i64>(), shown["score"].as_i64().unwrap());
}

#[test]
fn changes_sign_offs_and_the_deadline_at_once_leave_a_bid_that_is_whole_or_none() {
    race(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let briefs: Vec<String> = (0..6).map(|_| post_open(&client, &two_seats())).collect();
        let (ada_id, ada) = bidder(&market, Draft::of("Ada", RUST));
        let (bob_id, bob) = bidder(&market, Draft::of("Bob", REACT));
        let crew = crew(&ada, &[&bob]);
        let first = plan(&ada_id, &bob_id);
        let mut second = first.clone();
        second["seats"][0]["rate"] = json!(5_000);
        let made: Vec<String> = briefs.iter().map(|id| propose(&ada, id, &crew, &first)).collect();
        // Half of them were complete before they are changed.
        for bid in &made[..3] {
            sign_overlapping(&ada, bid, 1).ok(200);
            sign_overlapping(&bob, bid, 1).ok(200);
        }
        network.app.mint.set_now("2026-11-09T11:59:59.999Z".parse().unwrap());
        let tokens = [&ada, &bob].map(token);
        let acts: Vec<usize> = (0..made.len() * 8).collect();
        let answers = together(&acts, |act| {
            if *act == made.len() * 4 {
                network.app.mint.set_now(DEADLINE.parse().unwrap());
                muster::jobs::run_due(&network.app).unwrap();
                return Person::nobody(network).get("/policy");
            }
            let (bid, person) = (&made[act % made.len()], with(network, &tokens[act % 2]));
            match act / made.len() {
                2 => person.put_if(&format!("/member/bids/{bid}"), "\"v1\"", &second),
                n if n % 2 == 0 => sign_overlapping(&person, bid, 1),
                n => sign_overlapping(&with(network, &tokens[(n / 2) % 2]), bid, 2),
            }
        });
        assert!(answers.iter().all(|answer| [200, 409, 412].contains(&answer.status)), "{answers:#?}");
        network.wait_hours(1);
        for (brief, bid) in briefs.iter().zip(&made) {
            let (own, opened) = (ada.get(&format!("/member/bids/{bid}")).ok(200), bids(&client, brief));
            match own["state"].as_str().unwrap() {
                "complete" => assert_whole(&own, &opened["bids"][0]),
                "failed" => assert_eq!(opened["bids"], json!([])),
                other => panic!("{other} after the deadline: {own}"),
            }
        }
    });
}

#[test]
fn sign_offs_and_changes_at_once_never_complete_a_bid_that_somebody_has_not_signed() {
    race(|network| {
        let Proposed { ada: (ada_id, ada), bob: (bob_id, bob), bid, .. } = proposed(network);
        let (ada_token, bob_token) = (token(&ada), token(&bob));
        let acts: Vec<usize> = (0..60).collect();
        let answers = together(&acts, |act| {
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
    race(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let id = post_open(&client, &brief(&[seat("lead", "rust")]));
        let people: Vec<Person<'_>> =
            (0..12).map(|n| bidder(&market, Draft::of(&format!("Member{n}"), RUST)).1).collect();
        network.app.mint.set_now("2026-11-09T11:59:59.999Z".parse().unwrap());
        let fresh: Vec<String> = people.iter().map(token).collect();
        let acts: Vec<usize> = (0..13).collect();
        let answers = together(&acts, |act| {
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
