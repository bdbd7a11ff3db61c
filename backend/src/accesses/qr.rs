//! A code as a picture to scan: the path of its dark modules, for an SVG.

use std::fmt::Write as _;

use anyhow::Context;
use qrcode::{Color, EcLevel, QrCode};

use crate::error::Result;

/// How many modules there are from side to side, and the path of the dark ones.
///
/// # Errors
/// If the text does not fit into a QR code.
pub fn picture(text: &str) -> Result<(i32, String)> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).context("no QR code")?;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            let length = run.len();
            if run[0] == Color::Dark {
                write!(path, "M{x} {y}h{length}v1h-{length}z").context("no text")?;
            }
            x += length;
        }
    }
    Ok((i32::try_from(width).context("a width")?, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_eight_signs_is_the_smallest_picture_with_its_three_finders() {
        let (size, path) = picture("K7M4PQ3X").expect("a picture");
        assert_eq!(size, 21);
        // The upper edges of the two upper finders and the lower edge of the third.
        for edge in ["M0 0h7v1h-7z", "M14 0h7v1h-7z", "M0 20h7v1h-7z"] {
            assert!(path.contains(edge), "{edge} in {path}");
        }
    }
}
