//! Rates: what is in force, and how a new one is announced.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use muster_kernel::{BasisPoints, Currency, Day, Money};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    SpaceId, TermsId, finders,
    model::{Bounds, HORIZON_DAYS, NOTICE_DAYS, RateKind, Terms, Timeline, first_excess},
    store::{self, InForce, TermsRow},
};
use crate::{
    app::App,
    audit::{self, By},
    book::{self, Finder, MOST_TAKEN, Rule, SeatTerms},
    db::{Conn, Tx},
    error::{Check, Error, Result},
    http::{Page, PageQuery},
    identity::{Admin, ClientId, Hat, MemberId, Operator},
    letters::Letter,
    notices::{self, Kind, Notice},
};

/// The largest bound of a rate in minor units, far below what the book can hold.
const LARGEST_BOUND: i64 = 1_000_000_000_000;

/// A space's next commission.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCommission {
    /// The rate: 0 to 5000 basis points.
    pub basis_points: i32,
    /// Its first day, at least 30 days ahead.
    pub from_day: Day,
    /// Its bounds, at most one for each currency; none where they are left out.
    #[serde(default)]
    pub bounds: Vec<Bounds>,
}

/// The next rate of the network itself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNetworkTerms {
    /// `network` for its fee, `fee_tax` for the tax on that fee, `finder` for the share of whoever brought a client,
    /// `fund` for the mutual fund, `tax` for the tax on top of prices.
    pub kind: RateKind,
    /// The rate: 0 to 5000 basis points; a finder's share of the fee up to 10000.
    pub basis_points: i32,
    /// Its first day: at least 30 days ahead, or, for the first rate of its kind, today or later.
    pub from_day: Day,
    /// The bounds of the fee or the contribution to the fund, at most one for each currency; none where they are left out.
    #[serde(default)]
    pub bounds: Vec<Bounds>,
}

/// Which rates.
#[derive(Clone, Copy, Debug)]
pub struct RatesQuery<'a> {
    /// Who does the work, each with the day whose home space is paid: that on which they take their seat.
    pub members: &'a [(MemberId, Day)],
    /// Who pays; whoever brought them gets a share. None where that does not matter yet.
    pub client: Option<ClientId>,
    /// In which currency: bounds are.
    pub currency: Currency,
    /// The day whose rates count.
    pub on: Day,
}

/// The rates of a day, read at once for everybody whose work they divide.
pub struct Rates {
    homes: HashMap<(MemberId, Day), Option<SpaceId>>,
    finder: Option<Finder>,
    in_force: BTreeMap<(Option<SpaceId>, RateKind), InForce>,
}

impl Rates {
    /// Those that `query` asks for.
    pub fn read(conn: &mut Conn, query: &RatesQuery<'_>) -> Result<Self> {
        let RatesQuery { members, client, currency, on } = *query;
        let homes = store::homes(conn, members)?;
        let finder = match client {
            Some(client) => finders::of(conn, client, on)?,
            None => None,
        };
        let spaces: Vec<SpaceId> = homes.values().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let homes = members.iter().map(|asked| (*asked, homes.get(asked).copied())).collect();
        Ok(Self { in_force: store::in_force(conn, &spaces, currency, on)?, homes, finder })
    }

    /// The terms that divide what one of the members earns who took their seat on that day.
    ///
    /// # Errors
    /// For whoever was not asked for: that they belong to no space would be taken for granted.
    pub fn terms(&self, member: MemberId, taken_on: Day) -> Result<SeatTerms> {
        let home = self.homes.get(&(member, taken_on)).copied().ok_or_else(|| {
            Error::internal("read terms", format!("nobody read where {member} belonged on {taken_on}"))
        })?;
        let rule = |space, kind| self.in_force.get(&(space, kind)).and_then(InForce::rule);
        let commission = home.and_then(|space| rule(Some(space), RateKind::Commission));
        let own = [RateKind::Network, RateKind::Fund, RateKind::Finder, RateKind::FeeTax];
        let own = own.into_iter().filter(|kind| *kind != RateKind::Finder || self.finder.is_some());
        let rules: Vec<Rule> = commission.into_iter().chain(own.filter_map(|kind| rule(None, kind))).collect();
        // What is shared out of a fee, or comes on top of it, is nothing without that fee.
        let stands = |rule: &Rule| rule.of.is_none_or(|of| rules.iter().any(|other| other.payee == of));
        let standing = rules.iter().copied().filter(stands).collect();
        SeatTerms::of(home, self.finder, standing)
            .ok_or_else(|| Error::internal("read terms", format!("the rates for {member} cannot be")))
    }

    /// The rate of the tax on top of prices.
    pub fn tax(&self) -> BasisPoints {
        self.in_force.get(&(None, RateKind::Tax)).map_or(BasisPoints::ZERO, |tax| tax.basis_points)
    }
}

/// Where a member belongs on a day, and the commission in force there.
pub fn commission_of(conn: &mut Conn, member: MemberId, on: Day) -> Result<Option<(SpaceId, BasisPoints)>> {
    let Some(space) = store::home(conn, member, on)? else { return Ok(None) };
    Ok(Some((space, store::rate(conn, Some(space), RateKind::Commission, on)?)))
}

/// What `member` keeps of `amount` under the terms in force on a day.
pub fn keeps(conn: &mut Conn, member: MemberId, on: Day, amount: Money) -> Result<Money> {
    let query = RatesQuery { members: &[(member, on)], client: None, currency: amount.currency(), on };
    Ok(book::member_part(amount, &Rates::read(conn, &query)?.terms(member, on)?))
}

/// The terms of a space, or the network's own.
pub fn list(app: &App, space: Option<SpaceId>, query: &PageQuery) -> Result<Page<Terms>> {
    let (limit, cursor) = (query.limit()?, query.cursor()?);
    app.db.read(|conn| {
        if let Some(id) = space {
            store::space(conn, id)?.ok_or_else(|| Error::not_found("space", id))?;
        }
        let found = store::terms_page(conn, space, cursor, limit + 1)?;
        let page = Page::of(found, limit, |row| row.id.to_string());
        Ok(Page { items: store::with_bounds(conn, page.items)?, next: page.next })
    })
}

/// Announces a space's next commission, and tells everybody who belongs to the space or will.
pub fn announce(app: &App, who: Operator, space: SpaceId, new: &NewCommission) -> Result<TermsId> {
    app.db.write(|tx| {
        let row = store::run_by(tx, space, who.person)?;
        let today = tx.now().day();
        let earliest = today.plus_days(NOTICE_DAYS);
        let next = Next::checked(RateKind::Commission, new.basis_points, new.from_day, &new.bounds, (earliest, today))?;
        let commission = store::timeline(tx, Some(space), RateKind::Commission)?.with(next.from, next.rate);
        fits(tx, &next, None, &[commission])?;
        let id = keep(tx, who.into(), Some(space), &next)?;
        let letter = next.letter("terms-of-space").with("space", &row.name);
        let notice = notice(id, letter).act_of(who.into());
        for member in store::members_from(tx, space, today)? {
            notices::service::tell_member(tx, member, &notice)?;
        }
        Ok(id)
    })
}

/// Announces a rate of the network itself; of what takes a part of their earnings, every member is told.
pub fn announce_for_network(app: &App, who: Admin, new: &NewNetworkTerms) -> Result<TermsId> {
    let is_told = match new.kind {
        RateKind::Network | RateKind::FeeTax | RateKind::Fund => true,
        // Neither takes anything of what members earn.
        RateKind::Tax | RateKind::Finder => false,
        RateKind::Commission => {
            return Err(Error::field("kind", new.kind, "network, fee_tax, finder, fund or tax"));
        }
    };
    app.db.write(|tx| {
        let today = tx.now().day();
        let before = store::timeline(tx, None, new.kind)?;
        // A network that is being founded says its first rate at once.
        let earliest = if before.is_empty() { today } else { today.plus_days(NOTICE_DAYS) };
        let next = Next::checked(new.kind, new.basis_points, new.from_day, &new.bounds, (earliest, today))?;
        if !is_told {
            return keep(tx, who.into(), None, &next);
        }
        let commissions = store::commissions(tx)?;
        fits(tx, &next, Some(before.with(next.from, next.rate)), &commissions)?;
        let id = keep(tx, who.into(), None, &next)?;
        let letter = next.letter("terms-of-network").with("kind", new.kind.as_str());
        notices::service::tell_all(tx, Hat::Member, &notice(id, letter).act_of(who.into()))?;
        Ok(id)
    })
}

/// Sets the first commission of a space that is being founded.
pub(super) fn first(tx: &mut Tx<'_>, by: By, space: SpaceId, basis_points: i32) -> Result<()> {
    let today = tx.now().day();
    let next = Next::checked(RateKind::Commission, basis_points, today, &[], (today, today))
        .map_err(|_| Error::field("commission", basis_points, format!("0 to {MOST_TAKEN} basis points")))?;
    fits(tx, &next, None, &[Timeline::new(vec![(today, next.rate)])])?;
    keep(tx, by, Some(space), &next).map(drop)
}

/// A rate that was checked by itself.
#[derive(Serialize)]
struct Next {
    kind: RateKind,
    #[serde(rename = "basis_points")]
    rate: BasisPoints,
    from: Day,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bounds: Vec<Bounds>,
}

impl Next {
    fn checked(
        kind: RateKind,
        basis_points: i32,
        from: Day,
        bounds: &[Bounds],
        (earliest, today): (Day, Day),
    ) -> Result<Self> {
        let mut check = Check::new();
        let rate = BasisPoints::new(basis_points).filter(|rate| rate.points() <= kind.most());
        check.that(rate.is_some(), "basis_points", basis_points, format!("0 to {}", kind.most()));
        let latest = today.plus_days(HORIZON_DAYS);
        let fits = (earliest..=latest).contains(&from);
        check.that(
            fits,
            "from_day",
            from,
            format!("a day from {earliest} to {latest}: rates are announced in advance"),
        );
        if !kind.may_be_bounded() && !bounds.is_empty() {
            let right = "none: only a commission, the network's fee and the fund have bounds";
            check.that(false, "bounds", bounds.len(), right);
        }
        for (number, bound) in bounds.iter().enumerate() {
            let field = |name: &str| format!("bounds[{number}].{name}");
            let once = bounds[..number].iter().all(|other| other.currency != bound.currency);
            check.that(once, field("currency"), bound.currency, "each currency once");
            let right = format!("0 to {LARGEST_BOUND} minor units");
            check.that((0..=LARGEST_BOUND).contains(&bound.least), field("least"), bound.least, right);
            let most = bound.most_a_year.unwrap_or(bound.least);
            let right = format!("{} to {LARGEST_BOUND} minor units, or null for no bound", bound.least);
            check.that((bound.least..=LARGEST_BOUND).contains(&most), field("most_a_year"), most, right);
        }
        check.done()?;
        let rate = rate.ok_or_else(|| Error::field("basis_points", basis_points, format!("0 to {}", kind.most())))?;
        Ok(Self { kind, rate, from, bounds: bounds.to_vec() })
    }

    /// A letter about it, with its bounds line by line.
    fn letter(&self, name: &str) -> Letter {
        let mut bounds = Vec::new();
        for Bounds { currency, least, most_a_year } in &self.bounds {
            let money = |minor| Money::new(minor, *currency);
            if *least > 0 {
                bounds.push(Letter::new("at-least").with("least", money(*least)));
            }
            bounds.extend(most_a_year.map(|most| Letter::new("at-most").with("most", money(most))));
        }
        Letter::new(name).with("from", self.from).with("rate", self.rate).with("bounds", bounds)
    }
}

/// Whether all that takes a part of what members earn takes at most half, together with each of those commissions, on
/// every day from that of the next rate on. `own` is how the network's rates of its kind will be then, where it is one of
/// the network's.
fn fits(conn: &mut Conn, next: &Next, mut own: Option<Timeline>, commissions: &[Timeline]) -> Result<()> {
    let mut of = |kind: RateKind| match own.take_if(|_| next.kind == kind) {
        Some(own) => Ok(own),
        None => store::timeline(conn, None, kind),
    };
    let network = [of(RateKind::Network)?, of(RateKind::Fund)?, of(RateKind::FeeTax)?];
    let taken = |points: &[i32]| {
        let on_top = (points[0] * points[2] + BasisPoints::WHOLE.points() - 1) / BasisPoints::WHOLE.points();
        points[0] + points[1] + on_top + points[3]
    };
    // Members without a home space pay no commission.
    let none = Timeline::default();
    for commission in commissions.iter().chain([&none]) {
        let together = [&network[0], &network[1], &network[2], commission];
        if let Some(day) = first_excess(&together, next.from, MOST_TAKEN, taken) {
            let right = format!("a rate with which all rates together take at most {MOST_TAKEN} on {day}");
            return Err(Error::field("basis_points", next.rate.points(), right));
        }
    }
    Ok(())
}

fn keep(tx: &mut Tx<'_>, by: By, space: Option<SpaceId>, next: &Next) -> Result<TermsId> {
    if store::has_terms(tx, space, next.kind, next.from)? {
        return Err(Error::conflict(
            "terms-taken",
            format!("There is a rate from {} on already. Choose another day.", next.from),
        ));
    }
    let until_then = store::timeline(tx, space, next.kind)?;
    let before = (!until_then.is_empty()).then(|| {
        let basis_points = until_then.on(next.from);
        json!({ "kind": next.kind, "basis_points": basis_points })
    });
    let row = TermsRow {
        id: tx.id(),
        space_id: space,
        kind: next.kind,
        basis_points: next.rate,
        from_day: next.from,
        announced_at: tx.now(),
    };
    store::insert_terms(tx, &row, &next.bounds)?;
    let subject = space.map_or_else(|| "network".to_owned(), |space| space.to_string());
    audit::record_change(tx, by, "terms.announced", subject, &before, next)?;
    Ok(row.id)
}

fn notice(id: TermsId, letter: Letter) -> Notice {
    Notice::new(Kind::Terms, "terms.announced", id, letter).at("/member/spaces".to_owned())
}
