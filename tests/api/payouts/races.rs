//! Paid once, whatever happens at the same time, in whatever order, and however often.

use muster::book::Account;
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::Value;

use super::{
    Booking, EARNED, Stage, cents, comes_back, hand_in, items, leaves, name_of, notification, report, statement, text,
};
use crate::support::{
    checks::holds,
    rush::{at_once_with, race, together, token, with},
};

#[test]
fn of_many_admins_who_make_a_batch_at_once_one_pays_each_debt() {
    race(|network| {
        let stage = Stage::with_details(network, &["Ada", "Bob", "Cyd"]);
        let acts: Vec<_> = (0..8).map(|_| (&stage.admin, "/payout-batches".to_owned(), stage.new_batch())).collect();
        let answers = at_once_with(network, &acts);
        let made = answers.iter().filter(|status| **status == 201).count();
        assert!(made == 1 && answers.iter().all(|status| [201, 409, 503].contains(status)), "{answers:?}");
        let batches = stage.admin.get("/payout-batches").ok(200);
        assert_eq!((items(&batches).len(), &items(&batches)[0]["payouts"]), (1, &Value::from(3)));
        assert_eq!((stage.owed(0), stage.owed(1), stage.owed(2), stage.in_transit()), (0, 0, 0, 3 * EARNED));
        stage.assert_all_is_well();
    });
}

#[test]
fn the_same_files_sent_by_many_at_once_settle_each_payout_once() {
    race(|network| {
        let stage = Stage::with_details(network, &["Ada", "Bob", "Cyd"]);
        let (_, payouts) = stage.batch();
        let out: Vec<Booking> = payouts.iter().map(leaves).collect();
        let all: Vec<&Booking> = out.iter().collect();
        let back = comes_back(&payouts[2], "MS03");
        let files = [
            notification("N1", &all[..2]),
            statement("S1", &all),
            statement("S2", &[&back]),
            notification("N2", &[all[1], &back]),
        ];
        let token = token(&stage.admin);
        let sent: Vec<&String> = files.iter().cycle().take(16).collect();
        let answers = together(&sent, |file| hand_in(&with(network, &token), file));
        let ids: Vec<String> = answers.into_iter().map(|answer| text(&answer.ok(201)["file"]["id"])).collect();
        for (place, id) in ids.iter().enumerate() {
            assert_eq!(*id, ids[place % files.len()], "one file is one, whoever sends it");
        }
        assert_eq!([stage.states(0), stage.states(1), stage.states(2)], [["settled"], ["settled"], ["returned"]]);
        assert_eq!((stage.owed(0), stage.owed(2), stage.in_transit()), (0, EARNED, 0));
        for (_, person) in &stage.people {
            let mails = network.mails(&person.email);
            let told = mails.iter().filter(|mail| mail.subject.starts_with("Paid out")).count();
            assert!(told <= 1, "{mails:#?}");
        }
        stage.assert_all_is_well();
    });
}

#[test]
fn a_payout_that_comes_back_while_batches_are_made_is_owed_again_or_paid_again_and_never_both() {
    race(|network| {
        let stage = Stage::with_details(network, &["Ada", "Bob"]);
        let (_, payouts) = stage.batch();
        let out: Vec<Booking> = payouts.iter().map(leaves).collect();
        stage.hand_in(&statement("S1", &out.iter().collect::<Vec<_>>()));
        let back = statement("S2", &[&comes_back(&payouts[0], "MS03")]);
        let (token, batch) = (token(&stage.admin), stage.new_batch());
        let acts: Vec<usize> = (0..8).collect();
        let answers = together(&acts, |act| {
            let admin = with(network, &token);
            if act % 2 == 0 { hand_in(&admin, &back) } else { admin.post("/payout-batches", &batch) }
        });
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        assert!(statuses.iter().step_by(2).all(|status| *status == 201), "{statuses:?}");
        assert!(statuses.iter().skip(1).step_by(2).all(|status| [201, 409].contains(status)), "{statuses:?}");
        let made = statuses.iter().skip(1).step_by(2).filter(|status| **status == 201).count();
        match made {
            0 => assert_eq!((stage.states(0), stage.owed(0), stage.in_transit()), (vec!["returned".into()], EARNED, 0)),
            1 => {
                let states = vec!["sent".to_owned(), "returned".to_owned()];
                assert_eq!((stage.states(0), stage.owed(0), stage.in_transit()), (states, 0, EARNED));
            }
            more => panic!("{more} batches pay one debt: {statuses:?}"),
        }
        assert_eq!((stage.states(1), stage.owed(1)), (vec!["settled".to_owned()], 0));
        stage.assert_all_is_well();
    });
}

/// What the bank tells of four payouts: settled, returned, rejected, and returned without that it left.
fn story(message: &str, round: usize, payouts: &[Value]) -> Vec<String> {
    let [one, two, three, four] = payouts else { panic!("{payouts:#?}") };
    let (out, also_out) = (leaves(one), leaves(two));
    let (back, also_back) = (comes_back(two, "MS03"), comes_back(four, "AM09"));
    let name = |letter: char| format!("{letter}{round}");
    vec![
        report(message, None, &[(name_of(one), "ACSC", ""), (name_of(three), "RJCT", "MS03")]),
        notification(&name('a'), &[&out, &also_out]),
        statement(&name('b'), &[&out, &also_out]),
        notification(&name('c'), &[&back]),
        statement(&name('d'), &[&back, &also_back]),
    ]
}

#[test]
fn in_whatever_order_and_however_often_files_come_balances_are_what_the_bank_says_in_the_end() {
    race(|network| {
        let stage = Stage::with_details(network, &["Ada", "Bob", "Cyd", "Dan"]);
        let config = Config { cases: 5, max_shrink_iters: 0, failure_persistence: None, ..Config::default() };
        let order = Just((0..5).chain(0..5).collect::<Vec<usize>>()).prop_shuffle();
        let round = std::cell::Cell::new(0);
        let outcome = TestRunner::new(config).run(&order, |order| {
            round.set(round.get() + 1);
            stage.earn();
            let owed: Vec<i64> = (0..4).map(|place| stage.owed(place)).collect();
            let bank = holds(network, Account::Bank);
            let (batch, payouts) = stage.batch();
            let paid: Vec<i64> = payouts.iter().map(cents).collect();
            prop_assert_eq!(&paid, &owed);
            let message = text(&stage.admin.get(&format!("/payout-batches/{batch}")).ok(200)["batch"]["message"]);
            let files = story(&message, round.get(), &payouts);
            order.iter().for_each(|place| drop(stage.hand_in(&files[*place])));
            let states: Vec<String> = (0..4).map(|place| stage.states(place)[0].clone()).collect();
            prop_assert_eq!(states, ["settled", "returned", "rejected", "returned"]);
            let now: Vec<i64> = (0..4).map(|place| stage.owed(place)).collect();
            prop_assert_eq!(now, vec![0, owed[1], owed[2], owed[3]]);
            prop_assert_eq!((stage.in_transit(), holds(network, Account::Bank)), (0, bank - owed[0]));
            stage.assert_all_is_well();
            Ok(())
        });
        outcome.unwrap_or_else(|failure| panic!("{failure}"));
    });
}
