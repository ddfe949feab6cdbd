//! Puts what is laid out on a page of the PDF: the only place where lengths become fractions.

use krilla::{
    Data,
    geom::{Path, PathBuilder, Point, Rect},
    num::NormalizedF32,
    paint::{Fill, FillRule},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, SpanTag},
    text::{Font, GlyphId, KrillaGlyph},
};

use super::tags::Tags;
use crate::{
    Color, Mark, Paper, Step,
    layout::{Ink, Item, Page, Part},
    text::{FILES, Milli, Run, Weight},
};

/// Thousandths of a point as points.
#[expect(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "PDF writes points as decimal fractions")]
pub(super) fn points(length: Milli) -> f32 {
    length as f32 / 1_000.0
}

/// What a paper is drawn with.
pub(super) struct Pen<'a> {
    fonts: [Font; 2],
    mark: &'a Mark,
}

impl<'a> Pen<'a> {
    pub(super) fn new(paper: &'a Paper) -> Self {
        let fonts = FILES.map(|file| Font::new(Data::from(file), 0).expect("the fonts in this crate are fonts"));
        Self { fonts, mark: &paper.letterhead.mark }
    }

    /// Draws everything of the page, and tells `tags` which of it belongs to which part of the paper.
    pub(super) fn draw(&self, page: &Page, surface: &mut Surface<'_>, tags: &mut Tags<'_>) {
        for item in &page.items {
            let decoration = |kind| ContentTag::Artifact(Artifact::with_kind(kind));
            let id = surface.start_tagged(match item.part {
                Part::Of(_) if matches!(item.ink, Ink::Text(..)) => ContentTag::Span(SpanTag::empty()),
                Part::Of(_) => ContentTag::Other,
                Part::Decoration => decoration(ArtifactType::Layout),
                Part::Header => decoration(ArtifactType::Header),
                Part::Footer => decoration(ArtifactType::Footer),
            });
            self.item(item, surface);
            surface.end_tagged();
            if let Part::Of(node) = item.part {
                tags.add(node, id);
            }
        }
    }

    fn item(&self, item: &Item, surface: &mut Surface<'_>) {
        match &item.ink {
            Ink::Text(run, color) => self.text(item, run, *color, surface),
            Ink::Bar(width, height, color) => {
                let sides = [item.x, item.y, item.x + width, item.y + height].map(points);
                let rect = Rect::from_ltrb(sides[0], sides[1], sides[2], sides[3]);
                let mut path = PathBuilder::new();
                path.push_rect(rect.expect("a bar has an extent"));
                fill(surface, path.finish(), *color);
            }
            Ink::Mark(height) => self.mark(item, *height, surface),
        }
    }

    fn text(&self, item: &Item, run: &Run, color: Color, surface: &mut Surface<'_>) {
        let font = match run.style.weight {
            Weight::Regular => &self.fonts[0],
            Weight::Semibold => &self.fonts[1],
        };
        // The font has 1000 units to the em, and a glyph's measures are told in ems.
        let glyphs: Vec<KrillaGlyph> = run
            .glyphs
            .iter()
            .map(|glyph| KrillaGlyph {
                glyph_id: GlyphId::new(glyph.id),
                text_range: glyph.range.clone(),
                x_advance: points(glyph.advance),
                x_offset: points(glyph.x_offset),
                y_offset: points(glyph.y_offset),
                y_advance: 0.0,
                location: None,
            })
            .collect();
        surface.set_fill(Some(paint(color)));
        let start = Point::from_xy(points(item.x), points(item.y));
        surface.draw_glyphs(start, &glyphs, font.clone(), &run.text, points(run.style.size), false);
    }

    fn mark(&self, item: &Item, height: Milli, surface: &mut Surface<'_>) {
        let unit = |at: i32| i64::from(at) * height / i64::from(self.mark.height);
        let place = |x: i32, y: i32| (points(item.x + unit(x)), points(item.y + unit(y)));
        for shape in &self.mark.shapes {
            let mut path = PathBuilder::new();
            for step in &shape.steps {
                match *step {
                    Step::Move(x, y) => {
                        let (x, y) = place(x, y);
                        path.move_to(x, y);
                    }
                    Step::Line(x, y) => {
                        let (x, y) = place(x, y);
                        path.line_to(x, y);
                    }
                    Step::Curve(a, b, c, d, x, y) => {
                        let ((a, b), (c, d), (x, y)) = (place(a, b), place(c, d), place(x, y));
                        path.cubic_to(a, b, c, d, x, y);
                    }
                    Step::Close => path.close(),
                }
            }
            fill(surface, path.finish(), shape.fill);
        }
    }
}

fn paint(Color(red, green, blue): Color) -> Fill {
    let paint = krilla::color::rgb::Color::new(red, green, blue).into();
    Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

/// Fills an outline; one without extent leaves nothing.
fn fill(surface: &mut Surface<'_>, path: Option<Path>, color: Color) {
    if let Some(path) = path {
        surface.set_fill(Some(paint(color)));
        surface.draw_path(&path);
    }
}
