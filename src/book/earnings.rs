//! What the book holds for a member, and all that it is made of.

use std::collections::BTreeSet;

use muster_kernel::{BasisPoints, Instant, Money};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Account, EntryId, Movement, Payee,
    lines::{self, LineCursor, OwnPart, PostedRow},
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
    /// All that it is made of, newest first: in each currency, the lines add up to it.
    pub lines: Page<EarningsLine>,
}

/// Something that came to a member, or went from them.
#[derive(Serialize, ToSchema)]
pub struct EarningsLine {
    /// The entry in the book.
    pub entry: EntryId,
    /// When it was posted.
    pub posted_at: Instant,
    /// Why money moved.
    pub movement: Movement,
    /// What happened, in words.
    pub memo: String,
    /// The work that it was for; a payout is for none.
    pub work: Option<EarnedWork>,
    /// How much; below zero where it went.
    pub amount: Money,
}

/// A seat's share of a release, of which a member has a part.
#[derive(Serialize, ToSchema)]
pub struct EarnedWork {
    /// Under which contract.
    pub engagement: EngagementId,
    /// In which seat.
    pub seat: String,
    /// What the seat is called.
    pub seat_title: String,
    /// The category of work.
    pub category: String,
    /// What the seat was paid, before the split; below zero where it was taken back.
    pub base: Money,
    /// What the terms at award leave to the member.
    pub basis_points: BasisPoints,
}

/// What the book holds for a member, and what it is made of.
pub fn earnings(app: &App, who: Member, query: &PageQuery) -> Result<Earnings> {
    let limit = query.limit()?;
    let cursor = query.after.as_deref().map(LineCursor::read).transpose()?;
    let own = Account::Member(who.member);
    app.db.read(|conn| {
        let balances = service::holds(conn, own)?;
        let found = lines::posted(conn, own, cursor, limit + 1)?;
        let page = Page::of(found, limit, |row| LineCursor::of(row).to_string());
        let entries: Vec<EntryId> = page.items.iter().map(|row| row.entry_id).collect();
        let mut parts = lines::own_parts(conn, own, &entries)?;
        let contracts: BTreeSet<EngagementId> = parts.values().map(|part| part.engagement_id).collect();
        let titles = engagements::service::seat_titles(conn, &Vec::from_iter(contracts))?;
        let lines = page.map(|row| {
            let part = parts.remove(&row.place());
            line(row, part, &titles)
        });
        Ok(Earnings { balances, lines })
    })
}

fn line(row: PostedRow, part: Option<OwnPart>, titles: &SeatTitles) -> EarningsLine {
    let currency = row.currency;
    let memo = lines::memo(part.as_ref().map(|part| part.payee), row.memo);
    // Whoever brought a client gets a part of what others work at, and is told nothing of it.
    let work = part.filter(|part| part.payee == Payee::Member).map(|part| EarnedWork {
        engagement: part.engagement_id,
        seat_title: titles.of(part.engagement_id, &part.seat),
        seat: part.seat,
        category: part.category,
        base: Money::new(part.base_minor, currency),
        basis_points: part.basis_points,
    });
    EarningsLine {
        entry: row.entry_id,
        posted_at: row.posted_at,
        movement: row.movement,
        memo,
        work,
        amount: Money::new(row.amount_minor, currency).negated(),
    }
}
