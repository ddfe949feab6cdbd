//! Disputes: what is frozen, who decides, and where the money ends up.

use std::sync::Barrier;

use diesel::prelude::*;
use muster::{
    book::{self, Account},
    engagements::{EngagementId, service::NewMilestone},
    identity::{Hat, MemberId},
    schema::{affiliations, audit_entries, blobs, entries, member_skills, ties},
    spaces::{AffiliationId, SpaceId},
    stewards::lot,
};
use muster_kernel::Money;
use serde_json::{Value, json};

use crate::support::{
    Network, Person,
    market::Draft,
    on_both,
    scene::{Scene, Taken, day, eur},
};

const DAYS: i64 = 24;

#[track_caller]
fn assert_holds(network: &Network, account: Account, cents: &[i64]) {
    let held = network.db().read(|conn| book::service::holds(conn, account)).unwrap();
    assert_eq!(held.iter().map(|held: &Money| held.minor()).collect::<Vec<_>>(), cents, "{account}");
    assert_book_is_whole(network);
}

#[track_caller]
fn assert_book_is_whole(network: &Network) {
    let findings = book::service::verify(network.db()).unwrap();
    assert_eq!(findings.all_faults().collect::<Vec<_>>(), Vec::<&str>::new());
}

fn entries_of(network: &Network, kind: &str) -> i64 {
    network.db().read(|conn| Ok(entries::table.filter(entries::kind.eq(kind)).count().get_result(conn)?)).unwrap()
}

/// A submitted milestone of 2000.00 EUR by Ada, and stewards.
struct Stage<'n> {
    scene: Scene<'n>,
    ada: MemberId,
    member: Person<'n>,
    engagement: EngagementId,
    milestone: String,
    stewards: Vec<Person<'n>>,
}

impl<'n> Stage<'n> {
    fn with(network: &'n Network, stewards: usize) -> Self {
        let scene = Scene::open(network);
        scene.network_takes(1_000, 0);
        let (ada, member) = scene.freelancer("Ada", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        let milestone = scene.deliver(engagement, &member).remove(0);
        let names = ["Sam", "Sue", "Sid", "Sol", "Sky", "Stu"];
        let stewards = names[..stewards].iter().map(|name| scene.market.official(name, Hat::Steward)).collect();
        Self { scene, ada, member, engagement, milestone, stewards }
    }

    fn client(&self) -> &Person<'n> {
        &self.scene.client
    }

    /// The client's dispute about so many cents.
    fn open(&self, minor: i64) -> String {
        let body = json!({ "reason": "not_as_agreed", "amount": { "minor": minor }, "words": "It is blue." });
        let made = self.client().post(&format!("/milestones/{}/disputes", self.milestone), &body).ok(201);
        made["id"].as_str().unwrap().to_owned()
    }

    /// The stewards who see a dispute.
    fn drawn(&self, id: &str) -> Vec<&Person<'n>> {
        self.stewards.iter().filter(|steward| steward.get(&format!("/disputes/{id}")).status == 200).collect()
    }

    /// Those who were drawn and have not done their duty.
    fn sitting(&self, id: &str) -> Vec<&Person<'n>> {
        let sits = |steward: &&&Person<'n>| steward.get(&format!("/disputes/{id}")).json["duty"]["done"] == false;
        self.drawn(id).into_iter().filter(|steward| sits(&steward)).collect()
    }

    fn answer(&self, id: &str) {
        let words = json!({ "words": "Blue was agreed." });
        self.member.post(&format!("/disputes/{id}/statements"), &words).ok(204);
    }

    /// Both sides were heard, and the steward gives the members so many cents.
    fn decide(&self, id: &str, minor: i64) {
        self.answer(id);
        self.sitting(id)[0].post(&format!("/disputes/{id}/decision"), &ruling(minor)).ok(204);
    }

    fn state(&self, id: &str) -> Value {
        self.client().get(&format!("/disputes/{id}")).ok(200)["state"].clone()
    }
}

fn ruling(minor: i64) -> Value {
    json!({ "to_members": { "minor": minor }, "words": "Both have a point." })
}

#[test]
fn a_dispute_freezes_what_is_disputed_and_the_rest_goes_on() {
    on_both(|network| {
        let stage = Stage::with(network, 1);
        let id = stage.open(50_000);
        let accept = format!("/milestones/{}/accept", stage.milestone);
        let accepted = stage.client().post(&accept, &json!({})).ok(200);
        assert_eq!((&accepted["state"], &accepted["disputed"]), (&json!("submitted"), &eur(50_000)));
        assert_eq!(stage.client().post(&accept, &json!({})).refused(409), "nothing-to-accept");
        assert_holds(network, Account::Escrow(stage.engagement), &[50_000]);
        assert_holds(network, Account::Member(stage.ada), &[135_000]);

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
            ("bank".to_owned(), -19_999),
        ];
        assert_eq!(lines, expected);

        steward.post(&format!("/disputes/{id}/decision"), &ruling(30_001)).ok(204);
        stage.client().post(&format!("/disputes/{id}/accept"), &json!({})).ok(200);
        assert_eq!(stage.state(&id), "decided", "one side alone accepts nothing");
        let settled = stage.member.post(&format!("/disputes/{id}/accept"), &json!({})).ok(200);
        assert_eq!((&settled["state"], &settled["outcome"]), (&json!("settled"), &json!("decided")));
        assert_holds(network, Account::Escrow(stage.engagement), &[0]);
        assert_holds(network, Account::Member(stage.ada), &[135_000 + 27_001]);
        assert_holds(network, Account::Bank, &[200_000 - 19_999]);
        let read = stage.client().get(&format!("/engagements/{}", stage.engagement)).ok(200);
        assert_eq!((&read["state"], &read["milestones"][0]["state"]), (&json!("completed"), &json!("settled")));
        assert_eq!(read["milestones"][0]["refunded"], eur(19_999));
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
        assert_holds(network, Account::Bank, &[0]);
        assert_holds(network, Account::Escrow(stage.engagement), &[0]);
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
        assert_holds(network, Account::Member(stage.ada), &[54_000]);
        assert_holds(network, Account::Bank, &[160_000]);
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
        assert_holds(network, Account::Member(stage.ada), &[36_000]);
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
        assert_holds(network, Account::Member(stage.ada), &[63_000]);
    });
}

#[test]
fn nobodys_money_is_given_away_by_a_mate_and_a_member_sees_their_own_part() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (ada, member) = scene.freelancer("Ada", None);
        let (bob, mate) = scene.freelancer("Bob", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000), Taken::by(bob, 2_500)]);
        let milestone = scene.deliver(engagement, &member).remove(0);
        let opening = json!({ "reason": "not_accepted", "amount": { "basis_points": 5_000 }, "words": "It is done." });
        let opened = member.post(&format!("/milestones/{milestone}/disputes"), &opening).ok(201);
        let id = opened["id"].as_str().unwrap();
        assert_eq!(scene.client.get(&format!("/disputes/{id}")).ok(200)["amount"], eur(150_000));
        let seen = mate.get(&format!("/disputes/{id}")).ok(200);
        assert_eq!(seen["amount"], eur(50_000));
        assert!(!seen.to_string().contains("150000") && !seen.to_string().contains("100000"), "{seen}");

        let offers = format!("/disputes/{id}/proposals");
        assert_eq!(member.post(&offers, &json!({ "to_members": { "minor": 1 } })).fields(), ["to_members"]);
        let first = member.post(&offers, &json!({ "to_members": { "basis_points": 9_000 } })).ok(201);
        let latest = scene.client.post(&offers, &json!({ "to_members": { "basis_points": 8_000 } })).ok(201);
        let accept = |offer: &Value| format!("{offers}/{}/accept", offer["id"].as_str().unwrap());
        assert_eq!(scene.client.post(&accept(&first), &json!({})).refused(409), "no-such-offer");
        assert_eq!(member.post(&accept(&latest), &json!({})).ok(200)["state"], "opened", "Bob has not said yes");
        assert_holds(network, Account::Member(bob), &[]);
        let settled = mate.post(&accept(&latest), &json!({})).ok(200);
        assert_eq!((&settled["state"], &settled["to_members"]), (&json!("settled"), &eur(40_000)));
        assert_holds(network, Account::Member(ada), &[80_000]);
        assert_holds(network, Account::Member(bob), &[40_000]);
        scene.client.post(&format!("/milestones/{milestone}/accept"), &json!({})).ok(200);
        assert_holds(network, Account::Escrow(engagement), &[0]);
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
        assert_holds(network, Account::Member(ada), &[50_000]);
        assert_holds(network, Account::Member(bob), &[200_000]);
        assert_holds(network, Account::Bank, &[250_000]);
    });
}

#[test]
fn only_those_concerned_learn_of_a_dispute_and_each_step_is_for_those_whose_it_is() {
    on_both(|network| {
        let stage = Stage::with(network, 2);
        let path = format!("/milestones/{}/disputes", stage.milestone);
        let body = |reason: &str| json!({ "reason": reason, "words": "x" });
        let (_, stranger) = stage.scene.freelancer("Eve", None);
        let other = stage.scene.market.client("Otto");
        let operator = stage.scene.operator("Olga", stage.scene.space("Hill", 1_000));
        stranger.post(&path, &body("other")).refused(404);
        other.post(&path, &body("other")).refused(404);
        operator.post(&path, &body("other")).refused(403);
        stage.stewards[0].post(&path, &body("other")).refused(403);
        assert_eq!(stage.client().post(&path, &body("not_accepted")).fields(), ["reason"]);
        assert_eq!(stage.member.post(&path, &body("late")).fields(), ["reason"]);
        let too_much = json!({ "reason": "late", "amount": { "minor": 200_001 }, "words": "x" });
        assert_eq!(stage.client().post(&path, &too_much).fields(), ["to_members"]);
        let nothing = json!({ "reason": "late", "amount": { "minor": 0 }, "words": "x" });
        assert_eq!(stage.client().post(&path, &nothing).refused(409), "nothing-to-dispute");

        let id = stage.open(100_000);
        assert_eq!(stage.client().post(&path, &body("other")).refused(409), "already-disputed");
        let read = format!("/disputes/{id}");
        stranger.get(&read).refused(404);
        other.get(&read).refused(404);
        operator.get(&read).refused(403);
        assert_eq!(stage.drawn(&id).len(), 1, "the other steward is told that there is no such dispute");
        for nobody in [&stranger, &other] {
            assert_eq!(nobody.get("/disputes").ok(200)["items"], json!([]));
            nobody.post(&format!("{read}/statements"), &json!({ "words": "x" })).refused(404);
            nobody.post(&format!("{read}/withdraw"), &json!({})).refused(404);
            nobody.post(&format!("{read}/accept"), &json!({})).refused(404);
            nobody.post(&format!("{read}/appeal"), &json!({ "words": "x" })).refused(404);
        }
        let steward = stage.drawn(&id)[0];
        assert_eq!(steward.post(&format!("{read}/decision"), &ruling(1)).refused(409), "dispute-state");
        assert_eq!(stage.member.post(&format!("{read}/withdraw"), &json!({})).refused(409), "not-yours");
        assert_eq!(stage.member.post(&format!("{read}/accept"), &json!({})).refused(409), "dispute-state");
        stage.client().post(&format!("{read}/withdraw"), &json!({})).ok(204);
        stage.client().post(&format!("/milestones/{}/accept", stage.milestone), &json!({})).ok(200);
        assert_holds(network, Account::Member(stage.ada), &[180_000]);
    });
}

#[test]
fn a_steward_with_ties_to_a_side_is_never_drawn_and_one_who_gains_them_loses_the_case() {
    on_both(|network| {
        let scene = Scene::open(network);
        let hill = scene.space("Hill", 1_000);
        let (ada, member) = scene.freelancer("Ada", Some(hill));
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        let milestone = scene.deliver(engagement, &member).remove(0);
        let steward_and_member = |name: &str| {
            let (id, person) = scene.market.member(Draft::of(name, &[]));
            grant_steward(network, &person);
            (id, person)
        };
        let (left, neighbour) = steward_and_member("Neighbour");
        affiliate(network, left, hill, Some("2025-06-01"));
        let (tied, friend) = steward_and_member("Friend");
        tie(network, ada, tied);
        let (_, blocked) = steward_and_member("Blocked");
        member.post("/member/blocks", &json!({ "email": blocked.email })).ok(201);
        let (long_gone, neutral) = steward_and_member("Longgone");
        affiliate(network, long_gone, hill, Some("2024-06-01"));

        let body = json!({ "reason": "late", "words": "Late." });
        let opened = scene.client.post(&format!("/milestones/{milestone}/disputes"), &body).ok(201);
        let read = format!("/disputes/{}", opened["id"].as_str().unwrap());
        for partial in [&neighbour, &friend, &blocked] {
            partial.get(&read).refused(404);
            partial.post(&format!("{read}/step-back"), &json!({})).refused(404);
        }
        neutral.get(&read).ok(200);
        tie(network, ada, long_gone);
        neutral.get(&read).refused(404);
        assert_eq!(neutral.get("/disputes").ok(200)["items"], json!([]));
    });
}

fn grant_steward(network: &Network, person: &Person<'_>) {
    use muster::{audit::By, identity::service};
    network
        .db()
        .write(|tx| {
            let id = service::person_by_email(tx, &person.email)?;
            service::grant(tx, By::Muster, id, Hat::Steward)
        })
        .unwrap();
    person.wear("steward");
}

fn affiliate(network: &Network, member: MemberId, space: SpaceId, to: Option<&str>) {
    let joined = network.db().write(|tx| {
        let row = (
            affiliations::id.eq(tx.id() as AffiliationId),
            affiliations::member_id.eq(member),
            affiliations::space_id.eq(space),
            affiliations::from_day.eq(day("2024-01-01")),
            affiliations::to_day.eq(to.map(day)),
        );
        diesel::insert_into(affiliations::table).values(row).execute(&mut **tx)?;
        Ok(())
    });
    joined.unwrap();
}

fn tie(network: &Network, a: MemberId, b: MemberId) {
    let tied = network.db().write(|tx| {
        let row = (
            ties::member_id.eq(a.min(b)),
            ties::other_id.eq(a.max(b)),
            ties::strength.eq(1),
            ties::updated_at.eq(tx.now()),
        );
        diesel::insert_into(ties::table).values(row).execute(&mut **tx)?;
        Ok(())
    });
    tied.unwrap();
}

#[test]
fn every_lot_can_be_drawn_again_from_the_audit_log() {
    on_both(|network| {
        let stage = Stage::with(network, 6);
        let id = stage.open(100_000);
        stage.sitting(&id)[0].post(&format!("/disputes/{id}/step-back"), &json!({})).ok(204);
        stage.decide(&id, 1);
        stage.client().post(&format!("/disputes/{id}/appeal"), &json!({ "words": "No." })).ok(200);
        network.work();
        let draws: Vec<String> = network
            .db()
            .read(|conn| {
                let own = audit_entries::table.filter(audit_entries::subject.eq(&id));
                let own = own.filter(audit_entries::act.eq("dispute.lot-drawn")).order(audit_entries::id);
                Ok(own.select(audit_entries::details).load(conn)?)
            })
            .unwrap();
        let draws: Vec<Value> = draws.iter().map(|details| serde_json::from_str(details).unwrap()).collect();
        let counts: Vec<(usize, usize)> = draws
            .iter()
            .map(|draw| (draw["candidates"].as_array().unwrap().len(), draw["drawn"].as_array().unwrap().len()))
            .collect();
        assert_eq!(counts, [(6, 1), (5, 1), (4, 3)]);
        for draw in &draws {
            let names = |key: &str| -> Vec<String> {
                draw[key].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
            };
            let again = lot::order(draw["seed"].as_str().unwrap(), &names("candidates"));
            assert_eq!(again[..names("drawn").len()], names("drawn"));
        }
        assert_ne!(draws[0]["seed"], draws[1]["seed"]);
    });
}

#[test]
fn files_are_kept_once_by_their_content_and_given_to_those_concerned_alone() {
    on_both(|network| {
        let stage = Stage::with(network, 2);
        let id = stage.open(100_000);
        let files = format!("/disputes/{id}/files");
        let hand_in = |who: &Person<'_>, name: &str, content: &[u8]| -> (u16, Value) {
            let (status, _, body) = who.bytes("POST", &format!("{files}?name={name}"), content);
            (status, serde_json::from_slice(&body).unwrap_or_default())
        };
        let pdf = b"%PDF-1.7 and so on";
        let (status, made) = hand_in(stage.client(), "..%2Fcontract%20%C3%B6.PDF", pdf);
        assert_eq!(status, 201, "{made}");
        assert_eq!(hand_in(stage.client(), "again.pdf", pdf).1["type"], "urn:muster:problem:same-file");
        assert_eq!(hand_in(&stage.member, "mine.pdf", pdf).0, 201);
        let kept: i64 = network.db().read(|conn| Ok(blobs::table.count().get_result(conn)?)).unwrap();
        assert_eq!(kept, 1);
        for (name, content) in
            [("a.zip", &b"PK\x03\x04\0\0"[..]), ("a.html", b"<p>"), ("a.txt", b""), ("a.exe", b"MZ\0\0")]
        {
            assert_eq!(hand_in(&stage.member, name, content).0, 422, "{name}");
        }
        assert_eq!(hand_in(&stage.member, "big.txt", &vec![b'a'; (10 << 20) + 1]).0, 422);
        assert_eq!(hand_in(&stage.member, "big.txt", &vec![b'a'; 10 << 20]).0, 201);
        for number in 0..8 {
            assert_eq!(hand_in(&stage.member, "n.txt", format!("{number}").as_bytes()).0, 201);
        }
        assert_eq!(hand_in(&stage.member, "n.txt", b"one more").1["type"], "urn:muster:problem:too-many-files");

        let file = format!("{files}/{}", made["id"].as_str().unwrap());
        let (status, headers, content) = stage.drawn(&id)[0].bytes("GET", &file, &[]);
        assert_eq!((status, &content[..]), (200, &pdf[..]));
        let header = |name: &str| headers.get(name).unwrap().to_str().unwrap().to_owned();
        assert_eq!(header("content-disposition"), "attachment; filename*=UTF-8''contract%20%C3%B6.pdf");
        assert_eq!(
            (header("content-type"), header("x-content-type-options")),
            ("application/pdf".into(), "nosniff".into())
        );
        assert_eq!(stage.member.bytes("GET", &file, &[]).0, 200);
        let (_, stranger) = stage.scene.freelancer("Eve", None);
        let outsider =
            stage.stewards.iter().find(|steward| steward.get(&format!("/disputes/{id}")).status == 404).unwrap();
        assert_eq!([stranger.bytes("GET", &file, &[]).0, outsider.bytes("GET", &file, &[]).0], [404, 404]);
        assert_eq!(hand_in(&stranger, "x.txt", b"x").0, 404);
        stage.decide(&id, 1);
        assert_eq!(hand_in(stage.client(), "late.txt", b"late").1["type"], "urn:muster:problem:dispute-state");
    });
}

/// Runs each at the same moment; answers the statuses.
fn at_once<'a>(steps: Vec<Box<dyn FnOnce() -> u16 + Send + 'a>>) -> Vec<u16> {
    let barrier = Barrier::new(steps.len());
    let run = |step: Box<dyn FnOnce() -> u16 + Send + 'a>| {
        barrier.wait();
        step()
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = steps.into_iter().map(|step| scope.spawn(|| run(step))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// A request by somebody who signs in for it, to be sent from a thread of its own.
fn request<'a>(
    network: &'a Network,
    email: &str,
    hat: &'a str,
    path: String,
    body: Value,
) -> Box<dyn FnOnce() -> u16 + Send + 'a> {
    let email = email.to_owned();
    let signed_in = Person::known(network, &email).wear(hat).sign_in()["access_token"].as_str().unwrap().to_owned();
    Box::new(move || {
        let person = Person::known(network, &email);
        person.with_token(&signed_in);
        person.post(&path, &body).status
    })
}

#[test]
fn when_a_milestone_is_accepted_and_disputed_at_once_its_money_goes_one_way() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (ada, member) = scene.freelancer("Ada", None);
        for round in 0..4 {
            let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
            let milestone = scene.deliver(engagement, &member).remove(0);
            let opening = |reason: &str| json!({ "reason": reason, "words": "x" });
            let disputes = || format!("/milestones/{milestone}/disputes");
            let client = &scene.client.email;
            let answers = at_once(vec![
                request(network, client, "client", format!("/milestones/{milestone}/accept"), json!({})),
                request(network, client, "client", disputes(), opening("late")),
                request(network, client, "client", disputes(), opening("other")),
                request(network, &member.email, "member", disputes(), opening("not_accepted")),
            ]);
            let done = answers.iter().filter(|status| **status < 300).count();
            assert_eq!(done, 1, "round {round}: {answers:?}");
            let accepted = answers[0] == 200;
            assert_holds(network, Account::Escrow(engagement), &[if accepted { 0 } else { 200_000 }]);
        }
    });
}

#[test]
fn of_many_decisions_at_once_one_counts() {
    on_both(|network| {
        let stage = Stage::with(network, 1);
        let id = stage.open(100_000);
        stage.answer(&id);
        let decide = |minor| {
            request(network, &stage.stewards[0].email, "steward", format!("/disputes/{id}/decision"), ruling(minor))
        };
        let answers = at_once((0..8).map(|number| decide(number * 1_000)).collect());
        assert_eq!(answers.iter().filter(|status| **status == 204).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|status| [204, 409].contains(status)), "{answers:?}");
        network.wait_hours(7 * DAYS);
        assert_eq!((entries_of(network, "refund"), stage.state(&id)), (1, json!("settled")));
        assert_book_is_whole(network);
    });
}

#[test]
fn a_decision_is_carried_out_or_appealed_against_but_never_both() {
    on_both(|network| {
        let stage = Stage::with(network, 4);
        for _ in 0..3 {
            let id = stage.open(50_000);
            stage.decide(&id, 20_000);
            stage.client().post(&format!("/disputes/{id}/accept"), &json!({})).ok(200);
            let accept =
                || request(network, &stage.member.email, "member", format!("/disputes/{id}/accept"), json!({}));
            let appeal = json!({ "words": "No." });
            let appeal = request(network, &stage.member.email, "member", format!("/disputes/{id}/appeal"), appeal);
            let answers = at_once(vec![accept(), appeal, accept()]);
            let appealed = answers[1] == 200;
            assert_eq!(stage.state(&id), if appealed { "appealed" } else { "settled" }, "{answers:?}");
            if appealed {
                let votes = stage.sitting(&id).iter().map(|steward| steward.email.clone()).collect::<Vec<_>>();
                let votes = votes
                    .iter()
                    .map(|email| request(network, email, "steward", format!("/disputes/{id}/votes"), ruling(20_000)));
                assert_eq!(at_once(votes.collect()), [204; 3]);
            }
            assert_eq!(stage.state(&id), "settled");
        }
        assert_holds(network, Account::Member(stage.ada), &[54_000]);
        assert_holds(network, Account::Bank, &[110_000]);
        assert_holds(network, Account::Escrow(stage.engagement), &[50_000]);
    });
}

/// A small generator, so that a sequence can be repeated by its number.
struct Dice(u64);

impl Dice {
    fn below(&mut self, ceiling: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % ceiling
    }
}

/// Whatever happens in whatever order, in the end every milestone's money is somewhere, once.
fn play(network: &Network, seed: u64) {
    let mut dice = Dice(seed);
    let scene = Scene::open(network);
    scene.network_takes(500, 50);
    let (ada, member) = scene.freelancer("Ada", Some(scene.space("Hill", 1_000)));
    let (bob, mate) = scene.freelancer("Bob", None);
    let names = ["Sam", "Sue", "Sid", "Sol", "Sky"];
    let stewards: Vec<_> = names.iter().map(|name| scene.market.official(name, Hat::Steward)).collect();
    // 3000.00 EUR over three milestones of odd amounts.
    let amounts = [100_001, 99_998, 100_001];
    let plan =
        amounts.map(|amount_minor| NewMilestone { title: "Part".to_owned(), due_day: day("2026-12-01"), amount_minor });
    let engagement =
        scene.engage_with("web", &[Taken::by(ada, 5_000), Taken::by(bob, 2_500)], Some(plan.to_vec())).unwrap();
    let milestones = scene.milestones(engagement);
    let parties = [&scene.client, &member, &mate];
    let sides = [&scene.client, &member];
    for step in 0..70 {
        let milestone = &milestones[usize::try_from(dice.below(3)).unwrap()];
        let share = json!({ "basis_points": dice.below(10_001) });
        let party = parties[usize::try_from(dice.below(3)).unwrap()];
        let steward = &stewards[usize::try_from(dice.below(5)).unwrap()];
        let disputes = scene.client.get("/disputes").ok(200)["items"].as_array().unwrap().clone();
        let id = disputes
            .first()
            .map_or("dispute_00000000000000000000000000", |first| first["id"].as_str().unwrap())
            .to_owned();
        let answer = match dice.below(14) {
            0 | 1 => scene.client.post(&format!("/milestones/{milestone}/fund"), &json!({})),
            2 | 3 => member.post(&format!("/milestones/{milestone}/submit"), &json!({})),
            4 => scene.client.post(&format!("/milestones/{milestone}/accept"), &json!({})),
            5 | 6 => {
                let side = sides[usize::try_from(dice.below(2)).unwrap()];
                let body = json!({ "reason": "other", "amount": share, "words": "x" });
                side.post(&format!("/milestones/{milestone}/disputes"), &body)
            }
            7 => party.post(&format!("/disputes/{id}/statements"), &json!({ "words": "x" })),
            8 => party.post(&format!("/disputes/{id}/proposals"), &json!({ "to_members": share })),
            9 => {
                let read = party.get(&format!("/disputes/{id}")).json;
                let latest = read["proposals"].as_array().and_then(|all| all.last().cloned()).unwrap_or_default();
                let latest = latest["id"].as_str().unwrap_or("proposal_00000000000000000000000000").to_owned();
                party.post(&format!("/disputes/{id}/proposals/{latest}/accept"), &json!({}))
            }
            10 => {
                let body = json!({ "to_members": share, "words": "x" });
                for steward in &stewards {
                    steward.post(&format!("/disputes/{id}/decision"), &body);
                    steward.post(&format!("/disputes/{id}/votes"), &body);
                }
                continue;
            }
            11 => party.post(&format!("/disputes/{id}/accept"), &json!({})),
            12 => party.post(&format!("/disputes/{id}/appeal"), &json!({ "words": "x" })),
            _ => match dice.below(3) {
                0 => party.post(&format!("/disputes/{id}/withdraw"), &json!({})),
                1 => steward.post(&format!("/disputes/{id}/step-back"), &json!({})),
                _ => {
                    network.wait_hours(24 * i64::try_from(1 + dice.below(8)).unwrap());
                    continue;
                }
            },
        };
        assert!(answer.status < 500, "step {step} of {seed}: {answer:?}");
    }
    finish(&scene, engagement, &member, &stewards);
    let (released, refunded): (i64, i64) = network
        .db()
        .read(|conn| {
            use muster::{db::total, schema::milestones as rows};
            let sums = (total(rows::released_minor).assume_not_null(), total(rows::refunded_minor).assume_not_null());
            Ok(rows::table.select(sums).first(conn)?)
        })
        .unwrap();
    assert_eq!(released + refunded, 300_000);
    assert_holds(network, Account::Escrow(engagement), &[0]);
    assert_holds(network, Account::Bank, &[released]);
}

/// Brings everything that is left to its end: deadlines pass, stewards decide, and the client accepts the rest.
fn finish(scene: &Scene<'_>, engagement: EngagementId, member: &Person<'_>, stewards: &[Person<'_>]) {
    let network = scene.network();
    for _ in 0..12 {
        network.wait_hours(7 * DAYS);
        for dispute in scene.client.get("/disputes").ok(200)["items"].as_array().unwrap() {
            for steward in stewards {
                steward.post(&format!("/disputes/{}/decision", dispute["id"].as_str().unwrap()), &ruling(1));
            }
        }
        for id in scene.milestones(engagement) {
            scene.client.post(&format!("/milestones/{id}/fund"), &json!({}));
            member.post(&format!("/milestones/{id}/submit"), &json!({}));
            scene.client.post(&format!("/milestones/{id}/accept"), &json!({}));
        }
    }
    let read = scene.client.get(&format!("/engagements/{engagement}")).ok(200);
    assert_eq!(read["state"], "completed", "{read:#}");
    for milestone in read["milestones"].as_array().unwrap() {
        assert!(["released", "settled"].contains(&milestone["state"].as_str().unwrap()), "{milestone}");
    }
}

#[test]
fn any_sequence_of_disputes_ends_with_all_of_the_money_where_it_belongs_once() {
    on_both(|network| play(network, 1));
    on_both(|network| play(network, 2));
}
