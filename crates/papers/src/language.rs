//! How a language writes numbers and dates. Words come from the caller; only shapes are known here.

use std::str::FromStr;

use muster_kernel::{BasisPoints, Day, Money, Month};

/// A space that never breaks, between the parts of one number or date.
const FIXED_SPACE: char = '\u{a0}';
/// The sign of arithmetic, as wide as a figure; a hyphen is neither.
const MINUS: char = '\u{2212}';

/// English months, as they stand in a date; their first three letters serve where space is short.
const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// German months.
const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
/// Czech months as they stand after a day: in the genitive.
const CZECH_OF: [&str; 12] = [
    "ledna",
    "února",
    "března",
    "dubna",
    "května",
    "června",
    "července",
    "srpna",
    "září",
    "října",
    "listopadu",
    "prosince",
];
/// Czech months alone.
const CZECH: [&str; 12] = [
    "leden",
    "únor",
    "březen",
    "duben",
    "květen",
    "červen",
    "červenec",
    "srpen",
    "září",
    "říjen",
    "listopad",
    "prosinec",
];

/// A language by its tag, and with it the shape of numbers and dates.
///
/// Shapes are known for `en`, `de` (with Switzerland's own, `de-CH`) and `cs`. Any other well-formed tag is accepted
/// and takes a neutral shape: groups parted by a space, a decimal point, ISO 8601 dates.
///
/// ```
/// use muster_kernel::{Currency, Money};
/// use muster_papers::Language;
///
/// let fee = Money::new(-1_234_550, Currency::CZK);
/// let shown = |tag: &str| tag.parse::<Language>().unwrap().amount(fee);
/// assert_eq!(shown("en"), "−12,345.50");
/// assert_eq!(shown("de-AT"), "−12.345,50");
/// assert_eq!(shown("cs"), "−12\u{a0}345,50");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    tag: String,
    shape: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    English,
    German,
    Swiss,
    Czech,
    Neutral,
}

/// How wide a date may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateWidth {
    /// For a column: `21 Nov 2026`, `21.11.2026`.
    Short,
    /// For a sentence: `21 November 2026`, `21. listopadu 2026`.
    Long,
}

impl Language {
    /// The tag as it was given, for documents that name their language.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The sign between whole and fraction.
    pub fn decimal_sign(&self) -> char {
        match self.shape {
            Shape::English | Shape::Swiss | Shape::Neutral => '.',
            Shape::German | Shape::Czech => ',',
        }
    }

    /// The sign between thousands.
    fn group_sign(&self) -> char {
        match self.shape {
            Shape::English => ',',
            Shape::German => '.',
            Shape::Swiss => '’',
            Shape::Czech | Shape::Neutral => FIXED_SPACE,
        }
    }

    /// The amount's digits as this language groups them, with a true minus and without its currency.
    pub fn amount(&self, money: Money) -> String {
        let (whole, fraction) = self.amount_parts(money);
        whole + &fraction
    }

    /// The amount and the code of its currency, which never part at the end of a line.
    pub fn amount_with_code(&self, money: Money) -> String {
        format!("{}{FIXED_SPACE}{}", self.amount(money), money.currency())
    }

    /// The amount with the sign of its currency, as sentences have it: `€825.60`, `825,60 €`, `825,60 Kč`. A currency that
    /// has no sign of its own in this language is named by its code.
    ///
    /// ```
    /// use muster_kernel::{Currency, Money};
    /// use muster_papers::Language;
    ///
    /// let shown = |tag: &str, money| tag.parse::<Language>().unwrap().price(money);
    /// assert_eq!(shown("en", Money::new(82_560, Currency::EUR)), "€825.60");
    /// assert_eq!(shown("de", Money::new(82_560, Currency::EUR)), "825,60\u{a0}€");
    /// assert_eq!(shown("cs", Money::new(82_560, Currency::CZK)), "825,60\u{a0}Kč");
    /// ```
    pub fn price(&self, money: Money) -> String {
        let (amount, code) = (self.amount(money), money.currency().code());
        let sign = match (code, self.shape) {
            ("EUR", _) => "€",
            ("GBP", _) => "£",
            ("CZK", Shape::Czech) => "Kč",
            _ => code,
        };
        if self.shape != Shape::English {
            return format!("{amount}{FIXED_SPACE}{sign}");
        }
        let (minus, digits) = amount.strip_prefix(MINUS).map_or(("", amount.as_str()), |digits| ("\u{2212}", digits));
        let gap = if sign == code { "\u{a0}" } else { "" };
        format!("{minus}{sign}{gap}{digits}")
    }

    /// The rate in per cent: `12.5 %`, `12,5 %`.
    pub fn rate(&self, rate: BasisPoints) -> String {
        rate.to_string().replace('.', &self.decimal_sign().to_string()).replace(' ', &FIXED_SPACE.to_string())
    }

    /// What stands before the decimal sign (sign and groups), and the decimal sign with what follows: empty where the
    /// currency has no minor unit.
    pub(crate) fn amount_parts(&self, money: Money) -> (String, String) {
        let digits = usize::from(money.currency().exponent());
        let base = 10_u64.pow(u32::from(money.currency().exponent()));
        let size = money.minor().unsigned_abs();
        let mut whole = if money.minor() < 0 { MINUS.to_string() } else { String::new() };
        let plain = (size / base).to_string();
        for (place, digit) in plain.chars().enumerate() {
            if place > 0 && (plain.len() - place).is_multiple_of(3) {
                whole.push(self.group_sign());
            }
            whole.push(digit);
        }
        let fraction = match digits {
            0 => String::new(),
            _ => format!("{}{:0digits$}", self.decimal_sign(), size % base),
        };
        (whole, fraction)
    }

    /// The day as this language writes it.
    pub fn date(&self, day: Day, width: DateWidth) -> String {
        let (year, month, number) = parts(day);
        let of = |names: &[&'static str; 12]| names[month - 1];
        match (self.shape, width) {
            (Shape::English, DateWidth::Short) => format!("{number} {} {year}", &of(&ENGLISH)[..3]),
            (Shape::English, DateWidth::Long) => format!("{number} {} {year}", of(&ENGLISH)),
            (Shape::German | Shape::Swiss, DateWidth::Short) => format!("{number:02}.{month:02}.{year}"),
            (Shape::German | Shape::Swiss, DateWidth::Long) => format!("{number}. {} {year}", of(&GERMAN)),
            (Shape::Czech, DateWidth::Short) => format!("{number}. {month}. {year}"),
            (Shape::Czech, DateWidth::Long) => format!("{number}. {} {year}", of(&CZECH_OF)),
            (Shape::Neutral, _) => day.to_string(),
        }
        .replace(' ', &FIXED_SPACE.to_string())
    }

    /// The month as this language names it: `November 2026`, `listopad 2026`.
    pub fn month(&self, month: Month) -> String {
        let (year, number, _) = parts(month.first_day());
        match self.shape {
            Shape::English => format!("{}{FIXED_SPACE}{year}", ENGLISH[number - 1]),
            Shape::German | Shape::Swiss => format!("{}{FIXED_SPACE}{year}", GERMAN[number - 1]),
            Shape::Czech => format!("{}{FIXED_SPACE}{year}", CZECH[number - 1]),
            Shape::Neutral => month.to_string(),
        }
    }
}

/// Year, month (1 to 12) and day of the month (1 to 31).
pub(crate) fn parts(day: Day) -> (i32, usize, i32) {
    let month = day.month();
    let number = usize::try_from(month.number() % 100).expect("a month has a number of 1 to 12");
    (month.number() / 100, number, month.first_day().days_until(day) + 1)
}

impl FromStr for Language {
    type Err = LanguageError;
    fn from_str(text: &str) -> Result<Self, LanguageError> {
        let mut subtags = text.split('-');
        let primary = subtags.next().unwrap_or_default();
        let letters = (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_lowercase());
        let rest =
            subtags.all(|tag| (1..=8).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        if !letters || !rest || text.len() > 35 {
            return Err(LanguageError { text: text.chars().take(40).collect() });
        }
        let shape = match (primary, text) {
            ("en", _) => Shape::English,
            ("de", "de-CH" | "de-LI") => Shape::Swiss,
            ("de", _) => Shape::German,
            ("cs", _) => Shape::Czech,
            _ => Shape::Neutral,
        };
        Ok(Self { tag: text.to_owned(), shape })
    }
}

/// A text that is no language tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a language tag such as en, de-AT or cs")]
pub struct LanguageError {
    text: String,
}

#[cfg(test)]
mod tests {
    use muster_kernel::Currency;
    use proptest::prelude::*;

    use super::*;

    fn language(tag: &str) -> Language {
        tag.parse().unwrap()
    }

    #[test]
    fn each_language_writes_a_date_its_own_way() {
        let day: Day = "2026-11-05".parse().unwrap();
        let shown = |tag, width| language(tag).date(day, width).replace('\u{a0}', " ");
        assert_eq!(shown("en", DateWidth::Short), "5 Nov 2026");
        assert_eq!(shown("de", DateWidth::Short), "05.11.2026");
        assert_eq!(shown("cs", DateWidth::Short), "5. 11. 2026");
        assert_eq!(shown("cs", DateWidth::Long), "5. listopadu 2026");
        assert_eq!(shown("de-CH", DateWidth::Long), "5. November 2026");
        assert_eq!(shown("fi", DateWidth::Long), "2026-11-05");
    }

    #[test]
    fn an_amount_has_the_digits_of_its_currency() {
        let shown = |minor, currency| language("de-CH").amount_with_code(Money::new(minor, currency));
        assert_eq!(shown(1_234_567, Currency::CHF), "12’345.67\u{a0}CHF");
        assert_eq!(shown(1_234_567, Currency::JPY), "1’234’567\u{a0}JPY");
        assert_eq!(shown(-5, Currency::KWD), "−0.005\u{a0}KWD");
    }

    #[test]
    fn a_sentence_has_the_sign_of_a_currency_where_its_language_has_one() {
        let shown = |tag, minor, currency| language(tag).price(Money::new(minor, currency)).replace('\u{a0}', " ");
        assert_eq!(shown("en", -82_560, Currency::EUR), "−€825.60");
        assert_eq!(shown("en", 82_560, Currency::CZK), "CZK 825.60");
        assert_eq!(shown("cs", 123_456_700, Currency::EUR), "1 234 567,00 €");
        assert_eq!(shown("de", 500, Currency::JPY), "500 JPY");
        let rate = |tag| language(tag).rate(BasisPoints::new(1250).unwrap()).replace('\u{a0}', " ");
        assert_eq!([rate("en"), rate("de"), rate("cs")], ["12.5 %", "12,5 %", "12,5 %"]);
    }

    #[test]
    fn a_text_that_is_no_tag_is_refused() {
        for text in ["", "e", "EN", "en_GB", "en-", "english-language-of-the-whole-wide-world-and-more"] {
            assert!(text.parse::<Language>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn an_amount_reads_back_as_what_it_was(
            minor: i64,
            tag in prop::sample::select(vec!["en", "de", "de-CH", "cs", "fi"]),
        ) {
            for currency in [Currency::JPY, Currency::EUR, Currency::KWD] {
                let shown = language(tag).amount(Money::new(minor, currency)).replace(MINUS, "-");
                let digits: String = shown.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
                prop_assert_eq!(digits.parse::<i128>().unwrap(), i128::from(minor));
            }
        }
    }
}
