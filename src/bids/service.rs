//! Use cases of bids: the deadline, what clients and members see. Answers of invitees are in [`answers`](super::answers).

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    BidId, letters,
    model::{Event, State},
    store::{self, Bid},
};
use crate::{
    app::App,
    audit::{self, By},
    availability,
    briefs::{self, Brief, BriefId, Document, Need},
    db::{Conn, Tx},
    error::{Error, Result},
    identity::{Client, Member, MemberId},
    invitations::{self, Invitation, InvitationId},
    members,
    notices::{self, Notice},
    standbys,
    states::Machine,
};

pub use super::answers::{accept, decline, lapse};

/// Bids that a client compares side by side.
const COMPARED: usize = 5;

/// The deadline of a brief has passed: what is not complete fails, and what is complete is opened to the client.
pub fn close(app: &App, id: BriefId) -> Result<()> {
    app.db.write(|tx| {
        let (brief, _) = briefs::service::read(tx, id)?;
        let is_due = brief.deadline_at.is_some_and(|deadline| deadline <= tx.now());
        if brief.state != briefs::State::Posted || !is_due {
            return Ok(());
        }
        let bids = store::for_brief(tx, id)?;
        for bid in bids.iter().filter(|bid| bid.state == State::Staffing) {
            fail(tx, bid)?;
        }
        let complete = bids.iter().filter(|bid| bid.state == State::Complete).count();
        let event = if complete > 0 { briefs::Event::CloseWithBids } else { briefs::Event::CloseWithout };
        briefs::service::move_on(tx, By::Muster, &brief, event)?;
        if complete == 0 {
            standbys::service::close_all(tx, id)?;
        }
        let letter = if complete > 0 { letters::opened(&brief, complete) } else { letters::lapsed(&brief) };
        tell_client(tx, &brief, &letter)
    })
}

/// A client takes a brief back. Whoever has not answered yet is told, and every offer is as if it had not been made.
pub fn withdraw(app: &App, who: Client, id: BriefId) -> Result<()> {
    app.db.write(|tx| {
        let (brief, document) = briefs::service::own(tx, who, id)?;
        briefs::service::move_on(tx, who.into(), &brief, briefs::Event::Withdraw)?;
        for bid in store::for_brief(tx, id)?.iter().filter(|bid| bid.state.is_live()) {
            move_on(tx, who.into(), bid, Event::Withdraw)?;
        }
        for invitation in invitations::service::for_brief(tx, id)?.iter().filter(|one| one.state.is_live()) {
            invitations::service::close(tx, invitation, &document)?;
        }
        availability::service::let_go_all(tx, id)?;
        standbys::service::close_all(tx, id)
    })
}

/// Somebody else in the team of an invitee, who has accepted.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Mate {
    /// The role.
    pub seat: String,
    /// Their first name.
    pub first_name: String,
    /// What their role needs.
    pub skills: Vec<Need>,
}

/// Who else is in the teams of an invitation and has accepted, once its own member has. No rates, and nobody who is
/// still thinking.
pub fn mates(conn: &mut Conn, invitation: &Invitation) -> Result<Vec<Mate>> {
    if !invitation.is_accepted() {
        return Ok(Vec::new());
    }
    let (_, brief) = briefs::service::read(conn, invitation.brief_id)?;
    let mut mates: Vec<(InvitationId, Mate)> = Vec::new();
    for bid in store::with_invitation(conn, invitation.id)? {
        for other in store::seats(conn, bid.id)? {
            let told = mates.iter().any(|(id, _)| *id == other.id);
            if other.member_id != invitation.member_id && other.is_accepted() && !told {
                mates.push((other.id, mate(conn, &brief, &other)?));
            }
        }
    }
    Ok(mates.into_iter().map(|(_, mate)| mate).collect())
}

fn mate(conn: &mut Conn, brief: &Document, seat: &Invitation) -> Result<Mate> {
    let asked = brief.seats.iter().find(|asked| asked.id == seat.seat);
    Ok(Mate {
        seat: asked.map(|asked| asked.title.clone()).unwrap_or_default(),
        first_name: members::service::first_name(conn, seat.member_id)?,
        skills: asked.map(|asked| asked.skills.clone()).unwrap_or_default(),
    })
}

/// A bid with everything that its client may see after the deadline.
pub struct Opened {
    /// The bid.
    pub bid: Bid,
    /// Its seats, in the brief's order, each with the first name of its member.
    pub seats: Vec<(Invitation, String)>,
}

/// The best complete bids for a client's own brief, or `None` while they are sealed.
pub fn opened(conn: &mut Conn, who: Client, id: BriefId) -> Result<(Brief, Document, Option<Vec<Opened>>)> {
    let (brief, document) = briefs::service::own(conn, who, id)?;
    if !matches!(brief.state, briefs::State::Decided | briefs::State::Awarded) {
        return Ok((brief, document, None));
    }
    let shown = |bid: &Bid| matches!(bid.state, State::Complete | State::Awarded | State::Lost);
    let mut opened = Vec::new();
    for bid in store::for_brief(conn, id)?.into_iter().filter(shown).take(COMPARED) {
        let mut seats = Vec::new();
        for seat in store::seats(conn, bid.id)? {
            let first_name = members::service::first_name(conn, seat.member_id)?;
            seats.push((seat, first_name));
        }
        opened.push(Opened { bid, seats });
    }
    Ok((brief, document, Some(opened)))
}

/// A bid in which a member was offered a seat.
pub struct OwnBid {
    /// The bid.
    pub bid: Bid,
    /// The member's seat.
    pub invitation: Invitation,
    /// What the brief is about.
    pub title: String,
    /// Who else has accepted.
    pub mates: Vec<Mate>,
}

/// The bids in which a member was offered a seat, the newest first.
pub fn of_member(conn: &mut Conn, who: Member, before: Option<BidId>, limit: i64) -> Result<Vec<OwnBid>> {
    let found = store::with_member(conn, who.member, before, limit)?;
    found
        .into_iter()
        .map(|(bid, invitation)| {
            let (brief, _) = briefs::service::read(conn, bid.brief_id)?;
            let mates = mates(conn, &invitation)?;
            Ok(OwnBid { bid, invitation, title: brief.title, mates })
        })
        .collect()
}

/// Lets `event` happen to a bid, or says why it cannot.
pub(super) fn move_on(tx: &mut Tx<'_>, by: By, bid: &Bid, event: Event) -> Result<State> {
    let next = bid.state.after(event).ok_or_else(|| {
        let sentence = match event {
            Event::Award => format!("Only a complete bid can be awarded, and this one is {}.", bid.state),
            _ => format!("This bid is {}; that cannot happen to it any more.", bid.state),
        };
        Error::conflict("bid-state", sentence)
    })?;
    store::set_state(tx, bid, next)?;
    audit::record(tx, by, &format!("bid.{next}"), bid.id, &())?;
    Ok(next)
}

/// The last seat of a bid is taken: its team is told, and, where the bids are open already, its client.
pub(super) fn complete(tx: &mut Tx<'_>, by: By, bid: &Bid) -> Result<()> {
    move_on(tx, by, bid, Event::Complete)?;
    tell_team(tx, bid, letters::complete)?;
    let (brief, _) = briefs::service::read(tx, bid.brief_id)?;
    if brief.state == briefs::State::Decided {
        tell_client(tx, &brief, &letters::whole_again(&brief, bid))?;
    }
    Ok(())
}

/// A bid that cannot be staffed ends, and its seats are taken back where no other bid needs them.
pub(super) fn fail(tx: &mut Tx<'_>, bid: &Bid) -> Result<()> {
    move_on(tx, By::Muster, bid, Event::Fail)?;
    let (_, document) = briefs::service::read(tx, bid.brief_id)?;
    let seats = store::seats(tx, bid.id)?;
    close_needless(tx, &document, &seats)
}

/// Takes back those of `seats` that are live and that no live bid needs any more.
pub(super) fn close_needless(tx: &mut Tx<'_>, document: &Document, seats: &[Invitation]) -> Result<()> {
    for seat in seats {
        let needed = store::with_invitation(tx, seat.id)?.iter().any(|bid| bid.state.is_live());
        let now = invitations::service::read(tx, seat.id)?;
        if now.state.is_live() && !needed {
            invitations::service::close(tx, &now, document)?;
        }
    }
    Ok(())
}

/// Whether every seat of a bid is taken.
pub(super) fn is_staffed(conn: &mut Conn, bid: &Bid) -> Result<bool> {
    Ok(store::seats(conn, bid.id)?.iter().all(Invitation::is_accepted))
}

/// Tells everybody who acts for the client of a brief.
pub(super) fn tell_client(tx: &mut Tx<'_>, brief: &Brief, notice: &Notice) -> Result<()> {
    notices::service::tell_client(tx, brief.client_id, notice)
}

/// Tells every member of a bid what `letter` says of it.
pub(super) fn tell_team(tx: &mut Tx<'_>, bid: &Bid, letter: fn(&Brief, &Bid) -> Notice) -> Result<()> {
    let (brief, _) = briefs::service::read(tx, bid.brief_id)?;
    let letter = letter(&brief, bid);
    let mut members: Vec<MemberId> = store::seats(tx, bid.id)?.into_iter().map(|seat| seat.member_id).collect();
    members.dedup();
    members.into_iter().try_for_each(|member| notices::service::tell_member(tx, member, &letter))
}
