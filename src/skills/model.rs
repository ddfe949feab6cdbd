//! The words of the taxonomy.

use std::{borrow::Cow, fmt, str::FromStr};

use diesel::{
    backend::Backend,
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    serialize::{self, Output, ToSql},
    sql_types::Text,
};
use serde::{Deserialize, Deserializer, Serialize, de};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

/// The longest slug.
pub(super) const LONGEST_SLUG: usize = 80;
/// The longest name or alias, in characters.
pub(super) const LONGEST_NAME: usize = 200;

/// The id of a skill: a slug of lower-case letters, digits and dashes, 1 to 80 of them. A natural key, so that whoever
/// reads a pool or a receipt reads which skill is meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
#[serde(transparent)]
pub struct SkillId(String);

impl SkillId {
    /// The slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SkillId {
    type Err = SkillIdError;
    fn from_str(text: &str) -> Result<Self, SkillIdError> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let fits = (1..=LONGEST_SLUG).contains(&text.len()) && text.bytes().all(plain);
        if fits { Ok(Self(text.to_owned())) } else { Err(SkillIdError { text: text.chars().take(60).collect() }) }
    }
}

/// A text that is no slug.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not the id of a skill: 1 to 80 lower-case letters, digits and dashes, such as web-development")]
pub struct SkillIdError {
    text: String,
}

impl fmt::Display for SkillId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl<'de> Deserialize<'de> for SkillId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl<DB: Backend> ToSql<Text, DB> for SkillId
where
    str: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.as_str().to_sql(out)
    }
}

impl<DB: Backend> FromSql<Text, DB> for SkillId
where
    String: FromSql<Text, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(String::from_sql(value)?.parse()?)
    }
}

impl PartialSchema for SkillId {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[a-z0-9-]{1,80}$")).into()
    }
}

impl ToSchema for SkillId {
    fn name() -> Cow<'static, str> {
        "SkillId".into()
    }
}

/// A category of work: every skill and every brief is of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Category {
    /// Its stable key, such as `web`.
    pub key: String,
    /// How it is shown, such as `Web development`.
    pub name: String,
}

crate::words! {
    /// Where a skill comes from. The order counts: of two skills with one name, the earlier source is meant.
    pub enum Source {
        /// Muster's own starter taxonomy.
        Starter = "starter",
        /// ESCO, the European taxonomy.
        Esco = "esco",
    }
}

crate::words! {
    /// How one skill stands to another.
    pub enum RelationKind {
        /// The other one is the broader.
        Broader = "broader",
        /// Knowing one is worth something of knowing the other.
        Related = "related",
    }
}

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Skills that are new.
    pub skills: usize,
    /// Names and aliases that are new.
    pub names: usize,
    /// Relations that are new.
    pub relations: usize,
    /// Concepts that were known under one of their names, and were attached to that skill.
    pub attached: usize,
}

/// The form in which names are compared: lower case, no white space around it, single spaces in it.
pub(super) fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

/// A slug for a name: its letters and digits in ASCII, with dashes for everything between, cut where it grows too long.
/// Empty where the name has no such letter.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(LONGEST_SLUG);
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_the_same_whatever_their_case_and_spaces() {
        assert_eq!(fold("  Ruby \t on  RAILS\n"), "ruby on rails");
        assert_eq!(fold("ÖKOLOGIE"), "ökologie");
    }

    #[test]
    fn a_slug_keeps_letters_and_digits() {
        assert_eq!(slug("C++ / Qt 5"), "c-qt-5");
        assert_eq!(slug("日本語"), "");
    }

    #[test]
    fn an_id_with_other_letters_is_refused_with_its_text() {
        let error = "Web Development".parse::<SkillId>().unwrap_err().to_string();
        assert!(error.starts_with("\"Web Development\" is not the id of a skill"), "{error}");
        assert!("".parse::<SkillId>().is_err());
        assert!("a".repeat(81).parse::<SkillId>().is_err());
    }

    proptest! {
        #[test]
        fn a_slug_that_is_not_empty_is_an_id(name in "\\PC{0,200}") {
            let slug = slug(&name);
            prop_assert!(slug.is_empty() || slug.parse::<SkillId>().is_ok(), "{slug}");
        }

        #[test]
        fn folding_twice_changes_nothing_more(name in "[a-zA-Z0-9 \\t+#.ÄÖÜäöüěščřž-]{0,60}") {
            prop_assert_eq!(fold(&fold(&name)), fold(&name));
        }
    }
}
