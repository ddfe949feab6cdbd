//! Money that comes, requests taken back, their last day and admins, all at once: each request is decided once.

use std::sync::Barrier;

use diesel::prelude::*;
use muster::{
    book::Account,
    fundings::{
        FundingId, State,
        service::{self as fundings, Received},
    },
    identity::Hat,
    schema::{fundings as rows, milestones},
};
use muster_kernel::{Currency, Money};
use serde_json::json;

use super::{Contract, act, id, mails, reference};
use crate::support::{
    Network, Person,
    checks::{assert_all_is_well, holds},
    paying::{amount_of, ask, booked},
    rush::{at_once_with, race},
    scene::Taken,
};

/// How a funding and its milestone stand in the database.
fn standing(network: &Network, funding: FundingId) -> (State, String) {
    let joined = rows::table
        .inner_join(milestones::table.on(milestones::id.eq(rows::milestone_id)))
        .filter(rows::id.eq(funding))
        .select((rows::state, milestones::state));
    network.db().read(|conn| Ok(joined.first(conn)?)).unwrap()
}

#[test]
fn of_money_that_comes_a_request_taken_back_and_its_last_day_exactly_one_wins() {
    race(|network| {
        let contract = Contract::of(network);
        let (client, admin) = (&contract.scene.client, contract.admin());
        let (ada, _) = contract.scene.freelancer("Bea", None);
        let mut posted = 0;
        for round in 0..6 {
            let engagement = contract.scene.engage("web", &[Taken::by(ada, 5_000)]);
            let asked = ask(client, &contract.scene.milestones(engagement)[0]).ok(201);
            // Its last day is over, and nobody has looked yet.
            network.app.mint.set_now(network.now().plus_seconds(15 * 86_400));
            let token = client.sign_in()["access_token"].as_str().unwrap().to_owned();
            let barrier = Barrier::new(4);
            let (came, void) = std::thread::scope(|scope| {
                let came: Vec<_> = (0..2)
                    .map(|_| {
                        scope.spawn(|| {
                            barrier.wait();
                            booked(network, reference(&asked), amount_of(&asked), &format!("B-{round}"))
                        })
                    })
                    .collect();
                let void = scope.spawn(|| {
                    let person = Person::nobody(network);
                    person.with_token(&token);
                    barrier.wait();
                    person.post(&act(&asked, "void"), &json!({})).status
                });
                let expiry = scope.spawn(|| {
                    barrier.wait();
                    fundings::expire(&network.app, id(&asked)).unwrap();
                });
                expiry.join().unwrap();
                let came: Vec<Received> = came.into_iter().map(|came| came.join().unwrap()).collect();
                (came, void.join().unwrap())
            });
            let funding = id(&asked);
            let (state, milestone) = standing(network, funding);
            let held = holds(network, Account::Escrow(engagement));
            let is_posted = state == State::Posted;
            posted += i64::from(is_posted);
            assert_eq!((milestone.as_str(), held), if is_posted { ("funded", 200_000) } else { ("planned", 0) });
            assert_eq!(void, if state == State::Void { 200 } else { 409 }, "{state}");
            assert_eq!(
                came.iter().filter(|came| matches!(came, Received::Posted { .. })).count(),
                usize::from(is_posted)
            );
            let others = came.iter().filter(|came| !matches!(came, Received::Posted { .. }));
            let right = if is_posted { Received::Again { funding } } else { Received::TooLate { funding } };
            assert!(others.into_iter().all(|came| *came == right), "{came:?} {state}");
        }
        let open = admin.get("/strays").ok(200)["items"].as_array().unwrap().len();
        assert_eq!((i64::try_from(open).unwrap(), holds(network, Account::Bank)), (6 - posted, posted * 200_000));
        assert_all_is_well(network);
    });
}

#[test]
fn money_that_is_posted_by_hand_and_by_the_bank_at_once_is_held_once() {
    race(|network| {
        let contract = Contract::of(network);
        let admins = ["Adam", "Ada A", "Alan"].map(|name| contract.scene.market.official(name, Hat::Admin));
        let asked = ask(&contract.scene.client, &contract.milestone).ok(201);
        let said = json!({ "bank_reference": "B-1" });
        let acts: Vec<_> = admins.iter().map(|admin| (admin, act(&asked, "post"), said.clone())).collect();
        let (statuses, came) = std::thread::scope(|scope| {
            let came = scope.spawn(|| booked(network, reference(&asked), amount_of(&asked), "B-1"));
            (at_once_with(network, &acts), came.join().unwrap())
        });
        let by_hand = statuses.iter().filter(|status| **status == 200).count();
        let by_bank = usize::from(matches!(came, Received::Posted { .. }));
        assert_eq!(by_hand + by_bank, 1, "{statuses:?} {came:?}");
        assert!(statuses.iter().all(|status| [200, 409].contains(status)), "{statuses:?}");
        assert!(by_bank == 1 || came == Received::Again { funding: id(&asked) }, "{came:?}");
        assert_eq!(holds(network, Account::Escrow(contract.engagement)), 200_000);
        assert_eq!(mails(network, &contract.member).0, ["You won: Work 1", "Funded: Weeks 1 to 4"]);
        assert_all_is_well(network);
    });
}

#[test]
fn of_parts_that_come_at_once_and_are_the_whole_together_none_is_left_over() {
    race(|network| {
        let contract = Contract::of(network);
        let asked = ask(&contract.scene.client, &contract.milestone).ok(201);
        let parts = [("B-1", 120_000), ("B-2", 50_000), ("B-3", 29_999), ("B-4", 1)];
        let barrier = Barrier::new(parts.len());
        let came: Vec<Received> = std::thread::scope(|scope| {
            let book = |(bank_reference, minor): (&'static str, i64)| {
                let (barrier, asked) = (&barrier, &asked);
                scope.spawn(move || {
                    barrier.wait();
                    booked(network, reference(asked), Money::new(minor, Currency::EUR), bank_reference)
                })
            };
            let running: Vec<_> = parts.into_iter().map(book).collect();
            running.into_iter().map(|transfer| transfer.join().unwrap()).collect()
        });
        let funding = id(&asked);
        assert_eq!(came.iter().filter(|came| **came == Received::Posted { funding }).count(), 1, "{came:?}");
        assert_eq!(contract.admin().get("/strays").ok(200)["items"], json!([]));
        assert_eq!(
            (holds(network, Account::Bank), holds(network, Account::Escrow(contract.engagement))),
            (200_000, 200_000)
        );
        assert_all_is_well(network);
    });
}

#[test]
fn of_several_transfers_for_one_request_at_once_one_is_held_and_none_is_lost() {
    race(|network| {
        let contract = Contract::of(network);
        let admin = contract.admin();
        let asked = ask(&contract.scene.client, &contract.milestone).ok(201);
        let transfers = ["B-1", "B-2", "B-3", "B-4"];
        let barrier = Barrier::new(transfers.len());
        let came: Vec<Received> = std::thread::scope(|scope| {
            let book = |bank_reference: &'static str| {
                let (barrier, asked) = (&barrier, &asked);
                scope.spawn(move || {
                    barrier.wait();
                    booked(network, reference(asked), amount_of(asked), bank_reference)
                })
            };
            let running: Vec<_> = transfers.into_iter().map(book).collect();
            running.into_iter().map(|transfer| transfer.join().unwrap()).collect()
        });
        let funding = id(&asked);
        assert_eq!(came.iter().filter(|came| **came == Received::Posted { funding }).count(), 1, "{came:?}");
        assert_eq!(came.iter().filter(|came| **came == Received::TooLate { funding }).count(), 3, "{came:?}");
        let open = admin.get("/strays").ok(200);
        assert_eq!(open["items"].as_array().unwrap().len(), 3, "{open:#}");
        assert_eq!(
            (holds(network, Account::Bank), holds(network, Account::Escrow(contract.engagement))),
            (200_000, 200_000)
        );
        assert_all_is_well(network);
    });
}
