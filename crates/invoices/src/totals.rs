//! What an invoice adds up to, by the formulas of EN 16931 (BR-CO-10 to BR-CO-17): whole minor units, summed wide, and
//! rounded half away from zero in two places only: a line's net amount, and the VAT of a category and rate.

use std::collections::BTreeMap;

use muster_kernel::{Currency, Money};
use serde::Serialize;

use crate::{
    decimal::rounded,
    finding::Finding,
    model::{Change, Draft, Line, Vat},
};

/// No amount of an invoice is larger, in minor units: some nine million million euros.
pub const LARGEST_MINOR: i64 = 999_999_999_999_999;

/// The sums of an invoice, in its currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// The net amount of each line, in the order of the lines (BT-131).
    pub line_nets: Vec<Money>,
    /// All lines (BT-106).
    pub lines: Money,
    /// All allowances on the document (BT-107).
    pub allowances: Money,
    /// All charges on the document (BT-108).
    pub charges: Money,
    /// Without VAT (BT-109).
    pub net: Money,
    /// VAT (BT-110).
    pub vat: Money,
    /// With VAT (BT-112).
    pub gross: Money,
    /// Paid before (BT-113).
    pub prepaid: Money,
    /// Added to round the amount due (BT-114).
    pub rounding: Money,
    /// What is left to pay, or to give back on a credit note (BT-115).
    pub due: Money,
    /// VAT by category and rate, in their order (BG-23).
    pub breakdown: Vec<Group>,
}

/// What is taxed alike (BG-23).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Category and rate (BT-118, BT-119).
    pub vat: Vat,
    /// What is taxed (BT-116).
    pub base: Money,
    /// The tax (BT-117).
    pub tax: Money,
}

impl Totals {
    /// The totals of a draft whose amounts all are in its currency, or which sum is larger than an amount can be.
    pub(crate) fn of(draft: &Draft) -> Result<Self, Finding> {
        let sums = Sums { currency: draft.currency };
        let line_nets = sums.line_nets(&draft.lines)?;
        let lines = sums.money("BT-106", line_nets.iter().map(|net| wide(*net)).sum())?;
        let allowances = sums.money("BT-107", sums.changes(draft, Change::Allowance))?;
        let charges = sums.money("BT-108", sums.changes(draft, Change::Charge))?;
        let net = sums.money("BT-109", wide(lines) - wide(allowances) + wide(charges))?;
        let breakdown = sums.breakdown(draft, &line_nets)?;
        let vat = sums.money("BT-110", breakdown.iter().map(|group| wide(group.tax)).sum())?;
        let gross = sums.money("BT-112", wide(net) + wide(vat))?;
        let prepaid = draft.prepaid.unwrap_or(Money::new(0, draft.currency));
        let rounding = draft.rounding.unwrap_or(Money::new(0, draft.currency));
        let due = sums.money("BT-115", wide(gross) - wide(prepaid) + wide(rounding))?;
        Ok(Self { line_nets, lines, allowances, charges, net, vat, gross, prepaid, rounding, due, breakdown })
    }

    /// What is paid altogether, before and after: the amount with VAT and what was added to round it.
    pub fn payable(&self) -> Money {
        self.gross.plus(self.rounding).expect("two amounts of at most 10^15 units, in one currency")
    }
}

struct Sums {
    currency: Currency,
}

impl Sums {
    fn money(&self, field: &str, minor: i128) -> Result<Money, Finding> {
        let fits = i64::try_from(minor).ok().filter(|minor| (-LARGEST_MINOR..=LARGEST_MINOR).contains(minor));
        let minor = fits.ok_or_else(|| {
            let right = format!("an amount is at most {}", Money::new(LARGEST_MINOR, self.currency));
            Finding::new("M-SIZE", field, format!("the sum of {minor} minor units is too large"), right)
        })?;
        Ok(Money::new(minor, self.currency))
    }

    fn line_nets(&self, lines: &[Line]) -> Result<Vec<Money>, Finding> {
        let net =
            |(at, line): (usize, &Line)| self.money(&format!("lines[{at}] (BT-131)"), line_net(line, self.currency));
        lines.iter().enumerate().map(net).collect()
    }

    fn changes(&self, draft: &Draft, change: Change) -> i128 {
        draft.adjustments.iter().filter(|adjustment| adjustment.change == change).map(|a| wide(a.amount)).sum()
    }

    /// BR-S-08 and its kin for the bases, BR-CO-17 for the tax.
    fn breakdown(&self, draft: &Draft, line_nets: &[Money]) -> Result<Vec<Group>, Finding> {
        let mut bases: BTreeMap<Vat, i128> = BTreeMap::new();
        for (line, &net) in draft.lines.iter().zip(line_nets) {
            *bases.entry(line.vat).or_default() += wide(net);
        }
        for adjustment in &draft.adjustments {
            *bases.entry(adjustment.vat).or_default() += signed(adjustment.change, adjustment.amount);
        }
        let group = |(vat, base): (Vat, i128)| {
            let tax = rounded(base * i128::from(vat.rate.points()), 10_000);
            Ok(Group { vat, base: self.money("BT-116", base)?, tax: self.money("BT-117", tax)? })
        };
        bases.into_iter().map(group).collect()
    }
}

/// Quantity times price, to the currency's digits, and the line's own allowances and charges: minor units.
pub(crate) fn line_net(line: &Line, currency: Currency) -> i128 {
    let changes: i128 = line.adjustments.iter().map(|adjustment| signed(adjustment.change, adjustment.amount)).sum();
    line.quantity.times(line.price, currency.exponent()) + changes
}

pub(crate) fn signed(change: Change, amount: Money) -> i128 {
    match change {
        Change::Allowance => -wide(amount),
        Change::Charge => wide(amount),
    }
}

pub(crate) fn wide(amount: Money) -> i128 {
    i128::from(amount.minor())
}
