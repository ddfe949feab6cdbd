//! What operators are told of money: sums in which nobody stands alone, and the year before.

mod meter;
mod sharing;

use diesel::{connection::SimpleConnection, prelude::*};
use muster::{
    book::{self, Account, Entry, Payee, Source, SplitLine, Taxed},
    engagements::EngagementId,
    identity::MemberId,
    places::PlaceId,
    reports,
    schema::{line_shares, people, report_atoms},
    spaces::SpaceId,
};
use muster_kernel::{BasisPoints, Currency, Money};
use serde_json::{Value, json};

use crate::support::{
    Network, Person, on_both,
    rush::{together, token, with},
    scene::{Scene, Taken, eur},
};

/// Moves the clock to a day, and closes what is over.
fn go_to(network: &Network, day: &str) {
    network.app.mint.set_now(format!("{day}T09:00:00Z").parse().unwrap());
    network.work();
}

/// Work that is paid: its kind, where it was done, who brought the client.
#[derive(Clone, Copy)]
struct Job<'a>(&'a str, Option<PlaceId>, Source);

const WEB: Job<'_> = Job("web", None, Source::Network);
const LAW: Job<'_> = Job("law", None, Source::Network);

/// A space with an operator and six members, who are paid without contracts being signed each time.
struct Hill<'n> {
    scene: Scene<'n>,
    space: SpaceId,
    olga: Person<'n>,
    members: Vec<(MemberId, Person<'n>)>,
    engagement: EngagementId,
    paid: std::cell::Cell<u32>,
}

impl<'n> Hill<'n> {
    fn open(network: &'n Network) -> Self {
        let scene = Scene::open(network);
        let space = scene.space("Hill", 1_000);
        let olga = scene.operator("Olga", space);
        let members: Vec<_> =
            (1..=6).map(|number| scene.freelancer(&format!("Member {number}"), Some(space))).collect();
        let engagement = scene.engage("web", &[Taken::by(members[0].0, 1_000)]);
        Self { scene, space, olga, members, engagement, paid: std::cell::Cell::new(0) }
    }

    fn network(&self) -> &'n Network {
        self.scene.network()
    }

    /// Somebody is paid a thousand times `tens` cents for work, of which the space gets a tenth.
    fn pay(&self, member: usize, tens: i64, Job(category, place, source): Job<'_>) {
        self.pay_in(Currency::EUR, member, tens, Job(category, place, source));
    }

    fn pay_in(&self, currency: Currency, member: usize, tens: i64, Job(category, place, source): Job<'_>) {
        let base = Money::new(tens * 10, currency);
        self.paid.set(self.paid.get() + 1);
        let key = self.paid.get().to_string();
        let part = |payee, minor, points| SplitLine {
            payee,
            engagement: self.engagement,
            member: self.members[member - 1].0,
            space: Some(self.space),
            finder: None,
            seat: "seat-1".to_owned(),
            of: None,
            fee: payee,
            basis: BasisPoints::new(points).unwrap(),
            base,
            amount: Money::new(minor, currency),
            bound: None,
            terms: None,
            category: category.to_owned(),
            work_place: place,
            source,
        };
        let split = vec![part(Payee::Member, tens * 9, 9_000), part(Payee::Space, tens, 1_000)];
        let done = self.network().db().write(|tx| {
            let held = Entry::funding(&key, "Funded", self.engagement, Taxed::untaxed(base)).unwrap();
            book::service::post(tx, &held, &format!("held:{key}"))?;
            let entry = Entry::release(&key, "Accepted", self.engagement, base, split.clone()).unwrap();
            book::service::post(tx, &entry, &format!("paid:{key}"))
        });
        done.unwrap();
    }

    fn report(&self, from: &str, to: &str, by: &str) -> Value {
        self.olga.get(&format!("/spaces/{}/report?from={from}&to={to}&by={by}", self.space)).ok(200)
    }
}

/// Key, amount, members of each row.
fn rows(report: &Value) -> Vec<(&str, i64, i64)> {
    let row = |row: &'_ Value| (row["amount_minor"].as_i64().unwrap(), row["members"].as_i64().unwrap());
    let all = report["rows"].as_array().unwrap().iter();
    all.map(|of| (of["key"].as_str().unwrap(), row(of).0, row(of).1)).collect()
}

/// Amount, rest, members of the one total.
fn total(report: &Value) -> (i64, i64, Option<i64>) {
    let totals = report["totals"].as_array().unwrap();
    assert_eq!(totals.len(), 1, "{report:#}");
    let number = |key: &str| totals[0][key].as_i64().unwrap();
    (number("amount_minor"), number("rest_minor"), totals[0]["members"].as_i64())
}

#[test]
fn a_closed_month_is_told_by_whatever_three_members_have_in_common() {
    on_both(|network| {
        let hill = Hill::open(network);
        let lake = hill.scene.place("Lake");
        (1..=3).for_each(|member| hill.pay(member, 1_000, Job("web", Some(lake), Source::Space)));
        (4..=6).for_each(|member| hill.pay(member, 500, WEB));
        let november = |by: &str| hill.report("2026-11", "2026-12", by);
        let open = november("month");
        assert_eq!((&open["rows"], &open["totals"], &open["closed_until"]), (&json!([]), &json!([]), &Value::Null));
        go_to(network, "2026-12-01");
        assert_eq!(november("month")["closed_until"], "2026-11");
        assert_eq!(rows(&november("month")), [("2026-11", 4_500, 3)]);
        assert_eq!(rows(&november("quarter")), [("2026-Q4", 4_500, 3)]);
        assert_eq!(rows(&november("category")), [("web", 4_500, 3)]);
        assert_eq!(rows(&november("source")), [("network", 1_500, 3), ("space", 3_000, 3)]);
        let place = lake.to_string();
        assert_eq!(rows(&november("place")), [(place.as_str(), 3_000, 3), ("remote", 1_500, 3)]);
        let labels: Vec<Value> =
            ["category", "place"].iter().map(|by| november(by)["rows"][0]["label"].clone()).collect();
        assert_eq!(labels, ["Web development", "Lake"]);
        // December: two did law, and are fewer than three. They stand in the total, which the statement tells.
        (1..=2).for_each(|member| hill.pay(member, 70, LAW));
        go_to(network, "2027-01-01");
        assert_eq!(rows(&november("category")), [("web", 4_500, 3)]);
        assert_eq!(total(&november("category")), (4_640, 140, Some(3)));
        let december = hill.report("2026-12", "2026-12", "category");
        assert_eq!((rows(&december), total(&december)), (vec![], (140, 140, None)));
        let statements = hill.olga.get(&format!("/spaces/{}/statements", hill.space)).ok(200);
        assert_eq!(statements["items"][0]["totals"][0]["came"], eur(140));
        let of = |at: usize| {
            let id = statements["items"][at]["id"].as_str().unwrap();
            hill.olga.get(&format!("/spaces/{}/statements/{id}", hill.space)).ok(200)
        };
        assert_eq!(of(0)["rows"], json!([]));
        let row =
            json!({ "key": "web", "label": "Web development", "currency": "EUR", "amount_minor": 4_500, "members": 3 });
        assert_eq!(of(1)["rows"], json!([row]));
        // Nothing in any of it names anybody or anything that was done.
        for by in ["month", "place", "category", "source"] {
            let text = november(by).to_string();
            for secret in ["member_", "engagement_", "Member 1", "seat-1", "Carla"] {
                assert!(!text.contains(secret), "{secret} stands in {text}");
            }
        }
    });
}

#[test]
fn a_report_is_narrowed_to_a_place_and_a_kind_of_work_and_hides_nobody_less() {
    on_both(|network| {
        let hill = Hill::open(network);
        let lake = hill.scene.place("Lake");
        let empty = hill.scene.place("Empty");
        // Three did web work at the lake, three elsewhere did law; of the data work at the lake there are two.
        (1..=3).for_each(|member| hill.pay(member, 1_000, Job("web", Some(lake), Source::Network)));
        (4..=6).for_each(|member| hill.pay(member, 500, LAW));
        go_to(network, "2026-12-01");
        (1..=2).for_each(|member| hill.pay(member, 70, Job("data", Some(lake), Source::Network)));
        go_to(network, "2027-01-01");
        let narrowed = |by: &str| hill.report("2026-11", "2026-12", by);
        let whole = narrowed("month");
        assert_eq!(total(&whole), (4_640, 140, Some(3)));
        assert_eq!((&whole["place"], &whole["category"]), (&Value::Null, &Value::Null));
        let choice = |key: &str, label: &str| json!({ "key": key, "label": label });
        let at_lake = choice(&lake.to_string(), "Lake");
        assert_eq!(whole["choices"]["places"], json!([at_lake, choice("remote", "remote")]));
        let kinds = whole["choices"]["categories"].as_array().unwrap().iter();
        let mut kinds: Vec<&str> = kinds.map(|kind| kind["key"].as_str().unwrap()).collect();
        kinds.sort_unstable();
        assert_eq!(kinds, ["law", "web"], "of what two did nothing is said");
        // What the two were paid at the lake stands in no report that is narrowed.
        let of_lake = narrowed(&format!("month&place={lake}"));
        assert_eq!((rows(&of_lake), total(&of_lake)), (vec![("2026-11", 3_000, 3)], (3_000, 0, Some(3))));
        assert_eq!(of_lake["place"], at_lake);
        assert_eq!(of_lake["choices"], whole["choices"], "another choice is as near as before");
        assert_eq!(of_lake["meter"], whole["meter"], "what steering would have been worth is about all work");
        assert_eq!(rows(&narrowed("month&category=law")), [("2026-11", 1_500, 3)]);
        assert_eq!(rows(&narrowed("source&category=web&place=remote")), []);
        assert_eq!(rows(&narrowed("category&place=remote")), [("law", 1_500, 3)]);
        for nothing in ["month&category=data".to_owned(), format!("month&place={empty}")] {
            let told = narrowed(&nothing);
            assert_eq!((&told["rows"], &told["totals"]), (&json!([]), &json!([])), "{nothing}");
        }
        assert_eq!(narrowed(&format!("month&place={empty}"))["place"], choice(&empty.to_string(), "Empty"));
        // The paper and the data are of the same.
        let get = |format: &str| {
            let asked = format!("from=2026-11&to=2026-12&by=category&place={lake}&format={format}");
            hill.olga.bytes("GET", &format!("/spaces/{}/report?{asked}", hill.space), b"")
        };
        let (_, headers, csv) = get("csv");
        let name = headers["content-disposition"].to_str().unwrap();
        assert!(name.contains(&format!("commission-2026-11-2026-12-by-category-{lake}.csv")), "{name}");
        let csv = String::from_utf8(csv).unwrap();
        assert!(csv.contains("\"30.00\",\"EUR\"") && !csv.contains("law"), "{csv}");
        let page = String::from_utf8(get("html").2).unwrap();
        assert!(page.contains("Lake") && page.contains("Only work that is all of this place or category"), "{page}");
        assert!(!page.contains("What steering would have been worth"), "it would stand beside less than it is about");
        // What names nothing is refused with what would be right.
        let get = |query: &str| {
            let path = format!("/spaces/{}/report?from=2026-11&to=2026-12&by=month&{query}", hill.space);
            hill.olga.get(&path).fields()
        };
        assert_eq!(get("place=place_00000000000000000000000001"), ["place"]);
        assert_eq!(get("place=Lake&category=falconry"), ["place", "category"]);
        assert_eq!(get("place="), ["place"]);
    });
}

#[test]
fn a_report_stands_beside_the_same_months_of_the_year_before() {
    on_both(|network| {
        let hill = Hill::open(network);
        (1..=4).for_each(|member| hill.pay(member, 100, WEB));
        go_to(network, "2027-11-02");
        (1..=3).for_each(|member| hill.pay(member, 150, WEB));
        (4..=6).for_each(|member| hill.pay_in(Currency::CZK, member, 900, LAW));
        go_to(network, "2027-12-01");
        let report = hill.report("2027-10", "2027-11", "category");
        assert_eq!(rows(&report), [("law", 2_700, 3), ("web", 450, 4)]);
        let change = |of: &Value| (of["year_before_minor"].clone(), of["change_bp"].clone());
        assert_eq!(change(&report["rows"][1]), (json!(400), json!(1_250)));
        assert_eq!(change(&report["rows"][0]), (json!(0), Value::Null));
        let currencies: Vec<&Value> =
            report["totals"].as_array().unwrap().iter().map(|total| &total["currency"]).collect();
        assert_eq!(currencies, ["CZK", "EUR"], "two currencies are never added up");
        assert_eq!(change(&report["totals"][1]), (json!(400), json!(1_250)));
        // Two years at once: each month counts once in each.
        let both = hill.report("2026-11", "2027-11", "month");
        assert_eq!(both["totals"][1]["amount_minor"], 850);
        assert_eq!(both["totals"][1]["year_before_minor"], 400);
    });
}

#[test]
fn what_is_taken_back_is_told_apart_and_hides_nobody() {
    on_both(|network| {
        let hill = Hill::open(network);
        (1..=3).for_each(|member| hill.pay(member, 100, WEB));
        go_to(network, "2026-12-02");
        (1..=3).for_each(|member| hill.pay(member, 100, WEB));
        let back = Taxed::untaxed(Money::new(500, Currency::EUR));
        let refund = book::service::Back::Refund(hill.scene.client_id);
        network.db().write(|tx| book::service::take_back(tx, "1", back, refund, "Agreed", "back")).unwrap();
        go_to(network, "2027-01-01");
        let report = hill.report("2026-12", "2026-12", "category");
        assert_eq!((rows(&report), total(&report)), (vec![("web", 300, 3)], (250, -50, Some(3))));
    });
}

#[test]
fn a_report_is_a_paper_in_its_readers_language_and_data_for_a_spreadsheet() {
    on_both(|network| {
        let hill = Hill::open(network);
        let lake = hill.scene.place("=Lake");
        (1..=3).for_each(|member| hill.pay(member, 123_456, Job("web", Some(lake), Source::Space)));
        (4..=6).for_each(|member| hill.pay(member, 2_000, WEB));
        go_to(network, "2026-12-01");
        (1..=2).for_each(|member| hill.pay(member, 9_990, LAW));
        go_to(network, "2027-01-01");
        let get = |format: &str| {
            let path = format!("/spaces/{}/report?from=2026-11&to=2027-01&by=place&format={format}", hill.space);
            hill.olga.bytes("GET", &path, b"")
        };
        let (status, headers, pdf) = get("pdf");
        assert_eq!((status, &headers["content-type"]), (200, &"application/pdf".parse().unwrap()));
        let name = headers["content-disposition"].to_str().unwrap();
        assert!(name.contains("commission-2026-11-2027-01-by-place.pdf"), "{name}");
        assert!(pdf.starts_with(b"%PDF-1.7"));
        assert_eq!(get("pdf").2, pdf, "the same bytes each time");
        assert!(get("xlsx").2.starts_with(b"PK"));
        let csv = String::from_utf8(get("csv").2).unwrap();
        let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').split("\r\n").collect();
        assert!(lines[0].starts_with("\"Key\",\"Place\",\"Members\",\"Amount\""), "{csv}");
        assert!(
            lines[1].contains("\"'=Lake\",\"3\",\"3703.68\",\"EUR\""),
            "no spreadsheet takes it for a formula: {csv}"
        );
        assert!(lines[3].contains("fewer than three members a month\",\"\",\"199.80\""), "{csv}");
        let language = |language: &str| {
            let olga = || people::table.filter(people::email.eq(&hill.olga.email));
            let set = || diesel::update(olga()).set(people::language.eq(language));
            network.db().write(|tx| Ok(set().execute(&mut **tx)?)).unwrap();
            String::from_utf8(get("html").2).unwrap()
        };
        for (tag, told) in [
            ("en", ["Commission report", "without a place", "3,703.68"]),
            ("de", ["Provisionsbericht", "Was Lenken wert gewesen wäre", "3.703,68"]),
            ("cs", ["Přehled provizí", "Získáno ovlivňováním", "703,68"]),
        ] {
            let page = language(tag);
            for told in told {
                assert!(page.contains(told), "{told} is not in {page}");
            }
        }
        let wrong = format!("/spaces/{}/report?from=2026-11&to=2027-01&by=place&format=odt", hill.space);
        assert_eq!(hill.olga.get(&wrong).fields(), ["query"]);
    });
}

#[test]
fn a_report_is_its_spaces_alone_and_a_wrong_span_is_refused_with_what_would_be_right() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (hill, lake) = (scene.space("Hill", 1_000), scene.space("Lake", 1_000));
        let olga = scene.operator("Olga", hill);
        let (_, ada) = scene.freelancer("Ada", Some(hill));
        for path in ["report?from=2026-01&to=2026-11&by=source", "overview", "shared-lines"] {
            olga.get(&format!("/spaces/{hill}/{path}")).ok(200);
            assert_eq!(olga.get(&format!("/spaces/{lake}/{path}")).refused(404), "not-found");
            ada.get(&format!("/spaces/{hill}/{path}")).refused(403);
            scene.client.get(&format!("/spaces/{hill}/{path}")).refused(403);
        }
        olga.get("/member/sharing").refused(403);
        olga.send("PUT", "/member/sharing", Some(&json!({})), &[]).refused(403);
        let report = |query: &str| olga.get(&format!("/spaces/{hill}/report?{query}"));
        assert_eq!(report("from=2026-11&to=2026-10&by=month").fields(), ["to"]);
        assert_eq!(report("from=2021-01&to=2026-01&by=month").fields(), ["from"]);
        assert_eq!(report("from=0000-01&to=9999-12&by=month").fields(), ["from"]);
        for query in ["from=2026-11&to=2026-13&by=month", "from=2026-11&to=2026-12&by=member"] {
            assert_eq!(report(query).fields(), ["query"], "{query}");
        }
        assert_eq!(report("from=2026-11&by=month").fields(), ["to"]);
        report("from=0000-01&to=0001-01&by=quarter").ok(200);
        report("from=9999-01&to=9999-12&by=quarter").ok(200);
    });
}

#[test]
fn the_overview_tells_what_is_there_what_was_paid_out_and_what_the_next_statement_would_say() {
    on_both(|network| {
        let hill = Hill::open(network);
        let overview = || hill.olga.get(&format!("/spaces/{}/overview", hill.space)).ok(200);
        let empty = overview();
        assert_eq!((&empty["balances"], &empty["statements"]), (&json!([]), &json!([])));
        assert_eq!(empty["next"], json!({ "month": "2026-11", "closes_at": "2026-12-01T00:00:00Z", "so_far": [] }));
        (1..=3).for_each(|member| hill.pay(member, 1_000, WEB));
        go_to(network, "2026-12-10");
        hill.pay(4, 500, WEB);
        let out = Entry::payout("p", "Paid out", Account::Space(hill.space), Money::new(2_900, Currency::EUR)).unwrap();
        network.db().write(|tx| book::service::post(tx, &out, "p")).unwrap();
        let told = overview();
        assert_eq!((&told["balances"], &told["paid_out"]), (&json!([eur(600)]), &json!([eur(2_900)])));
        let so_far = json!({ "opening": eur(3_000), "moved": eur(-2_400), "closing": eur(600) });
        let next = json!({ "month": "2026-12", "closes_at": "2027-01-01T00:00:00Z", "so_far": [so_far] });
        assert_eq!(told["next"], next);
        let last = &told["statements"][0];
        assert_eq!((&last["month"], &last["totals"][0]["closing"]), (&json!("2026-11"), &eur(3_000)));
        let path = last["path"].as_str().unwrap().strip_prefix("/api/v1").unwrap();
        assert_eq!(hill.olga.get(path).ok(200)["statement"]["month"], "2026-11");
    });
}

#[test]
fn a_month_is_cut_once_whoever_does_it_and_stays_as_it_is() {
    on_both(|network| {
        let hill = Hill::open(network);
        (1..=4).for_each(|member| hill.pay(member, 100, WEB));
        network.app.mint.set_now("2026-12-01T09:00:00Z".parse().unwrap());
        book::statements::keep_up(&network.app).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| reports::keep_up(&network.app).unwrap());
            }
        });
        let atoms: i64 = network.db().read(|conn| Ok(report_atoms::table.count().get_result(conn)?)).unwrap();
        assert_eq!(atoms, 1);
        assert_eq!(rows(&hill.report("2026-11", "2026-11", "month")), [("2026-11", 400, 4)]);
        let like = "SELECT space_id, month";
        for statement in [
            "UPDATE report_atoms SET amount_minor = 1".to_owned(),
            "DELETE FROM report_atoms".to_owned(),
            "DELETE FROM report_months".to_owned(),
            format!("INSERT INTO report_atoms {like}, 9, 'EUR', 'came', NULL, NULL, NULL, 5, 1 FROM report_atoms"),
            format!("INSERT INTO report_atoms {like} + 1, 9, 'EUR', 'came', 'web', NULL, NULL, 2, 1 FROM report_atoms"),
        ] {
            let done = network.db().write(|tx| Ok(tx.batch_execute(&statement)?));
            assert!(done.is_err(), "{statement}");
        }
        // The same member at the same moment from two windows: one time of showing lines.
        let ada = &hill.members[0].1;
        let tokens: Vec<String> = (0..4).map(|_| token(ada)).collect();
        let answers = together(&tokens, |token| with(network, token).put("/member/sharing", &json!({})));
        assert!(answers.iter().all(|answer| answer.status == 200 || answer.status == 409), "{answers:?}");
        let open: i64 = network.db().read(|conn| Ok(line_shares::table.count().get_result(conn)?)).unwrap();
        assert_eq!(open, 1);
    });
}
