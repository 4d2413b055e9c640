//! Sizes that only go down: the browser's download must fit the budget of `budget.toml`.

use anyhow::{Context, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The scripts and style sheets of single pages, which nobody else downloads: they have their own budgets and no part of the total.
const APART: [&str; 10] = ["board", "board-bindings", "booth", "checkin", "draft", "forum", "ideathon", "passkeys", "plan", "scanner"];

/// Checks the built site. Errors with every size that is above its budget.
pub fn check(site: &Path) -> anyhow::Result<()> {
    let budget: BTreeMap<String, u64> = toml::from_str(&fs::read_to_string("budget.toml").context("budget.toml")?)?;
    let mut sizes: BTreeMap<String, u64> = BTreeMap::new();
    for file in fs::read_dir(site.join("assets")).context("the site is not built: make site")? {
        let file = file?;
        let name = file.file_name().to_string_lossy().into_owned();
        let mut parts = name.split('.');
        if let (Some(kind), true) = (parts.next(), name.ends_with(".br")) {
            *sizes.entry(kind.to_owned()).or_default() += file.metadata()?.len();
        }
    }
    let total = sizes.iter().filter(|(name, _)| !APART.contains(&name.as_str())).map(|(_, size)| size).sum();
    sizes.insert("total".to_owned(), total);
    let mut over = Vec::new();
    for (name, size) in &sizes {
        let allowed = budget.get(name).copied().with_context(|| format!("budget.toml has no `{name}`"))?;
        crate::say(&format!("  {name}: {size} of {allowed} bytes as brotli"));
        if *size > allowed {
            over.push(format!("{name} is {} bytes above its budget", size - allowed));
        }
    }
    if over.is_empty() { Ok(()) } else { bail!("{}", over.join("; ")) }
}
