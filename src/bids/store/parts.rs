//! The rows of the seats of crews' and offers' bids, their sign-offs, and the one view of the seats of any bid.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use muster_kernel::{Day, Instant, Money};

use super::{Bid, by_bid, seats_of};
use crate::{
    bids::{
        BidId,
        model::Origin,
        plan::{self, Part},
    },
    briefs::BriefId,
    db::{Conn, Tx, insert_all},
    error::{Error, Result},
    formation::Reason,
    identity::MemberId,
    invitations::{Invitation, InvitationId},
    schema::{bid_parts, bid_sign_offs, bids, offers},
};

#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = bid_parts, treat_none_as_default_value = false)]
struct PartRow {
    bid_id: BidId,
    position: i32,
    seat: String,
    member_id: MemberId,
    rate_minor: i64,
    hours: i32,
    first_monday: Day,
    weeks: i32,
    share_bp: Option<i32>,
    reason: Option<String>,
}

impl PartRow {
    fn of(bid: BidId, position: i32, part: &Part) -> Self {
        Self {
            bid_id: bid,
            position,
            seat: part.seat.clone(),
            member_id: part.member,
            rate_minor: part.rate_minor,
            hours: part.hours,
            first_monday: part.first_monday,
            weeks: part.weeks,
            share_bp: part.share,
            reason: None,
        }
    }

    fn part(&self) -> Part {
        Part {
            seat: self.seat.clone(),
            member: self.member_id,
            rate_minor: self.rate_minor,
            hours: self.hours,
            first_monday: self.first_monday,
            weeks: self.weeks,
            share: self.share_bp,
        }
    }
}

/// A seat of a bid with its member, however the bid came to be.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The seat of the brief.
    pub seat: String,
    /// Who takes it.
    pub member: MemberId,
    /// Minor units an hour.
    pub rate_minor: i64,
    /// Hours a week.
    pub hours: i32,
    /// The Monday on which it begins.
    pub first_monday: Day,
    /// For how many weeks.
    pub weeks: i32,
    /// What it is paid of the bid's price, in minor units.
    pub paid_minor: i64,
    /// The share that its team agreed on, in basis points.
    pub share: Option<i32>,
    /// The member's points by term; none where the bid is not scored.
    pub reason: Option<Reason>,
    /// The invitation by which it is staffed, in a formed bid.
    pub invitation: Option<InvitationId>,
    /// The day on which its member took it: the home space of that day is paid.
    pub taken_on: Day,
    /// Whether its member is an author of the bid: in a formed one once they accepted, in others from the start.
    pub is_author: bool,
    /// Whether its member said yes to the bid as it is now: accepted their seat, signed this revision off, or offered.
    pub said_yes: bool,
}

impl Taken {
    /// The Monday after its last week.
    pub fn end(&self) -> Day {
        self.first_monday.plus_weeks(self.weeks)
    }

    /// The seat by itself.
    pub fn part(&self) -> Part {
        Part {
            seat: self.seat.clone(),
            member: self.member,
            rate_minor: self.rate_minor,
            hours: self.hours,
            first_monday: self.first_monday,
            weeks: self.weeks,
            share: self.share,
        }
    }

    fn of_invitation(seat: &Invitation) -> Result<Self> {
        Ok(Self {
            seat: seat.seat.clone(),
            member: seat.member_id,
            rate_minor: seat.rate_minor,
            hours: seat.hours,
            first_monday: seat.first_monday,
            weeks: seat.weeks,
            paid_minor: seat.amount_minor(),
            share: None,
            reason: Some(reason(&seat.reason)?),
            invitation: Some(seat.id),
            taken_on: seat.answered_at.unwrap_or(seat.created_at).day(),
            is_author: seat.is_accepted(),
            said_yes: seat.is_accepted(),
        })
    }

    /// A seat of a bid that no run formed; its member signed the bid off at `signed_at`, if they did.
    fn of_part(bid: &Bid, row: &PartRow, paid: Money, signed_at: Option<Instant>) -> Result<Self> {
        Ok(Self {
            seat: row.seat.clone(),
            member: row.member_id,
            rate_minor: row.rate_minor,
            hours: row.hours,
            first_monday: row.first_monday,
            weeks: row.weeks,
            paid_minor: paid.minor(),
            share: row.share_bp,
            reason: row.reason.as_deref().map(reason).transpose()?,
            invitation: None,
            taken_on: signed_at.unwrap_or(bid.created_at).day(),
            is_author: true,
            said_yes: bid.origin == Origin::Offers || signed_at.is_some(),
        })
    }
}

fn reason(text: &str) -> Result<Reason> {
    serde_json::from_str(text).map_err(|cause| Error::internal("read a reason", cause))
}

/// The seats of a bid, in the brief's order.
pub(in crate::bids) fn taken(conn: &mut Conn, bid: &Bid) -> Result<Vec<Taken>> {
    Ok(taken_of(conn, [bid])?.remove(&bid.id).unwrap_or_default())
}

/// The same of each of those bids.
pub(in crate::bids) fn taken_of<'a>(
    conn: &mut Conn,
    bids: impl IntoIterator<Item = &'a Bid>,
) -> Result<BTreeMap<BidId, Vec<Taken>>> {
    let (formed, made): (Vec<&Bid>, Vec<&Bid>) = bids.into_iter().partition(|bid| bid.origin == Origin::Formed);
    let mut taken = parts_of(conn, &made)?;
    for (bid, seats) in seats_of(conn, &ids_of(&formed))? {
        let seats: Result<Vec<Taken>> = seats.iter().map(Taken::of_invitation).collect();
        taken.insert(bid, seats?);
    }
    Ok(taken)
}

/// The seats of each of those bids that no run formed, in the brief's order.
fn parts_of(conn: &mut Conn, bids: &[&Bid]) -> Result<BTreeMap<BidId, Vec<Taken>>> {
    if bids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let ids = ids_of(bids);
    let mut rows = rows(conn, &ids)?;
    let signed_at = signed_at(conn, &ids)?;
    let mut taken = BTreeMap::new();
    for bid in bids {
        let rows = rows.remove(&bid.id).unwrap_or_default();
        let parts: Vec<Part> = rows.iter().map(PartRow::part).collect();
        let paid = plan::paid(bid.price(), &parts);
        let signed_at = |row: &PartRow| signed_at.get(&(bid.id, row.member_id)).copied();
        let seats = rows.iter().zip(paid).map(|(row, paid)| Taken::of_part(bid, row, paid, signed_at(row)));
        taken.insert(bid.id, seats.collect::<Result<Vec<Taken>>>()?);
    }
    Ok(taken)
}

fn ids_of(bids: &[&Bid]) -> Vec<BidId> {
    bids.iter().map(|bid| bid.id).collect()
}

/// The authors of a bid: those of its `seats` who took theirs.
pub(in crate::bids) fn authors(seats: &[Taken]) -> BTreeSet<MemberId> {
    seats.iter().filter(|seat| seat.is_author).map(|seat| seat.member).collect()
}

fn rows(conn: &mut Conn, ids: &[BidId]) -> Result<BTreeMap<BidId, Vec<PartRow>>> {
    let theirs = bid_parts::table.filter(bid_parts::bid_id.eq_any(ids));
    let rows: Vec<PartRow> = theirs.order(bid_parts::position).select(PartRow::as_select()).load(conn)?;
    Ok(by_bid(rows.into_iter().map(|row| (row.bid_id, row))))
}

pub(in crate::bids) fn insert_parts(tx: &mut Tx<'_>, bid: BidId, parts: &[Part]) -> Result<()> {
    let rows: Vec<PartRow> = (0..).zip(parts).map(|(position, part)| PartRow::of(bid, position, part)).collect();
    insert_all::<_, PartRow>(tx, bid_parts::table, &rows)?;
    Ok(())
}

/// Puts other seats into a bid.
pub(in crate::bids) fn replace_parts(tx: &mut Tx<'_>, bid: BidId, parts: &[Part]) -> Result<()> {
    diesel::delete(bid_parts::table.filter(bid_parts::bid_id.eq(bid))).execute(&mut **tx)?;
    insert_parts(tx, bid, parts)
}

/// Notes the points by term of each seat of a bid, in the brief's order.
pub(in crate::bids) fn set_points(tx: &mut Tx<'_>, bid: BidId, points: &[Reason]) -> Result<()> {
    for (position, reason) in (0_i32..).zip(points) {
        let text = serde_json::to_string(reason).map_err(|cause| Error::internal("write a reason", cause))?;
        diesel::update(bid_parts::table.find((bid, position))).set(bid_parts::reason.eq(text)).execute(&mut **tx)?;
    }
    Ok(())
}

/// Whether a member takes a seat in some bid for a brief, or offered to.
pub(in crate::bids) fn has_part(conn: &mut Conn, member: MemberId, brief: BriefId) -> Result<bool> {
    let parts = bid_parts::table
        .inner_join(bids::table.on(bids::id.eq(bid_parts::bid_id)))
        .filter(bids::brief_id.eq(brief))
        .filter(bid_parts::member_id.eq(member));
    if parts.count().get_result::<i64>(conn)? > 0 {
        return Ok(true);
    }
    let offered = offers::table.filter(offers::brief_id.eq(brief)).filter(offers::member_id.eq(member));
    Ok(offered.count().get_result::<i64>(conn)? > 0)
}

/// When each member signed each of those bids off, in the revision that counts.
fn signed_at(conn: &mut Conn, ids: &[BidId]) -> Result<BTreeMap<(BidId, MemberId), Instant>> {
    let counts = bids::id.eq(bid_sign_offs::bid_id).and(bids::revision.eq(bid_sign_offs::revision));
    let rows: Vec<(BidId, MemberId, Instant)> = bid_sign_offs::table
        .inner_join(bids::table.on(counts))
        .filter(bid_sign_offs::bid_id.eq_any(ids))
        .select((bid_sign_offs::bid_id, bid_sign_offs::member_id, bid_sign_offs::signed_at))
        .load(conn)?;
    Ok(rows.into_iter().map(|(bid, member, at)| ((bid, member), at)).collect())
}

pub(in crate::bids) fn sign(tx: &mut Tx<'_>, bid: &Bid, member: MemberId) -> Result<()> {
    let row = (
        bid_sign_offs::bid_id.eq(bid.id),
        bid_sign_offs::revision.eq(bid.revision),
        bid_sign_offs::member_id.eq(member),
        bid_sign_offs::signed_at.eq(tx.now()),
    );
    diesel::insert_into(bid_sign_offs::table).values(row).execute(&mut **tx)?;
    Ok(())
}
