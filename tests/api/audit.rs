//! The audit log as stewards and admins read it.

use diesel::connection::SimpleConnection;
use muster::identity::Hat;
use serde_json::Value;

use crate::support::{
    On,
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
            assert_eq!(fields, ["act", "at", "hat", "id", "person", "subject"], "{entry}");
            let act = entry["act"].as_str().unwrap();
            assert!(!act.starts_with("brief.") && !act.starts_with("bid."), "{entry}");
            assert_eq!(entry["subject"].is_null(), act.starts_with("session."), "{entry}");
        }
        let first = stella.get("/audit?act=hat.&limit=1").ok(200);
        assert_eq!(acts(&first), ["hat.granted"]);
        let rest = stella.get(&format!("/audit?act=hat.&after={}", first["next"].as_str().unwrap())).ok(200);
        assert!(acts(&rest).iter().all(|act| *act == "hat.granted"), "{rest}");
        assert!(acts(&stella.get("/audit?act=brief.").ok(200)).is_empty(), "what clients do is sealed");
        assert_eq!(stella.get("/audit?act=%25").fields(), ["act"]);
        assert_eq!(client.get("/audit").refused(403), "forbidden");
    });
}

#[test]
fn a_look_through_the_log_finds_what_was_changed() {
    on_both(|network| {
        let market = Market::open(network);
        market.client("Carla");
        let stella = market.official("Stella", Hat::Steward);
        let whole = stella.get("/audit/check").ok(200);
        assert_eq!(whole["faults"].as_array().unwrap().len(), 0, "{whole}");
        assert!(whole["intact"].as_u64().unwrap() > 0);
        let change = "UPDATE audit_entries SET subject = 'somebody-else' WHERE act = 'person.signed-up'";
        let lift = match network.on {
            On::Sqlite => "DROP TRIGGER IF EXISTS audit_entries_are_kept_update",
            On::Postgres => "ALTER TABLE audit_entries DISABLE TRIGGER ALL",
        };
        network.db().read(|conn| Ok(conn.batch_execute(lift)?)).unwrap();
        network.db().read(|conn| Ok(conn.batch_execute(change)?)).unwrap();
        let broken = stella.get("/audit/check").ok(200);
        assert!(broken["faults"][0].as_str().unwrap().contains("was changed"), "{broken}");
    });
}
