//! Which skill a concept of ESCO is.

use std::collections::{HashMap, HashSet};

use super::Concept;
use crate::{
    db::Tx,
    error::Result,
    skills::{
        model::{LONGEST_SLUG, SkillId, Source, fold, slug},
        store,
    },
};

/// Where a concept belongs.
pub(super) enum Place {
    /// It was imported before, or shares a skill that another concept was attached to.
    Known(SkillId),
    /// It is a skill that had no URI yet.
    Attached(SkillId),
    /// It becomes a skill with this id.
    New(SkillId),
}

/// What is known while concepts are given their places.
pub(super) struct Places {
    pub(super) by_uri: HashMap<String, SkillId>,
    by_name: HashMap<String, SkillId>,
    by_preferred_name: HashMap<String, SkillId>,
    with_uri: HashSet<SkillId>,
    ids: HashSet<SkillId>,
}

impl Places {
    pub(super) fn read(tx: &mut Tx<'_>) -> Result<Self> {
        let rows = store::skills(tx)?;
        let own = || rows.iter().filter(|row| row.source == Source::Starter);
        let by_preferred_name = own().map(|row| (fold(&row.name), row.id.clone())).collect();
        let own: HashSet<SkillId> = own().map(|row| row.id.clone()).collect();
        let mut by_name = HashMap::new();
        // Preferred names come first, then smaller ids, and the first one found is kept.
        for (folded, id) in store::names_by_rank(tx)? {
            if own.contains(&id) {
                by_name.entry(folded).or_insert(id);
            }
        }
        let ids = rows.iter().map(|row| row.id.clone()).collect();
        let uris = rows.into_iter().filter_map(|row| row.uri.map(|uri| (uri, row.id)));
        let by_uri: HashMap<String, SkillId> = uris.collect();
        Ok(Self { with_uri: by_uri.values().cloned().collect(), by_uri, by_name, by_preferred_name, ids })
    }

    pub(super) fn of(&mut self, concept: &Concept) -> Place {
        if let Some(id) = self.by_uri.get(&concept.uri) {
            return Place::Known(id.clone());
        }
        // ESCO says "Java (computer programming)" where a plain name would do. What stands in brackets tells concepts of
        // one name apart, so without it only a preferred name counts: "ML (computer programming)" is no machine learning.
        let bare = concept.label.split('(').next().unwrap_or_default();
        let named = self.by_name.get(&fold(&concept.label)).or_else(|| self.by_preferred_name.get(&fold(bare)));
        let place = match named {
            Some(id) if self.with_uri.insert(id.clone()) => Place::Attached(id.clone()),
            Some(id) => Place::Known(id.clone()),
            None => Place::New(self.new_id(concept)),
        };
        let (Place::Known(id) | Place::Attached(id) | Place::New(id)) = &place;
        self.by_uri.insert(concept.uri.clone(), id.clone());
        place
    }

    /// The label's slug; where it is taken, with the beginning of the URI's last part, which differs for each concept;
    /// and should even that be taken, with a number.
    fn new_id(&mut self, concept: &Concept) -> SkillId {
        let base = slug(&concept.label);
        let tail = slug(concept.uri.rsplit('/').next().unwrap_or_default());
        let suffixes = [String::new(), tail.chars().take(8).collect()].into_iter();
        let suffixes = suffixes.chain((2..).map(|number: u32| number.to_string()));
        let slugs = suffixes.map(|suffix| {
            let room = LONGEST_SLUG.saturating_sub(suffix.len() + 1);
            slug(&format!("{} {suffix}", base.get(..room).unwrap_or(&base)))
        });
        let ids = slugs.filter_map(|slug| slug.parse::<SkillId>().ok());
        let id = ids.into_iter().find(|id| !self.ids.contains(id)).expect("numbers do not end");
        self.ids.insert(id.clone());
        id
    }
}
