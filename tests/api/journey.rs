//! The whole walk of a brief, step by step, as people take it: over HTTP alone, on both databases.

use muster::{audit, engagements, identity::Hat, turns};
use serde_json::{Value, json};

use crate::support::{
    Network, Person,
    market::{Market, answer_all, brief, pending, seat},
    on_both,
};

/// Somebody who joins as a member, through the front door.
fn join<'n>(market: &Market<'n>, name: &str, skill: &str, place: &str, space: &str) -> Person<'n> {
    let (_, person) = market.person(name, None);
    person.wear_nothing();
    let profile = json!({
        "headline": format!("{name} knows {skill}"), "about": "", "rate": { "amount": 5_000, "currency": "EUR" },
        "place": place, "onsite": true, "in_pool": true, "takes_bids": true, "languages": ["en"],
        "skills": [{ "skill": skill, "level": 4 }],
    });
    person.post("/members", &profile).ok(201);
    person.wear("member");
    let etag = person.get("/member/availability").etag.unwrap();
    let week = json!({
        "monday": 8, "tuesday": 8, "wednesday": 8, "thursday": 8, "friday": 8, "saturday": 0, "sunday": 0,
    });
    person.put_if("/member/availability", &etag, &week).ok(200);
    person.put("/member/home-space", &json!({ "space": space, "from": "2026-11-02" })).ok(200);
    person
}

/// A place, its space with a commission of ten per cent, its operator, and the network's rates: seven per cent, and one
/// for the mutual fund. Answers the place, the space and the operator.
fn found_space<'n>(market: &Market<'n>, admin: &Person<'_>) -> (String, String, Person<'n>) {
    let place = json!({
        "name": "Freistadt", "country": "AT", "kind": "rural", "latitude_e6": 48_511_000, "longitude_e6": 14_504_000,
    });
    let place = id(&admin.post("/places", &place).ok(201));
    let space = json!({ "name": "Marktplatz 9", "place": place, "commission": 1_000 });
    let space = id(&admin.post("/spaces", &space).ok(201));
    let (_, operator) = market.person("Olga", None);
    admin.post(&format!("/spaces/{space}/operators"), &json!({ "email": operator.email })).ok(204);
    operator.wear("operator");
    for (kind, points) in [("network", 700), ("fund", 100)] {
        let terms = json!({ "kind": kind, "basis_points": points, "from_day": "2026-11-02" });
        admin.post("/terms", &terms).ok(201);
    }
    (place, space, operator)
}

fn id(answer: &Value) -> String {
    answer["id"].as_str().unwrap_or_else(|| panic!("no id in {answer:#}")).to_owned()
}

#[test]
fn a_brief_walks_all_ten_steps_and_every_cent_arrives() {
    on_both(|network| {
        let market = Market::open(network);
        let admin = market.official("Adam", Hat::Admin);
        let (place, space, operator) = found_space(&market, &admin);
        let ada = join(&market, "Ada Novak", "rust", &place, &space);
        let bob = join(&market, "Bob Berg", "react", &place, &space);
        let cyd = join(&market, "Cyd Lang", "sql", &place, &space);
        let client = market.client("Carla");

        // 1. Write.
        let seats = [seat("lead", "rust"), seat("front", "react"), seat("data", "sql")];
        let brief_id = id(&client.post("/briefs", &brief(&seats)).ok(201));
        // 2. Post.
        let posting = json!({ "bidding": "formed", "deadline": "2026-11-09T12:00:00Z" });
        client.post(&format!("/briefs/{brief_id}/post"), &posting).ok(200);
        // 3. Form.
        network.work();
        let runs = client.get(&format!("/briefs/{brief_id}/runs")).ok(200);
        assert_eq!(runs["items"][0]["proven"], true);
        // 4. Invite: each seat by mail and in the app, with what the member keeps (82 % of 10 000.00).
        let invitation = pending(&ada).unwrap();
        let seen = ada.get(&format!("/member/invitations/{invitation}")).ok(200);
        assert_eq!(seen["keeps"], json!({ "amount": 820_000, "currency": "EUR" }));
        // 5. Bid: complete once all have accepted, sealed until the deadline.
        for member in [&ada, &bob, &cyd] {
            assert_eq!(answer_all(member, "accept"), 1);
        }
        assert_eq!(client.get(&format!("/briefs/{brief_id}/bids")).ok(200)["sealed"], true);
        network.wait_hours(24 * 7 + 4);
        // 6. Award: books the hours, freezes the terms.
        let bids = client.get(&format!("/briefs/{brief_id}/bids")).ok(200);
        let bid = bids["bids"][0]["id"].as_str().unwrap();
        let plan = json!({ "milestones": [
            { "title": "First half", "due": "2027-02-05", "amount": 1_500_001 },
            { "title": "Second half", "due": "2027-03-12", "amount": 1_499_999 },
        ] });
        let awarded = client.post(&format!("/bids/{bid}/award"), &plan).ok(201);
        let engagement = awarded["engagement"].as_str().unwrap().to_owned();
        let weeks = ada.get("/member/availability/weeks?from=2027-01-04&weeks=1").ok(200);
        assert!(weeks.to_string().contains("\"booked\":20"), "{weeks}");
        // 7. Deliver, and 8. release.
        deliver(network, &client, &ada, &admin, &engagement);
        check_money(network, &[&ada, &bob, &cyd], &operator, &space);
        // 10. Learn: both sides review, evidence and ties have grown, turns are settled.
        learn(network, &client, &ada, &engagement);
        refuse_the_operator_everywhere_else(&operator, &brief_id, bid, &engagement, &invitation);
        check_report(network, &operator, &space);
    });
}

/// Both milestones are paid for, submitted and accepted.
fn deliver(network: &Network, client: &Person<'_>, member: &Person<'_>, admin: &Person<'_>, engagement: &str) {
    let whole = client.get(&format!("/engagements/{engagement}")).ok(200);
    let called: Vec<&Value> = whole["seats"].as_array().unwrap().iter().map(|seat| &seat["title"]).collect();
    assert_eq!(called, ["The lead", "The front", "The data"]);
    let milestones = whole["milestones"].as_array().unwrap().clone();
    assert_eq!(milestones.len(), 2);
    for milestone in &milestones {
        let path = format!("/milestones/{}", milestone["id"].as_str().unwrap());
        assert_eq!(member.post(&format!("{path}/submit"), &json!({})).refused(409), "milestone-state");
        let (asking, key) = (format!("{path}/fundings"), format!("ask {path}"));
        let funding = client.post_once(&asking, &key, &json!({})).ok(201);
        assert_eq!(client.post_once(&asking, &key, &json!({})).ok(201), funding);
        let (posting, key) = (format!("/fundings/{}/post", id(&funding)), format!("post {path}"));
        let booked = json!({ "bank_reference": format!("Booking {}", id(&funding)) });
        let posted = admin.post_once(&posting, &key, &booked).ok(200);
        assert_eq!(admin.post_once(&posting, &key, &booked).ok(200), posted);
        member.post(&format!("{path}/submit"), &json!({})).ok(204);
        client.post_once(&format!("{path}/accept"), &format!("accept {path}"), &json!({})).ok(200);
        client.post_once(&format!("{path}/accept"), &format!("accept {path}"), &json!({})).ok(200);
    }
    network.work();
    assert_eq!(client.get(&format!("/engagements/{engagement}")).ok(200)["state"], "completed");
}

/// 9. Report: once the month is closed the space sees its sums to the cent, and nobody in them.
fn check_report(network: &Network, operator: &Person<'_>, space: &str) {
    network.app.mint.set_now("2026-12-01T09:00:00Z".parse().unwrap());
    network.work();
    // 30 000.00 over three equal seats: the first milestone, 15 000.01, gives 5 000.01, 5 000.00, 5 000.00, and of each a
    // tenth goes to the space: 500.00 three times, and the same for the second one.
    let report = operator.get(&format!("/spaces/{space}/report?from=2026-11&to=2026-12&by=category")).ok(200);
    assert_eq!(report["totals"][0]["amount_minor"], 300_000);
    assert_eq!(report["rows"][0]["key"], "web");
    assert_eq!(report["rows"][0]["members"], 3);
    for secret in ["Ada", "Bob", "Cyd", "member_", "brief_", "bicycles"] {
        assert!(!report.to_string().contains(secret), "the report tells {secret}: {report}");
    }
}

/// Each member sees what they keep, the space what it got, and the book balances.
fn check_money(network: &Network, members: &[&Person<'_>], operator: &Person<'_>, space: &str) {
    let balance = operator.get(&format!("/spaces/{space}/balance")).ok(200);
    assert_eq!(balance["balances"][0]["amount"], 300_000);

    let kept: i64 = members
        .iter()
        .map(|member| {
            let earnings = member.get("/member/earnings").ok(200);
            earnings["balances"][0]["amount"].as_i64().unwrap_or_else(|| panic!("{earnings:#}"))
        })
        .sum();
    let line = &members[0].get("/member/earnings").ok(200)["lines"]["items"][0];
    assert_eq!(line["work"]["seat_title"], "The lead");
    let parts = members[0].get(&format!("/member/earnings/{}", line["entry"].as_str().unwrap())).ok(200);
    assert_eq!(parts[0]["seat_title"], "The lead");
    // What is not the members' is the space's ten, the network's seven and the fund's one per cent.
    assert_eq!(kept, 3_000_000 - 300_000 - 210_000 - 30_000);
    let found = engagements::recount::verify(network.db()).unwrap();
    assert!(found.faults.is_empty(), "{found:?}");
    let found = audit::verify(network.db()).unwrap();
    assert!(found.faults.is_empty() && found.intact > 20, "{found:?}");
}

fn learn(network: &Network, client: &Person<'_>, member: &Person<'_>, engagement: &str) {
    let whole = client.get(&format!("/engagements/{engagement}")).ok(200);
    let about = whole["seats"][0]["member"].clone();
    let reviews = json!({
        "team": { "score": 5, "words": "A pleasure." }, "seats": [{ "member": about, "score": 5, "words": "Calm." }],
    });
    client.put(&format!("/engagements/{engagement}/reviews"), &reviews).ok(204);
    let review = json!({ "score": 4, "words": "Clear and kind." });
    member.put(&format!("/member/engagements/{engagement}/reviews"), &review).ok(204);
    let profile = member.get("/member").ok(200);
    assert!(profile["skills"][0]["evidence"].as_i64().unwrap() > 0, "{profile:#}");
    let ties: i64 = network
        .db()
        .read(|conn| {
            use diesel::prelude::*;
            Ok(muster::schema::ties::table.count().get_result(conn)?)
        })
        .unwrap();
    assert_eq!(ties, 3, "each pair of the team is tied");
    assert_eq!(network.db().read(turns::service::sums).unwrap(), (0, 0));
}

/// An operator sees their own space's sums, and nothing of anything else.
fn refuse_the_operator_everywhere_else(
    operator: &Person<'_>,
    brief: &str,
    bid: &str,
    engagement: &str,
    invitation: &str,
) {
    for path in [
        format!("/briefs/{brief}"),
        format!("/briefs/{brief}/bids"),
        format!("/briefs/{brief}/runs"),
        format!("/engagements/{engagement}"),
        format!("/member/invitations/{invitation}"),
        "/member/earnings".to_owned(),
        "/member/bids".to_owned(),
    ] {
        assert_eq!(operator.get(&path).refused(403), "forbidden", "{path}");
    }
    assert_eq!(operator.post(&format!("/bids/{bid}/award"), &json!({})).refused(403), "forbidden");
    let elsewhere = "space_00000000000000000000000001";
    assert_eq!(
        operator.get(&format!("/spaces/{elsewhere}/report?from=2026-11&to=2026-12&by=month")).refused(404),
        "not-found"
    );
}
