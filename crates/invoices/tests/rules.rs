//! Each rule is broken once, and named.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod scene;

use muster_invoices::{
    Category, Change, Delivery, Draft, ElectronicAddress, Exemption, Invoice, Kind, LineAdjustment, MOST_LINES, Party,
    Payment, PaymentMeans, Period, Preceding, Share, Vat,
};
use muster_kernel::{BasisPoints, Currency, Money};
use scene::{change, day, draft, euros, exempt, line, taxed};

/// The rules that a change of the right draft breaks.
fn broken(spoil: impl FnOnce(&mut Draft)) -> Vec<String> {
    let mut draft = draft();
    spoil(&mut draft);
    let refusal = Invoice::new(draft).expect_err("the draft was spoilt");
    for finding in &refusal.findings {
        assert!(!finding.field.is_empty() && !finding.wrong.is_empty() && !finding.right.is_empty(), "{finding:?}");
    }
    refusal.findings.into_iter().map(|finding| finding.rule).collect()
}

fn untaxed(draft: &mut Draft, category: Category) {
    draft.lines[0].vat = Vat::untaxed(category);
}

#[test]
fn the_draft_of_the_scene_is_right() {
    let invoice = Invoice::new(draft()).unwrap();
    assert_eq!(invoice.totals().gross, euros(96_000));
    assert_eq!(invoice.booked(), euros(96_000));
}

#[test]
fn an_invoice_has_a_number_lines_and_a_day_by_which_it_is_paid() {
    assert_eq!(broken(|d| d.number = " ".into()), ["BR-02"]);
    assert_eq!(broken(|d| d.number = "A  1".into()), ["M-TEXT"]);
    assert_eq!(broken(|d| d.lines.clear()), ["BR-16"]);
    assert_eq!(broken(|d| d.due = None), ["BR-CO-25"]);
    assert_eq!(broken(|d| d.due = Some(day("2026-11-20"))), ["M-DAYS"]);
}

#[test]
fn a_currency_that_is_no_more_is_not_invoiced_in() {
    assert_eq!(broken(|d| d.currency = "BGN".parse().unwrap()), ["BR-CL-04"]);
}

#[test]
fn vat_is_accounted_for_in_another_currency_and_with_its_own_sign() {
    assert_eq!(broken(|d| d.vat_accounted = Some(euros(16_000))), ["M-CURRENCY"]);
    assert_eq!(broken(|d| d.vat_accounted = Some(Money::new(-1, Currency::CZK))), ["M-SIGN"]);
    assert_eq!(broken(|d| d.vat_accounted = Some(Money::new(i64::MAX, Currency::CZK))), ["M-SIZE"]);
}

#[test]
fn what_is_paid_already_needs_no_day() {
    let paid = Draft { due: None, prepaid: Some(euros(96_000)), ..draft() };
    assert_eq!(Invoice::new(paid).unwrap().totals().due, euros(0));
}

#[test]
fn parties_are_named_somewhere_and_known_by_a_number() {
    assert_eq!(broken(|d| d.seller.name.clear()), ["BR-06"]);
    assert_eq!(broken(|d| d.buyer.name.clear()), ["BR-07"]);
    assert_eq!(broken(|d| d.seller.address.country.clear()), ["BR-09"]);
    assert_eq!(broken(|d| d.buyer.address.country.clear()), ["BR-11"]);
    assert_eq!(broken(|d| d.buyer.address.country = "Austria".into()), ["BR-CL-14"]);
    assert_eq!(broken(|d| d.buyer.vat_id = Some("123".into())), ["BR-CO-09"]);
    assert_eq!(broken(|d| d.buyer.vat_id = Some("ÁÉ3".into())), ["BR-CO-09"]);
    assert_eq!(broken(|d| d.seller.vat_id = None), ["BR-CO-26", "BR-S-02"]);
    assert_eq!(broken(|d| d.buyer.tax_registration = Some("1".into())), ["M-BUYER"]);
    let address = |scheme: &str| Some(ElectronicAddress { scheme: scheme.into(), id: "a@b.example".into() });
    assert_eq!(broken(|d| d.seller.electronic = address("")), ["BR-62"]);
    assert_eq!(broken(|d| d.buyer.electronic = address("")), ["BR-63"]);
    assert_eq!(broken(|d| d.buyer.electronic = address("mail")), ["BR-CL-25"]);
}

#[test]
fn periods_have_ends_in_their_order() {
    let (none, wrong) = (
        Some(Period { from: None, to: None }),
        Some(Period { from: Some(day("2026-11-02")), to: Some(day("2026-11-01")) }),
    );
    assert_eq!(broken(|d| d.period = none), ["BR-CO-19"]);
    assert_eq!(broken(|d| d.period = wrong), ["BR-29"]);
    assert_eq!(broken(|d| d.lines[0].period = none), ["BR-CO-20"]);
    assert_eq!(broken(|d| d.lines[0].period = wrong), ["BR-30"]);
}

#[test]
fn lines_are_told_apart_and_named_and_their_prices_are_not_negative() {
    assert_eq!(broken(|d| d.lines[0].id.clear()), ["BR-21"]);
    assert_eq!(broken(|d| d.lines.push(line("1", "1", "1", taxed(2_000)))), ["M-ID"]);
    assert_eq!(broken(|d| d.lines[0].name.clear()), ["BR-25"]);
    assert_eq!(broken(|d| d.lines[0].price = "-1".parse().unwrap()), ["BR-27"]);
    assert_eq!(broken(|d| d.lines[0].description = Some("a\u{0}b".into())), ["M-TEXT"]);
    let adjusted = |change, reason: &str, minor| {
        let adjustment = LineAdjustment { change, amount: euros(minor), reason: reason.into() };
        broken(|d| d.lines[0].adjustments.push(adjustment))
    };
    assert_eq!(adjusted(Change::Allowance, "", 1), ["BR-42"]);
    assert_eq!(adjusted(Change::Charge, "", 1), ["BR-44"]);
    assert_eq!(adjusted(Change::Charge, "x", -1), ["M-SIGN"]);
}

#[test]
fn shares_are_all_of_their_line_or_document() {
    let shares = |minor, name: &str| vec![Share { name: name.into(), amount: euros(minor) }];
    assert_eq!(broken(|d| d.lines[0].shares = shares(79_999, "Member")), ["M-SHARES"]);
    assert_eq!(broken(|d| d.lines[0].shares = shares(80_000, "")), ["BR-54"]);
    assert_eq!(broken(|d| d.shares = shares(80_000, "a\nb")), ["M-TEXT"]);
    // Those of a document are of what its allowances and charges leave.
    let lowered = |minor| {
        let adjustments = vec![change(Change::Allowance, 1_000, taxed(2_000))];
        Draft { shares: shares(minor, "Team"), adjustments, ..draft() }
    };
    assert!(Invoice::new(lowered(79_000)).is_ok());
    assert_eq!(broken(|d| *d = lowered(80_000)), ["M-SHARES"]);
}

#[test]
fn amounts_have_one_currency_a_reason_and_a_bound() {
    assert_eq!(broken(|d| d.prepaid = Some(Money::new(1, Currency::CZK))), ["M-CURRENCY"]);
    assert_eq!(broken(|d| d.prepaid = Some(euros(-1))), ["M-SIGN"]);
    assert_eq!(broken(|d| d.rounding = Some(euros(i64::MIN))), ["M-SIZE"]);
    assert_eq!(broken(|d| d.adjustments = vec![change(Change::Allowance, -1, taxed(2_000))]), ["M-SIGN"]);
    for (kind, rule) in [(Change::Allowance, "BR-33"), (Change::Charge, "BR-38")] {
        let mut nameless = change(kind, 1, taxed(2_000));
        nameless.reason.clear();
        assert_eq!(broken(|d| d.adjustments = vec![nameless]), [rule]);
    }
    let huge = line("2", "9999999999", "9999999999", taxed(2_000));
    assert_eq!(broken(|d| d.lines.push(huge)), ["M-SIZE"]);
    assert_eq!(broken(|d| d.lines = vec![d.lines[0].clone(); MOST_LINES + 1]), ["M-COUNT"]);
}

#[test]
fn a_transfer_goes_to_an_account_that_can_exist() {
    let paid = |iban: &str, bic: Option<&str>| {
        let means = PaymentMeans::Sepa;
        Some(Payment { means, iban: iban.into(), bic: bic.map(Into::into), holder: None, remittance: None })
    };
    assert_eq!(broken(|d| d.payment = paid("", None)), ["BR-61"]);
    assert_eq!(broken(|d| d.payment = paid("AT611904300234573202", None)), ["M-IBAN"]);
    assert_eq!(broken(|d| d.payment = paid("AT611904300234573201", Some("X"))), ["M-BIC"]);
    let koruna = |d: &mut Draft| (d.currency, d.payment) = (Currency::CZK, paid("AT611904300234573201", None));
    assert_eq!(broken(koruna), ["M-SEPA"]);
}

#[test]
fn a_credit_note_refers_to_an_invoice() {
    assert_eq!(broken(|d| (d.kind, d.due, d.terms) = (Kind::CreditNote, None, Some("-".into()))), ["M-PRECEDING"]);
    let nameless = vec![Preceding { number: String::new(), issued: None }];
    assert_eq!(broken(|d| d.preceding = nameless), ["BR-55"]);
    let known = vec![Preceding { number: "1".into(), issued: None }];
    assert_eq!(broken(|d| (d.kind, d.preceding) = (Kind::CreditNote, known)), ["M-DUE"]);
}

#[test]
fn each_category_has_its_rate() {
    let rate =
        |category, points| broken(|d| d.lines[0].vat = Vat { category, rate: BasisPoints::new(points).unwrap() });
    assert_eq!(rate(Category::Standard, 0), ["BR-S-05"]);
    assert_eq!(rate(Category::Zero, 1), ["BR-Z-05"]);
    assert_eq!(rate(Category::ReverseCharge, 2_000), ["BR-AE-05"]);
    assert_eq!(rate(Category::Export, 2_000), ["BR-G-05"]);
    assert_eq!(broken(|d| d.adjustments = vec![change(Change::Allowance, 1, taxed(0))]), ["BR-S-06"]);
    assert_eq!(broken(|d| d.adjustments = vec![change(Change::Charge, 1, taxed(0))]), ["BR-S-07"]);
}

#[test]
fn each_category_knows_its_parties() {
    let known_by_register = |party: &mut Party| (party.vat_id, party.legal_registration) = (None, Some("FN 1".into()));
    let seller = |category, rules: &[&str]| {
        let broken = broken(|d| {
            untaxed(d, category);
            known_by_register(&mut d.seller);
            d.delivery = Some(Delivery { day: Some(d.issued), country: Some("PL".into()) });
            d.exemptions.extend((category == Category::Exempt).then(|| exempt(category)));
        });
        assert_eq!(broken, rules);
    };
    seller(Category::Zero, &["BR-Z-02"]);
    seller(Category::Exempt, &["BR-E-02"]);
    seller(Category::ReverseCharge, &["BR-AE-02"]);
    seller(Category::IntraCommunity, &["BR-IC-02"]);
    seller(Category::Export, &["BR-G-02"]);
    let nameless_buyer =
        |d: &mut Draft| (d.buyer.vat_id, d.lines[0].vat) = (None, Vat::untaxed(Category::ReverseCharge));
    assert_eq!(broken(nameless_buyer), ["BR-AE-02"]);
}

#[test]
fn an_export_needs_a_vat_identifier_where_exempt_work_needs_any_registration() {
    let registered = |category| {
        let mut draft = draft();
        untaxed(&mut draft, category);
        draft.seller.vat_id = None;
        (draft.seller.tax_registration, draft.seller.legal_registration) = (Some("12/345".into()), Some("FN 1".into()));
        draft.exemptions.extend((category == Category::Exempt).then(|| exempt(category)));
        Invoice::new(draft)
    };
    assert!(registered(Category::Exempt).is_ok());
    assert_eq!(registered(Category::Export).unwrap_err().findings[0].rule, "BR-G-02");
}

#[test]
fn an_intra_community_supply_says_when_and_whereto() {
    assert_eq!(broken(|d| untaxed(d, Category::IntraCommunity)), ["BR-IC-11", "BR-IC-12"]);
    let nowhere = Delivery { day: None, country: Some("Poland".into()) };
    assert_eq!(broken(|d| d.delivery = Some(nowhere)), ["BR-CL-14"]);
}

#[test]
fn what_lies_outside_of_the_scope_of_vat_stands_alone_and_without_vat_identifiers() {
    assert_eq!(broken(|d| untaxed(d, Category::OutsideScope)), ["BR-O-02"]);
    let mixed = |d: &mut Draft| {
        (d.seller.vat_id, d.seller.tax_registration, d.buyer.vat_id) = (None, Some("12/345".into()), None);
        d.seller.legal_registration = Some("FN 1".into());
        d.lines.push(line("2", "1", "1", Vat::untaxed(Category::OutsideScope)));
        d.adjustments = vec![change(Change::Allowance, 1, taxed(2_000)), change(Change::Charge, 1, taxed(2_000))];
    };
    assert_eq!(broken(mixed), ["BR-O-12", "BR-O-13", "BR-O-14"]);
}

#[test]
fn exemptions_have_the_reason_of_their_category() {
    let with = |category, code: Option<&str>| {
        broken(|d| {
            untaxed(d, category);
            d.exemptions = vec![Exemption { category, code: code.map(Into::into), reason: None }];
        })
    };
    assert_eq!(broken(|d| untaxed(d, Category::Exempt)), ["BR-E-10"]);
    assert_eq!(with(Category::Exempt, None), ["BR-E-10"]);
    assert_eq!(with(Category::Exempt, Some("VATEX-EU-AE")), ["BR-E-10"]);
    assert_eq!(with(Category::ReverseCharge, Some("VATEX-EU-132")), ["BR-AE-10"]);
    assert_eq!(with(Category::ReverseCharge, Some("because")), ["BR-CL-22"]);
    assert_eq!(with(Category::Zero, Some("VATEX-EU-132")), ["BR-Z-10"]);
    assert_eq!(broken(|d| d.exemptions = vec![exempt(Category::Exempt)]), ["M-EXEMPTION"]);
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let rules = broken(|d| {
        d.number.clear();
        d.seller.address.country = "XX".into();
        d.lines[0].name.clear();
        d.lines[0].vat.rate = BasisPoints::ZERO;
    });
    assert_eq!(rules, ["BR-02", "BR-CL-14", "BR-S-05", "BR-25"]);
}

#[test]
fn a_finding_tells_what_was_wrong_and_what_would_be_right() {
    let refusal = Invoice::new(Draft { due: None, ..draft() }).unwrap_err();
    let told = "BR-CO-25 at due (BT-9): 960.00 EUR is due, and it is not said by when; \
                give the day, or the terms of payment (BT-20)";
    assert_eq!(refusal.to_string(), told);
}

#[test]
fn a_stored_invoice_is_checked_when_it_is_read() {
    let json = serde_json::to_string(&Invoice::new(draft()).unwrap()).unwrap();
    assert_eq!(serde_json::from_str::<Invoice>(&json).unwrap(), Invoice::new(draft()).unwrap());
    let spoilt = json.replace("\"price\":\"80\"", "\"price\":\"-80\"");
    assert!(serde_json::from_str::<Invoice>(&spoilt).unwrap_err().to_string().contains("BR-27"));
    assert!(serde_json::from_str::<Draft>(&json.replace("\"price\":\"80\"", "\"price\":80")).is_err());
}
