//! What the two sides stand on: in the browser the navigator, on the server the running program.

#[cfg(feature = "ssr")]
mod server;
#[cfg(feature = "ssr")]
pub use server::*;

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
pub use browser::*;

#[cfg(not(target_arch = "wasm32"))]
mod browserless;
#[cfg(not(target_arch = "wasm32"))]
pub use browserless::*;
