//! A receipt in full: everything that a run read and answered, and the check that one follows from the other.
//!
//! It needs no network and no database: whoever has the file and this program can do the run again.

use muster_formation::{
    ENGINE, Index, Limit,
    document::{Brief, Pool, Teams},
    form,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    run::{NODE_LIMIT, Purpose},
    service::Receipt,
};
use crate::{hash, policies::Policy};

/// Names the format of a receipt, and its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum ReceiptFormat {
    /// `muster-receipt/1`
    #[default]
    #[serde(rename = "muster-receipt/1")]
    One,
}

/// A run with everything that it read and answered. Members go by pseudonyms that no other run uses.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FullReceipt {
    /// Always `muster-receipt/1`.
    pub format: ReceiptFormat,
    /// What was run, when, and the hashes of what follows.
    pub receipt: Receipt,
    /// After how many nodes the search would have stopped.
    pub nodes: u64,
    /// SHA-256 of the policy.
    pub policy_hash: String,
    /// The policy.
    pub policy: Policy,
    /// The brief as the engine read it: `muster-brief/1`.
    #[schema(value_type = Object)]
    pub brief: Brief,
    /// The pool: `muster-pool/1`.
    #[schema(value_type = Object)]
    pub pool: Pool,
    /// The result: `muster-teams/1`.
    #[schema(value_type = Object)]
    pub result: Teams,
}

impl FullReceipt {
    /// Which engine is needed to check it, where it is another than this program's.
    pub fn other_engine(&self) -> Option<&str> {
        (self.receipt.engine != ENGINE).then_some(&self.receipt.engine)
    }

    /// Everything in it that does not follow from the rest, a sentence each.
    pub fn faults(&self) -> Vec<String> {
        let mut faults: Vec<String> = [
            of_hash("policy", &self.policy, &self.policy_hash),
            of_hash("brief", &self.brief, &self.receipt.brief_hash),
            of_hash("pool", &self.pool, &self.receipt.pool_hash),
            of_hash("result", &self.result, &self.receipt.result_hash),
        ]
        .into_iter()
        .flatten()
        .collect();
        faults.extend(self.of_policy());
        faults.extend(self.of_engine());
        faults
    }

    /// What of brief and pool is not as the policy has it.
    fn of_policy(&self) -> Vec<String> {
        let Policy { weights, teams, min_difference, horizon_weeks, .. } = &self.policy;
        let teams = if self.receipt.kind == Purpose::Form { *teams } else { 1 };
        let asked = (self.brief.teams, self.brief.min_difference);
        let right = [
            (self.brief.weights == *weights, "The brief's weights are not those of the policy."),
            (asked == (teams, *min_difference), "The brief asks for other teams than the policy has formed."),
            (self.pool.weeks == i64::from(*horizon_weeks), "The pool's horizon is not that of the policy."),
            (self.pool.week0 == self.receipt.created_at.day().monday(), "The pool is not of the week of the run."),
            (self.brief.id == self.receipt.brief.to_string(), "The brief is another than the one that was run."),
            (self.nodes == NODE_LIMIT, "The search was not given the nodes that every run is given."),
        ];
        right.into_iter().filter(|(right, _)| !right).map(|(_, sentence)| sentence.to_owned()).collect()
    }

    /// Runs the engine again.
    fn of_engine(&self) -> Option<String> {
        let index = match Index::new(&self.pool) {
            Ok(index) => index,
            Err(refusal) => return Some(format!("The engine refuses the pool: {refusal}.")),
        };
        let again = match form(&index, &self.brief, &mut Limit::nodes(NODE_LIMIT)) {
            Ok(outcome) => hash::of_json(&outcome.answer),
            Err(refusal) => return Some(format!("The engine refuses the brief: {refusal}.")),
        };
        let said = hash::of_json(&self.result);
        (again != said).then(|| format!("The engine answers otherwise: the hash of its result is {again}, not {said}."))
    }
}

fn of_hash(what: &str, document: &impl Serialize, said: &str) -> Option<String> {
    let is = hash::of_json(document);
    (is != said)
        .then(|| format!("The {what} is not the one of the run: its hash is {is}, and the receipt says {said:?}."))
}
