//! A client gets one invoice for a whole team, by the European standard EN 16931: a line for each seat, with what the
//! member, the space, the network and the mutual fund get of it, VAT by category, and what was paid in advance.
//! Bookkeeping software takes it only when every rule of the standard is kept and every sum agrees to the cent. So a
//! [`Draft`] is checked whole, and whoever wrote it hears of everything that is wrong at once; an [`Invoice`] exists
//! only when nothing is, never changes, and is written in both syntaxes of the standard.
//!
//! ```
//! use muster_invoices::{Address, Draft, Invoice, Line, Party, Unit, Vat};
//! use muster_kernel::{BasisPoints, Currency, Day, Money};
//!
//! let seller = Party { vat_id: Some("CZ12345678".into()), ..Party::new("Muster network", Address::new("CZ")) };
//! let buyer = Party::new("Client & Co.", Address::new("CZ"));
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! let vat = Vat::standard(BasisPoints::new(2_100).unwrap());
//! let work = Line::new("1", "Design, seat 1", "37.5".parse()?, Unit::Hour, "80".parse()?, vat);
//! let mut draft = Draft::new("2026-0001", day("2026-11-21"), Currency::EUR, seller, buyer);
//! draft.lines.push(work);
//! draft.prepaid = Some(Money::new(100_000, Currency::EUR));
//!
//! // 3,000.00 and 21 % VAT, less 1,000.00: nobody said by when the rest is to be paid.
//! let refusal = Invoice::new(draft.clone()).unwrap_err();
//! assert_eq!(refusal.findings[0].rule, "BR-CO-25");
//!
//! draft.due = Some(day("2026-12-05"));
//! let invoice = Invoice::new(draft)?;
//! assert_eq!(invoice.totals().gross, Money::new(363_000, Currency::EUR));
//! assert_eq!(invoice.totals().due, Money::new(263_000, Currency::EUR));
//! assert!(invoice.to_ubl().contains("<cbc:PayableAmount currencyID=\"EUR\">2630.00</cbc:PayableAmount>"));
//! assert!(invoice.to_cii().contains("<ram:DuePayableAmount>2630.00</ram:DuePayableAmount>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The rooms
//!
//! | room | what is there |
//! | --- | --- |
//! | `model` | what an invoice says: [`Draft`], [`Line`], [`Vat`] |
//! | `parties` | who sells and who buys: [`Party`], [`Address`] |
//! | `decimal`, `codes` | quantities and prices: [`Decimal`]; the lists of the standard: [`Unit`] |
//! | `countries` | the countries, and what they are called: [`country_name`] |
//! | `check` | the rules, all of them at once |
//! | `finding` | what is wrong, where, and what would be right: [`Finding`] |
//! | `totals` | what it adds up to: [`Totals`] |
//! | `invoice` | the checked one: [`Invoice`] |
//! | `credit` | giving back, and what is left: [`credit()`], [`remaining`] |
//! | `notes` | the notes as they are written, and where the net amount goes as one of them |
//! | `xml`, `ubl`, `cii` | the two syntaxes: [`Invoice::to_ubl`], [`Invoice::to_cii`] |
//!
//! # Rules of our own
//!
//! Beside the rules of the standard (`BR-…`) a finding may name one of these.
//!
//! | rule | what it asks for |
//! | --- | --- |
//! | `M-BIC`, `M-IBAN` | codes of banks and accounts that can exist |
//! | `M-BUYER` | no tax registration of a buyer: the standard has no place for it |
//! | `M-COUNT` | [`MOST_LINES`] lines, [`MOST_PARTS`] of anything else |
//! | `M-CREDIT` | credit notes of the invoice, and no more than was invoiced |
//! | `M-CURRENCY` | one currency, and another one for the VAT that the seller accounts for |
//! | `M-DAYS`, `M-DUE` | due no earlier than issued; a credit note's due day with its payment |
//! | `M-EXEMPTION` | one reason for each category that is there |
//! | `M-ID` | line ids that differ |
//! | `M-PRECEDING` | a credit note refers to an invoice |
//! | `M-SEPA` | SEPA credit transfers in euros |
//! | `M-SHARES` | shares that add up to the line, or to the document, whose they are |
//! | `M-SIGN` | allowances, charges and prepaid amounts not below zero; VAT of one sign in both currencies |
//! | `M-SIZE` | amounts of [`LARGEST_MINOR`] minor units at most |
//! | `M-TEXT` | texts that are not blank, not too long, and that XML can carry |
//!
//! # Where it ends
//!
//! The standard knows amounts with two decimals at most; see [`Invoice::keeps_two_decimals`] for currencies with three.
//! A tax representative (BG-11), a payee who is not the seller (BG-10), cards and direct debit, attachments, and a price
//! for a quantity other than one are not there.
//!
//! `scripts/prove-invoices` has the published schemas and rules judge what is written here.

mod check;
mod cii;
mod codes;
mod countries;
mod credit;
mod decimal;
mod finding;
mod invoice;
mod model;
mod notes;
mod parties;
mod totals;
mod ubl;
mod xml;

pub use check::{MOST_LINES, MOST_PARTS};
pub use codes::Unit;
pub use countries::country_name;
pub use credit::{Credit, CreditLine, Remaining, Scope, credit, remaining};
pub use decimal::{Decimal, DecimalError};
pub use finding::{Finding, Refusal};
pub use invoice::Invoice;
pub use model::{
    Adjustment, Category, Change, Delivery, Draft, Exemption, Kind, Line, LineAdjustment, Payment, PaymentMeans,
    Period, Preceding, Share, Vat,
};
pub use parties::{Address, Contact, ElectronicAddress, Party};
pub use totals::{Group, LARGEST_MINOR, Totals};
