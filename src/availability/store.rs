//! The rows of patterns and exceptions.

use diesel::prelude::*;
use muster_kernel::Day;

use super::model::{ExceptionId, HoursException, WeeklyPattern};
use crate::{
    db::{Conn, Tx, insert_all},
    error::Result,
    identity::MemberId,
    schema::{availability_exceptions, weekly_patterns},
};

/// How many values one `IN` holds.
pub(super) const CHUNK: usize = 500;

/// A member's weekly pattern.
#[derive(Clone, Insertable, Queryable, Selectable, AsChangeset)]
#[diesel(table_name = weekly_patterns)]
pub(super) struct PatternRow {
    pub(super) member_id: MemberId,
    pub(super) monday: i32,
    pub(super) tuesday: i32,
    pub(super) wednesday: i32,
    pub(super) thursday: i32,
    pub(super) friday: i32,
    pub(super) saturday: i32,
    pub(super) sunday: i32,
    pub(super) version: i32,
}

impl PatternRow {
    pub(super) fn of(member_id: MemberId, pattern: WeeklyPattern, version: i32) -> Self {
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = pattern.hours().map(i32::from);
        Self { member_id, monday, tuesday, wednesday, thursday, friday, saturday, sunday, version }
    }

    pub(super) fn pattern(&self) -> WeeklyPattern {
        let days = [self.monday, self.tuesday, self.wednesday, self.thursday, self.friday, self.saturday, self.sunday];
        days.map(hours).into()
    }
}

/// A member's exception to the pattern.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = availability_exceptions)]
pub(super) struct ExceptionRow {
    pub(super) id: ExceptionId,
    pub(super) member_id: MemberId,
    pub(super) from_day: Day,
    pub(super) to_day: Day,
    pub(super) hours_a_day: i32,
    pub(super) note: String,
}

impl ExceptionRow {
    pub(super) fn told(self) -> HoursException {
        let Self { id, from_day: from, to_day: to, note, .. } = self;
        HoursException { id, from, to, hours_a_day: hours(self.hours_a_day), note }
    }
}

/// Hours, as a table keeps them.
pub(super) fn hours(number: i32) -> u8 {
    u8::try_from(number).expect("the tables hold hours from 0 to 80")
}

pub(super) fn patterns(conn: &mut Conn, members: &[MemberId]) -> Result<Vec<PatternRow>> {
    let mut found = Vec::new();
    for chunk in members.chunks(CHUNK) {
        let some = weekly_patterns::table.filter(weekly_patterns::member_id.eq_any(chunk));
        found.extend(some.select(PatternRow::as_select()).load(conn)?);
    }
    Ok(found)
}

pub(super) fn insert_patterns(tx: &mut Tx<'_>, rows: &[PatternRow]) -> Result<()> {
    insert_all::<_, PatternRow>(tx, weekly_patterns::table, rows)?;
    Ok(())
}

pub(super) fn update_pattern(tx: &mut Tx<'_>, row: &PatternRow) -> Result<()> {
    diesel::update(weekly_patterns::table.find(row.member_id)).set(row).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn insert_exception(tx: &mut Tx<'_>, row: &ExceptionRow) -> Result<()> {
    diesel::insert_into(availability_exceptions::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Deletes an exception where it is that member's; answers whether there was one.
pub(super) fn delete_exception(tx: &mut Tx<'_>, member: MemberId, id: ExceptionId) -> Result<bool> {
    let own = availability_exceptions::table.find(id).filter(availability_exceptions::member_id.eq(member));
    Ok(diesel::delete(own).execute(&mut **tx)? == 1)
}

pub(super) fn count_exceptions(conn: &mut Conn, member: MemberId) -> Result<i64> {
    let own = availability_exceptions::table.filter(availability_exceptions::member_id.eq(member));
    Ok(own.count().get_result(conn)?)
}

pub(super) fn exceptions_of(
    conn: &mut Conn,
    member: MemberId,
    after: Option<ExceptionId>,
    limit: i64,
) -> Result<Vec<ExceptionRow>> {
    let after = after.as_ref().map_or("", ExceptionId::as_str);
    Ok(availability_exceptions::table
        .filter(availability_exceptions::member_id.eq(member))
        .filter(availability_exceptions::id.gt(after))
        .order(availability_exceptions::id)
        .limit(limit)
        .select(ExceptionRow::as_select())
        .load(conn)?)
}

/// The exceptions of those members that touch the days `first` to `last`, the earlier made first.
pub(super) fn exceptions(conn: &mut Conn, members: &[MemberId], first: Day, last: Day) -> Result<Vec<ExceptionRow>> {
    let mut found = Vec::new();
    for chunk in members.chunks(CHUNK) {
        let some = availability_exceptions::table
            .filter(availability_exceptions::member_id.eq_any(chunk))
            .filter(availability_exceptions::to_day.ge(first))
            .filter(availability_exceptions::from_day.le(last))
            .order(availability_exceptions::id);
        found.extend(some.select(ExceptionRow::as_select()).load(conn)?);
    }
    Ok(found)
}
