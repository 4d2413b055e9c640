//! The licences of the libraries: each must allow what we do, as `licences.toml` lists.

use anyhow::{Context, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::process::Command;

#[derive(Deserialize)]
struct Rules {
    /// Licences that need no thought (SPDX identifiers).
    allowed: Vec<String>,
    /// Libraries with another licence, and why they may be used.
    exceptions: BTreeMap<String, Exception>,
}

#[derive(Deserialize)]
struct Exception {
    licence: String,
    because: String,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    license: Option<String>,
    source: Option<String>,
}

/// Checks every library of the lock file. Errors with each one whose licence is not allowed.
pub fn check() -> anyhow::Result<()> {
    let rules: Rules = toml::from_str(&std::fs::read_to_string("licences.toml").context("licences.toml")?)?;
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo).args(["metadata", "--format-version", "1", "--locked"]).output()?;
    if !output.status.success() {
        bail!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    }
    let metadata: Metadata = serde_json::from_slice(&output.stdout)?;
    let mut refused = Vec::new();
    let mut looked_at = 0;
    for package in metadata.packages.iter().filter(|p| p.source.is_some()) {
        looked_at += 1;
        let licence = package.license.as_deref().unwrap_or("none given");
        let excepted = rules.exceptions.get(&package.name).is_some_and(|e| e.licence == licence && !e.because.is_empty());
        if !excepted && !is_allowed(licence, &rules.allowed) {
            refused.push(format!("{}: {licence}", package.name));
        }
    }
    if refused.is_empty() {
        crate::say(&format!("  {looked_at} libraries, all with a licence that allows what we do"));
        Ok(())
    } else {
        refused.sort();
        refused.dedup();
        bail!("look at these licences, and list them in licences.toml with the reason:\n{}", refused.join("\n"))
    }
}

/// Whether an SPDX expression can be met with the allowed licences. `OR` needs one side, `AND` both; an exception after `WITH` only allows more.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let plain = expression.replace('/', " OR ");
    if plain.contains('(') {
        // Nested expressions are rare: every licence in one must be allowed, which is stricter than the expression.
        return plain
            .split(['(', ')', ' '])
            .filter(|word| !word.is_empty() && !["OR", "AND"].contains(word))
            .all(|word| allowed.iter().any(|a| a == word));
    }
    plain.split(" OR ").any(|side| {
        side.split(" AND ").all(|one| {
            let one = one.split(" WITH ").next().unwrap_or_default().trim();
            allowed.iter().any(|a| a == one)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_met_by_one_side_of_or_and_both_of_and() {
        let allowed = ["MIT".to_owned(), "Apache-2.0".to_owned()];
        assert!(is_allowed("MIT OR GPL-3.0", &allowed));
        assert!(is_allowed("Apache-2.0 WITH LLVM-exception", &allowed));
        assert!(is_allowed("MIT/Unlicense", &allowed));
        assert!(!is_allowed("MIT AND GPL-3.0", &allowed));
        assert!(is_allowed("(MIT OR Apache-2.0) AND MIT", &allowed) && !is_allowed("(MIT OR GPL-3.0) AND MIT", &allowed));
        assert!(!is_allowed("BUSL-1.1", &allowed));
    }
}
