//! Many at once: each amount goes one way, once.

use muster::book::Account;
use serde_json::json;

use super::{DAYS, Stage, assert_holds, entries_of, ruling};
use crate::support::{
    checks::assert_all_is_well,
    rush::{at_once_with, race},
    scene::{Scene, Taken},
};

#[test]
fn when_a_milestone_is_accepted_and_disputed_at_once_its_money_goes_one_way() {
    race(|network| {
        let scene = Scene::open(network);
        let (ada, member) = scene.freelancer("Ada", None);
        for round in 0..4 {
            let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
            let milestone = scene.deliver(engagement, &member).remove(0);
            let disputes = format!("/milestones/{milestone}/disputes");
            let opening = |reason: &str| json!({ "reason": reason, "words": "x" });
            let answers = at_once_with(
                network,
                &[
                    (&scene.client, format!("/milestones/{milestone}/accept"), json!({})),
                    (&scene.client, disputes.clone(), opening("late")),
                    (&scene.client, disputes.clone(), opening("other")),
                    (&member, disputes, opening("not_accepted")),
                ],
            );
            let done = answers.iter().filter(|status| **status < 300).count();
            assert_eq!(done, 1, "round {round}: {answers:?}");
            let accepted = answers[0] == 200;
            assert_holds(network, Account::Escrow(engagement), if accepted { 0 } else { 200_000 });
        }
    });
}

#[test]
fn of_many_decisions_at_once_one_counts() {
    race(|network| {
        let stage = Stage::with(network, 1);
        let id = stage.open(100_000);
        stage.answer(&id);
        let decide = |number: i64| (&stage.stewards[0], format!("/disputes/{id}/decision"), ruling(number * 1_000));
        let answers = at_once_with(network, &(0..8).map(decide).collect::<Vec<_>>());
        assert_eq!(answers.iter().filter(|status| **status == 204).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|status| [204, 409].contains(status)), "{answers:?}");
        network.wait_hours(7 * DAYS);
        assert_eq!((entries_of(network, "refund"), stage.state(&id)), (1, json!("settled")));
        assert_all_is_well(network);
    });
}

#[test]
fn a_decision_is_carried_out_or_appealed_against_but_never_both() {
    race(|network| {
        let stage = Stage::with(network, 4);
        for _ in 0..3 {
            let id = stage.open(50_000);
            stage.decide(&id, 20_000);
            stage.client().post(&format!("/disputes/{id}/accept"), &json!({})).ok(200);
            let accept = || (&stage.member, format!("/disputes/{id}/accept"), json!({}));
            let appeal = (&stage.member, format!("/disputes/{id}/appeal"), json!({ "words": "No." }));
            let answers = at_once_with(network, &[accept(), appeal, accept()]);
            let appealed = answers[1] == 200;
            assert_eq!(stage.state(&id), if appealed { "appealed" } else { "settled" }, "{answers:?}");
            if appealed {
                let vote = |steward| (steward, format!("/disputes/{id}/votes"), ruling(20_000));
                let votes: Vec<_> = stage.sitting(&id).into_iter().map(vote).collect();
                assert_eq!(at_once_with(network, &votes), [204; 3]);
            }
            assert_eq!(stage.state(&id), "settled");
        }
        assert_holds(network, Account::Member(stage.ada), 54_000);
        assert_holds(network, stage.back(), 90_000);
        assert_holds(network, Account::Escrow(stage.engagement), 50_000);
    });
}
