//! All that was heard of a batch, matched with all that was sent in it; and what its payouts do then.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use muster_bank::{
    matching::{About, Contradiction, Heard, Matched, Outcome, Sent, match_up},
    reasons::Reason,
    status::Part,
};

use super::store;
use crate::{
    audit::By,
    db::Tx,
    error::{Error, Result},
    payouts::{
        BankFileId, BatchId,
        model::{self, Event, State},
        moves::{self, Happening, Source},
        store::{self as payouts, PayoutRow},
    },
};

/// A batch of which a file tells something.
pub(super) struct Batch {
    id: BatchId,
    /// Its payouts as they were before the file.
    rows: Vec<PayoutRow>,
    sent: Vec<Sent>,
    /// Everything that was heard of it before the file.
    before: Vec<Heard>,
    /// What the file tells of it.
    heard: Vec<Heard>,
    /// What the file moved: payouts, by their place, and to which states.
    pub(super) moved: BTreeMap<usize, BTreeSet<State>>,
    places: HashMap<String, usize>,
}

impl Batch {
    pub(super) fn read(tx: &mut Tx<'_>, id: BatchId, heard: Vec<Heard>) -> Result<Self> {
        let head = payouts::batch(tx, id)?;
        let rows = payouts::of_batch(tx, id)?;
        let sent = rows.iter().map(|row| sent(&head, row)).collect::<Result<Vec<_>>>()?;
        let places = (0..).zip(&rows).map(|(place, row)| (row.end_to_end.clone(), place)).collect();
        let before = store::heard_of(tx, id)?;
        Ok(Self { id, rows, sent, before, heard, moved: BTreeMap::new(), places })
    }

    /// Which batch.
    pub(super) fn id(&self) -> BatchId {
        self.id
    }

    /// The place of the payout that this part alone is about, if it is about one of them alone.
    pub(super) fn place_of(&self, heard: &Heard) -> Option<usize> {
        self.places.get(payment_of(heard)?).copied()
    }

    /// The payout at a place, as it was before the file.
    pub(super) fn row(&self, place: usize) -> &PayoutRow {
        &self.rows[place]
    }

    /// What this part alone says of the payout at that place.
    pub(super) fn alone(&self, place: usize, heard: &Heard) -> Matched {
        match_up(&self.sent[place..=place], std::slice::from_ref(heard))
    }

    /// What this part says of all payouts, given which of them were rejected: a sum leaves those out.
    pub(super) fn of_all(&self, heard: &Heard) -> Matched {
        let verdicts = self.before.iter().chain(&self.heard).filter(|told| matches!(told, Heard::Verdict { .. }));
        let all: Vec<Heard> = match heard {
            Heard::Verdict { .. } => vec![heard.clone()],
            Heard::Movement(_) => verdicts.chain(std::iter::once(heard)).cloned().collect(),
        };
        match_up(&self.sent, &all)
    }

    /// Lets everything happen that follows from what was heard. Answers what cannot be and was not told before.
    pub(super) fn apply(&mut self, tx: &mut Tx<'_>, by: By, file: BankFileId) -> Result<Vec<String>> {
        let all = [&self.before[..], &self.heard[..]].concat();
        let (old, new) = (match_up(&self.sent, &self.before), match_up(&self.sent, &all));
        let mut doubts = doubts(&new);
        let of_each = by_payment(&all);
        let mut told: Vec<String> = Vec::new();
        for (place, (_, outcome)) in new.payments.iter().enumerate() {
            let row = &self.rows[place];
            let steps = model::steps(row.state, row.amount(), outcome);
            // Against what an admin decided speaks only what the bank says afterwards.
            let is_new = old.payments[place].1 != *outcome;
            let own = doubts.remove(row.end_to_end.as_str()).or_else(|| {
                let doubt = format!("{}: {}", row.end_to_end, steps.doubt.as_ref()?);
                (is_new || row.contradiction.as_ref() == Some(&doubt)).then_some(doubt)
            });
            if own != row.contradiction {
                payouts::set_contradiction(tx, row.id, own.as_deref())?;
                told.extend(own);
            }
            let mut now = row.clone();
            for (event, day) in steps.events {
                let reasons = own_reasons(&self.sent[place], of_each.get(row.end_to_end.as_str()));
                let why = why(event, outcome);
                let day = day.unwrap_or_else(|| tx.now().day());
                let what = Happening { event, day, why: &why, reasons: &reasons, source: Source::File(file) };
                now = moves::happen(tx, by, &now, &what)?;
                self.moved.entry(place).or_default().insert(now.state);
            }
        }
        let of_sums = |contradiction: &&Contradiction| matches!(contradiction, Contradiction::OtherSum { .. });
        let new_sums = new.contradictions.iter().filter(of_sums).filter(|one| !old.contradictions.contains(one));
        told.extend(new_sums.map(ToString::to_string));
        Ok(told)
    }
}

fn sent(head: &payouts::BatchRow, row: &PayoutRow) -> Result<Sent> {
    let wrong = |cause: String| Error::internal("read what was sent", cause);
    Ok(Sent {
        id: row.end_to_end.parse().map_err(|_| wrong(format!("{} is no end-to-end id", row.end_to_end)))?,
        amount: row.amount(),
        from: head.debtor_iban.parse().map_err(|_| wrong(format!("the account of {} is no IBAN", head.id)))?,
        message: head.message.parse().map_err(|_| wrong(format!("{} is no name of a file", head.message)))?,
        block: row.block.parse().map_err(|_| wrong(format!("{} is no name of a block", row.block)))?,
    })
}

/// What cannot be, by the payment that it is about.
fn doubts(matched: &Matched) -> HashMap<&str, String> {
    let mut doubts: HashMap<&str, String> = HashMap::new();
    for contradiction in &matched.contradictions {
        let id = match contradiction {
            Contradiction::SentTwice { id }
            | Contradiction::OtherAmount { id, .. }
            | Contradiction::PaidTwice { id, .. }
            | Contradiction::ReturnedTooMuch { id, .. }
            | Contradiction::RejectedAndPaid { id } => id.as_str(),
            // Its payouts stay sent, and nobody has two under way: so nobody is paid twice by it.
            Contradiction::OtherSum { .. } => continue,
        };
        let told = doubts.entry(id).or_default();
        if !told.is_empty() {
            told.push_str("; ");
        }
        told.push_str(&contradiction.to_string());
    }
    doubts
}

/// The end-to-end id of the one payment that a part is about.
pub(super) fn payment_of(heard: &Heard) -> Option<&str> {
    match heard {
        Heard::Movement(movement) => match &movement.about {
            About::Payment(id) => Some(id),
            About::Block(_) | About::Message(_) | About::Unnamed => None,
        },
        Heard::Verdict { verdict, .. } => match &verdict.of {
            Part::Payment(id) => Some(id),
            Part::Block(_) | Part::Whole => None,
        },
    }
}

/// What was heard of each payment alone.
fn by_payment(all: &[Heard]) -> HashMap<&str, Vec<&Heard>> {
    let mut found: HashMap<&str, Vec<&Heard>> = HashMap::new();
    for heard in all {
        if let Some(id) = payment_of(heard) {
            found.entry(id).or_default().push(heard);
        }
    }
    found
}

/// Why one payment failed, as told of it alone: what is said of a whole file says nothing of one account in it.
fn own_reasons(sent: &Sent, heard: Option<&Vec<&Heard>>) -> Vec<Reason> {
    let own: Vec<Heard> = heard.into_iter().flatten().map(|heard| (*heard).clone()).collect();
    match match_up(std::slice::from_ref(sent), &own).payments.pop() {
        Some((_, outcome)) => reasons(outcome),
        None => Vec::new(),
    }
}

fn reasons(outcome: Outcome) -> Vec<Reason> {
    match outcome {
        Outcome::Rejected { reasons } | Outcome::Returned { reasons, .. } => reasons,
        Outcome::Open { .. } | Outcome::Settled { .. } => Vec::new(),
    }
}

fn why(event: Event, outcome: &Outcome) -> String {
    match event {
        Event::Settle => String::new(),
        Event::Reject | Event::Return => model::in_words(&reasons(outcome.clone())),
    }
}
