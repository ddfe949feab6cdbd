//! What credit notes give back together, held against the invoice.

use std::collections::{BTreeMap, HashMap, HashSet};

use muster_kernel::Money;

use super::Remaining;
use crate::{
    finding::{Finding, Refusal},
    invoice::Invoice,
    model::{Kind, Vat},
    totals::{Group, wide},
};

pub(super) fn unknown(field: String, invoice: &Invoice, id: &str) -> Refusal {
    let wrong = format!("invoice {} has no line {:?}", invoice.draft().number, id.chars().take(40).collect::<String>());
    Finding::new("M-CREDIT", field, wrong, "name one of its lines").into()
}

/// The sums of these credit notes, or why one is not the invoice's.
pub(super) fn sums<'a>(invoice: &Invoice, credits: &[&'a Invoice]) -> Result<Credited<'a>, Refusal> {
    let mut credited = Credited::default();
    let mut numbers = HashSet::new();
    for credit in credits {
        belongs(invoice, credit)?;
        if !numbers.insert(credit.draft().number.as_str()) {
            let wrong = format!("credit note {} is there twice", credit.draft().number);
            return Err(Finding::new("M-CREDIT", "number (BT-1)", wrong, "give each a number of its own").into());
        }
        credited.add(invoice, credit)?;
    }
    Ok(credited)
}

fn belongs(invoice: &Invoice, credit: &Invoice) -> Result<(), Refusal> {
    let (of, by) = (invoice.draft(), credit.draft());
    let wrong = if by.kind != Kind::CreditNote {
        format!("{} is no credit note", by.number)
    } else if !by.preceding.iter().any(|p| p.number == of.number && p.issued.is_none_or(|day| day == of.issued)) {
        format!("credit note {} does not refer to invoice {} of {}", by.number, of.number, of.issued)
    } else if by.currency != of.currency {
        format!("credit note {} is in {}, invoice {} in {}", by.number, by.currency, of.number, of.currency)
    } else {
        return Ok(());
    };
    Err(Finding::new("M-CREDIT", "preceding (BG-3)", wrong, "compare an invoice with its own credit notes").into())
}

/// What several credit notes give back.
#[derive(Default)]
pub(super) struct Credited<'a> {
    lines: HashMap<&'a str, i128>,
    /// Base and tax.
    groups: BTreeMap<Vat, (i128, i128)>,
    pub(super) payable: i128,
}

impl<'a> Credited<'a> {
    fn add(&mut self, invoice: &Invoice, credit: &'a Invoice) -> Result<(), Refusal> {
        let invoiced: HashMap<&str, Vat> =
            invoice.draft().lines.iter().map(|line| (line.id.as_str(), line.vat)).collect();
        for (line, net) in credit.draft().lines.iter().zip(&credit.totals().line_nets) {
            match invoiced.get(line.id.as_str()) {
                None => return Err(unknown(format!("credit note {}", credit.draft().number), invoice, &line.id)),
                Some(&vat) if vat != line.vat => {
                    let wrong = format!("line {:?} is taxed otherwise than on the invoice", line.id);
                    let field = format!("credit note {}", credit.draft().number);
                    return Err(
                        Finding::new("M-CREDIT", field, wrong, "take category and rate from the invoice").into()
                    );
                }
                Some(_) => *self.lines.entry(line.id.as_str()).or_default() += wide(*net),
            }
        }
        for group in &credit.totals().breakdown {
            let sums = self.groups.entry(group.vat).or_default();
            *sums = (sums.0 + wide(group.base), sums.1 + wide(group.tax));
        }
        self.payable += wide(credit.totals().payable());
        Ok(())
    }

    /// How much of a category and rate is given back.
    pub(super) fn base(&self, vat: Vat) -> i128 {
        self.groups.get(&vat).map_or(0, |sums| sums.0)
    }

    /// What is left, or where more is given back than was invoiced.
    pub(super) fn left_of(&self, invoice: &Invoice) -> Result<Remaining, Refusal> {
        let totals = invoice.totals();
        let mut over = Over { findings: Vec::new() };
        let mut lines = Vec::with_capacity(totals.line_nets.len());
        for (line, &net) in invoice.draft().lines.iter().zip(&totals.line_nets) {
            let back = self.lines.get(line.id.as_str()).copied().unwrap_or_default();
            lines.push((line.id.clone(), over.left(|| format!("line {}", line.id), net, back)));
        }
        let mut groups = Vec::with_capacity(totals.breakdown.len());
        for group in &totals.breakdown {
            let (base, tax) = self.groups.get(&group.vat).copied().unwrap_or_default();
            let name = || format!("category {} at {} basis points", group.vat.category.code(), group.vat.rate.points());
            let base = over.left(name, group.base, base);
            // Taxes follow from bases, and differ by rounding only.
            let tax = i64::try_from(wide(group.tax) - tax).unwrap_or(0);
            groups.push(Group { vat: group.vat, base, tax: Money::new(tax, base.currency()) });
        }
        for (vat, &(base, _)) in &self.groups {
            if base != 0 && !totals.breakdown.iter().any(|group| group.vat == *vat) {
                let wrong = format!("nothing of category {} at that rate was invoiced", vat.category.code());
                over.findings.push(Finding::new("M-CREDIT", "credit notes", wrong, "credit what was invoiced"));
            }
        }
        let payable = over.left(|| "the amount that is paid".to_owned(), totals.payable(), self.payable);
        if over.findings.is_empty() {
            Ok(Remaining { lines, groups, payable })
        } else {
            Err(Refusal { findings: over.findings })
        }
    }
}

/// Where more is given back than was invoiced.
struct Over {
    findings: Vec<Finding>,
}

impl Over {
    /// What is left of an amount; a finding where that lies beyond zero or beyond the amount.
    fn left(&mut self, name: impl Fn() -> String, invoiced: Money, back: i128) -> Money {
        let all = wide(invoiced);
        if !(all.min(0)..=all.max(0)).contains(&back) {
            let told = i64::try_from(back).map(|minor| Money::new(minor, invoiced.currency()).to_string());
            let told = told.unwrap_or_else(|_| "more than an amount can be".to_owned());
            let wrong = format!("the credit notes give back {told}");
            let right = format!("between nothing and the {invoiced} that were invoiced");
            self.findings.push(Finding::new("M-CREDIT", name(), wrong, right));
            return invoiced;
        }
        Money::new(i64::try_from(all - back).expect("no larger than what was invoiced"), invoiced.currency())
    }
}
