//! Use cases of engagements: the contract, and how each side reads it. What happens to its milestones is in
//! [`delivery`](super::delivery), what happens to its seats in [`successions`](super::successions).

use std::collections::{BTreeSet, HashMap};

use muster_kernel::{Day, Instant, Money};
use serde::Serialize;

use super::{
    EngagementId, SeatTitles, mails,
    model::{EngagementState, MilestoneState},
    refunds,
    sheet::Sheet,
    store::{self, EngagementRow, MilestoneRow, SeatRow},
    views::{Engagement, EngagementInFull, Milestone, MyEngagement, MySeat, TakenSeat},
};
pub use super::{
    delivery::{accept, submit},
    ending::end,
    model::{NewEngagement, NewMilestone, NewSeat, default_milestones},
    waterfall::{Delivered, TrackRecord, Waterfall, Waterfalls},
};
use crate::{
    app::App,
    audit::{self, By},
    book::{self, SeatTerms},
    briefs::BriefId,
    db::{Conn, Tx},
    error::{Error, Result},
    fundings,
    http::{Page, PageQuery},
    identity::{self, Client, ClientId, Member, MemberId},
    members,
    spaces::{Rates, RatesQuery, SpaceId},
};

#[derive(Serialize)]
struct Created<'a> {
    price: Money,
    milestones: &'a [NewMilestone],
}

/// Makes the contract that follows an award, in its transaction: freezes the terms of every seat as they are today, and
/// checks that the milestones add up to the price. Booking the members' hours is for whoever awards.
pub fn create(tx: &mut Tx<'_>, new: &NewEngagement, by: By) -> Result<EngagementId> {
    let today = tx.now().day();
    let price = new.price()?;
    new.check_milestones(price, today)?;
    let taken_on = |seat: &NewSeat| seat.taken_on.unwrap_or(today);
    let members: Vec<(MemberId, Day)> = new.seats.iter().map(|seat| (seat.member, taken_on(seat))).collect();
    let asked = RatesQuery { members: &members, client: Some(new.client), currency: new.currency, on: today };
    let rates = Rates::read(tx, &asked)?;
    let engagement = EngagementRow {
        id: tx.id(),
        brief_id: new.brief,
        bid_id: new.bid,
        client_id: new.client,
        title: new.title.clone(),
        category: new.category.clone(),
        price_minor: price.minor(),
        currency: new.currency,
        tax_bp: rates.tax(),
        state: EngagementState::Active,
        created_at: tx.now(),
    };
    let mut seats = Vec::with_capacity(new.seats.len());
    for (position, seat) in (0..).zip(&new.seats) {
        let terms = rates.terms(seat.member, taken_on(seat))?;
        seats.push(frozen_seat(engagement.id, position, seat, &terms)?);
    }
    let plan: Vec<MilestoneRow> = (0..)
        .zip(&new.milestones)
        .map(|(position, milestone)| planned(tx, engagement.id, position, milestone))
        .collect();
    store::insert(tx, &engagement, &seats, &plan)?;
    let details = Created { price, milestones: &new.milestones };
    audit::record(tx, by, "engagement.created", engagement.id, &details)?;
    mails::awarded(tx, &engagement, &seats, &plan)?;
    Ok(engagement.id)
}

fn frozen_seat(id: EngagementId, position: i32, seat: &NewSeat, terms: &SeatTerms) -> Result<SeatRow> {
    let small = |number: u32| i32::try_from(number).map_err(|cause| Error::internal("read a seat", cause));
    Ok(SeatRow {
        engagement_id: id,
        position,
        holder: 0,
        seat: seat.seat.clone(),
        title: seat.title.clone(),
        member_id: seat.member,
        rate_minor: seat.rate_minor,
        hours: small(seat.hours)?,
        first_monday: seat.first_monday,
        weeks: small(seat.weeks)?,
        seat_weeks: small(seat.weeks)?,
        amount_minor: seat.amount_minor().ok_or_else(|| Error::internal("read a seat", "its amount has no room"))?,
        work_place_id: seat.work_place,
        space_id: terms.space(),
        terms: SeatRow::frozen(terms)?,
        skills: serde_json::to_string(&seat.skills)
            .map_err(|cause| Error::internal("write the skills of a seat", cause))?,
    })
}

fn planned(tx: &Tx<'_>, engagement_id: EngagementId, position: i32, milestone: &NewMilestone) -> MilestoneRow {
    MilestoneRow {
        id: tx.id(),
        engagement_id,
        position,
        title: milestone.title.trim().to_owned(),
        amount_minor: milestone.amount_minor,
        due_day: milestone.due_day,
        state: MilestoneState::Planned,
        released_minor: 0,
        refunded_minor: 0,
        disputed_minor: 0,
    }
}

/// What those engagements are called.
pub fn titles(conn: &mut Conn, ids: &[EngagementId]) -> Result<HashMap<EngagementId, String>> {
    Ok(store::titles(conn, ids)?.into_iter().collect())
}

/// What the seats of those engagements are called.
pub fn seat_titles(conn: &mut Conn, ids: &[EngagementId]) -> Result<SeatTitles> {
    store::seat_titles(conn, ids)
}

/// The engagement that an award for a brief began, and when that was, for other slices that have authorized already.
pub fn of_brief(conn: &mut Conn, brief: BriefId) -> Result<Option<(EngagementId, Instant)>> {
    store::of_brief(conn, brief)
}

/// The engagements of a client, newest first.
pub fn of_client(app: &App, who: Client, query: &PageQuery) -> Result<Page<Engagement>> {
    let (limit, cursor) = (query.limit()?, query.cursor()?);
    let found = app.db.read(|conn| store::of_client(conn, who.client, cursor, limit + 1))?;
    Ok(Page::of(found, limit, |row| row.id.to_string()).map(Engagement::from))
}

/// One engagement of a client, with all that belongs to it.
pub fn in_full(app: &App, who: Client, id: EngagementId) -> Result<EngagementInFull> {
    app.db.read(|conn| {
        let engagement = store::of_its_client(conn, id, who.client)?;
        let seats = store::seats(conn, id)?;
        let names = members::service::names(conn, seats.iter().map(|row| row.member_id))?;
        let taken = |row: &SeatRow| TakenSeat::of(row, names[&row.member_id].clone(), engagement.currency);
        let seats = seats.iter().map(taken).collect();
        let plan = store::plan(conn, id)?;
        let mut awaited = fundings::service::awaited(app, conn, id)?;
        let mut left = refunds::left(conn, &engagement, &plan)?;
        let whole = |row: &MilestoneRow| {
            let milestone = Milestone::of(row, &engagement).awaiting(awaited.remove(&row.id));
            Milestone { refund_left_on: left.remove(row.id.as_str()), ..milestone }
        };
        Ok(EngagementInFull {
            milestones: plan.iter().map(whole).collect(),
            engagement: engagement.into(),
            seats,
            strays: fundings::service::strays(conn, id)?,
        })
    })
}

/// The engagements in which a member has a seat, newest first.
pub fn of_member(app: &App, who: Member, query: &PageQuery) -> Result<Page<MyEngagement>> {
    let (limit, cursor) = (query.limit()?, query.cursor()?);
    app.db.read(|conn| {
        let found = store::of_member(conn, who.member, cursor, limit + 1)?;
        let page = Page::of(found, limit, |row| row.id.to_string());
        let items = page.items.iter().map(|row| as_member(conn, row, who.member)).collect::<Result<_>>()?;
        Ok(Page { items, next: page.next })
    })
}

/// An engagement as one of its members sees it: of its money, their own part.
fn as_member(conn: &mut Conn, row: &EngagementRow, member: MemberId) -> Result<MyEngagement> {
    let rows = store::seats(conn, row.id)?;
    let sheet = Sheet::read(conn, row.clone())?;
    let awaiting = fundings::service::awaiting(conn, row.id)?;
    let milestones: Vec<String> = sheet.plan.iter().map(|milestone| milestone.id.to_string()).collect();
    let mut paid = book::service::paid_for(conn, &milestones)?;
    let own = |milestone: &MilestoneRow| {
        let paid = paid.remove(milestone.id.as_str()).unwrap_or_default();
        let its = sheet.whereabouts(member, milestone, &paid);
        let awaits_payment = awaiting.contains(&milestone.id);
        Milestone { awaits_payment, ..Milestone::with(milestone, its, row.currency) }
    };
    let theirs = rows.iter().filter(|seat| seat.member_id == member);
    Ok(MyEngagement {
        id: row.id,
        title: row.title.clone(),
        client: identity::clients::name(conn, row.client_id)?,
        category: row.category.clone(),
        state: row.state,
        seats: theirs.map(|seat| MySeat::of(seat, row.currency)).collect::<Result<_>>()?,
        milestones: sheet.plan.iter().map(own).collect(),
        created_at: row.created_at,
    })
}

/// Who took part in an engagement.
#[derive(Clone, Debug)]
pub struct Parties {
    /// Which engagement.
    pub engagement: EngagementId,
    /// What it is called.
    pub title: String,
    /// Who pays.
    pub client: ClientId,
    /// Whoever had a seat for a week at least, in the order of their ids.
    pub members: Vec<MemberId>,
    /// The home spaces whose terms were frozen for their seats.
    pub spaces: BTreeSet<SpaceId>,
}

/// Who took part in an engagement.
pub fn parties(conn: &mut Conn, id: EngagementId) -> Result<Parties> {
    let engagement = store::engagement(conn, id)?;
    let mut rows = store::seats(conn, id)?;
    rows.retain(|row| row.weeks > 0);
    let members: BTreeSet<MemberId> = rows.iter().map(|row| row.member_id).collect();
    let (members, spaces) = (members.into_iter().collect(), rows.iter().filter_map(|row| row.space_id).collect());
    let (title, client) = (engagement.title, engagement.client_id);
    Ok(Parties { engagement: id, title, client, members, spaces })
}

/// Who took part in an engagement that a client pays for; nobody else's.
pub fn parties_of_client(conn: &mut Conn, who: Client, id: EngagementId) -> Result<Parties> {
    store::of_its_client(conn, id, who.client)?;
    parties(conn, id)
}

/// Who took part in an engagement in which a member did; nobody else's.
pub fn parties_of_member(conn: &mut Conn, who: Member, id: EngagementId) -> Result<Parties> {
    store::with_member(conn, id, who.member)?;
    let parties = parties(conn, id)?;
    let took_part = parties.members.contains(&who.member);
    if took_part { Ok(parties) } else { Err(Error::not_found("engagement", id)) }
}
