//! What both sides do: ask for a handover, take it back, and, where nobody was found, decide how to go on.

use muster_kernel::{Day, Instant};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    HandoverId, letters,
    model::{Asker, Event, NewHandover, Reason, State},
    seeking,
    service::{move_on, take_offer_back},
    store::{self, Handover},
};
use crate::{
    app::App,
    audit::{self, By},
    availability,
    briefs::HORIZON_WEEKS,
    db::{Conn, Tx},
    engagements::{
        EngagementId, EngagementState,
        successions::{self, Change, HeldSeat},
    },
    error::{Error, Result},
    http::{IdempotencyKey, Page, PageQuery},
    identity::{self, Client, ClientRole, Member},
    jobs::{self, Job},
    members, standbys,
};

/// A handover, as the two sides see it.
#[derive(Serialize, ToSchema)]
pub struct Seen {
    /// Its id.
    pub id: HandoverId,
    /// Of which engagement.
    pub engagement: EngagementId,
    /// What the engagement is called.
    pub title: String,
    /// Which seat.
    pub seat: String,
    /// What the seat is called.
    pub seat_title: String,
    /// The first name of whoever gives it up.
    pub outgoing: String,
    /// The first name of whoever took over, once somebody has.
    pub incoming: Option<String>,
    /// How far it is.
    pub state: State,
    /// Who asked for it.
    pub asked_by: Asker,
    /// Why; for whoever asked alone.
    pub reason: Option<Reason>,
    /// In what words; for whoever asked alone.
    pub words: Option<String>,
    /// The first week that is not the outgoing member's any more, once a steward has said so.
    pub from: Option<Day>,
    /// The week in which the next member begins.
    pub begins: Option<Day>,
    /// When it was asked for.
    pub created_at: Instant,
}

fn seen(conn: &mut Conn, handover: Handover, by: Asker) -> Result<Seen> {
    let seat = successions::held_seat(conn, handover.engagement_id, handover.position)?;
    let own = handover.asked_by == by;
    let incoming = handover.incoming_id.map(|member| members::service::first_name(conn, member)).transpose()?;
    Ok(Seen {
        id: handover.id,
        engagement: handover.engagement_id,
        title: seat.title,
        seat: seat.seat,
        seat_title: seat.seat_title,
        outgoing: members::service::first_name(conn, handover.outgoing_id)?,
        incoming,
        state: handover.state,
        asked_by: handover.asked_by,
        reason: own.then_some(handover.reason),
        words: own.then_some(handover.words),
        from: handover.from_monday,
        begins: handover.begins_monday,
        created_at: handover.created_at,
    })
}

/// The client asks for a seat of its engagement to be handed over.
pub fn ask_as_client(
    app: &App,
    who: Client,
    id: EngagementId,
    new: &NewHandover,
    key: &IdempotencyKey,
) -> Result<HandoverId> {
    new.check()?;
    app.db.write(|tx| {
        key.once(tx, who.person, new, |tx| {
            let seat = successions::seat_of_client(tx, who, id, &new.seat)?;
            identity::clients::check_role(tx, who, &[ClientRole::Approver, ClientRole::Finance])?;
            ask(tx, who.into(), Asker::Client, &seat, new)
        })
    })
}

/// A member asks for their seat to be handed over.
pub fn ask_as_member(
    app: &App,
    who: Member,
    id: EngagementId,
    new: &NewHandover,
    key: &IdempotencyKey,
) -> Result<HandoverId> {
    new.check()?;
    app.db.write(|tx| {
        key.once(tx, who.person, new, |tx| {
            let seat = successions::seat_of_member(tx, who, id, &new.seat)?;
            ask(tx, who.into(), Asker::Member, &seat, new)
        })
    })
}

fn ask(tx: &mut Tx<'_>, by: By, asked_by: Asker, seat: &HeldSeat, new: &NewHandover) -> Result<HandoverId> {
    if seat.state != EngagementState::Active {
        let sentence = "The engagement is over; its seats are not handed over any more.";
        return Err(Error::conflict("engagement-over", sentence));
    }
    if seat.end() <= tx.now().day().monday().plus_weeks(1) {
        let sentence = format!("The seat ends before {}; no whole week of it is left.", seat.end());
        return Err(Error::conflict("nothing-left", sentence));
    }
    if store::is_live(tx, seat.engagement, seat.position)? {
        let sentence = "This seat is being handed over already; one handover at a time.";
        return Err(Error::conflict("handover-live", sentence));
    }
    let handover = Handover {
        id: tx.id(),
        engagement_id: seat.engagement,
        position: seat.position,
        outgoing_id: seat.member,
        asked_by,
        reason: new.reason,
        words: new.words.trim().to_owned(),
        state: State::Asked,
        steward_id: None,
        from_monday: None,
        begins_monday: None,
        incoming_id: None,
        created_at: tx.now(),
        moved_at: tx.now(),
    };
    store::insert(tx, &handover)?;
    audit::record(tx, by, "handover.asked", handover.id, &(seat.engagement, seat.position))?;
    letters::asked(tx, &handover)?;
    Ok(handover.id)
}

/// The handovers that a client may know of, the newest first.
pub fn of_client(app: &App, who: Client, query: &PageQuery) -> Result<Page<Seen>> {
    let (limit, before) = (query.limit()?, query.cursor()?);
    app.db.snapshot(|conn| {
        let found = store::of_client(conn, who.client, before, limit + 1)?;
        page(conn, found, limit, Asker::Client)
    })
}

/// The handovers of a member's seats that they may know of, the newest first.
pub fn of_member(app: &App, who: Member, query: &PageQuery) -> Result<Page<Seen>> {
    let (limit, before) = (query.limit()?, query.cursor()?);
    app.db.snapshot(|conn| {
        let found = store::of_member(conn, who.member, before, limit + 1)?;
        page(conn, found, limit, Asker::Member)
    })
}

fn page(conn: &mut Conn, found: Vec<Handover>, limit: i64, by: Asker) -> Result<Page<Seen>> {
    let page = Page::of(found, limit, |row| row.id.to_string());
    let items = page.items.into_iter().map(|row| seen(conn, row, by)).collect::<Result<_>>()?;
    Ok(Page { items, next: page.next })
}

/// The client takes back what it asked for.
pub fn withdraw_as_client(app: &App, who: Client, id: HandoverId) -> Result<()> {
    app.db.write(|tx| {
        let handover = store::of_its_client(tx, id, who.client)?;
        withdraw(tx, who.into(), Asker::Client, &handover)
    })
}

/// A member takes back what they asked for.
pub fn withdraw_as_member(app: &App, who: Member, id: HandoverId) -> Result<()> {
    app.db.write(|tx| {
        let handover = store::of_its_member(tx, id, who.member)?;
        withdraw(tx, who.into(), Asker::Member, &handover)
    })
}

fn withdraw(tx: &mut Tx<'_>, by: By, asker: Asker, handover: &Handover) -> Result<()> {
    // What the other side asked for is not theirs to take back, nor, before it is confirmed, theirs to know of.
    if handover.asked_by != asker {
        return Err(Error::not_found("handover", handover.id));
    }
    let after = move_on(tx, by, handover, handover.after(Event::Withdraw)?)?;
    let seat = successions::held_seat(tx, after.engagement_id, after.position)?;
    take_offer_back(tx, handover, &seat)?;
    if handover.state.is_confirmed() { letters::stays(tx, &after, &seat, by) } else { Ok(()) }
}

/// A confirmed handover of a client's engagement whose seat nobody has taken.
fn unfilled(tx: &mut Tx<'_>, who: Client, id: HandoverId) -> Result<(Handover, HeldSeat)> {
    let handover = store::of_its_client(tx, id, who.client)?;
    if handover.asked_by != Asker::Client && !handover.state.is_confirmed() {
        return Err(Error::not_found("handover", id));
    }
    identity::clients::check_role(tx, who, &[ClientRole::Approver, ClientRole::Finance])?;
    let seat = successions::held_seat(tx, handover.engagement_id, handover.position)?;
    Ok((handover, seat))
}

/// The client waits: the seat is offered again, from `begins` on, for as many weeks as are left of it.
pub fn wait(app: &App, who: Client, id: HandoverId, begins: Day) -> Result<()> {
    app.db.write(|tx| {
        let (handover, seat) = unfilled(tx, who, id)?;
        let mut after = handover.after(Event::Wait)?;
        let from = handover.from_monday.unwrap_or(begins);
        let (this_week, left) = (tx.now().day().monday(), from.weeks_until(seat.end()));
        let earliest = this_week.plus_weeks(1).max(from);
        let latest = this_week.plus_weeks(HORIZON_WEEKS - left);
        if !begins.is_monday() || !(earliest..=latest).contains(&begins) {
            return Err(Error::field("begins", begins, format!("a Monday from {earliest} to {latest}")));
        }
        after.begins_monday = Some(begins);
        move_on(tx, who.into(), &handover, after)?;
        jobs::soon(tx, &Job::SeekSuccessor { handover: id })
    })
}

/// The client lets the seat end: what is left of it is taken out of the milestones that are not funded yet, and what is
/// held for it goes back.
pub fn cut(app: &App, who: Client, id: HandoverId) -> Result<()> {
    app.db.write(|tx| {
        let (handover, seat) = unfilled(tx, who, id)?;
        let after = handover.after(Event::Cut)?;
        let from = handover.from_monday.ok_or_else(|| Error::internal("end a seat", "no steward has said when"))?;
        let change = Change { begins: from, ..seeking::change(tx, &handover)? };
        let saved = successions::cut(tx, who.into(), &change)?;
        availability::service::end(tx, seat.engagement, &seat.seat, seat.member, from)?;
        standbys::service::close_seat(tx, seat.brief, &seat.seat)?;
        let after = move_on(tx, who.into(), &handover, after)?;
        letters::cut(tx, &after, &seat, saved)
    })
}
