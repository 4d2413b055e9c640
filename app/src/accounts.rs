//! Accounts as pages and server functions.

pub mod me;
pub mod pages;
