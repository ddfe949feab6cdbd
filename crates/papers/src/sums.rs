//! The arithmetic of a paper: sums by currency, and how one amount is divided.

use muster_kernel::{Currency, Money};

use crate::{Cell, Group, Kind, PaperError, Table};

/// What the amounts of one currency add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// The currency of every amount in it.
    pub currency: Currency,
    /// A sum for each column of the table; `None` where a column has no amount of this currency, or does not add up.
    pub columns: Vec<Option<Money>>,
}

impl Table {
    /// The sums of every column that adds up, over these groups: one for each currency, in the order in which
    /// currencies occur. Amounts of two currencies never meet. Refused where a sum has no room in 64 bits.
    pub fn sums(&self, groups: &[Group]) -> Result<Vec<Sum>, PaperError> {
        let mut sums: Vec<Sum> = Vec::new();
        for row in groups.iter().flat_map(|group| &group.rows) {
            for (at, (column, cell)) in self.columns.iter().zip(row).enumerate() {
                let (Kind::Amount, Cell::Amount(money)) = (column.kind, cell) else { continue };
                let known = sums.iter().position(|sum| sum.currency == money.currency());
                let line = known.unwrap_or_else(|| {
                    sums.push(Sum { currency: money.currency(), columns: vec![None; self.columns.len()] });
                    sums.len() - 1
                });
                let sum = &mut sums[line].columns[at];
                let added = sum.map_or(Ok(*money), |sum| sum.plus(*money));
                let place = || format!("the column {:?}", column.heading);
                *sum = Some(added.map_err(|cause| PaperError::Sum { place: place(), cause })?);
            }
        }
        Ok(sums)
    }
}

/// How an amount falls, step by step: the whole, what is taken from it or added, and the rest, which is computed here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waterfall {
    /// What it shows. May be empty.
    pub caption: String,
    /// The whole.
    pub whole: (String, Money),
    /// What changes it, in order: negative where it takes away. All of the whole's currency.
    pub steps: Vec<(String, Money)>,
    /// The label of what is left. `None` where nothing is to be said of it.
    pub rest: Option<String>,
}

/// A row of a waterfall: its bar hangs where the one before it ended.
pub(crate) struct Bar<'a> {
    pub(crate) label: &'a str,
    pub(crate) amount: Money,
    /// Where the bar begins and ends, in parts of [`Bar::WIDTH`] from the lowest level that occurs to the highest.
    pub(crate) from: i64,
    pub(crate) to: i64,
    /// Whether it is the whole or the rest, and not a step between them.
    pub(crate) is_level: bool,
}

impl Bar<'_> {
    /// The room of all bars.
    pub(crate) const WIDTH: i64 = 10_000;
}

impl Waterfall {
    /// What is left after every step; refused where a step has another currency, or the rest no room.
    pub fn remainder(&self) -> Result<Money, PaperError> {
        self.steps.iter().try_fold(self.whole.1, |left, (label, change)| {
            left.plus(*change).map_err(|cause| match change.currency() == left.currency() {
                true => PaperError::Sum { place: format!("{:?}", self.caption), cause },
                false => PaperError::Currencies {
                    place: format!("the step {label:?}"),
                    found: change.currency(),
                    expected: left.currency(),
                },
            })
        })
    }

    /// Its rows, from the whole to the rest.
    pub(crate) fn bars(&self) -> Result<Vec<Bar<'_>>, PaperError> {
        let rest = self.remainder()?;
        let mut level = i128::from(self.whole.1.minor());
        let mut rows = vec![(self.whole.0.as_str(), self.whole.1, 0, level, true)];
        for (label, change) in &self.steps {
            let next = level + i128::from(change.minor());
            rows.push((label, *change, level, next, false));
            level = next;
        }
        rows.extend(self.rest.as_ref().map(|label| (label.as_str(), rest, 0, level, true)));
        let low = rows.iter().map(|row| row.2.min(row.3)).min().unwrap_or(0);
        let high = rows.iter().map(|row| row.2.max(row.3)).max().unwrap_or(0);
        // A level is at most 2^63 from zero and there are few steps, so nothing here comes near 2^127.
        let span = (high - low).max(1);
        let place =
            |level: i128| i64::try_from((level - low) * i128::from(Bar::WIDTH) / span).expect("within the bars");
        let bar = |(label, amount, start, end, is_level): (_, _, i128, i128, _)| {
            let (from, to) = (place(start.min(end)), place(start.max(end)));
            Bar { label, amount, from, to, is_level }
        };
        Ok(rows.into_iter().map(bar).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euro(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    #[test]
    fn each_bar_hangs_where_the_one_before_it_ended() {
        let waterfall = Waterfall {
            caption: String::new(),
            whole: ("Whole".to_owned(), euro(1_000)),
            steps: vec![("Most".to_owned(), euro(-800)), ("Some".to_owned(), euro(-300))],
            rest: Some("Missing".to_owned()),
        };
        let bars = waterfall.bars().unwrap();
        let places: Vec<_> = bars.iter().map(|bar| (bar.from, bar.to)).collect();
        // From -100 to 1000: zero is at 909 of 10000.
        assert_eq!(places, [(909, 10_000), (2_727, 10_000), (0, 2_727), (0, 909)]);
        assert_eq!(bars[3].amount, euro(-100));
    }
}
