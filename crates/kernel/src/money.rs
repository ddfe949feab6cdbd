//! Money in whole minor units, and the one way to divide it.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A currency of ISO 4217 that the book can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "diesel", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow))]
#[cfg_attr(feature = "diesel", diesel(sql_type = diesel::sql_types::Text))]
pub struct Currency {
    pub(crate) code: &'static str,
    exponent: u8,
}

/// Every currency in use here, with the digits of its minor unit (ISO 4217, list one).
const CURRENCIES: [Currency; 24] = [
    Currency::of("AED", 2),
    Currency::of("AUD", 2),
    Currency::of("BGN", 2),
    Currency::of("BHD", 3),
    Currency::of("BRL", 2),
    Currency::of("CAD", 2),
    Currency::CHF,
    Currency::CZK,
    Currency::of("DKK", 2),
    Currency::EUR,
    Currency::of("GBP", 2),
    Currency::of("HUF", 2),
    Currency::of("ISK", 0),
    Currency::JPY,
    Currency::of("KRW", 0),
    Currency::KWD,
    Currency::of("NOK", 2),
    Currency::of("NZD", 2),
    Currency::of("PLN", 2),
    Currency::of("RON", 2),
    Currency::of("SEK", 2),
    Currency::of("TND", 3),
    Currency::of("UAH", 2),
    Currency::of("USD", 2),
];

impl Currency {
    /// The Swiss franc.
    pub const CHF: Self = Self::of("CHF", 2);
    /// The Czech koruna.
    pub const CZK: Self = Self::of("CZK", 2);
    /// The euro.
    pub const EUR: Self = Self::of("EUR", 2);
    /// The yen, which has no minor unit.
    pub const JPY: Self = Self::of("JPY", 0);
    /// The Kuwaiti dinar, of a thousand fils.
    pub const KWD: Self = Self::of("KWD", 3);

    const fn of(code: &'static str, exponent: u8) -> Self {
        Self { code, exponent }
    }

    /// Its three letters.
    pub const fn code(self) -> &'static str {
        self.code
    }

    /// How many digits its minor unit has: 0 for the yen, 2 for the euro, 3 for the dinar.
    pub const fn exponent(self) -> u8 {
        self.exponent
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

impl FromStr for Currency {
    type Err = CurrencyError;
    fn from_str(text: &str) -> Result<Self, CurrencyError> {
        let unknown = || CurrencyError { text: text.chars().take(12).collect() };
        CURRENCIES.iter().find(|currency| currency.code == text).copied().ok_or_else(unknown)
    }
}

/// A text that is no currency known here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not the code of a currency in use here, such as EUR, CZK or JPY")]
pub struct CurrencyError {
    text: String,
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code)
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// An amount: whole minor units of one currency. It may be negative (a credit), and is never a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Money {
    #[serde(rename = "amount")]
    minor: i64,
    currency: Currency,
}

impl Money {
    /// `minor` minor units (cents, yen, fils) of that currency.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Minor units.
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// Its currency.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// The sum, or why there is none: two currencies never add, and no sum wraps.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Currencies(self.currency, other.currency));
        }
        let minor = self.minor.checked_add(other.minor).ok_or(MoneyError::TooLarge)?;
        Ok(Self::new(minor, self.currency))
    }

    /// This amount `factor` times, or `TooLarge`.
    pub fn times(self, factor: i64) -> Result<Self, MoneyError> {
        let minor = self.minor.checked_mul(factor).ok_or(MoneyError::TooLarge)?;
        Ok(Self::new(minor, self.currency))
    }

    /// The same amount with the other sign.
    #[must_use]
    pub fn negated(self) -> Self {
        Self::new(self.minor.saturating_neg(), self.currency)
    }

    /// Divides the amount in proportion to `weights` so that the parts add up to the whole: the method of largest
    /// remainders (Hamilton). Each part is its exact share, rounded towards zero; the units left over go one each to
    /// the largest remainders, and among equal remainders to whoever stands first. A negative amount is divided as its
    /// mirror image, so a reversal takes back exactly what was given. With no weight above zero there are no parts to
    /// give to: the answer is empty.
    pub fn split(self, weights: &[u64]) -> Vec<Self> {
        let whole: u128 = weights.iter().copied().map(u128::from).sum();
        if whole == 0 {
            return Vec::new();
        }
        let amount = u128::from(self.minor.unsigned_abs());
        // amount < 2^64 and each weight < 2^64, so a product stays below 2^128.
        let exact: Vec<(u128, u128)> = weights
            .iter()
            .map(|&weight| (amount * u128::from(weight) / whole, amount * u128::from(weight) % whole))
            .collect();
        let given: u128 = exact.iter().map(|(share, _)| share).sum();
        let left = usize::try_from(amount - given).expect("fewer units are left over than there are parts");
        let mut order: Vec<usize> = (0..exact.len()).collect();
        order.sort_by_key(|&part| std::cmp::Reverse(exact[part].1));
        let mut parts: Vec<u128> = exact.into_iter().map(|(share, _)| share).collect();
        order.into_iter().take(left).for_each(|part| parts[part] += 1);
        parts.into_iter().map(|part| self.signed(part)).collect()
    }

    /// The magnitude `part` of this amount's sign and currency; a part is never larger than the whole.
    fn signed(self, part: u128) -> Self {
        let magnitude = i128::try_from(part).expect("a part is at most 2^63");
        let minor = if self.minor < 0 { -magnitude } else { magnitude };
        Self::new(i64::try_from(minor).expect("a part is no larger than the whole"), self.currency)
    }
}

/// The amount with its currency's digits, in groups of three: `1,123.45 EUR`, `1,200 JPY`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = usize::from(self.currency.exponent);
        let base = 10_u64.pow(u32::from(self.currency.exponent));
        let sign = if self.minor < 0 { "-" } else { "" };
        let (whole, part) = (grouped(self.minor.unsigned_abs() / base), self.minor.unsigned_abs() % base);
        match digits {
            0 => write!(f, "{sign}{whole} {}", self.currency),
            _ => write!(f, "{sign}{whole}.{part:0digits$} {}", self.currency),
        }
    }
}

/// A number with a comma before every third digit from the right.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Why two amounts have no sum, or an amount no multiple.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Two currencies never add.
    #[error("{0} and {1} do not add: convert one of them by a recorded exchange first")]
    Currencies(Currency, Currency),
    /// The result has no room in 64 bits.
    #[error("the amount is larger than the book can hold (9.2 · 10^18 minor units)")]
    TooLarge,
}

/// A rate in hundredths of a per cent: 0 to 10 000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "diesel", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow))]
#[cfg_attr(feature = "diesel", diesel(sql_type = diesel::sql_types::Integer))]
#[serde(transparent)]
pub struct BasisPoints(pub(crate) i32);

impl BasisPoints {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The whole.
    pub const WHOLE: Self = Self(10_000);

    /// That many basis points, or `None` outside of 0 to 10 000.
    pub fn new(points: i32) -> Option<Self> {
        (0..=Self::WHOLE.0).contains(&points).then_some(Self(points))
    }

    /// Hundredths of a per cent.
    pub const fn points(self) -> i32 {
        self.0
    }

    /// As a weight for [`Money::split`].
    pub fn weight(self) -> u64 {
        u64::try_from(self.0).expect("basis points are not negative")
    }
}

/// As people say a rate: `12.5 %`.
impl fmt::Display for BasisPoints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / 100, self.0 % 100);
        match (part, part % 10) {
            (0, _) => write!(f, "{whole} %"),
            (_, 0) => write!(f, "{whole}.{} %", part / 10),
            _ => write!(f, "{whole}.{part:02} %"),
        }
    }
}

impl<'de> Deserialize<'de> for BasisPoints {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let points = i32::deserialize(deserializer)?;
        Self::new(points).ok_or_else(|| de::Error::custom(format!("{points} is not a rate of 0 to 10000 basis points")))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn minor(parts: &[Money]) -> Vec<i64> {
        parts.iter().map(|part| part.minor()).collect()
    }

    #[test]
    fn the_odd_unit_goes_to_the_largest_remainder_and_then_to_the_first() {
        assert_eq!(minor(&Money::new(100, Currency::EUR).split(&[1, 1, 1])), [34, 33, 33]);
        assert_eq!(minor(&Money::new(10, Currency::JPY).split(&[8_450, 1_000, 550])), [8, 1, 1]);
    }

    #[test]
    fn the_smallest_amount_of_all_can_be_split() {
        assert_eq!(minor(&Money::new(i64::MIN, Currency::EUR).split(&[1])), [i64::MIN]);
    }

    #[test]
    fn a_rate_is_told_without_needless_digits() {
        let told = |points| BasisPoints::new(points).unwrap().to_string();
        assert_eq!([1_000, 1_250, 1_205, 5, 0].map(told), ["10 %", "12.5 %", "12.05 %", "0.05 %", "0 %"]);
    }

    #[test]
    fn two_currencies_never_add() {
        let error = Money::new(1, Currency::EUR).plus(Money::new(1, Currency::CZK)).unwrap_err();
        assert!(matches!(error, MoneyError::Currencies(..)));
    }

    #[test]
    fn an_amount_shows_the_digits_of_its_currency() {
        let show = |minor, currency| Money::new(minor, currency).to_string();
        assert_eq!(show(-5, Currency::EUR), "-0.05 EUR");
        assert_eq!(show(1_200, Currency::JPY), "1,200 JPY");
        assert_eq!(show(1_200, Currency::KWD), "1.200 KWD");
        assert_eq!(show(-123_456_789, Currency::EUR), "-1,234,567.89 EUR");
    }

    proptest! {
        #[test]
        fn parts_add_up_and_lie_within_one_unit_of_their_share(minor: i64, weights in prop::collection::vec(0..20_000u64, 1..12)) {
            let whole: u64 = weights.iter().sum();
            let parts = Money::new(minor, Currency::EUR).split(&weights);
            prop_assert_eq!(parts.is_empty(), whole == 0);
            if whole > 0 {
                prop_assert_eq!(parts.iter().map(|p| i128::from(p.minor())).sum::<i128>(), i128::from(minor));
                for (part, weight) in parts.iter().zip(&weights) {
                    let gap = i128::from(part.minor()) * i128::from(whole) - i128::from(minor) * i128::from(*weight);
                    prop_assert!(gap.abs() < i128::from(whole));
                }
            }
        }

        #[test]
        fn a_reversal_is_the_mirror_image(minor in -1_000_000_000..1_000_000_000i64, weights in prop::collection::vec(0..20_000u64, 1..12)) {
            let amount = Money::new(minor, Currency::EUR);
            let back: Vec<_> = amount.negated().split(&weights).into_iter().map(Money::negated).collect();
            prop_assert_eq!(amount.split(&weights), back);
        }
    }
}
