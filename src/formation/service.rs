//! Use cases of formation.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use muster_formation::{
    Index,
    document::{Brief, Pool, Teams},
};
use muster_kernel::{Currency, Instant};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    RunId,
    pool::{self, Snapshot, Veil},
    receipt::{FullReceipt, ReceiptFormat},
    run::{self, Ask, Prepared, Purpose},
    store,
};
use crate::{
    app::App,
    briefs::{self, BriefId, Document},
    db::{Conn, Tx},
    error::{Error, Result},
    hash,
    identity::{self, Client, ClientId, MemberId, PersonId},
    jobs::{self, Job},
    policies::{self, Policy},
    turns,
};

/// When to look again where the brief of a run has not ended by the time its pool could be forgotten.
const TRY_AGAIN_DAYS: i64 = 30;

/// The policies under which those runs were made. Runs of one brief share one, as a rule.
pub fn policies_of(conn: &mut Conn, runs: &[RunId]) -> Result<HashMap<RunId, Policy>> {
    let mut policies = HashMap::with_capacity(runs.len());
    for (version, runs) in store::by_policy(conn, runs)? {
        let policy = policies::service::version(conn, version)?;
        policies.extend(runs.into_iter().map(|run| (run, policy.clone())));
    }
    Ok(policies)
}

/// Makes a run: takes the snapshot, runs the engine. Nothing is kept; see [`keep`]. No transaction is open while the
/// engine works.
pub fn prepare(app: &App, ask: Ask) -> Result<Prepared> {
    jobs::giving_way(|| prepare_here(app, ask))
}

fn prepare_here(app: &App, ask: Ask) -> Result<Prepared> {
    let now = app.now();
    let salt = hash::hex(&app.mint.secret());
    let (brief, document, policy_version, policy, snapshot) = app.db.snapshot(|conn| {
        let (brief, document) = briefs::service::read(conn, ask.brief)?;
        let (version, policy) = policies::service::in_force(conn, now)?;
        let veil = Veil { salt: &salt, members: &ask.excluded, people: &ask.excluded_people };
        let mut snapshot = Snapshot::take_veiled(conn, document.currency, now.day(), &policy, &veil)?;
        snapshot.adjust(conn, &ask)?;
        snapshot.narrow(&ask.among);
        Ok((brief, document, version, policy, snapshot))
    })?;
    let document = ask.document.clone().unwrap_or(document);
    let asked = run::to_engine(&ask, &document, &snapshot, &policy)?;
    let found = run::search(&run::index(&snapshot.pool)?, &asked)?;
    let (pool_hash, pool_packed) = pool::pack(&snapshot.pool)?;
    let members = |aliases: Vec<String>| aliases.iter().filter_map(|alias| Some(snapshot.member(alias)?.id)).collect();
    Ok(Prepared {
        teams: run::unveil(&found.teams, &document, &snapshot),
        names: names(&found, &snapshot),
        eligible: found.eligible.into_iter().map(|(seat, aliases)| (seat, members(aliases))).collect(),
        ask,
        policy_version,
        policy,
        revision: brief.revision,
        deadline_at: brief.deadline_at,
        salt,
        pool_hash,
        pool_packed,
        pool_members: snapshot.pool.members.len(),
        brief_document: json(&asked)?,
        result: json(&found.teams)?,
    })
}

/// Keeps a run with its receipt, in the transaction of what follows from it.
pub fn keep(tx: &mut Tx<'_>, prepared: &Prepared) -> Result<RunId> {
    policies::service::keep(tx, prepared.policy_version, &prepared.policy)?;
    let run = store::insert(tx, prepared)?;
    if prepared.ask.purpose == Purpose::Form {
        jobs::soon(tx, &Job::Certify { run })?;
    }
    jobs::at(tx, tx.now().plus_seconds(prepared.policy.keep_pool_days * 24 * 3600), &Job::ForgetPool { run })?;
    Ok(run)
}

/// Whoever may take some seat, by the name they go by in the pool, each once.
fn names(found: &run::Found, snapshot: &Snapshot) -> Vec<(MemberId, String)> {
    let names: BTreeSet<&String> = found.eligible.values().flatten().collect();
    let named = |name: &String| Some((snapshot.member(name)?.id, name.clone()));
    names.into_iter().filter_map(named).collect()
}

/// Empties the pool of a run whose brief has ended, and forgets who was who in it; the hashes stay. While the brief is open
/// it is tried again later.
pub fn forget_pool(app: &App, id: RunId) -> Result<()> {
    app.db.write(|tx| {
        let run = store::run(tx, id)?.ok_or_else(|| Error::not_found("run", id))?;
        let (brief, _) = briefs::service::read(tx, run.brief_id)?;
        if !matches!(brief.state, briefs::State::Awarded | briefs::State::Withdrawn | briefs::State::Lapsed) {
            return jobs::at(tx, tx.now().plus_seconds(TRY_AGAIN_DAYS * 24 * 3600), &Job::ForgetPool { run: id });
        }
        store::forget_pool(tx, &run)
    })
}

/// Who was eligible for each seat of a brief in the last run that formed teams for it: the engine is asked again on the
/// run's own pool. Nobody where there is no such run, or its pool was forgotten.
pub fn eligible(app: &App, brief: BriefId) -> Result<BTreeMap<String, BTreeSet<MemberId>>> {
    let found = app.db.read(|conn| {
        let Some(run) = store::runs_of(conn, brief, &[Purpose::Form], None, 1)?.pop() else { return Ok(None) };
        let packed = store::pool(conn, &run.pool_hash)?;
        let names = store::names_of(conn, run.id)?;
        Ok(Some((run, packed, names)).filter(|(_, packed, _)| !packed.is_empty()))
    })?;
    let Some((run, packed, names)) = found else { return Ok(BTreeMap::new()) };
    let pool: Pool = parse(&pool::unpack(&packed)?)?;
    let aliases = run::eligible(&run::index(&pool)?, &parse(&run.brief_document)?)?;
    let known = |aliases: Vec<String>| aliases.iter().filter_map(|alias| names.get(alias)).copied().collect();
    Ok(aliases.into_iter().map(|(seat, aliases)| (seat, known(aliases))).collect())
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
        let now = app.now();
        let (policy, snapshot) = app.db.snapshot(|conn| {
            let (_, policy) = policies::service::in_force(conn, now)?;
            let snapshot = Snapshot::take(conn, currency, now.day(), &policy)?;
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
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
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

/// A seat of a run.
#[derive(Serialize, ToSchema)]
pub struct RunSeat {
    /// The seat.
    pub seat: String,
    /// The role in words.
    pub title: String,
}

/// A run with everything that it read and answered: pseudonymous, and enough to do it again.
#[derive(Serialize, ToSchema)]
pub struct RunDocuments {
    /// The receipt.
    pub receipt: Receipt,
    /// The currency of its amounts, which the engine does not know.
    pub currency: Currency,
    /// What the seats are called, in the order of the brief; the engine has their ids alone.
    pub seats: Vec<RunSeat>,
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

/// A run as its client may know it.
pub struct ShownRun {
    /// What makes it checkable.
    pub receipt: Receipt,
    /// What it found.
    pub teams: Teams,
    /// The seats for which somebody was sought, with the others as they are; empty where it was for all of them.
    pub sought: Vec<String>,
    /// The seats whose members had them before, and keep them.
    pub kept: Vec<String>,
}

/// The runs of a client's own brief with their results, the newest first.
pub fn of_brief(
    conn: &mut Conn,
    who: Client,
    brief: BriefId,
    before: Option<RunId>,
    limit: i64,
) -> Result<Vec<ShownRun>> {
    let (own, _) = briefs::service::own(conn, who, brief)?;
    // A repair tells that somebody declined or let a seat lapse, and bids are sealed until the deadline.
    let kinds: &[Purpose] = if own.state == briefs::State::Posted { &[Purpose::Form] } else { Purpose::ALL };
    let runs = store::runs_of(conn, brief, kinds, before, limit)?;
    let offered = seats_offered(conn, &runs)?;
    let shown = |run: &store::Run| {
        let offered = offered.get(&run.id);
        let sought = match run.kind {
            Purpose::Repair => sought(run, offered)?,
            Purpose::Form | Purpose::Score | Purpose::Compose => Vec::new(),
        };
        let kept = kept(run, offered)?.into_keys().collect();
        Ok(ShownRun { receipt: Receipt::of(run), teams: parse(&run.result)?, sought, kept })
    };
    runs.iter().map(shown).collect()
}

/// The seats that were offered on each of those runs, of one brief or of several.
pub(super) fn seats_offered<'a>(
    conn: &mut Conn,
    runs: impl IntoIterator<Item = &'a store::Run>,
) -> Result<HashMap<RunId, Vec<String>>> {
    let (briefs, ids): (Vec<BriefId>, Vec<RunId>) = runs.into_iter().map(|run| (run.brief_id, run.id)).unzip();
    turns::service::seats_offered(conn, &briefs, &ids)
}

/// The seats that a repair left as they were, and who has them, by the names of its pool. One who stood by is locked into
/// theirs as well, and it is offered to them.
pub(super) fn kept(run: &store::Run, offered: Option<&Vec<String>>) -> Result<BTreeMap<String, String>> {
    if run.kind != Purpose::Repair {
        return Ok(BTreeMap::new());
    }
    let Brief { mut locked, .. } = parse(&run.brief_document)?;
    locked.retain(|seat, _| !offered.is_some_and(|seats| seats.contains(seat)));
    Ok(locked)
}

/// The seats that a repair was about: those that were offered on it. Where none was, since whoever was found is asked to
/// stand by or was offered the seat already, it is what the run left open; one who stood by is locked into theirs.
fn sought(run: &store::Run, offered: Option<&Vec<String>>) -> Result<Vec<String>> {
    if let Some(seats) = offered {
        return Ok(seats.clone());
    }
    let Brief { seats, locked, .. } = parse(&run.brief_document)?;
    Ok(seats.into_iter().map(|seat| seat.id).filter(|seat| !locked.contains_key(seat)).collect())
}

/// A run with its documents.
pub fn documents(conn: &mut Conn, id: RunId) -> Result<RunDocuments> {
    let run = store::run(conn, id)?.ok_or_else(|| Error::not_found("run", id))?;
    let packed = store::pool(conn, &run.pool_hash)?;
    if packed.is_empty() {
        return Err(forgotten());
    }
    let pool = pool::unpack(&packed)?;
    // A brief that was run is posted, and its revision is fixed.
    let (_, document) = briefs::service::read(conn, run.brief_id)?;
    let seats = document.seats.into_iter().map(|seat| RunSeat { seat: seat.id, title: seat.title });
    Ok(RunDocuments {
        receipt: Receipt::of(&run),
        currency: document.currency,
        seats: seats.collect(),
        brief: parse(&run.brief_document)?,
        pool: parse(&pool)?,
        result: parse(&run.result)?,
    })
}

/// The receipt of a run in full.
pub fn full_receipt(conn: &mut Conn, id: RunId) -> Result<FullReceipt> {
    let run = store::run(conn, id)?.ok_or_else(|| Error::not_found("run", id))?;
    let packed = store::pool(conn, &run.pool_hash)?;
    if packed.is_empty() {
        return Err(forgotten());
    }
    let policy = policies::service::version(conn, run.policy_version)?;
    Ok(FullReceipt {
        format: ReceiptFormat::One,
        receipt: Receipt::of(&run),
        nodes: run::NODE_LIMIT,
        policy_hash: hash::of_json(&policy),
        policy,
        brief: parse(&run.brief_document)?,
        pool: parse(&pool::unpack(&packed)?)?,
        result: parse(&run.result)?,
    })
}

/// The pool of a run is kept for a while only.
pub(super) fn forgotten() -> Error {
    Error::conflict(
        "pool-forgotten",
        "The pool of this run was forgotten when the policy's days for it were over; only its hashes are kept.",
    )
}

/// Fine where a client may see all of a run: it is for its own brief, which is open no more.
pub fn check_open_to(conn: &mut Conn, who: Client, id: RunId) -> Result<()> {
    let none = || Error::not_found("run", id);
    let run = store::run(conn, id)?.ok_or_else(none)?;
    let (brief, _) = briefs::service::own(conn, who, run.brief_id).map_err(|error| match error {
        Error::NotFound { .. } => none(),
        other => other,
    })?;
    check_unsealed(brief.state)
}

/// Whom a run concerns.
pub struct Concerned {
    /// The client for whose brief it was made.
    pub client: ClientId,
    /// The members of its teams, as long as it is kept who they are.
    pub chosen: BTreeSet<MemberId>,
    /// Whoever could have been chosen, likewise.
    pub eligible: BTreeSet<MemberId>,
    /// How far the brief is.
    state: briefs::State,
}

impl Concerned {
    /// Fine where the brief is open no more.
    pub fn check_unsealed(&self) -> Result<()> {
        check_unsealed(self.state)
    }
}

/// Whom a run concerns.
pub fn concerned(conn: &mut Conn, id: RunId) -> Result<Concerned> {
    let run = store::run(conn, id)?.ok_or_else(|| Error::not_found("run", id))?;
    let (brief, _) = briefs::service::read(conn, run.brief_id)?;
    let names = store::names_of(conn, id)?;
    let result: Teams = parse(&run.result)?;
    let places = result.teams.iter().flat_map(|team| &team.seats);
    Ok(Concerned {
        client: brief.client_id,
        chosen: places.filter_map(|place| names.get(&place.member)).copied().collect(),
        eligible: names.into_values().collect(),
        state: brief.state,
    })
}

fn check_unsealed(state: briefs::State) -> Result<()> {
    match state {
        briefs::State::Draft | briefs::State::Posted => {
            let sentence = "A receipt holds what bids are made of, and they are sealed until the brief's deadline.";
            Err(Error::conflict("sealed", sentence))
        }
        _ => Ok(()),
    }
}

/// A run that is to be done again on other pools.
pub struct Rehearsal {
    run: store::Run,
    currency: Currency,
    policy: Policy,
    people: HashSet<PersonId>,
}

/// A run that formed teams, to be done again.
pub fn rehearse(conn: &mut Conn, id: RunId) -> Result<Rehearsal> {
    let run = store::run(conn, id)?.ok_or_else(|| Error::not_found("run", id))?;
    let (brief, document) = briefs::service::read(conn, run.brief_id)?;
    let policy = policies::service::version(conn, run.policy_version)?;
    let people = identity::clients::people_of(conn, brief.client_id)?.into_iter().collect();
    Ok(Rehearsal { run, currency: document.currency, policy, people })
}

impl Rehearsal {
    /// The pool as the run would find it now, had it the day of then.
    pub fn pool(&self, conn: &mut Conn) -> Result<Pool> {
        let salt = self.run.salt.as_deref().unwrap_or_default();
        let veil = Veil { salt, members: &HashSet::new(), people: &self.people };
        let day = self.run.created_at.day();
        let mut snapshot = Snapshot::take_veiled(conn, self.currency, day, &self.policy, &veil)?;
        snapshot.adjust(conn, &Ask::new(self.run.brief_id, self.run.kind))?;
        Ok(snapshot.pool)
    }

    /// The hashes of such a pool, and of what the engine answers on it.
    pub fn outcome(&self, pool: &Pool) -> Result<(String, String)> {
        let brief = parse(&self.run.brief_document)?;
        let found = run::search(&run::index(pool)?, &brief)?;
        Ok((hash::of_json(pool), hash::of_json(&found.teams)))
    }

    /// The hashes of the run's own pool, and of what the engine answered on it.
    pub fn kept(&self) -> (String, String) {
        (self.run.pool_hash.clone(), self.run.result_hash.clone())
    }
}

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|cause| Error::internal("write a run", cause))
}

pub(super) fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|cause| Error::internal("read a run", cause))
}
