//! What each space got as commission: a sum for each month, member, category of work, place, source and currency.

use std::{collections::BTreeMap, fmt};

use diesel::{prelude::*, upsert::excluded};
use muster_kernel::{Currency, Money, Month};

use super::Kept;
use crate::{
    book::{Source, rows::SplitRow},
    db::{Conn, total, upsert_all},
    error::{Error, Result},
    identity::MemberId,
    places::PlaceId,
    schema::commission_totals,
    spaces::SpaceId,
};

/// What a sum is the sum of, as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Insertable)]
#[diesel(table_name = commission_totals)]
pub(in crate::book) struct CommissionKey<'a> {
    #[diesel(column_name = space_id)]
    pub(in crate::book) space: &'a str,
    pub(in crate::book) month: i32,
    #[diesel(column_name = member_id)]
    pub(in crate::book) member: &'a str,
    pub(in crate::book) category: &'a str,
    /// Empty where the work had none.
    #[diesel(column_name = work_place)]
    pub(in crate::book) place: &'a str,
    pub(in crate::book) source: &'a str,
    pub(in crate::book) currency: &'a str,
}

impl<'a> CommissionKey<'a> {
    /// What a line of a split counts to; none where no space gets it.
    pub(in crate::book) fn of(part: &'a SplitRow) -> Option<Self> {
        let SplitRow { month, member_id, category, source, currency, .. } = part;
        let place = part.work_place_id.as_deref().unwrap_or_default();
        Some(Self { space: part.space_paid()?, month: *month, member: member_id, category, place, source, currency })
    }
}

impl fmt::Display for CommissionKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { space, month, member, category, place, source, currency } = self;
        write!(f, "The commission of {space} in {month} for {member}, {category} at {place:?}, {source}, {currency}")
    }
}

/// Brings the sums up to date.
pub(in crate::book) fn add(conn: &mut Conn, split: &[SplitRow]) -> Result<()> {
    let mut changes: BTreeMap<CommissionKey<'_>, i64> = BTreeMap::new();
    for part in split {
        let Some(key) = CommissionKey::of(part) else { continue };
        *changes.entry(key).or_default() += part.amount_minor;
    }
    let rows: Vec<_> =
        changes.into_iter().map(|(key, change)| (key, commission_totals::amount_minor.eq(change))).collect();
    upsert_all!(
        conn,
        commission_totals::table,
        rows,
        on (
            commission_totals::space_id,
            commission_totals::month,
            commission_totals::member_id,
            commission_totals::category,
            commission_totals::work_place,
            commission_totals::source,
            commission_totals::currency,
        ) => set commission_totals::amount_minor
            .eq(commission_totals::amount_minor + excluded(commission_totals::amount_minor))
    )?;
    Ok(())
}

/// A kept sum.
#[derive(Queryable, Selectable)]
#[diesel(table_name = commission_totals)]
pub(in crate::book) struct CommissionRow {
    space_id: String,
    month: i32,
    member_id: String,
    category: String,
    work_place: String,
    source: String,
    currency: String,
    amount_minor: i64,
}

impl Kept for CommissionRow {
    type Key<'a> = CommissionKey<'a>;

    fn nothing(key: &CommissionKey<'_>) -> Self {
        Self {
            space_id: key.space.to_owned(),
            month: key.month,
            member_id: key.member.to_owned(),
            category: key.category.to_owned(),
            work_place: key.place.to_owned(),
            source: key.source.to_owned(),
            currency: key.currency.to_owned(),
            amount_minor: 0,
        }
    }

    fn key(&self) -> CommissionKey<'_> {
        CommissionKey {
            space: &self.space_id,
            month: self.month,
            member: &self.member_id,
            category: &self.category,
            place: &self.work_place,
            source: &self.source,
            currency: &self.currency,
        }
    }

    fn is_of(&self, key: &CommissionKey<'_>) -> bool {
        self.key() == *key
    }

    fn minor(&self) -> i64 {
        self.amount_minor
    }
}

/// Every kept sum of the spaces' commissions.
pub(in crate::book) fn all(conn: &mut Conn) -> Result<Vec<CommissionRow>> {
    Ok(commission_totals::table.select(CommissionRow::as_select()).load(conn)?)
}

/// The sum that one member's work of one kind at one place in one month gave a space.
#[derive(Clone, Debug)]
pub struct CommissionCell {
    /// When it was released.
    pub month: Month,
    /// Whose work.
    pub member: MemberId,
    /// The category of work.
    pub category: String,
    /// Where it was done, where it had a place.
    pub work_place: Option<PlaceId>,
    /// Who brought the client.
    pub source: Source,
    /// In which currency.
    pub currency: Currency,
    /// How much, in minor units.
    pub amount_minor: i64,
}

/// What a space got in the months from `from` to `to`, both included.
pub(in crate::book) fn between(conn: &mut Conn, space: SpaceId, from: Month, to: Month) -> Result<Vec<CommissionCell>> {
    let kept: Vec<(Month, MemberId, String, String, Source, Currency, i64)> = commission_totals::table
        .filter(commission_totals::space_id.eq(space))
        .filter(commission_totals::month.between(from, to))
        .select((
            commission_totals::month,
            commission_totals::member_id,
            commission_totals::category,
            commission_totals::work_place,
            commission_totals::source,
            commission_totals::currency,
            commission_totals::amount_minor,
        ))
        .load(conn)?;
    let cell = |(month, member, category, place, source, currency, amount_minor): (_, _, _, String, _, _, _)| {
        let named = |_| Error::internal("read a commission", format!("{place:?} is no place"));
        let work_place = if place.is_empty() { None } else { Some(place.parse().map_err(named)?) };
        Ok(CommissionCell { month, member, category, work_place, source, currency, amount_minor })
    };
    kept.into_iter().map(cell).collect()
}

/// The sum of everything that a space ever got as commission in a currency, less what was taken back of it.
pub(in crate::book) fn ever(conn: &mut Conn, space: SpaceId, currency: Currency) -> Result<Money> {
    let sum: Option<i64> = commission_totals::table
        .filter(commission_totals::space_id.eq(space))
        .filter(commission_totals::currency.eq(currency))
        .select(total(commission_totals::amount_minor))
        .first(conn)?;
    Ok(Money::new(sum.unwrap_or_default(), currency))
}
