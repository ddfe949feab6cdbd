//! What an admin enters by hand: exchanges, and corrections of them.

use diesel::prelude::*;
use muster::{
    book::{self, Account, Entry, EntryId, service::Back},
    identity::Hat,
    schema::entries,
};
use muster_kernel::{Currency, Money};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};

use super::{faults, last, released, take_back};
use crate::support::{
    Network, Person,
    checks::assert_all_is_well,
    on_both,
    paying::fund,
    rush::{at_once_with, race},
    scene::{Scene, Taken, eur},
};

/// How many sequences are played on each database.
const SEQUENCES: u32 = 8;

/// A network whose bank holds so many cents, and its admin.
fn with_cents(network: &Network, cents: i64) -> Person<'_> {
    let scene = Scene::open(network);
    let (ada, _) = scene.freelancer("Ada", None);
    // A milestone of forty hours that its client has paid for: contracts are held against the book too.
    let engagement = scene.engage("web", &[Taken::by(ada, cents / 40)]);
    fund(&scene.client, &scene.milestones(engagement)[0]);
    scene.market.official("Adam", Hat::Admin)
}

fn money(minor: i64, currency: &str) -> Value {
    json!({ "amount": minor, "currency": currency })
}

/// An exchange that the bank booked on the day on which tests begin.
fn exchange(given: Value, got: Value, bank_reference: &str) -> Value {
    json!({ "given": given, "got": got, "booked_on": "2026-11-02", "bank_reference": bank_reference })
}

/// Euros for crowns, 25 for each.
pub(super) fn crowns(cents: i64, bank_reference: &str) -> Value {
    exchange(eur(cents), money(cents * 25, "CZK"), bank_reference)
}

fn correction(entry: &Value, instead: Option<&Value>) -> Value {
    match instead {
        Some(instead) => json!({ "entry": entry, "reason": "A zero too many", "instead": instead }),
        None => json!({ "entry": entry, "reason": "The bank took it back" }),
    }
}

/// What the bank holds, by currency.
fn bank(network: &Network) -> Vec<(String, i64)> {
    let held = network.db().read(|conn| book::service::holds(conn, Account::Bank)).unwrap();
    let held = held.iter().filter(|held| held.minor() != 0);
    held.map(|held| (held.currency().to_string(), held.minor())).collect()
}

/// How many entries there are.
fn many(network: &Network) -> i64 {
    network.db().read(|conn| Ok(entries::table.count().get_result(conn)?)).unwrap()
}

pub(super) fn items(page: &Value) -> &Vec<Value> {
    page["items"].as_array().unwrap()
}

/// The trial balance, in which debits and credits are equal in each currency, and the sums of their kinds.
pub(super) fn trial(admin: &Person<'_>) -> Value {
    let trial = admin.get("/book/balances").ok(200);
    for one in trial["currencies"].as_array().unwrap() {
        assert_eq!(one["debit"], one["credit"], "{one:#}");
        for side in ["debit", "credit"] {
            let minor = |of: &Value| of[side]["amount"].as_i64().unwrap();
            let kinds = one["kinds"].as_array().unwrap().iter().map(minor);
            assert_eq!(kinds.sum::<i64>(), minor(one), "{one:#}");
        }
    }
    trial
}

/// What the accounts of a kind hold in a currency by a trial balance: how many, the debit and the credit.
pub(super) fn of_kind(trial: &Value, currency: &str, kind: &str) -> Option<(i64, i64, i64)> {
    let one = trial["currencies"].as_array().unwrap().iter().find(|one| one["currency"] == currency)?;
    let kind = one["kinds"].as_array().unwrap().iter().find(|one| one["account"] == kind)?;
    let minor = |side: &str| kind[side]["amount"].as_i64().unwrap();
    Some((kind["accounts"].as_i64().unwrap(), minor("debit"), minor("credit")))
}

#[test]
fn an_admin_records_what_the_bank_exchanged_and_each_currency_balances_by_itself() {
    on_both(|network| {
        let admin = with_cents(network, 1_000);
        let recorded = admin.post("/book/exchanges", &crowns(400, " FX-1 ")).ok(201);
        let entry = last(network, "exchange");
        let told = json!({
            "entry": entry, "given": eur(400), "got": money(10_000, "CZK"), "booked_on": "2026-11-02", "bank_reference": "FX-1",
        });
        assert_eq!(recorded, told);
        assert_eq!(bank(network), [("CZK".to_owned(), 10_000), ("EUR".to_owned(), 600)]);

        let trial = trial(&admin);
        assert_eq!(of_kind(&trial, "EUR", "bank"), Some((1, 600, 0)));
        assert_eq!(of_kind(&trial, "EUR", "exchange"), Some((1, 400, 0)));
        assert_eq!(of_kind(&trial, "EUR", "escrow"), Some((1, 0, 1_000)));
        assert_eq!(of_kind(&trial, "CZK", "bank"), Some((1, 10_000, 0)));
        assert_eq!(of_kind(&trial, "CZK", "exchange"), Some((1, 0, 10_000)));
        assert_eq!(of_kind(&trial, "CZK", "escrow"), None, "nothing is held in crowns");

        let audited = admin.get("/audit?act=book.exchange-recorded").ok(200);
        assert_eq!((&items(&audited)[0]["before"], &items(&audited)[0]["after"]), (&Value::Null, &told));
        let listed = &items(&admin.get("/book/entries?kind=exchange").ok(200))[0].clone();
        assert_eq!(listed["memo"], "100.00 CZK for 4.00 EUR, booked on 2026-11-02");
        assert_eq!((&listed["subject"], &listed["correctable"]), (&json!("FX-1"), &json!(true)));
        assert_all_is_well(network);
    });
}

#[test]
fn currencies_of_no_and_of_three_digits_are_exchanged_to_the_unit() {
    on_both(|network| {
        let admin = with_cents(network, 1_000);
        admin.post("/book/exchanges", &exchange(eur(1_000), money(1_637, "JPY"), "FX-1")).ok(201);
        admin.post("/book/exchanges", &exchange(money(1_637, "JPY"), money(3_333, "KWD"), "FX-2")).ok(201);
        assert_eq!(bank(network), [("KWD".to_owned(), 3_333)]);
        let memos = admin.get("/book/entries?account=exchange:JPY").ok(200);
        let memos: Vec<&str> = items(&memos).iter().map(|entry| entry["memo"].as_str().unwrap()).collect();
        assert_eq!(
            memos,
            ["3.333 KWD for 1,637 JPY, booked on 2026-11-02", "1,637 JPY for 10.00 EUR, booked on 2026-11-02"]
        );
        trial(&admin);
        assert_all_is_well(network);
    });
}

#[test]
fn what_is_no_exchange_is_refused_by_its_field() {
    on_both(|network| {
        let admin = with_cents(network, 1_000);
        let refused = |body: &Value| admin.post("/book/exchanges", body).fields();
        assert_eq!(refused(&exchange(eur(0), money(1, "CZK"), "FX-1")), ["given.amount"]);
        assert_eq!(refused(&exchange(eur(-5), money(1, "CZK"), "FX-1")), ["given.amount"]);
        assert_eq!(refused(&exchange(eur(5), money(1_000_000_000_001, "CZK"), "FX-1")), ["got.amount"]);
        assert_eq!(refused(&exchange(eur(5), eur(4), "FX-1")), ["got.currency"]);
        assert_eq!(refused(&exchange(eur(5), money(1, "XXX"), "FX-1")), ["got.currency"]);
        assert_eq!(refused(&crowns(5, "  ")), ["bank_reference"]);
        assert_eq!(refused(&crowns(5, &"x".repeat(141))), ["bank_reference"]);
        let mut tomorrow = crowns(5, "FX-1");
        tomorrow["booked_on"] = json!(network.now().day().plus_days(1));
        assert_eq!(refused(&tomorrow), ["booked_on"]);
        assert_eq!(many(network), 1, "nothing was posted but the funding");
    });
}

#[test]
fn the_bank_gives_no_more_than_it_holds_and_a_booking_is_recorded_once() {
    on_both(|network| {
        let admin = with_cents(network, 1_000);
        let too_much = admin.post("/book/exchanges", &crowns(1_001, "FX-1"));
        assert_eq!(too_much.refused(409), "not-held");
        assert!(
            too_much.text.contains("holds 10.00 EUR by the book, so 10.01 EUR cannot leave it"),
            "{}",
            too_much.text
        );
        let unknown = exchange(money(1, "JPY"), eur(1), "FX-1");
        assert_eq!(admin.post("/book/exchanges", &unknown).refused(409), "not-held", "it never held a yen");
        assert_eq!((bank(network), many(network)), (vec![("EUR".to_owned(), 1_000)], 1));

        admin.post("/book/exchanges", &crowns(400, "FX-1")).ok(201);
        let again = admin.post("/book/exchanges", &crowns(400, "FX-1"));
        assert_eq!(again.refused(409), "bank-reference-used");
        admin.post("/book/exchanges", &crowns(600, "FX-2")).ok(201);
        assert_eq!(bank(network), [("CZK".to_owned(), 25_000)], "all of it may go");
        assert_all_is_well(network);
    });
}

#[test]
fn the_same_request_twice_moves_money_once() {
    on_both(|network| {
        let admin = with_cents(network, 1_000);
        let once = |body: &Value| admin.post_once("/book/exchanges", "a key", body);
        let first = once(&crowns(400, "FX-1")).ok(201);
        assert_eq!(once(&crowns(400, "FX-1")).ok(201), first);
        assert_eq!(once(&crowns(401, "FX-1")).refused(409), "idempotency-key-reused");
        let right = correction(&first["entry"], Some(&crowns(40, "FX-1")));
        let once = |body: &Value| admin.post_once("/book/corrections", "another key", body);
        let corrected = once(&right).ok(201);
        assert_eq!(once(&right).ok(201), corrected);
        assert_eq!((bank(network), many(network)), (vec![("CZK".to_owned(), 1_000), ("EUR".to_owned(), 960)], 4));
        assert_all_is_well(network);
    });
}

#[test]
fn a_wrong_exchange_is_taken_back_and_the_right_one_stands_in_its_place() {
    on_both(|network| {
        let admin = with_cents(network, 1_000);
        let wrong = admin.post("/book/exchanges", &crowns(400, "FX-1")).ok(201)["entry"].clone();
        let same = admin.post("/book/corrections", &correction(&wrong, Some(&crowns(400, "FX-1"))));
        assert_eq!(same.fields(), ["instead"], "it says that already");
        let corrected = admin.post("/book/corrections", &correction(&wrong, Some(&crowns(40, "FX-1")))).ok(201);
        assert_eq!((&corrected["wrong"], &corrected["right"]["given"]), (&wrong, &eur(40)));
        assert_eq!(bank(network), [("CZK".to_owned(), 1_000), ("EUR".to_owned(), 960)]);

        // The newest first: what is right, what took the wrong one back and why, and the wrong one.
        let listed = admin.get("/book/entries?limit=3").ok(200);
        let [right, reversal, first] = items(&listed).as_slice() else { panic!("{listed:#}") };
        assert_eq!((&right["id"], &right["correctable"]), (&corrected["right"]["entry"], &json!(true)));
        assert_eq!((&reversal["id"], &reversal["kind"]), (&corrected["reversal"], &json!("reversal")));
        assert_eq!((&reversal["reverses"], &reversal["memo"]), (&wrong, &json!("A zero too many")));
        assert_eq!(
            (&first["id"], &first["reversed_by"], &first["correctable"]),
            (&wrong, &reversal["id"], &json!(false))
        );
        assert_eq!(reversal["lines"].as_array().unwrap().len(), 4);

        let audited = items(&admin.get("/audit?act=book.corrected").ok(200))[0].clone();
        assert_eq!(audited["subject"], wrong);
        assert_eq!(audited["after"]["reversal"], reversal["id"]);
        assert_eq!(audited["after"]["right"], corrected["right"]);

        // It is corrected once, and its correction may be corrected in turn.
        let twice = admin.post("/book/corrections", &correction(&wrong, Some(&crowns(4, "FX-1"))));
        assert_eq!(twice.refused(409), "bank-reference-used");
        let twice = admin.post("/book/corrections", &correction(&wrong, None));
        assert_eq!(twice.refused(409), "already-reversed");
        admin.post("/book/corrections", &correction(&right["id"], Some(&crowns(4, "FX-1")))).ok(201);
        assert_eq!(bank(network), [("CZK".to_owned(), 100), ("EUR".to_owned(), 996)]);
        assert_all_is_well(network);
    });
}

#[test]
fn an_exchange_that_never_was_is_taken_back_and_its_reference_is_free_again() {
    on_both(|network| {
        let admin = with_cents(network, 1_000);
        for _ in 0..3 {
            let wrong = admin.post("/book/exchanges", &crowns(400, "FX-1")).ok(201)["entry"].clone();
            let corrected = admin.post("/book/corrections", &correction(&wrong, None)).ok(201);
            assert_eq!(corrected["right"], Value::Null);
            assert_eq!(bank(network), [("EUR".to_owned(), 1_000)]);
        }
        let other = admin.post("/book/exchanges", &crowns(100, "FX-2")).ok(201)["entry"].clone();
        admin.post("/book/exchanges", &crowns(100, "FX-3")).ok(201);
        let taken = admin.post("/book/corrections", &correction(&other, Some(&crowns(200, "FX-3"))));
        assert_eq!(taken.refused(409), "bank-reference-used", "another one stands under it");
        admin.post("/book/corrections", &correction(&other, Some(&crowns(200, "FX-1")))).ok(201);
        assert_all_is_well(network);
    });
}

#[test]
fn a_correction_that_the_bank_could_not_bear_changes_nothing() {
    on_both(|network| {
        let admin = with_cents(network, 1_000);
        let wrong = admin.post("/book/exchanges", &crowns(400, "FX-1")).ok(201)["entry"].clone();
        // The crowns went on: taken back whole, they would be missing.
        admin.post("/book/exchanges", &exchange(money(10_000, "CZK"), money(60_000, "JPY"), "FX-2")).ok(201);
        let before = (bank(network), many(network));
        for instead in [None, Some(crowns(1_001, "FX-1")), Some(crowns(399, "FX-1"))] {
            let refused = admin.post("/book/corrections", &correction(&wrong, instead.as_ref()));
            assert_eq!(refused.refused(409), "not-held", "{instead:?}");
            assert_eq!((bank(network), many(network)), before);
        }
        // More crowns for more euros can be borne.
        admin.post("/book/corrections", &correction(&wrong, Some(&crowns(401, "FX-1")))).ok(201);
        assert_eq!(
            bank(network),
            [("CZK", 25), ("EUR", 599), ("JPY", 60_000)].map(|(code, minor)| (code.to_owned(), minor))
        );
        assert_all_is_well(network);
    });
}

#[test]
fn what_is_no_correction_is_refused_by_its_field() {
    on_both(|network| {
        let admin = with_cents(network, 1_000);
        let wrong = admin.post("/book/exchanges", &crowns(400, "FX-1")).ok(201)["entry"].clone();
        let refused = |body: &Value| admin.post("/book/corrections", body).fields();
        let why = |reason: &str| json!({ "entry": wrong, "reason": reason });
        assert_eq!(refused(&why(" ")), ["reason"]);
        assert_eq!(refused(&why(&"x".repeat(501))), ["reason"]);
        assert_eq!(refused(&json!({ "entry": wrong })), ["reason"]);
        let wrong_again = correction(&wrong, Some(&exchange(eur(0), eur(1), "")));
        assert_eq!(refused(&wrong_again), ["instead.given.amount", "instead.got.currency", "instead.bank_reference"]);
        let nothing = json!("entry_00000000000000000000000001");
        assert_eq!(admin.post("/book/corrections", &correction(&nothing, None)).refused(404), "not-found");
        assert_eq!(many(network), 2);
    });
}

#[test]
fn every_other_entry_is_refused_with_the_way_in_which_it_is_put_right() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (_, [ada, bob], _, milestone) = released(&scene);
        take_back(network, &milestone, 100, Back::Refund(scene.client_id), "refund").unwrap();
        take_back(network, &milestone, 100, Back::Chargeback, "chargeback").unwrap();
        for (member, key) in [(ada, "one"), (bob, "other")] {
            let paid = network.db().write(|tx| {
                let entry =
                    Entry::payout(key, "Paid out", Account::Member(member), Money::new(5, Currency::EUR)).unwrap();
                book::service::post(tx, &entry, key)
            });
            let (paid, key) = (paid.unwrap(), format!("{key}'s"));
            let done = network.db().write(|tx| match member == ada {
                true => book::service::settle_payout(tx, paid, "Booked", &key),
                false => book::service::return_payout(tx, paid, "Account closed", &key),
            });
            done.unwrap();
        }
        let admin = scene.market.official("Adam", Hat::Admin);
        admin.post("/book/exchanges", &crowns(1, "FX-1")).ok(201);
        admin.post("/book/corrections", &correction(&json!(last(network, "exchange")), None)).ok(201);

        let before = many(network);
        for (kind, way) in [
            ("funding", "goes back to the client when a dispute is decided so"),
            ("release", "Refund its milestone"),
            ("refund", "agree with them on how it comes back"),
            ("chargeback", "only that bank takes it back"),
            ("payout", "is returned by the bank's file"),
            ("settlement", "read the bank's next file"),
            ("return", "read the bank's next file"),
            ("reversal", "record what is right as a new exchange"),
        ] {
            let entry: EntryId = last(network, kind);
            for instead in [None, Some(crowns(1, "FX-9"))] {
                let refused = admin.post("/book/corrections", &correction(&json!(entry), instead.as_ref()));
                assert_eq!(refused.refused(409), "not-by-hand", "{kind}");
                assert!(refused.text.contains(way), "{kind}: {}", refused.text);
            }
        }
        assert_eq!(many(network), before);
        assert_eq!(faults(network), Vec::<String>::new());
    });
}

#[test]
fn nobody_but_an_admin_sees_the_book_or_writes_in_it() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (_, ada) = scene.freelancer("Ada", None);
        let hill = scene.space("Hill", 1_000);
        let others = [
            scene.market.client("Dora"),
            ada,
            scene.operator("Olga", hill),
            scene.market.official("Stella", Hat::Steward),
        ];
        let wrong = json!("entry_00000000000000000000000001");
        for other in &others {
            for path in ["/book/balances", "/book/entries"] {
                assert_eq!(other.get(path).refused(403), "forbidden", "{path}");
            }
            assert_eq!(other.post("/book/exchanges", &crowns(1, "FX-1")).refused(403), "forbidden");
            assert_eq!(other.post("/book/corrections", &correction(&wrong, None)).refused(403), "forbidden");
        }
        assert_eq!(many(network), 0);
    });
}

#[test]
fn of_two_at_once_that_want_the_same_money_or_the_same_booking_one_wins() {
    race(|network| {
        let admin = with_cents(network, 1_000);
        let post = |body: Value| (&admin, "/book/exchanges".to_owned(), body);
        let same_money = at_once_with(network, &[post(crowns(1_000, "FX-1")), post(crowns(1_000, "FX-2"))]);
        assert_eq!(same_money.iter().filter(|status| **status == 201).count(), 1, "{same_money:?}");
        assert_eq!(bank(network), [("CZK".to_owned(), 25_000)]);

        let back = |reference: &str| exchange(money(25, "CZK"), eur(1), reference);
        let same_booking = at_once_with(network, &[post(back("FX-3")), post(back("FX-3")), post(back("FX-3"))]);
        assert_eq!(same_booking.iter().filter(|status| **status == 201).count(), 1, "{same_booking:?}");
        assert!(same_booking.iter().all(|status| [201, 409].contains(status)), "{same_booking:?}");

        let wrong = json!(last(network, "exchange"));
        let correct = || (&admin, "/book/corrections".to_owned(), correction(&wrong, None));
        let corrected = at_once_with(network, &[correct(), correct()]);
        assert_eq!(corrected.iter().filter(|status| **status == 201).count(), 1, "{corrected:?}");
        assert_eq!(bank(network), [("CZK".to_owned(), 25_000)]);
        assert_all_is_well(network);
    });
}

/// What an admin does. Amounts are taken as they come: much of it is refused.
#[derive(Clone, Debug)]
enum Act {
    Exchange { from: usize, to: usize, given: i64, got: i64, booking: u8 },
    Correct { which: usize, from: usize, to: usize, given: i64, got: i64, booking: u8 },
    TakeBack { which: usize },
}

/// Two digits after the point, none, and three.
const CODES: [&str; 3] = ["EUR", "JPY", "KWD"];

fn act() -> impl Strategy<Value = Act> {
    let (code, amount, booking) = (|| 0..CODES.len(), || 1..700_i64, || 0..6_u8);
    prop_oneof![
        3 => (code(), code(), amount(), amount(), booking())
            .prop_map(|(from, to, given, got, booking)| Act::Exchange { from, to, given, got, booking }),
        2 => (0..4_usize, code(), code(), amount(), amount(), booking())
            .prop_map(|(which, from, to, given, got, booking)| Act::Correct { which, from, to, given, got, booking }),
        1 => (0..4_usize).prop_map(|which| Act::TakeBack { which }),
    ]
}

/// Does it, and answers what was refused, if anything.
fn play(admin: &Person<'_>, act: &Act) -> Option<String> {
    let standing = |which: usize| {
        let page = admin.get("/book/entries?kind=exchange").ok(200);
        let some: Vec<Value> = items(&page).iter().filter(|one| one["correctable"] == true).cloned().collect();
        (!some.is_empty()).then(|| some[which % some.len()]["id"].clone())
    };
    let said = |from: usize, to: usize, given: i64, got: i64, booking: u8| {
        exchange(money(given, CODES[from]), money(got, CODES[to]), &format!("FX-{booking}"))
    };
    let answer = match *act {
        Act::Exchange { from, to, given, got, booking } => {
            admin.post("/book/exchanges", &said(from, to, given, got, booking))
        }
        Act::Correct { which, from, to, given, got, booking } => {
            let instead = said(from, to, given, got, booking);
            admin.post("/book/corrections", &correction(&standing(which)?, Some(&instead)))
        }
        Act::TakeBack { which } => admin.post("/book/corrections", &correction(&standing(which)?, None)),
    };
    match answer.status {
        201 => None,
        status => Some(answer.refused(status)),
    }
}

#[test]
fn whatever_an_admin_exchanges_and_corrects_all_currencies_balance_and_the_bank_owes_nobody() {
    on_both(|network| {
        let admin = with_cents(network, 1_000);
        let config = Config { cases: SEQUENCES, failure_persistence: None, ..Config::default() };
        let outcome = TestRunner::new(config).run(&prop::collection::vec(act(), 2..12), |acts| {
            for act in &acts {
                let before = many(network);
                if let Some(refused) = play(&admin, act) {
                    let known = ["invalid", "not-held", "bank-reference-used"];
                    prop_assert!(known.contains(&refused.as_str()), "{act:?}: {refused}");
                    prop_assert_eq!(many(network), before, "{:?} was refused and left something", act);
                }
                let held = bank(network);
                prop_assert!(held.iter().all(|(_, minor)| *minor > 0), "{act:?} left {held:?}");
                let trial = trial(&admin);
                for (code, minor) in &held {
                    prop_assert_eq!(of_kind(&trial, code, "bank"), Some((1, *minor, 0)));
                }
            }
            prop_assert_eq!(faults(network), Vec::<String>::new());
            Ok(())
        });
        outcome.unwrap_or_else(|failed| panic!("{failed}"));
        assert_all_is_well(network);
    });
}
