//! What somebody takes along, how they leave and what is left then, what grows old, and what they agreed to.

use std::collections::BTreeSet;

use diesel::{prelude::*, sql_query, sql_types::Text};
use muster::{
    db::Tx,
    error::Result,
    http::IdempotencyKey,
    identity::{Hat, PersonId},
    jobs::JobKind,
    letters::Letter,
    notices::{Kind, Notice, NoticeKind, service::tell},
    privacy::register::{Leaving, REGISTER, Taking},
    schema::{consents, jobs, known_places, mail_tokens, notices, people, webhook_deliveries},
    webhooks::DeliveryKind,
};
use serde_json::{Value, json};

use crate::support::{
    Answer, Network, On, PASSWORD, Person,
    bidding::{RUST, bidder, offer, post_open},
    checks::assert_all_is_well,
    market::{Draft, Market, brief, pending, post, seat},
    on_both,
    scene::{Scene, Taken},
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

/// What is told, table by table.
fn tables(told: &Value) -> Vec<(&str, &Vec<Value>)> {
    let sections = told["sections"].as_object().unwrap().values();
    let tables = sections.flat_map(|section| section.as_object().unwrap());
    tables.map(|(table, rows)| (table.as_str(), rows.as_array().unwrap())).collect()
}

fn rows<'t>(told: &'t Value, table: &str) -> &'t Vec<Value> {
    tables(told).into_iter().find(|(name, _)| *name == table).unwrap().1
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

fn obstacles(person: &Person<'_>) -> Value {
    person.get("/me/closure").ok(200)["obstacles"].clone()
}

fn leave(person: &Person<'_>) -> Answer {
    person.post("/me/closure", &json!({ "password": PASSWORD }))
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

fn count_of(network: &Network, table: &str) -> usize {
    let query = format!("SELECT CAST(COUNT(*) AS TEXT) AS name FROM {table}");
    names(network, &query).first().unwrap().parse().unwrap()
}

#[test]
fn what_is_old_is_deleted_when_its_time_has_come_and_not_before() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        client.post_once("/briefs", "once", &brief(&[seat("lead", "rust")])).ok(201);
        let body = json!({ "email": "eve@example.org", "password": PASSWORD, "name": "Eve", "language": "en" });
        Person::nobody(network).post("/people", &body).ok(202);
        let carla = network.db().read(|conn| {
            let carla = people::table.filter(people::email.eq(&client.email)).select(people::id);
            Ok(carla.first::<PersonId>(conn)?)
        });
        let carla = carla.unwrap();
        let command = IdempotencyKey::of_command("import");
        network.db().write(|tx| command.once(tx, carla, &1, |_| Ok(1))).unwrap();
        network.work();
        let eve = || {
            let eve = people::table.filter(people::email.eq("eve@example.org")).count();
            network.db().read(|conn| Ok(eve.get_result::<i64>(conn)?)).unwrap()
        };
        let wait_days = |days: i64| network.wait_hours(days * 24);

        wait_days(6);
        assert_eq!((count_of(network, "idempotency_keys"), eve()), (2, 1));
        wait_days(2);
        assert_eq!(count_of(network, "idempotency_keys"), 1, "the answer to a command stays");
        wait_days(5);
        assert_eq!(eve(), 1);
        wait_days(2);
        assert_eq!(eve(), 0, "nobody confirmed that address for a fortnight");
        assert_eq!(network.db().read(|conn| Ok(mail_tokens::table.count().get_result::<i64>(conn)?)).unwrap(), 0);

        // More notices than a portion has, and one that is newer.
        let told = |many: usize| network.db().write(|tx| (0..many).try_for_each(|_| insert_notice(tx, carla))).unwrap();
        told(1_200);
        assert!(count_of(network, "sessions") > 0 && count_of(network, "refresh_tokens") > 0);
        wait_days(364);
        assert_eq!((count_of(network, "sessions"), count_of(network, "refresh_tokens")), (0, 0));
        let old = "notices WHERE event = 'x'";
        assert_eq!(count_of(network, old), 1_200);
        told(1);
        wait_days(2);
        assert_eq!(count_of(network, old), 1);
    });
}

fn insert_notice(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    let row = (
        notices::id.eq(tx.id::<NoticeKind>()),
        notices::person_id.eq(person),
        notices::hat.eq(Hat::Client),
        notices::kind.eq(Kind::Brief),
        notices::event.eq("x"),
        notices::about.eq("x"),
        notices::letter.eq("{}"),
        notices::link.eq("/"),
        notices::shown.eq(true),
        notices::for_digest.eq(false),
        notices::created_at.eq(tx.now()),
    );
    diesel::insert_into(notices::table).values(row).execute(&mut **tx)?;
    Ok(())
}

#[test]
fn messages_to_webhooks_places_invites_and_dead_jobs_are_kept_for_months_and_no_longer() {
    on_both(|network| {
        let carla = Market::open(network).client("Carla");
        carla.post("/client/invites", &json!({ "email": "nora@example.org", "role": "requester" })).ok(201);
        network.work();
        let webhook = carla.post("/webhooks", &json!({ "url": "https://hooks.example/muster" })).ok(201);
        let webhook = webhook["webhook"].as_str().unwrap();
        network.db().write(|tx| insert_what_is_over(tx, webhook)).unwrap();
        let wait_days = |days: i64| network.wait_hours(days * 24);
        let left = || {
            let over = [
                "webhook_deliveries",
                "known_places WHERE place_hash = 'there'",
                "client_invites",
                "jobs WHERE state = 'dead'",
            ];
            over.map(|what| count_of(network, what))
        };

        wait_days(89);
        assert_eq!(left(), [1, 1, 1, 1]);
        wait_days(2);
        assert_eq!(left(), [0, 0, 1, 1], "messages and places, after 90 days");
        // The link of the invite was good for a week.
        wait_days(5);
        assert_eq!(left(), [0, 0, 1, 1]);
        wait_days(2);
        assert_eq!(left(), [0, 0, 0, 1], "invites, 90 days after they expired");
        wait_days(81);
        assert_eq!(left(), [0, 0, 0, 1]);
        wait_days(2);
        assert_eq!(left(), [0, 0, 0, 0], "dead jobs, after 180 days");
    });
}

/// A message that was delivered, a place from which somebody signed in, and a mail that was given up: all of now.
fn insert_what_is_over(tx: &mut Tx<'_>, webhook: &str) -> Result<()> {
    let now = tx.now();
    let message = (
        webhook_deliveries::id.eq(tx.id::<DeliveryKind>()),
        webhook_deliveries::webhook_id.eq(webhook),
        webhook_deliveries::event.eq("brief.awarded"),
        webhook_deliveries::payload.eq("{}"),
        webhook_deliveries::state.eq("delivered"),
        webhook_deliveries::attempts.eq(1),
        webhook_deliveries::created_at.eq(now),
    );
    diesel::insert_into(webhook_deliveries::table).values(message).execute(&mut **tx)?;
    let place = (
        known_places::place_hash.eq("there"),
        known_places::address_hash.eq("somebody"),
        known_places::last_at.eq(now),
    );
    diesel::insert_into(known_places::table).values(place).execute(&mut **tx)?;
    let mail = (
        jobs::id.eq(tx.id::<JobKind>()),
        jobs::kind.eq("mail"),
        jobs::lane.eq("mail"),
        jobs::payload.eq("{}"),
        jobs::state.eq("dead"),
        jobs::due_at.eq(now),
        jobs::lease_until.eq(now),
        jobs::attempts.eq(30),
        jobs::created_at.eq(now),
        jobs::finished_at.eq(now),
    );
    diesel::insert_into(jobs::table).values(mail).execute(&mut **tx)?;
    Ok(())
}

#[test]
fn to_be_in_the_pool_is_agreed_to_under_a_version_of_the_policy_and_withdrawn_by_leaving_it() {
    on_both(|network| {
        Market::open(network);
        let ada = network.person("Ada");
        ada.post("/members", &profile(true)).ok(201);
        ada.wear("member");
        let consents = || ada.get("/me/consents").ok(200);
        assert_eq!(consents().as_array().unwrap().len(), 1);
        assert_eq!((&consents()[0]["kind"], &consents()[0]["version"]), (&json!("formation"), &json!("1")));
        assert_eq!(consents()[0]["withdrawn_at"], Value::Null);
        let change = |in_pool: bool| {
            let etag = ada.get("/member").etag.unwrap();
            ada.put_if("/member", &etag, &profile(in_pool)).ok(200);
        };
        change(true);
        assert_eq!(consents().as_array().unwrap().len(), 1, "nothing new was agreed to");
        network.wait_hours(1);
        change(false);
        assert!(consents()[0]["withdrawn_at"].is_string());
        network.wait_hours(1);
        change(true);
        assert_eq!(consents()[1]["withdrawn_at"], Value::Null);
        ada.put("/member/reviews/sharing", &json!({ "shown": true })).ok(204);
        let kinds: Vec<Value> = consents().as_array().unwrap().iter().map(|line| line["kind"].clone()).collect();
        assert_eq!(kinds, ["formation", "formation", "counts"]);
        assert_eq!(ada.post("/me/consents", &json!({ "version": "1" })).fields(), ["version"]);
        Person::nobody(network).get("/me/consents").refused(401);
    });
}

#[test]
fn whoever_signs_up_accepts_the_conditions_as_they_are_then() {
    for on in [On::Sqlite, On::Postgres] {
        let settings = [("MUSTER_CONDITIONS", "2026-11 https://example.org/conditions")];
        let network = Network::start_with(on, &settings);
        let nobody = Person::nobody(&network);
        let told = nobody.get("/conditions").ok(200);
        assert_eq!(told["conditions"], json!({ "version": "2026-11", "address": "https://example.org/conditions" }));
        let sign_up = |accepts: Value| {
            let mut body = json!({ "email": "ada@example.org", "password": PASSWORD, "name": "Ada", "language": "en" });
            body["accepts"] = accepts;
            nobody.post("/people", &body)
        };
        assert_eq!(sign_up(Value::Null).fields(), ["accepts"]);
        assert_eq!(sign_up(json!("2025-01")).fields(), ["accepts"]);
        sign_up(json!("2026-11")).ok(202);
        sign_up(json!("2026-11")).ok(202);
        let noted: Vec<(String, String)> = network
            .db()
            .read(|conn| Ok(consents::table.select((consents::kind, consents::version)).load(conn)?))
            .unwrap();
        assert_eq!(noted, [("conditions".to_owned(), "2026-11".to_owned())]);
        let token = network.mails("ada@example.org").pop().unwrap().token();
        nobody.post("/people/verifications", &json!({ "token": token, "password": PASSWORD })).ok(201);
        let ada = Person::known(&network, "ada@example.org");
        ada.wear_nothing();
        assert_eq!(ada.get("/me/consents").ok(200)[0]["kind"], "conditions");
        assert_eq!(ada.post("/me/consents", &json!({ "version": "2027-01" })).fields(), ["version"]);
        ada.post("/me/consents", &json!({ "version": "2026-11" })).ok(204);
        assert_eq!(ada.get("/me/consents").ok(200).as_array().unwrap().len(), 1);
        leave(&ada).ok(204);
        let open = consents::table.filter(consents::withdrawn_at.is_null()).count();
        assert_eq!(network.db().read(|conn| Ok(open.get_result::<i64>(conn)?)).unwrap(), 0);
    }
    on_both(|network| {
        let nobody = Person::nobody(network);
        assert_eq!(nobody.get("/conditions").ok(200)["conditions"], Value::Null);
        let body = json!({ "email": "ada@example.org", "password": PASSWORD, "name": "Ada", "language": "en", "accepts": "1" });
        assert_eq!(nobody.post("/people", &body).fields(), ["accepts"]);
        assert_eq!(count_of(network, "consents"), 0);
    });
}
