//! An invoice that is right, to be changed.

#![allow(dead_code, reason = "each test takes what it needs")]

use muster_invoices::{
    Address, Adjustment, Category, Change, Credit, Draft, Exemption, Invoice, Line, Party, Scope, Unit, Vat,
};
use muster_kernel::{BasisPoints, Currency, Day, Money};

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

pub fn taxed(points: i32) -> Vat {
    Vat::standard(BasisPoints::new(points).unwrap())
}

pub fn line(id: &str, quantity: &str, price: &str, vat: Vat) -> Line {
    Line::new(id, format!("Seat {id}"), quantity.parse().unwrap(), Unit::Hour, price.parse().unwrap(), vat)
}

pub fn change(change: Change, minor: i64, vat: Vat) -> Adjustment {
    Adjustment { change, amount: euros(minor), reason: "Agreed".to_owned(), vat }
}

pub fn exempt(category: Category) -> Exemption {
    Exemption { category, code: None, reason: Some("Training".to_owned()) }
}

/// Ten hours at 80.00 and 20 %, due in two weeks.
pub fn draft() -> Draft {
    let seller = Party { vat_id: Some("ATU12345675".into()), ..Party::new("Muster", Address::new("AT")) };
    let buyer = Party { vat_id: Some("PL1234567890".into()), ..Party::new("Client", Address::new("PL")) };
    let mut draft = Draft::new("2026-0001", day("2026-11-21"), Currency::EUR, seller, buyer);
    draft.due = Some(day("2026-12-05"));
    draft.lines = vec![line("1", "10", "80", taxed(2_000))];
    draft
}

/// The invoice of the draft with those lines.
pub fn invoice_of(lines: Vec<Line>) -> Invoice {
    Invoice::new(Draft { lines, ..draft() }).unwrap()
}

pub fn back(number: &str, scope: Scope) -> Credit {
    Credit {
        number: number.to_owned(),
        issued: day("2026-11-30"),
        scope,
        terms: Some("Refunded.".to_owned()),
        due: None,
        payment: None,
        notes: vec![],
        shares: vec![],
    }
}
