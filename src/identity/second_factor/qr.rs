//! A text as a QR code, drawn.

use qrcode::{Color, EcLevel};
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::{Error, Result};

/// The light around a QR code, by which it is found.
const MARGIN: usize = 4;

/// A QR code as a drawing: dark squares on a light ground, margin included.
#[derive(Serialize, ToSchema)]
pub struct QrCode {
    /// How wide and how high it is.
    pub size: usize,
    /// The dark squares, as the `d` of a path of SVG.
    pub path: String,
}

impl QrCode {
    /// Draws `text`.
    pub(super) fn of(text: &str) -> Result<Self> {
        // On a screen nothing is torn off or dirty: as little as possible is said twice.
        let code = qrcode::QrCode::with_error_correction_level(text, EcLevel::L)
            .map_err(|cause| Error::internal("draw a QR code", cause.to_string()))?;
        let width = code.width();
        let places = (0..width).flat_map(|y| (0..width).map(move |x| (x, y)));
        let dark = places.filter(|place| code[*place] == Color::Dark);
        let path = dark.map(|(x, y)| format!("M{} {}h1v1h-1z", x + MARGIN, y + MARGIN)).collect();
        Ok(Self { size: width + 2 * MARGIN, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_has_three_eyes_within_a_margin() {
        let drawn = QrCode::of("otpauth://totp/Muster:ada%40example.org?secret=ABC").unwrap();
        let is_dark = |x: usize, y: usize| drawn.path.contains(&format!("M{x} {y}h1v1h-1z"));
        let far = drawn.size - MARGIN - 7;
        for (left, top) in [(MARGIN, MARGIN), (far, MARGIN), (MARGIN, far)] {
            // A dark ring, a light one within it, and a dark square of three.
            assert!((0..7).all(|step| is_dark(left + step, top) && is_dark(left, top + step)), "{left} {top}");
            assert!((1..6).all(|step| !is_dark(left + step, top + 1)), "{left} {top}");
            assert!((2..5).all(|step| is_dark(left + step, top + 3)), "{left} {top}");
        }
        assert!((0..drawn.size).all(|step| !is_dark(step, MARGIN - 1) && !is_dark(MARGIN - 1, step)));
    }

    #[test]
    fn the_longest_that_an_app_can_be_told_fits() {
        let longest = super::super::model::uri(&"\u{1F41D}".repeat(80), &"\u{e9}".repeat(127), &"A".repeat(32));
        assert!(QrCode::of(&longest).is_ok(), "{} bytes", longest.len());
    }
}
