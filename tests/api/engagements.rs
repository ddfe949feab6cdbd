//! From award to the last release: milestones, money, reviews.

use diesel::prelude::*;
use muster::{
    book::{self, Account},
    engagements::{recount, service::NewMilestone},
    identity::{ClientRole, Hat},
    schema::{client_people, entries, member_skills, ties},
};
use muster_kernel::Money;
use serde_json::{Value, json};

use crate::support::{
    Network, Person, on_both,
    paying::{ask, fund, pay, try_fund},
    rush::{at_once, race, together, token, with},
    scene::{Scene, Taken, day, eur},
};

/// The book balances, its chain is whole, and this is what an account holds in cents.
#[track_caller]
fn assert_holds(network: &Network, account: Account, cents: &[i64]) {
    let held = network.db().read(|conn| book::service::holds(conn, account)).unwrap();
    assert_eq!(held.iter().map(|held: &Money| held.minor()).collect::<Vec<_>>(), cents, "{account}");
    let findings = recount::verify(network.db()).unwrap();
    assert_eq!(findings.all_faults().collect::<Vec<_>>(), Vec::<&str>::new());
}

fn entries_of(network: &Network, kind: &str) -> i64 {
    network.db().read(|conn| Ok(entries::table.filter(entries::kind.eq(kind)).count().get_result(conn)?)).unwrap()
}

fn states(client: &Person<'_>, engagement: impl std::fmt::Display) -> Vec<Value> {
    let read = client.get(&format!("/engagements/{engagement}")).ok(200);
    read["milestones"].as_array().unwrap().iter().map(|milestone| milestone["state"].clone()).collect()
}

#[test]
fn an_accepted_milestone_is_divided_to_the_cent_among_members_spaces_network_and_fund() {
    on_both(|network| {
        let scene = Scene::open(network);
        scene.network_takes(500, 50);
        let (hill, lake) = (scene.space("Hill", 1_000), scene.space("Lake", 2_000));
        let (ada, ada_signed_in) = scene.freelancer("Ada", Some(hill));
        let (bob, _) = scene.freelancer("Bob", Some(lake));
        // 40 hours each: 2000.00 and 1333.20 EUR.
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000), Taken::by(bob, 3_333)]);
        let id = &scene.milestones(engagement)[0];
        assert_eq!(states(&scene.client, engagement), ["planned"]);

        fund(&scene.client, id);
        assert_eq!(states(&scene.client, engagement), ["funded"]);
        assert_holds(network, Account::Bank, &[333_320]);
        assert_holds(network, Account::Escrow(engagement), &[333_320]);

        ada_signed_in.post(&format!("/milestones/{id}/submit"), &json!({})).ok(204);
        let released = scene.client.post(&format!("/milestones/{id}/accept"), &json!({})).ok(200);
        assert_eq!(released["state"], "released");
        assert_holds(network, Account::Escrow(engagement), &[0]);
        // 84.5 % of 2000.00, and 74.5 % of 1333.20: 993.234, where the odd cent goes to the fund's 6.666.
        assert_holds(network, Account::Member(ada), &[169_000]);
        assert_holds(network, Account::Member(bob), &[99_323]);
        assert_holds(network, Account::Space(hill), &[20_000]);
        assert_holds(network, Account::Space(lake), &[26_664]);
        assert_holds(network, Account::Network, &[10_000 + 6_666]);
        assert_holds(network, Account::MutualFund, &[1_000 + 667]);
        assert_eq!(scene.client.get("/engagements").ok(200)["items"][0]["state"], "completed");
    });
}

#[test]
fn terms_that_change_after_the_award_do_not_touch_its_money() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (hill, lake) = (scene.space("Hill", 1_000), scene.space("Lake", 5_000));
        let (ada, signed_in) = scene.freelancer("Ada", Some(hill));
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        scene.network_takes(2_000, 0);
        signed_in.put("/member/home-space", &json!({ "space": lake, "from": "2026-11-02" })).ok(200);
        scene.complete(engagement, &signed_in);
        assert_holds(network, Account::Space(hill), &[20_000]);
        assert_holds(network, Account::Space(lake), &[]);
        assert_holds(network, Account::Member(ada), &[180_000]);
    });
}

#[test]
fn a_milestone_goes_its_way_in_order_and_only_by_those_whose_step_it_is() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (ada, member) = scene.freelancer("Ada", None);
        let (_, stranger) = scene.freelancer("Eve", None);
        let other_client = scene.market.client("Otto");
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        let milestone = &scene.milestones(engagement)[0];
        let path = |step: &str| format!("/milestones/{milestone}/{step}");
        let client = &scene.client;

        assert_eq!(member.post(&path("submit"), &json!({})).refused(409), "milestone-state");
        assert_eq!(client.post(&path("accept"), &json!({})).refused(409), "milestone-state");
        ask(&other_client, milestone).refused(404);
        other_client.get(&format!("/engagements/{engagement}")).refused(404);
        assert_eq!(other_client.get("/engagements").ok(200)["items"], json!([]));
        fund(client, milestone);
        assert_eq!(ask(client, milestone).refused(409), "milestone-state");
        stranger.post(&path("submit"), &json!({})).refused(404);
        assert_eq!(stranger.get("/member/engagements").ok(200)["items"], json!([]));
        member.post(&path("submit"), &json!({})).ok(204);
        other_client.post(&path("accept"), &json!({})).refused(404);
        client.post(&path("accept"), &json!({})).ok(200);
        assert_eq!(client.post(&path("accept"), &json!({})).refused(409), "milestone-state");
        assert_eq!((entries_of(network, "funding"), entries_of(network, "release")), (1, 1));
    });
}

#[test]
fn asking_to_pay_takes_finance_and_accepting_takes_an_approver_or_finance() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (ada, member) = scene.freelancer("Ada", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        let milestone = &scene.milestones(engagement)[0];
        let path = |step: &str| format!("/milestones/{milestone}/{step}");
        let become_one = |role: ClientRole| {
            let change = || diesel::update(client_people::table).set(client_people::role.eq(role));
            network.db().write(|tx| Ok(change().execute(&mut **tx)?)).unwrap();
        };
        for role in [ClientRole::Requester, ClientRole::Approver] {
            become_one(role);
            ask(&scene.client, milestone).refused(403);
        }
        become_one(ClientRole::Finance);
        fund(&scene.client, milestone);
        member.post(&path("submit"), &json!({})).ok(204);
        become_one(ClientRole::Requester);
        scene.client.post(&path("accept"), &json!({})).refused(403);
        become_one(ClientRole::Approver);
        scene.client.post(&path("accept"), &json!({})).ok(200);
    });
}

#[test]
fn a_request_that_is_sent_twice_under_one_key_moves_money_once() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (ada, member) = scene.freelancer("Ada", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        let id = &scene.milestones(engagement)[0];
        let (asking, accept) = (format!("/milestones/{id}/fundings"), format!("/milestones/{id}/accept"));
        let first = scene.client.post_once(&asking, "one", &json!({})).ok(201);
        assert_eq!(scene.client.post_once(&asking, "one", &json!({})).ok(201), first);
        pay(network, &first);
        assert_eq!(scene.client.post_once(&accept, "one", &json!({})).refused(409), "idempotency-key-reused");
        member.post(&format!("/milestones/{id}/submit"), &json!({})).ok(204);
        let first = scene.client.post_once(&accept, "two", &json!({})).ok(200);
        assert_eq!(scene.client.post_once(&accept, "two", &json!({})).ok(200), first);
        assert_eq!((entries_of(network, "funding"), entries_of(network, "release")), (1, 1));
        assert_holds(network, Account::Member(ada), &[200_000]);
    });
}

/// What the client is answered who asks for the same four times at the same moment, sorted.
fn four_times(client: &Person<'_>, path: &str) -> Vec<u16> {
    let mut statuses = at_once(client.network(), &[(); 4].map(|()| (client, path.to_owned())));
    statuses.sort_unstable();
    statuses
}

#[test]
fn of_those_who_accept_one_milestone_at_once_exactly_one_releases_it() {
    race(|network| {
        let scene = Scene::open(network);
        let (ada, member) = scene.freelancer("Ada", None);
        let plan = |number: i64| NewMilestone {
            title: format!("Part {number}"),
            due_day: day("2026-12-01"),
            amount_minor: 50_000,
        };
        let plan = Some((1..=4).map(plan).collect());
        let engagement = scene.engage_with("web", &[Taken::by(ada, 5_000)], plan).unwrap();
        for id in scene.milestones(engagement) {
            let asked = four_times(&scene.client, &format!("/milestones/{id}/fundings"));
            assert_eq!(asked, [201, 409, 409, 409]);
            let fundings = scene.client.get(&format!("/milestones/{id}/fundings")).ok(200);
            pay(network, &fundings["items"][0]);
            member.post(&format!("/milestones/{id}/submit"), &json!({})).ok(204);
            let accepted = four_times(&scene.client, &format!("/milestones/{id}/accept"));
            assert_eq!(accepted, [200, 409, 409, 409]);
        }
        assert_eq!((entries_of(network, "funding"), entries_of(network, "release")), (4, 4));
        assert_holds(network, Account::Member(ada), &[200_000]);
        assert_eq!(scene.client.get("/engagements").ok(200)["items"][0]["state"], "completed");
    });
}

#[test]
fn fundings_of_many_milestones_at_once_all_reach_the_bank() {
    race(|network| {
        let scene = Scene::open(network);
        let (ada, _) = scene.freelancer("Ada", None);
        let engagement = |_| scene.engage("web", &[Taken::by(ada, 5_000)]);
        let milestones: Vec<String> = (0..8).map(engagement).flat_map(|id| scene.milestones(id)).collect();
        let token = token(&scene.client);
        for funded in together(&milestones, |id| try_fund(&with(network, &token), id)) {
            funded.ok(201);
        }
        assert_holds(network, Account::Bank, &[8 * 200_000]);
    });
}

#[test]
fn a_plan_that_does_not_add_up_to_the_price_makes_no_contract() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (ada, _) = scene.freelancer("Ada", None);
        let plan = |amounts: &[i64]| {
            let milestone = |minor: &i64| NewMilestone {
                title: "Part".to_owned(),
                due_day: day("2026-12-01"),
                amount_minor: *minor,
            };
            Some(amounts.iter().map(milestone).collect::<Vec<_>>())
        };
        for (amounts, told) in [
            (
                vec![199_999],
                "milestones is \"199999\", but should be milestones whose amounts add up to the price, 200000",
            ),
            (vec![200_001, -1], "milestones[1].amount_minor is -1"),
            (vec![], "milestones is 0"),
            (vec![i64::MAX, i64::MAX], "2 fields are wrong"),
        ] {
            let refused = scene.engage_with("web", &[Taken::by(ada, 5_000)], plan(&amounts)).unwrap_err().to_string();
            assert!(refused.starts_with(told), "{refused}");
        }
        assert!(scene.engage_with("web", &[Taken::by(ada, i64::MAX)], None).is_err());
        assert!(scene.engage_with("web", &[Taken::by(ada, 0)], None).is_err());
        assert_eq!(scene.client.get("/engagements").ok(200)["items"], json!([]));
    });
}

#[test]
fn a_member_sees_their_own_part_of_the_money_and_nobody_elses() {
    on_both(|network| {
        let scene = Scene::open(network);
        scene.network_takes(1_000, 0);
        let (ada, signed_in) = scene.freelancer("Ada", None);
        let (bob, other) = scene.freelancer("Bob", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000), Taken::by(bob, 2_500)]);
        let seen = signed_in.get("/member/engagements").ok(200);
        let mine = &seen["items"][0];
        assert_eq!((&mine["client"], &mine["seats"].as_array().unwrap().len()), (&json!("Carla Ltd"), &1));
        assert_eq!((&mine["seats"][0]["amount"], &mine["seats"][0]["keeps"]), (&eur(200_000), &eur(180_000)));
        assert_eq!(mine["milestones"][0]["amount"], eur(200_000));
        assert!(!seen.to_string().contains(&bob.to_string()) && !seen.to_string().contains("300000"), "{seen}");
        scene.complete(engagement, &signed_in);
        assert_eq!(signed_in.get("/member/earnings").ok(200)["balances"], json!([eur(180_000)]));
        assert_eq!(other.get("/member/earnings").ok(200)["balances"], json!([eur(90_000)]));
    });
}

#[test]
fn delivered_work_becomes_evidence_and_ties() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (ada, signed_in) = scene.freelancer("Ada", None);
        let (bob, _) = scene.freelancer("Bob", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000), Taken::by(bob, 2_500)]);
        let evidence = || -> Vec<i32> {
            let of_ada = member_skills::table.filter(member_skills::member_id.eq(ada)).order(member_skills::skill_id);
            network.db().read(|conn| Ok(of_ada.select(member_skills::evidence).load(conn)?)).unwrap()
        };
        let milestones = scene.deliver(engagement, &signed_in);
        assert_eq!(evidence(), [100, 950]);
        scene.client.post(&format!("/milestones/{}/accept", milestones[0]), &json!({})).ok(200);
        assert_eq!(evidence(), [200, 1_000], "rust grows, and sql stays within its bounds");
        let tie: (String, String, i32) = network
            .db()
            .read(|conn| Ok(ties::table.select((ties::member_id, ties::other_id, ties::strength)).first(conn)?))
            .unwrap();
        assert_eq!(tie, (ada.to_string(), bob.to_string(), 100));
    });
}

#[test]
fn everybody_is_told_by_mail_what_was_agreed_and_what_they_got() {
    on_both(|network| {
        let scene = Scene::open(network);
        scene.network_takes(1_000, 0);
        let (ada, member) = scene.freelancer("Ada", None);
        let (bob, _) = scene.freelancer("Bob", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000), Taken::by(bob, 2_500)]);
        scene.complete(engagement, &member);
        let told = |email: &str| -> Vec<(String, String)> {
            network.mails(email).into_iter().map(|mail| (mail.subject, mail.text.replace('\n', " "))).collect()
        };
        let to_ada = told(&member.email);
        let subjects: Vec<&str> = to_ada.iter().map(|(subject, _)| subject.as_str()).collect();
        assert_eq!(
            subjects,
            ["You won: Work 1", "Funded: Weeks 1 to 4", "Released: Weeks 1 to 4", "Completed: Work 1"]
        );
        assert!(to_ada[0].1.contains("€2,000.00, of which you keep €1,800.00"), "{to_ada:?}");
        assert!(to_ada[2].1.contains("Your part of it, after the split, is €1,800.00"), "{to_ada:?}");
        assert!(to_ada.iter().all(|(_, text)| !text.contains("3,000.00")), "a member reads of their own money alone");
        let to_client = told(&scene.client.email);
        let subjects: Vec<&str> = to_client.iter().map(|(subject, _)| subject.as_str()).collect();
        assert_eq!(
            subjects,
            [
                "Your team is set: Work 1",
                "To be paid: Weeks 1 to 4",
                "Paid: Weeks 1 to 4",
                "Submitted: Weeks 1 to 4",
                "Released: Weeks 1 to 4",
                "Completed: Work 1"
            ]
        );
        assert!(to_client[0].1.contains("2 seats, €3,000.00 altogether"), "{to_client:?}");
    });
}

#[test]
fn what_was_paid_out_goes_back_once_in_proportion_and_both_sides_are_told() {
    on_both(|network| {
        let scene = Scene::open(network);
        let admin = scene.market.official("Adam", Hat::Admin);
        let hill = scene.space("Hill", 1_000);
        let (ada_id, ada) = scene.freelancer("Ada", Some(hill));
        let engagement = scene.engage("web", &[Taken::by(ada_id, 5_000)]);
        let milestone = scene.deliver(engagement, &ada).remove(0);
        let path = format!("/milestones/{milestone}/refunds");
        let asked =
            |kind: &str, amount: i64| json!({ "kind": kind, "amount": amount, "reason": "The shop never opened" });
        assert_eq!(admin.post(&path, &asked("refund", 1)).fields(), ["amount"], "nothing was paid out yet");
        scene.client.post(&format!("/milestones/{milestone}/accept"), &json!({})).ok(200);
        let whole =
            ada.get("/member/earnings").ok(200)["lines"]["items"][0]["work"]["base"]["amount"].as_i64().unwrap();
        let first = admin.post_once(&path, "k", &asked("refund", whole / 4)).ok(200);
        assert_eq!(admin.post_once(&path, "k", &asked("refund", whole / 4)).ok(200), first, "the same key, once");
        let earned =
            |member: &Person<'_>| member.get("/member/earnings").ok(200)["balances"][0]["amount"].as_i64().unwrap();
        let kept = whole * 9 / 10;
        assert_eq!(earned(&ada), kept - kept / 4);
        let seen = ada.get("/member/engagements").ok(200)["items"][0]["milestones"][0].clone();
        assert_eq!((&seen["released"], &seen["refunded"]), (&eur(whole - whole / 4), &eur(whole / 4)));
        for (person, words) in
            [(&ada, "of your part goes back"), (&scene.client, "goes back to you: The shop never opened")]
        {
            let mails = network.mails(&person.email);
            assert!(
                mails.iter().any(|mail| mail.subject.starts_with("Refunded: ") && mail.text.contains(words)),
                "{mails:?}"
            );
        }
        assert_eq!(admin.post(&path, &asked("chargeback", whole)).fields(), ["amount"]);
        assert_eq!(admin.post(&path, &json!({ "kind": "refund", "amount": 1, "reason": " " })).fields(), ["reason"]);
        admin.post(&path, &asked("chargeback", whole - whole / 4)).ok(200);
        assert_eq!(earned(&ada), 0);
        assert_eq!(admin.post(&path, &asked("refund", 1)).fields(), ["amount"]);
        scene.client.post(&path, &asked("refund", 1)).refused(403);
        let faults: Vec<String> = recount::verify(network.db()).unwrap().all_faults().map(str::to_owned).collect();
        assert_eq!(faults, Vec::<String>::new());
    });
}

#[test]
fn of_many_refunds_at_once_no_more_goes_back_than_was_paid() {
    race(|network| {
        let scene = Scene::open(network);
        let admin = scene.market.official("Adam", Hat::Admin);
        let (ada_id, ada) = scene.freelancer("Ada", None);
        let engagement = scene.engage("web", &[Taken::by(ada_id, 5_000)]);
        let milestone = scene.deliver(engagement, &ada).remove(0);
        scene.client.post(&format!("/milestones/{milestone}/accept"), &json!({})).ok(200);
        let whole =
            ada.get("/member/earnings").ok(200)["lines"]["items"][0]["work"]["base"]["amount"].as_i64().unwrap();
        let token = admin.sign_in()["access_token"].as_str().unwrap().to_owned();
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let rivals: Vec<_> = (0..16)
                .map(|_| {
                    let (token, milestone) = (&token, &milestone);
                    scope.spawn(move || {
                        let body = json!({ "kind": "refund", "amount": whole / 3 + 1, "reason": "Twice clicked" });
                        let admin = Person::nobody(network);
                        admin.with_token(token).post(&format!("/milestones/{milestone}/refunds"), &body).status
                    })
                })
                .collect();
            rivals.into_iter().map(|rival| rival.join().unwrap()).collect()
        });
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 2, "{statuses:?}");
        assert!(statuses.iter().all(|status| [200, 409, 422].contains(status)), "{statuses:?}");
    });
}
