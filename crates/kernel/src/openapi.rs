//! How the kernel's types are described in an OpenAPI document.

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, schema::Type},
};

use crate::{BasisPoints, Currency, Day, Id, Instant, Month, id::Kind};

fn text(pattern: &str, format: Option<KnownFormat>) -> RefOr<Schema> {
    let described = ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern));
    described.format(format.map(SchemaFormat::KnownFormat)).into()
}

impl<K: Kind> PartialSchema for Id<K> {
    fn schema() -> RefOr<Schema> {
        text(&format!("^{}_[0-9a-z]{{26}}$", K::PREFIX), None)
    }
}

impl<K: Kind> ToSchema for Id<K> {
    fn name() -> std::borrow::Cow<'static, str> {
        let mut letters = K::PREFIX.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters).chain("Id".chars()).collect::<String>().into()
    }
}

impl PartialSchema for Day {
    fn schema() -> RefOr<Schema> {
        text(r"^\d{4}-\d{2}-\d{2}$", Some(KnownFormat::Date))
    }
}

impl ToSchema for Day {}

impl PartialSchema for Month {
    fn schema() -> RefOr<Schema> {
        text(r"^\d{4}-\d{2}$", None)
    }
}

impl ToSchema for Month {}

impl PartialSchema for Instant {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .into()
    }
}

impl ToSchema for Instant {}

impl PartialSchema for Currency {
    fn schema() -> RefOr<Schema> {
        text("^[A-Z]{3}$", None)
    }
}

impl ToSchema for Currency {}

impl PartialSchema for BasisPoints {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0)).maximum(Some(10_000)).into()
    }
}

impl ToSchema for BasisPoints {}
