//! Who speaks, who sees, who decides: consent, secrecy, neutrality, lots and files.

use diesel::prelude::*;
use muster::{
    book::Account,
    briefs::BriefId,
    identity::{Hat, PersonId},
    schema::{audit_entries, blobs, brief_revisions, briefs, engagements},
    stewards::lot,
};
use serde_json::{Value, json};

use super::{Stage, assert_holds, ruling};
use crate::support::{
    Person, on_both,
    scene::{Scene, Taken, eur},
};

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
        assert_holds(network, Account::Member(bob), 0);
        let settled = mate.post(&accept(&latest), &json!({})).ok(200);
        assert_eq!((&settled["state"], &settled["to_members"]), (&json!("settled"), &eur(40_000)));
        assert_holds(network, Account::Member(ada), 80_000);
        assert_holds(network, Account::Member(bob), 40_000);
        scene.client.post(&format!("/milestones/{milestone}/accept"), &json!({})).ok(200);
        assert_holds(network, Account::Escrow(engagement), 0);
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
        assert_holds(network, Account::Member(stage.ada), 180_000);
    });
}

#[test]
fn whoever_decides_reads_what_was_agreed() {
    on_both(|network| {
        let stage = Stage::with(network, 2);
        let document = json!({
            "title": "A shop", "description": "In green.", "category": "web", "currency": "EUR", "seats": []
        });
        network
            .db()
            .write(|tx| {
                let brief: BriefId =
                    engagements::table.find(stage.engagement).select(engagements::brief_id).first(&mut **tx)?;
                let author: PersonId = briefs::table.find(brief).select(briefs::created_by).first(&mut **tx)?;
                let revision = (
                    brief_revisions::brief_id.eq(brief),
                    brief_revisions::revision.eq(1),
                    brief_revisions::document.eq(document.to_string()),
                    brief_revisions::saved_by.eq(author),
                    brief_revisions::saved_at.eq(tx.now()),
                );
                diesel::insert_into(brief_revisions::table).values(revision).execute(&mut **tx)?;
                Ok(())
            })
            .unwrap();
        let id = stage.open(50_000);
        let read = format!("/disputes/{id}");
        let agreed = stage.sitting(&id)[0].get(&read).ok(200)["agreed"].clone();
        assert_eq!((&agreed["title"], &agreed["description"]), (&json!("A shop"), &json!("In green.")));
        assert_eq!(agreed["amount"], eur(200_000), "all of the milestone, and not only what is disputed");
        let plan = stage.client().get(&format!("/engagements/{}", stage.engagement)).ok(200)["milestones"][0].clone();
        assert_eq!((&agreed["milestone"], &agreed["due_day"]), (&plan["title"], &plan["due_day"]));
        for side in [stage.client(), &stage.member] {
            assert_eq!(side.get(&read).ok(200)["agreed"], Value::Null, "the sides read it at the engagement");
        }
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
        let (left, neighbour) = scene.steward_and_member("Neighbour");
        scene.belongs(left, hill, "2024-01-01", Some("2025-06-01"));
        let (tied, friend) = scene.steward_and_member("Friend");
        scene.tie(ada, tied);
        let (_, blocked) = scene.steward_and_member("Blocked");
        member.post("/member/blocks", &json!({ "email": blocked.email })).ok(201);
        let (long_gone, neutral) = scene.steward_and_member("Longgone");
        scene.belongs(long_gone, hill, "2024-01-01", Some("2024-06-01"));

        let body = json!({ "reason": "late", "words": "Late." });
        let opened = scene.client.post(&format!("/milestones/{milestone}/disputes"), &body).ok(201);
        let read = format!("/disputes/{}", opened["id"].as_str().unwrap());
        for partial in [&neighbour, &friend, &blocked] {
            partial.get(&read).refused(404);
            partial.post(&format!("{read}/step-back"), &json!({})).refused(404);
        }
        neutral.get(&read).ok(200);
        scene.tie(ada, long_gone);
        neutral.get(&read).refused(404);
        assert_eq!(neutral.get("/disputes").ok(200)["items"], json!([]));
    });
}

#[test]
fn whoever_is_steward_no_more_decides_nothing_and_another_one_is_drawn() {
    on_both(|network| {
        let stage = Stage::with(network, 2);
        let id = stage.open(100_000);
        let gone = stage.sitting(&id)[0];
        let admin = stage.scene.market.official("Adam", Hat::Admin);
        let person = gone.get("/me").ok(200)["person"].as_str().unwrap().to_owned();
        admin.delete(&format!("/people/{person}/hats/steward")).ok(204);
        network.work();
        let sitting = stage.sitting(&id);
        assert_eq!(sitting.len(), 1);
        assert_ne!(sitting[0].email, gone.email);
        stage.decide(&id, 1);
        assert_eq!(stage.state(&id), "decided");
    });
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
