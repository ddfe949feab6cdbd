//! Ends before the end: a seat with nobody after it, an engagement that its client ends, and disputes in between.

use diesel::prelude::*;
use muster::{
    book::Account,
    identity::{Hat, MemberId},
    schema::{member_skills, members},
};
use serde_json::{Value, json};

use crate::support::{
    Network, Person,
    checks::{assert_all_is_well, holds},
    market::pending,
    on_both,
    paying::{ask, fund},
    running::{Running, accept_offer},
    rush::{at_once_with, race},
    scene::{Scene, Taken, eur},
};

/// What a milestone costs, what of it is disputed and was refunded, and how far it is.
fn told(milestone: &Value) -> (i64, i64, i64, &str) {
    let minor = |name: &str| milestone[name]["amount"].as_i64().unwrap();
    (minor("amount"), minor("disputed"), minor("refunded"), milestone["state"].as_str().unwrap())
}

fn plan(team: &Running<'_>) -> Value {
    team.scene.client.get(&format!("/engagements/{}", team.engagement)).ok(200)
}

fn evidence(network: &Network, member: MemberId) -> i32 {
    let rust = member_skills::table.find((member, "rust")).select(member_skills::evidence);
    network.db().read(|conn| Ok(rust.first(conn)?)).unwrap()
}

/// From now on a member asks so much an hour.
fn asks(network: &Network, member: MemberId, minor: i64) {
    let rate = diesel::update(members::table.find(member)).set(members::rate_minor.eq(minor));
    network.db().read(|conn| Ok(rate.execute(conn)?)).unwrap();
}

/// The client's dispute about so many cents of a milestone.
fn dispute(client: &Person<'_>, milestone: &str, minor: i64) -> String {
    let body = json!({ "reason": "not_as_agreed", "amount": { "minor": minor }, "words": "It is blue." });
    let opened = client.post(&format!("/milestones/{milestone}/disputes"), &body).ok(201);
    opened["id"].as_str().unwrap().to_owned()
}

/// The client proposes how much of a dispute goes to the members, and these agree.
fn agree(client: &Person<'_>, dispute: &str, minor: i64, members: &[&Person<'_>]) {
    let body = json!({ "to_members": { "minor": minor } });
    let made = client.post(&format!("/disputes/{dispute}/proposals"), &body).ok(201);
    let accept = format!("/disputes/{dispute}/proposals/{}/accept", made["id"].as_str().unwrap());
    members.iter().for_each(|member| drop(member.post(&accept, &json!({})).ok(200)));
}

#[test]
fn what_is_held_for_the_weeks_of_a_seat_that_ends_goes_back_and_all_else_stays_where_it_was() {
    on_both(|network| {
        let team = Running::start(network);
        let client = &team.scene.client;
        let milestones = team.scene.milestones(team.engagement);
        fund(client, &milestones[0]);
        let steward = team.steward("Stella");
        let id = team.confirmed(&steward);
        client.post(&format!("/handovers/{id}/cut"), &json!({})).ok(204);
        let read = plan(&team);
        let amounts: Vec<_> = read["milestones"].as_array().unwrap().iter().map(told).collect();
        let expected = [(800_000, 0, 200_000, "funded"), (400_000, 0, 0, "planned"), (200_000, 0, 0, "planned")];
        assert_eq!((amounts, &read["price"]), (expected.to_vec(), &eur(1_400_000)));
        assert_eq!(holds(network, Account::Escrow(team.engagement)), 600_000);
        let told = network.mails(&client.email).last().unwrap().text.replace('\n', " ");
        assert!(told.contains("You pay €8,000.00 less"), "{told}");
        team.mate.post(&format!("/milestones/{}/submit", milestones[0]), &json!({})).ok(204);
        client.post(&format!("/milestones/{}/accept", milestones[0]), &json!({})).ok(200);
        assert_eq!(holds(network, Account::Member(team.lead_id)), 180_000, "two weeks of four, less ten per cent");
        assert_eq!(holds(network, Account::Escrow(team.engagement)), 0);
        for milestone in &milestones[1..] {
            team.release(milestone, &team.mate);
        }
        assert_eq!(holds(network, Account::Member(team.lead_id)), 180_000);
        assert_eq!(evidence(network, team.lead_id), 120, "two weeks of ten");
        assert_eq!(plan(&team)["state"], "completed");
        assert_all_is_well(network);
    });
}

#[test]
fn a_seat_that_ends_once_more_and_earlier_sends_as_much_back_again() {
    on_both(|network| {
        let team = Running::start(network);
        let client = &team.scene.client;
        let milestones = team.scene.milestones(team.engagement);
        fund(client, &milestones[0]);
        let steward = team.steward("Stella");
        // A week of four in each turn, of 4,000.00.
        for (from, back) in [("2027-01-25", 100_000), ("2027-01-18", 200_000)] {
            let id = team.ask();
            steward.post(&format!("/steward/handovers/{id}/take"), &json!({})).ok(204);
            steward.post(&format!("/steward/handovers/{id}/confirm"), &json!({ "from": from })).ok(200);
            network.work();
            client.post(&format!("/handovers/{id}/cut"), &json!({})).ok(204);
            assert_eq!(told(&plan(&team)["milestones"][0]), (800_000, 0, back, "funded"));
            assert_eq!(holds(network, Account::Escrow(team.engagement)), 800_000 - back);
            assert_eq!(holds(network, Account::Client(team.scene.client_id)), back);
            assert_eq!(holds(network, Account::Bank), 800_000);
        }
        assert_all_is_well(network);
    });
}

#[test]
fn a_milestone_that_was_worked_on_is_divided_as_before_when_a_seat_ends_after_it() {
    on_both(|network| {
        let team = Running::start(network);
        let milestones = team.scene.milestones(team.engagement);
        fund(&team.scene.client, &milestones[0]);
        let steward = team.steward("Stella");
        let id = team.ask();
        steward.post(&format!("/steward/handovers/{id}/take"), &json!({})).ok(204);
        let from = json!({ "from": "2027-02-01" });
        steward.post(&format!("/steward/handovers/{id}/confirm"), &from).ok(200);
        network.work();
        team.scene.client.post(&format!("/handovers/{id}/cut"), &json!({})).ok(204);
        team.mate.post(&format!("/milestones/{}/submit", milestones[0]), &json!({})).ok(204);
        team.scene.client.post(&format!("/milestones/{}/accept", milestones[0]), &json!({})).ok(200);
        assert_eq!(holds(network, Account::Member(team.lead_id)), 360_000, "half of it, less ten per cent");
        assert_all_is_well(network);
    });
}

#[test]
fn a_seat_does_not_end_while_its_weeks_are_disputed_and_a_share_that_a_steward_set_holds_where_it_does() {
    on_both(|network| {
        let team = Running::start(network);
        let client = &team.scene.client;
        let milestones = team.scene.milestones(team.engagement);
        fund(client, &milestones[0]);
        let (steward, id) = (team.steward("Stella"), team.ask());
        let path = format!("/steward/handovers/{id}");
        steward.post(&format!("{path}/take"), &json!({})).ok(204);
        let share = json!({ "milestone": milestones[0], "outgoing_minor": 300_000 });
        let confirmation = json!({ "from": "2027-01-18", "words": "Three quarters are done.", "shares": [share] });
        steward.post(&format!("{path}/confirm"), &confirmation).ok(200);
        network.work();
        let opened = dispute(client, &milestones[0], 100_000);
        let cut = format!("/handovers/{id}/cut");
        assert_eq!(client.post(&cut, &json!({})).refused(409), "milestone-disputed");
        client.post(&format!("/disputes/{opened}/withdraw"), &json!({})).ok(204);
        client.post(&cut, &json!({})).ok(204);
        assert_eq!(told(&plan(&team)["milestones"][0]), (800_000, 0, 100_000, "funded"));
        assert_eq!(holds(network, Account::Escrow(team.engagement)), 700_000);
        assert_all_is_well(network);
    });
}

#[test]
fn what_is_disputed_stays_with_those_who_have_a_voice_in_it_when_a_seat_changes_hands() {
    on_both(|network| {
        let team = Running::start(network);
        let client = &team.scene.client;
        let (cyd_id, cyd) = team.candidate("Cyd Lang");
        asks(network, cyd_id, 4_000);
        let first = &team.scene.milestones(team.engagement)[0];
        fund(client, first);
        team.lead.post(&format!("/milestones/{first}/submit"), &json!({})).ok(204);
        let opened = dispute(client, first, 400_000);
        let (steward, id) = (team.steward("Stella"), team.ask());
        let path = format!("/steward/handovers/{id}");
        steward.post(&format!("{path}/take"), &json!({})).ok(204);
        let shown = steward.post(&format!("{path}/preview"), &json!({ "from": "2027-01-18" })).ok(200);
        let part = &shown["milestones"][0];
        let parts = (&part["outgoing"], &part["disputed"], &part["incoming"]);
        assert_eq!(parts, (&eur(300_000), &eur(200_000), &eur(100_000)));
        steward.post(&format!("{path}/confirm"), &json!({ "from": "2027-01-18" })).ok(200);
        network.work();
        let offered = cyd.get(&format!("/member/invitations/{}", pending(&cyd).unwrap())).ok(200);
        assert_eq!(offered["rate"], eur(4_375), "what is not disputed, divided by the hours");
        accept_offer(&cyd).ok(204);

        cyd.get(&format!("/disputes/{opened}")).refused(404);
        agree(client, &opened, 200_000, &[&team.lead, &team.mate]);
        assert_eq!(
            holds(network, Account::Member(team.lead_id)),
            90_000,
            "a quarter of the milestone, less ten per cent"
        );
        assert_eq!(holds(network, Account::Member(cyd_id)), 0);
        client.post(&format!("/milestones/{first}/accept"), &json!({})).ok(200);
        assert_eq!(holds(network, Account::Member(team.lead_id)), 180_000);
        assert_eq!(holds(network, Account::Member(cyd_id)), 80_000, "half of what was never disputed, less twenty");
        assert_eq!(holds(network, Account::Escrow(team.engagement)), 0);
        assert_all_is_well(network);
    });
}

#[test]
fn a_share_of_a_milestone_that_is_paid_out_by_now_does_not_stop_a_handover() {
    on_both(|network| {
        let team = Running::start(network);
        let (cyd_id, cyd) = team.candidate("Cyd Lang");
        asks(network, cyd_id, 1_000);
        let first = &team.scene.milestones(team.engagement)[0];
        let (steward, id) = (team.steward("Stella"), team.ask());
        let path = format!("/steward/handovers/{id}");
        steward.post(&format!("{path}/take"), &json!({})).ok(204);
        let share = json!({ "milestone": first, "outgoing_minor": 300_000 });
        let confirmation = json!({ "from": "2027-01-18", "words": "Three quarters are done.", "shares": [share] });
        steward.post(&format!("{path}/confirm"), &confirmation).ok(200);
        network.work();
        team.release(first, &team.lead);
        network.work();
        let offered = cyd.get(&format!("/member/invitations/{}", pending(&cyd).unwrap())).ok(200);
        assert_eq!(offered["rate"], eur(3_750), "what is left, divided by the hours");
        accept_offer(&cyd).ok(204);
        assert_eq!(team.state(&id), "done");
        assert_eq!(holds(network, Account::Member(team.lead_id)), 360_000);
        let seen = team.lead.get("/member/engagements").ok(200)["items"][0]["milestones"][0].clone();
        assert_eq!(seen["amount"], eur(400_000), "what was paid out stays as it was");
        assert_all_is_well(network);
    });
}

/// The booked hours of a member in the weeks of 25 January and 1 February.
fn booked(member: &Person<'_>) -> Vec<i64> {
    let weeks = member.get("/member/availability/weeks?from=2027-01-25&weeks=2").ok(200);
    weeks["items"].as_array().unwrap().iter().map(|week| week["booked"].as_i64().unwrap()).collect()
}

#[test]
fn a_client_ends_what_it_has_not_funded_and_what_is_held_stays_held() {
    on_both(|network| {
        let team = Running::start(network);
        let client = &team.scene.client;
        let milestones = team.scene.milestones(team.engagement);
        fund(client, &milestones[0]);
        let end = format!("/engagements/{}/end", team.engagement);
        team.scene.market.client("Otto").post(&end, &json!({})).refused(404);
        team.lead.post(&end, &json!({})).refused(403);
        client.post(&end, &json!({})).ok(204);
        let read = plan(&team);
        let states: Vec<&Value> = read["milestones"].as_array().unwrap().iter().map(|one| &one["state"]).collect();
        assert_eq!(states, ["funded", "left_out", "left_out"]);
        assert_eq!((&read["price"], &read["state"]), (&eur(800_000), &json!("active")));
        assert_eq!((booked(&team.lead), booked(&team.mate)), (vec![20, 0], vec![20, 0]), "until the last held week");
        let told = |person: &Person<'_>| {
            network.mails(&person.email).iter().any(|mail| mail.subject == "The engagement ends: A shop for bicycles")
        };
        assert_eq!([&team.lead, &team.mate, client].map(told), [true, true, false], "whoever ended it knows");
        assert_eq!(client.post(&end, &json!({})).refused(409), "nothing-to-end");
        assert_eq!(ask(client, &milestones[1]).refused(409), "milestone-state");
        team.lead.post(&format!("/milestones/{}/submit", milestones[0]), &json!({})).ok(204);
        client.post(&format!("/milestones/{}/accept", milestones[0]), &json!({})).ok(200);
        assert_eq!(plan(&team)["state"], "completed");
        assert_eq!(holds(network, Account::Member(team.lead_id)), 360_000);
        assert_eq!(evidence(network, team.lead_id), 140, "four weeks of ten");
        assert_all_is_well(network);
    });
}

#[test]
fn an_engagement_in_which_nothing_is_held_is_over_when_its_client_ends_it() {
    on_both(|network| {
        let (team, [cyd]) = Running::start_with_standbys(network, [("Cyd Lang", "accept")]);
        let steward = team.steward("Stella");
        let id = team.confirmed(&steward);
        assert!(pending(&cyd).is_some());
        team.scene.client.post(&format!("/engagements/{}/end", team.engagement), &json!({})).ok(204);
        network.work();
        assert_eq!((plan(&team)["state"].clone(), plan(&team)["price"].clone()), (json!("completed"), eur(0)));
        assert_eq!(booked(&team.lead), [0, 0]);
        assert_eq!(Running::booked(&team.lead), [20, 0], "this week stays theirs");
        assert_eq!((pending(&cyd), team.state_of(&id, &team.lead)), (None, json!("lapsed")));
        assert_eq!(evidence(network, team.lead_id), 100, "nothing was delivered");
        let asked = json!({ "seat": "lead", "reason": "time", "words": "No." });
        let path = format!("/member/engagements/{}/handovers", team.engagement);
        assert_eq!(team.lead.post(&path, &asked).refused(409), "engagement-over");
        assert_all_is_well(network);
    });
}

#[test]
fn a_milestone_is_funded_or_left_out_but_never_both() {
    race(|network| {
        let team = Running::start(network);
        let client = &team.scene.client;
        let first = &team.scene.milestones(team.engagement)[0];
        let end = format!("/engagements/{}/end", team.engagement);
        let admin = team.scene.market.official("Adam", Hat::Admin);
        let funding = ask(client, first).ok(201);
        let post = format!("/fundings/{}/post", funding["id"].as_str().unwrap());
        let mut acts = vec![(&admin, post, json!({ "bank_reference": "B 1" }))];
        acts.extend((0..4).map(|_| (client, end.clone(), json!({}))));
        let statuses = at_once_with(network, &acts);
        assert_eq!(statuses[1..].iter().filter(|status| **status == 204).count(), 1, "{statuses:?}");
        assert!(statuses[1..].iter().all(|status| [204, 409].contains(status)), "{statuses:?}");
        let read = plan(&team);
        let expected = match statuses[0] {
            200 => ("funded", 800_000, "active"),
            409 => ("left_out", 0, "completed"),
            other => panic!("{other}"),
        };
        let state = read["milestones"][0]["state"].as_str().unwrap();
        let price = read["price"]["amount"].as_i64().unwrap();
        assert_eq!((state, price, read["state"].as_str().unwrap()), expected);
        assert_eq!(holds(network, Account::Escrow(team.engagement)), price);
        assert_all_is_well(network);
    });
}

#[test]
fn evidence_grows_by_what_was_released() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (ada, member) = scene.freelancer("Ada", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        let milestone = scene.deliver(engagement, &member).remove(0);
        let opened = dispute(&scene.client, &milestone, 150_000);
        scene.client.post(&format!("/milestones/{milestone}/accept"), &json!({})).ok(200);
        agree(&scene.client, &opened, 30_000, &[&member]);
        assert_eq!(evidence(network, ada), 140, "80,000 of 200,000 were released");
        assert_all_is_well(network);
    });
}
