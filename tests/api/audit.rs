//! The audit log as stewards and admins read it.

use diesel::{connection::SimpleConnection, prelude::*};
use muster::{
    anchors::{self, Anchor},
    audit,
    identity::Hat,
    schema::chain_links,
    signing::Signed,
};
use serde_json::{Value, json};

use crate::support::{
    Network, On, Person,
    checks::{assert_all_is_well, try_and_put_back},
    market::{Market, brief, post, seat},
    on_both,
};

fn acts(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|entry| entry["act"].as_str().unwrap()).collect()
}

#[test]
fn stewards_read_of_privileged_acts_and_of_nothing_that_is_sealed() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        post(&client, &brief(&[seat("dev", "rust")]));
        let stella = market.official("Stella", Hat::Steward);
        let page = stella.get("/audit").ok(200);
        assert!(acts(&page).contains(&"hat.granted"), "{page}");
        assert!(acts(&page).contains(&"session.began"), "a steward signed in: {page}");
        for entry in page["items"].as_array().unwrap() {
            let fields: Vec<&String> = entry.as_object().unwrap().keys().collect();
            assert_eq!(fields, ["act", "after", "at", "before", "hat", "id", "person", "subject"], "{entry}");
            let act = entry["act"].as_str().unwrap();
            assert!(!act.starts_with("brief.") && !act.starts_with("bid."), "{entry}");
            assert_eq!(entry["subject"].is_null(), act.starts_with("session."), "{entry}");
        }
        let first = stella.get("/audit?act=hat.&limit=1").ok(200);
        assert_eq!(acts(&first), ["hat.granted"]);
        let rest = stella.get(&format!("/audit?act=hat.&after={}", first["next"].as_str().unwrap())).ok(200);
        assert!(acts(&rest).iter().all(|act| *act == "hat.granted"), "{rest}");
        assert!(acts(&stella.get("/audit?act=brief.").ok(200)).is_empty(), "what clients do is sealed");
        let quiet = stella.get("/audit?but=session.").ok(200);
        assert!(acts(&quiet).contains(&"hat.granted"), "{quiet}");
        assert!(acts(&quiet).iter().all(|act| !act.starts_with("session.")), "{quiet}");
        assert_eq!(stella.get("/audit?act=%25").fields(), ["act"]);
        assert_eq!(stella.get("/audit?but=%25").fields(), ["but"]);
        assert_eq!(client.get("/audit").refused(403), "forbidden");
    });
}

#[test]
fn a_privileged_act_says_what_stood_before_and_what_stands_after() {
    on_both(|network| {
        let market = Market::open(network);
        let (stella, sol) = (market.official("Stella", Hat::Steward), market.official("Sol", Hat::Steward));
        let admin = market.official("Adam", Hat::Admin);
        let newest = |act: &str| admin.get(&format!("/audit?act={act}&limit=1")).ok(200)["items"][0].clone();
        let (_, olga) = market.person("Olga", Some(Hat::Member));
        market.make_steward(&olga);
        let granted = newest("hat.granted");
        assert_eq!(
            (&granted["before"], &granted["after"]),
            (&json!({ "hats": ["member"] }), &json!({ "hats": ["member", "steward"] }))
        );

        let mut policy = stella.get("/policy").ok(200)["policy"].clone();
        let version = stella.get("/policy").ok(200)["version"].clone();
        policy["weights"]["fit"] = json!(400);
        let proposal = json!({ "policy": policy, "why": "So that evidence counts for more than it did." });
        let proposed = stella.post_once("/policies", "a policy", &proposal).ok(201);
        let path = format!("/policies/{}/adopt", proposed["id"].as_str().unwrap());
        sol.post(&path, &json!({ "from": "2026-11-16" })).ok(200);
        let adopted = newest("policy.adopted");
        let fit = |side: &str| adopted[side]["policy"]["weights"]["fit"].clone();
        assert_eq!((fit("before"), fit("after")), (json!(500), json!(400)), "{adopted:#}");
        assert_eq!(adopted["before"]["version"], version, "{adopted:#}");
        assert_eq!(adopted["after"]["from"], "2026-11-16", "{adopted:#}");

        let wien = json!({
            "name": "Wien", "country": "AT", "kind": "urban", "latitude_e6": 48_208_200, "longitude_e6": 16_373_800,
        });
        admin.post("/places", &wien).ok(201);
        let added = newest("place.added");
        assert_eq!((&added["before"], &added["after"]["name"]), (&Value::Null, &json!("Wien")));
        assert_all_is_well(network);
    });
}

/// What somebody with the keys to the database could do: switch the guards off, and change what they like.
fn behind_its_back(network: &Network, statement: &str) {
    let tables = ["audit_entries", "chain_links"];
    let guards: Vec<String> = match network.on {
        On::Sqlite => tables
            .iter()
            .flat_map(|table| ["update", "delete"].map(|act| format!("DROP TRIGGER IF EXISTS {table}_are_kept_{act}")))
            .collect(),
        On::Postgres => tables.iter().map(|table| format!("ALTER TABLE {table} DISABLE TRIGGER ALL")).collect(),
    };
    let all = format!("{}; {statement}", guards.join("; "));
    network.db().read(|conn| Ok(conn.batch_execute(&all)?)).unwrap();
}

/// Whether some sentence of a list says that.
fn says(faults: &Value, what: &str) -> bool {
    faults.as_array().unwrap().iter().any(|fault| fault.as_str().unwrap().contains(what))
}

#[test]
fn what_was_written_since_the_night_is_looked_at_at_once_and_all_of_it_by_night() {
    on_both(|network| {
        let market = Market::open(network);
        market.client("Carla");
        let stella = market.official("Stella", Hat::Steward);
        let admin = market.official("Adam", Hat::Admin);
        network.work();
        let whole = stella.get("/audit/check").ok(200);
        assert_eq!(
            (&whole["faults"], &whole["night"]["faults"], &whole["more"]),
            (&json!([]), &json!(0), &json!(false))
        );
        assert!(whole["intact"].as_u64().unwrap() > 0, "{whole}");

        behind_its_back(network, "UPDATE audit_entries SET subject = 'nobody' WHERE act = 'client.founded'");
        let broken = stella.get("/audit/check").ok(200);
        assert!(says(&broken["faults"], "was changed"), "{broken}");

        // What a night went through already is the next night's.
        behind_its_back(network, "UPDATE audit_entries SET subject = 'nobody' WHERE act = 'person.signed-up'");
        assert_eq!(stella.get("/audit/check").ok(200)["faults"].as_array().unwrap().len(), 1);
        network.wait_hours(24);
        let night = stella.get("/audit/check").ok(200)["night"].clone();
        assert_eq!((&night["day"], &night["faults"]), (&json!("2026-11-03"), &json!(2)), "{night}");
        assert!(night["fault"].as_str().unwrap().contains("was changed"), "{night}");
        for statement in ["UPDATE audit_checks SET faults = 0, fault = NULL", "DELETE FROM audit_checks"] {
            assert!(!try_and_put_back(network, statement), "{statement}");
        }
        assert!(acts(&stella.get("/audit?act=audit.").ok(200)).contains(&"audit.faulty"));
        let mails = network.mails(&admin.email);
        assert!(mails.iter().any(|mail| mail.subject == "The audit log was changed"), "{mails:?}");
    });
}

#[test]
fn entries_that_change_places_are_found_though_each_is_as_it_was_written() {
    on_both(|network| {
        let market = Market::open(network);
        market.client("Carla");
        let stella = market.official("Stella", Hat::Steward);
        network.work();
        let whole = stella.get("/audit/check").ok(200);
        assert_eq!((&whole["faults"], &whole["night"]["faults"]), (&json!([]), &json!(0)), "{whole}");
        let reached = whole["night"]["position"].as_i64().unwrap();
        let [first, second] = [reached + 1, reached + 2];
        let linked_at = |position: i64| -> (String, String) {
            let link =
                chain_links::table.find(("audit", position)).select((chain_links::entry_id, chain_links::digest));
            network.db().read(|conn| Ok(link.first(conn)?)).unwrap()
        };
        let put = |position: i64, (entry, digest): &(String, String)| {
            let at = format!("chain = 'audit' AND position = {position}");
            format!("UPDATE chain_links SET entry_id = '{entry}', digest = '{digest}' WHERE {at}")
        };
        let (one, other) = (linked_at(first), linked_at(second));
        // No entry may have two places, not even for a moment.
        let aside = put(first, &("elsewhere".to_owned(), String::new()));
        behind_its_back(network, &[aside, put(second, &one), put(first, &other)].join("; "));
        assert_eq!((linked_at(first), linked_at(second)), (other.clone(), one.clone()));

        let broken = |position: i64, entry: &str| format!("The chain is broken at position {position}, entry {entry}.");
        let mut expected = [broken(first, &other.0), broken(second, &one.0)];
        expected.sort();
        assert_eq!(stella.get("/audit/check").ok(200)["faults"], json!(expected));
        assert_eq!(audit::verify(network.db()).unwrap().faults, expected);
        network.wait_hours(24);
        let night = stella.get("/audit/check").ok(200)["night"].clone();
        assert_eq!((&night["faults"], &night["fault"]), (&json!(2), &json!(expected[0])), "{night}");
    });
}

#[test]
fn whoever_cuts_off_the_newest_rows_with_their_links_is_found_by_an_anchor() {
    on_both(|network| {
        let market = Market::open(network);
        let stella = market.official("Stella", Hat::Steward);
        network.wait_hours(24);
        let page = Person::nobody(network).get("/anchors").ok(200);
        assert_eq!(page["items"].as_array().unwrap().len(), 2, "one a night: {page:#}");
        let kept: Signed<Anchor> = serde_json::from_value(page["items"][0].clone()).unwrap();
        assert!(kept.is_genuine());
        let keys = network.app.signer.public();
        let compare =
            |anchor: &Signed<Anchor>| network.db().read(|conn| anchors::compare(conn, anchor, &keys)).unwrap();
        assert_eq!(compare(&kept), [] as [&str; 0]);

        let newest = kept.content.heads[0].position;
        behind_its_back(
            network,
            &format!(
                "DELETE FROM chain_pending WHERE chain = 'audit';
                 DELETE FROM audit_entries WHERE id NOT IN
                    (SELECT entry_id FROM chain_links WHERE chain = 'audit' AND position < {newest});
                 DELETE FROM chain_links WHERE chain = 'audit' AND position >= {newest}"
            ),
        );
        assert_eq!(audit::verify(network.db()).unwrap().faults, [] as [&str; 0], "the shorter chain is whole");
        assert!(compare(&kept)[0].contains("rows were deleted"), "{:?}", compare(&kept));
        let check = stella.get("/audit/check").ok(200);
        assert!(says(&check["faults"], "rows were deleted"), "{check}");

        // However much is written afterwards, another entry stands there now.
        stella.sign_in();
        stella.sign_in();
        network.work();
        assert!(compare(&kept)[0].contains("another entry than it was"), "{:?}", compare(&kept));
        network.wait_hours(24);
        let night = stella.get("/audit/check").ok(200)["night"].clone();
        assert!(night["fault"].as_str().unwrap().contains("The anchor of 2026-11-03 says so"), "{night}");

        let mut forged = kept;
        forged.content.heads.clear();
        assert!(compare(&forged)[0].contains("not signed by a key of this network"));
    });
}
