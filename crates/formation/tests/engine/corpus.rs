//! What the fuzzer starts from and what it once found, without the fuzzer.

use std::{fs, path::Path};

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::anything::judge;

/// Pairs of documents, each pair with its file's name.
fn corpus() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/documents");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.map(|file| (file.display().to_string(), fs::read(&file).unwrap())).collect()
}

#[test]
fn every_pair_of_the_corpus_is_refused_or_answered() {
    let corpus = corpus();
    assert!(corpus.len() >= 7);
    for (name, documents) in corpus {
        println!("{name}");
        judge(&documents);
    }
}

/// Where the values of a document stand that hold no others.
fn leaves(value: &Value, pointer: &str) -> Vec<String> {
    let below: Vec<(String, &Value)> = match value {
        Value::Array(items) => items.iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect(),
        Value::Object(items) => items.iter().map(|(key, item)| (key.clone(), item)).collect(),
        _ => Vec::new(),
    };
    if below.is_empty() {
        return vec![pointer.to_owned()];
    }
    below.iter().flat_map(|(key, item)| leaves(item, &format!("{pointer}/{key}"))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn documents_with_other_values_are_refused_or_answered(
        pair in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..18), 1..5),
    ) {
        let corpus = corpus();
        let text = String::from_utf8(pair.get(&corpus).1.clone()).unwrap();
        let documents: Result<Vec<Value>, _> = text.lines().map(serde_json::from_str).collect();
        // What the fuzzer found need not be JSON.
        let Ok(documents) = documents else { return Ok(()) };
        let mut documents = Value::Array(documents);
        for (place, value) in changes {
            let leaves = leaves(&documents, "");
            *documents.pointer_mut(place.get::<String>(&leaves)).unwrap() = [
                json!(0), json!(1), json!(-1), json!(2), json!(5), json!(16), json!(80), json!(104), json!(1000),
                json!(1001), json!(1_000_000_000_000_i64), json!(i64::MAX), json!(i64::MIN), json!(u64::MAX), json!(0.5),
                json!(""), json!(null), json!([]),
            ][value].clone();
        }
        let text: Vec<String> = documents.as_array().unwrap().iter().map(Value::to_string).collect();
        judge(text.join("\n").as_bytes());
    }
}
