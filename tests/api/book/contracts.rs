//! Contracts are held against the book: what their rows say of money is what it says.

use diesel::connection::SimpleConnection;
use muster::{
    audit::By,
    engagements::{
        MilestoneId,
        held::{self, Share},
        recount,
        service::NewMilestone,
    },
    identity::Hat,
};
use muster_kernel::{Currency, Money};
use serde_json::json;

use crate::support::{
    Network, on_both,
    paying::fund,
    scene::{Scene, Taken, day},
};

fn faults(network: &Network) -> Vec<String> {
    recount::verify(network.db()).unwrap().all_faults().map(str::to_owned).collect()
}

fn run(network: &Network, statement: &str) {
    network.db().read(|conn| Ok(conn.batch_execute(statement)?)).unwrap();
}

/// The milestones of one contract: planned, funded, paid out and in part taken back, frozen in part by a dispute, settled.
fn every_state(scene: &Scene<'_>) -> Vec<String> {
    scene.network_takes(500, 50);
    scene.taxed(2_000);
    let hill = scene.space("Hill", 1_000);
    let (ada, signed_in) = scene.freelancer("Ada", Some(hill));
    let admin = scene.market.official("Adam", Hat::Admin);
    let plan = |number: i64| NewMilestone {
        title: format!("Part {number}"),
        due_day: day("2026-12-01"),
        amount_minor: 40_000,
    };
    let plan = Some((1..=5).map(plan).collect());
    let engagement = scene.engage_with("web", &[Taken::by(ada, 5_000)], plan).unwrap();
    let ids = scene.milestones(engagement);
    ids[1..].iter().for_each(|id| fund(&scene.client, id));
    for id in &ids[2..] {
        signed_in.post(&format!("/milestones/{id}/submit"), &json!({})).ok(204);
    }
    scene.client.post(&format!("/milestones/{}/accept", ids[2]), &json!({})).ok(200);
    for (kind, amount) in [("refund", 7_777), ("chargeback", 1)] {
        let new = json!({ "kind": kind, "amount": amount, "reason": "Late" });
        admin.post(&format!("/milestones/{}/refunds", ids[2]), &new).ok(200);
    }
    let [frozen, settled]: [MilestoneId; 2] = [&ids[3], &ids[4]].map(|id| id.parse().unwrap());
    let disputed = Money::new(40_000, Currency::EUR);
    let share = Share { disputed, to_members_minor: 15_000, by_seat: None };
    let done = scene.network().db().write(|tx| {
        held::freeze(tx, frozen, 10_000)?;
        held::freeze(tx, settled, disputed.minor())?;
        held::settle(tx, By::Muster, settled, &share, "dispute")
    });
    done.unwrap();
    ids
}

#[test]
fn a_contract_that_says_something_else_of_its_money_than_the_book_is_found() {
    on_both(|network| {
        let scene = Scene::open(network);
        assert_eq!(faults(network), Vec::<String>::new(), "nothing moved yet");
        let ids = every_state(&scene);
        assert_eq!(faults(network), Vec::<String>::new());
        let [planned, funded, taken_back, frozen, settled] = &ids[..] else { panic!("{ids:?}") };
        let of = |id: &str, change: &str| format!("UPDATE milestones SET {change} WHERE id = '{id}'");
        let row = |id: &str| format!("{id} is not what the book says of it");
        let escrow = || "The escrow of engagement_".to_owned();
        for (change, back, told) in [
            (of(funded, "state = 'planned'"), of(funded, "state = 'funded'"), vec![row(funded), escrow()]),
            (of(planned, "state = 'funded'"), of(planned, "state = 'planned'"), vec![row(planned), escrow()]),
            // Its money is told to be over, and is not.
            (of(frozen, "state = 'released'"), of(frozen, "state = 'submitted'"), vec![escrow()]),
            (of(funded, "amount_minor = 40001"), of(funded, "amount_minor = 40000"), vec![row(funded), escrow()]),
            // What went back and what was paid out, the one for the other.
            (
                of(taken_back, "released_minor = released_minor - 1, refunded_minor = refunded_minor + 1"),
                of(taken_back, "released_minor = released_minor + 1, refunded_minor = refunded_minor - 1"),
                vec![row(taken_back)],
            ),
            (
                of(settled, "amount_minor = amount_minor + 1, refunded_minor = refunded_minor + 1"),
                of(settled, "refunded_minor = refunded_minor - 1, amount_minor = amount_minor - 1"),
                vec![row(settled)],
            ),
            (
                "UPDATE engagements SET currency = 'CZK'".to_owned(),
                "UPDATE engagements SET currency = 'EUR'".to_owned(),
                vec![row(funded), format!("{funded} is not in EUR by its contract"), escrow()],
            ),
            (
                "UPDATE balances SET amount_minor = amount_minor - 5 WHERE account LIKE 'escrow:%'".to_owned(),
                "UPDATE balances SET amount_minor = amount_minor + 5 WHERE account LIKE 'escrow:%'".to_owned(),
                vec!["The balance of escrow:".to_owned(), escrow()],
            ),
        ] {
            run(network, &change);
            let found = faults(network);
            for sentence in &told {
                assert!(found.iter().any(|fault| fault.starts_with(sentence)), "{change}: {sentence:?} in {found:#?}");
            }
            let is_other = |fault: &&String| !told.iter().any(|sentence| fault.starts_with(sentence));
            // In another currency every milestone that was ever funded is another.
            let others = found.iter().filter(is_other).count();
            assert_eq!(others > 0, change.contains("currency"), "{change}: {found:#?}");
            run(network, &back);
            assert_eq!(faults(network), Vec::<String>::new(), "{back}");
        }
    });
}

#[test]
fn a_contract_that_is_changed_behind_the_books_back_is_found_at_night() {
    on_both(|network| {
        let scene = Scene::open(network);
        let admin = scene.market.official("Nora", Hat::Admin);
        let ids = every_state(&scene);
        let night = |day: &str| {
            network.app.mint.set_now(format!("{day}T09:00:00Z").parse().unwrap());
            network.work();
            admin.get("/book/checks").ok(200)["items"][0].clone()
        };
        assert_eq!(night("2026-11-20")["faults"], 0);
        run(network, &format!("UPDATE milestones SET released_minor = released_minor - 1 WHERE id = '{}'", ids[2]));
        let found = night("2026-11-21");
        assert_eq!(found["faults"], 1, "{found}");
        let told = format!(
            "{} is not what the book says of it, in minor units of EUR: by its contract 40000 were funded, 1 are held, 32221 \
             are paid out and 7778 went back; by the book 40000 were funded, 0 are held, 32222 are paid out and 7778 went \
             back.",
            ids[2]
        );
        assert_eq!(found["fault"], told);
    });
}
