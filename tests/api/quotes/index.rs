//! The index that quotes are answered from: whatever changes on one server, another one answers as if it had read all anew.

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
    policies::Policy,
    schema::members as rows,
    ties,
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};

use super::profile;
use crate::support::{
    Network, Person,
    market::{Draft, Market, SKILLS, brief, seat},
    on_both,
};

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
        briefs.map(|document| quotes::answer(app, &[], &document, None).unwrap()).collect()
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

fn steward<'n>(network: &'n Network, name: &str) -> Person<'n> {
    let person = network.person(name);
    let granted = network.db().write(|tx| {
        let id = muster::identity::service::person_by_email(tx, &person.email)?;
        muster::identity::service::grant(tx, By::Muster, id, Hat::Steward)
    });
    granted.unwrap();
    person.wear("steward");
    person
}

#[test]
fn a_policy_counts_for_an_index_that_is_kept_from_the_moment_at_which_it_comes_into_force() {
    on_both(|network| {
        let scene = Scene::open(network);
        let other = network.another();
        scene.answers(&other);
        let mut policy = serde_json::to_value(Policy::default()).unwrap();
        policy["weights"]["turn"] = json!(300);
        let new = json!({ "policy": policy, "why": "Villages are short of offers, and this helps them." });
        let id = steward(network, "Stella").post("/policies", &new).ok(201)["id"].as_str().unwrap().to_owned();
        let adoption = json!({ "from": "2026-11-11" });
        steward(network, "Sven").post(&format!("/policies/{id}/adopt"), &adoption).ok(200);
        // From an hour before the midnight of a Tuesday to it: the week is the same, nothing else changes, and what is kept
        // is not so old that it is read anew for its age.
        scene.take(&Step::Wait { hours: 8 * 24 + 14 });
        let before = scene.answers(&other);
        scene.take(&Step::Wait { hours: 1 });
        let after = scene.answers(&other);
        assert_ne!(before, after);
        assert_eq!(after, scene.answers(&network.another()));
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
