//! Finding whoever takes a seat over, and the taking over.

use std::collections::{BTreeMap, HashSet};

use muster_kernel::{Day, Instant, Money};

use super::{
    HandoverId, letters,
    model::{Event, State},
    service::{move_on, take_offer_back},
    store::{self, Handover},
};
use crate::{
    app::App,
    audit::By,
    availability::{self, NewBooking},
    briefs::{self, Document, Need, Seat},
    db::{Conn, Tx},
    engagements::{
        EngagementState,
        successions::{self, Change, HeldSeat},
    },
    error::{Error, Result},
    formation::{self, Ask, FormedSeat, OwnHours, Prepared, Purpose},
    identity::{self, Member, MemberId, PersonId},
    invitations::{self, Invitation, InvitationId, NewInvitation},
    jobs::{self, Job},
    standbys::{self, Standby},
    ties, turns,
};

/// How long somebody has to answer, where the policy gives no less.
const ANSWER_HOURS: i64 = 24;

/// Offers the seat of a confirmed handover to whoever fits best now. Does nothing where it is offered already, or where
/// the handover is not seeking any more; ends it where the engagement has ended, and tells the client where nobody is
/// left to be asked.
pub fn seek(app: &App, id: HandoverId) -> Result<()> {
    let Some(search) = app.db.snapshot(|conn| Search::open(conn, id))? else { return Ok(()) };
    if search.seat.state != EngagementState::Active {
        return give_up(app, &search, Event::Lapse);
    }
    let is_worth_it = search.rate.minor() > 0 && app.now() < search.change.begins.midnight();
    let found = if is_worth_it { find(app, &search)? } else { None };
    match found {
        Some(found) => offer(app, &search, &found),
        None => give_up(app, &search, Event::RunDry),
    }
}

/// Goes on where an invitation that offered the seat of a handover was declined or has lapsed.
pub fn seek_after(app: &App, invitation: InvitationId) -> Result<()> {
    let offered = app.db.read(|conn| store::offered_by(conn, invitation))?;
    offered.map_or(Ok(()), |handover| seek(app, handover))
}

/// What is sought.
struct Search {
    handover: Handover,
    seat: HeldSeat,
    /// Who stays, with their seats.
    mates: Vec<HeldSeat>,
    change: Change,
    document: Document,
    /// What an hour is offered at.
    rate: Money,
    /// Who stands by for the seat and may be asked, the first asked first.
    standbys: Vec<Standby>,
    excluded: HashSet<MemberId>,
    excluded_people: HashSet<PersonId>,
}

/// Whom the seat is offered to.
struct Found {
    /// The run that chose them.
    prepared: Prepared,
    /// Everybody who was eligible for the seat, whose turns the offer is shared among.
    eligible: Vec<MemberId>,
    /// Their promise, where they stood by.
    standby: Option<Standby>,
}

impl Search {
    /// Reads what is sought for a handover, or nothing where it is not seeking or has an open offer.
    fn open(conn: &mut Conn, id: HandoverId) -> Result<Option<Self>> {
        let handover = store::handover(conn, id)?;
        let offered = offers(conn, id)?;
        let open = offered.iter().any(|offer| offer.state == invitations::State::Pending);
        let (State::Seeking, false) = (handover.state, open) else { return Ok(None) };
        let (here, mates): (Vec<HeldSeat>, Vec<HeldSeat>) = successions::held_seats(conn, handover.engagement_id)?
            .into_iter()
            .partition(|seat| seat.position == handover.position);
        let seat = here.into_iter().next().ok_or_else(|| Error::internal("seek a member", "the seat is gone"))?;
        let change = change(conn, &handover)?;
        let (_, document) = briefs::service::read(conn, seat.brief)?;
        let said_no = |offer: &&Invitation| offer.state != invitations::State::Closed;
        let mut excluded: HashSet<MemberId> = offered.iter().filter(said_no).map(|offer| offer.member_id).collect();
        excluded.insert(handover.outgoing_id);
        excluded.extend(blocked(conn, &mates)?);
        let mut excluded_people: HashSet<PersonId> =
            identity::clients::people_of(conn, seat.client)?.into_iter().collect();
        excluded_people.extend(handover.steward_id);
        let mut standbys = standbys::service::ready(conn, seat.brief, &seat.seat)?;
        standbys.retain(|standby| !excluded.contains(&standby.member_id));
        let rate = if seat.state == EngagementState::Active { rate(conn, &seat, &change)? } else { seat.rate };
        Ok(Some(Self { handover, seat, mates, change, document, rate, standbys, excluded, excluded_people }))
    }

    /// The weeks that are left of the seat.
    fn weeks(&self) -> i32 {
        self.change.from.weeks_until(self.seat.end()).min(self.seat.weeks)
    }

    /// The brief as it is from now on: the seat, and, with `mates`, those of the others that still run then, whose hours
    /// are theirs. Nothing where the brief has no such seat.
    fn remainder(&self, mates: &[&HeldSeat]) -> Option<(Document, Vec<OwnHours>)> {
        let begins = self.change.begins;
        let mut document = Document { budget: None, seats: Vec::new(), ..self.document.clone() };
        let mut booked = Vec::new();
        for asked in &self.document.seats {
            if asked.id == self.seat.seat {
                let (hours, weeks, rate_cap) = (self.seat.hours, self.weeks(), Some(self.rate.minor()));
                document.seats.push(Seat { from: begins, hours, weeks, rate_cap, ..asked.clone() });
            } else if let Some(mate) = mates.iter().find(|mate| mate.seat == asked.id) {
                let from = begins.max(mate.first_monday);
                let weeks = from.weeks_until(mate.end());
                document.seats.push(taken(asked, mate.hours, from, weeks));
                booked.push(OwnHours { member: mate.member, from, weeks, hours: mate.hours });
            }
        }
        document.seats.iter().any(|seat| seat.id == self.seat.seat).then_some((document, booked))
    }
}

/// A seat that somebody has: it asks for nothing that could be held against them now.
fn taken(asked: &Seat, hours: i32, from: Day, weeks: i32) -> Seat {
    let skills = asked.skills.iter().take(1).map(|need| Need { must: false, ..need.clone() }).collect();
    Seat { skills, hours, from, weeks, rate_cap: None, languages: Vec::new(), near: None, ..asked.clone() }
}

/// Everybody who is never to be in one team with one of those who stay, whoever of the two said so.
fn blocked(conn: &mut Conn, mates: &[HeldSeat]) -> Result<HashSet<MemberId>> {
    let stays = |member: &MemberId| mates.iter().any(|mate| mate.member == *member);
    let pairs = ties::service::blocks(conn)?;
    Ok(pairs.into_iter().flat_map(|(a, b)| [(a, b), (b, a)]).filter(|(a, _)| stays(a)).map(|(_, b)| b).collect())
}

/// What the steward confirmed, and the client decided since.
pub(super) fn change(conn: &mut Conn, handover: &Handover) -> Result<Change> {
    let (Some(from), Some(begins)) = (handover.from_monday, handover.begins_monday) else {
        return Err(Error::internal("seek a member", "no steward has said from when on"));
    };
    // A share of what is paid out by now is history.
    let open = successions::open_milestones(conn, handover.engagement_id)?;
    let mut shares = store::shares(conn, handover.id)?;
    shares.retain(|(milestone, _)| open.contains(milestone));
    Ok(Change { engagement: handover.engagement_id, position: handover.position, from, begins, shares })
}

/// What an hour of the weeks that are left is offered at: what it was awarded at, unless more or less than that is left in
/// the milestones that are not paid out yet. Then it is what is left, divided by the hours.
fn rate(conn: &mut Conn, seat: &HeldSeat, change: &Change) -> Result<Money> {
    let parts = successions::preview(conn, change)?;
    let left: i64 = parts.iter().map(|part| part.incoming.minor()).sum();
    let hours = i64::from(seat.hours) * i64::from(change.from.weeks_until(seat.end()).min(seat.weeks));
    let usual = seat.rate.minor() * hours;
    // Largest remainders move a unit in each milestone at most.
    let rounding = i64::try_from(parts.len()).unwrap_or(i64::MAX);
    let is_usual = (left - usual).abs() <= rounding;
    Ok(if is_usual { seat.rate } else { Money::new(left / hours.max(1), seat.rate.currency()) })
}

/// Whether a seat still brings whoever was invited what they were told.
fn is_as_offered(conn: &mut Conn, seat: &HeldSeat, change: &Change, invitation: &Invitation) -> Result<bool> {
    Ok(seat.state != EngagementState::Active || rate(conn, seat, change)?.minor() == invitation.rate_minor)
}

/// A milestone was paid out: an open offer that tells more than is left is taken back, and the seat is offered anew.
pub(super) fn revise(tx: &mut Tx<'_>, handover: &Handover, seat: &HeldSeat) -> Result<()> {
    if handover.state != State::Seeking {
        return Ok(());
    }
    let change = change(tx, handover)?;
    for offer in offers(tx, handover.id)? {
        if offer.state == invitations::State::Pending && !is_as_offered(tx, seat, &change, &offer)? {
            take_offer_back(tx, handover, seat)?;
            jobs::soon(tx, &Job::SeekSuccessor { handover: handover.id })?;
        }
    }
    Ok(())
}

fn offers(conn: &mut Conn, id: HandoverId) -> Result<Vec<Invitation>> {
    let ids = store::offers(conn, id)?;
    ids.into_iter().map(|id| invitations::service::read(conn, id)).collect()
}

/// Whom the seat is to be offered to: those who stand by for it first, one after the other, if they are still eligible
/// and free; then whoever fits best.
fn find(app: &App, search: &Search) -> Result<Option<Found>> {
    // First with the mates where they are; where one of them is out of the pool by now, without.
    for with_mates in [true, false] {
        let Some(open) = prepare(app, search, with_mates, None)? else { continue };
        let eligible = open.eligible.get(&search.seat.seat).cloned().unwrap_or_default();
        for standby in search.standbys.iter().filter(|standby| eligible.contains(&standby.member_id)) {
            if let Some(prepared) = prepare(app, search, with_mates, Some(standby))? {
                return Ok(Some(Found { prepared, eligible, standby: Some(standby.clone()) }));
            }
        }
        return Ok(Some(Found { prepared: open, eligible, standby: None }));
    }
    Ok(None)
}

/// A run for the seat, for whoever stands by where one is named; or nothing where nobody may take it.
fn prepare(app: &App, search: &Search, with_mates: bool, standby: Option<&Standby>) -> Result<Option<Prepared>> {
    let runs_on = |mate: &&HeldSeat| mate.end() > search.change.begins;
    let mates: Vec<&HeldSeat> = search.mates.iter().filter(|mate| with_mates && runs_on(mate)).collect();
    let Some((document, booked)) = search.remainder(&mates) else { return Ok(None) };
    let in_document = |mate: &&&HeldSeat| document.seats.iter().any(|seat| seat.id == mate.seat);
    let mut locked: BTreeMap<String, MemberId> =
        mates.iter().filter(in_document).map(|mate| (mate.seat.clone(), mate.member)).collect();
    let others = search.mates.iter().map(|mate| mate.member).filter(|mate| !locked.values().any(|own| own == mate));
    let excluded = search.excluded.iter().copied().chain(others).collect();
    locked.extend(standby.map(|standby| (search.seat.seat.clone(), standby.member_id)));
    let ask = Ask {
        excluded,
        excluded_people: search.excluded_people.clone(),
        locked,
        document: Some(document),
        booked,
        ..Ask::new(search.seat.brief, Purpose::Repair)
    };
    match formation::service::prepare(app, ask) {
        Ok(prepared) => Ok(Some(prepared).filter(|prepared| !prepared.teams.is_empty())),
        Err(Error::Conflict { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Offers the seat to whom a run chose for it. Looks again where whoever stood by does not any more.
fn offer(app: &App, search: &Search, found: &Found) -> Result<()> {
    let prepared = &found.prepared;
    let chosen = prepared.teams[0].seats.iter().find(|seat| seat.seat.id == search.seat.seat);
    let chosen = chosen.ok_or_else(|| Error::internal("offer a seat", "the run did not fill it"))?;
    app.db.write(|tx| {
        let Some(now) = Search::open(tx, search.handover.id)? else { return Ok(()) };
        if let Some(standby) = &found.standby {
            if !now.standbys.iter().any(|ready| ready.id == standby.id) {
                return jobs::soon(tx, &Job::SeekSuccessor { handover: search.handover.id });
            }
            standbys::service::offered(tx, standby, &search.document)?;
        }
        take_back_earlier(tx, search, chosen.member)?;
        let run = formation::service::keep(tx, prepared)?;
        let seat = FormedSeat { rate_minor: search.rate.minor(), ..chosen.clone() };
        let new = NewInvitation {
            brief: search.seat.brief,
            document: &search.document,
            run,
            seat: &seat,
            eligible: &found.eligible,
            expires_at: expiry(tx.now(), prepared.policy.answer_hours, search.change.begins),
            before: Some(search.change.begins.midnight()),
        };
        let invitation = invitations::service::invite(tx, &new)?;
        store::insert_offer(tx, search.handover.id, invitation)
    })
}

fn expiry(now: Instant, answer_hours: i64, begins: Day) -> Instant {
    now.plus_seconds(answer_hours.min(ANSWER_HOURS) * 3600).min(begins.midnight())
}

/// What the brief offered somebody before its award is over; the seat is offered to them anew.
fn take_back_earlier(tx: &mut Tx<'_>, search: &Search, member: MemberId) -> Result<()> {
    for earlier in invitations::service::for_brief(tx, search.seat.brief)? {
        if earlier.member_id == member && earlier.seat == search.seat.seat && earlier.is_live() {
            invitations::service::close(tx, &earlier, &search.document)?;
        }
    }
    Ok(())
}

/// Nobody is left to be asked, or there is nothing to be handed over any more.
fn give_up(app: &App, search: &Search, event: Event) -> Result<()> {
    app.db.write(|tx| {
        let Some(now) = Search::open(tx, search.handover.id)? else { return Ok(()) };
        let after = move_on(tx, By::Muster, &now.handover, now.handover.after(event)?)?;
        take_offer_back(tx, &after, &now.seat)?;
        if event == Event::RunDry { letters::unfilled(tx, &after, &now.seat) } else { Ok(()) }
    })
}

/// A member accepts an invitation; where it offers the seat of a handover, they take it over. Answers whether it does.
/// All of it is one transaction: hours, seat, terms and money change hands together.
pub fn take_over(tx: &mut Tx<'_>, who: Member, invitation: &Invitation) -> Result<bool> {
    let Some(id) = store::offered_by(tx, invitation.id)? else { return Ok(false) };
    let handover = store::handover(tx, id)?;
    let mut after = handover.after(Event::Succeed)?;
    after.incoming_id = Some(who.member);
    let seat = successions::held_seat(tx, handover.engagement_id, handover.position)?;
    if invitation.state == invitations::State::Pending && invitation.expires_at <= tx.now() {
        return Err(Error::conflict("invitation-state", "The time to answer this invitation is over."));
    }
    let change = change(tx, &handover)?;
    if !is_as_offered(tx, &seat, &change, invitation)? {
        let sentence = "A milestone was paid out since this seat was offered to you, so it would bring you something else \
                        than you were told. It is taken back, and offered anew at what is left.";
        return Err(Error::conflict("offer-changed", sentence));
    }
    invitations::service::move_on(tx, who.into(), invitation, invitations::Event::Accept)?;
    let rate = Money::new(invitation.rate_minor, invitation.currency);
    successions::succeed(tx, who.into(), &change, who.member, rate)?;
    availability::service::end(tx, seat.engagement, &seat.seat, seat.member, change.from)?;
    let booking = NewBooking {
        member: who.member,
        engagement: seat.engagement,
        seat: seat.seat.clone(),
        first_monday: change.begins,
        weeks: invitation.weeks.unsigned_abs(),
        hours: invitation.hours_a_week(),
    };
    availability::service::book(tx, &booking)?;
    turns::service::settle(tx, invitation.id)?;
    standbys::service::close_seat(tx, seat.brief, &seat.seat)?;
    let after = move_on(tx, who.into(), &handover, after)?;
    letters::done(tx, &after, &seat, who.member)?;
    Ok(true)
}
