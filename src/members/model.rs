//! The words of members.

use std::collections::HashSet;

use muster_kernel::Money;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    clock::Mint,
    error::{Check, Result},
    identity::{MemberId, PersonId},
    places::PlaceId,
    skills::SkillId,
};

/// The most evidence that a skill can have.
pub const MOST_EVIDENCE: u16 = 1000;
/// The most skills on one profile.
const MOST_SKILLS: usize = 100;
/// The most languages on one profile.
const MOST_LANGUAGES: usize = 20;
/// The highest rate, in minor units: a million euros an hour. Every sum of rates stays far from the end of 64 bits.
const HIGHEST_RATE: i64 = 100_000_000;
/// Letters of an alias: Crockford's base 32, in lower case.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// What a member says of themselves.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// One line, 1 to 120 characters.
    pub headline: String,
    /// Up to 4000 characters.
    pub about: String,
    /// What an hour costs.
    pub rate: Money,
    /// Where they work from, if they say so.
    pub place: Option<PlaceId>,
    /// Whether they also work on site.
    pub onsite: bool,
    /// Whether teams may be formed with them.
    pub in_pool: bool,
    /// Whether they also take part in open bidding, in the categories of `PUT /member/bidding`.
    pub takes_bids: bool,
    /// Languages they speak: primary tags of BCP 47, such as `de`; at most 20.
    pub languages: Vec<String>,
    /// What they know, at most 100 skills.
    pub skills: Vec<SkillLevel>,
}

/// A skill, and how well it is known.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillLevel {
    /// Which skill.
    pub skill: SkillId,
    /// 1 (has begun) to 5 (teaches it).
    pub level: u8,
}

impl Profile {
    /// Fine, or each field that is wrong. Whether skills and place exist is for the database to say.
    pub(super) fn check(&self) -> Result<()> {
        let mut check = Check::new();
        check.length("headline", &self.headline, 1..=120);
        check.length("about", &self.about, 0..=4000);
        let rate = self.rate.minor();
        check.that((1..=HIGHEST_RATE).contains(&rate), "rate.amount", rate, format!("1 to {HIGHEST_RATE} minor units"));
        let languages = &self.languages;
        check.that(languages.len() <= MOST_LANGUAGES, "languages", languages.len(), "at most 20 languages");
        let mut spoken = HashSet::new();
        for (place, language) in languages.iter().enumerate().take(MOST_LANGUAGES) {
            let tag = (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_lowercase());
            let right = tag && spoken.insert(language);
            check.that(right, format!("languages[{place}]"), language, "a tag such as en or de, once in the list");
        }
        let skills = &self.skills;
        check.that(skills.len() <= MOST_SKILLS, "skills", skills.len(), "at most 100 skills");
        let mut known = HashSet::new();
        for (place, SkillLevel { skill, level }) in skills.iter().enumerate().take(MOST_SKILLS) {
            check.that((1..=5).contains(level), format!("skills[{place}].level"), level, "1 to 5");
            check.that(known.insert(skill), format!("skills[{place}].skill"), skill, "a skill once in the list");
        }
        check.done()
    }
}

/// A new name to go by in pools.
pub(super) fn alias(mint: &Mint) -> String {
    let letter = |_| char::from(LETTERS[usize::try_from(mint.below(32)).expect("below 32")]);
    std::iter::once('m').chain((0..12).map(letter)).collect()
}

/// A member of the pool, as formation reads one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolMember {
    /// Which member.
    pub id: MemberId,
    /// Which person; for leaving a client's own people out.
    pub person: PersonId,
    /// The name they go by in pools.
    pub alias: String,
    /// What an hour costs, in minor units.
    pub rate_minor: i64,
    /// Where they work from, if they said so.
    pub place: Option<PlaceId>,
    /// Whether they also work on site.
    pub onsite: bool,
    /// Skills with level (1 to 5) and evidence (0 to 1000), in order.
    pub skills: Vec<(SkillId, u8, u16)>,
    /// Languages they speak, in order.
    pub languages: Vec<String>,
}
