//! The rows of finders.

use diesel::prelude::*;
use muster_kernel::{Day, Instant};

use super::super::{FinderId, SpaceId};
use crate::{
    book::Finder,
    db::{Conn, Tx},
    error::Result,
    identity::{ClientId, MemberId},
    schema::finders,
};

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = finders, treat_none_as_default_value = false)]
pub(super) struct FinderRow {
    id: FinderId,
    client_id: ClientId,
    pub(super) member_id: Option<MemberId>,
    pub(super) space_id: Option<SpaceId>,
    pub(super) from_day: Day,
    said_at: Instant,
}

impl FinderRow {
    /// Who brought a client, from a day on.
    pub(super) fn new(tx: &Tx<'_>, client_id: ClientId, finder: Option<Finder>, from_day: Day) -> Self {
        let (member_id, space_id) = match finder {
            Some(Finder::Member(member)) => (Some(member), None),
            Some(Finder::Space(space)) => (None, Some(space)),
            None => (None, None),
        };
        Self { id: tx.id(), client_id, member_id, space_id, from_day, said_at: tx.now() }
    }

    /// Who it is, if it is anybody.
    pub(super) fn finder(&self) -> Option<Finder> {
        self.member_id.map(Finder::Member).or(self.space_id.map(Finder::Space))
    }
}

pub(super) fn insert(tx: &mut Tx<'_>, row: &FinderRow) -> Result<()> {
    diesel::insert_into(finders::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// What is said of a client, in the order of the days.
pub(super) fn all(conn: &mut Conn, client: ClientId) -> Result<Vec<FinderRow>> {
    let own = finders::table.filter(finders::client_id.eq(client)).order(finders::from_day);
    Ok(own.select(FinderRow::as_select()).load(conn)?)
}

/// What counts on a day.
pub(super) fn on(conn: &mut Conn, client: ClientId, on: Day) -> Result<Option<FinderRow>> {
    let until = finders::table.filter(finders::client_id.eq(client)).filter(finders::from_day.le(on));
    Ok(until.order(finders::from_day.desc()).select(FinderRow::as_select()).first(conn).optional()?)
}
