//! Lines and entries: what can be said in the book, and nothing else.

use std::collections::BTreeMap;

use muster_kernel::{BasisPoints, Currency, Money};

use super::{Account, Bound, EntryId, Finder, Payee, Taxed};
use crate::{
    engagements::EngagementId,
    identity::{ClientId, MemberId},
    payouts::CreditId,
    places::PlaceId,
    spaces::{SpaceId, TermsId},
};

crate::words! {
    /// Why money moved.
    pub enum Movement {
        /// A client paid a milestone in advance.
        Funding = "funding",
        /// Accepted work was paid out of escrow.
        Release = "release",
        /// What was held, or what was paid out already, went back to the client; or what nobody asked for to whoever paid it.
        Refund = "refund",
        /// The client's bank took back what was paid out already.
        Chargeback = "chargeback",
        /// Money is on its way to whom it is owed.
        Payout = "payout",
        /// The bank has booked a payout.
        Settlement = "settlement",
        /// A payout came back, or never left: the money is owed again.
        Return = "return",
        /// Money of one currency became money of another.
        Exchange = "exchange",
        /// An entry was taken back.
        Reversal = "reversal",
    }
}

crate::words! {
    /// Who brought the client whose money it is, as a space sees it.
    pub enum Source {
        /// This very space.
        Space = "space",
        /// The network, or another space of it.
        Network = "network",
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
    /// Who brought the client, if anybody did.
    pub finder: Option<Finder>,
    /// The seat of the engagement.
    pub seat: String,
    /// Of whose part the rate was taken; of the seat's share where there is nobody.
    pub of: Option<Payee>,
    /// The fee that a bound of a year counts it to.
    pub fee: Payee,
    /// The rate.
    pub basis: BasisPoints,
    /// What the rate was taken of.
    pub base: Money,
    /// What it gives, after others got their share of it.
    pub amount: Money,
    /// Which bound it met, if any.
    pub bound: Option<Bound>,
    /// Where the rate was announced.
    pub terms: Option<TermsId>,
    /// The category of work.
    pub category: String,
    /// Where the work was done, where it had a place.
    pub work_place: Option<PlaceId>,
    /// Who brought the client.
    pub source: Source,
}

impl SplitLine {
    /// The account that it goes to; a commission without a space has none, and neither has a share without a finder.
    fn account(&self) -> Option<Account> {
        match self.payee {
            Payee::Member => Some(Account::Member(self.member)),
            Payee::Space => self.space.map(Account::Space),
            Payee::Network => Some(Account::Network),
            Payee::Fund => Some(Account::MutualFund),
            Payee::Finder => self.finder.map(Finder::account),
            Payee::Tax => Some(Account::Tax),
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
    /// A part for somebody who is not there.
    #[error("line {0} gives a part to no space, or to no finder")]
    Nobody(usize),
    /// A payout to somebody to whom nothing can be owed.
    #[error("{0} is nobody who is paid out")]
    NotOwed(Account),
    /// An exchange that gives and gets the same currency.
    #[error("an exchange is between two currencies, and this one is of {0} alone")]
    OneCurrency(Currency),
}

/// What moves, from where to where, and why: lines that sum to zero in each currency. There is no other way to make
/// one than through constructors that check that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    movement: Movement,
    subject: String,
    memo: String,
    concerns: Option<EntryId>,
    lines: Vec<Line>,
    split: Vec<SplitLine>,
}

impl Entry {
    /// What a client paid for `subject` (a milestone) comes into the bank: the amount is held for its engagement, and the
    /// tax on top is owed to the tax office.
    pub fn funding(
        subject: impl ToString,
        memo: impl Into<String>,
        engagement: EngagementId,
        paid: Taxed,
    ) -> Result<Self, Refusal> {
        let mut lines = vec![
            Line { account: Account::Bank, amount: paid.gross() },
            Line { account: Account::Escrow(engagement), amount: paid.net().negated() },
        ];
        lines.extend(tax_line(paid.tax().negated()));
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
            let account = part.account().ok_or(Refusal::Nobody(number))?;
            lines.push(Line { account, amount: part.amount.negated() });
        }
        Ok(Self { split, ..Self::checked(Movement::Release, subject, memo, lines)? })
    }

    /// What was held for `subject` (a milestone) goes `back` to the client, with the tax that was paid on top of it: it is
    /// owed to them from now on, and leaves the bank by a payout.
    pub fn refund(
        subject: impl ToString,
        memo: impl Into<String>,
        engagement: EngagementId,
        client: ClientId,
        back: Taxed,
    ) -> Result<Self, Refusal> {
        let mut lines = vec![
            Line { account: Account::Escrow(engagement), amount: back.net() },
            Line { account: Account::Client(client), amount: back.gross().negated() },
        ];
        lines.extend(tax_line(back.tax()));
        Self::checked(Movement::Refund, subject, memo, lines)
    }

    /// The `amount` that came to the bank as `credit`, and that nobody asked for, goes back: it is owed to whoever paid it from
    /// now on, and leaves the bank by a payout.
    pub fn sent_back(credit: CreditId, memo: impl Into<String>, amount: Money) -> Result<Self, Refusal> {
        let lines = vec![
            Line { account: Account::Bank, amount },
            Line { account: Account::Payer(credit), amount: amount.negated() },
        ];
        Self::checked(Movement::Refund, credit, memo, lines)
    }

    /// The `amount` that is owed to a member, a space, a client or a payer is on its way to them, as `subject` (a payout).
    pub fn payout(
        subject: impl ToString,
        memo: impl Into<String>,
        owed: Account,
        amount: Money,
    ) -> Result<Self, Refusal> {
        if !matches!(owed, Account::Member(_) | Account::Space(_) | Account::Client(_) | Account::Payer(_)) {
            return Err(Refusal::NotOwed(owed));
        }
        let lines = vec![Line { account: owed, amount }, Line { account: Account::Transit, amount: amount.negated() }];
        Self::checked(Movement::Payout, subject, memo, lines)
    }

    /// The bank has booked the payout `of`.
    pub fn settlement(
        of: EntryId,
        subject: impl ToString,
        memo: impl Into<String>,
        amount: Money,
    ) -> Result<Self, Refusal> {
        let lines =
            vec![Line { account: Account::Transit, amount }, Line { account: Account::Bank, amount: amount.negated() }];
        Ok(Self { concerns: Some(of), ..Self::checked(Movement::Settlement, subject, memo, lines)? })
    }

    /// The payout `of` did not reach whom it is `owed` to: it comes back from the bank where it `was_booked`, and
    /// otherwise never left.
    pub fn returned(
        of: EntryId,
        subject: impl ToString,
        memo: impl Into<String>,
        owed: Account,
        amount: Money,
        was_booked: bool,
    ) -> Result<Self, Refusal> {
        let from = if was_booked { Account::Bank } else { Account::Transit };
        let lines = vec![Line { account: from, amount }, Line { account: owed, amount: amount.negated() }];
        Ok(Self { concerns: Some(of), ..Self::checked(Movement::Return, subject, memo, lines)? })
    }

    /// The bank gave `given` away and got `got` for it. Each currency balances by itself: what stands in the accounts of
    /// the exchange says at which rate.
    pub fn exchange(
        subject: impl ToString,
        memo: impl Into<String>,
        given: Money,
        got: Money,
    ) -> Result<Self, Refusal> {
        if given.currency() == got.currency() {
            return Err(Refusal::OneCurrency(given.currency()));
        }
        let lines = vec![
            Line { account: Account::Bank, amount: given.negated() },
            Line { account: Account::Exchange(given.currency()), amount: given },
            Line { account: Account::Bank, amount: got },
            Line { account: Account::Exchange(got.currency()), amount: got.negated() },
        ];
        Self::checked(Movement::Exchange, subject, memo, lines)
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

    /// The payout that it settles or returns.
    pub fn concerns(&self) -> Option<EntryId> {
        self.concerns
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
        Ok(Self { movement, subject, memo, concerns: None, lines, split: Vec::new() })
    }
}

/// The line of a tax; none where there is no tax.
fn tax_line(amount: Money) -> Option<Line> {
    (amount.minor() != 0).then_some(Line { account: Account::Tax, amount })
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
            finder: None,
            seat: "design".to_owned(),
            of: None,
            fee: payee,
            basis: BasisPoints::ZERO,
            base: Money::new(100, Currency::EUR),
            amount: Money::new(minor, Currency::EUR),
            bound: None,
            terms: None,
            category: "web".to_owned(),
            work_place: None,
            source: Source::Network,
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
        assert_eq!(refused, Err(Refusal::Nobody(0)));
    }

    #[test]
    fn a_refund_is_the_mirror_image_of_its_funding_and_is_owed_to_the_client_before_it_leaves() {
        let (engagement, client, net) = (Id::from_bits(1), Id::from_bits(2), Money::new(100, Currency::EUR));
        let owed = |account| if account == Account::Bank { Account::Client(client) } else { account };
        for (amount, lines) in [(Taxed::untaxed(net), 2), (Taxed::new(net, 20), 3)] {
            let funding = Entry::funding("milestone", "Funded", engagement, amount).unwrap();
            let refund = Entry::refund("milestone", "Refunded", engagement, client, amount).unwrap();
            assert_eq!((funding.lines().len(), refund.lines().len()), (lines, lines), "no line moves nothing");
            for paid in funding.lines() {
                let back = Line { account: owed(paid.account), amount: paid.amount.negated() };
                assert!(refund.lines().contains(&back), "{back:?}");
            }
        }
        let nothing = Taxed::untaxed(Money::new(0, Currency::EUR));
        let nothing = Entry::refund("milestone", "Refunded", engagement, client, nothing);
        assert_eq!(nothing, Err(Refusal::Zero(0)));
    }

    #[test]
    fn a_client_pays_the_tax_on_top_and_it_is_owed_to_the_tax_office() {
        let paid = Taxed::new(Money::new(100, Currency::EUR), 20);
        let entry = Entry::funding("milestone", "Funded", Id::from_bits(1), paid).unwrap();
        let lines: Vec<_> = entry.lines().iter().map(|line| (line.account, line.amount.minor())).collect();
        assert_eq!(lines, [(Account::Bank, 120), (Account::Escrow(Id::from_bits(1)), -100), (Account::Tax, -20)]);
    }

    #[test]
    fn a_payout_goes_through_transit_and_comes_back_from_where_it_is() {
        let amount = Money::new(100, Currency::EUR);
        let of = Id::from_bits(9);
        let moves = |entry: &Entry| -> Vec<(Account, i64)> {
            entry.lines().iter().map(|line| (line.account, line.amount.minor())).collect()
        };
        let settled = Entry::settlement(of, "payout", "Booked", amount).unwrap();
        assert_eq!(moves(&settled), [(Account::Transit, 100), (Account::Bank, -100)]);
        for owed in
            [Account::Member(Id::from_bits(1)), Account::Space(Id::from_bits(1)), Account::Client(Id::from_bits(1))]
        {
            let paid = Entry::payout("payout", "Paid out", owed, amount).unwrap();
            assert_eq!(moves(&paid), [(owed, 100), (Account::Transit, -100)]);
            let returned = |booked| moves(&Entry::returned(of, "payout", "Returned", owed, amount, booked).unwrap());
            assert_eq!(returned(false), [(Account::Transit, 100), (owed, -100)]);
            assert_eq!(returned(true), [(Account::Bank, 100), (owed, -100)]);
        }
        let wrong = Entry::payout("payout", "Paid out", Account::Network, amount);
        assert_eq!(wrong, Err(Refusal::NotOwed(Account::Network)));
    }

    #[test]
    fn an_exchange_balances_in_each_currency_and_is_between_two() {
        let (given, got) = (Money::new(2_500, Currency::CZK), Money::new(100, Currency::EUR));
        let entry = Entry::exchange("rate", "25.00 CZK for 1.00 EUR", given, got).unwrap();
        for currency in [Currency::CZK, Currency::EUR] {
            let of_it = entry.lines().iter().filter(|line| line.amount.currency() == currency);
            assert_eq!(of_it.map(|line| line.amount.minor()).sum::<i64>(), 0);
        }
        assert_eq!(Entry::exchange("rate", "", given, given), Err(Refusal::OneCurrency(Currency::CZK)));
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
