//! Receipts that anybody can check, certificates that spaces change nothing, and why somebody was chosen or not.

use std::{fs, process::Command};

use diesel::{connection::SimpleConnection, prelude::*};
use muster::{
    audit::By,
    certificates::{Certificate, ReceiptFile, service::certify, verify},
    clock::Mint,
    formation::RunId,
    identity::{Hat, MemberId},
    places::{self, NewPlace, Settlement},
    schema::{affiliations, audit_entries, certificates as certificate_rows, members as member_rows, pools},
    signing::{Signed, Signer},
    spaces::{self, AffiliationId, AffiliationKind, NewSpace},
};
use muster_kernel::Instant;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{
    Network, On, Person,
    bidding::{REACT, RUST, bidder, post_open, two_seats},
    market::{Draft, Market, answer_all, brief, post, seat},
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

/// Whether a check finds anything wrong, or cannot even read it.
fn is_found(text: &str, key: Option<&str>) -> bool {
    verify::check(text, key).map_or(true, |checked| !checked.faults.is_empty())
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

/// Every place of a document where something stands, as a path of keys and positions.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, it)| leaves(it, &format!("{path}/{key}"), found)),
        Value::Array(items) if !items.is_empty() => {
            items.iter().enumerate().for_each(|(at, it)| leaves(it, &format!("{path}/{at}"), found));
        }
        _ => found.push(path.to_owned()),
    }
}

/// Something else of the same kind.
fn other(value: &Value) -> Value {
    match value {
        Value::Null => json!(1),
        Value::Bool(is) => json!(!is),
        Value::Number(number) => json!(number.as_i64().unwrap() + 1),
        Value::String(text) => {
            let changed = |last: char| if last == '0' { '1' } else { '0' };
            let mut letters: Vec<char> = text.chars().collect();
            let last = letters.pop().map_or('0', changed);
            letters.push(last);
            json!(letters.into_iter().collect::<String>())
        }
        Value::Array(_) => json!([1]),
        Value::Object(_) => json!({ "a": 1 }),
    }
}

#[test]
fn whatever_single_field_of_a_receipt_is_tampered_with_it_is_found() {
    let network = Network::start(On::Sqlite);
    let scene = Scene::open(&network);
    let receipt = scene.receipt(&scene.ended_run());
    let document: Value = serde_json::from_str(&receipt).unwrap();
    let mut places = Vec::new();
    leaves(&document, "", &mut places);
    assert!(places.len() > 150, "{} fields", places.len());
    for place in &places {
        let mut tampered = document.clone();
        let field = tampered.pointer_mut(place).unwrap();
        *field = other(field);
        let text = written(tampered);
        assert_ne!(text, receipt, "{place} was not changed");
        assert!(is_found(&text, None), "{place} can be tampered with");
    }
    assert!(is_found(&receipt.replacen("\"nodes\":", "\"nodes\": ", 1), None), "a space can be slipped in");
    assert!(is_found(&format!("{receipt}x"), None));
}

/// The receipts of two briefs' runs by kind: one for which a member declined, one for which members offered to take seats.
fn of_every_kind(network: &Network) -> Vec<(String, String)> {
    let market = Market::open(network);
    let (client, steward) = (market.client("Carla"), market.official("Stella", Hat::Steward));
    let (_, ada) = bidder(&market, Draft::of("Ada", RUST));
    let (_, bob) = bidder(&market, Draft::of("Bob", REACT));
    for name in ["Cyd", "Dan"] {
        market.member(Draft::of(name, &[("rust", 3, 100), ("react", 3, 50)]));
    }
    let formed = post(&client, &two_seats());
    assert_eq!(answer_all(&ada, "decline"), 1);
    network.work();
    let open = post_open(&client, &two_seats());
    for (person, seat) in [(&ada, "lead"), (&bob, "front")] {
        person.wear("member");
        person.put(&format!("/member/briefs/{open}/offer"), &json!({ "seat": seat, "rate": 5_500 })).ok(200);
    }
    network.wait_hours(24 * 8);
    let runs = [formed, open].map(|brief| client.get(&format!("/briefs/{brief}/runs")).ok(200));
    let receipts = runs.iter().flat_map(|page| page["items"].as_array().unwrap()).map(|run| {
        let receipt = steward.get(&format!("/runs/{}/receipt", run["receipt"]["run"].as_str().unwrap()));
        assert_eq!(receipt.status, 200, "{receipt:?}");
        (run["receipt"]["kind"].as_str().unwrap().to_owned(), receipt.text)
    });
    receipts.collect()
}

#[test]
fn runs_that_repair_compose_and_score_have_receipts_that_are_whole_and_whatever_is_tampered_with_in_them_is_found() {
    on_both(|network| {
        let receipts = of_every_kind(network);
        for kind in ["form", "repair", "compose", "score"] {
            let (_, receipt) = receipts.iter().find(|(it, _)| it == kind).unwrap_or_else(|| panic!("no run to {kind}"));
            assert_eq!(faults(receipt, None), [] as [&str; 0], "{kind}");
            let document: Value = serde_json::from_str(receipt).unwrap();
            let mut places = Vec::new();
            leaves(&document, "", &mut places);
            for place in &places {
                let mut tampered = document.clone();
                let field = tampered.pointer_mut(place).unwrap();
                *field = other(field);
                assert!(is_found(&written(tampered), None), "{kind}: {place} can be tampered with");
            }
            // A forger who writes the hash of the pool anew, and signs, is found by the engine, since the team is another.
            let cheaper = forge(receipt, |document| {
                let run = &mut document["content"]["run"];
                for member in run["pool"]["members"].as_array_mut().unwrap() {
                    member["rate"] = json!(1);
                }
                run["receipt"]["pool_hash"] = json!(muster::hash::of_json(&pool_of(&run["pool"])));
            });
            let found = faults(&cheaper, None);
            assert!(found.iter().any(|fault| fault.starts_with("The engine answers otherwise")), "{kind}: {found:?}");
        }
    });
}

/// A pool as it is hashed.
fn pool_of(document: &Value) -> muster_formation::document::Pool {
    serde_json::from_value(document.clone()).unwrap()
}

/// A receipt as Muster would write it; as it is where it is none any more.
fn written(document: Value) -> String {
    let text = document.to_string();
    let read: Result<Signed<ReceiptFile>, _> = serde_json::from_value(document);
    read.map_or(text, |signed| serde_json::to_string(&signed).unwrap() + "\n")
}

/// A receipt, changed and then signed by somebody else's key, as a forger would.
fn forge(receipt: &str, change: impl Fn(&mut Value)) -> String {
    let folder = TempDir::new().unwrap();
    let forger = Signer::open(&folder.path().join("signing.json"), &Mint::seeded(9, Instant::from_micros(0))).unwrap();
    let mut document: Value = serde_json::from_str(receipt).unwrap();
    change(&mut document);
    let content: ReceiptFile = serde_json::from_value(document["content"].clone()).unwrap();
    let signed: Signed<_> = forger.sign(content);
    serde_json::to_string(&signed).unwrap() + "\n"
}

#[test]
fn a_forger_who_signs_anew_is_found_by_hashes_by_the_engine_or_at_least_by_the_key() {
    let network = Network::start(On::Sqlite);
    let scene = Scene::open(&network);
    let receipt = scene.receipt(&scene.ended_run());
    assert_eq!(faults(&forge(&receipt, |_| ()), None), [] as [&str; 0], "a signature alone says nothing without a key");
    assert!(faults(&forge(&receipt, |_| ()), Some(&scene.key()))[0].contains("not by"));
    let hash = |value: &Value| json!(muster::hash::sha256(value.to_string().as_bytes()));
    let dearer = forge(&receipt, |document| {
        document["content"]["run"]["pool"]["members"][0]["rate"] = json!(9_999);
    });
    let found = faults(&dearer, None);
    assert!(found.iter().any(|fault| fault.starts_with("The pool is not the one of the run")), "{found:?}");
    assert!(found.iter().any(|fault| fault.starts_with("The engine answers otherwise")), "{found:?}");
    let heavier = forge(&receipt, |document| {
        let run = &mut document["content"]["run"];
        run["policy"]["weights"]["turn"] = json!(999);
        run["policy_hash"] = hash(&run["policy"]);
    });
    let found = faults(&heavier, None);
    assert!(found.iter().any(|fault| fault.contains("weights are not those of the policy")), "{found:?}");
    let unproven = forge(&receipt, |document| document["content"]["run"]["result"]["teams"][0]["z"] = json!(1));
    assert!(faults(&unproven, None).iter().any(|fault| fault.starts_with("The engine answers otherwise")));
}

#[test]
fn the_command_checks_a_receipt_without_a_network_and_says_by_its_exit_code() {
    let network = Network::start(On::Sqlite);
    let scene = Scene::open(&network);
    let receipt = scene.receipt(&scene.ended_run());
    let folder = TempDir::new().unwrap();
    let verify = |name: &str, text: &str, more: &[&str]| {
        let file = folder.path().join(name);
        fs::write(&file, text).unwrap();
        let command = Command::new(env!("CARGO_BIN_EXE_muster")).arg("verify").arg(&file).args(more).output().unwrap();
        let said = String::from_utf8_lossy(&command.stdout).into_owned() + &String::from_utf8_lossy(&command.stderr);
        (command.status.code().unwrap(), said)
    };
    let (code, said) = verify("whole.json", &receipt, &["--key", &scene.key()]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("is whole") && said.contains("permuting spaces changed nothing"), "{said}");
    let (code, said) = verify("forged.json", &forge(&receipt, |_| ()), &["--key", &scene.key()]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("FAULT: It is signed by the key"), "{said}");
    let (code, said) = verify("none.json", "{}", &[]);
    assert_eq!(code, 2, "{said}");
}

#[test]
fn a_certificate_says_that_permuting_spaces_changed_nothing() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (_, run) = scene.run();
        let before = homes(network);
        let signed = scene.steward.get(&format!("/runs/{run}/certificate")).ok(200);
        let said = &signed["content"];
        assert_eq!((&said["equal"], &said["as_in_run"]), (&json!(true), &json!(true)));
        assert_eq!((&said["permuted"]["affiliations"], &said["permuted"]["terms"]), (&json!(4), &json!(2)));
        assert_eq!((&said["before"], &said["before"]), (&said["after"], &said["kept"]));
        let read: Signed<Certificate> = serde_json::from_value(signed).unwrap();
        assert!(read.is_genuine());
        assert_eq!(read.key, scene.key());
        assert_eq!(homes(network), before, "what was permuted is as it was");
        scene.steward.get("/runs/run_00000000000000000000000001/certificate").refused(404);
    });
}

fn homes(network: &Network) -> Vec<(String, String)> {
    let all = affiliations::table.order(affiliations::id).select((affiliations::id, affiliations::space_id));
    network.db().read(|conn| Ok(all.load(conn)?)).unwrap()
}

/// Has a run certified anew.
fn certify_again(network: &Network, run: &str) {
    network.db().write(|tx| Ok(diesel::delete(certificate_rows::table).execute(&mut **tx)?)).unwrap();
    certify(&network.app, run.parse::<RunId>().unwrap()).unwrap();
}

#[test]
fn once_the_pool_has_changed_what_is_now_is_compared_with_what_is_now() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (_, run) = scene.run();
        let dearer = member_rows::table.find(scene.members[1].0);
        let change = |tx: &mut muster::db::Tx<'_>| {
            Ok(diesel::update(dearer).set(member_rows::rate_minor.eq(4_321)).execute(&mut **tx)?)
        };
        network.db().write(change).unwrap();
        certify_again(network, &run);
        let said = scene.steward.get(&format!("/runs/{run}/certificate")).ok(200)["content"].clone();
        assert_eq!((&said["equal"], &said["as_in_run"]), (&json!(true), &json!(false)));
        assert_ne!(said["before"]["pool_hash"], said["kept"]["pool_hash"]);
    });
}

#[test]
fn if_spaces_did_change_a_pool_the_certificate_says_so_and_admins_are_told() {
    on_both(|network| {
        let scene = Scene::open(network);
        let admin = scene.market.official("Adam", Hat::Admin);
        let (brief, run) = scene.run();
        // A fault that no source shows: the database itself lets a member's rate follow their space.
        let trigger = match network.on {
            On::Sqlite => {
                "CREATE TRIGGER leak AFTER UPDATE ON affiliations BEGIN
                    UPDATE members SET rate_minor = rate_minor + 1 WHERE id = NEW.member_id; END"
            }
            On::Postgres => {
                "CREATE FUNCTION leak() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    UPDATE members SET rate_minor = rate_minor + 1 WHERE id = NEW.member_id; RETURN NEW; END $$;
                 CREATE TRIGGER leak AFTER UPDATE ON affiliations FOR EACH ROW EXECUTE FUNCTION leak()"
            }
        };
        network.db().read(|conn| Ok(conn.batch_execute(trigger)?)).unwrap();
        certify_again(network, &run);
        let said = scene.steward.get(&format!("/runs/{run}/certificate")).ok(200)["content"].clone();
        assert_eq!((&said["equal"], &said["as_in_run"]), (&json!(false), &json!(true)));
        scene.end(&brief);
        assert!(faults(&scene.receipt(&run), None)[0].contains("permuting spaces changed"));
        let noted = audit_entries::table.filter(audit_entries::act.eq("run.depends-on-spaces")).count();
        assert_eq!(network.db().read(|conn| Ok(noted.get_result::<i64>(conn)?)).unwrap(), 1);
        let mails = network.mails(&admin.email);
        assert!(mails.iter().any(|mail| mail.subject == "A run depends on spaces"), "{mails:?}");
    });
}

#[test]
fn before_the_deadline_whoever_was_chosen_sees_their_own_and_nobody_else_anything() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (_, run) = scene.run();
        let path = format!("/member/runs/{run}");
        let member = |at: usize| scene.members[at].1.wear("member");
        let own = member(0).get(&path).ok(200);
        assert_eq!(own["run"]["title"], "A shop for bicycles");
        assert!(own["chosen_for"].is_string());
        let seat = &own["seats"][0];
        assert!(seat["points"]["fit"].as_i64().unwrap() > 0);
        assert_eq!((&seat["chosen_had"], &seat["points"]["cohesion"]), (&Value::Null, &Value::Null));
        assert_eq!(own["changes"], json!([]));
        assert_eq!(own["run"]["sealed_until"], "2026-11-09T12:00:00Z");
        // Eve's level is below what is asked; she was not eligible, and never learns of it.
        member(4).get(&path).refused(404);
        assert_eq!(member(4).get("/member/runs").ok(200)["items"], json!([]));
        let chosen: Vec<bool> = (0..4).map(|at| member(at).get(&path).status == 200).collect();
        let listed: Vec<bool> =
            (0..4).map(|at| !member(at).get("/member/runs").ok(200)["items"].as_array().unwrap().is_empty()).collect();
        assert_eq!(chosen, listed);
    });
}

#[test]
fn after_the_deadline_a_member_sees_what_the_chosen_one_had_and_what_would_have_altered_it() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (_, run) = scene.run();
        network.wait_hours(24 * 8);
        let path = format!("/member/runs/{run}");
        let dan = scene.members[3].1.wear("member");
        let list = dan.get("/member/runs").ok(200);
        assert_eq!(list["items"][0]["run"], json!(run));
        assert_eq!(list["items"][0]["sealed_until"], Value::Null);
        let why = dan.get(&path).ok(200);
        assert_eq!(why["proven"], true);
        for seat in why["seats"].as_array().unwrap() {
            assert!(seat["points"].is_object() && seat["chosen_had"].is_object(), "{seat}");
            assert!(seat["points"]["fit"].as_i64() <= seat["chosen_had"]["fit"].as_i64());
        }
        let things: Vec<&str> =
            why["changes"].as_array().unwrap().iter().map(|change| change["thing"].as_str().unwrap()).collect();
        assert_eq!(things, ["level", "evidence", "turn", "rate", "hours"]);
        for word in ["Ada", "Bob", "m0000", "member_", "example.org"] {
            assert!(!why.to_string().contains(word), "it says {word}: {why}");
        }
        let receipt = scene.receipt(&run);
        let pool: Value = serde_json::from_str(&receipt).unwrap();
        for other in pool["content"]["run"]["pool"]["members"].as_array().unwrap() {
            assert!(!why.to_string().contains(other["id"].as_str().unwrap()), "it names somebody of the pool");
        }
        scene.members[4].1.wear("member").get(&path).refused(404);
    });
}

#[test]
fn who_declined_is_not_in_the_receipt_of_the_repair() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (brief, form) = scene.run();
        let ada = &scene.members[0].1;
        assert!(answer_all(ada, "decline") > 0);
        network.work();
        let listed = scene.client.get(&format!("/briefs/{brief}/runs")).ok(200);
        assert_eq!(listed["items"].as_array().unwrap().len(), 1, "a repair tells of a decline: {listed}");
        network.wait_hours(24 * 8);
        let listed = scene.client.get(&format!("/briefs/{brief}/runs")).ok(200);
        let repair = &listed["items"][0]["receipt"];
        assert_eq!(repair["kind"], "repair");
        let receipt = scene.receipt(repair["run"].as_str().unwrap());
        assert_eq!(faults(&receipt, None), [] as [&str; 0]);
        let read: Value = serde_json::from_str(&receipt).unwrap();
        assert_eq!(read["content"]["run"]["brief"]["excluded"], Value::Null);
        let rates = |text: &str| text.matches("\"rate\":3000").count();
        assert_eq!((rates(&receipt), rates(&scene.receipt(&form))), (0, 1));
    });
}

#[test]
fn the_pool_of_a_run_is_forgotten_once_its_brief_has_ended_and_the_hashes_stay() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (brief, run) = scene.run();
        network.wait_hours(24 * 399);
        assert_eq!(faults(&scene.receipt(&run), None), [] as [&str; 0]);
        network.wait_hours(24 * 2);
        assert_eq!(scene.steward.get(&format!("/runs/{run}/receipt")).refused(409), "pool-forgotten");
        assert_eq!(scene.steward.get(&format!("/runs/{run}")).refused(409), "pool-forgotten");
        let kept = scene.client.get(&format!("/briefs/{brief}/runs")).ok(200);
        assert_eq!(kept["items"][0]["receipt"]["pool_hash"].as_str().unwrap().len(), 64);
        assert_eq!(scene.members[0].1.wear("member").get("/member/runs").ok(200)["items"], json!([]));
        let sizes = pools::table.select(pools::document);
        let documents: Vec<Vec<u8>> = network.db().read(|conn| Ok(sizes.load(conn)?)).unwrap();
        assert!(documents.iter().all(Vec::is_empty));
        scene.steward.get(&format!("/runs/{run}/certificate")).ok(200);
    });
}
