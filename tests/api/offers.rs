//! Single-seat offers: bids by themselves, or put together into a team.

use muster::hash;
use serde_json::{Value, json};

use crate::support::{
    bidding::{
        REACT, RUST, award, bidder, bids, offer, pass_deadline, post_open, post_open_until, text, two_seats, was_told,
    },
    market::{Draft, Market, brief, seat},
    on_both,
};

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
        assert_eq!(cyd.get(&path).refused(404), "not-found", "an offer that found no place is over");
        assert!(was_told(&cyd, "Not this time: ") && !was_told(&ada, "Not this time: "));
        client.post(&format!("/bids/{}/award", text(&bid["id"])), &json!({})).ok(201);
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

#[test]
fn offers_that_cost_more_than_the_budget_together_are_still_a_bid_where_there_is_no_cheaper_team() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let members =
            [("lead", RUST), ("front", REACT)].map(|(seat, skills)| (seat, bidder(&market, Draft::of(seat, skills)).1));
        let mut document = two_seats();
        document["budget"] = json!(1_500_000);
        let id = post_open(&client, &document);
        for (seat, member) in &members {
            offer(member, &id, seat, 5_000).ok(200);
        }
        let (_, cyd) = bidder(&market, Draft::of("Cyd", RUST));
        let other = post_open(&client, &document);
        offer(&members[1].1, &other, "front", 5_000).ok(200);
        offer(&members[0].1, &other, "lead", 5_000).ok(200);
        offer(&cyd, &other, "lead", 2_000).ok(200);
        pass_deadline(network);
        let above = |id: &str| bids(&client, id)["bids"][0]["above_budget"]["amount"].clone();
        assert_eq!((above(&id), above(&other)), (json!(500_000), Value::Null), "a team within the budget comes first");
    });
}

#[test]
fn an_offer_whose_hours_are_booked_elsewhere_is_over_at_once() {
    on_both(|network| {
        let market = Market::open(network);
        let (client, other) = (market.client("Carla"), market.client("Otto"));
        let (_, ada) = bidder(&market, Draft::of("Ada", RUST));
        let mut most = seat("lead", "rust");
        most["hours"] = json!(30);
        let first = post_open_until(&other, &brief(&[most]), "2026-11-05T12:00:00Z");
        let (alone, beside) = (post_open(&client, &brief(&[seat("lead", "rust")])), post_open(&client, &two_seats()));
        for id in [&first, &alone, &beside] {
            offer(&ada, id, "lead", 5_000).ok(200);
        }
        network.wait_hours(24 * 3 + 4);
        award(&other, &text(&bids(&other, &first)["bids"][0]["id"])).ok(201);
        network.work();
        for id in [&alone, &beside] {
            assert_eq!(ada.get(&format!("/member/briefs/{id}/offer")).refused(404), "not-found");
            assert_eq!(offer(&ada, id, "lead", 4_000).refused(409), "hours-taken");
        }
        assert!(was_told(&ada, "Your offer is over: ") && was_told(&ada, "Not possible any more: "));
        pass_deadline(network);
        assert_eq!(client.get(&format!("/briefs/{alone}")).ok(200)["state"], "lapsed");
    });
}

#[test]
fn an_offer_is_over_when_its_brief_is_taken_back_and_keeps_its_member_from_nothing_any_more() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = bidder(&market, Draft::of("Ada", RUST));
        let id = post_open(&client, &two_seats());
        offer(&ada, &id, "lead", 5_000).ok(200);
        let obstacles = || ada.get("/me/closure").ok(200)["obstacles"].clone();
        assert_eq!(obstacles(), json!(["bid"]));
        client.post(&format!("/briefs/{id}/withdraw"), &json!({})).ok(204);
        network.work();
        assert!(was_told(&ada, "Taken back: "));
        assert_eq!(ada.get(&format!("/member/briefs/{id}/offer")).refused(404), "not-found");
        assert_eq!(obstacles(), json!([]));
    });
}
