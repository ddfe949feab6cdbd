//! Reading ESCO's CSV files. One bad row refuses them all.

use std::{
    collections::{BTreeMap, HashSet},
    path::{Path, PathBuf},
};

use super::{Concept, Esco};
use crate::{
    skills::model::LONGEST_NAME,
    table::{self, BadTable},
};

/// What knowing one of two related skills is worth of knowing the other, in thousandths. ESCO does not say how much; it
/// calls a relation essential or optional. Essential is taken like a usual relation of the starter taxonomy, where most
/// lie between 500 and 700; optional like its weakest, so that it breaks ties and hardly more.
const ESSENTIAL: i32 = 600;
const OPTIONAL: i32 = 300;
/// The longest URI.
const LONGEST_URI: usize = 200;

impl Esco {
    /// Reads the three files `skills_….csv`, `skillSkillRelations….csv` and `broaderRelationsSkillPillar….csv`, as they
    /// are downloaded from ESCO in any language.
    pub fn read(folder: &Path) -> Result<Self, BadTable> {
        let concepts = concepts(&the_file(folder, "skills_")?)?;
        let uris: HashSet<&str> = concepts.iter().map(|concept| concept.uri.as_str()).collect();
        let related = related(&the_file(folder, "skillSkillRelations")?, &uris)?;
        let broader = broader(&the_file(folder, "broaderRelationsSkillPillar")?, &uris)?;
        Ok(Self { related, broader, concepts })
    }
}

/// The one CSV file in `folder` whose name begins with `start`.
fn the_file(folder: &Path, start: &str) -> Result<PathBuf, BadTable> {
    let bad = |error: std::io::Error| BadTable::whole(folder, format!("cannot be read: {error}"));
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(bad)? {
        let path = entry.map_err(bad)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(start) && name.ends_with(".csv") {
            found.push(path);
        }
    }
    let count = found.len();
    let wrong = || BadTable::whole(folder, format!("there are {count} files {start}….csv, and there should be one"));
    found.pop().filter(|_| count == 1).ok_or_else(wrong)
}

fn concepts(file: &Path) -> Result<Vec<Concept>, BadTable> {
    let mut seen = HashSet::new();
    let rows = table::read(file, ["conceptUri", "skillType", "preferredLabel", "altLabels"])?;
    let concept = |row: &table::Row<4>| {
        let [uri, kind, label, aliases] = &row.fields;
        check_uri(row, uri)?;
        if !seen.insert(uri.clone()) {
            return Err(row.refuse(format!("{uri} stands on an earlier line as well; each concept has one line")));
        }
        if !["skill/competence", "knowledge", ""].contains(&kind.as_str()) {
            return Err(row.refuse(format!("skillType is {kind:?}, but should be skill/competence or knowledge")));
        }
        let aliases = aliases.lines().map(str::trim).filter(|alias| !alias.is_empty());
        let aliases: Vec<String> = aliases.map(str::to_owned).collect();
        check_name(row, "preferredLabel", label)?;
        aliases.iter().try_for_each(|alias| check_name(row, "altLabels", alias))?;
        Ok(Concept { uri: uri.clone(), label: label.clone(), aliases })
    };
    rows.iter().map(concept).collect()
}

fn check_uri<const COLUMNS: usize>(row: &table::Row<COLUMNS>, uri: &str) -> Result<(), BadTable> {
    let fits = uri.starts_with("http") && uri.len() <= LONGEST_URI && uri.bytes().all(|byte| byte.is_ascii_graphic());
    let wrong = || format!("{uri:?} is not the URI of a concept, such as http://data.europa.eu/esco/skill/…");
    if fits { Ok(()) } else { Err(row.refuse(wrong())) }
}

fn check_name<const COLUMNS: usize>(row: &table::Row<COLUMNS>, column: &str, name: &str) -> Result<(), BadTable> {
    let fits = (1..=LONGEST_NAME).contains(&name.chars().count()) && !name.contains(char::is_control);
    let wrong = || format!("{column} holds {name:?}, but a name has 1 to {LONGEST_NAME} characters");
    if fits { Ok(()) } else { Err(row.refuse(wrong())) }
}

/// Pairs of related concepts, each once; where the file has a pair twice, the stronger relation holds.
fn related(file: &Path, uris: &HashSet<&str>) -> Result<BTreeMap<(String, String), i32>, BadTable> {
    let mut pairs = BTreeMap::new();
    for row in table::read(file, ["originalSkillUri", "relationType", "relatedSkillUri"])? {
        let [a, kind, b] = &row.fields;
        for uri in [a, b] {
            if !uris.contains(uri.as_str()) {
                return Err(row.refuse(format!("{uri:?} is no concept of the skills file")));
            }
        }
        let strength = match kind.as_str() {
            "essential" => ESSENTIAL,
            "optional" => OPTIONAL,
            _ => return Err(row.refuse(format!("relationType is {kind:?}, but should be essential or optional"))),
        };
        let known = pairs.entry((a.min(b).clone(), a.max(b).clone())).or_insert(strength);
        *known = strength.max(*known);
    }
    Ok(pairs)
}

/// Which concept is broader than which. The file also has groups and fields of education: those are not skills.
fn broader(file: &Path, uris: &HashSet<&str>) -> Result<Vec<(String, String)>, BadTable> {
    let mut pairs = Vec::new();
    for row in table::read(file, ["conceptUri", "broaderUri"])? {
        let [narrow, broad] = &row.fields;
        check_uri(&row, narrow)?;
        check_uri(&row, broad)?;
        if uris.contains(narrow.as_str()) && uris.contains(broad.as_str()) {
            pairs.push((narrow.clone(), broad.clone()));
        }
    }
    Ok(pairs)
}
