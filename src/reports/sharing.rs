//! Lines that a member shows to their space, from the moment they say so, and no longer than they want.
//!
//! What came before stays in sums: others are hidden by it. What is posted while lines are shown hides nobody, so that
//! subtracting the shown lines from a sum leaves three at least ([`atoms`](super::atoms)).

use std::collections::{BTreeMap, BTreeSet};

use muster_kernel::{Day, Instant, Money};
use serde::Serialize;
use utoipa::ToSchema;

use super::store::{self, ShareRow};
use crate::{
    app::App,
    audit,
    book::{self, service::CommissionLine},
    error::{Error, Result},
    http::{Page, PageQuery},
    identity::{Member, MemberId, Operator},
    members,
    spaces::{self, SpaceId},
};

/// Whether a member shows their own lines to their space.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LineSharing)]
pub struct Sharing {
    /// The space that sees them; absent where nobody does.
    pub space: Option<SpaceId>,
    /// From when on what is posted is seen.
    pub since: Option<Instant>,
}

impl Sharing {
    fn of(row: Option<&ShareRow>) -> Self {
        Self { space: row.map(|row| row.space_id), since: row.map(|row| row.from_at) }
    }
}

/// A line that a member shows: what their space was paid for their work.
#[derive(Debug, Serialize, ToSchema)]
pub struct SharedLine {
    /// The member's name.
    pub name: String,
    /// When it was posted.
    pub day: Day,
    /// The category of work.
    pub category: String,
    /// What the space was paid; below zero where it was taken back.
    pub amount: Money,
}

/// Whether a member shows their lines.
pub fn read(app: &App, who: Member) -> Result<Sharing> {
    app.db.read(|conn| Ok(Sharing::of(store::share_of(conn, who.member)?.as_ref())))
}

/// A member shows their lines to the space to which they belong today, from now on. Where they do already, nothing changes.
pub fn begin(app: &App, who: Member) -> Result<Sharing> {
    app.db.write(|tx| {
        let today = tx.now().day();
        let home = spaces::service::home(tx, who.member, today)?;
        let space = home.ok_or_else(|| {
            Error::conflict("no-home-space", "You belong to no space today, so there is nobody to show your lines to.")
        })?;
        let before = store::share_of(tx, who.member)?;
        if before.as_ref().is_some_and(|before| before.space_id == space) {
            return Ok(Sharing::of(before.as_ref()));
        }
        if let Some(before) = before {
            store::end_share(tx, before.id)?;
        }
        let row = ShareRow { id: tx.id(), member_id: who.member, from_at: tx.now(), space_id: space, until_at: None };
        store::begin_share(tx, &row)?;
        audit::record(tx, who.into(), "member.shows-lines", who.member, &space)?;
        Ok(Sharing::of(Some(&row)))
    })
}

/// A member shows their lines no more; from that moment on nobody sees them. Where they do not, that is fine.
pub fn end(app: &App, who: Member) -> Result<()> {
    app.db.write(|tx| {
        let Some(row) = store::share_of(tx, who.member)? else { return Ok(()) };
        if store::end_share(tx, row.id)? {
            audit::record(tx, who.into(), "member.hides-lines", who.member, &row.space_id)?;
        }
        Ok(())
    })
}

/// What members show to a space, for its operators, the newest first: lines of those who show them now, posted since they do
/// and while they belonged to the space. A page may hold fewer lines than it could.
pub fn lines(app: &App, who: Operator, space: SpaceId, query: &PageQuery) -> Result<Page<SharedLine>> {
    app.db.snapshot(|conn| {
        spaces::service::check_run_by(conn, who, space)?;
        let sharers: BTreeMap<MemberId, Instant> = store::sharers(conn, space)?.into_iter().collect();
        let members: BTreeSet<MemberId> = sharers.keys().copied().collect();
        let found = book::service::commission_of(conn, space, &members, query)?;
        let page = Page::of(found, query.limit()?, CommissionLine::cursor);
        let mut shown = Vec::with_capacity(page.items.len());
        for line in page.items {
            let is_shown = sharers.get(&line.member).is_some_and(|since| *since <= line.posted_at);
            if is_shown && spaces::service::home(conn, line.member, line.posted_at.day())? == Some(space) {
                shown.push(line);
            }
        }
        let names = members::service::names(conn, shown.iter().map(|line| line.member))?;
        let told = |line: CommissionLine| SharedLine {
            name: names[&line.member].clone(),
            day: line.posted_at.day(),
            category: line.category,
            amount: Money::new(line.amount_minor, line.currency),
        };
        Ok(Page { items: shown.into_iter().map(told).collect(), next: page.next })
    })
}
