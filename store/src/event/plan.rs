//! What an import has to write: compared in memory, before the transaction.

use std::collections::BTreeMap;

use domain::event::EventData;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use surrealdb::types::{Array, RecordId, SurrealValue, Value};

use crate::engine::audit::hex;
use crate::engine::error::StoreError;

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Rows that are new.
    pub created: usize,
    /// Rows whose source changed.
    pub updated: usize,
    /// Rows that say what the files say already.
    pub unchanged: usize,
    /// Rows that are in the files no more.
    pub removed: usize,
    /// Rows that differ from the files because somebody changed them in the program, as `kind/key`; they were left alone.
    pub kept: Vec<String>,
}

impl std::fmt::Display for ImportReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.created + self.updated + self.removed == 0 {
            f.write_str("nothing differs from what is there")?;
        } else {
            write!(f, "{} created, {} updated, {} removed", self.created, self.updated, self.removed)?;
        }
        if !self.kept.is_empty() {
            write!(f, "; left as people set them: {}", self.kept.join(", "))?;
        }
        Ok(())
    }
}

/// A row as it is.
#[derive(Debug, SurrealValue)]
pub struct Kept {
    kind: String,
    key: String,
    ord: i64,
    hash: String,
    edited: bool,
    body: Json,
}

/// A row as it will be.
#[derive(Debug, SurrealValue)]
pub struct Planned {
    id: RecordId,
    kind: String,
    key: String,
    ord: i64,
    hash: String,
    edited: bool,
    body: Json,
}

/// What to write, what to remove, what to say.
pub struct Plan {
    pub write: Vec<Planned>,
    pub remove: Vec<RecordId>,
    pub report: ImportReport,
}

/// The id of a row.
pub fn record(kind: &str, key: &str) -> RecordId {
    RecordId::new("item", Array::from(vec![Value::String(kind.to_owned()), Value::String(key.to_owned())]))
}

/// Compares the rows with the files.
pub fn plan(kept: Vec<Kept>, data: &EventData) -> Result<Plan, StoreError> {
    let mut there: BTreeMap<(String, String), Kept> = kept.into_iter().map(|k| ((k.kind.clone(), k.key.clone()), k)).collect();
    let mut plan = Plan { write: Vec::new(), remove: Vec::new(), report: ImportReport::default() };
    for row in rows(data)? {
        match there.remove(&(row.kind.clone(), row.key.clone())) {
            None => {
                plan.report.created += 1;
                plan.write.push(row);
            }
            Some(old) if old.hash == row.hash && old.ord == row.ord => plan.report.unchanged += 1,
            Some(old) if old.edited => plan.report.kept.push(format!("{}/{}", old.kind, old.key)),
            Some(old) => {
                plan.report.updated += 1;
                plan.write.push(follow(row, &old));
            }
        }
    }
    for old in there.into_values() {
        if old.edited {
            plan.report.kept.push(format!("{}/{}", old.kind, old.key));
        } else {
            plan.report.removed += 1;
            plan.remove.push(record(&old.kind, &old.key));
        }
    }
    Ok(plan)
}

/// A session that moves counts up from where it was.
fn follow(mut row: Planned, old: &Kept) -> Planned {
    if row.kind == "session" {
        let before = old.body.get("sequence").and_then(Json::as_u64).unwrap_or(0);
        let moved = ["start", "end", "room"].iter().any(|field| old.body.get(field) != row.body.get(field));
        if let Some(body) = row.body.as_object_mut() {
            body.insert("sequence".to_owned(), Json::from(before + u64::from(moved)));
        }
    }
    row
}

fn rows(data: &EventData) -> Result<Vec<Planned>, StoreError> {
    let programme = &data.programme;
    let mut rows = vec![row("event", "main", 0, &data.event)?];
    for (ord, track) in programme.tracks.iter().enumerate() {
        rows.push(row("track", track.id.as_str(), ord, track)?);
    }
    for (ord, venue) in programme.venues.iter().enumerate() {
        rows.push(row("venue", venue.id.as_str(), ord, venue)?);
    }
    for (ord, room) in programme.rooms.iter().enumerate() {
        rows.push(row("room", room.id.as_str(), ord, room)?);
    }
    for speaker in &programme.speakers {
        rows.push(row("speaker", speaker.id.as_str(), 0, speaker)?);
    }
    for session in &programme.sessions {
        rows.push(row("session", session.id.as_str(), 0, session)?);
    }
    for (ord, challenge) in data.challenges.iter().enumerate() {
        rows.push(row("challenge", challenge.shown.id.as_str(), ord, challenge)?);
    }
    for (ord, exhibitor) in data.exhibitors.iter().enumerate() {
        rows.push(row("exhibitor", exhibitor.id.as_str(), ord, exhibitor)?);
    }
    Ok(rows)
}

fn row(kind: &str, key: &str, ord: usize, what: &impl Serialize) -> Result<Planned, StoreError> {
    let body = serde_json::to_value(what).map_err(|e| StoreError::shape("event.import", e.to_string()))?;
    let hash = hex(&Sha256::digest(body.to_string().as_bytes()));
    let ord = i64::try_from(ord).unwrap_or(i64::MAX);
    Ok(Planned { id: record(kind, key), kind: kind.to_owned(), key: key.to_owned(), ord, hash, edited: false, body })
}

/// Rows back as what they are.
pub fn parsed<T: DeserializeOwned>(bodies: Vec<Json>) -> Result<Vec<T>, StoreError> {
    bodies.into_iter().map(parsed_one).collect()
}

/// A row back as what it is.
pub fn parsed_one<T: DeserializeOwned>(body: Json) -> Result<T, StoreError> {
    serde_json::from_value(body).map_err(|e| StoreError::shape("event.snapshot", e.to_string()))
}
