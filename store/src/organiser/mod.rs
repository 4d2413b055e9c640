//! The console: what the secretariat does across areas.

pub(crate) mod announcement;
pub(crate) mod bulk;
pub(crate) mod export;
pub(crate) mod overview;
pub(crate) mod people;
pub(crate) mod retention;
pub(crate) mod saved;
pub(crate) mod seeing;

use surrealdb::types::{RecordId, RecordIdKey};

use crate::engine::error::StoreError;

/// The text of a record's key.
fn key(record: &RecordId) -> Result<String, StoreError> {
    match &record.key {
        RecordIdKey::String(key) => Ok(key.clone()),
        _ => Err(StoreError::shape("organiser.id", "the key is not a text")),
    }
}

fn limited(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
