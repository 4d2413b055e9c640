//! The table, and the machine it is true of.

use crate::Setup;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// One figure.
struct Row {
    id: &'static str,
    what: String,
    goal: &'static str,
    measured: String,
    how: String,
}

/// Everything that was measured.
pub struct Report {
    facts: Vec<(&'static str, String)>,
    rows: Vec<Row>,
}

impl Report {
    /// A table without figures.
    pub fn new(setup: &Setup) -> Self {
        let profile = setup.arguments.profile.clone().or_else(|| {
            let folder = setup.program.parent()?.file_name()?;
            Some(folder.to_string_lossy().into_owned())
        });
        let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
        let cpu = read("/proc/cpuinfo").lines().find_map(|l| l.strip_prefix("model name")?.split_once(':').map(|(_, v)| v.trim().to_owned()));
        let memory = read("/proc/meminfo").lines().find_map(|l| l.strip_prefix("MemTotal:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok());
        let facts = vec![
            ("profile", profile.unwrap_or_default()),
            ("cores", std::thread::available_parallelism().map_or(0, usize::from).to_string()),
            ("processor", cpu.unwrap_or_else(|| std::env::consts::ARCH.to_owned())),
            ("memory", memory.map_or_else(String::new, |kib| format!("{:.1} GB", kib as f64 * 1024.0 / 1e9))),
            ("kernel", format!("{} {}", std::env::consts::OS, read("/proc/sys/kernel/osrelease").trim())),
            ("file system of the data", file_system(&read("/proc/mounts"), &setup.scratch.at("data")).unwrap_or_default()),
            ("load when it began", read("/proc/loadavg").split(' ').take(3).collect::<Vec<_>>().join(" ")),
            ("when", jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M UTC").to_string()),
        ];
        Self { facts, rows: Vec::new() }
    }

    /// Adds a figure; `goal` is empty when it is for information only.
    pub fn row(&mut self, id: &'static str, what: impl Into<String>, goal: &'static str, measured: impl Into<String>, how: impl Into<String>) {
        let row = Row { id, what: what.into(), goal, measured: measured.into(), how: how.into() };
        crate::tell(&format!("   {}: {}", row.what, row.measured));
        self.rows.push(row);
    }

    /// Everything as Markdown.
    pub fn text(&self) -> String {
        let mut out = String::from("# Measurements\n\n");
        for (name, value) in &self.facts {
            let _ = writeln!(out, "- {name}: {value}");
        }
        out.push_str("\nThe program and its load share the machine. A goal is something to reach; a row without one is for information.\n\n");
        out.push_str("| id | what | goal | measured | how |\n|---|---|---|---|---|\n");
        for row in &self.rows {
            let cells = [row.id, &row.what, row.goal, &row.measured, &row.how].map(|c| c.replace('|', "\\|"));
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
        out
    }
}

/// The kind of the file system that a path is on, and its device.
fn file_system(mounts: &str, path: &Path) -> Option<String> {
    let mounts = mounts.lines().filter_map(|line| {
        let mut fields = line.split(' ');
        Some((fields.next()?, fields.next()?, fields.next()?))
    });
    let (device, _, kind) = mounts.filter(|(_, at, _)| path.starts_with(at)).max_by_key(|(_, at, _)| at.len())?;
    Some(format!("{kind} on {device}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_on_the_file_system_that_is_mounted_nearest_above_it() {
        let mounts = "/dev/a / ext4 rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n";
        assert_eq!(file_system(mounts, Path::new("/tmp/x")).as_deref(), Some("tmpfs on tmpfs"));
        assert_eq!(file_system(mounts, Path::new("/tmpx/x")).as_deref(), Some("ext4 on /dev/a"));
    }
}
