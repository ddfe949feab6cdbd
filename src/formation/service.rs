//! Use cases of formation.

use muster_formation::{
    Index,
    document::{Pool, Teams},
};
use muster_kernel::{Currency, Instant};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    RunId,
    policy::Policy,
    pool::{self, Snapshot},
    run::{self, Ask, Prepared, Purpose},
    store,
};
use crate::{
    app::App,
    briefs::{self, BriefId, Document},
    db::{Conn, Tx},
    error::{Error, Result},
    identity::Client,
};

/// The policy in force and its version, which is 1 for the default that a network starts with.
pub fn policy(conn: &mut Conn) -> Result<(i32, Policy)> {
    let (version, policy) = store::policy(conn)?;
    Ok((version.max(1), policy))
}

/// Makes a run: takes the snapshot, runs the engine. Nothing is kept; see [`keep`]. No transaction is open while the
/// engine works.
pub fn prepare(app: &App, ask: Ask) -> Result<Prepared> {
    let today = app.now().day();
    let (brief, document, policy_version, policy, snapshot) = app.db.snapshot(|conn| {
        let (brief, document) = briefs::service::read(conn, ask.brief)?;
        let (version, policy) = policy(conn)?;
        let mut snapshot = Snapshot::take(conn, document.currency, today, &policy)?;
        snapshot.adjust(conn, &ask)?;
        Ok((brief, document, version, policy, snapshot))
    })?;
    let document = ask.document.clone().unwrap_or(document);
    let asked = run::to_engine(&ask, &document, &snapshot, &policy)?;
    let found = run::search(&run::index(&snapshot.pool)?, &asked)?;
    let (pool_hash, pool_packed) = pool::pack(&snapshot.pool)?;
    let members = |aliases: Vec<String>| aliases.iter().filter_map(|alias| Some(snapshot.member(alias)?.id)).collect();
    Ok(Prepared {
        teams: run::unveil(&found.teams, &document, &snapshot),
        eligible: found.eligible.into_iter().map(|(seat, aliases)| (seat, members(aliases))).collect(),
        ask,
        policy_version,
        policy,
        revision: brief.revision,
        pool_hash,
        pool_packed,
        pool_members: snapshot.pool.members.len(),
        brief_document: json(&asked)?,
        result: json(&found.teams)?,
    })
}

/// Keeps a run with its receipt, in the transaction of what follows from it.
pub fn keep(tx: &mut Tx<'_>, prepared: &Prepared) -> Result<RunId> {
    store::keep_policy(tx, prepared.policy_version, &prepared.policy)?;
    store::insert(tx, prepared)
}

/// Whether teams were formed for a brief already.
pub fn was_formed(conn: &mut Conn, brief: BriefId) -> Result<bool> {
    store::was_formed(conn, brief)
}

/// A pool on which briefs are tried: teams are formed, nothing is kept, and nobody is asked.
pub struct Trial {
    snapshot: Snapshot,
    index: Index,
    policy: Policy,
}

impl Trial {
    /// Everybody in the pool who works in `currency`, as things stand, indexed once for any number of briefs.
    pub fn open(app: &App, currency: Currency) -> Result<Self> {
        let today = app.now().day();
        let (policy, snapshot) = app.db.snapshot(|conn| {
            let (_, policy) = policy(conn)?;
            let snapshot = Snapshot::take(conn, currency, today, &policy)?;
            Ok((policy, snapshot))
        })?;
        let index = run::index(&snapshot.pool)?;
        Ok(Self { snapshot, index, policy })
    }

    /// The pool.
    pub fn pool(&self) -> &Pool {
        &self.snapshot.pool
    }

    /// The best teams for a brief, or why there is none.
    pub fn form(&self, brief: BriefId, document: &Document) -> Result<Teams> {
        let asked = run::to_engine(&Ask::new(brief, Purpose::Form), document, &self.snapshot, &self.policy)?;
        Ok(run::search(&self.index, &asked)?.teams)
    }
}

/// What makes a run checkable.
#[derive(Serialize, ToSchema)]
pub struct Receipt {
    /// The run.
    pub run: RunId,
    /// For which brief.
    pub brief: BriefId,
    /// In which revision.
    pub revision: i32,
    /// Why it was made.
    pub kind: Purpose,
    /// When.
    pub created_at: Instant,
    /// The policy's version.
    pub policy: i32,
    /// The engine and its version.
    pub engine: String,
    /// SHA-256 of the brief as the engine read it.
    pub brief_hash: String,
    /// SHA-256 of the pool.
    pub pool_hash: String,
    /// SHA-256 of the result.
    pub result_hash: String,
}

impl Receipt {
    fn of(run: &store::Run) -> Self {
        Self {
            run: run.id,
            brief: run.brief_id,
            revision: run.revision,
            kind: run.kind,
            created_at: run.created_at,
            policy: run.policy_version,
            engine: run.engine.clone(),
            brief_hash: run.brief_hash.clone(),
            pool_hash: run.pool_hash.clone(),
            result_hash: run.result_hash.clone(),
        }
    }
}

/// A run with everything that it read and answered: pseudonymous, and enough to do it again.
#[derive(Serialize, ToSchema)]
pub struct RunDocuments {
    /// The receipt.
    pub receipt: Receipt,
    /// The brief as the engine read it: `muster-brief/1`.
    #[schema(value_type = Object)]
    pub brief: serde_json::Value,
    /// The pool: `muster-pool/1`.
    #[schema(value_type = Object)]
    pub pool: serde_json::Value,
    /// The result: `muster-teams/1`.
    #[schema(value_type = Object)]
    pub result: serde_json::Value,
}

/// The runs of a client's own brief with their results, the newest first.
pub fn of_brief(
    conn: &mut Conn,
    who: Client,
    brief: BriefId,
    before: Option<RunId>,
    limit: i64,
) -> Result<Vec<(Receipt, Teams)>> {
    briefs::service::own(conn, who, brief)?;
    let runs = store::runs_of(conn, brief, before, limit)?;
    runs.iter().map(|run| Ok((Receipt::of(run), parse(&run.result)?))).collect()
}

/// A run with its documents, for whoever checks it.
pub fn documents(conn: &mut Conn, id: RunId) -> Result<RunDocuments> {
    let run = store::run(conn, id)?.ok_or_else(|| Error::not_found("run", id))?;
    let pool = pool::unpack(&store::pool(conn, &run.pool_hash)?)?;
    Ok(RunDocuments {
        receipt: Receipt::of(&run),
        brief: parse(&run.brief_document)?,
        pool: parse(&pool)?,
        result: parse(&run.result)?,
    })
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|cause| Error::internal("write a run", cause))
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|cause| Error::internal("read a run", cause))
}
