//! What the slice keeps of somebody: what they said and handed in, and what they decided as a steward.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::model::DutyState;
use crate::{
    db::{Conn, Tx},
    error::Result,
    files,
    personal::{Obstacle, Rows, Whose, rows},
    schema::{
        dispute_consents, dispute_decisions, dispute_files, dispute_members, dispute_proposals, dispute_statements,
        dispute_stewards, disputes,
    },
};

/// Tells what is theirs. Files are told by name and hash: they are fetched from the case.
pub fn tell(conn: &mut Conn, whose: &Whose, told: &mut Rows) -> Result<()> {
    let person = whose.person;
    rows!(told, conn, disputes where disputes::opener_id.eq(person) => {
        id: String, engagement_id: String, milestone_id: String, reason: String, state: String, created_at: Instant,
        ended_at: Option<Instant>,
    })?;
    rows!(told, conn, dispute_members where dispute_members::member_id.eq_any(whose.member) => { dispute_id: String })?;
    rows!(told, conn, dispute_statements where dispute_statements::person_id.eq(person) => {
        id: String, dispute_id: String, words: String, created_at: Instant,
    })?;
    rows!(told, conn, dispute_files where dispute_files::person_id.eq(person) => {
        id: String, dispute_id: String, name: String, media_type: String, size: i32, sha256: String,
        created_at: Instant,
    })?;
    rows!(told, conn, dispute_proposals where dispute_proposals::person_id.eq(person) => {
        id: String, dispute_id: String, to_members_minor: i64, created_at: Instant,
    })?;
    rows!(told, conn, dispute_consents where dispute_consents::person_id.eq(person) => {
        subject_id: String, created_at: Instant,
    })?;
    rows!(told, conn, dispute_decisions where dispute_decisions::steward_id.eq(person) => {
        dispute_id: String, to_members_minor: i64, words: String, created_at: Instant,
    })?;
    rows!(told, conn, dispute_stewards where dispute_stewards::person_id.eq(person) => {
        dispute_id: String, duty: String, state: String, vote_minor: Option<i64>, words: Option<String>,
        drawn_at: Instant,
    })
}

/// A steward ends their cases first.
pub fn holds(conn: &mut Conn, whose: &Whose) -> Result<Option<Obstacle>> {
    let open = dispute_stewards::table
        .filter(dispute_stewards::person_id.eq(whose.person))
        .filter(dispute_stewards::state.eq(DutyState::Sitting));
    Ok((open.count().get_result::<i64>(conn)? > 0).then_some(Obstacle::Case))
}

/// Erases the files that they handed in to disputes that are over. Their words stay with the case, which the other side
/// answered; a dispute that goes on is their organisation's, and keeps its files.
pub fn erase(tx: &mut Tx<'_>, whose: &Whose) -> Result<()> {
    let over = || disputes::table.filter(disputes::ended_at.is_not_null()).select(disputes::id);
    let theirs = || {
        dispute_files::table
            .filter(dispute_files::person_id.eq(whose.person))
            .filter(dispute_files::dispute_id.eq_any(over()))
    };
    let contents: Vec<String> = theirs().select(dispute_files::sha256).distinct().load(&mut **tx)?;
    let files: Vec<super::FileId> = theirs().select(dispute_files::id).load(&mut **tx)?;
    diesel::delete(dispute_files::table.filter(dispute_files::id.eq_any(&files))).execute(&mut **tx)?;
    for sha256 in contents {
        // Somebody else may have handed in the very same.
        let others = dispute_files::table.filter(dispute_files::sha256.eq(&sha256)).count();
        if others.get_result::<i64>(&mut **tx)? == 0 {
            files::service::delete(tx, &sha256)?;
        }
    }
    Ok(())
}
