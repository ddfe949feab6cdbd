//! Where settings come from: the environment, one file that it overrides, and files that hold one secret each.
//!
//! The file is TOML with the same keys as the environment, and named by `MUSTER_CONFIG` or `muster --config FILE`. What
//! holds a password may lie in a file of its own, named by the same key with `_FILE` behind it, as systemd, Docker and
//! Kubernetes hand secrets over. What is refused is told by its key and its line, never by what stands there.

use std::{
    collections::BTreeMap,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use toml::{Table, Value};

use crate::config::KEYS;

/// The setting that names the file of the others.
pub const FILE: &str = "MUSTER_CONFIG";
/// The settings that hold a secret, and so may be given as a file.
pub const SECRETS: [&str; 3] = ["DATABASE_URL", "MUSTER_SMTP_URL", "MUSTER_TRACES_TOKEN"];
/// The most bytes of a file of settings, or of a secret.
const LARGEST: usize = 64 << 10;

/// Settings as they were given, by their keys; secrets in place of the files that hold them.
pub struct Given {
    /// The value of each key.
    pub values: BTreeMap<String, String>,
    /// The files in which a secret was found.
    pub secret_files: Vec<PathBuf>,
}

/// Gathers those of `variables` that are Muster's, and what the files hold that they name; or says which one cannot be
/// used, and what would be right.
pub fn gather(variables: impl Iterator<Item = (String, String)>) -> Result<Given, String> {
    let environment: BTreeMap<String, String> =
        variables.filter(|(key, _)| key.starts_with("MUSTER_") || is_known(key)).collect();
    environment.keys().try_for_each(|key| check(key, ""))?;
    let file = environment.get(FILE).map(PathBuf::from);
    let mut values = file.as_deref().map(in_file).transpose()?.unwrap_or_default();
    for secret in SECRETS {
        let ways = [secret.to_owned(), file_of(secret)];
        // In whichever way the environment names a secret, it overrides the file.
        if ways.iter().any(|way| environment.contains_key(way)) {
            ways.iter().for_each(|way| drop(values.remove(way)));
        }
    }
    let holds_secret = SECRETS.iter().any(|secret| values.contains_key(*secret));
    let mut secret_files: Vec<PathBuf> = file.into_iter().filter(|_| holds_secret).collect();
    values.extend(environment);
    for secret in SECRETS {
        let key = file_of(secret);
        let Some(file) = values.remove(&key).map(PathBuf::from) else { continue };
        if values.contains_key(secret) {
            return Err(format!("{secret} and {key} are both set; set one of them"));
        }
        values.insert(secret.to_owned(), secret_in(&file).map_err(|wrong| format!("{key}: {wrong}"))?);
        secret_files.push(file);
    }
    Ok(Given { values, secret_files })
}

/// The key of the file that holds a secret.
fn file_of(secret: &str) -> String {
    format!("{secret}_FILE")
}

fn is_known(key: &str) -> bool {
    KEYS.iter().any(|(known, ..)| *known == key)
}

/// Refuses a key that is none, so that a misspelt one is never silently ignored. `place` says where it stands.
fn check(key: &str, place: &str) -> Result<(), String> {
    if is_known(key) {
        return Ok(());
    }
    let known = KEYS.iter().map(|(known, ..)| *known);
    let nearest = known.min_by_key(|known| strsim::damerau_levenshtein(known, &key.to_uppercase()));
    let nearest = nearest.expect("there are settings");
    Err(format!("{place}{key} is no setting of Muster; the one of the nearest name is {nearest}"))
}

/// The settings of a file.
fn in_file(file: &Path) -> Result<BTreeMap<String, String>, String> {
    let text = text_of(file)?;
    let place = format!("{}: ", file.display());
    let table: Table = toml::from_str(&text).map_err(|error| {
        let before = text.as_bytes().iter().take(error.span().map_or(0, |span| span.start));
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        format!("{}, line {line}: {}", file.display(), error.message())
    })?;
    let setting = |(key, value): (String, Value)| {
        check(&key, &place)?;
        match value {
            _ if key == FILE => Err(format!("{place}{key} stands in the file that it names; take it out")),
            Value::String(text) => Ok((key, text)),
            Value::Integer(number) => Ok((key, number.to_string())),
            other => {
                let kind = other.type_str();
                Err(format!("{place}{key} is of the type {kind}, but should be a text in quotes or a whole number"))
            }
        }
    };
    table.into_iter().map(setting).collect()
}

/// The secret that a file holds: all of it but the end of its last line.
fn secret_in(file: &Path) -> Result<String, String> {
    let text = text_of(file)?;
    let secret = text.strip_suffix('\n').unwrap_or(&text);
    let secret = secret.strip_suffix('\r').unwrap_or(secret);
    if secret.is_empty() {
        return Err(format!("{} is empty, but should hold the secret", file.display()));
    }
    Ok(secret.to_owned())
}

fn text_of(file: &Path) -> Result<String, String> {
    let mut text = String::new();
    let read = File::open(file).and_then(|opened| opened.take(LARGEST as u64 + 1).read_to_string(&mut text));
    read.map_err(|cause| format!("cannot read {}: {cause}", file.display()))?;
    if text.len() > LARGEST {
        return Err(format!("{} is larger than {} KiB, which no such file is", file.display(), LARGEST >> 10));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn given(variables: &[(&str, &str)]) -> Result<Given, String> {
        gather(variables.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())))
    }

    fn refused(variables: &[(&str, &str)]) -> String {
        given(variables).map(drop).unwrap_err()
    }

    /// A file of that content; the folder has to stay.
    fn file(folder: &TempDir, name: &str, content: &str) -> String {
        let file = folder.path().join(name);
        std::fs::write(&file, content).unwrap();
        file.to_str().unwrap().to_owned()
    }

    #[test]
    fn the_environment_overrides_the_file_key_by_key() {
        let folder = TempDir::new().unwrap();
        let settings = file(&folder, "muster.toml", "MUSTER_CONNECTIONS = 12\nMUSTER_NETWORK = 'Ours; Linz'\n");
        let Given { values, secret_files } =
            given(&[("MUSTER_CONFIG", &settings), ("MUSTER_NETWORK", "Theirs"), ("HOME", "/root")]).unwrap();
        assert_eq!((values["MUSTER_CONNECTIONS"].as_str(), values["MUSTER_NETWORK"].as_str()), ("12", "Theirs"));
        assert!(!values.contains_key("HOME") && secret_files.is_empty());
    }

    #[test]
    fn what_a_file_should_not_hold_is_told_by_its_place_and_never_shown() {
        let folder = TempDir::new().unwrap();
        for (content, told) in [
            (
                "MUSTER_BINDE = 'x'",
                "muster.toml: MUSTER_BINDE is no setting of Muster; the one of the nearest name is MUSTER_BIND",
            ),
            ("muster_connections = 8", "the one of the nearest name is MUSTER_CONNECTIONS"),
            ("[MUSTER]\nBIND = 'x'", "muster.toml: MUSTER is no setting of Muster"),
            (
                "MUSTER_LOG = true",
                "MUSTER_LOG is of the type boolean, but should be a text in quotes or a whole number",
            ),
            ("MUSTER_CONFIG = 'other.toml'", "MUSTER_CONFIG stands in the file that it names"),
            ("MUSTER_LOG = 'info'\nDATABASE_URL = postgres://muster:s3cret@db/muster", "muster.toml, line 2: "),
            ("MUSTER_LOG = 'info'\nMUSTER_LOG = 's3cret'", "muster.toml, line 2: "),
        ] {
            let error = refused(&[("MUSTER_CONFIG", &file(&folder, "muster.toml", content))]);
            assert!(error.contains(told) && !error.contains("s3cret"), "{content}: {error}");
        }
        let missing = folder.path().join("none.toml");
        let error = refused(&[("MUSTER_CONFIG", missing.to_str().unwrap())]);
        assert!(error.starts_with("cannot read ") && error.contains("none.toml"), "{error}");
    }

    #[test]
    fn a_secret_is_read_from_its_file_but_for_one_end_of_a_line() {
        let folder = TempDir::new().unwrap();
        for (content, secret) in [
            ("smtps://m:p@mail\n", "smtps://m:p@mail"),
            ("smtps://m:p@mail\r\n", "smtps://m:p@mail"),
            (" smtps://m:p@mail\n\n", " smtps://m:p@mail\n"),
        ] {
            let name = file(&folder, "smtp-url", content);
            let Given { values, secret_files } = given(&[("MUSTER_SMTP_URL_FILE", &name)]).unwrap();
            assert_eq!(values["MUSTER_SMTP_URL"], secret);
            assert!(!values.contains_key("MUSTER_SMTP_URL_FILE"));
            assert_eq!(secret_files, [PathBuf::from(&name)]);
        }
        let empty = refused(&[("DATABASE_URL_FILE", &file(&folder, "empty", "\n"))]);
        assert!(empty.starts_with("DATABASE_URL_FILE: ") && empty.ends_with("is empty, but should hold the secret"));
        let large = refused(&[("DATABASE_URL_FILE", &file(&folder, "large", &"x".repeat(LARGEST + 1)))]);
        assert!(large.contains("larger than 64 KiB"), "{large}");
        let missing = refused(&[("DATABASE_URL_FILE", "/no/such/file")]);
        assert!(missing.starts_with("DATABASE_URL_FILE: cannot read /no/such/file: "), "{missing}");
    }

    #[test]
    fn a_secret_is_given_once_and_the_environment_overrides_the_file_in_either_way() {
        let folder = TempDir::new().unwrap();
        let url = file(&folder, "url", "postgres://m:of-a-file@db/m");
        let both = refused(&[("DATABASE_URL", "postgres://m:p@db/m"), ("DATABASE_URL_FILE", &url)]);
        assert_eq!(both, "DATABASE_URL and DATABASE_URL_FILE are both set; set one of them");
        let settings = file(&folder, "muster.toml", "DATABASE_URL = 'postgres://m:p@db/m'\n");
        let alone = given(&[("MUSTER_CONFIG", &settings)]).unwrap();
        assert_eq!(alone.secret_files, [PathBuf::from(&settings)]);
        let overridden = given(&[("MUSTER_CONFIG", &settings), ("DATABASE_URL_FILE", &url)]).unwrap();
        assert_eq!(overridden.values["DATABASE_URL"], "postgres://m:of-a-file@db/m");
        assert_eq!(overridden.secret_files, [PathBuf::from(&url)]);
        let settings = file(&folder, "muster.toml", &format!("DATABASE_URL_FILE = '{url}'\n"));
        let overridden = given(&[("MUSTER_CONFIG", &settings), ("DATABASE_URL", "sqlite://x.db")]).unwrap();
        assert_eq!((overridden.values["DATABASE_URL"].as_str(), overridden.secret_files.len()), ("sqlite://x.db", 0));
    }

    #[test]
    fn every_secret_has_a_key_for_its_file() {
        for secret in SECRETS {
            assert!(check(secret, "").is_ok() && check(&file_of(secret), "").is_ok(), "{secret}");
        }
    }

    #[test]
    fn the_example_can_be_used_as_it_is_and_with_everything_that_it_leaves_open() {
        let example = Path::new("deploy/muster.toml");
        let as_it_is = in_file(example).unwrap();
        assert!(crate::config::Config::read(as_it_is.clone().into_iter()).is_ok());
        let text = std::fs::read_to_string(example).unwrap();
        let opened = text.replace("\n#MUSTER", "\nMUSTER").replace("\n#DATABASE", "\nDATABASE");
        let folder = TempDir::new().unwrap();
        let opened = in_file(Path::new(&file(&folder, "muster.toml", &opened))).unwrap();
        let missing: Vec<&str> =
            KEYS.iter().map(|(key, ..)| *key).filter(|key| *key != FILE && !opened.contains_key(*key)).collect();
        assert!(missing.is_empty() && opened.len() > as_it_is.len(), "the example lacks {missing:?}");
    }
}
