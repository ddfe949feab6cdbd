//! The book: nothing is posted twice, everything can be taken back, and nobody changes it unseen.

use diesel::{connection::SimpleConnection, prelude::*};
use muster::{
    book::{self, Account, Entry, EntryId},
    engagements::EngagementId,
    error::Error,
    schema::entries,
};
use muster_kernel::{Currency, Money};
use serde_json::json;

use crate::support::{
    Network, On, on_both,
    scene::{Scene, Taken, eur},
};

fn funding(engagement: EngagementId, minor: i64) -> Entry {
    Entry::funding("a-milestone", "Funded", engagement, Money::new(minor, Currency::EUR)).unwrap()
}

fn holds(network: &Network, account: Account) -> Vec<i64> {
    let held = network.db().read(|conn| book::service::holds(conn, account)).unwrap();
    held.iter().map(|held| held.minor()).collect()
}

fn faults(network: &Network) -> Vec<String> {
    book::service::verify(network.db()).unwrap().all_faults().map(str::to_owned).collect()
}

/// The last entry of that kind.
fn last(network: &Network, kind: &str) -> EntryId {
    let of_kind = entries::table.filter(entries::kind.eq(kind)).order(entries::id.desc()).select(entries::id);
    network.db().read(|conn| Ok(of_kind.first(conn)?)).unwrap()
}

#[test]
fn the_same_key_with_the_same_content_answers_the_entry_that_is_there() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (ada, _) = scene.freelancer("Ada", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        let post = |minor| network.db().write(|tx| book::service::post(tx, &funding(engagement, minor), "a key"));
        let first = post(500).unwrap();
        assert_eq!(post(500).unwrap(), first);
        assert!(matches!(post(501), Err(Error::Conflict { code: "entry-exists", .. })));
        assert_eq!(holds(network, Account::Bank), [500]);
        assert_eq!(faults(network), Vec::<String>::new());
    });
}

#[test]
fn an_account_that_would_overflow_takes_no_more_and_stays_as_it_is() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (ada, _) = scene.freelancer("Ada", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        let post = |minor, key| network.db().write(|tx| book::service::post(tx, &funding(engagement, minor), key));
        post(i64::MAX, "all there is").unwrap();
        assert!(matches!(post(1, "one more"), Err(Error::Conflict { code: "balance-too-large", .. })));
        assert_eq!(holds(network, Account::Bank), [i64::MAX]);
        assert_eq!(faults(network), Vec::<String>::new());
    });
}

#[test]
fn an_entry_is_taken_back_once_by_its_mirror_image() {
    on_both(|network| {
        let scene = Scene::open(network);
        let hill = scene.space("Hill", 1_000);
        let (ada, signed_in) = scene.freelancer("Ada", Some(hill));
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        scene.complete(engagement, &signed_in);
        let release = last(network, "release");
        let reverse = |entry| network.db().write(|tx| book::service::reverse(tx, entry, "A mistake"));
        let reversal = reverse(release).unwrap();
        assert_eq!(holds(network, Account::Escrow(engagement)), [200_000]);
        assert_eq!((holds(network, Account::Member(ada)), holds(network, Account::Space(hill))), (vec![0], vec![0]));
        assert!(matches!(reverse(release), Err(Error::Conflict { code: "already-reversed", .. })));
        assert!(matches!(reverse(reversal), Err(Error::Conflict { code: "is-reversal", .. })));
        assert_eq!(faults(network), Vec::<String>::new());
        let earnings = signed_in.get("/member/earnings").ok(200);
        assert_eq!(earnings["balances"], json!([eur(0)]));
        let lines: Vec<_> =
            earnings["lines"]["items"].as_array().unwrap().iter().map(|line| line["amount"].clone()).collect();
        assert_eq!(lines, [eur(-180_000), eur(180_000)]);
    });
}

#[test]
fn earnings_are_told_page_by_page_the_newest_first() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (ada, signed_in) = scene.freelancer("Ada", None);
        for rate in [1_000, 2_000, 3_000] {
            // Two seats, so that an entry has two lines and a page can end between them.
            let engagement = scene.engage("web", &[Taken::by(ada, rate), Taken::by(ada, rate + 1)]);
            scene.complete(engagement, &signed_in);
        }
        let (mut amounts, mut after) = (Vec::new(), String::new());
        loop {
            let page = signed_in.get(&format!("/member/earnings?limit=1{after}")).ok(200);
            assert_eq!(page["balances"], json!([eur(480_120)]));
            let lines = &page["lines"];
            amounts.extend(
                lines["items"].as_array().unwrap().iter().map(|line| line["amount"]["amount"].as_i64().unwrap()),
            );
            let Some(next) = lines["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(amounts, [120_000, 120_040, 80_000, 80_040, 40_000, 40_040]);
        assert_eq!(signed_in.get("/member/earnings?after=nonsense").fields(), ["after"]);
    });
}

/// What somebody with the keys to the database could do: switch its guards off and change rows.
fn tamper(network: &Network, statement: &str) {
    let switches: &[&str] = match network.on {
        On::Postgres => &[
            "ALTER TABLE entries DISABLE TRIGGER ALL",
            "ALTER TABLE postings DISABLE TRIGGER ALL",
            "ALTER TABLE split_lines DISABLE TRIGGER ALL",
        ],
        On::Sqlite => &[
            "PRAGMA foreign_keys = OFF",
            "DROP TRIGGER entries_balance",
            "DROP TRIGGER entries_are_kept_update",
            "DROP TRIGGER entries_are_kept_delete",
            "DROP TRIGGER postings_are_kept_update",
            "DROP TRIGGER postings_are_kept_delete",
            "DROP TRIGGER split_lines_are_kept_update",
            "DROP TRIGGER split_lines_are_kept_delete",
        ],
    };
    let done = network.db().read(|conn| {
        for switch in switches {
            conn.batch_execute(switch)?;
        }
        Ok(conn.batch_execute(statement)?)
    });
    done.unwrap();
}

#[test]
fn whatever_is_changed_behind_the_books_back_is_found() {
    let tampering = [
        (
            "UPDATE postings SET amount_minor = amount_minor + 1 WHERE account LIKE 'payable:member:%'",
            "sums to 1 minor units of EUR",
        ),
        (
            "UPDATE postings SET account = 'revenue:network' WHERE account LIKE 'payable:space:%'",
            "part 2 of its split is not what was posted",
        ),
        ("UPDATE split_lines SET category = 'law'", "was changed"),
        ("UPDATE entries SET memo = 'Something else' WHERE kind = 'funding'", "was changed"),
        (
            "UPDATE balances SET amount_minor = amount_minor - 5 WHERE account = 'bank'",
            "The balance of bank is kept as 199995 EUR, but its postings sum to 200000",
        ),
        ("DELETE FROM balances WHERE account = 'bank'", "bank has no kept balance"),
        (
            "DELETE FROM split_lines; DELETE FROM postings WHERE entry_id = (SELECT id FROM entries WHERE kind = 'release'); \
             DELETE FROM entries WHERE kind = 'release'",
            "was deleted",
        ),
        (
            "INSERT INTO entries (id, kind, subject, memo, key, posted_at) \
             VALUES ('entry_7zzzzzzzzzzzzzzzzzzzzzzzzz', 'funding', 'x', 'x', 'x', 1)",
            "is not in the chain",
        ),
        ("DELETE FROM split_lines WHERE payee = 'space'", "its split adds up to 180000 instead of 200000"),
    ];
    for on in [On::Sqlite, On::Postgres] {
        for (statement, told) in tampering {
            let network = Network::start(on);
            let scene = Scene::open(&network);
            let hill = scene.space("Hill", 1_000);
            let (ada, signed_in) = scene.freelancer("Ada", Some(hill));
            scene.complete(scene.engage("web", &[Taken::by(ada, 5_000)]), &signed_in);
            assert_eq!(faults(&network), Vec::<String>::new());
            // The database itself refuses, but for balances, which are only kept sums.
            let refused = !try_and_put_back(&network, statement);
            assert_eq!(refused, !statement.contains("balances"), "on {on:?}: {statement}");
            tamper(&network, statement);
            let faults = faults(&network);
            assert!(faults.iter().any(|fault| fault.contains(told)), "on {on:?}, {statement}: {faults:#?}");
        }
    }
}

/// Whether the database takes a statement, which is not kept.
fn try_and_put_back(network: &Network, statement: &str) -> bool {
    let outcome = network.db().write::<()>(|tx| {
        tx.batch_execute(statement)?;
        Err(Error::forbidden("put it back"))
    });
    matches!(outcome, Err(Error::Forbidden(_)))
}
