//! The rows of policies, pools and runs.

use std::collections::{BTreeMap, HashMap, HashSet};

use diesel::prelude::*;
use muster_kernel::Instant;

use super::{
    RunId,
    run::{Prepared, Purpose},
};
use crate::{
    briefs::BriefId,
    db::{Conn, Portable, Tx, insert_all},
    error::Result,
    identity::MemberId,
    schema::{pools, run_members, runs},
};

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
    pub(super) salt: Option<String>,
}

/// A member who could take a seat in a run.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = run_members, treat_none_as_default_value = false)]
pub(super) struct RunMember {
    pub(super) member_id: MemberId,
    pub(super) run_id: RunId,
    pub(super) name: String,
    pub(super) chosen: bool,
    pub(super) open_from: Instant,
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
        salt: Some(prepared.salt.clone()),
    };
    diesel::insert_into(runs::table).values(&run).execute(&mut **tx)?;
    insert_members(tx, run.id, prepared)?;
    Ok(run.id)
}

/// Notes who could take a seat; they hear of it at the deadline, and whoever was chosen at once.
fn insert_members(tx: &mut Tx<'_>, run_id: RunId, prepared: &Prepared) -> Result<()> {
    let seats = prepared.teams.iter().flat_map(|team| &team.seats);
    let chosen: HashSet<MemberId> = seats.map(|seat| seat.member).collect();
    let open_from = prepared.deadline_at.unwrap_or(tx.now());
    let row = |(member_id, name): &(MemberId, String)| RunMember {
        member_id: *member_id,
        run_id,
        name: name.clone(),
        chosen: chosen.contains(member_id),
        open_from,
    };
    let rows: Vec<RunMember> = prepared.names.iter().map(row).collect();
    insert_all::<_, RunMember>(tx, run_members::table, &rows)?;
    Ok(())
}

/// The runs of which a member may know at `now`, the newest first.
pub(super) fn runs_of_member(
    conn: &mut Conn,
    member: MemberId,
    now: Instant,
    before: Option<RunId>,
    limit: i64,
) -> Result<Vec<(Run, RunMember)>> {
    let mut query = run_members::table
        .inner_join(runs::table.on(runs::id.eq(run_members::run_id)))
        .filter(run_members::member_id.eq(member))
        .filter(run_members::chosen.eq(true).or(run_members::open_from.le(now)))
        .into_boxed();
    if let Some(before) = before {
        query = query.filter(run_members::run_id.lt(before));
    }
    let all = query.order(run_members::run_id.desc()).limit(limit);
    Ok(all.select((Run::as_select(), RunMember::as_select())).load(conn)?)
}

/// A run, if a member may know of it at `now`.
pub(super) fn run_of_member(
    conn: &mut Conn,
    member: MemberId,
    run: RunId,
    now: Instant,
) -> Result<Option<(Run, RunMember)>> {
    Ok(run_members::table
        .inner_join(runs::table.on(runs::id.eq(run_members::run_id)))
        .filter(run_members::member_id.eq(member))
        .filter(run_members::run_id.eq(run))
        .filter(run_members::chosen.eq(true).or(run_members::open_from.le(now)))
        .select((Run::as_select(), RunMember::as_select()))
        .first(conn)
        .optional()?)
}

/// Empties the pool of a run, and forgets who was who in it.
pub(super) fn forget_pool(tx: &mut Tx<'_>, run: &Run) -> Result<()> {
    let nothing: &[u8] = &[];
    diesel::update(pools::table.find(&run.pool_hash)).set(pools::document.eq(nothing)).execute(&mut **tx)?;
    diesel::update(runs::table.find(run.id)).set(runs::salt.eq(None::<String>)).execute(&mut **tx)?;
    diesel::delete(run_members::table.filter(run_members::run_id.eq(run.id))).execute(&mut **tx)?;
    Ok(())
}

/// Who was eligible in a run, by the names they go by in its pool.
pub(super) fn names_of(conn: &mut Conn, run: RunId) -> Result<HashMap<String, MemberId>> {
    let rows: Vec<(String, MemberId)> = run_members::table
        .filter(run_members::run_id.eq(run))
        .select((run_members::name, run_members::member_id))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

pub(super) fn run(conn: &mut Conn, id: RunId) -> Result<Option<Run>> {
    Ok(runs::table.find(id).select(Run::as_select()).first(conn).optional()?)
}

/// Those runs by the version of the policy under which they were made.
pub(super) fn by_policy(conn: &mut Conn, ids: &[RunId]) -> Result<BTreeMap<i32, Vec<RunId>>> {
    let mut by_policy: BTreeMap<i32, Vec<RunId>> = BTreeMap::new();
    if ids.is_empty() {
        return Ok(by_policy);
    }
    let rows: Vec<(i32, RunId)> =
        runs::table.filter(runs::id.eq_any(ids)).select((runs::policy_version, runs::id)).load(conn)?;
    for (version, run) in rows {
        by_policy.entry(version).or_default().push(run);
    }
    Ok(by_policy)
}

/// The runs of a brief of those kinds, the newest first.
pub(super) fn runs_of(
    conn: &mut Conn,
    brief: BriefId,
    kinds: &[Purpose],
    before: Option<RunId>,
    limit: i64,
) -> Result<Vec<Run>> {
    let mut query = runs::table.filter(runs::brief_id.eq(brief)).filter(runs::kind.eq_any(kinds)).into_boxed();
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
