//! A mark drawn from lines and curves, so that it is sharp at any size and needs no picture.

use crate::Color;

/// A drawing within a square or box, in its own whole units; y grows downwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Units from left to right.
    pub width: i32,
    /// Units from top to bottom.
    pub height: i32,
    /// What is drawn, one over the other.
    pub shapes: Vec<Shape>,
}

/// A filled outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its colour.
    pub fill: Color,
    /// The outline; where it crosses itself, it fills by the non-zero rule.
    pub steps: Vec<Step>,
}

/// A step of the pen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Goes to a point without drawing.
    Move(i32, i32),
    /// Draws a line to a point.
    Line(i32, i32),
    /// Draws a cubic Bézier curve: two control points and the end.
    Curve(i32, i32, i32, i32, i32, i32),
    /// Draws a line back to where the outline began.
    Close,
}

impl Shape {
    /// A polygon through these points.
    pub fn polygon(fill: Color, points: &[(i32, i32)]) -> Self {
        let pen = |(place, &(x, y)): (usize, &(i32, i32))| if place == 0 { Step::Move(x, y) } else { Step::Line(x, y) };
        Self { fill, steps: points.iter().enumerate().map(pen).chain([Step::Close]).collect() }
    }

    /// A disc around (x, y).
    pub fn disc(fill: Color, x: i32, y: i32, radius: i32) -> Self {
        Self::rounded(fill, (x - radius, y - radius), (x + radius, y + radius), radius)
    }

    /// A rectangle from the one corner to the other, with rounded corners.
    pub fn rounded(fill: Color, (left, top): (i32, i32), (right, bottom): (i32, i32), radius: i32) -> Self {
        // A quarter of a circle is a curve whose control points lie 0.5523 radii from its ends.
        let handle = radius - radius * 5_523 / 10_000;
        let steps = vec![
            Step::Move(left + radius, top),
            Step::Line(right - radius, top),
            Step::Curve(right - handle, top, right, top + handle, right, top + radius),
            Step::Line(right, bottom - radius),
            Step::Curve(right, bottom - handle, right - handle, bottom, right - radius, bottom),
            Step::Line(left + radius, bottom),
            Step::Curve(left + handle, bottom, left, bottom - handle, left, bottom - radius),
            Step::Line(left, top + radius),
            Step::Curve(left, top + handle, left + handle, top, left + radius, top),
            Step::Close,
        ];
        Self { fill, steps }
    }
}

impl Mark {
    /// Muster's own mark: three who stand together.
    pub fn muster() -> Self {
        let white = Color::WHITE;
        let green = Color(0x0b, 0x6b, 0x5d);
        let shapes = vec![
            Shape::rounded(green, (0, 0), (3_200, 3_200), 800),
            Shape::polygon(white, &[(1_600, 818), (2_490, 2_200), (710, 2_200)]),
            Shape::polygon(green, &[(1_600, 1_185), (2_120, 2_000), (1_080, 2_000)]),
            Shape::disc(Color::AMBER, 1_600, 1_000, 350),
            Shape::disc(white, 900, 2_100, 350),
            Shape::disc(white, 2_300, 2_100, 350),
        ];
        Self { width: 3_200, height: 3_200, shapes }
    }

    /// The outline of a shape as the `d` of an SVG path.
    pub(crate) fn svg_path(shape: &Shape) -> String {
        let step = |step: &Step| match *step {
            Step::Move(x, y) => format!("M{x} {y}"),
            Step::Line(x, y) => format!("L{x} {y}"),
            Step::Curve(a, b, c, d, x, y) => format!("C{a} {b} {c} {d} {x} {y}"),
            Step::Close => "Z".to_owned(),
        };
        shape.steps.iter().map(step).collect()
    }
}
