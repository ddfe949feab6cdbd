//! Invoices as a program reads them.

use muster_invoices::{Category, Invoice, Party};
use muster_kernel::{BasisPoints, Day, Instant, Money};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    InvoiceId, InvoiceKind,
    model::InvoiceShare,
    store::{HeadRow, InvoiceRow},
};
use crate::{
    engagements::{EngagementId, MilestoneId},
    error::Result,
};

/// An invoice or credit note in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvoiceHead {
    /// Its id.
    pub id: InvoiceId,
    /// Which of the two.
    pub kind: InvoiceKind,
    /// How it is named: the year, and a number without gaps within it.
    pub number: String,
    /// The invoice of which a credit note gives something back.
    pub corrects: Option<InvoiceId>,
    /// Under which contract.
    pub engagement: EngagementId,
    /// For which milestone.
    pub milestone: MilestoneId,
    /// What was delivered.
    pub title: String,
    /// What the contract is called.
    pub contract: String,
    /// Without tax. On a credit note, what is given back.
    pub net: Money,
    /// The tax.
    pub tax: Money,
    /// With tax.
    pub gross: Money,
    /// The SHA-256 of the document in the syntax CII; it stands in the audit log.
    pub digest: String,
    /// When it was issued.
    pub issued_at: Instant,
}

/// An invoice or credit note in the list of admins.
#[derive(Serialize, ToSchema)]
pub struct ListedInvoice {
    /// What stands in every list.
    #[serde(flatten)]
    pub head: InvoiceHead,
    /// Who bought.
    pub client: String,
    /// What was paid out for the milestone and is not back yet, without tax: the most that can go back.
    pub paid_out: Money,
}

/// An invoice or credit note with all that it says.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvoiceInFull {
    /// What stands in the list.
    #[serde(flatten)]
    pub head: InvoiceHead,
    /// Who sold.
    pub seller: InvoiceParty,
    /// Who bought.
    pub buyer: InvoiceParty,
    /// What the buyer asked to be quoted.
    pub reference: Option<String>,
    /// The number of the invoice that is corrected.
    pub preceding: Option<String>,
    /// The first day of the weeks that it is about.
    pub from: Option<Day>,
    /// The last day of these.
    pub to: Option<Day>,
    /// When the work was accepted.
    pub delivered: Option<Day>,
    /// What was delivered, by seat.
    pub lines: Vec<InvoiceLine>,
    /// The tax by category and rate.
    pub vat: Vec<InvoiceVat>,
    /// What was paid before.
    pub prepaid: Money,
    /// What is left to pay; on a credit note, what it gives back.
    pub due: Money,
    /// When and how it is paid, in words.
    pub terms: Option<String>,
    /// What else is to be said.
    pub notes: Vec<String>,
    /// Where the net amount went, summed over the team; absent where that would tell of single seats.
    pub shares: Option<Vec<InvoiceShare>>,
}

/// A seller or a buyer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvoiceParty {
    /// Its registered name.
    pub name: String,
    /// Its address, line by line, the country's code last.
    pub address: Vec<String>,
    /// Its VAT identifier.
    pub vat_id: Option<String>,
    /// Its number in the register of companies.
    pub registration: Option<String>,
}

/// A line.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvoiceLine {
    /// What names it within the document.
    pub line: String,
    /// What was sold: a seat, and who had it.
    pub name: String,
    /// How much, as a decimal number.
    pub quantity: String,
    /// In what it is counted, by UN/ECE Recommendation 20: `HUR` for hours, `C62` for one.
    pub unit: String,
    /// What one of them costs without tax, as a decimal number in whole units of the currency.
    pub price: String,
    /// What they cost together, without tax.
    pub net: Money,
}

/// What is taxed alike.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvoiceVat {
    /// The category, by UNTDID 5305: `S`, `Z`, `AE` or `O`.
    pub category: String,
    /// The rate.
    pub rate: BasisPoints,
    /// What is taxed.
    pub base: Money,
    /// The tax.
    pub tax: Money,
}

impl InvoiceHead {
    pub(super) fn of(row: &HeadRow) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            number: row.number(),
            corrects: row.corrects,
            engagement: row.engagement_id,
            milestone: row.milestone_id,
            title: row.title.clone(),
            contract: row.contract.clone(),
            net: row.money(row.net_minor),
            tax: row.money(row.tax_minor),
            gross: row.money(row.gross_minor),
            digest: row.digest.clone(),
            issued_at: row.issued_at,
        }
    }
}

impl InvoiceInFull {
    pub(super) fn of(row: &InvoiceRow) -> Result<Self> {
        let invoice: Invoice = row.invoice()?;
        let (draft, totals) = (invoice.draft(), invoice.totals());
        let line = |(line, net): (&muster_invoices::Line, &Money)| InvoiceLine {
            line: line.id.clone(),
            name: line.name.clone(),
            quantity: line.quantity.to_string(),
            unit: line.unit.code().to_owned(),
            price: line.price.to_string(),
            net: *net,
        };
        let group = |group: &muster_invoices::Group| InvoiceVat {
            category: Category::code(group.vat.category).to_owned(),
            rate: group.vat.rate,
            base: group.base,
            tax: group.tax,
        };
        Ok(Self {
            head: InvoiceHead::of(&row.head),
            seller: InvoiceParty::of(&draft.seller),
            buyer: InvoiceParty::of(&draft.buyer),
            reference: draft.buyer_reference.clone(),
            preceding: draft.preceding.first().map(|before| before.number.clone()),
            from: draft.period.and_then(|period| period.from),
            to: draft.period.and_then(|period| period.to),
            delivered: draft.delivery.as_ref().and_then(|delivery| delivery.day),
            lines: draft.lines.iter().zip(&totals.line_nets).map(line).collect(),
            vat: totals.breakdown.iter().map(group).collect(),
            prepaid: totals.prepaid,
            due: totals.due,
            terms: draft.terms.clone(),
            notes: draft.notes.clone(),
            shares: row.head.shares()?,
        })
    }
}

impl InvoiceParty {
    fn of(party: &Party) -> Self {
        Self {
            name: party.name.clone(),
            address: address(party, &party.address.country),
            vat_id: party.vat_id.clone(),
            registration: party.legal_registration.clone(),
        }
    }
}

/// An address, line by line: street, what belongs to it, postcode and town, and the country, told as it is given.
pub(super) fn address(party: &Party, country: &str) -> Vec<String> {
    let address = &party.address;
    let town: Vec<&str> = [&address.postcode, &address.city].into_iter().flatten().map(String::as_str).collect();
    let town = (!town.is_empty()).then(|| town.join(" "));
    [address.street.clone(), address.additional.clone(), town, Some(country.to_owned())].into_iter().flatten().collect()
}
