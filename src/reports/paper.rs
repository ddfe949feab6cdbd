//! Reports and statements of spaces as papers, in the language of whoever reads them.

use muster_kernel::{Day, Money, Month};
use muster_papers::{
    Block, Cell, Color, Column, Fact, FinePrint, Footer, Group, Language, Letterhead, Mark, Paper, Sheet, Table,
};

use super::{
    report::{Dimension, OTHER, REMOTE, Report, ReportChoice, Row, Total},
    statement::{StatementOfSpace, WorkRow},
    words::Words,
};
use crate::{
    book::{
        Source,
        statements::{self, Parties},
    },
    error::{Error, Result},
    meter::{Meter, MeterLine},
    papers::Printed,
};

/// A space's statement.
pub(super) fn of_statement(parties: Parties<'_>, of: &StatementOfSpace) -> Result<Printed> {
    let work = |row: &WorkRow| statements::WorkRow {
        label: (row.key != OTHER).then(|| row.label.clone()),
        members: usize::try_from(row.members).unwrap_or_default(),
        amount: Money::new(row.amount_minor, row.currency),
    };
    let rows: Vec<statements::WorkRow> = of.rows.iter().map(work).collect();
    let payouts: Vec<(Day, Money)> = of.payouts.iter().map(|paid| (paid.day, paid.amount)).collect();
    statements::print_of_space(parties, &of.statement, &rows, &payouts)
}

/// A report.
pub(super) fn of_report(parties: Parties<'_>, of: &Report) -> Result<Printed> {
    let language: Language =
        parties.language.parse().map_err(|cause| Error::internal("print a report", format!("{cause:?}")))?;
    let scribe = Scribe { words: Words::of(parties.language), language };
    scribe.report(parties, of)
}

/// Whoever writes in one language.
struct Scribe {
    words: &'static Words,
    language: Language,
}

impl Scribe {
    fn report(&self, parties: Parties<'_>, of: &Report) -> Result<Printed> {
        let words = self.words;
        let (name, address) =
            parties.network.split_first().map_or(("Muster", &[][..]), |(name, rest)| (name.as_str(), rest));
        let mut body = vec![Block::Table(self.table(of))];
        if of.closed_until.is_none_or(|until| until < of.to) {
            body.push(Block::Note(words.not_closed.to_owned()));
        }
        // What steering would have been worth is about all work, and would stand beside less.
        match of.is_narrowed() {
            true => body.push(Block::Note(words.narrowed.to_owned())),
            false => body.extend(self.meter(&of.meter)),
        }
        let paper = Paper {
            title: words.title.to_owned(),
            number: String::new(),
            issued: parties.closed_at,
            letterhead: Letterhead { name: name.to_owned(), mark: Mark::muster(), lines: address.to_vec() },
            recipient: parties.recipient,
            facts: self.facts(of),
            summary: self.summary(&of.totals),
            body,
            fine_print: Some(FinePrint {
                heading: words.how_heading.to_owned(),
                paragraphs: vec![words.how.to_owned()],
                facts: Vec::new(),
            }),
            footer: Footer { text: name.to_owned(), pages: words.page.to_owned() },
            accent: Color::MUSTER,
            language: self.language.clone(),
        };
        let narrow = [&of.category, &of.place].into_iter().flatten();
        let narrow: String = narrow.map(|choice| format!("-{}", choice.key)).collect();
        let name = format!("commission-{}-{}-by-{}{narrow}", of.from, of.to, of.by);
        Ok(Printed { paper, sheet: self.sheet(of), name, issued: parties.closed_at })
    }

    /// Which report it is.
    fn facts(&self, of: &Report) -> Vec<Fact> {
        let words = self.words;
        let closed = of.closed_until.map_or_else(|| words.none_closed.to_owned(), |month| self.language.month(month));
        let place = |choice: &ReportChoice| match choice.key.as_str() {
            REMOTE => words.remote.to_owned(),
            _ => choice.label.clone(),
        };
        let place = of.place.iter().map(|choice| Fact::new(words.dimension(Dimension::Place), place(choice)));
        let category = of.category.iter();
        let category = category.map(|choice| Fact::new(words.dimension(Dimension::Category), choice.label.clone()));
        let of_all =
            [Fact::new(words.period, self.period(of.from, of.to)), Fact::new(words.by, words.dimension(of.by))];
        of_all.into_iter().chain(place).chain(category).chain([Fact::new(words.closed_until, closed)]).collect()
    }

    fn period(&self, from: Month, to: Month) -> String {
        let (first, last) = (self.language.month(from), self.language.month(to));
        if from == to { first } else { self.words.to.replace("{from}", &first).replace("{to}", &last) }
    }

    /// With one currency its figures stand large under the title; with several they stand at the end of the table.
    fn summary(&self, totals: &[Total]) -> Vec<Fact> {
        let words = self.words;
        let [only] = totals else { return Vec::new() };
        let before = Money::new(only.year_before_minor, only.currency);
        let change = only.change_bp.map(|points| Fact::new(words.change, self.percent(points)));
        let total = Fact::new(words.total, Money::new(only.amount_minor, only.currency));
        std::iter::once(Fact::new(words.year_before, before)).chain(change).chain([total]).collect()
    }

    fn table(&self, of: &Report) -> Table {
        let words = self.words;
        let group = |total: &Total| {
            let own = of.rows.iter().filter(|row| row.currency == total.currency);
            let rest = (total.rest_minor != 0 || total.year_before_rest_minor != 0).then(|| self.rest(total));
            Group {
                heading: (of.totals.len() > 1).then(|| total.currency.code().to_owned()),
                rows: own.map(|row| self.row(of.by, row)).chain(rest).collect(),
                subtotal: None,
            }
        };
        Table {
            columns: vec![
                Column::text(words.dimension(of.by)),
                Column::figures(words.members),
                Column::amount(words.amount),
                Column::amount(words.year_before),
                Column::figures(words.change),
            ],
            groups: of.totals.iter().map(group).collect(),
            total: Some(words.total.to_owned()).filter(|_| !of.totals.is_empty()),
            empty: words.nothing.to_owned(),
            ..Table::default()
        }
    }

    fn row(&self, by: Dimension, row: &Row) -> Vec<Cell> {
        vec![
            self.label(by, row).into(),
            self.words.at_least.replace("{number}", &row.members.to_string()).into(),
            Money::new(row.amount_minor, row.currency).into(),
            Money::new(row.year_before_minor, row.currency).into(),
            self.change(row.change_bp),
        ]
    }

    /// What of a total stands in no row, so that the column adds up.
    fn rest(&self, total: &Total) -> Vec<Cell> {
        vec![
            self.words.rest.into(),
            Cell::Blank,
            Money::new(total.rest_minor, total.currency).into(),
            Money::new(total.year_before_rest_minor, total.currency).into(),
            Cell::Blank,
        ]
    }

    fn change(&self, points: Option<i64>) -> Cell {
        points.map_or(Cell::Blank, |points| self.percent(points).into())
    }

    /// Basis points as a percentage with its sign: `+12.5 %`.
    fn percent(&self, points: i64) -> String {
        let sign = match points {
            0 => "",
            1.. => "+",
            _ => "\u{2212}",
        };
        // A tenth of a percent is enough for the eye; the JSON has every basis point.
        let tenths = (points.unsigned_abs() + 5) / 10;
        format!("{sign}{}{}{}\u{a0}%", tenths / 10, self.language.decimal_sign(), tenths % 10)
    }

    /// The key of a row as people say it.
    fn label(&self, by: Dimension, row: &Row) -> String {
        let words = self.words;
        match (by, row.key.as_str()) {
            (_, OTHER) => words.other.to_owned(),
            (Dimension::Place, REMOTE) => words.remote.to_owned(),
            (Dimension::Month, key) => {
                key.parse().map_or_else(|_| key.to_owned(), |month: Month| self.language.month(month))
            }
            (Dimension::Quarter, key) => key.split_once("-Q").map_or_else(
                || key.to_owned(),
                |(year, number)| {
                    let th = match number {
                        "1" => "st",
                        "2" => "nd",
                        "3" => "rd",
                        _ => "th",
                    };
                    words.quarter.replace("{number}", number).replace("{th}", th).replace("{year}", year)
                },
            ),
            (Dimension::Source, key) => match key.parse() {
                Ok(Source::Space) => words.own.to_owned(),
                Ok(Source::Network) => words.network.to_owned(),
                Err(_) => key.to_owned(),
            },
            (Dimension::Place | Dimension::Category, _) => row.label.clone(),
        }
    }

    fn meter(&self, meter: &Meter) -> Vec<Block> {
        let words = self.words;
        let row = |line: &MeterLine| -> Vec<Cell> {
            let money = |minor| Cell::from(Money::new(minor, line.currency));
            vec![
                line.currency.code().into(),
                money(line.did_gain_minor),
                line.could_have_gained_minor.map_or(Cell::Blank, money),
                money(line.steered_minor),
            ]
        };
        let table = Table {
            columns: vec![
                Column::text(words.currency),
                Column::balance(words.did),
                Column::balance(words.could),
                Column::balance(words.steered),
            ],
            groups: vec![Group { rows: meter.lines.iter().map(row).collect(), ..Group::default() }],
            empty: words.nothing.to_owned(),
            ..Table::default()
        };
        let why = match (meter.certificates, meter.unequal) {
            (0, _) => words.no_runs,
            (_, 0) => words.clean,
            _ => words.unclean,
        };
        let why =
            why.replace("{runs}", &meter.certificates.to_string()).replace("{unequal}", &meter.unequal.to_string());
        vec![
            Block::Heading(words.meter.to_owned()),
            Block::Table(table),
            Block::Paragraph(why),
            Block::Note(words.most.to_owned()),
        ]
    }

    /// The rows as data: keys beside words.
    fn sheet(&self, of: &Report) -> Sheet {
        let words = self.words;
        let row = |row: &Row| -> Vec<Cell> {
            vec![
                row.key.clone().into(),
                self.label(of.by, row).into(),
                row.members.to_string().into(),
                Money::new(row.amount_minor, row.currency).into(),
                Money::new(row.year_before_minor, row.currency).into(),
            ]
        };
        let rest = |total: &Total| -> Vec<Cell> {
            vec![
                Cell::Blank,
                words.rest.into(),
                Cell::Blank,
                Money::new(total.rest_minor, total.currency).into(),
                Money::new(total.year_before_rest_minor, total.currency).into(),
            ]
        };
        let rests = of.totals.iter().filter(|total| total.rest_minor != 0 || total.year_before_rest_minor != 0);
        Sheet {
            name: words.title.to_owned(),
            currency: words.currency.to_owned(),
            columns: vec![
                Column::text(words.key),
                Column::text(words.dimension(of.by)),
                Column::figures(words.members),
                Column::amount(words.amount),
                Column::balance(words.year_before),
            ],
            rows: of.rows.iter().map(row).chain(rests.map(rest)).collect(),
        }
    }
}
