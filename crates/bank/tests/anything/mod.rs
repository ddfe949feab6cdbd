//! Whatever bytes come: they are refused in a sentence, or heard.

use muster_bank::{
    matching::{hear, match_up},
    statement, status,
};

/// Reads bytes in every way there is, matches what is heard with nothing, and panics where the readers do or where they
/// contradict each other.
pub fn judge(bytes: &[u8]) {
    let (statements, report, heard) = (statement::read(bytes), status::read(bytes), hear(bytes));
    assert!(statements.is_err() || report.is_err(), "a file is one or the other");
    assert_eq!(heard.is_ok(), statements.is_ok() || report.is_ok(), "what can be read is heard, and nothing else");
    let refusals = [statements.map(drop), report.map(drop)];
    for refusal in refusals.into_iter().filter_map(Result::err) {
        assert!(refusal.to_string().chars().count() < 2_000, "a refusal tells what one can read");
    }
    if let Ok(heard) = heard {
        match_up(&[], &heard);
    }
}
