//! Rates: what is in force, and how a new one is announced.

use muster_kernel::{BasisPoints, Day, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    SpaceId, TermsId,
    model::{HORIZON_DAYS, NOTICE_DAYS, RateKind, Terms, Timeline, first_excess},
    store::{self, TermsRow},
};
use crate::{
    app::App,
    audit::{self, By},
    book::{self, MOST_TAKEN, SeatTerms},
    db::{Conn, Tx},
    error::{Check, Error, Result},
    http::{Page, PageQuery},
    identity::{Admin, Hat, MemberId, Operator},
    notices::{self, Kind, Notice},
};

/// A space's next commission.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCommission {
    /// The rate: 0 to 5000 basis points.
    pub basis_points: i32,
    /// Its first day, at least 30 days ahead.
    pub from_day: Day,
}

/// The next rate of the network itself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNetworkTerms {
    /// `network` for its fee, `fund` for the mutual fund, `tax` for the tax on top of prices.
    pub kind: RateKind,
    /// The rate: 0 to 5000 basis points.
    pub basis_points: i32,
    /// Its first day: at least 30 days ahead, or, for the first rate of its kind, today or later.
    pub from_day: Day,
}

/// The terms that divide what `member` earns, as they are in force on a day.
pub fn terms_for(conn: &mut Conn, member: MemberId, on: Day) -> Result<SeatTerms> {
    let home = match store::home(conn, member, on)? {
        Some(space) => Some((space, store::rate(conn, Some(space), RateKind::Commission, on)?)),
        None => None,
    };
    let network = store::rate(conn, None, RateKind::Network, on)?;
    let fund = store::rate(conn, None, RateKind::Fund, on)?;
    SeatTerms::new(home, network, fund)
        .ok_or_else(|| Error::internal("read terms", format!("the rates for {member} on {on} take more than half")))
}

/// What `member` keeps of `amount` under the terms in force on a day.
pub fn keeps(conn: &mut Conn, member: MemberId, on: Day, amount: Money) -> Result<Money> {
    let terms = terms_for(conn, member, on)?;
    Ok(book::member_part(amount, &terms))
}

/// The rate of the tax on top of prices that is in force on a day.
pub fn tax(conn: &mut Conn, on: Day) -> Result<BasisPoints> {
    store::rate(conn, None, RateKind::Tax, on)
}

/// The terms of a space, or the network's own.
pub fn list(app: &App, space: Option<SpaceId>, query: &PageQuery) -> Result<Page<Terms>> {
    let (limit, cursor) = (query.limit()?, query.cursor()?);
    app.db.read(|conn| {
        if let Some(id) = space {
            store::space(conn, id)?.ok_or_else(|| Error::not_found("space", id))?;
        }
        let found = store::terms_page(conn, space, cursor, limit + 1)?;
        Ok(Page::of(found, limit, |row| row.id.to_string()).map(Terms::from))
    })
}

/// Announces a space's next commission, and tells everybody who belongs to the space or will.
pub fn announce(app: &App, who: Operator, space: SpaceId, new: &NewCommission) -> Result<TermsId> {
    app.db.write(|tx| {
        let row = store::run_by(tx, space, who.person)?;
        let today = tx.now().day();
        let rate = check(new.basis_points, new.from_day, today.plus_days(NOTICE_DAYS), today)?;
        let commission = store::timeline(tx, Some(space), RateKind::Commission)?.with(new.from_day, rate);
        check_sum(tx, &[commission], new.from_day, new.basis_points)?;
        let id = keep(tx, who.into(), Some(space), RateKind::Commission, rate, new.from_day)?;
        let text = format!(
            "from {} on, {} takes a commission of {} of what its members earn. Work that is awarded before that day \
             keeps the terms it was awarded under.",
            new.from_day,
            row.name,
            per_cent(rate),
        );
        let notice = notice(id, format!("New terms of {}", row.name), text);
        for member in store::members_from(tx, space, today)? {
            notices::service::tell_member(tx, member, &notice)?;
        }
        Ok(id)
    })
}

/// Announces the network's next fee, contribution to the fund, or tax; of what takes a part of their earnings, every member
/// is told.
pub fn announce_for_network(app: &App, who: Admin, new: &NewNetworkTerms) -> Result<TermsId> {
    if new.kind == RateKind::Tax {
        return announce_tax(app, who, new);
    }
    let (what, other) = match new.kind {
        RateKind::Network => ("the network's fee", RateKind::Fund),
        RateKind::Fund => ("the contribution to the mutual fund", RateKind::Network),
        RateKind::Commission | RateKind::Tax => return Err(Error::field("kind", new.kind, "network, fund or tax")),
    };
    app.db.write(|tx| {
        let today = tx.now().day();
        let before = store::timeline(tx, None, new.kind)?;
        // A network that is being founded says its first rate at once.
        let earliest = if before.is_empty() { today } else { today.plus_days(NOTICE_DAYS) };
        let rate = check(new.basis_points, new.from_day, earliest, today)?;
        let (own, beside) = (before.with(new.from_day, rate), store::timeline(tx, None, other)?);
        let commissions = store::commissions(tx)?;
        fits(&[&own, &beside], &commissions, new.from_day, new.basis_points)?;
        let id = keep(tx, who.into(), None, new.kind, rate, new.from_day)?;
        let text = format!(
            "from {} on, {what} is {} of what members earn. Work that is awarded before that day keeps the terms it was \
             awarded under.",
            new.from_day,
            per_cent(rate),
        );
        notices::service::tell_all(tx, Hat::Member, &notice(id, "New terms of the network".to_owned(), text))?;
        Ok(id)
    })
}

/// The tax comes on top of what members earn, so it takes nothing from them and stands beside no other rate.
fn announce_tax(app: &App, who: Admin, new: &NewNetworkTerms) -> Result<TermsId> {
    app.db.write(|tx| {
        let today = tx.now().day();
        let founding = store::timeline(tx, None, RateKind::Tax)?.is_empty();
        let earliest = if founding { today } else { today.plus_days(NOTICE_DAYS) };
        let rate = check(new.basis_points, new.from_day, earliest, today)?;
        keep(tx, who.into(), None, RateKind::Tax, rate, new.from_day)
    })
}

/// Sets the first commission of a space that is being founded.
pub(super) fn first(tx: &mut Tx<'_>, by: By, space: SpaceId, basis_points: i32) -> Result<()> {
    let today = tx.now().day();
    let rate = check(basis_points, today, today, today).map_err(|_| wrong_rate("commission", basis_points))?;
    let commission = Timeline::new(vec![(today, rate)]);
    check_sum(tx, &[commission], today, basis_points)?;
    keep(tx, by, Some(space), RateKind::Commission, rate, today).map(drop)
}

/// Commissions beside the network's own rates.
fn check_sum(tx: &mut Tx<'_>, commissions: &[Timeline], from: Day, basis_points: i32) -> Result<()> {
    let network = store::timeline(tx, None, RateKind::Network)?;
    let fund = store::timeline(tx, None, RateKind::Fund)?;
    fits(&[&network, &fund], commissions, from, basis_points)
}

/// Whether the network's rates take at most half together with each commission, on every day from `from` on.
fn fits(network: &[&Timeline; 2], commissions: &[Timeline], from: Day, basis_points: i32) -> Result<()> {
    // Members without a home space pay no commission.
    let none = Timeline::default();
    for commission in commissions.iter().chain([&none]) {
        let together = [network[0], network[1], commission];
        if let Some(day) = first_excess(&together, from, MOST_TAKEN) {
            let right = format!("a rate with which all rates together take at most {MOST_TAKEN} on {day}");
            return Err(Error::field("basis_points", basis_points, right));
        }
    }
    Ok(())
}

fn check(basis_points: i32, from: Day, earliest: Day, today: Day) -> Result<BasisPoints> {
    let mut check = Check::new();
    let rate = BasisPoints::new(basis_points).filter(|rate| rate.points() <= MOST_TAKEN);
    check.that(rate.is_some(), "basis_points", basis_points, format!("0 to {MOST_TAKEN}"));
    let latest = today.plus_days(HORIZON_DAYS);
    let fits = (earliest..=latest).contains(&from);
    check.that(fits, "from_day", from, format!("a day from {earliest} to {latest}: rates are announced in advance"));
    check.done()?;
    rate.ok_or_else(|| wrong_rate("basis_points", basis_points))
}

fn wrong_rate(field: &str, value: i32) -> Error {
    Error::field(field, value, format!("0 to {MOST_TAKEN} basis points"))
}

fn keep(
    tx: &mut Tx<'_>,
    by: By,
    space: Option<SpaceId>,
    kind: RateKind,
    rate: BasisPoints,
    from: Day,
) -> Result<TermsId> {
    #[derive(Serialize)]
    struct Announced {
        kind: RateKind,
        basis_points: BasisPoints,
        from: Day,
    }
    if store::has_terms(tx, space, kind, from)? {
        return Err(Error::conflict(
            "terms-taken",
            format!("There is a rate from {from} on already. Choose another day."),
        ));
    }
    let row =
        TermsRow { id: tx.id(), space_id: space, kind, basis_points: rate, from_day: from, announced_at: tx.now() };
    store::insert_terms(tx, &row)?;
    let details = Announced { kind, basis_points: rate, from };
    let subject = space.map_or_else(|| "network".to_owned(), |space| space.to_string());
    audit::record(tx, by, "terms.announced", subject, &details)?;
    Ok(row.id)
}

fn notice(id: TermsId, subject: String, text: String) -> Notice {
    Notice::new(Kind::Terms, "terms.announced", id, subject, text).at("/member/spaces".to_owned())
}

/// A rate as people say it: `12.5 %`.
fn per_cent(rate: BasisPoints) -> String {
    let (whole, part) = (rate.points() / 100, rate.points() % 100);
    match (part, part % 10) {
        (0, _) => format!("{whole} %"),
        (_, 0) => format!("{whole}.{} %", part / 10),
        _ => format!("{whole}.{part:02} %"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_told_without_needless_digits() {
        let told = |points| per_cent(BasisPoints::new(points).unwrap());
        assert_eq!([1_000, 1_250, 1_205, 5, 0].map(told), ["10 %", "12.5 %", "12.05 %", "0.05 %", "0 %"]);
    }
}
