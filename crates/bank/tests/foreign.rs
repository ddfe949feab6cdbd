//! Bytes from anywhere: whatever comes, there is an answer, and soon.

mod anything;

use std::ops::Range;

use muster_bank::matching::{Heard, hear, match_up};
use proptest::{prelude::*, sample::Index};

use self::anything::judge;

const GOOD: [&[u8]; 5] = [
    include_bytes!("files/camt.053.001.02.xml"),
    include_bytes!("files/camt.053.001.08.xml"),
    include_bytes!("files/camt.054.001.08.xml"),
    include_bytes!("files/pain.002.001.03.xml"),
    include_bytes!("files/pain.002.001.10.xml"),
];

/// What files are made of, to put where it does not belong.
const SHARDS: [&str; 24] = [
    "<Document>",
    "</Document>",
    "<Stmt>",
    "</Stmt>",
    "<Ntry>",
    "</Ntry>",
    "<TxDtls>",
    "<Amt Ccy=\"EUR\">",
    "<Amt Ccy=''>",
    "</Amt>",
    "<Bal>",
    "<Dt>",
    "9999-99-99",
    "-0",
    "99999999999999999999.99",
    "CRDT",
    "<![CDATA[",
    "]]>",
    "<!--",
    "&#0;",
    "&#x110000;",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    "\u{feff}",
    "<?xml version='1.1'?>",
];

/// A change to a file: what is between two places gives way to something else.
#[derive(Clone, Debug)]
enum Change {
    Cut,
    Bytes(Vec<u8>),
    Shard(&'static str),
    /// What stands somewhere else in the file, so many times.
    Again(Index, usize),
}

fn change() -> impl Strategy<Value = (Index, usize, Change)> {
    let change = prop_oneof![
        Just(Change::Cut),
        prop::collection::vec(any::<u8>(), 0..8).prop_map(Change::Bytes),
        prop::sample::select(SHARDS.to_vec()).prop_map(Change::Shard),
        (any::<Index>(), 1..40usize).prop_map(|(from, times)| Change::Again(from, times)),
    ];
    (any::<Index>(), prop_oneof![Just(0), 0..40usize, 0..4_000usize], change)
}

fn span(from: usize, length: usize, bytes: &[u8]) -> Range<usize> {
    from..(from + length).min(bytes.len())
}

fn changed(mut bytes: Vec<u8>, changes: &[(Index, usize, Change)]) -> Vec<u8> {
    for (at, length, change) in changes {
        let at = at.index(bytes.len() + 1);
        let new = match change {
            Change::Cut => Vec::new(),
            Change::Bytes(new) => new.clone(),
            Change::Shard(shard) => shard.as_bytes().to_vec(),
            Change::Again(from, times) => {
                let from = from.index(bytes.len() + 1);
                bytes[span(from, *length, &bytes)].repeat(*times)
            }
        };
        let old = span(at, *length, &bytes);
        bytes.splice(old, new);
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        judge(&bytes);
    }

    #[test]
    fn no_heap_of_shards_makes_it_panic(shards in prop::collection::vec(prop::sample::select(SHARDS.to_vec()), 0..60)) {
        judge(shards.concat().as_bytes());
    }

    #[test]
    fn no_good_file_gone_wrong_makes_it_panic(
        file in prop::sample::select(GOOD.to_vec()),
        changes in prop::collection::vec(change(), 1..6),
    ) {
        judge(&changed(file.to_vec(), &changes));
    }

    #[test]
    fn a_word_gone_wrong_does_no_harm_either(
        file in prop::sample::select(GOOD.to_vec()),
        word in any::<Index>(),
        new in prop_oneof!["[A-Z]{0,5}", "[0-9.-]{0,24}", "\\PC{0,20}"],
    ) {
        // Where a text begins and ends, so that the file stays well-formed and the readers see the new word.
        let text = std::str::from_utf8(file).unwrap();
        let begins: Vec<usize> = text.match_indices('>').map(|(at, _)| at + 1).filter(|&at| at < text.len()).collect();
        let at = *word.get(&begins);
        let end = at + text[at..].find('<').unwrap_or(0);
        let escaped = new.replace('&', "&amp;").replace('<', "&lt;");
        judge(format!("{}{escaped}{}", &text[..at], &text[end..]).as_bytes());
    }
}

#[test]
fn a_statement_as_large_as_any_is_read_within_seconds() {
    let text = std::str::from_utf8(GOOD[0]).unwrap();
    let from = text.find("<Ntry>").unwrap();
    let to = text.rfind("</Ntry>").unwrap() + "</Ntry>".len();
    // The six entries of the example add up to 798.00: so many times, and the closing balance with them.
    let times = 1_000;
    let closing = 10_000 + 798 * times;
    let entries = text[from..to].repeat(times);
    let large = format!("{}{entries}{}", &text[..from], &text[to..]).replace("10798.00", &format!("{closing}.00"));
    let heard = hear(large.as_bytes()).unwrap();
    assert_eq!(heard.len(), 6 * times);
    let matched = match_up(&[], &heard);
    assert_eq!(matched.others.len(), 6, "what is told a thousand times is told once");
    assert!(heard.iter().all(|heard| matches!(heard, Heard::Movement(_))));
}
