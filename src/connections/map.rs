//! The picture of the exchange between places: a drawing in SVG that stands alone, in light and dark.
#![expect(clippy::float_arithmetic, reason = "coordinates on a screen, rounded to tenths")]

use std::{collections::HashMap, fmt::Write};

use super::report::PlaceLink;
use crate::places::{Place, PlaceId, Settlement};

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 720.0;
/// Room beside the places, for their names.
const MARGIN: f64 = 70.0;
/// Room above the places for a name, and below for a name and the legend.
const HEAD: f64 = 40.0;
const FOOT: f64 = 110.0;
/// From here on down is the legend's.
const LEGEND: f64 = HEIGHT - 76.0;
/// How wide a line may be.
const WIDEST: f64 = 10.0;
/// How many lines are drawn at most of either kind, the strongest: more than can be told apart say nothing. Exchange between
/// a town and a village is the weaker kind nearly everywhere, and the one that the picture is looked at for.
const MOST_LINES: usize = 12;
/// How wide a letter of a name is, and how high with its accent, about: each system draws it in a font of its own. A phone
/// shows the picture at three quarters of its size.
const LETTER: (f64, f64) = (9.5, 19.0);
/// How far around its letters a name keeps lines off: half its stroke.
const HALO: f64 = 3.0;
/// How far a name keeps from other places, or it would seem to be theirs. Its own is as near to it wherever it stands.
const APART: f64 = 9.0;

const STYLE: &str = "text{font:16px system-ui,sans-serif;fill:#1d2733}.paper{fill:#fbfaf7}\
.line{stroke:#2f6f9f;stroke-linecap:round;stroke-opacity:.55}.mixed{stroke:#b5532c;stroke-linecap:butt}.urban{fill:#1d2733}\
.rural{fill:#fbfaf7;stroke:#1d2733;stroke-width:2}\
.name{paint-order:stroke;stroke:#fbfaf7;stroke-width:6px;stroke-linejoin:round}\
@media(prefers-color-scheme:dark){text{fill:#e8e6e1}.paper{fill:#14181d}.line{stroke:#7fb7dd}.mixed{stroke:#f0a27f}\
.urban{fill:#e8e6e1}.rural{fill:#14181d;stroke:#e8e6e1}.name{stroke:#14181d}}";

crate::words! {
    /// In which language a picture is told.
    pub enum MapLanguage {
        /// English.
        English = "en",
        /// German.
        German = "de",
        /// Czech.
        Czech = "cs",
    }
}

/// What is written on the picture. Counts follow a word and a colon, so that no number bends it.
struct Words {
    about: &'static str,
    places: &'static str,
    pairs: &'static str,
    town: &'static str,
    village: &'static str,
    larger: &'static str,
    /// How many pairs are drawn, of so many.
    strongest: fn(usize, usize) -> String,
    alike: &'static str,
    mixed: &'static str,
    connections: &'static str,
}

const ENGLISH: Words = Words {
    about: "Exchange between places",
    places: "places",
    pairs: "pairs linked",
    town: "town",
    village: "village",
    larger: "larger: more within",
    strongest: |drawn, linked| format!("strongest pairs: {drawn} of {linked}"),
    alike: "among towns or among villages",
    mixed: "between town and village",
    connections: "connections",
};

const GERMAN: Words = Words {
    about: "Austausch zwischen Orten",
    places: "Orte",
    pairs: "verbundene Paare",
    town: "Stadt",
    village: "Dorf",
    larger: "größer: mehr im Ort",
    strongest: |drawn, linked| format!("stärkste Paare: {drawn} von {linked}"),
    alike: "nur Städte oder nur Dörfer",
    mixed: "zwischen Stadt und Dorf",
    connections: "Kontakte",
};

const CZECH: Words = Words {
    about: "Propojení mezi obcemi",
    places: "obce",
    pairs: "propojené dvojice",
    town: "město",
    village: "vesnice",
    larger: "větší: více propojení v obci",
    strongest: |drawn, linked| format!("zakresleno nejsilnějších dvojic: {drawn} (celkem {linked})"),
    alike: "jen města nebo jen vesnice",
    mixed: "mezi městem a vesnicí",
    connections: "propojení",
};

impl MapLanguage {
    const fn words(self) -> &'static Words {
        match self {
            Self::English => &ENGLISH,
            Self::German => &GERMAN,
            Self::Czech => &CZECH,
        }
    }
}

/// A place on the picture.
struct Dot<'a> {
    place: &'a Place,
    x: f64,
    y: f64,
    /// How many connections happened within it, where that can be told.
    within: usize,
}

/// A line of the picture: between which places, and how many connections it stands for.
type Line<'a> = ([&'a Dot<'a>; 2], usize);

/// Draws the places and what links them, the most linked first. Towns are discs, villages are squares; a line between the
/// two kinds is dashed. Thick lines lie under thin ones, all of them under the names, and the names under the places. What
/// the picture is of is said around it, and to those who listen.
pub(super) fn drawn(places: &[Place], links: &[PlaceLink], language: MapLanguage) -> String {
    let words = language.words();
    let dots = on_the_picture(places, links);
    let by_id: HashMap<PlaceId, &Dot<'_>> = dots.iter().map(|dot| (dot.place.id, dot)).collect();
    let between: Vec<&PlaceLink> = links.iter().filter(|link| link.between[0] != link.between[1]).collect();
    let ends = |link: &PlaceLink| {
        let [one, other] = link.between.map(|place| by_id.get(&place).copied());
        Some(([one?, other?], link.connections))
    };
    let (mixed, alike): (Vec<Line<'_>>, Vec<Line<'_>>) =
        between.iter().filter_map(|link| ends(link)).partition(is_mixed);
    let mut strongest: Vec<Line<'_>> =
        alike.into_iter().take(MOST_LINES).chain(mixed.into_iter().take(MOST_LINES)).collect();
    strongest.sort_by_key(|(_, connections)| std::cmp::Reverse(*connections));
    let most = strongest.first().map_or(1, |(_, connections)| *connections);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" lang=\"{language}\" \
         aria-labelledby=\"title\"><title id=\"title\">{}. {}: {}, {}: {}</title>\
         <style>{STYLE}</style><rect class=\"paper\" width=\"100%\" height=\"100%\"/>",
        words.about,
        words.places,
        dots.len(),
        words.pairs,
        between.len(),
    );
    strongest.iter().for_each(|each| line(&mut svg, each, most));
    names(&mut svg, &dots, &strongest);
    dots.iter().for_each(|dot| mark(&mut svg, dot));
    legend(&mut svg, words, most, (strongest.len(), between.len()));
    svg.push_str("</svg>\n");
    svg
}

/// Whether a line is between a town and a village.
fn is_mixed(([one, other], _): &Line<'_>) -> bool {
    one.place.kind != other.place.kind
}

/// Where each place lies: north is up, and a degree east is as much shorter as it is on the ground.
fn on_the_picture<'a>(places: &'a [Place], links: &[PlaceLink]) -> Vec<Dot<'a>> {
    let degrees = |e6: i32| f64::from(e6) / 1e6;
    let north: Vec<f64> = places.iter().map(|place| degrees(place.latitude_e6)).collect();
    let (low, high) = bounds(&north);
    let shrink = ((low + high) / 2.0).to_radians().cos().max(0.05);
    let east: Vec<f64> = places.iter().map(|place| degrees(place.longitude_e6) * shrink).collect();
    let (left, right) = bounds(&east);
    let (wide, tall) = (WIDTH - 2.0 * MARGIN, HEIGHT - HEAD - FOOT);
    let scale = (wide / (right - left).max(0.01)).min(tall / (high - low).max(0.01));
    let centre = (f64::midpoint(left, right), f64::midpoint(low, high));
    let within: HashMap<PlaceId, usize> = links
        .iter()
        .filter(|link| link.between[0] == link.between[1])
        .map(|link| (link.between[0], link.connections))
        .collect();
    places
        .iter()
        .zip(north.into_iter().zip(east))
        .map(|(place, (north, east))| Dot {
            place,
            x: WIDTH / 2.0 + (east - centre.0) * scale,
            y: HEAD + tall / 2.0 - (north - centre.1) * scale,
            within: within.get(&place.id).copied().unwrap_or(0),
        })
        .collect()
}

fn bounds(values: &[f64]) -> (f64, f64) {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if low.is_finite() { (low, high) } else { (0.0, 0.0) }
}

fn line(svg: &mut String, each: &Line<'_>, most: usize) {
    let ([one, other], connections) = *each;
    let (class, dashes) = if is_mixed(each) { ("line mixed", " stroke-dasharray=\"10 7\"") } else { ("line", "") };
    let _ = write!(
        svg,
        "<line class=\"{class}\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke-width=\"{:.1}\"{dashes}>\
         <title>{} – {}: {connections}</title></line>",
        one.x,
        one.y,
        other.x,
        other.y,
        width(connections, most),
        escaped(&one.place.name),
        escaped(&other.place.name),
    );
}

/// How wide a line is: its area, not its width, stands for the count, and the thinnest can still be seen.
fn width(connections: usize, most: usize) -> f64 {
    (share(connections, most).sqrt() * WIDEST).max(1.6)
}

fn share(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    number(part) / number(whole.max(1))
}

fn mark(svg: &mut String, dot: &Dot<'_>) {
    let size = radius(dot);
    let _ = match dot.place.kind {
        Settlement::Urban => {
            write!(svg, "<circle class=\"urban\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"{size:.1}\"/>", dot.x, dot.y)
        }
        Settlement::Rural => write!(
            svg,
            "<rect class=\"rural\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
            dot.x - size,
            dot.y - size,
            2.0 * size,
            2.0 * size,
        ),
    };
}

/// A place in which more happened is larger.
fn radius(dot: &Dot<'_>) -> f64 {
    (4.0 + share(dot.within, 1).sqrt()).min(14.0)
}

/// Left, top, right and bottom.
type Area = [f64; 4];

/// Which end of a name is held where it is put, and the area that it takes then, about. The end at its place is held, so that
/// a name that is wider than expected grows away from it.
type Spot = (&'static str, Area);

/// Writes the name of each place beside it: where it covers no other name and no other place, as far as that goes, then
/// where the fewest lines run, then where it is away from the middle.
fn names(svg: &mut String, dots: &[Dot<'_>], lines: &[Line<'_>]) {
    let mut taken: Vec<Area> = dots
        .iter()
        .map(|dot| {
            let size = radius(dot) + APART;
            [dot.x - size, dot.y - size, dot.x + size, dot.y + size]
        })
        .collect();
    for dot in dots {
        let spots = spots(dot);
        let crowd = |(_, area): &&Spot| {
            let is_outside = area[0] < 2.0 || area[1] < 2.0 || area[2] > WIDTH - 2.0 || area[3] > LEGEND;
            let around = [area[0] - HALO, area[1] - HALO, area[2] + HALO, area[3] + HALO];
            let covered = taken.iter().filter(|other| cover(&around, other)).count();
            let crossed = lines.iter().filter(|([one, other], _)| crosses(&around, one, other)).count();
            (is_outside, covered, crossed)
        };
        let (held, area) = *spots.iter().min_by_key(crowd).unwrap_or(&spots[0]);
        taken.push(area);
        let x = match held {
            "start" => area[0],
            "end" => area[2],
            _ => dot.x,
        };
        let _ = write!(
            svg,
            "<text class=\"name\" text-anchor=\"{held}\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
            area[3] - 4.0,
            escaped(&dot.place.name),
        );
    }
}

/// Where the name of a place can stand: at its sides, above, below and at its corners, first away from the middle of the
/// picture.
fn spots(dot: &Dot<'_>) -> [Spot; 8] {
    let letters = f64::from(u32::try_from(dot.place.name.chars().count()).unwrap_or(40));
    let (wide, tall, away) = (letters * LETTER.0, LETTER.1, radius(dot) + 5.0);
    let (right, left, centred) =
        (("start", dot.x + away), ("end", dot.x - away - wide), ("middle", dot.x - wide / 2.0));
    let (below, above, level) = (dot.y + away, dot.y - away - tall, dot.y - tall / 2.0);
    // At a corner it is clear of a line that runs level.
    let (lower, upper) = (dot.y + 4.0, dot.y - 4.0 - tall);
    let (outer, inner) = if dot.x < WIDTH / 2.0 { (left, right) } else { (right, left) };
    let (far, near, far_corner, near_corner) =
        if dot.y < HEIGHT / 2.0 { (above, below, upper, lower) } else { (below, above, lower, upper) };
    [
        (outer, level),
        (outer, far_corner),
        (outer, near_corner),
        (centred, far),
        (inner, level),
        (inner, far_corner),
        (centred, near),
        (inner, near_corner),
    ]
    .map(|((held, x), y)| (held, [x, y, x + wide, y + tall]))
}

fn cover(a: &Area, b: &Area) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// Whether the line between two places runs through an area: there is a part of the line which is within both its sides
/// and its ends. Where a line is level, it divides by nothing, and the infinities that come of it say the right thing.
fn crosses(area: &Area, one: &Dot<'_>, other: &Dot<'_>) -> bool {
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for (start, end, low, high) in [(one.x, other.x, area[0], area[2]), (one.y, other.y, area[1], area[3])] {
        let (enters, leaves) = ((low - start) / (end - start), (high - start) / (end - start));
        from = from.max(enters.min(leaves));
        to = to.min(enters.max(leaves));
    }
    from <= to
}

/// What the shapes mean, in two rows. Every text has room for its letters before the next sign.
fn legend(svg: &mut String, words: &Words, most: usize, (drawn, linked): (usize, usize)) {
    let Words { town, village, larger, strongest, alike, mixed, connections, .. } = words;
    let (above, below) = (HEIGHT - 54.0, HEIGHT - 24.0);
    let shown = if drawn < linked { strongest(drawn, linked) } else { String::new() };
    let _ = write!(
        svg,
        "<g><circle class=\"urban\" cx=\"32\" cy=\"{above}\" r=\"7\"/><text x=\"48\" y=\"{0}\">{town}</text>\
         <rect class=\"rural\" x=\"114\" y=\"{1}\" width=\"14\" height=\"14\"/><text x=\"136\" y=\"{0}\">{village}</text>\
         <text x=\"220\" y=\"{0}\">{larger}</text><text x=\"500\" y=\"{0}\">{shown}</text>",
        above + 5.0,
        above - 7.0,
    );
    let _ = write!(
        svg,
        "<line class=\"line\" x1=\"28\" x2=\"68\" y1=\"{below}\" y2=\"{below}\" stroke-width=\"3\"/>\
         <text x=\"80\" y=\"{0}\">{alike}</text>\
         <line class=\"line mixed\" x1=\"360\" x2=\"400\" y1=\"{below}\" y2=\"{below}\" stroke-width=\"3\" \
         stroke-dasharray=\"10 7\"/><text x=\"412\" y=\"{0}\">{mixed}</text>\
         <line class=\"line\" x1=\"660\" x2=\"700\" y1=\"{below}\" y2=\"{below}\" stroke-width=\"{1:.1}\"/>\
         <text x=\"716\" y=\"{0}\">{connections}: {most}</text></g>",
        below + 5.0,
        width(most, most),
    );
}

fn escaped(text: &str) -> String {
    html_escape::encode_double_quoted_attribute(&html_escape::encode_text(text)).into_owned()
}

#[cfg(test)]
mod tests {
    use muster_kernel::Id;

    use super::*;

    fn place(number: u8, name: &str, kind: Settlement, (latitude_e6, longitude_e6): (i32, i32)) -> Place {
        let id = Id::from_bits(u128::from(number));
        Place { id, name: name.to_owned(), country: "AT".to_owned(), kind, latitude_e6, longitude_e6 }
    }

    fn link(one: &Place, other: &Place, connections: usize) -> PlaceLink {
        let names = [one.name.clone(), other.name.clone()];
        PlaceLink { between: [one.id, other.id], names, connections, members: 3 }
    }

    #[test]
    fn towns_and_villages_and_the_lines_between_them_differ_by_shape() {
        let town = place(1, "Linz", Settlement::Urban, (48_306_900, 14_285_800));
        let village = place(2, "A <b> & \"c\"", Settlement::Rural, (47_500_000, 13_000_000));
        let links = [link(&town, &village, 7), link(&town, &town, 3)];
        let svg = drawn(&[town, village], &links, MapLanguage::English);
        assert_eq!((svg.matches("<circle").count(), svg.matches("<line").count()), (2, 4), "with the legend's");
        assert_eq!(svg.matches("stroke-dasharray").count(), 2);
        assert!(svg.contains("prefers-color-scheme:dark"));
        assert!(!svg.contains("<b>"), "names are escaped");
    }

    #[test]
    fn of_many_pairs_the_strongest_of_both_kinds_are_drawn_and_the_picture_says_so() {
        let places: Vec<Place> = (1..=9_u8)
            .map(|n| {
                let at = (1_000_000 * i32::from(n), 1_000_000 * i32::from(n * n % 7));
                let kind = if n <= 5 { Settlement::Urban } else { Settlement::Rural };
                place(n, &format!("P{n}"), kind, at)
            })
            .collect();
        let mut links = Vec::new();
        for (one, here) in places.iter().enumerate() {
            links.extend(places.iter().skip(one + 1).map(|there| link(here, there, 5)));
        }
        let svg = drawn(&places, &links, MapLanguage::English);
        // Of ten and six alike, and of twenty mixed, twelve each; and the legend has three.
        assert_eq!(svg.matches("<line").count(), 2 * MOST_LINES + 3);
        assert_eq!(svg.matches("stroke-dasharray").count(), MOST_LINES + 1);
        assert!(svg.contains("strongest pairs: 24 of 36"));
    }

    #[test]
    fn every_language_has_words_of_its_own_that_fit_between_the_signs() {
        let wide = |text: &str| f64::from(u32::try_from(text.chars().count()).unwrap()) * LETTER.0;
        for language in MapLanguage::ALL {
            let Words { town, village, larger, strongest, alike, mixed, connections, .. } = language.words();
            let (shown, widest) = (strongest(24, 127), format!("{connections}: 9999"));
            let above = [
                (*town, 48.0, 114.0),
                (*village, 136.0, 220.0),
                (*larger, 220.0, 500.0),
                (shown.as_str(), 500.0, WIDTH),
            ];
            let below = [(*alike, 80.0, 360.0), (*mixed, 412.0, 660.0), (widest.as_str(), 716.0, WIDTH)];
            for (text, from, to) in above.into_iter().chain(below) {
                assert!(from + wide(text) < to, "{language}: {text}");
            }
        }
        let svg = drawn(&[place(1, "Linz", Settlement::Urban, (0, 0))], &[], MapLanguage::Czech);
        assert!(svg.contains("lang=\"cs\"") && svg.contains("vesnice") && !svg.contains("village"), "{svg}");
    }

    #[test]
    fn a_name_stands_clear_of_a_line_that_runs_through_its_place() {
        let town =
            |number: u8, name| place(number, name, Settlement::Urban, (48_000_000, 1_000_000 * i32::from(number)));
        let places = [town(1, "West"), town(2, "Middle"), town(3, "East")];
        let links = [link(&places[0], &places[2], 5)];
        let svg = drawn(&places, &links, MapLanguage::English);
        let (before, _) = svg.split_once("\">Middle<").unwrap();
        let (_, baseline) = before.rsplit_once('"').unwrap();
        let line = on_the_picture(&places, &links)[1].y;
        assert!(baseline.parse::<f64>().unwrap() <= line - HALO, "{baseline}, and the line is at {line}");
        assert!(before.contains("<title>West – East: 5</title>"), "a name lies over the lines");
    }

    #[test]
    fn a_name_is_held_at_its_place_however_wide_it_is_drawn_and_lies_under_the_places() {
        let town =
            |number: u8, name| place(number, name, Settlement::Urban, (48_000_000, 1_000_000 * i32::from(number)));
        let places = [town(1, "West"), town(2, "East")];
        let dots = on_the_picture(&places, &[]);
        let svg = drawn(&places, &[], MapLanguage::English);
        let away = radius(&dots[0]) + 5.0;
        for (dot, held, x) in [(&dots[0], "end", dots[0].x - away), (&dots[1], "start", dots[1].x + away)] {
            let name = format!("text-anchor=\"{held}\" x=\"{x:.1}\"");
            let (_, after) = svg.split_once(&name).unwrap_or_else(|| panic!("no {name} in {svg}"));
            assert!(after.contains(&format!("<circle class=\"urban\" cx=\"{:.1}\"", dot.x)), "{svg}");
        }
    }

    #[test]
    fn a_network_without_places_or_with_one_has_a_picture_too() {
        assert!(drawn(&[], &[], MapLanguage::German).ends_with("</svg>\n"));
        let one = drawn(&[place(1, "Linz", Settlement::Urban, (0, 0))], &[], MapLanguage::English);
        assert!(!one.contains("NaN") && !one.contains("inf"), "{one}");
    }

    #[test]
    fn places_at_the_ends_of_the_earth_stay_on_the_picture() {
        let north = place(1, "N", Settlement::Rural, (90_000_000, -180_000_000));
        let south = place(2, "S", Settlement::Rural, (-90_000_000, 180_000_000));
        let places = [north, south];
        let dots = on_the_picture(&places, &[]);
        assert!(dots.iter().all(|dot| (0.0..=WIDTH).contains(&dot.x) && (0.0..=HEIGHT).contains(&dot.y)));
    }
}
