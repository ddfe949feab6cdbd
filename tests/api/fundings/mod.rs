//! Money that a client was asked for, until it is there.

mod arriving;
mod races;
mod told;

use diesel::prelude::*;
use muster::{
    book::Account,
    engagements::EngagementId,
    fundings::{FundingId, service::Received},
    identity::{ClientRole, Hat},
    schema::{client_people, fundings as rows, idempotency_keys},
};
use muster_kernel::{Currency, Money};
use serde_json::{Value, json};

use crate::support::{
    Network, Person,
    checks::{assert_all_is_well, holds},
    on_both,
    paying::{amount_of, ask, booked, fund, pay},
    running::Running,
    scene::{Scene, Taken, eur},
};

const DAY: i64 = 24;

/// A contract of one milestone of 2,000.00 EUR, and whoever works for it.
struct Contract<'n> {
    scene: Scene<'n>,
    member: Person<'n>,
    engagement: EngagementId,
    milestone: String,
}

impl<'n> Contract<'n> {
    fn of(network: &'n Network) -> Self {
        let scene = Scene::open(network);
        let (ada, member) = scene.freelancer("Ada", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        let milestone = scene.milestones(engagement).remove(0);
        Self { scene, member, engagement, milestone }
    }

    fn admin(&self) -> Person<'n> {
        self.scene.market.official("Adam", Hat::Admin)
    }

    /// The milestone as the client sees it.
    fn seen(&self) -> Value {
        let read = self.scene.client.get(&format!("/engagements/{}", self.engagement)).ok(200);
        read["milestones"][0].clone()
    }

    /// What became of the requests for it, newest first.
    fn states(&self) -> Vec<String> {
        let page = self.scene.client.get(&format!("/milestones/{}/fundings", self.milestone)).ok(200);
        let states = page["items"].as_array().unwrap().iter();
        states.map(|one| one["state"].as_str().unwrap().to_owned()).collect()
    }
}

fn act(funding: &Value, act: &str) -> String {
    format!("/fundings/{}/{act}", funding["id"].as_str().unwrap())
}

fn reference(funding: &Value) -> &str {
    funding["reference"].as_str().unwrap()
}

fn id(funding: &Value) -> FundingId {
    funding["id"].as_str().unwrap().parse().unwrap()
}

/// The subjects of the mails to somebody, and the text of the last one in one line.
fn mails(network: &Network, person: &Person<'_>) -> (Vec<String>, String) {
    let mails = network.mails(&person.email);
    let last = mails.last().map(|mail| mail.text.replace('\n', " ")).unwrap_or_default();
    (mails.into_iter().map(|mail| mail.subject).collect(), last)
}

fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

#[test]
fn a_client_is_asked_for_money_and_the_milestone_is_funded_when_the_bank_has_it() {
    on_both(|network| {
        let contract = Contract::of(network);
        let (client, milestone) = (&contract.scene.client, &contract.milestone);
        assert_eq!((&contract.seen()["awaits_payment"], &contract.seen()["funding"]), (&json!(false), &Value::Null));
        let asked = ask(client, milestone).ok(201);
        assert_eq!((&asked["state"], &asked["amount"]), (&json!("pending"), &eur(200_000)));
        assert_eq!(asked["pay_to"], json!({ "name": "Muster", "iban": "CZ6508000000192000145399", "bic": null }));
        assert_eq!((&asked["last_day"], &asked["milestone"]), (&json!("2026-11-16"), &json!(milestone)));
        assert!(reference(&asked).starts_with("RF") && reference(&asked).len() == 12, "{asked}");
        // While it is awaited nothing is held, and nobody can begin.
        let seen = contract.seen();
        assert_eq!(
            (&seen["state"], &seen["awaits_payment"], &seen["funding"]),
            (&json!("planned"), &json!(true), &asked)
        );
        assert_eq!(holds(network, Account::Bank), 0);
        let mine = contract.member.get("/member/engagements").ok(200);
        assert_eq!(mine["items"][0]["milestones"][0]["awaits_payment"], true);
        assert!(!mine.to_string().contains(reference(&asked)) && !mine.to_string().contains("2026-11-16"), "{mine}");
        let submit = format!("/milestones/{milestone}/submit");
        assert_eq!(contract.member.post(&submit, &json!({})).refused(409), "milestone-state");

        // The bank folds what was written, and the same booking is told twice.
        let text = format!("muster inv. {}\n{}/OK", reference(&asked)[..7].to_lowercase(), &reference(&asked)[7..]);
        let funding = id(&asked);
        assert_eq!(booked(network, &text, euros(200_000), "B-1"), Received::Posted { funding });
        assert_eq!(booked(network, &text, euros(200_000), "B-1"), Received::Again { funding });
        let seen = contract.seen();
        assert_eq!(
            (&seen["state"], &seen["awaits_payment"], &seen["funding"]),
            (&json!("funded"), &json!(false), &Value::Null)
        );
        assert_eq!(contract.states(), ["posted"]);
        assert_eq!(
            (holds(network, Account::Bank), holds(network, Account::Escrow(contract.engagement))),
            (200_000, 200_000)
        );
        let (subjects, last) = mails(network, client);
        assert_eq!(subjects[1..], ["To be paid: Weeks 1 to 4", "Paid: Weeks 1 to 4"]);
        assert!(last.contains("€2,000.00 for “Weeks 1 to 4” of “Work 1” came in"), "{last}");
        assert_eq!(mails(network, &contract.member).0, ["You won: Work 1", "Funded: Weeks 1 to 4"]);
        contract.member.post(&submit, &json!({})).ok(204);
        assert_eq!(ask(client, milestone).refused(409), "milestone-state");
        assert_all_is_well(network);
    });
}

#[test]
fn the_request_tells_finance_what_to_transfer_and_nobody_else() {
    on_both(|network| {
        let contract = Contract::of(network);
        let approver = contract.scene.market.person("Paul", Some(Hat::Client)).0;
        network
            .db()
            .write(|tx| {
                let client: muster::identity::ClientId =
                    client_people::table.select(client_people::client_id).first(&mut **tx)?;
                let row = (
                    client_people::client_id.eq(client),
                    client_people::person_id.eq(approver),
                    client_people::role.eq(ClientRole::Approver),
                );
                diesel::insert_into(client_people::table).values(row).execute(&mut **tx)?;
                Ok(())
            })
            .unwrap();
        let paul = Person::known(network, "paul@example.org");
        paul.wear("client");
        let asked = ask(&contract.scene.client, &contract.milestone).ok(201);
        let (_, text) = mails(network, &contract.scene.client);
        let spaced = format!("{} {} {}", &reference(&asked)[..4], &reference(&asked)[4..8], &reference(&asked)[8..]);
        for part in [
            "by 16 November 2026",
            "– Amount: €2,000.00",
            "– To: Muster",
            "– IBAN: CZ65 0800 0000 1920 0014 5399",
            &spaced,
        ] {
            assert!(text.contains(part), "{part:?} is not in {text}");
        }
        assert_eq!(mails(network, &paul).0, Vec::<String>::new(), "who does not move money is not asked for it");
        // Everybody of the client may look, and finance acts.
        paul.get(&format!("/milestones/{}/fundings", contract.milestone)).ok(200);
        paul.post(&act(&asked, "void"), &json!({})).refused(403);
        ask(&paul, &contract.milestone).refused(403);
        let other = contract.scene.market.client("Otto");
        other.get(&format!("/milestones/{}/fundings", contract.milestone)).refused(404);
        other.post(&act(&asked, "void"), &json!({})).refused(404);
        ask(&other, &contract.milestone).refused(404);
        for path in [act(&asked, "post"), act(&asked, "void")] {
            contract.member.post(&path, &json!({ "bank_reference": "B" })).refused(403);
        }
        contract.scene.client.post(&act(&asked, "post"), &json!({ "bank_reference": "B" })).refused(403);
        contract.scene.client.get("/fundings").refused(403);
        contract.scene.client.get("/strays").refused(403);
        assert_eq!(contract.states(), ["pending"]);
    });
}

#[test]
fn an_answer_is_sent_again_as_an_older_version_saved_it() {
    on_both(|network| {
        let contract = Contract::of(network);
        let path = format!("/milestones/{}/fundings", contract.milestone);
        let ask = || contract.scene.client.post_once(&path, "k", &json!({}));
        let first = ask();
        assert_eq!((first.status, ask().text), (201, first.text));
        // It knew fewer fields, and one that is gone.
        let saved = r#"{ "id": "funding_of_old", "iban": "AT61" }"#;
        let change = || diesel::update(idempotency_keys::table).set(idempotency_keys::answer.eq(saved));
        assert_eq!(network.db().write(|tx| Ok(change().execute(&mut **tx)?)).unwrap(), 1);
        let again = ask();
        assert_eq!((again.status, again.text.as_str()), (201, saved));
        assert_eq!(contract.states(), ["pending"]);
    });
}

#[test]
fn a_client_chooses_the_days_and_asks_for_a_milestone_once_at_a_time() {
    on_both(|network| {
        let contract = Contract::of(network);
        let (client, path) = (&contract.scene.client, format!("/milestones/{}/fundings", contract.milestone));
        for wrong in [0, -3, 61] {
            let refused = client.post(&path, &json!({ "days": wrong }));
            assert_eq!(refused.fields(), ["days"]);
        }
        assert_eq!(client.post(&path, &json!({ "until": "2026-12-01" })).fields(), ["until"]);
        let first = client.post_once(&path, "k", &json!({ "days": 60 })).ok(201);
        assert_eq!(first["last_day"], "2027-01-01");
        assert_eq!(client.post_once(&path, "k", &json!({ "days": 60 })).ok(201), first, "the same key, once");
        assert_eq!(client.post_once(&path, "k", &json!({ "days": 1 })).refused(409), "idempotency-key-reused");
        assert_eq!(client.post(&path, &json!({ "days": 1 })).refused(409), "funding-pending");
        let void = client.post(&act(&first, "void"), &json!({})).ok(200);
        assert_eq!((&void["state"], &void["void_reason"]), (&json!("void"), &json!("client")));
        assert_eq!(client.post(&act(&first, "void"), &json!({})).refused(409), "funding-state");
        let (_, text) = mails(network, client);
        assert!(
            text.contains("is void: your organisation took it back.") && text.contains("Do not pay it any more."),
            "{text}"
        );
        let second = client.post(&path, &json!({ "days": 1 })).ok(201);
        assert_ne!(second["reference"], first["reference"]);
        assert_eq!(contract.states(), ["pending", "void"]);
        // The newest first, page by page.
        let page = client.get(&format!("{path}?limit=1")).ok(200);
        assert_eq!((&page["items"][0]["id"], page["items"].as_array().unwrap().len()), (&second["id"], 1));
        let next = page["next"].as_str().unwrap();
        let rest = client.get(&format!("{path}?limit=1&after={next}")).ok(200);
        assert_eq!((&rest["items"][0]["id"], &rest["next"]), (&first["id"], &Value::Null));
    });
}

#[test]
fn money_that_does_not_come_is_reminded_of_and_then_expires() {
    on_both(|network| {
        let contract = Contract::of(network);
        let asked = ask(&contract.scene.client, &contract.milestone).ok(201);
        network.wait_hours(10 * DAY);
        assert_eq!(mails(network, &contract.scene.client).0.last().unwrap(), "To be paid: Weeks 1 to 4");
        network.wait_hours(DAY);
        let (subjects, text) = mails(network, &contract.scene.client);
        assert_eq!(subjects.last().unwrap(), "Still to be paid: Weeks 1 to 4", "on the third day before the last one");
        assert!(
            text.contains("is not there yet. The last day for it is 16 November 2026") && text.contains("RF"),
            "{text}"
        );
        network.wait_hours(3 * DAY);
        assert_eq!(
            (network.now().day().to_string(), contract.states()),
            ("2026-11-16".to_owned(), vec!["pending".to_owned()])
        );
        network.wait_hours(DAY);
        assert_eq!(contract.states(), ["expired"]);
        let (subjects, text) = mails(network, &contract.scene.client);
        assert_eq!(subjects.last().unwrap(), "Expired: Weeks 1 to 4");
        assert!(text.contains("did not come by 16 November 2026"), "{text}");
        assert_eq!(contract.seen()["awaits_payment"], false);
        assert_eq!(contract.scene.client.post(&act(&asked, "void"), &json!({})).refused(409), "funding-state");
        // They ask again, and pay.
        fund(&contract.scene.client, &contract.milestone);
        assert_eq!(
            (contract.states(), contract.seen()["state"].clone()),
            (vec!["posted".into(), "expired".into()], json!("funded"))
        );
        network.wait_hours(30 * DAY);
        assert_eq!(contract.states(), ["posted", "expired"], "what was posted does not expire");
        let subjects = mails(network, &contract.scene.client).0;
        assert_eq!(subjects.iter().filter(|subject| subject.starts_with("Still")).count(), 1, "nor is it reminded of");
        assert_all_is_well(network);
    });
}

#[test]
fn who_has_three_days_or_fewer_is_not_reminded() {
    on_both(|network| {
        let contract = Contract::of(network);
        contract
            .scene
            .client
            .post(&format!("/milestones/{}/fundings", contract.milestone), &json!({ "days": 3 }))
            .ok(201);
        network.wait_hours(3 * DAY);
        assert_eq!(contract.states(), ["pending"]);
        network.wait_hours(DAY);
        assert_eq!(contract.states(), ["expired"]);
        assert!(mails(network, &contract.scene.client).0.iter().all(|subject| !subject.starts_with("Still")));
    });
}

#[test]
fn what_is_awaited_for_a_milestone_that_is_left_out_is_void_with_it() {
    on_both(|network| {
        let team = Running::start(network);
        let client = &team.scene.client;
        let milestones = team.scene.milestones(team.engagement);
        fund(client, &milestones[0]);
        let asked = ask(client, &milestones[1]).ok(201);
        client.post(&format!("/engagements/{}/end", team.engagement), &json!({})).ok(204);
        let page = client.get(&format!("/milestones/{}/fundings", milestones[1])).ok(200);
        let item = &page["items"][0];
        assert_eq!((&item["state"], &item["void_reason"]), (&json!("void"), &json!("left_out")));
        let (subjects, _) = mails(network, client);
        assert_eq!(subjects.last().unwrap(), "Not to be paid any more: Weeks 5 to 8");
        assert_eq!(
            booked(network, reference(&asked), amount_of(&asked), "B"),
            Received::TooLate { funding: id(&asked) }
        );
        assert_eq!(holds(network, Account::Escrow(team.engagement)), 800_000);
        assert_all_is_well(network);
    });
}

#[test]
fn a_seat_that_ends_voids_what_costs_less_then_and_a_handover_leaves_it() {
    on_both(|network| {
        let team = Running::start(network);
        let client = &team.scene.client;
        let milestones = team.scene.milestones(team.engagement);
        let (kept, changed) = (ask(client, &milestones[0]).ok(201), ask(client, &milestones[1]).ok(201));
        let (_, cyd) = team.candidate("Cyd Lang");
        let steward = team.steward("Stella");
        team.confirmed(&steward);
        crate::support::running::accept_offer(&cyd).ok(204);
        let state = |milestone: &str| {
            let page = client.get(&format!("/milestones/{milestone}/fundings")).ok(200);
            (page["items"][0]["state"].clone(), page["items"][0]["void_reason"].clone())
        };
        assert_eq!(team.seats().len(), 3, "the seat was handed over");
        assert_eq!((state(&milestones[0]).0, state(&milestones[1]).0), (json!("pending"), json!("pending")));
        pay(network, &kept);
        // Now the seat ends after the first milestone, with nobody to follow: the second one costs half.
        team.leave_the_pool(team.lead_id);
        let new = json!({ "seat": "lead", "reason": "health", "words": "I am ill." });
        let asked = cyd.post(&format!("/member/engagements/{}/handovers", team.engagement), &new).ok(201);
        let path = format!("/steward/handovers/{}", asked["id"].as_str().unwrap());
        steward.post(&format!("{path}/take"), &json!({})).ok(204);
        steward.post(&format!("{path}/confirm"), &json!({ "from": "2027-02-01" })).ok(200);
        network.work();
        client.post(&format!("/handovers/{}/cut", asked["id"].as_str().unwrap()), &json!({})).ok(204);
        assert_eq!(state(&milestones[1]), (json!("void"), json!("changed")));
        let seen = client.get(&format!("/engagements/{}", team.engagement)).ok(200)["milestones"].clone();
        assert_eq!((&seen[1]["amount"], &seen[1]["awaits_payment"]), (&eur(400_000), &json!(false)));
        let (subjects, text) = mails(network, client);
        assert!(subjects.contains(&"Not to be paid any more: Weeks 5 to 8".to_owned()), "{subjects:?}: {text}");
        let again = ask(client, &milestones[1]).ok(201);
        assert_eq!((&again["amount"], &changed["amount"]), (&eur(400_000), &eur(800_000)));
        pay(network, &again);
        assert_eq!(holds(network, Account::Escrow(team.engagement)), 1_200_000);
        assert_all_is_well(network);
    });
}

#[test]
fn the_table_itself_keeps_what_was_asked_and_what_was_decided() {
    on_both(|network| {
        let contract = Contract::of(network);
        let asked = ask(&contract.scene.client, &contract.milestone).ok(201);
        let row = || rows::table.find(id(&asked));
        let refusal = |outcome: muster::error::Result<usize>| format!("{:?}", outcome.unwrap_err());
        let db = network.db();
        let cheaper = db.write(|tx| Ok(diesel::update(row()).set(rows::amount_minor.eq(1)).execute(&mut **tx)?));
        assert!(refusal(cheaper).contains("decided once"));
        let gone = db.write(|tx| Ok(diesel::delete(row()).execute(&mut **tx)?));
        assert!(refusal(gone).contains("deleted"));
        let half = db.write(|tx| Ok(diesel::update(row()).set(rows::state.eq("posted")).execute(&mut **tx)?));
        assert!(refusal(half).to_lowercase().contains("check"));
        pay(network, &asked);
        let pending = || (rows::state.eq("pending"), rows::bank_reference.eq(None::<String>));
        let again = db.write(|tx| Ok(diesel::update(row()).set(pending()).execute(&mut **tx)?));
        assert!(refusal(again).contains("decided once"));
        assert_eq!(contract.states(), ["posted"]);
    });
}
