//! Builds what the browser gets.
fn main() {}
