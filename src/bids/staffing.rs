//! Staffing: from the teams of a run to complete bids, and filling a seat again with the least change.

use std::collections::HashSet;

use muster_kernel::{Instant, Money};

use super::{
    BidId, letters,
    model::{Origin, State},
    service::{self, is_staffed},
    standing_by,
    store::{self, Bid},
};
use crate::{
    app::App,
    audit::By,
    briefs::{self, Brief, BriefId, Document},
    db::{Conn, Tx},
    error::{Error, Result},
    formation::{self, Ask, FormedTeam, Prepared, Purpose, RunId},
    identity::{self, MemberId, PersonId},
    invitations::{self, Invitation, InvitationId, NewInvitation},
    standbys::{self, Standby},
};

/// Hours to answer for whoever stood by: they know the seat, and a team is waiting.
const STANDBY_HOURS: i64 = 24;

/// Forms teams for a posted brief and offers their seats. Does nothing where that was done already, or where the brief
/// is open no more.
pub fn form(app: &App, id: BriefId) -> Result<()> {
    let (brief, _) = app.db.read(|conn| briefs::service::read(conn, id))?;
    if brief.state != briefs::State::Posted || app.db.read(|conn| formation::service::was_formed(conn, id))? {
        return Ok(());
    }
    let ask = Ask { excluded_people: app.db.read(|conn| own_people(conn, &brief))?, ..Ask::new(id, Purpose::Form) };
    let prepared = formation::service::prepare(app, ask)?;
    app.db.write(|tx| {
        let (brief, document) = briefs::service::read(tx, id)?;
        if brief.state != briefs::State::Posted || formation::service::was_formed(tx, id)? {
            return Ok(());
        }
        let run = formation::service::keep(tx, &prepared)?;
        let team_sheet = Sheet { brief: &brief, document: &document, prepared: &prepared, run, standing: None };
        for team in &prepared.teams {
            open(tx, &team_sheet, team)?;
        }
        if prepared.teams.is_empty() {
            service::tell_client(tx, &brief, &letters::no_team(&brief))?;
        }
        Ok(())
    })
}

/// What the seats of a team are offered from.
struct Sheet<'a> {
    brief: &'a Brief,
    document: &'a Document,
    prepared: &'a Prepared,
    run: RunId,
    /// Who stood by for a seat and is offered it now.
    standing: Option<&'a Standing>,
}

/// Somebody who stands by, and everybody else who was eligible for the seat.
pub(super) struct Standing {
    pub(super) standby: Standby,
    pub(super) eligible: Vec<MemberId>,
}

impl Sheet<'_> {
    /// Offers a seat; an invitee has the hours of the policy to answer, and never longer than until the deadline. Whoever
    /// stood by has fewer.
    fn invite(&self, tx: &mut Tx<'_>, seat: &formation::FormedSeat) -> Result<InvitationId> {
        let stood_by =
            |standing: &&Standing| standing.standby.seat == seat.seat.id && standing.standby.member_id == seat.member;
        let hours = self.prepared.policy.answer_hours;
        let (eligible, hours) = match self.standing.filter(stood_by) {
            Some(standing) => (Some(&standing.eligible), hours.min(STANDBY_HOURS)),
            None => (self.prepared.eligible.get(&seat.seat.id), hours),
        };
        let new = NewInvitation {
            brief: self.brief.id,
            document: self.document,
            run: self.run,
            seat,
            eligible: eligible.map_or(&[], Vec::as_slice),
            expires_at: expiry(self.brief, tx.now(), hours),
            before: self.brief.deadline_at.filter(|deadline| *deadline > tx.now()),
        };
        invitations::service::invite(tx, &new)
    }
}

/// When whoever is asked now and has so many hours can answer no more: at the deadline at the latest, while it is ahead.
/// After it, a seat is filled again for a bid that the client wanted to award.
pub(super) fn expiry(brief: &Brief, now: Instant, hours: i64) -> Instant {
    let full = now.plus_seconds(hours * 3600);
    brief.deadline_at.filter(|deadline| *deadline > now).map_or(full, |deadline| full.min(deadline))
}

fn open(tx: &mut Tx<'_>, sheet: &Sheet<'_>, team: &FormedTeam) -> Result<()> {
    let mut seats = Vec::with_capacity(team.seats.len());
    for seat in &team.seats {
        seats.push((seat.seat.id.clone(), sheet.invite(tx, seat)?));
    }
    let price = Money::new(team.cost_minor, sheet.document.currency);
    let begun = Bid::begun(tx, sheet.brief.id, Origin::Formed, price);
    let bid = Bid { run_id: Some(sheet.run), score: Some(team.score), ..begun };
    store::insert(tx, &bid, &seats)
}

/// Fills the seat of an invitation that is no longer live again, in every bid that is being staffed with it.
pub fn repair(app: &App, invitation: InvitationId) -> Result<()> {
    let (gone, bids) = app.db.read(|conn| {
        let gone = invitations::service::read(conn, invitation)?;
        Ok((gone, store::with_invitation(conn, invitation)?))
    })?;
    if gone.state.is_live() {
        return Ok(());
    }
    bids.iter().filter(|bid| bid.state == State::Staffing).try_for_each(|bid| repair_bid(app, bid, &gone))
}

fn repair_bid(app: &App, bid: &Bid, gone: &Invitation) -> Result<()> {
    if standing_by::offer(app, bid, gone)? {
        return Ok(());
    }
    let (brief, document, seats, all) = app.db.read(|conn| {
        let (brief, document) = briefs::service::read(conn, bid.brief_id)?;
        Ok((brief, document, store::seats(conn, bid.id)?, invitations::service::for_brief(conn, bid.brief_id)?))
    })?;
    let mut excluded = left_out(&all);
    excluded.insert(gone.member_id);
    let people = app.db.read(|conn| own_people(conn, &brief))?;
    // First with every other seat as it is; where that is impossible, with the seats that were accepted.
    for keep in [Invitation::is_live as fn(&Invitation) -> bool, Invitation::is_accepted] {
        let kept = with_seats(&brief, &document, seats.iter().filter(|seat| keep(seat)), &excluded);
        let ask = Ask { excluded_people: people.clone(), ..kept };
        match formation::service::prepare(app, ask) {
            Ok(prepared) if prepared.teams.is_empty() => {}
            Ok(prepared) => return restaff(app, bid, gone, &prepared, None),
            // The window has begun, or somebody who took a seat has left: no run can mend that.
            Err(Error::Conflict { .. }) => break,
            Err(error) => return Err(error),
        }
    }
    app.db.write(|tx| match still_missing(tx, bid, gone)? {
        Some((bid, brief, document)) => service::fail(tx, &bid, &brief, &document),
        None => Ok(()),
    })
}

/// Whoever declined a seat of a brief or let it lapse is not asked for another one.
pub(super) fn left_out(invited: &[Invitation]) -> HashSet<MemberId> {
    let said_no = |seat: &&Invitation| matches!(seat.state, invitations::State::Declined | invitations::State::Lapsed);
    invited.iter().filter(said_no).map(|seat| seat.member_id).collect()
}

/// A run in which those seats stay as they are, at the rates and for the hours that are agreed, and nobody who is
/// `excluded` takes another one.
pub(super) fn with_seats<'a>(
    brief: &Brief,
    document: &Document,
    seats: impl Iterator<Item = &'a Invitation>,
    excluded: &HashSet<MemberId>,
) -> Ask {
    let mut ask = Ask { excluded: excluded.clone(), ..Ask::new(brief.id, Purpose::Repair) };
    let mut agreed = document.clone();
    for taken in seats {
        ask.locked.insert(taken.seat.clone(), taken.member_id);
        ask.rates.insert(taken.member_id, taken.rate_minor);
        ask.excluded.remove(&taken.member_id);
        if let Some(seat) = agreed.seats.iter_mut().find(|seat| seat.id == taken.seat) {
            seat.hours = taken.hours;
        }
    }
    ask.document = Some(agreed);
    ask
}

/// Takes the team of a repair into the bid.
pub(super) fn restaff(
    app: &App,
    bid: &Bid,
    gone: &Invitation,
    prepared: &Prepared,
    standing: Option<&Standing>,
) -> Result<()> {
    let team = &prepared.teams[0];
    app.db.write(|tx| {
        let Some((bid, brief, document)) = still_missing(tx, bid, gone)? else { return Ok(()) };
        if is_another_bid(tx, &bid, team)? {
            return service::fail(tx, &bid, &brief, &document);
        }
        let run = formation::service::keep(tx, prepared)?;
        let sheet = Sheet { brief: &brief, document: &document, prepared, run, standing };
        if let Some(Standing { standby, .. }) = standing {
            standbys::service::offered(tx, standby, &document)?;
        }
        let before = store::seats(tx, bid.id)?;
        for (was, seat) in before.iter().zip(&team.seats) {
            if was.state.is_live() && was.member_id == seat.member {
                continue;
            }
            let invitation = sheet.invite(tx, seat)?;
            store::set_seat(tx, bid.id, &was.seat, invitation)?;
        }
        store::set_team(tx, bid.id, run, team.cost_minor, team.score)?;
        service::close_needless(tx, &document, &before)?;
        let bid = store::bid(tx, bid.id)?;
        let seats = store::taken(tx, &bid)?;
        if is_staffed(&seats) {
            service::complete(tx, By::Muster, &bid, &seats)?;
        }
        Ok(())
    })
}

/// The bid and its brief as they are now, if it is still being staffed and the seat is still empty.
fn still_missing(tx: &mut Tx<'_>, bid: &Bid, gone: &Invitation) -> Result<Option<(Bid, Brief, Document)>> {
    let now = store::bid(tx, bid.id)?;
    let empty = store::seats(tx, bid.id)?.iter().any(|seat| seat.id == gone.id);
    let (brief, document) = briefs::service::read(tx, bid.brief_id)?;
    let open = matches!(brief.state, briefs::State::Posted | briefs::State::Decided);
    Ok((now.state == State::Staffing && empty && open).then_some((now, brief, document)))
}

/// Whether another live bid for the brief has this very team already.
fn is_another_bid(tx: &mut Tx<'_>, bid: &Bid, team: &FormedTeam) -> Result<bool> {
    let live = store::for_brief(tx, bid.brief_id, State::LIVE)?;
    let others: Vec<BidId> = live.iter().map(|other| other.id).filter(|other| *other != bid.id).collect();
    let is_same =
        |seats: &Vec<Invitation>| seats.iter().zip(&team.seats).all(|(theirs, ours)| theirs.member_id == ours.member);
    Ok(store::seats_of(tx, &others)?.values().any(is_same))
}

/// A client's own people are never in the teams for its briefs.
pub(super) fn own_people(conn: &mut Conn, brief: &Brief) -> Result<HashSet<PersonId>> {
    Ok(identity::clients::people_of(conn, brief.client_id)?.into_iter().collect())
}
