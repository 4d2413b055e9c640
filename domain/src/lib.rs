//! What is true: the pure rules of an assembly of cities.
//!
//! Nothing here does I/O, reads a clock or knows a framework; the crate compiles to the server and to WebAssembly. Areas know
//! each other by ids only.

pub mod accounts;
pub mod checkin;
pub mod commitments;
pub mod event;
pub mod files;
pub mod forum;
pub mod ideathon;
pub mod judging;
pub mod kernel;
pub mod organiser;
pub mod places;
pub mod programme;
pub mod registration;
pub mod visa;
