//! Rows of judging, and the ids of their records.

use domain::judging::{Affiliations, Conflict, Contest, Entry, Ground, Sheet, Standing, State};
use domain::kernel::ids::{AccountId, CityId, ContestId, EntryId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use surrealdb::types::{RecordId, SurrealValue};

use crate::accounts::rows::{key, parts};
use crate::engine::clock::At;
use crate::engine::error::StoreError;

/// Parameters by name.
macro_rules! params {
    ($($name:ident: $value:expr),* $(,)?) => {{
        let mut object = surrealdb::types::Object::new();
        $(object.insert(stringify!($name).to_owned(), surrealdb::types::SurrealValue::into_value($value));)*
        surrealdb::types::Value::Object(object)
    }};
}
pub(crate) use params;

pub fn contest(id: &ContestId) -> RecordId {
    RecordId::new("contest", id.as_str())
}

pub fn entry(contest: &ContestId, entry: &EntryId) -> RecordId {
    parts("contest_entry", [contest.to_string(), entry.to_string()])
}

pub fn juror(contest: &ContestId, juror: &AccountId) -> RecordId {
    parts("contest_juror", [contest.to_string(), juror.to_string()])
}

pub fn conflict(contest: &ContestId, juror: &AccountId, entry: &EntryId) -> RecordId {
    parts("contest_conflict", [contest.to_string(), juror.to_string(), entry.to_string()])
}

pub fn sheet(contest: &ContestId, juror: &AccountId, entry: &EntryId) -> RecordId {
    parts("score_sheet", [contest.to_string(), juror.to_string(), entry.to_string()])
}

pub fn pilot(contest: &ContestId, entry: &EntryId, city: &CityId) -> RecordId {
    parts("pilot", [contest.to_string(), entry.to_string(), city.to_string()])
}

/// Something of the domain as a column.
pub fn json(what: &impl Serialize) -> Result<Json, StoreError> {
    serde_json::to_value(what).map_err(|e| StoreError::shape("judging.row", e.to_string()))
}

/// A column as something of the domain.
pub fn read<T: DeserializeOwned>(column: Json) -> Result<T, StoreError> {
    serde_json::from_value(column).map_err(|e| StoreError::shape("judging.row", e.to_string()))
}

/// An id as it is kept.
pub fn id<T: std::str::FromStr>(text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::shape("judging.row", format!("`{text}` is no id")))
}

pub fn number(n: i64) -> u32 {
    u32::try_from(n.max(0)).unwrap_or(u32::MAX)
}

#[derive(SurrealValue)]
pub struct ContestRow {
    id: RecordId,
    title: Json,
    terms: Json,
    state: String,
    version: i64,
    terms_digest: Option<String>,
    opened_at: Option<At>,
    closed_at: Option<At>,
    sealed_at: Option<At>,
    announced_at: Option<At>,
    digest: Option<String>,
}

impl ContestRow {
    pub fn contest(self) -> Result<Contest, StoreError> {
        Ok(Contest {
            id: id(&key(&self.id)?)?,
            title: read(self.title)?,
            terms: read(self.terms)?,
            state: State::parse(&self.state).ok_or_else(|| StoreError::shape("judging.row", self.state.clone()))?,
            version: number(self.version),
            terms_digest: self.terms_digest,
            opened_at: self.opened_at.map(|at| at.0),
            closed_at: self.closed_at.map(|at| at.0),
            sealed_at: self.sealed_at.map(|at| at.0),
            digest: self.digest,
            announced_at: self.announced_at.map(|at| at.0),
        })
    }
}

#[derive(SurrealValue)]
pub struct EntryRow {
    contest: String,
    key: String,
    title: String,
    parts: Json,
    affiliations: Option<Json>,
}

impl EntryRow {
    pub fn new(contest: &ContestId, entry: &Entry) -> Result<Self, StoreError> {
        Ok(Self {
            contest: contest.to_string(),
            key: entry.key.to_string(),
            title: entry.title.clone(),
            parts: json(&entry.parts)?,
            affiliations: Some(json(&entry.affiliations)?),
        })
    }

    pub fn entry(self) -> Result<Entry, StoreError> {
        Ok(Entry {
            key: id(&self.key)?,
            title: self.title,
            parts: read(self.parts)?,
            affiliations: self.affiliations.map_or_else(|| Ok(Affiliations::default()), read)?,
        })
    }
}

#[derive(SurrealValue)]
pub struct ConflictRow {
    pub contest: String,
    pub juror: String,
    pub entry: String,
    pub ground: String,
    pub reason: Option<String>,
    pub at: At,
}

impl ConflictRow {
    pub fn conflict(self) -> Result<Conflict, StoreError> {
        Ok(Conflict {
            juror: id(&self.juror)?,
            entry: id(&self.entry)?,
            ground: Ground::parse(&self.ground).ok_or_else(|| StoreError::shape("judging.row", self.ground.clone()))?,
            reason: self.reason,
            at: self.at.0,
        })
    }
}

#[derive(SurrealValue)]
pub struct SheetRow {
    pub contest: String,
    pub juror: String,
    pub entry: String,
    pub scores: Json,
    pub standing: String,
    pub reopened: Option<String>,
    pub saved_at: At,
    pub version: i64,
}

impl SheetRow {
    pub fn sheet(self) -> Result<Sheet, StoreError> {
        Ok(Sheet {
            juror: id(&self.juror)?,
            entry: id(&self.entry)?,
            scores: read(self.scores)?,
            standing: Standing::parse(&self.standing).ok_or_else(|| StoreError::shape("judging.row", self.standing.clone()))?,
            reopened: self.reopened,
            saved_at: self.saved_at.0,
            version: number(self.version),
        })
    }
}
