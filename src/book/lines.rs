//! Reading split lines: a member's own, and a space's sums.

use std::fmt;

use diesel::prelude::*;
use muster_kernel::{BasisPoints, Currency, Instant, Month};

use super::{EntryId, Payee};
use crate::{
    db::Conn,
    engagements::EngagementId,
    error::{Error, Result},
    identity::MemberId,
    places::PlaceId,
    schema::{commission_totals, entries, split_lines},
    spaces::SpaceId,
};

/// A member's part of a release.
#[derive(Queryable, Selectable)]
#[diesel(table_name = split_lines)]
pub(super) struct EarnedRow {
    pub(super) entry_id: EntryId,
    line: i32,
    pub(super) engagement_id: EngagementId,
    pub(super) seat: String,
    pub(super) category: String,
    pub(super) basis_points: BasisPoints,
    pub(super) base_minor: i64,
    pub(super) amount_minor: i64,
    pub(super) currency: Currency,
    #[diesel(select_expression = entries::posted_at)]
    pub(super) posted_at: Instant,
    #[diesel(select_expression = entries::memo)]
    pub(super) memo: String,
}

/// Where a page of lines ended: an entry and the number of its line, told as `entry_…:3`.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineCursor {
    entry: EntryId,
    line: i32,
}

impl LineCursor {
    /// The cursor of a row.
    pub(super) fn of(row: &EarnedRow) -> Self {
        Self { entry: row.entry_id, line: row.line }
    }

    /// Reads a cursor back, or says what one looks like.
    pub(super) fn read(text: &str) -> Result<Self> {
        let parts = text.split_once(':').and_then(|(entry, line)| Some((entry.parse().ok()?, line.parse().ok()?)));
        let (entry, line) = parts.ok_or_else(|| Error::field("after", text, "the `next` of the page before"))?;
        Ok(Self { entry, line })
    }
}

impl fmt::Display for LineCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.entry, self.line)
    }
}

/// What a member was given by releases, newest first, from after `cursor` on.
pub(super) fn earned(
    conn: &mut Conn,
    member: MemberId,
    cursor: Option<LineCursor>,
    limit: i64,
) -> Result<Vec<EarnedRow>> {
    let mut own = split_lines::table
        .inner_join(entries::table.on(entries::id.eq(split_lines::entry_id)))
        .filter(split_lines::member_id.eq(member))
        .filter(split_lines::payee.eq(Payee::Member))
        .into_boxed();
    if let Some(LineCursor { entry, line }) = cursor {
        let later_line = split_lines::entry_id.eq(entry).and(split_lines::line.gt(line));
        own = own.filter(split_lines::entry_id.lt(entry).or(later_line));
    }
    let newest_first = (split_lines::entry_id.desc(), split_lines::line);
    Ok(own.order(newest_first).limit(limit).select(EarnedRow::as_select()).load(conn)?)
}

/// The sum that one member's work of one kind at one place in one month gave a space.
#[derive(Clone, Debug)]
pub struct CommissionCell {
    /// When it was released.
    pub month: Month,
    /// Whose work.
    pub member: MemberId,
    /// The kind of work.
    pub category: String,
    /// Where it was done, where it had a place.
    pub work_place: Option<PlaceId>,
    /// In which currency.
    pub currency: Currency,
    /// How much, in minor units.
    pub amount_minor: i64,
}

pub(super) fn commission(conn: &mut Conn, space: SpaceId, from: Month, to: Month) -> Result<Vec<CommissionCell>> {
    let kept: Vec<(Month, MemberId, String, String, Currency, i64)> = commission_totals::table
        .filter(commission_totals::space_id.eq(space))
        .filter(commission_totals::month.between(from, to))
        .select((
            commission_totals::month,
            commission_totals::member_id,
            commission_totals::category,
            commission_totals::work_place,
            commission_totals::currency,
            commission_totals::amount_minor,
        ))
        .load(conn)?;
    let cell = |(month, member, category, place, currency, amount_minor): (_, _, _, String, _, _)| {
        let named = |_| Error::internal("read a commission", format!("{place:?} is no place"));
        let work_place = if place.is_empty() { None } else { Some(place.parse().map_err(named)?) };
        Ok(CommissionCell { month, member, category, work_place, currency, amount_minor })
    };
    kept.into_iter().map(cell).collect()
}
