//! People as a survey tells of them: which technologies they work with, and which they want to work with.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::model::SkillLevel;
use crate::{
    skills::SkillId,
    table::{BadTable, Row},
};

/// The columns of a survey's file; the last two hold names with `;` between them.
pub const COLUMNS: [&str; 3] = ["respondent", "works_with", "wants_to_work_with"];

/// The level of what somebody works with and wants to go on with.
const SETTLED: u8 = 4;
/// The level of what somebody works with and would rather leave.
const USED: u8 = 3;
/// The level of what somebody only wants to work with.
const WANTED: u8 = 1;
/// The most names in one field, and the longest name.
const MOST_NAMES: usize = 100;
const LONGEST_NAME: usize = 200;

/// Somebody who answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Respondent {
    /// Tells them apart.
    pub key: String,
    /// The names they mentioned, once for each of the two fields.
    pub mentions: Vec<String>,
    levels: BTreeMap<String, u8>,
}

impl Respondent {
    /// Reads everybody, each once.
    pub fn read_all(rows: &[Row<3>]) -> Result<Vec<Self>, BadTable> {
        let mut seen = BTreeSet::new();
        let one = |row: &Row<3>| {
            let respondent = Self::read(row)?;
            if seen.insert(respondent.key.clone()) {
                Ok(respondent)
            } else {
                Err(row.refuse(format!("respondent {} stands on an earlier line as well", respondent.key)))
            }
        };
        rows.iter().map(one).collect()
    }

    fn read(row: &Row<3>) -> Result<Self, BadTable> {
        let [key, works, wants] = &row.fields;
        let plain = (1..=40).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !plain {
            return Err(row.refuse(format!("respondent is {key:?}, but should be 1 to 40 letters and digits")));
        }
        let (works, wants) = (names(row, works)?, names(row, wants)?);
        let level = |name: &String| match (works.contains(name), wants.contains(name)) {
            (true, true) => SETTLED,
            (true, false) => USED,
            (false, _) => WANTED,
        };
        let levels = works.union(&wants).map(|name| (name.clone(), level(name))).collect();
        Ok(Self { key: key.clone(), levels, mentions: works.iter().chain(&wants).cloned().collect() })
    }

    /// What they know, in order of skills. Several names of one skill count as the highest of their levels; a name that
    /// is not recognised counts for nothing.
    pub fn skills(&self, recognised: &HashMap<String, SkillId>) -> Vec<SkillLevel> {
        let mut levels: BTreeMap<&SkillId, u8> = BTreeMap::new();
        for (name, &level) in &self.levels {
            if let Some(skill) = recognised.get(name) {
                let highest = levels.entry(skill).or_default();
                *highest = level.max(*highest);
            }
        }
        levels.into_iter().map(|(skill, level)| SkillLevel { skill: skill.clone(), level }).collect()
    }
}

fn names(row: &Row<3>, field: &str) -> Result<BTreeSet<String>, BadTable> {
    let names: BTreeSet<String> =
        field.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    if names.len() > MOST_NAMES {
        return Err(row.refuse(format!("there are {} names in one field, and {MOST_NAMES} is the most", names.len())));
    }
    match names.iter().find(|name| name.chars().count() > LONGEST_NAME) {
        Some(long) => Err(row.refuse(format!("{long:?} is longer than {LONGEST_NAME} characters"))),
        None => Ok(names),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table;

    fn read(text: &str) -> Result<Vec<Respondent>, BadTable> {
        let text = format!("respondent,works_with,wants_to_work_with\n{text}");
        Respondent::read_all(&table::parse("people.csv", text.as_bytes(), COLUMNS)?)
    }

    #[test]
    fn levels_follow_from_what_somebody_works_with_and_wants() {
        let people = read("7,Rust;SQL ; Git,Rust;Go;sql\n").unwrap();
        let skill = |id: &str| id.parse::<SkillId>().unwrap();
        let recognised = [("Rust", "rust"), ("SQL", "sql"), ("sql", "sql"), ("Go", "go")];
        let recognised = recognised.into_iter().map(|(name, id)| (name.to_owned(), skill(id))).collect();
        let known: Vec<(String, u8)> =
            people[0].skills(&recognised).into_iter().map(|it| (it.skill.to_string(), it.level)).collect();
        let expected = [("go", WANTED), ("rust", SETTLED), ("sql", USED)];
        assert_eq!(known, expected.map(|(id, level)| (id.to_owned(), level)));
        assert_eq!(people[0].mentions.len(), 6);
    }

    #[test]
    fn a_respondent_who_comes_twice_or_has_no_number_is_refused_with_the_line() {
        let told = |text: &str| read(text).unwrap_err().to_string();
        assert_eq!(told("7,,\n8,,\n7,,\n"), "people.csv, line 4: respondent 7 stands on an earlier line as well");
        assert!(told("7 7,,\n").starts_with("people.csv, line 2: respondent is \"7 7\""));
        let many: Vec<String> = (0..101).map(|number| number.to_string()).collect();
        assert!(told(&format!("7,{},\n", many.join(";"))).contains("101 names in one field"));
        assert!(told(&format!("7,{},\n", "x".repeat(201))).contains("longer than 200"));
    }
}
