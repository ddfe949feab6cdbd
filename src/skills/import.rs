//! Bringing skills in: what is there already stays as it is.

use std::collections::HashSet;

use super::{
    model::{Imported, SkillId, fold},
    store::{self, NameRow, RelationRow, SkillRow},
};
use crate::{db::Tx, error::Result};

/// Skills, names and relations that are to be there.
#[derive(Default)]
pub(super) struct Additions {
    pub(super) skills: Vec<SkillRow>,
    pub(super) names: Vec<NameRow>,
    pub(super) relations: Vec<RelationRow>,
}

impl Additions {
    /// A name of a skill; rank 0 is the preferred one.
    pub(super) fn name(&mut self, skill: &SkillId, name: &str, rank: i32) {
        let name = name.to_owned();
        self.names.push(NameRow { folded: fold(&name), skill_id: skill.clone(), name, rank });
    }

    /// Aliases of a skill, ranked from `rank` on.
    pub(super) fn names<'n>(&mut self, skill: &SkillId, names: impl Iterator<Item = &'n str>, rank: i32) {
        names.zip(rank..).for_each(|(name, rank)| self.name(skill, name, rank));
    }

    /// Puts in what is not there yet; answers how much that was.
    pub(super) fn put_in(mut self, tx: &mut Tx<'_>) -> Result<Imported> {
        let mut skills: HashSet<SkillId> = store::ids(tx)?.into_iter().collect();
        self.skills.retain(|row| skills.insert(row.id.clone()));
        let mut names: HashSet<(String, SkillId)> = store::name_keys(tx)?.into_iter().collect();
        self.names.retain(|row| names.insert((row.folded.clone(), row.skill_id.clone())));
        let mut relations: HashSet<_> = store::relation_keys(tx)?.into_iter().collect();
        self.relations.retain(|row| relations.insert((row.skill_id.clone(), row.other_id.clone(), row.kind)));
        Ok(Imported {
            skills: store::insert_skills(tx, &self.skills)?,
            names: store::insert_names(tx, &self.names)?,
            relations: store::insert_relations(tx, &self.relations)?,
            attached: 0,
        })
    }
}
