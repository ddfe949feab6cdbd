//! Plots as SVG. Every colour stands for a role and is given its shade, light or dark, by the page's style sheet, which
//! finds it by its number.

use plotters::{
    coord::types::RangedCoordi64,
    element::DashedPathElement,
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};

/// What is drawn is whole numbers: positions, per mille, hours.
type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;
type Chart<'a> = ChartContext<'a, SVGBackend<'a>, Cartesian2d<RangedCoordi64, RangedCoordi64>>;
type Outcome = Result<(), DrawingAreaErrorKind<std::io::Error>>;

/// The roles of colours. No two have the same number.
pub(super) const INK: RGBColor = RGBColor(1, 1, 1);
pub(super) const GRID: RGBColor = RGBColor(2, 2, 2);
/// The number of the first policy's colour; the others follow.
pub(super) const FIRST: u8 = 10;

/// A plot that has a row for itself, and one that shares it with another.
const WIDE: (u32, u32) = (620, 340);
const HALF: (u32, u32) = (430, 270);
const LETTERS: (&str, u32) = ("sans-serif", 13);

/// An axis: from where to where, what it measures, and how a number on it is written.
pub(super) struct Axis {
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) name: &'static str,
    pub(super) write: fn(i64) -> String,
}

/// The colour of the policy in that column.
pub(super) fn colour(column: usize) -> RGBColor {
    let number = FIRST.saturating_add(u8::try_from(column).unwrap_or(u8::MAX));
    RGBColor(number, number, number)
}

/// A line for each policy, and perhaps a straight one between two points to hold them against.
pub(super) fn lines(
    label: &str,
    x: &Axis,
    y: &Axis,
    lines: &[Vec<(i64, i64)>],
    against: Option<[(i64, i64); 2]>,
) -> String {
    draw(label, WIDE, |area| {
        let mut chart = chart(area, x, y)?;
        if let Some(against) = against {
            let dashed = DashedPathElement::new(against.to_vec(), 5, 5, INK.mix(0.5).stroke_width(1));
            chart.draw_series([dashed])?;
        }
        for (column, line) in lines.iter().enumerate() {
            chart.draw_series([PathElement::new(line.clone(), colour(column).stroke_width(2))])?;
        }
        Ok(())
    })
}

/// Bars in groups: for each group its name and a value for each policy.
pub(super) fn bars(label: &str, y: &Axis, groups: &[(&str, Vec<i64>)]) -> String {
    let policies = groups.iter().map(|(_, values)| values.len()).max().unwrap_or_default();
    let position = |at: usize| i64::try_from(at).expect("few bars");
    let width = position(10 * (policies + 1));
    let x = Axis { from: 0, to: width * position(groups.len()), name: "", write: |_| String::new() };
    draw(label, HALF, |area| {
        let mut chart = chart(area, &x, y)?;
        for (group, (name, values)) in groups.iter().enumerate() {
            let left = width * position(group) + 5;
            chart.draw_series(values.iter().enumerate().map(|(column, &value)| {
                let from = left + 10 * position(column);
                Rectangle::new([(from + 1, y.from), (from + 9, value)], colour(column).filled())
            }))?;
            // More numbers than that would run into each other.
            let written = values.iter().enumerate().filter(|_| policies <= 4).map(|(column, &value)| {
                let at = (left + 10 * position(column) + 5, value);
                Text::new((y.write)(value), at, letters(HPos::Center, VPos::Bottom))
            });
            chart.draw_series(written)?;
            let middle = left + 5 * position(policies);
            chart.draw_series([Text::new((*name).to_owned(), (middle, y.to), letters(HPos::Center, VPos::Top))])?;
        }
        Ok(())
    })
}

/// A histogram for each month, standing upright: the more are in a bin, the stronger its colour. `bins` are in per mille of
/// `full`, month by month from the lowest bin up.
pub(super) fn over_time(label: &str, column: usize, y: &Axis, months: &[Vec<i64>], full: i64) -> String {
    let position = |at: usize| i64::try_from(at).expect("few months and bins");
    let x = Axis { from: 0, to: position(months.len()), name: "month", write: |month| month.to_string() };
    draw(label, HALF, |area| {
        let mut chart = chart(area, &x, y)?;
        for (month, bins) in months.iter().enumerate() {
            let edge = |bin: usize| y.from + (y.to - y.from) * position(bin) / position(bins.len());
            let filled = bins.iter().enumerate().filter(|&(_, &many)| many > 0);
            chart.draw_series(filled.map(|(bin, &many)| {
                let corners = [(position(month), edge(bin)), (position(month) + 1, edge(bin + 1))];
                Rectangle::new(corners, colour(column).mix(strength(many, full)).filled())
            }))?;
        }
        let even = DashedPathElement::new(vec![(0, 0), (x.to, 0)], 5, 5, INK.mix(0.5).stroke_width(1));
        chart.draw_series([even]).map(drop)
    })
}

#[expect(clippy::float_arithmetic, reason = "how strong a colour is; nothing is decided by it")]
fn strength(many: i64, full: i64) -> f64 {
    let share = many.saturating_mul(1000) / full.max(1);
    // Few are seen as well: the root lifts what is faint.
    (f64::from(i32::try_from(share.clamp(1, 1000)).unwrap_or(1000)) / 1000.0).sqrt()
}

fn letters(across: HPos, along: VPos) -> TextStyle<'static> {
    TextStyle::from(LETTERS.into_font()).color(&INK).pos(Pos::new(across, along))
}

fn draw<F>(label: &str, size: (u32, u32), paint: F) -> String
where
    F: for<'a> FnOnce(&Area<'a>) -> Outcome,
{
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        paint(&area).and_then(|()| area.present()).expect("a string takes any drawing");
    }
    let role = format!("<svg role=\"img\" aria-label=\"{}\" ", label.replace(['"', '<', '&'], " "));
    svg.replacen("<svg ", &role, 1)
}

/// Axes and a grid, without lines that say nothing.
fn chart<'a>(area: &Area<'a>, x: &Axis, y: &Axis) -> Result<Chart<'a>, DrawingAreaErrorKind<std::io::Error>> {
    let mut chart = ChartBuilder::on(area)
        .margin(10)
        .margin_right(18)
        .x_label_area_size(if x.name.is_empty() { 8 } else { 42 })
        .y_label_area_size(62)
        .build_cartesian_2d(x.from..x.to, y.from..y.to)?;
    let mut mesh = chart.configure_mesh();
    mesh.disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID)
        .axis_style(GRID)
        .label_style(letters(HPos::Left, VPos::Top))
        .x_labels(if x.name.is_empty() { 2 } else { 7 })
        .y_labels(6)
        .x_desc(x.name)
        .y_desc(y.name);
    let (write_x, write_y) = (|value: &i64| (x.write)(*value), |value: &i64| (y.write)(*value));
    mesh.x_label_formatter(&write_x).y_label_formatter(&write_y).draw()?;
    Ok(chart)
}
