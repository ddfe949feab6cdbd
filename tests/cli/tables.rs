//! Whatever a file for `muster import` holds: it is refused by its name, or read as what can be.

use std::{collections::HashMap, fs};

use muster::{
    briefs::postings::{self, Musts, Posting},
    members::survey::{self, Respondent},
    places::{NewPlace, listed},
    skills::{SkillId, service::Esco},
    table::{self, BadTable, Row},
};
use muster_kernel::{Currency, Day};
use tempfile::TempDir;

/// How the file is called.
const NAME: &str = "anything.csv";
/// ESCO's files, and what stands between them where they stand in one.
const ESCO: [&str; 3] = ["skills_en.csv", "skillSkillRelations_en.csv", "broaderRelationsSkillPillar_en.csv"];
const BREAK: &[u8] = b"\n---\n";

thread_local! {
    /// Where ESCO's files are put.
    static FOLDER: TempDir = TempDir::new().unwrap();
}

/// Reads bytes as every file that there is to import, and panics where a reader does, or where what it says cannot be.
pub fn judge(bytes: &[u8]) {
    told(rows(bytes, listed::COLUMNS, NewPlace::read));
    told(table::parse(NAME, bytes, survey::COLUMNS).and_then(|rows| Respondent::read_all(&rows)));
    told(rows(bytes, postings::COLUMNS, Posting::read)).iter().flatten().for_each(as_a_brief);
    FOLDER.with(|folder| as_esco(folder, bytes));
}

fn rows<const COLUMNS: usize, T>(
    bytes: &[u8],
    columns: [&str; COLUMNS],
    read: impl Fn(&Row<COLUMNS>) -> Result<T, BadTable>,
) -> Result<Vec<T>, BadTable> {
    table::parse(NAME, bytes, columns)?.iter().map(read).collect()
}

fn told<T>(outcome: Result<T, BadTable>) -> Option<T> {
    if let Err(refused) = &outcome {
        assert!(refused.to_string().starts_with(NAME), "{refused}");
    }
    outcome.ok()
}

/// What the rules for postings promise of the brief.
fn as_a_brief(posting: &Posting) {
    let skill: SkillId = "rust".parse().unwrap();
    let some = posting.skills.iter().step_by(2).map(|name| (name.clone(), skill.clone()));
    let (recognised, category_of) = (some.collect(), HashMap::from([(skill.clone(), "web".to_owned())]));
    let from = Day::new(2026, 11, 2).unwrap();
    if let Some(brief) = posting.to_brief(&recognised, &category_of, Musts::First, Currency::EUR, from) {
        assert!((1..=3).contains(&brief.seats.len()) && brief.title.chars().count() <= 120, "{brief:?}");
        assert!(
            brief.seats.iter().all(|seat| (1..=40).contains(&seat.hours) && (1..=8).contains(&seat.weeks)),
            "{brief:?}"
        );
    }
}

fn as_esco(folder: &TempDir, bytes: &[u8]) {
    let mut rest = bytes;
    for name in ESCO {
        let end = rest.windows(BREAK.len()).position(|part| part == BREAK);
        let (part, after) = rest.split_at(end.unwrap_or(rest.len()));
        fs::write(folder.path().join(name), part).unwrap();
        rest = after.get(BREAK.len()..).unwrap_or_default();
    }
    if let Err(refused) = Esco::read(folder.path()) {
        assert!(refused.to_string().starts_with(&folder.path().display().to_string()), "{refused}");
    }
}
