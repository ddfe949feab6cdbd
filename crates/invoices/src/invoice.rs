//! A checked invoice.

use std::borrow::Cow;

use muster_kernel::Money;
use serde::{Deserialize, Serialize};

use crate::{
    check,
    finding::Refusal,
    model::{Category, Draft, Kind},
    totals::Totals,
};

/// An invoice or credit note that keeps the rules of EN 16931, with its totals. It never changes: what was wrong on it
/// is put right by a credit note. As JSON it is its [`Draft`], and is checked again when it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Draft", into = "Draft")]
pub struct Invoice {
    draft: Draft,
    totals: Totals,
}

impl Invoice {
    /// The invoice of that draft, or everything that is wrong with it.
    pub fn new(draft: Draft) -> Result<Self, Refusal> {
        let totals = check::check(&draft)?;
        Ok(Self { draft, totals })
    }

    /// What it says.
    pub const fn draft(&self) -> &Draft {
        &self.draft
    }

    /// What it adds up to.
    pub const fn totals(&self) -> &Totals {
        &self.totals
    }

    /// What it says, to be changed and checked anew.
    pub fn into_draft(self) -> Draft {
        self.draft
    }

    /// What the client's account shows for it: what is paid altogether, below zero for a credit note. An invoice and
    /// the credit notes for all of it add up to zero.
    pub fn booked(&self) -> Money {
        match self.draft.kind {
            Kind::Invoice => self.totals.payable(),
            Kind::CreditNote => self.totals.payable().negated(),
        }
    }

    /// Whether its amounts have two decimals at most. EN 16931 (BR-DEC-*) allows no more, so an invoice in a currency
    /// of thousandths (the dinars of Kuwait, Bahrain and Tunisia) is written with three, true to the currency, and
    /// leaves the standard in this one point.
    pub fn keeps_two_decimals(&self) -> bool {
        self.draft.currency.exponent() <= 2
    }

    /// Why a category asks for no VAT: a code of the list VATEX and words, of which at least one is there, except for
    /// categories that have no reason (S and Z).
    pub(crate) fn reason(&self, category: Category) -> (Option<Cow<'_, str>>, Option<Cow<'_, str>>) {
        let given = self.draft.exemptions.iter().find(|exemption| exemption.category == category);
        if let Some(given) = given {
            return (given.code.as_deref().map(Cow::Borrowed), given.reason.as_deref().map(Cow::Borrowed));
        }
        let usual = match category {
            Category::Standard | Category::Zero | Category::Exempt => return (None, None),
            Category::ReverseCharge => ("VATEX-EU-AE", "Reverse charge"),
            Category::IntraCommunity => ("VATEX-EU-IC", "Intra-community supply"),
            Category::Export => ("VATEX-EU-G", "Export outside the EU"),
            Category::OutsideScope => ("VATEX-EU-O", "Not subject to VAT"),
        };
        (Some(Cow::Borrowed(usual.0)), Some(Cow::Borrowed(usual.1)))
    }
}

impl TryFrom<Draft> for Invoice {
    type Error = Refusal;
    fn try_from(draft: Draft) -> Result<Self, Refusal> {
        Self::new(draft)
    }
}

impl From<Invoice> for Draft {
    fn from(invoice: Invoice) -> Self {
        invoice.draft
    }
}
