//! The audit trail: what was done by whom, append-only and hash-chained.
//!
//! Always holds: a row is written in the transaction of the change, with a digest of its own content and an open mark;
//! rows and seals are written once (the schema throws on any other event); [`Store::seal_audit`] links the marked rows
//! into the chain: a seal covers its rows' digests and the seal before it. A changed, removed or smuggled row, and a
//! changed or removed seal, is found by [`Store::audit_verify`].
//!
//! The chain is made after the commit because a chained head inside every transaction would let only one change of the
//! whole product commit at a time. Sealing is a job that any node may run: the seal's number is its record id, so two
//! sealers cannot both win.

use jiff::Timestamp;
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};
use surrealdb::types::{RecordId, SurrealValue, Value, Variables};
use uuid::Uuid;

use super::clock::At;
use super::connect::Store;
use super::error::StoreError;
use super::query::{Query, many, one};
use super::tx::Tx;

/// Rows that one seal covers at most.
const BATCH: usize = 100;
/// What the first seal names as the one before it.
const FIRST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Who did it.
    pub actor: String,
    /// For whom, when somebody acted for another.
    pub on_behalf: Option<String>,
    /// What, as `area.past_tense`.
    pub verb: String,
    /// To what, as `area:key`.
    pub subject: String,
    /// The facts that somebody will ask for; no secrets, no texts of messages.
    pub details: Map<String, Json>,
}

impl AuditEntry {
    /// Somebody did something to something.
    #[must_use]
    pub fn new(actor: impl Into<String>, verb: impl Into<String>, subject: impl Into<String>) -> Self {
        Self { actor: actor.into(), on_behalf: None, verb: verb.into(), subject: subject.into(), details: Map::new() }
    }

    /// Says for whom it was done.
    #[must_use]
    pub fn on_behalf(mut self, of: impl Into<Option<String>>) -> Self {
        self.on_behalf = of.into();
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn detail(mut self, name: impl Into<String>, fact: impl Into<Json>) -> Self {
        self.details.insert(name.into(), fact.into());
        self
    }

    /// The row and its open mark.
    pub(crate) fn row(&self, name: &'static str, now: Timestamp) -> Result<NewRow, StoreError> {
        let key = Uuid::now_v7().to_string();
        let row = Row {
            id: RecordId::new("audit", key.clone()),
            key: key.clone(),
            at: At(now),
            actor: self.actor.clone(),
            on_behalf: self.on_behalf.clone(),
            verb: self.verb.clone(),
            subject: self.subject.clone(),
            details: Json::Object(self.details.clone()).into_value(),
            digest: String::new(),
        };
        if self.actor.is_empty() || self.verb.is_empty() || self.subject.is_empty() {
            return Err(StoreError::shape(name, "an audit entry needs actor, verb and subject"));
        }
        let digest = row.digest();
        let content = Row { digest, ..row }.into_value();
        Ok(NewRow { content, open: RecordId::new("audit_open", key) })
    }
}

/// What [`AuditEntry::row`] makes.
pub(crate) struct NewRow {
    pub(crate) content: Value,
    pub(crate) open: RecordId,
}

#[derive(Debug, Clone, SurrealValue)]
struct Row {
    id: RecordId,
    key: String,
    at: At,
    actor: String,
    on_behalf: Option<String>,
    verb: String,
    subject: String,
    details: Value,
    digest: String,
}

impl Row {
    /// The digest of everything but the digest.
    fn digest(&self) -> String {
        let mut text = String::new();
        let on_behalf = self.on_behalf.clone().map_or(Json::Null, Json::String);
        let details = self.details.clone().into_json_value();
        let at = self.at.0.to_string();
        let fields: [&Json; 7] = [
            &Json::String(self.key.clone()),
            &Json::String(at),
            &Json::String(self.actor.clone()),
            &on_behalf,
            &Json::String(self.verb.clone()),
            &Json::String(self.subject.clone()),
            &details,
        ];
        for field in fields {
            canonical(field, &mut text);
            text.push('\n');
        }
        hex(&Sha256::digest(text.as_bytes()))
    }
}

/// JSON with sorted keys and no spaces.
fn canonical(value: &Json, out: &mut String) {
    match value {
        Json::Object(map) => {
            let mut keys: Vec<_> = map.iter().collect();
            keys.sort_by_key(|(key, _)| *key);
            out.push('{');
            for (index, (key, value)) in keys.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                canonical(&Json::String(key.clone()), out);
                out.push(':');
                canonical(value, out);
            }
            out.push('}');
        }
        Json::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                canonical(item, out);
            }
            out.push(']');
        }
        other => out.push_str(&other.to_string()),
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// One row as people read it.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditRow {
    /// Its key, sortable by the order of writing.
    pub key: String,
    /// When.
    pub at: Timestamp,
    /// What, by whom, to what.
    pub entry: AuditEntry,
    /// The digest of its content.
    pub digest: String,
}

impl From<Row> for AuditRow {
    fn from(row: Row) -> Self {
        let details = match row.details.into_json_value() {
            Json::Object(map) => map,
            _ => Map::new(),
        };
        Self {
            key: row.key,
            at: row.at.0,
            entry: AuditEntry { actor: row.actor, on_behalf: row.on_behalf, verb: row.verb, subject: row.subject, details },
            digest: row.digest,
        }
    }
}

/// One page of the trail, newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditPage {
    /// The rows.
    pub rows: Vec<AuditRow>,
    /// The key to pass as `before` for the next page, if there may be one.
    pub next: Option<String>,
}

/// What verifying found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditReport {
    /// Rows that a seal covers.
    pub sealed: u64,
    /// Rows that no seal covers yet.
    pub open: u64,
    /// Seals in the chain.
    pub seals: u64,
    /// The hash of the newest seal: who writes it down elsewhere can also prove that nothing was cut off the end.
    pub head: String,
    /// The first thing that is wrong.
    pub first_break: Option<String>,
}

impl AuditReport {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.first_break.is_none()
    }
}

impl std::fmt::Display for AuditReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.first_break {
            Some(what) => write!(f, "the audit trail was changed: {what}"),
            None => {
                write!(f, "the audit trail is whole: {} rows in {} seals, {} open; newest seal {}", self.sealed, self.seals, self.open, self.head)
            }
        }
    }
}

#[derive(Debug, Clone, SurrealValue)]
struct Head {
    number: i64,
    total: i64,
    hash: String,
}

#[derive(Debug, Clone, SurrealValue)]
struct Seal {
    number: i64,
    rows: Vec<String>,
    prev: String,
    hash: String,
}

#[derive(Debug, SurrealValue)]
struct Standing {
    head: Option<Head>,
    rows: i64,
    open: Vec<String>,
}

/// The texts of this module.
pub const QUERIES: &[Query] = &[ALL, OF_SUBJECT, OF_ACTOR, HEAD, OPEN, SOME, SEALS, STANDING, SEAL];

const ALL: Query =
    Query::read("engine.audit", "SELECT * FROM audit WHERE key < $before ORDER BY key DESC LIMIT $limit").sample("{ before: '~', limit: 20 }");
const OF_SUBJECT: Query =
    Query::read("engine.audit_of_subject", "SELECT * FROM audit WHERE subject = $of AND key < $before ORDER BY key DESC LIMIT $limit")
        .sample("{ of: 'person:p', before: '~', limit: 20 }");
const OF_ACTOR: Query =
    Query::read("engine.audit_of_actor", "SELECT * FROM audit WHERE actor = $of AND key < $before ORDER BY key DESC LIMIT $limit")
        .sample("{ of: 'person:p', before: '~', limit: 20 }");
const HEAD: Query = Query::read("engine.audit_head", "SELECT number, total, hash FROM ONLY audit_head:main");
const OPEN: Query = Query::read("engine.audit_open", "SELECT VALUE record::id(id) FROM audit_open LIMIT $limit")
    .sample("{ limit: 10 }")
    .tiny(&[("audit_open", "emptied every second by the sealer")]);
const SOME: Query = Query::read("engine.audit_some", "SELECT * FROM $ids").sample("{ ids: [audit:one] }");
const SEALS: Query = Query::read("engine.audit_seals", "SELECT number, rows, prev, hash FROM $ids").sample("{ ids: [audit_seal:1] }");
const STANDING: Query = Query::read(
    "engine.audit_standing",
    "RETURN {
        head: (SELECT number, total, hash FROM ONLY audit_head:main),
        rows: (SELECT count() FROM audit GROUP ALL)[0].count ?? 0,
        open: (SELECT VALUE record::id(id) FROM audit_open)
    }",
)
.tiny(&[("audit", "a full count, only when the trail is verified"), ("audit_open", "emptied every second")]);
const SEAL: Query = Query::write(
    "engine.audit_seal",
    "LET $head = (SELECT number FROM ONLY audit_head:main);
     IF ($head.number ?? 0) != $number - 1 { THROW 'audit.sealed_elsewhere' };
     CREATE type::record('audit_seal', $number)
        SET number = $number, rows = $rows, prev = $prev, hash = $hash, at = $at RETURN NONE;
     UPSERT audit_head:main SET number = $number, total = $total, hash = $hash RETURN NONE;
     DELETE $open RETURN NONE;",
)
.sample("{ number: 1, rows: ['k'], prev: '0', hash: '1', total: 1, at: d'2017-06-27T00:00:00Z', open: [audit_open:k] }");

#[derive(SurrealValue)]
struct Page {
    before: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct PageOf {
    of: String,
    before: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct NewSeal {
    number: i64,
    rows: Vec<String>,
    prev: String,
    hash: String,
    total: i64,
    at: At,
    open: Vec<RecordId>,
}

#[derive(SurrealValue)]
struct Ids {
    ids: Vec<RecordId>,
}

#[derive(SurrealValue)]
struct Limit {
    limit: i64,
}

/// The hash of a seal.
fn seal_hash(number: i64, prev: &str, digests: &[String]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(number.to_be_bytes());
    hasher.update(prev.as_bytes());
    for digest in digests {
        hasher.update(digest.as_bytes());
    }
    hex(&hasher.finalize())
}

impl Store {
    /// A page of the whole trail, newest first.
    pub async fn audit(&self, before: Option<&str>, limit: usize) -> Result<AuditPage, StoreError> {
        let page = Page { before: before.unwrap_or("~").to_owned(), limit: i64::try_from(limit).unwrap_or(i64::MAX) };
        Ok(page_of(self.read(&ALL, page).await?, limit))
    }

    /// A page of what was done to one subject, newest first.
    pub async fn audit_of(&self, subject: &str, before: Option<&str>, limit: usize) -> Result<AuditPage, StoreError> {
        Ok(page_of(self.read(&OF_SUBJECT, page_params(subject, before, limit)).await?, limit))
    }

    /// A page of what one actor did, newest first.
    pub async fn audit_by(&self, actor: &str, before: Option<&str>, limit: usize) -> Result<AuditPage, StoreError> {
        Ok(page_of(self.read(&OF_ACTOR, page_params(actor, before, limit)).await?, limit))
    }

    /// Links the open rows into the chain; answers how many. A job calls it every second or so.
    pub async fn seal_audit(&self, now: Timestamp) -> Result<usize, StoreError> {
        let mut sealed = 0;
        loop {
            let count = self.seal_batch(now).await?;
            sealed += count;
            if count < BATCH {
                return Ok(sealed);
            }
        }
    }

    async fn seal_batch(&self, now: Timestamp) -> Result<usize, StoreError> {
        let head: Option<Head> = self.read_option(&HEAD, Variables::new()).await?;
        let head = head.unwrap_or(Head { number: 0, total: 0, hash: FIRST.to_owned() });
        let keys: Vec<String> = self.read(&OPEN, Limit { limit: i64::try_from(BATCH).unwrap_or(i64::MAX) }).await?;
        if keys.is_empty() {
            return Ok(0);
        }
        let rows = self.audit_rows(&keys).await?;
        let digests: Vec<String> = rows.iter().map(Row::digest).collect();
        let number = head.number + 1;
        let count = rows.len();
        let seal = NewSeal {
            number,
            hash: seal_hash(number, &head.hash, &digests),
            rows: rows.into_iter().map(|row| row.key).collect(),
            prev: head.hash,
            total: head.total + i64::try_from(count).unwrap_or(i64::MAX),
            at: At(now),
            open: keys.iter().map(|key| RecordId::new("audit_open", key.clone())).collect(),
        };
        match self.tx(Tx::new(&SEAL, now).bind(seal)).await {
            Ok(_) => Ok(count),
            // Another node's sealer was quicker; it has these rows.
            Err(StoreError::Refused(_)) => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// Walks the whole chain and reports the first break.
    pub async fn audit_verify(&self) -> Result<AuditReport, StoreError> {
        let value = self.read_value(&STANDING, Value::None).await?;
        let standing: Standing = one(STANDING.name, value)?.ok_or(StoreError::NotFound)?;
        let head = standing.head.unwrap_or(Head { number: 0, total: 0, hash: FIRST.to_owned() });
        let open = standing.open.len();
        let mut report = AuditReport {
            sealed: 0,
            open: u64::try_from(open).unwrap_or(u64::MAX),
            seals: u64::try_from(head.number).unwrap_or(0),
            head: head.hash.clone(),
            first_break: None,
        };
        report.first_break = self.walk(&head, &standing.open, &mut report.sealed).await?;
        if report.first_break.is_none() {
            let counted = i64::try_from(open).unwrap_or(i64::MAX) + head.total;
            if counted != standing.rows || u64::try_from(head.total) != Ok(report.sealed) {
                report.first_break = Some(format!("{} rows are kept, {counted} are sealed or open", standing.rows));
            }
        }
        Ok(report)
    }

    async fn walk(&self, head: &Head, open: &[String], sealed: &mut u64) -> Result<Option<String>, StoreError> {
        let mut prev = FIRST.to_owned();
        let mut number = 0;
        while number < head.number {
            let until = (number + 20).min(head.number);
            let ids = (number + 1..=until).map(|n| RecordId::new("audit_seal", n)).collect();
            let seals: Vec<Seal> = self.read(&SEALS, Ids { ids }).await?;
            for expected in number + 1..=until {
                let Some(seal) = seals.iter().find(|seal| seal.number == expected) else {
                    return Ok(Some(format!("seal {expected} is missing")));
                };
                let rows = self.audit_rows(&seal.rows).await?;
                if let Some(wrong) = wrong_row(&seal.rows, &rows) {
                    return Ok(Some(wrong));
                }
                let digests: Vec<String> = rows.iter().map(|row| row.digest.clone()).collect();
                if seal.prev != prev || seal.hash != seal_hash(expected, &prev, &digests) {
                    return Ok(Some(format!("seal {expected} does not follow from its rows and the seal before it")));
                }
                prev.clone_from(&seal.hash);
                *sealed += u64::try_from(rows.len()).unwrap_or(u64::MAX);
            }
            number = until;
        }
        if prev != head.hash {
            return Ok(Some("the head is not the newest seal".to_owned()));
        }
        for keys in open.chunks(BATCH) {
            if let Some(wrong) = wrong_row(keys, &self.audit_rows(keys).await?) {
                return Ok(Some(wrong));
            }
        }
        Ok(None)
    }

    /// These rows, in this order, without those that are missing.
    async fn audit_rows(&self, keys: &[String]) -> Result<Vec<Row>, StoreError> {
        let ids = keys.iter().map(|key| RecordId::new("audit", key.clone())).collect();
        let value = self.read_value(&SOME, Ids { ids }.into_value()).await?;
        many(SOME.name, value)
    }
}

/// Compares what a seal names with what is kept.
fn wrong_row(keys: &[String], rows: &[Row]) -> Option<String> {
    for (index, key) in keys.iter().enumerate() {
        match rows.get(index) {
            Some(row) if row.key == *key && row.digest == row.digest() => {}
            Some(row) if row.key == *key => return Some(format!("row {key} was changed")),
            _ => return Some(format!("row {key} is missing")),
        }
    }
    None
}

fn page_params(of: &str, before: Option<&str>, limit: usize) -> PageOf {
    PageOf { of: of.to_owned(), before: before.unwrap_or("~").to_owned(), limit: i64::try_from(limit).unwrap_or(i64::MAX) }
}

fn page_of(rows: Vec<Row>, limit: usize) -> AuditPage {
    let next = if rows.len() == limit { rows.last().map(|row| row.key.clone()) } else { None };
    AuditPage { rows: rows.into_iter().map(AuditRow::from).collect(), next }
}
