//! Fills pages with pieces, and sets what stands at the top and foot of each.

use super::{BOTTOM, FIRST_TOP, HAIR, Ink, Item, LEFT, MUTED, NEXT_TOP, PAGE_HEIGHT, Part, Piece, RIGHT};
use crate::{
    Paper,
    text::{Milli, Run, Style},
};

/// A page with everything at its place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) items: Vec<Item>,
    /// Entries of the list of contents, and how far down they stand.
    pub(crate) entries: Vec<(String, Milli)>,
    #[cfg(test)]
    pub(crate) roles: Vec<super::PieceRole>,
}

struct Filler<'a> {
    headings: &'a [Piece],
    pages: Vec<Page>,
    page: Page,
    y: Milli,
    fresh: bool,
}

/// Lays the pieces on pages from top to bottom. Pieces that keep together go to the next page together, unless they
/// are higher than a page: then they break like others.
pub(super) fn fill(pieces: &[Piece], headings: &[Piece]) -> Vec<Page> {
    let mut filler = Filler { headings, pages: Vec::new(), page: Page::default(), y: FIRST_TOP, fresh: true };
    let mut rest = pieces;
    while !rest.is_empty() {
        let together = rest.iter().position(|piece| !piece.keep).map_or(rest.len(), |last| last + 1);
        let (chain, after) = rest.split_at(together);
        let height: Milli = chain.iter().map(|piece| piece.above + piece.height).sum();
        if !filler.fresh && filler.y + height > BOTTOM {
            filler.turn();
        }
        chain.iter().for_each(|piece| filler.place(piece));
        rest = after;
    }
    filler.pages.push(filler.page);
    filler.pages
}

impl Filler<'_> {
    fn turn(&mut self) {
        self.pages.push(std::mem::take(&mut self.page));
        self.y = NEXT_TOP;
        self.fresh = true;
    }

    fn place(&mut self, piece: &Piece) {
        if !self.fresh && self.y + piece.above + piece.height > BOTTOM {
            self.turn();
        }
        if self.fresh && !self.pages.is_empty() {
            if let Some(heading) = piece.heading {
                self.lay(&self.headings[heading]);
            }
        } else if !self.fresh {
            self.y += piece.above;
        }
        self.page.entries.extend(piece.entry.clone().map(|entry| (entry, self.y)));
        self.lay(piece);
    }

    fn lay(&mut self, piece: &Piece) {
        let y = self.y;
        self.page.items.extend(piece.items.iter().cloned().map(|item| Item { y: item.y + y, ..item }));
        self.y += piece.height;
        self.fresh = false;
        #[cfg(test)]
        self.page.roles.push(piece.role);
    }
}

/// Sets the foot of each page, and from the second page on what the paper is and from whom.
pub(super) fn running_lines(paper: &Paper, pages: &mut [Page]) {
    let count = pages.len();
    let header = if count > 1 { header(paper) } else { Vec::new() };
    let small = Style::regular(7_200);
    let room = 120_000;
    let text = Run::fitted(&paper.footer.text, small, RIGHT - LEFT - room - 20_000);
    for (at, page) in pages.iter_mut().enumerate() {
        if at > 0 {
            page.items.extend(header.iter().cloned());
        }
        let pattern = &paper.footer.pages;
        let number = pattern.replace("{pages}", &count.to_string()).replace("{page}", &(at + 1).to_string());
        let number = Run::fitted(&number, small.figures(), room);
        let y = PAGE_HEIGHT - 44_000;
        page.items.push(Item { part: Part::Footer, ..Item::rule(LEFT, y - 14_000, RIGHT - LEFT, 400, HAIR) });
        page.items.push(line(LEFT, y, text.clone(), Part::Footer));
        page.items.push(line(RIGHT - number.width, y, number, Part::Footer));
    }
}

fn header(paper: &Paper) -> Vec<Item> {
    let name = Run::fitted(&paper.letterhead.name, Style::semibold(7_600), 180_000);
    let title = Run::fitted(&paper.full_title(), Style::regular(7_600), RIGHT - LEFT - name.width - 20_000);
    let y = 52_000;
    vec![
        line(LEFT, y, name, Part::Header),
        line(RIGHT - title.width, y, title, Part::Header),
        Item { part: Part::Header, ..Item::rule(LEFT, y + 9_000, RIGHT - LEFT, 400, HAIR) },
    ]
}

fn line(x: Milli, y: Milli, run: Run, part: Part) -> Item {
    Item { x, y, ink: Ink::Text(run, MUTED), part }
}
