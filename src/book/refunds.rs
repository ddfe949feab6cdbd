//! For which milestones a client is owed money, and with which payout the rest left. Pure.
//!
//! A payout takes all that is owed at its moment. So whoever goes through what moved a client's account, in order, knows
//! for which refunds each payout was, and which of them are owed again because it came back.

use std::{collections::BTreeMap, mem};

use muster_kernel::Day;

use super::{
    EntryId, Movement,
    rows::{EntryRow, entry_id},
};
use crate::error::Result;

/// Which way money goes back to a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayBack {
    /// It was off the bank at once, on that day: their own bank took it, or it was refunded before that went by payouts.
    AtOnce(Day),
    /// A payout took it, which this entry posted.
    Payout(EntryId),
    /// It is owed to them, and no payout has taken it, or the payout came back.
    Owed,
}

/// Where the refunds of a client stand, by what moved their account.
#[derive(Default)]
struct Standing<'e> {
    /// Those that are owed.
    waiting: Vec<&'e EntryRow>,
    /// Those that a payout took, by its entry.
    paid: BTreeMap<&'e str, Vec<&'e EntryRow>>,
}

impl<'e> Standing<'e> {
    /// After all that `moved` the account, the oldest first.
    fn after(moved: &'e [EntryRow]) -> Self {
        let Self { mut waiting, mut paid } = Self::default();
        for entry in moved {
            let of = entry.reverses.as_deref().or(entry.concerns.as_deref()).unwrap_or_default();
            match entry.kind.parse() {
                Ok(Movement::Refund) => waiting.push(entry),
                Ok(Movement::Payout) => drop(paid.insert(entry.id.as_str(), mem::take(&mut waiting))),
                Ok(Movement::Return) => waiting.extend(paid.remove(of).unwrap_or_default()),
                Ok(Movement::Reversal) => match paid.remove(of) {
                    Some(again) => waiting.extend(again),
                    None => waiting.retain(|refund| refund.id != of),
                },
                _ => {}
            }
        }
        Self { waiting, paid }
    }
}

/// The milestones whose refunds no payout has taken, or whose payout came back, the earliest first, each once; `moved` is
/// what moved the client's account, the oldest first.
pub(super) fn unpaid(moved: &[EntryRow]) -> Vec<String> {
    let mut waiting = Standing::after(moved).waiting;
    waiting.sort_by(|one, other| one.id.cmp(&other.id));
    let mut subjects: Vec<String> = Vec::new();
    for refund in waiting {
        if !subjects.contains(&refund.subject) {
            subjects.push(refund.subject.clone());
        }
    }
    subjects
}

/// Which way each of some entries went that sent money `back` to a client, by milestone; `moved` is what moved the client's
/// account, the oldest first.
pub(super) fn ways(back: Vec<EntryRow>, moved: &[EntryRow]) -> Result<BTreeMap<String, Vec<WayBack>>> {
    let Standing { waiting, paid } = Standing::after(moved);
    let mut known: BTreeMap<&str, WayBack> = BTreeMap::new();
    known.extend(waiting.iter().map(|refund| (refund.id.as_str(), WayBack::Owed)));
    for (payout, refunds) in paid {
        let way = WayBack::Payout(entry_id(payout)?);
        known.extend(refunds.iter().map(|refund| (refund.id.as_str(), way)));
    }
    let mut ways: BTreeMap<String, Vec<WayBack>> = BTreeMap::new();
    for entry in back {
        let way = known.get(entry.id.as_str()).copied().unwrap_or(WayBack::AtOnce(entry.posted_at.day()));
        ways.entry(entry.subject).or_default().push(way);
    }
    Ok(ways)
}

#[cfg(test)]
mod tests {
    use muster_kernel::Instant;

    use super::*;

    fn entry(id: &str, kind: Movement, of: &str) -> EntryRow {
        let of = |is: bool| is.then(|| of.to_owned());
        EntryRow {
            id: id.to_owned(),
            kind: kind.to_string(),
            subject: format!("milestone of {}", &id[..1]),
            memo: String::new(),
            key: id.to_owned(),
            reverses: of(kind == Movement::Reversal),
            concerns: of(kind == Movement::Return),
            posted_at: Instant::from_micros(0),
        }
    }

    #[test]
    fn what_a_payout_took_is_paid_until_it_comes_back() {
        let mut moved = vec![entry("a1", Movement::Refund, ""), entry("b2", Movement::Refund, "")];
        moved.push(entry("a3", Movement::Refund, ""));
        assert_eq!(unpaid(&moved), ["milestone of a", "milestone of b"], "each once");
        moved.push(entry("p4", Movement::Payout, ""));
        assert!(unpaid(&moved).is_empty());
        moved.push(entry("c5", Movement::Refund, ""));
        moved.push(entry("p6", Movement::Payout, ""));
        moved.push(entry("r7", Movement::Return, "p4"));
        assert_eq!(unpaid(&moved), ["milestone of a", "milestone of b"], "what the later payout took stays paid");
        moved.push(entry("r8", Movement::Return, "p6"));
        assert_eq!(unpaid(&moved), ["milestone of a", "milestone of b", "milestone of c"]);
    }

    #[test]
    fn what_goes_back_leaves_with_a_payout_waits_for_one_or_never_was_owed() {
        let id = |number: u128| EntryId::from_bits(number).to_string();
        let named = |number: u128, kind: Movement, of: &str| EntryRow {
            subject: "m".to_owned(),
            ..entry(&id(number), kind, of)
        };
        let back = [1, 2, 4].map(|number| named(number, Movement::Refund, ""));
        let mut moved = vec![back[1].clone(), named(3, Movement::Payout, ""), back[2].clone()];
        let told = |moved: &[EntryRow]| ways(back.to_vec(), moved).unwrap().remove("m").unwrap();
        let at_once = WayBack::AtOnce(Instant::from_micros(0).day());
        assert_eq!(told(&moved), [at_once, WayBack::Payout(EntryId::from_bits(3)), WayBack::Owed]);
        moved.push(named(5, Movement::Return, &id(3)));
        assert_eq!(told(&moved), [at_once, WayBack::Owed, WayBack::Owed], "it came back");
        assert!(ways(Vec::new(), &moved).unwrap().is_empty());
    }

    #[test]
    fn a_refund_that_was_taken_back_is_owed_to_nobody_and_a_payout_that_was_is_owed_again() {
        let mut moved = vec![entry("a1", Movement::Refund, ""), entry("b2", Movement::Refund, "")];
        moved.push(entry("x3", Movement::Reversal, "a1"));
        assert_eq!(unpaid(&moved), ["milestone of b"]);
        moved.push(entry("p4", Movement::Payout, ""));
        moved.push(entry("x5", Movement::Reversal, "p4"));
        assert_eq!(unpaid(&moved), ["milestone of b"]);
    }
}
