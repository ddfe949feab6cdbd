//! Live quotes: what a brief would get, told to anybody, and an index that follows the database on every server.

mod index;

use muster::{audit::By, changes, formation::quotes::service as quotes, members, schema::members as rows};
use serde_json::{Value, json};

use crate::support::{
    Network, On, Person,
    market::{Draft, Market, brief, post, seat},
    on_both,
};

/// A market of nine who know everything a little.
fn market(network: &Network) -> Market<'_> {
    let market = Market::open(network);
    for number in 0..9 {
        let skills = [("rust", 3 + number % 3, 100 * number), ("react", 5 - number % 4, 50)];
        market.member(Draft::of(&format!("Member {number}"), &skills).at(5_000 + 100 * i64::from(number)));
    }
    market
}

fn shop() -> Value {
    brief(&[seat("lead", "rust"), seat("front", "react")])
}

fn profile(rate: i64) -> Value {
    json!({
        "headline": "Anything", "about": "", "rate": { "amount": rate, "currency": "EUR" }, "place": null,
        "onsite": true, "in_pool": true, "takes_bids": false, "languages": ["en"],
        "skills": [{ "skill": "rust", "level": 4 }, { "skill": "sql", "level": 2 }],
    })
}

#[test]
fn anybody_is_told_what_a_brief_would_get_and_nobody_is_named() {
    on_both(|network| {
        market(network);
        let told = Person::nobody(network).post("/quotes", &shop()).ok(200);
        assert_eq!(told["possible"], "yes");
        assert_eq!(told["seats"][0]["eligible"], json!({ "exactly": 9 }));
        assert_eq!(told["seats"][1]["skilled"], json!({ "exactly": 7 }));
        // The two cheapest work 20 hours a week for ten weeks; the best cost more.
        assert_eq!(told["cost"]["from"], 200 * (5_000 + 5_100));
        assert!(told["cost"]["to"].as_i64() >= told["cost"]["from"].as_i64());
        assert!(told["score"].as_i64().unwrap() > 0);
        assert_eq!(told["earliest_start"], "2027-01-04", "not before it is wanted, free as they all are");
        assert_eq!((&told["currency"], &told["proven"]), (&json!("EUR"), &json!(true)));
        for word in ["m0000", "Member", "member_", "person_"] {
            assert!(!told.to_string().contains(word), "a quote says {word}: {told}");
        }
    });
}

#[test]
fn work_is_told_to_begin_neither_before_it_is_wanted_nor_once_it_is_posted_before_its_deadline() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", &[("rust", 5, 700)]));
        ada.wear("member");
        let away = json!({ "from": "2026-11-30", "to": "2027-01-31", "hours_a_day": 0, "note": "" });
        ada.post("/member/availability/exceptions", &away).ok(201);
        let mut asked = brief(&[seat("lead", "rust")]);
        asked["seats"][0]["weeks"] = json!(4);
        let starts = |told: &Value| -> Vec<Value> {
            let wishes = told["wishes"].as_array().unwrap().iter();
            wishes.filter(|wish| wish["wish"] == "start").map(|wish| wish["start"].clone()).collect()
        };
        let told = client.post("/quotes", &asked).ok(200);
        assert_eq!((&told["possible"], &told["earliest_start"]), (&json!("no"), &json!("2027-02-01")));
        assert_eq!(starts(&told), ["2026-11-02"], "whoever still writes may wish for less");
        let id = post(&client, &asked);
        let told = client.get(&format!("/briefs/{id}/quote")).ok(200);
        assert_eq!(told["earliest_start"], "2027-02-01");
        assert_eq!(
            starts(&told),
            ["2027-02-01"],
            "the bids are opened on 9 November, and from then on it is too late for four weeks"
        );
    });
}

#[test]
fn a_wish_that_is_in_the_way_is_told_with_the_smallest_change_that_helps() {
    on_both(|network| {
        market(network);
        let nobody = Person::nobody(network);
        let mut capped = shop();
        capped["seats"][0]["rate_cap"] = json!(4_321);
        let told = nobody.post("/quotes", &capped).ok(200);
        assert_eq!((&told["possible"], &told["ruled_out_by"]), (&json!("no"), &json!("eligible")));
        let narrowest = &told["narrowest"];
        assert_eq!((&narrowest["seat"], &narrowest["wish"]), (&json!("lead"), &json!("rate_cap")));
        assert_eq!(
            (&narrowest["eligible"], &narrowest["without"]),
            (&json!({ "fewer_than": 3 }), &json!({ "exactly": 9 }))
        );
        assert_eq!((&narrowest["smallest"]["from"], &narrowest["smallest"]["to"]), (&json!(4_321), &json!(5_000)));
        assert_eq!(told["wishes"].as_array().unwrap().len(), 1);
        let mut dear = shop();
        dear["budget"] = json!(1_000_000);
        let told = nobody.post("/quotes", &dear).ok(200);
        assert_eq!((&told["possible"], &told["ruled_out_by"]), (&json!("no"), &json!("budget")));
        let budget = told["wishes"].as_array().unwrap().iter().find(|wish| wish["wish"] == "budget").unwrap();
        assert_eq!(budget["to"], 2_020_000);
    });
}

#[test]
fn where_few_are_meant_nobody_is_counted_and_no_rate_can_be_read_off() {
    on_both(|network| {
        let market = Market::open(network);
        market.member(Draft::of("Ada", &[("rust", 5, 700)]).at(6_789));
        let told = Person::nobody(network).post("/quotes", &brief(&[seat("lead", "rust")])).ok(200);
        assert_eq!(told["seats"][0]["eligible"], json!({ "fewer_than": 3 }));
        assert_eq!(told["seats"][0]["allowed"], json!({ "fewer_than": 3 }));
        assert_eq!((&told["score"], &told["possible"]), (&Value::Null, &json!("yes")));
        assert_eq!(told["cost"], json!({ "from": 1_300_000, "to": 1_400_000 }));
        assert!(!told.to_string().contains("1357800"), "the cost tells the rate: {told}");
    });
}

#[test]
fn whoever_asks_with_one_cap_after_the_other_learns_a_rate_to_the_step_that_quotes_know_and_no_further() {
    on_both(|network| {
        let market = Market::open(network);
        let (ada, _) = market.member(Draft::of("Ada", &[("rust", 5, 700)]).at(6_789));
        let at_most = |rate: i64| {
            let mut asked = brief(&[seat("lead", "rust")]);
            asked["seats"][0]["rate_cap"] = json!(rate);
            // As the pages do, without the limit of how often one may ask.
            let document = serde_json::from_value(asked).unwrap();
            serde_json::to_value(quotes::quote(&network.app, None, &document).unwrap()).unwrap()
        };
        let (mut below, mut known) = (1, 20_000);
        while known - below > 1 {
            let middle = (below + known) / 2;
            if at_most(middle)["possible"] == "yes" { known = middle } else { below = middle }
        }
        assert_eq!(known, 6_800);
        // Whatever she asks within the step, every quote is the same.
        let all = || [6_700, 6_788, 6_789, 6_799, 6_800, 9_000].map(at_most);
        let told = all();
        for rate in [6_751, 6_790, 6_800] {
            use diesel::prelude::*;
            let row = rows::table.find(ada);
            let change = |tx: &mut muster::db::Tx<'_>| {
                diesel::update(row).set(rows::rate_minor.eq(rate)).execute(&mut **tx)?;
                changes::member(tx, ada)
            };
            network.db().write(change).unwrap();
            assert_eq!(all(), told, "{rate}");
        }
    });
}

#[test]
fn a_clients_own_people_are_left_out_of_its_quotes_saved_or_not() {
    on_both(|network| {
        let market = market(network);
        let client = market.client("Carla");
        // Carla is a freelancer, too.
        let person = client.get("/me").ok(200)["person"].as_str().unwrap().parse().unwrap();
        network
            .db()
            .write(|tx| {
                let draws = tx.mint().clone();
                let profile = serde_json::from_value(profile(1_000)).unwrap();
                members::service::join_all(tx, By::Muster, &draws, &[(person, profile)])
            })
            .unwrap();
        let asked = brief(&[seat("lead", "rust")]);
        let allowed = |told: Value| told["seats"][0]["allowed"]["exactly"].as_i64().unwrap();
        assert_eq!(allowed(Person::nobody(network).post("/quotes", &asked).ok(200)), 10);
        assert_eq!(allowed(client.post("/quotes", &asked).ok(200)), 9);
        let id = client.post("/briefs", &asked).ok(201)["id"].as_str().unwrap().to_owned();
        assert_eq!(allowed(client.get(&format!("/briefs/{id}/quote")).ok(200)), 9);
        let rival = market.client("Rita");
        rival.get(&format!("/briefs/{id}/quote")).refused(404);
    });
}

#[test]
fn somebody_who_is_still_writing_needs_no_title_but_numbers_and_names_that_exist() {
    on_both(|network| {
        market(network);
        let nobody = Person::nobody(network);
        let mut begun = shop();
        begun["title"] = json!("");
        begun["seats"][0]["title"] = json!("");
        nobody.post("/quotes", &begun).ok(200);
        begun["seats"][0]["hours"] = json!(0);
        begun["seats"][1]["from"] = json!("2026-01-05");
        assert_eq!(nobody.post("/quotes", &begun).fields(), ["seats[0].hours"]);
        begun["seats"][0]["hours"] = json!(20);
        assert_eq!(nobody.post("/quotes", &begun).fields(), ["seats[1].from"]);
        begun["seats"][1]["from"] = json!("2027-01-04");
        begun["seats"][1]["weeks"] = json!(i32::MAX);
        assert_eq!(nobody.post("/quotes", &begun).fields(), ["seats[1].weeks"]);
        begun["seats"][1]["weeks"] = json!(4);
        begun["seats"][1]["skills"][0]["skill"] = json!("alchemy");
        assert_eq!(nobody.post("/quotes", &begun).fields(), ["seats[1].skills[0].skill"]);
        nobody.with_token("not.a.token").post("/quotes", &shop()).refused(401);
        let nothing = network.db().read(|conn| {
            use diesel::prelude::*;
            Ok(muster::schema::briefs::table.count().get_result::<i64>(conn)?)
        });
        assert_eq!(nothing.unwrap(), 0);
    });
}

#[test]
fn whoever_asks_too_often_is_told_when_to_come_again_by_address_or_by_person() {
    let network = Network::start(On::Sqlite);
    let market = market(&network);
    let client = market.client("Carla");
    let nobody = Person::nobody(&network);
    // A quarter of sixty a minute may come at once.
    for _ in 0..15 {
        nobody.post("/quotes", &shop()).ok(200);
    }
    let early = nobody.post("/quotes", &shop());
    assert_eq!(early.refused(429), "too-many");
    assert_eq!(early.retry_after.as_deref(), Some("2"));
    client.post("/quotes", &shop()).ok(200);
    network.app.mint.set_now(network.now().plus_seconds(2));
    nobody.post("/quotes", &shop()).ok(200);
}

#[test]
fn of_a_crowd_that_asks_at_once_each_is_answered_or_sent_away_with_a_time_to_come_again() {
    on_both(|network| {
        let market = market(network);
        let clients: Vec<_> = (0..4).map(|number| market.client(&format!("Client {number}"))).collect();
        let tokens: Vec<String> =
            clients.iter().map(|client| client.sign_in()["access_token"].as_str().unwrap().to_owned()).collect();
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let asking: Vec<_> = (0..80)
                .map(|number| {
                    let token = &tokens[number % 4];
                    scope.spawn(move || {
                        let answer = Person::nobody(network).with_token(token).post("/quotes", &shop());
                        assert_eq!(answer.status != 200, answer.retry_after.is_some(), "{answer:?}");
                        answer.status
                    })
                })
                .collect();
            asking.into_iter().map(|asked| asked.join().unwrap()).collect()
        });
        assert!(statuses.iter().all(|status| [200, 503].contains(status)), "{statuses:?}");
        assert!(statuses.iter().filter(|status| **status == 200).count() >= 2, "{statuses:?}");
    });
}
