//! QR codes as drawings: the dark modules as one path, without the quiet zone, which is the template's white space.

use crate::PaperError;
use fast_qr::{ECL, QRBuilder};
use std::fmt::Write;

/// The SVG of a QR code that stays readable when an eighth of it is worn off.
pub fn svg(text: &str) -> Result<String, PaperError> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(|_| PaperError::Code)?;
    let mut path = String::new();
    for (y, row) in code.data.chunks_exact(code.size).take(code.size).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a.value() == b.value()) {
            let width = run.len();
            if run.first().is_some_and(|module| module.value()) {
                let _ = write!(path, "M{x} {y}h{width}v1h-{width}z");
            }
            x += width;
        }
    }
    Ok(format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{path}"/></svg>"#, size = code.size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_one_path_of_numbers_whatever_the_text_is() {
        let svg = svg("\"><script>").unwrap();
        assert!(svg.starts_with(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 21 21"><path d="M0 0h7v1h-7z"#), "{svg}");
        assert!(!svg.contains("script"));
        assert!(matches!(super::svg(&"x".repeat(5000)), Err(PaperError::Code)));
    }
}
