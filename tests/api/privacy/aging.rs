//! What is deleted once its time has come.

use diesel::prelude::*;
use muster::{
    db::Tx,
    error::Result,
    http::IdempotencyKey,
    identity::{Hat, PersonId},
    jobs::JobKind,
    notices::{Kind, NoticeKind},
    schema::{jobs, known_places, mail_tokens, notices, people, webhook_deliveries},
    webhooks::DeliveryKind,
};
use serde_json::json;

use super::count_of;
use crate::support::{
    PASSWORD, Person,
    market::{Market, brief, seat},
    on_both,
};

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
        network.db().write(|tx| command.once(tx, carla, &1, |_| Ok(carla))).unwrap();
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
