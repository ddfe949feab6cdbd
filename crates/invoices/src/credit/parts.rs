//! What a credit note takes from an invoice: some lines, or what is left.

use std::collections::{HashMap, HashSet};

use muster_kernel::{Currency, Money};

use super::{CreditLine, Remaining, sums::unknown};
use crate::{
    codes::Unit,
    decimal::Decimal,
    finding::{Finding, Refusal},
    invoice::Invoice,
    model::{Adjustment, Category, Draft, Line, Share},
};

/// The draft of the invoice with those lines only.
pub(super) fn some(invoice: &Invoice, wanted: &[CreditLine]) -> Result<Draft, Refusal> {
    let whole = invoice.draft();
    if wanted.len() > whole.lines.len() {
        let wrong = format!("{} lines are to be credited, and the invoice has {}", wanted.len(), whole.lines.len());
        return Err(Finding::new("M-ID", "scope.lines", wrong, "name each line once").into());
    }
    let places: HashMap<&str, usize> =
        whole.lines.iter().enumerate().map(|(at, line)| (line.id.as_str(), at)).collect();
    let mut borne = vec![0_i64; whole.adjustments.len()];
    let portions: Vec<Vec<Money>> = whole.adjustments.iter().map(|change| portions(invoice, change)).collect();
    let mut lines = Vec::with_capacity(wanted.len());
    for (at, wanted) in wanted.iter().enumerate() {
        let id = match wanted {
            CreditLine::Whole { line } | CreditLine::Part { line, .. } => line,
        };
        let place = *places.get(id.as_str()).ok_or_else(|| unknown(format!("scope.lines[{at}]"), invoice, id))?;
        let line = &whole.lines[place];
        match wanted {
            CreditLine::Whole { .. } => {
                lines.push(line.clone());
                for (sum, portions) in borne.iter_mut().zip(&portions) {
                    // No more than the adjustment, once a line was named once; a line named twice is refused later.
                    *sum = sum.saturating_add(portions.get(place).map_or(0, |portion| portion.minor()));
                }
            }
            CreditLine::Part { net, .. } => lines.push(part(line, *net, whole.currency)?),
        }
    }
    let borne = whole.adjustments.iter().zip(borne);
    let adjustments = borne
        .map(|(change, minor)| Adjustment { amount: Money::new(minor, whole.currency), ..change.clone() })
        .collect();
    Ok(of(whole, lines, adjustments))
}

/// The draft of what is left: lines of which nothing was given back as they were, what is left of the others, and what
/// is left of each allowance and charge on the document.
pub(super) fn rest(invoice: &Invoice, earlier: &[Invoice], left: Remaining) -> Result<Draft, Refusal> {
    let whole = invoice.draft();
    let mut lines = Vec::new();
    for ((line, &net), (_, left)) in whole.lines.iter().zip(&invoice.totals().line_nets).zip(left.lines) {
        if left == net {
            lines.push(line.clone());
        } else if left.minor() != 0 {
            lines.push(part(line, left, whole.currency)?);
        }
    }
    let mut adjustments = whole.adjustments.clone();
    for given in earlier.iter().flat_map(|note| &note.draft().adjustments) {
        let mut minor = given.amount.minor();
        // What was given back is taken from the first of its like, and what that does not hold from the next.
        for change in adjustments.iter_mut().filter(|change| is_like(change, given)) {
            let taken = minor.min(change.amount.minor());
            minor -= taken;
            change.amount = Money::new(change.amount.minor() - taken, whole.currency);
        }
    }
    Ok(of(whole, lines, adjustments))
}

fn is_like(one: &Adjustment, other: &Adjustment) -> bool {
    (one.change, one.vat, &one.reason) == (other.change, other.vat, &other.reason)
}

/// The invoice with those lines, allowances and charges, and the reasons that they need.
fn of(whole: &Draft, lines: Vec<Line>, mut adjustments: Vec<Adjustment>) -> Draft {
    adjustments.retain(|change| change.amount.minor() != 0);
    let vats = lines.iter().map(|line| line.vat).chain(adjustments.iter().map(|change| change.vat));
    let used: HashSet<Category> = vats.map(|vat| vat.category).collect();
    let mut draft = Draft { lines, adjustments, vat_accounted: None, prepaid: None, rounding: None, ..whole.clone() };
    draft.exemptions.retain(|exemption| used.contains(&exemption.category));
    draft
}

/// What each line bears of an allowance or charge on the document, in the order of the lines; empty where no line of
/// its category and rate has a net amount above zero: then it is given back with the whole only.
fn portions(invoice: &Invoice, change: &Adjustment) -> Vec<Money> {
    let nets = invoice.draft().lines.iter().zip(&invoice.totals().line_nets);
    let weight =
        |(line, net): (&Line, &Money)| if line.vat == change.vat { net.minor().max(0).unsigned_abs() } else { 0 };
    change.amount.split(&nets.map(weight).collect::<Vec<_>>())
}

/// One piece of the line that costs so much, its shares divided as they were.
fn part(line: &Line, net: Money, currency: Currency) -> Result<Line, Refusal> {
    if net.currency() != currency {
        let wrong = format!("{net} is not in the currency of the invoice");
        return Err(
            Finding::new("M-CURRENCY", format!("line {}", line.id), wrong, format!("give it in {currency}")).into()
        );
    }
    if net.minor() == 0 {
        let right = "give back some of it, or leave the line out";
        return Err(Finding::new("M-CREDIT", format!("line {}", line.id), format!("{net} is nothing"), right).into());
    }
    let too_long = |error| {
        let right = "credit several lines, or the whole";
        Refusal::from(Finding::new("M-SIZE", format!("lines[{}]", line.id), format!("{error}"), right))
    };
    let price = Decimal::of(if net.minor() < 0 { net.negated() } else { net }).map_err(too_long)?;
    let quantity = Decimal::new(if net.minor() < 0 { -1 } else { 1 }, 0).map_err(too_long)?;
    let weights: Vec<u64> = line.shares.iter().map(|share| share.amount.minor().unsigned_abs()).collect();
    let shares = line.shares.iter().zip(net.split(&weights));
    Ok(Line {
        quantity,
        unit: Unit::One,
        price,
        adjustments: Vec::new(),
        shares: shares.map(|(share, amount)| Share { name: share.name.clone(), amount }).collect(),
        ..line.clone()
    })
}
