//! The rows of policies and proposals.

use std::collections::HashSet;

use diesel::prelude::*;
use muster_kernel::Instant;
use serde_json::{Map, Value};

use super::{ProposalId, model::Policy, model::State};
use crate::{
    db::{Conn, Portable, Tx},
    error::{Error, Result},
    identity::PersonId,
    schema::{policies, policy_proposals, policy_reports},
};

/// A proposal as it is kept.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = policy_proposals)]
pub(super) struct Proposal {
    pub(super) id: ProposalId,
    pub(super) document: String,
    pub(super) why: String,
    pub(super) report_hash: Option<String>,
    pub(super) state: State,
    pub(super) proposed_by: PersonId,
    pub(super) proposed_at: Instant,
    pub(super) decided_by: Option<PersonId>,
    pub(super) decided_at: Option<Instant>,
    pub(super) version: Option<i32>,
}

/// The version in force at an instant and its document; `None` where no date has come yet.
pub(super) fn in_force(conn: &mut Conn, at: Instant) -> Result<Option<(i32, Policy)>> {
    let newest: Option<(i32, String)> = policies::table
        .filter(policies::in_force_at.le(at))
        .order(policies::in_force_at.desc())
        .select((policies::version, policies::document))
        .first(conn)
        .optional()?;
    newest.map(|(version, document)| Ok((version, parse(&document)?))).transpose()
}

/// When the next version comes into force after an instant, where one was adopted.
pub(super) fn next(conn: &mut Conn, after: Instant) -> Result<Option<Instant>> {
    let coming = policies::table.filter(policies::in_force_at.gt(after));
    Ok(coming.select(diesel::dsl::min(policies::in_force_at)).first(conn)?)
}

/// A version of the policy that was kept.
pub(super) fn version(conn: &mut Conn, version: i32) -> Result<Policy> {
    let document: String = policies::table.find(version).select(policies::document).first(conn)?;
    parse(&document)
}

/// The newest version and the instant from which it is in force.
pub(super) fn newest(conn: &mut Conn) -> Result<Option<(i32, Instant)>> {
    let newest = policies::table.order(policies::version.desc()).select((policies::version, policies::in_force_at));
    Ok(newest.first(conn).optional()?)
}

/// From when on each of those versions is in force.
pub(super) fn dates(conn: &mut Conn, versions: &[i32]) -> Result<Vec<(i32, Instant)>> {
    let asked = policies::table.filter(policies::version.eq_any(versions));
    Ok(asked.select((policies::version, policies::in_force_at)).load(conn)?)
}

/// Keeps a version of the policy that is in force from `from` on, if it is not kept yet.
pub(super) fn keep(tx: &mut Tx<'_>, version: i32, policy: &Policy, from: Instant) -> Result<()> {
    let row = (
        policies::version.eq(version),
        policies::document.eq(write(policy)?),
        policies::adopted_at.eq(tx.now()),
        policies::in_force_at.eq(from),
    );
    Portable(diesel::insert_into(policies::table).values(row).on_conflict_do_nothing()).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn insert(tx: &mut Tx<'_>, proposal: &Proposal) -> Result<()> {
    diesel::insert_into(policy_proposals::table).values(proposal).execute(&mut **tx)?;
    Ok(())
}

/// Keeps the report that was handed in with a proposal, to the byte.
pub(super) fn insert_report(tx: &mut Tx<'_>, id: ProposalId, document: &str) -> Result<()> {
    let row = (policy_reports::proposal_id.eq(id), policy_reports::document.eq(document));
    diesel::insert_into(policy_reports::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// The report that was handed in with a proposal, if one was.
pub(super) fn report(conn: &mut Conn, id: ProposalId) -> Result<Option<String>> {
    Ok(policy_reports::table.find(id).select(policy_reports::document).first(conn).optional()?)
}

/// With which of those proposals a report was handed in.
pub(super) fn with_reports(conn: &mut Conn, ids: &[ProposalId]) -> Result<HashSet<ProposalId>> {
    let theirs = policy_reports::table.filter(policy_reports::proposal_id.eq_any(ids));
    let found: Vec<ProposalId> = theirs.select(policy_reports::proposal_id).load(conn)?;
    Ok(found.into_iter().collect())
}

pub(super) fn proposal(conn: &mut Conn, id: ProposalId) -> Result<Proposal> {
    let found = policy_proposals::table.find(id).select(Proposal::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("policy", id))
}

/// The proposals, the newest first.
pub(super) fn proposals(conn: &mut Conn, before: Option<ProposalId>, limit: i64) -> Result<Vec<Proposal>> {
    let mut query = policy_proposals::table.into_boxed();
    if let Some(before) = before {
        query = query.filter(policy_proposals::id.lt(before));
    }
    Ok(query.order(policy_proposals::id.desc()).limit(limit).select(Proposal::as_select()).load(conn)?)
}

/// Decides a proposal that still stands as it was read.
pub(super) fn decide(
    tx: &mut Tx<'_>,
    proposal: &Proposal,
    state: State,
    by: PersonId,
    version: Option<i32>,
) -> Result<()> {
    let unchanged = policy_proposals::table.find(proposal.id).filter(policy_proposals::state.eq(proposal.state));
    let decision = (
        policy_proposals::state.eq(state),
        policy_proposals::decided_by.eq(by),
        policy_proposals::decided_at.eq(tx.now()),
        policy_proposals::version.eq(version),
    );
    match diesel::update(unchanged).set(decision).execute(&mut **tx)? {
        1 => Ok(()),
        _ => Err(Error::conflict("proposal-state", "This proposal was decided meanwhile. Read it again.")),
    }
}

pub(super) fn write(policy: &Policy) -> Result<String> {
    serde_json::to_string(policy).map_err(|cause| Error::internal("write a policy", cause))
}

/// A policy as it was kept. What policies did not say yet when it was written is as in the default.
pub(super) fn parse(document: &str) -> Result<Policy> {
    let failed = |cause| Error::internal("read a policy", cause);
    let said: Map<String, Value> = serde_json::from_str(document).map_err(failed)?;
    let mut whole = serde_json::to_value(Policy::default()).map_err(failed)?;
    for (name, value) in said {
        whole[name] = value;
    }
    serde_json::from_value(whole).map_err(failed)
}
