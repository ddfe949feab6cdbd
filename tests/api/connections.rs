//! What happened between members: logged, confirmed, taken back, and counted.

use diesel::prelude::*;
use muster::{
    connections::ConnectionKind,
    identity::MemberId,
    schema::{connections, ties},
};
use muster_kernel::Day;
use serde_json::{Value, json};

use crate::support::{Answer, Network, Person, on_both, scene::Scene};

fn logged(with: &Person<'_>, kind: &str) -> Value {
    json!({ "kind": kind, "email": with.email, "happened_on": "2026-10-20", "note": "At the summer party" })
}

fn log(by: &Person<'_>, with: &Person<'_>, kind: &str) -> String {
    by.post("/member/connections", &logged(with, kind)).ok(201)["id"].as_str().unwrap().to_owned()
}

fn act(by: &Person<'_>, id: &str, what: &str) -> Answer {
    by.post(&format!("/member/connections/{id}/{what}"), &json!({}))
}

/// How strong the tie between two members is.
fn tie(network: &Network, a: MemberId, b: MemberId) -> i32 {
    let strength = ties::table.find((a.min(b), a.max(b))).select(ties::strength);
    network.db().read(|conn| Ok(strength.first(conn).optional()?)).unwrap().unwrap_or(0)
}

fn first(member: &Person<'_>) -> Value {
    member.get("/member/connections").ok(200)["items"][0].clone()
}

#[test]
fn a_connection_counts_once_the_other_one_has_confirmed_it_and_until_it_is_taken_back() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (a, ada) = scene.freelancer("Ada", None);
        let (b, bob) = scene.freelancer("Bob", None);
        ada.wear("member");
        bob.wear("member");
        let id = log(&ada, &bob, "advice");
        assert_eq!(tie(network, a, b), 0);
        assert_eq!((&first(&ada)["awaits_you"], &first(&bob)["awaits_you"]), (&json!(false), &json!(true)));
        assert!(network.mails(&bob.email).iter().any(|mail| mail.subject == "Was it so: advice with Ada?"));
        act(&ada, &id, "confirm").ok(200);
        assert_eq!(first(&ada)["state"], "proposed", "one's own word is not two");
        assert_eq!(act(&bob, &id, "confirm").ok(200)["state"], "confirmed");
        assert_eq!(tie(network, a, b), 40);
        let more = log(&bob, &ada, "paid_work");
        act(&ada, &more, "confirm").ok(200);
        assert_eq!(tie(network, a, b), 190);
        act(&bob, &id, "take-back").ok(204);
        assert_eq!(tie(network, a, b), 150);
        act(&ada, &more, "take-back").ok(204);
        assert_eq!(tie(network, a, b), 0);
        assert_eq!(act(&bob, &id, "confirm").refused(409), "connection-is-closed");
    });
}

#[test]
fn a_member_sees_their_own_ties_and_where_each_came_from() {
    on_both(|network| {
        let scene = Scene::open(network);
        let people: Vec<(MemberId, Person<'_>)> =
            ["Ada Novak", "Bob Berg", "Cy"].into_iter().map(|name| scene.freelancer(name, None)).collect();
        let [(a, ada), (b, bob), (c, cy)] = people.as_slice() else { panic!("three people") };
        for person in [ada, bob, cy] {
            person.wear("member");
        }
        for kind in ["advice", "paid_work"] {
            act(bob, &log(ada, bob, kind), "confirm").ok(200);
        }
        log(cy, bob, "advice");
        network.db().write(|tx| muster::ties::service::strengthen(tx, *a, *b, 100)).unwrap();
        network.db().write(|tx| muster::ties::service::strengthen(tx, *a, *c, 50)).unwrap();
        let own = bob.get("/member/ties").ok(200);
        let advice = json!({ "kind": "advice", "times": 1, "strength": 40 });
        let work = json!({ "kind": "paid_work", "times": 1, "strength": 150 });
        let expected = json!([{
            "member": a, "first_name": "Ada", "strength": 290, "connections": [advice, work], "from_work": 100
        }]);
        assert_eq!(own["items"], expected, "what nobody confirmed, and others' ties, are not among them");
        let first = ada.get("/member/ties?limit=1").ok(200);
        let next = first["next"].as_str().unwrap();
        let second = ada.get(&format!("/member/ties?limit=1&after={next}")).ok(200);
        let names = [&first, &second].map(|page| page["items"][0]["first_name"].as_str().unwrap().to_owned());
        assert_eq!((names, &second["next"]), (["Bob".to_owned(), "Cy".to_owned()], &Value::Null));
    });
}

#[test]
fn connections_stand_by_the_day_on_which_they_happened_page_by_page() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (_, ada) = scene.freelancer("Ada", None);
        let (_, bob) = scene.freelancer("Bob", None);
        ada.wear("member");
        bob.wear("member");
        for (kind, day) in [("support", "2026-10-20"), ("advice", "2026-10-01"), ("paid_work", "2026-10-25")] {
            let on_that_day = json!({ "kind": kind, "email": bob.email, "happened_on": day, "note": "" });
            ada.post("/member/connections", &on_that_day).ok(201);
        }
        let (mut kinds, mut after) = (Vec::new(), String::new());
        loop {
            let page = bob.get(&format!("/member/connections?limit=1{after}")).ok(200);
            kinds.push(page["items"][0]["kind"].clone());
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(kinds, ["paid_work", "support", "advice"]);
    });
}

#[test]
fn those_that_wait_for_a_members_word_can_be_asked_for_alone() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (_, ada) = scene.freelancer("Ada", None);
        let (_, bob) = scene.freelancer("Bob", None);
        ada.wear("member");
        bob.wear("member");
        let (advice, work) = (log(&ada, &bob, "advice"), log(&ada, &bob, "paid_work"));
        let support = log(&bob, &ada, "support");
        act(&bob, &log(&ada, &bob, "introduction"), "confirm").ok(200);
        let ids = |of: &Person<'_>, query: &str| {
            let page = of.get(&format!("/member/connections?awaiting={query}")).ok(200);
            page["items"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(ids(&ada, "true"), [json!(support)]);
        let waiting = ids(&bob, "true");
        assert!(waiting.len() == 2 && [&advice, &work].iter().all(|id| waiting.contains(&json!(id))), "{waiting:?}");
        let second = ids(&bob, &format!("true&limit=1&after={}", waiting[0].as_str().unwrap()));
        assert_eq!(second, waiting[1..]);
        assert_eq!(ids(&ada, "false").len(), 4);
        act(&bob, &work, "decline").ok(204);
        assert_eq!(ids(&bob, "true"), [json!(advice)]);
    });
}

#[test]
fn a_tie_loses_exactly_what_it_had_gained() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (a, ada) = scene.freelancer("Ada", None);
        let (b, bob) = scene.freelancer("Bob", None);
        ada.wear("member");
        bob.wear("member");
        network.db().write(|tx| muster::ties::service::strengthen(tx, a, b, 990)).unwrap();
        let id = log(&ada, &bob, "support");
        act(&bob, &id, "confirm").ok(200);
        assert_eq!(tie(network, a, b), 1000);
        act(&ada, &id, "take-back").ok(204);
        assert_eq!(tie(network, a, b), 990);
    });
}

#[test]
fn what_is_declined_or_not_answered_counts_nowhere() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (a, ada) = scene.freelancer("Ada", None);
        let (b, bob) = scene.freelancer("Bob", None);
        let (_, eve) = scene.freelancer("Eve", None);
        for person in [&ada, &bob, &eve] {
            person.wear("member");
        }
        let declined = log(&ada, &bob, "advice");
        assert_eq!(act(&eve, &declined, "confirm").status, 404);
        act(&bob, &declined, "decline").ok(204);
        let expiring = log(&ada, &bob, "support");
        network.wait_hours(24 * 31);
        assert_eq!(act(&bob, &expiring, "confirm").refused(409), "connection-is-closed");
        assert_eq!(first(&bob)["state"], "expired");
        assert_eq!(tie(network, a, b), 0);
    });
}

#[test]
fn nobody_talks_a_tie_up() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (_, ada) = scene.freelancer("Ada", None);
        let (_, bob) = scene.freelancer("Bob", None);
        ada.wear("member");
        bob.wear("member");
        log(&ada, &bob, "advice");
        for (by, with) in [(&ada, &bob), (&bob, &ada)] {
            let again = by.post("/member/connections", &logged(with, "advice"));
            assert_eq!(again.refused(409), "connection-is-there");
        }
        let wrong = |body: Value| ada.post("/member/connections", &body).fields();
        assert_eq!(wrong(logged(&ada, "advice")), ["email"]);
        let day = json!({ "kind": "advice", "email": bob.email, "happened_on": "2026-11-03", "note": "" });
        assert_eq!(wrong(day), ["happened_on"]);
        let nobody = json!({ "kind": "advice", "email": "n@example.org", "happened_on": "2026-11-01", "note": "" });
        assert_eq!(wrong(nobody), ["email"]);
    });
}

#[test]
fn of_many_confirmations_at_once_one_counts() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (a, ada) = scene.freelancer("Ada", None);
        let (b, bob) = scene.freelancer("Bob", None);
        ada.wear("member");
        bob.wear("member");
        let id = log(&ada, &bob, "paid_work");
        let who = muster::identity::Member { person: person_of(network, b), member: b };
        let id: muster::connections::ConnectionId = id.parse().unwrap();
        std::thread::scope(|scope| {
            for number in 0..24 {
                let app = &network.app;
                scope.spawn(move || {
                    // Every third takes it back; whatever the order, the tie is what the state says.
                    let _ = match number % 3 {
                        0 => muster::connections::service::take_back(app, who, id),
                        _ => muster::connections::service::confirm(app, who, id).map(drop),
                    };
                });
            }
        });
        let (state, strength): (String, i32) = network
            .db()
            .read(|conn| Ok(connections::table.select((connections::state, connections::strength)).first(conn)?))
            .unwrap();
        assert_eq!((state.as_str(), strength), ("taken_back", 0));
        assert_eq!(tie(network, a, b), 0);
    });
}

fn person_of(network: &Network, member: MemberId) -> muster::identity::PersonId {
    network.db().read(|conn| muster::members::service::person_of(conn, member)).unwrap()
}

#[test]
fn a_host_logs_between_members_of_the_space_and_sees_nothing_else() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (here, there) = (scene.space("Werkraum", 500), scene.space("Murhof", 500));
        let (a, ada) = scene.freelancer("Ada", Some(here));
        let (b, bob) = scene.freelancer("Bob", Some(here));
        let (_, eve) = scene.freelancer("Eve", Some(there));
        let (host, other) = (scene.operator("Otto", here), scene.operator("Olga", there));
        for person in [&ada, &bob, &eve] {
            person.wear("member");
        }
        let path = format!("/spaces/{here}/connections");
        let between = |one: &Person<'_>, two: &Person<'_>| json!({ "kind": "introduction", "emails": [one.email, two.email], "happened_on": "2026-10-20" });
        assert_eq!(host.post(&path, &between(&ada, &eve)).fields(), ["emails[1]"]);
        assert_eq!(host.post(&path, &between(&ada, &ada)).fields(), ["emails[1]"]);
        assert_eq!(other.post(&path, &between(&ada, &bob)).status, 404);
        // What the two logged themselves is hidden from the host, also by what may not be logged again.
        let own = log(&ada, &bob, "introduction");
        let hosted = host.post(&path, &between(&ada, &bob)).ok(201);
        let id = hosted["id"].as_str().unwrap();
        assert_eq!(host.post(&path, &between(&bob, &ada)).refused(409), "connection-is-there");
        act(&ada, id, "confirm").ok(200);
        assert_eq!(tie(network, a, b), 0, "both confirm what a host logged");
        act(&bob, id, "confirm").ok(200);
        assert_eq!(tie(network, a, b), 30);
        assert_eq!(act(&bob, &own, "confirm").refused(409), "connection-is-there");
        log(&ada, &bob, "support");
        let seen = host.get(&path).ok(200);
        assert_eq!(seen["items"].as_array().unwrap().len(), 1);
        assert_eq!((&seen["items"][0]["confirmed"], &seen["items"][0]["kind"]), (&json!(true), &json!("introduction")));
        assert_eq!(other.get(&path).status, 404);
    });
}

#[test]
fn the_report_and_the_picture_tell_of_places_and_of_nobody() {
    on_both(|network| {
        let scene = Scene::open(network);
        let people: Vec<MemberId> =
            ["Ada", "Bob", "Cy", "Dan", "Eve"].iter().map(|name| scene.freelancer(name, None).0).collect();
        let places = [scene.place("Linz"), scene.place("Ried")];
        network
            .db()
            .write(|tx| {
                use muster::schema::{members, places as rows};
                diesel::update(rows::table.find(places[1])).set(rows::kind.eq("rural")).execute(&mut **tx)?;
                diesel::update(rows::table.find(places[0])).set(rows::kind.eq("urban")).execute(&mut **tx)?;
                for (number, member) in people.iter().enumerate() {
                    let row = members::table.find(*member);
                    diesel::update(row).set(members::place_id.eq(places[number % 2])).execute(&mut **tx)?;
                }
                let day: Day = "2026-10-20".parse().unwrap();
                for (one, other) in [(0, 1), (0, 3), (2, 3)] {
                    let pair = (people[one], people[other]);
                    muster::connections::service::bring_in(tx, ConnectionKind::Advice, pair, day)?;
                }
                muster::connections::service::bring_in(tx, ConnectionKind::PaidWork, (people[0], people[2]), day)
            })
            .unwrap();
        let steward = scene.market.official("Stella", muster::identity::Hat::Steward);
        let report = steward.get("/connections/report").ok(200);
        let sizes = |report: &Value| ["kinds", "exchange", "places"].map(|rows| report[rows].as_array().unwrap().len());
        assert_eq!((&report["connections"], sizes(&report)), (&json!(4), [2, 2, 2]), "a steward sees everything");
        assert_eq!((&report["places"][0]["connections"], &report["places"][1]["members"]), (&json!(3), &json!(2)));
        // Two people's paid work is left out for everybody else, with advice, or it could be computed.
        let nobody = Person::nobody(network);
        let told = nobody.get("/connections/summary").ok(200);
        assert_eq!((&told["connections"], sizes(&told)), (&json!(4), [0, 0, 1]));
        assert_eq!(nobody.get("/connections/summary?from=2026-11-01").ok(200)["connections"], Value::Null);
        assert_eq!(nobody.get("/connections/summary?from=2026-11-01&to=2026-10-01").fields(), ["to"]);
        let picture = nobody.get("/connections/map.svg");
        assert_eq!(picture.status, 200);
        assert!(picture.text.contains("Linz – Ried: 3") && !picture.text.contains("Ada"), "{}", picture.text);
        let czech = nobody.get("/connections/map.svg?lang=cs").text;
        assert!(czech.contains("Linz – Ried: 3") && czech.contains("vesnice") && !czech.contains("village"), "{czech}");
        assert_eq!(nobody.get("/connections/map.svg?lang=fr").fields(), ["query"]);
        let otto = scene.market.official("Otto", muster::identity::Hat::Operator);
        assert_eq!(otto.get("/connections/report").refused(403), "forbidden");
    });
}
