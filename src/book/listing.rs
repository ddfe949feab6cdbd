//! The entries of the book as admins look for them.
//!
//! **Nobody is named.** An entry's lines are told by the kind of their accounts, and added up: who got which part of a release
//! is told to them alone. Words stand beside what was recorded by hand; those of other entries are a client's.

use std::collections::BTreeMap;

use muster_kernel::{Currency, Instant, Money};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Account, AccountKind, EntryId, Movement, rows::Stored, store};
use crate::{
    app::App,
    error::{Error, Result},
    http::{Page, PageQuery},
};

/// Which entries are looked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct EntryQuery {
    /// Why money moved; whyever where absent.
    pub kind: Option<Movement>,
    /// Which account they post to, instead of a kind: `bank`, `transit`, `tax`, `revenue:network`, `fund:mutual`,
    /// `exchange:<currency>` or `escrow:<engagement>`. What a member or a space is owed is told to themselves.
    pub account: Option<String>,
    /// The `next` of the page before; absent for the first page.
    pub after: Option<String>,
    /// How many items, 1 to 100; 50 where absent.
    pub limit: Option<i64>,
}

crate::words! {
    /// On which side of an account an amount stands.
    #[schema(as = PostingSide)]
    pub enum Side {
        /// It holds more money, or owes less.
        Debit = "debit",
        /// It holds less money, or owes more.
        Credit = "credit",
    }
}

/// What moved on all accounts of one kind together, in one currency.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EntryLine {
    /// What the accounts are for.
    pub account: AccountKind,
    /// On which side.
    pub side: Side,
    /// How much, above zero.
    pub amount: Money,
}

/// An entry of the book.
#[derive(Debug, Serialize, ToSchema)]
pub struct BookEntry {
    /// Which.
    pub id: EntryId,
    /// Why money moved.
    pub kind: Movement,
    /// What it is about: the id of a milestone or of a payout, or what the bank calls an exchange.
    pub subject: String,
    /// What was recorded, or why it was taken back, in words; absent where no hand wrote it.
    pub memo: Option<String>,
    /// What moved.
    pub lines: Vec<EntryLine>,
    /// The entry that it takes back, if it takes one back.
    pub reverses: Option<EntryId>,
    /// The entry that took it back, if it was taken back.
    pub reversed_by: Option<EntryId>,
    /// Whether it can be corrected by hand: an exchange that stands.
    pub correctable: bool,
    /// When it was posted.
    pub posted_at: Instant,
}

/// The entries that are looked for, the newest first.
pub(super) fn list(app: &App, query: EntryQuery) -> Result<Page<BookEntry>> {
    let EntryQuery { kind, account, after, limit } = query;
    let page = PageQuery { after, limit };
    let (limit, before) = (page.limit()?, page.cursor()?);
    let account = account.map(|named| account_of(&named)).transpose()?;
    app.db.read(|conn| {
        let found = match (kind, account) {
            (Some(kind), Some(_)) => {
                return Err(Error::field("kind", kind, "left out where an account is named: one of the two"));
            }
            (None, Some(account)) => store::newest_of_account(conn, account, before, limit + 1)?,
            (kind, None) => store::newest(conn, kind, before, limit + 1)?,
        };
        let Page { items, next } = Page::of(found, limit, |stored| stored.entry.id.clone());
        let ids: Vec<&str> = items.iter().map(|stored| stored.entry.id.as_str()).collect();
        let reversals = store::reversals_of(conn, &ids)?;
        let items = items.iter().map(|stored| told(stored, &reversals)).collect::<Result<_>>()?;
        Ok(Page { items, next })
    })
}

/// An account that is nobody's own.
fn account_of(named: &str) -> Result<Account> {
    let right = "bank, transit, tax, revenue:network, fund:mutual, exchange:<currency> or escrow:<engagement>";
    let account: Option<Account> = named.parse().ok();
    let is_own = |account: &Account| {
        matches!(account, Account::Member(_) | Account::Space(_) | Account::Client(_) | Account::Payer(_))
    };
    let open = account.filter(|account| !is_own(account));
    open.ok_or_else(|| Error::field("account", named, right))
}

fn told(stored: &Stored, reversals: &BTreeMap<String, String>) -> Result<BookEntry> {
    let row = &stored.entry;
    let kind: Movement = row.kind.parse().map_err(unreadable)?;
    let by_hand = matches!(kind, Movement::Exchange | Movement::Reversal);
    let reversed_by = reversals.get(&row.id).map(|by| by.parse::<EntryId>()).transpose().map_err(unreadable)?;
    Ok(BookEntry {
        id: stored.id()?,
        kind,
        subject: row.subject.clone(),
        memo: by_hand.then(|| row.memo.clone()),
        lines: lines(stored)?,
        reverses: row.reverses.as_ref().map(|wrong| wrong.parse::<EntryId>()).transpose().map_err(unreadable)?,
        reversed_by,
        correctable: kind == Movement::Exchange && reversed_by.is_none(),
        posted_at: row.posted_at,
    })
}

/// The lines of an entry, added up by kind of account and currency, in the order of both.
fn lines(stored: &Stored) -> Result<Vec<EntryLine>> {
    let mut sums: BTreeMap<(AccountKind, Currency), i64> = BTreeMap::new();
    for posting in &stored.postings {
        let account: Account = posting.account.parse().map_err(unreadable)?;
        let currency: Currency = posting.currency.parse().map_err(unreadable)?;
        let sum = sums.entry((account.kind(), currency)).or_default();
        *sum = sum.checked_add(posting.amount_minor).ok_or_else(|| unreadable("its lines have no sum"))?;
    }
    let line = |((account, currency), minor): ((AccountKind, Currency), i64)| {
        let side = if minor > 0 { Side::Debit } else { Side::Credit };
        EntryLine { account, side, amount: Money::new(minor.saturating_abs(), currency) }
    };
    Ok(sums.into_iter().filter(|(_, minor)| *minor != 0).map(line).collect())
}

fn unreadable(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::internal("read an entry of the book", cause)
}
