//! Accounts, lines and entries: what can be said in the book, and nothing else.

use std::{collections::BTreeMap, fmt, str::FromStr};

use muster_kernel::{BasisPoints, Currency, Money};
use serde::Serialize;

use super::Payee;
use crate::{engagements::EngagementId, identity::MemberId, places::PlaceId, spaces::SpaceId};

crate::words! {
    /// Why money moved.
    pub enum Movement {
        /// A client paid a milestone in advance.
        Funding = "funding",
        /// Accepted work was paid out of escrow.
        Release = "release",
        /// What was held went back to the client.
        Refund = "refund",
        /// An entry was taken back.
        Reversal = "reversal",
    }
}

/// Where money lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Account {
    /// The money itself.
    Bank,
    /// Held for an engagement until its work is accepted.
    Escrow(EngagementId),
    /// Owed to a member.
    Member(MemberId),
    /// Owed to a space.
    Space(SpaceId),
    /// Earned by the network.
    Network,
    /// Held for the members together.
    MutualFund,
}

impl Account {
    /// Whether it holds money itself, rather than saying whose it is. Only such an account is told with its own sign.
    pub const fn is_asset(self) -> bool {
        matches!(self, Self::Bank)
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bank => f.write_str("bank"),
            Self::Escrow(engagement) => write!(f, "escrow:{engagement}"),
            Self::Member(member) => write!(f, "payable:member:{member}"),
            Self::Space(space) => write!(f, "payable:space:{space}"),
            Self::Network => f.write_str("revenue:network"),
            Self::MutualFund => f.write_str("fund:mutual"),
        }
    }
}

impl FromStr for Account {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is no account of the book");
        match text {
            "bank" => Ok(Self::Bank),
            "revenue:network" => Ok(Self::Network),
            "fund:mutual" => Ok(Self::MutualFund),
            named => {
                let (kind, id) = named.rsplit_once(':').ok_or_else(wrong)?;
                match kind {
                    "escrow" => id.parse().map(Self::Escrow).map_err(|_| wrong()),
                    "payable:member" => id.parse().map(Self::Member).map_err(|_| wrong()),
                    "payable:space" => id.parse().map(Self::Space).map_err(|_| wrong()),
                    _ => Err(wrong()),
                }
            }
        }
    }
}

impl Serialize for Account {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// An amount that goes to an account: a debit where it is positive, a credit where it is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where.
    pub account: Account,
    /// How much.
    pub amount: Money,
}

/// What one payee gets of one seat's share of a release, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitLine {
    /// Who gets it.
    pub payee: Payee,
    /// Under which contract.
    pub engagement: EngagementId,
    /// For whose work.
    pub member: MemberId,
    /// The member's home space at award.
    pub space: Option<SpaceId>,
    /// The seat of the engagement.
    pub seat: String,
    /// The rate.
    pub basis: BasisPoints,
    /// What the rate was taken of.
    pub base: Money,
    /// What it gives.
    pub amount: Money,
    /// The kind of work.
    pub category: String,
    /// Where the work was done, where it had a place.
    pub work_place: Option<PlaceId>,
}

impl SplitLine {
    /// The account that it goes to; a commission without a space has none.
    fn account(&self) -> Option<Account> {
        match self.payee {
            Payee::Member => Some(Account::Member(self.member)),
            Payee::Space => self.space.map(Account::Space),
            Payee::Network => Some(Account::Network),
            Payee::Fund => Some(Account::MutualFund),
        }
    }
}

/// Why lines make no entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Money comes from somewhere and goes somewhere.
    #[error("an entry has at least two lines, and this one has {0}")]
    TooFew(usize),
    /// A line that moves nothing.
    #[error("line {0} moves nothing; leave it out")]
    Zero(usize),
    /// Lines that do not balance.
    #[error("the lines sum to {1} minor units of {0} instead of zero")]
    Unbalanced(Currency, i128),
    /// A space's part without a space.
    #[error("line {0} gives a commission to no space")]
    Spaceless(usize),
}

/// What moves, from where to where, and why: lines that sum to zero in each currency. There is no other way to make
/// one than through constructors that check that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    movement: Movement,
    subject: String,
    memo: String,
    lines: Vec<Line>,
    split: Vec<SplitLine>,
}

impl Entry {
    /// A client's `amount` for `subject` (a milestone) comes into the bank and is held for its engagement.
    pub fn funding(
        subject: impl ToString,
        memo: impl Into<String>,
        engagement: EngagementId,
        amount: Money,
    ) -> Result<Self, Refusal> {
        let lines = vec![
            Line { account: Account::Bank, amount },
            Line { account: Account::Escrow(engagement), amount: amount.negated() },
        ];
        Self::checked(Movement::Funding, subject, memo, lines)
    }

    /// The `amount` that was held for `subject` (a milestone) goes to those who earned it. Parts of nothing are left
    /// out.
    pub fn release(
        subject: impl ToString,
        memo: impl Into<String>,
        engagement: EngagementId,
        amount: Money,
        mut split: Vec<SplitLine>,
    ) -> Result<Self, Refusal> {
        split.retain(|part| part.amount.minor() != 0);
        let mut lines = vec![Line { account: Account::Escrow(engagement), amount }];
        for (number, part) in split.iter().enumerate() {
            let account = part.account().ok_or(Refusal::Spaceless(number))?;
            lines.push(Line { account, amount: part.amount.negated() });
        }
        Ok(Self { split, ..Self::checked(Movement::Release, subject, memo, lines)? })
    }

    /// The `amount` that was held for `subject` (a milestone) goes back to the client.
    pub fn refund(
        subject: impl ToString,
        memo: impl Into<String>,
        engagement: EngagementId,
        amount: Money,
    ) -> Result<Self, Refusal> {
        let lines = vec![
            Line { account: Account::Escrow(engagement), amount },
            Line { account: Account::Bank, amount: amount.negated() },
        ];
        Self::checked(Movement::Refund, subject, memo, lines)
    }

    /// Why money moves.
    pub fn movement(&self) -> Movement {
        self.movement
    }

    /// What it is about, as an id.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// What happened, in words.
    pub fn memo(&self) -> &str {
        &self.memo
    }

    /// From where to where.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Who got what, and why: the last lines of a release, in their order.
    pub fn split(&self) -> &[SplitLine] {
        &self.split
    }

    fn checked(
        movement: Movement,
        subject: impl ToString,
        memo: impl Into<String>,
        lines: Vec<Line>,
    ) -> Result<Self, Refusal> {
        check(&lines)?;
        let (subject, memo) = (subject.to_string(), memo.into());
        Ok(Self { movement, subject, memo, lines, split: Vec::new() })
    }
}

/// Whether lines make an entry. Summed wide, so that no sum wraps.
fn check(lines: &[Line]) -> Result<(), Refusal> {
    if lines.len() < 2 {
        return Err(Refusal::TooFew(lines.len()));
    }
    let mut sums: BTreeMap<Currency, i128> = BTreeMap::new();
    for (number, Line { amount, .. }) in lines.iter().enumerate() {
        if amount.minor() == 0 {
            return Err(Refusal::Zero(number));
        }
        *sums.entry(amount.currency()).or_default() += i128::from(amount.minor());
    }
    match sums.into_iter().find(|(_, sum)| *sum != 0) {
        Some((currency, sum)) => Err(Refusal::Unbalanced(currency, sum)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use muster_kernel::Id;
    use proptest::prelude::*;

    use super::*;

    fn line(account: Account, minor: i64, currency: Currency) -> Line {
        Line { account, amount: Money::new(minor, currency) }
    }

    fn eur(minor: i64) -> Line {
        line(Account::Bank, minor, Currency::EUR)
    }

    fn part(payee: Payee, minor: i64) -> SplitLine {
        SplitLine {
            payee,
            engagement: Id::from_bits(1),
            member: Id::from_bits(2),
            space: Some(Id::from_bits(3)),
            seat: "design".to_owned(),
            basis: BasisPoints::ZERO,
            base: Money::new(100, Currency::EUR),
            amount: Money::new(minor, Currency::EUR),
            category: "web".to_owned(),
            work_place: None,
        }
    }

    fn release(amount: i64, parts: &[(Payee, i64)]) -> Result<Entry, Refusal> {
        let split = parts.iter().map(|(payee, minor)| part(*payee, *minor)).collect();
        Entry::release("milestone", "Accepted", Id::from_bits(1), Money::new(amount, Currency::EUR), split)
    }

    #[test]
    fn lines_that_make_no_entry_are_refused_with_the_reason() {
        assert_eq!(check(&[]), Err(Refusal::TooFew(0)));
        assert_eq!(check(&[eur(5)]), Err(Refusal::TooFew(1)));
        assert_eq!(check(&[eur(5), eur(0), eur(-5)]), Err(Refusal::Zero(1)));
        assert_eq!(check(&[eur(5), eur(-4)]), Err(Refusal::Unbalanced(Currency::EUR, 1)));
        assert_eq!(
            check(&[eur(5), line(Account::Bank, -5, Currency::CZK)]),
            Err(Refusal::Unbalanced(Currency::CZK, -5)),
        );
    }

    #[test]
    fn a_sum_that_wraps_is_no_balance() {
        assert!(matches!(check(&[eur(i64::MAX), eur(i64::MAX), eur(2)]), Err(Refusal::Unbalanced(..))));
    }

    #[test]
    fn a_release_pays_each_part_out_of_escrow_and_leaves_out_parts_of_nothing() {
        let entry = release(100, &[(Payee::Member, 90), (Payee::Space, 10), (Payee::Fund, 0)]).unwrap();
        let accounts: Vec<_> = entry.lines().iter().map(|line| (line.account, line.amount.minor())).collect();
        assert_eq!(
            accounts,
            [
                (Account::Escrow(Id::from_bits(1)), 100),
                (Account::Member(Id::from_bits(2)), -90),
                (Account::Space(Id::from_bits(3)), -10),
            ],
        );
        assert_eq!(entry.split().len(), 2);
    }

    #[test]
    fn a_release_that_pays_out_more_or_less_than_was_held_is_refused() {
        assert_eq!(release(100, &[(Payee::Member, 99)]), Err(Refusal::Unbalanced(Currency::EUR, 1)));
        let mut spaceless = part(Payee::Space, 100);
        spaceless.space = None;
        let amount = Money::new(100, Currency::EUR);
        let refused = Entry::release("milestone", "Accepted", Id::from_bits(1), amount, vec![spaceless]);
        assert_eq!(refused, Err(Refusal::Spaceless(0)));
    }

    #[test]
    fn a_refund_is_the_mirror_image_of_its_funding() {
        let (engagement, amount) = (Id::from_bits(1), Money::new(100, Currency::EUR));
        let funding = Entry::funding("milestone", "Funded", engagement, amount).unwrap();
        let refund = Entry::refund("milestone", "Refunded", engagement, amount).unwrap();
        for paid in funding.lines() {
            let back = Line { account: paid.account, amount: paid.amount.negated() };
            assert!(refund.lines().contains(&back), "{back:?}");
        }
        let nothing = Entry::refund("milestone", "Refunded", engagement, Money::new(0, Currency::EUR));
        assert_eq!(nothing, Err(Refusal::Zero(0)));
    }

    #[test]
    fn accounts_read_as_they_are_written() {
        for account in [
            Account::Bank,
            Account::Escrow(Id::from_bits(1)),
            Account::Member(Id::from_bits(2)),
            Account::Space(Id::from_bits(3)),
            Account::Network,
            Account::MutualFund,
        ] {
            assert_eq!(account.to_string().parse(), Ok(account));
        }
        for wrong in ["", "banks", "escrow", "payable:member:space_00000000000000000000000001", "payable::x"] {
            assert!(wrong.parse::<Account>().is_err(), "{wrong} was read as an account");
        }
    }

    proptest! {
        #[test]
        fn whatever_makes_an_entry_sums_to_zero(amounts in prop::collection::vec(-3..4_i64, 0..5)) {
            let lines: Vec<_> = amounts.iter().map(|minor| eur(*minor)).collect();
            let fair = amounts.len() > 1 && !amounts.contains(&0) && amounts.iter().sum::<i64>() == 0;
            prop_assert_eq!(check(&lines).is_ok(), fair);
        }
    }
}
