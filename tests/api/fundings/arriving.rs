//! What comes: money that fits no request is kept until it is used or closed, and an admin posts by hand.

use diesel::prelude::*;
use muster::{
    book::Account,
    fundings::service::{Received, received},
    schema::{entries, strays},
};
use muster_kernel::{Currency, Money};
use serde_json::json;

use super::{Contract, act, euros, id, mails, reference};
use crate::support::{
    checks::{assert_all_is_well, holds},
    on_both,
    paying::{amount_of, ask, booked, pay},
    scene::{Taken, eur},
};

#[test]
fn money_of_another_amount_is_kept_and_used_for_the_request_that_it_fits() {
    on_both(|network| {
        let contract = Contract::of(network);
        let admin = contract.admin();
        let asked = ask(&contract.scene.client, &contract.milestone).ok(201);
        let (funding, expected) = (id(&asked), amount_of(&asked));
        let wrong = Received::WrongAmount { funding, expected };
        assert_eq!(booked(network, reference(&asked), euros(199_999), "B-1"), wrong);
        assert_eq!(booked(network, reference(&asked), euros(199_999), "B-1"), wrong, "told again, kept once");
        assert_eq!(booked(network, reference(&asked), Money::new(200_000, Currency::CZK), "B-2"), wrong);
        assert_eq!((contract.states(), holds(network, Account::Bank)), (vec!["pending".to_owned()], 0));
        let open = admin.get("/strays").ok(200);
        assert_eq!(open["items"].as_array().unwrap().len(), 2, "{open:#}");
        let first = &open["items"][1];
        assert_eq!(
            (&first["misfit"], &first["amount"], &first["expected"]),
            (&json!("wrong_amount"), &eur(199_999), &eur(200_000))
        );
        assert_eq!((&first["bank_reference"], &first["remittance"]), (&json!("B-1"), &json!(reference(&asked))));
        let of = ["client", "title", "milestone_title", "funding_state"].map(|name| first[name].clone());
        assert_eq!(json!(of), json!(["Carla Ltd", "Work 1", "Weeks 1 to 4", "pending"]));
        let (subjects, text) = mails(network, &admin);
        assert_eq!(subjects, ["Money that does not fit: €1,999.99", "Money that does not fit: CZK 2,000.00"]);
        assert!(text.contains("asks for €2,000.00") && text.contains("does not stand in the book"), "{text}");
        // It is not what was asked for, whoever says so.
        let post =
            |bank_reference: &str| admin.post(&act(&asked, "post"), &json!({ "bank_reference": bank_reference }));
        assert_eq!(post("B-1").refused(409), "wrong-amount");
        // The rest came in cash: an admin posts it by hand under a name of its own, and closes what is left.
        post("B-1 and 0.01 EUR in cash").ok(200);
        let path = format!("/strays/{}/close", first["id"].as_str().unwrap());
        assert_eq!(admin.post(&path, &json!({ "note": "  " })).fields(), ["note"]);
        let closed = admin.post_once(&path, "k", &json!({ "note": "Counted with 0.01 EUR in cash" })).ok(200);
        assert_eq!((&closed["state"], &closed["note"]), (&json!("closed"), &json!("Counted with 0.01 EUR in cash")));
        assert_eq!(admin.post_once(&path, "k", &json!({ "note": "Counted with 0.01 EUR in cash" })).ok(200), closed);
        assert_eq!(admin.post(&path, &json!({ "note": "again" })).refused(409), "stray-state");
        assert_eq!(admin.get("/strays").ok(200)["items"].as_array().unwrap().len(), 1);
        assert_eq!(admin.get("/strays?state=closed").ok(200)["items"], json!([closed]));
        admin.get("/strays?state=lost").refused(422);
        assert_eq!(holds(network, Account::Bank), 200_000);
        assert_all_is_well(network);
    });
}

#[test]
fn what_is_missing_can_come_with_the_same_reference_and_all_of_it_pays_for_the_milestone() {
    on_both(|network| {
        let contract = Contract::of(network);
        let (admin, client) = (contract.admin(), &contract.scene.client);
        let asked = ask(client, &contract.milestone).ok(201);
        let (funding, expected) = (id(&asked), amount_of(&asked));
        let wrong = Received::WrongAmount { funding, expected };
        let books = |amount: Money, name: &str| booked(network, reference(&asked), amount, name);
        assert_eq!(books(euros(150_000), "B-1"), wrong);
        assert_eq!(books(Money::new(50_000, Currency::CZK), "B-2"), wrong, "crowns are no euros");
        assert_eq!(books(euros(49_998), "B-3"), wrong, "two cents are missing still");
        assert_eq!(books(euros(3), "B-4"), wrong, "and a cent too much is another amount");
        let open = || admin.get("/strays").ok(200)["items"].as_array().unwrap().clone();
        let close = format!("/strays/{}/close", open()[0]["id"].as_str().unwrap());
        admin.post(&close, &json!({ "note": "Sent back" })).ok(200);
        assert_eq!((contract.states(), holds(network, Account::Bank)), (vec!["pending".to_owned()], 0));

        assert_eq!(books(euros(2), "B-5"), Received::Posted { funding });
        assert_eq!(books(euros(2), "B-5"), Received::Again { funding });
        assert_eq!(books(euros(150_000), "B-1"), wrong, "told again, it moves nothing");
        assert_eq!((contract.states(), contract.seen()["state"].clone()), (vec!["posted".to_owned()], json!("funded")));
        let held = holds(network, Account::Escrow(contract.engagement));
        assert_eq!((holds(network, Account::Bank), held), (200_000, 200_000));
        let names = |state: &str| {
            let page = admin.get(&format!("/strays?state={state}")).ok(200);
            page["items"].as_array().unwrap().iter().map(|one| one["bank_reference"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(
            [names("used"), names("open")],
            [vec![json!("B-5"), json!("B-3"), json!("B-1")], vec![json!("B-2")]]
        );
        assert_all_is_well(network);
    });
}

#[test]
fn what_did_not_fit_is_told_to_its_client_until_an_admin_has_decided() {
    on_both(|network| {
        let contract = Contract::of(network);
        let (admin, client) = (contract.admin(), &contract.scene.client);
        let path = format!("/engagements/{}", contract.engagement);
        let told = || client.get(&path).ok(200)["strays"].clone();
        let first = ask(client, &contract.milestone).ok(201);
        assert_eq!(told(), json!([]));
        booked(network, reference(&first), euros(199_999), "B-1");
        let seen = told();
        let [stray] = &seen.as_array().unwrap()[..] else { panic!("{seen:#}") };
        assert_eq!((&stray["amount"], &stray["expected"]), (&eur(199_999), &eur(200_000)));
        assert_eq!((&stray["milestone"], &stray["funding"]), (&json!(contract.milestone), &first["id"]));
        assert_eq!(admin.get("/fundings").ok(200)["items"][0]["strays"], seen, "an admin reads it beside the funding");
        // Nobody but that client reads it, and of what the bank calls it not even they.
        contract.scene.market.client("Cyril").get(&path).refused(404);
        let mine = contract.member.get("/member/engagements").ok(200).to_string();
        assert!(!mine.contains("199999") && !seen.to_string().contains("B-1"), "{mine} {seen}");
        let open = admin.get("/strays").ok(200);
        let close = format!("/strays/{}/close", open["items"][0]["id"].as_str().unwrap());
        admin.post(&close, &json!({ "note": "Sent back" })).ok(200);
        assert_eq!(told(), json!([]));
        // What comes for a request that is over is told as well, until it is used for another one.
        client.post(&act(&first, "void"), &json!({})).ok(200);
        booked(network, reference(&first), euros(200_000), "B-2");
        assert_eq!((&told()[0]["funding"], &told()[0]["amount"]), (&first["id"], &eur(200_000)));
        let second = ask(client, &contract.milestone).ok(201);
        let pending = admin.get("/fundings").ok(200);
        assert_eq!((&pending["items"][0]["id"], &pending["items"][0]["strays"]), (&second["id"], &json!([])));
        let void = admin.get("/fundings?state=void").ok(200);
        assert_eq!(void["items"][0]["strays"], told());
        admin.post(&act(&second, "post"), &json!({ "bank_reference": "B-2" })).ok(200);
        assert_eq!((told(), contract.seen()["state"].clone()), (json!([]), json!("funded")));
    });
}

#[test]
fn money_that_comes_too_late_is_not_lost() {
    on_both(|network| {
        let contract = Contract::of(network);
        let (admin, client) = (contract.admin(), &contract.scene.client);
        let first = ask(client, &contract.milestone).ok(201);
        client.post(&act(&first, "void"), &json!({})).ok(200);
        let late = Received::TooLate { funding: id(&first) };
        assert_eq!(booked(network, reference(&first), amount_of(&first), "B-1"), late);
        assert_eq!(booked(network, reference(&first), amount_of(&first), "B-1"), late);
        assert_eq!((holds(network, Account::Bank), contract.seen()["state"].clone()), (0, json!("planned")));
        assert_eq!(admin.post(&act(&first, "post"), &json!({ "bank_reference": "B-1" })).refused(409), "funding-state");
        // The client asks anew, and the money that is there is used for it.
        let second = ask(client, &contract.milestone).ok(201);
        let listed = admin.get("/fundings").ok(200);
        let item = &listed["items"][0];
        assert_eq!(
            (&item["id"], &item["client"], &item["title"]),
            (&second["id"], &json!("Carla Ltd"), &json!("Work 1"))
        );
        assert_eq!(
            (&item["milestone_title"], &item["engagement"]),
            (&json!("Weeks 1 to 4"), &json!(contract.engagement))
        );
        assert_eq!(item["paid_out"]["amount"], json!(0), "of what is held nothing can go back");
        let posted = admin.post(&act(&second, "post"), &json!({ "bank_reference": " B-1 " })).ok(200);
        assert_eq!((&posted["state"], &posted["bank_reference"]), (&json!("posted"), &json!("B-1")));
        assert_eq!(
            booked(network, reference(&first), amount_of(&first), "B-1"),
            Received::Again { funding: id(&second) }
        );
        assert_eq!(admin.get("/strays").ok(200)["items"], json!([]));
        assert_eq!(admin.get("/strays?state=used").ok(200)["items"][0]["bank_reference"], "B-1");
        assert_eq!(admin.get("/fundings").ok(200)["items"], json!([]));
        assert_eq!(admin.get("/fundings?state=posted").ok(200)["items"][0]["id"], second["id"]);
        assert_eq!(admin.get("/fundings?state=void").ok(200)["items"][0]["id"], first["id"]);
        // Whoever pays twice is not forgotten either.
        let twice = booked(network, reference(&second), amount_of(&second), "B-2");
        assert_eq!(twice, Received::TooLate { funding: id(&second) });
        let (subjects, text) = mails(network, &admin);
        assert_eq!(subjects.len(), 2, "{subjects:?}");
        assert!(text.contains("of a funding that other money posted already"), "{text}");
        assert_eq!(holds(network, Account::Bank), 200_000);
        assert_all_is_well(network);
    });
}

#[test]
fn money_that_names_nothing_moves_nothing_and_a_booking_is_one_amount() {
    on_both(|network| {
        let contract = Contract::of(network);
        let asked = ask(&contract.scene.client, &contract.milestone).ok(201);
        for text in ["", "Thank you", "RF18 5390 0754 7034", "RF39 ZZZZ ZZZZ", &reference(&asked)[..11]] {
            assert_eq!(booked(network, text, amount_of(&asked), "B-1"), Received::Unknown, "{text}");
        }
        let refused = |text: &str, minor: i64, bank_reference: &str| {
            network.db().write(|tx| received(tx, text, euros(minor), bank_reference)).unwrap_err().to_string()
        };
        assert!(refused(reference(&asked), 0, "B").starts_with("amount is"));
        assert!(refused(reference(&asked), 1, " ").starts_with("bank_reference is"));
        pay(network, &asked);
        let bank_reference = format!("BANK {}", reference(&asked));
        let told = refused(reference(&asked), 100, &bank_reference);
        assert!(told.contains("came with 2,000.00 EUR before, and now with 1.00 EUR"), "{told}");
        let count: i64 = network.db().read(|conn| Ok(strays::table.count().get_result(conn)?)).unwrap();
        assert_eq!(count, 0);
    });
}

#[test]
fn an_admin_posts_by_hand_once_and_takes_back() {
    on_both(|network| {
        let contract = Contract::of(network);
        let (admin, client) = (contract.admin(), &contract.scene.client);
        let (ada, _) = contract.scene.freelancer("Bea", None);
        let other = contract.scene.engage("web", &[Taken::by(ada, 5_000)]);
        let other = ask(client, &contract.scene.milestones(other)[0]).ok(201);
        let asked = ask(client, &contract.milestone).ok(201);
        let path = act(&asked, "post");
        assert_eq!(admin.post(&path, &json!({ "bank_reference": "" })).fields(), ["bank_reference"]);
        assert_eq!(admin.post(&path, &json!({})).fields(), ["bank_reference"]);
        let said = json!({ "bank_reference": "Cheque 7" });
        let first = admin.post_once(&path, "k", &said).ok(200);
        assert_eq!(admin.post_once(&path, "k", &said).ok(200), first);
        assert_eq!(admin.post(&path, &said).refused(409), "funding-state");
        assert_eq!(admin.post(&act(&other, "post"), &said).refused(409), "bank-reference-used");
        admin.post("/fundings/funding_00000000000000000000000001/post", &said).refused(404);
        let void = admin.post(&act(&other, "void"), &json!({})).ok(200);
        assert_eq!((&void["state"], &void["void_reason"]), (&json!("void"), &json!("admin")));
        assert!(mails(network, client).1.contains("an admin took it back"));
        assert_eq!(holds(network, Account::Bank), 200_000);
        let posted: i64 = network
            .db()
            .read(|conn| Ok(entries::table.filter(entries::kind.eq("funding")).count().get_result(conn)?))
            .unwrap();
        assert_eq!(posted, 1);
        assert_all_is_well(network);
    });
}
