//! What a member sees of their turns.

use std::collections::HashMap;

use muster_kernel::{Instant, Month};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    TurnEntryId, ledger,
    model::{State, points},
    service::{self, Standing},
    store::{self, Closing, OfferRow},
};
use crate::{
    briefs::{self, Brief, BriefId},
    db::Conn,
    error::Result,
    http::Page,
    identity::{Member, MemberId},
    invitations::InvitationId,
    policies,
};

/// How many offers one page looks through at most. Who was eligible is kept by groups, so the offers that concern a member
/// are found by looking; a page may be shorter than asked for and yet go on.
const LOOKED_THROUGH: usize = 1_000;
/// How many offers are read at once.
const READ: i64 = 250;

crate::words! {
    /// Why a member's balance moved.
    pub enum Cause {
        /// They were offered a seat: they are debited the whole of it, and credited their share.
        Offer = "offer",
        /// Somebody else took a seat for which they were eligible: they are credited their share.
        Share = "share",
        /// A month was over, and all balances shrank.
        Decay = "decay",
    }
}

/// A line of a member's turns.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Turn {
    /// Names it.
    pub id: TurnEntryId,
    /// Why the balance moved.
    pub cause: Cause,
    /// When the seat was offered, or the month was over.
    pub at: Instant,
    /// By how much it moves the balance, in milli-offers; a reversed offer moves it no more.
    pub milli_offers: i64,
    /// Whether the offer stands; absent for a decay.
    pub state: Option<State>,
    /// The category of the work; absent for a decay.
    pub category: Option<String>,
    /// The brief's title, where they were invited.
    pub title: Option<String>,
    /// Their invitation, where they were invited.
    pub invitation: Option<InvitationId>,
    /// Which month was over; absent for an offer.
    pub month: Option<Month>,
}

/// A member's turns.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnTurns {
    /// What their account holds, in milli-offers: entitled minus received. A thousand stand for an hour of work.
    pub balance: i64,
    /// Of that, what is settled; the rest is of offers that are still open, and does not shrink.
    pub settled: i64,
    /// What the balance is worth when teams are formed, 0 to 1000; 500 is even.
    pub points: i64,
    /// What moved it, the newest first.
    pub entries: Page<Turn>,
}

/// A member's own balance, and what moved it before the entry `before`.
pub fn of_member(
    conn: &mut Conn,
    who: Member,
    now: Instant,
    before: Option<TurnEntryId>,
    limit: i64,
) -> Result<OwnTurns> {
    let (_, policy) = policies::service::in_force(conn, now)?;
    let Some(Standing { number, balance, settled }) = service::balance_of(conn, who.member)? else {
        let entries = Page { items: Vec::new(), next: None };
        return Ok(OwnTurns { balance: 0, settled: 0, points: points(0, policy.turn_cap), entries });
    };
    Ok(OwnTurns {
        balance,
        settled,
        points: points(balance, policy.turn_cap),
        entries: entries(conn, who.member, number, before, limit)?,
    })
}

/// Lines that were found, and the entry down to which everything was looked through, if there may be more below it.
struct Found {
    lines: Vec<Turn>,
    down_to: Option<TurnEntryId>,
}

fn entries(
    conn: &mut Conn,
    member: MemberId,
    number: u32,
    before: Option<TurnEntryId>,
    limit: i64,
) -> Result<Page<Turn>> {
    let offers = offers(conn, member, number, before, limit)?;
    let decays = decays(conn, number, before, limit)?;
    // Below the higher of the two ends, one of the lists may still have something that comes first.
    let down_to = offers.down_to.max(decays.down_to);
    let mut lines: Vec<Turn> = offers.lines.into_iter().chain(decays.lines).collect();
    lines.retain(|line| down_to.is_none_or(|end| line.id >= end));
    lines.sort_by_key(|line| std::cmp::Reverse(line.id));
    let page = Page::of(lines, limit, |line| line.id.to_string());
    let next = page.next.or_else(|| down_to.map(|end| end.to_string()));
    Ok(Page { next, ..page })
}

/// The offers that concern a member: those to them, and those for which they were eligible and which others took.
fn offers(conn: &mut Conn, member: MemberId, number: u32, before: Option<TurnEntryId>, limit: i64) -> Result<Found> {
    let wanted = usize::try_from(limit).unwrap_or_default();
    let (mut kept, mut cursor, mut looked): (Vec<(OfferRow, i64)>, _, _) = (Vec::new(), before, 0);
    let down_to = loop {
        let read = store::offers_before(conn, member, cursor, READ)?;
        let groups = store::groups(conn, read.iter().map(|offer| offer.group_hash.as_str()))?;
        looked += read.len();
        let was_all = read.len() < usize::try_from(READ).expect("a small number");
        cursor = read.last().map_or(cursor, |last| Some(last.id));
        for offer in read {
            let is_own = offer.member_id == member;
            let is_eligible = groups.get(&offer.group_hash).is_some_and(|group| group.contains(number));
            let share = if is_eligible { offer.share_milli } else { 0 };
            if is_own || is_eligible {
                kept.push((offer, share));
            }
        }
        if was_all {
            break None;
        }
        if kept.len() > wanted || looked >= LOOKED_THROUGH {
            break cursor;
        }
    };
    let ids: Vec<BriefId> = kept.iter().map(|(offer, _)| offer.brief_id).collect();
    let briefs: HashMap<BriefId, Brief> =
        briefs::service::heads(conn, &ids)?.into_iter().map(|brief| (brief.id, brief)).collect();
    let lines = kept.into_iter().map(|(offer, share)| offer_line(&offer, share, member, &briefs)).collect();
    Ok(Found { lines, down_to })
}

fn offer_line(offer: &OfferRow, share: i64, member: MemberId, briefs: &HashMap<BriefId, Brief>) -> Turn {
    let brief = briefs.get(&offer.brief_id);
    let is_own = offer.member_id == member;
    Turn {
        id: offer.id,
        cause: if is_own { Cause::Offer } else { Cause::Share },
        at: offer.posted_at,
        milli_offers: if is_own { share - offer.weight_milli } else { share },
        state: Some(offer.state),
        category: brief.map(|brief| brief.category.clone()),
        title: brief.filter(|_| is_own).map(|brief| brief.title.clone()),
        invitation: is_own.then_some(offer.invitation_id),
        month: None,
    }
}

/// What the decays did to a member's balance. There are twelve a year.
fn decays(conn: &mut Conn, number: u32, before: Option<TurnEntryId>, limit: i64) -> Result<Found> {
    let read = store::decays_before(conn, before, limit)?;
    let is_full = i64::try_from(read.len()).is_ok_and(|found| found == limit);
    let down_to = read.last().filter(|_| is_full).map(|last| last.id);
    let lines = read.iter().filter_map(|decay| decay_line(decay, number)).collect();
    Ok(Found { lines, down_to })
}

fn decay_line(decay: &Closing, number: u32) -> Option<Turn> {
    let change = ledger::change_of(decay.shrunk.as_deref()?, number);
    (change != 0).then_some(Turn {
        id: decay.id,
        cause: Cause::Decay,
        at: decay.posted_at,
        milli_offers: change,
        state: None,
        category: None,
        title: None,
        invitation: None,
        month: decay.month,
    })
}
