//! The rules that a draft must keep, each checked once and all of them always: whoever filled in a form wrongly in five
//! places hears of five things. Rules that hold by construction (the formulas of the totals, a breakdown for each
//! category) are not checked again here; the proof reads them back from the XML.

mod document;
mod lines;
mod parties;
mod text;
mod vat;

use muster_kernel::Money;

use crate::{
    finding::{Finding, Refusal},
    model::{Draft, Period},
    totals::{self, LARGEST_MINOR, Totals},
};

/// The most lines of an invoice.
pub const MOST_LINES: usize = 10_000;
/// The most of anything else: adjustments, shares, notes, exemptions, preceding invoices.
pub const MOST_PARTS: usize = 100;

/// The most findings that are told of one draft; who has more has not understood the form.
const MOST_FINDINGS: usize = 1_000;

/// The totals of a draft that keeps every rule, or all that is wrong.
pub(crate) fn check(draft: &Draft) -> Result<Totals, Refusal> {
    let mut check = Check { draft, findings: Vec::new() };
    check.counts();
    // What is too long is not looked at any further, so that the work is bounded.
    if check.findings.is_empty() {
        check.document();
        check.party("seller", &draft.seller);
        check.party("buyer", &draft.buyer);
        check.seller_and_buyer();
        check.payment();
        check.document_adjustments();
        check.vat();
        check.lines();
    }
    check.totals()
}

/// A draft and what was found so far.
struct Check<'a> {
    draft: &'a Draft,
    findings: Vec<Finding>,
}

impl Check<'_> {
    fn wrong(
        &mut self,
        rule: impl Into<String>,
        field: impl Into<String>,
        wrong: impl Into<String>,
        right: impl Into<String>,
    ) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(Finding::new(rule, field, wrong, right));
        }
    }

    fn counts(&mut self) {
        let draft = self.draft;
        if draft.lines.is_empty() {
            self.wrong("BR-16", "lines", "there is no line", "an invoice has at least one");
        }
        self.at_most(MOST_LINES, "lines", draft.lines.len());
        self.at_most(MOST_PARTS, "adjustments", draft.adjustments.len());
        self.at_most(MOST_PARTS, "notes", draft.notes.len());
        self.at_most(MOST_PARTS, "exemptions", draft.exemptions.len());
        self.at_most(MOST_PARTS, "preceding", draft.preceding.len());
        self.at_most(MOST_PARTS, "shares", draft.shares.len());
        for (at, line) in draft.lines.iter().enumerate().take(MOST_LINES) {
            self.at_most(MOST_PARTS, &format!("lines[{at}].adjustments"), line.adjustments.len());
            self.at_most(MOST_PARTS, &format!("lines[{at}].shares"), line.shares.len());
        }
    }

    fn at_most(&mut self, most: usize, field: &str, count: usize) {
        if count > most {
            self.wrong("M-COUNT", field, format!("there are {count}"), format!("there may be {most} at most"));
        }
    }

    /// An amount of the invoice's currency, and not too large.
    fn amount(&mut self, field: &str, amount: Money) {
        let currency = self.draft.currency;
        if amount.currency() != currency {
            let wrong = format!("{amount} is not in the currency of the invoice");
            self.wrong("M-CURRENCY", field, wrong, format!("give it in {currency}"));
        }
        if amount.minor().unsigned_abs() > LARGEST_MINOR.unsigned_abs() {
            let right = format!("an amount is at most {}", Money::new(LARGEST_MINOR, currency));
            self.wrong("M-SIZE", field, format!("{amount} is too large"), right);
        }
    }

    /// The same, and not below zero.
    fn amount_from_zero(&mut self, field: &str, amount: Money) {
        self.amount(field, amount);
        if amount.minor() < 0 {
            self.wrong("M-SIGN", field, format!("{amount} lies below zero"), "give it as zero or more");
        }
    }

    /// A period has an end at least, and its ends in their order; the rules differ for document and line.
    fn period(&mut self, field: &str, period: Period, [empty, order]: [&str; 2]) {
        match (period.from, period.to) {
            (None, None) => {
                self.wrong(
                    empty,
                    field,
                    "the period has no end",
                    "give its first day, its last or both, or leave it out",
                );
            }
            (Some(from), Some(to)) if to < from => {
                let wrong = format!("it ends on {to}, before it begins on {from}");
                self.wrong(order, field, wrong, "its last day is its first or later");
            }
            _ => {}
        }
    }

    fn totals(mut self) -> Result<Totals, Refusal> {
        if !self.findings.is_empty() {
            return Err(Refusal { findings: self.findings });
        }
        let totals = Totals::of(self.draft)?;
        self.payable(&totals);
        self.accounted(&totals);
        self.shared("shares", &self.draft.shares, totals::wide(totals.net), "the document");
        if self.findings.is_empty() { Ok(totals) } else { Err(Refusal { findings: self.findings }) }
    }

    /// BT-111: in another currency, and not of the other sign.
    fn accounted(&mut self, totals: &Totals) {
        let Some(accounted) = self.draft.vat_accounted else { return };
        let field = "vat_accounted (BT-111)";
        if accounted.currency() == self.draft.currency {
            let right = "leave it out, or give it in the currency in which the seller accounts for VAT";
            self.wrong("M-CURRENCY", field, format!("{accounted} is in the currency of the invoice"), right);
        }
        if accounted.minor().signum() * totals.vat.minor().signum() < 0 {
            let wrong = format!("{accounted} has another sign than the VAT, {}", totals.vat);
            self.wrong("M-SIGN", field, wrong, "give the VAT of the invoice, converted");
        }
        if accounted.minor().unsigned_abs() > LARGEST_MINOR.unsigned_abs() {
            let right = format!("an amount is at most {}", Money::new(LARGEST_MINOR, accounted.currency()));
            self.wrong("M-SIZE", field, format!("{accounted} is too large"), right);
        }
    }

    /// BR-CO-25: who is to pay must know by when.
    fn payable(&mut self, totals: &Totals) {
        let draft = self.draft;
        if totals.due.minor() > 0 && draft.due.is_none() && draft.terms.is_none() {
            let wrong = format!("{} is due, and it is not said by when", totals.due);
            self.wrong("BR-CO-25", "due (BT-9)", wrong, "give the day, or the terms of payment (BT-20)");
        }
    }
}
