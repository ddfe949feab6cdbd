//! Use cases of skills.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

pub use super::esco::Esco;
use super::{
    esco,
    model::{Category, Imported, LONGEST_NAME, SkillId, fold},
    starter,
    store::{self, Matching, Neighbour, SkillRow},
};
use crate::{
    app::App,
    audit::{self, By},
    changes,
    db::{Conn, Tx},
    error::{Check, Error, Result},
    http::{Page, PageQuery},
};

/// How many matching names are read for each skill that a search answers with: a skill may match by several names.
const NAMES_A_SKILL: i64 = 8;

/// The categories of work, in the order in which they are shown.
static CATEGORIES: LazyLock<Vec<Category>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(include_str!("../../assets/categories.csv").as_bytes());
    reader.deserialize().collect::<csv::Result<_>>().expect("assets/categories.csv has the columns key and name")
});

/// What was typed, if anything, and which page of the list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SkillQuery {
    /// The beginning of a name, or of a word in it, in any case. Where absent, all skills are listed by id.
    pub q: Option<String>,
    /// The `next` of the page before, where all are listed.
    pub after: Option<String>,
    /// How many skills, 1 to 100; 50 where absent.
    pub limit: Option<i64>,
}

/// A skill in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Skill {
    /// Which.
    pub id: SkillId,
    /// Its preferred name.
    pub name: String,
    /// Its category.
    pub category: String,
    /// The name that was found, where it is another than the preferred one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matched: Option<String>,
}

/// A skill that another one relates to.
#[derive(Serialize, ToSchema)]
pub struct Relative {
    /// Which.
    pub id: SkillId,
    /// Its preferred name.
    pub name: String,
    /// What knowing one is worth of knowing the other, in thousandths; absent for a broader skill.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strength: Option<u16>,
}

/// A skill with all that is known of it.
#[derive(Serialize, ToSchema)]
pub struct SkillPage {
    /// Which.
    pub id: SkillId,
    /// Its preferred name.
    pub name: String,
    /// Its category.
    pub category: String,
    /// Its URI in ESCO, the European taxonomy, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    /// Other names, in any language.
    pub aliases: Vec<String>,
    /// Broader skills.
    pub broader: Vec<Relative>,
    /// Related skills, the nearest first.
    pub related: Vec<Relative>,
}

/// The categories of work, in the order in which they are shown.
pub fn categories() -> &'static [Category] {
    &CATEGORIES
}

/// The skills that a query asks for: those that match what was typed, or a page of all of them.
pub fn find(app: &App, query: SkillQuery) -> Result<Page<Skill>> {
    let SkillQuery { q, after, limit } = query;
    let pages = PageQuery { after, limit };
    match q {
        Some(typed) => Ok(Page { items: search(app, &typed, pages.limit()?)?, next: None }),
        None => list(app, &pages),
    }
}

/// A page of all skills, by id.
fn list(app: &App, query: &PageQuery) -> Result<Page<Skill>> {
    let limit = query.limit()?;
    let after = query.after.as_deref().map(str::parse::<SkillId>).transpose();
    let after = after.map_err(|_| Error::field("after", &query.after, "the `next` of the page before"))?;
    let found = app.db.read(|conn| store::page(conn, after.as_ref(), limit + 1))?;
    Ok(Page::of(found, limit, |row| row.id.to_string()).map(|row| skill(row, None)))
}

/// Skills of which a name begins with what was typed, or a word of a name does: the very name first, then names that
/// begin with it, then later words; preferred names before aliases, and our own skills before those of ESCO.
fn search(app: &App, typed: &str, limit: i64) -> Result<Vec<Skill>> {
    let mut check = Check::new();
    check.length("q", typed, 1..=LONGEST_NAME);
    check.done()?;
    let folded = fold(typed);
    let wanted = usize::try_from(limit).unwrap_or_default();
    app.db.read(|conn| {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for how in [Matching::Whole, Matching::Beginning, Matching::Word] {
            if found.len() < wanted {
                let rows = store::matching(conn, &folded, how, limit * NAMES_A_SKILL)?;
                let new = rows.into_iter().filter(|(row, _)| seen.insert(row.id.clone()));
                found.extend(new.map(|(row, name)| skill(row, Some(name))));
            }
        }
        found.truncate(wanted);
        Ok(found)
    })
}

/// A skill with its names and relations.
pub fn read(app: &App, id: &SkillId) -> Result<SkillPage> {
    app.db.read(|conn| {
        let row = store::skill(conn, id)?.ok_or_else(|| Error::not_found("skill", id))?;
        let aliases = store::names(conn, id)?.into_iter().filter(|name| *name != row.name).collect();
        let broader =
            store::broader_of(conn, id)?.into_iter().map(|(id, name, _)| Relative { id, name, strength: None });
        let related = store::related_to(conn, id)?.into_iter().map(related_skill);
        let (broader, related) = (broader.collect(), related.collect());
        Ok(SkillPage { id: row.id, name: row.name, category: row.category, uri: row.uri, aliases, broader, related })
    })
}

/// Every pair of related skills, once, with what knowing one is worth of knowing the other, in thousandths; in order.
pub fn related(conn: &mut Conn) -> Result<Vec<(SkillId, SkillId, u16)>> {
    Ok(store::related(conn)?.into_iter().map(|(a, b, strength)| (a, b, thousandths(strength))).collect())
}

/// Those of `ids` that are skills.
pub fn exist(conn: &mut Conn, ids: &[SkillId]) -> Result<HashSet<SkillId>> {
    Ok(store::known(conn, ids)?.into_iter().map(|row| row.id).collect())
}

/// The skills of a category, by id.
pub fn of_category(conn: &mut Conn, category: &str) -> Result<Vec<SkillId>> {
    store::of_category(conn, category)
}

/// The category of each of these skills; one that does not exist is left out.
pub fn categories_of(conn: &mut Conn, ids: &[SkillId]) -> Result<HashMap<SkillId, String>> {
    Ok(store::known(conn, ids)?.into_iter().map(|row| (row.id, row.category)).collect())
}

/// The preferred name of each of these skills; one that does not exist is left out.
pub fn names(conn: &mut Conn, ids: &[SkillId]) -> Result<HashMap<SkillId, String>> {
    Ok(store::known(conn, ids)?.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Which skills are meant by `names`; a name that no skill goes by is left out. Where several skills go by one name,
/// the one whose preferred name it is is meant, then one of Muster's own taxonomy, then the one with the smaller id.
pub fn recognise(conn: &mut Conn, names: &[String]) -> Result<HashMap<String, SkillId>> {
    let folded: HashSet<String> = names.iter().map(|name| fold(name)).filter(|name| !name.contains('\0')).collect();
    let folded: Vec<String> = folded.into_iter().collect();
    let mut owners = store::owners(conn, &folded)?;
    owners.sort_by(|a, b| (a.1 != 0, a.2, &a.3).cmp(&(b.1 != 0, b.2, &b.3)));
    let mut meant: HashMap<String, SkillId> = HashMap::new();
    for (folded, _, _, id) in owners {
        meant.entry(folded).or_insert(id);
    }
    let known = names.iter().filter_map(|name| Some((name.clone(), meant.get(&fold(name))?.clone())));
    Ok(known.collect())
}

/// Puts in what is missing of the starter taxonomy.
pub fn import_starter(tx: &mut Tx<'_>) -> Result<Imported> {
    let imported = starter::additions().put_in(tx)?;
    note(tx, "starter", &imported)
}

/// Puts in the starter taxonomy where there is no skill at all, so that a new network works at once.
pub fn import_starter_if_empty(app: &App) -> Result<()> {
    if app.db.read(store::is_empty)? {
        app.db.write(import_starter)?;
    }
    Ok(())
}

/// Puts in what is missing of ESCO.
pub fn import_esco(tx: &mut Tx<'_>, esco: &Esco) -> Result<Imported> {
    let imported = esco::put_in(tx, esco)?;
    note(tx, "esco", &imported)
}

/// An import that changed nothing leaves no trace.
fn note(tx: &mut Tx<'_>, taxonomy: &str, imported: &Imported) -> Result<Imported> {
    if *imported != Imported::default() {
        changes::everything(tx)?;
        audit::record_change(tx, By::Muster, "skills.imported", taxonomy, &(), imported)?;
    }
    Ok(*imported)
}

fn skill(row: SkillRow, matched: Option<String>) -> Skill {
    let matched = matched.filter(|name| *name != row.name);
    Skill { id: row.id, name: row.name, category: row.category, matched }
}

fn related_skill((id, name, strength): Neighbour) -> Relative {
    Relative { id, name, strength: Some(thousandths(strength)) }
}

fn thousandths(strength: i32) -> u16 {
    u16::try_from(strength).expect("the table holds strengths up to 999")
}
