//! Who stands by: asked once a seat is taken, and offered it first when it falls free.

use diesel::prelude::*;
use muster::schema::{members, people, turn_offers};
use serde_json::{Value, json};

use super::{assert_turns_balance, invitation, mails, one_seat};
use crate::support::{
    Network, Person,
    bidding::RUST,
    market::{Draft, Market, answer_all, answer_standby, pending, post_with_standbys, standby},
    on_both,
};

/// A brief for one seat, posted with one standby. Three of those who could take it are invited; Dan and Eli, by the order of
/// names the next best, may stand by.
struct Scene<'n> {
    network: &'n Network,
    client: Person<'n>,
    brief: String,
    people: [Person<'n>; 5],
}

impl<'n> Scene<'n> {
    fn open(network: &'n Network) -> Self {
        let market = Market::open(network);
        let client = market.client("Carla");
        let people = ["Ada", "Bob", "Cyd", "Dan", "Eli"].map(|name| market.member(Draft::of(name, RUST)).1);
        let brief = post_with_standbys(&client, &one_seat(), 1);
        Self { network, client, brief, people }
    }

    /// Ada takes the seat in her team, and Dan, who is asked then, stands by.
    fn dan_stands_by(&self) {
        let [ada, _, _, dan, _] = &self.people;
        assert_eq!(answer_all(ada, "accept"), 1);
        self.network.work();
        answer_standby(dan, &standby(dan), "accept").ok(204);
        self.network.work();
    }

    /// The seat in Bob's team falls free, and somebody is sought for it.
    fn bob_declines(&self) {
        assert_eq!(answer_all(&self.people[1], "decline"), 1);
        self.network.work();
    }
}

#[test]
fn whoever_stands_by_is_offered_the_seat_first_when_it_falls_free() {
    on_both(|network| {
        let scene = Scene::open(network);
        let [ada, _, _, dan, eli] = &scene.people;
        assert_eq!(standby(dan), json!(null), "nobody is asked before a seat is taken");
        assert_eq!(answer_all(ada, "accept"), 1);
        network.work();
        let asked = standby(dan);
        assert_eq!((&asked["state"], &asked["keeps"]["amount"]), (&json!("asked"), &json!(1_000_000)));
        assert!(asked.get("mates").is_none() && !asked.to_string().contains("Ada"), "{asked}");
        assert_eq!(mails(network, dan, "Would you stand by? "), 1);
        eli.wear("member");
        assert_eq!(answer_standby(eli, &asked, "accept").refused(404), "not-found");
        assert_eq!(answer_standby(eli, &asked, "decline").refused(404), "not-found");
        // Whoever declines is followed by the next best.
        answer_standby(dan, &asked, "decline").ok(204);
        assert_eq!(answer_standby(dan, &asked, "accept").refused(409), "standby-state");
        network.work();
        let asked = standby(eli);
        answer_standby(eli, &asked, "accept").ok(204);
        let weeks = eli.get("/member/availability/weeks?from=2027-01-04&weeks=1").ok(200);
        assert_eq!((&weeks["items"][0]["free"], &weeks["items"][0]["held"]), (&json!(40), &json!(0)));
        assert_eq!(pending(eli), None, "standing by is no offer");
        assert_turns_balance(network);
        // Bob's seat falls free. Dan would be the better by the order of names, but Eli stands by.
        scene.bob_declines();
        assert_eq!(standby(eli)["state"], "offered");
        assert_eq!(mails(network, eli, "The seat is free: "), 1);
        let offer = invitation(eli, &pending(eli).unwrap());
        assert_eq!(offer["expires_at"], "2026-11-03T09:00:00Z", "a day to answer");
        assert_eq!(answer_all(eli, "accept"), 1);
        assert_eq!(answer_standby(eli, &asked, "decline").refused(409), "standby-state");
        assert_turns_balance(network);
        network.wait_hours(24 * 7 + 4);
        let bids = scene.client.get(&format!("/briefs/{}/bids", scene.brief)).ok(200);
        assert!(bids["bids"].to_string().contains("\"Eli\""), "{bids}");
    });
}

#[test]
fn a_standby_who_is_no_longer_free_is_passed_over_and_a_brief_that_ends_releases_all() {
    on_both(|network| {
        let scene = Scene::open(network);
        let [_, _, _, dan, eli] = &scene.people;
        scene.dan_stands_by();
        let away = json!({ "from": "2027-01-04", "to": "2027-03-31", "hours_a_day": 0, "note": "" });
        dan.post("/member/availability/exceptions", &away).ok(201);
        scene.bob_declines();
        assert_eq!(pending(dan), None);
        eli.wear("member");
        assert!(pending(eli).is_some(), "a run finds somebody else");
        assert_eq!(standby(dan)["state"], "ready", "who may be free again later");
        scene.client.post(&format!("/briefs/{}/withdraw", scene.brief), &json!({})).ok(204);
        assert_eq!(standby(dan)["state"], "closed");
    });
}

#[test]
fn a_brief_wants_two_standbys_for_each_seat_at_most() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let brief = client.post("/briefs", &one_seat()).ok(201)["id"].as_str().unwrap().to_owned();
        let posting = |standby| json!({ "bidding": "formed", "deadline": "2026-11-09T12:00:00Z", "standby": standby });
        for wrong in [-1, 3] {
            assert_eq!(client.post(&format!("/briefs/{brief}/post"), &posting(wrong)).fields(), ["standby"]);
        }
        assert_eq!(client.post(&format!("/briefs/{brief}/post"), &posting(2)).ok(200)["standby"], 2);
    });
}

#[test]
fn standing_by_posts_no_turn_and_being_offered_the_seat_then_posts_one() {
    on_both(|network| {
        let scene = Scene::open(network);
        let dan = &scene.people[3];
        let turns_of = |member: &Person<'_>| -> Vec<String> {
            let owner = people::table.filter(people::email.eq(&member.email)).select(people::id);
            let own = members::table.filter(members::person_id.eq_any(owner)).select(members::id);
            let offers = turn_offers::table.filter(turn_offers::member_id.eq_any(own)).order(turn_offers::id);
            network.db().read(|conn| Ok(offers.select(turn_offers::state).load(conn)?)).unwrap()
        };
        let balance = || dan.wear("member").get("/member/turns").ok(200)["balance"].clone();
        let before = balance();
        scene.dan_stands_by();
        assert_eq!((turns_of(dan), balance()), (vec![], before.clone()), "asked in advance, and ready");
        scene.bob_declines();
        assert_eq!(turns_of(dan), ["open"], "offered the seat");
        assert_ne!(balance(), before);
        assert_eq!(answer_all(dan, "decline"), 1);
        assert_eq!(turns_of(dan), ["reversed"], "a decline costs nothing here either");
        assert_turns_balance(network);
    });
}

#[test]
fn after_the_deadline_the_client_reads_for_which_seat_somebody_was_sought_whoever_stood_by_included() {
    on_both(|network| {
        let scene = Scene::open(network);
        scene.dan_stands_by();
        scene.bob_declines();
        assert_eq!(answer_all(&scene.people[3], "accept"), 1, "who stood by is offered the seat");
        network.wait_hours(24 * 7 + 4);
        let runs = scene.client.get(&format!("/briefs/{}/runs", scene.brief)).ok(200);
        let repairs = runs["items"].as_array().unwrap().iter().filter(|run| run["receipt"]["kind"] == "repair");
        let sought: Vec<&Value> = repairs.map(|run| &run["sought"]).collect();
        assert!(sought.len() >= 2 && sought.iter().all(|seats| **seats == json!(["lead"])), "{sought:?}");
    });
}

#[test]
fn a_question_to_stand_by_does_not_lapse_in_the_night_of_its_member() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let [(_, ada), _, _, (dan_id, dan)] =
            ["Ada", "Bob", "Cyd", "Dan"].map(|name| market.member(Draft::of(name, RUST)));
        let in_auckland = network.db().write(|tx| {
            let person = muster::members::service::person_of(tx, dan_id)?;
            muster::identity::service::set_time_zone(tx, person, "Pacific/Auckland")
        });
        in_auckland.unwrap();
        post_with_standbys(&client, &one_seat(), 1);
        assert_eq!(answer_all(&ada, "accept"), 1);
        network.work();
        let ends = standby(&dan)["expires_at"].clone();
        assert_eq!(ends, "2026-11-05T20:00:00Z", "nine in the morning, not ten in the evening before");
    });
}

#[test]
fn a_question_to_stand_by_lapses_and_the_next_best_is_asked() {
    on_both(|network| {
        let scene = Scene::open(network);
        let [ada, bob, cyd, dan, eli] = &scene.people;
        let accepted: usize = [ada, bob, cyd].iter().map(|member| answer_all(member, "accept")).sum();
        assert_eq!(accepted, 3);
        network.work();
        let asked = standby(dan);
        network.wait_hours(73);
        assert_eq!(standby(dan)["state"], "lapsed");
        assert_eq!(answer_standby(dan, &asked, "accept").refused(409), "standby-state");
        assert_eq!(standby(eli)["state"], "asked");
    });
}
