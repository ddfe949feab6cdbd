//! What the bank says of payouts, and what becomes of them.

use diesel::connection::SimpleConnection;
use muster::book::Account;
use serde_json::{Value, json};

use super::{
    Booking, EARNED, IBANS, OURS, Stage, camt, cents, comes_back, fates, hand_in, items, leaves, name_of, notification,
    report, set, statement, text,
};
use crate::support::{checks::holds, on_both};

#[test]
fn a_payout_is_settled_once_by_the_bank_however_many_files_tell_it_and_its_owner_reads_it() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada", "Bob"]);
        let body = json!({ "holder": "Coworking Hill", "iban": IBANS[2] });
        stage.olga.put(&format!("/spaces/{}/bank-details", stage.hill), &body).ok(200);
        let (batch, payouts) = stage.batch();
        let bookings: Vec<Booking> = payouts.iter().map(leaves).collect();
        let all: Vec<&Booking> = bookings.iter().collect();
        let bank = holds(network, Account::Bank);
        let first = stage.hand_in(&notification("N1", &all[..2]));
        let settled = |payout: &Value| (name_of(payout), "settled".to_owned());
        assert_eq!(fates(&first), [settled(&payouts[0]), settled(&payouts[1])]);
        assert_eq!((&first["file"]["settled"], &first["file"]["lines"]), (&json!(2), &json!(2)));
        let second = stage.hand_in(&statement("S1", &all));
        let known: Vec<String> = fates(&second).into_iter().map(|(_, fate)| fate).collect();
        assert_eq!(known, ["noted", "noted", "settled"]);
        let whole: i64 = payouts.iter().map(cents).sum();
        assert_eq!((stage.in_transit(), holds(network, Account::Bank)), (0, bank - whole));
        let states = stage.admin.get(&format!("/payout-batches/{batch}")).ok(200)["states"].clone();
        assert_eq!(states, json!([{ "state": "settled", "payouts": 3 }]));
        let own = &stage.people[0].1.get("/member/payouts").ok(200)["items"][0];
        assert_eq!(
            (&own["state"], &own["settled_on"], &own["reason"]),
            (&json!("settled"), &json!("2026-11-03"), &Value::Null)
        );
        let mail =
            network.mails(&stage.people[0].1.email).into_iter().find(|mail| mail.subject == "Paid out: €1,800.00");
        let mail = mail.expect("a mail that it was paid");
        assert!(
            mail.text.contains("ending in 3000") && mail.text.contains("your statement for November 2026"),
            "{}",
            mail.text
        );
        assert_eq!(
            network.mails(&stage.people[0].1.email).iter().filter(|mail| mail.subject.starts_with("Paid out")).count(),
            1
        );
        let of_space = stage.olga.get(&format!("/spaces/{}/payouts", stage.hill)).ok(200);
        assert_eq!((items(&of_space).len(), &items(&of_space)[0]["amount"]["amount"]), (1, &json!(40_000)));
        assert!(network.mails(&stage.olga.email).iter().any(|mail| mail.subject == "Paid out: €400.00"));
        // Whose it is not sees none of it.
        stage.people[0].1.get(&format!("/spaces/{}/payouts", stage.hill)).refused(403);
        let dale = stage.scene.space("Dale", 500);
        let otto = stage.scene.operator("Otto", dale);
        otto.get(&format!("/spaces/{}/payouts", stage.hill)).refused(404);
        assert_eq!(items(&otto.get(&format!("/spaces/{dale}/payouts")).ok(200)).len(), 0);
        stage.assert_all_is_well();
    });
}

#[test]
fn what_a_member_earned_and_what_became_of_their_payouts_add_up_to_what_is_held_for_them() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada"]);
        let told = || {
            let earnings = stage.people[0].1.get("/member/earnings").ok(200);
            let lines: Vec<(String, i64, bool)> = items(&earnings["lines"])
                .iter()
                .map(|line| {
                    (text(&line["movement"]), line["amount"]["amount"].as_i64().unwrap(), line["work"].is_object())
                })
                .collect();
            let sum: i64 = lines.iter().map(|(_, minor, _)| minor).sum();
            assert_eq!(earnings["balances"][0]["amount"], json!(sum));
            lines
        };
        let line = |movement: &str, minor: i64, is_work: bool| (movement.to_owned(), minor, is_work);
        let release = line("release", EARNED, true);
        let (_, payouts) = stage.batch();
        assert_eq!(told(), [line("payout", -EARNED, false), release.clone()]);
        stage.hand_in(&statement("S1", &[&leaves(&payouts[0]), &comes_back(&payouts[0], "AC04")]));
        assert_eq!(told(), [line("return", EARNED, false), line("payout", -EARNED, false), release]);
        stage.assert_all_is_well();
    });
}

#[test]
fn what_is_rejected_or_comes_back_is_owed_again_and_an_account_that_is_closed_is_used_no_more() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada", "Bob", "Cyd"]);
        let (batch, payouts) = stage.batch();
        let [ada, bob, cyd] = &payouts[..] else { panic!("{payouts:#?}") };
        let message = text(&stage.admin.get(&format!("/payout-batches/{batch}")).ok(200)["batch"]["message"]);
        let told =
            stage.hand_in(&report(&message, None, &[(name_of(ada), "RJCT", "MS03"), (name_of(bob), "ACSC", "")]));
        assert_eq!(fates(&told), [(name_of(ada), "rejected".to_owned()), (name_of(bob), "noted".to_owned())]);
        stage.hand_in(&statement("S1", &[&leaves(bob), &comes_back(bob, "AC04")]));
        // Only that it came back is told of Cyd's; that it left is told later.
        stage.hand_in(&notification("N1", &[&comes_back(cyd, "AC01")]));
        let late = stage.hand_in(&statement("S2", &[&leaves(cyd)]));
        assert_eq!(fates(&late)[0].1, "noted");
        assert_eq!((0..3).map(|place| stage.owed(place)).collect::<Vec<_>>(), [EARNED; 3]);
        assert_eq!([stage.states(0), stage.states(1), stage.states(2)], [["rejected"], ["returned"], ["returned"]]);
        assert_eq!(stage.in_transit(), 0);
        let own = &stage.people[1].1.get("/member/payouts").ok(200)["items"][0];
        assert_eq!(
            (&own["settled_on"], &own["reason"]),
            (&json!("2026-11-03"), &json!("the account is closed (AC04)"))
        );
        let mail = |place: usize| {
            let mails = network.mails(&stage.people[place].1.email);
            mails
                .into_iter()
                .find(|mail| mail.subject == "Came back: €1,800.00")
                .expect("a mail that it came back")
                .text
        };
        assert!(
            mail(0).contains("the bank gave no reason") && mail(0).contains("with the next payouts"),
            "{}",
            mail(0)
        );
        assert!(
            mail(1).contains("the account is closed") && mail(1).contains("set your bank details anew"),
            "{}",
            mail(1)
        );
        let details = stage.people[1].1.get("/member/bank-details").ok(200);
        assert_eq!(items(&details)[0]["unusable"], "the account is closed (AC04)");
        // The next batch pays Ada; Cyd sets the same details again and says by it that they are right, Bob does nothing.
        set(&stage.people[2].1, IBANS[2]).ok(200);
        let (second, payouts) = stage.batch();
        let paid: Vec<String> = payouts.iter().map(|payout| text(&payout["payee"])).collect();
        assert_eq!(paid, [stage.people[0].0.to_string(), stage.people[2].0.to_string()]);
        let bob = (stage.people[1].0.to_string(), "unusable_details".to_owned());
        assert!(stage.left_out(&second).contains(&bob));
        assert_eq!(stage.states(0), ["sent", "rejected"]);
        stage.assert_all_is_well();
    });
}

#[test]
fn a_whole_file_that_is_rejected_spoils_nobodys_account() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada", "Bob"]);
        let (batch, _) = stage.batch();
        let message = text(&stage.admin.get(&format!("/payout-batches/{batch}")).ok(200)["batch"]["message"]);
        let told = stage.hand_in(&report(&message, Some(("RJCT", "AC01")), &[]));
        let line = &items(&told["lines"])[0];
        assert_eq!(
            (&line["fate"], &line["words"], &line["payout"]),
            (&json!("rejected"), &json!("2 payouts"), &Value::Null)
        );
        assert_eq!((stage.owed(0), stage.owed(1), stage.in_transit()), (EARNED, EARNED, 0));
        let (_, payouts) = stage.batch();
        assert_eq!(payouts.len(), 2);
        stage.assert_all_is_well();
    });
}

#[test]
fn the_same_file_is_answered_as_the_first_time_and_kept_as_it_was() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada"]);
        let (_, payouts) = stage.batch();
        let file = statement("S1", &[&leaves(&payouts[0])]);
        let first = stage.hand_in(&file);
        network.wait_hours(1);
        assert_eq!(stage.hand_in(&file), first);
        let id = text(&first["file"]["id"]);
        assert_eq!(stage.admin.get(&format!("/bank-files/{id}")).ok(200), first);
        assert_eq!(items(&stage.admin.get("/bank-files").ok(200)), &vec![first["file"].clone()]);
        let (status, _, content) = stage.admin.bytes("GET", &format!("/bank-files/{id}/content"), b"");
        assert_eq!((status, content), (200, file.clone().into_bytes()));
        for statement in ["UPDATE bank_files SET size = 1", "DELETE FROM bank_file_lines", "DELETE FROM payout_moves"] {
            let done = network.db().write(|tx| Ok(tx.batch_execute(statement)?));
            assert!(done.is_err(), "{statement}");
        }
        for (wrong, why) in
            [("", "no file that Muster reads"), ("{}", "no file"), ("<Document><Foo/></Document>", "Foo")]
        {
            let refused = hand_in(&stage.admin, wrong);
            assert_eq!(refused.refused(400), "malformed");
            assert!(refused.text.contains(why), "{}", refused.text);
        }
        // Larger than any other body may be.
        let large = format!("<!--{}-->{}", "x".repeat(2 << 20), statement("S2", &[]));
        assert_eq!(stage.hand_in(&large)["file"]["size"], json!(large.len()));
        hand_in(&stage.olga, &file).refused(403);
        stage.olga.get(&format!("/bank-files/{id}")).refused(403);
        stage.assert_all_is_well();
    });
}

#[test]
fn another_amount_settles_nothing_until_an_admin_has_decided() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada", "Bob"]);
        let (_, payouts) = stage.batch();
        let dearer = Booking { cents: -cents(&payouts[0]) - 250, ..leaves(&payouts[0]) };
        let told = stage.hand_in(&statement("S1", &[&dearer, &leaves(&payouts[1])]));
        assert_eq!(fates(&told)[0].1, "mismatched");
        let said = text(&told["file"]["contradictions"][0]);
        assert!(said.contains("1,800.00 EUR were sent, and the bank tells of 1,802.50 EUR"), "{said}");
        assert_eq!([stage.states(0), stage.states(1)], [["sent"], ["settled"]]);
        let mails = network.mails(&stage.admin.email);
        assert_eq!(mails.iter().filter(|mail| mail.subject == "The bank tells what cannot be").count(), 1);
        stage.earn();
        let (second, payouts_then) = stage.batch();
        assert_eq!(payouts_then.len(), 1);
        assert!(stage.left_out(&second).contains(&(stage.people[0].0.to_string(), "in_doubt".to_owned())));
        // The charge was the bank's mistake; an admin found out that the payout arrived.
        let id = text(&payouts[0]["payout"]["id"]);
        let decide = |state: &str, words: &str| {
            stage.admin.post(&format!("/payouts/{id}/decisions"), &json!({ "state": state, "words": words }))
        };
        assert_eq!(decide("settled", " ").fields(), ["words"]);
        let decided = decide("settled", "The bank has given the 2.50 back.").ok(200);
        assert_eq!((&decided["payout"]["state"], &decided["doubt"]), (&json!("settled"), &Value::Null));
        assert_eq!(decide("settled", "again").refused(409), "nothing-to-decide");
        assert_eq!(decide("rejected", "no").refused(409), "payout-state");
        assert_eq!(decide("sent", "no").refused(409), "payout-state");
        stage.olga.post(&format!("/payouts/{id}/decisions"), &json!({ "state": "settled", "words": "x" })).refused(403);
        // The same booking told again stays decided, and she is paid again.
        stage.hand_in(&notification("N1", &[&dearer]));
        let (_, paid) = stage.batch();
        assert_eq!(text(&paid[0]["payee"]), stage.people[0].0.to_string());
        stage.assert_all_is_well();
    });
}

#[test]
fn what_was_rejected_and_booked_all_the_same_is_not_paid_a_second_time() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada"]);
        let (batch, payouts) = stage.batch();
        let message = text(&stage.admin.get(&format!("/payout-batches/{batch}")).ok(200)["batch"]["message"]);
        stage.hand_in(&report(&message, None, &[(name_of(&payouts[0]), "RJCT", "MS03")]));
        assert_eq!(stage.owed(0), EARNED);
        let told = stage.hand_in(&statement("S1", &[&leaves(&payouts[0])]));
        assert!(
            text(&told["file"]["contradictions"][0]).contains("rejected it, and tells that it was paid"),
            "{told:#}"
        );
        let refused = stage.ask();
        assert_eq!(refused.refused(409), "nobody-to-pay");
        assert!(refused.text.contains("the bank told what cannot be"), "{}", refused.text);
        // It comes back after all: nothing is in doubt any more.
        stage.hand_in(&statement("S2", &[&comes_back(&payouts[0], "MS03")]));
        assert_eq!(stage.batch().1.len(), 1);
        stage.assert_all_is_well();
    });
}

#[test]
fn why_an_admin_decided_that_it_came_back_is_read_by_whoever_is_owed() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada"]);
        let (_, payouts) = stage.batch();
        let id = text(&payouts[0]["payout"]["id"]);
        let words = "The bank told us by telephone.";
        let decision = json!({ "state": "rejected", "words": words });
        stage.admin.post(&format!("/payouts/{id}/decisions"), &decision).ok(200);
        let own = &stage.people[0].1.get("/member/payouts").ok(200)["items"][0];
        assert_eq!((&own["state"], &own["reason"], &own["words"]), (&json!("rejected"), &Value::Null, &json!(words)));
        let mails = network.mails(&stage.people[0].1.email);
        assert!(mails.iter().any(|mail| mail.text.contains(words)), "{mails:#?}");
        assert_eq!(stage.owed(0), EARNED);
        stage.assert_all_is_well();
    });
}

#[test]
fn a_part_that_comes_back_returns_nothing_until_all_of_it_is_there() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada"]);
        let (_, payouts) = stage.batch();
        let back = |cents: i64, name: &str| Booking { cents, name: name.to_owned(), ..comes_back(&payouts[0], "MS03") };
        let told = stage.hand_in(&statement("S1", &[&leaves(&payouts[0]), &back(EARNED - 500, "A")]));
        assert_eq!(fates(&told).into_iter().map(|(_, fate)| fate).collect::<Vec<_>>(), ["settled", "mismatched"]);
        assert_eq!((stage.states(0), stage.owed(0)), (vec!["settled".to_owned()], 0));
        let told = stage.hand_in(&statement("S2", &[&back(500, "B")]));
        assert_eq!(fates(&told)[0].1, "returned");
        assert_eq!((stage.states(0), stage.owed(0)), (vec!["returned".to_owned()], EARNED));
        stage.assert_all_is_well();
    });
}

#[test]
fn money_from_others_is_listed_once_and_what_is_about_nothing_is_never_passed_over() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada"]);
        let (_, payouts) = stage.batch();
        let other = |id: &str, cents: i64, words: &str, name: &str| Booking {
            id: id.to_owned(),
            cents,
            reason: None,
            words: words.to_owned(),
            name: name.to_owned(),
        };
        let credit = other("INV-7", 250_000, "RF18539007547034 for the shop", "B1");
        let fee = other("NOTPROVIDED", -490, "Fee", "B2");
        let stranger = Booking { reason: Some("AC04"), ..other("PAYOUT-9", 500, "", "B3") };
        let told = stage.hand_in(&notification("N1", &[&credit, &fee, &stranger]));
        let did: Vec<String> = fates(&told).into_iter().map(|(_, fate)| fate).collect();
        assert_eq!(did, ["credit", "unmatched", "unmatched"]);
        let told = stage.hand_in(&statement("S1", &[&credit, &fee, &leaves(&payouts[0])]));
        let did: Vec<String> = fates(&told).into_iter().map(|(_, fate)| fate).collect();
        assert_eq!(did, ["noted", "unmatched", "settled"]);
        let id = text(&told["file"]["id"]);
        let unmatched = stage.admin.get(&format!("/bank-files/{id}?fate=unmatched&limit=1")).ok(200);
        let line = &items(&unmatched["lines"])[0];
        assert_eq!((&line["amount"]["amount"], &line["position"]), (&json!(-490), &json!(1)));
        assert_eq!(stage.admin.get(&format!("/bank-files/{id}?after=x")).fields(), ["after"]);
        let credits = stage.admin.get("/bank-credits?unclaimed=true").ok(200);
        let [only] = &items(&credits)[..] else { panic!("{credits:#}") };
        assert_eq!((&only["amount"]["amount"], &only["claimed_by"]), (&json!(250_000), &Value::Null));
        assert_eq!(only["reference_text"], "RF18539007547034 for the shop INV-7");
        stage.olga.get("/bank-credits").refused(403);
        // Another account than the network's: neither its credits nor what it says of payouts count.
        stage.earn();
        let (_, payouts) = stage.batch();
        let kind = ("BkToCstmrStmt", "Stmt", "camt.053.001.08");
        let foreign = camt(kind, "S2", IBANS[5], &[&other("INV-8", 100, "", "B4"), &leaves(&payouts[0])]);
        let did: Vec<String> = fates(&stage.hand_in(&foreign)).into_iter().map(|(_, fate)| fate).collect();
        assert_eq!(did, ["unmatched", "unmatched"]);
        assert_eq!((stage.states(0)[0].as_str(), items(&stage.admin.get("/bank-credits").ok(200)).len()), ("sent", 1));
        assert!(foreign.contains(IBANS[5]) && !foreign.contains(OURS));
        stage.assert_all_is_well();
    });
}

#[test]
fn a_batch_that_is_booked_in_one_sum_settles_all_of_its_payouts_but_those_that_were_rejected() {
    on_both(|network| {
        let stage = Stage::with_details(network, &["Ada", "Bob", "Cyd"]);
        let (batch, payouts) = stage.batch();
        let message = text(&stage.admin.get(&format!("/payout-batches/{batch}")).ok(200)["batch"]["message"]);
        let sum = |cents: i64, name: &str| {
            let (whole, part) = (cents / 100, cents % 100);
            format!(
                "<Document><BkToCstmrStmt><Stmt><Id>{name}</Id><Acct><Id><IBAN>{OURS}</IBAN></Id></Acct><Ntry>\
                 <Amt Ccy=\"EUR\">{whole}.{part:02}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt>\
                 <Dt>2026-11-03</Dt></BookgDt><AcctSvcrRef>{name}</AcctSvcrRef><NtryDtls><Btch><MsgId>{message}</MsgId>\
                 <PmtInfId>{message}-1</PmtInfId></Btch></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"
            )
        };
        let told = stage.hand_in(&sum(2 * EARNED + 1, "SUM-1"));
        assert_eq!(fates(&told), [(format!("block {message}-1"), "mismatched".to_owned())]);
        assert_eq!(told["file"]["contradictions"].as_array().unwrap().len(), 1);
        stage.hand_in(&report(&message, None, &[(name_of(&payouts[1]), "RJCT", "AC04")]));
        let told = stage.hand_in(&sum(2 * EARNED, "SUM-2"));
        assert_eq!((fates(&told)[0].1.as_str(), &items(&told["lines"])[0]["words"]), ("settled", &json!("2 payouts")));
        assert_eq!([stage.states(0), stage.states(1), stage.states(2)], [["settled"], ["rejected"], ["settled"]]);
        assert_eq!((stage.owed(1), stage.in_transit()), (EARNED, 0));
        stage.assert_all_is_well();
    });
}
