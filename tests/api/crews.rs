//! Crews: founded, joined, left.

use muster::ties;
use serde_json::json;

use crate::support::{
    Person,
    market::{Draft, Market},
    on_both,
};

fn found(founder: &Person<'_>) -> String {
    let made = founder.post("/member/crews", &json!({ "name": "The Bicycles" })).ok(201);
    made["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_crew_shows_who_joined_and_an_address_tells_nothing() {
    on_both(|network| {
        let market = Market::open(network);
        let (_, ada) = market.member(Draft::of("Ada Novak", &[]));
        let (_, bob) = market.member(Draft::of("Bob Berg", &[]));
        let (_, cyd) = market.member(Draft::of("Cyd", &[]));
        for person in [&ada, &bob, &cyd] {
            person.wear("member");
        }
        let id = found(&ada);
        let path = format!("/member/crews/{id}");
        for email in [bob.email.as_str(), "nobody@example.org"] {
            ada.post(&format!("{path}/invitations"), &json!({ "email": email })).ok(204);
        }
        assert_eq!(ada.get(&path).ok(200)["members"].as_array().unwrap().len(), 1, "who was asked is not shown");
        assert_eq!(bob.get(&path).ok(200)["membership"], "invited");
        assert_eq!(bob.post(&format!("{path}/invitations"), &json!({ "email": cyd.email })).refused(409), "not-joined");
        bob.post(&format!("{path}/join"), &json!({})).ok(204);
        assert_eq!(bob.post(&format!("{path}/join"), &json!({})).refused(409), "crew-membership");
        let seen = ada.get(&path).ok(200);
        assert_eq!(seen["members"][1]["first_name"], "Bob");
        assert!(!seen.to_string().contains("Berg"), "a surname is told: {seen}");
        // Whoever was not asked finds no such crew.
        assert_eq!(cyd.get(&path).refused(404), "not-found");
        assert_eq!(cyd.post(&format!("{path}/join"), &json!({})).refused(404), "not-found");
        bob.post(&format!("{path}/leave"), &json!({})).ok(204);
        assert_eq!(bob.get(&path).refused(404), "not-found");
        assert_eq!(ada.post(&format!("{path}/invitations"), &json!({})).fields(), ["email"]);
    });
}

#[test]
fn a_member_is_asked_by_tie_and_never_by_somebody_whom_they_block() {
    on_both(|network| {
        let market = Market::open(network);
        let (ada_id, ada) = market.member(Draft::of("Ada", &[]));
        let (bob_id, bob) = market.member(Draft::of("Bob", &[]));
        ada.wear("member");
        bob.wear("member");
        let id = found(&ada);
        let path = format!("/member/crews/{id}/invitations");
        assert_eq!(ada.post(&path, &json!({ "member": bob_id })).fields(), ["member"]);
        network.db().write(|tx| ties::service::strengthen(tx, ada_id, bob_id, 100)).unwrap();
        bob.post("/member/blocks", &json!({ "email": ada.email })).ok(201);
        ada.post(&path, &json!({ "member": bob_id })).ok(204);
        assert_eq!(
            bob.get("/member/crews").ok(200)["items"],
            json!([]),
            "a blocked member's invitation arrives nowhere"
        );
        bob.delete(&format!("/member/blocks/{ada_id}")).ok(204);
        ada.post(&path, &json!({ "member": bob_id })).ok(204);
        assert_eq!(bob.get("/member/crews").ok(200)["items"][0]["membership"], "invited");
    });
}
