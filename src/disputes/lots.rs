//! Who is drawn for a case and for its panel, and what happens when they go.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::json;

use super::{
    DisputeId,
    cases::Case,
    deadlines, letters,
    model::{self, Duty, DutyState, State},
    rulings, service,
    store::{self, DisputeRow, StewardRow},
};
use crate::{
    app::App,
    audit::{self, By},
    db::{Conn, Tx},
    engagements::held::{self, Held},
    error::{Error, Result},
    identity::{MemberId, PersonId, Steward},
    stewards::{
        lot,
        service::{self as neutrality, Matter},
    },
};

/// A draw, as the audit log keeps it: all that it takes to draw again.
#[derive(Serialize)]
struct Draw<'a> {
    duty: Duty,
    number: i32,
    chain_position: i64,
    seed: &'a str,
    candidates: &'a [PersonId],
    drawn: &'a [PersonId],
}

/// What a steward of this dispute, in which `team` has a voice, must have nothing to do with.
pub(super) fn matter(dispute: &DisputeRow, mut team: BTreeSet<MemberId>, held: &Held) -> Matter {
    let concerned = held.team();
    team.extend(concerned.members);
    Matter { client: dispute.client_id, team, peers: BTreeSet::new(), spaces: concerned.spaces }
}

/// Draws `many` (of so many who are eligible) for a duty; answers how many were drawn. Nobody is drawn twice for one
/// dispute.
pub(super) fn draw(
    tx: &mut Tx<'_>,
    dispute: &mut DisputeRow,
    duty: Duty,
    many: impl Fn(usize) -> usize,
) -> Result<usize> {
    let candidates = candidates(tx, dispute)?;
    store::count_draw(tx, dispute)?;
    let seed = lot::seed(&[dispute.id.as_str(), &dispute.chain_hash, &dispute.draws.to_string()]);
    let mut drawn = lot::order(&seed, &candidates);
    drawn.truncate(many(candidates.len()));
    let now = tx.now();
    let row = |person: &PersonId| StewardRow {
        dispute_id: dispute.id,
        person_id: *person,
        duty,
        state: DutyState::Sitting,
        vote_minor: None,
        words: None,
        drawn_at: now,
    };
    store::insert_stewards(tx, &drawn.iter().map(row).collect::<Vec<_>>())?;
    let (number, chain_position) = (dispute.draws, dispute.chain_position);
    let log = Draw { duty, number, chain_position, seed: &seed, candidates: &candidates, drawn: &drawn };
    audit::record(tx, By::Muster, "dispute.lot-drawn", dispute.id, &log)?;
    for person in &drawn {
        letters::drawn(tx, dispute, *person, duty)?;
    }
    Ok(drawn.len())
}

/// Who is neutral and was not drawn for this dispute before.
fn candidates(tx: &mut Tx<'_>, dispute: &DisputeRow) -> Result<Vec<PersonId>> {
    let today = tx.now().day();
    let known: Vec<PersonId> = store::stewards(tx, dispute.id)?.iter().map(|row| row.person_id).collect();
    let (team, held) = (store::team(tx, dispute.id)?, held::of(tx, dispute.milestone_id)?);
    let mut candidates = neutrality::neutral(tx, matter(dispute, team, &held), today)?;
    candidates.retain(|person| !known.contains(person));
    Ok(candidates)
}

/// Whether there is anybody who could be drawn.
pub(super) fn is_anybody_left(tx: &mut Tx<'_>, dispute: &DisputeRow) -> Result<bool> {
    Ok(!candidates(tx, dispute)?.is_empty())
}

/// The stewards who still have a duty of that kind.
pub(super) fn sitting(conn: &mut Conn, id: DisputeId, duty: Duty) -> Result<Vec<StewardRow>> {
    let mut stewards = store::stewards(conn, id)?;
    stewards.retain(|row| row.duty == duty && row.state == DutyState::Sitting);
    Ok(stewards)
}

/// Ends the duty of somebody who did nothing in time.
pub(super) fn replace(tx: &mut Tx<'_>, row: &StewardRow) -> Result<()> {
    store::end_duty(tx, row, &StewardRow { state: DutyState::Replaced, ..row.clone() })?;
    audit::record(tx, By::Muster, "dispute.steward-replaced", row.dispute_id, &row.person_id)
}

/// A steward steps back, and another one is drawn.
pub fn step_back(app: &App, who: Steward, id: DisputeId) -> Result<()> {
    let today = app.now().day();
    app.db.write(|tx| {
        let (Case { row: before, .. }, drawn) = service::for_steward(tx, id, who, today)?;
        if drawn.state != DutyState::Sitting {
            return Err(Error::conflict("duty-over", "You decided already; there is nothing left to step back from."));
        }
        let gone = StewardRow { state: DutyState::SteppedBack, ..drawn.clone() };
        store::end_duty(tx, &drawn, &gone)?;
        let told = |row: &StewardRow| json!({ "of": row.duty, "duty": row.state });
        audit::record_change(tx, who.into(), "dispute.steward-stepped-back", id, &told(&drawn), &told(&gone))?;
        fill(tx, &before, drawn.duty)
    })
}

/// Somebody is no steward any more: for each of their cases another one is drawn.
pub fn hand_on(app: &App, gone: PersonId) -> Result<()> {
    for id in app.db.read(|conn| store::running_of_steward(conn, gone))? {
        app.db.write(|tx| {
            let (before, drawn) = store::of_its_steward(tx, id, gone)?;
            replace(tx, &drawn)?;
            fill(tx, &before, drawn.duty)
        })?;
    }
    Ok(())
}

/// Draws one for whoever went.
fn fill(tx: &mut Tx<'_>, before: &DisputeRow, duty: Duty) -> Result<()> {
    let mut after = before.clone();
    let found = draw(tx, &mut after, duty, |eligible| eligible.min(1))? > 0;
    if before.state == State::Heard {
        let days = if found { model::DAYS_TO_DECIDE } else { model::DAYS_WITHOUT_STEWARD };
        after.due_at = Some(deadlines::in_days(tx, days));
        deadlines::schedule(tx, &after)?;
    }
    store::advance(tx, before, &after)?;
    if duty == Duty::Panel { rulings::close_panel(tx, &after) } else { Ok(()) }
}
