//! From invitations to the award.

use muster::turns;
use serde_json::{Value, json};

use crate::support::{
    Network, Person,
    bidding::{REACT, RUST, bids},
    market::{Draft, Market, accept_overlapping, answer_all, brief, pending, post, seat},
    on_both,
    rush::race,
};

/// The turn ledger sums to zero.
fn assert_turns_balance(network: &Network) {
    assert_eq!(network.db().read(turns::service::sums).unwrap(), (0, 0));
}

#[test]
fn members_accept_the_bid_opens_at_the_deadline_and_the_client_awards_it() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada Novak", RUST));
        let (_, bob) = market.member(Draft::of("Bob Berg", REACT));
        let id = post(&client, &brief(&[seat("lead", "rust"), seat("front", "react")]));
        assert_eq!((answer_all(&ada, "accept"), answer_all(&bob, "accept")), (1, 1));
        // Sealed until the deadline, also to the client.
        let sealed = bids(&client, &id);
        assert_eq!((&sealed["sealed"], &sealed["bids"]), (&json!(true), &json!([])));
        network.wait_hours(24 * 7 + 4);
        let opened = bids(&client, &id);
        assert_eq!(opened["state"], "decided");
        let bid = &opened["bids"][0];
        assert_eq!(bid["price"], json!({ "amount": 2 * 5_000 * 20 * 10, "currency": "EUR" }));
        assert_eq!(bid["seats"][0]["first_name"], "Ada");
        let path = format!("/bids/{}/award", bid["id"].as_str().unwrap());
        let engagement = client.post_once(&path, "once", &json!({})).ok(201);
        assert_eq!(client.post_once(&path, "once", &json!({})).ok(201), engagement, "the same key, the same answer");
        assert_eq!(client.post(&path, &json!({})).refused(409), "brief-state");
        let award = json!({ "engagement": engagement["engagement"], "at": network.now() });
        assert_eq!(client.get(&format!("/briefs/{id}")).ok(200)["award"], award);
        assert_eq!(bids(&client, &id)["bids"][0]["state"], "awarded");
        assert_turns_balance(network);
    });
}

#[test]
fn an_invitee_sees_the_seat_the_money_and_the_reason_and_mates_only_once_they_accepted() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada Novak", RUST));
        let (_, bob) = market.member(Draft::of("Bob Berg", REACT));
        post(&client, &brief(&[seat("lead", "rust"), seat("front", "react")]));
        ada.wear("member");
        let id = pending(&ada).unwrap();
        let seen = ada.get(&format!("/member/invitations/{id}")).ok(200);
        assert_eq!(seen["amount"], json!({ "amount": 1_000_000, "currency": "EUR" }));
        assert_eq!(seen["reason"]["fit"], 1000);
        assert_eq!(seen["reason"]["eligible"], 1);
        assert_eq!(seen["mates"], json!([]));
        // Whoever still thinks about it may bid beside this team, and is not told what it costs.
        let bid = ada.get("/member/bids").ok(200)["items"][0].clone();
        assert_eq!((&bid["price"], &bid["respond_by"]), (&Value::Null, &seen["expires_at"]));
        answer_all(&bob, "accept");
        let seen = ada.get(&format!("/member/invitations/{id}")).ok(200);
        assert_eq!(seen["mates"], json!([]), "Bob has accepted, but Ada has not");
        answer_all(&ada, "accept");
        let seen = ada.get(&format!("/member/invitations/{id}")).ok(200);
        assert_eq!(seen["mates"][0]["first_name"], "Bob");
        let bid = ada.get("/member/bids").ok(200)["items"][0].clone();
        assert_eq!((&bid["price"]["amount"], &bid["respond_by"]), (&json!(2_000_000), &Value::Null));
        assert!(!seen.to_string().contains("Berg"), "a surname is told: {seen}");
        let mail =
            network.mails(&ada.email).into_iter().find(|mail| mail.subject == "A seat for you: The lead").unwrap();
        assert!(mail.text.contains("€10,000.00 in all"), "{}", mail.text);
        // Nobody else can see or answer it.
        assert_eq!(bob.get(&format!("/member/invitations/{id}")).refused(404), "not-found");
        assert_eq!(bob.post(&format!("/member/invitations/{id}/accept"), &json!({})).refused(404), "not-found");
    });
}

#[test]
fn whoever_declines_is_replaced_with_the_least_change_and_loses_no_turn() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (ada_id, ada) = market.member(Draft::of("Ada", RUST));
        let (_, bob) = market.member(Draft::of("Bob", REACT));
        let (_, cyd) = market.member(Draft::of("Cyd", &[("rust", 3, 0)]).at(9_000));
        let id = post(&client, &brief(&[seat("lead", "rust"), seat("front", "react")]));
        answer_all(&bob, "accept");
        cyd.wear("member");
        assert_eq!(pending(&cyd), None, "the second best is not asked yet");
        assert_eq!(answer_all(&ada, "decline"), 1);
        network.work();
        assert_eq!(answer_all(&cyd, "accept"), 1);
        network.wait_hours(24 * 7 + 4);
        let opened = bids(&client, &id);
        let names: Vec<&Value> =
            opened["bids"][0]["seats"].as_array().unwrap().iter().map(|seat| &seat["first_name"]).collect();
        assert_eq!(names, ["Cyd", "Bob"]);
        let runs = client.get(&format!("/briefs/{id}/runs")).ok(200);
        let sought = [0_usize, 1].map(|at| &runs["items"][at]["sought"]);
        assert_eq!(sought, [&json!(["lead"]), &json!([])], "which seat was filled again, and that all were at first");
        let kept = [0_usize, 1].map(|at| &runs["items"][at]["kept"]);
        assert_eq!(kept, [&json!(["front"]), &json!([])], "and which one stayed as it was");
        let repair = &runs["items"][0]["receipt"]["run"];
        let stood = |who: &Person<'_>| {
            let why = who.wear("member").get(&format!("/member/runs/{}", repair.as_str().unwrap())).ok(200);
            assert_eq!(who.get("/member/runs").ok(200)["items"][0], why["run"], "the list says the same");
            (why["run"]["chosen"].clone(), why["run"]["kept"].clone())
        };
        assert_eq!(stood(&cyd), (json!(true), json!(false)), "Cyd was chosen");
        assert_eq!(stood(&bob), (json!(true), json!(true)), "Bob was in the team already");
        assert_turns_balance(network);
        // Declining left no trace of its own: what Ada has is her share of the offers that others took.
        let balances = network.db().read(turns::service::balances).unwrap();
        assert!(balances[&ada_id] >= 0, "{balances:?}");
    });
}

#[test]
fn an_invitation_that_nobody_answers_lapses_and_a_brief_without_a_bid_does_too() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        let id = post(&client, &brief(&[seat("lead", "rust")]));
        ada.wear("member");
        let invitation = pending(&ada).unwrap();
        network.wait_hours(73);
        let path = format!("/member/invitations/{invitation}");
        assert_eq!(ada.get(&path).ok(200)["state"], "lapsed");
        assert_eq!(ada.post(&format!("{path}/accept"), &json!({})).refused(409), "invitation-state");
        network.wait_hours(24 * 7);
        assert_eq!(client.get(&format!("/briefs/{id}")).ok(200)["state"], "lapsed");
        assert!(network.mails(&client.email).iter().any(|mail| mail.subject.starts_with("No bid: ")));
        assert_turns_balance(network);
    });
}

#[test]
fn a_brief_that_nobody_can_meet_says_where_the_candidates_were_lost() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        market.member(Draft::of("Ada", &[("rust", 2, 0)]));
        market.member(Draft::of("Bob", RUST).at(1_000_000));
        let mut costly = brief(&[seat("lead", "rust")]);
        costly["budget"] = json!(1_000);
        let id = post(&client, &costly);
        let run = client.get(&format!("/briefs/{id}/runs")).ok(200)["items"][0].clone();
        assert_eq!((&run["teams"], &run["proven"]), (&json!([]), &json!(true)));
        assert_eq!(run["why"]["cause"], "budget");
        let few = json!({ "fewer_than": 3 });
        assert_eq!(run["why"]["least_cost"], 1_000_000 * 200);
        assert_eq!(run["why"]["funnel"][0]["left"], json!([few, few, few, few, few, few]));
        assert!(network.mails(&client.email).iter().any(|mail| mail.subject.starts_with("No team yet: ")));
    });
}

#[test]
fn a_clients_own_people_and_whoever_stays_out_of_the_pool_are_never_chosen() {
    on_both(|network| {
        let market = Market::open(network);
        let (_, carla) = market.member(Draft::of("Carla", RUST));
        market.member(Draft { in_pool: false, ..Draft::of("Otto", RUST) });
        carla.wear_nothing();
        carla.post("/clients", &json!({ "name": "Carla Ltd", "country": "AT", "currency": "EUR" })).ok(201);
        carla.wear("client");
        let id = post(&carla, &brief(&[seat("lead", "rust")]));
        let run = carla.get(&format!("/briefs/{id}/runs")).ok(200)["items"][0].clone();
        assert_eq!(run["why"]["funnel"][0]["left"][0], json!({ "fewer_than": 3 }), "{run}");
        assert_eq!(run["why"]["cause"], "eligible");
    });
}

#[test]
fn a_withdrawn_brief_frees_everybody_who_was_asked() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        let id = post(&client, &brief(&[seat("lead", "rust")]));
        client.post(&format!("/briefs/{id}/withdraw"), &json!({})).ok(204);
        ada.wear("member");
        assert_eq!(pending(&ada), None);
        assert!(network.mails(&ada.email).iter().any(|mail| mail.subject.starts_with("No longer needed: ")));
        assert_eq!(client.post(&format!("/briefs/{id}/withdraw"), &json!({})).refused(409), "brief-state");
        assert_turns_balance(network);
    });
}

/// Posts a brief for one seat of 40 hours.
fn post_full_time(client: &Person<'_>) -> String {
    let mut full = seat("lead", "rust");
    full["hours"] = json!(40);
    post(client, &brief(&[full]))
}

fn first_bid(client: &Person<'_>, brief: &str) -> String {
    bids(client, brief)["bids"][0]["id"].as_str().unwrap_or_else(|| panic!("no bid")).to_owned()
}

#[test]
fn two_awards_that_want_the_same_hours_at_once_give_one_engagement_and_one_clear_conflict() {
    race(|network| {
        let market = Market::open(network);
        let (carla, rita) = (market.client("Carla"), market.client("Rita"));
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        // Both are offered before either is accepted: hours that are held would count as taken.
        let (first, second) = (post_full_time(&carla), post_full_time(&rita));
        assert_eq!(accept_overlapping(&ada), 2);
        // Somebody who joined later can take over.
        let (_, bob) = market.member(Draft::of("Bob", RUST));
        network.wait_hours(24 * 7 + 4);
        let wanted = [(&carla, first_bid(&carla, &first)), (&rita, first_bid(&rita, &second))];
        let tokens: Vec<String> =
            wanted.iter().map(|(client, _)| client.sign_in()["access_token"].as_str().unwrap().to_owned()).collect();
        let answers: Vec<_> = std::thread::scope(|scope| {
            let running: Vec<_> = wanted
                .iter()
                .zip(&tokens)
                .map(|((_, bid), token)| {
                    scope.spawn(move || {
                        let client = Person::nobody(network);
                        client.with_token(token).post(&format!("/bids/{bid}/award"), &json!({}))
                    })
                })
                .collect();
            running.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 201);
        assert_eq!((won.len(), lost.len()), (1, 1), "{answers:#?}");
        assert_eq!(lost[0].refused(409), "hours-taken");
        assert!(lost[0].json["detail"].as_str().unwrap().contains("hours"), "{:#}", lost[0].json);
        // The one who came second gets a repaired team.
        network.work();
        let (loser, brief) = if answers[0].status == 201 { (&rita, &second) } else { (&carla, &first) };
        assert!(
            network.mails(&loser.email).iter().any(|mail| mail.subject.starts_with("A seat is being filled again"))
        );
        assert_eq!(answer_all(&bob, "accept"), 1);
        let bid = first_bid(loser, brief);
        assert_eq!(bids(loser, brief)["bids"][0]["seats"][0]["first_name"], "Bob");
        loser.post(&format!("/bids/{bid}/award"), &json!({})).ok(201);
        assert_turns_balance(network);
    });
}

#[test]
fn whoever_is_in_the_team_that_wins_is_not_told_that_their_other_teams_lost() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        let (_, bob) = market.member(Draft::of("Bob", REACT));
        let (_, cyd) = market.member(Draft::of("Cyd", &[("react", 3, 0)]));
        let (_, dan) = market.member(Draft::of("Dan", &[("sql", 4, 300)]));
        let (_, eve) = market.member(Draft::of("Eve", &[("sql", 3, 0)]));
        // Two teams differ by two members at least, and Ada leads both.
        let id = post(&client, &brief(&[seat("lead", "rust"), seat("front", "react"), seat("data", "sql")]));
        for member in [&ada, &bob, &cyd, &dan, &eve] {
            assert_eq!(answer_all(member, "accept"), 1);
        }
        network.wait_hours(24 * 7 + 4);
        let opened = bids(&client, &id);
        assert_eq!(opened["bids"].as_array().unwrap().len(), 2);
        client.post(&format!("/bids/{}/award", opened["bids"][0]["id"].as_str().unwrap()), &json!({})).ok(201);
        let lost = |person: &Person<'_>| {
            network.mails(&person.email).iter().filter(|mail| mail.subject.starts_with("Not this time")).count()
        };
        assert_eq!([&ada, &bob, &cyd, &dan, &eve].map(lost), [0, 0, 1, 0, 1]);
    });
}

#[test]
fn whoever_accepted_is_told_when_their_team_was_not_complete_in_time() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        let (_, bob) = market.member(Draft::of("Bob", REACT));
        post(&client, &brief(&[seat("lead", "rust"), seat("front", "react")]));
        assert_eq!(answer_all(&ada, "accept"), 1);
        network.wait_hours(24 * 7 + 4);
        let told = |person: &Person<'_>| {
            network.mails(&person.email).iter().filter(|mail| mail.subject.starts_with("Not complete in time")).count()
        };
        assert_eq!((told(&ada), told(&bob)), (1, 0));
    });
}
