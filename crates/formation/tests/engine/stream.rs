//! A pool read member by member is the pool read whole.

use muster_formation::{Index, document::Pool};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{documents, scenes::scene};

fn stream(text: &str) -> Result<Index, String> {
    let mut json = serde_json::Deserializer::from_reader(text.as_bytes());
    let index = Index::read(&mut json).map_err(|error| error.to_string())?.map_err(|refusal| refusal.to_string())?;
    json.end().map_err(|error| error.to_string())?;
    Ok(index)
}

fn whole(text: &str) -> Result<Index, String> {
    let pool: Pool = serde_json::from_reader(text.as_bytes()).map_err(|error| error.to_string())?;
    Index::new(&pool).map_err(|refusal| refusal.to_string())
}

/// A document with its keys in this order.
fn in_order(document: &Value, keys: &[&str]) -> String {
    let written = keys.iter().filter(|&&key| document.get(key).is_some());
    let written: Vec<String> = written.map(|&key| format!("{}: {}", json!(key), document[key])).collect();
    format!("{{\n{}\n}}", written.join(",\n"))
}

const KEYS: [&str; 8] = ["format", "week0", "weeks", "related", "distances", "members", "ties", "blocks"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_keys_does_not_matter(
        bytes in prop::collection::vec(any::<u8>(), 0..600),
        keys in Just(KEYS.to_vec()).prop_shuffle(),
    ) {
        let document = serde_json::to_value(scene(&bytes).pool).unwrap();
        let expected = whole(&document.to_string());
        prop_assert!(expected.is_ok());
        prop_assert_eq!(stream(&in_order(&document, &keys)), expected);
    }

    #[test]
    fn of_several_faults_the_same_is_told_in_any_order(
        faults in prop::sample::subsequence(faults(), 1..5),
        keys in Just(KEYS.to_vec()).prop_shuffle(),
    ) {
        let mut document = documents::pool();
        for (pointer, value) in faults {
            *document.pointer_mut(pointer).unwrap() = value;
        }
        let expected = whole(&document.to_string());
        prop_assert!(expected.is_err());
        prop_assert_eq!(stream(&in_order(&document, &keys)), expected);
    }
}

/// Faults, at most one of which spoils the reading of another.
fn faults() -> Vec<(&'static str, Value)> {
    vec![
        ("/week0", json!("2026-01-06")),
        ("/weeks", json!(105)),
        ("/weeks", json!(3)),
        ("/members/1/id", json!("a")),
        ("/related/0/2", json!(1000)),
        ("/distances/Hill/Moor", json!(-1)),
        ("/members/0/rate", json!(-5)),
        ("/members/1/free/1/0", json!(81)),
        ("/ties", json!([["a", "b", 1], ["b", "a", 1], ["a", "c", 1]])),
        ("/ties", json!([["a", "c", 1], ["a", "b", 1], ["b", "a", 1]])),
        ("/blocks", json!([["a", "a"]])),
    ]
}

#[test]
fn the_example_pools_are_the_same_either_way() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples");
    let mut count = 0;
    for example in std::fs::read_dir(folder).unwrap() {
        let file = example.unwrap().path().join("pool.json");
        if let Ok(text) = std::fs::read_to_string(&file) {
            assert_eq!(stream(&text), whole(&text), "{}", file.display());
            count += 1;
        }
    }
    assert!(count >= 7, "only {count} examples");
}

#[test]
fn what_is_no_pool_is_refused_with_line_and_column() {
    let document = documents::pool();
    let text = in_order(&document, &KEYS);
    let cases = [
        ("\"weeks\"", "\"weeksy\"", "unknown field `weeksy`, expected one of `format`, `week0`, `weeks`, `related`"),
        ("\"weeks\": 4,", "\"weeks\": 4, \"weeks\": 4,", "duplicate field `weeks`"),
        ("\"ties\":", "\"ties\": [], \"ties\":", "duplicate field `ties`"),
        ("\"members\":", "\"members\": [], \"members\":", "duplicate field `members`"),
        ("\"blocks\": []", "\"blocks\": [], \"blocks\": [[1]]", "duplicate field `blocks`"),
        ("\"weeks\": 4,", "", "missing field `weeks`"),
        (",\n\"blocks\": []", "", "missing field `blocks`"),
        ("\"rate\":10", "\"rate\":\"ten\"", "invalid type: string \"ten\", expected i64"),
        ("\"rate\":10", "\"rate\":10,\"rate\":10", "duplicate field `rate`"),
        ("\"baking\":3", "\"baking\":3,\"baking\":3", "key `baking` is given twice, it may stand once"),
        ("\"Moor\":10", "\"Moor\":10,\"Moor\":10", "key `Moor` is given twice, it may stand once"),
        ("muster-pool/1", "muster-pool/2", "unknown variant `muster-pool/2`, expected `muster-pool/1`"),
        ("[[\"a\",\"b\",5]]", "[[\"a\" \"b\",5]]", "expected `,` or `]`"),
        ("[[\"a\",\"b\",5]]", "[[\"a\",\"b\"]]", "invalid length 2"),
    ];
    for (from, to, right) in cases {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        let (streamed, told) = (stream(&changed).unwrap_err(), whole(&changed).unwrap_err());
        assert!(streamed.starts_with(right), "{streamed}");
        assert_eq!(streamed, told);
        assert!(streamed.contains(" at line "), "{streamed}");
    }
}
