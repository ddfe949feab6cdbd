//! Tables and waterfalls in HTML.

use maud::{Markup, html};
use muster_kernel::{Currency, Money};

use crate::{Align, Cell, Closing, DateWidth, Emphasis, Group, Kind, Paper, PaperError, Table, Waterfall, sums::Bar};

/// What is known of a column before its cells are written.
struct Column<'a> {
    heading: &'a str,
    class: &'static str,
    /// The currency that its heading names, because it is the only one.
    only: Option<Currency>,
    /// The most digits that a currency in it has behind the decimal sign.
    digits: u8,
}

impl Paper {
    pub(super) fn table(&self, table: &Table) -> Result<Markup, PaperError> {
        let columns = columns(table);
        let wide = columns.len();
        let groups =
            table.groups.iter().map(|group| self.group(table, group, &columns)).collect::<Result<Vec<_>, _>>()?;
        let totals = match &table.total {
            Some(label) => self.sums(table, &table.groups, label, &columns)?,
            None => html! {},
        };
        Ok(html! {
            div class="scroll" role="region" tabindex="0" aria-label=(name(table)) {
                table {
                    @if !table.caption.is_empty() { caption { (table.caption) } }
                    thead {
                        tr {
                            @for column in &columns {
                                th scope="col" class=(column.class) {
                                    (column.heading)
                                    @if let Some(only) = column.only { " " span class="code" { (only) } }
                                }
                            }
                        }
                    }
                    @for group in &groups { (group) }
                    @if table.groups.iter().all(|group| group.rows.is_empty()) && !table.empty.is_empty() {
                        tbody { tr { td colspan=(wide) class="empty" { (table.empty) } } }
                    }
                    @if table.total.is_some() || !table.closing.is_empty() {
                        tfoot { (totals) @for closing in &table.closing { (self.closing(table, closing, &columns)) } }
                    }
                }
            }
        })
    }

    fn group(&self, table: &Table, group: &Group, columns: &[Column<'_>]) -> Result<Markup, PaperError> {
        let sums = match &group.subtotal {
            Some(label) => self.sums(table, std::slice::from_ref(group), label, columns)?,
            None => html! {},
        };
        Ok(html! {
            tbody {
                @if let Some(heading) = &group.heading {
                    tr class="group" { th scope="rowgroup" colspan=(columns.len()) { (heading) } }
                }
                @for row in &group.rows {
                    tr {
                        @for (cell, column) in row.iter().zip(columns) {
                            td class=(column.class) { (self.cell(cell, column)) }
                        }
                    }
                }
                (sums)
            }
        })
    }

    fn cell(&self, cell: &Cell, column: &Column<'_>) -> Markup {
        match cell {
            Cell::Amount(money) => self.amount(*money, column),
            Cell::Blank | Cell::Text(_) | Cell::Day(_) => self.shown(cell, DateWidth::Short),
        }
    }

    /// An amount, whose missing digits are kept free so that decimal signs stand under each other.
    fn amount(&self, money: Money, column: &Column<'_>) -> Markup {
        let exponent = money.currency().exponent();
        let free = match (exponent, column.digits.saturating_sub(exponent)) {
            (_, 0) => None,
            (0, free) => Some(format!("point free{free}")),
            (_, free) => Some(format!("free{free}")),
        };
        html! {
            (self.language.amount(money))
            @if let Some(free) = free { span class=(free) aria-hidden="true" {} }
            @if column.only.is_none() { " " span class="code" { (money.currency()) } }
        }
    }

    fn sums(&self, table: &Table, groups: &[Group], label: &str, columns: &[Column<'_>]) -> Result<Markup, PaperError> {
        let sums = table.sums(groups)?;
        Ok(html! { @for sum in &sums { (self.sum("sum", label, &sum.columns, columns)) } })
    }

    fn closing(&self, table: &Table, closing: &Closing, columns: &[Column<'_>]) -> Markup {
        let at = table.closing_column();
        let amounts: Vec<_> = (0..columns.len()).map(|place| (Some(place) == at).then_some(closing.amount)).collect();
        let class = if closing.emphasis == Emphasis::Strong { "sum strong" } else { "" };
        self.sum(class, &closing.label, &amounts, columns)
    }

    fn sum(&self, class: &str, label: &str, amounts: &[Option<Money>], columns: &[Column<'_>]) -> Markup {
        let first = amounts.iter().position(Option::is_some).unwrap_or(columns.len());
        html! {
            tr class=(class) {
                th scope="row" colspan=(first) { (label) }
                @for (amount, column) in amounts.iter().zip(columns).skip(first) {
                    td class=(column.class) { @if let Some(money) = amount { (self.amount(*money, column)) } }
                }
            }
        }
    }

    /// The steps with their bars, which only repeat what the amounts say.
    pub(super) fn waterfall(&self, waterfall: &Waterfall) -> Result<Markup, PaperError> {
        let bars = waterfall.bars()?;
        let room = format!("0 0 {} 100", Bar::WIDTH);
        Ok(html! {
            table class="waterfall" {
                @if !waterfall.caption.is_empty() { caption { (waterfall.caption) } }
                tbody {
                    @for bar in &bars {
                        tr class=(if bar.is_level { "sum" } else { "" }) {
                            th scope="row" { (bar.label) }
                            td aria-hidden="true" {
                                svg viewBox=(room) preserveAspectRatio="none" focusable="false" {
                                    rect x=(bar.from) y="0" width=((bar.to - bar.from).max(20)) height="100" {}
                                }
                            }
                            td class="end" { (self.language.amount_with_code(bar.amount)) }
                        }
                    }
                }
            }
        })
    }
}

/// What the table is called by those who do not see it.
fn name(table: &Table) -> String {
    let headings = || table.columns.iter().map(|column| column.heading.as_str()).collect::<Vec<_>>().join(", ");
    if table.caption.is_empty() { headings() } else { table.caption.clone() }
}

fn columns(table: &Table) -> Vec<Column<'_>> {
    let rows = || table.groups.iter().flat_map(|group| &group.rows);
    let closing = table.closing_column();
    table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let cells =
                rows().filter_map(|row| if let Cell::Amount(money) = &row[at] { Some(money.currency()) } else { None });
            let after = table.closing.iter().filter(|_| Some(at) == closing).map(|closing| closing.amount.currency());
            let mut currencies: Vec<Currency> = cells.chain(after).collect();
            currencies.sort_unstable();
            currencies.dedup();
            let only = if let [only] = currencies.as_slice() { Some(*only) } else { None };
            let digits = currencies.iter().map(|currency| currency.exponent()).max().unwrap_or(0);
            let class = match (column.kind, column.align) {
                (Kind::Amount | Kind::Balance, _) | (_, Align::End) => "end",
                (_, Align::Center) => "center",
                (Kind::Date, Align::Start) => "date",
                (Kind::Text, Align::Start) => "words",
            };
            Column { heading: &column.heading, class, only, digits }
        })
        .collect()
}
