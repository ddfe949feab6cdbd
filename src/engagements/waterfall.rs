//! What a price is made of, and what a team has delivered: what a client weighs before an award.

use std::collections::{BTreeMap, BTreeSet};

use muster_kernel::{BasisPoints, Currency, Day, Money};
use serde::Serialize;
use utoipa::ToSchema;

use super::{EngagementId, store};
use crate::{
    book::{Payee, Taxed, split},
    db::Conn,
    error::Result,
    identity::MemberId,
    spaces::{Rates, RatesQuery},
};

/// Where a price goes by the terms of a day: parts that add up to it, and the tax on top. Summed over the whole team,
/// never by seat or space.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Waterfall {
    /// What the team's members keep.
    pub members: Money,
    /// The commissions of their home spaces.
    pub spaces: Money,
    /// The network's fee.
    pub network: Money,
    /// The tax on that fee.
    pub fee_tax: Money,
    /// The contribution to the mutual fund.
    pub fund: Money,
    /// All of these: the price.
    pub price: Money,
    /// The rate of the tax on top of the price.
    pub tax_rate: BasisPoints,
    /// The tax.
    pub tax: Money,
    /// What the client pays: price and tax.
    pub gross: Money,
}

/// The waterfalls of teams that take their seats on one day, for whom the terms of that day are read at once.
pub struct Waterfalls {
    rates: Rates,
    currency: Currency,
    on: Day,
}

impl Waterfalls {
    /// Those of teams of some of `members`.
    pub fn read(conn: &mut Conn, members: &[MemberId], currency: Currency, on: Day) -> Result<Self> {
        let members: Vec<(MemberId, Day)> = members.iter().map(|member| (*member, on)).collect();
        // Whoever brought the client is paid out of the network's fee, which stays the same.
        let query = RatesQuery { members: &members, client: None, currency, on };
        Ok(Self { rates: Rates::read(conn, &query)?, currency, on })
    }

    /// That of a team by what its members are paid.
    pub fn of(&self, paid: &[(MemberId, i64)]) -> Result<Waterfall> {
        let mut parts: BTreeMap<Payee, i64> = BTreeMap::new();
        for (member, minor) in paid {
            for part in split(Money::new(*minor, self.currency), &self.rates.terms(*member, self.on)?) {
                *parts.entry(part.payee).or_default() += part.amount.minor();
            }
        }
        let rate = self.rates.tax();
        let of = |payee: Payee| Money::new(parts.get(&payee).copied().unwrap_or_default(), self.currency);
        let price: i64 = parts.values().sum();
        let to_pay = Taxed::at(Money::new(price, self.currency), rate);
        Ok(Waterfall {
            members: of(Payee::Member),
            spaces: of(Payee::Space),
            network: of(Payee::Network),
            fee_tax: of(Payee::Tax),
            fund: of(Payee::Fund),
            price: to_pay.net(),
            tax_rate: rate,
            tax: to_pay.tax(),
            gross: to_pay.gross(),
        })
    }
}

/// What the members of a team have delivered: counts, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TrackRecord {
    /// Completed engagements in which one of them had a seat.
    pub engagements: usize,
    /// Seats that they had in these.
    pub seats: usize,
    /// Those engagements in which at least two of them worked together.
    pub together: usize,
}

/// What has been delivered by any of a few members, read at once for every team of theirs.
pub struct Delivered(Vec<(EngagementId, MemberId)>);

impl Delivered {
    /// Seats of theirs in completed engagements.
    pub fn by(conn: &mut Conn, members: &[MemberId]) -> Result<Self> {
        store::delivered_by(conn, members).map(Self)
    }

    /// What a team of some of them has delivered.
    pub fn record(&self, team: &BTreeSet<MemberId>) -> TrackRecord {
        let mut by_engagement: BTreeMap<_, BTreeSet<MemberId>> = BTreeMap::new();
        let seats = self.0.iter().filter(|(_, member)| team.contains(member));
        let seats = seats.inspect(|(engagement, member)| {
            by_engagement.entry(*engagement).or_default().insert(*member);
        });
        let seats = seats.count();
        let together = by_engagement.values().filter(|team| team.len() > 1).count();
        TrackRecord { engagements: by_engagement.len(), seats, together }
    }
}
