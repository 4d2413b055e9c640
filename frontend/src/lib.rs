//! The browser's side: starts the islands and the navigator of `app`.
#![cfg(target_arch = "wasm32")]

/// Starts the islands that the page holds.
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    leptos::mount::hydrate_islands();
}
