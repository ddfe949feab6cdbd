//! Files for the bank: what is in them, and what is refused.
#![expect(clippy::unwrap_used, reason = "what goes wrong in a test's helper fails the test, as in the test itself")]

use muster_bank::{
    text::{EndToEndId, Name},
    transfer::{AddressDraft, Batch, Draft, Fault, MOST_PAYMENTS, Order, Payment, Service, Version},
};
use muster_kernel::{Currency, Money};
use proptest::prelude::*;

fn order() -> Order {
    Order {
        message: "RUN-11".parse().unwrap(),
        made: "2026-11-21T09:30:00.5Z".parse().unwrap(),
        initiator: Name::of("Coworking-Verbund").unwrap(),
        debtor: Name::of("Coworking-Verbund").unwrap(),
        iban: "CZ6508000000192000145399".parse().unwrap(),
        bic: None,
    }
}

fn draft(number: usize, minor: i64) -> Draft {
    Draft {
        id: format!("PAYOUT-{number}").parse().unwrap(),
        amount: Money::new(minor, Currency::EUR),
        on: "2026-11-23".parse().unwrap(),
        name: "Jana Nováková".to_owned(),
        iban: "DE89 3704 0044 0532 0130 00".to_owned(),
        bic: String::new(),
        address: None,
        remittance: "Payout".to_owned(),
    }
}

fn xml(drafts: &[Draft]) -> String {
    Batch::of(order(), drafts).unwrap().to_xml(Version::V09)
}

/// What stands in each element of that name.
fn all<'x>(xml: &'x str, name: &str) -> Vec<&'x str> {
    let start = format!("<{name}>");
    xml.split(&start).skip(1).map(|part| part.split("</").next().unwrap()).collect()
}

#[test]
fn a_block_holds_the_payments_of_one_day_currency_and_service() {
    let later = Draft { on: "2026-11-24".parse().unwrap(), ..draft(1, 100) };
    let yen = Draft { amount: Money::new(7, Currency::JPY), ..draft(3, 0) };
    let abroad = Draft { iban: "KW81CBKU0000000000001234560101".to_owned(), ..draft(4, 50) };
    let drafts = [later, draft(2, 200), yen, abroad, draft(5, 1)];
    let xml = xml(&drafts);
    assert_eq!(all(&xml, "PmtInfId"), ["RUN-11-1", "RUN-11-2", "RUN-11-3", "RUN-11-4"]);
    assert_eq!(all(&xml, "Dt"), ["2026-11-23", "2026-11-23", "2026-11-23", "2026-11-24"]);
    assert_eq!(all(&xml, "CtrlSum"), ["10.51", "2.01", "0.50", "7", "1.00"]);
    assert_eq!(all(&xml, "NbOfTxs"), ["5", "2", "1", "1", "1"]);
    assert_eq!(all(&xml, "ChrgBr"), ["SLEV", "SHAR", "SHAR", "SLEV"]);
    let ids = all(&xml, "EndToEndId");
    assert_eq!(ids, ["PAYOUT-2", "PAYOUT-5", "PAYOUT-4", "PAYOUT-3", "PAYOUT-1"]);
    let sent = Batch::of(order(), &drafts).unwrap().sent();
    assert_eq!(sent.iter().map(|sent| sent.id.as_str()).collect::<Vec<_>>(), ids);
    assert_eq!((sent[2].block.as_str(), sent[2].amount.minor()), ("RUN-11-2", 50));
}

#[test]
fn the_instant_is_told_to_the_second() {
    assert_eq!(all(&xml(&[draft(1, 1)]), "CreDtTm"), ["2026-11-21T09:30:00Z"]);
}

#[test]
fn a_day_that_is_over_in_utc_may_not_be_over_where_the_bank_is() {
    let on = |day: &str| Draft { on: day.parse().unwrap(), ..draft(1, 1) };
    assert!(Batch::of(order(), &[on("2026-11-20")]).is_ok());
    let refused = Batch::of(order(), &[on("2026-11-19")]).unwrap_err();
    assert!(matches!(refused.payments[0].faults[..], [Fault::Past { .. }]));
}

#[test]
fn a_payment_is_sepa_if_it_is_in_euros_and_stays_within() {
    let service = |draft| Payment::of(&draft).unwrap().service();
    assert_eq!(service(draft(1, 1)), Service::Sepa);
    assert_eq!(service(Draft { amount: Money::new(1, Currency::CZK), ..draft(1, 1) }), Service::Other);
    assert_eq!(service(Draft { iban: "XK051212012345678906".to_owned(), ..draft(1, 1) }), Service::Other);
}

#[test]
fn all_that_is_wrong_with_a_payment_is_told_at_once() {
    let wrong = Draft {
        amount: Money::new(0, Currency::EUR),
        on: "2026-11-19".parse().unwrap(),
        name: "\u{301}".to_owned(),
        iban: "DE89370400440532013001".to_owned(),
        bic: "x".to_owned(),
        address: Some(AddressDraft { country: "Czechia".to_owned(), town: "ß".repeat(18), ..AddressDraft::default() }),
        remittance: "a".repeat(141),
        ..draft(1, 1)
    };
    let refused = Batch::of(order(), &[draft(0, 1), wrong]).unwrap_err();
    let [payment] = &refused.payments[..] else { panic!("one of the two is wrong") };
    assert_eq!((payment.place, payment.id.as_str()), (1, "PAYOUT-1"));
    let told: Vec<String> = payment.faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "the creditor's name: there is nothing in it that a bank can read: at least one letter, digit or sign is needed",
            "the creditor's account: \"DE89…3001\" is not an IBAN: its check digits do not fit, so some character is mistyped",
            "the creditor's bank: \"x\" is not a BIC: four letters for the bank, two for its country, then two or five more \
             characters",
            "the creditor's country: \"Czechia\" is not a code of two letters, such as CZ",
            "the creditor's town: it has 36 characters as banks write it, and at most 35 are taken",
            "what it is for: it has 141 characters as banks write it, and at most 140 are taken",
            "0.00 EUR cannot be paid: an amount is above zero and at most 999,999,999.99 EUR",
            "2026-11-19 is over when the file is made, on 2026-11-21",
        ]
    );
}

#[test]
fn a_batch_is_refused_for_what_only_the_whole_shows() {
    let faults = |drafts: &[Draft]| Batch::of(order(), drafts).unwrap_err().payments[0].faults.clone();
    assert_eq!(faults(&[draft(1, 1), draft(1, 2)]), [Fault::Duplicate]);
    let own = Draft { iban: "cz65 0800 0000 1920 0014 5399".to_owned(), ..draft(1, 1) };
    assert_eq!(faults(&[own]), [Fault::OwnAccount]);
    let empty = Batch::of(order(), &[]).unwrap_err();
    assert_eq!(empty.to_string(), "the batch cannot be sent; it has 0 payments, and 1 to 10000 go into a file");
    let many: Vec<Draft> = (0..=MOST_PAYMENTS).map(|number| draft(number, 1)).collect();
    assert_eq!(Batch::of(order(), &many).unwrap_err().count, Some(10_001));
    let large = |number| Draft { amount: Money::new(999_999_999_999_999, Currency::KWD), ..draft(number, 1) };
    let several: Vec<Draft> = (0..1_001).map(large).collect();
    assert!(Batch::of(order(), &several).unwrap_err().sum_too_large);
    assert!(Batch::of(order(), &several[..1_000]).is_ok());
}

proptest! {
    #[test]
    fn sums_are_exact_and_the_bytes_are_always_the_same(
        amounts in prop::collection::vec((1..99_999_999_999i64, 0..4usize, 0..3i32), 1..20),
    ) {
        let currencies = [Currency::EUR, Currency::JPY, Currency::KWD, Currency::CZK];
        let drafts: Vec<Draft> = amounts
            .iter()
            .enumerate()
            .map(|(number, &(minor, currency, days))| {
                let plain = draft(number, 1);
                Draft { amount: Money::new(minor, currencies[currency]), on: plain.on.plus_days(days), ..plain }
            })
            .collect();
        let batch = Batch::of(order(), &drafts).unwrap();
        let xml = batch.to_xml(Version::V09);
        prop_assert_eq!(&Batch::of(order(), &drafts).unwrap().to_xml(Version::V09), &xml);

        // All in thousandths: the whole, and the sum of the blocks.
        let thousandths = |text: &str| {
            let (whole, part) = text.split_once('.').unwrap_or((text, ""));
            format!("{whole}{part:0<3}").parse::<i128>().unwrap()
        };
        let sums: Vec<i128> = all(&xml, "CtrlSum").into_iter().map(thousandths).collect();
        let sent: i128 = drafts
            .iter()
            .map(|d| i128::from(d.amount.minor()) * 10_i128.pow(3 - u32::from(d.amount.currency().exponent())))
            .sum();
        prop_assert_eq!(sums[0], sent);
        prop_assert_eq!(sums[1..].iter().sum::<i128>(), sent);
        prop_assert_eq!(batch.sent().len(), drafts.len());
    }

    #[test]
    fn whatever_is_written_down_it_is_refused_or_fit_to_be_sent(name: String, remittance: String, town: String, id in "\\PC{0,40}") {
        let address = Some(AddressDraft { country: "DE".to_owned(), town, ..AddressDraft::default() });
        if let Ok(id) = id.parse::<EndToEndId>() {
            let written = Batch::of(order(), &[Draft { name, remittance, address, id, ..draft(1, 1) }]);
            if let Ok(batch) = written {
                let xml = batch.to_xml(Version::V03);
                prop_assert!(xml.is_ascii() && !xml.contains('&'));
            }
        }
    }
}
