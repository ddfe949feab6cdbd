//! Money that came to the bank, that nobody asked for, and that goes back to whoever paid it.

use diesel::prelude::*;
use muster::{book::Account, payouts::CreditId, schema::bank_credits};
use serde_json::{Value, json};

use super::{
    Booking, EARNED, IBANS, OURS, Stage, cents, comes_back, fates, hand_in, items, leaves, notification, statement,
    strange, text,
};
use crate::support::{
    Answer,
    checks::holds,
    on_both,
    paying::ask,
    rush::{race, together, token, with},
    scene::{Taken, eur},
};

/// The account of whoever paid what nobody asked for.
const PAYER: &str = IBANS[4];

impl Stage<'_> {
    /// What came in, as admins read it: the newest.
    fn credit(&self) -> Value {
        items(&self.admin.get("/bank-credits").ok(200))[0].clone()
    }

    fn send_back(&self, credit: &Value) -> Answer {
        self.admin.post(&format!("/bank-credits/{}/send-back", text(&credit["id"])), &json!({}))
    }

    fn close(&self, credit: &Value, note: &str) -> Answer {
        self.admin.post(&format!("/bank-credits/{}/close", text(&credit["id"])), &json!({ "note": note }))
    }

    /// What is unclaimed: how many bookings, and how much.
    fn unclaimed(&self) -> Vec<(Value, Value)> {
        let sums = self.admin.get("/bank-credits/unclaimed").ok(200);
        sums.as_array().unwrap().iter().map(|one| (one["credits"].clone(), one["sum"].clone())).collect()
    }

    /// What is owed to whoever paid it, in cents.
    fn owed_to_payer(&self, credit: &Value) -> i64 {
        let id: CreditId = text(&credit["id"]).parse().unwrap();
        holds(self.network(), Account::Payer(id))
    }

    /// The file of a batch, as the bank reads it.
    fn xml(&self, batch: &str) -> String {
        let (_, _, file) = self.admin.bytes("GET", &format!("/payout-batches/{batch}/file"), b"");
        String::from_utf8(file).unwrap()
    }
}

#[test]
fn what_nobody_asked_for_goes_back_to_the_account_that_it_came_from_with_the_next_batch() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada"]);
        assert!(stage.unclaimed().is_empty());
        let bank = holds(network, Account::Bank);
        stage.hand_in(&strange("B-1", Some(PAYER)));
        let credit = stage.credit();
        assert_eq!((stage.unclaimed(), &credit["claimed_by"]), (vec![(json!(1), eur(25_000))], &Value::Null));
        assert_eq!(holds(network, Account::Bank), bank, "until then it is nobody's");

        stage.olga.post(&format!("/bank-credits/{}/send-back", text(&credit["id"])), &json!({})).refused(403);
        let sent = stage.send_back(&credit).ok(200);
        assert!(text(&sent["claimed_by"]).starts_with("entry_"), "{sent}");
        assert_eq!((stage.owed_to_payer(&credit), holds(network, Account::Bank)), (25_000, bank + 25_000));
        assert!(stage.unclaimed().is_empty());
        assert_eq!(stage.send_back(&credit).refused(409), "credit-claimed");
        assert!(!sent.to_string().contains(PAYER), "an account is told in no answer");

        let (id, payouts) = stage.batch();
        let payout =
            payouts.iter().find(|payout| payout["payee"] == credit["id"]).expect("a payout to whoever paid it");
        assert_eq!((payouts.len(), cents(payout), &payout["holder"]), (2, 25_000, &json!("Petra Payer")));
        let file = stage.xml(&id);
        assert!(file.contains(PAYER) && file.contains("Sent back by Muster"), "{file}");
        assert_eq!((stage.owed_to_payer(&credit), holds(network, Account::Bank)), (0, bank + 25_000));
        let out: Vec<Booking> = payouts.iter().map(leaves).collect();
        stage.hand_in(&notification("N1", &out.iter().collect::<Vec<_>>()));
        assert_eq!(holds(network, Account::Bank), bank - EARNED);

        // It comes back: it is owed again, and the next batch says why it cannot be sent there.
        let told = stage.hand_in(&statement("S2", &[&comes_back(payout, "AC04")]));
        assert_eq!(fates(&told)[0].1, "returned");
        assert_eq!((stage.owed_to_payer(&credit), holds(network, Account::Bank)), (25_000, bank - EARNED + 25_000));
        stage.earn();
        let (next, _) = stage.batch();
        assert!(stage.left_out(&next).contains(&(text(&credit["id"]), "unusable_details".to_owned())));
        stage.assert_all_is_well();

        // Admins are told; once they have sent it back in another way, it leaves the book as it came.
        let mut mails = network.mails(&stage.admin.email).into_iter();
        let mail = mails.find(|mail| mail.subject == "Came back: €250.00").expect("a mail to the admin");
        let said = mail.text.replace('\n', " ");
        assert!(said.contains("nobody had asked for") && said.contains("close it with a note"), "{said}");
        assert!(said.contains(&PAYER[PAYER.len() - 4..]) && !said.contains(PAYER), "{said}");
        let refused = stage.credit();
        assert_eq!(refused["refused"], "the account is closed (AC04)");
        let bank = holds(network, Account::Bank);
        let closed = stage.close(&refused, "Sent back by cheque").ok(200);
        assert_eq!((&closed["claimed_by"], &closed["note"]), (&sent["claimed_by"], &json!("Sent back by cheque")));
        assert_eq!((stage.owed_to_payer(&credit), holds(network, Account::Bank)), (0, bank - 25_000));
        assert_eq!(stage.close(&refused, "again").refused(409), "credit-claimed");
        assert_eq!(stage.send_back(&refused).refused(409), "credit-claimed");
        stage.assert_all_is_well();
    });
}

#[test]
fn where_no_file_tells_whose_account_it_was_it_stays_and_a_later_one_that_does_helps() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada"]);
        let bank = holds(network, Account::Bank);
        stage.hand_in(&strange("B-1", None));
        let credit = stage.credit();
        let refused = stage.send_back(&credit);
        assert!(refused.text.contains("camt.053"), "it says what would be right: {refused:?}");
        assert_eq!(refused.refused(409), "payer-unknown");
        assert_eq!((stage.unclaimed().len(), holds(network, Account::Bank)), (1, bank), "nothing of it was kept");
        let told = stage.hand_in(&strange("B-1", Some(PAYER)));
        assert_eq!(fates(&told)[0].1, "noted", "the same booking");
        stage.send_back(&credit).ok(200);
        assert_eq!(stage.owed_to_payer(&credit), 25_000);

        // The network's own money has nobody to whom it goes back.
        stage.hand_in(&strange("B-2", Some(OURS)));
        let own = stage.credit();
        assert_eq!(stage.send_back(&own).refused(409), "payer-is-network");
        // Crowns are not paid out.
        let crowns = strange("B-3", Some(PAYER)).replace("Ccy=\"EUR\"", "Ccy=\"CZK\"");
        stage.hand_in(&crowns);
        assert_eq!(stage.send_back(&stage.credit()).refused(409), "currency-not-paid-out");
        assert_eq!(stage.unclaimed().iter().map(|(many, _)| many.clone()).collect::<Vec<_>>(), [json!(1), json!(1)]);
        // Of two accounts nobody knows which.
        stage.hand_in(&strange("B-4", Some(PAYER)));
        stage.hand_in(&strange("B-4", Some(IBANS[5])));
        assert_eq!(stage.send_back(&stage.credit()).refused(409), "payer-ambiguous");
        stage.assert_all_is_well();
    });
}

#[test]
fn what_was_used_for_a_request_is_not_sent_back_and_what_was_sent_back_is_not_used() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada"]);
        let (ada, _) = &stage.people[0];
        let asked = [0, 1].map(|_| {
            let engagement = stage.scene.engage("web", &[Taken::by(*ada, 625)]);
            ask(&stage.scene.client, &stage.scene.milestones(engagement)[0]).ok(201)
        });
        assert_eq!(asked[0]["amount"], eur(25_000));
        let post = |asked: &Value, credit: &Value| {
            let said = json!({ "bank_reference": credit["bank_reference"] });
            stage.admin.post(&format!("/fundings/{}/post", text(&asked["id"])), &said)
        };
        stage.hand_in(&strange("B-1", Some(PAYER)));
        let used = stage.credit();
        // Under another name it would be used, and could be sent back all the same.
        let named = |name: &str| json!({ "bank_reference": name });
        let other = stage.admin.post(&format!("/fundings/{}/post", text(&asked[0]["id"])), &named("Rent"));
        assert!(other.text.contains(&text(&used["bank_reference"])), "it says what would be right: {other:?}");
        assert_eq!(other.refused(409), "credit-unclaimed");
        post(&asked[0], &used).ok(200);
        assert_eq!((stage.unclaimed(), &stage.credit()["claimed_by"]), (vec![], &asked[0]["id"]));
        assert_eq!(stage.send_back(&used).refused(409), "credit-claimed");
        assert_eq!(stage.owed_to_payer(&used), 0);

        stage.hand_in(&strange("B-2", Some(PAYER)));
        let sent = stage.credit();
        stage.send_back(&sent).ok(200);
        assert_eq!(post(&asked[1], &sent).refused(409), "credit-claimed");
        assert_eq!(stage.owed_to_payer(&sent), 25_000);
        stage.admin.post(&format!("/fundings/{}/post", text(&asked[1]["id"])), &named("Cheque 7")).ok(200);
        stage.assert_all_is_well();
    });
}

#[test]
fn what_cannot_be_sent_back_from_here_is_closed_with_a_note_and_goes_no_other_way() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada"]);
        let (ada, _) = &stage.people[0];
        let engagement = stage.scene.engage("web", &[Taken::by(*ada, 625)]);
        let asked = ask(&stage.scene.client, &stage.scene.milestones(engagement)[0]).ok(201);
        let post = |credit: &Value| {
            let said = json!({ "bank_reference": credit["bank_reference"] });
            stage.admin.post(&format!("/fundings/{}/post", text(&asked["id"])), &said)
        };
        let bank = holds(network, Account::Bank);
        stage.hand_in(&strange("B-1", None));
        let credit = stage.credit();
        assert_eq!(stage.send_back(&credit).refused(409), "payer-unknown");
        stage.olga.post(&format!("/bank-credits/{}/close", text(&credit["id"])), &json!({ "note": "x" })).refused(403);
        assert_eq!(stage.close(&credit, " ").fields(), ["note"]);
        assert_eq!(stage.close(&credit, &"x".repeat(501)).fields(), ["note"]);
        let path = format!("/bank-credits/{}/close", text(&credit["id"]));
        let note = json!({ "note": " Sent back at the bank " });
        let closed = stage.admin.post_once(&path, "k", &note).ok(200);
        assert_eq!(stage.admin.post_once(&path, "k", &note).ok(200), closed, "the same key, once");
        assert_eq!((&closed["note"], &closed["claimed_by"]), (&json!("Sent back at the bank"), &Value::Null));
        assert!(stage.unclaimed().is_empty());
        assert_eq!(items(&stage.admin.get("/bank-credits?unclaimed=true").ok(200)).len(), 0);
        assert_eq!(stage.credit(), closed, "it stays in the list of all");
        assert_eq!(stage.close(&credit, "again").refused(409), "credit-claimed");
        assert_eq!(stage.send_back(&credit).refused(409), "credit-claimed");
        assert_eq!(post(&credit).refused(409), "credit-claimed");
        // A later file that tells whose it was changes nothing any more.
        stage.hand_in(&strange("B-1", Some(PAYER)));
        assert_eq!(stage.send_back(&credit).refused(409), "credit-claimed");
        assert_eq!((stage.owed_to_payer(&credit), holds(network, Account::Bank)), (0, bank));

        stage.hand_in(&strange("B-2", Some(PAYER)));
        let used = stage.credit();
        post(&used).ok(200);
        assert_eq!(stage.close(&used, "Sent back").refused(409), "credit-claimed");
        stage.hand_in(&strange("B-3", Some(PAYER)));
        let sent = stage.credit();
        stage.send_back(&sent).ok(200);
        assert_eq!(stage.close(&sent, "Sent back").refused(409), "credit-claimed");
        stage.assert_all_is_well();
    });
}

#[test]
fn the_table_itself_keeps_what_was_decided_of_money_that_came_in() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada"]);
        stage.hand_in(&strange("B-1", None));
        let id = text(&stage.credit()["id"]);
        let row = || bank_credits::table.filter(bank_credits::id.eq(&id));
        let both = || (bank_credits::claimed_by.eq("funding"), bank_credits::note.eq("Sent back"));
        assert!(network.db().write(|tx| Ok(diesel::update(row()).set(both()).execute(&mut **tx)?)).is_err());
        stage.close(&stage.credit(), "Sent back").ok(200);
        let opened = || bank_credits::note.eq(None::<String>);
        assert!(network.db().write(|tx| Ok(diesel::update(row()).set(opened()).execute(&mut **tx)?)).is_err());
        let claimed = || (bank_credits::claimed_by.eq("funding"), bank_credits::note.eq(None::<String>));
        assert!(network.db().write(|tx| Ok(diesel::update(row()).set(claimed()).execute(&mut **tx)?)).is_err());
        assert_eq!(stage.credit()["note"], "Sent back");
    });
}

#[test]
fn money_that_is_closed_sent_back_and_used_at_once_goes_one_of_these_ways_once() {
    race(|network| {
        let stage = Stage::with_details(network, &["Ada"]);
        let (ada, _) = &stage.people[0];
        let engagement = stage.scene.engage("web", &[Taken::by(*ada, 625)]);
        let asked = ask(&stage.scene.client, &stage.scene.milestones(engagement)[0]).ok(201);
        let bank = holds(network, Account::Bank);
        assert_eq!(hand_in(&stage.admin, &strange("B-1", Some(PAYER))).status, 201);
        let credit = stage.credit();
        let id = text(&credit["id"]);
        let acts = [
            (format!("/bank-credits/{id}/close"), json!({ "note": "Sent back at the bank" })),
            (format!("/bank-credits/{id}/send-back"), json!({})),
            (format!("/fundings/{}/post", text(&asked["id"])), json!({ "bank_reference": credit["bank_reference"] })),
        ];
        let token = token(&stage.admin);
        let turns: Vec<usize> = (0..6).collect();
        let answers = together(&turns, |turn| {
            let (path, said) = &acts[turn % acts.len()];
            with(network, &token).post(path, said)
        });
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| [200, 409].contains(status)), "{statuses:?}");
        let closed = stage.credit()["note"].is_string();
        let moved = if closed { 0 } else { 25_000 };
        let held = holds(network, Account::Escrow(engagement));
        assert_eq!((stage.owed_to_payer(&credit) + held, holds(network, Account::Bank)), (moved, bank + moved));
        stage.assert_all_is_well();
    });
}
