//! The way of a dispute: what is frozen, who decides when, and where the money ends up.

use diesel::prelude::*;
use muster::{book::Account, identity::Hat, schema::member_skills};
use serde_json::{Value, json};

use super::{DAYS, Stage, assert_holds, entries_of, ruling};
use crate::support::{
    Person, on_both,
    scene::{Scene, Taken, eur},
};

#[test]
fn a_dispute_freezes_what_is_disputed_and_the_rest_goes_on() {
    on_both(|network| {
        let stage = Stage::with(network, 1);
        let id = stage.open(50_000);
        let accept = format!("/milestones/{}/accept", stage.milestone);
        let accepted = stage.client().post(&accept, &json!({})).ok(200);
        assert_eq!((&accepted["state"], &accepted["disputed"]), (&json!("submitted"), &eur(50_000)));
        assert_eq!(stage.client().post(&accept, &json!({})).refused(409), "nothing-to-accept");
        assert_holds(network, Account::Escrow(stage.engagement), 50_000);
        assert_holds(network, Account::Member(stage.ada), 135_000);

        stage.answer(&id);
        let steward = stage.drawn(&id)[0];
        let told =
            steward.post(&format!("/disputes/{id}/preview"), &json!({ "to_members": { "minor": 30_001 } })).ok(200);
        assert_eq!(entries_of(network, "refund"), 0, "a preview keeps nothing");
        let lines: Vec<(String, i64)> = told["entries"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|entry| entry["lines"].as_array().unwrap().clone())
            .map(|line| (line["account"].as_str().unwrap().to_owned(), line["amount"]["amount"].as_i64().unwrap()))
            .collect();
        let escrow = format!("escrow:{}", stage.engagement);
        let expected = [
            (escrow.clone(), 30_001),
            (format!("payable:member:{}", stage.ada), -27_001),
            ("revenue:network".to_owned(), -3_000),
            (escrow, 19_999),
            (stage.back().to_string(), -19_999),
        ];
        assert_eq!(lines, expected);

        steward.post(&format!("/disputes/{id}/decision"), &ruling(30_001)).ok(204);
        stage.client().post(&format!("/disputes/{id}/accept"), &json!({})).ok(200);
        assert_eq!(stage.state(&id), "decided", "one side alone accepts nothing");
        let settled = stage.member.post(&format!("/disputes/{id}/accept"), &json!({})).ok(200);
        assert_eq!((&settled["state"], &settled["outcome"]), (&json!("settled"), &json!("decided")));
        assert_holds(network, Account::Escrow(stage.engagement), 0);
        assert_holds(network, Account::Member(stage.ada), 135_000 + 27_001);
        assert_holds(network, stage.back(), 19_999);
        assert_holds(network, Account::Bank, 200_000);
        let read = stage.client().get(&format!("/engagements/{}", stage.engagement)).ok(200);
        assert_eq!((&read["state"], &read["milestones"][0]["state"]), (&json!("completed"), &json!("settled")));
        let moved = (&read["milestones"][0]["released"], &read["milestones"][0]["refunded"]);
        assert_eq!(moved, (&eur(180_001), &eur(19_999)));
        let again = stage.member.post(&format!("/disputes/{id}/accept"), &json!({}));
        assert_eq!(again.refused(409), "dispute-state");
    });
}

#[test]
fn whoever_says_nothing_is_not_punished_and_each_deadline_ends_in_a_state() {
    on_both(|network| {
        let stage = Stage::with(network, 2);
        let id = stage.open(200_000);
        network.wait_hours(6 * DAYS);
        assert_eq!(stage.state(&id), "opened");
        let mails = network.mails(&stage.member.email);
        assert!(mails.iter().any(|mail| mail.text.contains("you can make your statement")), "{mails:?}");
        network.wait_hours(DAYS);
        assert_eq!(stage.state(&id), "heard");
        let mails = network.mails(&stage.client().email);
        let told = mails.iter().any(|mail| mail.text.replace('\n', " ").contains("made no statement in time"));
        assert!(told, "{mails:?}");

        let first = stage.sitting(&id)[0].email.clone();
        network.wait_hours(14 * DAYS);
        let second = stage.sitting(&id)[0];
        assert_ne!(first, second.email, "who does not decide in time is replaced by lot");
        network.wait_hours(14 * DAYS);
        assert_eq!(stage.sitting(&id)[0].email, second.email, "and keeps the case where nobody else is left");
        second.post(&format!("/disputes/{id}/decision"), &ruling(0)).ok(204);
        network.wait_hours(7 * DAYS);
        assert_eq!(stage.state(&id), "settled");
        assert_holds(network, stage.back(), 200_000);
        assert_holds(network, Account::Escrow(stage.engagement), 0);
        let engagement = stage.client().get(&format!("/engagements/{}", stage.engagement)).ok(200);
        assert_eq!(engagement["state"], "completed");
        let evidence: Vec<i32> = network
            .db()
            .read(|conn| {
                Ok(member_skills::table
                    .filter(member_skills::member_id.eq(stage.ada))
                    .order(member_skills::skill_id)
                    .select(member_skills::evidence)
                    .load(conn)?)
            })
            .unwrap();
        assert_eq!(evidence, [100, 950], "work that was refunded whole is no evidence");
    });
}

#[test]
fn three_others_vote_on_an_appeal_and_the_median_is_the_outcome() {
    on_both(|network| {
        let stage = Stage::with(network, 5);
        let id = stage.open(100_000);
        stage.decide(&id, 0);
        let first = stage.drawn(&id)[0].email.clone();
        let appeal = format!("/disputes/{id}/appeal");
        stage.member.post(&appeal, &json!({ "words": "" })).fields();
        stage.member.post(&appeal, &json!({ "words": "Nobody looked at the file." })).ok(200);
        assert_eq!(stage.client().post(&appeal, &json!({ "words": "Me too." })).refused(409), "dispute-state");
        let panel = stage.sitting(&id);
        assert_eq!(panel.len(), 3);
        assert!(panel.iter().all(|steward| steward.email != first), "the first steward is not on the panel");
        let decide = panel[0].post(&format!("/disputes/{id}/decision"), &ruling(1));
        assert_eq!(decide.refused(409), "other-duty");
        for (steward, minor) in panel.iter().zip([90_000, 10_000, 60_000]) {
            assert_eq!(stage.state(&id), "appealed");
            let seen = steward.get(&format!("/disputes/{id}")).text;
            assert!(!seen.contains("90000"), "votes are sealed: {seen}");
            steward.post(&format!("/disputes/{id}/votes"), &ruling(minor)).ok(204);
        }
        let settled = stage.client().get(&format!("/disputes/{id}")).ok(200);
        assert_eq!((&settled["outcome"], &settled["to_members"]), (&json!("panel"), &eur(60_000)));
        assert_holds(network, Account::Member(stage.ada), 54_000);
        assert_holds(network, stage.back(), 40_000);
    });
}

#[test]
fn a_panel_that_does_not_vote_is_replaced_once_and_then_the_decision_stands() {
    on_both(|network| {
        let stage = Stage::with(network, 3);
        let id = stage.open(100_000);
        stage.decide(&id, 40_000);
        stage.client().post(&format!("/disputes/{id}/appeal"), &json!({ "words": "Too much." })).ok(200);
        let one = stage.sitting(&id);
        assert_eq!(one.len(), 1, "with two left, the panel is one");
        let one = one[0].email.clone();
        network.wait_hours(7 * DAYS);
        assert_eq!(stage.state(&id), "appealed");
        let other = stage.sitting(&id);
        assert!(other.len() == 1 && other[0].email != one);
        network.wait_hours(7 * DAYS);
        let settled = stage.client().get(&format!("/disputes/{id}")).ok(200);
        assert_eq!((&settled["outcome"], &settled["to_members"]), (&json!("upheld"), &eur(40_000)));
        assert_holds(network, Account::Member(stage.ada), 36_000);
    });
}

#[test]
fn without_anybody_neutral_the_case_waits_and_both_sides_can_still_agree() {
    on_both(|network| {
        let stage = Stage::with(network, 0);
        let id = stage.open(100_000);
        stage.answer(&id);
        network.wait_hours(3 * DAYS);
        assert_eq!(stage.state(&id), "heard");
        let late = stage.scene.market.official("Late", Hat::Steward);
        late.get(&format!("/disputes/{id}")).refused(404);
        network.wait_hours(2 * DAYS);
        late.get(&format!("/disputes/{id}")).ok(200);
        let offer =
            stage.client().post(&format!("/disputes/{id}/proposals"), &json!({ "to_members": { "minor": 70_000 } }));
        let offer = offer.ok(201)["id"].as_str().unwrap().to_owned();
        assert!(!late.get(&format!("/disputes/{id}")).text.contains("70000"), "a steward sees no offer");
        let agreed = stage.member.post(&format!("/disputes/{id}/proposals/{offer}/accept"), &json!({})).ok(200);
        assert_eq!((&agreed["outcome"], &agreed["to_members"]), (&json!("agreed"), &eur(70_000)));
        assert_holds(network, Account::Member(stage.ada), 63_000);
    });
}

#[test]
fn a_steward_may_divide_by_seat() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (ada, member) = scene.freelancer("Ada", None);
        let (bob, mate) = scene.freelancer("Bob", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000), Taken::by(bob, 5_000)]);
        let milestone = scene.deliver(engagement, &member).remove(0);
        let steward = scene.market.official("Sam", Hat::Steward);
        let body = json!({ "reason": "late", "words": "Two weeks." });
        let opened = scene.client.post(&format!("/milestones/{milestone}/disputes"), &body).ok(201);
        let id = opened["id"].as_str().unwrap();
        mate.post(&format!("/disputes/{id}/statements"), &json!({ "words": "I was in time." })).ok(204);
        let by_seat = |seats: Value| json!({ "to_members": { "seats": seats }, "words": "Ada was late." });
        let decision = format!("/disputes/{id}/decision");
        assert_eq!(steward.post(&decision, &by_seat(json!({ "seat-9": 1 }))).fields(), ["seats"]);
        assert_eq!(steward.post(&decision, &by_seat(json!({ "seat-1": 400_001 }))).fields(), ["to_members"]);
        steward.post(&decision, &by_seat(json!({ "seat-1": 50_000, "seat-2": 200_000 }))).ok(204);
        assert_eq!(mate.get(&format!("/disputes/{id}")).ok(200)["decision"]["to_members"], eur(200_000));
        network.wait_hours(7 * DAYS);
        assert_holds(network, Account::Member(ada), 50_000);
        assert_holds(network, Account::Member(bob), 200_000);
        assert_holds(network, Account::Client(scene.client_id), 150_000);
    });
}

/// What a milestone costs, what of it was paid out, goes back and is disputed.
fn told(milestone: &Value) -> [i64; 4] {
    ["amount", "released", "refunded", "disputed"].map(|name| milestone[name]["amount"].as_i64().unwrap())
}

#[test]
fn what_a_dispute_paid_out_is_told_apart_from_what_is_held_and_all_of_it_adds_up_to_the_cent() {
    on_both(|network| {
        let scene = Scene::open(network);
        scene.network_takes(1_000, 0);
        scene.taxed(2_100);
        let (ada, member) = scene.freelancer("Ada", None);
        let (bob, mate) = scene.freelancer("Bob", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000), Taken::by(bob, 2_500)]);
        let milestone = scene.deliver(engagement, &member).remove(0);
        let steward = scene.market.official("Sam", Hat::Steward);
        let of_client = || scene.client.get(&format!("/engagements/{engagement}")).ok(200)["milestones"][0].clone();
        let of_members =
            || [&member, &mate].map(|one| told(&one.get("/member/engagements").ok(200)["items"][0]["milestones"][0]));
        let mailed = |words: &str| {
            let mails = network.mails(&scene.client.email);
            let mut texts = mails.iter().map(|mail| mail.text.split_whitespace().collect::<Vec<_>>().join(" "));
            assert!(texts.any(|text| text.contains(words)), "{words:?} is in none of {mails:?}");
        };
        mailed("what you funded is released: €3,630.00 (€3,000.00 and €630.00 of tax)");
        let body = json!({ "reason": "late", "amount": { "minor": 100_001 }, "words": "Two weeks." });
        let opened = scene.client.post(&format!("/milestones/{milestone}/disputes"), &body).ok(201);
        let dispute = format!("/disputes/{}", opened["id"].as_str().unwrap());
        assert_eq!(told(&of_client()), [300_000, 0, 0, 100_001]);
        assert_eq!(of_members(), [[200_000, 0, 0, 66_667], [100_000, 0, 0, 33_334]]);

        mate.post(&format!("{dispute}/statements"), &json!({ "words": "I was in time." })).ok(204);
        let by_seat = json!({ "seats": { "seat-1": 10_001, "seat-2": 50_000 } });
        let decision = json!({ "to_members": by_seat, "words": "Ada was late." });
        steward.post(&format!("{dispute}/decision"), &decision).ok(204);
        mailed("the rest comes back to you: €484.00 (€400.00 and €84.00 of tax)");
        let back_by = |person: &Person<'_>| person.get(&dispute).ok(200)["decision"]["refunded_gross"].clone();
        assert_eq!([back_by(&scene.client), back_by(&member)], [eur(48_400), Value::Null]);
        let went_back = || scene.client.get(&dispute).ok(200)["refunded_gross"].clone();
        assert_eq!(went_back(), Value::Null, "nothing is settled yet");
        network.wait_hours(7 * DAYS);
        assert_eq!(went_back(), eur(48_400));
        let read = of_client();
        assert_eq!((told(&read), &read["state"]), ([300_000, 60_001, 40_000, 0], &json!("submitted")));
        let gross = ["gross", "released_gross", "refunded_gross"].map(|name| read[name].clone());
        assert_eq!(gross, [eur(363_000), eur(72_601), eur(48_400)]);
        // What each got is what was decided, and not two thirds and a third.
        assert_eq!(of_members(), [[170_001, 10_001, 26_667, 0], [129_999, 50_000, 13_333, 0]]);

        scene.client.post(&format!("/milestones/{milestone}/accept"), &json!({})).ok(200);
        let read = of_client();
        assert_eq!(told(&read), [300_000, 260_000, 40_000, 0]);
        assert_eq!(
            (&read["released_gross"], &read["refunded_gross"]),
            (&eur(314_600), &eur(48_400)),
            "all of 3,630.00"
        );
        assert_eq!(of_members(), [[170_001, 143_334, 26_667, 0], [129_999, 116_666, 13_333, 0]]);
        mailed("what was held for it is released: €2,419.99 (€1,999.99 and €420.00 of tax)");
        assert_holds(network, Account::Escrow(engagement), 0);

        let admin = scene.market.official("Adam", Hat::Admin);
        let refund = |minor: i64| {
            let body = json!({ "kind": "refund", "amount": minor, "reason": "Agreed on" });
            told(&admin.post(&format!("/milestones/{milestone}/refunds"), &body).ok(200))
        };
        // All of what was accepted, 133,333 and 66,666; and 30,001 of what the dispute paid out, 10,001 and 50,000: 5,000.58
        // and 25,000.42. Nobody's part grows by what is taken from them.
        assert_eq!(refund(230_000), [300_000, 30_000, 270_000, 0]);
        assert_eq!(of_members(), [[170_001, 5_000, 165_001, 0], [129_999, 25_000, 104_999, 0]]);
        assert_eq!(refund(30_000), [300_000, 0, 300_000, 0]);
        assert_eq!(went_back(), eur(48_400), "what was refunded later is not of the dispute");
        assert_eq!(of_members(), [[170_001, 0, 170_001, 0], [129_999, 0, 129_999, 0]]);
        // All of it went back, the network's tenth as well.
        for account in [Account::Member(ada), Account::Member(bob), Account::Network] {
            assert_holds(network, account, 0);
        }
    });
}

#[test]
fn what_a_dispute_sent_back_is_told_to_the_cent_whatever_is_refunded_later() {
    on_both(|network| {
        let scene = Scene::open(network);
        scene.taxed(2_100);
        let (ada, member) = scene.freelancer("Ada", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 7_500)]);
        let milestone = scene.deliver(engagement, &member).remove(0);
        let steward = scene.market.official("Sam", Hat::Steward);
        let body = json!({ "reason": "late", "amount": { "minor": 100_001 }, "words": "Two weeks." });
        let opened = scene.client.post(&format!("/milestones/{milestone}/disputes"), &body).ok(201);
        let dispute = format!("/disputes/{}", opened["id"].as_str().unwrap());
        member.post(&format!("{dispute}/statements"), &json!({ "words": "I was in time." })).ok(204);
        let decision = json!({ "to_members": { "minor": 60_000 }, "words": "Late, by a week." });
        steward.post(&format!("{dispute}/decision"), &decision).ok(204);
        network.wait_hours(7 * DAYS);
        let told = || {
            let read = scene.client.get(&dispute).ok(200);
            [read["refunded_gross"].clone(), read["decision"]["refunded_gross"].clone()]
        };
        assert_eq!(told(), [eur(48_401), eur(48_401)]);
        // Two cents less of 3,000.00 round the tax on what the dispute took the other way.
        scene.client.post(&format!("/milestones/{milestone}/accept"), &json!({})).ok(200);
        let admin = scene.market.official("Adam", Hat::Admin);
        let refund = json!({ "kind": "refund", "amount": 2, "reason": "Agreed on" });
        admin.post(&format!("/milestones/{milestone}/refunds"), &refund).ok(200);
        assert_eq!(told(), [eur(48_401), eur(48_401)]);
    });
}

#[test]
fn what_is_paid_out_after_a_refund_can_be_refunded_by_the_same_amount_once_more() {
    on_both(|network| {
        let stage = Stage::with(network, 1);
        let admin = stage.scene.market.official("Adam", Hat::Admin);
        let id = stage.open(100_000);
        stage.decide(&id, 100_000);
        for party in [stage.client(), &stage.member] {
            party.post(&format!("/disputes/{id}/accept"), &json!({})).ok(200);
        }
        assert_eq!(stage.state(&id), "settled");
        assert_holds(network, Account::Member(stage.ada), 90_000);
        assert_eq!(stage.refund(&admin, 100_000)["refunded"], eur(100_000));
        assert_holds(network, Account::Member(stage.ada), 0);
        assert_holds(network, stage.back(), 100_000);
        // The same amount is paid out again, so that as much is there to go back as was the first time.
        assert_eq!(stage.accept()["state"], "released");
        assert_holds(network, Account::Escrow(stage.engagement), 0);
        assert_holds(network, Account::Member(stage.ada), 90_000);
        assert_eq!(stage.refund(&admin, 100_000)["refunded"], eur(200_000));
        assert_eq!(entries_of(network, "refund"), 2);
        for account in [Account::Member(stage.ada), Account::Network, Account::Escrow(stage.engagement)] {
            assert_holds(network, account, 0);
        }
        assert_holds(network, stage.back(), 200_000);
    });
}

#[test]
fn what_is_accepted_after_a_refund_and_a_dispute_taken_back_is_paid_out() {
    // As much as was paid out first, and another amount.
    for disputed in [100_000, 50_000] {
        on_both(|network| {
            let stage = Stage::with(network, 1);
            let admin = stage.scene.market.official("Adam", Hat::Admin);
            let id = stage.open(disputed);
            let open = 200_000 - disputed;
            assert_eq!(stage.accept()["state"], "submitted");
            assert_eq!(stage.refund(&admin, open)["refunded"], eur(open));
            assert_holds(network, Account::Member(stage.ada), 0);
            stage.client().post(&format!("/disputes/{id}/withdraw"), &json!({})).ok(204);
            assert_eq!(stage.accept()["state"], "released");
            assert_eq!(entries_of(network, "release"), 2);
            assert_holds(network, Account::Escrow(stage.engagement), 0);
            assert_holds(network, Account::Member(stage.ada), disputed * 9 / 10);
            assert_holds(network, Account::Network, disputed / 10);
            assert_holds(network, stage.back(), open);
        });
    }
}
