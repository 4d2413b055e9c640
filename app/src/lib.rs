//! What people see: pages, islands and server functions.
//!
//! Pages are rendered on the server from the public snapshot or, for personal pages, from the store; only `#[island]`s are compiled for the
//! browser. Everything works as plain links and forms first.

pub mod error;
pub mod platform;
pub mod routes;
