//! What both sides say and hand in, and how they agree by themselves.

use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{
    DisputeId, FileId, ProposalId, deadlines, letters, lots,
    model::{self, Division, Duty, Event, Outcome, State},
    papers::{self, FileRow, ProposalRow, StatementRow},
    service::{self, Speaker, allowed, for_party, for_steward, voices},
    settling::{next, settle},
    store::{self, DisputeRow},
};
use crate::{
    app::App,
    audit::{self, By},
    db::Tx,
    error::{Check, Error, Result},
    files::{self, Upload},
    http::IdempotencyKey,
    identity::{Involved, Party},
};

/// The longest statement, in characters.
pub(super) const LONGEST_WORDS: usize = 4_000;

/// Something that a side says.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStatement {
    /// What there is to say, in up to 4000 characters.
    pub words: String,
}

/// A split that a side offers.
#[derive(Deserialize, serde::Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProposal {
    /// What of the disputed amount goes to the members. Not by seat; members say basis points.
    pub to_members: Division,
}

/// What a file is called.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct FileQuery {
    /// Its name, 1 to 255 characters.
    pub name: String,
}

/// Keeps what somebody says.
pub(super) fn keep_statement(tx: &mut Tx<'_>, id: DisputeId, speaker: &Speaker, words: &str) -> Result<()> {
    let row = StatementRow {
        id: tx.id(),
        dispute_id: id,
        side: speaker.side,
        person_id: speaker.party.person(),
        words: words.trim().to_owned(),
        created_at: tx.now(),
    };
    papers::insert_statement(tx, &row)?;
    // The words are between the two sides and their steward; the log says only that they were said.
    audit::record(tx, speaker.party.into(), "dispute.statement-made", id, &row.id)
}

/// Says something, before there is a decision. The other side's first word ends the time for its answer.
pub fn state(app: &App, who: Party, id: DisputeId, new: &NewStatement) -> Result<()> {
    let mut check = Check::new();
    check.length("words", &new.words, 1..=LONGEST_WORDS);
    check.done()?;
    app.db.write(|tx| {
        let (before, speaker) = for_party(tx, id, who)?;
        check_hearing(before.state)?;
        if papers::count_statements(tx, id, speaker.side)? >= model::MOST_STATEMENTS {
            let sentence = format!("Your side made {} statements, which is the most.", model::MOST_STATEMENTS);
            return Err(Error::conflict("too-many-statements", sentence));
        }
        keep_statement(tx, id, &speaker, &new.words)?;
        letters::said(tx, &before, &speaker)?;
        if before.state == State::Opened && speaker.side != before.opened_by {
            hear(tx, who.into(), &before, Event::Answer)?;
        }
        Ok(())
    })
}

/// Statements and files are taken until there is a decision.
fn check_hearing(state: State) -> Result<()> {
    if matches!(state, State::Opened | State::Heard) {
        return Ok(());
    }
    let sentence = format!("Statements and files are taken until there is a decision, and this dispute is {state}.");
    Err(Error::conflict("dispute-state", sentence))
}

/// Both sides had their say, or the time for it is over: it is the steward's turn, or that of finding one.
pub(super) fn hear(tx: &mut Tx<'_>, by: By, before: &DisputeRow, event: Event) -> Result<()> {
    let mut after = DisputeRow { state: next(before.state, event)?, ..before.clone() };
    let has_steward = !lots::sitting(tx, before.id, Duty::Case)?.is_empty()
        || lots::draw(tx, &mut after, Duty::Case, |eligible| eligible.min(1))? > 0;
    let days = if has_steward { model::DAYS_TO_DECIDE } else { model::DAYS_WITHOUT_STEWARD };
    after.due_at = Some(deadlines::in_days(tx, days));
    store::advance(tx, before, &after)?;
    audit::record(tx, by, "dispute.heard", after.id, &event.to_string())?;
    deadlines::schedule(tx, &after)?;
    letters::heard(tx, &after, event)
}

/// Hands in a file, before there is a decision.
pub fn hand_in(app: &App, who: Party, id: DisputeId, file: &Upload) -> Result<FileId> {
    app.db.write(|tx| {
        let (dispute, speaker) = for_party(tx, id, who)?;
        check_hearing(dispute.state)?;
        let own = papers::files(tx, id)?.into_iter().filter(|kept| kept.side == speaker.side).count();
        if i64::try_from(own).unwrap_or(i64::MAX) >= model::MOST_FILES {
            let sentence = format!("Your side handed in {} files, which is the most.", model::MOST_FILES);
            return Err(Error::conflict("too-many-files", sentence));
        }
        let sha256 = files::service::keep(tx, file)?;
        let row = FileRow {
            id: tx.id(),
            dispute_id: id,
            side: speaker.side,
            person_id: who.person(),
            name: file.name.clone(),
            media_type: file.media_type,
            size: i32::try_from(file.content.len()).map_err(|cause| Error::internal("measure a file", cause))?,
            sha256,
            created_at: tx.now(),
        };
        papers::insert_file(tx, &row)?;
        audit::record(tx, who.into(), "dispute.file-handed-in", id, &(row.id, &row.sha256))?;
        Ok(row.id)
    })
}

/// A file, for a party or for the case's steward or panel.
pub fn file(app: &App, who: Involved, id: DisputeId, file: FileId) -> Result<(String, files::MediaType, Vec<u8>)> {
    let today = app.now().day();
    app.db.snapshot(|conn| {
        match who {
            Involved::Party(party) => drop(service::of_party(conn, id, party)?),
            Involved::Steward(steward) => drop(for_steward(conn, id, steward, today)?),
        }
        let row = papers::file(conn, id, file)?;
        let content = files::service::content(conn, &row.sha256)?;
        Ok((row.name, row.media_type, content))
    })
}

/// Offers a split. It takes the place of every earlier offer.
pub fn propose(app: &App, who: Party, id: DisputeId, new: &NewProposal, key: &IdempotencyKey) -> Result<ProposalId> {
    app.db.write(|tx| {
        key.once(tx, who.person(), &(id, new), |tx| {
            let (dispute, speaker) = for_party(tx, id, who)?;
            next(dispute.state, Event::Agree)?;
            let share = allowed(speaker.side, &new.to_members)?.of(dispute.amount())?;
            let own = papers::proposals(tx, id)?.into_iter().filter(|row| row.side == speaker.side).count();
            if i64::try_from(own).unwrap_or(i64::MAX) >= model::MOST_PROPOSALS {
                let sentence = format!("Your side made {} proposals, which is the most.", model::MOST_PROPOSALS);
                return Err(Error::conflict("too-many-proposals", sentence));
            }
            let row = ProposalRow {
                id: tx.id(),
                dispute_id: id,
                side: speaker.side,
                person_id: who.person(),
                to_members_minor: share.to_members_minor,
                created_at: tx.now(),
            };
            papers::insert_proposal(tx, &row)?;
            papers::insert_consent(tx, row.id.as_str(), &speaker.voice, who.person())?;
            audit::record(tx, who.into(), "dispute.split-proposed", id, &row.to_members_minor)?;
            letters::proposed(tx, &dispute, &speaker, &share)?;
            Ok(row.id)
        })
    })
}

/// Says yes to the latest proposal. With everybody's yes the dispute is settled so.
pub fn agree(app: &App, who: Party, id: DisputeId, proposal: ProposalId) -> Result<()> {
    app.db.write(|tx| {
        let (dispute, speaker) = for_party(tx, id, who)?;
        next(dispute.state, Event::Agree)?;
        let latest = papers::proposals(tx, id)?.pop().filter(|latest| latest.id == proposal);
        let latest = latest.ok_or_else(|| {
            Error::conflict("no-such-offer", "This is not the latest proposal of this dispute; read it again.")
        })?;
        if consent(tx, id, proposal.as_str(), &speaker)? {
            let share = Division::Minor(latest.to_members_minor).of(dispute.amount())?;
            settle(tx, who.into(), &dispute, Event::Agree, Outcome::Agreed, &share)?;
        }
        Ok(())
    })
}

/// Notes that a voice says yes; answers whether all have now. To say it twice is fine.
pub(super) fn consent(tx: &mut Tx<'_>, id: DisputeId, subject: &str, speaker: &Speaker) -> Result<bool> {
    let mut said = papers::consents(tx, subject)?;
    if said.insert(speaker.voice.clone()) {
        papers::insert_consent(tx, subject, &speaker.voice, speaker.party.person())?;
        audit::record(tx, speaker.party.into(), "dispute.consented", id, &subject)?;
    }
    Ok(voices(tx, id)?.is_subset(&said))
}
