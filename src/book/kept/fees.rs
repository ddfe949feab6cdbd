//! What each fee took of a member's work in a year, so that a fee knows how much of its most is left. What takes a part of
//! a release back counts to the year of the release.

use std::{collections::BTreeMap, fmt};

use diesel::{prelude::*, upsert::excluded};
use muster_kernel::Currency;

use super::Kept;
use crate::{
    book::{Payee, rows::SplitRow},
    db::{Conn, upsert_all},
    error::Result,
    schema::fee_totals,
};

/// Whose work, which fee (and whose, where it is a space's), in which year and currency; as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Insertable)]
#[diesel(table_name = fee_totals)]
pub(in crate::book) struct FeeKey<'a> {
    member_id: &'a str,
    fee: &'a str,
    /// Empty where it is no space's.
    space_id: &'a str,
    year: i32,
    currency: &'a str,
}

impl<'a> FeeKey<'a> {
    /// What a line of a split counts to; none where nobody bounds it.
    pub(in crate::book) fn of(part: &'a SplitRow) -> Option<Self> {
        let fee = part.fee.parse().ok().filter(|fee| is_counted(*fee))?;
        let space = part.space_id.as_deref().filter(|_| fee == Payee::Space);
        let SplitRow { member_id, fee, year, currency, .. } = part;
        Some(Self { member_id, fee, space_id: space.unwrap_or_default(), year: *year, currency })
    }
}

impl fmt::Display for FeeKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { member_id, fee, space_id, year, currency } = self;
        write!(f, "What the fee of the {fee} {space_id} took of {member_id} in {year} in {currency}")
    }
}

/// A kept sum.
#[derive(Queryable, Selectable)]
#[diesel(table_name = fee_totals)]
pub(in crate::book) struct FeeRow {
    pub(in crate::book) member_id: String,
    pub(in crate::book) fee: String,
    /// Empty where it is no space's.
    pub(in crate::book) space_id: String,
    year: i32,
    currency: String,
    pub(in crate::book) amount_minor: i64,
}

impl Kept for FeeRow {
    type Key<'a> = FeeKey<'a>;

    fn nothing(key: &FeeKey<'_>) -> Self {
        Self {
            member_id: key.member_id.to_owned(),
            fee: key.fee.to_owned(),
            space_id: key.space_id.to_owned(),
            year: key.year,
            currency: key.currency.to_owned(),
            amount_minor: 0,
        }
    }

    fn key(&self) -> FeeKey<'_> {
        let Self { member_id, fee, space_id, year, currency, .. } = self;
        FeeKey { member_id, fee, space_id, year: *year, currency }
    }

    fn is_of(&self, key: &FeeKey<'_>) -> bool {
        self.key() == *key
    }

    fn minor(&self) -> i64 {
        self.amount_minor
    }
}

/// Whether a fee may have a most in a year.
const fn is_counted(fee: Payee) -> bool {
    matches!(fee, Payee::Space | Payee::Network | Payee::Fund)
}

/// Brings the kept sums up to date.
pub(in crate::book) fn add(conn: &mut Conn, split: &[SplitRow]) -> Result<()> {
    let mut changes: BTreeMap<FeeKey<'_>, i64> = BTreeMap::new();
    for part in split {
        let Some(key) = FeeKey::of(part) else { continue };
        *changes.entry(key).or_default() += part.amount_minor;
    }
    let rows: Vec<_> = changes.into_iter().map(|(key, change)| (key, fee_totals::amount_minor.eq(change))).collect();
    upsert_all!(
        conn,
        fee_totals::table,
        rows,
        on (
            fee_totals::member_id,
            fee_totals::fee,
            fee_totals::space_id,
            fee_totals::year,
            fee_totals::currency,
        ) => set fee_totals::amount_minor.eq(fee_totals::amount_minor + excluded(fee_totals::amount_minor))
    )?;
    Ok(())
}

/// Every kept sum.
pub(in crate::book) fn all(conn: &mut Conn) -> Result<Vec<FeeRow>> {
    Ok(fee_totals::table.select(FeeRow::as_select()).load(conn)?)
}

/// What fees took of those members' work in a year, in one currency.
pub(in crate::book) fn of_year(
    conn: &mut Conn,
    members: &[String],
    year: i32,
    currency: Currency,
) -> Result<Vec<FeeRow>> {
    Ok(fee_totals::table
        .filter(fee_totals::member_id.eq_any(members))
        .filter(fee_totals::year.eq(year))
        .filter(fee_totals::currency.eq(currency.code()))
        .select(FeeRow::as_select())
        .load(conn)?)
}
