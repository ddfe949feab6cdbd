//! The rows of files from the bank, of their parts, and of credits.

use diesel::prelude::*;
use muster_bank::matching::Heard;
use muster_kernel::{Currency, Day, Instant, Money};

use crate::{
    book::EntryId,
    db::{Conn, Portable, Tx, insert_all, total},
    error::{Error, Result},
    identity::PersonId,
    payouts::{BankFileId, BatchId, CreditId, PayoutId, model::Fate},
    schema::{bank_credits, bank_file_lines, bank_files},
};

/// A file without what it holds.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = bank_files)]
pub(super) struct FileRow {
    pub(super) id: BankFileId,
    pub(super) sha256: String,
    pub(super) size: i32,
    pub(super) lines: i32,
    pub(super) settled: i32,
    pub(super) rejected: i32,
    pub(super) returned: i32,
    pub(super) noted: i32,
    pub(super) mismatched: i32,
    pub(super) credits: i32,
    pub(super) unmatched: i32,
    pub(super) contradictions: String,
    pub(super) received_by: PersonId,
    pub(super) received_at: Instant,
}

/// A part of a file.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = bank_file_lines, treat_none_as_default_value = false)]
pub(super) struct LineRow {
    pub(super) bank_file_id: BankFileId,
    pub(super) position: i32,
    pub(super) batch_id: Option<BatchId>,
    pub(super) payout_id: Option<PayoutId>,
    pub(super) fate: Fate,
    pub(super) about: String,
    pub(super) words: String,
    pub(super) amount_minor: Option<i64>,
    pub(super) currency: Option<Currency>,
    pub(super) day: Option<Day>,
    pub(super) heard: String,
}

impl LineRow {
    /// How much it tells of.
    pub(super) fn amount(&self) -> Option<Money> {
        Some(Money::new(self.amount_minor?, self.currency?))
    }
}

/// Money that came in.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = bank_credits)]
pub(super) struct CreditRow {
    pub(super) id: CreditId,
    pub(super) bank_reference: String,
    pub(super) bank_file_id: BankFileId,
    pub(super) amount_minor: i64,
    pub(super) currency: Currency,
    pub(super) booked_on: Day,
    pub(super) reference_text: String,
    pub(super) debtor: Option<String>,
    pub(super) claimed_by: Option<String>,
    pub(super) heard_at: Instant,
    pub(super) note: Option<String>,
}

impl CreditRow {
    /// How much came in.
    pub(super) fn amount(&self) -> Money {
        Money::new(self.amount_minor, self.currency)
    }

    /// The entry of the book by which it was sent back, if it was.
    pub(super) fn sent_back(&self) -> Option<EntryId> {
        self.claimed_by.as_deref()?.parse().ok()
    }
}

/// The file with these bytes, if it was sent before.
pub(super) fn by_digest(conn: &mut Conn, sha256: &str) -> Result<Option<BankFileId>> {
    let same = bank_files::table.filter(bank_files::sha256.eq(sha256));
    Ok(same.select(bank_files::id).first(conn).optional()?)
}

pub(super) fn insert(tx: &mut Tx<'_>, row: &FileRow, content: &[u8], lines: &[LineRow]) -> Result<()> {
    diesel::insert_into(bank_files::table).values((row, bank_files::content.eq(content))).execute(&mut **tx)?;
    insert_all::<_, LineRow>(tx, bank_file_lines::table, lines)?;
    Ok(())
}

pub(super) fn file(conn: &mut Conn, id: BankFileId) -> Result<FileRow> {
    let found = bank_files::table.find(id).select(FileRow::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("bank file", id))
}

/// A file as it was sent.
pub(super) fn content(conn: &mut Conn, id: BankFileId) -> Result<Vec<u8>> {
    let found = bank_files::table.find(id).select(bank_files::content).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("bank file", id))
}

/// The files, the newest first, before `before`.
pub(super) fn files(conn: &mut Conn, before: Option<BankFileId>, limit: i64) -> Result<Vec<FileRow>> {
    let mut all = bank_files::table.into_boxed();
    if let Some(before) = before {
        all = all.filter(bank_files::id.lt(before));
    }
    Ok(all.order(bank_files::id.desc()).limit(limit).select(FileRow::as_select()).load(conn)?)
}

/// The parts of a file in their order, after the position `after`; of one fate, or of any.
pub(super) fn lines(
    conn: &mut Conn,
    file: BankFileId,
    fate: Option<Fate>,
    after: i32,
    limit: i64,
) -> Result<Vec<LineRow>> {
    let mut own = bank_file_lines::table
        .filter(bank_file_lines::bank_file_id.eq(file))
        .filter(bank_file_lines::position.gt(after))
        .into_boxed();
    if let Some(fate) = fate {
        own = own.filter(bank_file_lines::fate.eq(fate));
    }
    Ok(own.order(bank_file_lines::position).limit(limit).select(LineRow::as_select()).load(conn)?)
}

/// Everything that was heard of a batch so far.
pub(super) fn heard_of(conn: &mut Conn, batch: BatchId) -> Result<Vec<Heard>> {
    let own = bank_file_lines::table.filter(bank_file_lines::batch_id.eq(batch));
    let told: Vec<String> = own
        .order((bank_file_lines::bank_file_id, bank_file_lines::position))
        .select(bank_file_lines::heard)
        .load(conn)?;
    told.iter().map(|text| read(text)).collect()
}

fn read(text: &str) -> Result<Heard> {
    serde_json::from_str(text).map_err(|cause| Error::internal("read what a bank told", cause))
}

/// Keeps money that came in; answers whether this booking was not known.
pub(super) fn insert_credit(tx: &mut Tx<'_>, row: &CreditRow) -> Result<bool> {
    let statement = diesel::insert_into(bank_credits::table).values(row).on_conflict_do_nothing();
    Ok(Portable(statement).execute(&mut **tx)? == 1)
}

/// Notes what took money that came in, or refuses where something else took it.
pub(super) fn claim(tx: &mut Tx<'_>, id: CreditId, by: &str) -> Result<()> {
    decide(tx, id, Some(by), None)
}

/// Notes what else was done about money that came in, or refuses where something took it.
pub(super) fn close(tx: &mut Tx<'_>, id: CreditId, note: &str) -> Result<()> {
    decide(tx, id, None, Some(note))
}

/// Notes what was done about money that was sent back as that entry and that the bank refused, or refuses where it was
/// noted before.
pub(super) fn close_sent_back(tx: &mut Tx<'_>, id: CreditId, entry: EntryId, note: &str) -> Result<()> {
    let refused = bank_credits::table.find(id).filter(bank_credits::claimed_by.eq(entry.to_string()));
    let open = refused.filter(bank_credits::note.is_null());
    let closed = diesel::update(open).set(bank_credits::note.eq(note)).execute(&mut **tx)?;
    if closed == 1 { Ok(()) } else { Err(taken()) }
}

fn decide(tx: &mut Tx<'_>, id: CreditId, claimed_by: Option<&str>, note: Option<&str>) -> Result<()> {
    let credit = bank_credits::table.find(id);
    let free = credit.filter(bank_credits::claimed_by.is_null()).filter(bank_credits::note.is_null());
    let decision = (bank_credits::claimed_by.eq(claimed_by), bank_credits::note.eq(note));
    if diesel::update(free).set(decision).execute(&mut **tx)? == 1 { Ok(()) } else { Err(taken()) }
}

/// Something took the money already.
pub(super) fn taken() -> Error {
    let sentence = "This money was claimed, sent back or closed already; read the list again. Money is used once.";
    Error::conflict("credit-claimed", sentence)
}

pub(super) fn credit(conn: &mut Conn, id: CreditId) -> Result<CreditRow> {
    let found = bank_credits::table.find(id).select(CreditRow::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("credit", id))
}

/// Money that came in under a reference, if any did.
pub(super) fn credit_by(conn: &mut Conn, bank_reference: &str) -> Result<Option<CreditRow>> {
    let same = bank_credits::table.filter(bank_credits::bank_reference.eq(bank_reference));
    Ok(same.select(CreditRow::as_select()).first(conn).optional()?)
}

/// The first money of just that amount that nobody has claimed or closed, if there is any.
pub(super) fn unclaimed_of(conn: &mut Conn, amount: Money) -> Result<Option<CreditRow>> {
    let free = bank_credits::table.filter(bank_credits::claimed_by.is_null()).filter(bank_credits::note.is_null());
    let same =
        free.filter(bank_credits::amount_minor.eq(amount.minor())).filter(bank_credits::currency.eq(amount.currency()));
    Ok(same.order(bank_credits::id).select(CreditRow::as_select()).first(conn).optional()?)
}

/// What was told of bookings of that amount on that day and is about no payout, in whichever file; `most` of it.
pub(super) fn told_like(conn: &mut Conn, credit: &CreditRow, most: i64) -> Result<Vec<Heard>> {
    let like = bank_file_lines::table
        .filter(bank_file_lines::amount_minor.eq(credit.amount_minor))
        .filter(bank_file_lines::currency.eq(credit.currency))
        .filter(bank_file_lines::day.eq(credit.booked_on))
        .filter(bank_file_lines::batch_id.is_null())
        .filter(bank_file_lines::fate.eq_any([Fate::Credit, Fate::Noted]));
    let told: Vec<String> = like
        .order((bank_file_lines::bank_file_id, bank_file_lines::position))
        .limit(most)
        .select(bank_file_lines::heard)
        .load(conn)?;
    told.iter().map(|text| read(text)).collect()
}

/// What is unclaimed in a currency: how many, how much, and since when the first of it is known.
pub(super) type UnclaimedRow = (Currency, i64, Option<i64>, Option<Instant>);

/// What nobody has claimed or closed, by currency.
pub(super) fn unclaimed(conn: &mut Conn) -> Result<Vec<UnclaimedRow>> {
    let free = bank_credits::table.filter(bank_credits::claimed_by.is_null()).filter(bank_credits::note.is_null());
    let sums = (
        bank_credits::currency,
        diesel::dsl::count_star(),
        total(bank_credits::amount_minor),
        diesel::dsl::min(bank_credits::heard_at),
    );
    Ok(free.group_by(bank_credits::currency).order(bank_credits::currency).select(sums).load(conn)?)
}

/// Which credits are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// All of them.
    All,
    /// Those that nobody has claimed or closed.
    Unclaimed,
}

/// Money that came in, the newest first, before `before`.
pub(super) fn credits(conn: &mut Conn, which: Which, before: Option<CreditId>, limit: i64) -> Result<Vec<CreditRow>> {
    let mut all = bank_credits::table.into_boxed();
    if let Some(before) = before {
        all = all.filter(bank_credits::id.lt(before));
    }
    if which == Which::Unclaimed {
        all = all.filter(bank_credits::claimed_by.is_null()).filter(bank_credits::note.is_null());
    }
    Ok(all.order(bank_credits::id.desc()).limit(limit).select(CreditRow::as_select()).load(conn)?)
}
