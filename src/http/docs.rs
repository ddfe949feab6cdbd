//! The API's description: OpenAPI 3.1, made from the handlers.

use utoipa::{
    Modify, OpenApi,
    openapi::{
        ObjectBuilder, PathItem, RefOr, Required,
        path::{Operation, ParameterBuilder, ParameterIn},
        schema::Type,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

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

/// Access tokens. The scopes of a route are the hats that may use it; `any` is whoever is signed in.
struct HatScheme;

impl Modify for HatScheme {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        let components = description.components.get_or_insert_default();
        components.add_security_scheme("hat", SecurityScheme::Http(bearer));
    }
}

/// Adds what the handlers alone do not say: a name of its own for each operation, and the variable parts of its path.
pub(super) fn finish(mut description: utoipa::openapi::OpenApi) -> utoipa::openapi::OpenApi {
    for (path, item) in &mut description.paths.paths {
        for operation in operations(item) {
            name(operation);
            describe_path(path, operation);
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
