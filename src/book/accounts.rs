//! Accounts: where money lies, and what for.

use std::{fmt, str::FromStr};

use muster_kernel::Currency;
use serde::Serialize;

use crate::{
    engagements::EngagementId,
    identity::{ClientId, MemberId},
    payouts::CreditId,
    spaces::SpaceId,
};

crate::words! {
    /// What an account is for, whosever it is.
    pub enum AccountKind {
        /// The money itself.
        Bank = "bank",
        /// Held for engagements until their work is accepted.
        Escrow = "escrow",
        /// Owed to members.
        Member = "member",
        /// Owed to spaces.
        Space = "space",
        /// Owed to clients: what goes back to them and has not left yet.
        Client = "client",
        /// Owed to those who paid what nobody asked for: it goes back to them and has not left yet.
        Payer = "payer",
        /// Earned by the network.
        Network = "network",
        /// Held for the members together.
        MutualFund = "fund",
        /// Owed to the tax office.
        Tax = "tax",
        /// On its way out: paid, and not yet booked by the bank.
        Transit = "transit",
        /// What was given and got of a currency by exchange.
        Exchange = "exchange",
    }
}

impl AccountKind {
    /// Whether the accounts of this kind are posted to by everybody's entries. Of such a kind there is one account at most in
    /// each currency.
    pub(super) const fn is_shared(self) -> bool {
        matches!(self, Self::Bank | Self::Network | Self::MutualFund | Self::Tax | Self::Exchange)
    }

    /// What LIKE finds its accounts by.
    pub(super) const fn pattern(self) -> &'static str {
        match self {
            Self::Bank => "bank",
            Self::Escrow => "escrow:%",
            Self::Member => "payable:member:%",
            Self::Space => "payable:space:%",
            Self::Client => "payable:client:%",
            Self::Payer => "payable:payer:%",
            Self::Network => "revenue:network",
            Self::MutualFund => "fund:mutual",
            Self::Tax => "tax",
            Self::Transit => "transit",
            Self::Exchange => "exchange:%",
        }
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
    /// Owed to a client: what goes back to them and has not left yet.
    Client(ClientId),
    /// Owed to whoever paid what nobody asked for, by the bank's booking of it.
    Payer(CreditId),
    /// Earned by the network.
    Network,
    /// Held for the members together.
    MutualFund,
    /// Owed to the tax office: what clients paid on top of prices, and what came on top of the network's fee.
    Tax,
    /// On its way out: paid, and not yet booked by the bank.
    Transit,
    /// What was given and got of a currency by exchange: the other side of the bank's two lines.
    Exchange(Currency),
}

impl Account {
    /// Whether it holds money itself, rather than saying whose it is. Only such an account is told with its own sign.
    pub const fn is_asset(self) -> bool {
        matches!(self, Self::Bank | Self::Exchange(_))
    }

    /// What it is for.
    pub const fn kind(self) -> AccountKind {
        match self {
            Self::Bank => AccountKind::Bank,
            Self::Escrow(_) => AccountKind::Escrow,
            Self::Member(_) => AccountKind::Member,
            Self::Space(_) => AccountKind::Space,
            Self::Client(_) => AccountKind::Client,
            Self::Payer(_) => AccountKind::Payer,
            Self::Network => AccountKind::Network,
            Self::MutualFund => AccountKind::MutualFund,
            Self::Tax => AccountKind::Tax,
            Self::Transit => AccountKind::Transit,
            Self::Exchange(_) => AccountKind::Exchange,
        }
    }

    /// Whether everybody's entries post to it.
    pub(super) const fn is_shared(self) -> bool {
        self.kind().is_shared()
    }

    /// Whether it may hold less than nothing: whoever was paid too much owes it, but nobody can take out of an escrow what
    /// was never put in.
    pub(super) const fn may_be_overdrawn(self) -> bool {
        !matches!(self, Self::Escrow(_) | Self::Transit)
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bank => f.write_str("bank"),
            Self::Escrow(engagement) => write!(f, "escrow:{engagement}"),
            Self::Member(member) => write!(f, "payable:member:{member}"),
            Self::Space(space) => write!(f, "payable:space:{space}"),
            Self::Client(client) => write!(f, "payable:client:{client}"),
            Self::Payer(credit) => write!(f, "payable:payer:{credit}"),
            Self::Network => f.write_str("revenue:network"),
            Self::MutualFund => f.write_str("fund:mutual"),
            Self::Tax => f.write_str("tax"),
            Self::Transit => f.write_str("transit"),
            Self::Exchange(currency) => write!(f, "exchange:{currency}"),
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
            "tax" => Ok(Self::Tax),
            "transit" => Ok(Self::Transit),
            named => {
                let (kind, id) = named.rsplit_once(':').ok_or_else(wrong)?;
                match kind {
                    "escrow" => id.parse().map(Self::Escrow).map_err(|_| wrong()),
                    "payable:member" => id.parse().map(Self::Member).map_err(|_| wrong()),
                    "payable:space" => id.parse().map(Self::Space).map_err(|_| wrong()),
                    "payable:client" => id.parse().map(Self::Client).map_err(|_| wrong()),
                    "payable:payer" => id.parse().map(Self::Payer).map_err(|_| wrong()),
                    "exchange" => id.parse().map(Self::Exchange).map_err(|_| wrong()),
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

#[cfg(test)]
mod tests {
    use muster_kernel::Id;

    use super::*;

    #[test]
    fn accounts_read_as_they_are_written() {
        for account in [
            Account::Bank,
            Account::Escrow(Id::from_bits(1)),
            Account::Member(Id::from_bits(2)),
            Account::Space(Id::from_bits(3)),
            Account::Client(Id::from_bits(4)),
            Account::Payer(Id::from_bits(5)),
            Account::Network,
            Account::MutualFund,
            Account::Tax,
            Account::Transit,
            Account::Exchange(Currency::CZK),
        ] {
            assert_eq!(account.to_string().parse(), Ok(account));
            let pattern = account.kind().pattern();
            let found = account.to_string();
            let is_found = pattern.strip_suffix('%').map_or(found == pattern, |start| found.starts_with(start));
            assert!(is_found, "{pattern} does not find {account}");
        }
        for wrong in ["", "banks", "escrow", "payable:member:space_00000000000000000000000001", "payable::x"] {
            assert!(wrong.parse::<Account>().is_err(), "{wrong} was read as an account");
        }
    }
}
