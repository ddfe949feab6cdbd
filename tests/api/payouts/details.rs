//! Where somebody wants to be paid.

use diesel::{connection::SimpleConnection, prelude::*};
use muster::schema::{audit_entries, bank_details};
use serde_json::{Value, json};

use super::{IBANS, Stage, items, set, text};
use crate::support::{Network, PASSWORD, Person, on_both};

fn audited(network: &Network) -> String {
    let set = audit_entries::table.filter(audit_entries::act.eq("bank-details.set"));
    let told = set.select((audit_entries::before, audit_entries::after));
    let found: Vec<(Option<String>, Option<String>)> = network.db().read(|conn| Ok(told.load(conn)?)).unwrap();
    found.into_iter().flat_map(|(before, after)| [before, after]).flatten().collect()
}

#[test]
fn a_member_says_where_they_want_to_be_paid_and_is_told_of_every_change() {
    on_both(|network| {
        let stage = Stage::open(network, &["Ada", "Bob"]);
        let (ada, bob) = (&stage.people[0].1, &stage.people[1].1);
        let told = || network.mails(&ada.email).into_iter().filter(|mail| mail.subject == "Your bank details were set");
        assert_eq!(items(&ada.get("/member/bank-details").ok(200)).len(), 0);
        let first = set(ada, "de89 3704 0044 0532 0130 00").ok(200);
        assert_eq!((&first["iban"], &first["unusable"]), (&json!("DE89 3704 0044 0532 0130 00"), &Value::Null));
        assert_eq!(set(ada, IBANS[0]).ok(200)["id"], first["id"], "the same again is no change");
        assert_eq!(told().count(), 1);
        let body = json!({ "holder": " Ada Nováková ", "iban": IBANS[1], "bic": "gibaatww" });
        let second = ada.put("/member/bank-details", &body).ok(200);
        assert_eq!((&second["holder"], &second["bic"]), (&json!("Ada Nováková"), &json!("GIBAATWW")));
        let page = ada.get("/member/bank-details").ok(200);
        let kept: Vec<&Value> = items(&page).iter().map(|one| &one["id"]).collect();
        assert_eq!(kept, [&second["id"], &first["id"]], "the newest first, and nothing is lost");
        assert_eq!(items(&ada.get("/member/bank-details?limit=1").ok(200)).len(), 1);
        let mails: Vec<_> = told().collect();
        assert_eq!(mails.len(), 2);
        assert!(mails[1].text.contains("ending in 3201") && mails[1].text.contains("If this was not you"));
        // Nobody can switch this mail off.
        let settings = json!({ "rhythm": { "time_zone": "UTC", "quiet": null, "digest_every": "day", "digest_at": 480 },
            "choices": [{ "kind": "payout", "app": false, "mail": "off" }] });
        let tag = ada.get("/notice-settings").etag.unwrap();
        ada.put_if("/notice-settings", &tag, &settings).ok(200);
        set(ada, IBANS[2]).ok(200);
        assert_eq!(told().count(), 3);
        assert_eq!(items(&bob.get("/member/bank-details").ok(200)).len(), 0);
        // The whole number is told to nobody but its owner.
        for secret in ["0532013000", "02345732", "0417164300"] {
            assert!(!audited(network).contains(secret) && mails.iter().all(|mail| !mail.text.contains(secret)));
        }
        assert!(audited(network).contains("3000"));
    });
}

#[test]
fn those_who_run_a_space_say_where_it_is_paid_and_nobody_else_sees_it() {
    on_both(|network| {
        let stage = Stage::open(network, &["Ada"]);
        let dale = stage.scene.space("Dale", 500);
        let otto = stage.scene.operator("Otto", dale);
        let path = format!("/spaces/{}/bank-details", stage.hill);
        let body = json!({ "holder": "Coworking Hill e. V.", "iban": IBANS[0] });
        stage.olga.put(&path, &body).ok(200);
        assert_eq!(items(&stage.olga.get(&path).ok(200)).len(), 1);
        let told = network.mails(&stage.olga.email);
        assert_eq!(told.iter().filter(|mail| mail.subject == "Your space’s bank details were set").count(), 1);
        otto.put(&path, &body).refused(404);
        otto.get(&path).refused(404);
        for person in [&stage.admin, &stage.people[0].1] {
            person.get(&path).refused(403);
            person.put(&path, &body).refused(403);
        }
        stage.admin.get("/member/bank-details").refused(403);
    });
}

#[test]
fn what_no_bank_would_take_is_refused_with_what_would_be_right_and_never_repeated_whole() {
    on_both(|network| {
        let stage = Stage::open(network, &["Ada"]);
        let ada = &stage.people[0].1;
        let put = |holder: &str, iban: &str, bic: Value| {
            ada.put("/member/bank-details", &json!({ "holder": holder, "iban": iban, "bic": bic }))
        };
        let wrong = put("Ada", "AT61 1904 3002 3457 3202", Value::Null);
        assert_eq!(wrong.fields(), ["iban"]);
        assert!(wrong.text.contains("its check digits do not fit") && !wrong.text.contains("3457"), "{}", wrong.text);
        assert!(put("Ada", "DE89", Value::Null).text.contains("those of DE have 22"));
        assert_eq!(put("", "", json!("x")).fields(), ["holder", "holder", "iban", "bic"]);
        assert_eq!(put(&"Ada".repeat(30), IBANS[0], Value::Null).fields(), ["holder"]);
        assert_eq!(put("Ada\0", IBANS[0], Value::Null).fields(), ["holder"]);
        ada.put("/member/bank-details", &json!({ "iban": IBANS[0] })).fields();
        assert_eq!(items(&ada.get("/member/bank-details").ok(200)).len(), 0);
    });
}

/// How many details are kept.
fn kept(network: &Network) -> i64 {
    network.db().read(|conn| Ok(bank_details::table.count().get_result(conn)?)).unwrap()
}

#[test]
fn details_to_which_nothing_was_paid_are_deleted_a_while_after_others_took_their_place() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada", "Bob"]);
        let (ada, bob) = (&stage.people[0].1, &stage.people[1].1);
        set(bob, IBANS[4]).ok(200);
        stage.batch();
        // Something was paid to the first of Ada's and to the second of Bob's. Ada's second will never count.
        set(ada, IBANS[2]).ok(200);
        set(ada, IBANS[3]).ok(200);
        assert_eq!(kept(network), 5);
        network.wait_hours(89 * 24);
        assert_eq!(kept(network), 5);
        network.wait_hours(2 * 24);
        assert_eq!(kept(network), 3);
        let ibans = |person: &Person<'_>| {
            let page = person.get("/member/bank-details").ok(200);
            items(&page).iter().map(|one| text(&one["iban"]).replace(' ', "")).collect::<Vec<String>>()
        };
        assert_eq!(ibans(ada), [IBANS[3], IBANS[0]]);
        assert_eq!(ibans(bob), [IBANS[4]]);
    });
}

#[test]
fn details_to_which_nothing_was_paid_go_with_whoever_leaves() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada"]);
        let (_, zoe) = stage.scene.freelancer("Zoe", None);
        set(&zoe, IBANS[1]).ok(200);
        set(&zoe, IBANS[2]).ok(200);
        assert_eq!(kept(network), 3);
        zoe.post("/me/closure", &json!({ "password": PASSWORD })).ok(204);
        assert_eq!(kept(network), 1);
    });
}

#[test]
fn what_was_set_is_never_rewritten() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada"]);
        stage.batch();
        for statement in [
            "UPDATE bank_details SET iban = 'x'",
            "DELETE FROM bank_details",
            "UPDATE payout_batches SET total_minor = 1",
            "UPDATE payouts SET amount_minor = 1",
            "DELETE FROM payouts_left_out",
            "DELETE FROM payouts",
            "UPDATE payouts SET state = 'sent'",
        ] {
            let done = network.db().write(|tx| Ok(tx.batch_execute(statement)?));
            assert!(done.is_err(), "{statement}");
        }
        // New details count from the next batch on; what was sent stays as it was.
        let ends = || text(&stage.people[0].1.get("/member/payouts").ok(200)["items"][0]["account_ends"]);
        assert_eq!(ends(), "3000");
        set(&stage.people[0].1, IBANS[1]).ok(200);
        assert_eq!(ends(), "3000");
    });
}
