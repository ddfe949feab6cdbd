//! The rows of what is said in a dispute: statements, files, proposals, consents, the decision.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::prelude::*;
use muster_kernel::Instant;

use super::{DisputeId, FileId, ProposalId, StatementId, model::Side};
use crate::{
    db::{Conn, Portable, Tx},
    error::{Error, Result},
    files::MediaType,
    identity::PersonId,
    schema::{dispute_consents, dispute_decisions, dispute_files, dispute_proposals, dispute_statements},
};

/// A statement.
#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = dispute_statements)]
pub(super) struct StatementRow {
    pub(super) id: StatementId,
    pub(super) dispute_id: DisputeId,
    pub(super) side: Side,
    pub(super) person_id: PersonId,
    pub(super) words: String,
    pub(super) created_at: Instant,
}

pub(super) fn insert_statement(tx: &mut Tx<'_>, row: &StatementRow) -> Result<()> {
    diesel::insert_into(dispute_statements::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// What was said, in the order in which it was said.
pub(super) fn statements(conn: &mut Conn, id: DisputeId) -> Result<Vec<StatementRow>> {
    Ok(dispute_statements::table
        .filter(dispute_statements::dispute_id.eq(id))
        .order(dispute_statements::id)
        .select(StatementRow::as_select())
        .load(conn)?)
}

pub(super) fn count_statements(conn: &mut Conn, id: DisputeId, side: Side) -> Result<i64> {
    let own = dispute_statements::table.filter(dispute_statements::dispute_id.eq(id));
    Ok(own.filter(dispute_statements::side.eq(side)).count().get_result(conn)?)
}

/// A file; its content lies elsewhere, under its hash.
#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = dispute_files)]
pub(super) struct FileRow {
    pub(super) id: FileId,
    pub(super) dispute_id: DisputeId,
    pub(super) side: Side,
    pub(super) person_id: PersonId,
    pub(super) name: String,
    pub(super) media_type: MediaType,
    pub(super) size: i32,
    pub(super) sha256: String,
    pub(super) created_at: Instant,
}

/// Keeps a file, which a side hands in once.
pub(super) fn insert_file(tx: &mut Tx<'_>, row: &FileRow) -> Result<()> {
    let statement = diesel::insert_into(dispute_files::table).values(row).on_conflict_do_nothing();
    let kept = Portable(statement).execute(&mut **tx)?;
    let same = || Error::conflict("same-file", "Your side handed in this very file already.");
    if kept == 1 { Ok(()) } else { Err(same()) }
}

/// What was handed in, in the order in which it was handed in.
pub(super) fn files(conn: &mut Conn, id: DisputeId) -> Result<Vec<FileRow>> {
    Ok(dispute_files::table
        .filter(dispute_files::dispute_id.eq(id))
        .order(dispute_files::id)
        .select(FileRow::as_select())
        .load(conn)?)
}

/// A file of that dispute; no other one.
pub(super) fn file(conn: &mut Conn, dispute: DisputeId, id: FileId) -> Result<FileRow> {
    let own = dispute_files::table.find(id).filter(dispute_files::dispute_id.eq(dispute));
    let found = own.select(FileRow::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("file", id))
}

/// A split that one side offers.
#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = dispute_proposals)]
pub(super) struct ProposalRow {
    pub(super) id: ProposalId,
    pub(super) dispute_id: DisputeId,
    pub(super) side: Side,
    pub(super) person_id: PersonId,
    pub(super) to_members_minor: i64,
    pub(super) created_at: Instant,
}

pub(super) fn insert_proposal(tx: &mut Tx<'_>, row: &ProposalRow) -> Result<()> {
    diesel::insert_into(dispute_proposals::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// The proposals, the latest last.
pub(super) fn proposals(conn: &mut Conn, id: DisputeId) -> Result<Vec<ProposalRow>> {
    Ok(dispute_proposals::table
        .filter(dispute_proposals::dispute_id.eq(id))
        .order(dispute_proposals::id)
        .select(ProposalRow::as_select())
        .load(conn)?)
}

/// To which of `subjects` (proposals, or a decision) a voice said yes.
pub(super) fn accepted_by(conn: &mut Conn, voice: &str, subjects: &[&str]) -> Result<BTreeSet<String>> {
    let own = dispute_consents::table.filter(dispute_consents::voice.eq(voice));
    let those = own.filter(dispute_consents::subject_id.eq_any(subjects));
    Ok(those.select(dispute_consents::subject_id).load(conn)?.into_iter().collect())
}

/// Who said yes to a proposal, or to a decision (whose subject is the dispute).
pub(super) fn consents(conn: &mut Conn, subject: &str) -> Result<BTreeSet<String>> {
    let all = dispute_consents::table.filter(dispute_consents::subject_id.eq(subject));
    Ok(all.select(dispute_consents::voice).load(conn)?.into_iter().collect())
}

/// Notes a consent; that it was given already is fine.
pub(super) fn insert_consent(tx: &mut Tx<'_>, subject: &str, voice: &str, person: PersonId) -> Result<()> {
    let row = (
        dispute_consents::subject_id.eq(subject),
        dispute_consents::voice.eq(voice),
        dispute_consents::person_id.eq(person),
        dispute_consents::created_at.eq(tx.now()),
    );
    Portable(diesel::insert_into(dispute_consents::table).values(row).on_conflict_do_nothing()).execute(&mut **tx)?;
    Ok(())
}

/// What the steward decided.
#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = dispute_decisions, treat_none_as_default_value = false)]
pub(super) struct DecisionRow {
    pub(super) dispute_id: DisputeId,
    pub(super) steward_id: PersonId,
    pub(super) to_members_minor: i64,
    pub(super) by_seat: Option<String>,
    pub(super) words: String,
    pub(super) created_at: Instant,
}

impl DecisionRow {
    /// How it is divided over the seats, where that is not in proportion.
    pub(super) fn seats(&self) -> Result<Option<BTreeMap<String, i64>>> {
        let read = |text: &String| serde_json::from_str(text);
        self.by_seat.as_ref().map(read).transpose().map_err(|cause| Error::internal("read a decision", cause))
    }
}

pub(super) fn insert_decision(tx: &mut Tx<'_>, row: &DecisionRow) -> Result<()> {
    diesel::insert_into(dispute_decisions::table).values(row).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn decision(conn: &mut Conn, id: DisputeId) -> Result<Option<DecisionRow>> {
    Ok(dispute_decisions::table.find(id).select(DecisionRow::as_select()).first(conn).optional()?)
}

/// The decisions of those disputes that have one.
pub(super) fn decisions(conn: &mut Conn, ids: &[DisputeId]) -> Result<HashMap<DisputeId, DecisionRow>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let those = dispute_decisions::table.filter(dispute_decisions::dispute_id.eq_any(ids));
    let rows: Vec<DecisionRow> = those.select(DecisionRow::as_select()).load(conn)?;
    Ok(rows.into_iter().map(|row| (row.dispute_id, row)).collect())
}
