//! Work whose time is over: until when a bid can be awarded, and what becomes of a brief that nobody decides upon.

use muster::{bids::lapse_brief, turns};
use serde_json::{Value, json};

use crate::support::{
    Network, Person,
    bidding::{
        Bidding, REACT, RUST, award, bidder, bids, offer, pass_deadline, plan, post_open, propose, sign, text,
        two_seats,
    },
    market::{Draft, Market, answer_all, brief, post, seat},
    on_both,
};

/// When the first day of [`short`] is over.
const OVER: &str = "2026-11-17T00:00:00Z";

/// A brief for one week of work, that of 16 November 2026.
fn short() -> Value {
    let mut only = seat("lead", "rust");
    only["from"] = json!("2026-11-16");
    only["weeks"] = json!(1);
    brief(&[only])
}

/// The time is `at`, and nothing that falls due by then is done yet.
fn set_clock(network: &Network, at: &str) {
    network.app.mint.set_now(at.parse().unwrap());
}

/// Carla's brief for one week, and Ada, whose bid for it is open; answers brief and bid as well.
fn opened(network: &Network) -> (Person<'_>, Person<'_>, String, String) {
    let market = Market::open(network);
    let client = market.client("Carla");
    let (_, ada) = market.member(Draft::of("Ada", RUST));
    let id = post(&client, &short());
    assert_eq!(answer_all(&ada, "accept"), 1);
    pass_deadline(network);
    let bid = text(&bids(&client, &id)["bids"][0]["id"]);
    (client, ada, id, bid)
}

fn state(client: &Person<'_>, brief: &str) -> Value {
    client.get(&format!("/briefs/{brief}")).ok(200)["state"].clone()
}

/// Why a brief lapsed, as its client reads it.
fn lapsed_for(client: &Person<'_>, brief: &str) -> Value {
    client.get(&format!("/briefs/{brief}")).ok(200)["lapsed_for"].clone()
}

/// How many hours a member holds in the week of [`short`].
fn held(member: &Person<'_>) -> Value {
    member.get("/member/availability/weeks?from=2026-11-16&weeks=1").ok(200)["items"][0]["held"].clone()
}

/// How many mails with such a subject somebody was sent.
fn told(person: &Person<'_>, subject: &str) -> usize {
    person.network().mails(&person.email).iter().filter(|mail| mail.subject.starts_with(subject)).count()
}

#[test]
fn a_bid_can_be_awarded_through_the_day_on_which_its_work_begins() {
    on_both(|network| {
        let (client, _, id, bid) = opened(network);
        set_clock(network, "2026-11-16T23:59:59Z");
        network.work();
        assert_eq!(state(&client, &id), "decided");
        award(&client, &bid).ok(201);
        set_clock(network, OVER);
        network.work();
        assert_eq!(state(&client, &id), "awarded");
    });
}

#[test]
fn no_milestone_is_due_before_the_award() {
    on_both(|network| {
        let (client, _, id, bid) = opened(network);
        set_clock(network, "2026-11-16T09:00:00Z");
        let price = bids(&client, &id)["bids"][0]["price"]["amount"].clone();
        let award_due = |day: &str| {
            let plan = json!({ "milestones": [{ "title": "All of it", "due": day, "amount": price }] });
            client.post(&format!("/bids/{bid}/award"), &plan)
        };
        let refused = award_due("2026-11-15");
        assert_eq!(refused.fields(), ["milestones[0].due"]);
        assert!(refused.json.to_string().contains("2026-11-16 or later"), "{}", refused.json);
        assert_eq!(state(&client, &id), "decided", "a refusal changes nothing");
        award_due("2026-11-16").ok(201);
    });
}

#[test]
fn a_brief_that_nobody_decides_upon_lapses_once_its_work_was_to_begin_and_everybody_in_it_is_told() {
    on_both(|network| {
        let (client, ada, id, bid) = opened(network);
        assert_eq!(held(&ada), 20);
        set_clock(network, OVER);
        let late = award(&client, &bid);
        assert_eq!(late.refused(409), "work-begun");
        let why = late.json["detail"].as_str().unwrap();
        assert!(why.contains("2026-11-16") && why.contains("later weeks"), "{why}");
        assert_eq!(state(&client, &id), "decided", "a refusal changes nothing");

        // Members are told by day.
        network.wait_hours(9);
        assert_eq!(state(&client, &id), "lapsed");
        assert_eq!(lapsed_for(&client, &id), "not_awarded");
        assert_eq!(award(&client, &bid).refused(409), "brief-state");
        assert_eq!(ada.get("/member/bids").ok(200)["items"][0]["state"], "lost");
        assert_eq!(held(&ada), 0);
        assert_eq!(network.db().read(turns::service::sums).unwrap(), (0, 0));
        // The job may be done twice, and tells everybody once.
        lapse_brief(&network.app, id.parse().unwrap()).unwrap();
        assert_eq!((told(&client, "Lapsed: "), told(&ada, "Nothing was awarded: ")), (1, 1));
    });
}

#[test]
fn a_brief_without_a_complete_bid_at_its_deadline_says_why_to_its_client_and_in_the_mail() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        market.member(Draft::of("Bob", REACT));
        let impossible = post(&client, &brief(&[seat("lead", "rust")]));
        let unseen = post_open(&client, &brief(&[seat("lead", "rust")]));
        let (_, ada) = bidder(&market, Draft::of("Ada", RUST));
        let unanswered = post(&client, &short());
        // Of two seats one is offered to be taken.
        let halfway = post_open(&client, &two_seats());
        offer(&ada, &halfway, "lead", 5_000).ok(200);
        assert_eq!(lapsed_for(&client, &unanswered), Value::Null);
        pass_deadline(network);
        let why = [&impossible, &unseen, &unanswered, &halfway].map(|id| lapsed_for(&client, id));
        assert_eq!(why, ["no_team", "no_bid", "incomplete", "incomplete"]);
        let mails = network.mails(&client.email);
        let told = |words: &str| {
            let theirs = mails.iter().filter(|mail| mail.subject.starts_with("No bid: ") && mail.text.contains(words));
            theirs.count()
        };
        assert_eq!(
            ["no team could be formed", "nobody had made a bid", "no team was complete in time"].map(told),
            [1, 1, 2]
        );
    });
}

#[test]
fn a_brief_stands_as_long_as_a_bid_with_later_weeks_can_be_awarded() {
    on_both(|network| {
        let Bidding { client, ada: (ada_id, ada), bob: (bob_id, bob), crew, .. } = Bidding::open(network);
        let id = post_open(&client, &two_seats());
        // A week later than asked: the work begins on 11 January instead of the 4th.
        let mut later = plan(&ada_id, &bob_id);
        later["start"] = json!("2027-01-11");
        let bid = propose(&ada, &id, &crew, &later);
        for author in [&ada, &bob] {
            sign(author, &bid, 1).ok(200);
        }
        pass_deadline(network);
        for day in ["2027-01-05", "2027-01-11"] {
            set_clock(network, &format!("{day}T09:00:00Z"));
            network.work();
            assert_eq!(state(&client, &id), "decided");
        }
        award(&client, &bid).ok(201);
    });
}
