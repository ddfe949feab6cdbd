//! The words of payouts, their states, and what the bank's word makes of them. Pure.

use std::fmt;

use muster_bank::{matching::Outcome, reasons::Reason};
use muster_kernel::{Day, Money};

use crate::{
    book::Account,
    identity::{ClientId, MemberId},
    payouts::CreditId,
    spaces::SpaceId,
    states::Machine,
};

/// Whose money and whose bank details it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// A member's own.
    Member(MemberId),
    /// A space's; whoever runs it acts for it.
    Space(SpaceId),
    /// A client organisation's, of what goes back to it; its finance acts for it.
    Client(ClientId),
    /// Whoever paid what nobody asked for, by the bank's booking of it; nobody acts for them here.
    Payer(CreditId),
}

impl Owner {
    /// The account of the book that says what they are owed.
    pub const fn account(self) -> Account {
        match self {
            Self::Member(member) => Account::Member(member),
            Self::Space(space) => Account::Space(space),
            Self::Client(client) => Account::Client(client),
            Self::Payer(credit) => Account::Payer(credit),
        }
    }

    /// The owner of an account of the book; `None` for one that nobody is paid out of.
    pub const fn of(account: Account) -> Option<Self> {
        match account {
            Account::Member(member) => Some(Self::Member(member)),
            Account::Space(space) => Some(Self::Space(space)),
            Account::Client(client) => Some(Self::Client(client)),
            Account::Payer(credit) => Some(Self::Payer(credit)),
            _ => None,
        }
    }
}

/// As their id.
impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(member) => fmt::Display::fmt(member, f),
            Self::Space(space) => fmt::Display::fmt(space, f),
            Self::Client(client) => fmt::Display::fmt(client, f),
            Self::Payer(credit) => fmt::Display::fmt(credit, f),
        }
    }
}

crate::words! {
    /// Where a payout stands.
    #[schema(as = PayoutState)]
    pub enum State {
        /// In a file for the bank.
        Sent = "sent",
        /// The bank never took it: it is owed again.
        Rejected = "rejected",
        /// The bank has booked it.
        Settled = "settled",
        /// It came back: it is owed again.
        Returned = "returned",
    }
}

crate::events! {
    /// What can happen to a payout.
    pub enum Event {
        /// The bank books it.
        Settle = "settle",
        /// The bank does not take it.
        Reject = "reject",
        /// It comes back.
        Return = "return",
    }
}

impl Machine for State {
    type Event = Event;
    const THING: &'static str = "payout";
    const START: Self = Self::Sent;
    const STATES: &'static [Self] = Self::ALL;
    const EVENTS: &'static [Event] = Event::ALL;

    fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Sent, Event::Settle) => Some(Self::Settled),
            (Self::Sent, Event::Reject) => Some(Self::Rejected),
            (Self::Sent | Self::Settled, Event::Return) => Some(Self::Returned),
            _ => None,
        }
    }
}

impl State {
    /// The event that leads to this state; nothing leads back to the first.
    pub(super) const fn event(self) -> Option<Event> {
        match self {
            Self::Sent => None,
            Self::Rejected => Some(Event::Reject),
            Self::Settled => Some(Event::Settle),
            Self::Returned => Some(Event::Return),
        }
    }
}

crate::words! {
    /// Why somebody who is owed money is in no batch.
    #[schema(as = LeftOutBecause)]
    pub enum Because {
        /// They are owed less than is paid out.
        BelowSmallest = "below_smallest",
        /// They never said where to.
        NoDetails = "no_details",
        /// A payment to these details came back: their owner has to set them anew, and what was to go back to a payer, who
        /// cannot, is closed with a note.
        UnusableDetails = "unusable_details",
        /// The bank has not said yet what became of an earlier payout.
        UnderWay = "under_way",
        /// What the bank said of an earlier payout cannot be, and an admin has yet to decide.
        InDoubt = "in_doubt",
        /// The holder's name, the account or the amount is none that can be sent.
        Unsendable = "unsendable",
        /// The batch is full.
        Full = "full",
    }
}

impl Because {
    /// The reason in a sentence, after a number of people.
    pub(super) const fn in_words(self) -> &'static str {
        match self {
            Self::BelowSmallest => "are owed less than the smallest amount",
            Self::NoDetails => "have no bank details",
            Self::UnusableDetails => "have bank details to which a payment came back",
            Self::UnderWay => "have a payout under way",
            Self::InDoubt => "have a payout of which the bank told what cannot be",
            Self::Unsendable => "cannot be sent anything",
            Self::Full => "have no room in it",
        }
    }
}

crate::words! {
    /// What a part of a bank's file did.
    #[schema(as = BankFileFate)]
    pub enum Fate {
        /// It settled payouts.
        Settled = "settled",
        /// It rejected payouts.
        Rejected = "rejected",
        /// It brought payouts back.
        Returned = "returned",
        /// It is about payouts, and says nothing that was not known or that moves them.
        Noted = "noted",
        /// It is about payouts, and cannot be: another amount, or another sum.
        Mismatched = "mismatched",
        /// Money that came in from others.
        Credit = "credit",
        /// Nothing here is known of it.
        Unmatched = "unmatched",
    }
}

/// What a payout is to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Steps {
    /// What happens to it, in order, each with the bank's day, if it told one.
    pub(super) events: Vec<(Event, Option<Day>)>,
    /// What cannot be, where a person must look.
    pub(super) doubt: Option<String>,
}

/// What a payout in `state`, of which `sent` was sent, is to do for what the bank says by now to be true of it.
pub(super) fn steps(state: State, sent: Money, outcome: &Outcome) -> Steps {
    let mut steps = Steps::default();
    match (outcome, state) {
        (Outcome::Settled { on }, State::Sent) => steps.events.push((Event::Settle, Some(*on))),
        (Outcome::Rejected { .. }, State::Sent) => steps.events.push((Event::Reject, None)),
        (Outcome::Returned { settled, on, amount, .. }, State::Sent | State::Settled) => {
            if state == State::Sent && settled.is_some() {
                steps.events.push((Event::Settle, *settled));
            }
            if *amount == sent {
                steps.events.push((Event::Return, Some(*on)));
            } else {
                steps.doubt = Some(format!("{sent} were sent, and {amount} came back"));
            }
        }
        (Outcome::Open { .. } | Outcome::Settled { .. }, State::Returned) => {
            steps.doubt = Some("the bank takes back that it came back".to_owned());
        }
        (Outcome::Settled { .. }, State::Rejected) => {
            steps.doubt = Some("the bank rejected it, and booked it all the same".to_owned());
        }
        _ => {}
    }
    steps
}

/// Codes that say that payments to an account will not arrive, this time or another.
const SPOILING: [&str; 14] =
    ["AC01", "AC03", "AC04", "AC06", "AC07", "AC14", "AC15", "AG01", "BE01", "CNOR", "MD07", "RC01", "RC04", "RC07"];

/// Whether one of these reasons says that the account cannot be used any more.
pub(super) fn spoils(reasons: &[Reason]) -> bool {
    let spoils = |reason: &Reason| reason.code.as_deref().is_some_and(|code| SPOILING.contains(&code));
    reasons.iter().any(spoils)
}

/// Reasons in words, without what the bank added: that may name people.
pub(super) fn in_words(reasons: &[Reason]) -> String {
    let bare = |reason: &Reason| Reason { code: reason.code.clone(), information: Vec::new() }.to_string();
    let mut words: Vec<String> = reasons.iter().map(bare).collect();
    words.dedup();
    if words.is_empty() { Reason::default().to_string() } else { words.join("; ") }
}

/// The last four characters of an account's number, which is all that others are shown.
pub(super) fn last_four(iban: &str) -> String {
    let letters: Vec<char> = iban.chars().filter(|letter| !letter.is_whitespace()).collect();
    letters[letters.len().saturating_sub(4)..].iter().collect()
}

#[cfg(test)]
mod tests {
    use muster_bank::{
        matching::{About, Heard, Movement, Sent, match_up},
        reasons,
        statement::{Account as BankAccount, EntryStatus, Kind, Party, Reversal},
        status::{Part, Status, Verdict},
    };
    use muster_kernel::{Currency, Id};
    use proptest::prelude::*;

    use super::*;

    const OURS: &str = "CZ6508000000192000145399";

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    fn day(number: i8) -> Day {
        Day::new(2026, 11, number).unwrap()
    }

    fn reason(code: &str) -> Reason {
        Reason { code: Some(code.to_owned()), information: vec!["Mrs Berger moved away".to_owned()] }
    }

    fn sent() -> Sent {
        Sent {
            id: "PAYOUT-1".parse().unwrap(),
            amount: eur(500),
            from: OURS.parse().unwrap(),
            message: "RUN".parse().unwrap(),
            block: "RUN-1".parse().unwrap(),
        }
    }

    /// A booking of so much, as told by a statement or a notification.
    fn booked(kind: Kind, minor: i64) -> Heard {
        Heard::Movement(Box::new(Movement {
            kind,
            account: BankAccount::Iban(OURS.parse().unwrap()),
            about: About::Payment("PAYOUT-1".to_owned()),
            amount: eur(minor),
            instructed: None,
            status: EntryStatus::Booked,
            reversal: Reversal::No,
            booked: Some(day(if minor < 0 { 3 } else { 5 })),
            value: None,
            names: [None, Some(format!("B{minor}")), None, None],
            debtor: Party::default(),
            creditor: Party::default(),
            remittance: Vec::new(),
            references: Vec::new(),
            returned: (minor > 0).then(|| reason("AC04")),
        }))
    }

    fn said(status: Status) -> Heard {
        let of = Part::Payment("PAYOUT-1".to_owned());
        let verdict = Verdict { of, status, reasons: vec![reason("AC01")], amount: None };
        Heard::Verdict { message: "RUN".to_owned(), verdict }
    }

    /// Where a payout ends that hears one thing after the other, and whether anything was in doubt at the end.
    fn walk(told: &[Heard]) -> (State, bool) {
        let mut state = State::Sent;
        let mut doubt = None;
        for heard in 1..=told.len() {
            let matched = match_up(&[sent()], &told[..heard]);
            let steps = steps(state, eur(500), &matched.payments[0].1);
            for (event, _) in steps.events {
                state = state.after(event).unwrap_or_else(|| panic!("{event} cannot happen to what is {state}"));
            }
            doubt = steps.doubt;
        }
        (state, doubt.is_some())
    }

    #[test]
    fn a_payout_moves_forward_alone_and_ends() {
        assert_eq!(State::before(Event::Settle), [State::Sent]);
        assert_eq!(State::before(Event::Reject), [State::Sent]);
        assert_eq!(State::before(Event::Return), [State::Sent, State::Settled]);
        assert!(State::Rejected.is_over() && State::Returned.is_over() && !State::Settled.is_over());
        for state in State::ALL {
            assert_eq!(state.event().map(|event| State::Sent.after(event)), state.event().map(|_| Some(*state)));
        }
    }

    #[test]
    fn a_part_that_came_back_settles_and_returns_nothing() {
        let told = [booked(Kind::Statement, -500), booked(Kind::Statement, 495)];
        assert_eq!(walk(&told), (State::Settled, true));
        assert_eq!(walk(&[told[1].clone(), told[0].clone()]), (State::Settled, true));
        // The rest comes later: then all of it is back.
        assert_eq!(walk(&[&told[..], &[booked(Kind::Statement, 5)]].concat()), (State::Returned, false));
    }

    #[test]
    fn what_was_rejected_and_then_booked_is_in_doubt_until_it_comes_back() {
        let told = [said(Status::Rejected), booked(Kind::Statement, -500), booked(Kind::Statement, 500)];
        assert_eq!(walk(&told[..1]), (State::Rejected, false));
        assert_eq!(walk(&told[..2]), (State::Rejected, true));
        assert_eq!(walk(&told), (State::Rejected, false));
    }

    #[test]
    fn only_codes_about_the_account_spoil_it_and_every_one_of_them_has_words() {
        assert!(spoils(&[reason("MS03"), reason("AC04")]));
        assert!(!spoils(&[reason("MS03"), reason("AM04"), Reason::default()]));
        assert!(SPOILING.iter().all(|code| reasons::in_words(code).is_some()));
    }

    #[test]
    fn reasons_are_told_without_what_the_bank_adds() {
        assert_eq!(in_words(&[reason("AC04"), reason("AC04")]), "the account is closed (AC04)");
        assert_eq!(in_words(&[]), "the bank named no reason");
    }

    #[test]
    fn an_account_is_told_by_its_last_four_and_an_owner_has_one_account() {
        assert_eq!(last_four("DE89 3704 0044 0532 0130 00"), "3000");
        assert_eq!(last_four("x"), "x");
        let [member, space] = [Owner::Member(Id::from_bits(1)), Owner::Space(Id::from_bits(2))];
        let [client, payer] = [Owner::Client(Id::from_bits(3)), Owner::Payer(Id::from_bits(4))];
        for owner in [member, space, client, payer] {
            assert_eq!(Owner::of(owner.account()), Some(owner));
        }
        assert_eq!(Owner::of(Account::Bank), None);
    }

    proptest! {
        /// Whatever the order and however often each is told: a payout that was booked and came back is owed again in the
        /// end, one that was booked is settled, one that was rejected is owed again.
        #[test]
        fn in_whatever_order_and_however_often_it_is_told_it_ends_the_same(
            (told, story) in prop_oneof![Just(0), Just(1), Just(2), Just(3)].prop_flat_map(|story: u8| {
                let told = match story {
                    0 => vec![booked(Kind::Notification, -500), booked(Kind::Statement, -500), said(Status::Accepted)],
                    1 => vec![
                        booked(Kind::Notification, -500), booked(Kind::Statement, -500),
                        booked(Kind::Notification, 500), booked(Kind::Statement, 500), said(Status::Debited),
                    ],
                    2 => vec![said(Status::Rejected), said(Status::Received)],
                    _ => vec![said(Status::Rejected), booked(Kind::Statement, -500), booked(Kind::Statement, 500)],
                };
                let twice = [told.clone(), told].concat();
                (Just(twice).prop_shuffle(), Just(story))
            })
        ) {
            let (state, in_doubt) = walk(&told);
            prop_assert!(!in_doubt);
            match story {
                0 => prop_assert_eq!(state, State::Settled),
                1 => prop_assert_eq!(state, State::Returned),
                2 => prop_assert_eq!(state, State::Rejected),
                _ => prop_assert!(state == State::Rejected || state == State::Returned),
            }
        }
    }
}
