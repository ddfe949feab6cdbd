//! Work that is done later: mail that leaves, teams that are formed, invitations that lapse.
//!
//! A job is a row written with the change that causes it. A worker claims it with a lease, does it outside of that
//! transaction, and marks it done; a job that fails is tried again with growing pauses. After as many tries as its
//! [`Lane`] has patience for it is dead, and an admin is told, who can have it tried again or drop it. A worker may stop
//! between doing a job and marking it, so every job can be done twice.

mod clocks;
mod giving_way;
pub mod routes;
mod service;
mod store;
mod worker;

use muster_kernel::{Day, Id, Instant, id::Kind};
use serde::{Deserialize, Serialize};

pub use self::{
    clocks::{Clocks, compare as compare_clocks},
    giving_way::giving_way,
    service::{Backlog, backlog},
    store::{drop_mails_to, forget_dead, forget_done},
    worker::{Stop, run_due, work},
};
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

crate::words! {
    /// What need not wait for each other: each lane has a worker of its own.
    #[schema(as = JobLane)]
    pub enum Lane {
        /// What Muster does by itself: deadlines, reminders, documents.
        Own = "own",
        /// What asks the engine, and so takes its time.
        Forming = "forming",
        /// Mail that leaves.
        Mail = "mail",
        /// Requests to other people's servers.
        Outward = "outward",
    }
}

impl Lane {
    /// The pause in seconds after a job failed so often, which doubles each time up to a longest one; none once it has
    /// failed too often. Mail is tried for more than three days, everything else for six hours.
    const fn pause(self, failed: i32) -> Option<i64> {
        let (first, longest, tries) = match self {
            Self::Mail => (15, 4 * 3600, 30),
            Self::Own | Self::Forming | Self::Outward => (2, 3600, 16),
        };
        if failed >= tries {
            return None;
        }
        let doubled = first << if failed > 14 { 14 } else { failed };
        Some(if doubled < longest { doubled } else { longest })
    }
}

crate::words! {
    /// How far a job is.
    #[schema(as = JobState)]
    pub enum State {
        /// It is due, or will be.
        Waiting = "waiting",
        /// It was done.
        Done = "done",
        /// It failed too often. An admin decides.
        Dead = "dead",
    }
}

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
    /// No bid for a brief can be awarded any more: it lapses where none was.
    LapseBrief {
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
    /// Somebody is no steward any more: their cases go to others.
    HandOnCases {
        /// Who.
        steward: PersonId,
    },
    /// What somebody who has left wrote in their last moments is erased as well.
    EraseAgain {
        /// Who.
        person: PersonId,
    },
}

impl Job {
    /// Which worker does it.
    const fn lane(&self) -> Lane {
        match self {
            Self::Mail(_) => Lane::Mail,
            Self::DeliverWebhook { .. } | Self::ReadCalendar { .. } => Lane::Outward,
            Self::FormTeams { .. }
            | Self::Certify { .. }
            | Self::NoteReach { .. }
            | Self::AskStandbys { .. }
            | Self::RepairBids { .. }
            | Self::SeekSuccessor { .. }
            | Self::ReviseHandovers { .. } => Lane::Forming,
            Self::Digest { .. }
            | Self::ForgetPool { .. }
            | Self::LapseInvitation { .. }
            | Self::Remind { .. }
            | Self::LapseCounter { .. }
            | Self::ReleaseHolds { .. }
            | Self::LoseHours { .. }
            | Self::LapseStandby { .. }
            | Self::CallForBids { .. }
            | Self::RemindReviews { .. }
            | Self::RevealReviews { .. }
            | Self::ExpireReviews { .. }
            | Self::CloseBidding { .. }
            | Self::LapseBrief { .. }
            | Self::ExpireConnection { .. }
            | Self::ReadCalendars { .. }
            | Self::Bill { .. }
            | Self::DisputeDue { .. }
            | Self::RemindOfDispute { .. }
            | Self::ExpireFunding { .. }
            | Self::RemindOfFunding { .. }
            | Self::HandOnCases { .. }
            | Self::EraseAgain { .. } => Lane::Own,
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

/// Has each of `asked` done at its instant: many by one statement.
pub fn all_at(tx: &mut Tx<'_>, asked: &[(Instant, Job)]) -> Result<()> {
    store::insert_all(tx, asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For how long a job that always fails is tried, in seconds.
    fn patience(lane: Lane) -> i64 {
        (1..).map_while(|failed| lane.pause(failed)).sum()
    }

    #[test]
    fn mail_outlives_a_weekend_without_a_server_and_everything_else_an_afternoon() {
        assert!(patience(Lane::Mail) > 3 * 24 * 3600, "{}", patience(Lane::Mail));
        for lane in [Lane::Own, Lane::Forming, Lane::Outward] {
            assert!(patience(lane) > 5 * 3600, "{lane}: {}", patience(lane));
        }
    }

    #[test]
    fn pauses_grow_and_never_beyond_the_longest() {
        for lane in Lane::ALL {
            let pauses: Vec<i64> = (1..).map_while(|failed| lane.pause(failed)).collect();
            assert!(pauses.is_sorted() && pauses[0] > 0 && pauses.last().is_some_and(|last| *last <= 4 * 3600));
        }
    }
}
