//! What stewards decide, and what both sides do about it.

use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    DisputeId,
    cases::Case,
    deadlines, letters, lots,
    model::{self, Division, Duty, DutyState, Event, Outcome, State},
    papers::{self, DecisionRow},
    service::{self, allowed, for_party, for_steward},
    settling::{next, settle},
    store::{self, DisputeRow, StewardRow},
    talks::{LONGEST_WORDS, NewStatement, consent, keep_statement},
    views::{self, Preview},
};
use crate::{
    app::App,
    audit::{self, By},
    db::{Conn, Tx},
    engagements::held::Share,
    error::{Check, Error, Result},
    identity::{Involved, Party, Steward},
};

/// A steward's decision, or a panel member's vote.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DisputeRuling)]
pub struct Ruling {
    /// What of the disputed amount goes to the members. A vote of a panel is not by seat.
    pub to_members: Division,
    /// Why, in up to 4000 characters.
    pub words: String,
}

/// What would be posted, were the disputed amount divided so.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DisputePreviewRequest)]
pub struct PreviewRequest {
    /// What of the disputed amount goes to the members.
    pub to_members: Division,
}

fn check_words(words: &str) -> Result<()> {
    let mut check = Check::new();
    check.length("words", words, 1..=LONGEST_WORDS);
    check.done()
}

/// What a division would post, to the cent; nothing is kept.
pub fn preview(app: &App, who: Involved, id: DisputeId, request: &PreviewRequest) -> Result<Preview> {
    let today = app.now().day();
    app.db.snapshot(|conn| {
        let (case, division, eye) = match who {
            Involved::Party(party) => {
                let dispute = service::of_party(conn, id, party)?;
                let (side, eye) = views::eye(party);
                (Case::read(conn, dispute)?, allowed(side, &request.to_members)?, eye)
            }
            Involved::Steward(steward) => {
                let (case, _) = for_steward(conn, id, steward, today)?;
                (case, &request.to_members, views::Eye::Steward)
            }
        };
        let share = division.of(case.row.amount())?;
        views::preview(conn, &case, &share, eye, today)
    })
}

/// The steward of the case decides.
pub fn decide(app: &App, who: Steward, id: DisputeId, ruling: &Ruling) -> Result<()> {
    check_words(&ruling.words)?;
    let today = app.now().day();
    app.db.write(|tx| {
        let (Case { row: before, held }, drawn) = for_steward(tx, id, who, today)?;
        check_duty(&drawn, Duty::Case)?;
        let state = next(before.state, Event::Decide)?;
        let share = ruling.to_members.of(before.amount())?;
        // Whatever could be wrong with the entry is refused now, not when it is posted.
        held.entries(tx, &share, today)?;
        let by_seat = share.by_seat.as_ref().map(serde_json::to_string).transpose();
        let decision = DecisionRow {
            dispute_id: id,
            steward_id: who.person,
            to_members_minor: share.to_members_minor,
            by_seat: by_seat.map_err(|cause| Error::internal("write a decision", cause))?,
            words: ruling.words.trim().to_owned(),
            created_at: tx.now(),
        };
        // What is guarded by a state goes first, so that rivals meet there and not at a key.
        store::end_duty(tx, &drawn, &StewardRow { state: DutyState::Done, ..drawn.clone() })?;
        papers::insert_decision(tx, &decision)?;
        let due_at = Some(deadlines::in_days(tx, model::DAYS_TO_APPEAL));
        let after = DisputeRow { state, due_at, ..before.clone() };
        store::advance(tx, &before, &after)?;
        let decided = json!({ "state": state, "to_members_minor": share.to_members_minor, "by_seat": share.by_seat });
        audit::record_change(tx, who.into(), "dispute.decided", id, &json!({ "state": before.state }), &decided)?;
        deadlines::schedule(tx, &after)?;
        letters::decided(tx, &after, &share)
    })
}

/// The duty must be of that kind and not done yet.
fn check_duty(drawn: &StewardRow, duty: Duty) -> Result<()> {
    if drawn.duty != duty {
        let sentence = match drawn.duty {
            Duty::Case => "You decide this case; its panel votes without you.",
            Duty::Panel => "You are on the panel of this case: vote.",
        };
        return Err(Error::conflict("other-duty", sentence));
    }
    if drawn.state != DutyState::Sitting {
        return Err(Error::conflict("duty-over", "You did this already; what was said stays said."));
    }
    Ok(())
}

/// A voice accepts the decision. With everybody's yes it is carried out at once.
pub fn accept(app: &App, who: Party, id: DisputeId) -> Result<()> {
    app.db.write(|tx| {
        let (dispute, speaker) = for_party(tx, id, who)?;
        next(dispute.state, Event::Accept)?;
        if consent(tx, id, id.as_str(), &speaker)? {
            let share = decided(tx, &dispute)?;
            settle(tx, who.into(), &dispute, Event::Accept, Outcome::Decided, &share)?;
        }
        Ok(())
    })
}

/// What the steward decided.
pub(super) fn decided(conn: &mut Conn, dispute: &DisputeRow) -> Result<Share> {
    as_decided(dispute, papers::decision(conn, dispute.id)?.as_ref())
}

/// The same of a decision that was read already; a dispute that comes here has one.
pub(super) fn as_decided(dispute: &DisputeRow, decision: Option<&DecisionRow>) -> Result<Share> {
    let decision = decision.ok_or_else(|| Error::internal("read a decision", "there is none"))?;
    Ok(Share { disputed: dispute.amount(), to_members_minor: decision.to_members_minor, by_seat: decision.seats()? })
}

/// A side appeals, in time, and says why: a panel is drawn.
pub fn appeal(app: &App, who: Party, id: DisputeId, new: &NewStatement) -> Result<()> {
    check_words(&new.words)?;
    app.db.write(|tx| {
        let (before, speaker) = for_party(tx, id, who)?;
        let state = next(before.state, Event::Appeal)?;
        if before.due_at.is_none_or(|due| due <= tx.now()) {
            return Err(Error::conflict("too-late", "The time for an appeal is over; the decision is carried out."));
        }
        if papers::consents(tx, id.as_str())?.contains(&speaker.voice) {
            return Err(Error::conflict("accepted-already", "You accepted this decision, so you cannot appeal."));
        }
        let due_at = Some(deadlines::in_days(tx, model::DAYS_TO_VOTE));
        let mut after = DisputeRow { state, due_at, round: 1, appealed_by: Some(speaker.side), ..before.clone() };
        lots::draw(tx, &mut after, Duty::Panel, model::panel_of)?;
        store::advance(tx, &before, &after)?;
        audit::record(tx, who.into(), "dispute.appealed", id, &speaker.side)?;
        keep_statement(tx, id, &speaker, &new.words)?;
        deadlines::schedule(tx, &after)?;
        letters::appealed(tx, &after, &speaker)?;
        close_panel(tx, &after)
    })
}

/// A panel member votes. The last vote settles the dispute.
pub fn vote(app: &App, who: Steward, id: DisputeId, ruling: &Ruling) -> Result<()> {
    check_words(&ruling.words)?;
    let today = app.now().day();
    app.db.write(|tx| {
        let (Case { row: dispute, .. }, drawn) = for_steward(tx, id, who, today)?;
        check_duty(&drawn, Duty::Panel)?;
        next(dispute.state, Event::Vote)?;
        if matches!(ruling.to_members, Division::Seats(_)) {
            let right = "{ \"minor\": … } or { \"basis_points\": … }: a panel votes on the whole";
            return Err(Error::field("to_members", &ruling.to_members, right));
        }
        let share = ruling.to_members.of(dispute.amount())?;
        let voted = StewardRow {
            state: DutyState::Done,
            vote_minor: Some(share.to_members_minor),
            words: Some(ruling.words.trim().to_owned()),
            ..drawn.clone()
        };
        store::end_duty(tx, &drawn, &voted)?;
        let told = |row: &StewardRow| json!({ "duty": row.state, "to_members_minor": row.vote_minor });
        audit::record_change(tx, who.into(), "dispute.voted", id, &told(&drawn), &told(&voted))?;
        close_panel(tx, &dispute)
    })
}

/// Settles an appealed dispute once nobody of its panel is left who could still vote: by the median of the votes, or,
/// where there is none, as the steward decided.
pub(super) fn close_panel(tx: &mut Tx<'_>, dispute: &DisputeRow) -> Result<()> {
    if dispute.state != State::Appealed || !lots::sitting(tx, dispute.id, Duty::Panel)?.is_empty() {
        return Ok(());
    }
    let panel = store::stewards(tx, dispute.id)?;
    let votes: Vec<i64> = panel.iter().filter_map(|row| row.vote_minor).collect();
    let (outcome, share) = match model::median(&votes) {
        Some(minor) => (Outcome::Panel, Division::Minor(minor).of(dispute.amount())?),
        None => (Outcome::Upheld, decided(tx, dispute)?),
    };
    settle(tx, By::Muster, dispute, Event::Vote, outcome, &share)
}
