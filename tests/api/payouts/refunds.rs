//! Refunds: what goes back to a client is owed to them, and leaves the bank as every payout does.

use diesel::prelude::*;
use muster::{
    book::Account,
    identity::Hat,
    schema::{audit_entries, client_people},
};
use serde_json::{Value, json};

use super::{IBANS, Stage, cents, comes_back, fates, items, leaves, notification, statement, text};
use crate::support::{
    Answer, Network, Person,
    checks::holds,
    on_both,
    rush::{at_once_with, race},
    scene::{Taken, eur},
};

impl<'n> Stage<'n> {
    /// A milestone of the first member's work, which the client has paid for and accepted.
    fn released(&self) -> String {
        let (ada, signed_in) = &self.people[0];
        let engagement = self.scene.engage("web", &[Taken::by(*ada, 5_000)]);
        self.scene.complete(engagement, signed_in);
        self.scene.milestones(engagement).remove(0)
    }

    /// So many cents of a milestone go back to the client.
    fn back(&self, kind: &str, milestone: &str, minor: i64) {
        let body = json!({ "kind": kind, "amount": minor, "reason": "Agreed on" });
        self.admin.post(&format!("/milestones/{milestone}/refunds"), &body).ok(200);
    }

    fn client(&self) -> &Person<'n> {
        &self.scene.client
    }

    /// What is owed to the client, what is on its way, and what the bank holds, in cents.
    fn money(&self) -> (i64, i64, i64) {
        let owed = holds(self.network(), Account::Client(self.scene.client_id));
        (owed, self.in_transit(), holds(self.network(), Account::Bank))
    }

    /// Where the payouts to the client stand, the newest first.
    fn states_of_client(&self) -> Vec<String> {
        let page = self.client().get("/client/payouts").ok(200);
        items(&page).iter().map(|payout| text(&payout["state"])).collect()
    }

    /// On which day what goes back of a milestone was off the bank, as the client reads it.
    fn left_on(&self, milestone: &str) -> Value {
        let engagements = self.client().get("/engagements").ok(200);
        let read = |one: &Value| self.client().get(&format!("/engagements/{}", text(&one["id"]))).ok(200);
        let plans: Vec<Value> = items(&engagements).iter().map(|one| read(one)["milestones"].clone()).collect();
        let mut all = plans.iter().filter_map(Value::as_array).flatten();
        all.find(|each| each["id"] == milestone).expect("a milestone of the client")["refund_left_on"].clone()
    }

    /// The file of a batch, as the bank reads it.
    fn file(&self, batch: &str) -> String {
        let (_, _, file) = self.admin.bytes("GET", &format!("/payout-batches/{batch}/file"), b"");
        String::from_utf8(file).unwrap()
    }
}

fn set_of(client: &Person<'_>, iban: &str) -> Answer {
    client.put("/client/bank-details", &json!({ "holder": "Carla Ltd", "iban": iban }))
}

/// How many mails with that subject somebody got.
fn told(network: &Network, person: &Person<'_>, subject: &str) -> usize {
    network.mails(&person.email).iter().filter(|mail| mail.subject == subject).count()
}

#[test]
fn a_refund_waits_for_an_account_leaves_with_a_batch_and_is_off_the_bank_once_that_is_booked() {
    on_both(|network| {
        let stage = Stage::open(network, &["Ada"]);
        let milestone = stage.released();
        let (_, _, bank) = stage.money();
        stage.back("refund", &milestone, 50_000);
        assert_eq!(stage.money(), (50_000, 0, bank), "the money is still at the bank");
        let asked = || told(network, stage.client(), "To which account shall €500.00 go back?");
        assert_eq!(asked(), 1);
        stage.back("refund", &milestone, 10_000);
        assert_eq!((asked(), told(network, stage.client(), "To which account shall €100.00 go back?")), (1, 0));
        let balance = || stage.client().get("/client/balance").ok(200)["balances"].clone();
        assert_eq!(balance(), json!([eur(60_000)]));
        let refused = stage.ask();
        assert_eq!(refused.refused(409), "nobody-to-pay");
        assert!(refused.text.contains("3 have no bank details"), "{}", refused.text);

        set_of(stage.client(), IBANS[3]).ok(200);
        let (batch, payouts) = stage.batch();
        let [back] = &payouts[..] else { panic!("{payouts:#?}") };
        assert_eq!((cents(back), &back["holder"]), (60_000, &json!("Carla Ltd")));
        assert_eq!(back["payee"], json!(stage.scene.client_id));
        assert_eq!((stage.money(), balance()), ((0, 60_000, bank), json!([eur(0)])));
        assert_eq!(stage.left_on(&milestone), Value::Null, "it is on its way");
        let file = stage.file(&batch);
        assert!(file.contains(IBANS[3]) && file.contains(": Work 2: Weeks 1 to 4</Ustrd>"), "{file}");
        assert!(!file.contains("Ada"), "a client's bank reads no member's name: {file}");

        let out = leaves(back);
        stage.hand_in(&statement("S1", &[&out]));
        assert_eq!((stage.money(), stage.left_on(&milestone)), ((0, 0, bank - 60_000), json!("2026-11-03")));
        stage.hand_in(&notification("N1", &[&out]));
        assert_eq!((stage.money(), stage.states_of_client()), ((0, 0, bank - 60_000), vec!["settled".to_owned()]));
        let mails = network.mails(&stage.client().email);
        let mail = mails.iter().find(|mail| mail.subject == "Paid out: €600.00").expect("a mail that it was paid");
        assert!(mail.text.contains("refunded to your organisation"), "{}", mail.text);
        stage.assert_all_is_well();
    });
}

#[test]
fn a_refund_that_comes_back_is_owed_again_whatever_is_told_later_and_goes_out_with_the_next_batch() {
    on_both(|network| {
        let stage = Stage::open(network, &["Ada"]);
        let [first, second] = [stage.released(), stage.released()];
        let (_, _, bank) = stage.money();
        set_of(stage.client(), IBANS[3]).ok(200);
        stage.back("refund", &first, 40_000);
        let (batch, payouts) = stage.batch();
        let out = leaves(&payouts[0]);
        stage.hand_in(&statement("S1", &[&out]));
        stage.back("refund", &second, 5_000);
        assert_eq!(stage.money(), (5_000, 0, bank - 40_000));
        assert_eq!((stage.left_on(&first), stage.left_on(&second)), (json!("2026-11-03"), Value::Null));
        stage.hand_in(&statement("S2", &[&comes_back(&payouts[0], "AC04")]));
        assert_eq!((stage.money(), stage.states_of_client()), ((45_000, 0, bank), vec!["returned".to_owned()]));
        assert_eq!(told(network, stage.client(), "Came back: €400.00"), 1);
        assert_eq!(stage.left_on(&first), Value::Null, "it is back");
        // That it left is told once more: it is no more settled by that than it was.
        let again = stage.hand_in(&notification("N1", &[&out]));
        assert_eq!((fates(&again)[0].1.as_str(), stage.money()), ("noted", (45_000, 0, bank)));
        let states = stage.admin.get(&format!("/payout-batches/{batch}")).ok(200)["states"].clone();
        assert_eq!(states, json!([{ "state": "returned", "payouts": 1 }]));

        let details = stage.client().get("/client/bank-details").ok(200);
        assert_eq!(items(&details)[0]["unusable"], "the account is closed (AC04)");
        let refused = stage.ask();
        assert!(refused.text.contains("1 have bank details to which a payment came back"), "{}", refused.text);
        set_of(stage.client(), IBANS[4]).ok(200);
        let (batch, payouts) = stage.batch();
        assert_eq!(cents(&payouts[0]), 45_000);
        let words = ": Work 2: Weeks 1 to 4, Work 3: Weeks 1 to 4</Ustrd>";
        assert!(stage.file(&batch).contains(words), "{}", stage.file(&batch));
        stage.hand_in(&statement("S3", &[&leaves(&payouts[0])]));
        assert_eq!((stage.money(), stage.states_of_client().len()), ((0, 0, bank - 45_000), 2));
        let day = json!("2026-11-03");
        assert_eq!((stage.left_on(&first), stage.left_on(&second)), (day.clone(), day.clone()));
        stage.back("refund", &first, 1_000);
        assert_eq!((stage.left_on(&first), stage.left_on(&second)), (Value::Null, day), "some of it is owed again");
        stage.assert_all_is_well();
    });
}

#[test]
fn what_the_clients_bank_took_by_itself_is_off_the_bank_and_owed_to_nobody() {
    on_both(|network| {
        let stage = Stage::open(network, &["Ada"]);
        let milestone = stage.released();
        let (_, _, bank) = stage.money();
        stage.back("chargeback", &milestone, 50_000);
        assert_eq!(stage.money(), (0, 0, bank - 50_000));
        assert_eq!(told(network, stage.client(), "To which account shall €500.00 go back?"), 0);
        assert_eq!(stage.client().get("/client/balance").ok(200)["balances"], json!([]));
        assert!(stage.left_on(&milestone).is_string(), "it left when they took it");
        stage.assert_all_is_well();
    });
}

#[test]
fn of_two_admins_who_make_batches_at_once_one_pays_a_refund_back() {
    race(|network| {
        let stage = Stage::open(network, &["Ada"]);
        let other = stage.scene.market.official("Abel", Hat::Admin);
        let milestone = stage.released();
        set_of(stage.client(), IBANS[3]).ok(200);
        stage.back("refund", &milestone, 30_000);
        let (_, _, bank) = stage.money();
        let admin = |number: usize| if number.is_multiple_of(2) { &stage.admin } else { &other };
        let act = |number: usize| (admin(number), "/payout-batches".to_owned(), stage.new_batch());
        let answers = at_once_with(network, &(0..6).map(act).collect::<Vec<_>>());
        assert_eq!(answers.iter().filter(|status| **status == 201).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|status| [201, 409].contains(status)), "{answers:?}");
        assert_eq!((stage.money(), stage.states_of_client()), ((0, 30_000, bank), vec!["sent".to_owned()]));
        stage.assert_all_is_well();
    });
}

#[test]
fn where_refunds_go_is_said_by_finance_read_by_those_who_see_money_and_nobody_elses() {
    on_both(|network| {
        let stage = Stage::open(network, &["Ada"]);
        let client = stage.client();
        set_of(client, "AT61").fields();
        set_of(client, IBANS[0]).ok(200);
        assert_eq!(told(network, client, "Your organisation’s bank details were set"), 1);
        let kept = |person: &Person<'_>| items(&person.get("/client/bank-details").ok(200)).len();
        let other = stage.scene.market.client("Cyril");
        assert_eq!((kept(client), kept(&other)), (1, 0));
        for path in ["/client/bank-details", "/client/payouts", "/client/balance"] {
            for person in [&stage.admin, &stage.olga, &stage.people[0].1] {
                person.get(path).refused(403);
            }
        }
        let become_a = |role: &str| {
            let set = diesel::update(client_people::table).set(client_people::role.eq(role));
            network.db().read(|conn| Ok(set.execute(conn)?)).unwrap();
        };
        become_a("approver");
        assert_eq!(kept(client), 1);
        client.get("/client/payouts").ok(200);
        set_of(client, IBANS[1]).refused(403);
        become_a("requester");
        for path in ["/client/bank-details", "/client/payouts", "/client/balance"] {
            client.get(path).refused(403);
        }
        let set = audit_entries::table.filter(audit_entries::act.eq("bank-details.set"));
        let noted: Vec<Option<String>> =
            network.db().read(|conn| Ok(set.select(audit_entries::after).load(conn)?)).unwrap();
        let [Some(only)] = &noted[..] else { panic!("{noted:?}") };
        assert!(only.contains("3000") && !only.contains("0532013000"), "{only}");
    });
}

#[test]
fn whoever_acts_alone_for_a_client_leaves_once_its_refund_has_arrived() {
    on_both(|network| {
        let stage = Stage::open(network, &["Ada"]);
        let milestone = stage.released();
        let obstacles = || stage.client().get("/me/closure").ok(200)["obstacles"].clone();
        assert_eq!(obstacles(), json!([]));
        set_of(stage.client(), IBANS[3]).ok(200);
        stage.back("refund", &milestone, 30_000);
        assert_eq!(obstacles(), json!(["money"]));
        let (_, payouts) = stage.batch();
        assert_eq!(obstacles(), json!(["payout"]));
        stage.hand_in(&statement("S1", &[&leaves(&payouts[0])]));
        assert_eq!(obstacles(), json!([]));
        let data: Value = stage.client().get("/me/data").ok(200);
        assert!(data.to_string().contains(IBANS[3]), "their account is theirs to take along");
    });
}
