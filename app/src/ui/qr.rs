//! QR codes, drawn on the server.

use fast_qr::{ECL, QRBuilder};
use leptos::prelude::*;

/// The quiet zone around a code, in modules (ISO/IEC 18004).
const QUIET: usize = 4;

/// A QR code of a text, dark on light in every colour scheme, because readers expect it so; `None` when the text is too long for one.
pub fn qr(text: &str, label: &'static str) -> Option<AnyView> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for (row, line) in code.data.chunks_exact(code.size).take(code.size).enumerate() {
        let mut column = 0;
        for run in line.chunk_by(|a, b| a.value() == b.value()) {
            let width = run.len();
            if run.first().is_some_and(|module| module.value()) {
                path.push_str(&format!("M{} {}h{width}v1h-{width}z", column + QUIET, row + QUIET));
            }
            column += width;
        }
    }
    let whole = code.size + 2 * QUIET;
    let view = view! {
        <svg class="qr" viewBox=format!("0 0 {whole} {whole}") role="img" aria-label=label shape-rendering="crispEdges">
            <rect width=whole.to_string() height=whole.to_string() fill="#fff" />
            <path d=path fill="#000" />
        </svg>
    };
    Some(view.into_any())
}
