//! The outbox: messages that are sent because a change was committed.
//!
//! Always holds: a message is queued in the transaction of its cause; a message is claimed by one sender at a time, over
//! all nodes; a sender that dies gives it back when its claim ends, so a message is sent at least once.

use jiff::{SignedDuration, Timestamp};
use surrealdb::types::{RecordId, SurrealValue, Value};
use uuid::Uuid;

use super::clock::At;
use super::connect::Store;
use super::error::StoreError;
use super::query::Query;
use super::tx::Tx;

/// A message to queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The address.
    pub to: String,
    /// The language of the text.
    pub lang: String,
    /// `area.what`, for lists and tests.
    pub kind: String,
    /// The subject line.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The same as HTML, if there is such a version.
    pub html: Option<String>,
    /// Not before this; at once when absent.
    pub due: Option<Timestamp>,
    /// What it belongs to, as `area:id`, for lists; nothing when it is of one person's own doing.
    pub about: Option<String>,
    /// Its key where that has to be the same at every try; see [`Mail::keyed`].
    key: Option<String>,
}

impl Mail {
    /// A message in plain text, due at once.
    #[must_use]
    pub fn new(to: impl Into<String>, lang: impl Into<String>, kind: impl Into<String>, subject: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            to: to.into(),
            lang: lang.into(),
            kind: kind.into(),
            subject: subject.into(),
            text: text.into(),
            html: None,
            due: None,
            about: None,
            key: None,
        }
    }

    /// Adds the HTML version.
    #[must_use]
    pub fn html(mut self, html: impl Into<String>) -> Self {
        self.html = Some(html.into());
        self
    }

    /// Not before this moment.
    #[must_use]
    pub fn due(mut self, due: Timestamp) -> Self {
        self.due = Some(due);
        self
    }

    /// Says what it belongs to, such as `bulk:1`.
    #[must_use]
    pub fn about(mut self, what: impl Into<String>) -> Self {
        self.about = Some(what.into());
        self
    }

    /// Gives it the one key of its cause: it is queued once, whoever tries. The key is sorted by the moment like all others, so the same
    /// moment has to be given at every try.
    #[must_use]
    pub fn keyed(mut self, moment: Timestamp, cause: &str) -> Self {
        let millis = moment.as_millisecond().max(0);
        self.key = Some(format!("{:08x}-{:04x}-{cause}", millis >> 16, millis & 0xffff));
        self
    }

    /// The key it was given, if it was.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    pub(crate) fn row(&self, now: Timestamp) -> Value {
        let key = self.key.clone().unwrap_or_else(|| Uuid::now_v7().to_string());
        NewRow {
            id: RecordId::new("outbox", key.clone()),
            key,
            to: self.to.clone(),
            lang: self.lang.clone(),
            kind: self.kind.clone(),
            subject: self.subject.clone(),
            text: self.text.clone(),
            html: self.html.clone(),
            about: self.about.clone(),
            due: At(self.due.unwrap_or(now)),
            at: At(now),
            attempts: 0,
            state: OutboxState::Queued,
        }
        .into_value()
    }
}

/// Where a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SurrealValue)]
#[surreal(untagged, rename_all = "snake_case")]
pub enum OutboxState {
    /// Waits for its time.
    Queued,
    /// Claimed by a sender.
    Sending,
    /// Handed over.
    Sent,
    /// Given up.
    Failed,
    /// Not sent because no mail server is configured; kept for reading in the console.
    Kept,
}

#[derive(SurrealValue)]
struct NewRow {
    id: RecordId,
    key: String,
    to: String,
    lang: String,
    kind: String,
    subject: String,
    text: String,
    html: Option<String>,
    about: Option<String>,
    due: At,
    at: At,
    attempts: i64,
    state: OutboxState,
}

/// A message in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its key, sortable by age.
    pub key: String,
    /// The message.
    pub mail: Mail,
    /// When it was queued.
    pub at: Timestamp,
    /// How often a sender has claimed it.
    pub attempts: i64,
    /// Where it is.
    pub state: OutboxState,
    /// Why the last attempt failed.
    pub trouble: Option<String>,
}

/// One page of messages, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxPage {
    /// The messages.
    pub rows: Vec<OutboxRow>,
    /// The key to pass as `before` for the next page, if there may be one.
    pub next: Option<String>,
}

#[derive(Debug, SurrealValue)]
struct Row {
    key: String,
    to: String,
    lang: String,
    kind: String,
    subject: String,
    text: String,
    html: Option<String>,
    about: Option<String>,
    due: At,
    at: At,
    attempts: i64,
    state: OutboxState,
    trouble: Option<String>,
}

impl From<Row> for OutboxRow {
    fn from(row: Row) -> Self {
        Self {
            key: row.key,
            mail: Mail {
                to: row.to,
                lang: row.lang,
                kind: row.kind,
                subject: row.subject,
                text: row.text,
                html: row.html,
                due: Some(row.due.0),
                about: row.about,
                key: None,
            },
            at: row.at.0,
            attempts: row.attempts,
            state: row.state,
            trouble: row.trouble,
        }
    }
}

/// The texts of this module.
pub const QUERIES: &[Query] = &[CLAIM, SENT, FAILED, LIST, LIST_STATE, LIST_TO, LIST_ABOUT];

const CLAIM: Query = Query::write(
    "engine.outbox_claim",
    "LET $due = (SELECT id, due FROM outbox WHERE state = 'queued' AND due <= $now ORDER BY due LIMIT $limit);
     LET $late = (SELECT id, due FROM outbox WHERE state = 'sending' AND due <= $now ORDER BY due LIMIT $limit);
     LET $both = array::slice(array::concat($due.id, $late.id), 0, $limit);
     (UPDATE $both SET state = 'sending', attempts += 1, due = $until, lease = $holder RETURN AFTER);",
)
.sample("{ now: d'2017-06-27T00:00:00Z', until: d'2017-06-27T00:01:00Z', limit: 10, holder: 'node' }");

const SENT: Query = Query::write(
    "engine.outbox_sent",
    "(UPDATE type::record('outbox', $key) SET state = $state, sent_at = $now, lease = NONE, trouble = NONE
        WHERE state = 'sending' AND lease = $holder RETURN VALUE key);",
)
.sample("{ key: 'k', state: 'sent', now: d'2017-06-27T00:00:00Z', holder: 'node' }");

const FAILED: Query = Query::write(
    "engine.outbox_failed",
    "(UPDATE type::record('outbox', $key)
        SET state = IF $again = NONE { 'failed' } ELSE { 'queued' }, due = $again ?? due, lease = NONE, trouble = $trouble
        WHERE state = 'sending' AND lease = $holder RETURN VALUE key);",
)
.sample("{ key: 'k', again: NONE, trouble: 'refused', holder: 'node' }");

const LIST: Query =
    Query::read("engine.outbox_list", "SELECT * FROM outbox WHERE key < $before ORDER BY key DESC LIMIT $limit").sample("{ before: 'z', limit: 20 }");

const LIST_STATE: Query =
    Query::read("engine.outbox_list_state", "SELECT * FROM outbox WHERE state = $state AND key < $before ORDER BY key DESC LIMIT $limit")
        .sample("{ state: 'failed', before: 'z', limit: 20 }");

const LIST_TO: Query = Query::read("engine.outbox_list_to", "SELECT * FROM outbox WHERE to = $of AND key < $before ORDER BY key DESC LIMIT $limit")
    .sample("{ of: 'a@x.org', before: 'z', limit: 20 }");

const LIST_ABOUT: Query =
    Query::read("engine.outbox_list_about", "SELECT * FROM outbox WHERE about = $of AND key < $before ORDER BY key DESC LIMIT $limit")
        .sample("{ of: 'bulk:a', before: 'z', limit: 20 }");

#[derive(SurrealValue)]
struct Claim {
    now: At,
    until: At,
    limit: i64,
    holder: String,
}

#[derive(SurrealValue)]
struct Sent {
    key: String,
    state: OutboxState,
    now: At,
    holder: String,
}

#[derive(SurrealValue)]
struct Failed {
    key: String,
    again: Value,
    trouble: String,
    holder: String,
}

#[derive(SurrealValue)]
struct List {
    before: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct ListState {
    state: OutboxState,
    before: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct ListOf {
    of: String,
    before: String,
    limit: i64,
}

/// Sorts after every key.
const LAST: &str = "~";

impl Store {
    /// Claims messages that are due for this sender, for the length of the lease.
    pub async fn claim_due(&self, holder: &str, limit: usize, lease: SignedDuration, now: Timestamp) -> Result<Vec<OutboxRow>, StoreError> {
        let until = now.checked_add(lease).map_err(|e| StoreError::shape("engine.outbox_claim", e.to_string()))?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let claim = Claim { now: At(now), until: At(until), limit, holder: holder.to_owned() };
        let rows: Vec<Row> = self.tx(Tx::new(&CLAIM, now).bind(claim)).await?.many()?;
        Ok(rows.into_iter().map(OutboxRow::from).collect())
    }

    /// Notes that a claimed message was handed over; `NotFound` if the claim has gone to another sender.
    pub async fn mark_sent(&self, holder: &str, key: &str, now: Timestamp) -> Result<(), StoreError> {
        self.mark(holder, key, OutboxState::Sent, now).await
    }

    /// Notes that a claimed message is kept for reading and not sent.
    pub async fn mark_kept(&self, holder: &str, key: &str, now: Timestamp) -> Result<(), StoreError> {
        self.mark(holder, key, OutboxState::Kept, now).await
    }

    async fn mark(&self, holder: &str, key: &str, state: OutboxState, now: Timestamp) -> Result<(), StoreError> {
        let sent = Sent { key: key.to_owned(), state, now: At(now), holder: holder.to_owned() };
        self.tx(Tx::new(&SENT, now).bind(sent)).await?.one::<String>().map(drop)
    }

    /// Notes that sending a claimed message failed; it is tried again at `again`, or given up without it.
    pub async fn mark_failed(&self, holder: &str, key: &str, trouble: &str, again: Option<Timestamp>, now: Timestamp) -> Result<(), StoreError> {
        let failed = Failed {
            key: key.to_owned(),
            again: again.map_or(Value::None, |at| At(at).into_value()),
            trouble: trouble.to_owned(),
            holder: holder.to_owned(),
        };
        self.tx(Tx::new(&FAILED, now).bind(failed)).await?.one::<String>().map(drop)
    }

    /// A page of messages, newest first, of one state or of all.
    pub async fn outbox(&self, state: Option<OutboxState>, before: Option<&str>, limit: usize) -> Result<OutboxPage, StoreError> {
        let before = before.unwrap_or(LAST).to_owned();
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows: Vec<Row> = match state {
            Some(state) => self.read(&LIST_STATE, ListState { state, before, limit: most }).await?,
            None => self.read(&LIST, List { before, limit: most }).await?,
        };
        Ok(page_of(rows, limit))
    }

    /// A page of messages to one address, newest first.
    pub async fn outbox_to(&self, to: &str, before: Option<&str>, limit: usize) -> Result<OutboxPage, StoreError> {
        self.outbox_of(&LIST_TO, to, before, limit).await
    }

    /// A page of messages that belong to one thing, such as `bulk:1`, newest first.
    pub async fn outbox_about(&self, about: &str, before: Option<&str>, limit: usize) -> Result<OutboxPage, StoreError> {
        self.outbox_of(&LIST_ABOUT, about, before, limit).await
    }

    async fn outbox_of(&self, query: &'static Query, of: &str, before: Option<&str>, limit: usize) -> Result<OutboxPage, StoreError> {
        let list = ListOf { of: of.to_owned(), before: before.unwrap_or(LAST).to_owned(), limit: i64::try_from(limit).unwrap_or(i64::MAX) };
        Ok(page_of(self.read(query, list).await?, limit))
    }
}

fn page_of(rows: Vec<Row>, limit: usize) -> OutboxPage {
    let next = if rows.len() == limit { rows.last().map(|row| row.key.clone()) } else { None };
    OutboxPage { rows: rows.into_iter().map(OutboxRow::from).collect(), next }
}
