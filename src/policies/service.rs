//! Use cases of policies.

use std::collections::HashMap;

use muster_kernel::{Day, Instant};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    PolicyReport, ProposalId, letters,
    model::{Event, Policy, State},
    store::{self, Proposal},
};
use crate::{
    app::App,
    audit, changes,
    db::{Conn, Tx},
    error::{Check, Error, Result},
    hash,
    http::IdempotencyKey,
    identity::{Hat, PersonId, Steward},
    notices,
    states::Machine,
};

/// The version that a network begins with.
const FIRST: i32 = 1;
/// A policy is in force so many days after it was adopted, at the earliest: everybody has a week to read it, and an
/// invitation that is out when it comes was answered under the rules under which it was sent.
pub const NOTICE_DAYS: i32 = 7;
/// And so many days at the latest, so that nobody binds those who come after them.
const FURTHEST_DAYS: i32 = 366;

/// The version of the policy in force at an instant, and the policy.
pub fn in_force(conn: &mut Conn, at: Instant) -> Result<(i32, Policy)> {
    Ok(store::in_force(conn, at)?.unwrap_or_else(|| (FIRST, Policy::default())))
}

/// Until when the version in force at an instant stays so, as far as others were adopted.
pub fn in_force_until(conn: &mut Conn, at: Instant) -> Result<Option<Instant>> {
    store::next(conn, at)
}

/// A version of the policy that was kept.
pub fn version(conn: &mut Conn, version: i32) -> Result<Policy> {
    store::version(conn, version)
}

/// Sees to it that a version that was answered by [`in_force`] is kept, so that rows can refer to it: the first one is
/// not until it is used.
pub fn keep(tx: &mut Tx<'_>, version: i32, policy: &Policy) -> Result<()> {
    if version == FIRST { store::keep(tx, version, policy, Instant::from_micros(0)) } else { Ok(()) }
}

/// A proposal of a policy.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPolicy {
    /// The policy, whole.
    pub policy: Policy,
    /// Why, in words for everybody; 20 to 4000 characters.
    pub why: String,
    /// The SHA-256 of a simulation's report, in lower-case hexadecimal. Not needed where the report itself is handed in.
    pub report: Option<String>,
    /// The report itself, as `muster simulate --json` wrote it, at most 64 KiB. The policy in force and the one that is
    /// proposed were both played for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report_text: Option<String>,
}

/// From when on a policy is to be in force.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Adoption {
    /// From the first moment (UTC) of this day on: at least 7 days ahead, and after every version adopted before.
    pub from: Day,
}

/// A policy as everybody may see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Published {
    /// Which proposal; absent for the policy that a network begins with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<ProposalId>,
    /// Where it stands.
    pub state: State,
    /// Its version, once adopted.
    pub version: Option<i32>,
    /// From when on it is in force, once adopted; absent for the policy that a network begins with.
    pub in_force_from: Option<Instant>,
    /// When it was proposed.
    pub proposed_at: Option<Instant>,
    /// When it was adopted or taken back.
    pub decided_at: Option<Instant>,
    /// Why it was proposed.
    pub why: String,
    /// The SHA-256 of a simulation's report, where there is one.
    pub report: Option<String>,
    /// Whether the report itself was handed in, and can be read.
    pub report_kept: bool,
    /// Whether whoever asks proposed it; they cannot adopt it.
    pub yours: bool,
    /// The policy.
    pub policy: Policy,
}

/// A steward proposes a policy.
pub fn propose(app: &App, who: Steward, key: &IdempotencyKey, new: &NewPolicy) -> Result<ProposalId> {
    let report = check(new)?;
    app.db.write(|tx| {
        key.once(tx, who.person, new, |tx| {
            let now = tx.now();
            let text_hash = new.report_text.as_ref().map(|text| hash::sha256(text.as_bytes()));
            if let Some(report) = &report {
                report.check_about(&new.policy, &in_force(tx, now)?.1)?;
            }
            let proposal = Proposal {
                id: tx.id(),
                document: store::write(&new.policy)?,
                why: new.why.trim().to_owned(),
                report_hash: text_hash.or_else(|| new.report.clone()),
                state: State::START,
                proposed_by: who.person,
                proposed_at: now,
                decided_by: None,
                decided_at: None,
                version: None,
            };
            store::insert(tx, &proposal)?;
            if let Some(text) = &new.report_text {
                store::insert_report(tx, proposal.id, text)?;
            }
            // The log names the report by its hash: it is never deleted, and would grow by the whole of it.
            let told = NewPolicy { report: proposal.report_hash.clone(), report_text: None, ..new.clone() };
            audit::record_change(tx, who.into(), "policy.proposed", proposal.id, &(), &told)?;
            let notice = letters::proposed(proposal.id, &proposal.why).act_of(who.into());
            notices::service::tell_all(tx, Hat::Steward, &notice)?;
            Ok(proposal.id)
        })
    })
}

/// Fine, and the report where one is handed in, or everything that is wrong.
fn check(new: &NewPolicy) -> Result<Option<PolicyReport>> {
    new.policy.check()?;
    let mut check = Check::new();
    check.length("why", &new.why, 20..=4000);
    let is_hash = |hash: &String| hash.len() == 64 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let fits = new.report.as_ref().is_none_or(is_hash);
    check.that(fits, "report", &new.report, "a SHA-256 in 64 lower-case hexadecimal digits, or nothing");
    let Some(text) = &new.report_text else { return check.done().map(|()| None) };
    let is_its = new.report.as_ref().is_none_or(|hash| !is_hash(hash) || *hash == hash::sha256(text.as_bytes()));
    check.that(is_its, "report", &new.report, "the SHA-256 of report_text, or nothing");
    check.done()?;
    PolicyReport::read(text).map(Some)
}

/// Another steward adopts a proposal; answers its version.
pub fn adopt(app: &App, who: Steward, id: ProposalId, adoption: Adoption) -> Result<i32> {
    let today = app.now().day();
    let (first, last) = (today.plus_days(NOTICE_DAYS), today.plus_days(FURTHEST_DAYS));
    if !(first..=last).contains(&adoption.from) {
        return Err(Error::field("from", adoption.from, format!("a day from {first} to {last}")));
    }
    let adopted = app.db.write(|tx| {
        let proposal = store::proposal(tx, id)?;
        let state = after(&proposal, Event::Adopt)?;
        if proposal.proposed_by == who.person {
            let sentence = "Whoever proposed a policy cannot adopt it; another steward can.";
            return Err(Error::conflict("own-proposal", sentence));
        }
        let from = adoption.from.midnight();
        let version = next_version(tx, from)?;
        let (earlier, replaced) = in_force(tx, from)?;
        let policy: Policy = store::parse(&proposal.document)?;
        store::keep(tx, version, &policy, from)?;
        changes::everything(tx)?;
        store::decide(tx, &proposal, state, who.person, Some(version))?;
        let before = json!({ "version": earlier, "policy": replaced });
        let after = json!({ "version": version, "policy": policy, "from": adoption.from });
        audit::record_change(tx, who.into(), "policy.adopted", id, &before, &after)?;
        let notice = letters::adopted(id, version, adoption.from);
        notices::service::tell(tx, proposal.proposed_by, Hat::Steward, &notice)?;
        Ok(version)
    });
    adopted.map_err(|error| match error.is_taken() {
        true => Error::conflict("policy-moved", "Another policy was adopted at the same moment. Read them again."),
        false => error,
    })
}

/// The version after all that were adopted; refused unless it would also be in force after all of them.
fn next_version(tx: &mut Tx<'_>, from: Instant) -> Result<i32> {
    keep(tx, FIRST, &Policy::default())?;
    match store::newest(tx)? {
        Some((version, in_force)) if in_force >= from => {
            let sentence = format!("Version {version} is in force from {in_force} on; choose a later day.");
            Err(Error::conflict("policy-date", sentence))
        }
        newest => Ok(newest.map_or(FIRST, |(version, _)| version) + 1),
    }
}

/// A steward takes a proposal back. It stays visible.
pub fn withdraw(app: &App, who: Steward, id: ProposalId) -> Result<()> {
    app.db.write(|tx| {
        let proposal = store::proposal(tx, id)?;
        let state = after(&proposal, Event::Withdraw)?;
        store::decide(tx, &proposal, state, who.person, None)?;
        let (before, after) = (json!({ "state": proposal.state }), json!({ "state": state }));
        audit::record_change(tx, who.into(), "policy.withdrawn", id, &before, &after)?;
        notices::service::tell(tx, proposal.proposed_by, Hat::Steward, &letters::withdrawn(id).act_of(who.into()))
    })
}

fn after(proposal: &Proposal, event: Event) -> Result<State> {
    let decided = || Error::conflict("proposal-state", format!("This proposal is {}.", proposal.state));
    proposal.state.after(event).ok_or_else(decided)
}

/// A proposal, adopted or not, as `reader` sees it.
pub fn read(conn: &mut Conn, reader: Option<PersonId>, id: ProposalId) -> Result<Published> {
    let proposal = store::proposal(conn, id)?;
    Ok(published(conn, reader, vec![proposal])?.remove(0))
}

/// The report that was handed in with a proposal, to the byte.
pub fn report(conn: &mut Conn, id: ProposalId) -> Result<String> {
    store::report(conn, id)?.ok_or_else(|| Error::not_found("report of a policy", id))
}

/// Every policy that was ever proposed, the newest first, and after the last the one that a network begins with.
pub fn list(
    conn: &mut Conn,
    reader: Option<PersonId>,
    before: Option<ProposalId>,
    limit: i64,
) -> Result<Vec<Published>> {
    let proposals = store::proposals(conn, before, limit)?;
    let is_last = i64::try_from(proposals.len()).is_ok_and(|found| found < limit);
    let mut all = published(conn, reader, proposals)?;
    if is_last {
        all.push(Published {
            id: None,
            state: State::Adopted,
            version: Some(FIRST),
            in_force_from: None,
            proposed_at: None,
            decided_at: None,
            why: "What a new network begins with.".to_owned(),
            report: None,
            report_kept: false,
            yours: false,
            policy: Policy::default(),
        });
    }
    Ok(all)
}

fn published(conn: &mut Conn, reader: Option<PersonId>, proposals: Vec<Proposal>) -> Result<Vec<Published>> {
    let versions: Vec<i32> = proposals.iter().filter_map(|proposal| proposal.version).collect();
    let dates: HashMap<i32, Instant> = store::dates(conn, &versions)?.into_iter().collect();
    let ids: Vec<ProposalId> = proposals.iter().map(|proposal| proposal.id).collect();
    let kept = store::with_reports(conn, &ids)?;
    let publish = |proposal: Proposal| {
        Ok(Published {
            id: Some(proposal.id),
            state: proposal.state,
            version: proposal.version,
            in_force_from: proposal.version.and_then(|version| dates.get(&version).copied()),
            proposed_at: Some(proposal.proposed_at),
            decided_at: proposal.decided_at,
            policy: store::parse(&proposal.document)?,
            why: proposal.why,
            report: proposal.report_hash,
            report_kept: kept.contains(&proposal.id),
            yours: reader == Some(proposal.proposed_by),
        })
    };
    proposals.into_iter().map(publish).collect()
}
