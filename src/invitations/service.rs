//! Use cases of invitations. Those that take a transaction are parts of a use case of `bids`.

use std::collections::HashMap;

use muster_kernel::{Instant, Money};

use super::{
    InvitationId, hours, letters,
    model::{Event, State},
    reminders,
    store::{self, Invitation},
};
use crate::{
    audit::{self, By},
    availability::{self, NewHold, Overlap},
    briefs::{self, BriefId, Document},
    counters::{self, Counter},
    db::{Conn, Tx},
    error::{Error, Result},
    formation::{FormedSeat, Reason, RunId},
    identity::{self, Member, MemberId},
    jobs::{self, Job},
    members, notices, spaces,
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
    /// When it lapses, where that is not in the invitee's night.
    pub expires_at: Instant,
    /// When it has lapsed, whatever the hour.
    pub before: Option<Instant>,
}

/// Offers a seat: the invitation, its turn, its letter, its reminders and the job that lets it lapse. A seat that is
/// offered to the member already is not offered again.
pub fn invite(tx: &mut Tx<'_>, new: &NewInvitation<'_>) -> Result<InvitationId> {
    let FormedSeat { seat, member, rate_minor, reason } = new.seat;
    if let Some(known) = store::live(tx, new.brief, &seat.id, *member)? {
        return Ok(known.id);
    }
    let expires_at = awake(tx, *member, new.expires_at, new.before)?;
    let offer = Invitation {
        id: tx.id(),
        brief_id: new.brief,
        run_id: new.run,
        seat: seat.id.clone(),
        member_id: *member,
        state: State::Pending,
        rate_minor: *rate_minor,
        currency: new.document.currency,
        hours: seat.hours,
        first_monday: seat.from,
        weeks: seat.weeks,
        keeps_minor: 0,
        reason: json(reason)?,
        expires_at,
        created_at: tx.now(),
        answered_at: None,
        reminders: 0,
    };
    let invitation = post(tx, offer, new.eligible)?;
    notices::service::tell_member(tx, *member, &letters::offer(new.document, seat, &invitation, *reason))?;
    reminders::plan(tx, invitation.id, expires_at)?;
    jobs::at(tx, expires_at, &Job::LapseInvitation { invitation: invitation.id })?;
    Ok(invitation.id)
}

/// An end of a member's time to answer that is not in their night, unless there is no time until the morning.
pub fn awake(conn: &mut Conn, member: MemberId, end: Instant, before: Option<Instant>) -> Result<Instant> {
    let person = members::service::person_of(conn, member)?;
    Ok(hours::out_of_the_night(end, &identity::service::time_zone(conn, person)?, before))
}

/// Other terms for a seat than those it was offered on.
pub struct Renewal<'a> {
    /// The run that the new terms were decided on.
    pub run: RunId,
    /// Minor units an hour.
    pub rate_minor: i64,
    /// Hours a week.
    pub hours: i32,
    /// Why this member.
    pub reason: Reason,
    /// Everybody who was eligible for the seat on these terms.
    pub eligible: &'a [MemberId],
}

/// Puts an invitation on other terms in the place of one that was countered; the old one's turn is given back. Answers
/// the new one, which waits for its answer.
pub fn renew(tx: &mut Tx<'_>, by: By, old: &Invitation, renewal: &Renewal<'_>) -> Result<Invitation> {
    step(tx, by, old, Event::Close)?;
    let offer = Invitation {
        id: tx.id(),
        run_id: renewal.run,
        rate_minor: renewal.rate_minor,
        hours: renewal.hours,
        reason: json(&renewal.reason)?,
        created_at: tx.now(),
        ..old.clone()
    };
    post(tx, offer, renewal.eligible)
}

/// Writes an invitation and its turn, with what its member keeps by the terms of today.
fn post(tx: &mut Tx<'_>, offer: Invitation, eligible: &[MemberId]) -> Result<Invitation> {
    let amount = Money::new(offer.amount_minor(), offer.currency);
    let today = tx.now().day();
    let keeps_minor = spaces::service::keeps(tx, offer.member_id, today, amount)?.minor();
    let invitation = Invitation { keeps_minor, ..offer };
    store::insert(tx, &invitation)?;
    let turn = Offer {
        invitation: invitation.id,
        brief: invitation.brief_id,
        run: invitation.run_id,
        seat: &invitation.seat,
        to: invitation.member_id,
        eligible,
        hours: invitation.hours,
        weeks: invitation.weeks,
    };
    turns::service::offer(tx, &turn)?;
    Ok(invitation)
}

/// Gives an invitee until `until` to answer, where that is more than they have.
pub fn extend(tx: &mut Tx<'_>, invitation: &Invitation, until: Instant) -> Result<()> {
    if until <= invitation.expires_at {
        return Ok(());
    }
    let (brief, _) = briefs::service::read(tx, invitation.brief_id)?;
    let until = awake(tx, invitation.member_id, until, brief.deadline_at)?;
    store::set_expiry(tx, invitation.id, until)?;
    reminders::plan_last(tx, invitation.id, until)?;
    jobs::at(tx, until, &Job::LapseInvitation { invitation: invitation.id })
}

/// Its member takes the seat: its hours are held until the brief is decided. Refuses where they are held for another
/// brief, unless overlaps are wanted.
pub fn accept(tx: &mut Tx<'_>, by: By, invitation: &Invitation, overlap: Overlap) -> Result<()> {
    move_on(tx, by, invitation, Event::Accept)?;
    let (brief, document) = briefs::service::read(tx, invitation.brief_id)?;
    let role = document.seat(&invitation.seat).map(|seat| seat.title.as_str()).unwrap_or_default();
    let hold = NewHold {
        member: invitation.member_id,
        brief: invitation.brief_id,
        holder: invitation.id.to_string(),
        seat: invitation.seat.clone(),
        title: format!("{role} in \"{}\"", document.title),
        first_monday: invitation.first_monday,
        weeks: invitation.weeks.unsigned_abs(),
        hours: invitation.hours_a_week(),
    };
    availability::service::hold(tx, &hold, overlap)?;
    if brief.standby > 0 {
        jobs::soon(tx, &Job::AskStandbys { brief: brief.id })?;
    }
    Ok(())
}

/// Lets `event` happen to an invitation. A seat that is not taken gives its turn back, and the hours held for it; a
/// counter that was still waiting is closed.
pub fn move_on(tx: &mut Tx<'_>, by: By, invitation: &Invitation, event: Event) -> Result<State> {
    let next = step(tx, by, invitation, event)?;
    counters::service::close(tx, invitation.id)?;
    Ok(next)
}

fn step(tx: &mut Tx<'_>, by: By, invitation: &Invitation, event: Event) -> Result<State> {
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

/// The same of many; one that does not exist is left out.
pub fn read_all(conn: &mut Conn, ids: &[InvitationId]) -> Result<HashMap<InvitationId, Invitation>> {
    Ok(store::with_ids(conn, ids)?.into_iter().map(|invitation| (invitation.id, invitation)).collect())
}

/// A member's own invitation.
pub fn own(conn: &mut Conn, who: Member, id: InvitationId) -> Result<Invitation> {
    store::invitation_of(conn, who.member, id)
}

/// Whether a member was invited to a seat of a brief.
pub fn was_invited(conn: &mut Conn, member: MemberId, brief: BriefId) -> Result<bool> {
    store::was_invited(conn, member, brief)
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
    /// What the member said they would take instead, if anything.
    pub counter: Option<Counter>,
}

/// A member's own invitation with its brief.
pub fn see(conn: &mut Conn, who: Member, id: InvitationId) -> Result<Seen> {
    let invitation = own(conn, who, id)?;
    Ok(seen(conn, vec![invitation])?.remove(0))
}

/// A member's invitations with their briefs, the newest first.
pub fn list(conn: &mut Conn, who: Member, before: Option<InvitationId>, limit: i64) -> Result<Vec<Seen>> {
    let invitations = store::invitations_of(conn, who.member, before, limit)?;
    seen(conn, invitations)
}

fn seen(conn: &mut Conn, invitations: Vec<Invitation>) -> Result<Vec<Seen>> {
    let briefs: Vec<BriefId> = invitations.iter().map(|invitation| invitation.brief_id).collect();
    let documents = briefs::service::documents(conn, &briefs)?;
    let ids: Vec<InvitationId> = invitations.iter().map(|invitation| invitation.id).collect();
    let mut counters = counters::service::to_invitations(conn, &ids)?;
    let seen = |invitation: Invitation| {
        let counter = counters.iter().position(|counter| counter.invitation_id == invitation.id);
        Ok(Seen {
            brief: documents[&invitation.brief_id].clone(),
            reason: serde_json::from_str(&invitation.reason)
                .map_err(|cause| Error::internal("read a reason", cause))?,
            counter: counter.map(|place| counters.swap_remove(place)),
            invitation,
        })
    };
    invitations.into_iter().map(seen).collect()
}

fn json(reason: &Reason) -> Result<String> {
    serde_json::to_string(reason).map_err(|cause| Error::internal("write a reason", cause))
}
