//! How the documents of a milestone follow the book. Pure.

use std::collections::BTreeMap;

use muster_invoices::{CreditLine, Invoice, Refusal, remaining};
use muster_kernel::{BasisPoints, Currency, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    book::{PaidOut, Payee, tax_on},
    identity::MemberId,
};

crate::words! {
    /// Whether money is asked for or given back.
    pub enum InvoiceKind {
        /// An invoice.
        Invoice = "invoice",
        /// A credit note.
        CreditNote = "credit_note",
    }
}

/// What is left to a member's time in a seat of what was paid out for a milestone, before the split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SeatLeft {
    pub(super) seat: String,
    pub(super) member: MemberId,
    pub(super) net: Money,
}

/// What the book holds of a milestone by seat and member, in the order in which they were paid; nobody with nothing.
pub(super) fn by_seat(paid: &PaidOut) -> Vec<SeatLeft> {
    let mut seats: Vec<SeatLeft> = Vec::new();
    for part in &paid.parts {
        let same = |seat: &&mut SeatLeft| (&seat.seat, seat.member) == (&part.seat, part.member);
        match seats.iter_mut().find(same) {
            Some(seat) => seat.net = added(seat.net, part.amount.minor()),
            None => seats.push(SeatLeft { seat: part.seat.clone(), member: part.member, net: part.amount }),
        }
    }
    seats.retain(|seat| seat.net.minor() > 0);
    seats
}

/// Prices are bounded far below what an amount can hold, so the sum of the parts of one fits.
fn added(sum: Money, minor: i64) -> Money {
    Money::new(sum.minor() + minor, sum.currency())
}

/// One part of where a net amount went, summed over the team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InvoiceShare {
    /// To whom.
    pub payee: Payee,
    /// How much.
    pub amount: Money,
}

/// Where what is left went, summed over the team.
pub(super) fn shares(paid: &PaidOut, currency: Currency) -> Vec<InvoiceShare> {
    // Whoever brought the client is paid out of the network's fee, which the client sees whole.
    let told = |payee| if payee == Payee::Finder { Payee::Network } else { payee };
    let mut sums: BTreeMap<Payee, i64> = BTreeMap::new();
    for part in &paid.parts {
        *sums.entry(told(part.payee)).or_default() += part.amount.minor();
    }
    let share = |(payee, minor)| InvoiceShare { payee, amount: Money::new(minor, currency) };
    sums.into_iter().filter(|(_, minor)| *minor != 0).map(share).collect()
}

/// Whether there is anything to be told of where an amount went: one payee alone has it all.
pub(super) const fn is_divided(shares: &[InvoiceShare]) -> bool {
    shares.len() > 1
}

/// What `before` has more than `after`, payee by payee.
pub(super) fn less(before: &[InvoiceShare], after: &[InvoiceShare]) -> Vec<InvoiceShare> {
    let left = |payee| after.iter().find(|share| share.payee == payee).map_or(0, |share| share.amount.minor());
    let gone = before.iter().map(|share| InvoiceShare { amount: added(share.amount, -left(share.payee)), ..*share });
    gone.filter(|share| share.amount.minor() != 0).collect()
}

/// Whose work a line of a document is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Worked {
    pub(super) line: String,
    pub(super) seat: String,
    pub(super) member: MemberId,
}

/// The newest invoice of a milestone, whose work its lines are about, and the credit notes to it.
pub(super) struct Open {
    pub(super) invoice: Invoice,
    pub(super) worked: Vec<Worked>,
    pub(super) credits: Vec<Invoice>,
}

/// A document that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// An invoice for what is left.
    Invoice,
    /// A credit note for a part of some lines.
    CreditLines(Vec<CreditLine>),
    /// A credit note for all that is left of the open invoice.
    CreditRest,
}

/// Why documents cannot follow: they and the book tell of different things.
#[derive(Debug, thiserror::Error)]
pub(super) enum Apart {
    /// The documents do not go together.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The book holds more than was invoiced.
    #[error("the book holds {0} of a line, and only {1} of it are invoiced")]
    More(Money, Money),
    /// The book holds something for somebody who has no line.
    #[error("the book holds {0} for lines that are not invoiced")]
    Unknown(Money),
}

/// Which documents are missing until those of a milestone say what the book holds: what is `left`, at that rate of tax.
///
/// After them the net amount of each line is what is left of its seat, and the tax is exactly the tax on what is left.
pub(super) fn missing(open: Option<&Open>, left: &[SeatLeft], rate: BasisPoints) -> Result<Vec<Step>, Apart> {
    let all: i64 = left.iter().map(|seat| seat.net.minor()).sum();
    let Some(open) = open else {
        return Ok(if all > 0 { vec![Step::Invoice] } else { Vec::new() });
    };
    let told = remaining(&open.invoice, &open.credits)?;
    let mut lines = Vec::new();
    let (mut back, mut found) = (0, 0);
    for (line, net) in told.lines {
        let worked = open.worked.iter().find(|worked| worked.line == line);
        let of_it = worked.and_then(|worked| {
            left.iter().find(|seat| (&seat.seat, seat.member) == (&worked.seat, worked.member)).map(|seat| seat.net)
        });
        let now = of_it.unwrap_or(Money::new(0, net.currency()));
        let gone = net.minor() - now.minor();
        if gone < 0 {
            return Err(Apart::More(now, net));
        }
        (back, found) = (back + gone, found + now.minor());
        if gone > 0 {
            lines.push(CreditLine::Part { line, net: Money::new(gone, net.currency()) });
        }
    }
    if found != all {
        return Err(Apart::Unknown(Money::new(all - found, told.payable.currency())));
    }
    if back == 0 {
        return Ok(Vec::new());
    }
    let documented: i64 = told.groups.iter().map(|group| group.tax.minor()).sum();
    // What a credit note says of VAT is rounded by itself, and may be a unit off what the book gives back.
    let agrees = tax_on(back, rate) == documented - tax_on(all, rate);
    Ok(match (all, agrees) {
        (0, _) => vec![Step::CreditRest],
        (_, true) => vec![Step::CreditLines(lines)],
        (_, false) => vec![Step::CreditRest, Step::Invoice],
    })
}

/// How a document is named: `2026-0042`.
pub(super) fn number(year: i32, number: i64) -> String {
    format!("{year}-{number:04}")
}

#[cfg(test)]
mod tests {
    use muster_invoices::{Address, Credit, Kind, Party, Scope, credit};
    use muster_kernel::Id;
    use proptest::prelude::*;

    use super::*;
    use crate::{
        book::{LeftPart, Taxed},
        engagements::billing::{Bill, BilledSeat},
        invoices::draft::{Making, draft},
    };

    /// The documents of a milestone, issued one after the other.
    struct Papers {
        bill: Bill,
        all: Vec<Invoice>,
        open: Option<Open>,
    }

    fn bill(seats: usize, rate: BasisPoints) -> Bill {
        let day = |text: &str| text.parse().unwrap();
        let seat = |number: usize| BilledSeat {
            seat: format!("seat-{number}"),
            title: format!("Seat {number}"),
            member: Id::from_bits(number as u128),
            name: "Ada Novak".to_owned(),
            rate: number.is_multiple_of(2).then_some(Money::new(5_000, Currency::EUR)),
        };
        Bill {
            milestone: Id::from_bits(1),
            title: "Weeks 1 to 4".to_owned(),
            engagement: Id::from_bits(1),
            contract: "Work".to_owned(),
            client: Id::from_bits(1),
            currency: Currency::EUR,
            tax_rate: rate,
            weeks: (day("2026-11-09"), day("2026-12-06")),
            delivered: None,
            seats: (0..seats).map(seat).collect(),
        }
    }

    fn left(amounts: &[i64]) -> Vec<SeatLeft> {
        let part = |(number, minor): (usize, &i64)| LeftPart {
            seat: format!("seat-{number}"),
            member: Id::from_bits(number as u128),
            payee: Payee::Member,
            amount: Money::new(*minor, Currency::EUR),
        };
        by_seat(&PaidOut { parts: amounts.iter().enumerate().map(part).collect(), last: None })
    }

    impl Papers {
        fn new(seats: usize, rate: BasisPoints) -> Self {
            Self { bill: bill(seats, rate), all: Vec::new(), open: None }
        }

        fn follow(&mut self, left: &[SeatLeft]) {
            for step in missing(self.open.as_ref(), left, self.bill.tax_rate).unwrap() {
                let number = number(2026, i64::try_from(self.all.len()).unwrap() + 1);
                let day = "2026-12-07".parse().unwrap();
                let note = |scope| Credit {
                    number: number.clone(),
                    issued: day,
                    scope,
                    terms: Some("Refunded".to_owned()),
                    due: None,
                    payment: None,
                    notes: Vec::new(),
                    shares: Vec::new(),
                };
                let scope = match step {
                    Step::CreditLines(lines) => Some(Scope::Lines(lines)),
                    Step::CreditRest => Some(Scope::Rest),
                    Step::Invoice => None,
                };
                if let Some(scope) = scope {
                    let open = self.open.as_mut().unwrap();
                    let issued = credit(&open.invoice, &open.credits, &note(scope)).unwrap();
                    open.credits.push(issued.clone());
                    self.all.push(issued);
                    continue;
                }
                let seller =
                    Party { vat_id: Some("ATU12345678".to_owned()), ..Party::new("Muster", Address::new("AT")) };
                let buyer = Party::new("Carla Ltd", Address::new("AT"));
                let making = Making {
                    number: &number,
                    issued: day,
                    delivered: day,
                    seller: &seller,
                    buyer: &buyer,
                    reference: None,
                    bill: &self.bill,
                    left,
                    shares: &[],
                    replaces: None,
                };
                let invoice = Invoice::new(draft(&making)).unwrap();
                let worked = (1..).zip(left).map(|(line, seat): (usize, _)| Worked {
                    line: line.to_string(),
                    seat: seat.seat.clone(),
                    member: seat.member,
                });
                self.open = Some(Open { invoice: invoice.clone(), worked: worked.collect(), credits: Vec::new() });
                self.all.push(invoice);
            }
        }

        /// What all documents say together: net, tax, gross.
        fn said(&self) -> (i64, i64, i64) {
            let signed = |invoice: &Invoice| if invoice.draft().kind == Kind::CreditNote { -1 } else { 1 };
            self.all.iter().fold((0, 0, 0), |(net, tax, gross), invoice| {
                let (sign, totals) = (signed(invoice), invoice.totals());
                assert!(totals.net.minor() > 0 && totals.vat.minor() >= 0 && totals.rounding.minor() == 0);
                (net + sign * totals.net.minor(), tax + sign * totals.vat.minor(), gross + sign * totals.gross.minor())
            })
        }
    }

    #[test]
    fn a_refund_whose_tax_rounds_another_way_credits_the_whole_and_invoices_what_remains() {
        // 20 % on 1.01 are 0.20, and on 0.98 as well: the book gives no tax back with the 0.03 between them, where a credit
        // note of its own would say 0.01.
        let rate = BasisPoints::new(2_000).unwrap();
        let mut papers = Papers::new(1, rate);
        papers.follow(&left(&[101]));
        papers.follow(&left(&[98]));
        assert_eq!((papers.all.len(), papers.said()), (3, (98, 20, 118)));
        papers.follow(&left(&[98]));
        assert_eq!(papers.all.len(), 3, "done twice, nothing is missing");
        papers.follow(&left(&[48]));
        assert_eq!((papers.all.len(), papers.said()), (4, (48, 10, 58)), "this one agrees");
    }

    #[test]
    fn a_refund_larger_than_what_was_invoiced_and_work_that_was_not_are_refused() {
        let mut papers = Papers::new(2, BasisPoints::new(2_000).unwrap());
        papers.follow(&left(&[500, 500]));
        let rate = papers.bill.tax_rate;
        assert!(matches!(missing(papers.open.as_ref(), &left(&[501, 400]), rate), Err(Apart::More(..))));
        assert!(matches!(missing(papers.open.as_ref(), &left(&[500, 500, 1]), rate), Err(Apart::Unknown(..))));
    }

    #[test]
    fn what_is_taken_back_never_raises_anybodys_share() {
        let share = |payee, minor| InvoiceShare { payee, amount: Money::new(minor, Currency::EUR) };
        let before = [share(Payee::Member, 85), share(Payee::Space, 10), share(Payee::Network, 5)];
        let after = [share(Payee::Member, 60), share(Payee::Network, 5)];
        assert_eq!(less(&before, &after), [share(Payee::Member, 25), share(Payee::Space, 10)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn after_any_refunds_the_documents_say_what_the_book_holds_and_at_the_end_nothing(
            amounts in prop::collection::vec(1..5_000_000_i64, 1..5),
            points in prop_oneof![Just(0), Just(700), Just(2_000), Just(2_100), 0..5_001],
            pieces in prop::collection::vec((0..3_usize, 1..1_000_i64), 0..7),
        ) {
            let rate = BasisPoints::new(points).unwrap();
            let mut papers = Papers::new(amounts.len(), rate);
            let mut amounts = amounts;
            let paid = Taxed::at(Money::new(amounts.iter().sum(), Currency::EUR), rate);
            let (mut tax, mut before) = (paid.tax().minor(), paid.net());
            papers.follow(&left(&amounts));
            prop_assert_eq!(papers.said(), (before.minor(), tax, paid.gross().minor()));
            for (size, piece) in pieces.into_iter().chain([(2, 1_000)]) {
                // A few cents, a part of a thousand, or all.
                let wanted = [piece % 7, before.minor() / 1_000 * piece, before.minor()][size].clamp(0, before.minor());
                let weights: Vec<u64> = amounts.iter().map(|minor| minor.unsigned_abs()).collect();
                let taken = Money::new(wanted, Currency::EUR).split(&weights);
                for (amount, taken) in amounts.iter_mut().zip(taken) {
                    *amount -= taken.minor();
                }
                let back = Taxed::back(before, wanted, rate);
                before = Money::new(before.minor() - wanted, Currency::EUR);
                tax -= back.tax().minor();
                papers.follow(&left(&amounts));
                prop_assert_eq!(papers.said(), (before.minor(), tax, before.minor() + tax));
            }
            prop_assert_eq!(papers.said(), (0, 0, 0));
        }
    }
}
