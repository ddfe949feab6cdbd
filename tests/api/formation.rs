//! Runs, receipts, and that formation knows nothing of spaces.

use std::{
    fs,
    path::{Path, PathBuf},
};

use muster::{formation::past, identity::Hat};
use muster_formation::{Index, Limit, document};
use muster_kernel::Currency;
use muster_simulation::{Settlement, World};
use serde_json::json;

use crate::support::{
    market::{Draft, Market, brief, post, seat},
    on_both,
};

#[test]
fn a_run_can_be_done_again_from_its_documents_and_gives_the_same_bytes() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        for (name, level) in [("Ada", 3), ("Bob", 4), ("Cyd", 5), ("Dan", 3)] {
            market.member(Draft::of(name, &[("rust", level, 100), ("react", level, 50)]));
        }
        let id = post(&client, &brief(&[seat("lead", "rust"), seat("front", "react")]));
        let run = client.get(&format!("/briefs/{id}/runs")).ok(200)["items"][0].clone();
        assert_eq!(run["proven"], true);
        assert!(!run.to_string().contains("m00000"), "a client's page names members by alias: {run}");
        let steward = market.official("Stella", Hat::Steward);
        let path = format!("/runs/{}", run["receipt"]["run"].as_str().unwrap());
        assert_eq!(steward.get(&path).refused(409), "sealed");
        client.post(&format!("/briefs/{id}/withdraw"), &json!({})).ok(204);
        let kept = steward.get(&path).ok(200);
        let pool: document::Pool = serde_json::from_value(kept["pool"].clone()).unwrap();
        let asked: document::Brief = serde_json::from_value(kept["brief"].clone()).unwrap();
        let index = Index::new(&pool).unwrap();
        let again = muster_formation::form(&index, &asked, &mut Limit::none()).unwrap();
        assert_eq!(serde_json::to_value(&again.answer).unwrap(), kept["result"]);
        let seats = json!([{ "seat": "lead", "title": "The lead" }, { "seat": "front", "title": "The front" }]);
        assert_eq!((&kept["currency"], &kept["seats"]), (&json!("EUR"), &seats), "what its figures and seats mean");
        let hash = |value: &str| muster::hash::sha256(value.as_bytes());
        assert_eq!(hash(&serde_json::to_string(&again.answer).unwrap()), kept["receipt"]["result_hash"]);
        assert_eq!(hash(&serde_json::to_string(&pool).unwrap()), kept["receipt"]["pool_hash"]);
        for name in ["Ada", "Bob", "Cyd", "Dan"] {
            assert!(!kept.to_string().contains(name), "a receipt names {name}");
        }
        // Whoever looks is seen.
        steward.get(&format!("{path}/receipt")).ok(200);
        let acts = steward.get("/audit?act=run.read").ok(200);
        assert_eq!(acts["items"].as_array().unwrap().len(), 2, "{acts:#}");
    });
}

#[test]
fn the_past_of_a_network_is_read_as_if_its_work_began_this_week() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        for (name, level) in [("Ada", 4), ("Bob", 3)] {
            market.member(Draft::of(name, &[("rust", level, 100)]));
        }
        let id = post(&client, &brief(&[seat("lead", "rust")]));
        client.post("/briefs", &brief(&[seat("never-posted", "rust")])).ok(201);
        network.wait_hours(60 * 24);
        let today = network.now().day();
        let past = past::read(network.db(), Currency::EUR, today).unwrap();
        let asked: Vec<(&str, i64)> =
            past.briefs.iter().map(|brief| (brief.id.as_str(), brief.seats[0].from_week)).collect();
        assert_eq!(asked, [(id.as_str(), 0)], "drafts are nobody's past");
        assert_eq!((past.pool.members.len(), past.pool.week0), (2, today.monday()));
        let elsewhere = past::read(network.db(), "CZK".parse().unwrap(), today).unwrap();
        assert_eq!((elsewhere.briefs.len(), elsewhere.pool.members.len()), (0, 0));
        let world = World::new(past.pool, past.briefs, |_| Settlement::Unknown).unwrap();
        assert_eq!((world.members(), world.briefs()), (2, 1));
    });
}

/// Every file under `folder`.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn formation_and_what_it_reads_use_no_module_for_spaces_or_the_book() {
    let mut read = 0;
    for slice in ["formation", "policies", "members", "availability", "ties", "turns", "skills", "places", "briefs"] {
        for path in files(&Path::new("src").join(slice)) {
            let source = fs::read_to_string(&path).unwrap();
            read += 1;
            for line in source.lines().filter(|line| !line.trim_start().starts_with("//")) {
                for word in
                    ["spaces", "affiliations", "space_operators", "book", "statements", "split_lines", "reviews"]
                {
                    let named = line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|part| part == word);
                    // Availability books hours; that is its own verb, not the book.
                    let own_verb = word == "book" && slice == "availability";
                    assert!(!named || own_verb, "{} names {word}: {line}", path.display());
                }
            }
        }
    }
    let engine = fs::read_to_string("crates/formation/Cargo.toml").unwrap();
    let dependencies: Vec<&str> = engine
        .lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .collect();
    assert_eq!(
        dependencies,
        ["hashbrown.workspace = true", "muster-kernel.workspace = true", "serde.workspace = true"]
    );
    assert!(read > 20, "{read} files were read");
}
