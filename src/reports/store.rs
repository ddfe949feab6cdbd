//! The rows of reports: atoms, the months whose atoms are made, and the times in which members show their lines.

use std::collections::BTreeSet;

use diesel::prelude::*;
use muster_kernel::{Currency, Instant, Month};

use super::{
    ShareId,
    atoms::{Atom, Side},
};
use crate::{
    book::Source,
    db::{Conn, Tx, insert_all},
    error::Result,
    identity::MemberId,
    schema::{line_shares, report_atoms, report_months},
    spaces::SpaceId,
};

#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = report_atoms, treat_none_as_default_value = false)]
pub(super) struct AtomRow {
    space_id: SpaceId,
    month: Month,
    position: i32,
    currency: Currency,
    side: Side,
    category: Option<String>,
    source: Option<Source>,
    work_place: Option<String>,
    members: i32,
    amount_minor: i64,
}

impl AtomRow {
    /// The atom of a space and a month at a position.
    pub(super) fn of(space_id: SpaceId, month: Month, position: i32, atom: Atom) -> Self {
        let Atom { currency, side, category, source, place, members, amount_minor } = atom;
        Self { space_id, month, position, currency, side, category, source, work_place: place, members, amount_minor }
    }

    fn told(self) -> (Month, Atom) {
        let Self { month, currency, side, category, source, work_place, members, amount_minor, .. } = self;
        (month, Atom { currency, side, category, source, place: work_place, members, amount_minor })
    }
}

/// The last month whose atoms are made.
pub(super) fn last_month(conn: &mut Conn) -> Result<Option<Month>> {
    let months = report_months::table.order(report_months::month.desc()).select(report_months::month);
    Ok(months.first(conn).optional()?)
}

/// Writes the atoms of a month, and the row that closes them.
pub(super) fn insert(tx: &mut Tx<'_>, month: Month, atoms: &[AtomRow]) -> Result<()> {
    insert_all::<_, AtomRow>(tx, report_atoms::table, atoms)?;
    let count = i32::try_from(atoms.len()).unwrap_or(i32::MAX);
    let row = (report_months::month.eq(month), report_months::atoms.eq(count), report_months::made_at.eq(tx.now()));
    diesel::insert_into(report_months::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// The atoms of a space in two spans of months, each once.
pub(super) fn atoms(
    conn: &mut Conn,
    space: SpaceId,
    one: (Month, Month),
    other: (Month, Month),
) -> Result<Vec<(Month, Atom)>> {
    let within = report_atoms::month.between(one.0, one.1).or(report_atoms::month.between(other.0, other.1));
    let rows: Vec<AtomRow> = report_atoms::table
        .filter(report_atoms::space_id.eq(space))
        .filter(within)
        .order((report_atoms::month, report_atoms::position))
        .select(AtomRow::as_select())
        .load(conn)?;
    Ok(rows.into_iter().map(AtomRow::told).collect())
}

/// A time in which a member shows their own lines to a space.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = line_shares, treat_none_as_default_value = false)]
pub(super) struct ShareRow {
    pub(super) id: ShareId,
    pub(super) member_id: MemberId,
    pub(super) from_at: Instant,
    pub(super) space_id: SpaceId,
    pub(super) until_at: Option<Instant>,
}

/// What a member shows now, if anything.
pub(super) fn share_of(conn: &mut Conn, member: MemberId) -> Result<Option<ShareRow>> {
    Ok(line_shares::table
        .filter(line_shares::member_id.eq(member))
        .filter(line_shares::until_at.is_null())
        .select(ShareRow::as_select())
        .first(conn)
        .optional()?)
}

pub(super) fn begin_share(tx: &mut Tx<'_>, row: &ShareRow) -> Result<()> {
    diesel::insert_into(line_shares::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Ends a time in which lines were shown, now. Answers whether it was open.
pub(super) fn end_share(tx: &mut Tx<'_>, id: ShareId) -> Result<bool> {
    let open = line_shares::table.find(id).filter(line_shares::until_at.is_null());
    let ended = diesel::update(open).set(line_shares::until_at.eq(tx.now())).execute(&mut **tx)?;
    Ok(ended == 1)
}

/// Who shows their lines to a space now, and since when.
pub(super) fn sharers(conn: &mut Conn, space: SpaceId) -> Result<Vec<(MemberId, Instant)>> {
    Ok(line_shares::table
        .filter(line_shares::space_id.eq(space))
        .filter(line_shares::until_at.is_null())
        .order(line_shares::member_id)
        .select((line_shares::member_id, line_shares::from_at))
        .load(conn)?)
}

/// The times in which members of whatever space showed their lines to this one: from, until.
pub(super) fn shares(conn: &mut Conn, space: SpaceId) -> Result<Vec<(MemberId, Instant, Option<Instant>)>> {
    Ok(line_shares::table
        .filter(line_shares::space_id.eq(space))
        .order(line_shares::id)
        .select((line_shares::member_id, line_shares::from_at, line_shares::until_at))
        .load(conn)?)
}

/// Whether `posted_at` lies in one of the times in which `member` showed their lines: that line was, or is, to be seen.
pub(super) fn is_shown(shares: &[(MemberId, Instant, Option<Instant>)], member: MemberId, posted_at: Instant) -> bool {
    shares
        .iter()
        .any(|(of, from, until)| *of == member && *from <= posted_at && until.is_none_or(|until| posted_at <= until))
}

/// Whoever of `lines` showed one of them.
pub(super) fn open(
    shares: &[(MemberId, Instant, Option<Instant>)],
    lines: impl Iterator<Item = (MemberId, Instant)>,
) -> BTreeSet<MemberId> {
    lines.filter(|(member, at)| is_shown(shares, *member, *at)).map(|(member, _)| member).collect()
}
