//! What members see of their own bids.

use std::collections::{BTreeSet, HashMap};

use muster_kernel::{Currency, Day, Instant, Money};

use super::{
    BidId,
    model::{Origin, State},
    plan,
    service::{Mate, mates, named},
    store::{self, Bid, Taken},
};
use crate::{
    briefs::{self, Brief, BriefId, Document},
    db::Conn,
    engagements::service::Waterfalls,
    error::Result,
    identity::{Member, MemberId},
    invitations::Invitation,
    members,
};

/// A bid in which a member has a seat or was offered one.
pub struct OwnBid {
    /// The bid.
    pub bid: Bid,
    /// What the brief is about.
    pub title: String,
    /// How much more it costs than the brief's budget, if so.
    pub above_budget: Option<Money>,
    /// Whether the bids for the brief are opened.
    pub is_opened: bool,
    /// Until when the member's own answer or signature can be given, where it is missing.
    pub respond_by: Option<Instant>,
    /// What they keep of what they are paid: in a formed team, as it was offered to them; in a bid of which they are an
    /// author, by the terms of the day on which it is read, as long as it lives.
    pub keeps: Option<Money>,
    /// How the member is part of it.
    pub part: OwnPart,
}

/// How a member is part of a bid.
pub enum OwnPart {
    /// They were invited to a seat of a formed team.
    Invited {
        /// Their invitation.
        invitation: Box<Invitation>,
        /// Who else has accepted.
        mates: Vec<Mate>,
    },
    /// They are one of its authors, who see all of it.
    Author {
        /// Its seats in the brief's order, each with the first name of its member.
        seats: Vec<(Taken, String)>,
    },
}

/// The bids in which a member has a seat or was offered one, the newest first.
pub fn list(conn: &mut Conn, who: Member, before: Option<BidId>, limit: i64, today: Day) -> Result<Vec<OwnBid>> {
    let found = store::with_member(conn, who.member, before, limit)?;
    seen(conn, who, found, today)
}

/// One of them. Any other bid is not found.
pub fn read(conn: &mut Conn, who: Member, id: BidId, today: Day) -> Result<OwnBid> {
    let bid = store::bid_of(conn, who.member, id)?;
    Ok(seen(conn, who, vec![bid], today)?.remove(0))
}

fn seen(conn: &mut Conn, who: Member, bids: Vec<Bid>, today: Day) -> Result<Vec<OwnBid>> {
    let ids: Vec<BriefId> = bids.iter().map(|bid| bid.brief_id).collect();
    let briefs = briefs::service::read_all(conn, &ids)?;
    let (formed, made): (Vec<&Bid>, Vec<&Bid>) = bids.iter().partition(|bid| bid.origin == Origin::Formed);
    let mut parts = invited(conn, who, &formed, &briefs)?;
    let live: BTreeSet<Currency> = made.iter().filter(|bid| bid.state.is_live()).map(|bid| bid.currency).collect();
    let mut waterfalls = HashMap::with_capacity(live.len());
    for currency in live {
        waterfalls.insert(currency, Waterfalls::read(conn, &[who.member], currency, today)?);
    }
    parts.extend(authored(conn, made)?);
    let one = |bid: Bid| {
        let (brief, document) = &briefs[&bid.brief_id];
        let part = parts.remove(&bid.id).expect("a member has a part in each of their bids");
        let keeps = keeps(who, &bid, &part, &waterfalls)?;
        Ok(own(who, bid, brief, document, part, keeps))
    };
    bids.into_iter().map(one).collect()
}

/// What the member keeps of what they are paid.
fn keeps(who: Member, bid: &Bid, part: &OwnPart, today: &HashMap<Currency, Waterfalls>) -> Result<Option<Money>> {
    match part {
        OwnPart::Invited { invitation, .. } => Ok(Some(Money::new(invitation.keeps_minor, invitation.currency))),
        OwnPart::Author { .. } if !bid.state.is_live() => Ok(None),
        OwnPart::Author { seats } => {
            let own = seats.iter().filter(|(seat, _)| seat.member == who.member);
            let paid: Vec<(MemberId, i64)> = own.map(|(seat, _)| (seat.member, seat.paid_minor)).collect();
            Ok(Some(today[&bid.currency].of(&paid)?.members))
        }
    }
}

fn own(who: Member, bid: Bid, brief: &Brief, document: &Document, part: OwnPart, keeps: Option<Money>) -> OwnBid {
    let is_opened = matches!(brief.state, briefs::State::Decided | briefs::State::Awarded | briefs::State::Lapsed);
    let above_budget = plan::above_budget(bid.price(), document);
    let respond_by = match &part {
        OwnPart::Invited { invitation, .. } => invitation.is_pending().then_some(invitation.expires_at),
        OwnPart::Author { seats } => {
            let is_asked = seats.iter().any(|(seat, _)| seat.member == who.member && !seat.said_yes);
            brief.deadline_at.filter(|_| bid.state == State::Staffing && is_asked)
        }
    };
    OwnBid { bid, title: document.title.clone(), above_budget, is_opened, respond_by, keeps, part }
}

/// The member's part in bids that Muster formed.
fn invited(
    conn: &mut Conn,
    who: Member,
    bids: &[&Bid],
    briefs: &HashMap<BriefId, (Brief, Document)>,
) -> Result<HashMap<BidId, OwnPart>> {
    let ids: Vec<BidId> = bids.iter().map(|bid| bid.id).collect();
    let mut own: Vec<(BidId, Invitation)> = Vec::with_capacity(ids.len());
    for (bid, seats) in store::seats_of(conn, &ids)? {
        let invitation = seats.into_iter().find(|seat| seat.member_id == who.member);
        own.push((bid, invitation.expect("a member's formed bids are those with a seat of theirs")));
    }
    let asked: Vec<(&Invitation, &Document)> = own.iter().map(|(_, own)| (own, &briefs[&own.brief_id].1)).collect();
    let mates = mates(conn, &asked)?;
    let part = |(bid, invitation): (BidId, Invitation)| {
        let mates = mates.get(&invitation.id).cloned().unwrap_or_default();
        (bid, OwnPart::Invited { invitation: Box::new(invitation), mates })
    };
    Ok(own.into_iter().map(part).collect())
}

/// The member's part in all others: that of an author.
fn authored(conn: &mut Conn, bids: Vec<&Bid>) -> Result<HashMap<BidId, OwnPart>> {
    let taken = store::taken_of(conn, bids)?;
    let first_names = members::service::first_names(conn, taken.values().flatten().map(|seat| seat.member))?;
    let part = |(bid, seats): (BidId, Vec<Taken>)| (bid, OwnPart::Author { seats: named(seats, &first_names) });
    Ok(taken.into_iter().map(part).collect())
}
