//! Receipts that anybody can check, certificates that spaces change nothing, and why somebody was chosen or not.

mod certificates;
mod reasons;
mod tampering;

use diesel::prelude::*;
use muster::{
    audit::By,
    certificates::verify,
    identity::{Hat, MemberId},
    places::{self, NewPlace, Settlement},
    schema::affiliations,
    spaces::{self, AffiliationId, AffiliationKind, NewSpace},
};
use serde_json::{Value, json};

use crate::support::{
    Network, Person,
    market::{Draft, Market, brief, post, seat},
    on_both,
};

/// Five members, of whom two spaces have four; a client; a steward.
struct Scene<'n> {
    market: Market<'n>,
    members: Vec<(MemberId, Person<'n>)>,
    client: Person<'n>,
    steward: Person<'n>,
}

impl<'n> Scene<'n> {
    fn open(network: &'n Network) -> Self {
        let market = Market::open(network);
        let drafts = [("Ada", 5, 3_000), ("Bob", 4, 4_000), ("Cyd", 3, 5_000), ("Dan", 3, 6_000), ("Eve", 2, 7_000)];
        let member = |(name, level, rate): (&'static str, i32, i64)| {
            market.member(Draft::of(name, &[("rust", level, 100), ("react", level, 50)]).at(rate))
        };
        let members: Vec<_> = drafts.into_iter().map(member).collect();
        let place = NewPlace {
            name: "Wien".to_owned(),
            country: "AT".to_owned(),
            kind: Settlement::Urban,
            latitude_e6: 48_208_200,
            longitude_e6: 16_373_800,
        };
        let settle = network.db().write(|tx| {
            let place = places::service::add(tx, &place)?;
            for pair in members[..4].chunks(2) {
                let new = NewSpace {
                    name: "Werkraum".to_owned(),
                    place,
                    commission: 500 + 300 * pair[0].1.email.len() as i32,
                };
                let space = spaces::service::found(tx, By::Muster, &new)?;
                for (member, _) in pair {
                    let row = (
                        affiliations::id.eq(tx.id::<AffiliationKind>() as AffiliationId),
                        affiliations::member_id.eq(member),
                        affiliations::space_id.eq(space),
                        affiliations::from_day.eq(tx.now().day()),
                    );
                    diesel::insert_into(affiliations::table).values(row).execute(&mut **tx)?;
                }
            }
            Ok(())
        });
        settle.unwrap();
        let (client, steward) = (market.client("Carla"), market.official("Stella", Hat::Steward));
        Self { market, members, client, steward }
    }

    fn network(&self) -> &'n Network {
        self.market.network
    }

    /// Posts a brief; answers it and its run.
    fn run(&self) -> (String, String) {
        let brief = post(&self.client, &brief(&[seat("lead", "rust"), seat("front", "react")]));
        let runs = self.client.get(&format!("/briefs/{brief}/runs")).ok(200);
        let run = runs["items"][0]["receipt"]["run"].as_str().unwrap().to_owned();
        (brief, run)
    }

    /// The run of a brief that was posted and taken back, so that nothing of it is sealed any more.
    fn ended_run(&self) -> String {
        let (brief, run) = self.run();
        self.end(&brief);
        run
    }

    /// Takes a brief back.
    fn end(&self, brief: &str) {
        self.client.post(&format!("/briefs/{brief}/withdraw"), &json!({})).ok(204);
    }

    /// The receipt of a run, as a steward is given it.
    fn receipt(&self, run: &str) -> String {
        let answer = self.steward.get(&format!("/runs/{run}/receipt"));
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.text
    }

    fn key(&self) -> String {
        Person::nobody(self.network()).get("/certificates/key").ok(200)["key"].as_str().unwrap().to_owned()
    }
}

fn faults(text: &str, key: Option<&str>) -> Vec<String> {
    verify::check(text, key).unwrap_or_else(|sentence| panic!("no receipt: {sentence}")).faults
}

#[test]
fn a_receipt_is_whole_always_the_same_and_says_nobodys_name_or_alias() {
    on_both(|network| {
        let scene = Scene::open(network);
        let run = scene.ended_run();
        let receipt = scene.receipt(&run);
        assert_eq!(receipt, scene.receipt(&run));
        let checked = verify::check(&receipt, Some(&scene.key())).unwrap();
        assert!(checked.faults.is_empty(), "{:?}", checked.faults);
        assert!(checked.is_certified);
        assert_eq!(checked.run.to_string(), run);
        for word in ["Ada", "Bob", "Werkraum", "m0000", "member_", "person_", "space_"] {
            assert!(!receipt.contains(word), "a receipt says {word}");
        }
        let hashes = scene.client.get(&format!("/briefs/{}/runs", scene.run().0)).ok(200);
        assert_ne!(hashes["items"][0]["receipt"]["pool_hash"], json!(null));
    });
}

#[test]
fn two_receipts_of_the_same_brief_have_no_name_in_common_and_the_same_teams() {
    on_both(|network| {
        let scene = Scene::open(network);
        let read = |run: &str| -> Value { serde_json::from_str(&scene.receipt(run)).unwrap() };
        let (first, second) = (read(&scene.ended_run()), read(&scene.ended_run()));
        let names = |receipt: &Value| -> Vec<String> {
            let members = receipt["content"]["run"]["pool"]["members"].as_array().unwrap().iter();
            members.map(|member| member["id"].as_str().unwrap().to_owned()).collect()
        };
        let (ours, theirs) = (names(&first), names(&second));
        assert_eq!((ours.len(), theirs.len()), (5, 5));
        assert!(ours.iter().all(|name| !theirs.contains(name)));
        assert!(ours.is_sorted() && theirs.is_sorted(), "names are in the order of the aliases");
        let scores = |receipt: &Value| -> Vec<Value> {
            let teams = receipt["content"]["run"]["result"]["teams"].as_array().unwrap().iter();
            teams.map(|team| json!([team["z"], team["cost"]])).collect()
        };
        // Turns have moved between the two, so points may differ; what is asked of whom does not.
        assert_eq!(scores(&first).len(), scores(&second).len());
    });
}

#[test]
fn a_client_has_a_receipt_once_bids_are_sealed_no_more_and_nobody_else_has_it() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (_, run) = scene.run();
        let (receipt, certificate) = (format!("/runs/{run}/receipt"), format!("/runs/{run}/certificate"));
        assert_eq!(scene.client.get(&receipt).refused(409), "sealed");
        assert_eq!(scene.client.get(&certificate).refused(409), "sealed");
        let rival = scene.market.client("Rita");
        rival.get(&receipt).refused(404);
        network.wait_hours(24 * 8);
        let given = scene.client.get(&receipt);
        assert_eq!((given.status, given.text.as_str()), (200, scene.receipt(&run).as_str()));
        scene.client.get(&certificate).ok(200);
        rival.get(&receipt).refused(404);
        scene.members[0].1.wear("member").get(&receipt).refused(403);
        scene.market.official("Olga", Hat::Operator).get(&receipt).refused(403);
    });
}

#[test]
fn a_steward_reads_a_run_once_nothing_is_sealed_and_only_if_they_have_nothing_to_do_with_whom_it_concerns() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (brief, run) = scene.run();
        let paths = [format!("/runs/{run}"), format!("/runs/{run}/receipt")];
        let certificate = format!("/runs/{run}/certificate");
        for path in &paths {
            assert_eq!(scene.steward.get(path).refused(409), "sealed");
        }
        scene.steward.get(&certificate).ok(200);
        // Ada could be chosen, and so could Dan; somebody of the client's decides for it.
        let (eligible, buyer) = (&scene.members[0].1, &scene.client);
        for person in [eligible, &scene.members[3].1, buyer] {
            scene.market.make_steward(person);
            for path in &paths {
                assert_eq!(person.get(path).refused(404), "not-found", "{path}, while it is sealed");
            }
        }
        buyer.wear("client");
        scene.end(&brief);
        for path in &paths {
            scene.steward.get(path).ok(200);
            for person in [eligible, &scene.members[3].1, buyer.wear("steward")] {
                person.get(path).refused(404);
            }
        }
        let acts = scene.steward.get("/audit?act=run.read").ok(200);
        assert_eq!(
            acts["items"].as_array().unwrap().len(),
            2,
            "whoever looks is seen, and nobody else looked: {acts:#}"
        );
    });
}
