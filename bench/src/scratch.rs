//! The folder of one run. It goes away with its value.

use anyhow::Context;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How many lines of the program's log an error shows.
const SHOWN: usize = 8;

/// A folder that is removed when it is dropped.
pub struct Scratch(PathBuf);

impl Scratch {
    /// A new folder in this one.
    pub fn new(inside: &Path) -> anyhow::Result<Self> {
        let path = std::path::absolute(inside)?.join(format!("bench-{}", std::process::id()));
        fs::create_dir_all(&path).with_context(|| format!("{} cannot be made", path.display()))?;
        Ok(Self(path))
    }

    /// A place in it.
    pub fn at(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Where programs that are not being timed write their log.
    pub fn log(&self) -> PathBuf {
        self.at("log")
    }

    /// The lines of the log that tell of trouble.
    pub fn troubles(&self) -> Vec<String> {
        let log = fs::read_to_string(self.log()).unwrap_or_default();
        log.lines().filter(|l| l.contains("\"level\":\"WARN\"") || l.contains("\"level\":\"ERROR\"")).map(str::to_owned).collect()
    }

    /// The last lines of the log that tell of trouble, else its last lines.
    pub fn end_of_log(&self) -> String {
        let mut lines = self.troubles();
        if lines.is_empty() {
            lines = fs::read_to_string(self.log()).unwrap_or_default().lines().map(str::to_owned).collect();
        }
        lines.split_off(lines.len().saturating_sub(SHOWN)).join("\n")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn files(folder: &Path, each: &mut dyn FnMut(&Path) -> io::Result<()>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            files(&entry.path(), each)?;
        } else if kind.is_file() {
            each(&entry.path())?;
        }
    }
    Ok(())
}

/// Copies a folder with everything in it. Sockets stay behind.
pub fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to)?;
    files(from, &mut |file| {
        let target = to.join(file.strip_prefix(from).map_err(io::Error::other)?);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::copy(file, target).map(drop)
    })
    .with_context(|| format!("{} cannot be copied", from.display()))
}

/// Reads every file of a folder once: how many bytes, and how long it took.
pub fn read_through(folder: &Path) -> anyhow::Result<(u64, Duration)> {
    let started = Instant::now();
    let mut buffer = vec![0; 1 << 20];
    let mut bytes = 0;
    files(folder, &mut |path| {
        let mut file = File::open(path)?;
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok(()),
                read => bytes += read as u64,
            }
        }
    })?;
    Ok((bytes, started.elapsed()))
}
