//! The first page's upper part: letterhead, recipient, title, the figures that matter.

use super::{HAIR, INK, Ink, Item, LEFT, Layout, Lines, MUTED, Part, Piece, RIGHT, Role};
use crate::{
    Cell, DateWidth, Fact,
    text::{Milli, Run, Style, Weight},
};

/// Where the facts beside the recipient begin.
const ASIDE: Milli = 340_000;
/// How many figures stand beside each other in the summary.
const ABREAST: usize = 4;

const ADDRESS: Lines = Lines::new(Style::regular(7_600), 10_200, MUTED);
/// From line to line of the recipient and of the facts beside it.
const LINE: Milli = 14_000;
const RECIPIENT: Lines = Lines::new(Style::regular(10_000), LINE, INK);
const LABEL: Lines = Lines::new(Style::regular(7_600), LINE, MUTED);
const FACT: Lines = Lines::new(Style::regular(9_200), LINE, INK);
const TITLE: Lines = Lines::new(Style::semibold(21_000), 26_000, INK);
const SUMMARY_LABEL: Lines = Lines::new(Style::regular(7_600), 10_500, MUTED);

impl Layout<'_> {
    pub(super) fn head(&mut self) {
        self.letterhead();
        self.addresses();
        self.title();
        self.summary();
    }

    fn letterhead(&mut self) {
        let head = &self.paper.letterhead;
        let mut items = Vec::new();
        let (wide, high) = (i64::from(head.mark.width), i64::from(head.mark.height));
        let mark_height = (90_000 * high / wide).clamp(1, 25_000);
        let mark_width = mark_height * wide / high;
        // The name beside it says what the mark says.
        items.push(Item { x: LEFT, y: 0, ink: Ink::Mark(mark_height), part: Part::Decoration });
        let name = self.tree.root(Role::Paragraph);
        let style = Lines::new(Style::semibold(12_500), 15_000, INK);
        let x = LEFT + mark_width + 9_000;
        let room = ASIDE - x - 12_000;
        let runs = Run::lines(&head.name, style.style, room);
        let block = style.leading * count(runs.len());
        let name_height = style.set(&mut items, (x, ((mark_height - block) / 2).max(0)), &head.name, room, name);
        let mut height = 0;
        if !head.lines.is_empty() {
            let address = self.tree.root(Role::Paragraph);
            for line in &head.lines {
                height += ADDRESS.set(&mut items, (ASIDE, height), line, RIGHT - ASIDE, address);
            }
        }
        self.pieces.push(Piece { height: height.max(name_height).max(mark_height), items, ..Piece::default() });
    }

    fn addresses(&mut self) {
        let mut items = Vec::new();
        let mut left = 0;
        if !self.paper.recipient.is_empty() {
            let node = self.tree.root(Role::Paragraph);
            for (at, line) in self.paper.recipient.iter().enumerate() {
                let style = if at == 0 { Lines::new(Style::semibold(10_000), LINE, INK) } else { RECIPIENT };
                left += style.set(&mut items, (LEFT, left), line, ASIDE - LEFT - 24_000, node);
            }
        }
        let labels = self.paper.facts.iter().map(|fact| Run::new(&fact.label, LABEL.style).width).max().unwrap_or(0);
        let value_x = ASIDE + labels.min(84_000) + 12_000;
        let mut right = 0;
        for fact in &self.paper.facts {
            let node = self.tree.root(Role::Paragraph);
            let label = self.spaced(&mut items, (ASIDE, right), &LABEL, &fact.label, value_x - ASIDE - 12_000, node);
            let value = self.value(&fact.value);
            right += label.max(FACT.set(&mut items, (value_x, right), &value, RIGHT - value_x, node));
        }
        self.by_lines(items, left.max(right));
    }

    /// Lays both sides line by line: together where they fit on a page, which is nearly always.
    fn by_lines(&mut self, items: Vec<Item>, height: Milli) {
        let lines = usize::try_from(height / LINE).expect("a height is not negative");
        let mut pieces = vec![Piece { height: LINE, keep: true, ..Piece::default() }; lines];
        for item in items {
            let line = usize::try_from(item.y / LINE).expect("items stand under the upper edge");
            pieces[line].items.push(Item { y: item.y % LINE, ..item });
        }
        if let Some(first) = pieces.first_mut() {
            first.above = 44_000;
        }
        if let Some(last) = pieces.last_mut() {
            last.keep = false;
        }
        self.pieces.extend(pieces);
    }

    /// Sets a label whose last line ends in a space, so that readers part it from its value.
    fn spaced(
        &self,
        items: &mut Vec<Item>,
        at: (Milli, Milli),
        style: &Lines,
        text: &str,
        room: Milli,
        node: super::NodeId,
    ) -> Milli {
        let height = style.set(items, at, text, room, node);
        if let Some(Item { ink: Ink::Text(run, _), .. }) = items.last_mut() {
            *run = run.clone().with_space();
        }
        height
    }

    fn title(&mut self) {
        let mut items = Vec::new();
        let title = &self.paper.title;
        let node = self.tree.root(Role::Heading(1, title.clone()));
        let height = TITLE.set(&mut items, (LEFT, 0), title, RIGHT - LEFT, node);
        let entry = Some(title.clone());
        self.pieces.push(Piece { above: 46_000, height, items, keep: true, entry, ..Piece::default() });
    }

    /// The summary's figures, four abreast, between two hairlines.
    fn summary(&mut self) {
        let facts = &self.paper.summary;
        if facts.is_empty() {
            return;
        }
        let abreast = facts.len().min(if facts.len() == 5 || facts.len() == 6 { 3 } else { ABREAST });
        let gap = 16_000;
        let width = (RIGHT - LEFT + gap) / count(abreast) - gap;
        let size = self.summary_size(width);
        let rows: Vec<&[Fact]> = facts.chunks(abreast).collect();
        for (at, row) in rows.iter().enumerate() {
            let last_row = at + 1 == rows.len();
            let mut items = vec![Item::rule(LEFT, 0, RIGHT - LEFT, 600, HAIR)];
            let mut values = Vec::new();
            let (mut lower, mut labels) = (0, 0);
            for (place, fact) in row.iter().enumerate() {
                let x = LEFT + count(place) * (width + gap);
                let node = self.tree.root(Role::Paragraph);
                let label = self.spaced(&mut items, (x, 11_000), &SUMMARY_LABEL, &fact.label, width, node);
                labels = labels.max(label);
                let is_last = last_row && place + 1 == row.len();
                let color = if is_last { self.paper.accent } else { INK };
                let style = Lines::new(Style::semibold(size).figures(), 18_000, color);
                lower = lower.max(style.set(&mut values, (x, 0), &self.value(&fact.value), width, node));
            }
            // The values of a row stand under the highest of its labels.
            let place = 11_000 + labels + 2_000;
            items.extend(values.into_iter().map(|item| Item { y: item.y + place, ..item }));
            let height = place + lower + 12_000;
            if last_row {
                items.push(Item::rule(LEFT, height - 600, RIGHT - LEFT, 600, HAIR));
            }
            let above = if at == 0 { 20_000 } else { 0 };
            self.pieces.push(Piece { above, height, items, ..Piece::default() });
        }
    }

    /// The size of the summary's letters: as large as its widest value lets it.
    fn summary_size(&self, width: Milli) -> Milli {
        let widest = |size: Milli| {
            let style = Style { weight: Weight::Semibold, ..Style::regular(size) }.figures();
            let values = self.paper.summary.iter().map(|fact| Run::new(&self.value(&fact.value), style).width);
            values.max().unwrap_or(0)
        };
        [14_500, 13_000, 11_500, 10_000, 9_000].into_iter().find(|&size| widest(size) <= width).unwrap_or(8_500)
    }

    /// A value as the paper's language writes it.
    pub(super) fn value(&self, cell: &Cell) -> String {
        match cell {
            Cell::Blank => "–".to_owned(),
            Cell::Text(text) => text.clone(),
            Cell::Day(day) => self.paper.language.date(*day, DateWidth::Long),
            Cell::Amount(money) => self.paper.language.amount_with_code(*money),
        }
    }
}

/// A small number of things as a factor of lengths.
pub(super) fn count(number: usize) -> Milli {
    i64::try_from(number).expect("there are few of it")
}
