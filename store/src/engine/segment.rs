//! The segments of the embedded engine's write-ahead log. It begins a new one with every start.
//!
//! SurrealKV 0.21.4 goes on appending to its newest segment, also when a kill has left half a record at the end of it. At the start after that it
//! reads up to the half record and cuts off what stands behind it: commits that were acknowledged. Where a newer, empty segment exists it appends
//! there, and the half record stays what it is: the end of its own segment. `store/tests/engine_kill.rs` fails without this.

use std::fs::{self, File};
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

/// Begins a new segment in the folder of a store that has one with records already. To be called before the engine opens the folder.
pub fn begin(store: &Path) -> Result<(), Error> {
    let folder = folder(store);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let mut newest: Option<(u64, u64)> = None;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let number = name.to_str().and_then(|n| n.strip_suffix(".wal")).and_then(|n| n.parse().ok());
        if let Some(number) = number.filter(|n| newest.is_none_or(|(newest, _)| *n > newest)) {
            newest = Some((number, entry.metadata()?.len()));
        }
    }
    match newest {
        Some((number, length)) if length > 0 => {
            File::create_new(folder.join(format!("{:020}.wal", number + 1)))?.sync_all()?;
            File::open(&folder)?.sync_all()
        }
        _ => Ok(()),
    }
}

/// The length of all segments of a store's log in bytes; 0 when it cannot be read.
pub fn total_length(store: &Path) -> u64 {
    let entries = fs::read_dir(folder(store)).into_iter().flatten().flatten();
    entries.filter_map(|e| e.metadata().ok()).map(|m| m.len()).sum()
}

fn folder(store: &Path) -> PathBuf {
    store.join("wal")
}
