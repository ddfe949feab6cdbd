//! Answers of invitees, and what they mean for the bids that the seat belongs to.

use super::{
    letters,
    model::State,
    service::{complete, is_staffed},
    store,
};
use crate::{
    app::App,
    audit::By,
    availability::{self, Overlap},
    briefs::{self, BriefId},
    db::Tx,
    error::{Error, Result},
    handovers,
    identity::Member,
    invitations::{self, Invitation, InvitationId},
    jobs::{self, Job},
    notices,
};

/// A member takes the seat they were offered; its hours are held for them until the brief is decided.
pub fn accept(app: &App, who: Member, id: InvitationId, overlap: Overlap) -> Result<()> {
    app.db.write(|tx| {
        let invitation = pending(tx, who, id)?;
        if handovers::service::take_over(tx, who, &invitation)? {
            return Ok(());
        }
        invitations::service::accept(tx, who.into(), &invitation, overlap)?;
        complete_staffed(tx, who.into(), id)
    })
}

/// A member declines the seat they were offered; it is offered to somebody else.
pub fn decline(app: &App, who: Member, id: InvitationId) -> Result<()> {
    app.db.write(|tx| {
        let invitation = invitations::service::own(tx, who, id)?;
        invitations::service::move_on(tx, who.into(), &invitation, invitations::Event::Decline)?;
        jobs::soon(tx, &Job::RepairBids { invitation: id })
    })
}

/// An invitation that nobody answered in time lapses; the seat is offered to somebody else.
pub fn lapse(app: &App, id: InvitationId) -> Result<()> {
    app.db.write(|tx| {
        let invitation = invitations::service::read(tx, id)?;
        if invitation.state != invitations::State::Pending || invitation.expires_at > tx.now() {
            return Ok(());
        }
        invitations::service::move_on(tx, By::Muster, &invitation, invitations::Event::Lapse)?;
        jobs::soon(tx, &Job::RepairBids { invitation: id })
    })
}

/// A brief that its client has not decided long after the deadline holds nobody's hours any more. Its bids stay: an award
/// takes the hours if they are still free.
pub fn release_holds(app: &App, id: BriefId) -> Result<()> {
    app.db.write(|tx| {
        let (brief, _) = briefs::service::read(tx, id)?;
        if brief.state != briefs::State::Decided {
            return Ok(());
        }
        let letter = letters::hours_released(&brief);
        for member in availability::service::let_go_all(tx, id)? {
            notices::service::tell_member(tx, member, &letter)?;
        }
        Ok(())
    })
}

/// A member's own invitation, which still waits for an answer.
pub(super) fn pending(tx: &mut Tx<'_>, who: Member, id: InvitationId) -> Result<Invitation> {
    let invitation = invitations::service::own(tx, who, id)?;
    let refused = |sentence: String| Err(Error::conflict("invitation-state", sentence));
    match invitation.state {
        invitations::State::Pending if invitation.expires_at > tx.now() => Ok(invitation),
        invitations::State::Pending => refused("The time to answer this invitation is over.".to_owned()),
        state => refused(format!("This invitation is {state}; it cannot be answered any more.")),
    }
}

/// Completes every bid whose last empty seat was that of an invitation.
pub(super) fn complete_staffed(tx: &mut Tx<'_>, by: By, id: InvitationId) -> Result<()> {
    let mut bids = store::with_invitation(tx, id)?;
    bids.retain(|bid| bid.state == State::Staffing);
    let seats = store::taken_of(tx, &bids)?;
    let mut staffed = bids.iter().filter(|bid| is_staffed(&seats[&bid.id]));
    staffed.try_for_each(|bid| complete(tx, by, bid, &seats[&bid.id]))
}
