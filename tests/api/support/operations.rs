//! What the API's description says of each operation, and requests that fit it.

use muster::http;
use serde_json::{Map, Value, json};

/// A Monday within the weeks ahead, wherever a day is asked for.
const DAY: &str = "2026-12-07";
/// Long enough for whatever asks for words.
const WORDS: &str = "Words that say enough, whoever reads them.";

/// The API's description.
pub fn description() -> Value {
    serde_json::to_value(http::openapi()).unwrap()
}

/// An operation of the API.
pub struct Operation<'d> {
    description: &'d Value,
    said: &'d Value,
    /// Its method, in capitals.
    pub method: String,
    /// Its path, with the variable parts in braces.
    pub path: &'d str,
}

impl<'d> Operation<'d> {
    /// Every operation, path by path.
    pub fn all(description: &'d Value) -> Vec<Self> {
        let paths = description["paths"].as_object().unwrap().iter();
        let of_path = |(path, methods): (&'d String, &'d Value)| {
            let methods = methods.as_object().unwrap().iter();
            methods.map(move |(method, said)| Self { description, said, method: method.to_uppercase(), path })
        };
        paths.flat_map(of_path).collect()
    }

    /// The hats that it names: `any` is whoever is signed in; none is the whole world.
    pub fn hats(&self) -> Vec<&'d str> {
        let needs = self.said["security"].as_array().into_iter().flatten();
        needs.flat_map(|need| need["hat"].as_array().into_iter().flatten()).map(|hat| hat.as_str().unwrap()).collect()
    }

    /// A body with what it must have and nothing else, and its type; nothing where it takes none.
    pub fn body(&self) -> Option<(&'d str, Value)> {
        let (kind, media) = self.said["requestBody"]["content"].as_object()?.iter().next()?;
        let body = if kind == "application/json" { self.sample(&media["schema"]) } else { json!("x") };
        Some((kind.as_str(), body))
    }

    /// What must stand in the query, from the question mark on.
    pub fn query(&self) -> String {
        let said = self.said["parameters"].as_array().into_iter().flatten();
        let needed = said.filter(|one| one["in"] == "query" && one["required"] == true);
        let told = needed.map(|one| {
            let value = self.sample(&one["schema"]);
            format!("{}={}", one["name"].as_str().unwrap(), value.as_str().unwrap_or("1").replace(' ', "+"))
        });
        let told: Vec<String> = told.collect();
        if told.is_empty() { String::new() } else { format!("?{}", told.join("&")) }
    }

    /// The plainest value that a schema takes.
    fn sample(&self, schema: &Value) -> Value {
        if let Some(name) = schema["$ref"].as_str() {
            return self.sample(self.description.pointer(name.trim_start_matches('#')).unwrap());
        }
        if let Some(first) = schema["enum"].get(0) {
            return first.clone();
        }
        for choice in ["oneOf", "anyOf"] {
            if let Some(all) = schema[choice].as_array() {
                return self.sample(all.iter().find(|one| one["type"] != "null").unwrap());
            }
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let fields = parts.iter().filter_map(|part| self.sample(part).as_object().cloned());
            return Value::Object(fields.flatten().collect());
        }
        match schema["type"].as_str() {
            Some("object") => {
                let needed = schema["required"].as_array().into_iter().flatten().map(|name| name.as_str().unwrap());
                let fields = needed.map(|name| (name.to_owned(), self.sample(&schema["properties"][name])));
                Value::Object(fields.collect::<Map<String, Value>>())
            }
            Some("array") => json!([]),
            Some("integer" | "number") => json!(1),
            Some("boolean") => json!(false),
            Some("string") => json!(text(schema)),
            _ => Value::Null,
        }
    }
}

fn text(schema: &Value) -> String {
    match (schema["format"].as_str(), schema["pattern"].as_str()) {
        (Some("date"), _) => DAY.to_owned(),
        (Some("date-time"), _) => format!("{DAY}T12:00:00Z"),
        (_, Some("^[A-Z]{3}$")) => "EUR".to_owned(),
        (_, Some(r"^\d{4}-\d{2}$")) => "2026-09".to_owned(),
        // An id: its prefix, and what names nothing.
        (_, Some(id)) if id.ends_with("_[0-9a-z]{26}$") => {
            format!("{}_{}", id.trim_start_matches('^').split('_').next().unwrap(), NOTHING)
        }
        _ => WORDS.to_owned(),
    }
}

/// The part of an id after its prefix that names nothing.
pub const NOTHING: &str = "00000000000000000000000001";
