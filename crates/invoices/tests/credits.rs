//! What is given back mirrors what was asked for, and is never more.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod scene;

use std::slice::from_ref;

use muster_invoices::{
    Change, CreditLine, Draft, Invoice, Kind, LineAdjustment, Preceding, Refusal, Scope, Share, credit, remaining,
};
use muster_kernel::Money;
use scene::{back, change, day, draft, euros, invoice_of, line, taxed};

fn whole(line: &str) -> CreditLine {
    CreditLine::Whole { line: line.to_owned() }
}

fn part(line: &str, minor: i64) -> CreditLine {
    CreditLine::Part { line: line.to_owned(), net: euros(minor) }
}

fn lines(lines: impl Into<Vec<CreditLine>>) -> Scope {
    Scope::Lines(lines.into())
}

fn rules(refusal: Refusal) -> Vec<String> {
    refusal.findings.into_iter().map(|finding| finding.rule).collect()
}

/// Two lines at one rate with an allowance, one at another; prepaid and rounded.
fn team() -> Invoice {
    let mut draft = draft();
    draft.lines = vec![
        line("a", "10", "30", taxed(2_000)),
        line("b", "10", "60", taxed(2_000)),
        line("c", "7.5", "13.33", taxed(1_000)),
    ];
    draft.lines[0].adjustments =
        vec![LineAdjustment { change: Change::Charge, amount: euros(1), reason: "Copy".into() }];
    draft.lines[1].shares = vec![
        Share { name: "Member".into(), amount: euros(50_000) },
        Share { name: "Space".into(), amount: euros(10_000) },
    ];
    draft.adjustments = vec![change(Change::Allowance, 1_000, taxed(2_000))];
    draft.prepaid = Some(euros(50_000));
    draft.rounding = Some(euros(-2));
    Invoice::new(draft).unwrap()
}

#[test]
fn a_credit_note_for_all_has_every_amount_of_the_invoice() {
    let invoice = team();
    let note = credit(&invoice, &[], &back("CN-1", Scope::Whole)).unwrap();
    assert_eq!(note.totals(), invoice.totals());
    assert_eq!(note.booked(), invoice.booked().negated());
    assert_eq!(note.draft().kind, Kind::CreditNote);
    assert_eq!(note.draft().preceding, [Preceding { number: "2026-0001".into(), issued: Some(day("2026-11-21")) }]);
    let left = remaining(&invoice, &[note]).unwrap();
    assert_eq!(left.payable, euros(0));
    assert!(left.lines.iter().all(|(_, net)| *net == euros(0)));
}

#[test]
fn lines_take_their_portion_of_the_allowance_with_them() {
    let invoice = team();
    let first = credit(&invoice, &[], &back("CN-1", lines([whole("a")]))).unwrap();
    // A third of the allowance, because a third of what it lowers: 10.00 · 300.01 / 900.01.
    assert_eq!(first.totals().allowances, euros(333));
    let rest = credit(&invoice, from_ref(&first), &back("CN-2", lines([whole("b"), whole("c")]))).unwrap();
    assert_eq!(rest.totals().allowances, euros(667));
    assert_eq!(remaining(&invoice, &[first, rest]).unwrap().payable, euros(0));
}

#[test]
fn what_vat_is_rounded_too_far_is_taken_off_the_amount_given_back() {
    // 0.13 at 20 % is 0.026 of VAT, a third of 0.39; three times 0.03 is a unit more than 0.08.
    let each = |id| line(id, "1", "0.13", taxed(2_000));
    let invoice = invoice_of(vec![each("a"), each("b"), each("c")]);
    let mut notes = Vec::new();
    for id in ["a", "b", "c"] {
        notes.push(credit(&invoice, &notes, &back(&format!("CN-{id}"), lines([whole(id)]))).unwrap());
    }
    let given: Vec<_> = notes.iter().map(|note| (note.totals().gross.minor(), note.totals().due.minor())).collect();
    assert_eq!(given, [(16, 16), (16, 16), (16, 15)]);
    assert_eq!(notes[2].draft().rounding, Some(euros(-1)));
    assert_eq!(remaining(&invoice, &notes).unwrap().payable, euros(0));
}

#[test]
fn what_earlier_credit_notes_left_is_given_back_in_one() {
    let invoice = team();
    let first = credit(&invoice, &[], &back("CN-1", lines([part("a", 10_000), whole("c")]))).unwrap();
    let rest = credit(&invoice, from_ref(&first), &back("CN-2", Scope::Rest)).unwrap();
    let nets: Vec<_> = rest.totals().line_nets.iter().map(|net| net.minor()).collect();
    assert_eq!((nets, rest.totals().allowances), (vec![20_001, 60_000], euros(1_000)));
    assert_eq!(rest.booked().minor() + first.booked().minor() + invoice.booked().minor(), 0);
    let nothing = credit(&invoice, &[first, rest], &back("CN-3", Scope::Rest)).unwrap_err();
    assert_eq!(rules(nothing), ["BR-16"]);
}

#[test]
fn vat_in_the_sellers_currency_is_divided_and_given_back_to_the_last_unit() {
    let koruna = |minor| Money::new(minor, muster_kernel::Currency::CZK);
    let mut draft = team().into_draft();
    draft.vat_accounted = Some(koruna(470_001));
    let invoice = Invoice::new(draft).unwrap();
    assert_eq!(credit(&invoice, &[], &back("CN-0", Scope::Whole)).unwrap().totals(), invoice.totals());
    let mut notes = Vec::new();
    for (number, scope) in [("CN-1", lines([whole("a")])), ("CN-2", lines([part("b", 12_345)])), ("CN-3", Scope::Rest)]
    {
        notes.push(credit(&invoice, &notes, &back(number, scope)).unwrap());
    }
    let accounted: Vec<_> = notes.iter().map(|note| note.draft().vat_accounted.unwrap()).collect();
    // 59.34 and 24.69 of 188.00, and what is left.
    assert_eq!(accounted, [koruna(148_350), koruna(61_725), koruna(259_926)]);
}

#[test]
fn a_part_of_a_line_keeps_its_rate_and_divides_its_shares() {
    let invoice = team();
    let note = credit(&invoice, &[], &back("CN-1", lines([part("b", 30_001)]))).unwrap();
    assert_eq!((note.totals().net, note.totals().vat), (euros(30_001), euros(6_000)));
    let shares: Vec<i64> = note.draft().lines[0].shares.iter().map(|share| share.amount.minor()).collect();
    assert_eq!(shares, [25_001, 5_000]);
    let left = remaining(&invoice, &[note]).unwrap();
    assert_eq!(left.lines[1], ("b".to_owned(), euros(29_999)));
}

#[test]
fn no_more_is_given_back_than_was_invoiced() {
    let invoice = team();
    let first = credit(&invoice, &[], &back("CN-1", lines([part("a", 20_000)]))).unwrap();
    let again = credit(&invoice, from_ref(&first), &back("CN-2", lines([whole("a")]))).unwrap_err();
    assert_eq!(
        again.findings[0].to_string(),
        "M-CREDIT at line a: the credit notes give back 500.01 EUR; \
         between nothing and the 300.01 EUR that were invoiced"
    );
    assert!(credit(&invoice, &[first], &back("CN-2", Scope::Whole)).is_err());
    let too_much = credit(&invoice, &[], &back("CN-1", lines([part("c", 10_000)]))).unwrap_err();
    assert!(rules(too_much).iter().all(|rule| rule == "M-CREDIT"));
    assert!(credit(&invoice, &[], &back("CN-1", lines([part("c", -1)]))).is_err());
    assert!(credit(&invoice, &[], &back("CN-1", lines([part("c", 0)]))).is_err());
    assert!(credit(&invoice, &[], &back("CN-1", lines(vec![part("c", 1); 4]))).is_err());
}

#[test]
fn a_line_is_credited_once_and_must_be_there() {
    let invoice = team();
    let twice = credit(&invoice, &[], &back("CN-1", lines([whole("a"), whole("a")]))).unwrap_err();
    assert_eq!(rules(twice), ["M-ID"]);
    let unknown = credit(&invoice, &[], &back("CN-1", lines([whole("z")]))).unwrap_err();
    assert_eq!(
        unknown.to_string(),
        "M-CREDIT at scope.lines[0]: invoice 2026-0001 has no line \"z\"; name one of its lines"
    );
    let nothing = credit(&invoice, &[], &back("CN-1", lines([]))).unwrap_err();
    assert_eq!(rules(nothing), ["BR-16"]);
}

#[test]
fn only_an_invoice_is_credited_and_only_by_its_own_notes() {
    let invoice = team();
    let note = credit(&invoice, &[], &back("CN-1", Scope::Whole)).unwrap();
    assert_eq!(rules(credit(&note, &[], &back("CN-2", Scope::Whole)).unwrap_err()), ["M-CREDIT"]);
    let other = Invoice::new(Draft { number: "2026-0002".into(), ..invoice.draft().clone() }).unwrap();
    assert!(
        remaining(&other, from_ref(&note)).unwrap_err().to_string().contains("does not refer to invoice 2026-0002")
    );
    assert!(remaining(&invoice, from_ref(&invoice)).unwrap_err().to_string().contains("is no credit note"));
    assert!(remaining(&invoice, &[note.clone(), note]).unwrap_err().to_string().contains("there twice"));
}

#[test]
fn hours_taken_back_are_given_forth() {
    let invoice = invoice_of(vec![line("1", "10", "80", taxed(2_000)), line("2", "-2", "80", taxed(2_000))]);
    let note = credit(&invoice, &[], &back("CN-1", lines([whole("1"), part("2", -16_000)]))).unwrap();
    assert_eq!(note.totals().gross, invoice.totals().gross);
    assert_eq!(remaining(&invoice, &[note]).unwrap().payable, euros(0));
}

#[test]
fn an_amount_in_another_currency_is_refused() {
    let invoice = team();
    let foreign = CreditLine::Part { line: "a".into(), net: Money::new(100, muster_kernel::Currency::CZK) };
    assert!(credit(&invoice, &[], &back("CN-1", lines([foreign]))).is_err());
}
