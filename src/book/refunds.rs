//! For which milestones a client is owed money. Pure.
//!
//! A payout takes all that is owed at its moment. So whoever goes through what moved a client's account, in order, knows
//! for which refunds each payout was, and which of them are owed again because it came back.

use std::{collections::BTreeMap, mem};

use super::{Movement, rows::EntryRow};

/// The milestones whose refunds no payout has taken, or whose payout came back, the earliest first, each once; `moved` is
/// what moved the client's account, the oldest first.
pub(super) fn unpaid(moved: &[EntryRow]) -> Vec<String> {
    let mut waiting: Vec<&EntryRow> = Vec::new();
    let mut paid: BTreeMap<&str, Vec<&EntryRow>> = BTreeMap::new();
    for entry in moved {
        let of = entry.reverses.as_deref().or(entry.concerns.as_deref()).unwrap_or_default();
        match entry.kind.parse() {
            Ok(Movement::Refund) => waiting.push(entry),
            Ok(Movement::Payout) => drop(paid.insert(&entry.id, mem::take(&mut waiting))),
            Ok(Movement::Return) => waiting.extend(paid.remove(of).unwrap_or_default()),
            Ok(Movement::Reversal) => match paid.remove(of) {
                Some(again) => waiting.extend(again),
                None => waiting.retain(|refund| refund.id != of),
            },
            _ => {}
        }
    }
    waiting.sort_by(|one, other| one.id.cmp(&other.id));
    let mut subjects: Vec<String> = Vec::new();
    for refund in waiting {
        if !subjects.contains(&refund.subject) {
            subjects.push(refund.subject.clone());
        }
    }
    subjects
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
    fn a_refund_that_was_taken_back_is_owed_to_nobody_and_a_payout_that_was_is_owed_again() {
        let mut moved = vec![entry("a1", Movement::Refund, ""), entry("b2", Movement::Refund, "")];
        moved.push(entry("x3", Movement::Reversal, "a1"));
        assert_eq!(unpaid(&moved), ["milestone of b"]);
        moved.push(entry("p4", Movement::Payout, ""));
        moved.push(entry("x5", Movement::Reversal, "p4"));
        assert_eq!(unpaid(&moved), ["milestone of b"]);
    }
}
