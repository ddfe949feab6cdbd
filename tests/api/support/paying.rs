//! Clients who are asked to pay, and the bank that books what they transfer.

use std::fmt::Display;

use muster::fundings::service::{Received, received};
use muster_kernel::{Currency, Money};
use serde_json::{Value, json};

use super::{Answer, Network, Person};

/// The client asks how to pay for a milestone.
pub fn ask(client: &Person<'_>, milestone: impl Display) -> Answer {
    client.post(&format!("/milestones/{milestone}/fundings"), &json!({}))
}

/// What a funding asks for.
pub fn amount_of(funding: &Value) -> Money {
    let currency: Currency = funding["amount"]["currency"].as_str().unwrap().parse().unwrap();
    Money::new(funding["amount"]["amount"].as_i64().unwrap(), currency)
}

/// The bank books so much, with that on the transfer, under a reference of its own.
pub fn booked(network: &Network, text: &str, amount: Money, bank_reference: &str) -> Received {
    network.db().write(|tx| received(tx, text, amount, bank_reference)).unwrap()
}

/// The bank books exactly what a funding asks for.
#[track_caller]
pub fn pay(network: &Network, funding: &Value) {
    let reference = funding["reference"].as_str().unwrap();
    let became = booked(network, reference, amount_of(funding), &format!("BANK {reference}"));
    assert!(matches!(became, Received::Posted { .. }), "{became:?}");
}

/// The client asks how to pay for a milestone, and, where that is answered, pays; answers how it was asked.
pub fn try_fund(client: &Person<'_>, milestone: impl Display) -> Answer {
    let asked = ask(client, milestone);
    if asked.status == 201 {
        pay(client.network(), &asked.json);
    }
    asked
}

/// The client pays for a milestone, and its money is held.
#[track_caller]
pub fn fund(client: &Person<'_>, milestone: impl Display) {
    try_fund(client, milestone).ok(201);
}
