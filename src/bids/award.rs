//! The award: the client's choice of a bid.

use std::collections::BTreeSet;

use muster_kernel::Money;

use super::{
    BidId, compare, hours, letters,
    model::{Event, State},
    open_letters, service,
    store::{self, Bid, Taken},
};
use crate::{
    app::App,
    availability::{self, NewBooking},
    briefs::{self, Brief, Document},
    db::Tx,
    engagements::{
        self, EngagementId,
        service::{NewEngagement, NewMilestone, NewSeat},
    },
    error::{Error, Result},
    http::IdempotencyKey,
    identity::{Client, ClientRole, MemberId},
    invitations::{self, InvitationId},
    jobs::{self, Job},
    turns,
};

/// Awards a bid: books the hours, freezes the terms, begins the engagement, in one transaction. Without `milestones`
/// there is one for every four weeks.
///
/// Where a member's hours were booked by another engagement meanwhile, nothing is awarded: the bid loses that member and
/// is staffed again with the least change, and the client is told so.
pub fn award(
    app: &App,
    who: Client,
    id: BidId,
    key: &IdempotencyKey,
    milestones: Option<&[NewMilestone]>,
) -> Result<EngagementId> {
    let mut clash = None;
    let outcome = app.db.write(|tx| {
        clash = None;
        let bid = store::bid(tx, id)?;
        let roles = [ClientRole::Approver, ClientRole::Finance];
        // Whoever asks about another client's bid learns nothing, not even that there is one.
        let brief = briefs::service::authorize(tx, who, bid.brief_id, &roles).map_err(|error| match error {
            Error::NotFound { .. } => Error::not_found("bid", id),
            other => other,
        })?;
        key.once(tx, who.person, &milestones, |tx| {
            let seats = store::taken(tx, &bid)?;
            award_in(tx, who, &brief, &bid, &seats, milestones).map_err(|refusal| {
                clash = refusal.clash;
                refusal.error
            })
        })
    });
    match clash {
        Some(Clash::Invitation(seat)) => app.db.write(|tx| lose_member(tx, id, seat))?,
        Some(Clash::Bid) => app.db.write(|tx| lose_bid(tx, id))?,
        None => {}
    }
    outcome
}

/// Why an award failed, and what the hours that are gone undo, if that was it.
struct Refusal {
    error: Error,
    clash: Option<Clash>,
}

/// What loses a member whose hours are gone.
enum Clash {
    /// A seat that Muster staffs: it is filled again.
    Invitation(InvitationId),
    /// A bid that its authors staffed: nobody can take a seat in it for them.
    Bid,
}

impl Clash {
    fn of(seat: &Taken) -> Self {
        seat.invitation.map_or(Self::Bid, Self::Invitation)
    }
}

impl<E: Into<Error>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self { error: error.into(), clash: None }
    }
}

fn award_in(
    tx: &mut Tx<'_>,
    who: Client,
    brief: &Brief,
    bid: &Bid,
    seats: &[Taken],
    milestones: Option<&[NewMilestone]>,
) -> std::result::Result<EngagementId, Refusal> {
    briefs::service::move_on(tx, who.into(), brief, briefs::Event::Award)?;
    service::move_on(tx, who.into(), bid, Event::Award)?;
    let (_, document) = briefs::service::read(tx, brief.id)?;
    let new = new_engagement(brief, &document, bid, seats, milestones);
    let engagement = engagements::service::create(tx, &new, who.into())?;
    for seat in seats {
        let booking = NewBooking {
            member: seat.member,
            engagement,
            seat: seat.seat.clone(),
            first_monday: seat.first_monday,
            weeks: seat.weeks.unsigned_abs(),
            hours: u8::try_from(seat.hours).unwrap_or(u8::MAX),
        };
        let booked = availability::service::award(tx, brief.id, &booking);
        booked.map_err(|error| Refusal { clash: is_clash(&error).then(|| Clash::of(seat)), error })?;
    }
    let won: Vec<InvitationId> = seats.iter().filter_map(|seat| seat.invitation).collect();
    turns::service::award(tx, brief.id, &won)?;
    end_the_others(tx, who, bid, &document)?;
    availability::service::let_go_all(tx, brief.id)?;
    Ok(engagement)
}

fn new_engagement(
    brief: &Brief,
    document: &Document,
    bid: &Bid,
    seats: &[Taken],
    milestones: Option<&[NewMilestone]>,
) -> NewEngagement {
    let new_seat = |taken: &Taken| {
        let asked = document.seats.iter().find(|asked| asked.id == taken.seat);
        let needs = asked.map(|asked| asked.skills.as_slice()).unwrap_or_default();
        NewSeat {
            seat: taken.seat.clone(),
            member: taken.member,
            rate_minor: taken.rate_minor,
            hours: taken.hours.unsigned_abs(),
            first_monday: taken.first_monday,
            weeks: taken.weeks.unsigned_abs(),
            work_place: asked.and_then(|asked| asked.near.as_ref()).map(|near| near.place),
            skills: needs.iter().map(|need| need.skill.clone()).collect(),
            paid_minor: Some(taken.paid_minor),
        }
    };
    let from = seats.iter().map(|seat| seat.first_monday).min();
    let end = seats.iter().map(Taken::end).max();
    let plan = from.zip(end).map(|(from, end)| {
        let weeks = from.weeks_until(end).unsigned_abs();
        engagements::service::default_milestones(Money::new(bid.price_minor, bid.currency), from, weeks)
    });
    NewEngagement {
        brief: brief.id,
        bid: bid.id,
        client: brief.client_id,
        title: brief.title.clone(),
        category: brief.category.clone(),
        currency: bid.currency,
        seats: seats.iter().map(new_seat).collect(),
        milestones: milestones.map(<[_]>::to_vec).or(plan).unwrap_or_default(),
    }
}

/// The other bids for the brief end, and whoever was still thinking is told.
fn end_the_others(tx: &mut Tx<'_>, who: Client, won: &Bid, document: &Document) -> Result<()> {
    for bid in store::for_brief(tx, won.brief_id)?.iter().filter(|bid| bid.id != won.id && bid.state.is_live()) {
        if service::move_on(tx, who.into(), bid, Event::Lose)? == State::Lost {
            tell_losers(tx, won, bid)?;
        }
    }
    for invitation in invitations::service::for_brief(tx, won.brief_id)? {
        if invitation.state == invitations::State::Pending {
            invitations::service::close(tx, &invitation, document)?;
        }
    }
    Ok(())
}

/// A losing team is told why, and what would have changed it: its points by term beside the winner's, without a name.
fn tell_losers(tx: &mut Tx<'_>, won: &Bid, lost: &Bid) -> Result<()> {
    let (brief, _) = briefs::service::read(tx, lost.brief_id)?;
    let (theirs, ours) = (compare::points(tx, won)?, compare::points(tx, lost)?);
    let letter = letters::lost(&brief, lost, ours.zip(theirs));
    let members: BTreeSet<MemberId> = store::taken(tx, lost)?.into_iter().map(|seat| seat.member).collect();
    members.into_iter().try_for_each(|member| service::tell_member(tx, member, &letter))
}

fn is_clash(error: &Error) -> bool {
    matches!(error, Error::Conflict { code: availability::HOURS_TAKEN, .. })
}

/// A complete bid loses the member whose hours are gone, and is staffed again.
fn lose_member(tx: &mut Tx<'_>, id: BidId, seat: InvitationId) -> Result<()> {
    let bid = store::bid(tx, id)?;
    let invitation = invitations::service::read(tx, seat)?;
    if bid.state != State::Complete || !invitation.is_accepted() {
        return Ok(());
    }
    let (brief, document) = briefs::service::read(tx, bid.brief_id)?;
    // The member may be in other complete bids for this brief; each is staffed again.
    for other in store::with_invitation(tx, seat)?.iter().filter(|other| other.state == State::Complete) {
        service::move_on(tx, crate::audit::By::Muster, other, Event::LoseMember)?;
    }
    invitations::service::close(tx, &invitation, &document)?;
    service::tell_client(tx, &brief, &letters::clash(&brief, &bid))?;
    jobs::soon(tx, &Job::RepairBids { invitation: seat })
}

/// A bid that its authors staffed ends where the hours of one of them are gone.
fn lose_bid(tx: &mut Tx<'_>, id: BidId) -> Result<()> {
    let bid = store::bid(tx, id)?;
    if bid.state != State::Complete {
        return Ok(());
    }
    let (brief, _) = briefs::service::read(tx, bid.brief_id)?;
    let state = service::move_on(tx, crate::audit::By::Muster, &bid, Event::LoseMember)?;
    service::move_on(tx, crate::audit::By::Muster, &Bid { state, ..bid.clone() }, Event::Fail)?;
    hours::let_go(tx, &id.to_string())?;
    service::tell_team(tx, &bid, open_letters::hours_gone)?;
    service::tell_client(tx, &brief, &open_letters::clash_for_good(&brief))
}
