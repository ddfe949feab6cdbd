//! Who is to stand on a client's invoices: given by its finance, every version kept.

use muster_invoices::{Address, ElectronicAddress, Finding, Party};
use muster_kernel::{Instant, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Seller, draft, store};
use crate::{
    app::App,
    audit,
    db::{Conn, Tx},
    error::{Check, Error, Field, Result},
    http::IfMatch,
    identity::{self, Client, ClientId, ClientRole, PersonId},
    jobs::{self, Job},
};

/// Who pays, as an invoice says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BillingDetails {
    /// The organisation's registered name.
    pub name: String,
    /// Street and number.
    #[serde(default)]
    pub street: Option<String>,
    /// More of the address.
    #[serde(default)]
    pub additional: Option<String>,
    /// The postcode.
    #[serde(default)]
    pub postcode: Option<String>,
    /// The town.
    pub city: String,
    /// The country, two letters (ISO 3166).
    pub country: String,
    /// The VAT identifier, with its country in front, such as `ATU12345678`.
    #[serde(default)]
    pub vat_id: Option<String>,
    /// The number in the register of companies.
    #[serde(default)]
    pub registration: Option<String>,
    /// What each invoice is to quote, such as a purchase order or a department.
    #[serde(default)]
    pub reference: Option<String>,
    /// Where electronic invoices are taken, as a mail address; it stands on the invoice, and nothing is sent there.
    #[serde(default)]
    pub email: Option<String>,
}

/// What a client has given, and what waits for it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Billing {
    /// Who is to stand on the next invoice; absent until it is given.
    pub details: Option<BillingDetails>,
    /// When it was given.
    pub given_at: Option<Instant>,
    /// How many invoices wait for it.
    pub waiting: i64,
    /// An invoice of more than this, tax included, has to state the VAT identifier; absent where the law of the network's
    /// country does not say so.
    pub vat_id_above: Option<Money>,
}

/// The roles that see money on paper.
pub(super) const READERS: [ClientRole; 2] = [ClientRole::Approver, ClientRole::Finance];

/// What a client has given, and its version: 0 where it has given nothing yet.
pub fn read(app: &App, who: Client) -> Result<(i32, Billing)> {
    app.db.read(|conn| {
        identity::clients::check_role(conn, who, &READERS)?;
        told(conn, app.seller.as_ref(), who.client)
    })
}

/// Gives new details, from the version that was read. What was issued stays as it is; what waited is issued.
pub fn give(app: &App, who: Client, expected: IfMatch, new: &BillingDetails) -> Result<(i32, Billing)> {
    let new = new.tidy();
    app.db.write(|tx| {
        identity::clients::check_role(tx, who, &[ClientRole::Finance])?;
        let version = store::billing(tx, who.client)?.map_or(0, |row| row.version);
        expected.check(version)?;
        new.check()?;
        keep(tx, who.client, who.person, version + 1, &new)?;
        audit::record(tx, who.into(), "billing.given", who.client, &(version + 1))?;
        for milestone in store::waiting_of(tx, who.client)? {
            jobs::soon(tx, &Job::Bill { milestone })?;
        }
        told(tx, app.seller.as_ref(), who.client)
    })
}

/// Gives the details of a client that is being founded, in the transaction of its cause.
pub fn give_first(tx: &mut Tx<'_>, client: ClientId, by: PersonId, new: &BillingDetails) -> Result<()> {
    let new = new.tidy();
    new.check()?;
    keep(tx, client, by, 1, &new)
}

fn keep(tx: &mut Tx<'_>, client_id: ClientId, given_by: PersonId, version: i32, new: &BillingDetails) -> Result<()> {
    let details = serde_json::to_string(new).map_err(|cause| Error::internal("write billing details", cause))?;
    store::insert_billing(tx, &store::BillingRow { client_id, version, details, given_by, given_at: tx.now() })
}

fn told(conn: &mut Conn, seller: Option<&Seller>, client: ClientId) -> Result<(i32, Billing)> {
    let waiting = store::count_waiting(conn, client)?;
    let found = store::billing(conn, client)?;
    let version = found.as_ref().map_or(0, |row| row.version);
    let given_at = found.as_ref().map(|row| row.given_at);
    let details = found.map(|row| row.details()).transpose()?;
    let vat_id_above = seller.and_then(Seller::vat_id_above);
    Ok((version, Billing { details, given_at, waiting, vat_id_above }))
}

impl BillingDetails {
    /// Without white space around anything, and without what is blank.
    fn tidy(&self) -> Self {
        let line = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let some = |text: &Option<String>| text.as_ref().map(line).filter(|text| !text.is_empty());
        Self {
            name: line(&self.name),
            street: some(&self.street),
            additional: some(&self.additional),
            postcode: some(&self.postcode),
            city: line(&self.city),
            country: line(&self.country),
            vat_id: some(&self.vat_id).map(|id| id.replace(' ', "")),
            registration: some(&self.registration),
            reference: some(&self.reference),
            email: some(&self.email),
        }
    }

    /// Fine where every invoice with this buyer is a valid one.
    fn check(&self) -> Result<()> {
        let mut check = Check::new();
        check.length("name", &self.name, 1..=200);
        check.length("city", &self.city, 1..=100);
        for (field, text) in [
            ("street", &self.street),
            ("additional", &self.additional),
            ("postcode", &self.postcode),
            ("registration", &self.registration),
            ("reference", &self.reference),
            ("email", &self.email),
        ] {
            check.length(field, text.as_deref().unwrap_or("-"), 1..=100);
        }
        let is_code = self.country.len() == 2 && self.country.bytes().all(|byte| byte.is_ascii_uppercase());
        check.that(is_code, "country", &self.country, "two capital letters of ISO 3166, such as AT");
        if let Some(email) = &self.email {
            let is_address = email.parse::<lettre::Address>().is_ok();
            check.that(is_address, "email", email, "a mail address");
        }
        if let Some(id) = &self.vat_id {
            let fits = (4..=16).contains(&id.len())
                && id.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
            check.that(
                fits,
                "vat_id",
                id,
                "4 to 16 capital letters and digits, the country first, such as ATU12345678",
            );
        }
        check.done()?;
        // What else the standard asks for, it says itself.
        let trial = draft::trial(draft::sample_seller(), self.party(), self.reference.clone());
        trial.map_err(|findings| {
            let given = serde_json::to_value(self).unwrap_or_default();
            let field = |finding: &Finding| {
                let name = own_name(&finding.field);
                Field::new(name, &given[name], format!("otherwise, since {}: {}", finding.wrong, finding.right))
            };
            Error::Invalid(findings.iter().map(field).collect())
        })
    }

    /// As a party of an invoice.
    pub(super) fn party(&self) -> Party {
        let address = Address {
            street: self.street.clone(),
            additional: self.additional.clone(),
            city: Some(self.city.clone()),
            postcode: self.postcode.clone(),
            ..Address::new(&self.country)
        };
        Party {
            vat_id: self.vat_id.clone(),
            legal_registration: self.registration.clone(),
            electronic: self.email.as_ref().map(|id| ElectronicAddress { scheme: "EM".to_owned(), id: id.clone() }),
            ..Party::new(&self.name, address)
        }
    }
}

/// What a field of an invoice is called among billing details: `city` for `buyer.address.city (BT-52)`.
fn own_name(field: &str) -> &str {
    let path = field.split(' ').next().unwrap_or_default();
    match path.trim_start_matches("buyer.").trim_start_matches("address.") {
        "buyer_reference" => "reference",
        "legal_registration" => "registration",
        "electronic" => "email",
        own => own,
    }
}
