//! The ground that everything stands on: one code, two databases.

use std::collections::BTreeMap;

use diesel::{prelude::*, sql_query, sql_types::Text};
use muster::{
    audit::{self, By},
    db::{Conn, Portable, Tx, insert_all, total},
    error::{Error, Result},
    http,
    identity::{Hat, PersonId, PersonKind},
    jobs::{self, Job},
    letters::Language,
    mail::Mail,
    schema::{accounts, balances, entries, hats, jobs as job_rows, people, postings, turn_balances},
};
use muster_kernel::{Currency, Id, Instant};

use crate::support::{Network, On, Person, on_both};

#[derive(Insertable, Clone)]
#[diesel(table_name = turn_balances, treat_none_as_default_value = false)]
struct Balance {
    account: String,
    milli_offers: i64,
    entitled_milli: i64,
    received_milli: i64,
}

/// The most that a row of a balance may hold, above or below nothing.
const MOST: i64 = i64::MAX / 16;

fn balance(account: &str, milli_offers: i64) -> Balance {
    Balance { account: account.to_owned(), milli_offers, entitled_milli: 0, received_milli: 0 }
}

/// The row of one account.
macro_rules! row_of {
    ($account:literal) => {
        turn_balances::table.filter(turn_balances::account.eq($account))
    };
}

fn insert_person(conn: &mut Conn, id: PersonId, email: &str) -> Result<()> {
    let row = (
        people::id.eq(id),
        people::email.eq(email),
        people::name.eq("Ada"),
        people::password_hash.eq(""),
        people::language.eq("en"),
        people::created_at.eq(Instant::from_micros(1)),
    );
    diesel::insert_into(people::table).values(row).execute(conn)?;
    Ok(())
}

#[test]
fn a_write_that_fails_leaves_nothing_behind() {
    on_both(|network| {
        let outcome: Result<()> = network.db().write(|tx| {
            let id = tx.id();
            insert_person(tx, id, "ada@example.org")?;
            audit::record(tx, By::Muster, "person.signed-up", id, &())?;
            Err(Error::forbidden("no"))
        });
        assert!(outcome.is_err());
        let left: i64 = network.db().read(|conn| Ok(people::table.count().get_result(conn)?)).unwrap();
        assert_eq!(left, 0);
    });
}

#[test]
fn writers_side_by_side_lose_no_update() {
    on_both(|network| {
        network.db().write(|tx| insert_all::<_, Balance>(tx, turn_balances::table, &[balance("a", 0)])).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| (0..15).for_each(|_| add_one(network)));
            }
        });
        let sum: i64 =
            network.db().read(|conn| Ok(row_of!("a").select(turn_balances::milli_offers).first(conn)?)).unwrap();
        assert_eq!(sum, 90);
    });
}

/// Reads and then writes: what a lost update needs.
fn add_one(network: &Network) {
    network
        .db()
        .write(|tx| {
            let now: i64 = row_of!("a").select(turn_balances::milli_offers).first(&mut **tx)?;
            diesel::update(row_of!("a")).set(turn_balances::milli_offers.eq(now + 1)).execute(&mut **tx)?;
            Ok(())
        })
        .unwrap();
}

/// Writes without a look before it.
fn add_one_by_a_statement(network: &Network) {
    let one_more = turn_balances::milli_offers.eq(turn_balances::milli_offers + 1);
    let written = network.db().write_one(|conn| Ok(diesel::update(row_of!("a")).set(one_more).execute(conn)?));
    assert_eq!(written.unwrap(), 1);
}

#[test]
fn a_statement_that_is_written_alone_loses_nothing_beside_those_who_read_and_then_write() {
    on_both(|network| {
        network.db().write(|tx| insert_all::<_, Balance>(tx, turn_balances::table, &[balance("a", 0)])).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| (0..15).for_each(|_| add_one(network)));
                scope.spawn(|| (0..15).for_each(|_| add_one_by_a_statement(network)));
            }
        });
        let sum: i64 =
            network.db().read(|conn| Ok(row_of!("a").select(turn_balances::milli_offers).first(conn)?)).unwrap();
        assert_eq!(sum, 90);
    });
}

#[test]
fn ids_enums_instants_and_currencies_come_back_as_they_were_written() {
    on_both(|network| {
        let id: PersonId = Id::from_bits(7);
        network
            .db()
            .write(|tx| {
                insert_person(tx, id, "ada@example.org")?;
                let hat = (hats::person_id.eq(id), hats::hat.eq(Hat::Steward), hats::granted_at.eq(tx.now()));
                diesel::insert_into(hats::table).values(hat).execute(&mut **tx)?;
                diesel::insert_into(accounts::table)
                    .values((accounts::name.eq("bank"), accounts::opened_at.eq(tx.now())))
                    .execute(&mut **tx)?;
                let row = (
                    balances::account.eq("bank"),
                    balances::currency.eq(Currency::KWD),
                    balances::stripe.eq(0),
                    balances::amount_minor.eq(-MOST),
                );
                diesel::insert_into(balances::table).values(row).execute(&mut **tx)?;
                Ok(())
            })
            .unwrap();
        let found: (Id<PersonKind>, Hat, Instant) = network
            .db()
            .read(|conn| {
                let all = (hats::person_id, hats::hat, hats::granted_at);
                Ok(hats::table.filter(hats::hat.eq_any([Hat::Steward, Hat::Admin])).select(all).first(conn)?)
            })
            .unwrap();
        assert_eq!(found, (id, Hat::Steward, network.now()));
        let money: (Currency, i64) = network
            .db()
            .read(|conn| Ok(balances::table.select((balances::currency, balances::amount_minor)).first(conn)?))
            .unwrap();
        assert_eq!(money, (Currency::KWD, -MOST));
    });
}

#[test]
fn a_row_is_put_in_or_brought_up_to_date_and_batches_are_whole() {
    on_both(|network| {
        let many: Vec<Balance> = (0..2_500).map(|number| balance(&format!("m{number}"), number)).collect();
        let inserted = network.db().write(|tx| insert_all::<_, Balance>(tx, turn_balances::table, &many)).unwrap();
        assert_eq!(inserted, 2_500);
        for amount in [5, 9] {
            let row = balance("m1", amount);
            network
                .db()
                .write(|tx| {
                    let statement = diesel::insert_into(turn_balances::table)
                        .values(row.clone())
                        .on_conflict(turn_balances::account)
                        .do_update()
                        .set(turn_balances::milli_offers.eq(amount));
                    Ok(Portable(statement).execute(&mut **tx)?)
                })
                .unwrap();
        }
        let now: i64 =
            network.db().read(|conn| Ok(row_of!("m1").select(turn_balances::milli_offers).first(conn)?)).unwrap();
        assert_eq!(now, 9);
    });
}

#[test]
fn sums_of_money_are_whole_numbers() {
    on_both(|network| {
        // A float would lose the last digits of this one.
        let large = (1_i64 << 62) + 1;
        let rows = [balance("a", large), balance("b", 2), balance("c", -4)];
        network.db().write(|tx| insert_all::<_, Balance>(tx, turn_balances::table, &rows)).unwrap();
        let sum: Option<i64> = network
            .db()
            .read(|conn| Ok(turn_balances::table.select(total(turn_balances::milli_offers)).first(conn)?))
            .unwrap();
        assert_eq!(sum, Some(large - 2));
    });
}

#[test]
fn workers_side_by_side_do_each_job_once_and_one_that_stops_is_followed_by_another() {
    on_both(|network| {
        let mail = |number: i32| {
            Job::Mail(Mail {
                to: format!("m{number}@example.org"),
                language: Language::English,
                subject: "Once".to_owned(),
                text: "Hello.".to_owned(),
                link: None,
            })
        };
        network.db().write(|tx| (0..40).try_for_each(|number| jobs::soon(tx, &mail(number)))).unwrap();
        let done: usize = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..4).map(|_| scope.spawn(|| jobs::run_due(&network.app).unwrap())).collect();
            workers.into_iter().map(|worker| worker.join().unwrap()).sum()
        });
        assert_eq!(done, 40);
        assert!((0..40).all(|number| network.mails(&format!("m{number}@example.org")).len() == 1));
        // A worker that stops after claiming a job keeps it until its lease runs out, and no longer.
        network.db().write(|tx| jobs::soon(tx, &mail(99))).unwrap();
        let held = network.now().plus_seconds(60);
        let hold = |tx: &mut Tx<'_>| {
            let waiting = job_rows::table.filter(job_rows::state.eq("waiting"));
            Ok(diesel::update(waiting).set(job_rows::lease_until.eq(held)).execute(&mut **tx)?)
        };
        assert_eq!(network.db().write(hold).unwrap(), 1);
        assert_eq!(jobs::run_due(&network.app).unwrap(), 0);
        network.wait_hours(1);
        assert_eq!(network.mails("m99@example.org").len(), 1);
    });
}

#[test]
fn nobody_is_operator_and_steward_at_once_even_for_the_database() {
    on_both(|network| {
        let outcome = network.db().write(|tx| {
            let id = tx.id();
            insert_person(tx, id, "ada@example.org")?;
            for hat in [Hat::Operator, Hat::Steward] {
                let row = (hats::person_id.eq(id), hats::hat.eq(hat), hats::granted_at.eq(tx.now()));
                diesel::insert_into(hats::table).values(row).execute(&mut **tx)?;
            }
            Ok(())
        });
        assert!(outcome.unwrap_err().is_taken());
    });
}

fn insert_postings(conn: &mut Conn, entry: &str, first: i32, lines: &[(i64, Currency)]) -> Result<usize> {
    #[derive(diesel::Insertable)]
    #[diesel(table_name = postings, treat_none_as_default_value = false)]
    struct Row<'a> {
        entry_id: &'a str,
        line: i32,
        account: &'a str,
        amount_minor: i64,
        currency: Currency,
    }
    let row = |(line, (minor, currency)): (i32, &(i64, Currency))| Row {
        entry_id: entry,
        line,
        account: "bank",
        amount_minor: *minor,
        currency: *currency,
    };
    let rows: Vec<Row<'_>> = (first..).zip(lines).map(row).collect();
    insert_all::<_, Row<'_>>(conn, postings::table, &rows)
}

fn insert_entry(conn: &mut Conn, id: &str) -> QueryResult<usize> {
    let row = (
        entries::id.eq(id),
        entries::kind.eq("funding"),
        entries::subject.eq("x"),
        entries::memo.eq("x"),
        entries::key.eq(id),
        entries::posted_at.eq(Instant::from_micros(1)),
    );
    diesel::insert_into(entries::table).values(row).execute(conn)
}

/// Writes an entry with those postings; whether the database took it.
fn book(network: &Network, id: &str, lines: &[(i64, Currency)]) -> Result<()> {
    network.db().write(|tx| {
        let bank = (accounts::name.eq("bank"), accounts::opened_at.eq(tx.now()));
        Portable(diesel::insert_into(accounts::table).values(bank).on_conflict_do_nothing()).execute(&mut **tx)?;
        insert_postings(tx, id, 0, lines)?;
        insert_entry(tx, id)?;
        Ok(())
    })
}

#[test]
fn the_database_itself_refuses_an_entry_that_does_not_balance_and_any_change_to_one_that_does() {
    on_both(|network| {
        book(network, "fair", &[(5, Currency::EUR), (-5, Currency::EUR)]).unwrap();
        for (id, lines) in [
            ("lopsided", vec![(5, Currency::EUR), (-4, Currency::EUR)]),
            ("mixed", vec![(5, Currency::EUR), (-5, Currency::CZK)]),
            ("lonely", vec![]),
        ] {
            assert!(book(network, id, &lines).is_err(), "{id} was taken");
        }
        let change = |statement: &str| network.db().write(|tx| Ok(sql_query(statement).execute(&mut **tx)?));
        assert!(change("UPDATE postings SET amount_minor = 6 WHERE line = 1").is_err());
        assert!(change("DELETE FROM postings").is_err());
        assert!(change("DELETE FROM entries").is_err());
        let even = [(5, Currency::EUR), (-5, Currency::EUR)];
        for (first, lines) in [(2, &even[..1]), (2, &even[..]), (0, &even[..])] {
            let late = network.db().write(|tx| insert_postings(tx, "fair", first, lines));
            assert!(late.is_err(), "a closed entry took postings from {first} on");
        }
        let orphan = network.db().write(|tx| insert_postings(tx, "nobody", 0, &even));
        assert!(orphan.is_err(), "postings without an entry were committed");
    });
}

#[test]
fn an_edit_of_the_audit_log_behind_its_back_is_found() {
    on_both(|network| {
        network.db().write(|tx| audit::record(tx, By::Muster, "a.thing", "x", &1)).unwrap();
        network.db().write(|tx| audit::record(tx, By::Muster, "another.thing", "y", &2)).unwrap();
        let found = audit::verify(network.db()).unwrap();
        assert_eq!((found.intact, found.faults.len()), (2, 0));
        for (statement, fault) in [
            ("UPDATE audit_entries SET details = '3' WHERE subject = 'x'", "was changed"),
            ("UPDATE audit_entries SET hat = 'crown' WHERE subject = 'x'", "was changed"),
            ("DELETE FROM audit_entries WHERE subject = 'y'", "was deleted"),
        ] {
            network.db().write(|tx| tamper(tx, network.on, statement)).unwrap();
            let faults = audit::verify(network.db()).unwrap().faults;
            assert!(faults.iter().any(|found| found.contains(fault)), "{faults:?}");
        }
    });
}

/// What somebody with the keys to the database could do: switch the guard off, change a row, switch it on again.
fn tamper(conn: &mut Conn, on: On, statement: &str) -> Result<()> {
    use diesel::connection::SimpleConnection;
    match on {
        On::Postgres => {
            conn.batch_execute(&format!(
                "ALTER TABLE audit_entries DISABLE TRIGGER ALL; {statement}; ALTER TABLE audit_entries ENABLE TRIGGER ALL"
            ))?;
        }
        On::Sqlite => {
            conn.batch_execute("DROP TRIGGER IF EXISTS audit_entries_are_kept_update")?;
            conn.batch_execute("DROP TRIGGER IF EXISTS audit_entries_are_kept_delete")?;
            conn.batch_execute(statement)?;
        }
    }
    Ok(())
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    place: String,
    #[diesel(sql_type = Text)]
    kind: String,
}

/// Each column of each table as `table.column`, with its type and whether it may be empty. SQLite numbers rows by itself
/// only where the column is called INTEGER; it holds 64 bits all the same.
fn columns(network: &Network) -> BTreeMap<String, String> {
    let query = match network.on {
        On::Sqlite => {
            "SELECT m.name || '.' || p.name AS place,
                    CASE WHEN p.pk = 1 AND m.sql LIKE '%AUTOINCREMENT%' THEN 'BIGINT'
                         ELSE REPLACE(UPPER(p.type), 'BLOB', 'BYTEA') END || CASE WHEN p.\"notnull\" = 1 THEN '' ELSE ' NULL' END AS kind
             FROM sqlite_master m JOIN pragma_table_info(m.name) p
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\'"
        }
        On::Postgres => {
            "SELECT table_name || '.' || column_name AS place,
                    UPPER(data_type) || CASE WHEN is_nullable = 'NO' THEN '' ELSE ' NULL' END AS kind
             FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%'"
        }
    };
    let rows: Vec<Column> = network.db().read(|conn| Ok(sql_query(query).load(conn)?)).unwrap();
    rows.into_iter().map(|column| (column.place, column.kind)).collect()
}

#[test]
fn migrations_go_up_down_and_up_again_and_both_databases_have_the_same_tables() {
    let schemas: Vec<_> = [On::Sqlite, On::Postgres]
        .into_iter()
        .map(|on| {
            let network = Network::start(on);
            let before = columns(&network);
            network.db().unmigrate().unwrap();
            assert_eq!(columns(&network), BTreeMap::new(), "something is left on {on:?}");
            network.db().migrate().unwrap();
            assert_eq!(columns(&network), before);
            before
        })
        .collect();
    assert!(schemas[0].len() > 200, "{} columns were compared", schemas[0].len());
    assert_eq!(schemas[0], schemas[1]);
}

#[test]
fn the_description_its_readers_page_health_and_readiness_are_served() {
    on_both(|network| {
        let nobody = Person::nobody(network);
        let served = nobody.get("/openapi.json").ok(200);
        assert_eq!(served, serde_json::to_value(http::openapi()).unwrap());
        assert!(served["openapi"].as_str().unwrap().starts_with("3.1"), "{}", served["openapi"]);
        assert_eq!(nobody.get("/api/docs/").status, 200);
        assert_eq!(nobody.get("/no-such-route").refused(404), "not-found");
        let status = |path: &str| ureq::get(format!("{}{path}", network.url)).call().unwrap().status();
        assert_eq!((status("/health"), status("/ready")), (200.try_into().unwrap(), 200.try_into().unwrap()));
    });
}
