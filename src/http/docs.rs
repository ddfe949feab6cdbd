//! The API's description: OpenAPI 3.1, made from the handlers.

use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
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
