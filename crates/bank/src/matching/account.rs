//! The books that are kept of each payment while everything that was heard is gone through.

use super::*;
use crate::statement::{EntryStatus, Kind, Reversal};

/// What was sent, and what was heard of each.
pub(super) struct Books<'s> {
    accounts: Vec<OfPayment<'s>>,
    by_id: HashMap<&'s str, usize>,
    by_block: HashMap<&'s str, Vec<usize>>,
    by_message: HashMap<&'s str, Vec<usize>>,
    contradictions: Vec<Contradiction>,
}

/// What was heard of one payment.
struct OfPayment<'s> {
    sent: &'s Sent,
    status: Option<Status>,
    rejected: bool,
    paid: bool,
    rejections: Vec<Reason>,
    notified: Told,
    stated: Told,
}

/// What one kind of message tells of a payment.
#[derive(Default)]
struct Told {
    /// The days on which it was booked.
    debits: Vec<Day>,
    /// The days on which something came back.
    credits: Vec<Day>,
    /// How much came back, less what was taken back of it, in minor units.
    back: i128,
    reasons: Vec<Reason>,
}

impl<'s> Books<'s> {
    pub(super) fn of(sent: &'s [Sent]) -> Self {
        let mut books = Self {
            accounts: Vec::with_capacity(sent.len()),
            by_id: HashMap::with_capacity(sent.len()),
            by_block: HashMap::new(),
            by_message: HashMap::new(),
            contradictions: Vec::new(),
        };
        for sent in sent {
            match books.by_id.get(sent.id.as_str()) {
                Some(&known) if books.accounts[known].sent != sent => {
                    books.contradictions.push(Contradiction::SentTwice { id: sent.id.clone() });
                }
                Some(_) => {}
                None => books.open(sent),
            }
        }
        books
    }

    fn open(&mut self, sent: &'s Sent) {
        let at = self.accounts.len();
        self.by_id.insert(sent.id.as_str(), at);
        self.by_block.entry(sent.block.as_str()).or_default().push(at);
        self.by_message.entry(sent.message.as_str()).or_default().push(at);
        self.accounts.push(OfPayment {
            sent,
            status: None,
            rejected: false,
            paid: false,
            rejections: Vec::new(),
            notified: Told::default(),
            stated: Told::default(),
        });
    }

    /// Notes what was said of payments; answers whether any of them was sent.
    pub(super) fn judge(&mut self, message: &str, verdict: &Verdict) -> bool {
        let of_message = |&&at: &&usize| self.accounts[at].sent.message.as_str() == message;
        let about: Vec<usize> = match &verdict.of {
            Part::Whole => self.by_message.get(message).cloned().unwrap_or_default(),
            Part::Block(block) => {
                self.by_block.get(block.as_str()).into_iter().flatten().filter(of_message).copied().collect()
            }
            Part::Payment(id) => self.by_id.get(id.as_str()).into_iter().filter(of_message).copied().collect(),
        };
        for &at in &about {
            let account = &mut self.accounts[at];
            match verdict.amount {
                Some(heard) if heard != account.sent.amount => {
                    self.contradictions.push(other_amount(account.sent, heard))
                }
                _ => account.judge(verdict),
            }
        }
        !about.is_empty()
    }

    /// Notes that money moved; answers whether it is that of payments that were sent.
    pub(super) fn book(&mut self, movement: &Movement) -> bool {
        let ours = |&&at: &&usize| match &movement.account {
            Account::Iban(iban) => *iban == self.accounts[at].sent.from,
            Account::Other(_) => true,
        };
        let found = match &movement.about {
            About::Payment(id) => self.by_id.get(id.as_str()).map(std::slice::from_ref),
            About::Block(block) => self.by_block.get(block.as_str()).map(Vec::as_slice),
            About::Message(message) => self.by_message.get(message.as_str()).map(Vec::as_slice),
            About::Unnamed => None,
        };
        let about: Vec<usize> = found.unwrap_or_default().iter().filter(ours).copied().collect();
        match &movement.about {
            _ if about.is_empty() => return false,
            About::Block(name) | About::Message(name) => self.book_batch(name, &about, movement),
            About::Payment(_) | About::Unnamed => {
                let account = &mut self.accounts[about[0]];
                let heard = account.heard(movement);
                match account.sent.amount == magnitude(heard) || account.takes(heard, movement) {
                    true => account.book(movement, magnitude(heard)),
                    false => self.contradictions.push(other_amount(account.sent, magnitude(heard))),
                }
            }
        }
        true
    }

    /// Notes that a batch moved in one sum: that of all its payments, or of those that were not rejected.
    fn book_batch(&mut self, name: &str, about: &[usize], movement: &Movement) {
        let heard = magnitude(movement.amount);
        let done: Vec<usize> = about.iter().copied().filter(|&at| !self.accounts[at].rejected).collect();
        let (all, rest) = (self.sum(about), self.sum(&done));
        let moved = if all == Some(heard) {
            about
        } else if rest == Some(heard) && !done.is_empty() {
            &done
        } else {
            let sent = all.unwrap_or(self.accounts[about[0]].sent.amount);
            self.contradictions.push(Contradiction::OtherSum { name: name.to_owned(), sent, heard });
            return;
        };
        for &at in moved {
            let account = &mut self.accounts[at];
            account.book(movement, account.sent.amount);
        }
    }

    /// What these payments are together; `None` where they are in several currencies, or too much for an amount.
    fn sum(&self, about: &[usize]) -> Option<Money> {
        let mut amounts = about.iter().map(|&at| self.accounts[at].sent.amount);
        let first = amounts.next()?;
        amounts.try_fold(first, |sum, amount| sum.plus(amount).ok())
    }

    /// What became of each payment, and what cannot be.
    pub(super) fn close(self) -> (Vec<(EndToEndId, Outcome)>, Vec<Contradiction>) {
        let mut contradictions = self.contradictions;
        let mut payments = Vec::with_capacity(self.accounts.len());
        for account in self.accounts {
            contradictions.extend(account.contradictions());
            payments.push((account.sent.id.clone(), account.outcome()));
        }
        contradictions.sort_by_cached_key(ToString::to_string);
        contradictions.dedup();
        (payments, contradictions)
    }
}

impl OfPayment<'_> {
    fn judge(&mut self, verdict: &Verdict) {
        match verdict.status {
            Status::Partly => {}
            Status::Rejected => {
                self.rejected = true;
                self.rejections.extend(verdict.reasons.iter().cloned());
            }
            _ => {
                self.paid |= matches!(verdict.status, Status::Debited | Status::Credited);
                self.status = self.status.take().max(Some(verdict.status.clone()));
            }
        }
    }

    /// The amount of a movement that is to be compared with what was sent: as it was ordered where that is in our
    /// currency and is what we sent, or where the account is kept in another one.
    fn heard(&self, movement: &Movement) -> Money {
        let sent = self.sent.amount;
        let ordered = movement.instructed.filter(|&ordered| {
            let ours = ordered.currency() == sent.currency();
            ours && (movement.amount.currency() != sent.currency() || magnitude(ordered) == sent && is_debit(movement))
        });
        ordered.unwrap_or(movement.amount)
    }

    /// Whether a movement of another amount than was sent can be of this payment: a part of it that came back can, and
    /// whatever is only expected.
    fn takes(&self, heard: Money, movement: &Movement) -> bool {
        let comes_back = !is_debit(movement) && heard.currency() == self.sent.amount.currency();
        comes_back || movement.status == EntryStatus::Pending
    }

    /// Notes a movement of so much, in the currency that was sent. One without a day is as good as expected.
    fn book(&mut self, movement: &Movement, amount: Money) {
        let booked = movement.booked.filter(|_| movement.status == EntryStatus::Booked);
        let Some(on) = booked else {
            self.status = self.status.take().max(Some(Status::Pending));
            return;
        };
        let told = match movement.kind {
            Kind::Notification => &mut self.notified,
            Kind::Statement => &mut self.stated,
        };
        if is_debit(movement) {
            told.debits.push(on);
        } else if movement.amount.minor() < 0 {
            told.back -= i128::from(amount.minor());
        } else {
            told.back += i128::from(amount.minor());
            told.credits.push(on);
            told.reasons.extend(movement.returned.clone());
        }
    }

    /// What a statement tells, or, where it has not told it yet, a notification.
    fn debits(&self) -> &[Day] {
        if self.stated.debits.is_empty() { &self.notified.debits } else { &self.stated.debits }
    }

    fn back(&self) -> i128 {
        self.stated.back.max(self.notified.back)
    }

    fn outcome(&self) -> Outcome {
        let settled = self.debits().iter().min().copied();
        let credits = if self.stated.credits.is_empty() { &self.notified.credits } else { &self.stated.credits };
        let returned = credits.iter().min().copied().filter(|_| self.back() > 0);
        if let Some(on) = returned {
            let mut reasons = [&self.stated.reasons[..], &self.notified.reasons, &self.rejections].concat();
            in_order(&mut reasons);
            return Outcome::Returned { settled, on, amount: self.returned(), reasons };
        }
        match settled {
            Some(on) => Outcome::Settled { on },
            None if self.rejected => {
                let mut reasons = self.rejections.clone();
                in_order(&mut reasons);
                Outcome::Rejected { reasons }
            }
            None => Outcome::Open { status: self.status.clone() },
        }
    }

    fn returned(&self) -> Money {
        Money::new(i64::try_from(self.back()).unwrap_or(i64::MAX), self.sent.amount.currency())
    }

    fn contradictions(&self) -> Vec<Contradiction> {
        let (id, sent) = (self.sent.id.clone(), self.sent.amount);
        let (times, paid) = (self.debits().len(), self.paid || !self.debits().is_empty());
        let mut found = Vec::new();
        if times > 1 {
            found.push(Contradiction::PaidTwice { id: id.clone(), sent, times });
        }
        let most = i128::from(sent.minor()) * i128::try_from(times.max(1)).unwrap_or(i128::MAX);
        if self.back() > most {
            found.push(Contradiction::ReturnedTooMuch { id: id.clone(), sent, returned: self.returned() });
        }
        if self.rejected && paid && self.back() <= 0 {
            found.push(Contradiction::RejectedAndPaid { id });
        }
        found
    }
}

/// Whether this is money that goes out, and not a return that is taken back.
fn is_debit(movement: &Movement) -> bool {
    movement.amount.minor() < 0 && movement.reversal == Reversal::No && movement.returned.is_none()
}

fn magnitude(amount: Money) -> Money {
    if amount.minor() < 0 { amount.negated() } else { amount }
}

fn other_amount(sent: &Sent, heard: Money) -> Contradiction {
    Contradiction::OtherAmount { id: sent.id.clone(), sent: sent.amount, heard: magnitude(heard) }
}

/// Each reason once, in an order of their own.
fn in_order(reasons: &mut Vec<Reason>) {
    reasons.sort();
    reasons.dedup();
}
