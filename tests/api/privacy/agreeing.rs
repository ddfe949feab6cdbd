//! What somebody agreed to, and when they took it back.

use diesel::prelude::*;
use muster::schema::consents;
use serde_json::{Value, json};

use super::{count_of, leave, profile};
use crate::support::{Network, On, PASSWORD, Person, market::Market, on_both};

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
        let settings = [
            ("MUSTER_CONDITIONS", "2026-11 https://example.org/conditions"),
            ("MUSTER_LEGAL_IMPRINT", "https://example.org/imprint"),
            ("MUSTER_LEGAL_PRIVACY", "https://example.org/privacy"),
        ];
        let network = Network::start_with(on, &settings);
        let nobody = Person::nobody(&network);
        let told = nobody.get("/legal").ok(200);
        assert_eq!(told["conditions"], json!({ "version": "2026-11", "address": "https://example.org/conditions" }));
        assert_eq!(told["imprint"], "https://example.org/imprint");
        assert_eq!(told["privacy"], "https://example.org/privacy");
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
        let nothing = json!({ "imprint": null, "privacy": null, "conditions": null });
        assert_eq!(nobody.get("/legal").ok(200), nothing);
        let body = json!({ "email": "ada@example.org", "password": PASSWORD, "name": "Ada", "language": "en", "accepts": "1" });
        assert_eq!(nobody.post("/people", &body).fields(), ["accepts"]);
        assert_eq!(count_of(network, "consents"), 0);
    });
}
