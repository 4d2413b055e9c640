//! The programme as pages.

pub mod overview;
pub mod session;
pub mod speakers;
