//! The book as a file: others recount it, with their own tools or without a network.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};

use diesel::prelude::*;
use muster::{
    book::{self, Account, Entry, Journal, service::Back},
    schema::balances,
};
use muster_kernel::{Currency, Money};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{funding, released, take_back};
use crate::support::{
    Network, on_both,
    scene::{Scene, Taken},
};

/// A book in which everything happened that can: in four currencies, with money on its way and money taken back.
fn eventful(network: &Network) {
    let scene = Scene::open(network);
    let (engagement, [ada, bob], _, milestone) = released(&scene);
    take_back(network, &milestone, 7_777, Back::Refund(scene.client_id), "a").unwrap();
    take_back(network, &milestone, 1, Back::Chargeback, "b").unwrap();
    let post = |entry: Entry, key: &str| network.db().write(|tx| book::service::post(tx, &entry, key)).unwrap();
    let (given, got) = (Money::new(400, Currency::EUR), Money::new(10_000, Currency::CZK));
    post(Entry::exchange("rate", "25.00 CZK; for 1.00 EUR | the \"rate of the day\"", given, got).unwrap(), "exchange");
    // Currencies without a second digit after the point, and with a third one.
    for (got, key) in [(Money::new(827, Currency::JPY), "yen"), (Money::new(1_673, Currency::KWD), "dinar")] {
        post(Entry::exchange("rate", "Exchanged", Money::new(512, Currency::EUR), got).unwrap(), key);
    }
    let pay =
        |owed, key: &str| post(Entry::payout(key, "Paid out", owed, Money::new(1_234, Currency::EUR)).unwrap(), key);
    let (one, other) = (pay(Account::Member(ada), "one"), pay(Account::Member(bob), "other"));
    pay(Account::Member(bob), "on its way");
    pay(Account::Client(scene.client_id), "back on its way");
    network.db().write(|tx| book::service::settle_payout(tx, one, "Booked", "booked")).unwrap();
    network.db().write(|tx| book::service::return_payout(tx, other, "Account closed", "returned")).unwrap();
    network.wait_hours(24 * 40);
    post(funding(engagement, 100), "later");
}

fn exported(network: &Network) -> String {
    let mut file = Vec::new();
    book::export_file(network.db(), &network.app.signer, &mut file).unwrap();
    String::from_utf8(file).unwrap()
}

/// What each account holds in each currency by our own count, where that is not nothing: by the last part of its name,
/// which is the same for everybody who reads a journal.
fn held(network: &Network) -> BTreeMap<(String, String), i64> {
    let all = balances::table.select((balances::account, balances::currency, balances::amount_minor));
    let stripes: Vec<(String, String, i64)> = network.db().read(|conn| Ok(all.load(conn)?)).unwrap();
    let mut held = BTreeMap::new();
    for (account, currency, minor) in stripes {
        *held.entry((last_part(&account), currency)).or_default() += minor;
    }
    held.retain(|_, minor| *minor != 0);
    held
}

fn last_part(account: &str) -> String {
    account.rsplit(':').next().unwrap_or(account).to_owned()
}

/// The minor units of an amount that is written with its currency's digits.
fn minor(amount: &str) -> i64 {
    let digits: String = amount.chars().filter(|letter| letter.is_ascii_digit() || *letter == '-').collect();
    digits.parse().unwrap()
}

/// Writes a journal for Beancount, and what each account holds by our own count, to a folder where one is named:
/// `scripts/prove-books` has Beancount count it.
fn hand_over(network: &Network, journal: &str, held: &BTreeMap<(String, String), i64>) {
    let Ok(folder) = std::env::var("BOOKS_TO") else { return };
    let told = held.iter().map(|((account, currency), minor)| json!([account, currency, minor]));
    let balances: Vec<Value> = told.collect();
    let path = |kind: &str| Path::new(&folder).join(format!("{:?}.{kind}", network.on).to_lowercase());
    fs::write(path("beancount"), journal).unwrap();
    fs::write(path("json"), Value::from(balances).to_string()).unwrap();
}

fn faults_of(file: &str) -> Vec<String> {
    match book::verify_file(file.as_bytes(), None) {
        Ok(found) => found.all_faults().map(str::to_owned).collect(),
        Err(unread) => vec![unread],
    }
}

#[test]
fn an_exported_book_is_recounted_without_a_network_and_whatever_is_done_to_the_file_is_found() {
    on_both(|network| {
        eventful(network);
        let file = exported(network);
        let key = network.app.signer.public()[0].clone();
        let found = book::verify_file(file.as_bytes(), Some(&key)).unwrap();
        assert_eq!(found.all_faults().collect::<Vec<_>>(), Vec::<&str>::new());
        let there = book::service::verify(network.db()).unwrap();
        assert_eq!((found.entries, found.postings, found.chain.intact), (there.entries, there.postings, there.entries));
        let other = book::verify_file(file.as_bytes(), Some("00")).unwrap();
        assert!(other.faults[0].contains("not by the one that was named"), "{:?}", other.faults);
        let lines: Vec<&str> = file.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            let without: Vec<&str> = lines.iter().enumerate().filter(|(n, _)| *n != number).map(|(_, l)| *l).collect();
            assert_ne!(faults_of(&(without.join("\n") + "\n")), Vec::<String>::new(), "line {number} can be left out");
            let mut twice = lines.clone();
            twice.insert(number, line);
            assert_ne!(faults_of(&(twice.join("\n") + "\n")), Vec::<String>::new(), "line {number} can stand twice");
            if number > 0 {
                let mut swapped = lines.clone();
                swapped.swap(number - 1, number);
                assert_ne!(faults_of(&(swapped.join("\n") + "\n")), Vec::<String>::new(), "line {number} can be moved");
            }
            // Any digit of a line.
            for (place, digit) in line.char_indices().filter(|(_, letter)| letter.is_ascii_digit()).step_by(5) {
                let mut changed = (*line).to_owned();
                changed.replace_range(place..=place, if digit == '0' { "1" } else { "0" });
                let mut all = lines.clone();
                all[number] = &changed;
                assert_ne!(faults_of(&(all.join("\n") + "\n")), Vec::<String>::new(), "{line} at {place}");
            }
        }
        assert!(faults_of(&file.replacen(r#"{"book""#, r#"{ "book""#, 1))[0].contains("as Muster writes it"));
        assert!(faults_of("")[0].contains("its end is missing"));
        assert!(faults_of("{}\n")[0].contains("does not begin"));
        assert!(faults_of(&format!("{file}more\n"))[0].contains("after the end"));
    });
}

#[test]
fn hledger_accepts_the_exported_journal_and_counts_the_same_balances() {
    on_both(|network| {
        eventful(network);
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("book.journal");
        let made = fs::File::create(&file).unwrap();
        let entries = book::export_journal(network.db(), Journal::Hledger, made).unwrap();
        assert!(entries > 8);
        let hledger = |arguments: &[&str]| {
            let said =
                Command::new("hledger").arg("-f").arg(&file).args(arguments).output().expect("hledger is installed");
            (
                said.status.success(),
                String::from_utf8_lossy(&said.stdout).into_owned() + &String::from_utf8_lossy(&said.stderr),
            )
        };
        let (fine, said) = hledger(&["check", "--strict", "ordereddates"]);
        assert!(fine, "{said}");
        let (fine, counted) = hledger(&["balance", "--flat", "--no-total", "--layout=bare", "-O", "csv"]);
        assert!(fine, "{counted}");
        let by_others = counted.lines().skip(1).map(|line| {
            let cells: Vec<&str> = line.split(',').map(|cell| cell.trim_matches('"')).collect();
            let [account, currency, amount] = cells[..] else { panic!("{line}") };
            ((last_part(account), currency.to_owned()), minor(amount))
        });
        let held = held(network);
        assert_eq!(by_others.collect::<BTreeMap<_, _>>(), held, "{counted}");
        let currencies: BTreeSet<&str> = held.keys().map(|(_, currency)| currency.as_str()).collect();
        assert_eq!(currencies.into_iter().collect::<Vec<_>>(), ["CZK", "EUR", "JPY", "KWD"]);
        // A cent moved, and hledger says so.
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.replacen("-12.34 EUR", "-12.35 EUR", 1)).unwrap();
        assert!(!hledger(&["check", "--strict"]).0);
    });
}

#[test]
fn the_journal_for_beancount_has_every_entry_and_ends_with_every_balance_to_the_last_unit() {
    on_both(|network| {
        eventful(network);
        let mut file = Vec::new();
        let entries = book::export_journal(network.db(), Journal::Beancount, &mut file).unwrap();
        let journal = String::from_utf8(file).unwrap();
        let after_day = || journal.lines().filter_map(|line| line.get(10..));
        assert_eq!(after_day().filter(|told| told.starts_with(" * \"")).count(), entries);
        let balances = after_day().filter_map(|told| told.strip_prefix(" balance ")).map(|told| {
            let words: Vec<&str> = told.split_whitespace().collect();
            let [account, amount, "~", "0", currency] = words[..] else { panic!("{told}") };
            ((last_part(account).to_lowercase(), currency.to_owned()), minor(amount))
        });
        let balances: BTreeMap<(String, String), i64> = balances.filter(|(_, minor)| *minor != 0).collect();
        // Beancount's names begin with a capital and have no underscore.
        let alike = |((account, currency), minor): ((String, String), i64)| {
            ((account.replace('_', "-").to_lowercase(), currency), minor)
        };
        let held_alike: BTreeMap<(String, String), i64> = held(network).into_iter().map(alike).collect();
        assert_eq!(balances, held_alike);
        hand_over(network, &journal, &held(network));
    });
}

#[test]
fn a_book_that_is_exported_while_others_post_is_whole() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (ada, _) = scene.freelancer("Ada", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        let (done, posted) = (AtomicBool::new(false), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for writer in 0..3 {
                let (done, posted) = (&done, &posted);
                scope.spawn(move || {
                    for number in (0..).take_while(|_| !done.load(Ordering::Relaxed)) {
                        let (entry, key) = (funding(engagement, 100), format!("{writer}:{number}"));
                        network.db().write(|tx| book::service::post(tx, &entry, &key)).unwrap();
                        posted.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
            let mut faults = Vec::new();
            for export in 1.. {
                faults.extend(faults_of(&exported(network)));
                // However slow the machine is: something was posted between one export and another.
                if export >= 12 && posted.load(Ordering::Relaxed) > 12 {
                    break;
                }
            }
            done.store(true, Ordering::Relaxed);
            assert_eq!(faults, Vec::<String>::new());
        });
        let (file, there) = (exported(network), book::service::verify(network.db()).unwrap());
        assert_eq!(book::verify_file(file.as_bytes(), None).unwrap().entries, there.entries);
    });
}
