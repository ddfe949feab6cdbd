//! Months that are closed: statements that nobody can change, and what proves their lines.

use diesel::{connection::SimpleConnection, prelude::*};
use muster::{
    book::{
        self, Account, Entry, Taxed,
        service::Back,
        statements::{self, Proof},
    },
    identity::Hat,
    schema::{statement_lines, statements as rows},
};
use muster_kernel::{Currency, Money};
use serde_json::{Value, json};

use crate::support::{
    Network, On,
    checks::{assert_is_kept, try_and_put_back},
    on_both,
    scene::{Scene, Taken, eur},
};

fn faults(network: &Network) -> Vec<String> {
    book::service::verify(network.db()).unwrap().all_faults().map(str::to_owned).collect()
}

/// Moves the clock to a day, and closes what is over.
fn go_to(network: &Network, day: &str) {
    network.app.mint.set_now(format!("{day}T09:00:00Z").parse().unwrap());
    network.work();
}

fn list(of: &Value) -> &Vec<Value> {
    of["items"].as_array().unwrap()
}

#[test]
fn a_month_that_is_over_is_closed_once_with_what_was_there_what_came_and_what_is_there() {
    on_both(|network| {
        let scene = Scene::open(network);
        let hill = scene.space("Hill", 1_000);
        let olga = scene.operator("Olga", hill);
        let (ada_id, ada) = scene.freelancer("Ada", Some(hill));
        let complete = |rate| {
            let engagement = scene.engage("web", &[Taken::by(ada_id, rate)]);
            scene.complete(engagement, &ada);
        };
        complete(5_000);
        complete(1_000);
        assert_eq!(list(&ada.get("/member/statements").ok(200)).len(), 0, "the month is not over");
        std::thread::scope(|scope| {
            network.app.mint.set_now("2026-12-01T00:00:00Z".parse().unwrap());
            for _ in 0..3 {
                scope.spawn(|| statements::keep_up(&network.app).unwrap());
            }
        });
        let page = ada.get("/member/statements").ok(200);
        let first = list(&page)[0].clone();
        let total = json!({ "opening": eur(0), "came": eur(216_000), "went": eur(0), "closing": eur(216_000) });
        assert_eq!(
            (&first["month"], &first["lines"], &first["totals"]),
            (&json!("2026-11"), &json!(2), &json!([total]))
        );
        assert!(network.mails(&ada.email).iter().any(|mail| mail.subject == "Your statement for November 2026"));
        // December: a payout, and something is taken back.
        let payout =
            Entry::payout("p", "Paid out", Account::Member(ada_id), Money::new(200_000, Currency::EUR)).unwrap();
        network.db().write(|tx| book::service::post(tx, &payout, "p")).unwrap();
        complete(100);
        go_to(network, "2027-01-05");
        let page = ada.get("/member/statements").ok(200);
        let second = &list(&page)[0];
        let total =
            json!({ "opening": eur(216_000), "came": eur(3_600), "went": eur(200_000), "closing": eur(19_600) });
        assert_eq!(second["totals"], json!([total]));
        let whole = ada.get(&format!("/member/statements/{}", second["id"].as_str().unwrap())).ok(200);
        let lines: Vec<_> = whole["lines"].as_array().unwrap().iter().collect();
        assert_eq!((&lines[0]["movement"], &lines[0]["balance"]), (&json!("payout"), &eur(16_000)));
        assert_eq!((&lines[1]["amount"], &lines[1]["balance"]), (&eur(3_600), &eur(19_600)));
        // A month without a line still says what is there; numbers have no gap.
        go_to(network, "2027-03-01");
        let numbers: Vec<i64> =
            network.db().read(|conn| Ok(rows::table.order(rows::number).select(rows::number).load(conn)?)).unwrap();
        assert_eq!(numbers, (1..=8).collect::<Vec<i64>>(), "two accounts, four months");
        let page = olga.get(&format!("/spaces/{hill}/statements")).ok(200);
        assert_eq!(list(&page).len(), 4);
        assert_eq!(list(&page)[0]["totals"][0]["closing"], eur(24_400));
        assert_eq!(list(&ada.get("/member/statements?limit=1").ok(200)).len(), 1);
        assert_eq!(ada.get("/member/statements?after=x").fields(), ["after"]);
        let months: Vec<Value> =
            list(&ada.get("/periods").ok(200)).iter().map(|period| period["month"].clone()).collect();
        assert_eq!(months, ["2027-02", "2027-01", "2026-12", "2026-11"]);
        assert_eq!(faults(network), Vec::<String>::new());
    });
}

#[test]
fn a_statement_is_its_owners_alone_and_a_space_sees_nobodys_line() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (hill, dale) = (scene.space("Hill", 1_000), scene.space("Dale", 500));
        let (olga, otto) = (scene.operator("Olga", hill), scene.operator("Otto", dale));
        let people: Vec<_> = ["Ada", "Bob", "Cyd"].iter().map(|name| scene.freelancer(name, Some(hill))).collect();
        for ((id, member), rate) in people.iter().zip([5_003, 4_001, 3_000]) {
            let engagement = scene.engage("web", &[Taken::by(*id, rate)]);
            scene.complete(engagement, member);
        }
        let engagement = scene.engage("data", &[Taken::by(people[0].0, 1_000)]);
        scene.complete(engagement, &people[0].1);
        go_to(network, "2026-12-01");
        let own = list(&people[0].1.get("/member/statements").ok(200))[0]["id"].as_str().unwrap().to_owned();
        people[0].1.get(&format!("/member/statements/{own}")).ok(200);
        people[1].1.get(&format!("/member/statements/{own}")).refused(404);
        let page = olga.get(&format!("/spaces/{hill}/statements")).ok(200);
        let id = list(&page)[0]["id"].as_str().unwrap().to_owned();
        let seen = olga.get(&format!("/spaces/{hill}/statements/{id}")).ok(200);
        // Work on data was one member's: it is folded into the whole, which is all that is told.
        assert_eq!(seen["rows"], json!([]));
        assert_eq!(seen["statement"]["totals"][0]["came"], eur(20_012 + 16_004 + 12_000 + 4_000));
        for (id, member) in &people {
            assert!(!seen.to_string().contains(&id.to_string()) && !seen.to_string().contains(&member.email));
        }
        otto.get(&format!("/spaces/{hill}/statements")).refused(404);
        otto.get(&format!("/spaces/{dale}/statements/{id}")).refused(404);
        people[0].1.get(&format!("/spaces/{hill}/statements")).refused(403);
        assert_eq!(faults(network), Vec::<String>::new());
    });
}

#[test]
fn a_member_can_prove_what_their_space_was_paid_for_their_work() {
    on_both(|network| {
        let scene = Scene::open(network);
        let hill = scene.space("Hill", 1_000);
        let olga = scene.operator("Olga", hill);
        let people: Vec<_> = (0..5).map(|n| scene.freelancer(&format!("Member {n}"), Some(hill))).collect();
        for ((id, member), rate) in people.iter().zip([5_000, 4_000, 3_000, 2_000, 1_000]) {
            let engagement = scene.engage("web", &[Taken::by(*id, rate)]);
            scene.complete(engagement, member);
        }
        let (_, ada) = &people[2];
        let entry = ada.get("/member/earnings").ok(200)["lines"]["items"][0]["entry"].as_str().unwrap().to_owned();
        let path = format!("/member/earnings/{entry}/proofs");
        assert_eq!(ada.get(&path).ok(200), json!([]), "the month is not closed");
        go_to(network, "2026-12-01");
        let proofs: Vec<Proof> = serde_json::from_value(ada.get(&path).ok(200)).unwrap();
        let amounts: Vec<i64> = proofs.iter().map(|proof| proof.leaf.amount.minor()).collect();
        assert_eq!(amounts, [108_000, 12_000]);
        assert!(proofs.iter().all(Proof::holds));
        // The roots are those of the two statements.
        let own = ada.get("/member/statements").ok(200);
        let space = olga.get(&format!("/spaces/{hill}/statements")).ok(200);
        assert_eq!(
            (&list(&own)[0]["root"], &list(&space)[0]["root"]),
            (&json!(proofs[0].root), &json!(proofs[1].root))
        );
        assert_eq!(proofs[1].lines, 5);
        let mut dearer = proofs[1].clone();
        dearer.leaf.amount = Money::new(12_001, Currency::EUR);
        assert!(!dearer.holds());
        let mut moved = proofs[1].clone();
        moved.leaf.position = (moved.leaf.position + 1) % 5;
        assert!(!moved.holds());
        assert_eq!(people[0].1.get(&path).ok(200), json!([]), "another member's work is not theirs to prove");
    });
}

#[test]
fn what_is_closed_stays_closed_and_a_correction_falls_into_the_next_statement() {
    on_both(|network| {
        let scene = Scene::open(network);
        let hill = scene.space("Hill", 1_000);
        let (ada_id, ada) = scene.freelancer("Ada", Some(hill));
        let engagement = scene.engage("web", &[Taken::by(ada_id, 5_000)]);
        scene.complete(engagement, &ada);
        go_to(network, "2026-12-01");
        let before = ada.get("/member/statements").ok(200);
        for statement in [
            "UPDATE statements SET lines = 0",
            "DELETE FROM statement_lines",
            "UPDATE statement_totals SET opening_minor = 1, closing_minor = closing_minor + 1",
            "DELETE FROM periods",
            "INSERT INTO statements SELECT 'statement_x', 99, month, 'payable:space:x', 0, root, hash FROM statements LIMIT 1",
            "INSERT INTO statement_totals SELECT id, 'CZK', 0, 0, 0, 0 FROM statements LIMIT 1",
        ] {
            assert!(!try_and_put_back(network, statement), "{statement}");
        }
        for (table, replacing) in [
            ("periods", "REPLACE INTO periods SELECT month, statements, 'x', closed_at FROM periods"),
            (
                "statements",
                "REPLACE INTO statements SELECT id, number, 209901, account, lines, root, hash FROM statements",
            ),
            ("statement_totals", "REPLACE INTO statement_totals SELECT * FROM statement_totals"),
            (
                "statement_lines",
                "INSERT INTO statements SELECT 'statement_x', 99, 209901, account, 0, root, hash FROM statements LIMIT 1; \
                 REPLACE INTO statement_lines SELECT entry_id, line, 'statement_x', position, salt FROM statement_lines",
            ),
        ] {
            assert_is_kept(network, table, replacing);
        }
        // What was paid in November is taken back in December.
        let milestone: String = network
            .db()
            .read(|conn| {
                use muster::schema::entries;
                Ok(entries::table.filter(entries::kind.eq("release")).select(entries::subject).first(conn)?)
            })
            .unwrap();
        let (back, refund) = (Taxed::untaxed(Money::new(100_000, Currency::EUR)), Back::Refund(scene.client_id));
        network.db().write(|tx| book::service::take_back(tx, &milestone, back, refund, "Agreed", "r")).unwrap();
        go_to(network, "2027-01-01");
        let after = ada.get("/member/statements").ok(200);
        assert_eq!(list(&after)[1], list(&before)[0], "the statement of November is as it was");
        let total = json!({ "opening": eur(180_000), "came": eur(0), "went": eur(90_000), "closing": eur(90_000) });
        assert_eq!(list(&after)[0]["totals"], json!([total]));
        let lines: i64 = network.db().read(|conn| Ok(statement_lines::table.count().get_result(conn)?)).unwrap();
        assert_eq!(lines, 4);
        assert_eq!(faults(network), Vec::<String>::new());
    });
}

#[test]
fn whatever_is_changed_in_a_closed_month_behind_its_back_is_found() {
    let tampering = [
        ("statements", "UPDATE statements SET number = 7 WHERE number = 2", "There is no statement 2"),
        ("statements", "UPDATE statements SET root = hash", "is not the one of its lines"),
        ("statement_totals", "UPDATE statement_totals SET opening_minor = 1, in_minor = in_minor - 1", "do not follow"),
        ("statement_lines", "UPDATE statement_lines SET salt = '00'", "is not the one of its lines"),
        ("statement_lines", "DELETE FROM statement_lines", "Statements hold 0 lines"),
        ("periods", "UPDATE periods SET root = ''", "The root of 2026-11"),
        ("periods", "UPDATE periods SET statements = 9", "not 9"),
    ];
    for on in [On::Sqlite, On::Postgres] {
        for (table, statement, told) in tampering {
            let network = Network::start(on);
            let scene = Scene::open(&network);
            let hill = scene.space("Hill", 1_000);
            let (ada_id, ada) = scene.freelancer("Ada", Some(hill));
            let engagement = scene.engage("web", &[Taken::by(ada_id, 5_000)]);
            scene.complete(engagement, &ada);
            go_to(&network, "2026-12-01");
            let switch = match on {
                On::Postgres => format!("ALTER TABLE {table} DISABLE TRIGGER ALL"),
                On::Sqlite => format!("DROP TRIGGER {table}_are_kept_update; DROP TRIGGER {table}_are_kept_delete"),
            };
            let done = network.db().read(|conn| Ok(conn.batch_execute(&format!("{switch}; {statement}"))?));
            done.unwrap();
            let found = faults(&network);
            assert!(found.iter().any(|fault| fault.contains(told)), "{statement}: {found:?}");
        }
    }
}

#[test]
fn every_night_the_book_is_recounted_once_and_admins_hear_of_what_is_wrong() {
    on_both(|network| {
        let scene = Scene::open(network);
        let admin = scene.market.official("Adam", Hat::Admin);
        let (ada_id, ada) = scene.freelancer("Ada", None);
        let engagement = scene.engage("web", &[Taken::by(ada_id, 5_000)]);
        scene.complete(engagement, &ada);
        go_to(network, "2026-11-20");
        go_to(network, "2026-11-20");
        let night = list(&admin.get("/book/checks").ok(200))[0].clone();
        assert_eq!((&night["day"], &night["faults"], &night["fault"]), (&json!("2026-11-20"), &json!(0), &Value::Null));
        assert!(night["postings"].as_i64().unwrap() >= 4);
        let wrong = "UPDATE balances SET amount_minor = amount_minor - 1 WHERE account LIKE 'payable:%'";
        network.db().read(|conn| Ok(conn.batch_execute(wrong)?)).unwrap();
        go_to(network, "2026-11-21");
        let night = list(&admin.get("/book/checks").ok(200))[0].clone();
        assert!(night["fault"].as_str().unwrap().contains("is kept as"), "{night}");
        let told = network.mails(&admin.email);
        assert_eq!(told.iter().filter(|mail| mail.subject == "The book does not balance").count(), 1);
        ada.get("/book/checks").refused(403);
        for statement in [
            "UPDATE book_checks SET faults = 0, fault = NULL",
            "DELETE FROM book_checks",
            match network.on {
                On::Sqlite => {
                    "REPLACE INTO book_checks SELECT day, entries, postings, 0, NULL, checked_at FROM book_checks"
                }
                On::Postgres => "TRUNCATE book_checks",
            },
        ] {
            assert!(!try_and_put_back(network, statement), "{statement}");
        }
    });
}

#[test]
fn a_statement_is_a_paper_in_its_readers_language_and_data_for_a_spreadsheet() {
    on_both(|network| {
        let scene = Scene::open(network);
        let hill = scene.space("Hill", 1_000);
        let olga = scene.operator("Olga", hill);
        let (ada_id, ada) = scene.freelancer("Ada", Some(hill));
        let engagement = scene.engage("web", &[Taken::by(ada_id, 5_000)]);
        scene.complete(engagement, &ada);
        go_to(network, "2026-12-01");
        let own = list(&ada.get("/member/statements").ok(200))[0]["id"].as_str().unwrap().to_owned();
        let of_space =
            list(&olga.get(&format!("/spaces/{hill}/statements")).ok(200))[0]["id"].as_str().unwrap().to_owned();
        let papers =
            [(&ada, format!("/member/statements/{own}")), (&olga, format!("/spaces/{hill}/statements/{of_space}"))];
        for (person, path) in &papers {
            let get = |format: &str| person.bytes("GET", &format!("{path}?format={format}"), b"");
            let (status, headers, pdf) = get("pdf");
            assert_eq!((status, &headers["content-type"]), (200, &"application/pdf".parse().unwrap()));
            assert!(
                pdf.starts_with(b"%PDF-1.7")
                    && headers["content-disposition"].to_str().unwrap().contains("statement-2026-11-")
            );
            assert_eq!(get("pdf").2, pdf, "the same bytes each time");
            let (_, headers, html) = get("html");
            let html = String::from_utf8(html).unwrap();
            assert!(headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
            assert!(html.contains("Statement for") && html.contains("Closing balance") && !html.contains("<script"));
            assert!(get("xlsx").2.starts_with(b"PK"));
            assert_eq!(person.get(&format!("{path}?format=odt")).fields(), ["query"]);
        }
        let csv = String::from_utf8(ada.bytes("GET", &format!("{}?format=csv", papers[0].1), b"").2).unwrap();
        assert!(csv.contains("\"1800.00\",\"EUR\""), "{csv}");
        assert!(
            !String::from_utf8(olga.bytes("GET", &format!("{}?format=html", papers[1].1), b"").2)
                .unwrap()
                .contains("Ada")
        );
    });
}
