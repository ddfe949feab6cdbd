//! The code lists of which an invoice makes use, but for countries: units, schemes of addresses, reasons for exemption.
//! They are those of the validation artefacts of EN 16931, release 1.3.16.

use serde::{Deserialize, Serialize};

use crate::countries::is_country;

/// Electronic address schemes (EAS): who gave out the identifier.
const ADDRESS_SCHEMES: &str = "\
    0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0147 0151 0154 0158 0170 0177 0183 0184 0188 \
    0190 0191 0192 0193 0194 0195 0196 0198 0199 0200 0201 0202 0203 0204 0205 0208 0209 0210 0211 0212 0213 \
    0215 0216 0217 0218 0219 0220 0221 0225 0230 0235 0240 0244 0242 0245 0246 0248 9910 9913 9914 9915 9918 \
    9919 9920 9922 9923 9924 9925 9926 9927 9928 9929 9930 9931 9932 9933 9934 9935 9936 9937 9938 9939 9940 \
    9941 9942 9943 9944 9945 9946 9947 9948 9949 9950 9951 9952 9953 9957 9959 AN AQ AS AU EM";

/// Reasons for exemption (VATEX).
const EXEMPTIONS: &str = "\
    VATEX-EU-79-C VATEX-EU-132 VATEX-EU-132-1A VATEX-EU-132-1B VATEX-EU-132-1C VATEX-EU-132-1D VATEX-EU-132-1E \
    VATEX-EU-132-1F VATEX-EU-132-1G VATEX-EU-132-1H VATEX-EU-132-1I VATEX-EU-132-1J VATEX-EU-132-1K \
    VATEX-EU-132-1L VATEX-EU-132-1M VATEX-EU-132-1N VATEX-EU-132-1O VATEX-EU-132-1P VATEX-EU-132-1Q \
    VATEX-EU-135-1 VATEX-EU-143 VATEX-EU-143-1A VATEX-EU-143-1B VATEX-EU-143-1C VATEX-EU-143-1D VATEX-EU-143-1E \
    VATEX-EU-143-1F VATEX-EU-143-1FA VATEX-EU-143-1G VATEX-EU-143-1H VATEX-EU-143-1I VATEX-EU-143-1J \
    VATEX-EU-143-1K VATEX-EU-143-1L VATEX-EU-144 VATEX-EU-146-1E VATEX-EU-159 VATEX-EU-309 VATEX-EU-148 \
    VATEX-EU-148-A VATEX-EU-148-B VATEX-EU-148-C VATEX-EU-148-D VATEX-EU-148-E VATEX-EU-148-F VATEX-EU-148-G \
    VATEX-EU-151 VATEX-EU-151-1A VATEX-EU-151-1AA VATEX-EU-151-1B VATEX-EU-151-1C VATEX-EU-151-1D \
    VATEX-EU-151-1E VATEX-EU-G VATEX-EU-O VATEX-EU-IC VATEX-EU-AE VATEX-EU-D VATEX-EU-F VATEX-EU-I VATEX-EU-J \
    VATEX-FR-FRANCHISE VATEX-FR-CNWVAT VATEX-EU-153 VATEX-FR-CGI261-1 VATEX-FR-CGI261-2 VATEX-FR-CGI261-3 \
    VATEX-FR-CGI261-4 VATEX-FR-CGI261-5 VATEX-FR-CGI261-7 VATEX-FR-CGI261-8 VATEX-FR-CGI261A VATEX-FR-CGI261B \
    VATEX-FR-CGI261C-1 VATEX-FR-CGI261C-2 VATEX-FR-CGI261C-3 VATEX-FR-CGI261D-1 VATEX-FR-CGI261D-1BIS \
    VATEX-FR-CGI261D-2 VATEX-FR-CGI261D-3 VATEX-FR-CGI261D-4 VATEX-FR-CGI261E-1 VATEX-FR-CGI261E-2 \
    VATEX-FR-CGI277A VATEX-FR-CGI275 VATEX-FR-298SEXDECIESA VATEX-FR-CGI295 VATEX-FR-AE";

/// Whether a VAT identifier begins with a country: `EL` stands for Greece there.
pub(crate) fn is_vat_prefix(code: &str) -> bool {
    code == "EL" || is_country(code)
}

/// Whether a currency that the book can hold is one still (ISO 4217): the lev gave way to the euro in 2026.
pub(crate) fn is_currency(code: &str) -> bool {
    code != "BGN"
}

/// Whether it is a scheme of electronic addresses.
pub(crate) fn is_address_scheme(code: &str) -> bool {
    is_listed(ADDRESS_SCHEMES, code)
}

/// Whether it is a reason for exemption.
pub(crate) fn is_exemption(code: &str) -> bool {
    is_listed(EXEMPTIONS, code)
}

fn is_listed(list: &str, code: &str) -> bool {
    list.split(' ').any(|listed| listed == code)
}

/// In what a quantity is counted: codes of UN/ECE Recommendation 20 that a team's work needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Unit {
    #[serde(rename = "MIN")]
    Minute,
    #[serde(rename = "HUR")]
    Hour,
    #[serde(rename = "DAY")]
    Day,
    #[serde(rename = "WEE")]
    Week,
    #[serde(rename = "MON")]
    Month,
    #[serde(rename = "ANN")]
    Year,
    #[serde(rename = "C62")]
    One,
    #[serde(rename = "LS")]
    LumpSum,
    #[serde(rename = "ACT")]
    Activity,
    #[serde(rename = "KMT")]
    Kilometre,
}

impl Unit {
    /// Its code in Recommendation 20.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Minute => "MIN",
            Self::Hour => "HUR",
            Self::Day => "DAY",
            Self::Week => "WEE",
            Self::Month => "MON",
            Self::Year => "ANN",
            Self::One => "C62",
            Self::LumpSum => "LS",
            Self::Activity => "ACT",
            Self::Kilometre => "KMT",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_whole_or_not_at_all() {
        assert!(is_vat_prefix("EL") && is_vat_prefix("CZ") && !is_vat_prefix("GREECE"));
        assert!(is_address_scheme("0088") && is_address_scheme("EM") && !is_address_scheme("88"));
        assert!(is_exemption("VATEX-EU-AE") && !is_exemption("VATEX-EU"));
    }
}
