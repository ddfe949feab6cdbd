//! Batches: who is paid, who is left out, and the file.

use std::{fs, path::Path};

use muster::{
    book::Account,
    error::Error,
    hash,
    http::IdempotencyKey,
    identity::Admin,
    payouts::batches::{self, NewBatch},
};
use muster_kernel::{Currency, Id};
use serde_json::{Value, json};

use super::{EARNED, IBANS, Stage, cents, items, leaves, set, statement, text};
use crate::support::{checks::holds, on_both};

/// Writes the file of a batch, in both of its versions, to a folder where one is named: `scripts/prove-bank` has others judge
/// it.
fn hand_over(stage: &Stage<'_>, name: &str, id: &str) {
    let Ok(folder) = std::env::var("PAYOUTS_TO") else { return };
    for version in ["03", "09"] {
        let (_, _, file) = stage.admin.bytes("GET", &format!("/payout-batches/{id}/file?version={version}"), b"");
        fs::write(Path::new(&folder).join(format!("{name}.pain.001.001.{version}.xml")), file).unwrap();
    }
}

#[test]
fn a_batch_pays_everybody_who_can_be_paid_and_lists_who_cannot_with_the_reason() {
    on_both(|network| {
        let stage = Stage::open(network, &["Ada", "Bob", "Cyd"]);
        set(&stage.people[0].1, IBANS[0]).ok(200);
        set(&stage.people[1].1, super::OURS).ok(200);
        let (id, payouts) = stage.batch();
        assert_eq!(payouts.len(), 1);
        let [ada] = &payouts[..] else { panic!("{payouts:#?}") };
        assert_eq!(
            (cents(ada), &ada["payout"]["state"], &ada["holder"]),
            (EARNED, &json!("sent"), &json!("Ada Nováková"))
        );
        assert_eq!(ada["payout"]["account_ends"], "3000");
        assert!(!ada.to_string().contains("0532013000"), "an admin sees the end of an account's number in lists");
        let listed = stage.admin.get(&format!("/payout-batches/{id}/left-out")).ok(200);
        let mut names: Vec<String> = items(&listed).iter().map(|one| text(&one["name"])).collect();
        names.sort();
        assert_eq!(names, ["Bob", "Cyd", "Hill"], "by name, and not by id alone");
        let mut left_out = stage.left_out(&id);
        left_out.sort_by_key(|(_, because)| because.clone());
        let because: Vec<&str> = left_out.iter().map(|(_, because)| because.as_str()).collect();
        assert_eq!(because, ["no_details", "no_details", "unsendable"]);
        assert_eq!(left_out[2].0, stage.people[1].0.to_string(), "the network's own account");
        assert!(left_out.iter().any(|(payee, _)| *payee == stage.hill.to_string()));
        assert_eq!((stage.owed(0), stage.owed(1), stage.in_transit()), (0, EARNED, EARNED));
        let batch = stage.admin.get(&format!("/payout-batches/{id}")).ok(200);
        assert_eq!((&batch["batch"]["payouts"], &batch["batch"]["left_out"]), (&json!(1), &json!(3)));
        assert_eq!(batch["states"], json!([{ "state": "sent", "payouts": 1 }]));
        // She earns more: her payout is under way. Nobody else can be paid.
        stage.earn();
        let refused = stage.ask();
        assert_eq!(refused.refused(409), "nobody-to-pay");
        assert!(refused.text.contains("1 have a payout under way") && refused.text.contains("2 have no bank details"));
        stage.hand_in(&statement("S1", &[&leaves(ada)]));
        let (second, payouts) = stage.batch();
        assert_eq!(payouts.iter().map(cents).collect::<Vec<_>>(), [EARNED]);
        let page = stage.admin.get("/payout-batches?limit=1").ok(200);
        assert_eq!((&items(&page)[0]["id"], &page["next"]), (&json!(second), &json!(second)));
        assert_eq!(stage.admin.get(&format!("/payout-batches/{second}/payouts?after=x")).fields(), ["after"]);
        stage.assert_all_is_well();
    });
}

#[test]
fn a_batchs_file_is_the_same_to_the_byte_each_time_whatever_changes_afterwards() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada", "Bob"]);
        stage
            .olga
            .put(&format!("/spaces/{}/bank-details", stage.hill), &json!({ "holder": "Hill & Co", "iban": IBANS[2] }))
            .ok(200);
        let (id, payouts) = stage.batch();
        assert_eq!(payouts.len(), 3);
        let get = |version: &str| stage.admin.bytes("GET", &format!("/payout-batches/{id}/file{version}"), b"");
        let (status, headers, first) = get("");
        assert_eq!((status, &headers["content-type"]), (200, &"application/xml; charset=utf-8".parse().unwrap()));
        let name = headers["content-disposition"].to_str().unwrap().to_owned();
        assert!(name.starts_with("attachment") && name.contains(".pain.001.001.09.xml"), "{name}");
        let batch = stage.admin.get(&format!("/payout-batches/{id}")).ok(200);
        assert_eq!(batch["batch"]["sha256"], json!(hash::sha256(&first)));
        set(&stage.people[0].1, IBANS[4]).ok(200);
        network.wait_hours(24 * 9);
        assert_eq!(get("").2, first);
        assert_eq!(get("?version=09").2, first);
        let xml = String::from_utf8(first).unwrap();
        assert!(
            xml.contains(IBANS[0])
                && xml.contains("<Nm>Hill + Co</Nm>")
                && xml.contains("urn:iso:std:iso:20022:tech:xsd:pain.001.001.09")
        );
        assert!(xml.contains(&format!("<EndToEndId>{}</EndToEndId>", text(&payouts[0]["end_to_end"]))));
        assert!(String::from_utf8(get("?version=03").2).unwrap().contains("pain.001.001.03"));
        hand_over(&stage, &format!("issued-on-{:?}", network.on), &id);
        assert_eq!(stage.admin.get(&format!("/payout-batches/{id}/file?version=12")).fields(), ["query"]);
        stage.olga.get(&format!("/payout-batches/{id}/file")).refused(403);
    });
}

#[test]
fn what_is_wrong_with_a_batch_is_told_before_any_money_moves() {
    on_both(|network| {
        let stage = Stage::open(network, &["Ada"]);
        let with = |field: &str, value: Value| {
            let mut new = stage.new_batch();
            new[field] = value;
            stage.admin.post("/payout-batches", &new)
        };
        assert_eq!(with("currency", json!("CZK")).fields(), ["currency"]);
        assert_eq!(with("on", json!("2026-11-01")).fields(), ["on"]);
        assert_eq!(with("on", json!("2027-11-01")).fields(), ["on"]);
        assert_eq!(with("smallest", json!(0)).fields(), ["smallest"]);
        assert_eq!(stage.ask().refused(409), "nobody-to-pay");
        set(&stage.people[0].1, IBANS[0]).ok(200);
        let small = with("smallest", json!(EARNED + 1));
        assert!(small.text.contains("2 are owed less than the smallest amount"), "{}", small.text);
        for person in [&stage.olga, &stage.people[0].1, &stage.scene.client] {
            person.post("/payout-batches", &stage.new_batch()).refused(403);
        }
        // Without an account of the network's own there is none to pay from.
        let mut app = network.another();
        app.bank = None;
        let new = NewBatch { currency: Currency::EUR, on: network.now().day(), smallest: 1 };
        let refused = batches::make(&app, Admin { person: Id::from_bits(1) }, &new, &IdempotencyKey::none());
        let Err(Error::Conflict { code: "no-bank-account", detail }) = refused else { panic!("{refused:?}") };
        assert!(detail.contains("MUSTER_BANK_IBAN"), "{detail}");
        assert_eq!((stage.owed(0), stage.in_transit()), (EARNED, 0));
    });
}

#[test]
fn a_batch_asked_for_twice_under_one_key_is_one() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada"]);
        let ask = || stage.admin.post_once("/payout-batches", "monday", &stage.new_batch());
        let first = ask().ok(201);
        stage.earn();
        assert_eq!(ask().ok(201), first);
        assert_eq!(items(&stage.admin.get("/payout-batches").ok(200)).len(), 1);
        assert_eq!((stage.owed(0), stage.in_transit()), (EARNED, EARNED));
    });
}

#[test]
fn whoever_owes_the_network_is_in_no_batch_until_they_earned_it_back() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada"]);
        let (_, payouts) = stage.batch();
        stage.hand_in(&statement("S1", &[&leaves(&payouts[0])]));
        let milestone = stage.scene.network().db().read(|conn| {
            use diesel::prelude::*;
            use muster::schema::entries;
            Ok(entries::table.filter(entries::kind.eq("release")).select(entries::subject).first::<String>(conn)?)
        });
        let back = json!({ "kind": "chargeback", "amount": 100_000, "reason": "The client's bank took it back" });
        stage.admin.post(&format!("/milestones/{}/refunds", milestone.unwrap()), &back).ok(200);
        assert_eq!(stage.owed(0), -90_000);
        assert_eq!(stage.ask().refused(409), "nobody-to-pay");
        stage.earn();
        let (_, payouts) = stage.batch();
        assert_eq!(cents(&payouts[0]), EARNED - 90_000);
        assert_eq!(holds(network, Account::Member(stage.people[0].0)), 0);
        stage.assert_all_is_well();
    });
}
