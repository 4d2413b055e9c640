//! Registration as pages and server functions.

pub mod pages;
