//! How much of its most in a year a fee has taken, while a release is divided.

use std::collections::BTreeMap;

use muster_kernel::Currency;

use super::{Payee, SeatTerms, kept::fees};
use crate::{
    db::Conn,
    error::{Error, Result},
    identity::MemberId,
    spaces::SpaceId,
};

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
        let rows = fees::of_year(conn, &bounded, year, currency)?;
        let wrong = |text: &str| Error::internal("read what a fee took", format!("{text:?} names nobody"));
        let mut sums = BTreeMap::new();
        for row in rows {
            let member = row.member_id.parse().map_err(|_| wrong(&row.member_id))?;
            let fee = row.fee.parse().map_err(|_| wrong(&row.fee))?;
            let space = match row.space_id.as_str() {
                "" => None,
                named => Some(named.parse().map_err(|_| wrong(named))?),
            };
            sums.insert((member, fee, space), row.amount_minor);
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
