//! Disputes with what is held of their milestones, read at once for a page of them, and which of them a steward may see.

use muster_kernel::Day;

use super::{
    DisputeId, lots,
    store::{self, DisputeRow},
};
use crate::{
    db::Conn,
    engagements::{
        MilestoneId,
        held::{self, Held},
    },
    error::Result,
    identity::Steward,
    stewards::{self, service::Matter},
};

/// A dispute, and what is held of its milestone.
pub(super) struct Case {
    pub(super) row: DisputeRow,
    pub(super) held: Held,
}

impl Case {
    pub(super) fn read(conn: &mut Conn, row: DisputeRow) -> Result<Self> {
        Ok(Self { held: held::of(conn, row.milestone_id)?, row })
    }

    /// Many disputes, in their order.
    pub(super) fn read_all(conn: &mut Conn, rows: Vec<DisputeRow>) -> Result<Vec<Self>> {
        let milestones: Vec<MilestoneId> = rows.iter().map(|row| row.milestone_id).collect();
        let held = held::of_all(conn, &milestones)?;
        Ok(rows.into_iter().zip(held).map(|(row, held)| Self { row, held }).collect())
    }
}

/// Those of `cases` in which a steward is neutral.
pub(super) fn neutral_to(conn: &mut Conn, who: Steward, cases: Vec<Case>, today: Day) -> Result<Vec<Case>> {
    let ids: Vec<DisputeId> = cases.iter().map(|case| case.row.id).collect();
    let mut teams = store::teams(conn, &ids)?;
    let matter = |Case { row, held }: &Case| lots::matter(row, teams.remove(&row.id).unwrap_or_default(), held);
    let matters: Vec<Matter> = cases.iter().map(matter).collect();
    let neutral = stewards::service::is_neutral_in(conn, who.person, &matters, today)?;
    Ok(cases.into_iter().zip(neutral).filter(|(_, is_neutral)| *is_neutral).map(|(case, _)| case).collect())
}
