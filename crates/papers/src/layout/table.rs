//! Tables as pieces: headings, rows, sums, and which of them stay together.

use muster_kernel::Money;

use super::{
    HAIR, INK, Item, LEFT, Layout, Lines, MUTED, NodeId, Part, Piece, RIGHT, Role, Scope,
    columns::{self, CurrencyAt, Grid, Slot},
    head::count,
};
use crate::{
    Align, Cell, Color, DateWidth, Emphasis, Group, PaperError, Table,
    text::{Milli, Run, Style, Weight},
};

/// Lines of a row that do not break; a longer row goes on in a further piece.
const ROW_LINES: usize = 8;
/// Room above and below the words of a row.
const PAD: Milli = 3_700;
const CAPTION: Lines = Lines::new(Style::semibold(11_500), 15_000, INK);

/// A sum or a closing amount: a label over the columns before it, and amounts.
struct SumRow<'a> {
    label: &'a str,
    /// An amount or nothing for each column.
    amounts: Vec<Option<Money>>,
    weight: Weight,
    /// The line above it: thickness and colour.
    rule: (Milli, Color),
    /// The colour of its amounts.
    color: Color,
}

impl Layout<'_> {
    pub(super) fn table(&mut self, table: &Table) -> Result<(), PaperError> {
        let grid = columns::measure(table, &self.paper.language)?;
        self.caption(&table.caption, 30_000);
        let names: Vec<&str> = table.columns.iter().map(|column| column.heading.as_str()).collect();
        let summary = if table.caption.is_empty() { names.join(", ") } else { table.caption.clone() };
        let node = self.tree.root(Role::Table(summary));
        let heading = self.column_headings(&grid, node);
        let body = self.tree.child(node, Role::TableBody);
        let first_row = self.pieces.len();
        for group in &table.groups {
            self.group(table, &grid, group, (heading, body))?;
        }
        if table.groups.iter().all(|group| group.rows.is_empty()) && !table.empty.is_empty() {
            self.no_rows(&table.empty, &grid, (heading, body));
        }
        let sums_from = self.pieces.len();
        if let Some(label) = &table.total {
            for (at, sum) in table.sums(&table.groups)?.into_iter().enumerate() {
                let amounts = sum.columns;
                let rule = if at == 0 { (900, INK) } else { (400, HAIR) };
                let sum = SumRow { label, amounts, weight: Weight::Semibold, rule, color: INK };
                self.sum(&grid, &sum, (heading, body));
            }
        }
        self.closings(table, &grid, (heading, body));
        self.keep_together(first_row, sums_from);
        Ok(())
    }

    pub(super) fn caption(&mut self, caption: &str, above: Milli) {
        if caption.is_empty() {
            self.pieces.push(Piece { above: above - 10_000, keep: true, ..Piece::default() });
            return;
        }
        let mut items = Vec::new();
        let node = self.tree.root(Role::Heading(2, caption.to_owned()));
        let height = CAPTION.set(&mut items, (LEFT, 0), caption, RIGHT - LEFT, node) + 5_000;
        self.pieces.push(Piece {
            above,
            height,
            items,
            keep: true,
            entry: Some(caption.to_owned()),
            #[cfg(test)]
            role: super::PieceRole::Heading,
            ..Piece::default()
        });
    }

    /// The row of headings; its copy is what continued pages begin with.
    fn column_headings(&mut self, grid: &Grid, table: NodeId) -> usize {
        let head = self.tree.child(table, Role::TableHead);
        let row = self.tree.child(head, Role::Row);
        let style = Lines::new(columns::heading(grid.size), grid.size * 118 / 100, MUTED);
        let runs: Vec<Vec<Run>> =
            grid.slots.iter().map(|slot| Run::lines(&slot.heading, style.style, slot.width)).collect();
        let lines = runs.iter().map(Vec::len).max().unwrap_or(1);
        let height = style.leading * count(lines) + PAD + 3_000;
        let mut items = Vec::new();
        for (slot, runs) in grid.slots.iter().zip(runs) {
            let node = self.tree.child(row, Role::HeadingCell(Scope::Column, 1));
            // Headings stand on the line under them.
            let mut y = 2_000 + style.leading * count(lines - runs.len()) + style.baseline();
            for run in runs {
                items.push(Item::text(aligned(slot, slot.align, run.width), y, run, style.color, node));
                y += style.leading;
            }
        }
        items.push(Item::rule(LEFT, height - 700, RIGHT - LEFT, 700, INK));
        #[cfg(test)]
        let role = super::PieceRole::Heading;
        let repeated = items.iter().cloned().map(|item| Item { part: Part::Decoration, ..item }).collect();
        self.headings.push(Piece {
            height,
            items: repeated,
            #[cfg(test)]
            role,
            ..Piece::default()
        });
        self.pieces.push(Piece {
            height,
            items,
            keep: true,
            #[cfg(test)]
            role,
            ..Piece::default()
        });
        self.headings.len() - 1
    }

    fn group(
        &mut self,
        table: &Table,
        grid: &Grid,
        group: &Group,
        (heading, body): (usize, NodeId),
    ) -> Result<(), PaperError> {
        if let Some(text) = &group.heading {
            self.group_heading(text, grid, (heading, body));
        }
        let first_row = self.pieces.len();
        let starts: Vec<usize> = group
            .rows
            .iter()
            .map(|cells| {
                let node = self.tree.child(body, Role::Row);
                let start = self.pieces.len();
                self.row(grid, cells, node, heading);
                start
            })
            .collect();
        // Two rows stay together at either end of a group, so that none of them is alone on its page.
        let keep_before = |pieces: &mut Vec<Piece>, row: usize| {
            if let Some(&start) = starts.get(row).filter(|&&start| start > first_row) {
                pieces[start - 1].keep = true;
            }
        };
        keep_before(&mut self.pieces, 1);
        keep_before(&mut self.pieces, starts.len().wrapping_sub(1));
        let Some(label) = &group.subtotal else { return Ok(()) };
        let sums_from = self.pieces.len();
        for (at, sum) in table.sums(std::slice::from_ref(group))?.into_iter().enumerate() {
            let amounts = sum.columns;
            let rule = if at == 0 { (600, MUTED) } else { (400, HAIR) };
            let sum = SumRow { label, amounts, weight: Weight::Semibold, rule, color: INK };
            self.sum(grid, &sum, (heading, body));
        }
        self.keep_together(first_row, sums_from);
        Ok(())
    }

    /// Binds sums to each other and to the row before them.
    fn keep_together(&mut self, first_row: usize, sums_from: usize) {
        let last = self.pieces.len().saturating_sub(1);
        if sums_from <= last {
            self.pieces[sums_from.saturating_sub(1).max(first_row)..last]
                .iter_mut()
                .for_each(|piece| piece.keep = true);
        }
    }

    fn group_heading(&mut self, text: &str, grid: &Grid, (heading, body): (usize, NodeId)) {
        let row = self.tree.child(body, Role::Row);
        let node = self.tree.child(row, Role::HeadingCell(Scope::Row, grid.slots.len()));
        let style = Lines::new(Style::semibold(grid.size), grid.size * 136 / 100, self.paper.accent);
        let mut items = Vec::new();
        let height = style.set(&mut items, (LEFT, 9_000), text, RIGHT - LEFT, node) + 9_000 + 2_500;
        self.pieces.push(Piece {
            height,
            items,
            keep: true,
            heading: Some(heading),
            #[cfg(test)]
            role: super::PieceRole::Heading,
            ..Piece::default()
        });
    }

    /// A row as one piece, or as several where a cell has more lines than stay together.
    fn row(&mut self, grid: &Grid, cells: &[Cell], row: NodeId, heading: usize) {
        let leading = grid.size * 136 / 100;
        let line_up = Lines::new(columns::words(grid.size), leading, INK);
        let mut lines: Vec<Vec<Item>> = vec![Vec::new()];
        for (slot, cell) in grid.slots.iter().zip(cells) {
            let node = self.tree.child(row, Role::Cell);
            let set = self.cell(slot, cell, grid.size, node);
            lines.resize_with(lines.len().max(set.len()), Vec::new);
            lines.iter_mut().zip(set).for_each(|(line, items)| line.extend(items));
        }
        let chunks = lines.len().div_ceil(ROW_LINES);
        for (at, chunk) in lines.chunks(ROW_LINES).enumerate() {
            let top = if at == 0 { PAD } else { 0 };
            let bottom = if at + 1 == chunks { PAD } else { 0 };
            let mut items = Vec::new();
            for (line, set) in chunk.iter().enumerate() {
                let y = top + leading * count(line) + line_up.baseline();
                items.extend(set.iter().cloned().map(|item| Item { y: item.y + y, ..item }));
            }
            let height = top + leading * count(chunk.len()) + bottom;
            if at + 1 == chunks {
                items.push(Item::rule(LEFT, height - 400, RIGHT - LEFT, 400, HAIR));
            }
            self.pieces.push(Piece {
                height,
                items,
                heading: Some(heading),
                #[cfg(test)]
                role: super::PieceRole::Row,
                ..Piece::default()
            });
        }
    }

    /// A cell by lines, each relative to its baseline.
    fn cell(&self, slot: &Slot, cell: &Cell, size: Milli, node: NodeId) -> Vec<Vec<Item>> {
        let style = columns::words(size);
        let words = |text: &str, style: Style| {
            let runs = Run::lines(text, style, slot.width);
            runs.into_iter()
                .map(|run| vec![Item::text(aligned(slot, slot.align, run.width), 0, run, INK, node)])
                .collect()
        };
        match cell {
            Cell::Blank => Vec::new(),
            Cell::Text(text) if slot.align == Align::End => words(text, style.figures()),
            Cell::Text(text) => words(text, style),
            Cell::Day(day) => words(&self.paper.language.date(*day, DateWidth::Short), style.figures()),
            Cell::Amount(money) => vec![self.amount(slot, *money, (style.figures(), INK), node)],
        }
    }

    /// An amount on its decimal sign, with its currency where the column holds several.
    fn amount(&self, slot: &Slot, money: Money, (style, color): (Style, Color), node: NodeId) -> Vec<Item> {
        let (whole, fraction) = self.paper.language.amount_parts(money);
        let before = Run::new(&whole, style).width;
        let decimal = slot.x + slot.width - slot.decimal;
        let named = matches!(slot.currency, CurrencyAt::Row(_));
        let mut run = Run::new(&(whole + &fraction), style);
        if named {
            run = run.with_space();
        }
        let mut items = vec![Item::text(decimal - before, 0, run, color, node)];
        if let CurrencyAt::Row(room) = slot.currency {
            let style = columns::code(style.size);
            let space = Run::new(columns::CODE_SPACE, style).width;
            let x = slot.x + slot.width - room + space;
            items.push(Item::text(x, 0, Run::new(money.currency().code(), style), MUTED, node));
        }
        items
    }

    fn no_rows(&mut self, text: &str, grid: &Grid, (heading, body): (usize, NodeId)) {
        let row = self.tree.child(body, Role::Row);
        let node = self.tree.child(row, Role::HeadingCell(Scope::Row, grid.slots.len()));
        let style = Lines::new(columns::words(grid.size), grid.size * 136 / 100, MUTED);
        let mut items = Vec::new();
        let height = style.set(&mut items, (LEFT, PAD), text, RIGHT - LEFT, node) + 2 * PAD;
        items.push(Item::rule(LEFT, height - 400, RIGHT - LEFT, 400, HAIR));
        self.pieces.push(Piece { height, items, heading: Some(heading), ..Piece::default() });
    }

    fn closings(&mut self, table: &Table, grid: &Grid, place: (usize, NodeId)) {
        for (at, closing) in table.closing.iter().enumerate() {
            let mut amounts = vec![None; grid.slots.len()];
            let column = table.closing_column().expect("a table with closing amounts has a column for them");
            amounts[column] = Some(closing.amount);
            let (weight, rule, color) = match closing.emphasis {
                Emphasis::Plain if at == 0 && table.total.is_none() => (Weight::Regular, (600, MUTED), INK),
                Emphasis::Plain => (Weight::Regular, (400, HAIR), INK),
                Emphasis::Strong => (Weight::Semibold, (900, INK), self.paper.accent),
            };
            self.sum(grid, &SumRow { label: &closing.label, amounts, weight, rule, color }, place);
        }
    }

    /// A label over every column before the first amount, and amounts in their columns.
    fn sum(&mut self, grid: &Grid, sum: &SumRow<'_>, (heading, body): (usize, NodeId)) {
        let row = self.tree.child(body, Role::Row);
        let first = sum.amounts.iter().position(Option::is_some).unwrap_or(grid.slots.len());
        let label_room = grid.slots.get(first).map_or(RIGHT - LEFT, |slot| slot.x - LEFT - 8_000);
        let leading = grid.size * 136 / 100;
        let style = Lines::new(Style { weight: sum.weight, ..columns::words(grid.size) }, leading, INK);
        let node = self.tree.child(row, Role::HeadingCell(Scope::Row, first));
        let mut items = vec![Item::rule(LEFT, 0, RIGHT - LEFT, sum.rule.0, sum.rule.1)];
        let pad = PAD + 600;
        let height = style.set(&mut items, (LEFT, pad), sum.label, label_room, node);
        for (slot, amount) in grid.slots.iter().zip(&sum.amounts).skip(first) {
            let node = self.tree.child(row, Role::Cell);
            if let Some(money) = amount {
                // Amounts stand beside the last line of their label.
                let y = pad + height - leading + style.baseline();
                let set = self.amount(slot, *money, (style.style.figures(), sum.color), node);
                items.extend(set.into_iter().map(|item| Item { y: item.y + y, ..item }));
            }
        }
        self.pieces.push(Piece {
            height: height + 2 * pad - 400,
            items,
            heading: Some(heading),
            #[cfg(test)]
            role: super::PieceRole::Sum,
            ..Piece::default()
        });
    }
}

/// Where a run of that width begins, so that it stands at that side of the column.
fn aligned(slot: &Slot, align: Align, width: Milli) -> Milli {
    match align {
        Align::Start => slot.x,
        Align::Center => slot.x + (slot.width - width) / 2,
        Align::End => slot.x + slot.width - width,
    }
}
