//! How somebody leaves, and what is left then.

use std::collections::BTreeSet;

use diesel::prelude::*;
use muster::{
    identity::{Hat, PersonId},
    letters::Letter,
    notices::{Kind, Notice, service::tell},
    privacy::register::{Leaving, REGISTER},
    schema::{jobs, notices, people},
};
use serde_json::{Value, json};

use super::{columns_of_people, leave, names, somebody};
use crate::support::{
    Network, On, PASSWORD, Person,
    bidding::{RUST, bidder, offer, post_open},
    checks::assert_all_is_well,
    market::{Draft, Market, brief, pending, post, seat},
    on_both,
    scene::{Scene, Taken},
};

/// Every column that holds text, as `table.column`.
fn texts(network: &Network) -> BTreeSet<String> {
    names(
        network,
        match network.on {
            On::Sqlite => {
                "SELECT m.name || '.' || c.name AS name FROM sqlite_master m JOIN pragma_table_info(m.name) c
                 WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND UPPER(c.type) = 'TEXT'"
            }
            On::Postgres => {
                "SELECT (table_name || '.' || column_name)::text AS name FROM information_schema.columns
                 WHERE table_schema = 'public' AND data_type = 'text'"
            }
        },
    )
}

/// The columns among `among` in which `needle` stands somewhere.
fn holding<'c>(network: &Network, among: &'c BTreeSet<String>, needle: &str) -> Vec<&'c str> {
    let holds = |place: &&str| {
        let (table, column) = place.split_once('.').unwrap();
        let query = format!("SELECT {column} AS name FROM {table} WHERE {column} LIKE '%{needle}%'");
        !names(network, &query).is_empty()
    };
    among.iter().map(String::as_str).filter(holds).collect()
}

fn obstacles(person: &Person<'_>) -> Value {
    person.get("/me/closure").ok(200)["obstacles"].clone()
}

#[track_caller]
fn assert_held(person: &Person<'_>, by: &[&str]) {
    assert_eq!(obstacles(person), json!(by));
    assert_eq!(leave(person).refused(409), "counted-on");
    person.get("/me").ok(200);
}

#[test]
fn nobody_leaves_while_something_counts_on_them() {
    on_both(|network| {
        let scene = Scene::open(network);
        let hill = scene.space("Hill", 1_000);
        let (ada, member) = scene.freelancer("Ada", Some(hill));
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        assert_held(&member, &["engagement"]);
        assert_held(&scene.client, &["engagement"]);
        scene.complete(engagement, &member);
        assert_held(&member, &["money"]);
        assert_eq!(obstacles(&scene.client), json!([]));
        let olga = scene.operator("Olga", hill);
        assert_held(&olga, &["space"]);
        let one = scene.market.official("Adam", Hat::Admin);
        assert_eq!(obstacles(&one), json!([]), "there is another admin");
    });
    on_both(|network| {
        let market = Market::open(network);
        let adam = market.official("Adam", Hat::Admin);
        assert_held(&adam, &["network"]);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        post(&client, &brief(&[seat("lead", "rust")]));
        ada.wear("member");
        assert_held(&ada, &["bid", "invitation"]);
        assert_held(&client, &["brief"]);
        let invitation = pending(&ada).unwrap();
        ada.post(&format!("/member/invitations/{invitation}/decline"), &json!({})).ok(204);
        network.work();
        assert_eq!(obstacles(&ada), json!([]));

        let (_, bob) = bidder(&market, Draft::of("Bob", RUST));
        let open = post_open(&client, &brief(&[seat("lead", "rust")]));
        offer(&bob, &open, "lead", 5_000).ok(200);
        assert_held(&bob, &["bid"]);
    });
}

#[test]
fn whoever_leaves_is_forgotten_and_what_others_rest_on_stays_whole() {
    on_both(|network| {
        let market = Market::open(network);
        let (ada, _) = somebody(network, &market);
        let id = ada.get("/me").ok(200)["person"].as_str().unwrap().to_owned();
        let member = ada.get("/member").ok(200);
        let session = ada.sign_in();
        assert_eq!(ada.post("/me/closure", &json!({ "password": "not the password at all" })).fields(), ["password"]);
        assert_eq!(obstacles(&ada), json!([]));
        leave(&ada).ok(204);
        assert_eq!(network.mails(&ada.email).pop().unwrap().subject, "Your account is closed");

        let nobody = Person::nobody(network);
        nobody.post("/sessions/refreshes", &json!({ "token": session["refresh_token"] })).refused(401);
        nobody.post("/sessions", &json!({ "email": ada.email, "password": PASSWORD })).refused(401);
        nobody.post("/password-resets", &json!({ "email": ada.email })).ok(202);
        assert_eq!(network.mails(&ada.email).pop().unwrap().subject, "Your account is closed");

        ada.get("/member").refused(401);
        network.wait_hours(1);

        let everywhere = texts(network);
        for needle in [ada.email.as_str(), "Adalbertina", "Zymurgy", "Quincunx", "Kvetching", "Xylophones"] {
            assert_eq!(holding(network, &everywhere, needle), [] as [&str; 0], "{needle} is left");
        }
        let deleted = REGISTER.iter().filter(|(.., leaving)| *leaving == Leaving::Deleted).map(|(table, ..)| *table);
        let deleted: BTreeSet<&str> = deleted.collect();
        let ids = columns_of_people(network);
        let gone: BTreeSet<String> =
            ids.into_iter().filter(|place| deleted.contains(place.split_once('.').unwrap().0)).collect();
        assert!(gone.len() > 20, "{gone:?}");
        for needle in [id.as_str(), member["id"].as_str().unwrap()] {
            assert_eq!(holding(network, &gone, needle), [] as [&str; 0]);
        }
        let name = people::table.filter(people::id.eq(&id)).select(people::name);
        let name: String = network.db().read(|conn| Ok(name.first(conn)?)).unwrap();
        assert!(name.starts_with("Left-"), "{name}");
        assert_all_is_well(network);

        // The address is free, for somebody else.
        let again = network.person("Adalbertina Quill");
        assert_ne!(again.get("/me").ok(200)["person"], json!(id));
        assert_eq!(again.get("/me").ok(200)["hats"], json!([]));
        Person::nobody(network).post("/me/closure", &json!({ "password": PASSWORD })).refused(401);
    });
}

#[test]
fn guessing_the_password_of_an_open_session_has_to_wait_as_at_the_door() {
    on_both(|network| {
        let ada = network.person("Ada");
        let guess = || ada.post("/me/closure", &json!({ "password": "not the password at all" })).status;
        assert_eq!([guess(), guess(), guess(), guess(), guess(), guess()], [422, 422, 422, 422, 422, 429]);
    });
}

#[test]
fn whoever_has_left_is_told_nothing_and_their_teams_still_read_what_they_did() {
    on_both(|network| {
        let market = Market::open(network);
        let (ada, bob) = somebody(network, &market);
        let blocked = bob.get("/member").ok(200)["id"].as_str().unwrap().to_owned();
        ada.delete(&format!("/member/blocks/{blocked}")).ok(204);
        let crew = ada.get("/member/crews").ok(200)["items"][0]["id"].as_str().unwrap().to_owned();
        ada.post(&format!("/member/crews/{crew}/invitations"), &json!({ "email": bob.email })).ok(204);
        bob.post(&format!("/member/crews/{crew}/join"), &json!({})).ok(204);
        leave(&ada).ok(204);
        let read = bob.get(&format!("/member/crews/{crew}")).ok(200);
        assert!(!read.to_string().contains("Adalbertina"), "{read}");
        let left = people::table.filter(people::closed_at.is_not_null()).select(people::id);
        let left: PersonId = network.db().read(|conn| Ok(left.first(conn)?)).unwrap();
        let notice = Notice::new(Kind::Crew, "x", "x", Letter::as_written("Come back", "please."));
        network.db().write(|tx| tell(tx, left, Hat::Member, &notice)).unwrap();
        let told = notices::table.filter(notices::person_id.eq(left)).count();
        assert_eq!(network.db().read(|conn| Ok(told.get_result::<i64>(conn)?)).unwrap(), 0);
        let waiting = jobs::table.filter(jobs::kind.eq("mail")).filter(jobs::payload.like("%Come back%")).count();
        assert_eq!(network.db().read(|conn| Ok(waiting.get_result::<i64>(conn)?)).unwrap(), 0);
    });
}
