//! Spaces: who runs them, who belongs to them, and on which terms. What it brings them is told by
//! [`reports`](crate::reports).
//!
//! **Separation.** An operator sees their own space's members, terms, balance and reports, and nothing of briefs, runs,
//! invitations, bids or reviews. Formation reads nothing of this slice.
//!
//! **Home.** A member has one home space at a time, or none. A move begins today or later and ends the affiliation
//! before; what was awarded before keeps its terms.
//!
//! **Terms.** A rate counts from a day on until the next one of its kind. A space, or a network, that is founded says
//! its first rate at once; every later one is announced thirty days ahead, and those whom it touches are told by mail.
//! Commission, network fee with its tax, and fund together take at most half, on every day for which rates are known. A
//! commission, the fee and the contribution to the fund may have bounds in a currency: a least for each release, and a most
//! for each member and year.
//!
//! **Finders.** Whoever brought a client, a member or a space, gets a share of the network's fee, by the rate that is in
//! force when a seat is taken. Members and their spaces get what they would get without a finder.
//!
//! Calls identity, places, members and book. Called by engagements and invitations for terms, by certificates to permute all
//! of it, and by reports and the meter, which tell operators what it brings them.

use muster_kernel::{Id, id::Kind};

mod finders;
mod model;
pub mod permute;
pub mod personal;
pub mod routes;
pub mod service;
mod store;
pub mod terms;

pub use self::finders::NewFinder;
pub use self::model::{NewSpace, RateKind};
pub use self::permute::Permuted;
pub use self::terms::{Rates, RatesQuery};

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

/// Names who brought a client, from a day on.
pub struct FinderKind;

impl Kind for FinderKind {
    const PREFIX: &'static str = "finder";
}

/// The id of who brought a client, from a day on.
pub type FinderId = Id<FinderKind>;

/// Names terms.
pub struct TermsKind;

impl Kind for TermsKind {
    const PREFIX: &'static str = "terms";
}

/// The id of terms.
pub type TermsId = Id<TermsKind>;
