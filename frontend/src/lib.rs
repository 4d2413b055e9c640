//! The browser's side: starts the islands and the navigator of `app`.
#![cfg(target_arch = "wasm32")]

/// Starts the navigator, and readies the islands; `boot.js` then calls the function of each island that the page holds.
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    leptos::mount::hydrate_islands();
    app::platform::start();
}
