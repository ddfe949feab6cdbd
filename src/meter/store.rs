//! The rows of the meter.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use muster_kernel::{BasisPoints, Currency, Month};

use crate::{
    db::{BATCH, Conn, Tx, insert_all},
    engagements::EngagementId,
    error::Result,
    schema::{conflict_months, seat_reaches},
    spaces::SpaceId,
};

/// A seat within a space's reach.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = seat_reaches, treat_none_as_default_value = false)]
pub(super) struct ReachRow {
    pub(super) engagement_id: EngagementId,
    pub(super) seat: String,
    pub(super) space_id: SpaceId,
    pub(super) commission_bp: BasisPoints,
}

/// What a space missed in a month.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = conflict_months, treat_none_as_default_value = false)]
pub(super) struct MonthRow {
    pub(super) space_id: SpaceId,
    pub(super) month: Month,
    pub(super) currency: Currency,
    pub(super) missed_minor: i64,
    pub(super) seats: i32,
    pub(super) holders: i32,
}

pub(super) fn has_reach(conn: &mut Conn, engagement: EngagementId) -> Result<bool> {
    let own = seat_reaches::table.filter(seat_reaches::engagement_id.eq(engagement));
    Ok(own.count().get_result::<i64>(conn)? > 0)
}

pub(super) fn insert_reach(tx: &mut Tx<'_>, rows: &[ReachRow]) -> Result<()> {
    insert_all::<_, ReachRow>(tx, seat_reaches::table, rows)?;
    Ok(())
}

/// Within whose reach the seats of some engagements were, and at which commission.
pub(super) type Reach = BTreeMap<(EngagementId, String), Vec<(SpaceId, BasisPoints)>>;

/// Within whose reach the seats of those engagements were.
pub(super) fn reach(conn: &mut Conn, engagements: &BTreeSet<EngagementId>) -> Result<Reach> {
    let mut reach = Reach::new();
    let engagements: Vec<EngagementId> = engagements.iter().copied().collect();
    for some in engagements.chunks(BATCH) {
        let rows: Vec<ReachRow> = seat_reaches::table
            .filter(seat_reaches::engagement_id.eq_any(some))
            .order((seat_reaches::engagement_id, seat_reaches::seat, seat_reaches::space_id))
            .select(ReachRow::as_select())
            .load(conn)?;
        for row in rows {
            reach.entry((row.engagement_id, row.seat)).or_default().push((row.space_id, row.commission_bp));
        }
    }
    Ok(reach)
}

pub(super) fn insert_months(tx: &mut Tx<'_>, rows: &[MonthRow]) -> Result<()> {
    insert_all::<_, MonthRow>(tx, conflict_months::table, rows)?;
    Ok(())
}

/// What a space missed in a span of months.
pub(super) fn months(conn: &mut Conn, space: SpaceId, from: Month, to: Month) -> Result<Vec<MonthRow>> {
    Ok(conflict_months::table
        .filter(conflict_months::space_id.eq(space))
        .filter(conflict_months::month.between(from, to))
        .order((conflict_months::month, conflict_months::currency))
        .select(MonthRow::as_select())
        .load(conn)?)
}
