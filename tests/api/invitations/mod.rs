//! What invitees can say, what they are reminded of, and who stands by.

mod standbys;

use diesel::prelude::*;
use muster::{schema::invitations, turns};
use muster_kernel::Instant;
use serde_json::{Value, json};

use crate::support::{
    Answer, Network, Person,
    bidding::RUST,
    market::{Draft, Market, answer_all, brief, pending, post, seat},
    on_both,
    rush::{at_once, race, together, token, with},
};

fn one_seat() -> Value {
    brief(&[seat("lead", "rust")])
}

/// The same with a budget that is just enough for a member at 50.00 EUR an hour.
fn with_tight_budget() -> Value {
    let mut tight = one_seat();
    tight["budget"] = json!(1_000_000);
    tight
}

fn invitation(member: &Person<'_>, id: &str) -> Value {
    member.get(&format!("/member/invitations/{id}")).ok(200)
}

fn counter(member: &Person<'_>, id: &str, body: &Value) -> Answer {
    member.post(&format!("/member/invitations/{id}/counter"), body)
}

fn asked(client: &Person<'_>, brief: &str) -> Value {
    client.get(&format!("/briefs/{brief}/counters")).ok(200)["items"][0].clone()
}

fn mails(network: &Network, person: &Person<'_>, subject: &str) -> usize {
    network.mails(&person.email).iter().filter(|mail| mail.subject.starts_with(subject)).count()
}

fn assert_turns_balance(network: &Network) {
    assert_eq!(network.db().read(turns::service::sums).unwrap(), (0, 0));
}

#[test]
fn an_offer_does_not_lapse_in_the_night_of_its_member_unless_the_bids_close_before_the_morning() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (ada_id, ada) = market.member(Draft::of("Ada", RUST));
        let in_auckland = network.db().write(|tx| {
            let person = muster::members::service::person_of(tx, ada_id)?;
            muster::identity::service::set_time_zone(tx, person, "Pacific/Auckland")
        });
        in_auckland.unwrap();
        post(&client, &one_seat());
        ada.wear("member");
        let ends = || invitation(&ada, &pending(&ada).unwrap())["expires_at"].clone();
        assert_eq!(ends(), "2026-11-05T20:00:00Z", "nine in the morning, not ten in the evening before");
        network.wait_hours(72);
        assert!(pending(&ada).is_some());
        network.wait_hours(11);
        assert_eq!(pending(&ada), None);
        let soon = client.post("/briefs", &one_seat()).ok(201)["id"].as_str().unwrap().to_owned();
        let posting = json!({ "bidding": "formed", "deadline": "2026-11-07T09:30:00Z" });
        client.post(&format!("/briefs/{soon}/post"), &posting).ok(200);
        network.work();
        assert_eq!(ends(), "2026-11-07T09:30:00Z", "half past ten in the evening, when the bids close");
    });
}

#[test]
fn whoever_has_not_answered_is_reminded_twice_and_whoever_has_is_not() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        let (_, bob) = market.member(Draft::of("Bob", &[("react", 4, 300)]));
        post(&client, &brief(&[seat("lead", "rust"), seat("front", "react")]));
        answer_all(&bob, "accept");
        network.wait_hours(37);
        assert_eq!(mails(network, &ada, "Until "), 1);
        network.wait_hours(24);
        assert_eq!(mails(network, &ada, "Until "), 1, "once at half time");
        network.wait_hours(6);
        assert_eq!(mails(network, &ada, "Until "), 2, "and once before the end");
        network.wait_hours(6);
        assert_eq!((mails(network, &ada, "Until "), mails(network, &bob, "Until ")), (2, 0));
    });
}

#[test]
fn a_worker_that_was_away_reminds_once() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        post(&client, &one_seat());
        network.wait_hours(70);
        assert_eq!(mails(network, &ada, "Until "), 1);
    });
}

#[test]
fn a_rate_at_which_the_policy_still_chooses_the_member_holds() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        let id = post(&client, &one_seat());
        ada.wear("member");
        let old = pending(&ada).unwrap();
        let made = counter(&ada, &old, &json!({ "rate": 6_000 })).ok(201);
        assert_eq!(made["state"], "held");
        let renewed = invitation(&ada, made["renewed"].as_str().unwrap());
        assert_eq!((&renewed["state"], &renewed["rate"]["amount"]), (&json!("accepted"), &json!(6_000)));
        assert_eq!(renewed["amount"]["amount"], 6_000 * 20 * 10);
        assert_eq!(renewed["keeps"], renewed["amount"], "without a space everything is hers");
        assert_eq!(invitation(&ada, &old)["state"], "closed");
        assert_eq!(mails(network, &ada, "It holds: "), 1);
        assert_turns_balance(network);
        network.wait_hours(24 * 7 + 4);
        let bids = client.get(&format!("/briefs/{id}/bids")).ok(200);
        assert_eq!(bids["bids"][0]["price"]["amount"], 6_000 * 20 * 10);
        let bid = bids["bids"][0]["id"].as_str().unwrap();
        client.post(&format!("/bids/{bid}/award"), &json!({})).ok(201);
        // The receipt's pool says at which rate the member was chosen.
        let run = client.get(&format!("/briefs/{id}/runs")).ok(200)["items"][0]["receipt"]["run"].clone();
        let steward = market.official("Stella", muster::identity::Hat::Steward);
        let documents = steward.get(&format!("/runs/{}", run.as_str().unwrap())).ok(200);
        assert_eq!(documents["pool"]["members"][0]["rate"], 6_000, "{documents:#}");
    });
}

#[test]
fn a_rate_at_which_another_team_fits_better_is_used_up_and_the_offer_stands() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        market.member(Draft::of("Bob", RUST));
        post(&client, &with_tight_budget());
        ada.wear("member");
        let id = pending(&ada).unwrap();
        let wrong = counter(&ada, &id, &json!({ "rate": 5_000 }));
        assert_eq!(wrong.fields(), ["rate"], "the same rate is none");
        assert_eq!(counter(&ada, &id, &json!({})).fields(), ["rate"]);
        assert_eq!(counter(&ada, &id, &json!({ "rate": 6_000, "hours": 10 })).fields(), ["hours"]);
        assert_eq!(counter(&ada, &id, &json!({ "rate": 0 })).fields(), ["rate"]);
        assert_eq!(counter(&ada, &id, &json!({ "hours": 20 })).fields(), ["hours"]);
        let made = counter(&ada, &id, &json!({ "rate": 6_000 })).ok(201);
        assert_eq!((&made["state"], &made["renewed"]), (&json!("refused"), &json!(null)));
        assert_eq!(mails(network, &ada, "The offer stands: "), 1);
        assert_eq!(counter(&ada, &id, &json!({ "rate": 5_500 })).refused(409), "countered");
        assert_eq!(invitation(&ada, &id)["counter"]["state"], "refused");
        assert_eq!(answer_all(&ada, "accept"), 1);
        assert_eq!(invitation(&ada, &id)["rate"]["amount"], 5_000);
        assert_turns_balance(network);
    });
}

#[test]
fn fewer_hours_are_put_to_the_client_without_a_name_and_change_price_and_plan() {
    on_both(|network| {
        let market = Market::open(network);
        let (client, other) = (market.client("Carla"), market.client("Rita"));
        let (_, ada) = market.member(Draft::of("Ada Novak", RUST));
        let brief = post(&client, &one_seat());
        ada.wear("member");
        let old = pending(&ada).unwrap();
        let made = counter(&ada, &old, &json!({ "hours": 12 })).ok(201);
        assert_eq!(made["state"], "waiting");
        assert_eq!(invitation(&ada, &old)["state"], "pending");
        let seen = asked(&client, &brief);
        assert_eq!((&seen["seat"], &seen["hours"], &seen["instead"]), (&json!("lead"), &json!(20), &json!(12)));
        assert_eq!((&seen["price"]["amount"], &seen["price_then"]["amount"]), (&json!(1_000_000), &json!(600_000)));
        let mail = network.mails(&client.email).into_iter().find(|mail| mail.subject.starts_with("Fewer hours? "));
        let told = format!("{seen} {}", mail.unwrap().text);
        assert!(!told.contains("Ada") && !told.contains("Novak") && !told.contains("member_"), "{told}");
        // Nobody else's client learns of it.
        let path = format!("/counters/{}", seen["id"].as_str().unwrap());
        assert_eq!(other.post(&format!("{path}/accept"), &json!({})).refused(404), "not-found");
        assert_eq!(other.get(&format!("/briefs/{brief}/counters")).refused(404), "not-found");
        client.post(&format!("{path}/accept"), &json!({})).ok(204);
        assert_eq!(client.post(&format!("{path}/refuse"), &json!({})).refused(409), "counter-state");
        let renewed = invitation(&ada, invitation(&ada, &old)["counter"]["renewed"].as_str().unwrap());
        assert_eq!((&renewed["state"], &renewed["hours"]), (&json!("accepted"), &json!(12)));
        let weeks = ada.get("/member/availability/weeks?from=2027-01-04&weeks=1").ok(200);
        assert_eq!(weeks["items"][0]["held"], 12);
        assert_turns_balance(network);
        network.wait_hours(24 * 7 + 4);
        let bids = client.get(&format!("/briefs/{brief}/bids")).ok(200);
        assert_eq!(bids["bids"][0]["price"]["amount"], 600_000);
        let bid = bids["bids"][0]["id"].as_str().unwrap();
        client.post(&format!("/bids/{bid}/award"), &json!({})).ok(201);
        let weeks = ada.get("/member/availability/weeks?from=2027-01-04&weeks=1").ok(200);
        assert_eq!(weeks["items"][0]["booked"], 12);
    });
}

#[test]
fn hours_that_the_client_refuses_or_does_not_answer_leave_the_offer_standing() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        let first = post(&client, &one_seat());
        ada.wear("member");
        let id = pending(&ada).unwrap();
        network.wait_hours(60);
        counter(&ada, &id, &json!({ "hours": 12 })).ok(201);
        network.wait_hours(49);
        assert_eq!(asked(&client, &first)["state"], "lapsed");
        let path = format!("/counters/{}/accept", asked(&client, &first)["id"].as_str().unwrap());
        assert_eq!(client.post(&path, &json!({})).refused(409), "counter-state");
        network.wait_hours(22);
        assert_eq!(invitation(&ada, &id)["state"], "pending", "a day after the client's time is over");
        network.wait_hours(2);
        assert_eq!(invitation(&ada, &id)["state"], "pending", "and nobody's time ends in the night");
        network.wait_hours(11);
        assert_eq!(invitation(&ada, &id)["state"], "lapsed");
        assert_turns_balance(network);
    });
}

#[test]
fn an_answer_closes_what_was_still_asked_and_a_late_counter_is_refused() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        let brief = post(&client, &one_seat());
        ada.wear("member");
        let id = pending(&ada).unwrap();
        counter(&ada, &id, &json!({ "hours": 12 })).ok(201);
        assert_eq!(answer_all(&ada, "accept"), 1);
        assert_eq!(asked(&client, &brief)["state"], "closed");
        let path = format!("/counters/{}/accept", asked(&client, &brief)["id"].as_str().unwrap());
        assert_eq!(client.post(&path, &json!({})).refused(409), "counter-state");
        assert_eq!(counter(&ada, &id, &json!({ "rate": 6_000 })).refused(409), "countered");
        // Another brief closes in twenty hours.
        let soon = client.post("/briefs", &one_seat()).ok(201)["id"].as_str().unwrap().to_owned();
        let posting = json!({ "bidding": "formed", "deadline": "2026-11-03T05:00:00Z" });
        client.post(&format!("/briefs/{soon}/post"), &posting).ok(200);
        network.work();
        let id = pending(&ada).unwrap();
        assert_eq!(counter(&ada, &id, &json!({ "hours": 12 })).refused(409), "too-late-to-counter");
        assert_eq!(counter(&ada, &id, &json!({ "rate": 6_000 })).ok(201)["state"], "held");
    });
}

#[test]
fn of_an_answer_and_a_counter_at_once_one_counts() {
    race(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        for _ in 0..4 {
            let brief = post(&client, &one_seat());
            ada.wear("member");
            let id = pending(&ada).unwrap();
            let token = ada.sign_in()["access_token"].as_str().unwrap().to_owned();
            let says = [("accept", json!({})), ("counter", json!({ "rate": 5_500 })), ("decline", json!({}))];
            let answers: Vec<u16> = std::thread::scope(|scope| {
                let running: Vec<_> = says
                    .iter()
                    .cycle()
                    .take(12)
                    .map(|(what, body)| {
                        let (id, token) = (&id, &token);
                        scope.spawn(move || {
                            let person = Person::nobody(network);
                            person.with_token(token).post(&format!("/member/invitations/{id}/{what}"), body).status
                        })
                    })
                    .collect();
                running.into_iter().map(|thread| thread.join().unwrap()).collect()
            });
            assert_eq!(answers.iter().filter(|status| **status < 300).count(), 1, "{answers:?}");
            assert!(answers.iter().all(|status| *status < 300 || *status == 409), "{answers:?}");
            let live = invitations::table
                .filter(invitations::brief_id.eq(&brief))
                .filter(invitations::state.eq_any(["pending", "accepted"]));
            let live: i64 = network.db().read(|conn| Ok(live.count().get_result(conn)?)).unwrap();
            assert!(live <= 1, "{live}");
            assert_turns_balance(network);
            client.post(&format!("/briefs/{brief}/withdraw"), &json!({})).ok(204);
        }
    });
}

#[test]
fn an_invitation_that_is_accepted_in_its_last_moment_is_taken_or_lapses() {
    race(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        post(&client, &one_seat());
        ada.wear("member");
        let id = pending(&ada).unwrap();
        let end: Instant = invitation(&ada, &id)["expires_at"].as_str().unwrap().parse().unwrap();
        network.app.mint.set_now(Instant::from_micros(end.micros() - 1));
        let token = token(&ada);
        let acts: Vec<usize> = (0..13).collect();
        let answers = together(&acts, |act| {
            if *act == 6 {
                network.app.mint.set_now(end);
                muster::jobs::run_due(&network.app).unwrap();
                return Person::nobody(network).get("/policy");
            }
            with(network, &token).post(&format!("/member/invitations/{id}/accept"), &json!({}))
        });
        let taken = answers.iter().filter(|answer| answer.status == 204).count();
        assert!(taken <= 1, "{answers:#?}");
        assert!(answers.iter().all(|answer| [200, 204, 409].contains(&answer.status)), "{answers:#?}");
        network.work();
        assert_eq!(invitation(&ada, &id)["state"], if taken == 1 { "accepted" } else { "lapsed" });
        let weeks = ada.get("/member/availability/weeks?from=2027-01-04&weeks=1").ok(200);
        assert_eq!(weeks["items"][0]["held"], 20 * taken);
        assert_turns_balance(network);
    });
}

#[test]
fn of_the_clients_yes_to_fewer_hours_and_the_members_own_answer_one_counts() {
    race(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        for round in 0..4 {
            let brief = post(&client, &one_seat());
            ada.wear("member");
            let id = pending(&ada).unwrap();
            counter(&ada, &id, &json!({ "hours": 12 })).ok(201);
            let yes = format!("/counters/{}/accept", asked(&client, &brief)["id"].as_str().unwrap());
            let own = |answer: &str| format!("/member/invitations/{id}/{answer}");
            let each = [(&client, yes), (&ada, own("accept")), (&ada, own("decline"))];
            let acts: Vec<_> = each.iter().cycle().take(12).cloned().collect();
            let answers = at_once(network, &acts);
            let done: Vec<usize> = (0..12).filter(|act| answers[*act] < 300).collect();
            assert_eq!(done.len(), 1, "round {round}: {answers:?}");
            assert!(answers.iter().all(|status| [204, 409].contains(status)), "{answers:?}");
            // Of the three, whose word counted: the counter, the offer, the hours and the renewed offer all say the same.
            let (counter_is, offer_is, hours) =
                [("held", "closed", 12), ("closed", "accepted", 20), ("closed", "declined", 0)][done[0] % 3];
            let offer = invitation(&ada, &id);
            assert_eq!((&asked(&client, &brief)["state"], &offer["state"]), (&json!(counter_is), &json!(offer_is)));
            let weeks = ada.get("/member/availability/weeks?from=2027-01-04&weeks=1").ok(200);
            assert_eq!(weeks["items"][0]["held"], hours);
            let renewed =
                offer["counter"]["renewed"].as_str().map(|renewed| invitation(&ada, renewed)["state"].clone());
            assert_eq!(renewed, (hours == 12).then(|| json!("accepted")));
            assert_turns_balance(network);
            network.work();
            client.post(&format!("/briefs/{brief}/withdraw"), &json!({})).ok(204);
        }
    });
}
