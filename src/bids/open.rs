//! Which briefs are open for bids, and to whom.

use std::collections::BTreeSet;

use muster_kernel::Instant;

use super::{BidId, model::State, open_letters, service, store};
use crate::{
    app::App,
    audit::{self, By},
    briefs::{self, Brief, BriefId, Document, OpenFor},
    db::{Conn, Tx},
    error::{Error, Result},
    identity::{self, Member, MemberId},
    invitations,
    members::{self, bidding},
};

/// The briefs that a member may bid on now, the newest first.
pub fn list(
    conn: &mut Conn,
    who: Member,
    now: Instant,
    before: Option<BriefId>,
    limit: i64,
) -> Result<Vec<(Brief, Document)>> {
    let categories = bidding::categories_of(conn, who.member)?;
    let not_of = identity::clients::acting(conn, who.person)?.map(|client| client.client);
    briefs::service::open_for_bids(conn, &OpenFor { categories: &categories, not_of, now, before }, limit)
}

/// A brief that a member may bid on, or that they were invited to or bid on already. Any other is not found.
pub fn read(conn: &mut Conn, who: Member, id: BriefId) -> Result<(Brief, Document)> {
    let (brief, document) = briefs::service::read(conn, id)?;
    let sees = is_open_to(conn, who, &brief)?
        || store::has_part(conn, who.member, id)?
        || invitations::service::was_invited(conn, who.member, id)?;
    if sees { Ok((brief, document)) } else { Err(Error::not_found("brief", id)) }
}

/// A brief on which a member may bid now: open to them, and before its deadline.
pub(super) fn biddable(tx: &mut Tx<'_>, who: Member, id: BriefId) -> Result<(Brief, Document)> {
    let (brief, document) = briefs::service::read(tx, id)?;
    if !is_open_to(tx, who, &brief)? {
        return Err(Error::not_found("brief", id));
    }
    check_in_time(&brief, tx.now())?;
    Ok((brief, document))
}

/// Fine while bids on a brief may be made and changed; a refusal with the deadline from then on.
pub(super) fn check_in_time(brief: &Brief, now: Instant) -> Result<()> {
    use briefs::State::{Draft, Posted, Withdrawn};
    match (brief.state, brief.deadline_at) {
        (Draft | Withdrawn, _) | (_, None) => {
            Err(Error::conflict("brief-state", format!("This brief is {}; nobody can bid on it.", brief.state)))
        }
        (Posted, Some(deadline)) if now < deadline => Ok(()),
        (_, Some(deadline)) => Err(Error::conflict(
            "deadline-passed",
            format!("Bids on this brief could be made and changed until {deadline}; it is {now} now."),
        )),
    }
}

/// Whether a brief takes bids of members like this one. A client's own people never bid on its briefs.
fn is_open_to(conn: &mut Conn, who: Member, brief: &Brief) -> Result<bool> {
    let takes_bids = brief.bidding.is_some_and(briefs::Bidding::is_open);
    if !takes_bids || is_own(conn, who.member, brief)? {
        return Ok(false);
    }
    Ok(bidding::categories_of(conn, who.member)?.contains(&brief.category))
}

/// Whether a member is one of the client's own people.
pub(super) fn is_own(conn: &mut Conn, member: MemberId, brief: &Brief) -> Result<bool> {
    let person = members::service::person_of(conn, member)?;
    let acting = identity::clients::acting(conn, person)?;
    Ok(acting.is_some_and(|client| client.client == brief.client_id))
}

/// Tells the members who opted in to bids of a brief's category that it is open; once.
pub fn call(app: &App, id: BriefId) -> Result<()> {
    app.db.write(|tx| {
        let (brief, document) = briefs::service::read(tx, id)?;
        if brief.state != briefs::State::Posted || store::was_called(tx, id)? {
            return Ok(());
        }
        let mut told = 0;
        for member in bidding::bidders(tx, &brief.category, document.currency)? {
            if !is_own(tx, member, &brief)? {
                service::tell_member(tx, member, &open_letters::open(&brief, &document))?;
                told += 1;
            }
        }
        store::note_call(tx, id, told)?;
        audit::record(tx, By::Muster, "brief.called-for-bids", id, &told)
    })
}

/// Every author of a live bid for a brief, and whoever offered to take a seat of it; in order.
pub fn bidders(conn: &mut Conn, id: BriefId) -> Result<BTreeSet<MemberId>> {
    let mut members: BTreeSet<MemberId> =
        store::offers_for(conn, id)?.into_iter().map(|offer| offer.member_id).collect();
    let bids = store::for_brief(conn, id, State::LIVE)?;
    members.extend(store::taken_of(conn, &bids)?.values().flat_map(|seats| store::authors(seats)));
    Ok(members)
}

/// The live bids for a brief of which a member is an author.
pub fn live_bids_of(conn: &mut Conn, who: Member, id: BriefId) -> Result<Vec<BidId>> {
    let bids = store::for_brief(conn, id, State::LIVE)?;
    let seats = store::taken_of(conn, &bids)?;
    let own = seats.into_iter().filter(|(_, seats)| store::authors(seats).contains(&who.member));
    Ok(own.map(|(bid, _)| bid).collect())
}

/// The bids for a brief that its client may see; none while they are sealed.
pub fn opened_ids(conn: &mut Conn, id: BriefId) -> Result<Vec<BidId>> {
    let (brief, _) = briefs::service::read(conn, id)?;
    if !matches!(brief.state, briefs::State::Decided | briefs::State::Awarded) {
        return Ok(Vec::new());
    }
    Ok(store::for_brief(conn, id, State::SHOWN)?.into_iter().map(|bid| bid.id).collect())
}
