//! From a paper to pages: what stands where, in thousandths of a point from the upper left corner.
//!
//! A paper becomes a list of pieces that do not break, each with its height. Pages are filled with them from the top; a
//! piece that must not be the last of its page takes the next one with it.

mod body;
mod columns;
mod head;
mod pages;
mod table;
#[cfg(test)]
mod tests;
mod tree;

pub(crate) use pages::Page;
pub(crate) use tree::{NodeId, Role, Scope, Tree};

use crate::{
    Color, Paper, PaperError,
    text::{Milli, Run, Style},
};

/// A4, upright.
pub(crate) const PAGE_WIDTH: Milli = 595_276;
/// A4, upright.
pub(crate) const PAGE_HEIGHT: Milli = 841_890;
/// Where lines begin.
pub(crate) const LEFT: Milli = 62_000;
/// Where lines end.
pub(crate) const RIGHT: Milli = PAGE_WIDTH - LEFT;
/// Below this nothing of the body stands.
pub(crate) const BOTTOM: Milli = PAGE_HEIGHT - 76_000;
/// Where the body of the first page begins.
const FIRST_TOP: Milli = 50_000;
/// Where the body of each other page begins.
const NEXT_TOP: Milli = 86_000;

/// The colour of letters.
pub(crate) const INK: Color = Color(0x23, 0x22, 0x1e);
/// The colour of labels: 4.5 to 1 on white and more.
pub(crate) const MUTED: Color = Color(0x68, 0x63, 0x5b);
/// The colour of lines between rows.
pub(crate) const HAIR: Color = Color(0xe3, 0xdf, 0xd6);

/// Something drawn at its place.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) x: Milli,
    /// The baseline of text; the upper edge of anything else.
    pub(crate) y: Milli,
    pub(crate) ink: Ink,
    pub(crate) part: Part,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub(crate) enum Ink {
    Text(Run, Color),
    /// A filled rectangle: width, height.
    Bar(Milli, Milli, Color),
    /// The letterhead's mark, this high.
    Mark(Milli),
}

/// Which part of the document something is, for those who do not see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Content: it belongs to a node of the tree.
    Of(NodeId),
    /// Decoration.
    Decoration,
    /// Repeated at the top of each page.
    Header,
    /// Repeated at the foot of each page.
    Footer,
}

impl Item {
    fn text(x: Milli, y: Milli, run: Run, color: Color, node: NodeId) -> Self {
        Self { x, y, ink: Ink::Text(run, color), part: Part::Of(node) }
    }

    /// A horizontal line of that thickness.
    fn rule(x: Milli, y: Milli, width: Milli, thickness: Milli, color: Color) -> Self {
        Self { x, y, ink: Ink::Bar(width, thickness, color), part: Part::Decoration }
    }
}

/// A part of the body that does not break.
#[derive(Clone, Debug, Default)]
pub(crate) struct Piece {
    /// Room above it, which is dropped at the top of a page.
    pub(crate) above: Milli,
    pub(crate) height: Milli,
    /// What is drawn, from the piece's own upper edge.
    pub(crate) items: Vec<Item>,
    /// Whether the next piece must stand on the same page.
    pub(crate) keep: bool,
    /// Which of the table headings is repeated above it where it comes first on a page.
    pub(crate) heading: Option<usize>,
    /// Its entry in the list of contents.
    pub(crate) entry: Option<String>,
    #[cfg(test)]
    pub(crate) role: PieceRole,
}

/// What a piece is, for the tests of page breaks.
#[cfg(test)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum PieceRole {
    #[default]
    Other,
    Heading,
    Row,
    Sum,
}

/// Pieces as they are laid, the tree of what they mean, and headings that tables repeat.
pub(crate) struct Layout<'a> {
    paper: &'a Paper,
    pieces: Vec<Piece>,
    headings: Vec<Piece>,
    tree: Tree,
}

/// A paper with everything at its place.
pub(crate) struct Laid {
    pub(crate) pages: Vec<Page>,
    pub(crate) tree: Tree,
}

/// Lays the paper out, or says why it cannot be.
pub(crate) fn lay(paper: &Paper) -> Result<Laid, PaperError> {
    paper.check()?;
    let mut layout = Layout { paper, pieces: Vec::new(), headings: Vec::new(), tree: Tree::default() };
    layout.head();
    for block in &paper.body {
        layout.block(block)?;
    }
    layout.fine_print();
    let mut pages = pages::fill(&layout.pieces, &layout.headings);
    pages::running_lines(paper, &mut pages);
    Ok(Laid { pages, tree: layout.tree })
}

/// Lines of text under each other, from `y` (their upper edge) on; returns their height.
struct Lines {
    style: Style,
    /// From baseline to baseline.
    leading: Milli,
    color: Color,
}

impl Lines {
    const fn new(style: Style, leading: Milli, color: Color) -> Self {
        Self { style, leading, color }
    }

    /// From the upper edge of a line to its baseline, so that letters stand in the middle of their line.
    fn baseline(&self) -> Milli {
        // Capitals are 0.66 of the size high.
        (self.leading + self.style.size * 66 / 100) / 2
    }

    /// Sets the text at (x, y), broken at `room`, and returns its height.
    fn set(&self, items: &mut Vec<Item>, (x, y): (Milli, Milli), text: &str, room: Milli, node: NodeId) -> Milli {
        let runs = Run::lines(text, self.style, room);
        let height = self.leading * i64::try_from(runs.len()).expect("a text has few lines");
        let mut line = y + self.baseline();
        for run in runs {
            items.push(Item::text(x, line, run, self.color, node));
            line += self.leading;
        }
        height
    }
}
