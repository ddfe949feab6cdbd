//! The book: nothing is posted twice, everything can be taken back, and nobody changes it unseen.

mod back;
mod by_hand;
mod contracts;
mod exports;
mod seen;
mod sequences;

use diesel::{connection::SimpleConnection, prelude::*};
use muster::{
    book::{self, Account, Entry, EntryId, Taxed, service::Back},
    engagements::EngagementId,
    error::Error,
    identity::MemberId,
    schema::entries,
    spaces::SpaceId,
};
use muster_kernel::{Currency, Money};
use serde_json::json;

use crate::support::{
    Network, On,
    checks::{assert_is_kept, try_and_put_back},
    on_both,
    scene::{Scene, Taken, eur},
};

fn funding(engagement: EngagementId, minor: i64) -> Entry {
    Entry::funding("a-milestone", "Funded", engagement, Taxed::untaxed(Money::new(minor, Currency::EUR))).unwrap()
}

/// The most that one account holds, in minor units.
const MOST: i64 = i64::MAX / 16;

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

/// What PostgreSQL notes as read by the transaction, of the tables to which every posting writes.
const NOTED: &str = "SELECT DISTINCT relation::regclass::text AS name FROM pg_locks \
    JOIN pg_class ON pg_class.oid = relation LEFT JOIN pg_index ON indexrelid = relation \
    WHERE mode = 'SIReadLock' AND pid = pg_backend_pid() AND COALESCE(indrelid, relation)::regclass::text \
    IN ('entries', 'postings', 'split_lines', 'commission_totals', 'fee_totals', 'chain_pending')";

#[test]
fn a_posting_reads_nothing_that_others_write_at_the_same_time() {
    #[derive(Debug, PartialEq, QueryableByName)]
    struct Noted {
        #[diesel(sql_type = diesel::sql_types::Text)]
        name: String,
    }
    let network = Network::start(On::Postgres);
    let scene = Scene::open(&network);
    let (ada, _) = scene.freelancer("Ada", None);
    let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
    let noted = network.db().write(|tx| {
        book::service::post(tx, &funding(engagement, 500), "a key")?;
        let after_it: Vec<Noted> = diesel::sql_query(NOTED).load(&mut **tx)?;
        entries::table.select(entries::id).load::<EntryId>(&mut **tx)?;
        let after_a_look: Vec<Noted> = diesel::sql_query(NOTED).load(&mut **tx)?;
        Ok((after_it, after_a_look.is_empty()))
    });
    assert_eq!(noted.unwrap(), (vec![], false));
}

#[test]
fn an_account_that_would_overflow_takes_no_more_and_stays_as_it_is() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (ada, _) = scene.freelancer("Ada", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        let post = |minor, key| network.db().write(|tx| book::service::post(tx, &funding(engagement, minor), key));
        post(MOST, "all there is").unwrap();
        assert!(matches!(post(1, "one more"), Err(Error::Conflict { code: "balance-too-large", .. })));
        assert!(matches!(post(i64::MAX, "more"), Err(Error::Conflict { code: "balance-too-large", .. })));
        assert_eq!(holds(network, Account::Bank), [MOST]);
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
        (
            "UPDATE split_lines SET basis_points = basis_points + 1 WHERE payee = 'space'",
            "part 2 of its split is not its rate of what that was taken of",
        ),
        ("UPDATE entries SET memo = 'Something else' WHERE kind = 'funding'", "was changed"),
        (
            "UPDATE balances SET amount_minor = amount_minor - 5 WHERE account = 'bank'",
            "The balance of bank in EUR is kept as 199995, but it sums to 200000",
        ),
        ("DELETE FROM balances WHERE account = 'bank'", "The balance of bank in EUR sums to 200000, and is not kept"),
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

#[test]
fn nothing_in_the_book_is_replaced_or_emptied_and_nothing_joins_what_is_closed() {
    on_both(|network| {
        let scene = Scene::open(network);
        released(&scene);
        let joining = "INSERT INTO split_lines SELECT entry_id, line + 100, payee, account, engagement_id, seat, member_id, \
            space_id, of_payee, fee, terms_id, bound, basis_points, base_minor, amount_minor, currency, month, year, \
            category, of_line, work_place_id, source FROM split_lines";
        // While the chain waits for a link to the entry, and once it has one.
        assert!(!try_and_put_back(network, joining), "a split got more lines");
        assert_eq!(faults(network), Vec::<String>::new());
        assert!(!try_and_put_back(network, joining), "a split got more lines later");
        for (table, replacing) in [
            (
                "entries",
                "REPLACE INTO entries SELECT id, kind, subject, 'Else', key, reverses, concerns, posted_at FROM entries",
            ),
            ("postings", "REPLACE INTO postings SELECT * FROM postings"),
            ("split_lines", "REPLACE INTO split_lines SELECT * FROM split_lines"),
            ("audit_entries", "REPLACE INTO audit_entries SELECT * FROM audit_entries"),
            ("chain_links", "REPLACE INTO chain_links SELECT chain, position, entry_id, digest, 'x' FROM chain_links"),
        ] {
            assert_is_kept(network, table, replacing);
        }
        assert_eq!(faults(network), Vec::<String>::new());
    });
}

/// A released engagement of two members, one of whom belongs to a space, and what was released.
fn released<'n>(scene: &Scene<'n>) -> (EngagementId, [MemberId; 2], SpaceId, String) {
    let hill = scene.space("Hill", 1_000);
    let (ada, signed_in) = scene.freelancer("Ada", Some(hill));
    let (bob, _) = scene.freelancer("Bob", None);
    let engagement = scene.engage("web", &[Taken::by(ada, 5_003), Taken::by(bob, 3_001)]);
    scene.complete(engagement, &signed_in);
    // What follows a milestone's end is done before its money goes other ways.
    scene.market.network.work();
    let subject = entries::table.find(last(scene.market.network, "release").to_string()).select(entries::subject);
    let milestone = scene.market.network.db().read(|conn| Ok(subject.first(conn)?)).unwrap();
    (engagement, [ada, bob], hill, milestone)
}

fn take_back(network: &Network, milestone: &str, minor: i64, back: Back, key: &str) -> Result<Vec<EntryId>, Error> {
    let amount = Taxed::untaxed(Money::new(minor, Currency::EUR));
    network.db().write(|tx| book::service::take_back(tx, milestone, amount, back, "Agreed", key))
}

#[test]
fn more_than_is_held_never_leaves_an_escrow_and_the_database_says_so_too() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (ada, _) = scene.freelancer("Ada", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        network.db().write(|tx| book::service::post(tx, &funding(engagement, 500), "in")).unwrap();
        let refund = |minor, key: &str| {
            let back = Taxed::untaxed(Money::new(minor, Currency::EUR));
            let entry = Entry::refund("a-milestone", "Refunded", engagement, scene.client_id, back).unwrap();
            network.db().write(|tx| book::service::post(tx, &entry, key))
        };
        assert!(matches!(refund(501, "out"), Err(Error::Conflict { code: "not-held", .. })));
        refund(499, "out").unwrap();
        assert_eq!(holds(network, Account::Escrow(engagement)), [1]);
        let forced = network
            .db()
            .write(|tx| Ok(tx.batch_execute("UPDATE balances SET amount_minor = 5 WHERE account LIKE 'escrow:%'")?));
        assert!(forced.is_err());
        assert_eq!(faults(network), Vec::<String>::new());
    });
}

#[test]
fn a_correction_leaves_what_was_wrong_where_it_is_and_names_it() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (ada, _) = scene.freelancer("Ada", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        let wrong = network.db().write(|tx| book::service::post(tx, &funding(engagement, 5_000), "typed")).unwrap();
        let right = funding(engagement, 500);
        let correct =
            || network.db().write(|tx| book::service::correct(tx, wrong, &right, "A zero too many", "typed again"));
        correct().unwrap();
        assert_eq!(holds(network, Account::Bank), [500]);
        let kinds = entries::table.order(entries::id).select((entries::kind, entries::reverses));
        let kinds: Vec<(String, Option<String>)> = network.db().read(|conn| Ok(kinds.load(conn)?)).unwrap();
        let told: Vec<&str> = kinds.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(told, ["funding", "reversal", "funding"]);
        assert_eq!(kinds[1].1, Some(wrong.to_string()));
        assert!(matches!(correct(), Err(Error::Conflict { code: "already-reversed", .. })));
        assert_eq!(faults(network), Vec::<String>::new());
    });
}

#[test]
fn money_of_one_currency_becomes_money_of_another_and_nothing_is_added_up() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (ada, _) = scene.freelancer("Ada", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        network.db().write(|tx| book::service::post(tx, &funding(engagement, 1_000), "in")).unwrap();
        let (given, got) = (Money::new(400, Currency::EUR), Money::new(10_000, Currency::CZK));
        let entry = Entry::exchange("rate of the day", "25.00 CZK for 1.00 EUR", given, got).unwrap();
        network.db().write(|tx| book::service::post(tx, &entry, "exchange")).unwrap();
        let bank = network.db().read(|conn| book::service::holds(conn, Account::Bank)).unwrap();
        assert_eq!(bank, [got, Money::new(600, Currency::EUR)]);
        assert_eq!(holds(network, Account::Exchange(Currency::EUR)), [400]);
        assert_eq!(holds(network, Account::Exchange(Currency::CZK)), [-10_000]);
        assert_eq!(faults(network), Vec::<String>::new());
    });
}
