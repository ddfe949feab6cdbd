//! What each fee took of a member's work in a year. Kept with each posting, so that a fee knows how much of its most is
//! left without summing up a year; what takes a part of a release back counts to the year of the release.

use std::{collections::BTreeMap, fmt};

use diesel::prelude::*;
use muster_kernel::Currency;

use super::{Payee, SeatTerms, store::SplitRow};
use crate::{
    db::{Conn, Portable, Tx},
    error::{Error, Result},
    identity::MemberId,
    schema::fee_totals,
    spaces::SpaceId,
};

/// Whose work, which fee (and whose, where it is a space's), in which year and currency; as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Insertable, Queryable, Selectable)]
#[diesel(table_name = fee_totals)]
pub(super) struct FeeKey {
    member_id: String,
    fee: String,
    space_id: String,
    year: i32,
    currency: String,
}

/// A kept sum.
#[derive(Queryable, Selectable)]
#[diesel(table_name = fee_totals)]
pub(super) struct FeeRow {
    #[diesel(embed)]
    pub(super) key: FeeKey,
    pub(super) amount_minor: i64,
}

impl FeeKey {
    /// What a line of a split counts to; none where nobody bounds it.
    pub(super) fn of(part: &SplitRow) -> Option<Self> {
        let fee = part.fee.parse().ok().filter(|fee| is_counted(*fee))?;
        let space = part.space_id.clone().filter(|_| fee == Payee::Space);
        Some(Self {
            member_id: part.member_id.clone(),
            fee: part.fee.clone(),
            space_id: space.unwrap_or_default(),
            year: part.year,
            currency: part.currency.clone(),
        })
    }
}

impl fmt::Display for FeeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { member_id, fee, space_id, year, currency } = self;
        write!(f, "What the fee of the {fee} {space_id} took of {member_id} in {year} in {currency}")
    }
}

/// Whether a fee may have a most in a year.
const fn is_counted(fee: Payee) -> bool {
    matches!(fee, Payee::Space | Payee::Network | Payee::Fund)
}

/// Brings the kept sums up to date.
pub(super) fn add(tx: &mut Tx<'_>, split: &[SplitRow]) -> Result<()> {
    let mut changes: BTreeMap<FeeKey, i64> = BTreeMap::new();
    for part in split {
        let Some(key) = FeeKey::of(part) else { continue };
        *changes.entry(key).or_default() += part.amount_minor;
    }
    for (key, change) in changes {
        let statement = diesel::insert_into(fee_totals::table)
            .values((key, fee_totals::amount_minor.eq(change)))
            .on_conflict((
                fee_totals::member_id,
                fee_totals::fee,
                fee_totals::space_id,
                fee_totals::year,
                fee_totals::currency,
            ))
            .do_update()
            .set(fee_totals::amount_minor.eq(fee_totals::amount_minor + change));
        Portable(statement).execute(&mut **tx)?;
    }
    Ok(())
}

/// Every kept sum.
pub(super) fn all(conn: &mut Conn) -> Result<Vec<FeeRow>> {
    Ok(fee_totals::table.select(FeeRow::as_select()).load(conn)?)
}

/// What fees took of some members' work so far in a year, in one currency. It grows while a release is divided, so that
/// two seats of one member know of each other.
#[derive(Clone, Debug, Default)]
pub struct YearSoFar(BTreeMap<(MemberId, Payee, Option<SpaceId>), i64>);

impl YearSoFar {
    /// What the fees of those terms took so far. Nothing is read where none of them has a most in a year.
    pub fn read<'a>(
        conn: &mut Conn,
        seats: impl Iterator<Item = (MemberId, &'a SeatTerms)>,
        year: i32,
        currency: Currency,
    ) -> Result<Self> {
        let bounded: Vec<String> =
            seats.filter(|(_, terms)| terms.has_most_a_year()).map(|(member, _)| member.to_string()).collect();
        if bounded.is_empty() {
            return Ok(Self::default());
        }
        let rows: Vec<FeeRow> = fee_totals::table
            .filter(fee_totals::member_id.eq_any(bounded))
            .filter(fee_totals::year.eq(year))
            .filter(fee_totals::currency.eq(currency.code()))
            .select(FeeRow::as_select())
            .load(conn)?;
        let wrong = |text: &str| Error::internal("read what a fee took", format!("{text:?} names nobody"));
        let mut sums = BTreeMap::new();
        for FeeRow { key, amount_minor } in rows {
            let member = key.member_id.parse().map_err(|_| wrong(&key.member_id))?;
            let fee = key.fee.parse().map_err(|_| wrong(&key.fee))?;
            let space = match key.space_id.as_str() {
                "" => None,
                named => Some(named.parse().map_err(|_| wrong(named))?),
            };
            sums.insert((member, fee, space), amount_minor);
        }
        Ok(Self(sums))
    }

    /// What a fee of those terms took of a member's work, in minor units.
    pub fn taken(&self, member: MemberId, fee: Payee, terms: &SeatTerms) -> i64 {
        self.0.get(&key(member, fee, terms)).copied().unwrap_or_default()
    }

    /// Counts a part of a fee of those terms.
    pub fn count(&mut self, member: MemberId, fee: Payee, terms: &SeatTerms, minor: i64) {
        *self.0.entry(key(member, fee, terms)).or_default() += minor;
    }
}

fn key(member: MemberId, fee: Payee, terms: &SeatTerms) -> (MemberId, Payee, Option<SpaceId>) {
    (member, fee, terms.space().filter(|_| fee == Payee::Space))
}
