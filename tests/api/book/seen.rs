//! What an admin sees of the book: its entries, and the trial balance.

use muster::{
    book::{self, Account, Entry},
    identity::Hat,
};
use muster_kernel::{Currency, Money};
use serde_json::{Value, json};

use super::{
    by_hand::{crowns, items, of_kind, trial},
    released,
};
use crate::support::{on_both, scene::Scene};

#[test]
fn entries_are_found_by_kind_and_by_account_page_by_page_and_name_no_member_and_no_space() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (engagement, members, hill, _) = released(&scene);
        let admin = scene.market.official("Adam", Hat::Admin);
        admin.post("/book/exchanges", &crowns(1, "FX-1")).ok(201);

        let all = admin.get("/book/entries").ok(200);
        let times: Vec<&str> = items(&all).iter().map(|entry| entry["id"].as_str().unwrap()).collect();
        assert!(times.is_sorted_by(|newer, older| newer > older), "{times:?}");
        for named in members.iter().map(ToString::to_string).chain([hill.to_string()]) {
            assert!(!all.to_string().contains(&named), "{named} stands in {all:#}");
        }
        let release = items(&admin.get("/book/entries?kind=release").ok(200))[0].clone();
        assert_eq!(release["memo"], Value::Null, "the words are a client's");
        let kinds: Vec<&Value> = release["lines"].as_array().unwrap().iter().map(|line| &line["account"]).collect();
        assert_eq!(
            kinds.iter().filter(|kind| **kind == "member").count(),
            1,
            "what members got is one sum: {release:#}"
        );
        assert_eq!(
            (&release["lines"][0]["account"], &release["lines"][0]["side"]),
            (&json!("escrow"), &json!("debit"))
        );

        let first = admin.get("/book/entries?limit=1").ok(200);
        let next = first["next"].as_str().unwrap();
        let second = admin.get(&format!("/book/entries?limit=1&after={next}")).ok(200);
        assert_eq!(items(&second)[0], items(&all)[1]);
        let of_bank = admin.get("/book/entries?account=bank&limit=1").ok(200);
        let next = of_bank["next"].as_str().unwrap();
        let rest = admin.get(&format!("/book/entries?account=bank&after={next}")).ok(200);
        let of_bank: Vec<&Value> = items(&of_bank).iter().chain(items(&rest)).map(|entry| &entry["kind"]).collect();
        assert!(of_bank.starts_with(&[&json!("exchange")]) && of_bank.ends_with(&[&json!("funding")]), "{of_bank:?}");
        assert!(!of_bank.contains(&&json!("release")), "{of_bank:?}");
        let of_escrow = admin.get(&format!("/book/entries?account=escrow:{engagement}")).ok(200);
        assert!(items(&of_escrow).iter().any(|entry| entry["kind"] == "release"), "{of_escrow:#}");
        assert_eq!(items(&admin.get("/book/entries?account=exchange:KWD").ok(200)).len(), 0);

        for refused in [format!("payable:member:{}", members[0]), format!("payable:space:{hill}"), "till".to_owned()] {
            assert_eq!(admin.get(&format!("/book/entries?account={refused}")).fields(), ["account"], "{refused}");
        }
        assert_eq!(admin.get("/book/entries?account=bank&kind=funding").fields(), ["kind"]);
        assert_eq!(admin.get("/book/entries?limit=101").fields(), ["limit"]);
        assert_eq!(admin.get("/book/entries?after=soon").fields(), ["after"]);
    });
}

#[test]
fn the_trial_balance_tells_who_is_owed_and_who_owes_apart_and_names_nobody() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (_, [ada, bob], _, _) = released(&scene);
        let admin = scene.market.official("Adam", Hat::Admin);
        let held =
            |member| network.db().read(|conn| book::service::holds(conn, Account::Member(member))).unwrap()[0].minor();
        // Ada is paid a cent more than she is owed; Bob is still owed all of his.
        let too_much = Money::new(held(ada) + 1, Currency::EUR);
        let entry = Entry::payout("payout", "Paid out", Account::Member(ada), too_much).unwrap();
        network.db().write(|tx| book::service::post(tx, &entry, "payout")).unwrap();
        let trial = trial(&admin);
        assert_eq!(
            of_kind(&trial, "EUR", "member"),
            Some((2, 1, held(bob))),
            "they are not set off against each other"
        );
        assert_eq!(of_kind(&trial, "EUR", "transit"), Some((1, 0, too_much.minor())));
        for named in [ada.to_string(), bob.to_string()] {
            assert!(!trial.to_string().contains(&named), "{trial:#}");
        }
    });
}
