//! The secretariat's desk.

pub mod desk;
pub mod trail;
