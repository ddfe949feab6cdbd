//! Use cases of bids: the deadline, what clients and members see. Answers of invitees are in [`answers`](super::answers).

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    letters,
    model::{Event, OfferEvent, Origin, State},
    offers, open_letters, opening, plan, seal,
    store::{self, Bid, Taken},
};
use crate::{
    app::App,
    audit::{self, By},
    availability,
    briefs::{self, Brief, BriefId, Document, Need},
    db::{Conn, Tx},
    error::{Error, Result},
    hash,
    identity::{Client, MemberId},
    invitations::{self, Invitation, InvitationId},
    members,
    notices::{self, Notice},
    standbys,
    states::Machine,
};

pub use super::answers::{accept, decline, lapse};

/// A client takes a brief back. Whoever has not answered yet is told, and every offer is as if it had not been made.
pub fn withdraw(app: &App, who: Client, id: BriefId) -> Result<()> {
    app.db.write(|tx| {
        let (brief, document) = briefs::service::own(tx, who, id)?;
        briefs::service::move_on(tx, who.into(), &brief, briefs::Event::Withdraw)?;
        // From the deadline on there are none any more.
        for offer in opening::unplaced(tx, id)? {
            offers::move_on(tx, By::Muster, &offer, OfferEvent::End)?;
            tell_member(tx, offer.member_id, &open_letters::brief_withdrawn_from_offer(&brief))?;
        }
        end_all(tx, who.into(), &brief, &document, Event::Withdraw, open_letters::brief_withdrawn)
    })
}

/// A brief has ended without an award, and `event` happens to each of its live bids. Its authors are told by `letter`,
/// whoever has not answered yet hears that the seat is taken back, and every offer is as if it had not been made.
pub(super) fn end_all(
    tx: &mut Tx<'_>,
    by: By,
    brief: &Brief,
    document: &Document,
    event: Event,
    letter: impl Fn(&Brief, &Bid) -> Notice,
) -> Result<()> {
    // Whoever is in several of its teams is told once.
    let mut told = BTreeSet::new();
    let bids = store::for_brief(tx, brief.id, State::LIVE)?;
    let seats = store::taken_of(tx, &bids)?;
    for bid in &bids {
        move_on(tx, by, bid, event)?;
        tell_new(tx, &seats[&bid.id], &mut told, &letter(brief, bid))?;
    }
    for invitation in invitations::service::for_brief(tx, brief.id)?.iter().filter(|one| one.state.is_live()) {
        invitations::service::close(tx, invitation, document)?;
    }
    availability::service::let_go_all(tx, brief.id)?;
    standbys::service::close_all(tx, brief.id)
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

/// Who else is in the teams of each of those invitations and has accepted, once its own member has. No rates, and nobody
/// who is still thinking.
pub fn mates(conn: &mut Conn, invitations: &[(&Invitation, &Document)]) -> Result<HashMap<InvitationId, Vec<Mate>>> {
    let accepted: Vec<&(&Invitation, &Document)> = invitations.iter().filter(|(own, _)| own.is_accepted()).collect();
    if accepted.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<InvitationId> = accepted.iter().map(|(own, _)| own.id).collect();
    let beside = store::beside(conn, &ids)?;
    let first_names = members::service::first_names(conn, beside.iter().map(|(_, seat)| seat.member_id))?;
    let beside_it = |(own, brief): &(&Invitation, &Document)| {
        let mut told = HashSet::new();
        let theirs = beside.iter().filter(|(of, seat)| {
            *of == own.id && seat.member_id != own.member_id && seat.is_accepted() && told.insert(seat.id)
        });
        let mates: Vec<Mate> =
            theirs.map(|(_, seat)| mate(brief, seat, first_names[&seat.member_id].clone())).collect();
        (own.id, mates)
    };
    Ok(accepted.into_iter().map(beside_it).collect())
}

fn mate(brief: &Document, seat: &Invitation, first_name: String) -> Mate {
    let asked = brief.seats.iter().find(|asked| asked.id == seat.seat);
    Mate {
        seat: asked.map(|asked| asked.title.clone()).unwrap_or_default(),
        first_name,
        skills: asked.map(|asked| asked.skills.clone()).unwrap_or_default(),
    }
}

/// Those seats, each with the first name of its member.
pub(super) fn named(taken: Vec<Taken>, first_names: &HashMap<MemberId, String>) -> Vec<(Taken, String)> {
    let named = |seat: Taken| {
        let first_name = first_names[&seat.member].clone();
        (seat, first_name)
    };
    taken.into_iter().map(named).collect()
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

/// Everybody in a bid has said yes: it is sealed, its team is told, and, where the bids are open already, its client.
pub(super) fn complete(tx: &mut Tx<'_>, by: By, bid: &Bid, seats: &[Taken]) -> Result<()> {
    move_on(tx, by, bid, Event::Complete)?;
    let bid = &seal(tx, bid, seats)?;
    let (brief, document) = briefs::service::read(tx, bid.brief_id)?;
    tell_team(tx, seats, &letters::complete(&brief, bid, plan::above_budget(bid.price(), &document)))?;
    if brief.state == briefs::State::Decided {
        tell_client(tx, &brief, &letters::whole_again(&brief, bid))?;
    }
    Ok(())
}

/// Seals a bid with its seats as it is now, under a new nonce; answers it with its seal.
pub(super) fn seal(tx: &mut Tx<'_>, bid: &Bid, seats: &[Taken]) -> Result<Bid> {
    let document = seal::document(bid, seats);
    let nonce = hash::hex(&tx.mint().secret());
    let sealed = seal::seal(&document, &nonce);
    store::set_seal(tx, bid.id, &document, &nonce, &sealed)?;
    audit::record(tx, By::Muster, "bid.sealed", bid.id, &sealed)?;
    store::bid(tx, bid.id)
}

/// A bid that cannot be staffed ends, and its seats are taken back where no other bid needs them.
pub(super) fn fail(tx: &mut Tx<'_>, bid: &Bid, brief: &Brief, document: &Document) -> Result<()> {
    move_on(tx, By::Muster, bid, Event::Fail)?;
    let letter = open_letters::not_complete(brief, bid);
    if bid.origin != Origin::Formed {
        availability::service::let_go(tx, bid.id.as_str())?;
        let seats = store::taken(tx, bid)?;
        return tell_team(tx, &seats, &letter);
    }
    let seats = store::seats(tx, bid.id)?;
    let closed = close_needless(tx, document, &seats)?;
    for seat in closed.iter().filter(|seat| seat.is_accepted()) {
        tell_member(tx, seat.member_id, &letter)?;
    }
    if brief.state == briefs::State::Decided {
        tell_client(tx, brief, &letters::unfilled(brief, bid))?;
    }
    Ok(())
}

/// Takes back those of `seats` that are live and that no live bid needs any more; answers what they were.
pub(super) fn close_needless<'a>(
    tx: &mut Tx<'_>,
    document: &Document,
    seats: &'a [Invitation],
) -> Result<Vec<&'a Invitation>> {
    let ids: Vec<InvitationId> = seats.iter().map(|seat| seat.id).collect();
    let mut needed = store::with_invitations(tx, &ids)?;
    needed.retain(|(_, bid)| bid.state.is_live());
    let is_needless = |seat: &&Invitation| seat.is_live() && !needed.iter().any(|(id, _)| *id == seat.id);
    let needless: Vec<&Invitation> = seats.iter().filter(is_needless).collect();
    needless.iter().try_for_each(|seat| invitations::service::close(tx, seat, document))?;
    Ok(needless)
}

/// Whether every seat of a bid is taken.
pub(super) fn is_staffed(seats: &[Taken]) -> bool {
    seats.iter().all(|seat| seat.said_yes)
}

/// Tells everybody who acts for the client of a brief.
pub(super) fn tell_client(tx: &mut Tx<'_>, brief: &Brief, notice: &Notice) -> Result<()> {
    notices::service::tell_client(tx, brief.client_id, notice)
}

/// Tells every author of a bid with those seats. Whoever has not accepted theirs hears by their invitation.
pub(super) fn tell_team(tx: &mut Tx<'_>, seats: &[Taken], letter: &Notice) -> Result<()> {
    tell_new(tx, seats, &mut BTreeSet::new(), letter)
}

/// The same for those who are not among `told` yet; notes that they were.
pub(super) fn tell_new(tx: &mut Tx<'_>, seats: &[Taken], told: &mut BTreeSet<MemberId>, letter: &Notice) -> Result<()> {
    let new: Vec<MemberId> = store::authors(seats).into_iter().filter(|member| told.insert(*member)).collect();
    notices::service::tell_members(tx, new, letter)
}

/// Tells a member something.
pub(super) fn tell_member(tx: &mut Tx<'_>, member: MemberId, notice: &Notice) -> Result<()> {
    notices::service::tell_member(tx, member, notice)
}
