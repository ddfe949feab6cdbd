//! What privileged acts leave in the audit log: every operation by which an operator, a steward or an admin changes something,
//! and those by which somebody changes what others may do for their client organisation.
//!
//! A new one fails the first test until its act stands in [`ACTS`], and then the others, which succeed with each of them and
//! look at what that added to the log: who, under which hat, and what stood before or stands after.

use std::{cell::RefCell, collections::BTreeSet};

use diesel::{connection::SimpleConnection, prelude::*};
use muster::{
    identity::{ClientId, Hat, PersonId},
    schema::{audit_entries, client_people, people},
    spaces::SpaceId,
};
use muster_kernel::{Currency, Money};
use serde_json::{Value, json};

use crate::{
    disputes::{self, ruling},
    payouts::{self, Booking, IBANS, cents, items, leaves, statement, strange},
    providers::{Acme, settings},
    support::{
        Network, On, Person,
        market::Market,
        operations::{Operation, description},
        paying::{ask, booked},
        running::Running,
        scene::{Scene, Taken},
    },
};

/// What a success adds to the audit log.
#[derive(Clone, Copy)]
enum Leaves {
    /// That act, with what stood before, what stands after, or both.
    Change(&'static str),
    /// That act, without them: it is the own organisation's, and sealed to whoever reads the log.
    Note(&'static str),
    /// Nothing, for that reason.
    Nothing(&'static str),
}

use Leaves::{Change, Note, Nothing};

/// It changes nothing, and shows what a decision would do.
const LOOKS: Leaves = Nothing("it only looks");

/// Every such operation under its hat, and what it leaves.
const ACTS: &[(&str, &str, Leaves)] = &[
    ("admin", "DELETE /jobs/{id}", Change("job.discarded")),
    ("admin", "DELETE /people/{id}/hats/{hat}", Change("hat.taken")),
    ("admin", "DELETE /providers/{id}/domains/{domain}", Change("provider.domain-taken-back")),
    ("admin", "DELETE /spaces/{id}/operators/{person}", Change("space.operator-removed")),
    ("admin", "POST /bank-credits/{id}/close", Change("credit.closed")),
    ("admin", "POST /bank-credits/{id}/send-back", Change("credit.sent-back")),
    ("admin", "POST /bank-files", Change("bank-file.received")),
    ("admin", "POST /book/corrections", Change("book.corrected")),
    ("admin", "POST /book/exchanges", Change("book.exchange-recorded")),
    ("admin", "POST /clients/{id}/finders", Change("client.finder-set")),
    ("admin", "POST /fundings/{id}/post", Change("funding.posted")),
    ("admin", "POST /fundings/{id}/void", Change("funding.void")),
    ("admin", "POST /jobs/{id}/retries", Change("job.retried")),
    ("admin", "POST /milestones/{id}/refunds", Change("milestone.refunded")),
    ("admin", "POST /payout-batches", Change("payout-batch.made")),
    ("admin", "POST /payouts/{id}/decisions", Change("payout.decided")),
    ("admin", "POST /places", Change("place.added")),
    ("admin", "POST /sign-outs", Change("person.signed-out")),
    ("admin", "POST /spaces", Change("space.founded")),
    ("admin", "POST /spaces/{id}/operators", Change("space.operator-added")),
    ("admin", "POST /strays/{id}/close", Change("stray.closed")),
    ("admin", "POST /terms", Change("terms.announced")),
    ("admin", "PUT /providers/{id}/domains/{domain}", Change("provider.domain-confirmed")),
    ("client", "DELETE /client/invites/{id}", Note("client.invite-taken-back")),
    ("client", "DELETE /client/keys/{id}", Note("api-key.revoked")),
    ("client", "DELETE /client/people/{id}", Change("client.person-left")),
    ("client", "DELETE /client/provider", Change("provider.removed")),
    ("client", "POST /client/invites", Note("client.person-invited")),
    ("client", "POST /client/keys", Note("api-key.made")),
    ("client", "PUT /client/bank-details", Change("bank-details.set")),
    ("client", "PUT /client/people/{id}", Change("client.role-changed")),
    ("client", "PUT /client/provider", Change("provider.set")),
    ("operator", "POST /spaces/{id}/connections", Change("connection.hosted")),
    ("operator", "POST /spaces/{id}/terms", Change("terms.announced")),
    ("operator", "PUT /spaces/{id}/bank-details", Change("bank-details.set")),
    ("steward", "POST /disputes/{id}/decision", Change("dispute.decided")),
    ("steward", "POST /disputes/{id}/preview", LOOKS),
    ("steward", "POST /disputes/{id}/step-back", Change("dispute.steward-stepped-back")),
    ("steward", "POST /disputes/{id}/votes", Change("dispute.voted")),
    ("steward", "POST /policies", Change("policy.proposed")),
    ("steward", "POST /policies/{id}/adopt", Change("policy.adopted")),
    ("steward", "POST /policies/{id}/withdraw", Change("policy.withdrawn")),
    ("steward", "POST /steward/handovers/{id}/confirm", Change("handover.seeking")),
    ("steward", "POST /steward/handovers/{id}/preview", LOOKS),
    ("steward", "POST /steward/handovers/{id}/refuse", Change("handover.refused")),
    ("steward", "POST /steward/handovers/{id}/step-back", Change("handover.asked")),
    ("steward", "POST /steward/handovers/{id}/take", Change("handover.taken")),
];

/// How the paths begin by which somebody changes what others may do for their organisation, or where its money goes.
const FOR_OTHERS: [&str; 5] =
    ["/client/bank-details", "/client/invites", "/client/keys", "/client/people", "/client/provider"];

fn is_privileged(hat: &str, path: &str) -> bool {
    ["operator", "steward", "admin"].contains(&hat)
        || (hat == "client" && FOR_OTHERS.iter().any(|begin| path.starts_with(begin)))
}

/// The same by the API's description: each as its hat and its name.
fn described() -> BTreeSet<(String, String)> {
    let description = description();
    let mut found = BTreeSet::new();
    for operation in Operation::all(&description).iter().filter(|operation| operation.method != "GET") {
        let path = operation.path.trim_start_matches("/api/v1");
        let hats = operation.hats().into_iter().filter(|hat| is_privileged(hat, path));
        found.extend(hats.map(|hat| (hat.to_owned(), format!("{} {path}", operation.method))));
    }
    found
}

fn listed() -> BTreeSet<(String, String)> {
    ACTS.iter().map(|(hat, operation, _)| ((*hat).to_owned(), (*operation).to_owned())).collect()
}

#[test]
fn every_privileged_operation_that_changes_something_is_said_to_leave_an_act_or_why_it_leaves_none() {
    let (described, listed) = (described(), listed());
    assert_eq!(listed.len(), ACTS.len(), "one stands there twice");
    let unsaid: Vec<_> = described.difference(&listed).collect();
    assert!(unsaid.is_empty(), "say in ACTS what these leave: {unsaid:#?}");
    let gone: Vec<_> = listed.difference(&described).collect();
    assert!(gone.is_empty(), "these are no such operations any more: {gone:#?}");
    for (hat, operation, leaves) in ACTS {
        assert!(!matches!(leaves, Nothing(because) if because.is_empty()), "{operation} by a {hat}: why?");
    }
}

/// An entry of the log: whose, under which hat, the act, what stood before and what stands after.
type Entry = (Option<String>, Option<String>, String, Option<String>, Option<String>);

/// Looks on while operations succeed.
#[derive(Default)]
struct Witness {
    seen: RefCell<BTreeSet<(String, String)>>,
}

impl Witness {
    /// Somebody succeeds with an operation about those ids, and the log says so; answers what they are answered.
    #[track_caller]
    fn does(&self, (who, hat): (&Person<'_>, &str), operation: &str, ids: &[&str], body: &Value) -> Value {
        let (_, _, leaves) = *ACTS
            .iter()
            .find(|(other, name, _)| (*other, *name) == (hat, operation))
            .unwrap_or_else(|| panic!("{operation} by a {hat} stands nowhere in ACTS"));
        let (method, path) = operation.split_once(' ').unwrap();
        let network = who.network();
        let known: BTreeSet<String> = entry_ids(network);
        // A text is a file for the bank.
        let kind = if body.is_string() { "application/xml" } else { "application/json" };
        let body = (method != "DELETE").then_some(body);
        let answer = who.send(method, &filled(path, ids), body, &[("content-type", kind)]);
        assert!((200..300).contains(&answer.status), "{operation} by a {hat}: {answer:?}");

        let added = entries_but(network, &known);
        let own: Vec<&Entry> = added
            .iter()
            .filter(|(person, worn, ..)| {
                *person == Some(id_of(network, &who.email).to_string()) && worn.as_deref() == Some(hat)
            })
            .collect();
        let of_act = |act: &str| own.iter().find(|(_, _, done, ..)| done == act).copied();
        match leaves {
            Change(act) => {
                let entry = of_act(act).unwrap_or_else(|| panic!("{operation} by a {hat} left no {act}: {added:#?}"));
                assert!(entry.3.is_some() || entry.4.is_some(), "{act} says nothing of before and after: {entry:?}");
                assert_ne!(entry.3, entry.4, "{act} changed nothing");
            }
            Note(act) => assert!(of_act(act).is_some(), "{operation} by a {hat} left no {act}: {added:#?}"),
            Nothing(because) => {
                let mut acts = own.iter().map(|entry| entry.2.as_str()).filter(|act| !act.starts_with("session."));
                assert_eq!(acts.next(), None, "{operation} by a {hat} leaves nothing, because {because}");
            }
        }
        self.seen.borrow_mut().insert((hat.to_owned(), operation.to_owned()));
        answer.json
    }

    /// The id of what an operation made.
    #[track_caller]
    fn makes(&self, who: (&Person<'_>, &str), operation: &str, ids: &[&str], body: &Value) -> String {
        text(&self.does(who, operation, ids, body)["id"])
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// A path with its variable parts filled, in their order.
fn filled(path: &str, ids: &[&str]) -> String {
    let mut ids = ids.iter().copied();
    let parts = path.split('/').map(|part| if part.starts_with('{') { ids.next().unwrap() } else { part });
    let path = parts.collect::<Vec<_>>().join("/");
    assert_eq!(ids.next(), None, "{path} has fewer variable parts");
    path
}

fn entry_ids(network: &Network) -> BTreeSet<String> {
    let ids: Vec<String> =
        network.db().read(|conn| Ok(audit_entries::table.select(audit_entries::id).load(conn)?)).unwrap();
    ids.into_iter().collect()
}

/// The entries of the log that are not known yet.
fn entries_but(network: &Network, known: &BTreeSet<String>) -> Vec<Entry> {
    let columns = (
        audit_entries::id,
        (audit_entries::person_id, audit_entries::hat, audit_entries::act, audit_entries::before, audit_entries::after),
    );
    let all: Vec<(String, Entry)> =
        network.db().read(|conn| Ok(audit_entries::table.select(columns).load(conn)?)).unwrap();
    all.into_iter().filter(|(id, _)| !known.contains(id)).map(|(_, entry)| entry).collect()
}

fn id_of(network: &Network, email: &str) -> PersonId {
    let id = people::table.filter(people::email.eq(email)).select(people::id);
    network.db().read(|conn| Ok(id.first(conn)?)).unwrap()
}

#[test]
fn every_privileged_act_stands_in_the_audit_log_with_who_did_it_and_what_it_changed_on_sqlite() {
    every_privileged_act_stands_in_the_audit_log_with_who_did_it_and_what_it_changed(On::Sqlite);
}

#[test]
fn every_privileged_act_stands_in_the_audit_log_with_who_did_it_and_what_it_changed_on_postgres() {
    every_privileged_act_stands_in_the_audit_log_with_who_did_it_and_what_it_changed(On::Postgres);
}

fn every_privileged_act_stands_in_the_audit_log_with_who_did_it_and_what_it_changed(on: On) {
    let witness = Witness::default();
    let scenes: [fn(&Witness, &Network); 9] =
        [founding, spaces, ruling_by_policy, work_given_up, money, payouts_decided, cases, handovers, organisation];
    for scene in scenes {
        scene(&witness, &Network::start(on));
    }
    let seen = witness.seen.into_inner();
    let unseen: Vec<_> = listed().into_iter().filter(|one| !seen.contains(one)).collect();
    assert!(unseen.is_empty(), "nobody did these, so nobody knows what they leave: {unseen:#?}");
}

/// An admin makes places and spaces, says what the network takes, and sends people away.
fn founding(witness: &Witness, network: &Network) {
    let scene = Scene::open(network);
    let admin = scene.market.official("Adam", Hat::Admin);
    let by = (&admin, "admin");
    let wien = json!({
        "name": "Wien", "country": "AT", "kind": "urban", "latitude_e6": 48_208_200, "longitude_e6": 16_373_800,
    });
    let place = witness.makes(by, "POST /places", &[], &wien);
    let space = json!({ "name": "Hill", "place": place, "commission": 1_000 });
    let space = witness.makes(by, "POST /spaces", &[], &space);
    let terms = json!({ "kind": "network", "basis_points": 500, "from_day": "2027-03-01" });
    witness.does(by, "POST /terms", &[], &terms);
    let client = client_people::table.select(client_people::client_id);
    let client: ClientId = network.db().read(|conn| Ok(client.first(conn)?)).unwrap();
    let finder = json!({ "finder": { "space": space }, "from_day": "2026-12-01" });
    witness.does(by, "POST /clients/{id}/finders", &[&client.to_string()], &finder);
    let (olga_id, olga) = scene.market.person("Olga", None);
    witness.does(by, "POST /spaces/{id}/operators", &[&space], &json!({ "email": olga.email }));
    witness.does(by, "DELETE /spaces/{id}/operators/{person}", &[&space, &olga_id.to_string()], &Value::Null);
    let (sid, _) = scene.market.person("Sid", Some(Hat::Steward));
    witness.does(by, "DELETE /people/{id}/hats/{hat}", &[&sid.to_string(), "steward"], &Value::Null);
    scene.client.get("/me").ok(200);
    witness.does(by, "POST /sign-outs", &[], &json!({ "email": scene.client.email }));
}

/// An operator sees to their space.
fn spaces(witness: &Witness, network: &Network) {
    let scene = Scene::open(network);
    let hill: SpaceId = scene.space("Hill", 1_000);
    let olga = scene.operator("Olga", hill);
    let ((_, ada), (_, bob)) = (scene.freelancer("Ada", Some(hill)), scene.freelancer("Bob", Some(hill)));
    let (by, id) = ((&olga, "operator"), hill.to_string());
    let terms = json!({ "basis_points": 1_250, "from_day": "2026-12-02" });
    witness.does(by, "POST /spaces/{id}/terms", &[&id], &terms);
    let details = json!({ "holder": "Coworking Hill e. V.", "iban": "DE89370400440532013000" });
    witness.does(by, "PUT /spaces/{id}/bank-details", &[&id], &details);
    let met = json!({ "kind": "introduction", "emails": [ada.email, bob.email], "happened_on": "2026-10-20" });
    witness.does(by, "POST /spaces/{id}/connections", &[&id], &met);
}

/// Stewards change the policy.
fn ruling_by_policy(witness: &Witness, network: &Network) {
    let market = Market::open(network);
    let (stella, sol) = (market.official("Stella", Hat::Steward), market.official("Sol", Hat::Steward));
    let policy = stella.get("/policy").ok(200)["policy"].clone();
    let proposal = |fit: i64| {
        let mut policy = policy.clone();
        policy["weights"]["fit"] = json!(fit);
        json!({ "policy": policy, "why": "So that evidence counts for more than it did." })
    };
    let adopted = witness.makes((&stella, "steward"), "POST /policies", &[], &proposal(400));
    witness.does((&sol, "steward"), "POST /policies/{id}/adopt", &[&adopted], &json!({ "from": "2026-11-16" }));
    let taken_back = witness.makes((&stella, "steward"), "POST /policies", &[], &proposal(450));
    witness.does((&stella, "steward"), "POST /policies/{id}/withdraw", &[&taken_back], &json!({}));
}

/// An admin decides about what the workers gave up.
fn work_given_up(witness: &Witness, network: &Network) {
    let admin = Scene::open(network).market.official("Adam", Hat::Admin);
    let ids = ["job_00000000000000000000000008", "job_00000000000000000000000009"];
    let dead = |id: &str| {
        format!(
            "INSERT INTO jobs (id, kind, lane, payload, state, due_at, lease_until, attempts, last_error, created_at,
                 finished_at)
             VALUES ('{id}', 'mail', 'mail', '{{}}', 'dead', 0, 0, 9, 'It failed.', 0, 0);"
        )
    };
    network.db().read(|conn| Ok(conn.batch_execute(&ids.map(dead).concat())?)).unwrap();
    witness.does((&admin, "admin"), "POST /jobs/{id}/retries", &[ids[0]], &json!({}));
    witness.does((&admin, "admin"), "DELETE /jobs/{id}", &[ids[1]], &Value::Null);
}

/// An admin posts, takes back, closes and refunds.
fn money(witness: &Witness, network: &Network) {
    let scene = Scene::open(network);
    scene.network_takes(1_000, 0);
    let admin = scene.market.official("Adam", Hat::Admin);
    let by = (&admin, "admin");
    let asked = ["Ada", "Bea"].map(|name| {
        let (member, _) = scene.freelancer(name, None);
        let engagement = scene.engage("web", &[Taken::by(member, 5_000)]);
        ask(&scene.client, &scene.milestones(engagement)[0]).ok(201)
    });
    booked(network, asked[0]["reference"].as_str().unwrap(), Money::new(1, Currency::EUR), "B-1");
    let stray = text(&items(&admin.get("/strays").ok(200))[0]["id"]);
    witness.does(by, "POST /strays/{id}/close", &[&stray], &json!({ "note": "A cent, sent back" }));
    let said = json!({ "bank_reference": "Cheque 7" });
    witness.does(by, "POST /fundings/{id}/post", &[&text(&asked[0]["id"])], &said);
    witness.does(by, "POST /fundings/{id}/void", &[&text(&asked[1]["id"])], &json!({}));

    let (cyd, member) = scene.freelancer("Cyd", None);
    let engagement = scene.engage("web", &[Taken::by(cyd, 5_000)]);
    scene.complete(engagement, &member);
    let refund = json!({ "kind": "refund", "amount": 1_000, "reason": "Agreed on" });
    witness.does(by, "POST /milestones/{id}/refunds", &[&scene.milestones(engagement)[0]], &refund);

    let amount = |minor: i64, currency: &str| json!({ "amount": minor, "currency": currency });
    let exchange = json!({
        "given": amount(100, "EUR"), "got": amount(2_500, "CZK"), "booked_on": "2026-11-02", "bank_reference": "FX-1",
    });
    let wrong = text(&witness.does(by, "POST /book/exchanges", &[], &exchange)["entry"]);
    let correction = json!({ "entry": wrong, "reason": "It was another network's" });
    witness.does(by, "POST /book/corrections", &[], &correction);
}

/// An admin pays out, hears of it, and decides what the bank leaves in doubt.
fn payouts_decided(witness: &Witness, network: &Network) {
    let stage = payouts::Stage::with_details(network, &["Ada", "Bob"]);
    let by = (&stage.admin, "admin");
    let batch = witness.makes(by, "POST /payout-batches", &[], &stage.new_batch());
    let payouts = stage.admin.get(&format!("/payout-batches/{batch}/payouts?limit=100")).ok(200);
    let payout = &items(&payouts)[0];
    let dearer = Booking { cents: -cents(payout) - 250, ..leaves(payout) };
    witness.does(by, "POST /bank-files", &[], &Value::from(statement("S1", &[&dearer])));
    let settled = json!({ "state": "settled", "words": "The bank has given the 2.50 back." });
    witness.does(by, "POST /payouts/{id}/decisions", &[&text(&payout["payout"]["id"])], &settled);
    let came = |name: &str| {
        stage.hand_in(&strange(name, Some(IBANS[4])));
        text(&items(&stage.admin.get("/bank-credits").ok(200))[0]["id"])
    };
    witness.does(by, "POST /bank-credits/{id}/send-back", &[&came("B-7")], &json!({}));
    let note = json!({ "note": "Sent back at the bank" });
    witness.does(by, "POST /bank-credits/{id}/close", &[&came("B-8")], &note);
}

/// Stewards who were drawn for a dispute.
fn cases(witness: &Witness, network: &Network) {
    let stage = disputes::Stage::with(network, 6);
    let id = stage.open(100_000);
    witness.does((stage.sitting(&id)[0], "steward"), "POST /disputes/{id}/step-back", &[&id], &json!({}));
    network.work();
    stage.answer(&id);
    let by = (stage.sitting(&id)[0], "steward");
    witness.does(by, "POST /disputes/{id}/preview", &[&id], &json!({ "to_members": { "minor": 0 } }));
    witness.does(by, "POST /disputes/{id}/decision", &[&id], &ruling(0));
    stage.member.post(&format!("/disputes/{id}/appeal"), &json!({ "words": "Nobody looked at the file." })).ok(200);
    witness.does((stage.sitting(&id)[0], "steward"), "POST /disputes/{id}/votes", &[&id], &ruling(90_000));
}

/// Stewards who take seats that are to change hands.
fn handovers(witness: &Witness, network: &Network) {
    let team = Running::start(network);
    let (stella, sol) = (team.steward("Stella"), team.steward("Sol"));
    let (first, by) = (team.ask(), (&stella, "steward"));
    witness.does(by, "POST /steward/handovers/{id}/take", &[&first], &json!({}));
    witness.does(by, "POST /steward/handovers/{id}/step-back", &[&first], &json!({}));
    let by = (&sol, "steward");
    witness.does(by, "POST /steward/handovers/{id}/take", &[&first], &json!({}));
    let words = json!({ "words": "Talk to each other first." });
    witness.does(by, "POST /steward/handovers/{id}/refuse", &[&first], &words);
    let second = team.ask();
    witness.does(by, "POST /steward/handovers/{id}/take", &[&second], &json!({}));
    let from = json!({ "from": "2027-01-18" });
    witness.does(by, "POST /steward/handovers/{id}/preview", &[&second], &from);
    witness.does(by, "POST /steward/handovers/{id}/confirm", &[&second], &from);
}

/// Finance of a client sees to its people, its programs and its provider, and an admin to the provider's domain.
fn organisation(witness: &Witness, network: &Network) {
    let acme = Acme::found(network);
    let domain = [acme.id.as_str(), "example.org"];
    witness.does((&acme.admin, "admin"), "DELETE /providers/{id}/domains/{domain}", &domain, &Value::Null);
    witness.does((&acme.admin, "admin"), "PUT /providers/{id}/domains/{domain}", &domain, &json!({}));

    let by = (&acme.carla, "client");
    let mia = id_of(network, &acme.joined("Mia", None).email).to_string();
    witness.does(by, "PUT /client/people/{id}", &[&mia], &json!({ "role": "requester" }));
    witness.does(by, "DELETE /client/people/{id}", &[&mia], &Value::Null);
    witness.does(by, "POST /client/invites", &[], &json!({ "email": "zoe@example.net", "role": "approver" }));
    let invite = text(&acme.carla.get("/client/invites").ok(200)[0]["id"]);
    witness.does(by, "DELETE /client/invites/{id}", &[&invite], &Value::Null);
    let key = json!({ "name": "A program", "scopes": ["briefs:read"], "expires_on": "2027-11-02" });
    let key = witness.makes(by, "POST /client/keys", &[], &key);
    witness.does(by, "DELETE /client/keys/{id}", &[&key], &Value::Null);
    let mut wanted = settings(&acme.provider.issuer);
    wanted["makes_people"] = json!(false);
    witness.does(by, "PUT /client/provider", &[], &wanted);
    let details = json!({ "holder": "Acme GmbH", "iban": "DE89370400440532013000" });
    witness.does(by, "PUT /client/bank-details", &[], &details);
    witness.does(by, "DELETE /client/provider", &[], &Value::Null);
}
