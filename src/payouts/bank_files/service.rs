//! Taking a file from the bank in.

use std::collections::{BTreeMap, BTreeSet};

use muster_bank::matching::{About, Heard, hear};
use muster_kernel::Money;
use serde_json::json;

use super::{
    credits::{Credited, Credits},
    fates::{self, Told},
    matching::{self, Batch},
    store::{self, CreditRow, FileRow, LineRow},
    views::{self, BankFileInFull, LinesQuery},
};
use crate::{
    app::App,
    audit,
    db::{Conn, Tx},
    error::{Error, Result},
    hash,
    identity::Admin,
    payouts::{
        BankFileId, BatchId, letters,
        model::Fate,
        store::{self as payouts, PayoutRow},
    },
};

/// Takes a file in, and lets happen what follows from it, in one transaction. A file that was sent before is answered as it
/// was then, and moves nothing.
pub fn receive(app: &App, who: Admin, bytes: &[u8]) -> Result<BankFileInFull> {
    let sha256 = hash::sha256(bytes);
    let known = app.db.read(|conn| store::by_digest(conn, &sha256))?;
    let id = match known {
        Some(id) => id,
        None => {
            let heard = read(bytes)?;
            let kept = app.db.write(|tx| match store::by_digest(tx, &sha256)? {
                Some(id) => Ok(id),
                None => take_in(app, tx, who, (&sha256, bytes), &heard),
            });
            match kept {
                // Somebody sent the same file at the same moment.
                Err(error) if error.is_taken() => app.db.read(|conn| store::by_digest(conn, &sha256))?.ok_or(error)?,
                kept => kept?,
            }
        }
    };
    app.db.read(|conn| views::in_full(conn, id, &LinesQuery::default()))
}

fn read(bytes: &[u8]) -> Result<Vec<Heard>> {
    hear(bytes).map_err(|cause| {
        let sentence =
            format!("This is no file that Muster reads: {cause}. Send pain.002, camt.052, camt.053 or camt.054.");
        Error::Malformed(sentence)
    })
}

fn take_in(
    app: &App,
    tx: &mut Tx<'_>,
    who: Admin,
    (sha256, bytes): (&str, &[u8]),
    heard: &[Heard],
) -> Result<BankFileId> {
    let id: BankFileId = tx.id();
    let mut batches = batches(tx, heard)?;
    let mut contradictions = Vec::new();
    for batch in batches.known.values_mut() {
        contradictions.extend(batch.apply(tx, who.into(), id)?);
    }
    let mut ours = payouts::debtor_accounts(tx)?;
    ours.extend(app.bank.as_ref().map(|bank| bank.iban.as_str().to_owned()));
    let mut credits = Credits::default();
    let mut lines = Vec::with_capacity(heard.len());
    for ((position, part), batch) in (0..).zip(heard).zip(&batches.of_parts) {
        let batch = batch.and_then(|id| batches.known.get_mut(&id));
        lines.push(line(tx, (id, position), part, batch, &ours, &mut credits)?);
    }
    let row = summary(tx, id, who, (sha256, bytes.len()), &lines, &contradictions)?;
    store::insert(tx, &row, bytes, &lines)?;
    let received = json!({
        "sha256": sha256, "lines": row.lines, "settled": row.settled, "rejected": row.rejected,
        "returned": row.returned, "mismatched": row.mismatched, "credits": row.credits, "unmatched": row.unmatched,
    });
    audit::record_change(tx, who.into(), "bank-file.received", id, &(), &received)?;
    letters::cannot_be(tx, id, &contradictions)?;
    Ok(id)
}

/// The batches that a file tells of.
struct Batches {
    known: BTreeMap<BatchId, Batch>,
    /// Of each part, which.
    of_parts: Vec<Option<BatchId>>,
}

fn batches(tx: &mut Tx<'_>, heard: &[Heard]) -> Result<Batches> {
    let messages: BTreeSet<String> = heard.iter().filter_map(message_of).map(str::to_owned).collect();
    let by_message = payouts::batches_by_message(tx, &messages)?;
    let ids: BTreeSet<String> = heard.iter().filter_map(matching::payment_of).map(str::to_owned).collect();
    let by_payment = payouts::by_end_to_end(tx, &ids)?;
    let batch_of = |part: &Heard| match message_of(part) {
        Some(message) => by_message.get(message).copied(),
        None => by_payment.get(matching::payment_of(part)?).map(|row: &PayoutRow| row.batch_id),
    };
    let of_parts: Vec<Option<BatchId>> = heard.iter().map(batch_of).collect();
    let mut parts: BTreeMap<BatchId, Vec<Heard>> = BTreeMap::new();
    for (part, batch) in heard.iter().zip(&of_parts) {
        if let Some(batch) = batch {
            parts.entry(*batch).or_default().push(part.clone());
        }
    }
    let mut known = BTreeMap::new();
    for (id, parts) in parts {
        known.insert(id, Batch::read(tx, id, parts)?);
    }
    Ok(Batches { known, of_parts })
}

/// The name of the file of ours that a part is about; nothing where it names a payment and no file.
fn message_of(part: &Heard) -> Option<&str> {
    match part {
        Heard::Verdict { message, .. } => Some(message),
        Heard::Movement(movement) => match &movement.about {
            About::Message(message) => Some(message),
            // A block has the name of its file and a number.
            About::Block(block) => Some(block.rsplit_once('-').map_or(block.as_str(), |(message, _)| message)),
            About::Payment(_) | About::Unnamed => None,
        },
    }
}

/// What a part did, as a row.
fn line(
    tx: &mut Tx<'_>,
    (file, position): (BankFileId, i32),
    part: &Heard,
    batch: Option<&mut Batch>,
    ours: &BTreeSet<String>,
    credits: &mut Credits,
) -> Result<LineRow> {
    let batch_id = batch.as_ref().map(|batch| batch.id());
    let Told { mut fate, words, payout } = match (batch, part) {
        (Some(batch), part) => fates::of_payouts(batch, part),
        (None, Heard::Movement(movement)) => fates::of_other(movement, ours),
        (None, Heard::Verdict { message, .. }) => fates::of_stranger(message),
    };
    let (amount, day) = match part {
        Heard::Movement(movement) => (Some(movement.amount), movement.booked),
        Heard::Verdict { verdict, .. } => (verdict.amount, None),
    };
    if let (Fate::Credit, Heard::Movement(movement)) = (fate, part)
        && credits.keep(tx, file, movement)? == Credited::Known
    {
        fate = Fate::Noted;
    }
    let heard = serde_json::to_string(part).map_err(|cause| Error::internal("keep what a bank told", cause))?;
    Ok(LineRow {
        bank_file_id: file,
        position,
        batch_id,
        payout_id: payout,
        fate,
        about: fates::about(part),
        words,
        amount_minor: amount.map(|amount| amount.minor()),
        currency: amount.map(|amount| amount.currency()),
        day,
        heard,
    })
}

fn summary(
    tx: &Tx<'_>,
    id: BankFileId,
    who: Admin,
    (sha256, size): (&str, usize),
    lines: &[LineRow],
    contradictions: &[String],
) -> Result<FileRow> {
    let number = |many: usize| i32::try_from(many).map_err(|cause| Error::internal("count a file's parts", cause));
    let count = |fate: Fate| number(lines.iter().filter(|line| line.fate == fate).count());
    Ok(FileRow {
        id,
        sha256: sha256.to_owned(),
        size: number(size)?,
        lines: number(lines.len())?,
        settled: count(Fate::Settled)?,
        rejected: count(Fate::Rejected)?,
        returned: count(Fate::Returned)?,
        noted: count(Fate::Noted)?,
        mismatched: count(Fate::Mismatched)?,
        credits: count(Fate::Credit)?,
        unmatched: count(Fate::Unmatched)?,
        contradictions: serde_json::to_string(contradictions)
            .map_err(|cause| Error::internal("keep what cannot be", cause))?,
        received_by: who.person,
        received_at: tx.now(),
    })
}

/// Money that came in under a reference is used for a funding by hand. Whoever has it already keeps it, and another amount is
/// another booking. What came without a file of the bank is not known here; where money of just that amount is unclaimed,
/// though, it most likely is that, under a reference that nobody types, and used without it it could be sent back as well.
pub fn use_by_hand(tx: &mut Tx<'_>, bank_reference: &str, amount: Money, by: impl ToString) -> Result<()> {
    let Some(credit) = store::credit_by(tx, bank_reference)? else {
        return match store::unclaimed_of(tx, amount)? {
            Some(unclaimed) => Err(unclaimed_like(&unclaimed)),
            None => Ok(()),
        };
    };
    if credit.amount() != amount {
        let sentence = format!("{} came in under {bank_reference:?}, and this asks for {amount}.", credit.amount());
        return Err(Error::conflict("wrong-amount", sentence));
    }
    store::claim(tx, credit.id, &by.to_string())
}

fn unclaimed_like(credit: &CreditRow) -> Error {
    let sentence = format!(
        "{} came in under {:?}, and nobody has claimed it. Post with that reference, where this is the money that you mean; \
         where it is not, send that back or close it first.",
        credit.amount(),
        credit.bank_reference
    );
    Error::conflict("credit-unclaimed", sentence)
}

/// A file as it was sent.
pub fn content(conn: &mut Conn, id: BankFileId) -> Result<Vec<u8>> {
    store::content(conn, id)
}
