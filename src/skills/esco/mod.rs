//! ESCO, the European taxonomy of skills: its CSV files, and how its concepts find their place among the skills here.

mod files;
mod places;

use std::collections::{BTreeMap, HashMap};

use self::places::{Place, Places};
use super::{
    import::Additions,
    model::{Imported, RelationKind, SkillId, Source},
    store::{self, RelationRow, SkillRow},
};
use crate::{db::Tx, error::Result};

/// ESCO has its own order, which is not by categories of work; its skills are of this category.
const CATEGORY: &str = "general";
/// Aliases that a skill gains from ESCO come after all of its own.
const AFTER_OWN: i32 = 1_000;

/// A concept of ESCO.
#[derive(Clone, Debug)]
struct Concept {
    uri: String,
    label: String,
    aliases: Vec<String>,
}

/// What the files say.
#[derive(Clone, Debug)]
pub struct Esco {
    concepts: Vec<Concept>,
    /// The smaller URI first, with the strength.
    related: BTreeMap<(String, String), i32>,
    /// The narrower URI first.
    broader: Vec<(String, String)>,
}

/// Puts ESCO in. A concept whose preferred label is a name of a skill here is that skill: the skill gains its URI and
/// its labels. Every other concept becomes a skill. A second time nothing changes.
pub(super) fn put_in(tx: &mut Tx<'_>, esco: &Esco) -> Result<Imported> {
    let mut places = Places::read(tx)?;
    let mut additions = Additions::default();
    let mut attached = 0;
    for concept in &esco.concepts {
        let place = places.of(concept);
        let id = match &place {
            Place::Known(id) => id,
            Place::Attached(id) => {
                attached += 1;
                store::set_uri(tx, id, &concept.uri)?;
                id
            }
            Place::New(id) => {
                let (name, category) = (concept.label.clone(), CATEGORY.to_owned());
                let uri = Some(concept.uri.clone());
                additions.skills.push(SkillRow { id: id.clone(), name, category, source: Source::Esco, uri });
                additions.name(id, &concept.label, 0);
                id
            }
        };
        let labels = std::iter::once(&concept.label).chain(&concept.aliases).map(String::as_str);
        additions.names(id, labels, AFTER_OWN);
    }
    additions.relations = relations(esco, &places.by_uri);
    Ok(Imported { attached, ..additions.put_in(tx)? })
}

fn relations(esco: &Esco, by_uri: &HashMap<String, SkillId>) -> Vec<RelationRow> {
    let both = |a: &String, b: &String| Some((by_uri.get(a)?.clone(), by_uri.get(b)?.clone())).filter(|(a, b)| a != b);
    let broader = esco.broader.iter().filter_map(|(narrow, broad)| {
        let (skill_id, other_id) = both(narrow, broad)?;
        Some(RelationRow { skill_id, other_id, kind: RelationKind::Broader, strength: 0 })
    });
    let related = esco.related.iter().filter_map(|((a, b), strength)| {
        let (a, b) = both(a, b)?;
        Some(RelationRow::related(a, b, *strength))
    });
    broader.chain(related).collect()
}
