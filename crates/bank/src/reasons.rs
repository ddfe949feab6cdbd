//! Why a bank did not pay or gave back: [`Reason`], and the codes of ISO 20022 in plain words.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Codes of the external code sets for status and return reasons that banks use with credit transfers, and what each
/// says of a payment.
const WORDS: [(&str, &str); 76] = [
    ("AB03", "the transfer took too long and was given up"),
    ("AB05", "the bank of the creditor did not answer in time"),
    ("AB06", "a bank on the way did not answer in time"),
    ("AB08", "the bank of the creditor cannot be reached"),
    ("AB09", "something went wrong at the bank of the creditor"),
    ("AB10", "something went wrong at a bank on the way"),
    ("AC01", "the account number is wrong or not known there"),
    ("AC02", "the number of our own account is wrong"),
    ("AC03", "the creditor's account number is wrong"),
    ("AC04", "the account is closed"),
    ("AC05", "our own account is closed"),
    ("AC06", "the account is blocked"),
    ("AC07", "the creditor's account is closed"),
    ("AC13", "our own account is of a kind that cannot pay so"),
    ("AC14", "the creditor's kind of account, or a bank on the way, cannot take it"),
    ("AC15", "the account has got other details"),
    ("AG01", "such payments are not allowed on this account"),
    ("AG02", "the code that says what kind of payment it is is wrong"),
    ("AG03", "such transactions are not made on this account"),
    ("AG10", "a bank on the way is suspended from the settlement"),
    ("AG11", "the bank of the creditor is suspended from the settlement"),
    ("AM01", "the amount is zero"),
    ("AM02", "the amount is larger than is allowed"),
    ("AM03", "the currency is not taken"),
    ("AM04", "there was not enough money on our account"),
    ("AM05", "it was taken for a duplicate of an earlier one"),
    ("AM06", "the amount is smaller than is allowed"),
    ("AM07", "the amount is blocked by an authority"),
    ("AM09", "the amount is not what was agreed"),
    ("AM10", "the control sum does not fit the payments"),
    ("AM12", "the amount is missing or wrong"),
    ("AM14", "the amount is over a limit agreed with the bank"),
    ("AM16", "the sum of a group of payments is wrong"),
    ("AM18", "the number of payments does not fit"),
    ("AM23", "the amount is over the limit for a settlement"),
    ("BE01", "the name does not fit the account"),
    ("BE04", "the creditor's address is missing or wrong"),
    ("BE05", "the creditor does not know the party that started the payment"),
    ("BE06", "the bank does not know this customer"),
    ("BE07", "our own address is missing or wrong"),
    ("BE10", "our own country is missing or wrong"),
    ("BE11", "the creditor's country is missing or wrong"),
    ("BE17", "the creditor's identification is missing or wrong"),
    ("BE22", "the creditor's name is missing or wrong"),
    ("CH03", "the day of execution lies too far ahead"),
    ("CH20", "the amount has more decimals than its currency"),
    ("CNOR", "the creditor's bank is not registered with the clearing system"),
    ("CURR", "the currency of the payment is wrong"),
    ("CUST", "we asked for it to be cancelled"),
    ("DNOR", "our own bank is not registered with the clearing system"),
    ("DS02", "somebody entitled to it cancelled the order"),
    ("DT01", "the day is not one on which it can be done"),
    ("DUPL", "it is a duplicate of another payment"),
    ("ED05", "the settlement between the banks failed"),
    ("ED06", "the settlement system between the banks was not available"),
    ("ERIN", "the sender cannot handle the extended remittance information"),
    ("FF01", "the file or message is not of the form that the bank takes"),
    ("FF05", "the kind of payment is missing or wrong"),
    ("FOCR", "it came back after a request for recall"),
    ("FR01", "it came back because of fraud"),
    ("FRAD", "it was recalled as a fraud"),
    ("MD06", "the customer asked for the money back"),
    ("MD07", "the account holder has died"),
    ("MS02", "the customer gave no reason"),
    ("MS03", "the bank gave no reason"),
    ("NARR", "the reason is told in words"),
    ("NOAS", "the creditor did not answer"),
    ("NOCM", "the account does not meet what regulators ask"),
    ("RC01", "the bank identifier has a wrong form"),
    ("RC04", "the creditor's bank identifier is wrong or missing"),
    ("RC07", "the creditor's BIC is wrong"),
    ("RR01", "the law wants our account or identification with it"),
    ("RR02", "the law wants our name or address with it"),
    ("RR03", "the law wants the creditor's name or address with it"),
    ("RR04", "the law or a regulator forbids it"),
    ("TM01", "it came after the bank's cut-off time"),
];

/// All codes that are known here with what they say, in the order of the alphabet.
pub fn table() -> &'static [(&'static str, &'static str)] {
    &WORDS
}

/// What a code of ISO 20022's external code sets says, in plain words; `None` where it is not in the table.
pub fn in_words(code: &str) -> Option<&'static str> {
    WORDS.binary_search_by_key(&code, |(known, _)| known).ok().map(|place| WORDS[place].1)
}

/// Why a bank rejected a payment or gave it back, as it told it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Reason {
    /// A code such as AC04, or one of the bank's own; `None` where it gave none.
    pub code: Option<String>,
    /// What the bank adds in its own words.
    pub information: Vec<String>,
}

impl Reason {
    /// The code's meaning in plain words; `None` where there is no code, or one of the bank's own.
    pub fn words(&self) -> Option<&'static str> {
        self.code.as_deref().and_then(in_words)
    }
}

/// For a reader: `the account is closed (AC04): closed in May`.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.code, self.words()) {
            (Some(code), Some(words)) => write!(f, "{words} ({code})")?,
            (Some(code), None) => write!(f, "the bank's code {code}")?,
            (None, _) => f.write_str("the bank named no reason")?,
        }
        match self.information.join(" ") {
            information if information.is_empty() => Ok(()),
            information => write!(f, ": {information}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_each_code_stands_in_it_once() {
        assert!(WORDS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(WORDS.iter().all(|(code, _)| in_words(code).is_some()));
    }

    #[test]
    fn a_reason_is_told_in_words() {
        let reason = |code: Option<&str>, information: &[&str]| Reason {
            code: code.map(str::to_owned),
            information: information.iter().map(|&text| text.to_owned()).collect(),
        };
        assert_eq!(reason(Some("AC04"), &["since", "May"]).to_string(), "the account is closed (AC04): since May");
        assert_eq!(reason(Some("X99"), &[]).to_string(), "the bank's code X99");
        assert_eq!(reason(None, &[]).to_string(), "the bank named no reason");
    }
}
