//! Seats that go from one member to the next: what there is to hand over, and the handing over itself. Who may ask for
//! it, and who takes over, is for `handovers`, which calls this.

use std::collections::{BTreeSet, HashMap};

use muster_kernel::{Day, Money};
use serde::Serialize;

use super::{
    EngagementId, MilestoneId, billing, delivery, held,
    model::{EngagementState, MilestoneState},
    sheet::Sheet,
    store::{self, EngagementRow, SeatRow},
};
use crate::{
    audit::{self, By},
    bids::BidId,
    book::Taxed,
    briefs::BriefId,
    db::{Conn, Tx},
    error::{Error, Result},
    fundings::{self, VoidReason},
    identity::{Client, ClientId, Member, MemberId},
    spaces::{Rates, RatesQuery, SpaceId},
    states::Machine,
};

/// A seat of an engagement, with whoever has it now.
#[derive(Clone, Debug)]
pub struct HeldSeat {
    /// Under which contract.
    pub engagement: EngagementId,
    /// What the contract is called.
    pub title: String,
    /// Whether work goes on.
    pub state: EngagementState,
    /// For which brief.
    pub brief: BriefId,
    /// From which bid.
    pub bid: BidId,
    /// Who pays.
    pub client: ClientId,
    /// Which seat.
    pub position: i32,
    /// Its name in the brief.
    pub seat: String,
    /// What it is called there.
    pub seat_title: String,
    /// Who has it now.
    pub member: MemberId,
    /// Everybody who has or had a seat of the contract.
    pub team: BTreeSet<MemberId>,
    /// Where they belonged when they took it.
    pub space: Option<SpaceId>,
    /// The first week of their time.
    pub first_monday: Day,
    /// For how many weeks they have it.
    pub weeks: i32,
    /// Hours a week.
    pub hours: i32,
    /// What an hour costs.
    pub rate: Money,
}

impl HeldSeat {
    /// The Monday after its last week.
    pub fn end(&self) -> Day {
        self.first_monday.plus_weeks(self.weeks)
    }
}

/// The seats of an engagement as they are held now, in their order.
pub fn held_seats(conn: &mut Conn, id: EngagementId) -> Result<Vec<HeldSeat>> {
    let engagement = store::engagement(conn, id)?;
    now_held(conn, &engagement)
}

/// A seat of an engagement as it is held now.
pub fn held_seat(conn: &mut Conn, id: EngagementId, position: i32) -> Result<HeldSeat> {
    let found = held_seats(conn, id)?.into_iter().find(|seat| seat.position == position);
    found.ok_or_else(|| no_seat(id, position))
}

/// The same of many seats of many engagements, in the order in which they are asked for.
pub fn held_at(conn: &mut Conn, places: &[(EngagementId, i32)]) -> Result<Vec<HeldSeat>> {
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<EngagementId> = places.iter().map(|(id, _)| *id).collect();
    let engagements: HashMap<EngagementId, EngagementRow> =
        store::engagements(conn, &ids)?.into_iter().map(|engagement| (engagement.id, engagement)).collect();
    let mut held = HashMap::new();
    for rows in store::seats_of(conn, &ids)?.chunk_by(|a, b| a.engagement_id == b.engagement_id) {
        let seats = last_of_each(&engagements[&rows[0].engagement_id], rows);
        held.extend(seats.into_iter().map(|seat| ((seat.engagement, seat.position), seat)));
    }
    let seat = |place: &(EngagementId, i32)| held.get(place).cloned().ok_or_else(|| no_seat(place.0, place.1));
    places.iter().map(seat).collect()
}

fn no_seat(id: EngagementId, position: i32) -> Error {
    Error::internal("read a seat", format!("engagement {id} has no seat {position}"))
}

/// A seat that a client pays for, by its name; nobody else's.
pub fn seat_of_client(conn: &mut Conn, who: Client, id: EngagementId, seat: &str) -> Result<HeldSeat> {
    let engagement = store::of_its_client(conn, id, who.client)?;
    let found = now_held(conn, &engagement)?.into_iter().find(|held| held.seat == seat);
    found.ok_or_else(|| Error::field("seat", seat, "the name of a seat of this engagement"))
}

/// A seat that a member has now, by its name; nobody else's.
pub fn seat_of_member(conn: &mut Conn, who: Member, id: EngagementId, seat: &str) -> Result<HeldSeat> {
    let engagement = store::with_member(conn, id, who.member)?;
    let own = |held: &HeldSeat| held.member == who.member && held.seat == seat;
    let found = now_held(conn, &engagement)?.into_iter().find(own);
    found.ok_or_else(|| Error::field("seat", seat, "the name of a seat of this engagement that you have now"))
}

fn now_held(conn: &mut Conn, engagement: &EngagementRow) -> Result<Vec<HeldSeat>> {
    Ok(last_of_each(engagement, &store::seats(conn, engagement.id)?))
}

/// Each seat of an engagement with its last holder, out of the rows of all holders in their order.
fn last_of_each(engagement: &EngagementRow, rows: &[SeatRow]) -> Vec<HeldSeat> {
    let team: BTreeSet<MemberId> = rows.iter().map(|row| row.member_id).collect();
    let last = rows.chunk_by(|a, b| a.position == b.position).filter_map(<[SeatRow]>::last);
    last.map(|row| held_by(engagement, row, &team)).collect()
}

fn held_by(engagement: &EngagementRow, row: &SeatRow, team: &BTreeSet<MemberId>) -> HeldSeat {
    HeldSeat {
        engagement: engagement.id,
        title: engagement.title.clone(),
        state: engagement.state,
        brief: engagement.brief_id,
        bid: engagement.bid_id,
        client: engagement.client_id,
        position: row.position,
        seat: row.seat.clone(),
        seat_title: row.title.clone(),
        member: row.member_id,
        team: team.clone(),
        space: row.space_id,
        first_monday: row.first_monday,
        weeks: row.weeks,
        hours: row.hours,
        rate: Money::new(row.rate_minor, engagement.currency),
    }
}

/// Everybody who has or had a seat of an engagement.
pub fn everybody(conn: &mut Conn, id: EngagementId) -> Result<BTreeSet<MemberId>> {
    Ok(store::seats(conn, id)?.iter().map(|row| row.member_id).collect())
}

/// When a seat changes hands, and what of its money is not divided by weeks.
#[derive(Clone, Debug)]
pub struct Change {
    /// Of which contract.
    pub engagement: EngagementId,
    /// Which seat.
    pub position: i32,
    /// The first week that is not the outgoing member's any more.
    pub from: Day,
    /// The week in which the next member begins: the same or a later one. The weeks that are left stay as many.
    pub begins: Day,
    /// What the outgoing member gets of a milestone, in minor units, where that is not what the weeks say.
    pub shares: Vec<(MilestoneId, i64)>,
}

/// What the two members of a change get of a milestone that is not paid out yet, before the split.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenPart {
    /// Which milestone.
    pub milestone: MilestoneId,
    /// What is delivered.
    pub title: String,
    /// By when.
    pub due_day: Day,
    /// How far it is.
    pub state: MilestoneState,
    /// The part of whoever had the seat.
    pub outgoing: Money,
    /// What of that is disputed: it stays theirs as far as the dispute gives it to the members.
    pub disputed: Money,
    /// The part of whoever takes over.
    pub incoming: Money,
}

/// What a change makes of the milestones that are not paid out yet, in their order. Nothing is kept.
pub fn preview(conn: &mut Conn, change: &Change) -> Result<Vec<OpenPart>> {
    let (sheet, place) = changed(conn, change)?;
    Ok(open_parts(&sheet, place))
}

fn changed(conn: &mut Conn, change: &Change) -> Result<(Sheet, usize)> {
    let engagement = store::engagement(conn, change.engagement)?;
    let sheet = Sheet::read(conn, engagement)?;
    let (mut sheet, place) = sheet.handed_over(change.position, change.from, change.begins)?;
    for (milestone, minor) in &change.shares {
        sheet.give(place, *milestone, *minor)?;
    }
    Ok((sheet, place))
}

fn open_parts(sheet: &Sheet, place: usize) -> Vec<OpenPart> {
    let open = sheet.plan.iter().filter(|milestone| !milestone.state.is_over());
    open.map(|milestone| {
        let money = |minor| Money::new(minor, sheet.engagement.currency);
        let parts = sheet.parts(milestone, money(milestone.open_minor()));
        let disputed = match milestone.disputed_minor {
            0 => money(0),
            minor => sheet.disputed_parts(milestone, money(minor))[place],
        };
        OpenPart {
            milestone: milestone.id,
            title: milestone.title.clone(),
            due_day: milestone.due_day,
            state: milestone.state,
            outgoing: money(parts[place].minor() + disputed.minor()),
            disputed,
            incoming: parts[place + 1],
        }
    })
    .collect()
}

/// Hands a seat over to `incoming` at `rate`, under the terms that are in force for them today. Milestones that are over
/// and money that is disputed stay as they were; of the rest, each of the two gets the part that [`preview`] tells.
pub fn succeed(tx: &mut Tx<'_>, by: By, change: &Change, incoming: MemberId, rate: Money) -> Result<()> {
    let engagement = store::engagement(tx, change.engagement)?;
    if engagement.state != EngagementState::Active {
        let sentence = "The engagement is over; its seats are not handed over any more.";
        return Err(Error::conflict("engagement-over", sentence));
    }
    let (sheet, place) = changed(tx, change)?;
    let before = store::seats(tx, engagement.id)?.swap_remove(place);
    let (left, next) = (&sheet.seats[place], &sheet.seats[place + 1]);
    let today = tx.now().day();
    let asked = RatesQuery {
        members: &[(incoming, today)],
        client: Some(engagement.client_id),
        currency: engagement.currency,
        on: today,
    };
    let terms = Rates::read(tx, &asked)?.terms(incoming, today)?;
    let outgoing = SeatRow { weeks: left.weeks, amount_minor: left.amount_minor, ..before.clone() };
    let incoming = SeatRow {
        holder: next.holder,
        member_id: incoming,
        rate_minor: rate.minor(),
        first_monday: next.first_monday,
        weeks: next.weeks,
        amount_minor: next.amount_minor,
        space_id: terms.space(),
        terms: SeatRow::frozen(&terms)?,
        ..before
    };
    store::succeed(tx, &outgoing, &incoming)?;
    store::set_own_parts(tx, engagement.id, &sheet.own_rows())?;
    // The audit log says who followed whom; what each gets of which milestone goes with it.
    let details = (outgoing.member_id, incoming.member_id, change.from, change.begins, open_parts(&sheet, place));
    audit::record(tx, by, "seat.handed-over", engagement.id, &details)
}

/// The milestones of an engagement that are not over.
pub fn open_milestones(conn: &mut Conn, id: EngagementId) -> Result<BTreeSet<MilestoneId>> {
    let plan = store::plan(conn, id)?;
    Ok(plan.iter().filter(|milestone| !milestone.state.is_over()).map(|milestone| milestone.id).collect())
}

/// Lets a seat end before the week of `change.from` without anybody taking over. What the weeks that are left would have
/// been paid is taken out of the milestones that are not funded yet (what was asked for them is void), and of those whose
/// money is held it goes back to the client; everybody else's parts stay what they were. Answers how much less the client
/// pays, with tax. Refused while money for
/// those weeks is disputed.
pub fn cut(tx: &mut Tx<'_>, by: By, change: &Change) -> Result<Taxed> {
    let engagement = store::engagement(tx, change.engagement)?;
    let (sheet, place) = changed(tx, change)?;
    let outgoing = sheet.seats[place].clone();
    let row = store::seats(tx, engagement.id)?.swap_remove(place);
    let (sheet, taken) = sheet.ended(place);
    if let Some((disputed, _)) = taken.iter().find(|(milestone, _)| milestone.disputed_minor > 0) {
        let sentence = format!(
            "A part of \"{}\" is disputed, which the seat would have worked for after {}. The seat can end when the dispute \
             is over.",
            disputed.title, change.from
        );
        return Err(Error::conflict("milestone-disputed", sentence));
    }
    store::set_time(tx, &SeatRow { weeks: outgoing.weeks, amount_minor: outgoing.amount_minor, ..row })?;
    store::set_own_parts(tx, engagement.id, &sheet.own_rows())?;
    let mut not_due = 0;
    for (milestone, minor) in &taken {
        if milestone.state.is_held() {
            // A holder's seat can end once more, earlier; what went back before tells the two apart, since it only grows.
            let went_back = milestone.refunded_minor;
            let key = format!("seat-ended:{}:{}:{}:after:{went_back}", milestone.id, change.position, outgoing.holder);
            held::send_back(tx, &engagement, milestone, *minor, &key)?;
        } else if *minor < milestone.amount_minor {
            fundings::service::withdraw(tx, by, milestone.id, VoidReason::Changed)?;
            store::set_amount(tx, milestone.id, milestone.amount_minor - minor)?;
            not_due += minor;
        } else {
            delivery::leave_out(tx, by, milestone)?;
            not_due += minor;
        }
    }
    store::set_price(tx, engagement.id, engagement.price_minor - not_due)?;
    let saved = taken.iter().map(|(_, minor)| minor).sum();
    audit::record(tx, by, "seat.cut", engagement.id, &(change.position, change.from, saved))?;
    delivery::complete_after_last(tx, by, &engagement)?;
    let tax = taken.iter().map(|(milestone, minor)| billing::back(milestone, &engagement, *minor).tax().minor()).sum();
    Ok(Taxed::new(Money::new(saved, engagement.currency), tax))
}
