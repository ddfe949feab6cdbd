//! The taxonomy: search, recognition, imports.

use std::{fs, path::Path};

use muster::skills::{
    Imported,
    service::{self, Esco},
};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Network, Person, on_both};

fn with_starter(network: &Network) -> &Network {
    network.db().write(service::import_starter).unwrap();
    network
}

fn ids(answer: &Value) -> Vec<&str> {
    answer["items"].as_array().unwrap().iter().map(|skill| skill["id"].as_str().unwrap()).collect()
}

fn recognised(network: &Network, names: &[&str]) -> Vec<Option<String>> {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let found = network.db().read(|conn| service::recognise(conn, &names)).unwrap();
    names.iter().map(|name| found.get(name).map(ToString::to_string)).collect()
}

#[test]
fn the_starter_taxonomy_is_put_in_once() {
    on_both(|network| {
        let first = network.db().write(service::import_starter).unwrap();
        assert_eq!(first.skills, 698);
        let second = network.db().write(service::import_starter).unwrap();
        assert_eq!(second, Imported::default());
        service::import_starter_if_empty(&network.app).unwrap();
        let pages = network.db().read(service::related).unwrap();
        assert!(pages.is_sorted());
        assert!(pages.iter().all(|(a, b, strength)| a < b && (1..=999).contains(strength)));
    });
}

#[test]
fn a_search_finds_beginnings_of_names_and_words_and_the_very_name_first() {
    on_both(|network| {
        let nobody = Person::nobody(with_starter(network));
        let rust = nobody.get("/skills?q=%20RUST&limit=3").ok(200);
        assert_eq!(ids(&rust)[0], "rust");
        let java = nobody.get("/skills?q=java&limit=5").ok(200);
        assert_eq!(ids(&java)[..2], ["java", "javascript"]);
        let development = nobody.get("/skills?q=development&limit=100").ok(200);
        assert!(ids(&development).contains(&"web-development"));
        assert!(!ids(&nobody.get("/skills?q=evelopment&limit=100").ok(200)).contains(&"web-development"));
    });
}

#[test]
fn an_alias_finds_its_skill_and_says_so() {
    on_both(|network| {
        let nobody = Person::nobody(with_starter(network));
        let found = nobody.get("/skills?q=webentwickl&limit=1").ok(200);
        assert_eq!(found["items"][0]["id"], "web-development");
        assert_eq!(found["items"][0]["matched"], "Webentwicklung");
        let page = nobody.get("/skills/front-end-development").ok(200);
        assert_eq!(page["broader"][0]["id"], "web-development");
        assert!(page["aliases"].as_array().unwrap().contains(&"frontend".into()));
        assert!(page["related"][0]["strength"].as_i64() >= page["related"][1]["strength"].as_i64());
    });
}

#[test]
fn signs_that_databases_use_are_taken_as_letters() {
    on_both(|network| {
        let nobody = Person::nobody(with_starter(network));
        assert_eq!(ids(&nobody.get("/skills?q=%25").ok(200)), [""; 0]);
        assert_eq!(ids(&nobody.get("/skills?q=e_b").ok(200)), [""; 0]);
        assert_eq!(ids(&nobody.get("/skills?q=%5C'%22").ok(200)), [""; 0]);
        assert_eq!(nobody.get("/skills?q=a%00b").fields(), ["q"]);
        assert_eq!(nobody.get("/skills?q=").fields(), ["q"]);
        assert_eq!(nobody.get(&format!("/skills?q={}", "x".repeat(201))).fields(), ["q"]);
        assert_eq!(nobody.get("/skills?q=a&limit=0").fields(), ["limit"]);
        assert_eq!(nobody.get("/skills?after=%00").fields(), ["after"]);
        nobody.get("/skills/no-such-skill").refused(404);
        nobody.get("/skills/No%20Slug").refused(404);
    });
}

#[test]
fn all_skills_are_listed_page_by_page() {
    on_both(|network| {
        let nobody = Person::nobody(with_starter(network));
        let mut seen: Vec<String> = Vec::new();
        let mut path = "/skills?limit=100".to_owned();
        loop {
            let page = nobody.get(&path).ok(200);
            seen.extend(ids(&page).into_iter().map(str::to_owned));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/skills?limit=100&after={next}");
        }
        assert_eq!(seen.len(), 698);
        assert!(seen.is_sorted());
        let categories = nobody.get("/categories").ok(200);
        assert_eq!(categories["items"][0]["key"], "web");
    });
}

const A: &str = "http://data.europa.eu/esco/skill/aaaaaaaa-0001";
const B: &str = "http://data.europa.eu/esco/skill/bbbbbbbb-0002";
const C: &str = "http://data.europa.eu/esco/skill/cccccccc-0003";
const E: &str = "http://data.europa.eu/esco/skill/eeeeeeee-0005";
const F: &str = "http://data.europa.eu/esco/skill/ffffffff-0006";
const D: &str = "http://data.europa.eu/esco/skill/dddddddd-0004";

/// Six concepts: two that are skills here, one whose slug is taken, three that are new.
fn esco_files(folder: &Path) {
    let skills = format!(
        "conceptUri,skillType,reuseLevel,preferredLabel,altLabels\n\
         {A},knowledge,cross-sector,javaScript,\"Client-side scripting\nJS scripts\"\n\
         {B},knowledge,cross-sector,web  development!,\n\
         {C},skill/competence,cross-sector,forge horseshoes,\"shoe forging\nJS scripts\"\n\
         {D},skill/competence,cross-sector,work metal,forge horseshoes\n\
         {E},knowledge,cross-sector,Java (computer programming),\n{F},knowledge,cross-sector,ML (computer programming),\n"
    );
    fs::write(folder.join("skills_en.csv"), skills).unwrap();
    let related = format!(
        "originalSkillUri,originalSkillType,relationType,relatedSkillType,relatedSkillUri\n\
         {C},skill/competence,optional,skill/competence,{A}\n{A},knowledge,essential,knowledge,{B}\n"
    );
    fs::write(folder.join("skillSkillRelations_en.csv"), related).unwrap();
    let broader = format!("conceptUri,broaderUri\n{C},{D}\n{D},http://data.europa.eu/esco/isced-f/07\n");
    fs::write(folder.join("broaderRelationsSkillPillar_en.csv"), broader).unwrap();
}

#[test]
fn esco_finds_the_skills_that_are_here_and_adds_the_others() {
    let folder = TempDir::new().unwrap();
    esco_files(folder.path());
    let esco = Esco::read(folder.path()).unwrap();
    on_both(|network| {
        let nobody = Person::nobody(with_starter(network));
        let imported = network.db().write(|tx| service::import_esco(tx, &esco)).unwrap();
        assert_eq!((imported.skills, imported.attached, imported.relations), (4, 2, 3));
        let javascript = nobody.get("/skills/javascript").ok(200);
        assert_eq!(javascript["uri"], A);
        assert!(javascript["aliases"].as_array().unwrap().contains(&"Client-side scripting".into()));
        // "web-development" is a skill here, with another name.
        assert_eq!(nobody.get("/skills/web-development-bbbbbbbb").ok(200)["uri"], B);
        assert_eq!(nobody.get("/skills/java").ok(200)["uri"], E);
        // ML is an alias of machine learning, but not the language of that name.
        assert_eq!(nobody.get("/skills/ml-computer-programming").ok(200)["uri"], F);
        let found = nobody.get("/skills?q=m&limit=100").ok(200);
        let place = |id: &str| ids(&found).iter().position(|found| *found == id).unwrap();
        assert!(place("mysql") < place("ml-computer-programming"), "ours come before ESCO's: {found}");
        let forge = nobody.get("/skills/forge-horseshoes").ok(200);
        assert_eq!(forge["broader"][0]["id"], "work-metal");
        assert_eq!(forge["related"][0]["id"], "javascript");
        assert_eq!(network.db().write(|tx| service::import_esco(tx, &esco)).unwrap(), Imported::default());
    });
}

#[test]
fn a_name_means_its_own_skill_before_an_alias_and_ours_before_esco() {
    let folder = TempDir::new().unwrap();
    esco_files(folder.path());
    let esco = Esco::read(folder.path()).unwrap();
    on_both(|network| {
        with_starter(network).db().write(|tx| service::import_esco(tx, &esco)).unwrap();
        let meant = recognised(network, &["JS  scripts", " Forge Horseshoes", "no such thing", "nul\0"]);
        let meant: Vec<Option<&str>> = meant.iter().map(Option::as_deref).collect();
        assert_eq!(meant, [Some("javascript"), Some("forge-horseshoes"), None, None]);
    });
}

#[test]
fn a_bad_row_is_refused_with_its_file_and_line() {
    let broken = |file: &str, from: &str, to: &str| {
        let folder = TempDir::new().unwrap();
        esco_files(folder.path());
        let path = folder.path().join(file);
        fs::write(&path, fs::read_to_string(&path).unwrap().replacen(from, to, 1)).unwrap();
        let told = Esco::read(folder.path()).unwrap_err().to_string();
        told.rsplit_once('/').map_or(told.clone(), |_| told.replace(&folder.path().display().to_string(), ""))
    };
    assert!(broken("skills_en.csv", B, A).starts_with("/skills_en.csv, line 4: http"));
    assert!(broken("skills_en.csv", "work metal", "").starts_with("/skills_en.csv, line 7: preferredLabel holds \"\""));
    assert!(broken("skills_en.csv", "conceptUri", "uri").contains("line 1: there is no column \"conceptUri\""));
    assert!(
        broken("skillSkillRelations_en.csv", "optional", "perhaps").contains("line 2: relationType is \"perhaps\"")
    );
    assert!(broken("skillSkillRelations_en.csv", C, "x").contains("line 2: \"x\" is no concept"));
    assert!(broken("broaderRelationsSkillPillar_en.csv", D, "x y").contains("line 2: \"x y\" is not the URI"));
    let folder = TempDir::new().unwrap();
    assert!(Esco::read(folder.path()).unwrap_err().to_string().contains("there are 0 files skills_….csv"));
}
