//! Exact decimals for quantities and prices, and the one way in which anything here is rounded.

use std::{fmt, str::FromStr};

use muster_kernel::Money;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The most digits behind the point.
const SCALE: u8 = 6;
/// The largest mantissa: two of them multiplied, with the digits of a currency besides, stay far below 2^127.
const LARGEST: i64 = 9_999_999_999_999_999;

/// An exact decimal number: 16 digits, up to six of them behind the point. Equal values are equal, however they were
/// written (`1.50` is `1.5`). Money never is one: this is for hours and for prices, which may be finer than a cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i64,
    scale: u8,
}

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self { mantissa: 0, scale: 0 };
    /// One.
    pub const ONE: Self = Self { mantissa: 1, scale: 0 };

    /// `mantissa` · 10^-`scale`, or why that is no decimal: more than 16 digits, or more than six behind the point.
    pub fn new(mantissa: i64, scale: u8) -> Result<Self, DecimalError> {
        let (mut mantissa, mut scale) = (mantissa, scale);
        while scale > 0 && mantissa % 10 == 0 {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }
        let fits = (-LARGEST..=LARGEST).contains(&mantissa) && scale <= SCALE;
        fits.then_some(Self { mantissa, scale }).ok_or_else(|| DecimalError { text: format!("{mantissa}e-{scale}") })
    }

    /// An amount in whole units of its currency (1234 cents are 12.34), or why it has no room: more than 16 digits.
    pub fn of(amount: Money) -> Result<Self, DecimalError> {
        Self::new(amount.minor(), amount.currency().exponent())
    }

    /// Whether it lies below zero.
    pub const fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// This times `other`, in units of 10^-`exponent`, rounded half away from zero.
    pub(crate) fn times(self, other: Self, exponent: u8) -> i128 {
        // At most 2 · 16 digits and three of the currency: 35, where an i128 holds 38.
        let product = i128::from(self.mantissa) * i128::from(other.mantissa) * power(exponent);
        rounded(product, power(self.scale + other.scale))
    }
}

/// `number` / `divisor`, rounded half away from zero. The divisor is above zero.
pub(crate) fn rounded(number: i128, divisor: i128) -> i128 {
    (number.abs() + divisor / 2) / divisor * number.signum()
}

fn power(exponent: u8) -> i128 {
    10_i128.pow(u32::from(exponent))
}

/// The amount with all the digits of its currency and nothing else: `-1234.50`, `1200`, `1.250`.
pub(crate) fn plain(amount: Money) -> String {
    digits(amount.minor(), amount.currency().exponent())
}

/// A number of 10^-`scale` with exactly that many digits behind the point.
pub(crate) fn digits(number: i64, scale: u8) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let width = usize::from(scale);
    let text = format!("{:0>width$}", number.unsigned_abs(), width = width + 1);
    let (whole, part) = text.split_at(text.len() - width);
    let point = if width == 0 { "" } else { "." };
    format!("{sign}{whole}{point}{part}")
}

/// Plain digits with as many behind the point as it takes: `37.5`, `-2`, `0.000001`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&digits(self.mantissa, self.scale))
    }
}

impl From<u32> for Decimal {
    fn from(whole: u32) -> Self {
        Self { mantissa: i64::from(whole), scale: 0 }
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;
    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let wrong = || DecimalError { text: text.chars().take(40).collect() };
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        // Longer texts would not fit; this bounds what is read.
        if !is_digits(whole) || !is_digits(part) || unsigned.len() > 18 {
            return Err(wrong());
        }
        let scale = u8::try_from(part.len()).map_err(|_| wrong())?;
        let magnitude: i64 = format!("{whole}{part}").parse().map_err(|_| wrong())?;
        let mantissa = if unsigned.len() < text.len() { -magnitude } else { magnitude };
        Self::new(mantissa, scale).map_err(|_| wrong())
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// A text or number that is no decimal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a decimal of at most 16 digits, six of them behind the point, such as 37.5")]
pub struct DecimalError {
    text: String,
}

#[cfg(test)]
mod tests {
    use muster_kernel::Currency;
    use proptest::prelude::*;

    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        assert_eq!(decimal("0.5").times(decimal("0.01"), 2), 1);
        assert_eq!(decimal("-0.5").times(decimal("0.01"), 2), -1);
        assert_eq!(decimal("0.49").times(decimal("0.01"), 2), 0);
        assert_eq!(decimal("1.5").times(Decimal::ONE, 0), 2);
    }

    #[test]
    fn an_amount_has_the_digits_of_its_currency() {
        assert_eq!(plain(Money::new(-5, Currency::EUR)), "-0.05");
        assert_eq!(plain(Money::new(1_200, Currency::JPY)), "1200");
        assert_eq!(plain(Money::new(1_200, Currency::KWD)), "1.200");
    }

    #[test]
    fn what_is_no_plain_decimal_is_refused_with_its_text() {
        for text in ["", ".", "1.", ".5", "1e3", "+1", "1,5", "--1", "0.0000001", "99999999999999999", "١"] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
        assert!("1e3".parse::<Decimal>().unwrap_err().to_string().contains("\"1e3\" is not a decimal"));
    }

    proptest! {
        #[test]
        fn a_decimal_reads_back(mantissa in -LARGEST..=LARGEST, scale in 0..=SCALE) {
            let number = Decimal::new(mantissa, scale).unwrap();
            prop_assert_eq!(decimal(&number.to_string()), number);
        }

        #[test]
        fn the_largest_products_do_not_overflow(
            a in -LARGEST..=LARGEST,
            b in -LARGEST..=LARGEST,
            s in 0..=SCALE,
            t in 0..=SCALE,
        ) {
            let product = Decimal::new(a, s).unwrap().times(Decimal::new(b, t).unwrap(), 3);
            prop_assert_eq!(product, -Decimal::new(-a, s).unwrap().times(Decimal::new(b, t).unwrap(), 3));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,60}") {
            let _ = text.parse::<Decimal>();
        }
    }
}
