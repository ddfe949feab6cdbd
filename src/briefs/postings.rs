//! Project postings as portals publish them, read as briefs.
//!
//! A posting has no seats, levels, hours or windows. What it lacks is filled in by fixed rules, so that the same file
//! gives the same briefs:
//!
//! - **seats**: the recognised skills by their category, at most three seats; smaller categories join the largest.
//! - **needs**: level 3; the first skill of a seat weighs 5, the next 4, and so on down to 1. Which of them are musts is
//!   for whoever imports to say ([`Musts`]).
//! - **pay by the hour**: the highest rate is the seats' rate cap; 20 hours a week for eight weeks.
//! - **a fixed budget** of 20 or more: that budget for the whole, and as many hours in one week as it buys at 30 an hour,
//!   1 to 40 a seat. A smaller one is a placeholder, as is none: 10 hours a week for four weeks, without a budget.

use std::collections::{BTreeSet, HashMap};

use muster_kernel::{Currency, Day};

use super::document::{Document, Need, Seat};
use crate::{
    skills::SkillId,
    table::{BadTable, Row},
};

/// The columns of a file of postings.
pub const COLUMNS: [&str; 6] = ["category", "skills", "is_hourly", "min_rate", "max_rate", "fixed_budget"];

/// The most seats that a posting is read as.
const SEATS: usize = 3;
/// The most needs of a seat.
const NEEDS: usize = 20;
/// A fixed budget below this many whole units is a placeholder.
const SMALLEST_BUDGET: i64 = 20;
/// What an hour is taken to cost where only a budget is given, in whole units.
const HOUR: i64 = 30;

/// A posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The portal's category.
    pub category: String,
    /// The skills asked, as they were written.
    pub skills: Vec<String>,
    /// How it is paid.
    pub pay: Pay,
}

/// How a posting is paid, in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pay {
    /// By the hour, at most this much.
    Hourly(i64),
    /// This much for the whole, where the posting says so.
    Fixed(Option<i64>),
}

crate::words! {
    /// Which of a seat's needs are musts.
    pub enum Musts {
        /// None: all needs are wishes.
        None = "none",
        /// The first one.
        First = "first",
        /// All of them.
        All = "all",
    }
}

impl Posting {
    /// Reads a row with the [`COLUMNS`]. Names may hold HTML entities, whose semicolon is not the one between names.
    pub fn read(row: &Row<6>) -> Result<Self, BadTable> {
        let [category, skills, is_hourly, _, max_rate, fixed_budget] = &row.fields;
        let skills = html_escape::decode_html_entities(skills);
        let names = skills.split(';').map(str::trim).filter(|name| !name.is_empty());
        let pay = match is_hourly.as_str() {
            "True" => Pay::Hourly(hundredths(row, "max_rate", max_rate)?),
            "False" if fixed_budget.is_empty() => Pay::Fixed(None),
            "False" => Pay::Fixed(Some(hundredths(row, "fixed_budget", fixed_budget)?)),
            other => return Err(row.refuse(format!("is_hourly is {other:?}, but should be True or False"))),
        };
        Ok(Self {
            category: html_escape::decode_html_entities(category).into_owned(),
            skills: names.map(str::to_owned).collect(),
            pay,
        })
    }

    /// The posting as a brief, or `None` where none of its skills is recognised. `recognised` knows the skill behind a
    /// name, `category_of` the category of a skill; the work begins on `from`.
    pub fn to_brief(
        &self,
        recognised: &HashMap<String, SkillId>,
        category_of: &HashMap<SkillId, String>,
        musts: Musts,
        currency: Currency,
        from: Day,
    ) -> Option<Document> {
        let mut once = BTreeSet::new();
        let known: Vec<&SkillId> =
            self.skills.iter().filter_map(|name| recognised.get(name)).filter(|skill| once.insert(*skill)).collect();
        let groups = by_category(&known, category_of);
        let (category, _) = groups.first()?;
        let heads = i64::try_from(groups.len()).unwrap_or(1);
        let (hours, weeks, budget, rate_cap) = self.terms(heads);
        let seats = groups.iter().map(|(name, skills)| Seat {
            id: name.clone(),
            title: format!("{} ({name})", self.category),
            skills: needs(skills, musts),
            hours,
            from,
            weeks,
            rate_cap,
            languages: Vec::new(),
            near: None,
        });
        Some(Document {
            title: format!("{}: {}", self.category, self.skills.first()?).chars().take(120).collect(),
            description: format!("Skills asked: {}.", self.skills.join(", ")),
            category: category.clone(),
            currency,
            budget,
            seats: seats.collect(),
        })
    }

    /// Hours a week, weeks, budget and rate cap.
    fn terms(&self, heads: i64) -> (i32, i32, Option<i64>, Option<i64>) {
        match self.pay {
            Pay::Hourly(most) => (20, 8, None, Some(most.max(1))),
            Pay::Fixed(Some(budget)) if budget >= SMALLEST_BUDGET * 100 => {
                let hours = (budget / (HOUR * 100) / heads).clamp(1, 40);
                (i32::try_from(hours).unwrap_or(40), 1, Some(budget), None)
            }
            Pay::Fixed(_) => (10, 4, None, None),
        }
    }
}

/// A number with at most two digits after the point, in hundredths.
fn hundredths(row: &Row<6>, column: &str, text: &str) -> Result<i64, BadTable> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = digits(whole) && digits(part) && (1..=9).contains(&whole.len()) && part.len() <= 2;
    let padded = format!("{whole}{part:0<2}");
    let parsed = fits.then(|| padded.parse().ok()).flatten();
    parsed.ok_or_else(|| row.refuse(format!("{column} is {text:?}, but should be an amount such as 40 or 12.50")))
}

/// The skills by category in the order in which they were named, the largest group first, and no more than [`SEATS`]
/// groups: what is left over joins the first.
fn by_category(skills: &[&SkillId], category_of: &HashMap<SkillId, String>) -> Vec<(String, Vec<SkillId>)> {
    let mut groups: Vec<(String, Vec<SkillId>)> = Vec::new();
    for skill in skills {
        let Some(category) = category_of.get(*skill) else { continue };
        match groups.iter_mut().find(|(name, _)| name == category) {
            Some((_, group)) => group.push((*skill).clone()),
            None => groups.push((category.clone(), vec![(*skill).clone()])),
        }
    }
    groups.sort_by_key(|(_, group)| std::cmp::Reverse(group.len()));
    let left_over: Vec<SkillId> = groups.iter().skip(SEATS).flat_map(|(_, group)| group.clone()).collect();
    groups.truncate(SEATS);
    if let Some((_, largest)) = groups.first_mut() {
        largest.extend(left_over);
        largest.truncate(NEEDS);
    }
    groups
}

fn needs(skills: &[SkillId], musts: Musts) -> Vec<Need> {
    let need = |(place, skill): (i32, &SkillId)| Need {
        skill: skill.clone(),
        level: 3,
        weight: (5 - place).max(1),
        must: match musts {
            Musts::None => false,
            Musts::First => place == 0,
            Musts::All => true,
        },
    };
    (0..).zip(skills).map(need).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Posting, BadTable> {
        let file = format!("{}\n{line}\n", COLUMNS.join(","));
        let rows = crate::table::parse("postings.csv", file.as_bytes(), COLUMNS).unwrap();
        Posting::read(&rows[0])
    }

    #[test]
    fn the_semicolon_of_an_entity_does_not_part_two_names() {
        let posting = read("Data,Finance &amp; Accounting;SQL,True,5.0,40.0,").unwrap();
        assert_eq!(posting.skills, ["Finance & Accounting", "SQL"]);
        assert_eq!(posting.pay, Pay::Hourly(4_000));
    }

    #[test]
    fn a_budget_that_is_no_amount_is_refused_with_its_line() {
        let error = read("Data,SQL,False,,,lots").unwrap_err().to_string();
        assert_eq!(
            error,
            "postings.csv, line 2: fixed_budget is \"lots\", but should be an amount such as 40 or 12.50"
        );
    }

    #[test]
    fn skills_of_many_categories_make_three_seats_and_each_skill_sits_once() {
        let names = ["a", "b", "c", "d", "e", "f"];
        let skill = |name: &str| name.parse::<SkillId>().unwrap();
        let recognised = names.iter().map(|name| ((*name).to_owned(), skill(name))).collect();
        let categories = ["web", "web", "data", "law", "crafts", "web"];
        let category_of = names.iter().zip(categories).map(|(name, of)| (skill(name), of.to_owned())).collect();
        let posting = Posting {
            category: "Mixed".into(),
            skills: names.iter().chain(&["a"]).map(|name| (*name).to_owned()).collect(),
            pay: Pay::Fixed(Some(30_000)),
        };
        let from = "2026-12-07".parse().unwrap();
        let brief = posting.to_brief(&recognised, &category_of, Musts::First, Currency::EUR, from).unwrap();
        let seats: Vec<(&str, usize)> = brief.seats.iter().map(|seat| (seat.id.as_str(), seat.skills.len())).collect();
        assert_eq!(seats, [("web", 4), ("data", 1), ("law", 1)]);
        assert_eq!((brief.budget, brief.seats[0].hours), (Some(30_000), 3));
        let musts = brief.seats.iter().flat_map(|seat| &seat.skills).filter(|need| need.must).count();
        assert_eq!(musts, 3);
    }
}
