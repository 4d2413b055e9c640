//! QR codes, drawn on the server.

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

/// The quiet zone around a code, in modules (ISO/IEC 18004).
const QUIET: usize = 4;

/// A QR code of a text, dark on light in every colour scheme, because readers expect it so; `None` when the text is too long for one.
pub fn qr(text: &str, label: &'static str) -> Option<AnyView> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let (width, colors) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (row, line) in colors.chunks(width).enumerate() {
        let mut column = 0;
        while column < width {
            let dark = line.iter().skip(column).take_while(|c| **c == Color::Dark).count();
            if dark > 0 {
                path.push_str(&format!("M{} {}h{dark}v1h-{dark}z", column + QUIET, row + QUIET));
            }
            column += dark.max(1);
        }
    }
    let whole = width + 2 * QUIET;
    let view = view! {
        <svg class="qr" viewBox=format!("0 0 {whole} {whole}") role="img" aria-label=label shape-rendering="crispEdges">
            <rect width=whole.to_string() height=whole.to_string() fill="#fff" />
            <path d=path fill="#000" />
        </svg>
    };
    Some(view.into_any())
}
