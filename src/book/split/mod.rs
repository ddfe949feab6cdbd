//! How a seat's money is divided.
//!
//! **Rules.** A fee takes its rate of the seat's amount; another rule may take its rate of somebody's part, and so on, as
//! deep as rules go. What is taken of a part either comes out of that part (a finder's share of the network's fee), or on
//! top of it, so that the member bears it (the tax on that fee). What nobody takes is the member's.
//!
//! **Bounds.** A fee may take a least amount of each release, as far as half of it stays with the member, and at most so
//! much of one member's work in a year. What a bound gives or takes is the member's.
//!
//! **Remainders.** Every division is by largest remainders in the order of the rules, so that parts always add up to the
//! whole, to the unit. Each part says what its rate was taken of and which bound it met: whoever reads it can do the sum.

mod terms;
#[cfg(test)]
mod tests;

use muster_kernel::{BasisPoints, Money};

pub use self::terms::{Finder, MOST_TAKEN, Payee, Rule, SeatTerms};
use crate::spaces::TermsId;

crate::words! {
    /// Why a fee is not what its rate says.
    pub enum Bound {
        /// It takes a least amount.
        Least = "least",
        /// It takes no more than so much in a year.
        Most = "most",
    }
}

/// What one payee gets, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Who.
    pub payee: Payee,
    /// Of whose part the rate was taken; of the seat's amount where there is nobody.
    pub of: Option<Payee>,
    /// Of which fee it is a part: what a bound of a year counts together.
    pub fee: Payee,
    /// How much, after others got their share of it.
    pub amount: Money,
    /// What the rate was taken of.
    pub base: Money,
    /// At which rate.
    pub basis: BasisPoints,
    /// Which bound it met, if any.
    pub bound: Option<Bound>,
    /// Where the rate was announced.
    pub terms: Option<TermsId>,
}

/// Divides a seat's `amount` by its terms, as if no fee had been taken before in the year. See [`split_after`].
pub fn split(amount: Money, terms: &SeatTerms) -> Vec<Part> {
    split_after(amount, terms, |_| 0)
}

/// Divides a seat's `amount` by its terms: the member's part, then a part for each rule, in their order. They add up to
/// the amount; a part may be nothing. `before` says how many minor units each fee took of the member's work earlier in
/// the year. Bounds count where the amount is above zero.
pub fn split_after(amount: Money, terms: &SeatTerms, before: impl Fn(Payee) -> i64) -> Vec<Part> {
    let rules = terms.rules();
    let zero = Money::new(0, amount.currency());
    // What each rule gets before it is shared out, what that was taken of, and what is left after sharing.
    let mut whole = vec![zero; rules.len()];
    let mut base = vec![amount; rules.len()];
    let mut bound = vec![None; rules.len()];

    let fees: Vec<usize> = (0..rules.len()).filter(|place| rules[*place].of.is_none()).collect();
    let mut member = shared(amount, &fees, rules, &mut whole);
    for place in fees {
        let rule = &rules[place];
        let room = member.minor().saturating_sub(amount.minor() / 2).max(0);
        let (minor, met) = bounded(rule, whole[place].minor(), before(rule.payee), room);
        if amount.minor() > 0 && met.is_some() {
            member = Money::new(member.minor() + whole[place].minor() - minor, amount.currency());
            whole[place] = Money::new(minor, amount.currency());
            bound[place] = met;
        }
    }

    let mut left = whole.clone();
    for (place, parent) in rules.iter().enumerate() {
        let of_it = |on_top: bool| {
            let of_it = move |child: &usize| rules[*child].of == Some(parent.payee) && rules[*child].on_top == on_top;
            (0..rules.len()).filter(of_it).collect::<Vec<usize>>()
        };
        left[place] = shared(whole[place], &of_it(false), rules, &mut whole);
        for child in of_it(true) {
            shared(whole[place], &[child], rules, &mut whole);
            member = Money::new(member.minor() - whole[child].minor(), amount.currency());
        }
        for child in of_it(false).into_iter().chain(of_it(true)) {
            base[child] = whole[place];
            left[child] = whole[child];
        }
    }

    let own = Part {
        payee: Payee::Member,
        of: None,
        fee: Payee::Member,
        amount: member,
        base: amount,
        basis: BasisPoints::new(BasisPoints::WHOLE.points() - terms.taken()).expect("the rates take at most half"),
        bound: None,
        terms: None,
    };
    let part = |(place, rule): (usize, &Rule)| Part {
        payee: rule.payee,
        of: rule.of,
        fee: fee_of(rules, rule),
        amount: left[place],
        base: base[place],
        basis: rule.rate,
        bound: bound[place],
        terms: rule.terms,
    };
    std::iter::once(own).chain(rules.iter().enumerate().map(part)).collect()
}

/// Gives each of the rules at `places` its rate of `amount`, and answers the rest.
fn shared(amount: Money, places: &[usize], rules: &[Rule], whole: &mut [Money]) -> Money {
    let taken: i32 = places.iter().map(|place| rules[*place].rate.points()).sum();
    let rest = u64::try_from(BasisPoints::WHOLE.points() - taken).expect("the rates of a part are at most the whole");
    let weights: Vec<u64> =
        std::iter::once(rest).chain(places.iter().map(|place| rules[*place].rate.weight())).collect();
    let parts = amount.split(&weights);
    for (place, part) in places.iter().zip(&parts[1..]) {
        whole[*place] = *part;
    }
    parts[0]
}

/// What a fee takes within its bounds, and which of them it met; no more than `room` above its rate.
fn bounded(rule: &Rule, by_rate: i64, before: i64, room: i64) -> (i64, Option<Bound>) {
    let most = rule.most_a_year.map_or(i64::MAX, |most| most.saturating_sub(before).max(0));
    let at_least = rule.least.min(by_rate.saturating_add(room));
    let within = by_rate.max(at_least).min(most);
    match within {
        _ if within < by_rate => (within, Some(Bound::Most)),
        _ if within > by_rate => (within, Some(Bound::Least)),
        _ => (by_rate, None),
    }
}

/// The fee that a rule's part comes out of; a part on top is one of its own.
fn fee_of(rules: &[Rule], rule: &Rule) -> Payee {
    let parent = rule.of.filter(|_| !rule.on_top).and_then(|of| rules.iter().find(|other| other.payee == of));
    parent.map_or(rule.payee, |parent| fee_of(rules, parent))
}

/// What is left to the member of a seat's `amount`, as if no fee had been taken before in the year.
pub fn member_part(amount: Money, terms: &SeatTerms) -> Money {
    split(amount, terms)[0].amount
}
