//! What stands once on an invoice: its number, its days, what it refers to, how it is paid.

use muster_kernel::Currency;

use super::Check;
use crate::{
    codes, countries,
    model::{Change, Kind, PaymentMeans},
};

impl Check<'_> {
    pub(super) fn document(&mut self) {
        let draft = self.draft;
        self.id("BR-02", "number (BT-1)", &draft.number);
        if !codes::is_currency(draft.currency.code()) {
            let wrong = format!("{} is no currency any more", draft.currency);
            self.wrong("BR-CL-04", "currency (BT-5)", wrong, "invoice in its successor: the euro for the lev");
        }
        self.days();
        self.texts();
        self.preceding();
        if let Some(period) = draft.period {
            self.period("period (BG-14)", period, ["BR-CO-19", "BR-29"]);
        }
        if let Some(country) = draft.delivery.as_ref().and_then(|delivery| delivery.country.as_deref()) {
            self.country("BR-57", "delivery.country (BT-80)", country);
        }
        if let Some(prepaid) = draft.prepaid {
            self.amount_from_zero("prepaid (BT-113)", prepaid);
        }
        if let Some(rounding) = draft.rounding {
            self.amount("rounding (BT-114)", rounding);
        }
    }

    fn days(&mut self) {
        let draft = self.draft;
        let Some(due) = draft.due else { return };
        if due < draft.issued {
            let wrong = format!("{due} lies before the invoice was issued, on {}", draft.issued);
            self.wrong("M-DAYS", "due (BT-9)", wrong, "give that day or a later one");
        }
        if draft.kind == Kind::CreditNote && draft.payment.is_none() {
            let right = "say how it is paid (BG-16), or give the terms in words (BT-20) instead of the day";
            self.wrong("M-DUE", "due (BT-9)", "a credit note in UBL has no place for it without a payment", right);
        }
    }

    fn texts(&mut self) {
        let draft = self.draft;
        if let Some(terms) = &draft.terms {
            self.prose("M-TEXT", "terms (BT-20)", terms);
        }
        if let Some(reference) = &draft.buyer_reference {
            self.name("M-TEXT", "buyer_reference (BT-10)", reference);
        }
        if let Some(order) = &draft.order {
            self.id("M-TEXT", "order (BT-13)", order);
        }
        if let Some(contract) = &draft.contract {
            self.id("M-TEXT", "contract (BT-12)", contract);
        }
        for (at, note) in draft.notes.iter().enumerate() {
            self.prose("M-TEXT", &format!("notes[{at}] (BT-22)"), note);
        }
        for (at, share) in draft.shares.iter().enumerate() {
            self.name("M-TEXT", &format!("shares[{at}].name"), &share.name);
            self.amount(&format!("shares[{at}].amount"), share.amount);
        }
    }

    fn preceding(&mut self) {
        let draft = self.draft;
        for (at, invoice) in draft.preceding.iter().enumerate() {
            self.id("BR-55", &format!("preceding[{at}].number (BT-25)"), &invoice.number);
        }
        if draft.kind == Kind::CreditNote && draft.preceding.is_empty() {
            let right = "name the invoice that is credited";
            self.wrong("M-PRECEDING", "preceding (BG-3)", "a credit note refers to no invoice", right);
        }
    }

    pub(super) fn payment(&mut self) {
        let Some(payment) = &self.draft.payment else { return };
        if payment.iban.trim().is_empty() {
            let right = "give the IBAN to which a credit transfer goes";
            self.wrong("BR-61", "payment.iban (BT-84)", "it is blank", right);
        } else if !is_iban(&payment.iban) {
            let wrong = format!("{:?} is not an IBAN", payment.iban.chars().take(40).collect::<String>());
            let right = "give it in capitals without spaces; its check digits must agree";
            self.wrong("M-IBAN", "payment.iban (BT-84)", wrong, right);
        }
        if let Some(bic) = payment.bic.as_deref().filter(|bic| !is_bic(bic)) {
            let wrong = format!("{:?} is not a BIC", bic.chars().take(20).collect::<String>());
            self.wrong("M-BIC", "payment.bic (BT-86)", wrong, "give 8 or 11 capital letters and digits");
        }
        if payment.means == PaymentMeans::Sepa && self.draft.currency != Currency::EUR {
            let wrong = format!("a SEPA credit transfer does not carry {}", self.draft.currency);
            self.wrong("M-SEPA", "payment.means (BT-81)", wrong, "use a plain credit transfer");
        }
        if let Some(holder) = &payment.holder {
            self.name("M-TEXT", "payment.holder (BT-85)", holder);
        }
        if let Some(remittance) = &payment.remittance {
            self.name("M-TEXT", "payment.remittance (BT-83)", remittance);
        }
    }

    pub(super) fn document_adjustments(&mut self) {
        let draft = self.draft;
        for (at, adjustment) in draft.adjustments.iter().enumerate() {
            let field = format!("adjustments[{at}]");
            self.amount_from_zero(&format!("{field}.amount"), adjustment.amount);
            let rule = match adjustment.change {
                Change::Allowance => "BR-33",
                Change::Charge => "BR-38",
            };
            self.name(rule, &format!("{field}.reason"), &adjustment.reason);
        }
    }

    pub(super) fn country(&mut self, missing: &str, field: &str, country: &str) {
        if country.trim().is_empty() {
            self.wrong(missing, field, "it is blank", "give the two letters of ISO 3166-1");
        } else if !countries::is_country(country) {
            let wrong = format!("{:?} is no country", country.chars().take(20).collect::<String>());
            self.wrong("BR-CL-14", field, wrong, "give the two letters of ISO 3166-1, such as CZ");
        }
    }
}

/// ISO 13616: country, two check digits, and as a number (letters count from ten) one more than a multiple of 97.
fn is_iban(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = (15..=34).contains(&bytes.len())
        && bytes.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit);
    shape && bytes[4..].iter().chain(&bytes[..4]).fold(0, remainder) == 1
}

fn remainder(so_far: u32, byte: &u8) -> u32 {
    match byte {
        b'0'..=b'9' => (so_far * 10 + u32::from(byte - b'0')) % 97,
        _ => (so_far * 100 + u32::from(byte - b'A') + 10) % 97,
    }
}

/// ISO 9362: four letters or digits, a country, and two or five letters or digits.
fn is_bic(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes.len(), 8 | 11)
        && bytes.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && bytes[4..6].iter().all(u8::is_ascii_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iban_is_known_by_its_check_digits() {
        assert!(is_iban("CZ6508000000192000145399") && is_iban("GB82WEST12345698765432"));
        assert!(!is_iban("CZ6508000000192000145398") && !is_iban("CZ65 0800 0000 1920 0014 5399") && !is_iban("É"));
    }

    #[test]
    fn a_bic_has_eight_or_eleven_signs() {
        assert!(is_bic("GIBACZPX") && is_bic("DEUTDEFF500"));
        assert!(!is_bic("GIBACZP") && !is_bic("gibaczpx") && !is_bic("GIBA1ZPX"));
    }
}
