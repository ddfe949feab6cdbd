//! Spaces.

use muster_kernel::{Id, id::Kind};

pub mod routes;

/// Names a space.
pub struct SpaceKind;

impl Kind for SpaceKind {
    const PREFIX: &'static str = "space";
}

/// The id of a space.
pub type SpaceId = Id<SpaceKind>;

/// Names an affiliation.
pub struct AffiliationKind;

impl Kind for AffiliationKind {
    const PREFIX: &'static str = "affiliation";
}

/// The id of an affiliation.
pub type AffiliationId = Id<AffiliationKind>;

/// Names terms.
pub struct TermsKind;

impl Kind for TermsKind {
    const PREFIX: &'static str = "terms";
}

/// The id of terms.
pub type TermsId = Id<TermsKind>;
