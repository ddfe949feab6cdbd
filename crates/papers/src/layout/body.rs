//! Headings, paragraphs, waterfalls and the fine print.

use super::{HAIR, INK, Ink, Item, LEFT, Layout, Lines, MUTED, NodeId, Part, Piece, RIGHT, Role, Scope};
use crate::{
    Block, Color, PaperError, Waterfall,
    sums::Bar,
    text::{Milli, Run, Spacing, Style, Weight},
};

/// Where lines of running text end, so that they are pleasant to read.
const MEASURE: Milli = 400_000;
const TEXT: Lines = Lines::new(Style::regular(9_600), 14_200, INK);
const NOTE: Lines = Lines::new(Style::regular(8_200), 11_800, MUTED);
const FINE: Lines = Lines::new(Style::regular(7_400), 10_400, MUTED);
const FINE_HEADING: Lines = Lines::new(Style::semibold(7_800), 10_800, INK);
/// Hashes are set like figures, so that they can be compared letter by letter.
const FINE_FACT: Lines =
    Lines::new(Style { weight: Weight::Regular, size: 7_400, spacing: Spacing::Figures }, 10_400, INK);

impl Layout<'_> {
    pub(super) fn block(&mut self, block: &Block) -> Result<(), PaperError> {
        match block {
            Block::Heading(text) => self.caption(text, 26_000),
            Block::Paragraph(text) => self.running(text, &TEXT, 12_000, MEASURE),
            Block::Note(text) => self.running(text, &NOTE, 10_000, MEASURE),
            Block::Table(table) => return self.table(table),
            Block::Waterfall(waterfall) => return self.waterfall(waterfall),
        }
        Ok(())
    }

    /// A paragraph, a piece for each line; its first two lines stay together, and its last two.
    fn running(&mut self, text: &str, style: &Lines, above: Milli, room: Milli) {
        let node = self.tree.root(Role::Paragraph);
        self.lines(text, style, (LEFT, room), above, node);
    }

    fn lines(&mut self, text: &str, style: &Lines, (x, room): (Milli, Milli), above: Milli, node: NodeId) {
        let runs = Run::lines(text, style.style, room);
        let last = runs.len() - 1;
        for (at, run) in runs.into_iter().enumerate() {
            self.pieces.push(Piece {
                above: if at == 0 { above } else { 0 },
                height: style.leading,
                items: vec![Item::text(x, style.baseline(), run, style.color, node)],
                keep: at < last && (at == 0 || at + 2 > last),
                ..Piece::default()
            });
        }
    }

    /// A table of steps, each with a bar that hangs where the one before it ended.
    fn waterfall(&mut self, waterfall: &Waterfall) -> Result<(), PaperError> {
        let bars = waterfall.bars()?;
        self.caption(&waterfall.caption, 30_000);
        let summary = if waterfall.caption.is_empty() { &waterfall.whole.0 } else { &waterfall.caption };
        let table = self.tree.root(Role::Table(summary.clone()));
        let body = self.tree.child(table, Role::TableBody);
        let widest = |bar: &Bar<'_>| {
            let shown = self.paper.language.amount_with_code(bar.amount);
            Run::new(&shown, Style::semibold(9_000).figures()).width
        };
        let right = RIGHT - bars.iter().map(widest).max().unwrap_or(0) - 18_000;
        for bar in &bars {
            // A waterfall is short and read as a whole.
            let piece = self.step(bar, right, body);
            self.pieces.push(Piece { keep: true, ..piece });
        }
        self.pieces.last_mut().expect("a waterfall has a whole").keep = false;
        Ok(())
    }

    fn step(&mut self, bar: &Bar<'_>, right: Milli, body: NodeId) -> Piece {
        let row = self.tree.child(body, Role::Row);
        let label = self.tree.child(row, Role::HeadingCell(Scope::Row, 1));
        let cell = self.tree.child(row, Role::Cell);
        let weight = if bar.is_level { Weight::Semibold } else { Weight::Regular };
        let style = Lines::new(Style { weight, ..Style::regular(9_000) }, 12_400, INK);
        let mut items = Vec::new();
        let (pad, labels) = (4_800, 150_000);
        let height = style.set(&mut items, (LEFT, pad), bar.label, labels, label) + 2 * pad;
        let left = LEFT + labels + 14_000;
        let place = |at: i64| left + (right - left) * at / Bar::WIDTH;
        let color = if bar.is_level { self.paper.accent } else { pale(self.paper.accent) };
        // The smallest part is still a hairline.
        let drawn = Ink::Bar((place(bar.to) - place(bar.from)).max(800), 8_000, color);
        items.push(Item { x: place(bar.from), y: pad + 2_200, ink: drawn, part: Part::Decoration });
        let run = Run::new(&self.paper.language.amount_with_code(bar.amount), style.style.figures());
        items.push(Item::text(RIGHT - run.width, pad + style.baseline(), run, INK, cell));
        items.push(Item::rule(LEFT, height - 400, RIGHT - LEFT, 400, HAIR));
        Piece { height, items, ..Piece::default() }
    }

    pub(super) fn fine_print(&mut self) {
        let Some(print) = &self.paper.fine_print else { return };
        self.pieces.push(Piece { above: 26_000, keep: true, ..Piece::default() });
        if !print.heading.is_empty() {
            let node = self.tree.root(Role::Heading(2, print.heading.clone()));
            let mut items = Vec::new();
            let height = FINE_HEADING.set(&mut items, (LEFT, 0), &print.heading, RIGHT - LEFT, node) + 1_500;
            self.pieces.push(Piece { height, items, keep: true, ..Piece::default() });
        }
        let labels = print.facts.iter().map(|fact| Run::new(&fact.label, FINE.style).width).max().unwrap_or(0);
        let x = LEFT + labels.min(120_000) + 12_000;
        for fact in &print.facts {
            let node = self.tree.root(Role::Paragraph);
            let mut items = Vec::new();
            let label = FINE.set(&mut items, (LEFT, 0), &fact.label, x - LEFT - 12_000, node);
            if let Some(Item { ink: Ink::Text(run, _), .. }) = items.last_mut() {
                *run = run.clone().with_space();
            }
            let value = FINE_FACT.set(&mut items, (x, 0), &self.value(&fact.value), RIGHT - x, node);
            self.pieces.push(Piece { height: label.max(value) + 1_000, items, ..Piece::default() });
        }
        for paragraph in &print.paragraphs {
            let node = self.tree.root(Role::Paragraph);
            self.lines(paragraph, &FINE, (LEFT, MEASURE), 4_000, node);
        }
    }
}

/// The colour half way to white.
fn pale(Color(red, green, blue): Color) -> Color {
    let half = |part: u8| u8::midpoint(part, 0xff);
    Color(half(red), half(green), half(blue))
}

const _: () = assert!(MEASURE < RIGHT - LEFT);
