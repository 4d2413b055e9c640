//! The event itself: home, its parts, its texts, the flier.

pub mod flier;
pub mod home;
pub mod part;
pub mod texts;
