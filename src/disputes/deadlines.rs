//! What follows when a deadline passes: a defined state for each.
//!
//! | state | at its deadline |
//! | --- | --- |
//! | opened | heard: everybody is told that the other side said nothing |
//! | heard | another steward is drawn; where there is no other, the one who has the case keeps it for as long again |
//! | decided | settled as decided |
//! | appealed, first round | whoever did not vote is replaced by lot |
//! | appealed, second round, or nobody is left to be drawn | settled by those who voted, or as first decided |

use muster_kernel::Instant;

use super::{
    DisputeId, letters, lots,
    model::{self, Duty, Event, Outcome, State},
    rulings,
    settling::settle,
    store::{self, DisputeRow},
    talks,
};
use crate::{
    app::App,
    audit::By,
    db::Tx,
    error::Result,
    jobs::{self, Job},
};

/// The seconds of a day.
const DAY: i64 = 86_400;

/// So many days from now.
pub(super) fn in_days(tx: &Tx<'_>, days: i64) -> Instant {
    tx.now().plus_seconds(days * DAY)
}

/// Has the deadline of a dispute's state looked at when it passes, and those concerned reminded before.
pub(super) fn schedule(tx: &mut Tx<'_>, dispute: &DisputeRow) -> Result<()> {
    let Some(due) = dispute.due_at else { return Ok(()) };
    jobs::at(tx, due, &Job::DisputeDue { dispute: dispute.id })?;
    let reminder = due.plus_seconds(-model::DAYS_OF_REMINDER * DAY);
    if reminder > tx.now() {
        jobs::at(tx, reminder, &Job::RemindOfDispute { dispute: dispute.id, due })?;
    }
    Ok(())
}

/// A deadline passes. Where the dispute has moved on meanwhile, nothing happens.
pub fn pass(app: &App, id: DisputeId) -> Result<()> {
    app.db.write(|tx| {
        let dispute = store::dispute(tx, id)?;
        if dispute.due_at.is_none_or(|due| due > tx.now()) {
            return Ok(());
        }
        match dispute.state {
            State::Opened => talks::hear(tx, By::Muster, &dispute, Event::Silence),
            State::Heard => replace_steward(tx, &dispute),
            State::Decided => {
                let share = rulings::decided(tx, &dispute)?;
                settle(tx, By::Muster, &dispute, Event::Final, Outcome::Decided, &share)
            }
            State::Appealed => next_round(tx, &dispute),
            State::Settled | State::Withdrawn => Ok(()),
        }
    })
}

/// A steward did not decide in time, or there was none.
fn replace_steward(tx: &mut Tx<'_>, before: &DisputeRow) -> Result<()> {
    let mut after = before.clone();
    let sitting = lots::sitting(tx, before.id, Duty::Case)?;
    let mut days = model::DAYS_TO_DECIDE;
    if lots::is_anybody_left(tx, before)? {
        for row in &sitting {
            lots::replace(tx, row)?;
        }
        lots::draw(tx, &mut after, Duty::Case, |eligible| eligible.min(1))?;
    } else if sitting.is_empty() {
        days = model::DAYS_WITHOUT_STEWARD;
    }
    after.due_at = Some(in_days(tx, days));
    store::advance(tx, before, &after)?;
    schedule(tx, &after)
}

/// A panel's time is over: whoever did not vote is replaced once.
fn next_round(tx: &mut Tx<'_>, before: &DisputeRow) -> Result<()> {
    let late = lots::sitting(tx, before.id, Duty::Panel)?;
    for row in &late {
        lots::replace(tx, row)?;
    }
    let mut after = before.clone();
    if before.round < model::ROUNDS {
        after.round += 1;
        after.due_at = Some(in_days(tx, model::DAYS_TO_VOTE));
        lots::draw(tx, &mut after, Duty::Panel, |eligible| eligible.min(late.len()))?;
        store::advance(tx, before, &after)?;
        schedule(tx, &after)?;
    }
    rulings::close_panel(tx, &after)
}

/// Reminds those who can still meet a deadline, if it is still the one.
pub fn remind(app: &App, id: DisputeId, due: Instant) -> Result<()> {
    app.db.write(|tx| {
        let dispute = store::dispute(tx, id)?;
        if dispute.due_at == Some(due) { letters::reminder(tx, &dispute, due) } else { Ok(()) }
    })
}
