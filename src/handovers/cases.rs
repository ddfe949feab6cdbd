//! What stewards do: look at cases, take one, confirm or refuse it.

use muster_kernel::{Day, Instant, Money};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    HandoverId, letters,
    model::{Asker, Confirmation, Event, Reason, State},
    service::{case_of, move_on, seen_by},
    store::{self, Handover},
};
use crate::{
    app::App,
    audit::{self, By},
    db::{Conn, Tx},
    engagements::{
        MilestoneId, MilestoneState,
        successions::{self, Change, HeldSeat},
    },
    error::{Check, Error, Result},
    http::{Page, PageQuery},
    identity::{self, ClientId, PersonId, Steward},
    jobs::{self, Job},
    members,
};

/// How many rows are looked through at once for those that a steward may see.
const CHUNK: i64 = 100;

/// A handover, as a steward sees it.
#[derive(Serialize, ToSchema)]
pub struct Case {
    /// Its id.
    pub id: HandoverId,
    /// How far it is.
    pub state: State,
    /// What the engagement is called.
    pub title: String,
    /// Who pays.
    pub client: String,
    /// Which seat.
    pub seat: String,
    /// What the seat is called.
    pub seat_title: String,
    /// The first name of whoever has it.
    pub member: String,
    /// Who asked for the handover.
    pub asked_by: Asker,
    /// Why.
    pub reason: Reason,
    /// In what words.
    pub words: String,
    /// The first week of the seat.
    pub first_monday: Day,
    /// The Monday after its last week.
    pub end: Day,
    /// The first week that is not the outgoing member's any more, once you have said so.
    pub from: Option<Day>,
    /// The week in which the next member begins.
    pub begins: Option<Day>,
    /// When it was asked for.
    pub created_at: Instant,
}

/// How a milestone that is not paid out yet will be divided between the two members of a seat.
#[derive(Serialize, ToSchema)]
pub struct PartOfMilestone {
    /// Which milestone.
    pub milestone: MilestoneId,
    /// What is delivered.
    pub title: String,
    /// By when.
    pub due_day: Day,
    /// How far it is.
    pub state: MilestoneState,
    /// What the outgoing member gets, before the split.
    pub outgoing: Money,
    /// What of that is disputed: it is theirs as far as the dispute gives it to the members.
    pub disputed: Money,
    /// What the next member gets, before the split.
    pub incoming: Money,
}

/// Why a handover is refused.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// For whoever asked, in 1 to 2000 characters.
    pub words: String,
}

/// The cases that wait for a steward and those that `who` took, the newest first. Cases in which they are not neutral
/// are not among them.
pub fn cases(app: &App, who: Steward, query: &PageQuery) -> Result<Page<Case>> {
    let (limit, mut before) = (query.limit()?, query.cursor()?);
    let (today, wanted) = (app.now().day(), usize::try_from(query.limit()?).unwrap_or_default() + 1);
    app.db.snapshot(|conn| {
        let mut found = Vec::new();
        loop {
            let rows = store::cases(conn, who.person, before, CHUNK)?;
            before = rows.last().map(|row| row.id);
            let last = rows.len() < usize::try_from(CHUNK).unwrap_or_default();
            found.extend(seen_by(conn, who.person, rows, today)?);
            if last || found.len() >= wanted {
                break;
            }
        }
        let Page { items, next } = Page::of(found, limit, |(handover, _)| handover.id.to_string());
        Ok(Page { items: told(conn, items)?, next })
    })
}

/// One case.
pub fn read(app: &App, who: Steward, id: HandoverId) -> Result<Case> {
    let today = app.now().day();
    app.db.snapshot(|conn| {
        let case = case_of(conn, who.person, id, today)?;
        told(conn, vec![case])?.pop().ok_or_else(|| Error::not_found("handover", id))
    })
}

/// Cases, as their stewards see them.
fn told(conn: &mut Conn, cases: Vec<(Handover, HeldSeat)>) -> Result<Vec<Case>> {
    let clients: Vec<ClientId> = cases.iter().map(|(_, seat)| seat.client).collect();
    let clients = identity::clients::names(conn, &clients)?;
    let members = members::service::first_names(conn, cases.iter().map(|(handover, _)| handover.outgoing_id))?;
    let case = |(row, seat): (Handover, HeldSeat)| Case {
        id: row.id,
        state: row.state,
        client: clients[&seat.client].clone(),
        member: members[&row.outgoing_id].clone(),
        first_monday: seat.first_monday,
        end: seat.end(),
        title: seat.title,
        seat: seat.seat,
        seat_title: seat.seat_title,
        asked_by: row.asked_by,
        reason: row.reason,
        words: row.words,
        from: row.from_monday,
        begins: row.begins_monday,
        created_at: row.created_at,
    };
    Ok(cases.into_iter().map(case).collect())
}

/// A steward takes a case; from then on no other one sees it.
pub fn take(app: &App, who: Steward, id: HandoverId) -> Result<()> {
    app.db.write(|tx| {
        let today = tx.now().day();
        let (handover, _) = case_of(tx, who.person, id, today)?;
        let after = Handover { steward_id: Some(who.person), ..handover.after(Event::Take)? };
        move_on(tx, who.into(), &handover, after).map(drop)
    })
}

/// The steward of a case gives it back; it waits for another one.
pub fn step_back(app: &App, who: Steward, id: HandoverId) -> Result<()> {
    app.db.write(|tx| {
        let (handover, _) = own(tx, who, id)?;
        let after = Handover { steward_id: None, ..handover.after(Event::StepBack)? };
        let after = move_on(tx, who.into(), &handover, after)?;
        letters::asked(tx, &after)
    })
}

/// Somebody is no steward any more: their cases wait for another one.
pub fn hand_on(app: &App, gone: PersonId) -> Result<()> {
    app.db.write(|tx| {
        for handover in store::taken_by(tx, gone)? {
            let after = Handover { steward_id: None, ..handover.after(Event::StepBack)? };
            let after = move_on(tx, By::Muster, &handover, after)?;
            letters::asked(tx, &after)?;
        }
        Ok(())
    })
}

/// The steward of a case refuses the handover: the seat stays as it is, and whoever asked is told why.
pub fn refuse(app: &App, who: Steward, id: HandoverId, refusal: &Refusal) -> Result<()> {
    let mut check = Check::new();
    check.length("words", &refusal.words, 1..=2000);
    check.done()?;
    app.db.write(|tx| {
        let (handover, seat) = own(tx, who, id)?;
        let after = move_on(tx, who.into(), &handover, handover.after(Event::Refuse)?)?;
        letters::refused(tx, &after, &seat, refusal.words.trim())
    })
}

/// What a confirmation would make of the milestones that are not paid out yet. Nothing is kept.
pub fn preview(app: &App, who: Steward, id: HandoverId, confirmation: &Confirmation) -> Result<Vec<PartOfMilestone>> {
    let today = app.now().day();
    app.db.snapshot(|conn| {
        let (handover, seat) = case_of(conn, who.person, id, today)?;
        handover.after(Event::Confirm)?;
        confirmation.check(today, seat.first_monday, seat.end())?;
        parts(conn, &seat, confirmation)
    })
}

fn parts(conn: &mut Conn, seat: &HeldSeat, confirmation: &Confirmation) -> Result<Vec<PartOfMilestone>> {
    let shares = confirmation.shares.iter().map(|share| (share.milestone, share.outgoing_minor)).collect();
    let (engagement, position) = (seat.engagement, seat.position);
    let change = Change { engagement, position, from: confirmation.from, begins: confirmation.from, shares };
    let part = |open: successions::OpenPart| PartOfMilestone {
        milestone: open.milestone,
        title: open.title,
        due_day: open.due_day,
        state: open.state,
        outgoing: open.outgoing,
        disputed: open.disputed,
        incoming: open.incoming,
    };
    Ok(successions::preview(conn, &change)?.into_iter().map(part).collect())
}

/// The steward of a case says from which week on the seat is free; from now on somebody is sought for it.
pub fn confirm(app: &App, who: Steward, id: HandoverId, confirmation: &Confirmation) -> Result<Vec<PartOfMilestone>> {
    app.db.write(|tx| {
        let (handover, seat) = own(tx, who, id)?;
        let confirmed = handover.after(Event::Confirm)?;
        let today = tx.now().day();
        confirmation.check(today, seat.first_monday, seat.end())?;
        let parts = parts(tx, &seat, confirmation)?;
        if parts.iter().all(|part| part.incoming.minor() == 0) {
            let sentence =
                "Nothing of the seat's pay is left for whoever takes over; everything is paid out or disputed.";
            return Err(Error::conflict("nothing-left", sentence));
        }
        let from = Some(confirmation.from);
        let after = Handover { from_monday: from, begins_monday: from, ..confirmed };
        let after = move_on(tx, who.into(), &handover, after)?;
        let shares: Vec<(MilestoneId, i64)> =
            confirmation.shares.iter().map(|share| (share.milestone, share.outgoing_minor)).collect();
        store::insert_shares(tx, id, &shares)?;
        if !shares.is_empty() {
            audit::record_change(
                tx,
                who.into(),
                "handover.shares-set",
                id,
                &(),
                &json!({ "shares": confirmation.shares }),
            )?;
        }
        letters::confirmed(tx, &after, &seat)?;
        jobs::soon(tx, &Job::SeekSuccessor { handover: id })?;
        Ok(parts)
    })
}

/// A case that `who` took, as long as they are neutral in it, and its seat.
fn own(tx: &mut Tx<'_>, who: Steward, id: HandoverId) -> Result<(Handover, HeldSeat)> {
    let today = tx.now().day();
    let case = case_of(tx, who.person, id, today)?;
    let sentence = "Take the case first; then you decide it.";
    let is_own = case.0.steward_id == Some(who.person);
    if is_own { Ok(case) } else { Err(Error::conflict("handover-state", sentence)) }
}
