//! The rows of policies, pools and runs.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::{
    RunId,
    policy::Policy,
    run::{Prepared, Purpose},
};
use crate::{
    briefs::BriefId,
    db::{Conn, Portable, Tx},
    error::{Error, Result},
    schema::{policies, pools, runs},
};

/// The newest policy; version 0 and the default where none was adopted yet.
pub(super) fn policy(conn: &mut Conn) -> Result<(i32, Policy)> {
    let newest: Option<(i32, String)> = policies::table
        .order(policies::version.desc())
        .select((policies::version, policies::document))
        .first(conn)
        .optional()?;
    let Some((version, document)) = newest else { return Ok((0, Policy::default())) };
    let policy = serde_json::from_str(&document).map_err(|cause| Error::internal("read a policy", cause))?;
    Ok((version, policy))
}

/// Keeps version `version` of the policy, if it is not kept yet.
pub(super) fn keep_policy(tx: &mut Tx<'_>, version: i32, policy: &Policy) -> Result<()> {
    let document = serde_json::to_string(policy).map_err(|cause| Error::internal("write a policy", cause))?;
    let row = (policies::version.eq(version), policies::document.eq(document), policies::adopted_at.eq(tx.now()));
    Portable(diesel::insert_into(policies::table).values(row).on_conflict_do_nothing()).execute(&mut **tx)?;
    Ok(())
}

/// A run as it is kept.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = runs)]
pub(super) struct Run {
    pub(super) id: RunId,
    pub(super) brief_id: BriefId,
    pub(super) revision: i32,
    pub(super) kind: Purpose,
    pub(super) policy_version: i32,
    pub(super) engine: String,
    pub(super) pool_hash: String,
    pub(super) brief_hash: String,
    pub(super) result_hash: String,
    pub(super) brief_document: String,
    pub(super) result: String,
    pub(super) created_at: Instant,
}

pub(super) fn insert(tx: &mut Tx<'_>, prepared: &Prepared) -> Result<RunId> {
    let pool = (
        pools::hash.eq(&prepared.pool_hash),
        pools::document.eq(&prepared.pool_packed),
        pools::members.eq(i32::try_from(prepared.pool_members).unwrap_or(i32::MAX)),
        pools::created_at.eq(tx.now()),
    );
    Portable(diesel::insert_into(pools::table).values(pool).on_conflict_do_nothing()).execute(&mut **tx)?;
    let hashes = prepared.hashes();
    let run = Run {
        id: tx.id(),
        brief_id: prepared.ask.brief,
        revision: prepared.revision,
        kind: prepared.ask.purpose,
        policy_version: prepared.policy_version,
        engine: hashes.engine.to_owned(),
        pool_hash: prepared.pool_hash.clone(),
        brief_hash: hashes.brief,
        result_hash: hashes.result,
        brief_document: prepared.brief_document.clone(),
        result: prepared.result.clone(),
        created_at: tx.now(),
    };
    diesel::insert_into(runs::table).values(&run).execute(&mut **tx)?;
    Ok(run.id)
}

pub(super) fn run(conn: &mut Conn, id: RunId) -> Result<Option<Run>> {
    Ok(runs::table.find(id).select(Run::as_select()).first(conn).optional()?)
}

/// The runs of a brief, the newest first.
pub(super) fn runs_of(conn: &mut Conn, brief: BriefId, before: Option<RunId>, limit: i64) -> Result<Vec<Run>> {
    let mut query = runs::table.filter(runs::brief_id.eq(brief)).into_boxed();
    if let Some(before) = before {
        query = query.filter(runs::id.lt(before));
    }
    Ok(query.order(runs::id.desc()).limit(limit).select(Run::as_select()).load(conn)?)
}

pub(super) fn was_formed(conn: &mut Conn, brief: BriefId) -> Result<bool> {
    let formed = runs::table.filter(runs::brief_id.eq(brief)).filter(runs::kind.eq(Purpose::Form));
    Ok(diesel::select(diesel::dsl::exists(formed)).get_result(conn)?)
}

pub(super) fn pool(conn: &mut Conn, hash: &str) -> Result<Vec<u8>> {
    Ok(pools::table.find(hash).select(pools::document).first(conn)?)
}
