//! Reads QR codes from pictures of a camera, for browsers that cannot themselves. `station.js` loads it when it is needed.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::wasm_bindgen;

/// The text of the first QR code of a picture in RGBA; `None` when there is none that can be read.
#[wasm_bindgen]
pub fn read(pixels: &[u8], width: usize, height: usize) -> Option<String> {
    if width == 0 || height == 0 || pixels.len() != width * height * 4 {
        return None;
    }
    // Brightness in whole numbers, near enough (ITU-R BT.601).
    let grey = |x: usize, y: usize| match pixels.get((y * width + x) * 4..) {
        Some([red, green, blue, ..]) => ((u32::from(*red) * 77 + u32::from(*green) * 150 + u32::from(*blue) * 29) >> 8) as u8,
        _ => 255,
    };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    picture.detect_grids().iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
}
