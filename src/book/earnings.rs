//! What a member earned.

use std::collections::BTreeSet;

use muster_kernel::{BasisPoints, Instant, Money};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Account, EntryId,
    lines::{self, EarnedRow, LineCursor},
    service,
};
use crate::{
    app::App,
    engagements::{self, EngagementId, SeatTitles},
    error::Result,
    http::{Page, PageQuery},
    identity::Member,
};

/// What a member earned.
#[derive(Serialize, ToSchema)]
pub struct Earnings {
    /// What the book holds for them, in each currency.
    pub balances: Vec<Money>,
    /// What it is made of, newest first.
    pub lines: Page<EarningsLine>,
}

/// A member's part of a seat's share of a release; below zero where one was taken back.
#[derive(Serialize, ToSchema)]
pub struct EarningsLine {
    /// The entry in the book.
    pub entry: EntryId,
    /// When it was posted.
    pub posted_at: Instant,
    /// What happened, in words.
    pub memo: String,
    /// Under which contract.
    pub engagement: EngagementId,
    /// In which seat.
    pub seat: String,
    /// What the seat is called.
    pub seat_title: String,
    /// The kind of work.
    pub category: String,
    /// What the seat was paid, before the split.
    pub base: Money,
    /// What the terms at award leave to the member.
    pub basis_points: BasisPoints,
    /// Their part.
    pub amount: Money,
}

/// What the book holds for a member, and what it is made of.
pub fn earnings(app: &App, who: Member, query: &PageQuery) -> Result<Earnings> {
    let limit = query.limit()?;
    let cursor = query.after.as_deref().map(LineCursor::read).transpose()?;
    app.db.read(|conn| {
        let balances = service::holds(conn, Account::Member(who.member))?;
        let found = lines::earned(conn, who.member, cursor, limit + 1)?;
        let page = Page::of(found, limit, |row| LineCursor::of(row).to_string());
        let contracts: BTreeSet<EngagementId> = page.items.iter().map(|row| row.engagement_id).collect();
        let titles = engagements::service::seat_titles(conn, &Vec::from_iter(contracts))?;
        Ok(Earnings { balances, lines: page.map(|row| line(row, &titles)) })
    })
}

fn line(row: EarnedRow, titles: &SeatTitles) -> EarningsLine {
    EarningsLine {
        entry: row.entry_id,
        posted_at: row.posted_at,
        memo: row.memo,
        engagement: row.engagement_id,
        seat_title: titles.of(row.engagement_id, &row.seat),
        seat: row.seat,
        category: row.category,
        base: Money::new(row.base_minor, row.currency),
        basis_points: row.basis_points,
        amount: Money::new(row.amount_minor, row.currency),
    }
}
