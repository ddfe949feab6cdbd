//! What an index knows, told again as a document says it.

use super::{Calendar, Index};
use crate::document::{Member, Skill};

impl Index {
    /// The member with that number, as a pool says it: free hours in the fewest runs, languages once each and sorted.
    pub fn told(&self, member: u32) -> Member {
        let known = self.all_known(member).map(|known| {
            let skill = Skill { level: i64::from(known.level), evidence: i64::from(known.evidence) };
            (self.skill_name(known.skill).to_owned(), skill)
        });
        let runs = self.free(member, 0, self.weeks()).chunk_by(|a, b| a == b);
        let free =
            runs.map(|run| (i64::from(run[0]), i64::try_from(run.len()).expect("a horizon is at most 104 weeks")));
        let mut languages: Vec<String> = self.languages.told(self.languages(member)).map(str::to_owned).collect();
        languages.sort_unstable();
        Member {
            id: self.id(member).to_owned(),
            skills: known.collect(),
            rate: self.rate(member),
            free: free.collect(),
            place: self.home(member).map(|place| self.places.name(place).to_owned()),
            languages,
            turn: self.turn(member),
            onsite: self.works_onsite(member),
        }
    }

    /// The name of a skill. Looks through all of them.
    pub(crate) fn skill_name(&self, skill: u32) -> &str {
        self.skills.name(skill)
    }

    /// The same horizon, skills, languages and places, without a member.
    pub(crate) fn deserted(&self) -> Self {
        Self {
            calendar: Calendar::new(self.weeks()),
            skills: self.skills.clone(),
            holders: vec![Default::default(); self.holders.len()],
            related: self.related.clone(),
            languages: self.languages.clone(),
            places: self.places.clone(),
            distances: self.distances.clone(),
            ..Self::default()
        }
    }
}
