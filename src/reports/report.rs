//! A report: sums of atoms by one dimension, beside those of the year before, of all work or of that of one place or category.
//! Pure.

use std::collections::BTreeMap;

use muster_kernel::{Currency, Month};
use serde::Serialize;
use utoipa::ToSchema;

use super::atoms::{Atom, narrow};
use crate::meter::Meter;

crate::words! {
    /// What the rows of a report are.
    pub enum Dimension {
        /// The months of the statements.
        Month = "month",
        /// Three months each, from January on.
        Quarter = "quarter",
        /// The places where the work was done.
        Place = "place",
        /// The categories of work.
        Category = "category",
        /// Who brought the clients.
        Source = "source",
    }
}

/// The key of what stands for three members or more and has no row of its own. No row of any dimension has it.
pub const OTHER: &str = "other";
/// The key of work that had no place.
pub const REMOTE: &str = "remote";

/// A row of a report. It holds what can be told: work of fewer than three members of a month stands in `other`, or in no
/// row at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Row {
    /// The month, the quarter (`2026-Q4`), the place's id (or `remote`), the category's key, the source; `other` for the
    /// rest that can be told.
    pub key: String,
    /// The key in words.
    pub label: String,
    /// In which currency.
    pub currency: Currency,
    /// How much, in minor units.
    pub amount_minor: i64,
    /// For how many members it stands at least: three or more.
    pub members: i32,
    /// The same a year before, in minor units.
    pub year_before_minor: i64,
    /// By how much it changed, in basis points of the year before; absent where that was nothing.
    pub change_bp: Option<i64>,
}

/// All of a report in one currency: the sum of what the statements tell, or of what it is narrowed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Total {
    /// In which currency.
    pub currency: Currency,
    /// How much, in minor units.
    pub amount_minor: i64,
    /// What of it stands in no row: it is fewer than three members' in its months, and only the statements' sums tell it.
    pub rest_minor: i64,
    /// For how many members it stands at least; absent where they are fewer than three in every month.
    pub members: Option<i32>,
    /// The same a year before, in minor units.
    pub year_before_minor: i64,
    /// What of the year before stands in no row.
    pub year_before_rest_minor: i64,
    /// By how much it changed, in basis points of the year before; absent where that was nothing.
    pub change_bp: Option<i64>,
}

/// What a report can be narrowed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReportChoice {
    /// The place's id (or `remote`), or the category's key.
    pub key: String,
    /// The key in words.
    pub label: String,
}

/// What the months of a report can be narrowed to, in the order of the labels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReportChoices {
    /// Where three members or more worked in one of these months or those of the year before, and what is chosen.
    pub places: Vec<ReportChoice>,
    /// The categories of work that three members or more did then, and what is chosen.
    pub categories: Vec<ReportChoice>,
}

/// What a report is narrowed to: atoms that are all of one place, of one category of work, or of both. Without either it is of
/// all work. Whoever narrows it sees sums of whole atoms as before, so nothing that subtracting could not do as well.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Narrow {
    /// A place's id, or [`REMOTE`].
    pub place: Option<String>,
    /// A category's key.
    pub category: Option<String>,
}

impl Narrow {
    /// Those of `atoms` that it leaves. An atom of fewer than three members has no labels: only the whole holds it.
    pub fn of(&self, atoms: Vec<(Month, Atom)>) -> Vec<(Month, Atom)> {
        let (place, category) = (self.place.as_deref(), self.category.as_deref());
        let fits = |wanted: Option<&str>, label: Option<&str>| wanted.is_none() || wanted == label;
        let takes = |atom: &Atom| fits(place, atom.place.as_deref()) && fits(category, atom.category.as_deref());
        atoms.into_iter().filter(|(_, atom)| takes(atom)).collect()
    }
}

/// What a space earned in a span of closed months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Report {
    /// The first month.
    pub from: Month,
    /// The last month.
    pub to: Month,
    /// What the rows are.
    pub by: Dimension,
    /// The place that it is narrowed to: work that can be told as this place's alone. Absent where it is of every place.
    pub place: Option<ReportChoice>,
    /// The category of work that it is narrowed to. Absent where it is of every category.
    pub category: Option<ReportChoice>,
    /// What it can be narrowed to.
    pub choices: ReportChoices,
    /// The last month that is closed; what is later is not in here yet. Absent where none is.
    pub closed_until: Option<Month>,
    /// The rows; none for a currency of which only the total can be told.
    pub rows: Vec<Row>,
    /// The total of each currency.
    pub totals: Vec<Total>,
    /// What the space could have gained, had its operators been able to choose. It is about all work, however the report is
    /// narrowed.
    pub meter: Meter,
}

impl Report {
    /// Whether it is of less than all work.
    pub fn is_narrowed(&self) -> bool {
        self.place.is_some() || self.category.is_some()
    }
}

/// The month a year later.
fn year_later(month: Month) -> Option<Month> {
    Month::from_number(month.number() + 100)
}

/// The month a year before; the same one where there is none.
pub fn year_before(month: Month) -> Month {
    Month::from_number(month.number() - 100).unwrap_or(month)
}

/// Two years beside each other.
#[derive(Clone, Copy, Debug, Default)]
struct Years {
    now: i128,
    before: i128,
    members: i32,
}

impl Years {
    fn add(&mut self, is_now: bool, atom: &Atom) {
        let year = if is_now { &mut self.now } else { &mut self.before };
        *year += i128::from(atom.amount_minor);
        if atom.is_many() {
            self.members = self.members.max(atom.members);
        }
    }

    /// The change in basis points of the year before, rounded half away from zero.
    fn change_bp(&self) -> Option<i64> {
        let base = self.before.checked_abs().filter(|base| *base != 0)?;
        let change = (self.now - self.before).saturating_mul(20_000);
        let half = if change < 0 { -base } else { base };
        Some(narrow((change.saturating_add(half)) / (base * 2)))
    }
}

/// Rows and totals of the months from `from` to `to` by a dimension, out of the atoms of these months and of those a year
/// before. Every sum is one of whole atoms, each counted once.
pub fn tabulate(from: Month, to: Month, by: Dimension, atoms: &[(Month, Atom)]) -> (Vec<Row>, Vec<Total>) {
    let mut rows: BTreeMap<(Currency, bool, String), Years> = BTreeMap::new();
    let mut totals: BTreeMap<Currency, Years> = BTreeMap::new();
    for (month, atom) in atoms {
        let years = [(true, Some(*month)), (false, year_later(*month))];
        for (is_now, told_at) in years {
            let Some(told_at) = told_at.filter(|month| (from..=to).contains(month)) else { continue };
            totals.entry(atom.currency).or_default().add(is_now, atom);
            if atom.is_many() {
                let key = key(by, told_at, atom);
                let is_other = key.is_none();
                let key = key.unwrap_or_else(|| OTHER.to_owned());
                rows.entry((atom.currency, is_other, key)).or_default().add(is_now, atom);
            }
        }
    }
    // Where nothing but `other` would be left, the total says it.
    let named: Vec<Currency> = rows.keys().filter(|(_, is_other, _)| !is_other).map(|key| key.0).collect();
    rows.retain(|(currency, ..), _| named.contains(currency));
    let told = |((currency, _, key), years): (&(Currency, bool, String), &Years)| Row {
        key: key.clone(),
        label: key.clone(),
        currency: *currency,
        amount_minor: narrow(years.now),
        members: years.members,
        year_before_minor: narrow(years.before),
        change_bp: years.change_bp(),
    };
    let rows: Vec<Row> = rows.iter().map(told).collect();
    let total = |(currency, years): (Currency, Years)| {
        let own = || rows.iter().filter(|row| row.currency == currency);
        let (now, before): (i128, i128) = own().fold((0, 0), |(now, before), row| {
            (now + i128::from(row.amount_minor), before + i128::from(row.year_before_minor))
        });
        Total {
            currency,
            amount_minor: narrow(years.now),
            rest_minor: narrow(years.now - now),
            members: Some(years.members).filter(|members| *members > 0),
            year_before_minor: narrow(years.before),
            year_before_rest_minor: narrow(years.before - before),
            change_bp: years.change_bp(),
        }
    };
    let totals = totals.into_iter().map(total).collect();
    (rows, totals)
}

/// The row to which an atom of a month belongs; `None` for `other`.
fn key(by: Dimension, month: Month, atom: &Atom) -> Option<String> {
    match by {
        Dimension::Month => Some(month.to_string()),
        Dimension::Quarter => Some(format!("{:04}-Q{}", month.number() / 100, (month.number() % 100 - 1) / 3 + 1)),
        Dimension::Place => atom.place.clone(),
        Dimension::Category => atom.category.clone(),
        Dimension::Source => atom.source.map(|source| source.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{book::Source, reports::atoms::Side};

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn atom(category: Option<&str>, members: i32, amount_minor: i64) -> Atom {
        Atom {
            currency: Currency::EUR,
            side: Side::Came,
            category: category.map(str::to_owned),
            source: Some(Source::Network),
            place: None,
            members,
            amount_minor,
        }
    }

    fn rows(by: Dimension, atoms: &[(Month, Atom)]) -> Vec<(String, i64, i64, Option<i64>)> {
        let (rows, _) = tabulate(month("2026-10"), month("2027-03"), by, atoms);
        rows.into_iter().map(|row| (row.key, row.amount_minor, row.year_before_minor, row.change_bp)).collect()
    }

    #[test]
    fn rows_stand_beside_the_year_before() {
        let atoms = [
            (month("2025-11"), atom(Some("web"), 3, 400)),
            (month("2026-11"), atom(Some("web"), 4, 500)),
            (month("2026-12"), atom(None, 5, 70)),
            (month("2027-02"), atom(Some("law"), 3, 30)),
            (month("2027-04"), atom(Some("law"), 3, 1_000)),
        ];
        let text = |key: &str| key.to_owned();
        assert_eq!(
            rows(Dimension::Category, &atoms),
            [(text("law"), 30, 0, None), (text("web"), 500, 400, Some(2_500)), (text("other"), 70, 0, None)]
        );
        assert_eq!(
            rows(Dimension::Quarter, &atoms),
            [(text("2026-Q4"), 570, 400, Some(4_250)), (text("2027-Q1"), 30, 0, None)]
        );
        assert_eq!(rows(Dimension::Source, &atoms), [(text("network"), 600, 400, Some(5_000))]);
        assert_eq!(rows(Dimension::Place, &atoms), [], "no place is known of all of it, so only the total is told");
    }

    #[test]
    fn what_stands_for_fewer_than_three_is_in_the_total_alone() {
        let small = Atom { source: None, ..atom(None, 2, 90) };
        let atoms = [(month("2026-11"), atom(Some("web"), 4, 500)), (month("2026-12"), small.clone())];
        assert_eq!(rows(Dimension::Month, &atoms), [("2026-11".to_owned(), 500, 0, None)]);
        let (_, totals) = tabulate(month("2026-10"), month("2027-03"), Dimension::Month, &atoms);
        assert_eq!((totals[0].amount_minor, totals[0].rest_minor, totals[0].members), (590, 90, Some(4)));
        let (rows, totals) = tabulate(month("2026-12"), month("2026-12"), Dimension::Month, &atoms);
        assert_eq!((rows.len(), totals[0].amount_minor, totals[0].members), (0, 90, None));
    }

    #[test]
    fn what_a_report_is_narrowed_to_holds_what_is_all_of_it_and_nothing_of_fewer_than_three() {
        let lake = |atom: Atom| Atom { place: Some("lake".to_owned()), ..atom };
        let small = Atom { source: None, ..atom(None, 2, 90) };
        let atoms: Vec<(Month, Atom)> =
            [lake(atom(Some("web"), 3, 400)), lake(atom(None, 5, 70)), atom(Some("web"), 4, 8), small]
                .map(|atom| (month("2026-11"), atom))
                .to_vec();
        let amounts = |place: Option<&str>, category: Option<&str>| -> Vec<i64> {
            let narrow = Narrow { place: place.map(str::to_owned), category: category.map(str::to_owned) };
            narrow.of(atoms.clone()).iter().map(|(_, atom)| atom.amount_minor).collect()
        };
        assert_eq!(amounts(None, None), [400, 70, 8, 90]);
        assert_eq!(amounts(Some("lake"), None), [400, 70]);
        assert_eq!(amounts(None, Some("web")), [400, 8]);
        assert_eq!(amounts(Some("lake"), Some("web")), [400]);
        assert_eq!(amounts(Some("hill"), None), [0_i64; 0]);
    }

    #[test]
    fn a_change_is_rounded_half_away_from_zero_and_follows_the_size_of_what_was() {
        let change = |now, before| Years { now, before, members: 3 }.change_bp();
        assert_eq!([change(3, 2), change(1, 3), change(2, 3)], [Some(5_000), Some(-6_667), Some(-3_333)]);
        assert_eq!([change(5, -10), change(-10, -5), change(7, 0)], [Some(15_000), Some(-10_000), None]);
        assert_eq!(change(20_001, 20_000), Some(1), "half a basis point");
    }
}
