//! What each part of a file did, for whoever handed it in.

use std::collections::BTreeSet;

use muster_bank::{
    matching::{About, Contradiction, Heard, Matched, Movement, Outcome},
    statement::{Account, EntryStatus},
    status::{Part, Verdict},
};

use super::{
    credits::{is_credit, reference_text},
    matching::Batch,
};
use crate::payouts::{
    PayoutId,
    model::{self, Fate, State},
};

/// The longest text that is told of a part.
const LONGEST: usize = 300;

/// What a part of a file did.
pub(super) struct Told {
    /// In one word.
    pub(super) fate: Fate,
    /// In a sentence.
    pub(super) words: String,
    /// The payout that it is about, if it is about one.
    pub(super) payout: Option<PayoutId>,
}

impl Told {
    fn of(fate: Fate, words: impl Into<String>) -> Self {
        let words: String = words.into();
        let words = words.chars().filter(|sign| *sign != '\0').take(LONGEST).collect();
        Self { fate, words, payout: None }
    }
}

/// What a part is about, in words.
pub(super) fn about(heard: &Heard) -> String {
    let told = match heard {
        Heard::Movement(movement) => match &movement.about {
            About::Payment(id) => id.clone(),
            About::Block(name) => format!("block {name}"),
            About::Message(name) => format!("file {name}"),
            About::Unnamed => reference_text(movement),
        },
        Heard::Verdict { message, verdict } => match &verdict.of {
            Part::Payment(id) => id.clone(),
            Part::Block(name) => format!("block {name}"),
            Part::Whole => format!("file {message}"),
        },
    };
    told.chars().filter(|sign| *sign != '\0').take(LONGEST).collect()
}

/// What a part did that is about payouts of a batch.
pub(super) fn of_payouts(batch: &mut Batch, heard: &Heard) -> Told {
    match batch.place_of(heard) {
        Some(place) => {
            let matched = batch.alone(place, heard);
            let told = of_one(batch, place, heard, &matched);
            Told { payout: Some(batch.row(place).id), ..told }
        }
        None => of_many(batch, heard),
    }
}

fn of_one(batch: &mut Batch, place: usize, heard: &Heard, matched: &Matched) -> Told {
    if let Some(told) = not_of_it(matched) {
        return told;
    }
    if let Some(contradiction) = matched.contradictions.first() {
        return Told::of(Fate::Mismatched, contradiction.to_string());
    }
    let Some((_, outcome)) = matched.payments.first() else { return Told::of(Fate::Noted, "") };
    let Some(state) = state_of(outcome) else { return Told::of(Fate::Noted, status(heard)) };
    if take(batch, place, state) {
        return Told::of(fate(state), words(outcome));
    }
    match outcome {
        Outcome::Returned { amount, .. } if *amount != batch.row(place).amount() => {
            Told::of(Fate::Mismatched, format!("{amount} came back of {}", batch.row(place).amount()))
        }
        _ => Told::of(Fate::Noted, "known already, or moved by another part"),
    }
}

/// A part that is about a whole file or block.
fn of_many(batch: &mut Batch, heard: &Heard) -> Told {
    let matched = batch.of_all(heard);
    if let Some(told) = not_of_it(&matched) {
        return told;
    }
    let other_sum = |contradiction: &&Contradiction| matches!(contradiction, Contradiction::OtherSum { .. });
    if let Some(contradiction) = matched.contradictions.iter().find(other_sum) {
        return Told::of(Fate::Mismatched, contradiction.to_string());
    }
    let (mut moved, mut states) = (0, BTreeSet::new());
    for (place, (_, outcome)) in matched.payments.iter().enumerate() {
        if let Some(state) = state_of(outcome).filter(|state| take(batch, place, *state)) {
            moved += 1;
            states.insert(state);
        }
    }
    match states.first() {
        Some(state) => Told::of(fate(*state), format!("{moved} payouts")),
        None => Told::of(Fate::Noted, status(heard)),
    }
}

/// What a part says of something that was not sent.
fn not_of_it(matched: &Matched) -> Option<Told> {
    if !matched.strangers.is_empty() {
        return Some(Told::of(Fate::Unmatched, "this file of ours holds nothing of that name"));
    }
    let elsewhere = "it moved on another account than the one that it was sent from";
    (!matched.others.is_empty()).then(|| Told::of(Fate::Unmatched, elsewhere))
}

/// Takes what a part moved, so that a second part that tells the same is known to have moved nothing.
fn take(batch: &mut Batch, place: usize, state: State) -> bool {
    batch.moved.get_mut(&place).is_some_and(|states| states.remove(&state))
}

fn state_of(outcome: &Outcome) -> Option<State> {
    match outcome {
        Outcome::Open { .. } => None,
        Outcome::Settled { .. } => Some(State::Settled),
        Outcome::Rejected { .. } => Some(State::Rejected),
        Outcome::Returned { .. } => Some(State::Returned),
    }
}

const fn fate(state: State) -> Fate {
    match state {
        State::Sent => Fate::Noted,
        State::Settled => Fate::Settled,
        State::Rejected => Fate::Rejected,
        State::Returned => Fate::Returned,
    }
}

fn words(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Open { .. } => String::new(),
        Outcome::Settled { on } => format!("booked on {on}"),
        Outcome::Rejected { reasons } => model::in_words(reasons),
        Outcome::Returned { on, reasons, .. } => format!("came back on {on}: {}", model::in_words(reasons)),
    }
}

fn status(heard: &Heard) -> String {
    match heard {
        Heard::Movement(movement) if movement.status == EntryStatus::Pending => "expected, not booked yet".to_owned(),
        Heard::Movement(_) => "known already".to_owned(),
        Heard::Verdict { verdict: Verdict { status, .. }, .. } => format!("the bank says: {status:?}"),
    }
}

/// What a movement is that is about no payout. `ours` are the accounts of the network.
pub(super) fn of_other(movement: &Movement, ours: &BTreeSet<String>) -> Told {
    let is_ours = match &movement.account {
        Account::Iban(iban) => ours.contains(iban.as_str()),
        Account::Other(_) => true,
    };
    if !is_ours {
        return Told::of(Fate::Unmatched, "it is of an account that is not the network's");
    }
    if movement.status == EntryStatus::Pending {
        return Told::of(Fate::Noted, "expected, not booked yet");
    }
    if movement.amount.minor() == 0 {
        return Told::of(Fate::Noted, "it moves nothing");
    }
    if is_credit(movement) {
        return Told::of(Fate::Credit, reference_text(movement));
    }
    let what = match (movement.amount.minor() < 0, movement.returned.is_some()) {
        (_, true) => "something came back that was not sent from here",
        (true, _) => "money that went out, and none of the payouts",
        (false, _) => "it takes back an earlier booking",
    };
    Told::of(Fate::Unmatched, what)
}

/// What a verdict is that is about no file of ours.
pub(super) fn of_stranger(message: &str) -> Told {
    Told::of(Fate::Unmatched, format!("no file of the name {message} was made here"))
}
