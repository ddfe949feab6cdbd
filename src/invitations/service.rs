//! Use cases of invitations. Those that take a transaction are parts of a use case of `bids`.

use muster_kernel::{Instant, Money};

use super::{
    InvitationId, letters,
    model::{Event, State},
    store::{self, Invitation},
};
use crate::{
    audit::{self, By},
    availability::{self, NewHold, Overlap},
    briefs::{self, BriefId, Document},
    db::{Conn, Tx},
    error::{Error, Result},
    formation::{FormedSeat, Reason, RunId},
    identity::{Member, MemberId},
    jobs::{self, Job},
    notices, spaces,
    states::Machine,
    turns::{self, Offer},
};

/// A seat to be offered.
pub struct NewInvitation<'a> {
    /// For which brief.
    pub brief: BriefId,
    /// Its document.
    pub document: &'a Document,
    /// The run that chose the member.
    pub run: RunId,
    /// The seat and its member.
    pub seat: &'a FormedSeat,
    /// Everybody who was eligible for the seat.
    pub eligible: &'a [MemberId],
    /// When it lapses.
    pub expires_at: Instant,
}

/// Offers a seat: the invitation, its turn, its mail and the job that lets it lapse. A seat that is offered to the
/// member already is not offered again.
pub fn invite(tx: &mut Tx<'_>, new: &NewInvitation<'_>) -> Result<InvitationId> {
    let FormedSeat { seat, member, rate_minor, reason } = new.seat;
    let live = |known: &&Invitation| known.seat == seat.id && known.member_id == *member && known.state.is_live();
    if let Some(known) = store::for_brief(tx, new.brief)?.iter().find(live) {
        return Ok(known.id);
    }
    let currency = new.document.currency;
    let mut invitation = Invitation {
        id: tx.id(),
        brief_id: new.brief,
        run_id: new.run,
        seat: seat.id.clone(),
        member_id: *member,
        state: State::Pending,
        rate_minor: *rate_minor,
        currency,
        hours: seat.hours,
        first_monday: seat.from,
        weeks: seat.weeks,
        keeps_minor: 0,
        reason: serde_json::to_string(reason).map_err(|cause| Error::internal("write a reason", cause))?,
        expires_at: new.expires_at,
        created_at: tx.now(),
        answered_at: None,
        reminders: 0,
    };
    let today = tx.now().day();
    let amount = Money::new(invitation.amount_minor(), currency);
    invitation.keeps_minor = spaces::service::keeps(tx, *member, today, amount)?.minor();
    store::insert(tx, &invitation)?;
    let eligible = new.eligible.to_vec();
    turns::service::offer(tx, invitation.id, &Offer { to: *member, eligible, hours: seat.hours, weeks: seat.weeks })?;
    notices::service::tell_member(tx, *member, &letters::offer(new.document, seat, &invitation, *reason))?;
    jobs::at(tx, new.expires_at, &Job::LapseInvitation { invitation: invitation.id })?;
    Ok(invitation.id)
}

/// Its member takes the seat: its hours are held until the brief is decided. Refuses where they are held for another
/// brief, unless overlaps are wanted.
pub fn accept(tx: &mut Tx<'_>, by: By, invitation: &Invitation, overlap: Overlap) -> Result<()> {
    move_on(tx, by, invitation, Event::Accept)?;
    let (_, document) = briefs::service::read(tx, invitation.brief_id)?;
    let asked = document.seats.iter().find(|asked| asked.id == invitation.seat);
    let role = asked.map(|asked| asked.title.as_str()).unwrap_or_default();
    let hold = NewHold {
        member: invitation.member_id,
        brief: invitation.brief_id,
        holder: invitation.id.to_string(),
        seat: invitation.seat.clone(),
        title: format!("{role} in \"{}\"", document.title),
        first_monday: invitation.first_monday,
        weeks: invitation.weeks.unsigned_abs(),
        hours: u8::try_from(invitation.hours).unwrap_or(u8::MAX),
    };
    availability::service::hold(tx, &hold, overlap)?;
    Ok(())
}

/// Lets `event` happen to an invitation. A seat that is not taken gives its turn back, and the hours held for it.
pub fn move_on(tx: &mut Tx<'_>, by: By, invitation: &Invitation, event: Event) -> Result<State> {
    let next = invitation.state.after(event).ok_or_else(|| {
        let sentence = format!("This invitation is {}; it cannot be answered any more.", invitation.state);
        Error::conflict("invitation-state", sentence)
    })?;
    store::set_state(tx, invitation, next)?;
    if !next.is_live() {
        turns::service::take_back(tx, invitation.id)?;
        availability::service::let_go(tx, invitation.id.as_str())?;
    }
    audit::record(tx, by, &format!("invitation.{next}"), invitation.id, &())?;
    Ok(next)
}

/// Takes a seat back that is needed no more; whoever had not answered yet is told.
pub fn close(tx: &mut Tx<'_>, invitation: &Invitation, brief: &Document) -> Result<()> {
    move_on(tx, By::Muster, invitation, Event::Close)?;
    if invitation.state == State::Pending {
        notices::service::tell_member(tx, invitation.member_id, &letters::taken_back(invitation, brief))?;
    }
    Ok(())
}

/// An invitation, for slices that have authorized already.
pub fn read(conn: &mut Conn, id: InvitationId) -> Result<Invitation> {
    store::invitation(conn, id)
}

/// A member's own invitation.
pub fn own(conn: &mut Conn, who: Member, id: InvitationId) -> Result<Invitation> {
    store::invitation_of(conn, who.member, id)
}

/// All invitations for a brief, the oldest first.
pub fn for_brief(conn: &mut Conn, brief: BriefId) -> Result<Vec<Invitation>> {
    store::for_brief(conn, brief)
}

/// An invitation with what its member may see.
pub struct Seen {
    /// The invitation.
    pub invitation: Invitation,
    /// The brief.
    pub brief: Document,
    /// Why this member.
    pub reason: Reason,
}

/// A member's own invitation with its brief.
pub fn see(conn: &mut Conn, who: Member, id: InvitationId) -> Result<Seen> {
    let invitation = own(conn, who, id)?;
    seen(conn, invitation)
}

/// A member's invitations with their briefs, the newest first.
pub fn list(conn: &mut Conn, who: Member, before: Option<InvitationId>, limit: i64) -> Result<Vec<Seen>> {
    let invitations = store::invitations_of(conn, who.member, before, limit)?;
    invitations.into_iter().map(|invitation| seen(conn, invitation)).collect()
}

fn seen(conn: &mut Conn, invitation: Invitation) -> Result<Seen> {
    let (_, brief) = briefs::service::read(conn, invitation.brief_id)?;
    let reason = serde_json::from_str(&invitation.reason).map_err(|cause| Error::internal("read a reason", cause))?;
    Ok(Seen { invitation, brief, reason })
}
