//! The embedded engine's write-ahead log begins a new segment with every start.
//!
//! SurrealKV 0.21.4 goes on appending to its newest segment, also when a kill has left half a record at the end of it. At the start after that it
//! reads up to the half record and cuts off what stands behind it: commits that were acknowledged. Where a newer, empty segment exists it appends
//! there, and the half record stays what it is: the end of its own segment. `store/tests/engine_kill.rs` fails without this.

use std::fs::{self, File};
use std::io::{Error, ErrorKind};
use std::path::Path;

/// Begins a new segment in the folder of a store that has one with records already. To be called before the engine opens the folder.
pub fn begin(store: &Path) -> Result<(), Error> {
    let folder = store.join("wal");
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
