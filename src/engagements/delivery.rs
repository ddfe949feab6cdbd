//! Milestones on their way: submitted, accepted; and what follows from the last release.

use std::collections::{BTreeMap, BTreeSet};

use muster_kernel::{Day, Money};
use serde_json::json;

use super::{
    EngagementId, MilestoneId, mails,
    model::{EngagementState, MilestoneEvent, MilestoneState},
    shares,
    sheet::Sheet,
    store::{self, EngagementRow, MilestoneRow},
    views::Milestone,
};
use crate::{
    app::App,
    audit::{self, By},
    book::{self, Entry, SplitLine},
    db::{Conn, Tx},
    error::{Error, Result},
    fundings::{self, VoidReason},
    http::{Answer, IdempotencyKey},
    identity::{self, Client, ClientRole, Member, MemberId},
    jobs::{self, Job},
    members, reviews,
    states::Machine,
    ties,
};

/// What a delivered seat adds to the evidence of each skill that it needed, of 1000.
const EVIDENCE_OF_A_SEAT: u16 = 100;
/// What an engagement adds to the tie between two of its members, of 1000.
const TIE_OF_AN_ENGAGEMENT: u16 = 100;

/// A member with a seat says that a milestone is done.
pub fn submit(app: &App, who: Member, id: MilestoneId) -> Result<()> {
    app.db.write(|tx| {
        let (milestone, engagement) = store::piece_of_member(tx, id, who.member)?;
        let sheet = Sheet::read(tx, engagement.clone())?;
        if sheet.part_of(who.member, &milestone, milestone.amount(&engagement)).minor() == 0 {
            let sentence = "You have no part in this milestone: your time in the seat is about other weeks.";
            return Err(Error::conflict("not-your-weeks", sentence));
        }
        let submitted = step(tx, who.into(), milestone, MilestoneEvent::Submit, "milestone.submitted")?;
        mails::submitted(tx, &engagement, &submitted)
    })
}

/// The client accepts a milestone, which pays it out at once, all but what is disputed: the state, the entry and its
/// split lines are one transaction, and the entry's key names the milestone and what had gone of it before, so that
/// nothing is paid out twice whoever accepts at the same time.
pub fn accept(app: &App, who: Client, id: MilestoneId, key: &IdempotencyKey) -> Result<Answer<Milestone>> {
    app.db.write(|tx| {
        key.answer_once(tx, who.person, &id, |tx| {
            let (milestone, engagement) = store::piece_of_client(tx, id, who.client)?;
            identity::clients::check_role(tx, who, &[ClientRole::Approver, ClientRole::Finance])?;
            let (released, amount) = release(tx, who.into(), milestone, &engagement)?;
            let today = tx.now().day();
            let lines = divided(tx, &engagement, &released, amount, today)?;
            let kept = shares::kept(&lines);
            let memo = format!("Released: {}", released.title);
            let entry = Entry::release(id, memo, engagement.id, amount, lines).map_err(unfit)?;
            book::service::post(tx, &entry, &release_key(&released, amount))?;
            mails::released(tx, &engagement, &released, amount, &kept)?;
            bill_when_over(tx, &released)?;
            complete_after_last(tx, who.into(), &engagement)?;
            Ok(Milestone::of(&released, &engagement))
        })
    })
}

/// Has an invoice issued once a milestone is over.
pub(super) fn bill_when_over(tx: &mut Tx<'_>, milestone: &MilestoneRow) -> Result<()> {
    let is_billed = milestone.state.is_over() && milestone.released_minor > 0;
    if is_billed { jobs::soon(tx, &Job::Bill { milestone: milestone.id }) } else { Ok(()) }
}

/// Lets go of what is open of a milestone; answers how it is then, and how much that was.
fn release(tx: &mut Tx<'_>, by: By, before: MilestoneRow, engagement: &EngagementRow) -> Result<(MilestoneRow, Money)> {
    let whole = before.disputed_minor == 0;
    let state = next(before.state, if whole { MilestoneEvent::Accept } else { MilestoneEvent::AcceptPart })?;
    let open = before.open_minor();
    if open == 0 {
        let sentence = "All that is left of this milestone is disputed; it waits for the end of the dispute.";
        return Err(Error::conflict("nothing-to-accept", sentence));
    }
    let after = MilestoneRow { state, released_minor: before.released_minor + open, ..before.clone() };
    store::move_milestone(tx, &before, &after)?;
    audit::record(tx, by, "milestone.released", before.id, &open)?;
    Ok((after, Money::new(open, engagement.currency)))
}

/// A milestone is paid out in one piece, or, where a part was disputed, in several: each has a key of its own. It says what
/// had gone of the milestone before, to the team or back to the client: that only ever grows, and by every release. What is
/// paid out does not, since a refund takes of it.
fn release_key(released: &MilestoneRow, amount: Money) -> String {
    match released.released_minor + released.refunded_minor - amount.minor() {
        0 => format!("release:{}", released.id),
        before => format!("release:{}:after:{before}", released.id),
    }
}

/// A milestone that is not funded is left out of the plan: nothing is due for it, and what was asked for it is void.
pub(super) fn leave_out(tx: &mut Tx<'_>, by: By, milestone: &MilestoneRow) -> Result<()> {
    fundings::service::withdraw(tx, by, milestone.id, VoidReason::LeftOut)?;
    step(tx, by, milestone.clone(), MilestoneEvent::LeaveOut, "milestone.left-out").map(drop)
}

/// Moves a milestone on, where its state allows it.
pub(super) fn step(
    tx: &mut Tx<'_>,
    by: By,
    before: MilestoneRow,
    event: MilestoneEvent,
    act: &str,
) -> Result<MilestoneRow> {
    let after = MilestoneRow { state: next(before.state, event)?, ..before.clone() };
    store::move_milestone(tx, &before, &after)?;
    audit::record_change(tx, by, act, before.id, &json!({ "state": before.state }), &json!({ "state": after.state }))?;
    Ok(after)
}

/// The state after an event, or why it cannot happen.
pub(super) fn next(state: MilestoneState, event: MilestoneEvent) -> Result<MilestoneState> {
    state.after(event).ok_or_else(|| refusal(state, event))
}

/// The refusal names the states in which the event can happen.
fn refusal(state: MilestoneState, event: MilestoneEvent) -> Error {
    let from: Vec<&str> = MilestoneState::before(event).into_iter().map(MilestoneState::as_str).collect();
    let sentence = format!("You can {event} a milestone that is {}, and this one is {state}.", from.join(" or "));
    Error::conflict("milestone-state", sentence)
}

/// Who gets what of an amount that is paid out of a milestone on a day.
pub(super) fn divided(
    conn: &mut Conn,
    engagement: &EngagementRow,
    milestone: &MilestoneRow,
    amount: Money,
    on: Day,
) -> Result<Vec<SplitLine>> {
    let sheet = Sheet::read(conn, engagement.clone())?;
    sheet.divided(conn, &sheet.parts(milestone, amount), on)
}

/// Completes the engagement once nothing is left to release: what was delivered becomes evidence and ties.
pub(super) fn complete_after_last(tx: &mut Tx<'_>, by: By, engagement: &EngagementRow) -> Result<()> {
    // What is offered to whoever takes a seat over is what is left.
    jobs::soon(tx, &Job::ReviseHandovers { engagement: engagement.id })?;
    let plan = store::plan(tx, engagement.id)?;
    if plan.iter().any(|milestone| !milestone.state.is_over()) {
        return Ok(());
    }
    store::complete(tx, engagement.id)?;
    let (before, after) = (json!({ "state": engagement.state }), json!({ "state": EngagementState::Completed }));
    audit::record_change(tx, by, "engagement.completed", engagement.id, &before, &after)?;
    learn(tx, engagement)?;
    let members = team(tx, engagement.id)?;
    reviews::service::open(tx, engagement.id)?;
    mails::completed(tx, engagement, &members)
}

/// Delivered seats are evidence of their skills, and whoever delivered side by side is tied: where a seat was handed
/// over, each by the weeks they had it; and where money went back or was never due, by what was released.
fn learn(tx: &mut Tx<'_>, engagement: &EngagementRow) -> Result<()> {
    let rows = store::seats(tx, engagement.id)?;
    let sheet = Sheet::read(tx, engagement.clone())?;
    let (seats, released) = (&sheet.seats, sheet.released_shares());
    for ((row, seat), released) in rows.iter().zip(seats).zip(&released) {
        let by = of_1000(of_1000(EVIDENCE_OF_A_SEAT, seat.share_of_weeks()), *released);
        for skill in row.skills()?.iter().filter(|_| by > 0) {
            members::service::add_evidence(tx, seat.member, skill, by)?;
        }
    }
    let windows = shares::windows(seats);
    let mut side_by_side: BTreeMap<(MemberId, MemberId), u16> = BTreeMap::new();
    for (number, one) in seats.iter().enumerate() {
        for (place, other) in seats.iter().enumerate().skip(number + 1) {
            let pair = (one.member.min(other.member), one.member.max(other.member));
            let share = side_by_side.entry(pair).or_default();
            let delivered = of_1000(shares::together(one, other, &windows), released[number].min(released[place]));
            *share = share.saturating_add(delivered).min(1000);
        }
    }
    for ((one, other), share) in side_by_side.into_iter().filter(|(_, share)| *share > 0) {
        ties::service::strengthen(tx, one, other, of_1000(TIE_OF_AN_ENGAGEMENT, share))?;
    }
    Ok(())
}

/// Everybody who had a week of a seat, once.
fn team(conn: &mut Conn, engagement: EngagementId) -> Result<Vec<MemberId>> {
    let rows = store::seats(conn, engagement)?;
    let team: BTreeSet<MemberId> = rows.iter().filter(|row| row.weeks > 0).map(|row| row.member_id).collect();
    Ok(team.into_iter().collect())
}

/// So much of `whole` as `share` of 1000 is.
fn of_1000(whole: u16, share: u16) -> u16 {
    u16::try_from(u32::from(whole) * u32::from(share) / 1000).unwrap_or(whole)
}

/// An entry that the rules above should never make.
pub(super) fn unfit(refusal: book::Refusal) -> Error {
    Error::internal("post a milestone", refusal)
}
