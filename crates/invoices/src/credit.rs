//! Credit notes: all of an invoice or some of its lines given back, and never more than was invoiced.

use std::collections::{BTreeMap, HashMap, HashSet};

use muster_kernel::{Currency, Day, Money};
use serde::Serialize;

use crate::{
    codes::Unit,
    decimal::Decimal,
    finding::{Finding, Refusal},
    invoice::Invoice,
    model::{Adjustment, Draft, Kind, Line, Payment, Preceding, Share, Vat},
    totals::{Group, wide},
};

/// What a credit note is to say beside what it takes from the invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// Its number (BT-1).
    pub number: String,
    /// The day on which it is issued (BT-2).
    pub issued: Day,
    /// What is given back.
    pub scope: Scope,
    /// When and how in words, such as "refunded to the account from which it was paid" (BT-20). One of this and of `due`
    /// must be there, unless nothing is left to give back.
    pub terms: Option<String>,
    /// By when, where it is also said to which account (BT-9).
    pub due: Option<Day>,
    /// To which account (BG-16).
    pub payment: Option<Payment>,
    /// Why, and what else is to be said (BG-1).
    pub notes: Vec<String>,
}

/// How much of an invoice is given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of it: every amount of the credit note is the invoice's, what was prepaid and rounded as well.
    Whole,
    /// Some lines, or a part of them.
    Lines(Vec<CreditLine>),
}

/// How much of one line is given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CreditLine {
    /// The line as it was invoiced, with its portion of the allowances and charges on the document: what the lines of a
    /// category and rate bear of them is divided in proportion to their net amounts, to the last unit.
    Whole {
        /// The line's id.
        line: String,
    },
    /// A part of what was taxed. Allowances and charges on the document are left as they are.
    Part {
        /// The line's id.
        line: String,
        /// How much without VAT, with the sign of the line's net amount.
        net: Money,
    },
}

/// What credit notes have left of an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remaining {
    /// The id of each line and what is left of its net amount, in the order of the lines.
    pub lines: Vec<(String, Money)>,
    /// What is left of each category and rate. VAT is rounded on each credit note by itself (BR-CO-17), so that after
    /// several of them the tax may be a unit or so off.
    pub groups: Vec<Group>,
    /// What is left of all that is paid for the invoice ([`crate::Totals::payable`]).
    pub payable: Money,
}

/// The credit note for all or a part of an invoice, to which these credit notes were written before; or why there is
/// none: all that is wrong with it (see [`Invoice::new`]), or by how much more than was invoiced would be given back.
///
/// Where VAT, rounded on each credit note by itself, would add up to a unit more or less than the invoice's, the amount
/// to be given back is rounded by it (BT-114): nobody gets more back than was paid, and credit notes for everything
/// give all of it back.
pub fn credit(invoice: &Invoice, earlier: &[Invoice], credit: &Credit) -> Result<Invoice, Refusal> {
    if invoice.draft().kind == Kind::CreditNote {
        let wrong = format!("{} is a credit note", invoice.draft().number);
        return Err(Finding::new("M-CREDIT", "kind (BT-3)", wrong, "credit an invoice").into());
    }
    let mut draft = match &credit.scope {
        Scope::Whole => invoice.draft().clone(),
        Scope::Lines(lines) => partial(invoice, lines)?,
    };
    draft.kind = Kind::CreditNote;
    draft.number.clone_from(&credit.number);
    draft.issued = credit.issued;
    draft.due = credit.due;
    draft.terms.clone_from(&credit.terms);
    draft.payment.clone_from(&credit.payment);
    draft.notes.clone_from(&credit.notes);
    draft.preceding = vec![Preceding { number: invoice.draft().number.clone(), issued: Some(invoice.draft().issued) }];
    let mut note = Invoice::new(draft)?;
    if let Scope::Lines(_) = credit.scope {
        note = settled(invoice, earlier, note)?;
    }
    sums(invoice, &with(earlier, &note))?.left_of(invoice)?;
    Ok(note)
}

/// What these credit notes have left of an invoice, or why they cannot all be its own: one refers to another invoice,
/// tells of a line that it does not have, or together they give back more than was invoiced, of a line, of a category
/// and rate, or of the whole.
pub fn remaining(invoice: &Invoice, credits: &[Invoice]) -> Result<Remaining, Refusal> {
    sums(invoice, &credits.iter().collect::<Vec<_>>())?.left_of(invoice)
}

fn with<'a>(earlier: &'a [Invoice], note: &'a Invoice) -> Vec<&'a Invoice> {
    earlier.iter().chain([note]).collect()
}

/// The note, with what VAT was rounded too far taken off or put on. Only what rounding can explain: half a unit for
/// each document and each category and rate, and what the invoice itself was rounded by.
fn settled(invoice: &Invoice, earlier: &[Invoice], note: Invoice) -> Result<Invoice, Refusal> {
    let credited = sums(invoice, &with(earlier, &note))?;
    let all = wide(invoice.totals().payable());
    let is_all = invoice.totals().breakdown.iter().all(|group| credited.base(group.vat) == wide(group.base));
    let beyond = if all < 0 { credited.payable < all } else { credited.payable > all };
    let documents = u64::try_from(earlier.len() + 2).expect("few documents");
    let groups = u64::try_from(invoice.totals().breakdown.len()).expect("few categories and rates");
    let explained = u128::from(documents * groups) + u128::from(invoice.totals().rounding.minor().unsigned_abs());
    let off = all - credited.payable;
    if off == 0 || !(is_all || beyond) || off.unsigned_abs() > explained {
        return Ok(note);
    }
    let currency = invoice.draft().currency;
    let rounding = Money::new(i64::try_from(off).expect("as small as rounding is"), currency);
    Invoice::new(Draft { rounding: Some(rounding), ..note.into_draft() })
}

/// The draft of the invoice with those lines only.
fn partial(invoice: &Invoice, wanted: &[CreditLine]) -> Result<Draft, Refusal> {
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
    let used: HashSet<Vat> = lines.iter().map(|line| line.vat).collect();
    let mut draft = Draft { lines, prepaid: None, rounding: None, ..whole.clone() };
    draft.adjustments = whole
        .adjustments
        .iter()
        .zip(borne)
        .filter(|(_, minor)| *minor != 0)
        .map(|(change, minor)| Adjustment { amount: Money::new(minor, whole.currency), ..change.clone() })
        .collect();
    draft.exemptions.retain(|exemption| used.iter().any(|vat| vat.category == exemption.category));
    Ok(draft)
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

fn unknown(field: String, invoice: &Invoice, id: &str) -> Refusal {
    let wrong = format!("invoice {} has no line {:?}", invoice.draft().number, id.chars().take(40).collect::<String>());
    Finding::new("M-CREDIT", field, wrong, "name one of its lines").into()
}

fn sums<'a>(invoice: &Invoice, credits: &[&'a Invoice]) -> Result<Credited<'a>, Refusal> {
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
struct Credited<'a> {
    lines: HashMap<&'a str, i128>,
    /// Base and tax.
    groups: BTreeMap<Vat, (i128, i128)>,
    payable: i128,
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

    fn base(&self, vat: Vat) -> i128 {
        self.groups.get(&vat).map_or(0, |sums| sums.0)
    }

    fn left_of(&self, invoice: &Invoice) -> Result<Remaining, Refusal> {
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
