//! Reading what a request says: bodies, paths and queries whose errors name the place.

use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web};
use serde::de::DeserializeOwned;

use crate::error::{Error, Field};

/// The largest body that is read: 1 MiB.
const LARGEST: usize = 1 << 20;

/// A JSON body. Where it cannot be read as a `T`, the refusal names the field.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = request.content_type().eq_ignore_ascii_case("application/json");
        let bytes = web::Bytes::from_request(request, payload);
        Box::pin(async move {
            if !is_json {
                return Err(Error::Malformed("Send a JSON body with Content-Type: application/json.".to_owned()));
            }
            let bytes = bytes.await.map_err(|_| Error::Malformed(format!("A body is at most {LARGEST} bytes.")))?;
            read(&bytes).map(Self)
        })
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let cause = error.into_inner();
        if cause.is_data() {
            let (missing, expected) = right(&cause);
            let place =
                [path.as_str(), &missing].into_iter().filter(|part| !matches!(*part, "." | "")).collect::<Vec<_>>();
            let field = if place.is_empty() { "body".to_owned() } else { place.join(".") };
            Error::Invalid(vec![Field::new(field, serde_json::Value::Null, expected)])
        } else {
            Error::Malformed(format!("The body is not JSON: {cause}."))
        }
    })?;
    json.end().map_err(|cause| Error::Malformed(format!("The body goes on after its JSON: {cause}.")))?;
    Ok(value)
}

/// The field that is missing, if one is, and what would be right: out of serde's sentence, without the position, which the
/// field's name makes needless, and without what was found, which whoever sent it knows.
fn right(cause: &impl std::fmt::Display) -> (String, String) {
    let text = cause.to_string();
    let sentence = text.rsplit_once(" at line ").map_or(text.as_str(), |(sentence, _)| sentence);
    if let Some(name) = sentence.strip_prefix("missing field `") {
        return (name.trim_end_matches('`').to_owned(), "there".to_owned());
    }
    let expected = match sentence.split_once(", expected ") {
        Some((found, fields)) if found.starts_with("unknown field") => {
            format!("left out: the fields here are {}", fields.trim_start_matches("one of "))
        }
        Some((_, expected)) => named(expected).to_owned(),
        None => sentence.to_owned(),
    };
    (String::new(), expected)
}

/// A type of numbers in words.
fn named(expected: &str) -> &str {
    match expected {
        "i8" | "i16" | "i32" | "i64" => "a whole number",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number, not negative",
        other => other,
    }
}

/// How paths, queries and bodies that cannot be read are refused.
pub fn refusals(config: &mut web::ServiceConfig) {
    config
        .app_data(web::PayloadConfig::new(LARGEST))
        .app_data(web::PathConfig::default().error_handler(|error, request| {
            let last = request.path().rsplit('/').next().unwrap_or_default().to_owned();
            tracing::debug!(%error, "a path names nothing");
            Error::not_found("thing named", last).into()
        }))
        .app_data(
            web::QueryConfig::default()
                .error_handler(|error, _| Error::Invalid(vec![query_field(&error.to_string())]).into()),
        );
}

/// The field of a query that is missing or not known, or the query as a whole, and what would be right.
fn query_field(error: &str) -> Field {
    let cause = error.trim_start_matches("Query deserialize error: ");
    let unknown = cause.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
    let (missing, expected) = right(&cause);
    let field = match (missing.as_str(), unknown) {
        ("", Some(unknown)) => unknown,
        ("", None) => "query",
        (missing, _) => missing,
    };
    Field::new(field, serde_json::Value::Null, expected)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read")]
    struct Wish {
        hours: i32,
        skill: String,
    }

    fn refusal(body: &str) -> String {
        let Err(Error::Invalid(fields)) = read::<Wish>(body.as_bytes()) else { panic!("{body} is read") };
        let [Field { field, expected, .. }] = fields.as_slice() else { panic!("{fields:?}") };
        format!("{field} should be {expected}")
    }

    #[test]
    fn a_query_that_does_not_fit_is_told_the_same_way() {
        let said = |sentence: &str| {
            let Field { field, expected, .. } = query_field(&format!("Query deserialize error: {sentence}"));
            format!("{field} should be {expected}")
        };
        assert_eq!(said("missing field `from`"), "from should be there");
        assert_eq!(
            said("unknown field `form`, expected `from` or `to`"),
            "form should be left out: the fields here are `from` or `to`"
        );
        assert_eq!(said("invalid type: string \"x\", expected i64"), "query should be a whole number");
    }

    #[test]
    fn a_body_that_does_not_fit_is_told_where_and_what_would_be_right() {
        assert_eq!(refusal(r#"{"hours": "many", "skill": ""}"#), "hours should be a whole number");
        assert_eq!(refusal(r#"{"hours": 1, "skill": 2}"#), "skill should be a string");
        assert_eq!(refusal(r#"{"hours": 1}"#), "skill should be there");
        assert_eq!(refusal(r#"{"ours": 1}"#), "ours should be left out: the fields here are `hours` or `skill`");
    }
}
