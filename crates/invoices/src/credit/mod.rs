//! Credit notes: all of an invoice or some of its lines given back, and never more than was invoiced.

mod parts;
mod sums;

use muster_kernel::{Day, Money};
use serde::Serialize;

use crate::{
    decimal::rounded,
    finding::{Finding, Refusal},
    invoice::Invoice,
    model::{Draft, Kind, Payment, Preceding, Share},
    totals::{Group, wide},
};
use sums::sums;

/// What a credit note is to say beside what it takes from the invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// Its number (BT-1).
    pub number: String,
    /// The day on which it is issued (BT-2).
    pub issued: Day,
    /// What is given back.
    pub scope: Scope,
    /// When and how in words, such as "refunded to the account from which it was paid" (BT-20). One of this and of
    /// `due` must be there, unless nothing is left to give back.
    pub terms: Option<String>,
    /// By when, where it is also said to which account (BT-9).
    pub due: Option<Day>,
    /// To which account (BG-16).
    pub payment: Option<Payment>,
    /// Why, and what else is to be said (BG-1).
    pub notes: Vec<String>,
    /// Who gives it back: none, or all of it without VAT. What the invoice says of its own shares is not divided.
    pub shares: Vec<Share>,
}

/// How much of an invoice is given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of it: every amount of the credit note is the invoice's, what was prepaid and rounded as well.
    Whole,
    /// Some lines, or a part of them.
    Lines(Vec<CreditLine>),
    /// All that earlier credit notes have left.
    Rest,
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
///
/// ```
/// # use muster_invoices::{Address, Draft, Invoice, Line, Party, Unit, Vat};
/// use muster_invoices::{Credit, CreditLine, Scope, credit, remaining};
/// # use muster_kernel::{BasisPoints, Currency, Day, Money};
/// # let day = |text: &str| text.parse::<Day>().unwrap();
/// # let seller = Party { vat_id: Some("CZ12345678".into()), ..Party::new("Muster network", Address::new("CZ")) };
/// # let vat = Vat::standard(BasisPoints::new(2_100).unwrap());
/// # let buyer = Party::new("Client", Address::new("CZ"));
/// # let mut draft = Draft::new("2026-0001", day("2026-11-21"), Currency::EUR, seller, buyer);
/// # draft.lines.push(Line::new("1", "Design", "37.5".parse()?, Unit::Hour, "80".parse()?, vat));
/// # draft.due = Some(day("2026-12-05"));
/// # let invoice = Invoice::new(draft)?;
/// // Of 3,000.00 and 21 % VAT for line 1, the steward gives the client 500.00 back.
/// let request = Credit {
///     number: "2026-0002".into(),
///     issued: day("2026-11-30"),
///     scope: Scope::Lines(vec![CreditLine::Part { line: "1".into(), net: Money::new(50_000, Currency::EUR) }]),
///     terms: Some("Refunded to the account from which it was paid.".into()),
///     due: None,
///     payment: None,
///     notes: vec!["Decided in a dispute.".into()],
///     shares: vec![],
/// };
/// let note = credit(&invoice, &[], &request)?;
/// assert_eq!(note.booked(), Money::new(-60_500, Currency::EUR));
/// assert_eq!(remaining(&invoice, &[note])?.payable, Money::new(302_500, Currency::EUR));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn credit(invoice: &Invoice, earlier: &[Invoice], credit: &Credit) -> Result<Invoice, Refusal> {
    if invoice.draft().kind == Kind::CreditNote {
        let wrong = format!("{} is a credit note", invoice.draft().number);
        return Err(Finding::new("M-CREDIT", "kind (BT-3)", wrong, "credit an invoice").into());
    }
    let mut draft = match &credit.scope {
        Scope::Whole => invoice.draft().clone(),
        Scope::Lines(lines) => parts::some(invoice, lines)?,
        Scope::Rest => parts::rest(invoice, earlier, remaining(invoice, earlier)?)?,
    };
    draft.kind = Kind::CreditNote;
    draft.number.clone_from(&credit.number);
    draft.issued = credit.issued;
    draft.due = credit.due;
    draft.terms.clone_from(&credit.terms);
    draft.payment.clone_from(&credit.payment);
    draft.notes.clone_from(&credit.notes);
    draft.shares.clone_from(&credit.shares);
    draft.preceding = vec![Preceding { number: invoice.draft().number.clone(), issued: Some(invoice.draft().issued) }];
    let mut note = Invoice::new(draft)?;
    if credit.scope != Scope::Whole {
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

/// The note, with what its like cannot know by itself: what VAT was rounded too far, and its portion of the VAT in the
/// seller's currency.
fn settled(invoice: &Invoice, earlier: &[Invoice], note: Invoice) -> Result<Invoice, Refusal> {
    let credited = sums(invoice, &with(earlier, &note))?;
    let is_all = invoice.totals().breakdown.iter().all(|group| credited.base(group.vat) == wide(group.base));
    let rounding = rounded_off(invoice, earlier.len(), credited.payable, is_all);
    let vat_accounted = invoice.draft().vat_accounted.map(|all| portion(invoice, all, earlier, &note, is_all));
    Invoice::new(Draft { rounding, vat_accounted, ..note.into_draft() })
}

/// What is to be added to a note so that all of them give back what was paid and no more. Only what rounding can explain:
/// half a unit for each document and each category and rate, and what the invoice itself was rounded by.
fn rounded_off(invoice: &Invoice, earlier: usize, payable: i128, is_all: bool) -> Option<Money> {
    let all = wide(invoice.totals().payable());
    let beyond = if all < 0 { payable < all } else { payable > all };
    let documents = u64::try_from(earlier + 2).expect("few documents");
    let groups = u64::try_from(invoice.totals().breakdown.len()).expect("few categories and rates");
    let explained = u128::from(documents * groups) + u128::from(invoice.totals().rounding.minor().unsigned_abs());
    let off = all - payable;
    let settles = off != 0 && (is_all || beyond) && off.unsigned_abs() <= explained;
    let minor = i64::try_from(off).ok().filter(|_| settles)?;
    Some(Money::new(minor, invoice.draft().currency))
}

/// The note's portion of the VAT in the seller's currency, at the invoice's rate of exchange; the last note has what is
/// left.
fn portion(invoice: &Invoice, all: Money, earlier: &[Invoice], note: &Invoice, is_all: bool) -> Money {
    let given = earlier.iter().filter_map(|note| note.draft().vat_accounted).map(wide);
    let left = wide(all) - given.sum::<i128>();
    let whole = wide(invoice.totals().vat);
    let minor = if is_all {
        left
    } else if whole == 0 {
        0
    } else {
        let share = rounded(wide(all) * wide(note.totals().vat) * whole.signum(), whole.abs());
        share.clamp(left.min(0), left.max(0))
    };
    Money::new(i64::try_from(minor).unwrap_or(0), all.currency())
}
