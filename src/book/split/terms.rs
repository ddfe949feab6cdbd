//! The terms of a seat: the rules by which its money is divided, and which of them can be.

use std::fmt;

use muster_kernel::BasisPoints;
use serde::{Deserialize, Serialize};

use crate::{
    book::{Account, Source},
    identity::MemberId,
    spaces::{SpaceId, TermsId},
};

crate::words! {
    /// Who gets a part of a seat's money.
    pub enum Payee {
        /// Whoever did the work.
        Member = "member",
        /// Their home space: its commission.
        Space = "space",
        /// The network: its fee.
        Network = "network",
        /// The mutual fund: the members' contribution to each other.
        Fund = "fund",
        /// Whoever brought the client.
        Finder = "finder",
        /// The tax office: the tax on the network's fee.
        Tax = "tax",
    }
}

/// What everybody but the member may take together: half.
pub const MOST_TAKEN: i32 = 5_000;

/// Who brought a client: a member, or a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Finder {
    /// A member.
    Member(MemberId),
    /// A space.
    Space(SpaceId),
}

impl Finder {
    /// Where their part goes: to what is owed to them anyway.
    pub const fn account(self) -> Account {
        match self {
            Self::Member(member) => Account::Member(member),
            Self::Space(space) => Account::Space(space),
        }
    }
}

impl fmt::Display for Finder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(member) => member.fmt(f),
            Self::Space(space) => space.fmt(f),
        }
    }
}

/// A rule by which somebody gets a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Who.
    pub payee: Payee,
    /// Of whose part the rate is taken; of the seat's amount where there is nobody.
    pub of: Option<Payee>,
    /// Whether the member bears it on top of that part; otherwise it comes out of it.
    pub on_top: bool,
    /// The rate.
    pub rate: BasisPoints,
    /// The least that it takes of a release, in minor units. Only of the seat's amount.
    pub least: i64,
    /// The most that it takes of one member's work in a year, in minor units. Only of the seat's amount.
    pub most_a_year: Option<i64>,
    /// Where the rate was announced.
    pub terms: Option<TermsId>,
}

impl Rule {
    /// A rate of the seat's amount, without bounds.
    pub const fn fee(payee: Payee, rate: BasisPoints) -> Self {
        Self { payee, of: None, on_top: false, rate, least: 0, most_a_year: None, terms: None }
    }

    /// A rate that comes out of another one's part.
    pub const fn out_of(of: Payee, payee: Payee, rate: BasisPoints) -> Self {
        Self { of: Some(of), ..Self::fee(payee, rate) }
    }

    /// A rate on top of another one's part.
    pub const fn on_top_of(of: Payee, payee: Payee, rate: BasisPoints) -> Self {
        Self { on_top: true, ..Self::out_of(of, payee, rate) }
    }

    fn is_bounded(&self) -> bool {
        self.least != 0 || self.most_a_year.is_some()
    }
}

/// The rules that divide a seat's money. Together they take at most half of it; without a home space there is no
/// commission, and without a finder no finder's share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatTerms {
    space: Option<SpaceId>,
    finder: Option<Finder>,
    rules: Vec<Rule>,
}

impl SeatTerms {
    /// The terms of a seat whose member belongs to `home` (a space and its commission), or `None` where the rates take
    /// more than [`MOST_TAKEN`].
    pub fn new(home: Option<(SpaceId, BasisPoints)>, network: BasisPoints, fund: BasisPoints) -> Option<Self> {
        let mut rules = vec![Rule::fee(Payee::Network, network), Rule::fee(Payee::Fund, fund)];
        if let Some((_, commission)) = home {
            rules.insert(0, Rule::fee(Payee::Space, commission));
        }
        Self::of(home.map(|(space, _)| space), None, rules)
    }

    /// The terms of a seat by `rules`, or `None` where these cannot be: a payee twice, a part of a part that comes later,
    /// parts that are more than what they come out of, a bound on a part of a part, somebody who is not there, or rates
    /// that take more than [`MOST_TAKEN`] together.
    pub fn of(space: Option<SpaceId>, finder: Option<Finder>, rules: Vec<Rule>) -> Option<Self> {
        let there = |payee: Payee| match payee {
            Payee::Member => false,
            Payee::Space => space.is_some(),
            Payee::Finder => finder.is_some(),
            Payee::Network | Payee::Fund | Payee::Tax => true,
        };
        for (place, rule) in rules.iter().enumerate() {
            let before = &rules[..place];
            let stands = rule.of.is_none_or(|of| before.iter().any(|earlier| earlier.payee == of));
            let once = before.iter().all(|earlier| earlier.payee != rule.payee);
            let plain = rule.of.is_none() || !rule.is_bounded();
            let bounds = rule.least >= 0 && rule.most_a_year.is_none_or(|most| most >= rule.least);
            let shared: i32 = shares_of(&rules, rule.payee).map(|share| share.rate.points()).sum();
            let fits = shared <= BasisPoints::WHOLE.points();
            if !(there(rule.payee) && stands && once && plain && bounds && fits && (rule.of.is_some() || !rule.on_top))
            {
                return None;
            }
        }
        let terms = Self { space, finder, rules };
        (terms.taken() <= MOST_TAKEN).then_some(terms)
    }

    /// The member's home space, if any.
    pub const fn space(&self) -> Option<SpaceId> {
        self.space
    }

    /// Who brought the client, if anybody did.
    pub const fn finder(&self) -> Option<Finder> {
        self.finder
    }

    /// Who brought the client, as the member's home space reports it.
    pub fn source(&self) -> Source {
        let own = self.space.is_some_and(|space| self.finder == Some(Finder::Space(space)));
        if own { Source::Space } else { Source::Network }
    }

    /// The rules, in the order in which parts are rounded.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rate of a payee; nothing where no rule is about them.
    pub fn rate(&self, payee: Payee) -> BasisPoints {
        let rule = self.rules.iter().find(|rule| rule.payee == payee);
        rule.map_or(BasisPoints::ZERO, |rule| rule.rate)
    }

    /// Whether what a fee takes depends on what it took before.
    pub fn has_most_a_year(&self) -> bool {
        self.rules.iter().any(|rule| rule.most_a_year.is_some())
    }

    /// The basis points of the seat's amount that its rates take of the member, rounded up.
    pub fn taken(&self) -> i32 {
        // A rate of a rate is in hundredths of a millionth; four levels deep there is still room.
        let whole = u128::from(BasisPoints::WHOLE.weight());
        let mut shares: Vec<(u128, u128)> = Vec::with_capacity(self.rules.len());
        let mut taken = 0_i32;
        for rule in &self.rules {
            let parent = rule.of.and_then(|of| self.rules.iter().position(|other| other.payee == of));
            let (share, scale) = parent.map_or((1, 1), |parent| shares[parent]);
            let (share, scale) = (share * u128::from(rule.rate.weight()), scale * whole);
            shares.push((share, scale));
            if rule.of.is_none() || rule.on_top {
                let points = (share * whole).div_ceil(scale);
                taken = taken.saturating_add(i32::try_from(points).unwrap_or(i32::MAX));
            }
        }
        taken
    }
}

/// The rules that share a part out.
fn shares_of(rules: &[Rule], payee: Payee) -> impl Iterator<Item = &Rule> {
    rules.iter().filter(move |rule| rule.of == Some(payee) && !rule.on_top)
}
