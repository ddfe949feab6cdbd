//! What a client pays or gets back: an amount, and the tax on top of it.

use std::fmt;

use muster_kernel::{BasisPoints, Money};
use serde::{Deserialize, Serialize};

use crate::letters::{Fact, Letter};

/// An amount and the tax on top of it, in one currency. The amount is for those who do the work; the tax is owed to the tax
/// office from the moment it is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taxed {
    net: Money,
    tax: Money,
}

impl Taxed {
    /// `net`, with `tax_minor` units of its currency on top.
    pub const fn new(net: Money, tax_minor: i64) -> Self {
        Self { net, tax: Money::new(tax_minor, net.currency()) }
    }

    /// `net`, with the tax on it at `rate`.
    pub fn at(net: Money, rate: BasisPoints) -> Self {
        Self::new(net, tax_on(net.minor(), rate))
    }

    /// `net` and no tax.
    pub const fn untaxed(net: Money) -> Self {
        Self::new(net, 0)
    }

    /// What goes back where of `before`, taxed at `rate`, `net_minor` units less are left: the tax by difference, so that
    /// the tax of what is left is always exactly the tax on it, and whatever pieces an amount goes back in, they end at
    /// zero.
    pub fn back(before: Money, net_minor: i64, rate: BasisPoints) -> Self {
        let left = before.minor() - net_minor;
        Self::new(Money::new(net_minor, before.currency()), tax_on(before.minor(), rate) - tax_on(left, rate))
    }

    /// Without the tax.
    pub const fn net(self) -> Money {
        self.net
    }

    /// The tax.
    pub const fn tax(self) -> Money {
        self.tax
    }

    /// With the tax. A sum without room in an amount is cut to the largest one, and then no entry balances.
    pub fn gross(self) -> Money {
        Money::new(self.net.minor().saturating_add(self.tax.minor()), self.net.currency())
    }
}

/// As a letter says it: what is paid, and how much of it is tax where there is one.
impl fmt::Display for Taxed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.tax.minor() {
            0 => write!(f, "{}", self.net),
            _ => write!(f, "{} ({} and {} of tax)", self.gross(), self.net, self.tax),
        }
    }
}

/// In a letter: the amount, or what it comes to with the tax in it.
impl From<Taxed> for Fact {
    fn from(taxed: Taxed) -> Self {
        match taxed.tax.minor() {
            0 => taxed.net.into(),
            _ => taxed_in_words(taxed).into(),
        }
    }
}

fn taxed_in_words(taxed: Taxed) -> Letter {
    Letter::new("taxed").with("gross", taxed.gross()).with("net", taxed.net).with("tax", taxed.tax)
}

/// The tax on a price, rounded to the nearest minor unit, halves up. Prices are bounded, so the product fits.
pub fn tax_on(price_minor: i64, rate: BasisPoints) -> i64 {
    let whole = i64::from(BasisPoints::WHOLE.points());
    (price_minor * i64::from(rate.points()) + whole / 2) / whole
}

#[cfg(test)]
mod tests {
    use muster_kernel::Currency;
    use proptest::prelude::*;

    use super::*;

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    #[test]
    fn a_tax_is_rounded_to_the_nearest_unit_and_halves_up() {
        let rate = |points| BasisPoints::new(points).unwrap();
        assert_eq!(tax_on(10_000, rate(2_000)), 2_000);
        assert_eq!((tax_on(24, rate(2_000)), tax_on(25, rate(1_000))), (5, 3));
        assert_eq!(tax_on(1_000_000_000_000, rate(5_000)), 500_000_000_000);
    }

    #[test]
    fn a_third_goes_back_with_the_tax_that_the_rest_does_not_bear() {
        // 20 % on 1.01 are 0.20; on the 0.67 that are left, 0.13.
        let rate = BasisPoints::new(2_000).unwrap();
        let back = Taxed::back(eur(101), 34, rate);
        assert_eq!((back.net(), back.tax(), back.gross()), (eur(34), eur(7), eur(41)));
        assert_eq!(back.to_string(), "0.41 EUR (0.34 EUR and 0.07 EUR of tax)");
        assert_eq!(Taxed::untaxed(eur(34)).to_string(), "0.34 EUR");
    }

    proptest! {
        #[test]
        fn whatever_pieces_it_goes_back_in_the_tax_of_what_is_left_is_the_tax_on_it_and_all_ends_at_zero(
            whole in 1..1_000_000_000_000_i64,
            points in 0..5_001,
            pieces in prop::collection::vec(1..1_000_i64, 0..12),
            coarse in prop::bool::ANY,
        ) {
            let rate = BasisPoints::new(points).unwrap();
            let paid = Taxed::at(eur(whole), rate);
            let (mut net, mut tax) = (paid.net().minor(), paid.tax().minor());
            let sized = |piece: i64| if coarse { whole / 1_000 * piece + 1 } else { piece };
            for piece in pieces.into_iter().map(sized).chain([whole]) {
                let piece = piece.min(net);
                let back = Taxed::back(eur(net), piece, rate);
                prop_assert!((0..=tax).contains(&back.tax().minor()));
                prop_assert_eq!(back.gross().minor(), piece + back.tax().minor());
                (net, tax) = (net - back.net().minor(), tax - back.tax().minor());
                prop_assert_eq!(tax, tax_on(net, rate));
            }
            prop_assert_eq!((net, tax), (0, 0));
        }
    }
}
