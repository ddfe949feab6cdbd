//! What a certificate and a receipt say.

use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    formation::{FullReceipt, RunId},
    signing::Signed,
};

pub use crate::spaces::Permuted;

/// Names the format of a certificate, and its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum CertificateFormat {
    /// `muster-certificate/1`
    #[default]
    #[serde(rename = "muster-certificate/1")]
    One,
}

/// The hashes of a pool and of what the engine answered on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// SHA-256 of the pool, with everybody in it.
    pub pool_hash: String,
    /// SHA-256 of the result.
    pub result_hash: String,
}

/// That permuting spaces changes nothing for a run, or that it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// Always `muster-certificate/1`.
    pub format: CertificateFormat,
    /// For which run; its id is also the seed.
    pub run: RunId,
    /// What the run kept.
    pub kept: Outcome,
    /// When it was tried.
    pub at: Instant,
    /// What was permuted.
    pub permuted: Permuted,
    /// With spaces as they are.
    pub before: Outcome,
    /// With spaces permuted.
    pub after: Outcome,
    /// Whether, with spaces as they are, it is still what the run kept. Where it is not, somebody in the pool has changed
    /// since, and before and after are compared all the same.
    pub as_in_run: bool,
    /// Whether before and after are the same to the byte.
    pub equal: bool,
}

/// A receipt as it is handed out.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiptFile {
    /// What the run read and answered.
    pub run: FullReceipt,
    /// The certificate, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Signed<Certificate>>,
}
