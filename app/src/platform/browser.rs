//! The browser's side: the navigator, and what islands ask of the browser.

mod ask;
mod navigator;

pub use ask::*;
pub use navigator::{go, start};
