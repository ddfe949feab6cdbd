//! Where the money of milestones is, as the book says it: contracts are held against that.

use std::{collections::BTreeMap, fmt};

use super::{AccountKind, Movement, kept::balances, rows::Stored, store};
use crate::{db::Conn, error::Result};

/// How the name of an escrow's account begins; the engagement's id follows.
const ESCROW: &str = "escrow:";

/// Sums of something, by what they are of and by currency.
pub type ByCurrency<T> = BTreeMap<(String, String), T>;

/// Where the money of a subject (a milestone) is, in minor units of one currency, without tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// What the client paid for it.
    pub funded: i128,
    /// What of that is held.
    pub held: i128,
    /// What was paid out and is not taken back.
    pub paid_out: i128,
}

impl fmt::Display for Moved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { funded, held, paid_out } = self;
        let back = funded - held - paid_out;
        write!(f, "{funded} were funded, {held} are held, {paid_out} are paid out and {back} went back")
    }
}

/// Where the money of some subjects (milestones) is by the entries about them, by subject and currency; nothing for those
/// about whom there is none.
pub fn moved(conn: &mut Conn, subjects: &[String]) -> Result<ByCurrency<Moved>> {
    Ok(by_subject(&store::of_subjects(conn, subjects)?))
}

/// What escrows hold as it is kept, in minor units, by engagement and currency; without those that hold nothing.
pub fn escrows(conn: &mut Conn) -> Result<ByCurrency<i128>> {
    let kept = balances::that_hold(conn, AccountKind::Escrow)?;
    let of_engagement = |(account, currency, minor): (String, String, i64)| {
        let engagement = account.strip_prefix(ESCROW).unwrap_or(&account).to_owned();
        ((engagement, currency), i128::from(minor))
    };
    Ok(kept.into_iter().map(of_engagement).collect())
}

fn by_subject(entries: &[Stored]) -> ByCurrency<Moved> {
    let kinds: BTreeMap<&str, &str> =
        entries.iter().map(|stored| (stored.entry.id.as_str(), stored.entry.kind.as_str())).collect();
    let mut moved: ByCurrency<Moved> = BTreeMap::new();
    for Stored { entry, postings, split } in entries {
        // What takes another entry back moves what that one moved, the other way.
        let undone = entry.reverses.as_deref().and_then(|undone| kinds.get(undone).copied());
        let is_funding = undone.unwrap_or(&entry.kind) == Movement::Funding.as_str();
        for posting in postings.iter().filter(|posting| posting.account.starts_with(ESCROW)) {
            let put_in = -i128::from(posting.amount_minor);
            let of_it = moved.entry((entry.subject.clone(), posting.currency.clone())).or_default();
            of_it.held += put_in;
            of_it.funded += if is_funding { put_in } else { 0 };
        }
        for part in split {
            let of_it = moved.entry((entry.subject.clone(), part.currency.clone())).or_default();
            of_it.paid_out += i128::from(part.amount_minor);
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use muster_kernel::{Currency, Id, Instant, Money};

    use super::*;
    use crate::book::{Entry, Taxed};

    fn stored(entry: &Entry, number: u128) -> Stored {
        Stored::of(entry, Id::from_bits(number), &number.to_string(), Instant::from_micros(0))
    }

    #[test]
    fn what_takes_a_funding_back_is_no_refund_and_what_takes_a_refund_back_no_funding() {
        let money = |minor| Taxed::new(Money::new(minor, Currency::EUR), minor / 5);
        let funding = stored(&Entry::funding("m", "Funded", Id::from_bits(1), money(1_000)).unwrap(), 1);
        let refund = stored(&Entry::refund("m", "Back", Id::from_bits(1), Id::from_bits(2), money(300)).unwrap(), 2);
        let mirror = |of: &Stored, number| of.mirror(Id::from_bits(number), "A mistake", Instant::from_micros(0));
        let told = |entries: &[&Stored]| {
            let entries: Vec<Stored> = entries.iter().map(|stored| (*stored).clone()).collect();
            let moved = by_subject(&entries)[&("m".to_owned(), "EUR".to_owned())];
            (moved.funded, moved.held, moved.paid_out)
        };
        assert_eq!(told(&[&funding, &refund]), (1_000, 700, 0));
        assert_eq!(told(&[&funding, &refund, &mirror(&refund, 3)]), (1_000, 1_000, 0));
        assert_eq!(told(&[&funding, &mirror(&funding, 3)]), (0, 0, 0));
    }
}
