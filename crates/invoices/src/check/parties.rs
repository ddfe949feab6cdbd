//! Seller and buyer: named, somewhere, and known to the tax office as their categories of VAT ask for.

use super::Check;
use crate::{
    codes,
    parties::{ElectronicAddress, Party},
};

impl Check<'_> {
    pub(super) fn party(&mut self, who: &str, party: &Party) {
        let (name, country, terms) =
            if who == "seller" { ("BR-06", "BR-09", SELLER) } else { ("BR-07", "BR-11", BUYER) };
        let field = |field: &str, term: &str| format!("{who}.{field} ({term})");
        self.name(name, &field("name", terms[0]), &party.name);
        if let Some(trading) = &party.trading_name {
            self.name("M-TEXT", &field("trading_name", terms[1]), trading);
        }
        if let Some(id) = &party.vat_id {
            self.vat_id(&field("vat_id", terms[2]), id);
        }
        if let Some(id) = &party.legal_registration {
            self.id("M-TEXT", &field("legal_registration", terms[3]), id);
        }
        self.address(who, party);
        self.country(country, &field("address.country", terms[4]), &party.address.country);
        if let Some(electronic) = &party.electronic {
            self.electronic(
                &field("electronic", terms[5]),
                electronic,
                if who == "seller" { "BR-62" } else { "BR-63" },
            );
        }
    }

    fn vat_id(&mut self, field: &str, id: &str) {
        let before = self.findings.len();
        self.id("M-TEXT", field, id);
        let prefix: String = id.chars().take(2).collect();
        if self.findings.len() == before && !codes::is_vat_prefix(&prefix) {
            let right = "begin it with the two letters of its country (EL for Greece), such as CZ";
            self.wrong("BR-CO-09", field, format!("{id:?} does not begin with a country"), right);
        }
    }

    fn address(&mut self, who: &str, party: &Party) {
        let address = &party.address;
        let parts = [
            ("street", &address.street),
            ("additional", &address.additional),
            ("city", &address.city),
            ("region", &address.region),
        ];
        for (part, text) in parts {
            if let Some(text) = text {
                self.name("M-TEXT", &format!("{who}.address.{part}"), text);
            }
        }
        if let Some(postcode) = &address.postcode {
            self.id("M-TEXT", &format!("{who}.address.postcode"), postcode);
        }
        let Some(contact) = &party.contact else { return };
        for (part, text) in [("name", &contact.name), ("phone", &contact.phone), ("email", &contact.email)] {
            if let Some(text) = text {
                self.id("M-TEXT", &format!("{who}.contact.{part}"), text);
            }
        }
    }

    fn electronic(&mut self, field: &str, address: &ElectronicAddress, missing: &str) {
        self.id("M-TEXT", field, &address.id);
        if address.scheme.trim().is_empty() {
            self.wrong(
                missing,
                field,
                "its scheme is blank",
                "say whose identifier it is: EM for mail, 0088 for a GLN",
            );
        } else if !codes::is_address_scheme(&address.scheme) {
            let wrong = format!("{:?} is no scheme", address.scheme.chars().take(20).collect::<String>());
            self.wrong("BR-CL-25", field, wrong, "give a code of the list EAS: EM for mail, 0088 for a GLN");
        }
    }

    pub(super) fn seller_and_buyer(&mut self) {
        let (seller, buyer) = (&self.draft.seller, &self.draft.buyer);
        if seller.vat_id.is_none() && seller.legal_registration.is_none() {
            let right = "give its VAT identifier (BT-31) or its number in the register of companies (BT-30)";
            self.wrong("BR-CO-26", "seller", "the buyer cannot tell by any number who it is", right);
        }
        if let Some(id) = &seller.tax_registration {
            self.id("M-TEXT", "seller.tax_registration (BT-32)", id);
        }
        if let Some(id) = &buyer.tax_registration {
            let wrong = format!("{id:?} has no place: only a seller has a tax registration");
            self.wrong(
                "M-BUYER",
                "buyer.tax_registration",
                wrong,
                "give a buyer's VAT identifier (BT-48), or leave it out",
            );
        }
    }
}

/// Business terms of name, trading name, VAT identifier, registration, country and electronic address.
const SELLER: [&str; 6] = ["BT-27", "BT-28", "BT-31", "BT-30", "BT-40", "BT-34"];
/// The same of the buyer.
const BUYER: [&str; 6] = ["BT-44", "BT-45", "BT-48", "BT-47", "BT-55", "BT-49"];
