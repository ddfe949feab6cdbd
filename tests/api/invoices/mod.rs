//! Invoices and credit notes: they follow the book, to the cent and to the last number.

mod refunds;

use std::{fs, path::Path};

use diesel::{connection::SimpleConnection, prelude::*};
use muster::{
    book::{self, Account},
    engagements::{MilestoneId, recount, service::NewMilestone},
    identity::Hat,
    invoices::{InvoiceId, service as invoices},
    jobs,
    schema::{client_people, invoices as rows, people},
};
use serde_json::{Value, json};

use crate::support::{
    Network, On, Person,
    scene::{Scene, Taken, day, eur},
};

/// Runs a test on both databases, each time with a network that says who sells.
fn on_both_selling(test: impl Fn(&Network)) {
    for on in [On::Sqlite, On::Postgres] {
        eprintln!("on {on:?}");
        test(&Network::start_with(on, &SELLER));
    }
}

const SELLER: [(&str, &str); 5] = [
    ("MUSTER_NETWORK", "Greenways; Mühlgasse 4"),
    ("MUSTER_NETWORK_COUNTRY", "AT"),
    ("MUSTER_NETWORK_POSTCODE", "8010"),
    ("MUSTER_NETWORK_CITY", "Graz"),
    ("MUSTER_NETWORK_VAT_ID", "ATU12345678"),
];

fn details() -> Value {
    json!({
        "name": "Carla & Söhne Ltd", "street": "Hauptplatz 1", "postcode": "1010", "city": "Wien", "country": "AT",
        "vat_id": "ATU87654321", "reference": "PO 4711", "email": "invoices@carla.example"
    })
}

fn give(client: &Person<'_>, version: u32, details: &Value) -> Value {
    client.put_if("/client/billing", &format!("\"v{version}\""), details).ok(200)
}

/// The client's documents, the oldest first.
fn documents(client: &Person<'_>) -> Vec<Value> {
    client.network().work();
    let page = client.get("/client/invoices").ok(200);
    let mut items = page["items"].as_array().unwrap().clone();
    items.reverse();
    items
}

fn numbers(documents: &[Value]) -> Vec<&str> {
    documents.iter().map(|document| document["number"].as_str().unwrap()).collect()
}

fn kinds(documents: &[Value]) -> Vec<&str> {
    documents.iter().map(|document| document["kind"].as_str().unwrap()).collect()
}

/// What documents say together: net, tax and gross in cents.
fn said(documents: &[Value]) -> [i64; 3] {
    let sign = |document: &Value| if document["kind"] == "invoice" { 1 } else { -1 };
    let sum = |field: &str| {
        documents.iter().map(|document| sign(document) * document[field]["amount"].as_i64().unwrap()).sum()
    };
    ["net", "tax", "gross"].map(sum)
}

fn holds(network: &Network, account: Account) -> i64 {
    let held = network.db().read(|conn| book::service::holds(conn, account)).unwrap();
    held.first().map_or(0, |money| money.minor())
}

#[track_caller]
fn assert_sound(network: &Network) {
    let faults: Vec<String> = recount::verify(network.db()).unwrap().all_faults().map(str::to_owned).collect();
    assert_eq!(faults, Vec::<String>::new());
}

/// Writes every document that this network has issued to a folder, where one is named: `scripts/prove-invoices` has others
/// judge them, and opens the PDFs in each language.
fn hand_over(scene: &str, client: &Person<'_>) {
    let (Ok(folder), network) = (std::env::var("INVOICES_TO"), client.network()) else { return };
    let all: Vec<(InvoiceId, i64, String, String, String)> = network
        .db()
        .read(|conn| Ok(rows::table.select((rows::id, rows::number, rows::draft, rows::ubl, rows::cii)).load(conn)?))
        .unwrap();
    for (id, number, draft, ubl, cii) in all {
        let path = |kind: &str| Path::new(&folder).join(format!("issued-{scene}-{number}.{kind}"));
        fs::write(path("json"), draft).unwrap();
        fs::write(path("ubl.xml"), ubl).unwrap();
        fs::write(path("cii.xml"), cii).unwrap();
        for language in ["en", "de", "cs"] {
            let read = diesel::update(people::table).set(people::language.eq(language));
            network.db().read(|conn| Ok(read.execute(conn)?)).unwrap();
            let (_, _, pdf) = client.bytes("GET", &format!("/client/invoices/{id}?format=pdf"), &[]);
            fs::write(path(&format!("{language}.pdf")), pdf).unwrap();
        }
    }
}

#[test]
fn a_client_pays_the_tax_on_top_and_has_one_invoice_for_the_whole_team() {
    on_both_selling(|network| {
        let scene = Scene::open(network);
        scene.network_takes(500, 50);
        scene.taxed(2_000);
        let (hill, lake) = (scene.space("Hill", 1_000), scene.space("Lake", 2_000));
        let (ada, signed_in) = scene.freelancer("Ada Novak", Some(hill));
        let (bob, _) = scene.freelancer("Bob Berg", Some(lake));
        let billing = scene.client.get("/client/billing").ok(200);
        let above = json!({ "amount": 1_000_000, "currency": "EUR" });
        assert_eq!((&billing["details"], &billing["vat_id_above"]), (&Value::Null, &above));
        give(&scene.client, 0, &details());
        // 40 hours each: 2000.00 and 1333.20 EUR, and 20 % on top.
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000), Taken::by(bob, 3_333)]);
        let id = scene.deliver(engagement, &signed_in).remove(0);
        let seen = scene.client.get(&format!("/engagements/{engagement}")).ok(200)["milestones"][0].clone();
        assert_eq!((&seen["amount"], &seen["gross"]), (&eur(333_320), &eur(399_984)));
        let own = signed_in.get("/member/engagements").ok(200)["items"][0]["milestones"][0].clone();
        assert_eq!(own["gross"], Value::Null, "a member's part has no tax");
        let held = |account| holds(network, account);
        assert_eq!(
            (held(Account::Bank), held(Account::Escrow(engagement)), held(Account::Tax)),
            (399_984, 333_320, 66_664)
        );
        assert_eq!(documents(&scene.client), Vec::<Value>::new(), "nothing was accepted yet");
        scene.client.post(&format!("/milestones/{id}/accept"), &json!({})).ok(200);
        let all = documents(&scene.client);
        assert_eq!((numbers(&all), kinds(&all)), (vec!["2026-0001"], vec!["invoice"]));
        assert_eq!(said(&all), [333_320, 66_664, 399_984]);
        let path = format!("/client/invoices/{}", all[0]["id"].as_str().unwrap());
        let full = scene.client.get(&path).ok(200);
        assert_eq!((&full["due"], &full["prepaid"]), (&eur(0), &eur(399_984)));
        assert_eq!(full["vat"], json!([{ "category": "S", "rate": 2_000, "base": eur(333_320), "tax": eur(66_664) }]));
        assert_eq!(
            (
                &full["lines"][0]["name"],
                &full["lines"][0]["quantity"],
                &full["lines"][0]["unit"],
                &full["lines"][1]["net"]
            ),
            (&json!("Seat 1: Ada Novak"), &json!("40"), &json!("HUR"), &eur(133_320))
        );
        // Spaces get 200.00 and 266.64: told together, and nowhere apart.
        let share = |payee: &str| {
            full["shares"].as_array().unwrap().iter().find(|share| share["payee"] == payee).unwrap()["amount"].clone()
        };
        assert_eq!((share("space"), share("network")), (eur(46_664), eur(16_666)));
        assert!(!full.to_string().contains("\"amount\":20000,") && !full.to_string().contains("Hill"), "{full}");
        assert_eq!(full["buyer"]["address"], json!(["Hauptplatz 1", "1010 Wien", "AT"]));
        // Every format is of the same document.
        let get = |format: &str| {
            let (status, headers, body) = scene.client.bytes("GET", &format!("{path}?format={format}"), &[]);
            assert_eq!(status, 200, "{format}");
            (headers["content-disposition"].to_str().unwrap().to_owned(), body)
        };
        let (name, cii) = get("cii");
        assert_eq!(
            (name.as_str(), full["digest"].as_str().unwrap()),
            ("attachment; filename=\"invoice-2026-0001.cii.xml\"", muster::hash::sha256(&cii).as_str())
        );
        let ubl = String::from_utf8(get("ubl").1).unwrap();
        assert!(ubl.contains("<cbc:BuyerReference>PO 4711</cbc:BuyerReference>"));
        assert!(ubl.contains("<cbc:IdentificationCode>AT</cbc:IdentificationCode>"), "{ubl}");
        // Machines are told of the shares what stands on paper: of the whole team, and not by seat.
        assert!(ubl.contains("<cbc:Note>#ABN#Where the net amount goes:\nThe members of the team: "), "{ubl}");
        let cii = String::from_utf8(cii).unwrap();
        for syntax in [&ubl, &cii] {
            assert!(syntax.contains("\nTheir spaces: 466.64 EUR\nThe network: 166.66 EUR\n"), "{syntax}");
            let by_seat = ["AdditionalItemProperty", "ApplicableProductCharacteristic", "200.00 EUR", "266.64", "Hill"];
            assert_eq!(by_seat.map(|told| syntax.contains(told)), [false; 5], "{syntax}");
        }
        let (name, pdf) = get("pdf");
        assert!(pdf.starts_with(b"%PDF-1.7") && name == "attachment; filename=\"invoice-2026-0001.pdf\"");
        assert!(pdf.windows(12).any(|bytes| bytes == b"factur-x.xml"), "the invoice for machines is inside");
        let html = String::from_utf8(get("html").1).unwrap();
        assert!(html.contains("Carla &amp; Söhne Ltd") && html.contains("3,999.84"), "{html}");
        assert_eq!(scene.client.get(&format!("{path}?format=docx")).status, 422);
        // Done again, it is done already.
        invoices::bill(&network.app, id.parse().unwrap()).unwrap();
        assert_eq!(documents(&scene.client).len(), 1);
        let mails = network.mails(&scene.client.email);
        let mail = mails.iter().find(|mail| mail.subject == "Invoice 2026-0001: Weeks 1 to 4").unwrap();
        assert!(mail.text.replace('\n', " ").contains("€3,999.84 (€3,333.20 and €666.64 of tax)"), "{mail:?}");
        let admin = scene.market.official("Adam", Hat::Admin);
        let mut listed = admin.get("/invoices?limit=1").ok(200)["items"][0].clone();
        let own = listed.as_object_mut().unwrap();
        assert_eq!(own.remove("client"), Some(json!("Carla Ltd")));
        assert_eq!(own.remove("paid_out"), Some(eur(333_320)), "so much can go back");
        assert_eq!(listed, all[0]);
        hand_over("team", &scene.client);
        // People read the name of a country, in their language.
        let read = diesel::update(people::table).set(people::language.eq("de"));
        network.db().read(|conn| Ok(read.execute(conn)?)).unwrap();
        let german = String::from_utf8(get("html").1).unwrap();
        assert!(html.contains("Austria") && german.contains("Österreich") && !german.contains("Austria"), "{german}");
        assert_sound(network);
    });
}

#[test]
fn an_invoice_is_its_clients_alone_and_of_those_who_see_money() {
    on_both_selling(|network| {
        let scene = Scene::open(network);
        let (ada, signed_in) = scene.freelancer("Ada", None);
        give(&scene.client, 0, &details());
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        scene.complete(engagement, &signed_in);
        let id = documents(&scene.client)[0]["id"].as_str().unwrap().to_owned();
        let other = scene.market.client("Cyril");
        other.get(&format!("/client/invoices/{id}")).refused(404);
        other.get(&format!("/client/invoices/{id}?format=pdf")).refused(404);
        assert_eq!(documents(&other), Vec::<Value>::new());
        let admin = scene.market.official("Adam", Hat::Admin);
        for path in ["/client/invoices", "/client/billing", "/invoices"] {
            assert_eq!(signed_in.get(path).status, 403, "{path}");
        }
        admin.get("/client/invoices").refused(403);
        scene.client.get("/invoices").refused(403);
        let become_a = |role: &str| {
            let set = diesel::update(client_people::table).set(client_people::role.eq(role));
            network.db().read(|conn| Ok(set.execute(conn)?)).unwrap();
        };
        become_a("approver");
        scene.client.get(&format!("/client/invoices/{id}")).ok(200);
        scene.client.get("/client/billing").ok(200);
        scene.client.put_if("/client/billing", "\"v1\"", &details()).refused(403);
        become_a("requester");
        for path in [&format!("/client/invoices/{id}"), "/client/invoices", "/client/billing"] {
            scene.client.get(path).refused(403);
        }
    });
}

#[test]
fn an_invoice_waits_until_the_client_says_who_stands_on_it_and_never_changes_after() {
    on_both_selling(|network| {
        let scene = Scene::open(network);
        scene.taxed(2_000);
        let (ada, signed_in) = scene.freelancer("Ada", None);
        for rate in [5_000, 4_000] {
            let engagement = scene.engage("web", &[Taken::by(ada, rate)]);
            scene.complete(engagement, &signed_in);
        }
        assert_eq!(documents(&scene.client), Vec::<Value>::new());
        let asked = network.mails(&scene.client.email);
        let asked = asked.iter().filter(|mail| mail.subject == "Your invoice waits for billing details").count();
        assert_eq!(asked, 1, "once is enough, however many wait");
        assert_eq!(scene.client.get("/client/billing").ok(200)["waiting"], 2);
        // What makes no invoice is refused with what would be right.
        let wrong = |changes: Value| {
            let mut details = details();
            changes.as_object().unwrap().iter().for_each(|(key, value)| details[key] = value.clone());
            scene.client.put_if("/client/billing", "\"v0\"", &details).fields()
        };
        assert_eq!(wrong(json!({ "name": " ", "city": "" })), ["name", "city"]);
        assert_eq!(wrong(json!({ "country": "Austria" })), ["country"]);
        assert_eq!(wrong(json!({ "country": "QQ" })), ["country"]);
        assert_eq!(wrong(json!({ "vat_id": "U-12" })), ["vat_id"]);
        assert_eq!(wrong(json!({ "vat_id": "QQ123456" })), ["vat_id"]);
        assert_eq!(wrong(json!({ "email": "nobody" })), ["email"]);
        assert_eq!(wrong(json!({ "reference": "a\u{1}b" })), ["reference"]);
        assert_eq!(wrong(json!({ "registration": "\u{ffff}" })), ["registration"]);
        assert_eq!(scene.client.put("/client/billing", &details()).status, 428);
        assert_eq!(give(&scene.client, 0, &details())["waiting"], 2);
        let all = documents(&scene.client);
        assert_eq!(numbers(&all), ["2026-0001", "2026-0002"]);
        assert_eq!(scene.client.get("/client/billing").ok(200)["waiting"], 0);
        // New details are for new papers.
        scene.client.put_if("/client/billing", "\"v0\"", &details()).refused(412);
        let path = format!("/client/invoices/{}", all[0]["id"].as_str().unwrap());
        let before = scene.client.get(&path).ok(200);
        let mut moved = details();
        moved["name"] = json!("Carla Holding");
        give(&scene.client, 1, &moved);
        let engagement = scene.engage("web", &[Taken::by(ada, 3_000)]);
        scene.complete(engagement, &signed_in);
        let all = documents(&scene.client);
        let newest = scene.client.get(&format!("/client/invoices/{}", all[2]["id"].as_str().unwrap())).ok(200);
        assert_eq!((&newest["buyer"]["name"], &newest["number"]), (&json!("Carla Holding"), &json!("2026-0003")));
        assert_eq!(scene.client.get(&path).ok(200), before);
        for statement in [
            "UPDATE invoices SET title = 'x'",
            "DELETE FROM invoice_lines",
            "DELETE FROM billing_details",
            "UPDATE billing_details SET details = '{}'",
            "UPDATE invoice_years SET last_number = last_number + 2",
            "DELETE FROM invoice_years",
        ] {
            let done = network.db().write(|tx| Ok(tx.batch_execute(statement)?));
            assert!(done.is_err(), "{statement}");
        }
    });
}

#[test]
fn many_at_once_take_numbers_without_a_gap_and_a_milestone_has_one_invoice() {
    on_both_selling(|network| {
        let scene = Scene::open(network);
        let (ada, signed_in) = scene.freelancer("Ada", None);
        let plan = |number: i64| NewMilestone {
            title: format!("Part {number}"),
            due_day: day("2026-12-01"),
            amount_minor: 40_000,
        };
        let engagement = scene.engage_with("web", &[Taken::by(ada, 5_000)], Some((1..=5).map(plan).collect())).unwrap();
        scene.complete(engagement, &signed_in);
        let milestones: Vec<MilestoneId> = scene.milestones(engagement).iter().map(|id| id.parse().unwrap()).collect();
        network.work();
        give(&scene.client, 0, &details());
        // Every milestone by three rivals at once, before any job.
        let barrier = std::sync::Barrier::new(15);
        std::thread::scope(|scope| {
            for milestone in milestones.iter().cycle().take(15) {
                let barrier = &barrier;
                scope.spawn(move || {
                    barrier.wait();
                    invoices::bill(&network.app, *milestone).unwrap();
                });
            }
        });
        let all = documents(&scene.client);
        assert_eq!(numbers(&all), ["2026-0001", "2026-0002", "2026-0003", "2026-0004", "2026-0005"]);
        let mut billed: Vec<&str> = all.iter().map(|document| document["milestone"].as_str().unwrap()).collect();
        billed.sort_unstable();
        billed.dedup();
        assert_eq!(billed.len(), 5);
        // Another year begins at one.
        network.app.mint.set_now("2027-01-04T09:00:00Z".parse().unwrap());
        let engagement = scene.engage("web", &[Taken::by(ada, 1_000)]);
        scene.complete(engagement, &signed_in);
        assert_eq!(numbers(&documents(&scene.client))[5..], ["2027-0001"]);
        assert_sound(network);
    });
}

#[test]
fn without_a_tax_the_category_says_why() {
    on_both_selling(|network| {
        let scene = Scene::open(network);
        let (ada, signed_in) = scene.freelancer("Ada", None);
        let mut abroad = details();
        abroad["country"] = json!("DE");
        abroad["vat_id"] = json!("DE123456789");
        give(&scene.client, 0, &abroad);
        let mut private = details();
        private["vat_id"] = Value::Null;
        for (version, category) in [(1, "AE"), (2, "Z")] {
            if version == 2 {
                give(&scene.client, 1, &private);
            }
            let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
            scene.complete(engagement, &signed_in);
            let newest = documents(&scene.client).pop().unwrap();
            let full = scene.client.get(&format!("/client/invoices/{}", newest["id"].as_str().unwrap())).ok(200);
            assert_eq!((&full["vat"][0]["category"], &full["tax"]), (&json!(category), &eur(0)));
        }
        hand_over("untaxed", &scene.client);
    });
}

#[test]
fn a_network_that_does_not_say_who_it_is_issues_nothing_until_it_does() {
    for on in [On::Sqlite, On::Postgres] {
        let network = &Network::start(on);
        let scene = Scene::open(network);
        let (ada, signed_in) = scene.freelancer("Ada", None);
        give(&scene.client, 0, &details());
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        scene.complete(engagement, &signed_in);
        assert_eq!(documents(&scene.client), Vec::<Value>::new());
        assert_eq!(scene.client.get("/client/billing").ok(200)["waiting"], 1);
        invoices::wake(&network.app).unwrap();
        assert_eq!(documents(&scene.client), Vec::<Value>::new(), "started again, and nothing is said still");
        let said = network.another_with(&SELLER);
        invoices::wake(&said).unwrap();
        jobs::run_due(&said).unwrap();
        assert_eq!(numbers(&documents(&scene.client)), ["2026-0001"]);
        assert_eq!(scene.client.get("/client/billing").ok(200)["waiting"], 0);
    }
}
