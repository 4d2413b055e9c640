//! Badges and check-in.
//!
//! Always holds: a registration has one badge that counts, guarded by its `badge_holder` row; a badge that was replaced is void in the same
//! transaction; at a station a registration has one check-in, guarded by the row that every reading of it writes; a reading is kept whatever
//! becomes of it, once.

pub(crate) mod badges;
pub(crate) mod erasure;
pub(crate) mod prints;
pub(crate) mod scans;
pub(crate) mod stations;

use domain::checkin::Face;
use domain::kernel::ids::{BadgeId, RegistrationId};
use domain::registration::Draft;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use surrealdb::types::{RecordId, RecordIdKey};

use crate::engine::audit::hex;
use crate::engine::error::StoreError;

pub use badges::{BadgeFilter, BadgePage, BadgeRow, Listed, OfflineList};
pub use prints::{PrintRun, PrintedBadge};
pub use scans::{NewScan, Reading, Recent, Subject};
pub use stations::{Arrivals, StationCount};

/// The id of the badge with this code: 128 bits of its SHA-256. No salt is needed for 80 random bits.
pub fn badge_id(code: &domain::checkin::Code) -> Result<BadgeId, StoreError> {
    let digest = hex(&Sha256::digest(format!("plenary badge {}", code.plain()).as_bytes()));
    BadgeId::parse(digest.get(..32).unwrap_or_default()).map_err(|e| StoreError::shape("checkin.badge_id", e.to_string()))
}

fn registration(id: &RegistrationId) -> RecordId {
    RecordId::new("registration", id.as_str())
}

fn badge(id: &BadgeId) -> RecordId {
    RecordId::new("badge", id.as_str())
}

fn holder(id: &RegistrationId) -> RecordId {
    RecordId::new("badge_holder", id.as_str())
}

fn key(record: &RecordId) -> Result<&str, StoreError> {
    match &record.key {
        RecordIdKey::String(key) => Ok(key),
        _ => Err(StoreError::shape("checkin.id", "the key is not a text")),
    }
}

fn registration_id(record: &RecordId) -> Result<RegistrationId, StoreError> {
    RegistrationId::parse(key(record)?).map_err(|e| StoreError::shape("checkin.id", e.to_string()))
}

/// The face of a badge; a registration that is gone has an empty one.
fn face(draft: Option<Json>) -> Result<Face, StoreError> {
    let draft: Draft = match draft {
        Some(draft) => serde_json::from_value(draft).map_err(|e| StoreError::shape("checkin.face", e.to_string()))?,
        None => Draft::default(),
    };
    Ok(Face::of(&draft))
}
