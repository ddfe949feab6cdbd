//! The taxonomy that Muster brings: several hundred skills, with names in English, German and Czech.

use super::{
    import::Additions,
    model::{RelationKind, Source},
    store::{RelationRow, SkillRow},
};
use crate::table::{self, BadTable};

const SKILLS: &[u8] = include_bytes!("../../assets/taxonomy.csv");
const RELATIONS: &[u8] = include_bytes!("../../assets/taxonomy-relations.csv");

/// The starter taxonomy.
pub(super) fn additions() -> Additions {
    read().expect("the tables in assets/ are whole: a test reads them")
}

fn read() -> Result<Additions, BadTable> {
    let mut additions = Additions::default();
    let mut broader = Vec::new();
    for row in table::parse("taxonomy.csv", SKILLS, ["key", "name", "category", "aliases", "broader"])? {
        let [key, name, category, aliases, above] = &row.fields;
        let id = key.parse().map_err(|error| row.refuse(error))?;
        additions.name(&id, name, 0);
        additions.names(&id, listed(aliases), 1);
        for above in listed(above) {
            let other_id = above.parse().map_err(|error| row.refuse(error))?;
            let skill_id = super::SkillId::clone(&id);
            broader.push(RelationRow { skill_id, other_id, kind: RelationKind::Broader, strength: 0 });
        }
        let (name, category) = (name.clone(), category.clone());
        additions.skills.push(SkillRow { id, name, category, source: Source::Starter, uri: None });
    }
    additions.relations = broader;
    for row in table::parse("taxonomy-relations.csv", RELATIONS, ["a", "b", "strength"])? {
        let [a, b, strength] = &row.fields;
        let (a, b) = (a.parse().map_err(|error| row.refuse(error))?, b.parse().map_err(|error| row.refuse(error))?);
        let strength = strength.parse().map_err(|error| row.refuse(error))?;
        additions.relations.push(RelationRow::related(a, b, strength));
    }
    Ok(additions)
}

fn listed(field: &str) -> impl Iterator<Item = &str> {
    field.split(';').map(str::trim).filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;
    use crate::skills::{SkillId, service::categories};

    #[test]
    fn every_skill_is_of_a_category_and_every_relation_is_between_skills() {
        let Additions { skills, relations, .. } = read().unwrap();
        let ids: HashSet<&SkillId> = skills.iter().map(|skill| &skill.id).collect();
        assert_eq!(ids.len(), skills.len());
        for skill in &skills {
            assert!(categories().iter().any(|category| category.key == skill.category), "{}", skill.category);
        }
        for relation in &relations {
            assert!(ids.contains(&relation.skill_id) && ids.contains(&relation.other_id), "{}", relation.skill_id);
        }
    }

    #[test]
    fn no_name_is_meant_for_two_skills() {
        let mut owners: HashMap<String, SkillId> = HashMap::new();
        for name in read().unwrap().names {
            let owner = owners.entry(name.folded.clone()).or_insert_with(|| name.skill_id.clone());
            assert_eq!(*owner, name.skill_id, "{}", name.folded);
        }
    }
}
