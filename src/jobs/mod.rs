//! Work that is done later: mail that leaves, teams that are formed, invitations that lapse.
//!
//! A job is a row written with the change that causes it. A worker claims it with a lease, does it outside of that
//! transaction, and marks it done; a job that fails is tried again with growing pauses and is dead after ten tries,
//! kept for an admin to see. A worker may stop between doing a job and marking it, so every job can be done twice.

mod store;
mod worker;

use muster_kernel::{Day, Id, Instant, id::Kind};
use serde::{Deserialize, Serialize};

pub use self::worker::{run_due, work};
use crate::{
    briefs::BriefId,
    calendars::CalendarId,
    connections::ConnectionId,
    counters::CounterId,
    db::Tx,
    disputes::DisputeId,
    engagements::{EngagementId, MilestoneId},
    error::Result,
    formation::RunId,
    fundings::FundingId,
    handovers::HandoverId,
    identity::{MemberId, PersonId},
    invitations::InvitationId,
    mail::Mail,
    standbys::StandbyId,
    webhooks::DeliveryId,
};

/// Names a job.
pub struct JobKind;

impl Kind for JobKind {
    const PREFIX: &'static str = "job";
}

/// The id of a job.
pub type JobId = Id<JobKind>;

/// What can be done later. Its tag is its name in the database.
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
    /// It is tried whether permuting spaces changes anything for a run.
    Certify {
        /// The run.
        run: RunId,
    },
    /// Within which spaces' reach the seats of an engagement were is noted, for the conflict meter.
    NoteReach {
        /// The engagement.
        engagement: EngagementId,
        /// Its brief.
        brief: BriefId,
        /// The day of the award.
        on: Day,
    },
    /// The pool of a run is emptied once its brief has ended.
    ForgetPool {
        /// The run.
        run: RunId,
    },
    /// An invitation that nobody answered lapses.
    LapseInvitation {
        /// The invitation.
        invitation: InvitationId,
    },
    /// An invitee who has not answered is reminded.
    Remind {
        /// The invitation.
        invitation: InvitationId,
        /// The first time or the second.
        nth: i32,
    },
    /// A counter that its client did not answer lapses.
    LapseCounter {
        /// The counter.
        counter: CounterId,
    },
    /// A brief is not decided long after its deadline: the hours that are held for it are given back.
    ReleaseHolds {
        /// The brief.
        brief: BriefId,
    },
    /// A member was booked: bids that counted on the same hours lose them.
    LoseHours {
        /// The member.
        member: MemberId,
    },
    /// Members are asked to stand by for the seats of a brief that are taken.
    AskStandbys {
        /// The brief.
        brief: BriefId,
    },
    /// A question to stand by that nobody answered lapses.
    LapseStandby {
        /// The standby.
        standby: StandbyId,
    },
    /// The bids that lost a member to a decline or a lapse are staffed again.
    RepairBids {
        /// The invitation that was declined or lapsed.
        invitation: InvitationId,
    },
    /// Members who opted in are told of a brief that is open for bids.
    CallForBids {
        /// The brief.
        brief: BriefId,
    },
    /// The seat of a confirmed handover is offered to whoever fits best.
    SeekSuccessor {
        /// The handover.
        handover: HandoverId,
    },
    /// A milestone was paid out: what is offered of the engagement's seats follows.
    ReviseHandovers {
        /// The engagement.
        engagement: EngagementId,
    },
    /// Whoever has not said how it was is reminded.
    RemindReviews {
        /// The engagement.
        engagement: EngagementId,
    },
    /// The time to say how it was is over: all of it is revealed.
    RevealReviews {
        /// The engagement.
        engagement: EngagementId,
    },
    /// What was said after an engagement is deleted.
    ExpireReviews {
        /// The engagement.
        engagement: EngagementId,
    },
    /// A brief's deadline passes: its bids are opened.
    CloseBidding {
        /// The brief.
        brief: BriefId,
    },
    /// A calendar feed is asked, where it is still its turn.
    ReadCalendar {
        /// The calendar.
        calendar: CalendarId,
        /// Which of its turns.
        turn: i32,
    },
    /// A connection that was not confirmed expires.
    ExpireConnection {
        /// The connection.
        connection: ConnectionId,
    },
    /// All calendar feeds of a member are to be read again, since their clock was set.
    ReadCalendars {
        /// The member.
        member: MemberId,
    },
    /// A milestone is over: its documents follow what the book says of it.
    Bill {
        /// The milestone.
        milestone: MilestoneId,
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
    /// The last day of a funding is over.
    ExpireFunding {
        /// The funding.
        funding: FundingId,
    },
    /// A client is reminded of a funding that is still pending.
    RemindOfFunding {
        /// The funding.
        funding: FundingId,
    },
}

/// Has `job` done as soon as the transaction is committed.
pub fn soon(tx: &mut Tx<'_>, job: &Job) -> Result<()> {
    at(tx, tx.now(), job)
}

/// Has `job` done at `due`.
pub fn at(tx: &mut Tx<'_>, due: Instant, job: &Job) -> Result<()> {
    store::insert(tx, due, job)
}
