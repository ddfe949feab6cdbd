//! One payment: as somebody wrote it ([`Draft`]), and checked ([`Payment`]).

use muster_kernel::{Currency, Day, Money};

use crate::{
    iban::{Bic, BicError, Iban, IbanError},
    text::{CreditorReference, EndToEndId, Name, Remittance, SepaText, TextError},
};

/// The largest SEPA credit transfer, in cents: 999 999 999.99 EUR.
const MOST_SEPA: i64 = 99_999_999_999;
/// The largest amount of another currency, in minor units: it has 15 digits at most.
const MOST_OTHER: i64 = 999_999_999_999_999;

/// A payment as it was written down, before anything of it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What names it from end to end.
    pub id: EndToEndId,
    /// How much; above zero.
    pub amount: Money,
    /// On which day the bank is to do it.
    pub on: Day,
    /// The creditor's name, in any script; 70 characters at most when written as banks do.
    pub name: String,
    /// The creditor's account, with or without spaces.
    pub iban: String,
    /// The creditor's bank, or empty.
    pub bic: String,
    /// Where the creditor lives: needed by some banks for payments that leave SEPA.
    pub address: Option<AddressDraft>,
    /// What it is for, or empty: 140 characters at most. A creditor reference (`RF18…`) is sent as such.
    pub remittance: String,
}

/// An address as it was written down. All but the country may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressDraft {
    /// Two letters of ISO 3166.
    pub country: String,
    /// Town or village; 35 characters at most.
    pub town: String,
    /// 16 characters at most.
    pub postcode: String,
    /// Street and number; 70 characters at most.
    pub street: String,
}

/// An address, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) country: String,
    pub(super) town: Option<SepaText<35>>,
    pub(super) postcode: Option<SepaText<16>>,
    pub(super) street: Option<SepaText<70>>,
}

/// By which rules a payment goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Service {
    /// A SEPA credit transfer: euros to an account within SEPA. Both sides bear their own charges.
    Sepa,
    /// Any other: an ordinary transfer of the bank, charges shared.
    Other,
}

/// What a payment is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    None,
    Text(Remittance),
    Reference(CreditorReference),
}

/// A payment that a bank can take: name, texts and account fit, and the amount is one that can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    pub(super) id: EndToEndId,
    pub(super) amount: Money,
    pub(super) on: Day,
    pub(super) name: Name,
    pub(super) iban: Iban,
    pub(super) bic: Option<Bic>,
    pub(super) address: Option<Address>,
    pub(super) purpose: Purpose,
}

impl Payment {
    /// The payment that the draft means, or all that is wrong with it.
    pub fn of(draft: &Draft) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let name = kept(Name::of(&draft.name).map_err(Fault::Name), &mut faults);
        let iban = kept(draft.iban.parse().map_err(Fault::Iban), &mut faults);
        let bic = kept(optional(&draft.bic, |text| text.parse().map_err(Fault::Bic)), &mut faults);
        let address = draft.address.as_ref().map(|address| address.checked(&mut faults));
        let purpose = kept(purpose(&draft.remittance), &mut faults);
        let most = if draft.amount.currency() == Currency::EUR { MOST_SEPA } else { MOST_OTHER };
        if !(1..=most).contains(&draft.amount.minor()) {
            let most = Money::new(most, draft.amount.currency());
            faults.push(Fault::Amount { amount: draft.amount, most });
        }
        match (name, iban, bic, purpose) {
            (Some(name), Some(iban), Some(bic), Some(purpose)) if faults.is_empty() => {
                let (id, amount, on) = (draft.id.clone(), draft.amount, draft.on);
                Ok(Self { id, amount, on, name, iban, bic, address: address.flatten(), purpose })
            }
            _ => Err(faults),
        }
    }

    /// What names it from end to end.
    pub fn id(&self) -> &EndToEndId {
        &self.id
    }

    /// By which rules it goes.
    pub fn service(&self) -> Service {
        if self.amount.currency() == Currency::EUR && self.iban.is_in_sepa() { Service::Sepa } else { Service::Other }
    }
}

impl AddressDraft {
    fn checked(&self, faults: &mut Vec<Fault>) -> Option<Address> {
        let country = self.country.trim().to_ascii_uppercase();
        let known = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
        if !known {
            faults.push(Fault::Country(self.country.chars().take(20).collect()));
        }
        let town = kept(optional(&self.town, |text| SepaText::of(text).map_err(Fault::Town)), faults);
        let postcode = kept(optional(&self.postcode, |text| SepaText::of(text).map_err(Fault::Postcode)), faults);
        let street = kept(optional(&self.street, |text| SepaText::of(text).map_err(Fault::Street)), faults);
        known.then_some(Address { country, town: town?, postcode: postcode?, street: street? })
    }
}

/// The value, or nothing and one fault more.
fn kept<T>(read: Result<T, Fault>, faults: &mut Vec<Fault>) -> Option<T> {
    read.map_err(|fault| faults.push(fault)).ok()
}

/// Nothing for an empty text, and what is read from any other.
fn optional<T>(text: &str, read: impl FnOnce(&str) -> Result<T, Fault>) -> Result<Option<T>, Fault> {
    if text.trim().is_empty() { Ok(None) } else { read(text).map(Some) }
}

fn purpose(text: &str) -> Result<Purpose, Fault> {
    match text.parse() {
        Ok(reference) => Ok(Purpose::Reference(reference)),
        Err(_) => optional(text, |text| Remittance::of(text).map_err(Fault::Remittance))
            .map(|text| text.map_or(Purpose::None, Purpose::Text)),
    }
}

/// One thing that is wrong with a payment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The creditor's name cannot be sent.
    #[error("the creditor's name: {0}")]
    Name(TextError),
    /// The creditor's account is none.
    #[error("the creditor's account: {0}")]
    Iban(IbanError),
    /// The creditor's bank is none.
    #[error("the creditor's bank: {0}")]
    Bic(BicError),
    /// The address has no country.
    #[error("the creditor's country: {0:?} is not a code of two letters, such as CZ")]
    Country(String),
    /// The address's town cannot be sent.
    #[error("the creditor's town: {0}")]
    Town(TextError),
    /// The address's postcode cannot be sent.
    #[error("the creditor's postcode: {0}")]
    Postcode(TextError),
    /// The address's street cannot be sent.
    #[error("the creditor's street: {0}")]
    Street(TextError),
    /// What it is for cannot be sent.
    #[error("what it is for: {0}")]
    Remittance(TextError),
    /// Nothing, less than nothing, or more than can be sent at once.
    #[error("{amount} cannot be paid: an amount is above zero and at most {most}")]
    Amount {
        /// How much it is.
        amount: Money,
        /// How much it may be.
        most: Money,
    },
    /// The bank cannot do it on a day that is over.
    #[error("{on} is over when the file is made, on {made}")]
    Past {
        /// When the payment is to be done.
        on: Day,
        /// The day, in UTC, on which the file is made.
        made: Day,
    },
    /// Another payment of the batch has the same end-to-end id.
    #[error("another payment of this batch has the same end-to-end id")]
    Duplicate,
    /// The money would go where it comes from.
    #[error("the creditor's account is the one that it is paid from")]
    OwnAccount,
}
