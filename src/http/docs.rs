//! The API's description: OpenAPI 3.1, made from the handlers.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        Content, ObjectBuilder, PathItem, Ref, RefOr, Required, Response, ResponseBuilder,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn},
        schema::Type,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use crate::papers::media_type;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Muster",
        description = "The marketplace for the pooled talent of coworking networks. Amounts are whole minor units of \
                       a currency, days are ISO 8601, weeks start on Monday, and every refusal is a problem (RFC 9457).",
    ),
    modifiers(&HatScheme),
    components(schemas(crate::http::Problem)),
)]
pub(super) struct Description;

/// Access tokens, whose scopes at a route are the hats that may use it (`any` is whoever is signed in), and the API keys of
/// clients, whose scopes are those that a key needs one of. A route that does not name keys refuses them.
struct HatScheme;

impl Modify for HatScheme {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        let components = description.components.get_or_insert_default();
        components.add_security_scheme("hat", SecurityScheme::Http(bearer));
        let about = "An API key of a client organisation, which begins with mk_.";
        let key = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("mk_").description(Some(about));
        components.add_security_scheme("key", SecurityScheme::Http(key.build()));
    }
}

/// Adds what the handlers alone do not say: a name of its own for each operation, the variable parts of its path, and how
/// it is refused whatever it does.
pub(super) fn finish(mut description: utoipa::openapi::OpenApi) -> utoipa::openapi::OpenApi {
    for (path, item) in &mut description.paths.paths {
        for operation in operations(item) {
            name(operation);
            describe_path(path, operation);
            describe_formats(operation);
            describe_refusals(operation);
        }
    }
    description
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let all = [&mut item.get, &mut item.put, &mut item.post, &mut item.patch, &mut item.delete];
    all.into_iter().flatten()
}

/// Names an operation by its slice and its handler, such as `briefs_list`: handlers are named alike in many slices, and
/// a name in the API's description must be the only one of its kind.
fn name(operation: &mut Operation) {
    let slice = operation.tags.iter().flatten().next();
    if let (Some(slice), Some(handler)) = (slice, &operation.operation_id) {
        operation.operation_id = Some(format!("{slice}_{handler}"));
    }
}

/// Describes each `{part}` of `path` that the handler did not: a text, which the handler reads as an id.
fn describe_path(path: &str, operation: &mut Operation) {
    for part in path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
        let described = operation.parameters.get_or_insert_default();
        if !described.iter().any(|known| matches!(known, RefOr::T(known) if known.name == part)) {
            let text = ObjectBuilder::new().schema_type(Type::String);
            let parameter = ParameterBuilder::new().name(part).parameter_in(ParameterIn::Path);
            described.push(parameter.required(Required::True).schema(Some(text)).build().into());
        }
    }
}

/// Describes what a document is sent as, where its `format` can be asked for.
fn describe_formats(operation: &mut Operation) {
    let parameters = operation.parameters.iter().flatten().map(json);
    let formats = parameters.filter(|known| known["in"] == "query" && known["name"] == "format");
    let formats: Vec<Value> =
        formats.flat_map(|format| format["schema"]["enum"].as_array().cloned()).flatten().collect();
    let Some(RefOr::T(answer)) = operation.responses.responses.get_mut("200") else { return };
    for format in formats.iter().filter_map(Value::as_str) {
        let sent_as = media_type(format);
        let kind = sent_as.split_once(';').map_or(sent_as, |(kind, _)| kind);
        let text = || Content::new(Some(ObjectBuilder::new().schema_type(Type::String).build())).into();
        answer.content.entry(kind.to_owned()).or_insert_with(text);
    }
}

/// What a refusal is sent as (RFC 9457).
const PROBLEM: &str = "application/problem+json";

/// Describes the refusals that come before a handler is reached, and says what each refusal is sent as.
fn describe_refusals(operation: &mut Operation) {
    let of_anybody = operation.security.iter().flatten().any(|need| json(need)["hat"] == serde_json::json!(["any"]));
    let all = &mut operation.responses.responses;
    if operation.security.is_some() {
        refuse(all, "401", "nobody is signed in, or the token is no longer good");
        if !of_anybody {
            refuse(all, "403", "this hat, or this key, may not");
        }
    }
    if operation.request_body.is_some() {
        refuse(all, "400", "the body cannot be read");
    }
    if operation.request_body.is_some() || operation.parameters.iter().flatten().any(is_asked_for) {
        refuse(all, "422", "some fields are wrong");
    }
    refuse(all, "default", "any other refusal, such as 429 or 503, or a fault of the network");
    for (status, response) in all {
        let RefOr::T(response) = response else { continue };
        let refuses = status.starts_with(['4', '5']) || status == "default";
        if refuses && let Some(problem) = response.content.shift_remove("application/json") {
            response.content.insert(PROBLEM.to_owned(), problem);
        }
    }
}

fn refuse(all: &mut BTreeMap<String, RefOr<Response>>, status: &str, why: &str) {
    let problem = || Content::new(Some(Ref::from_schema_name("Problem")));
    let described = || ResponseBuilder::new().description(why).content(PROBLEM, problem()).build().into();
    all.entry(status.to_owned()).or_insert_with(described);
}

/// Whether it stands in the query, which is read as fields.
fn is_asked_for(parameter: &RefOr<Parameter>) -> bool {
    matches!(parameter, RefOr::T(Parameter { parameter_in: ParameterIn::Query, .. }))
}

/// What is private to a part of the description is read as everybody reads it.
fn json(part: &impl Serialize) -> Value {
    serde_json::to_value(part).unwrap_or_default()
}
