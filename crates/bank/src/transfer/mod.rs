//! Payouts as a file for the bank: a [`Batch`], written as a customer credit transfer initiation (pain.001).

mod pain001;
mod payment;

use std::collections::{BTreeMap, HashSet};

use muster_kernel::{Currency, Day, Instant, Money};

pub use self::payment::{AddressDraft, Draft, Fault, Payment, Service};
use crate::{
    iban::{Bic, Iban},
    matching::Sent,
    text::{BlockId, EndToEndId, MessageId, Name},
};

/// The most payments of one batch.
pub const MOST_PAYMENTS: usize = 10_000;
/// The most digits of a control sum.
const MOST_DIGITS: usize = 18;

/// Who pays, and in which file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// What names the file to the bank.
    pub message: MessageId,
    /// When it is made; told to the second.
    pub made: Instant,
    /// Who hands it in.
    pub initiator: Name,
    /// Whose account is debited.
    pub debtor: Name,
    /// Which account is debited.
    pub iban: Iban,
    /// At which bank; some banks want it told.
    pub bic: Option<Bic>,
}

/// Which version of the message is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// `pain.001.001.03`, of 2009, which some banks still ask for.
    V03,
    /// `pain.001.001.09`, of 2019, which SEPA has asked for since November 2023.
    V09,
}

/// Payments that go to the bank in one file, 1 to [`MOST_PAYMENTS`]. Each of its blocks holds those of one day, one
/// currency and one service, in the order in which they were given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    order: Order,
    blocks: Vec<Block>,
}

/// The payments of one day, currency and service.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Block {
    id: BlockId,
    on: Day,
    service: Service,
    payments: Vec<Payment>,
}

impl Batch {
    /// The batch of these payments, or all that is wrong with each of them and with the whole.
    pub fn of(order: Order, drafts: &[Draft]) -> Result<Self, Refused> {
        if !(1..=MOST_PAYMENTS).contains(&drafts.len()) {
            return Err(Refused { count: Some(drafts.len()), ..Refused::default() });
        }
        let mut refused = Refused::default();
        let mut payments = Vec::with_capacity(drafts.len());
        let mut ids = HashSet::new();
        for (place, draft) in drafts.iter().enumerate() {
            let mut faults = of_batch(&order, draft, &mut ids);
            match Payment::of(draft) {
                Ok(payment) => payments.push(payment),
                Err(own) => faults.splice(0..0, own).for_each(drop),
            }
            if !faults.is_empty() {
                refused.payments.push(RefusedPayment { place, id: draft.id.clone(), faults });
            }
        }
        let digits = control_sum(payments.iter()).bytes().filter(u8::is_ascii_digit).count();
        refused.sum_too_large = digits > MOST_DIGITS;
        if refused != Refused::default() {
            return Err(refused);
        }
        Ok(Self { blocks: blocks(&order.message, payments), order })
    }

    /// The file, in UTF-8. The same batch gives the same bytes.
    pub fn to_xml(&self, version: Version) -> String {
        pain001::write(self, version)
    }

    /// What was sent, for [`match_up`](crate::matching::match_up) when the bank has answered; in the order of the file.
    pub fn sent(&self) -> Vec<Sent> {
        let of_block = |block: &Block| {
            let sent = |payment: &Payment| Sent {
                id: payment.id.clone(),
                amount: payment.amount,
                from: self.order.iban.clone(),
                message: self.order.message.clone(),
                block: block.id.clone(),
            };
            block.payments.iter().map(sent).collect::<Vec<_>>()
        };
        self.blocks.iter().flat_map(of_block).collect()
    }

    fn payments(&self) -> impl Iterator<Item = &Payment> + Clone {
        self.blocks.iter().flat_map(|block| &block.payments)
    }
}

/// What is wrong with a draft as part of this batch. The day is compared with one day's grace: where the clock is
/// behind that of UTC, it is still yesterday there.
fn of_batch<'d>(order: &Order, draft: &'d Draft, ids: &mut HashSet<&'d EndToEndId>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let made = order.made.day();
    if draft.on < made.plus_days(-1) {
        faults.push(Fault::Past { on: draft.on, made });
    }
    if !ids.insert(&draft.id) {
        faults.push(Fault::Duplicate);
    }
    if draft.iban.parse().is_ok_and(|iban: Iban| iban == order.iban) {
        faults.push(Fault::OwnAccount);
    }
    faults
}

/// Payments by day, currency and service, in this order.
fn blocks(message: &MessageId, payments: Vec<Payment>) -> Vec<Block> {
    let mut groups: BTreeMap<(Day, Currency, Service), Vec<Payment>> = BTreeMap::new();
    for payment in payments {
        groups.entry((payment.on, payment.amount.currency(), payment.service())).or_default().push(payment);
    }
    let numbered = groups.into_iter().zip(1..);
    numbered
        .map(|(((on, _, service), payments), number)| Block { id: message.block(number), on, service, payments })
        .collect()
}

/// The sum of all amounts as a decimal number, whatever their currencies: what the bank compares with its own sum.
fn control_sum<'p>(payments: impl Iterator<Item = &'p Payment> + Clone) -> String {
    let exponent = payments.clone().map(|payment| payment.amount.currency().exponent()).max().unwrap_or_default();
    let scaled = |amount: Money| {
        let factor = 10_i128.pow(u32::from(exponent - amount.currency().exponent()));
        i128::from(amount.minor()) * factor
    };
    decimal(payments.map(|payment| scaled(payment.amount)).sum(), exponent)
}

/// Units of ten to the minus `exponent` as a decimal number with that many decimals. Nothing below zero is asked for.
fn decimal(units: i128, exponent: u8) -> String {
    let (base, digits) = (10_i128.pow(u32::from(exponent)), usize::from(exponent));
    match digits {
        0 => units.to_string(),
        _ => format!("{}.{:0digits$}", units / base, units % base),
    }
}

/// Why no batch was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// How many payments there were, where these are none or too many.
    pub count: Option<usize>,
    /// Whether the amounts add up to more digits than a control sum has.
    pub sum_too_large: bool,
    /// The payments that cannot be sent, in the order in which they were given.
    pub payments: Vec<RefusedPayment>,
}

/// A payment that cannot be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedPayment {
    /// Its place among those that were given, counted from zero.
    pub place: usize,
    /// Its end-to-end id.
    pub id: EndToEndId,
    /// All that is wrong with it.
    pub faults: Vec<Fault>,
}

impl std::error::Error for Refused {}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the batch cannot be sent")?;
        if let Some(count) = self.count {
            write!(f, "; it has {count} payments, and 1 to {MOST_PAYMENTS} go into a file")?;
        }
        if self.sum_too_large {
            write!(f, "; its amounts add up to more than {MOST_DIGITS} digits: divide it into several files")?;
        }
        for RefusedPayment { id, faults, .. } in &self.payments {
            for fault in faults {
                write!(f, "; {id}: {fault}")?;
            }
        }
        Ok(())
    }
}
