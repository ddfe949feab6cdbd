//! What stewards are told of proposals.

use muster_kernel::Day;

use super::ProposalId;
use crate::{
    letters::Letter,
    notices::{Kind, Notice},
};

fn notice(id: ProposalId, event: &'static str, letter: Letter) -> Notice {
    Notice::new(Kind::Policy, event, id, letter).at(format!("/policies/{id}"))
}

/// To every other steward: one of them can adopt it.
pub(super) fn proposed(id: ProposalId, why: &str) -> Notice {
    notice(id, "policy.proposed", Letter::new("policy-proposed").with("why", why))
}

/// To whoever proposed it.
pub(super) fn adopted(id: ProposalId, version: i32, from: Day) -> Notice {
    notice(id, "policy.adopted", Letter::new("policy-adopted").with("version", version).with("from", from))
}

/// To whoever proposed it, where somebody else took it back.
pub(super) fn withdrawn(id: ProposalId) -> Notice {
    notice(id, "policy.withdrawn", Letter::new("policy-withdrawn"))
}
