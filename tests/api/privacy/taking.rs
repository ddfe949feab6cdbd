//! What somebody takes along: all that is theirs, and nothing of anybody else.

use std::collections::BTreeSet;

use diesel::prelude::*;
use muster::{
    privacy::register::{REGISTER, Taking},
    schema::people,
};
use serde_json::{Value, json};

use super::somebody;
use crate::support::{
    Person,
    market::Market,
    on_both,
    scene::{Scene, Taken},
};

/// What is told, table by table.
fn tables(told: &Value) -> Vec<(&str, &Vec<Value>)> {
    let sections = told["sections"].as_object().unwrap().values();
    let tables = sections.flat_map(|section| section.as_object().unwrap());
    tables.map(|(table, rows)| (table.as_str(), rows.as_array().unwrap())).collect()
}

fn rows<'t>(told: &'t Value, table: &str) -> &'t Vec<Value> {
    tables(told).into_iter().find(|(name, _)| *name == table).unwrap().1
}

#[test]
fn somebody_takes_along_everything_that_is_theirs_and_nothing_of_anybody_else() {
    on_both(|network| {
        let market = Market::open(network);
        let (ada, bob) = somebody(network, &market);
        let told = ada.get("/me/data").ok(200);
        assert_eq!(ada.get("/me/data").refused(429), "too-many");
        let names: BTreeSet<&str> = tables(&told).into_iter().map(|(table, _)| table).collect();
        let expected: BTreeSet<&str> =
            REGISTER.iter().filter(|(_, taking, _)| *taking == Taking::Told).map(|(table, ..)| *table).collect();
        assert_eq!(names, expected, "what the register says is told is told, and nothing else");
        assert_eq!(told["left_out"], json!([]));

        assert_eq!(rows(&told, "people")[0]["email"], json!(ada.email));
        assert_eq!(rows(&told, "members")[0]["headline"], "Zymurgy and quarrels");
        assert_eq!(rows(&told, "members")[0]["in_pool"], true);
        assert_eq!(rows(&told, "member_skills")[0]["skill_id"], "rust");
        assert_eq!(rows(&told, "availability_exceptions")[0]["from_day"], "2026-12-01");
        assert_eq!(rows(&told, "calendars")[0]["name"], "Xylophones");
        assert_eq!((rows(&told, "blocks").len(), rows(&told, "crews").len()), (1, 1));
        assert_eq!(rows(&told, "consents")[0]["kind"], "formation");
        assert!(rows(&told, "audit_entries").iter().any(|entry| entry["act"] == "member.joined"));
        assert!(rows(&told, "sessions").iter().all(|session| session["created_at"].is_string()));

        let other = bob.get("/me").ok(200)["person"].as_str().unwrap().to_owned();
        let member = bob.get("/member").ok(200)["id"].as_str().unwrap().to_owned();
        let text = told.to_string();
        for alien in ["Bobadilla", &bob.email, &other, &member] {
            assert!(!text.contains(alien), "{alien} is told to somebody else");
        }
        let hash = people::table.filter(people::email.eq(&ada.email)).select(people::password_hash);
        let hash: String = network.db().read(|conn| Ok(hash.first(conn)?)).unwrap();
        assert!(!text.contains(&hash), "a password is told");

        // The one whom she blocks learns nothing of it.
        let his = bob.get("/me/data").ok(200);
        assert!(rows(&his, "blocks").is_empty());
        assert!(!his.to_string().contains("Quill"));
        Person::nobody(network).get("/me/data").refused(401);
    });
}

#[test]
fn a_member_takes_along_their_own_part_of_the_money_and_nobody_elses() {
    on_both(|network| {
        let scene = Scene::open(network);
        let hill = scene.space("Hill", 1_000);
        let (ada, signed_in) = scene.freelancer("Ada", Some(hill));
        let (bob, _) = scene.freelancer("Bobadilla", Some(hill));
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000), Taken::by(bob, 3_333)]);
        scene.complete(engagement, &signed_in);
        let told = signed_in.get("/me/data").ok(200);
        let [seat] = &rows(&told, "engagement_seats")[..] else { panic!("one seat is hers") };
        assert_eq!(seat["amount_minor"], 200_000);
        assert_eq!(
            rows(&told, "postings").iter().map(|line| line["amount_minor"].as_i64().unwrap()).sum::<i64>(),
            -180_000
        );
        assert_eq!(rows(&told, "split_lines").len(), 1);
        assert!(!told.to_string().contains(&bob.to_string()));
        // The client's person is told of their own acts alone.
        let client = scene.client.get("/me/data").ok(200);
        assert_eq!((rows(&client, "clients").len(), rows(&client, "postings").len()), (1, 0));
        assert!(!client.to_string().contains(&ada.to_string()));
    });
}
