//! Live quotes: what a brief would get, told to anybody, and an index that follows the database on every server.

use muster::{
    app::App,
    audit::By,
    availability::{self, NewBooking},
    changes,
    engagements::EngagementKind,
    formation::quotes::service::{self as quotes, Answer},
    identity::{Hat, MemberId},
    members,
    places::{self, NewPlace, Settlement},
    schema::members as rows,
    ties,
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};

use crate::support::{
    Network, On, Person,
    market::{Draft, Market, SKILLS, brief, seat},
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
        assert_eq!(told["earliest_start"], "2026-11-02");
        assert_eq!((&told["currency"], &told["proven"]), (&json!("EUR"), &json!(true)));
        for word in ["m0000", "Member", "member_", "person_"] {
            assert!(!told.to_string().contains(word), "a quote says {word}: {told}");
        }
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

fn profile(rate: i64) -> Value {
    json!({
        "headline": "Anything", "about": "", "rate": { "amount": rate, "currency": "EUR" }, "place": null,
        "onsite": true, "in_pool": true, "takes_bids": false, "languages": ["en"],
        "skills": [{ "skill": "rust", "level": 4 }, { "skill": "sql", "level": 2 }],
    })
}

/// Something that changes what a pool reads, done by the use cases of one server.
#[derive(Clone, Debug)]
enum Step {
    Profile { who: usize, rate: i64, in_pool: bool, skill: usize, level: u8, place: Option<usize>, franc: bool },
    Hours { who: usize, hours: u8 },
    Except { who: usize, from: i32, days: i32 },
    Book { who: usize, week: i32, hours: u8 },
    Strengthen { a: usize, b: usize, by: u16 },
    Block { a: usize, b: usize },
    Unblock { a: usize, b: usize },
    Prove { who: usize, skill: usize, by: u16 },
    Owe { who: usize, milli: i64 },
    Join { rate: i64 },
    AddPlace { north: i32 },
    Wait { hours: i64 },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let who = 0..8_usize;
    let step = prop_oneof![
        4 => (who.clone(), 3_000..9_000_i64, prop::bool::weighted(0.7), 0..4_usize, 1..=5_u8, prop::option::of(0..4_usize), prop::bool::weighted(0.1))
            .prop_map(|(who, rate, in_pool, skill, level, place, franc)| Step::Profile { who, rate, in_pool, skill, level, place, franc }),
        2 => (who.clone(), 0..10_u8).prop_map(|(who, hours)| Step::Hours { who, hours }),
        1 => (who.clone(), 0..200, 0..60).prop_map(|(who, from, days)| Step::Except { who, from, days }),
        2 => (who.clone(), 0..20, 1..30_u8).prop_map(|(who, week, hours)| Step::Book { who, week, hours }),
        3 => (who.clone(), who.clone(), 1..600_u16).prop_map(|(a, b, by)| Step::Strengthen { a, b, by }),
        2 => (who.clone(), who.clone()).prop_map(|(a, b)| Step::Block { a, b }),
        1 => (who.clone(), who.clone()).prop_map(|(a, b)| Step::Unblock { a, b }),
        2 => (who.clone(), 0..4_usize, 1..500_u16).prop_map(|(who, skill, by)| Step::Prove { who, skill, by }),
        2 => (who, -900_000..900_000_i64).prop_map(|(who, milli)| Step::Owe { who, milli }),
        1 => (3_000..9_000_i64).prop_map(|rate| Step::Join { rate }),
        1 => (-300_000..300_000).prop_map(|north| Step::AddPlace { north }),
        1 => (1..200_i64).prop_map(|hours| Step::Wait { hours }),
    ];
    prop::collection::vec(step, 1..7)
}

/// Eight members who act for themselves, and some towns.
struct Scene<'n> {
    network: &'n Network,
    members: Vec<(MemberId, Person<'n>)>,
    joined: std::cell::Cell<u32>,
}

impl<'n> Scene<'n> {
    fn open(network: &'n Network) -> Self {
        let market = Market::open(network);
        let member = |number: usize| {
            let skills = [(SKILLS[number % 4], 3, 100), (SKILLS[(number + 1) % 4], 4, 0)];
            let made = market.member(Draft::of(&format!("Member {number}"), &skills).at(4_000 + 300 * number as i64));
            made.1.wear("member");
            made
        };
        let members = (0..8).map(member).collect();
        let scene = Self { network, members, joined: std::cell::Cell::new(0) };
        (0..3).for_each(|number| scene.add_place(number * 90_000));
        scene
    }

    fn add_place(&self, north: i32) {
        let name = format!("Town {}", self.places().len());
        let new = NewPlace {
            name,
            country: "AT".to_owned(),
            kind: Settlement::Rural,
            latitude_e6: 47_000_000 + north,
            longitude_e6: 15_000_000,
        };
        self.network.db().write(|tx| places::service::add(tx, &new)).unwrap();
    }

    fn places(&self) -> Vec<places::PlaceId> {
        self.network.db().read(places::service::all).unwrap()
    }

    /// Does a step. What the state of things does not allow is refused, which is as good as nothing.
    fn take(&self, step: &Step) {
        let db = self.network.db();
        let id = |who: usize| self.members[who].0;
        match *step {
            Step::Profile { who, rate, in_pool, skill, level, place, franc } => {
                let places = self.places();
                let mut new = profile(rate);
                new["in_pool"] = json!(in_pool);
                new["skills"][1] = json!({ "skill": "css", "level": 3 });
                new["skills"][0] = json!({ "skill": SKILLS[skill], "level": level });
                if skill == 0 {
                    new["skills"].as_array_mut().unwrap().pop();
                }
                new["place"] = json!(place.map(|place| places[place % places.len()]));
                if franc {
                    new["rate"]["currency"] = json!("CHF");
                }
                let person = &self.members[who].1;
                let read = person.get("/member");
                person.put_if("/member", &read.etag.unwrap(), &new).ok(200);
            }
            Step::Hours { who, hours } => {
                let person = &self.members[who].1;
                let read = person.get("/member/availability");
                let mut week = read.json.clone();
                week.as_object_mut().unwrap().values_mut().for_each(|day| *day = json!(hours));
                person.put_if("/member/availability", &read.etag.unwrap(), &week).ok(200);
            }
            Step::Except { who, from, days } => {
                let first = self.network.now().day().plus_days(from);
                let new = json!({ "from": first, "to": first.plus_days(days), "hours_a_day": 1, "note": "" });
                self.members[who].1.post("/member/availability/exceptions", &new).ok(201);
            }
            Step::Book { who, week, hours } => {
                let booked = db.write(|tx| {
                    let new = NewBooking {
                        member: id(who),
                        engagement: tx.id::<EngagementKind>(),
                        seat: "a".to_owned(),
                        first_monday: self.network.now().day().monday().plus_weeks(week),
                        weeks: 3,
                        hours,
                    };
                    availability::service::book(tx, &new)
                });
                drop(booked);
            }
            Step::Strengthen { a, b, by } => db.write(|tx| ties::service::strengthen(tx, id(a), id(b), by)).unwrap(),
            Step::Block { a, b } => {
                self.members[a].1.post("/member/blocks", &json!({ "email": self.members[b].1.email }));
            }
            Step::Unblock { a, b } => {
                self.members[a].1.delete(&format!("/member/blocks/{}", id(b)));
            }
            Step::Prove { who, skill, by } => {
                let skill = SKILLS[skill].parse().unwrap();
                db.write(|tx| members::service::add_evidence(tx, id(who), &skill, by)).unwrap();
            }
            Step::Owe { who, milli } => self.owe(id(who), milli),
            Step::Join { rate } => {
                self.joined.set(self.joined.get() + 1);
                let email = format!("new{}@example.org", self.joined.get());
                let joined = db.write(|tx| {
                    let person = muster::identity::newcomers::bring_in(tx, &email, "New")?;
                    muster::identity::service::grant(tx, By::Muster, person, Hat::Member)?;
                    let draws = tx.mint().clone();
                    let new = serde_json::from_value(profile(rate)).unwrap();
                    let ids = members::service::join_all(tx, By::Muster, &draws, &[(person, new)])?;
                    availability::service::add_patterns(tx, &[(ids[0], [8; 7].into())])
                });
                joined.unwrap();
            }
            Step::AddPlace { north } => self.add_place(north),
            Step::Wait { hours } => self.network.app.mint.set_now(self.network.now().plus_seconds(hours * 3_600)),
        }
    }

    /// Moves a turn balance, as an offer does for many at once.
    fn owe(&self, member: MemberId, milli: i64) {
        use diesel::prelude::*;
        use muster::{db::Portable, schema::turn_balances};
        let moved = self.network.db().write(|tx| {
            let row = (
                turn_balances::account.eq(member.to_string()),
                turn_balances::milli_offers.eq(milli),
                turn_balances::entitled_milli.eq(0),
                turn_balances::received_milli.eq(0),
            );
            let change = turn_balances::milli_offers.eq(milli);
            let put = diesel::insert_into(turn_balances::table)
                .values(row)
                .on_conflict(turn_balances::account)
                .do_update()
                .set(change);
            Portable(put).execute(&mut **tx)?;
            changes::turns(tx)
        });
        moved.unwrap();
    }

    /// Briefs that look at everything a pool says.
    fn briefs(&self) -> Vec<Value> {
        let from = self.network.now().day().monday().plus_weeks(2);
        let mut asked = brief(&[seat("lead", "rust"), seat("front", "react"), seat("data", "sql")]);
        for seat in asked["seats"].as_array_mut().unwrap() {
            seat["from"] = json!(from);
            seat["weeks"] = json!(4);
        }
        let mut near = asked.clone();
        near["seats"][0]["near"] = json!({ "place": self.places().last().unwrap(), "km": 15 });
        let mut spoken = asked.clone();
        spoken["seats"][1]["languages"] = json!(["en"]);
        spoken["seats"][1]["rate_cap"] = json!(6_000);
        spoken["budget"] = json!(1_500_000);
        let mut francs = asked.clone();
        francs["currency"] = json!("CHF");
        francs["seats"].as_array_mut().unwrap().truncate(1);
        vec![asked, near, spoken, francs]
    }

    fn answers(&self, app: &App) -> Vec<Answer> {
        let briefs = self.briefs().into_iter().map(|brief| serde_json::from_value(brief).unwrap());
        briefs.map(|document| quotes::answer(app, &[], &document).unwrap()).collect()
    }
}

#[test]
fn after_any_changes_on_one_server_the_index_of_another_answers_like_one_made_afresh() {
    on_both(|network| {
        let scene = Scene::open(network);
        let other = network.another();
        let before = scene.answers(&other);
        let (mut compared, mut moved) = (0, 0);
        let seen = std::cell::RefCell::new((&mut compared, &mut moved, before));
        let config = Config { cases: 24, failure_persistence: None, ..Config::default() };
        TestRunner::new(config)
            .run(&steps(), |steps| {
                for step in &steps {
                    scene.take(step);
                    let followed = scene.answers(&other);
                    let afresh = scene.answers(&network.another());
                    prop_assert_eq!(&followed, &afresh, "after {:?}", step);
                    let mut seen = seen.borrow_mut();
                    *seen.0 += 1;
                    *seen.1 += usize::from(seen.2 != followed);
                    seen.2 = followed;
                }
                Ok(())
            })
            .unwrap();
        assert!(compared > 40 && moved > 20, "{moved} of {compared} steps changed an answer");
    });
}

#[test]
fn the_property_would_notice_a_change_that_the_feed_does_not_tell() {
    on_both(|network| {
        use diesel::prelude::*;
        let scene = Scene::open(network);
        let other = network.another();
        scene.answers(&other);
        let changed = network.db().write(|tx| {
            Ok(diesel::update(rows::table.find(scene.members[2].0)).set(rows::rate_minor.eq(1)).execute(&mut **tx)?)
        });
        assert_eq!(changed.unwrap(), 1);
        assert_ne!(scene.answers(&other), scene.answers(&network.another()));
    });
}

#[test]
fn what_is_kept_is_tended_to_although_nobody_asks() {
    on_both(|network| {
        let scene = Scene::open(network);
        let other = network.another();
        scene.answers(&other);
        scene.take(&Step::Hours { who: 1, hours: 2 });
        quotes::tend(&other).unwrap();
        // A server that slept for two days has missed what was forgotten meanwhile.
        scene.take(&Step::Wait { hours: 48 });
        quotes::tend(&network.app).unwrap();
        scene.take(&Step::Hours { who: 2, hours: 3 });
        assert_eq!(scene.answers(&other), scene.answers(&network.another()));
    });
}
