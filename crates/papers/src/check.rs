//! What a paper must be before it is laid out: bounded, regular, and honest about its currencies.

use crate::{Block, Cell, Fact, Kind, Mark, Paper, PaperError, Table};

/// Characters of a line, a label or a heading.
const LINE: usize = 300;
/// Characters of a cell or a paragraph.
const TEXT: usize = 4_000;
/// Characters of a line of a letterhead, or of a figure in the summary.
const SHORT: usize = 100;
/// Lines of a letterhead, a recipient or the fine print.
const LINES: usize = 12;
/// Facts of a kind.
const FACTS: usize = 24;
/// Blocks of a body.
const BLOCKS: usize = 200;
/// Columns of a table.
const COLUMNS: usize = 8;
/// Rows of a paper.
const ROWS: usize = 20_000;

impl Paper {
    /// Whether the paper can be written at all, short of its tables being too wide for a page. It is bounded: titles,
    /// labels and lines to 300 characters, a letterhead's lines and the summary to 100, cells and paragraphs to 4000,
    /// tables to 8 columns, a paper to 200 blocks and 20 000 rows.
    pub fn check(&self) -> Result<(), PaperError> {
        filled("the title", &self.title, LINE)?;
        short("the number", &self.number, LINE)?;
        filled("the letterhead's name", &self.letterhead.name, LINE)?;
        lines("the letterhead", &self.letterhead.lines, SHORT)?;
        lines("the recipient", &self.recipient, LINE)?;
        facts("the facts", &self.facts, LINE)?;
        facts("the summary", &self.summary, SHORT)?;
        mark(&self.letterhead.mark)?;
        few("the body", self.body.len(), BLOCKS)?;
        self.body.iter().try_for_each(block)?;
        let rows = self.tables().flat_map(|table| &table.groups).map(|group| group.rows.len().max(1)).sum();
        few("all tables together", rows, ROWS)?;
        if let Some(print) = &self.fine_print {
            short("the fine print's heading", &print.heading, LINE)?;
            few("the fine print", print.paragraphs.len(), LINES)?;
            print.paragraphs.iter().try_for_each(|text| short("the fine print", text, TEXT))?;
            facts("the fine print's facts", &print.facts, LINE)?;
        }
        short("the footer", &self.footer.text, LINE)?;
        let pattern = &self.footer.pages;
        if !pattern.contains("{page}") || !pattern.contains("{pages}") || pattern.chars().count() > 60 {
            return Err(PaperError::PagePattern { pattern: pattern.chars().take(80).collect() });
        }
        Ok(())
    }

    /// Its tables, in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.body.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
    }
}

impl Table {
    /// How the table is called where something is wrong with it.
    pub(crate) fn place(&self) -> String {
        format!("the table {:?}", self.caption.chars().take(60).collect::<String>())
    }

    /// Whether columns, rows and sums fit each other.
    pub fn check(&self) -> Result<(), PaperError> {
        let place = self.place();
        short("a table's caption", &self.caption, LINE)?;
        short("a table's text for no rows", &self.empty, LINE)?;
        few(&format!("the columns of {place}"), self.columns.len(), COLUMNS)?;
        if self.columns.is_empty() {
            return Err(PaperError::Empty { place: format!("the list of columns of {place}") });
        }
        self.columns.iter().try_for_each(|column| short("a column's heading", &column.heading, LINE))?;
        for group in &self.groups {
            short("a group's heading", group.heading.as_deref().unwrap_or_default(), LINE)?;
            self.check_sum(group.subtotal.as_deref(), &place)?;
            group.rows.iter().enumerate().try_for_each(|(at, row)| self.check_row(&place, at + 1, row))?;
            self.sums(std::slice::from_ref(group))?;
        }
        self.check_sum(self.total.as_deref(), &place)?;
        self.sums(&self.groups)?;
        few(&format!("the amounts after {place}"), self.closing.len(), FACTS)?;
        for closing in &self.closing {
            filled("a label after a total", &closing.label, LINE)?;
            self.check_closing(&closing.label)?;
        }
        Ok(())
    }

    fn check_sum(&self, label: Option<&str>, place: &str) -> Result<(), PaperError> {
        let Some(label) = label else { return Ok(()) };
        filled(&format!("the label of a sum in {place}"), label, LINE)?;
        if !self.columns.iter().any(|column| column.kind == Kind::Amount) {
            return Err(PaperError::NothingToAdd { place: format!("{label:?}") });
        }
        self.check_label(label)
    }

    fn check_closing(&self, label: &str) -> Result<(), PaperError> {
        match self.closing_column() {
            Some(_) => self.check_label(label),
            None => Err(PaperError::NothingToAdd { place: format!("{label:?}") }),
        }
    }

    /// A sum's label stands in the columns before the amounts, so there must be one.
    fn check_label(&self, label: &str) -> Result<(), PaperError> {
        match self.columns[0].kind {
            Kind::Text | Kind::Date => Ok(()),
            Kind::Amount | Kind::Balance => Err(PaperError::NoRoomForLabel { label: label.to_owned() }),
        }
    }

    /// The column in which amounts after the total stand: the last that holds amounts.
    pub(crate) fn closing_column(&self) -> Option<usize> {
        self.columns.iter().rposition(|column| matches!(column.kind, Kind::Amount | Kind::Balance))
    }

    fn check_row(&self, place: &str, number: usize, row: &[Cell]) -> Result<(), PaperError> {
        if row.len() != self.columns.len() {
            let place = format!("row {number} of a group of {place}");
            return Err(PaperError::Ragged { place, cells: row.len(), columns: self.columns.len() });
        }
        for (cell, column) in row.iter().zip(&self.columns) {
            let right = match (column.kind, cell) {
                (_, Cell::Blank) | (Kind::Date, Cell::Day(_)) | (Kind::Amount | Kind::Balance, Cell::Amount(_)) => {
                    continue;
                }
                (Kind::Text, Cell::Text(text)) => {
                    short(&format!("a text in row {number} of {place}"), text, TEXT)?;
                    continue;
                }
                (Kind::Text, _) => "a text",
                (Kind::Date, _) => "a day",
                (Kind::Amount | Kind::Balance, _) => "an amount",
            };
            let place = format!("row {number} under {:?} of {place}", column.heading);
            return Err(PaperError::WrongKind { place, right });
        }
        Ok(())
    }
}

fn block(block: &Block) -> Result<(), PaperError> {
    match block {
        Block::Heading(text) => filled("a heading", text, LINE),
        Block::Paragraph(text) | Block::Note(text) => filled("a paragraph", text, TEXT),
        Block::Table(table) => table.check(),
        Block::Waterfall(waterfall) => {
            short("a waterfall's caption", &waterfall.caption, LINE)?;
            few("a waterfall", waterfall.steps.len(), FACTS)?;
            let labels = waterfall.steps.iter().map(|(label, _)| label).chain([&waterfall.whole.0]);
            labels.chain(&waterfall.rest).try_for_each(|label| filled("a label of a waterfall", label, LINE))?;
            waterfall.remainder().map(|_| ())
        }
    }
}

fn short(place: &str, text: &str, most: usize) -> Result<(), PaperError> {
    let length = text.chars().count();
    if length > most {
        return Err(PaperError::TooLong { place: place.to_owned(), length, most });
    }
    Ok(())
}

fn filled(place: &str, text: &str, most: usize) -> Result<(), PaperError> {
    if text.trim().is_empty() {
        return Err(PaperError::Empty { place: place.to_owned() });
    }
    short(place, text, most)
}

fn few(place: &str, count: usize, most: usize) -> Result<(), PaperError> {
    if count > most {
        return Err(PaperError::TooMany { place: place.to_owned(), count, most });
    }
    Ok(())
}

fn lines(place: &str, lines: &[String], most: usize) -> Result<(), PaperError> {
    few(place, lines.len(), LINES)?;
    lines.iter().try_for_each(|line| short(&format!("a line of {place}"), line, most))
}

fn facts(place: &str, facts: &[Fact], most: usize) -> Result<(), PaperError> {
    few(place, facts.len(), FACTS)?;
    facts.iter().try_for_each(|fact| {
        filled(&format!("a label of {place}"), &fact.label, most)?;
        match &fact.value {
            Cell::Text(text) => short(&format!("the value of {:?}", fact.label), text, most),
            Cell::Blank | Cell::Day(_) | Cell::Amount(_) => Ok(()),
        }
    })
}

fn mark(mark: &Mark) -> Result<(), PaperError> {
    let sane = 1..=100_000;
    if !sane.contains(&mark.width) || !sane.contains(&mark.height) {
        return Err(PaperError::Mark { width: mark.width, height: mark.height });
    }
    few("the mark", mark.shapes.len(), 100)?;
    mark.shapes.iter().try_for_each(|shape| few("a shape of the mark", shape.steps.len(), 1_000))
}
