//! What an invoice says, before anybody checked it. The names in brackets are the business terms (BT) and groups (BG)
//! of EN 16931-1.

use muster_kernel::{BasisPoints, Currency, Day, Money};
use serde::{Deserialize, Serialize};

use crate::{
    codes::Unit,
    decimal::{Decimal, digits, plain},
    parties::Party,
};

/// Whether money is asked for or given back (BT-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A commercial invoice.
    Invoice,
    /// A credit note: its amounts are positive, and are given back.
    CreditNote,
}

impl Kind {
    /// Its code in UNTDID 1001: 380 or 381.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invoice => "380",
            Self::CreditNote => "381",
        }
    }
}

/// An invoice or credit note as it was put together. [`crate::Invoice::new`] checks it and computes its totals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// Invoice or credit note (BT-3).
    pub kind: Kind,
    /// The number that the seller gave it (BT-1).
    pub number: String,
    /// The day on which it was issued (BT-2).
    pub issued: Day,
    /// The day by which it is to be paid (BT-9).
    #[serde(default)]
    pub due: Option<Day>,
    /// The terms of payment in words (BT-20).
    #[serde(default)]
    pub terms: Option<String>,
    /// The currency of every amount (BT-5).
    pub currency: Currency,
    /// Who sold (BG-4).
    pub seller: Party,
    /// Who bought (BG-7).
    pub buyer: Party,
    /// What the buyer asked to be quoted, to route the invoice (BT-10).
    #[serde(default)]
    pub buyer_reference: Option<String>,
    /// The buyer's purchase order (BT-13).
    #[serde(default)]
    pub order: Option<String>,
    /// The contract (BT-12).
    #[serde(default)]
    pub contract: Option<String>,
    /// The invoices to which this one refers (BG-3); a credit note refers to at least one.
    #[serde(default)]
    pub preceding: Vec<Preceding>,
    /// The time that is invoiced (BG-14).
    #[serde(default)]
    pub period: Option<Period>,
    /// When and to which country it was delivered (BT-72, BG-15).
    #[serde(default)]
    pub delivery: Option<Delivery>,
    /// What else is to be said (BG-1).
    #[serde(default)]
    pub notes: Vec<String>,
    /// How it is to be paid (BG-16).
    #[serde(default)]
    pub payment: Option<Payment>,
    /// Allowances and charges on the whole document (BG-20, BG-21).
    #[serde(default)]
    pub adjustments: Vec<Adjustment>,
    /// Why no VAT is asked for, for each category that needs it (BT-120, BT-121). Reverse charge, intra-community
    /// supply, export and what lies outside of the scope have their usual reason unless another is given; an exemption
    /// needs one.
    #[serde(default)]
    pub exemptions: Vec<Exemption>,
    /// The VAT in the currency in which the seller accounts for it, where that is another (BT-6, BT-111).
    #[serde(default)]
    pub vat_accounted: Option<Money>,
    /// What was paid before (BT-113): the milestone was funded in advance.
    #[serde(default)]
    pub prepaid: Option<Money>,
    /// What is added to round the amount due (BT-114); it may be negative.
    #[serde(default)]
    pub rounding: Option<Money>,
    /// The lines (BG-25).
    pub lines: Vec<Line>,
    /// Into which shares the net amount of the whole document (BT-109) is divided; none, or all of it. They are a note
    /// (BG-1), since the standard has attributes of single lines only.
    #[serde(default)]
    pub shares: Vec<Share>,
}

impl Draft {
    /// An invoice with nothing on it yet.
    pub fn new(number: impl Into<String>, issued: Day, currency: Currency, seller: Party, buyer: Party) -> Self {
        Self {
            kind: Kind::Invoice,
            number: number.into(),
            issued,
            due: None,
            terms: None,
            currency,
            seller,
            buyer,
            buyer_reference: None,
            order: None,
            contract: None,
            preceding: Vec::new(),
            period: None,
            delivery: None,
            notes: Vec::new(),
            payment: None,
            adjustments: Vec::new(),
            exemptions: Vec::new(),
            vat_accounted: None,
            prepaid: None,
            rounding: None,
            lines: Vec::new(),
            shares: Vec::new(),
        }
    }
}

/// An invoice that came before (BG-3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preceding {
    /// Its number (BT-25).
    pub number: String,
    /// The day on which it was issued (BT-26).
    #[serde(default)]
    pub issued: Option<Day>,
}

/// A span of days, both ends included; one end may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// Its first day (BT-73, BT-134).
    #[serde(default)]
    pub from: Option<Day>,
    /// Its last day (BT-74, BT-135).
    #[serde(default)]
    pub to: Option<Day>,
}

/// When and whereto it was delivered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// The day (BT-72).
    #[serde(default)]
    pub day: Option<Day>,
    /// The country, ISO 3166-1 alpha-2 (BT-80).
    #[serde(default)]
    pub country: Option<String>,
}

/// A credit transfer that settles the invoice (BG-16, BG-17).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// Which kind of transfer (BT-81).
    pub means: PaymentMeans,
    /// The account (BT-84).
    pub iban: String,
    /// The bank (BT-86).
    #[serde(default)]
    pub bic: Option<String>,
    /// In whose name the account is (BT-85).
    #[serde(default)]
    pub holder: Option<String>,
    /// What the payer should write (BT-83).
    #[serde(default)]
    pub remittance: Option<String>,
}

/// How money is moved (BT-81).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMeans {
    /// A credit transfer.
    CreditTransfer,
    /// A credit transfer of the Single Euro Payments Area.
    Sepa,
}

impl PaymentMeans {
    /// Its code in UNTDID 4461: 30 or 58.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CreditTransfer => "30",
            Self::Sepa => "58",
        }
    }
}

/// How VAT is treated (BT-151, BT-95, BT-102). They stand in the order in which a breakdown lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Category {
    /// Standard rated: any rate above zero.
    #[serde(rename = "S")]
    Standard,
    /// Zero rated.
    #[serde(rename = "Z")]
    Zero,
    /// Exempt, for a reason that must be given.
    #[serde(rename = "E")]
    Exempt,
    /// Reverse charge: the buyer owes the VAT.
    #[serde(rename = "AE")]
    ReverseCharge,
    /// An intra-community supply.
    #[serde(rename = "K")]
    IntraCommunity,
    /// An export out of the Union.
    #[serde(rename = "G")]
    Export,
    /// Outside of the scope of VAT.
    #[serde(rename = "O")]
    OutsideScope,
}

impl Category {
    /// Its code in UNTDID 5305: S, Z, E, AE, K, G or O.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Standard => "S",
            Self::Zero => "Z",
            Self::Exempt => "E",
            Self::ReverseCharge => "AE",
            Self::IntraCommunity => "K",
            Self::Export => "G",
            Self::OutsideScope => "O",
        }
    }
}

/// A category of VAT and its rate. Amounts of the same `Vat` are taxed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vat {
    /// The category.
    pub category: Category,
    /// The rate: above zero when standard rated, zero otherwise.
    pub rate: BasisPoints,
}

impl Vat {
    /// Taxed at that rate.
    pub const fn standard(rate: BasisPoints) -> Self {
        Self { category: Category::Standard, rate }
    }

    /// Of a category without tax.
    pub const fn untaxed(category: Category) -> Self {
        Self { category, rate: BasisPoints::ZERO }
    }

    /// The rate as per cent with two decimals (`20.00`), or `None` outside of the scope of VAT, where there is no rate.
    pub(crate) fn percent(self) -> Option<String> {
        (self.category != Category::OutsideScope).then(|| digits(i64::from(self.rate.points()), 2))
    }
}

/// Why a category of VAT asks for none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    /// The category.
    pub category: Category,
    /// The reason in the list VATEX (BT-121), such as `VATEX-EU-132-1I`.
    #[serde(default)]
    pub code: Option<String>,
    /// The reason in words (BT-120).
    #[serde(default)]
    pub reason: Option<String>,
}

/// Whether something is taken off or put on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Taken off.
    Allowance,
    /// Put on.
    Charge,
}

/// An allowance or charge on the whole document (BG-20, BG-21).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adjustment {
    /// Off or on.
    pub change: Change,
    /// How much, without VAT; not below zero (BT-92, BT-99).
    pub amount: Money,
    /// Why (BT-97, BT-104).
    pub reason: String,
    /// How it is taxed.
    pub vat: Vat,
}

/// An allowance or charge on one line (BG-27, BG-28), taxed as the line is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineAdjustment {
    /// Off or on.
    pub change: Change,
    /// How much, without VAT; not below zero (BT-136, BT-141).
    pub amount: Money,
    /// Why (BT-139, BT-144).
    pub reason: String,
}

/// One part of the waterfall by which a net amount is divided: the member's, the space's commission, the network's fee,
/// the mutual fund's. That of a line is written as an attribute of its item (BG-32), that of a document in a note (BG-1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// Whose or what for (BT-160 on a line).
    pub name: String,
    /// How much of the net amount (BT-161 on a line).
    pub amount: Money,
}

impl Share {
    /// The amount as it is written: `85.00 EUR`.
    pub(crate) fn value(&self) -> String {
        format!("{} {}", plain(self.amount), self.amount.currency())
    }
}

/// One line: the work of one seat, say (BG-25).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// What names it within the invoice (BT-126).
    pub id: String,
    /// What was sold (BT-153).
    pub name: String,
    /// More about it (BT-154).
    #[serde(default)]
    pub description: Option<String>,
    /// What is to be said about the line (BT-127).
    #[serde(default)]
    pub note: Option<String>,
    /// How much; negative when it is taken back (BT-129).
    pub quantity: Decimal,
    /// In what it is counted (BT-130).
    pub unit: Unit,
    /// The price of one unit without VAT, in whole units of the currency; not below zero (BT-146).
    pub price: Decimal,
    /// Allowances and charges on this line.
    #[serde(default)]
    pub adjustments: Vec<LineAdjustment>,
    /// How it is taxed.
    pub vat: Vat,
    /// The time it took (BG-26).
    #[serde(default)]
    pub period: Option<Period>,
    /// Into which shares the net amount is divided; none, or all of it.
    #[serde(default)]
    pub shares: Vec<Share>,
}

impl Line {
    /// So many units at that price.
    pub fn new(
        id: impl Into<String>,
        name: impl Into<String>,
        quantity: Decimal,
        unit: Unit,
        price: Decimal,
        vat: Vat,
    ) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            description: None,
            note: None,
            quantity,
            unit,
            price,
            adjustments: Vec::new(),
            vat,
            period: None,
            shares: Vec::new(),
        }
    }
}
