//! What was paid out and comes back: from those who got it, from their banks, and to clients.

use diesel::prelude::*;
use muster::{
    book::{self, Account, Entry, service::Back},
    db::Conn,
    error::Error,
    schema::statements,
};
use muster_kernel::{Currency, Money};

use super::{faults, holds, last, released, take_back};
use crate::support::{on_both, scene::Scene};

#[test]
fn what_was_paid_out_is_taken_back_in_pieces_that_end_at_zero_for_everybody() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (engagement, [ada, bob], hill, milestone) = released(&scene);
        let whole = holds(network, Account::Bank)[0];
        let accounts = [Account::Member(ada), Account::Member(bob), Account::Space(hill), Account::Network];
        let now = || accounts.map(|account| holds(network, account).first().copied().unwrap_or_default());
        let before = now();
        assert!(before[..3].iter().all(|held| *held > 0), "{before:?}");
        let (third, refund) = (whole / 3, Back::Refund(scene.client_id));
        let first = take_back(network, &milestone, third, refund, "a").unwrap();
        assert_eq!(take_back(network, &milestone, third, refund, "a").unwrap(), first, "the same key, once");
        assert!(matches!(
            take_back(network, &milestone, third + 1, refund, "a"),
            Err(Error::Conflict { code: "entry-exists", .. })
        ));
        let after = now();
        for (before, after) in before.iter().zip(after) {
            assert!((before * 2 / 3 - after).abs() <= 2, "{before} became {after}");
        }
        let refused = take_back(network, &milestone, whole - third + 1, Back::Chargeback, "b");
        assert!(matches!(refused, Err(Error::Conflict { code: "more-than-was-paid", .. })), "{refused:?}");
        let release = last(network, "release");
        let reversed = network.db().write(|tx| book::service::reverse(tx, release, "Twice"));
        assert!(matches!(reversed, Err(Error::Conflict { code: "entry-built-on", .. })), "{reversed:?}");
        take_back(network, &milestone, whole - third, Back::Chargeback, "c").unwrap();
        // What was agreed on has not left yet; what the client's bank took has.
        assert_eq!((now(), holds(network, Account::Bank)), ([0; 4], vec![third]));
        assert_eq!(holds(network, Account::Client(scene.client_id)), [third]);
        assert_eq!(holds(network, Account::Escrow(engagement)), [0]);
        assert!(take_back(network, &milestone, 1, refund, "d").is_err());
        assert_eq!(faults(network), Vec::<String>::new());
    });
}

#[test]
fn whoever_was_paid_out_before_owes_it_until_they_earn_again_and_commissions_fall_with_it() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (_, [ada, _], hill, milestone) = released(&scene);
        let whole = holds(network, Account::Bank)[0];
        let month = network.now().day().month();
        let commission = || {
            let cells = network.db().read(|conn| book::service::commission(conn, hill, month, month)).unwrap();
            cells.iter().map(|cell| cell.amount_minor).sum::<i64>()
        };
        let earned = commission();
        assert!(earned > 0);
        let owed = Money::new(holds(network, Account::Member(ada))[0], Currency::EUR);
        let payout = network.db().write(|tx| {
            let entry = Entry::payout("payout", "Paid out", Account::Member(ada), owed).unwrap();
            book::service::post(tx, &entry, "payout")
        });
        let payout = payout.unwrap();
        network.db().write(|tx| book::service::settle_payout(tx, payout, "Booked", "booked")).unwrap();
        take_back(network, &milestone, whole, Back::Chargeback, "a").unwrap();
        assert_eq!((holds(network, Account::Member(ada)), commission()), (vec![-owed.minor()], 0));
        assert_eq!(holds(network, Account::Bank), [-owed.minor()]);
        // The bank gives the payout back: she owes nothing any more.
        network.db().write(|tx| book::service::return_payout(tx, payout, "Account closed", "back")).unwrap();
        assert_eq!((holds(network, Account::Member(ada)), holds(network, Account::Bank)), (vec![0], vec![0]));
        assert_eq!(holds(network, Account::Transit), [0]);
        assert_eq!(faults(network), Vec::<String>::new());
    });
}

#[test]
fn a_payout_is_settled_once_and_returned_once_and_what_comes_back_is_owed_again() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (_, [ada, _], ..) = released(&scene);
        let held = holds(network, Account::Member(ada))[0];
        let pay = |key: &str| {
            network.db().write(|tx| {
                let amount = Money::new(1_000, Currency::EUR);
                let entry = Entry::payout(key, "Paid out", Account::Member(ada), amount).unwrap();
                book::service::post(tx, &entry, key)
            })
        };
        let settle =
            |payout, key: &str| network.db().write(|tx| book::service::settle_payout(tx, payout, "Booked", key));
        let give_back =
            |payout, key: &str| network.db().write(|tx| book::service::return_payout(tx, payout, "Closed", key));
        let (one, other) = (pay("one").unwrap(), pay("other").unwrap());
        assert_eq!(
            (holds(network, Account::Member(ada)), holds(network, Account::Transit)),
            (vec![held - 2_000], vec![2_000])
        );
        let settled = settle(one, "s").unwrap();
        assert_eq!(settle(one, "s").unwrap(), settled);
        assert!(matches!(settle(one, "again"), Err(Error::Conflict { code: "payout-over", .. })));
        let back = give_back(one, "r").unwrap();
        assert_eq!(give_back(one, "r").unwrap(), back);
        assert!(matches!(give_back(one, "again"), Err(Error::Conflict { code: "payout-over", .. })));
        // The other never left.
        give_back(other, "never-left").unwrap();
        assert!(matches!(settle(other, "late"), Err(Error::Conflict { code: "payout-over", .. })));
        assert_eq!((holds(network, Account::Member(ada)), holds(network, Account::Transit)), (vec![held], vec![0]));
        assert!(matches!(settle(settled, "no payout"), Err(Error::NotFound { .. })));
        assert_eq!(faults(network), Vec::<String>::new());
    });
}

#[test]
fn what_goes_back_to_a_client_leaves_the_bank_when_its_payout_is_booked_and_is_owed_again_where_it_comes_back() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (.., milestone) = released(&scene);
        let (client, whole) = (Account::Client(scene.client_id), holds(network, Account::Bank)[0]);
        let named = || {
            let read = |conn: &mut Conn| book::service::refunds_owed(conn, scene.client_id, Currency::EUR);
            network.db().read(read).unwrap()
        };
        let held = || [Account::Bank, client, Account::Transit].map(|account| holds(network, account));
        take_back(network, &milestone, 4_000, Back::Refund(scene.client_id), "a").unwrap();
        assert_eq!((held(), named()), ([vec![whole], vec![4_000], vec![]], vec![milestone.clone()]));
        let entry = Entry::payout("payout", "Paid back", client, Money::new(4_000, Currency::EUR)).unwrap();
        let payout = network.db().write(|tx| book::service::post(tx, &entry, "payout")).unwrap();
        assert_eq!((held(), named()), ([vec![whole], vec![0], vec![4_000]], vec![]));
        network.db().write(|tx| book::service::settle_payout(tx, payout, "Booked", "booked")).unwrap();
        assert_eq!(held(), [vec![whole - 4_000], vec![0], vec![0]]);
        network.db().write(|tx| book::service::return_payout(tx, payout, "Closed", "back")).unwrap();
        assert_eq!((held(), named()), ([vec![whole], vec![4_000], vec![0]], vec![milestone]));
        // A month that is closed has statements of members and spaces, and none of a client.
        network.wait_hours(24 * 31);
        assert_eq!(faults(network), Vec::<String>::new());
        let told: Vec<String> =
            network.db().read(|conn| Ok(statements::table.select(statements::account).load(conn)?)).unwrap();
        assert!(!told.is_empty() && !told.contains(&client.to_string()), "{told:?}");
    });
}

#[test]
fn of_many_who_take_the_same_money_back_at_once_not_a_cent_more_than_was_paid_goes_back() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (.., milestone) = released(&scene);
        let whole = holds(network, Account::Bank)[0];
        let (piece, refund) = (whole / 5 + 1, Back::Refund(scene.client_id));
        let done: Vec<bool> = std::thread::scope(|scope| {
            let rivals: Vec<_> = (0..24)
                .map(|rival| {
                    let milestone = &milestone;
                    scope.spawn(move || take_back(network, milestone, piece, refund, &format!("rival-{rival}")).is_ok())
                })
                .collect();
            rivals.into_iter().map(|rival| rival.join().unwrap()).collect()
        });
        assert_eq!(done.iter().filter(|done| **done).count(), 4);
        assert_eq!(holds(network, Account::Bank), [whole]);
        assert_eq!(holds(network, Account::Client(scene.client_id)), [4 * piece]);
        assert_eq!(faults(network), Vec::<String>::new());
    });
}
