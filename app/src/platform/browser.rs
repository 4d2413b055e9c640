//! The browser's side of the platform.
