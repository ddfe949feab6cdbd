//! What goes back to a client: credit notes say it of what was invoiced, and of the rest there is no paper.

use diesel::prelude::*;
use muster::{
    audit::By,
    book::Account,
    engagements::{EngagementId, MilestoneId, held, service::NewMilestone},
    identity::Hat,
    schema::engagements,
};
use muster_kernel::{Currency, Money};
use serde_json::{Value, json};

use super::{assert_sound, details, documents, give, hand_over, holds, kinds, numbers, on_both_selling, said};
use crate::support::{
    Network, Person,
    checks::banked,
    paying,
    running::Running,
    scene::{Scene, Taken, day, eur},
};

/// A document in the syntax CII.
fn as_cii(client: &Person<'_>, document: &Value) -> String {
    let path = format!("/client/invoices/{}?format=cii", document["id"].as_str().unwrap());
    String::from_utf8(client.bytes("GET", &path, &[]).2).unwrap()
}

#[test]
fn documents_follow_refunds_to_the_cent_and_all_end_at_nothing() {
    on_both_selling(|network| {
        let scene = Scene::open(network);
        scene.taxed(2_000);
        scene.network_takes(500, 50);
        let hill = scene.space("Hill", 1_000);
        let admin = scene.market.official("Adam", Hat::Admin);
        let (ada, signed_in) = scene.freelancer("Ada", Some(hill));
        let (bob, _) = scene.freelancer("Bob", None);
        give(&scene.client, 0, &details());
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000), Taken::by(bob, 3_333)]);
        let id = scene.deliver(engagement, &signed_in).remove(0);
        scene.client.post(&format!("/milestones/{id}/accept"), &json!({})).ok(200);
        network.work();
        let path = format!("/milestones/{id}/refunds");
        let refund = |amount: i64| {
            let new = json!({ "kind": "refund", "amount": amount, "reason": "The shop opened late" });
            admin.post(&path, &new)
        };
        // What the book holds of the milestone: everything that is owed to somebody for it, and the tax.
        let book = || {
            let (banked, tax) = (banked(network, scene.client_id), holds(network, Account::Tax));
            [banked - tax, tax, banked]
        };
        let commission = || holds(network, Account::Space(hill));
        let mut before = commission();
        let mut seen = Vec::new();
        for amount in [100_000, 2, 2, 1, 33_333] {
            refund(amount).ok(200);
            let all = documents(&scene.client);
            assert_eq!(said(&all), book(), "after {amount}");
            assert!(commission() <= before, "what goes back raises nobody's commission");
            before = commission();
            seen.push(all.len());
            assert_sound(network);
        }
        // Of two cents the book gives no tax back, and of the next two a whole one: a credit note of its own would say none.
        assert_eq!(seen, [2, 3, 5, 6, 7]);
        let all = documents(&scene.client);
        assert_eq!(kinds(&all)[..5], ["invoice", "credit_note", "credit_note", "credit_note", "invoice"]);
        let expected: Vec<String> = (1..=all.len()).map(|number| format!("2026-{number:04}")).collect();
        assert_eq!(numbers(&all), expected, "one sequence, without a gap");
        assert_eq!((&all[1]["corrects"], &all[5]["corrects"]), (&all[0]["id"], &all[4]["id"]));
        let replaced = scene.client.get(&format!("/client/invoices/{}", all[3]["id"].as_str().unwrap())).ok(200);
        assert_eq!(replaced["due"], eur(2 + 1), "what goes back, and not what stays paid");
        let credited = scene.client.get(&format!("/client/invoices/{}", all[1]["id"].as_str().unwrap())).ok(200);
        assert_eq!(
            (&credited["preceding"], &credited["notes"]),
            (&json!("2026-0001"), &json!(["The shop opened late"]))
        );
        let shared: i64 = credited["shares"]
            .as_array()
            .unwrap()
            .iter()
            .map(|share| share["amount"]["amount"].as_i64().unwrap())
            .sum();
        assert_eq!(shared, 100_000, "of what goes back, everybody's part");
        assert!(as_cii(&scene.client, &all[1]).contains("Who gives the net amount back:\nThe members of the team: "));
        let mails = network.mails(&scene.client.email);
        let text = |subject: &str| {
            mails.iter().find(|mail| mail.subject.starts_with(subject)).unwrap().text.replace('\n', " ")
        };
        assert!(text("Refunded: ").contains("€1,200.00 (€1,000.00 and €200.00 of tax) goes back to you"));
        assert!(text("Credit note 2026-0002: ").contains("to invoice 2026-0001"));
        let left = said(&all)[0];
        assert_eq!(refund(left + 1).fields(), ["amount"], "more than is left");
        refund(left).ok(200);
        let all = documents(&scene.client);
        assert_eq!((said(&all), book()), ([0, 0, 0], [0, 0, 0]));
        assert_eq!(refund(1).fields(), ["amount"]);
        let milestone = scene.client.get(&format!("/engagements/{engagement}")).ok(200)["milestones"][0].clone();
        assert_eq!((&milestone["released_gross"], &milestone["refunded_gross"]), (&eur(0), &eur(399_984)));
        for document in &all {
            let path = format!("/client/invoices/{}?format=pdf", document["id"].as_str().unwrap());
            assert_eq!(scene.client.bytes("GET", &path, &[]).0, 200);
        }
        hand_over("refunds", &scene.client);
        assert_sound(network);
    });
}

/// Freezes a part of a milestone and settles it: so much goes to the members, the rest back.
fn dispute(network: &Network, milestone: &str, minor: i64, to_members_minor: i64) {
    let id: MilestoneId = milestone.parse().unwrap();
    let share = held::Share { disputed: Money::new(minor, Currency::EUR), to_members_minor, by_seat: None };
    network.db().write(|tx| held::freeze(tx, id, minor)).unwrap();
    network.db().write(|tx| held::settle(tx, By::Muster, id, &share, &format!("dispute:{minor}"))).unwrap();
}

#[test]
fn what_goes_back_before_release_takes_its_tax_with_it_and_is_never_invoiced() {
    on_both_selling(|network| {
        let scene = Scene::open(network);
        scene.taxed(2_100);
        let (ada, signed_in) = scene.freelancer("Ada", None);
        give(&scene.client, 0, &details());
        let plan = |number: i64| NewMilestone {
            title: format!("Part {number}"),
            due_day: day("2026-12-01"),
            amount_minor: if number == 1 { 100_003 } else { 99_997 },
        };
        let plan = Some((1..=2).map(plan).collect());
        let engagement: EngagementId = scene.engage_with("web", &[Taken::by(ada, 5_000)], plan).unwrap();
        let ids = scene.deliver(engagement, &signed_in);
        // 21 % on 1000.03 and 999.97 are 210.01 and 209.99.
        assert_eq!((holds(network, Account::Bank), holds(network, Account::Tax)), (242_000, 42_000));
        dispute(network, &ids[0], 33_334, 11_111);
        assert_eq!(holds(network, Account::Tax), 42_000 - (21_001 - 16_334), "21 % on the 777.80 that remain");
        assert_eq!(documents(&scene.client), Vec::<Value>::new(), "the rest of it is open");
        scene.client.post(&format!("/milestones/{}/accept", ids[0]), &json!({})).ok(200);
        // Of the other one everything goes back: it ends without a paper.
        dispute(network, &ids[1], 99_997, 0);
        let all = documents(&scene.client);
        assert_eq!((all.len(), said(&all)), (1, [77_780, 16_334, 94_114]));
        assert_eq!((banked(network, scene.client_id), holds(network, Account::Tax)), (94_114, 16_334));
        let full = scene.client.get(&format!("/client/invoices/{}", all[0]["id"].as_str().unwrap())).ok(200);
        // 777.80 are 15.556 hours, which are no whole hundredths: the line says the amount.
        assert_eq!((&full["lines"][0]["unit"], &full["lines"][0]["price"]), (&json!("C62"), &json!("777.8")));
        assert_sound(network);
    });
}

#[test]
fn a_seat_that_ends_takes_its_tax_with_it_and_nobody_of_the_team_is_told_apart() {
    on_both_selling(|network| {
        let team = Running::start(network);
        let client = &team.scene.client;
        let taxed = diesel::update(engagements::table).set(engagements::tax_bp.eq(2_000));
        network.db().read(|conn| Ok(taxed.execute(conn)?)).unwrap();
        give(client, 0, &details());
        let milestones = team.scene.milestones(team.engagement);
        paying::fund(client, &milestones[0]);
        assert_eq!((holds(network, Account::Bank), holds(network, Account::Tax)), (960_000, 160_000));
        let steward = team.steward("Stella");
        let id = team.confirmed(&steward);
        client.post(&format!("/handovers/{id}/cut"), &json!({})).ok(204);
        assert_eq!((banked(network, team.scene.client_id), holds(network, Account::Tax)), (720_000, 120_000));
        let told = network.mails(&client.email).last().unwrap().text.replace('\n', " ");
        assert!(told.contains("You pay €9,600.00 (€8,000.00 and €1,600.00 of tax) less"), "{told}");
        team.mate.post(&format!("/milestones/{}/submit", milestones[0]), &json!({})).ok(204);
        client.post(&format!("/milestones/{}/accept", milestones[0]), &json!({})).ok(200);
        team.release(&milestones[1], &team.mate);
        let all = documents(client);
        assert_eq!(said(&all), [1_000_000, 200_000, 1_200_000]);
        let shares = |document: &Value| {
            client.get(&format!("/client/invoices/{}", document["id"].as_str().unwrap())).ok(200)["shares"].clone()
        };
        assert!(shares(&all[0]).is_array(), "both stand on it");
        assert_eq!(shares(&all[1]), Value::Null, "of one of two it would be their terms");
        assert_eq!(
            [0, 1].map(|at: usize| as_cii(client, &all[at]).contains("Where the net amount goes")),
            [true, false]
        );
        assert_sound(network);
    });
}
