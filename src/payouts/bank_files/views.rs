//! What admins see of files from the bank.

use std::collections::BTreeMap;

use muster_kernel::{Day, Instant, Money};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::store::{self, CreditRow, FileRow, LineRow, UnclaimedRow, Which};
use crate::{
    book::Account,
    db::Conn,
    error::{Error, Result},
    http::{Page, PageQuery},
    payouts::{
        BankFileId, BatchId, CreditId, PayoutId,
        details_store::{self, FaultRow},
        model::Fate,
    },
};

/// So many sentences are told at once of what cannot be.
const MOST_TOLD: usize = 100;

/// A file from the bank, and how many of its parts did what.
#[derive(Debug, Serialize, ToSchema)]
pub struct BankFile {
    /// Which file.
    pub id: BankFileId,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// How many bytes it has.
    pub size: i32,
    /// How many parts it has.
    pub lines: i32,
    /// How many settled payouts.
    pub settled: i32,
    /// How many rejected payouts.
    pub rejected: i32,
    /// How many brought payouts back.
    pub returned: i32,
    /// How many said nothing new.
    pub noted: i32,
    /// How many tell another amount than was sent.
    pub mismatched: i32,
    /// How many are money from others.
    pub credits: i32,
    /// Of how many nothing is known here.
    pub unmatched: i32,
    /// What cannot be and was told first by this file; at most a hundred sentences.
    pub contradictions: Vec<String>,
    /// When it was handed in.
    pub received_at: Instant,
}

/// A part of a file, and what it did.
#[derive(Debug, Serialize, ToSchema)]
pub struct BankFileLine {
    /// Its place in the file, from 0.
    pub position: i32,
    /// What it did.
    pub fate: Fate,
    /// What it is about: an end-to-end id, a block or a file of ours, or what the payer wrote.
    pub about: String,
    /// What it did, in words.
    pub words: String,
    /// How much came in; below zero: went out.
    pub amount: Option<Money>,
    /// On which day it was booked.
    pub day: Option<Day>,
    /// The batch that it is about.
    pub batch: Option<BatchId>,
    /// The payout that it is about.
    pub payout: Option<PayoutId>,
}

/// A file from the bank with its parts.
#[derive(Debug, Serialize, ToSchema)]
pub struct BankFileInFull {
    /// The file.
    pub file: BankFile,
    /// Its parts, in order.
    pub lines: Page<BankFileLine>,
}

/// Money that came in from others.
#[derive(Debug, Serialize, ToSchema)]
pub struct BankCredit {
    /// Which.
    pub id: CreditId,
    /// How much.
    pub amount: Money,
    /// On which day it was booked.
    pub booked_on: Day,
    /// What the payer said that it is for.
    pub reference_text: String,
    /// Who paid, as the bank tells it.
    pub debtor: Option<String>,
    /// What names the booking for all times.
    pub bank_reference: String,
    /// The file that told it first.
    pub file: BankFileId,
    /// What took it, such as a funding, or the entry of the book by which it was sent back; nothing as long as nobody has
    /// claimed it.
    pub claimed_by: Option<String>,
    /// What was done about it, where an admin closed it.
    pub note: Option<String>,
    /// Why it cannot go back to the account that it came from, where it was sent back and the bank refused that.
    pub refused: Option<String>,
}

/// Money in a currency that nobody has claimed or closed.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnclaimedCredits {
    /// How much all of it is.
    pub sum: Money,
    /// How many bookings.
    pub credits: i64,
    /// Since when the first of them is known.
    pub since: Instant,
}

/// Which parts of a file are asked for, and which page of them.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LinesQuery {
    /// Only those that did this.
    #[param(inline)]
    pub fate: Option<Fate>,
    /// The `next` of the page before; absent for the first page.
    pub after: Option<String>,
    /// How many items, 1 to 100; 50 where absent.
    pub limit: Option<i64>,
}

/// Which credits are asked for, and which page of them.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CreditsQuery {
    /// Only those that nobody has claimed or closed.
    pub unclaimed: Option<bool>,
    /// The `next` of the page before; absent for the first page.
    pub after: Option<String>,
    /// How many items, 1 to 100; 50 where absent.
    pub limit: Option<i64>,
}

impl BankFile {
    fn of(row: FileRow) -> Result<Self> {
        let mut contradictions: Vec<String> = serde_json::from_str(&row.contradictions)
            .map_err(|cause| Error::internal("read what a bank's file told", cause))?;
        contradictions.truncate(MOST_TOLD);
        Ok(Self {
            id: row.id,
            sha256: row.sha256,
            size: row.size,
            lines: row.lines,
            settled: row.settled,
            rejected: row.rejected,
            returned: row.returned,
            noted: row.noted,
            mismatched: row.mismatched,
            credits: row.credits,
            unmatched: row.unmatched,
            contradictions,
            received_at: row.received_at,
        })
    }
}

impl From<LineRow> for BankFileLine {
    fn from(row: LineRow) -> Self {
        let amount = row.amount();
        let LineRow { position, fate, about, words, day, batch_id: batch, payout_id: payout, .. } = row;
        Self { position, fate, about, words, amount, day, batch, payout }
    }
}

impl BankCredit {
    /// Money that came in, as it stands now.
    pub(super) fn of(conn: &mut Conn, id: CreditId) -> Result<Self> {
        let row = store::credit(conn, id)?;
        let mut refused = refused(conn, std::slice::from_ref(&row))?;
        Ok(Self::told(row, &mut refused))
    }

    fn told(row: CreditRow, refused: &mut BTreeMap<String, FaultRow>) -> Self {
        Self {
            id: row.id,
            amount: row.amount(),
            booked_on: row.booked_on,
            reference_text: row.reference_text,
            debtor: row.debtor,
            bank_reference: row.bank_reference,
            file: row.bank_file_id,
            claimed_by: row.claimed_by,
            note: row.note,
            refused: refused.remove(&Account::Payer(row.id).to_string()).map(|fault| fault.reason),
        }
    }
}

/// What the bank said of the accounts to which some of that money was sent back and could not go, by account of the book.
fn refused(conn: &mut Conn, rows: &[CreditRow]) -> Result<BTreeMap<String, FaultRow>> {
    let sent_back = rows.iter().filter(|row| row.sent_back().is_some());
    let accounts: Vec<String> = sent_back.map(|row| Account::Payer(row.id).to_string()).collect();
    details_store::faults_of(conn, &accounts)
}

/// The files, the newest first.
pub fn files(conn: &mut Conn, query: &PageQuery) -> Result<Page<BankFile>> {
    let (limit, before) = (query.limit()?, query.cursor()?);
    let page = Page::of(store::files(conn, before, limit + 1)?, limit, |row| row.id.to_string());
    let items = page.items.into_iter().map(BankFile::of).collect::<Result<_>>()?;
    Ok(Page { items, next: page.next })
}

/// A file with its parts.
pub fn in_full(conn: &mut Conn, id: BankFileId, query: &LinesQuery) -> Result<BankFileInFull> {
    let page = PageQuery { after: query.after.clone(), limit: query.limit };
    let limit = page.limit()?;
    let after = page.after.as_deref().map(str::parse::<i32>).transpose();
    let after = after.map_err(|_| Error::field("after", &page.after, "the `next` of the page before"))?;
    let file = BankFile::of(store::file(conn, id)?)?;
    let found = store::lines(conn, id, query.fate, after.unwrap_or(-1), limit + 1)?;
    let lines = Page::of(found, limit, |row| row.position.to_string()).map(BankFileLine::from);
    Ok(BankFileInFull { file, lines })
}

/// Money that came in, the newest first.
pub fn credits(conn: &mut Conn, query: &CreditsQuery) -> Result<Page<BankCredit>> {
    let page = PageQuery { after: query.after.clone(), limit: query.limit };
    let (limit, before) = (page.limit()?, page.cursor()?);
    let which = if query.unclaimed == Some(true) { Which::Unclaimed } else { Which::All };
    let found = store::credits(conn, which, before, limit + 1)?;
    let page = Page::of(found, limit, |row| row.id.to_string());
    let mut refused = refused(conn, &page.items)?;
    Ok(page.map(|row| BankCredit::told(row, &mut refused)))
}

/// What nobody has claimed or closed, by currency; nothing where there is none.
pub fn unclaimed(conn: &mut Conn) -> Result<Vec<UnclaimedCredits>> {
    let told = |(currency, credits, minor, since): UnclaimedRow| {
        let sum = Money::new(minor?, currency);
        Some(UnclaimedCredits { sum, credits, since: since? })
    };
    Ok(store::unclaimed(conn)?.into_iter().filter_map(told).collect())
}
