//! What stewards are told of proposals.

use muster_kernel::Day;

use super::ProposalId;
use crate::notices::{Kind, Notice};

fn notice(id: ProposalId, event: &'static str, subject: &str, text: String) -> Notice {
    Notice::new(Kind::Policy, event, id, subject.to_owned(), text).at(format!("/policies/{id}"))
}

/// To every other steward: one of them can adopt it.
pub(super) fn proposed(id: ProposalId, why: &str) -> Notice {
    let text =
        format!("a steward proposes another policy. Why, in their words: {why}\n\nAnother steward can adopt it.");
    notice(id, "policy.proposed", "A policy is proposed", text)
}

/// To whoever proposed it.
pub(super) fn adopted(id: ProposalId, version: i32, from: Day) -> Notice {
    let text = format!("the policy that you proposed is adopted as version {version}. It is in force from {from} on.");
    notice(id, "policy.adopted", "Your policy is adopted", text)
}

/// To whoever proposed it, where somebody else took it back.
pub(super) fn withdrawn(id: ProposalId) -> Notice {
    let text = "another steward took back the policy that you proposed. It stays visible.".to_owned();
    notice(id, "policy.withdrawn", "Your policy is withdrawn", text)
}
