//! What somebody takes along, how they leave and what is left then, what grows old, and what they agreed to.

mod aging;
mod agreeing;
mod leaving;
mod taking;

use std::collections::BTreeSet;

use diesel::{prelude::*, sql_query, sql_types::Text};
use muster::privacy::register::REGISTER;
use serde_json::{Value, json};

use crate::support::{
    Answer, Network, On, PASSWORD, Person,
    bidding::RUST,
    market::{Draft, Market},
    on_both,
};

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    name: String,
}

fn names(network: &Network, query: &str) -> BTreeSet<String> {
    let rows: Vec<Named> = network.db().read(|conn| Ok(sql_query(query).load(conn)?)).unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

/// Every column that says something of a person, as `table.column`: by what it refers to, or by what it is called.
fn columns_of_people(network: &Network) -> BTreeSet<String> {
    let called = "IN ('person_id', 'member_id', 'member', 'account', 'session_id')";
    names(
        network,
        &match network.on {
            On::Sqlite => format!(
                "SELECT m.name || '.' || c.name AS name FROM sqlite_master m JOIN pragma_table_info(m.name) c
                 WHERE m.type = 'table' AND (c.name {called} OR c.name LIKE '%\\_by' ESCAPE '\\')
                 UNION SELECT m.name || '.' || f.\"from\" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
                 WHERE m.type = 'table' AND f.\"table\" IN ('people', 'members')"
            ),
            On::Postgres => format!(
                "SELECT (table_name || '.' || column_name)::text AS name FROM information_schema.columns
                 WHERE table_schema = 'public' AND (column_name {called} OR column_name LIKE '%\\_by')
                 UNION SELECT c.conrelid::regclass::text || '.' || a.attname::text FROM pg_constraint c
                 JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
                 WHERE c.contype = 'f' AND c.confrelid IN ('people'::regclass, 'members'::regclass)"
            ),
        },
    )
}

#[test]
fn every_table_that_says_something_of_a_person_is_in_the_register() {
    on_both(|network| {
        let found = columns_of_people(network);
        let found: BTreeSet<&str> = found.iter().map(|place| place.split_once('.').unwrap().0).collect();
        let registered: BTreeSet<&str> = REGISTER.iter().map(|(table, ..)| *table).collect();
        assert_eq!(registered.len(), REGISTER.len(), "a table stands there twice");
        let missing: Vec<_> = found.difference(&registered).collect();
        assert!(missing.is_empty(), "say in src/privacy/register.rs what becomes of {missing:?}");
        // These say who somebody is without referring to anybody.
        let besides: Vec<_> = registered.difference(&found).copied().collect();
        assert_eq!(besides, ["clients", "counters", "people"]);
    });
}

fn profile(in_pool: bool) -> Value {
    json!({
        "headline": "Zymurgy and quarrels", "about": "Quincunx", "rate": { "amount": 8_000, "currency": "EUR" },
        "place": null, "onsite": false, "in_pool": in_pool, "takes_bids": false, "languages": ["de"],
        "skills": [{ "skill": "rust", "level": 4 }],
    })
}

/// Somebody with a name like nobody else's, who has left something in many tables, and Bob, whom they know.
fn somebody<'n>(network: &'n Network, market: &Market<'n>) -> (Person<'n>, Person<'n>) {
    let (_, bob) = market.member(Draft::of("Bobadilla", RUST));
    bob.wear("member");
    let ada = network.person("Adalbertina Quill");
    ada.post("/members", &profile(true)).ok(201);
    ada.wear("member");
    let away = json!({ "from": "2026-12-01", "to": "2026-12-04", "hours_a_day": 0, "note": "Kvetching" });
    ada.post("/member/availability/exceptions", &away).ok(201);
    let event = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261101T000000Z\r\n\
                 DTSTART:20261201T090000Z\r\nDTEND:20261201T110000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    ada.upload_calendar("Xylophones", event).ok(201);
    ada.post("/member/calendar-links", &json!({ "tentative": false })).ok(201);
    ada.post("/member/blocks", &json!({ "email": bob.email })).ok(201);
    ada.post("/member/crews", &json!({ "name": "The Bicycles" })).ok(201);
    let read = ada.get("/notice-settings");
    ada.put_if("/notice-settings", &read.etag.clone().unwrap(), &read.ok(200)).ok(200);
    ada.put("/member/reviews/sharing", &json!({ "shown": true })).ok(204);
    network.work();
    (ada, bob)
}

fn leave(person: &Person<'_>) -> Answer {
    person.post("/me/closure", &json!({ "password": PASSWORD }))
}

fn count_of(network: &Network, table: &str) -> usize {
    let query = format!("SELECT CAST(COUNT(*) AS TEXT) AS name FROM {table}");
    names(network, &query).first().unwrap().parse().unwrap()
}
