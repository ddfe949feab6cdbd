//! The award: the client's choice of a bid.

use std::cmp::Reverse;

use super::{
    BidId,
    compare::points,
    lapsing, letters, lost_hours,
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
    formation::{self, RunId},
    http::IdempotencyKey,
    identity::{Client, ClientRole},
    invitations::{self, InvitationId},
    jobs::{self, Job},
    turns,
};

/// Awards a bid: books the hours, freezes the terms, begins the engagement, in one transaction. Without `milestones`
/// there is one for every four weeks.
///
/// Where a member's hours were booked by another engagement a moment before, nothing is awarded, and the bid loses that
/// member ([`lost_hours`]).
pub fn award(
    app: &App,
    who: Client,
    id: BidId,
    key: &IdempotencyKey,
    milestones: Option<&[NewMilestone]>,
) -> Result<EngagementId> {
    let outcome = app.db.write(|tx| {
        let bid = store::bid(tx, id)?;
        let roles = [ClientRole::Approver, ClientRole::Finance];
        // Whoever asks about another client's bid learns nothing, not even that there is one.
        let own = briefs::service::authorize(tx, who, bid.brief_id, &roles).map_err(|error| match error {
            Error::NotFound { .. } => Error::not_found("bid", id),
            other => other,
        })?;
        key.once(tx, who.person, &milestones, |tx| award_in(tx, who, &own, &bid, milestones))
    });
    if outcome.as_ref().is_err_and(is_clash) {
        app.db.write(|tx| lost_hours::check(tx, id))?;
    }
    outcome
}

fn award_in(
    tx: &mut Tx<'_>,
    who: Client,
    (brief, document): &(Brief, Document),
    bid: &Bid,
    milestones: Option<&[NewMilestone]>,
) -> Result<EngagementId> {
    briefs::service::move_on(tx, who.into(), brief, briefs::Event::Award)?;
    service::move_on(tx, who.into(), bid, Event::Award)?;
    let seats = store::taken(tx, bid)?;
    lapsing::check_not_begun(&seats, tx.now())?;
    let new = new_engagement(brief, document, bid, &seats, milestones);
    let engagement = engagements::service::create(tx, &new, who.into())?;
    jobs::soon(tx, &Job::NoteReach { engagement, brief: brief.id, on: tx.now().day() })?;
    for seat in &seats {
        let booking = NewBooking {
            member: seat.member,
            engagement,
            seat: seat.seat.clone(),
            first_monday: seat.first_monday,
            weeks: seat.weeks.unsigned_abs(),
            hours: u8::try_from(seat.hours).expect("a seat has at most 80 hours"),
        };
        // Whose hours they are, and how many are left, is not the client's to know.
        let booked = availability::service::award(tx, brief.id, &booking);
        booked.map_err(|error| if is_clash(&error) { clash() } else { error })?;
    }
    let won: Vec<InvitationId> = seats.iter().filter_map(|seat| seat.invitation).collect();
    turns::service::award(tx, brief.id, &won)?;
    lose_the_others(tx, who, brief, bid, &seats)?;
    take_back_seats(tx, brief, document)?;
    availability::service::let_go_all(tx, brief.id)?;
    Ok(engagement)
}

fn is_clash(error: &Error) -> bool {
    matches!(error, Error::Conflict { code: availability::HOURS_TAKEN, .. })
}

fn clash() -> Error {
    let sentence = "The hours of somebody in this team were booked by another engagement a moment before. Nothing was \
                    awarded; you hear from us whether the team can be completed again, and the other bids stand.";
    Error::conflict(availability::HOURS_TAKEN, sentence)
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
            title: asked.map_or(&taken.seat, |asked| &asked.title).clone(),
            member: taken.member,
            rate_minor: taken.rate_minor,
            hours: taken.hours.unsigned_abs(),
            first_monday: taken.first_monday,
            weeks: taken.weeks.unsigned_abs(),
            work_place: asked.and_then(|asked| asked.near.as_ref()).map(|near| near.place),
            skills: needs.iter().map(|need| need.skill.clone()).collect(),
            paid_minor: Some(taken.paid_minor),
            taken_on: Some(taken.taken_on),
        }
    };
    let from = seats.iter().map(|seat| seat.first_monday).min();
    let end = seats.iter().map(Taken::end).max();
    let plan = from.zip(end).map(|(from, end)| {
        let weeks = from.weeks_until(end).unsigned_abs();
        engagements::service::default_milestones(bid.price(), from, weeks)
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

/// The other bids for the brief end. Their authors are told once, by the best of their bids, unless they are in the team
/// that was chosen: why, and what would have changed it, by their points and the winner's, without a name.
fn lose_the_others(tx: &mut Tx<'_>, who: Client, brief: &Brief, won: &Bid, team: &[Taken]) -> Result<()> {
    let mut others = store::for_brief(tx, brief.id, State::LIVE)?;
    others.sort_by_key(|bid| Reverse(bid.score));
    let seats = store::taken_of(tx, &others)?;
    let compared: Vec<RunId> = others.iter().flat_map(|lost| [lost.run_id, won.run_id]).flatten().collect();
    let policies = formation::service::policies_of(tx, &compared)?;
    let mut told = store::authors(team);
    for bid in &others {
        let seats = &seats[&bid.id];
        let letter = match service::move_on(tx, who.into(), bid, Event::Lose)? {
            State::Lost => {
                let (ours, theirs) = (points(bid, seats, &policies), points(won, team, &policies));
                letters::lost(brief, bid, ours.zip(theirs))
            }
            _ => open_letters::not_complete(brief, bid),
        };
        service::tell_new(tx, seats, &mut told, &letter)?;
    }
    Ok(())
}

/// Whoever was still thinking about a seat of the brief hears that it is taken back.
fn take_back_seats(tx: &mut Tx<'_>, brief: &Brief, document: &Document) -> Result<()> {
    for invitation in invitations::service::for_brief(tx, brief.id)?.iter().filter(|one| one.is_pending()) {
        invitations::service::close(tx, invitation, document)?;
    }
    Ok(())
}
