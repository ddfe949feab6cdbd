//! Seats that change hands: by a steward from elsewhere, to whoever fits, with the money divided by weeks.

use diesel::prelude::*;
use muster::{
    book::Account,
    identity::MemberId,
    members as member_slice,
    schema::{audit_entries, blocks, client_people, member_skills, members},
    spaces::SpaceId,
};
use serde_json::{Value, json};

use crate::support::{
    Network, Person,
    checks::{assert_all_is_well, holds},
    market::{Draft, answer_standby, pending, standby},
    on_both,
    paying::fund,
    running::{Running, accept_offer as accept},
    rush::{at_once, race},
    scene::eur,
};

#[test]
fn a_seat_goes_to_another_member_and_every_cent_is_divided_by_weeks() {
    on_both(|network| {
        let team = Running::start(network);
        let steward = team.steward("Stella");
        let (cyd_id, cyd) = team.candidate("Cyd Lang");
        let id = team.ask();
        assert_eq!(team.scene.client.get("/handovers").ok(200)["items"], json!([]), "not confirmed yet");
        let case = steward.get("/steward/handovers").ok(200)["items"][0].clone();
        assert_eq!((&case["words"], &case["member"]), (&json!("My child is in hospital."), &json!("Ada")));
        let path = format!("/steward/handovers/{id}");
        let confirm = |from: &str| steward.post(&format!("{path}/confirm"), &json!({ "from": from }));
        assert_eq!(confirm("2027-01-18").refused(409), "handover-state");
        steward.post(&format!("{path}/take"), &json!({})).ok(204);
        for wrong in ["2027-01-11", "2027-01-19", "2027-03-15"] {
            assert_eq!(confirm(wrong).fields(), ["from"], "{wrong}");
        }
        let preview = steward.post(&format!("{path}/preview"), &json!({ "from": "2027-01-18" })).ok(200);
        let parts: Vec<_> = preview["milestones"]
            .as_array()
            .unwrap()
            .iter()
            .map(|part| (&part["outgoing"], &part["incoming"]))
            .collect();
        assert_eq!(parts, [(&eur(200_000), &eur(200_000)), (&eur(0), &eur(400_000)), (&eur(0), &eur(200_000))]);
        assert!(!preview.to_string().contains("space"), "a steward is told of a space: {preview}");
        assert_eq!(confirm("2027-01-18").ok(200), preview);
        network.work();

        let offered = cyd.get(&format!("/member/invitations/{}", pending(&cyd).unwrap())).ok(200);
        assert_eq!(
            (&offered["from"], &offered["weeks"], &offered["rate"]),
            (&json!("2027-01-18"), &json!(8), &eur(5_000))
        );
        assert_eq!(offered["keeps"], eur(640_000), "80 % of 8 weeks at 20 hours and 50.00");
        accept(&cyd).ok(204);
        let seats = [("Ada", "2027-01-04", 2), ("Cyd", "2027-01-18", 8), ("Bob", "2027-01-04", 10)];
        assert_eq!(team.seats(), seats.map(|(name, from, weeks)| (name.to_owned(), from.to_owned(), weeks)));
        assert_eq!((Running::booked(&team.lead), Running::booked(&cyd)), (vec![20, 0], vec![0, 20]));
        assert_eq!(team.state(&id), "done");

        let milestones = team.scene.milestones(team.engagement);
        team.release(&milestones[0], &team.lead);
        assert_eq!(holds(network, Account::Member(team.lead_id)), 180_000, "two weeks of four, less ten per cent");
        assert_eq!(holds(network, Account::Member(cyd_id)), 160_000);
        assert_eq!(
            (holds(network, Account::Space(team.hill)), holds(network, Account::Space(team.lake))),
            (20_000, 40_000)
        );
        let second = format!("/milestones/{}", milestones[1]);
        fund(&team.scene.client, &milestones[1]);
        assert_eq!(team.lead.post(&format!("{second}/submit"), &json!({})).refused(409), "not-your-weeks");
        cyd.post(&format!("{second}/submit"), &json!({})).ok(204);
        team.scene.client.post(&format!("{second}/accept"), &json!({})).ok(200);
        team.release(&milestones[2], &cyd);
        assert_eq!(holds(network, Account::Member(team.lead_id)), 180_000);
        assert_eq!(holds(network, Account::Member(cyd_id)), 160_000 + 480_000);
        assert_eq!(holds(network, Account::Escrow(team.engagement)), 0);
        learnt(network, &team, cyd_id);
        assert_all_is_well(network);
    });
}

/// Evidence and ties go by the share of weeks: two of ten, and eight of ten.
fn learnt(network: &Network, team: &Running<'_>, cyd: MemberId) {
    let evidence = |member| -> i32 {
        let rust = member_skills::table.find((member, "rust")).select(member_skills::evidence);
        network.db().read(|conn| Ok(rust.first(conn)?)).unwrap()
    };
    assert_eq!((evidence(team.lead_id), evidence(cyd)), (120, 180));
    let strengths: Vec<i32> = network
        .db()
        .read(|conn| {
            use muster::schema::ties::dsl;
            Ok(dsl::ties.order(dsl::strength).select(dsl::strength).load(conn)?)
        })
        .unwrap();
    assert_eq!(strengths, [20, 80], "each with the mate, and not with each other");
}

#[test]
fn nobody_but_the_steward_is_told_why_and_the_space_is_told_nothing() {
    on_both(|network| {
        let team = Running::start(network);
        let operators = [team.scene.operator("Olga", team.hill), team.scene.operator("Otto", team.lake)];
        let views = || -> Vec<Value> {
            let paths = |space: SpaceId| {
                let report = format!("/spaces/{space}/report?from=2026-11&to=2027-12&by=");
                let mut paths: Vec<String> =
                    ["members", "balance", "terms"].map(|view| format!("/spaces/{space}/{view}")).into();
                paths.extend(["month", "place", "category"].map(|by| format!("{report}{by}")));
                paths
            };
            let all = operators.iter().zip([team.hill, team.lake]);
            all.flat_map(|(operator, space)| paths(space).into_iter().map(|path| operator.get(&path).ok(200))).collect()
        };
        let (_, cyd) = team.candidate("Cyd Lang");
        let before = views();
        let steward = team.steward("Stella");
        let id = team.confirmed(&steward);
        let seen = || team.scene.client.get("/handovers").ok(200)["items"][0].clone();
        assert_eq!((pending(&cyd).is_some(), &seen()["outgoing"]), (true, &json!("Ada")));
        assert_eq!(seen()["incoming"], Value::Null, "whoever is merely asked is named to nobody");
        accept(&cyd).ok(204);
        assert_eq!(views(), before, "a handover changes nothing that an operator sees");
        for operator in &operators {
            let mails = network.mails(&operator.email);
            assert!(mails.iter().all(|mail| !mail.text.contains("seat")), "{mails:#?}");
            for path in ["/handovers".to_owned(), format!("/steward/handovers/{id}"), "/member/handovers".to_owned()] {
                operator.get(&path).refused(403);
            }
        }
        for person in [&team.scene.client, &team.mate, &cyd, &team.lead, &steward] {
            let text: String = network.mails(&person.email).iter().map(|mail| mail.text.clone()).collect();
            assert!(!text.contains("hospital") && !text.contains("health"), "{text}");
        }
        let told = |person: &Person<'_>| network.mails(&person.email).last().unwrap().subject.clone();
        assert_eq!(told(&team.mate), "Somebody takes over the seat: A shop for bicycles");
        assert_eq!(told(&cyd), "The seat is yours: A shop for bicycles");
        let seen = seen();
        assert_eq!((&seen["reason"], &seen["words"]), (&Value::Null, &Value::Null));
        assert_eq!((&seen["outgoing"], &seen["incoming"]), (&json!("Ada"), &json!("Cyd")));
        let columns = (audit_entries::details, audit_entries::before, audit_entries::after);
        let log: Vec<(String, Option<String>, Option<String>)> =
            network.db().read(|conn| Ok(audit_entries::table.select(columns).load(conn)?)).unwrap();
        assert!(log.iter().all(|entry| !format!("{entry:?}").contains("hospital")));
    });
}

#[test]
fn a_steward_who_has_to_do_with_either_side_neither_sees_the_case_nor_takes_it() {
    on_both(|network| {
        let team = Running::start(network);
        let (now, at_hill) = team.scene.steward_and_member("Hilda");
        team.scene.belongs(now, team.hill, "2020-01-01", None);
        let (before, left_hill) = team.scene.steward_and_member("Ida");
        team.scene.belongs(before, team.hill, "2020-01-01", Some("2025-06-30"));
        let (long_ago, left_long_ago) = team.scene.steward_and_member("Jana");
        team.scene.belongs(long_ago, team.hill, "2020-01-01", Some("2024-12-31"));
        let (tied, has_tie) = team.scene.steward_and_member("Kim");
        team.scene.tie(tied, team.lead_id);
        let (blocking, has_block) = team.scene.steward_and_member("Lea");
        let block = (blocks::member_id.eq(blocking), blocks::other_id.eq(team.lead_id), blocks::created_at.eq(0_i64));
        network.db().write(|tx| Ok(diesel::insert_into(blocks::table).values(block).execute(&mut **tx)?)).unwrap();
        let mate = Person::known(network, &team.mate.email);
        let buyer = Person::known(network, &team.scene.client.email);
        team.scene.market.make_steward(&mate);
        team.scene.market.make_steward(&buyer);
        assert_eq!(network.db().read(|conn| Ok(client_people::table.count().get_result::<i64>(conn)?)).unwrap(), 1);

        let id = team.ask();
        let path = format!("/steward/handovers/{id}");
        for partial in [&at_hill, &left_hill, &has_tie, &has_block, &mate, &buyer] {
            assert_eq!(partial.get("/steward/handovers").ok(200)["items"], json!([]), "{}", partial.email);
            let refused = partial.get(&path);
            assert_eq!(refused.json["detail"], format!("There is no handover {id}, or it is not yours to see."));
            for act in ["take", "step-back"] {
                assert_eq!(partial.post(&format!("{path}/{act}"), &json!({})).refused(404), "not-found");
            }
            partial.post(&format!("{path}/confirm"), &json!({ "from": "2027-01-18" })).refused(404);
            partial.post(&format!("{path}/preview"), &json!({ "from": "2027-01-18" })).refused(404);
            partial.post(&format!("{path}/refuse"), &json!({ "words": "No." })).refused(404);
            let told = network.mails(&partial.email);
            assert!(told.iter().all(|mail| mail.subject != "A seat is to be handed over"), "{}", partial.email);
        }
        assert_eq!(left_long_ago.get(&path).ok(200)["seat"], "lead");
        assert!(network.mails(&left_long_ago.email).iter().any(|mail| mail.subject == "A seat is to be handed over"));
        left_long_ago.post(&format!("{path}/take"), &json!({})).ok(204);
    });
}

#[test]
fn whoever_declines_is_followed_by_the_next_and_at_last_the_client_decides() {
    on_both(|network| {
        let team = Running::start(network);
        let (cyd_id, cyd) = team.candidate("Cyd Lang");
        let (dan_id, dan) = team.candidate("Dan Dorn");
        let (eve_id, eve) = team.candidate("Eve Ecker");
        // Dan and the mate are never to be in one team; nobody says so to Dan.
        team.mate.post("/member/blocks", &json!({ "email": dan.email })).ok(201);
        let (_, dear) = team.scene.market.member(Draft::of("Dear", &[("rust", 5, 900)]).at(5_001));
        dear.wear("member");
        let steward = team.steward("Stella");
        let id = team.confirmed(&steward);
        let asked = |person: &Person<'_>| pending(person).is_some();
        assert_eq!((asked(&dan), asked(&dear), asked(&team.lead)), (false, false, false));
        let (first, second) = if asked(&cyd) { (&cyd, &eve) } else { (&eve, &cyd) };
        assert!(!asked(second), "one at a time");
        first.post(&format!("/member/invitations/{}/decline", pending(first).unwrap()), &json!({})).ok(204);
        network.work();
        assert!(asked(second));
        network.wait_hours(25);
        assert_eq!(team.state(&id), "unfilled");
        assert!(
            network.mails(&team.scene.client.email).iter().any(|mail| mail.subject.starts_with("A seat is still open"))
        );

        let wait = format!("/handovers/{id}/wait");
        assert_eq!(team.scene.client.post(&wait, &json!({ "begins": "2027-01-11" })).fields(), ["begins"]);
        for member in [cyd_id, dan_id, eve_id] {
            team.leave_the_pool(member);
        }
        let (_, fay) = team.candidate("Fay Fink");
        team.scene.client.post(&wait, &json!({ "begins": "2027-02-01" })).ok(204);
        network.work();
        let offered = fay.get(&format!("/member/invitations/{}", pending(&fay).unwrap())).ok(200);
        assert_eq!((&offered["from"], &offered["weeks"]), (&json!("2027-02-01"), &json!(8)));
        accept(&fay).ok(204);
        assert_eq!(team.seats()[1], ("Fay".to_owned(), "2027-02-01".to_owned(), 8));
        assert_all_is_well(network);
    });
}

#[test]
fn those_who_stand_by_are_asked_first_one_after_the_other() {
    on_both(|network| {
        let named = [("Cyd Lang", "decline"), ("Dan Dorn", "accept"), ("Eve Ecker", "accept")];
        let (team, [cyd, dan, eve]) = Running::start_with_standbys(network, named);
        let steward = team.steward("Stella");
        let id = team.confirmed(&steward);
        let asked = |person: &Person<'_>| pending(person).is_some();
        assert_eq!((asked(&cyd), asked(&dan), asked(&eve)), (false, true, false), "Cyd would be the first by a run");
        let offered = dan.get(&format!("/member/invitations/{}", pending(&dan).unwrap())).ok(200);
        assert_eq!((&offered["from"], &offered["weeks"]), (&json!("2027-01-18"), &json!(8)));
        assert_eq!((&standby(&dan)["state"], &standby(&eve)["state"]), (&json!("offered"), &json!("ready")));
        assert!(network.mails(&dan.email).iter().any(|mail| mail.subject.starts_with("The seat is free: ")));
        dan.post(&format!("/member/invitations/{}/decline", pending(&dan).unwrap()), &json!({})).ok(204);
        network.work();
        assert_eq!((asked(&cyd), asked(&dan), asked(&eve)), (false, false, true));
        // Whoever stands by and says nothing is followed by somebody whom a run finds.
        network.wait_hours(25);
        assert_eq!((asked(&cyd), asked(&eve)), (true, false));
        accept(&cyd).ok(204);
        assert_eq!(team.state(&id), "done");
        assert_all_is_well(network);
    });
}

#[test]
fn whoever_stands_by_does_so_again_where_the_seat_stays_and_is_released_when_it_was_taken_over() {
    on_both(|network| {
        let (team, [cyd, dan]) =
            Running::start_with_standbys(network, [("Cyd Lang", "accept"), ("Dan Dorn", "accept")]);
        let steward = team.steward("Stella");
        let id = team.confirmed(&steward);
        assert_eq!(standby(&cyd)["state"], "offered");
        team.lead.post(&format!("/member/handovers/{id}/withdraw"), &json!({})).ok(204);
        assert_eq!((pending(&cyd), &standby(&cyd)["state"]), (None, &json!("ready")));

        team.confirmed(&steward);
        accept(&cyd).ok(204);
        network.work();
        assert_eq!((&standby(&cyd)["state"], &standby(&dan)["state"]), (&json!("offered"), &json!("closed")));
        let told = network.mails(&dan.email).last().unwrap().subject.clone();
        assert_eq!(told, "You need not stand by any more: A shop for bicycles");
        assert_eq!(answer_standby(&dan, &standby(&dan), "decline").refused(409), "standby-state");
        assert_all_is_well(network);
    });
}

#[test]
fn whoever_stands_by_may_step_back_at_any_time_and_is_released_at_the_end() {
    on_both(|network| {
        let (team, [cyd, dan]) =
            Running::start_with_standbys(network, [("Cyd Lang", "accept"), ("Dan Dorn", "accept")]);
        answer_standby(&cyd, &standby(&cyd), "decline").ok(204);
        network.work();
        assert_eq!(standby(&dan)["state"], "ready", "nobody new is asked after the award, and nobody else goes");
        let steward = team.steward("Stella");
        let id = team.confirmed(&steward);
        assert!(pending(&dan).is_some() && pending(&cyd).is_none());
        team.lead.post(&format!("/member/handovers/{id}/withdraw"), &json!({})).ok(204);
        for milestone in team.scene.milestones(team.engagement) {
            team.release(&milestone, &team.mate);
        }
        network.work();
        assert_eq!((&standby(&cyd)["state"], &standby(&dan)["state"]), (&json!("declined"), &json!("closed")));
        assert_all_is_well(network);
    });
}

#[test]
fn a_seat_that_nobody_takes_can_end_and_the_client_pays_less() {
    on_both(|network| {
        let team = Running::start(network);
        let steward = team.steward("Stella");
        let id = team.confirmed(&steward);
        assert_eq!(team.state(&id), "unfilled");
        team.scene.client.post(&format!("/handovers/{id}/cut"), &json!({})).ok(204);
        assert_eq!(team.state(&id), "cut");
        assert_eq!(Running::booked(&team.lead), [20, 0]);
        let read = team.scene.client.get(&format!("/engagements/{}", team.engagement)).ok(200);
        let amounts: Vec<&Value> = read["milestones"].as_array().unwrap().iter().map(|one| &one["amount"]).collect();
        assert_eq!(amounts, [&eur(600_000), &eur(400_000), &eur(200_000)], "eight weeks of twenty hours less");
        assert_eq!(read["price"], eur(1_200_000));
        for milestone in team.scene.milestones(team.engagement) {
            team.release(&milestone, &team.mate);
        }
        assert_eq!(holds(network, Account::Member(team.lead_id)), 180_000);
        assert_eq!(team.scene.client.get("/engagements").ok(200)["items"][0]["state"], "completed");
        assert_all_is_well(network);
    });
}

#[test]
fn the_steward_may_set_another_share_with_a_reason() {
    on_both(|network| {
        let team = Running::start(network);
        let (cyd_id, cyd) = team.candidate("Cyd Lang");
        // What is left of the seat comes to less an hour than it did.
        let cheap = diesel::update(members::table.find(cyd_id)).set(members::rate_minor.eq(1_000));
        network.db().read(|conn| Ok(cheap.execute(conn)?)).unwrap();
        let steward = team.steward("Stella");
        let id = team.ask();
        let path = format!("/steward/handovers/{id}");
        steward.post(&format!("{path}/take"), &json!({})).ok(204);
        let milestones = team.scene.milestones(team.engagement);
        let with = |minor: i64, words: &str| json!({ "from": "2027-01-18", "words": words, "shares": [{ "milestone": milestones[0], "outgoing_minor": minor }] });
        assert_eq!(steward.post(&format!("{path}/confirm"), &with(300_000, "")).fields(), ["words"]);
        let refused = steward.post(&format!("{path}/confirm"), &with(400_001, "All of it is done."));
        assert_eq!(refused.fields(), ["shares.outgoing_minor"]);
        let set = steward.post(&format!("{path}/confirm"), &with(300_001, "Three quarters are done.")).ok(200);
        assert_eq!(set["milestones"][0]["incoming"], eur(99_999));
        network.work();
        accept(&cyd).ok(204);
        team.release(&milestones[0], &cyd);
        assert_eq!(holds(network, Account::Member(team.lead_id)), 300_001 - 30_000);
        assert_eq!(holds(network, Account::Member(cyd_id)), 99_999 - 20_000);
        assert_all_is_well(network);
    });
}

#[test]
fn what_was_asked_for_can_be_taken_back_or_refused_and_asked_for_once_at_a_time() {
    on_both(|network| {
        let team = Running::start(network);
        let (_, cyd) = team.candidate("Cyd Lang");
        let steward = team.steward("Stella");
        let new = json!({ "seat": "lead", "reason": "skills", "words": "Too little Rust." });
        let path = format!("/engagements/{}/handovers", team.engagement);
        let other = team.scene.market.client("Otto");
        other.post(&path, &new).refused(404);
        team.mate.post(&format!("/member{path}"), &new).fields();
        cyd.post(&format!("/member{path}"), &new).refused(404);
        let id = team.scene.client.post(&path, &new).ok(201)["id"].as_str().unwrap().to_owned();
        assert_eq!(team.lead.post(&format!("/member{path}"), &new).refused(409), "handover-live");
        assert_eq!(team.lead.get("/member/handovers").ok(200)["items"], json!([]), "not confirmed yet");
        team.lead.post(&format!("/member/handovers/{id}/withdraw"), &json!({})).refused(404);
        other.post(&format!("/handovers/{id}/withdraw"), &json!({})).refused(404);
        let case = format!("/steward/handovers/{id}");
        steward.post(&format!("{case}/take"), &json!({})).ok(204);
        steward.post(&format!("{case}/refuse"), &json!({ "words": "Talk to each other first." })).ok(204);
        let told = network.mails(&team.scene.client.email).last().unwrap().clone();
        assert!(told.text.contains("Talk to each other first."), "{told:?}");
        assert_eq!(
            team.scene.client.post(&format!("/handovers/{id}/withdraw"), &json!({})).refused(409),
            "handover-state"
        );

        let id = team.confirmed(&steward);
        assert!(pending(&cyd).is_some());
        team.lead.post(&format!("/member/handovers/{id}/withdraw"), &json!({})).ok(204);
        assert!(pending(&cyd).is_none(), "the offer is taken back");
        assert_eq!(team.seats().len(), 2);
        assert_all_is_well(network);
    });
}

#[test]
fn of_many_stewards_who_take_a_case_at_once_exactly_one_has_it() {
    race(|network| {
        let team = Running::start(network);
        let id = team.ask();
        let stewards: Vec<Person<'_>> = (0..8).map(|number| team.steward(&format!("Steward {number}"))).collect();
        let acts: Vec<_> = stewards.iter().map(|steward| (steward, format!("/steward/handovers/{id}/take"))).collect();
        let statuses = at_once(network, &acts);
        assert_eq!(statuses.iter().filter(|status| **status == 204).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| [204, 404, 409].contains(status)), "{statuses:?}");
        let seeing = stewards.iter().filter(|steward| steward.get(&format!("/steward/handovers/{id}")).status == 200);
        assert_eq!(seeing.count(), 1);
    });
}

#[test]
fn a_seat_that_is_taken_over_while_its_milestone_is_accepted_is_paid_once_and_whole() {
    race(|network| {
        let team = Running::start(network);
        let (cyd_id, cyd) = team.candidate("Cyd Lang");
        let steward = team.steward("Stella");
        let id = team.confirmed(&steward);
        let milestone = &team.scene.milestones(team.engagement)[0];
        fund(&team.scene.client, milestone);
        team.lead.post(&format!("/milestones/{milestone}/submit"), &json!({})).ok(204);
        let acts = [
            (&cyd, format!("/member/invitations/{}/accept", pending(&cyd).unwrap())),
            (&team.scene.client, format!("/milestones/{milestone}/accept")),
        ];
        let statuses = at_once(network, &acts);
        assert_eq!(statuses[1], 200, "{statuses:?}");
        network.work();
        let (ada, paid) = (holds(network, Account::Member(team.lead_id)), holds(network, Account::Member(cyd_id)));
        match statuses[0] {
            // Each was paid for their weeks.
            204 => assert_eq!((ada, paid, team.seats().len()), (180_000, 160_000, 3)),
            // All of it was paid to the lead, so less is left than was offered, and less than Cyd asks.
            409 => assert_eq!((ada, paid, pending(&cyd), team.state(&id)), (360_000, 0, None, json!("unfilled"))),
            other => panic!("{other}"),
        }
        assert_eq!(holds(network, Account::Escrow(team.engagement)), 0);
        assert_all_is_well(network);
    });
}

#[test]
fn a_seat_is_taken_over_before_the_end_or_not_at_all() {
    race(|network| {
        let team = Running::start(network);
        let (cyd_id, cyd) = team.candidate("Cyd Lang");
        let steward = team.steward("Stella");
        let milestones = team.scene.milestones(team.engagement);
        for milestone in &milestones[..2] {
            team.release(milestone, &team.mate);
        }
        let (last, asked) = (&milestones[2], team.ask());
        fund(&team.scene.client, last);
        team.mate.post(&format!("/milestones/{last}/submit"), &json!({})).ok(204);
        let path = format!("/steward/handovers/{asked}");
        steward.post(&format!("{path}/take"), &json!({})).ok(204);
        // The two weeks that are left are those of the last milestone.
        steward.post(&format!("{path}/confirm"), &json!({ "from": "2027-03-01" })).ok(200);
        network.work();
        let acts = [
            (&cyd, format!("/member/invitations/{}/accept", pending(&cyd).unwrap())),
            (&team.scene.client, format!("/milestones/{}/accept", last)),
        ];
        let statuses = at_once(network, &acts);
        assert_eq!(statuses[1], 200, "{statuses:?}");
        network.work();
        let (state, paid) = (team.state_of(&asked, &team.lead), holds(network, Account::Member(cyd_id)));
        match statuses[0] {
            204 => assert_eq!((state, paid, team.seats().len()), (json!("done"), 160_000, 3)),
            409 => assert_eq!((state, paid, team.seats().len()), (json!("lapsed"), 0, 2)),
            other => panic!("{other}"),
        }
        assert_eq!(team.scene.client.get("/engagements").ok(200)["items"][0]["state"], "completed");
        assert!(pending(&cyd).is_none());
        assert_all_is_well(network);
    });
}

#[test]
fn a_skill_that_is_named_again_has_its_evidence_back() {
    on_both(|network| {
        let team = Running::start(network);
        let profile = |skills: Value| {
            let read = team.lead.get("/member");
            let mut profile = read.json.clone();
            for kept in ["id", "alias"] {
                profile.as_object_mut().unwrap().remove(kept);
            }
            profile["skills"] = skills;
            team.lead.put_if("/member", &read.etag.unwrap(), &profile).ok(200)
        };
        let rust = "rust".parse().unwrap();
        profile(json!([{ "skill": "sql", "level": 3 }]));
        network.db().write(|tx| member_slice::service::add_evidence(tx, team.lead_id, &rust, 50)).unwrap();
        let again = profile(json!([{ "skill": "rust", "level": 4 }]));
        assert_eq!(again["skills"][0]["evidence"], 150, "what was proven before, and what was proven meanwhile");
        let both = profile(json!([{ "skill": "rust", "level": 4 }, { "skill": "sql", "level": 3 }]));
        let told: Vec<&Value> = both["skills"].as_array().unwrap().iter().map(|skill| &skill["evidence"]).collect();
        assert_eq!(told, [150, 950]);
    });
}
