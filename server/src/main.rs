//! What runs: the program that serves an assembly.
fn main() {}
