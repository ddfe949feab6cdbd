//! How money is divided beyond plain rates: finders, a tax on the fee, bounds, and whose home is paid.

use diesel::prelude::*;
use muster::{
    book::{self, Account},
    engagements::EngagementId,
    identity::{ClientRole, Hat},
    schema::client_people,
    spaces::SpaceId,
};
use muster_kernel::Money;
use serde_json::{Value, json};

use crate::support::{
    Network, Person,
    market::{answer_all, brief, post, seat},
    on_both,
    rush::{at_once, race},
    scene::{Scene, Taken, eur},
};

/// What an account holds in euros, in cents; nothing where it was never posted to.
fn held(network: &Network, account: Account) -> i64 {
    let held = network.db().read(|conn| book::service::holds(conn, account)).unwrap();
    held.first().map_or(0, |held: &Money| held.minor())
}

/// Nothing is wrong with the book.
#[track_caller]
fn assert_sound(network: &Network) {
    let findings = book::service::verify(network.db()).unwrap();
    assert_eq!(findings.all_faults().collect::<Vec<_>>(), Vec::<&str>::new());
}

/// A contract of 1,000.00 for one member.
fn thousand(scene: &Scene<'_>, member: muster::identity::MemberId) -> EngagementId {
    scene.engage("web", &[Taken::by(member, 2_500)])
}

fn admin<'n>(scene: &Scene<'n>) -> Person<'n> {
    scene.market.official("Adam", Hat::Admin)
}

#[test]
fn a_finder_is_paid_out_of_the_networks_fee_and_the_tax_on_it_comes_on_top() {
    on_both(|network| {
        let scene = Scene::open(network);
        scene.network_takes(500, 50);
        scene.rate(None, "fee_tax", 2_000);
        scene.rate(None, "finder", 2_000);
        let (hill, lake) = (scene.space("Hill", 1_000), scene.space("Lake", 2_000));
        let lakes = scene.operator("Olga", lake);
        let (ada, signed_in) = scene.freelancer("Ada", Some(hill));
        let said = scene.client.put("/client/finder", &json!({ "space": lake })).ok(200);
        assert_eq!(said["finders"], json!([{ "member": null, "space": lake, "from_day": "2026-11-02" }]));
        network.work();
        let told = network.mails(&lakes.email);
        assert!(told.iter().any(|mail| mail.subject.contains("You brought")), "{told:?}");

        scene.complete(thousand(&scene, ada), &signed_in);
        let accounts = [
            (Account::Member(ada), 83_500),
            (Account::Space(hill), 10_000),
            (Account::Network, 4_000),
            (Account::Space(lake), 1_000),
            (Account::Tax, 1_000),
            (Account::MutualFund, 500),
        ];
        for (account, cents) in accounts {
            assert_eq!(held(network, account), cents, "{account}");
        }
        assert_sound(network);
        // Each rule stands in the seat as it was frozen.
        let seats = &signed_in.get("/member/engagements").ok(200)["items"][0]["seats"];
        let rules = seats[0]["rules"].as_array().unwrap();
        let told: Vec<(&Value, &Value, &Value)> =
            rules.iter().map(|rule| (&rule["payee"], &rule["of"], &rule["rate"])).collect();
        assert_eq!(
            json!(told),
            json!([
                ["space", null, 1_000],
                ["network", null, 500],
                ["fund", null, 50],
                ["finder", "network", 2_000],
                ["tax", "network", 2_000]
            ]),
        );
        assert_eq!(seats[0]["keeps"], eur(83_500));
    });
}

#[test]
fn every_part_of_a_members_work_is_explained_line_by_line() {
    on_both(|network| {
        let scene = Scene::open(network);
        scene.network_takes(500, 50);
        scene.rate(None, "fee_tax", 2_000);
        let hill = scene.space("Hill", 1_000);
        scene.bound(Some(hill), "commission", 0, Some(7_500));
        let (ada, signed_in) = scene.freelancer("Ada", Some(hill));
        let (_, stranger) = scene.freelancer("Eve", None);
        scene.complete(thousand(&scene, ada), &signed_in);
        let earned = signed_in.get("/member/earnings").ok(200);
        let entry = earned["lines"]["items"][0]["entry"].as_str().unwrap().to_owned();
        let lines = signed_in.get(&format!("/member/earnings/{entry}")).ok(200);
        let sentences: Vec<&str> = lines.as_array().unwrap().iter().map(|line| line["why"].as_str().unwrap()).collect();
        assert_eq!(
            sentences,
            [
                "1,000.00 EUR were paid for the seat; you keep what is left: 860.00 EUR.",
                "Your space takes 10 % of 1,000.00 EUR, which would be 100.00 EUR; it takes no more than so much of your \
                 work in a year: 75.00 EUR.",
                "The network takes 5 % of 1,000.00 EUR: 50.00 EUR.",
                "The mutual fund takes 0.5 % of 1,000.00 EUR: 5.00 EUR.",
                "The tax on the network's fee is 20 % of 50.00 EUR: 10.00 EUR.",
            ],
        );
        stranger.get(&format!("/member/earnings/{entry}")).refused(404);
    });
}

#[test]
fn a_commission_takes_no_more_than_its_most_in_a_year_and_what_goes_back_makes_room_again() {
    on_both(|network| {
        let scene = Scene::open(network);
        let hill = scene.space("Hill", 1_000);
        scene.bound(Some(hill), "commission", 0, Some(15_000));
        let (ada, signed_in) = scene.freelancer("Ada", Some(hill));
        let admin = admin(&scene);
        let contracts: Vec<EngagementId> = (0..5).map(|_| thousand(&scene, ada)).collect();
        let taken_by = |contract: EngagementId| {
            let before = held(network, Account::Space(hill));
            scene.complete(contract, &signed_in);
            held(network, Account::Space(hill)) - before
        };
        assert_eq!(contracts[..3].iter().map(|one| taken_by(*one)).collect::<Vec<_>>(), [10_000, 5_000, 0]);
        // What was taken first goes back whole: there is room for as much again.
        let milestone = scene.milestones(contracts[0])[0].clone();
        let refund = json!({ "kind": "refund", "amount": 100_000, "reason": "Not what was agreed on" });
        admin.post(&format!("/milestones/{milestone}/refunds"), &refund).ok(200);
        assert_eq!(held(network, Account::Space(hill)), 5_000);
        assert_eq!(taken_by(contracts[3]), 10_000);
        // A new year, and the whole commission again.
        network.app.mint.set_now("2027-01-05T09:00:00Z".parse().unwrap());
        assert_eq!(taken_by(contracts[4]), 10_000);
        assert_sound(network);
    });
}

#[test]
fn releases_at_the_same_moment_share_what_is_left_of_a_year() {
    race(|network| {
        let scene = Scene::open(network);
        let hill = scene.space("Hill", 1_000);
        scene.bound(Some(hill), "commission", 0, Some(25_000));
        let (ada, signed_in) = scene.freelancer("Ada", Some(hill));
        let paths: Vec<String> = (0..6)
            .flat_map(|_| scene.deliver(thousand(&scene, ada), &signed_in))
            .map(|milestone| format!("/milestones/{milestone}/accept"))
            .collect();
        let acts: Vec<(&Person<'_>, String)> = paths.into_iter().map(|path| (&scene.client, path)).collect();
        assert_eq!(at_once(network, &acts), [200; 6]);
        assert_eq!(held(network, Account::Space(hill)), 25_000);
        assert_eq!(held(network, Account::Member(ada)), 575_000);
        assert_sound(network);
    });
}

#[test]
fn the_home_of_the_day_on_which_a_seat_is_taken_is_paid() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (hill, lake) = (scene.space("Hill", 1_000), scene.space("Lake", 2_000));
        let (_, ada) = scene.freelancer("Ada", Some(hill));
        let id = post(&scene.client, &brief(&[seat("lead", "rust")]));
        network.work();
        assert_eq!(answer_all(&ada, "accept"), 1);
        // She moves before the award.
        ada.put("/member/home-space", &json!({ "space": lake, "from": "2026-11-04" })).ok(200);
        network.wait_hours(24 * 7 + 4);
        let bids = scene.client.get(&format!("/briefs/{id}/bids")).ok(200);
        let bid = bids["bids"][0]["id"].as_str().unwrap();
        let awarded = scene.client.post(&format!("/bids/{bid}/award"), &json!({})).ok(201);
        let engagement: EngagementId = awarded["engagement"].as_str().unwrap().parse().unwrap();
        scene.complete(engagement, &ada);
        assert!(held(network, Account::Space(hill)) > 0);
        assert_eq!(held(network, Account::Space(lake)), 0);
    });
}

#[test]
fn who_brought_a_client_is_said_once_and_early_and_is_nobody_of_its_own() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (hill, lake) = (scene.space("Hill", 1_000), scene.space("Lake", 1_000));
        let (ada, _) = scene.freelancer("Ada", None);
        let (admin, client) = (admin(&scene), &scene.client);
        let (client_id, _): (muster::identity::ClientId, muster::identity::PersonId) = network
            .db()
            .read(|conn| {
                Ok(client_people::table.select((client_people::client_id, client_people::person_id)).first(conn)?)
            })
            .unwrap();
        let say = |body: Value| client.put("/client/finder", &body);
        assert_eq!(client.get("/client/finder").ok(200), json!({ "finders": [], "say_until": "2026-12-02" }));
        assert_eq!(say(json!({})).fields(), ["member"]);
        assert_eq!(say(json!({ "member": ada, "space": hill })).fields(), ["space"]);
        assert_eq!(say(json!({ "space": "space_00000000000000000000000001" })).fields(), ["space"]);
        assert_eq!(say(json!({ "member": "member_00000000000000000000000001" })).fields(), ["member"]);
        // A member who buys for the client did not bring it.
        let (_, mona) = scene.freelancer("Mona", None);
        let own = network.db().write(|tx| {
            let person = muster::identity::service::person_by_email(tx, &mona.email)?;
            let row = (
                client_people::client_id.eq(client_id),
                client_people::person_id.eq(person),
                client_people::role.eq(ClientRole::Requester),
            );
            diesel::insert_into(client_people::table).values(row).execute(&mut **tx)?;
            muster::members::service::member_of(tx, person)
        });
        let own = own.unwrap().unwrap();
        assert_eq!(say(json!({ "member": own })).refused(409), "own-client");

        say(json!({ "member": ada })).ok(200);
        assert_eq!(say(json!({ "space": lake })).refused(409), "finder-said");
        let path = format!("/clients/{client_id}/finders");
        let set = |from: &str, finder: Value| admin.post(&path, &json!({ "finder": finder, "from_day": from }));
        assert_eq!(set("2026-11-01", json!({})).fields(), ["from_day"]);
        assert_eq!(set("2026-11-02", json!({ "space": lake })).refused(409), "finder-taken");
        set("2026-12-01", json!({ "space": lake })).ok(201);
        let all = set("2027-02-01", json!({})).ok(201);
        let spaces: Vec<&Value> = all.as_array().unwrap().iter().map(|one| &one["space"]).collect();
        assert_eq!(spaces, [&Value::Null, &json!(lake), &Value::Null]);
        let known = client.get("/client/finder").ok(200);
        assert_eq!([&known["finders"], &known["say_until"]], [&admin.get(&path).ok(200), &Value::Null]);
        admin.get("/clients/client_00000000000000000000000001/finders").refused(404);

        let late = scene.market.client("Otto");
        let until = || late.get("/client/finder").ok(200)["say_until"].clone();
        network.wait_hours(30 * 24);
        assert_eq!(until(), "2026-12-02");
        network.wait_hours(24);
        assert_eq!(until(), Value::Null);
        assert_eq!(late.put("/client/finder", &json!({ "space": hill })).refused(409), "finder-too-late");
    });
}

#[test]
fn a_finder_who_is_set_later_gets_nothing_of_what_was_awarded_before() {
    on_both(|network| {
        let scene = Scene::open(network);
        scene.network_takes(500, 0);
        scene.rate(None, "finder", 5_000);
        let (ada, signed_in) = scene.freelancer("Ada", None);
        let (mia, finder) = scene.freelancer("Mia", None);
        let before = thousand(&scene, ada);
        scene.client.put("/client/finder", &json!({ "member": mia })).ok(200);
        let after = thousand(&scene, ada);
        scene.complete(before, &signed_in);
        assert_eq!((held(network, Account::Member(mia)), held(network, Account::Network)), (0, 5_000));
        scene.complete(after, &signed_in);
        assert_eq!((held(network, Account::Member(mia)), held(network, Account::Network)), (2_500, 7_500));
        // Who brought a client reads what they got for it, and nothing of the work.
        let line = &finder.get("/member/earnings").ok(200)["lines"]["items"][0];
        let told = (&line["amount"]["amount"], &line["memo"], &line["work"]);
        assert_eq!(told, (&json!(2_500), &json!("For bringing a client"), &Value::Null));
        assert_sound(network);
    });
}

#[test]
fn bounds_are_announced_with_their_rate_and_told() {
    on_both(|network| {
        let scene = Scene::open(network);
        let hill = scene.space("Hill", 1_000);
        let (olga, admin) = (scene.operator("Olga", hill), admin(&scene));
        let (_, ada) = scene.freelancer("Ada", Some(hill));
        let path = format!("/spaces/{hill}/terms");
        let announce = |bounds: Value| {
            olga.post(&path, &json!({ "basis_points": 900, "from_day": "2026-12-10", "bounds": bounds }))
        };
        let eur = |least: i64, most: i64| json!({ "currency": "EUR", "least": least, "most_a_year": most });
        assert_eq!(announce(json!([eur(-1, 5)])).fields(), ["bounds[0].least"]);
        assert_eq!(announce(json!([eur(10, 9)])).fields(), ["bounds[0].most_a_year"]);
        assert_eq!(announce(json!([eur(1, 9), eur(1, 9)])).fields(), ["bounds[1].currency"]);
        announce(json!([eur(200, 500_000), { "currency": "CZK", "most_a_year": 12_000_000 }])).ok(201);
        let told = olga.get(&path).ok(200)["items"][1]["bounds"].clone();
        assert_eq!(told, json!([{ "currency": "CZK", "least": 0, "most_a_year": 12_000_000 }, eur(200, 500_000)]));
        network.work();
        let mails = network.mails(&ada.email);
        let said = "– at least €2.00 of each release – at most €5,000.00 of one member’s work in a year";
        let takes = "a commission of 9 % of what its members earn";
        let text = mails.iter().map(|mail| mail.text.split_whitespace().collect::<Vec<_>>().join(" "));
        assert!(text.into_iter().any(|text| text.contains(takes) && text.contains(said)), "{mails:?}");

        let set = |kind: &str, points: i32, bounds: Value| {
            admin.post(
                "/terms",
                &json!({ "kind": kind, "basis_points": points, "from_day": "2026-12-10", "bounds": bounds }),
            )
        };
        assert_eq!(set("finder", 1_000, json!([eur(1, 2)])).fields(), ["bounds"]);
        assert_eq!(set("finder", 10_001, json!([])).fields(), ["basis_points"]);
        assert_eq!(set("commission", 1, json!([])).fields(), ["kind"]);
        set("network", 3_600, json!([])).ok(201);
        // 10 % for the space until then, 36 % for the network and 12 % of that: 4,000 and 36 · 12 make 4,432; 30 % is too much.
        assert_eq!(set("fee_tax", 3_000, json!([])).fields(), ["basis_points"]);
        set("fee_tax", 1_200, json!([])).ok(201);
    });
}

#[test]
fn a_least_is_taken_and_half_stays_with_the_member() {
    on_both(|network| {
        let scene = Scene::open(network);
        scene.network_takes(500, 0);
        scene.bound(None, "network", 60_000, None);
        let home: Option<SpaceId> = None;
        let (ada, signed_in) = scene.freelancer("Ada", home);
        scene.complete(thousand(&scene, ada), &signed_in);
        assert_eq!((held(network, Account::Member(ada)), held(network, Account::Network)), (50_000, 50_000));
        scene.complete(scene.engage("web", &[Taken::by(ada, 25_000)]), &signed_in);
        assert_eq!(held(network, Account::Network), 110_000);
        assert_sound(network);
    });
}
