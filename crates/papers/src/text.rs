//! Text as glyphs: shaped by the font's own rules, measured, and broken into lines.

use std::{collections::BTreeSet, ops::Range, sync::OnceLock};

use rustybuzz::{Direction, Face, Feature, ShapePlan, UnicodeBuffer, script, ttf_parser::Tag};
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// A length in thousandths of a point, so that layout is whole numbers and the same on every machine.
pub(crate) type Milli = i64;

/// The fonts as files: regular and semibold.
pub(crate) const FILES: [&[u8]; 2] =
    [include_bytes!("../fonts/SourceSans3-Regular.ttf"), include_bytes!("../fonts/SourceSans3-Semibold.ttf")];

/// What stands for a letter that the font does not have.
const MISSING: char = '\u{25a1}';

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) weight: Weight,
    /// The size of the letters.
    pub(crate) size: Milli,
    pub(crate) spacing: Spacing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Semibold,
}

/// How letters stand beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spacing {
    /// As reads best: pairs are kerned.
    Words,
    /// As figures under each other need it: every figure takes the same room.
    Figures,
}

impl Style {
    pub(crate) const fn regular(size: Milli) -> Self {
        Self { weight: Weight::Regular, size, spacing: Spacing::Words }
    }

    pub(crate) const fn semibold(size: Milli) -> Self {
        Self { weight: Weight::Semibold, size, spacing: Spacing::Words }
    }

    pub(crate) const fn figures(self) -> Self {
        Self { spacing: Spacing::Figures, ..self }
    }
}

/// A glyph: which one, how far the pen moves, and for which bytes of the text it stands. In units of the font.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Glyph {
    pub(crate) id: u32,
    pub(crate) advance: i64,
    pub(crate) x_offset: i64,
    pub(crate) y_offset: i64,
    pub(crate) range: Range<usize>,
}

/// A line of text, ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) style: Style,
    pub(crate) glyphs: Vec<Glyph>,
    /// How wide it is drawn; a space at its end that only parts it from the next line does not count.
    pub(crate) width: Milli,
}

/// Units of the em square of both fonts.
const EM: i64 = 1_000;

struct Font {
    face: Face<'static>,
    words: ShapePlan,
    figures: ShapePlan,
    missing: (u32, i64),
    space: (u32, i64),
}

fn font(weight: Weight) -> &'static Font {
    static FONTS: OnceLock<[Font; 2]> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        FILES.map(|file| {
            let face = Face::from_slice(file, 0).expect("the fonts in this crate are fonts");
            let no = |tag: &[u8; 4]| Feature::new(Tag::from_bytes(tag), 0, ..);
            let plan = |features: &[Feature]| {
                ShapePlan::new(&face, Direction::LeftToRight, Some(script::LATIN), None, features)
            };
            let (words, figures) = (plan(&[no(b"liga")]), plan(&[no(b"liga"), no(b"kern")]));
            let glyph = |letter| {
                let glyph = face.glyph_index(letter).expect("the fonts in this crate have a square and a space");
                (u32::from(glyph.0), i64::from(face.glyph_hor_advance(glyph).unwrap_or_default()))
            };
            let (missing, space) = (glyph(MISSING), glyph(' '));
            Font { face, words, figures, missing, space }
        })
    });
    match weight {
        Weight::Regular => &fonts[0],
        Weight::Semibold => &fonts[1],
    }
}

/// Whether the letter has neither shape nor room: joiners, marks of direction, soft hyphens, selectors of variants.
pub(crate) fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}

/// The text without what has no shape; line ends and their kin are spaces, and letters that PDF/A does not take
/// (private ones, and those that are none) are squares.
pub(crate) fn clean(text: &str) -> String {
    let kept = |letter: char| match letter {
        letter if letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}') => Some(' '),
        letter if is_invisible(letter) => None,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. | '\u{fff0}'..='\u{ffff}' => Some(MISSING),
        letter => Some(letter),
    };
    text.chars().filter_map(kept).collect()
}

/// Shapes a clean text.
fn shape(text: &str, style: Style) -> Vec<Glyph> {
    let font = font(style.weight);
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(script::LATIN);
    let plan = if style.spacing == Spacing::Words { &font.words } else { &font.figures };
    let shaped = rustybuzz::shape_with_plan(&font.face, plan, buffer);
    let starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
    let mut glyphs = Vec::with_capacity(starts.len());
    for (place, (info, position)) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()).enumerate() {
        let start = starts[place];
        // Left to right, clusters only grow: the next larger one is where this one ends.
        let end = starts[place..].iter().copied().find(|&other| other > start).unwrap_or(text.len());
        let (id, advance) = match info.glyph_id {
            0 => font.missing,
            id => (id, i64::from(position.x_advance)),
        };
        let (x_offset, y_offset) = (i64::from(position.x_offset), i64::from(position.y_offset));
        glyphs.push(Glyph { id, advance, x_offset, y_offset, range: start..end });
    }
    glyphs
}

fn width(glyphs: &[Glyph], size: Milli) -> Milli {
    let units: i64 = glyphs.iter().map(|glyph| glyph.advance).sum();
    (units * size).div_euclid(EM)
}

impl Run {
    /// The text on one line.
    pub(crate) fn new(text: &str, style: Style) -> Self {
        Self::of_clean(clean(text), style)
    }

    fn of_clean(text: String, style: Style) -> Self {
        let glyphs = shape(&text, style);
        let width = width(&glyphs, style.size);
        Self { text, style, glyphs, width }
    }

    /// The same line with a space after it, so that readers part it from what follows. Its width stays.
    pub(crate) fn with_space(mut self) -> Self {
        let (id, advance) = font(self.style.weight).space;
        let range = self.text.len()..self.text.len() + 1;
        self.glyphs.push(Glyph { id, advance, x_offset: 0, y_offset: 0, range });
        self.text.push(' ');
        self
    }

    /// The text in lines no wider than `room`: broken where the rules of Unicode allow, and anywhere in a word that is
    /// wider than a line. An empty text is one empty line.
    pub(crate) fn lines(text: &str, style: Style, room: Milli) -> Vec<Self> {
        let text = clean(text);
        let whole = Self::of_clean(text.trim().to_owned(), style);
        if whole.width <= room {
            return vec![whole];
        }
        // Letters may move closer or apart where a line ends; a line that grew past its room gets a smaller one.
        let mut least = room;
        for _ in 0..3 {
            let lines = whole.broken(least);
            let over =
                lines.iter().filter(|line| line.glyphs.len() > 1).map(|line| line.width - room).max().unwrap_or(0);
            if over <= 0 {
                return lines;
            }
            least -= over;
        }
        whole.broken(least)
    }

    fn broken(&self, room: Milli) -> Vec<Self> {
        let (text, style) = (self.text.as_str(), self.style);
        let mut lines = Vec::new();
        for Range { start, end } in line_ranges(text, &self.glyphs, style.size, room) {
            let line = text[start..end].trim_end();
            let broken_at_space = end < text.len() && line.len() < end - start;
            let run = Self::of_clean(line.to_owned(), style);
            lines.push(if broken_at_space { run.with_space() } else { run });
        }
        lines
    }

    /// How wide the text is at a size of one point: in units of the font.
    pub(crate) fn units(text: &str, style: Style) -> i64 {
        Self::new(text, Style { size: EM, ..style }).width
    }

    /// The text on one line no wider than `room`; what is too much is left out behind an ellipsis.
    pub(crate) fn fitted(text: &str, style: Style, room: Milli) -> Self {
        let whole = Self::new(text, style);
        if whole.width <= room {
            return whole;
        }
        // What the ellipsis leaves, told by how far the pen has moved; kerning with it is a hair's breadth.
        let left = room - Self::new("…", style).width - style.size / 10;
        let mut moved = 0;
        let fits = |glyph: &&Glyph| {
            moved += glyph.advance;
            (moved * style.size).div_euclid(EM) <= left
        };
        let cut = whole.glyphs.iter().take_while(fits).map(|glyph| glyph.range.end).last().unwrap_or(0);
        Self::of_clean(format!("{}…", whole.text[..cut].trim_end()), style)
    }
}

/// Where each line begins and ends. Lines follow each other without a gap, so nothing is lost.
fn line_ranges(text: &str, glyphs: &[Glyph], size: Milli, room: Milli) -> Vec<Range<usize>> {
    // What the font draws as one is never broken.
    let starts: BTreeSet<usize> = glyphs.iter().map(|glyph| glyph.range.start).collect();
    let breaks: Vec<usize> = linebreaks(text)
        .filter(|(at, kind)| *kind == BreakOpportunity::Allowed && starts.contains(at))
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    // How far the pen has moved before each byte, so that any stretch is measured by one difference.
    let mut before = vec![0; text.len() + 1];
    glyphs.iter().for_each(|glyph| before[glyph.range.start + 1] += glyph.advance);
    (1..before.len()).for_each(|at| before[at] += before[at - 1]);
    let measure = |range: &Range<usize>| {
        let drawn = text[range.clone()].trim_end().len() + range.start;
        ((before[drawn] - before[range.start]) * size).div_euclid(EM)
    };
    let mut ranges = Vec::new();
    let mut start = 0;
    let mut end = 0;
    for &stop in &breaks {
        if measure(&(start..stop)) > room && end > start {
            ranges.push(start..end);
            start = end;
        }
        // A word that is alone and still too wide is cut between its clusters, each line taking at least one.
        while measure(&(start..stop)) > room {
            let clusters = glyphs.iter().map(|glyph| glyph.range.end).filter(|&at| at > start && at < stop);
            let mut cut = None;
            for at in clusters {
                if cut.is_none() || measure(&(start..at)) <= room {
                    cut = Some(at);
                } else {
                    break;
                }
            }
            let Some(cut) = cut else { break };
            ranges.push(start..cut);
            start = cut;
        }
        end = stop;
    }
    ranges.push(start..end);
    ranges
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const STYLE: Style = Style::regular(9_000);

    #[test]
    fn every_figure_and_the_minus_are_as_wide_as_each_other() {
        for style in [STYLE.figures(), Style::semibold(9_000).figures()] {
            let of = |letter: char| Run::new(&letter.to_string(), style).width;
            let widths: Vec<_> = "0123456789−".chars().map(of).collect();
            assert!(widths.iter().all(|&width| width == widths[0]), "{widths:?}");
        }
    }

    #[test]
    fn a_letter_that_the_font_lacks_is_a_square_that_still_says_which() {
        let run = Run::new("a漢b", STYLE);
        assert_eq!(run.glyphs[1].id, font(Weight::Regular).missing.0);
        assert_eq!(&run.text[run.glyphs[1].range.clone()], "漢");
    }

    #[test]
    fn a_line_breaks_between_words_and_a_long_word_anywhere() {
        let lines = Run::lines("Kooperation der Genossenschaften", STYLE, 60_000);
        assert_eq!(
            lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(),
            ["Kooperation ", "der ", "Genossenschaft", "en"]
        );
    }

    #[test]
    fn what_is_too_long_for_a_line_that_must_be_one_ends_in_an_ellipsis() {
        let run = Run::fitted("Statement for the month of November", STYLE, 60_000);
        assert!(run.text.ends_with('…') && run.width <= 60_000, "{run:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn lines_stay_within_their_room_and_lose_nothing(text in "\\PC{0,80}", room in 20_000..200_000i64) {
            let lines = Run::lines(&text, STYLE, room);
            let squeeze = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
            let back: String = lines.iter().map(|line| line.text.as_str()).collect();
            prop_assert_eq!(squeeze(&back), squeeze(&clean(&text)));
            for line in &lines {
                prop_assert!(line.width <= room || line.text.trim().chars().count() <= 3, "{:?}", line.text);
            }
        }
    }
}
