//! What members see of their own bids.

use std::collections::BTreeSet;

use muster_kernel::{Instant, Money};

use super::{
    BidId,
    model::{Origin, State},
    plan,
    service::{Mate, mates, with_first_names},
    store::{self, Bid, Taken},
};
use crate::{
    briefs::{self, Document},
    db::Conn,
    error::Result,
    identity::{Member, MemberId},
    invitations::Invitation,
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
        /// Who said yes to this revision.
        signed: BTreeSet<MemberId>,
    },
}

/// The bids in which a member has a seat or was offered one, the newest first.
pub fn list(conn: &mut Conn, who: Member, before: Option<BidId>, limit: i64) -> Result<Vec<OwnBid>> {
    let found = store::with_member(conn, who.member, before, limit)?;
    found.into_iter().map(|bid| own(conn, who, bid)).collect()
}

/// One of them. Any other bid is not found.
pub fn read(conn: &mut Conn, who: Member, id: BidId) -> Result<OwnBid> {
    let bid = store::bid_of(conn, who.member, id)?;
    own(conn, who, bid)
}

fn own(conn: &mut Conn, who: Member, bid: Bid) -> Result<OwnBid> {
    let (brief, document) = briefs::service::read(conn, bid.brief_id)?;
    let part = if bid.origin == Origin::Formed { invited(conn, who, &bid, &document)? } else { author(conn, &bid)? };
    let is_opened = matches!(brief.state, briefs::State::Decided | briefs::State::Awarded | briefs::State::Lapsed);
    let above_budget = plan::above_budget(bid.price(), &document);
    let respond_by = match &part {
        OwnPart::Invited { invitation, .. } => invitation.is_pending().then_some(invitation.expires_at),
        OwnPart::Author { signed, .. } if bid.state == State::Staffing && !signed.contains(&who.member) => {
            brief.deadline_at
        }
        OwnPart::Author { .. } => None,
    };
    Ok(OwnBid { bid, title: document.title, above_budget, is_opened, respond_by, part })
}

fn invited(conn: &mut Conn, who: Member, bid: &Bid, brief: &Document) -> Result<OwnPart> {
    let seats = store::seats(conn, bid.id)?;
    let own = seats.into_iter().find(|seat| seat.member_id == who.member);
    let invitation = own.expect("a member's formed bids are those with a seat of theirs");
    let mates = mates(conn, &[(&invitation, brief)])?.remove(&invitation.id).unwrap_or_default();
    Ok(OwnPart::Invited { invitation: Box::new(invitation), mates })
}

fn author(conn: &mut Conn, bid: &Bid) -> Result<OwnPart> {
    let taken = store::taken(conn, bid)?;
    let seats = with_first_names(conn, taken)?;
    let signed = store::signed(conn, bid)?;
    Ok(OwnPart::Author { seats, signed })
}
