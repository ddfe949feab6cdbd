//! The network as it stands on its invoices, from the settings.

use muster_invoices::{Address, Party};
use muster_kernel::{BasisPoints, Currency, Money};

use super::draft;

/// The network, as a seller that EN 16931 accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seller(Party);

impl Seller {
    /// The seller of the settings: the network's lines (its name, then its street), and what `get` finds. `None` where
    /// nothing was said of it; an error that names the key where what was said is not enough or wrong.
    pub fn read(network: &[String], get: impl Fn(&str) -> Option<String>) -> Result<Option<Self>, String> {
        let get = |key: &str| get(key).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let [city, postcode, vat_id, registration] =
            ["MUSTER_NETWORK_CITY", "MUSTER_NETWORK_POSTCODE", "MUSTER_NETWORK_VAT_ID", "MUSTER_NETWORK_REGISTRATION"]
                .map(get);
        let Some(country) = get("MUSTER_NETWORK_COUNTRY") else {
            let something = city.or(postcode).or(vat_id).or(registration);
            return match something {
                None => Ok(None),
                Some(given) => Err(format!(
                    "MUSTER_NETWORK_COUNTRY is not set, but should be two letters such as AT: {given:?} is for invoices, \
                     which need the country"
                )),
            };
        };
        let address = Address {
            street: network.get(1).cloned(),
            additional: network.get(2..).filter(|rest| !rest.is_empty()).map(|rest| rest.join(", ")),
            city,
            postcode,
            ..Address::new(country)
        };
        let name = network.first().map_or("Muster", String::as_str);
        let party = Party { vat_id, legal_registration: registration, ..Party::new(name, address) };
        let trial = draft::trial(party.clone(), Party::new("A client", Address::new("AT")), None);
        match trial {
            Ok(()) => Ok(Some(Self(party))),
            Err(findings) => {
                let wrong: Vec<String> = findings.iter().map(ToString::to_string).collect();
                Err(format!(
                    "MUSTER_NETWORK_COUNTRY, _CITY, _POSTCODE, _VAT_ID and _REGISTRATION make no seller of an invoice: {}",
                    wrong.join("; ")
                ))
            }
        }
    }

    /// As a party of an invoice.
    pub(super) const fn party(&self) -> &Party {
        &self.0
    }

    /// Whether it can ask for VAT at that rate: who has no VAT identifier can ask for none.
    pub(super) fn may_tax(&self, rate: BasisPoints) -> bool {
        rate.points() == 0 || self.0.vat_id.is_some()
    }

    /// Above which total an invoice has to state the buyer's VAT identifier as well: in Austria by § 11 (1) 3 UStG.
    pub(super) fn vat_id_above(&self) -> Option<Money> {
        let is_asked = self.0.address.country == "AT" && self.0.vat_id.is_some();
        is_asked.then(|| Money::new(1_000_000, Currency::EUR))
    }
}

impl From<Party> for Seller {
    fn from(party: Party) -> Self {
        Self(party)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(settings: &[(&str, &str)]) -> Result<Option<Seller>, String> {
        let network = ["Greenways", "Mill Lane 4", "House B"].map(str::to_owned);
        Seller::read(&network, |key| {
            let found = settings.iter().find(|(name, _)| format!("MUSTER_NETWORK_{name}") == key);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_seller_needs_a_country_and_a_number_by_which_it_is_known() {
        assert_eq!(read(&[]), Ok(None), "a network that issues no invoices");
        let seller = read(&[("COUNTRY", "AT"), ("CITY", "Graz"), ("VAT_ID", "ATU12345678")]).unwrap().unwrap();
        assert_eq!(seller.party().address.additional.as_deref(), Some("House B"));
        assert!(seller.may_tax(BasisPoints::new(2_000).unwrap()));
        let small = read(&[("COUNTRY", "AT"), ("REGISTRATION", "FN 123456 a")]).unwrap().unwrap();
        assert!(!small.may_tax(BasisPoints::new(2_000).unwrap()) && small.may_tax(BasisPoints::ZERO));
        let german = read(&[("COUNTRY", "DE"), ("VAT_ID", "DE123456789")]).unwrap().unwrap();
        let above = [seller, small, german].map(|seller| seller.vat_id_above());
        assert_eq!(above, [Some(Money::new(1_000_000, Currency::EUR)), None, None]);
        for (settings, told) in [
            (vec![("VAT_ID", "ATU12345678")], "MUSTER_NETWORK_COUNTRY is not set"),
            (vec![("COUNTRY", "AT")], "BR-CO-26"),
            (vec![("COUNTRY", "Austria"), ("VAT_ID", "ATU12345678")], "no country"),
            (vec![("COUNTRY", "AT"), ("VAT_ID", "12345678")], "does not begin with a country"),
        ] {
            let refused = read(&settings).unwrap_err();
            assert!(refused.contains(told), "{refused}");
        }
    }
}
