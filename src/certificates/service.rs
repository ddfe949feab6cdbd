//! Use cases of certificates and receipts.

use std::collections::BTreeSet;

use muster_kernel::Instant;

use super::{
    letters,
    model::{Certificate, CertificateFormat, Outcome, ReceiptFile},
    store,
};
use crate::{
    app::App,
    audit::{self, By},
    db::{Conn, Tx},
    error::{Error, Result},
    formation::{self, RunId, service::RunDocuments},
    identity::{Examiner, Hat, Steward},
    jobs, notices,
    signing::Signed,
    spaces,
    stewards::{self, service::Matter},
};

/// Tries whether permuting spaces changes anything for a run, and keeps the outcome. Does nothing where that was done.
pub fn certify(app: &App, run: RunId) -> Result<()> {
    if app.db.read(|conn| store::certificate(conn, run))?.is_some() {
        return Ok(());
    }
    // Pools are taken while the transaction is open; the engine works after it was rolled back.
    let (rehearsal, before, after, permuted) = app.db.rehearse(|tx| {
        let rehearsal = formation::service::rehearse(tx, run)?;
        let before = rehearsal.pool(tx)?;
        let permuted = spaces::permute::at_random(tx, &run.to_string())?;
        let after = rehearsal.pool(tx)?;
        Ok((rehearsal, before, after, permuted))
    })?;
    let outcome = |pool| {
        let (pool_hash, result_hash) = rehearsal.outcome(pool)?;
        Ok::<_, Error>(Outcome { pool_hash, result_hash })
    };
    let (before, after) = jobs::giving_way(|| Ok::<_, Error>((outcome(&before)?, outcome(&after)?)))?;
    let (pool_hash, result_hash) = rehearsal.kept();
    let kept = Outcome { pool_hash, result_hash };
    let content = Certificate {
        format: CertificateFormat::One,
        run,
        as_in_run: before == kept,
        kept,
        at: app.now(),
        permuted,
        equal: before == after,
        before,
        after,
    };
    keep(app, content)
}

/// Keeps a certificate, and raises the alarm where anything was unequal.
fn keep(app: &App, content: Certificate) -> Result<()> {
    let signed = app.signer.sign(content);
    app.db.write(|tx| {
        let Certificate { run, equal, ref before, ref after, .. } = signed.content;
        if !store::insert(tx, &signed)? || equal {
            return Ok(());
        }
        audit::record(tx, By::Muster, "run.depends-on-spaces", run, &(before, after))?;
        notices::service::tell_all(tx, Hat::Admin, &letters::unequal(run))
    })
}

/// The certificate of a run, for its client once the brief is open no more, or any steward.
pub fn read(conn: &mut Conn, who: Examiner, run: RunId) -> Result<Signed<Certificate>> {
    if let Examiner::Client(client) = who {
        formation::service::check_open_to(conn, client, run)?;
    }
    store::certificate(conn, run)?.ok_or_else(|| Error::not_found("certificate of run", run))
}

/// The receipt of a run with its certificate, signed, for its client or a steward: the bytes of a file. That a steward
/// looked is in the audit log.
pub fn receipt(app: &App, who: Examiner, run: RunId) -> Result<String> {
    let read = |conn: &mut Conn| Ok((formation::service::full_receipt(conn, run)?, store::certificate(conn, run)?));
    let (run, certificate) = match who {
        Examiner::Client(client) => app.db.read(|conn| {
            formation::service::check_open_to(conn, client, run)?;
            read(conn)
        }),
        Examiner::Steward(steward) => app.db.write(|tx| {
            check_neutral(tx, steward, run)?;
            let found = read(tx)?;
            audit::record(tx, steward.into(), "run.read", run, &())?;
            Ok(found)
        }),
    }?;
    let signed = app.signer.sign(ReceiptFile { run, certificate });
    let mut file = serde_json::to_string(&signed).map_err(|cause| Error::internal("write a receipt", cause))?;
    file.push('\n');
    Ok(file)
}

/// How many certificates were made from `from` until before `until`, and how many of them say that spaces changed
/// something.
pub fn count(conn: &mut Conn, from: Instant, until: Instant) -> Result<(i64, i64)> {
    store::count(conn, from, until)
}

/// A run with its documents, for a steward who checks it. That they looked is in the audit log.
pub fn examine(app: &App, who: Steward, run: RunId) -> Result<RunDocuments> {
    app.db.write(|tx| {
        check_neutral(tx, who, run)?;
        let found = formation::service::documents(tx, run)?;
        audit::record(tx, who.into(), "run.read", run, &())?;
        Ok(found)
    })
}

/// Fine where a steward has nothing to do with whom a run concerns, and its brief is open no more.
fn check_neutral(tx: &mut Tx<'_>, who: Steward, run: RunId) -> Result<()> {
    let concerned = formation::service::concerned(tx, run)?;
    let matter = Matter {
        client: concerned.client,
        team: concerned.chosen.clone(),
        peers: concerned.eligible.clone(),
        spaces: BTreeSet::new(),
    };
    let today = tx.now().day();
    if !stewards::service::is_neutral(tx, who.person, matter, today)? {
        return Err(Error::not_found("run", run));
    }
    concerned.check_unsealed()
}
