//! For any lines, categories, rates and allowances: what holds of the sums, of what is written, and of what is given
//! back.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod scene;

use muster_invoices::{
    Adjustment, Category, Change, CreditLine, Decimal, Delivery, Draft, Invoice, Kind, Line, Scope, Share, Unit, Vat,
    credit, remaining,
};
use muster_kernel::{BasisPoints, Currency, Money};
use proptest::prelude::*;
use roxmltree::{Document, Node};
use scene::{back, draft, exempt};

fn vats() -> impl Strategy<Value = Vat> {
    let untaxed =
        [Category::Zero, Category::Exempt, Category::ReverseCharge, Category::IntraCommunity, Category::Export];
    prop_oneof![
        prop::sample::select(vec![1, 33, 500, 1_050, 2_000, 10_000])
            .prop_map(|points| Vat::standard(BasisPoints::new(points).unwrap())),
        prop::sample::select(untaxed.to_vec()).prop_map(Vat::untaxed),
    ]
}

/// Quantity and price with up to six digits behind the point; a dozen lines of them stay below the largest amount.
fn amounts() -> impl Strategy<Value = (Decimal, Decimal)> {
    let decimal =
        |from: i64| (from..100_000_i64, 0..=6_u8).prop_map(|(number, scale)| Decimal::new(number, scale).unwrap());
    (decimal(-20_000), decimal(0))
}

fn changes() -> impl Strategy<Value = Change> {
    prop::sample::select(vec![Change::Allowance, Change::Charge])
}

fn currencies() -> impl Strategy<Value = Currency> {
    prop::sample::select(vec![Currency::EUR, Currency::JPY, Currency::KWD])
}

/// A draft that keeps the rules.
fn drafts() -> impl Strategy<Value = Draft> {
    let lines = prop::collection::vec((amounts(), vats(), "[^\\x00-\\x1f\\x7f-\\x9f\u{fffe}\u{ffff}]{0,12}"), 1..12);
    let adjustments = prop::collection::vec((changes(), 0..1_000_000_i64, vats()), 0..5);
    (currencies(), lines, adjustments, prop::option::of(0..1_000_000_i64), prop::option::of(-50..50_i64)).prop_map(
        |(currency, lines, adjustments, prepaid, rounding)| {
            let mut draft = Draft { currency, ..draft() };
            draft.delivery = Some(Delivery { day: Some(draft.issued), country: Some("PL".into()) });
            for (at, ((quantity, price), vat, text)) in lines.into_iter().enumerate() {
                let name = format!("Work {text}");
                draft.lines.push(Line::new(format!("L{at}"), name, quantity, Unit::Hour, price, vat));
            }
            draft.adjustments = adjustments
                .into_iter()
                .map(|(change, minor, vat)| {
                    let amount = Money::new(minor, currency);
                    Adjustment { change, amount, reason: "Agreed".into(), vat }
                })
                .collect();
            let vats: Vec<Vat> =
                draft.lines.iter().map(|l| l.vat).chain(draft.adjustments.iter().map(|a| a.vat)).collect();
            if vats.contains(&Vat::untaxed(Category::Exempt)) {
                draft.exemptions = vec![exempt(Category::Exempt)];
            }
            draft.prepaid = prepaid.map(|minor| Money::new(minor, currency));
            draft.rounding = rounding.map(|minor| Money::new(minor, currency));
            draft
        },
    )
}

fn child<'a>(node: Node<'a, 'a>, steps: &str) -> Option<Node<'a, 'a>> {
    steps.split('/').try_fold(node, |node, step| node.children().find(|child| child.tag_name().name() == step))
}

/// Minor units of an amount as it is written, which must have exactly the currency's digits.
fn minor(node: Option<Node<'_, '_>>, currency: Currency) -> Result<i64, TestCaseError> {
    let Some(text) = node.and_then(|node| node.text()) else { return Ok(0) };
    let behind = text.split_once('.').map_or(0, |(_, part)| part.len());
    prop_assert_eq!(behind, usize::from(currency.exponent()), "{}", text);
    Ok(text.replace('.', "").parse().unwrap())
}

/// One piece on each line for so many cents, and adjustments of the category and rate of some line, by a quarter of it
/// at most.
fn positive(lines: &[(i64, Vat)], adjustments: &[(Change, i64, usize)]) -> Draft {
    let mut draft = draft();
    draft.delivery = Some(Delivery { day: Some(draft.issued), country: Some("PL".into()) });
    let line = |(at, (cents, vat)): (usize, &(i64, Vat))| {
        Line::new(format!("{at}"), "Work", Decimal::ONE, Unit::One, Decimal::new(*cents, 2).unwrap(), *vat)
    };
    draft.lines = lines.iter().enumerate().map(line).collect();
    for (change, minor, at) in adjustments {
        let (net, vat) = lines[at % lines.len()];
        draft.adjustments.push(scene::change(*change, *minor.min(&(net / 4)), vat));
    }
    if lines.iter().any(|(_, vat)| vat.category == Category::Exempt) {
        draft.exemptions = vec![exempt(Category::Exempt)];
    }
    draft
}

proptest! {
    #[test]
    fn sums_hold_and_base_and_tax_are_the_gross_of_each_category(draft in drafts()) {
        let invoice = Invoice::new(draft).unwrap();
        let totals = invoice.totals();
        let sum = |amounts: Vec<Money>| amounts.iter().map(|amount| amount.minor()).sum::<i64>();
        prop_assert_eq!(sum(totals.line_nets.clone()), totals.lines.minor());
        prop_assert_eq!(totals.lines.minor() - totals.allowances.minor() + totals.charges.minor(), totals.net.minor());
        prop_assert_eq!(sum(totals.breakdown.iter().map(|group| group.base).collect()), totals.net.minor());
        prop_assert_eq!(sum(totals.breakdown.iter().map(|group| group.tax).collect()), totals.vat.minor());
        prop_assert_eq!(totals.net.minor() + totals.vat.minor(), totals.gross.minor());
        prop_assert_eq!(totals.gross.minor() - totals.prepaid.minor() + totals.rounding.minor(), totals.due.minor());
        for group in &totals.breakdown {
            // Half a unit away from the exact tax at most, and exactly half only outwards.
            let (base, rate) = (i128::from(group.base.minor()), i128::from(group.vat.rate.points()));
            let outwards = (i128::from(group.tax.minor()) * 10_000 - base * rate) * base.signum();
            prop_assert!((-5_000 < outwards) && (outwards <= 5_000));
        }
        prop_assert!(totals.breakdown.windows(2).all(|pair| pair[0].vat < pair[1].vat));
    }

    #[test]
    fn what_is_written_says_the_same_in_both_syntaxes(draft in drafts()) {
        let invoice = Invoice::new(draft).unwrap();
        let (totals, currency) = (invoice.totals(), invoice.draft().currency);
        let (ubl, cii) = (invoice.to_ubl(), invoice.to_cii());
        prop_assert_eq!(&ubl, &invoice.to_ubl());
        let (ubl, cii) = (Document::parse(&ubl).unwrap(), Document::parse(&cii).unwrap());
        let sums = child(ubl.root_element(), "LegalMonetaryTotal").unwrap();
        let trade = child(cii.root_element(), "SupplyChainTradeTransaction").unwrap();
        let settled = child(trade, "ApplicableHeaderTradeSettlement").unwrap();
        let settled = child(settled, "SpecifiedTradeSettlementHeaderMonetarySummation").unwrap();
        for (amount, in_ubl, in_cii) in [
            (totals.lines, "LineExtensionAmount", "LineTotalAmount"),
            (totals.allowances, "AllowanceTotalAmount", "AllowanceTotalAmount"),
            (totals.charges, "ChargeTotalAmount", "ChargeTotalAmount"),
            (totals.net, "TaxExclusiveAmount", "TaxBasisTotalAmount"),
            (totals.gross, "TaxInclusiveAmount", "GrandTotalAmount"),
            (totals.prepaid, "PrepaidAmount", "TotalPrepaidAmount"),
            (totals.rounding, "PayableRoundingAmount", "RoundingAmount"),
            (totals.due, "PayableAmount", "DuePayableAmount"),
        ] {
            prop_assert_eq!(minor(child(sums, in_ubl), currency)?, amount.minor());
            prop_assert_eq!(minor(child(settled, in_cii), currency)?, amount.minor());
        }
        prop_assert_eq!(minor(child(ubl.root_element(), "TaxTotal/TaxAmount"), currency)?, totals.vat.minor());
        prop_assert_eq!(minor(child(settled, "TaxTotalAmount"), currency)?, totals.vat.minor());
        let ubl_lines = ubl.root_element().children().filter(|node| node.tag_name().name() == "InvoiceLine");
        let cii_lines = trade.children().filter(|node| node.tag_name().name() == "IncludedSupplyChainTradeLineItem");
        let lines: Vec<_> = ubl_lines.zip(cii_lines).collect();
        prop_assert_eq!(lines.len(), invoice.draft().lines.len());
        for ((line, net), (ubl, cii)) in invoice.draft().lines.iter().zip(&totals.line_nets).zip(lines) {
            prop_assert_eq!(minor(child(ubl, "LineExtensionAmount"), currency)?, net.minor());
            let settled = child(cii, "SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation");
            prop_assert_eq!(minor(child(settled.unwrap(), "LineTotalAmount"), currency)?, net.minor());
            // Names hold any character: what is read back is what was given.
            prop_assert_eq!(child(ubl, "Item/Name").unwrap().text(), Some(line.name.as_str()));
            prop_assert_eq!(child(cii, "SpecifiedTradeProduct/Name").unwrap().text(), Some(line.name.as_str()));
        }
    }

    #[test]
    fn a_credit_for_all_mirrors_to_zero(draft in drafts()) {
        let invoice = Invoice::new(draft).unwrap();
        let note = credit(&invoice, &[], &back("CN-1", Scope::Whole)).unwrap();
        prop_assert_eq!(note.totals(), invoice.totals());
        prop_assert_eq!(note.booked().plus(invoice.booked()).unwrap().minor(), 0);
        let left = remaining(&invoice, &[note]).unwrap();
        prop_assert_eq!(left.payable.minor(), 0);
        prop_assert!(left.lines.iter().all(|(_, net)| net.minor() == 0));
        prop_assert!(left.groups.iter().all(|group| group.base.minor() == 0 && group.tax.minor() == 0));
    }

    #[test]
    fn parts_never_add_up_to_more_than_was_invoiced(
        draft in drafts(),
        parts in prop::collection::vec((0..12_usize, 0..=1_000_i64, any::<bool>()), 1..16),
    ) {
        let invoice = Invoice::new(draft).unwrap();
        let (lines, totals) = (&invoice.draft().lines, invoice.totals());
        let mut notes: Vec<Invoice> = Vec::new();
        for (at, thousandths, all) in parts {
            let at = at % lines.len();
            let (line, net) = (lines[at].id.clone(), totals.line_nets[at]);
            let net = Money::new(net.minor() / 1_000 * thousandths, net.currency());
            let part = if all { CreditLine::Whole { line } } else { CreditLine::Part { line, net } };
            let request = back(&format!("CN-{}", notes.len()), Scope::Lines(vec![part]));
            if let Ok(note) = credit(&invoice, &notes, &request) {
                notes.push(note);
            }
        }
        let given: i128 = notes.iter().map(|note| i128::from(note.booked().minor())).sum();
        let paid = i128::from(totals.payable().minor());
        prop_assert!((paid.min(0)..=paid.max(0)).contains(&-given));
        let left = remaining(&invoice, &notes).unwrap();
        prop_assert_eq!(i128::from(left.payable.minor()), paid + given);
        for ((_, left), net) in left.lines.iter().zip(&totals.line_nets) {
            prop_assert!((net.minor().min(0)..=net.minor().max(0)).contains(&left.minor()));
        }
    }

    /// Whatever is rounded in between.
    #[test]
    fn lines_given_back_one_by_one_are_all_of_it(
        lines in prop::collection::vec((1..10_000_000_i64, vats()), 1..8),
        adjustments in prop::collection::vec((changes(), 0..1_000_i64, 0..8_usize), 0..4),
        rounding in -50..50_i64,
    ) {
        let mut draft = positive(&lines, &adjustments);
        let payable = Invoice::new(draft.clone()).unwrap().totals().payable().minor();
        draft.rounding = Some(Money::new(rounding.max(-payable), Currency::EUR));
        let invoice = Invoice::new(draft).unwrap();
        let mut notes = Vec::new();
        for at in 0..lines.len() {
            let scope = Scope::Lines(vec![CreditLine::Whole { line: at.to_string() }]);
            notes.push(credit(&invoice, &notes, &back(&format!("CN-{at}"), scope)).unwrap());
        }
        let left = remaining(&invoice, &notes).unwrap();
        prop_assert_eq!(left.payable.minor(), 0);
        prop_assert!(left.groups.iter().all(|group| group.base.minor() == 0));
    }

    /// After any parts, the rest is all that is left, to the last unit.
    #[test]
    fn parts_and_the_rest_are_all_of_it(
        lines in prop::collection::vec((1..10_000_000_i64, vats()), 1..8),
        adjustments in prop::collection::vec((changes(), 0..1_000_i64, 0..8_usize), 0..4),
        parts in prop::collection::vec((0..8_usize, 1..=1_000_i64, any::<bool>()), 0..8),
    ) {
        let invoice = Invoice::new(positive(&lines, &adjustments)).unwrap();
        let mut notes: Vec<Invoice> = Vec::new();
        for (at, thousandths, all) in parts {
            let at = at % lines.len();
            let (line, net) = (at.to_string(), Money::new(lines[at].0 * thousandths / 1_000, Currency::EUR));
            let part = if all { CreditLine::Whole { line } } else { CreditLine::Part { line, net } };
            let request = back(&format!("CN-{}", notes.len()), Scope::Lines(vec![part]));
            notes.extend(credit(&invoice, &notes, &request).ok());
        }
        if remaining(&invoice, &notes).unwrap().lines.iter().any(|(_, net)| net.minor() != 0) {
            notes.push(credit(&invoice, &notes, &back("CN-rest", Scope::Rest)).unwrap());
            let left = remaining(&invoice, &notes).unwrap();
            prop_assert_eq!(left.payable.minor(), 0);
            prop_assert!(left.groups.iter().all(|group| group.base.minor() == 0));
            prop_assert!(left.lines.iter().all(|(_, net)| net.minor() == 0));
        }
    }

    #[test]
    fn an_invoice_reads_back_from_its_json(draft in drafts()) {
        let invoice = Invoice::new(draft).unwrap();
        let json = serde_json::to_string(&invoice).unwrap();
        prop_assert_eq!(serde_json::from_str::<Invoice>(&json).unwrap(), invoice);
    }

    /// Whatever a form holds, the answer is an invoice or findings, never a panic.
    #[test]
    fn no_draft_panics(
        mut draft in drafts(),
        texts in prop::collection::vec("\\PC{0,8}|[\\x00-\\xff]{0,5}", 8),
        numbers in prop::collection::vec(any::<i64>(), 6),
        kind in prop::sample::select(vec![Kind::Invoice, Kind::CreditNote]),
    ) {
        let money = |at: usize| Money::new(numbers[at], draft.currency);
        let shares = [0, 1].map(|at| Share { name: texts[at].clone(), amount: money(at) }).to_vec();
        (draft.prepaid, draft.rounding) = (Some(money(2)), Some(money(3)));
        draft.adjustments.push(Adjustment {
            change: Change::Charge,
            amount: money(4),
            reason: texts[2].clone(),
            vat: Vat::untaxed(Category::OutsideScope),
        });
        draft.kind = kind;
        draft.lines[0].shares = shares;
        draft.number = texts[3].clone();
        draft.seller.vat_id = Some(texts[4].clone());
        draft.buyer.address.country = texts[5].clone();
        draft.notes = vec![texts[6].clone()];
        draft.lines[0].name = texts[7].clone();
        if let Err(refusal) = Invoice::new(draft) {
            prop_assert!(!refusal.findings.is_empty());
        }
    }
}
