//! An invoice put together from what was delivered. Pure.

use muster_invoices::{
    Address, Category, Decimal, Delivery, Draft, Finding, Invoice, Line, Party, Period, Share, Unit, Vat,
};
use muster_kernel::{BasisPoints, Currency, Day, Money};

use super::{
    model::{self, InvoiceShare, SeatLeft},
    words::Words,
};
use crate::engagements::billing::Bill;

/// The countries of the European Union.
const UNION: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];
/// The longest text of somebody's that is put on an invoice, in letters.
const LONGEST: usize = 200;
/// In what a document says of itself to machines.
const LANGUAGE: &str = "en";

/// What an invoice is made of.
pub(super) struct Making<'a> {
    pub(super) number: &'a str,
    pub(super) issued: Day,
    /// When the last of it was accepted.
    pub(super) delivered: Day,
    pub(super) seller: &'a Party,
    pub(super) buyer: &'a Party,
    /// What the buyer asked to be quoted.
    pub(super) reference: Option<&'a str>,
    pub(super) bill: &'a Bill,
    /// What is left of each seat; none of them nothing.
    pub(super) left: &'a [SeatLeft],
    /// Where that goes, summed over the team; nothing where it may not be told.
    pub(super) shares: &'a [InvoiceShare],
    /// Whether it says what remains of an invoice that was credited whole.
    pub(super) replaces: Option<&'a str>,
}

/// The invoice for what is left of a milestone: a line for each member's time in a seat, numbered in their order; all of it
/// paid.
pub(super) fn draft(making: &Making<'_>) -> Draft {
    let bill = making.bill;
    let vat = vat(bill.tax_rate, making.seller, making.buyer);
    let mut buyer = making.buyer.clone();
    if vat.category == Category::OutsideScope {
        // The standard wants no VAT identifier where VAT plays no part.
        buyer.vat_id = None;
    }
    let net = making.left.iter().map(|seat| seat.net.minor()).sum();
    let gross = crate::book::Taxed::at(Money::new(net, bill.currency), bill.tax_rate).gross();
    let mut notes = vec![format!("Delivered: {}, of {}", fit(&bill.title), fit(&bill.contract))];
    notes.extend(
        making.replaces.map(|number| format!("This says what remains of invoice {number}, which was credited.")),
    );
    Draft {
        buyer_reference: making.reference.map(str::to_owned),
        contract: Some(bill.engagement.to_string()),
        period: Some(weeks(bill)),
        delivery: Some(Delivery { day: Some(making.delivered), country: None }),
        prepaid: Some(gross),
        terms: Some("Paid when the milestone was funded; nothing is left to pay.".to_owned()),
        notes,
        shares: told(making.shares),
        lines: (1..).zip(making.left).map(|(number, seat)| line(number, seat, bill, vat)).collect(),
        ..Draft::new(making.number, making.issued, bill.currency, making.seller.clone(), buyer)
    }
}

/// Where a net amount goes, as the document says it to machines: what stands on paper, summed over the team as there. A line
/// has no shares of its own: they would tell a single seat's terms.
pub(super) fn told(shares: &[InvoiceShare]) -> Vec<Share> {
    let words = Words::of(LANGUAGE);
    let share = |share: &InvoiceShare| Share { name: words.payee(share.payee).to_owned(), amount: share.amount };
    if model::is_divided(shares) { shares.iter().map(share).collect() } else { Vec::new() }
}

fn weeks(bill: &Bill) -> Period {
    Period { from: Some(bill.weeks.0), to: Some(bill.weeks.1) }
}

/// How the net amount is taxed.
pub(super) fn vat(rate: BasisPoints, seller: &Party, buyer: &Party) -> Vat {
    let (from, to) = (seller.address.country.as_str(), buyer.address.country.as_str());
    let abroad = from != to && UNION.contains(&from) && UNION.contains(&to);
    match (rate.points(), &seller.vat_id) {
        (1.., _) => Vat::standard(rate),
        (_, None) => Vat::untaxed(Category::OutsideScope),
        (_, Some(_)) if abroad && buyer.vat_id.is_some() => Vat::untaxed(Category::ReverseCharge),
        (_, Some(_)) => Vat::untaxed(Category::Zero),
    }
}

/// A line for what is left of a seat: by the hour where the price was made of hours and the amount is whole hundredths of
/// them, and in one otherwise.
fn line(number: usize, seat: &SeatLeft, bill: &Bill, vat: Vat) -> Line {
    let held = bill.seats.iter().find(|other| (&other.seat, other.member) == (&seat.seat, seat.member));
    let name = held.map_or_else(|| fit(&seat.seat), |held| fit(&format!("{}: {}", held.title, held.name)));
    let (quantity, unit, price) = held.and_then(|held| hours(seat.net, held.rate?)).unwrap_or_else(|| {
        (Decimal::ONE, Unit::One, Decimal::of(seat.net).expect("a price has twelve digits at most"))
    });
    Line {
        description: Some(fit(&bill.title)),
        period: Some(weeks(bill)),
        ..Line::new(number.to_string(), name, quantity, unit, price, vat)
    }
}

/// The hours of an amount at a rate, where they are whole hundredths.
fn hours(net: Money, rate: Money) -> Option<(Decimal, Unit, Decimal)> {
    let hundredths = net.minor().checked_mul(100)?;
    let whole = rate.minor() > 0 && hundredths % rate.minor() == 0;
    let hours = whole.then(|| Decimal::new(hundredths / rate.minor(), 2).ok())??;
    Some((hours, Unit::Hour, Decimal::of(rate).ok()?))
}

/// Somebody's text on one line, without what an invoice cannot carry.
pub(super) fn fit(text: &str) -> String {
    let carried = |letter: char| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}');
    let clean: String = text.chars().map(|letter| if carried(letter) { letter } else { ' ' }).collect();
    let line = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None if line.is_empty() => "-".to_owned(),
        None => line,
    }
}

/// Whether invoices between those two, with what the buyer wants quoted, are valid ones, or all that is wrong with them.
pub(super) fn trial(seller: Party, buyer: Party, reference: Option<String>) -> Result<(), Vec<Finding>> {
    let issued = Day::new(2026, 1, 1).expect("a day");
    let vat = vat(BasisPoints::ZERO, &seller, &buyer);
    let buyer = if vat.category == Category::OutsideScope { Party { vat_id: None, ..buyer } } else { buyer };
    let line = Line::new("1", "Work", Decimal::ONE, Unit::One, Decimal::ONE, vat);
    let draft = Draft {
        buyer_reference: reference,
        terms: Some("Paid.".to_owned()),
        lines: vec![line],
        ..Draft::new("1", issued, Currency::EUR, seller, buyer)
    };
    Invoice::new(draft).map(drop).map_err(|refusal| refusal.findings)
}

/// Somebody who may sell, for a trial of a buyer.
pub(super) fn sample_seller() -> Party {
    Party { vat_id: Some("ATU12345678".to_owned()), ..Party::new("Muster", Address::new("AT")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(country: &str, vat_id: Option<&str>) -> Party {
        let registration = vat_id.is_none().then(|| "FN 1".to_owned());
        let vat_id = vat_id.map(str::to_owned);
        Party { vat_id, legal_registration: registration, ..Party::new("Somebody", Address::new(country)) }
    }

    #[test]
    fn the_category_follows_from_the_frozen_rate_and_from_who_sells_to_whom() {
        let category =
            |rate, seller: &Party, buyer: &Party| vat(BasisPoints::new(rate).unwrap(), seller, buyer).category;
        let (at, german, swiss) = (party("AT", Some("ATU1")), party("DE", Some("DE1")), party("CH", Some("CHE1")));
        assert_eq!(category(2_000, &at, &german), Category::Standard, "what was charged is what is said");
        assert_eq!(category(0, &at, &german), Category::ReverseCharge);
        assert_eq!(category(0, &at, &party("DE", None)), Category::Zero, "a buyer whom no tax office knows");
        assert_eq!(category(0, &at, &party("AT", Some("ATU2"))), Category::Zero);
        assert_eq!(category(0, &at, &swiss), Category::Zero);
        assert_eq!(category(0, &swiss, &german), Category::Zero);
        assert_eq!(category(0, &party("AT", None), &german), Category::OutsideScope);
        for (seller, buyer) in [(at.clone(), german.clone()), (at, swiss), (party("AT", None), german)] {
            assert_eq!(trial(seller, buyer, None), Ok(()));
        }
    }

    #[test]
    fn hours_are_told_where_they_are_whole_hundredths() {
        let eur = |minor| Money::new(minor, Currency::EUR);
        let told = |net, rate| hours(eur(net), eur(rate)).map(|(hours, ..)| hours.to_string());
        assert_eq!(told(300_000, 8_000).as_deref(), Some("37.5"));
        assert_eq!(told(300_001, 8_000), None);
        assert_eq!(told(1, 0), None);
    }

    #[test]
    fn a_text_is_carried_on_one_line() {
        assert_eq!((fit(" a\n\u{1}b  c\u{ffff}"), fit("\t")), ("a b c".to_owned(), "-".to_owned()));
        assert_eq!(fit(&"ü".repeat(300)).chars().count(), 201);
    }
}
