//! Files for `muster import` as nobody should write them.

use std::fs;

use proptest::{prelude::*, sample::Index};

use crate::tables::judge;

/// What the fuzzer begins with, too.
fn corpus() -> Vec<Vec<u8>> {
    fs::read_dir("fuzz/corpus/tables").unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect()
}

#[test]
fn every_file_of_the_corpus_is_read_or_refused() {
    let corpus = corpus();
    assert!(corpus.len() >= 4);
    corpus.iter().for_each(|file| judge(file));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn files_gone_wrong_are_read_or_refused(
        file in any::<Index>(),
        cuts in prop::collection::vec((any::<Index>(), 0..20_usize, "[ -~\r\n]{0,8}|\\PC{0,4}"), 1..8),
    ) {
        let corpus = corpus();
        let mut bytes = file.get(&corpus).clone();
        for (place, gone, instead) in cuts {
            let from = place.index(bytes.len() + 1);
            let to = (from + gone).min(bytes.len());
            bytes.splice(from..to, instead.into_bytes());
        }
        judge(&bytes);
    }
}
