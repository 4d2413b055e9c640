//! The project's own build steps: `site` builds the browser's side, `budget` checks its sizes, `licences` those of the libraries.

mod budget;
mod licences;
mod site;

use anyhow::{Context, bail};
use std::path::PathBuf;

fn main() -> anyhow::Result<()> {
    let target = PathBuf::from(std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned()));
    let site = target.join("site");
    match std::env::args().nth(1).as_deref() {
        Some("site") => site::build(&target.join("wasm32-unknown-unknown/wasm-release"), &site).context("the site was not built"),
        Some("budget") => budget::check(&site),
        Some("licences") => licences::check(),
        _ => bail!("say what to do: site, budget or licences"),
    }
}

/// Says something to the person at the terminal.
#[expect(clippy::print_stdout, reason = "a build step talks to the person who runs it")]
fn say(text: &str) {
    println!("{text}");
}
