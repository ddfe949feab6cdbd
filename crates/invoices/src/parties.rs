//! Who sells and who buys: names, numbers and addresses, before anybody checked them. The names in brackets are those of
//! EN 16931-1, as in `model`.

use serde::{Deserialize, Serialize};

/// A seller or a buyer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Its registered name (BT-27, BT-44).
    pub name: String,
    /// The name by which it is known, if another (BT-28, BT-45).
    #[serde(default)]
    pub trading_name: Option<String>,
    /// Its VAT identifier, with the country in front (BT-31, BT-48).
    #[serde(default)]
    pub vat_id: Option<String>,
    /// The seller's number with its tax office, where it has no VAT identifier (BT-32). A buyer has none.
    #[serde(default)]
    pub tax_registration: Option<String>,
    /// Its number in the register of companies (BT-30, BT-47).
    #[serde(default)]
    pub legal_registration: Option<String>,
    /// Where it is (BG-5, BG-8).
    pub address: Address,
    /// Where it takes electronic invoices (BT-34, BT-49).
    #[serde(default)]
    pub electronic: Option<ElectronicAddress>,
    /// Whom to ask (BG-6, BG-9).
    #[serde(default)]
    pub contact: Option<Contact>,
}

impl Party {
    /// A party of which nothing but name and address is known.
    pub fn new(name: impl Into<String>, address: Address) -> Self {
        Self {
            name: name.into(),
            trading_name: None,
            vat_id: None,
            tax_registration: None,
            legal_registration: None,
            address,
            electronic: None,
            contact: None,
        }
    }
}

/// A postal address: nothing but the country must be there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// Street and number (BT-35, BT-50).
    #[serde(default)]
    pub street: Option<String>,
    /// More of it (BT-36, BT-51).
    #[serde(default)]
    pub additional: Option<String>,
    /// Town or village (BT-37, BT-52).
    #[serde(default)]
    pub city: Option<String>,
    /// Postcode (BT-38, BT-53).
    #[serde(default)]
    pub postcode: Option<String>,
    /// Region (BT-39, BT-54).
    #[serde(default)]
    pub region: Option<String>,
    /// ISO 3166-1 alpha-2 (BT-40, BT-55).
    pub country: String,
}

impl Address {
    /// Somewhere in that country.
    pub fn new(country: impl Into<String>) -> Self {
        let country = country.into();
        Self { street: None, additional: None, city: None, postcode: None, region: None, country }
    }
}

/// Where electronic invoices are taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElectronicAddress {
    /// Whose identifier it is, in the list EAS: `EM` for mail, `0088` for a GLN, `9929` for a Czech VAT number.
    pub scheme: String,
    /// The identifier.
    pub id: String,
}

/// Whom to ask.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// A person or a department (BT-41, BT-56).
    #[serde(default)]
    pub name: Option<String>,
    /// Telephone (BT-42, BT-57).
    #[serde(default)]
    pub phone: Option<String>,
    /// Mail (BT-43, BT-58).
    #[serde(default)]
    pub email: Option<String>,
}
