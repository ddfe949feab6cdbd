//! Work that is done later: mail that leaves, teams that are formed, invitations that lapse.
//!
//! A job is a row written with the change that causes it. A worker claims it with a lease, does it outside of that
//! transaction, and marks it done; a job that fails is tried again with growing pauses and is dead after ten tries,
//! kept for an admin to see. A worker may stop between doing a job and marking it, so every job can be done twice.

mod store;
mod worker;

use muster_kernel::{Id, Instant, id::Kind};
use serde::{Deserialize, Serialize};

pub use self::worker::{run_due, work};
use crate::{
    briefs::BriefId, db::Tx, disputes::DisputeId, error::Result, identity::PersonId, invitations::InvitationId,
    mail::Mail, webhooks::DeliveryId,
};

/// Names a job.
pub struct JobKind;

impl Kind for JobKind {
    const PREFIX: &'static str = "job";
}

type JobId = Id<JobKind>;

/// What can be done later.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// A mail leaves.
    Mail(Mail),
    /// What waits for somebody's digest leaves.
    Digest {
        /// Whose.
        person: PersonId,
    },
    /// A message goes to a client's webhook.
    DeliverWebhook {
        /// The message.
        delivery: DeliveryId,
    },
    /// Teams are formed for a posted brief, and their members invited.
    FormTeams {
        /// The brief.
        brief: BriefId,
    },
    /// An invitation that nobody answered lapses.
    LapseInvitation {
        /// The invitation.
        invitation: InvitationId,
    },
    /// The bids that lost a member to a decline or a lapse are staffed again.
    RepairBids {
        /// The invitation that was declined or lapsed.
        invitation: InvitationId,
    },
    /// A brief's deadline passes: its bids are opened.
    CloseBidding {
        /// The brief.
        brief: BriefId,
    },
    /// A deadline of a dispute passes.
    DisputeDue {
        /// The dispute.
        dispute: DisputeId,
    },
    /// Those who can still meet a deadline of a dispute are reminded.
    RemindOfDispute {
        /// The dispute.
        dispute: DisputeId,
        /// The deadline.
        due: Instant,
    },
}

impl Job {
    /// Its name in the database.
    fn kind(&self) -> &'static str {
        match self {
            Self::Mail(_) => "mail",
            Self::Digest { .. } => "digest",
            Self::DeliverWebhook { .. } => "deliver_webhook",
            Self::FormTeams { .. } => "form_teams",
            Self::LapseInvitation { .. } => "lapse_invitation",
            Self::RepairBids { .. } => "repair_bids",
            Self::CloseBidding { .. } => "close_bidding",
            Self::DisputeDue { .. } => "dispute_due",
            Self::RemindOfDispute { .. } => "remind_of_dispute",
        }
    }
}

/// Has `job` done as soon as the transaction is committed.
pub fn soon(tx: &mut Tx<'_>, job: &Job) -> Result<()> {
    at(tx, tx.now(), job)
}

/// Has `job` done at `due`.
pub fn at(tx: &mut Tx<'_>, due: Instant, job: &Job) -> Result<()> {
    store::insert(tx, due, job)
}
