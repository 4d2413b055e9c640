//! One person's calendar: what takes whose time, whatever the area.
//!
//! Always holds: every text that takes somebody's time writes their guard first, so that two of them cannot rest on the same calendar; what blocks
//! never overlaps what blocks. An area puts `take_time!()` and `free_time!()` into the texts that book and cancel, with spans as `$spans` and
//! records as `$freed`; it keeps nothing of this itself. What was given up stays as a row that says so, for calendars.

use domain::commitments::{Commitment, Kind, LONGEST, Weight};
use domain::kernel::ids::AccountId;
use jiff::Timestamp;
use surrealdb::types::{RecordId, SurrealValue};

use crate::accounts::rows::parts;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;

pub(crate) mod erasure;
pub mod feed;

/// The texts of this area.
pub const QUERIES: &[Query] = &[OF_ACCOUNT.sample("{ account: 'a', after: time::now() }")];

const OF_ACCOUNT: Query =
    Query::read("commitments.of_account", "SELECT * FROM commitment WHERE account = $account AND start > $after ORDER BY start LIMIT 500");

/// Takes people's time, or moves what takes it: `$spans`, a list of [`Span`]s. Refused: `forum.clash`.
macro_rules! take_time {
    () => {
        "FOR $span IN $spans {
            UPSERT $span.guard SET number = (number ?? 0) + 1 RETURN NONE;
            LET $owner = $span.account;
            LET $since = $span.earliest;
            LET $until = $span.end;
            IF $span.blocks AND !array::is_empty(SELECT VALUE id FROM commitment WHERE account = $owner AND start > $since
                AND start < $until AND end > $span.start AND live = true AND blocks = true AND id != $span.id LIMIT 1) {
                THROW 'forum.clash'
            };
            UPSERT $span.id SET account = $span.account, kind = $span.kind, what = $span.what, start = $span.start, end = $span.end,
                label = $span.label, place = $span.place, blocks = $span.blocks, live = true, sequence = (sequence ?? -1) + 1 RETURN NONE;
         };
         "
    };
}
pub(crate) use take_time;

/// Gives people their time back: `$freed`, a list of records of [`record`].
macro_rules! free_time {
    () => {
        "FOR $free IN $freed {
            IF (SELECT VALUE live FROM ONLY $free) = true { UPDATE $free SET live = false, sequence += 1 RETURN NONE };
         };
         "
    };
}
pub(crate) use free_time;

/// The record of a commitment.
pub(crate) fn record(account: &AccountId, kind: Kind, what: &str) -> RecordId {
    parts("commitment", [account.to_string(), kind.code().to_owned(), what.to_owned()])
}

/// A span of somebody's time that a text takes.
#[derive(Clone, Debug, SurrealValue)]
pub(crate) struct Span {
    id: RecordId,
    guard: RecordId,
    account: String,
    kind: String,
    what: String,
    start: At,
    end: At,
    earliest: At,
    label: String,
    place: String,
    blocks: bool,
}

/// What takes somebody's time, for [`Span::new`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Takes<'a> {
    pub kind: Kind,
    pub what: &'a str,
    pub start: Timestamp,
    pub end: Timestamp,
    pub label: &'a str,
    pub place: &'a str,
}

impl Span {
    /// The time of this person.
    pub(crate) fn new(account: &AccountId, takes: Takes<'_>) -> Self {
        Self {
            id: record(account, takes.kind, takes.what),
            guard: RecordId::new("calendar_guard", account.as_str()),
            account: account.to_string(),
            kind: takes.kind.code().to_owned(),
            what: takes.what.to_owned(),
            start: At(takes.start),
            end: At(takes.end),
            earliest: At(takes.start.saturating_sub(LONGEST).unwrap_or(takes.start)),
            label: takes.label.to_owned(),
            place: takes.place.to_owned(),
            blocks: takes.kind.weight() == Weight::Block,
        }
    }
}

#[derive(SurrealValue)]
struct OfAccount {
    account: String,
    after: At,
}

#[derive(SurrealValue)]
struct Row {
    account: String,
    kind: String,
    what: String,
    start: At,
    end: At,
    label: String,
    place: String,
    sequence: i64,
    live: bool,
}

impl Store {
    /// What takes somebody's time from a moment on, in order, with what does not take place any more.
    pub async fn calendar_of(&self, account: &AccountId, from: Timestamp) -> Result<Vec<Commitment>, StoreError> {
        let shape = |what: &str| StoreError::shape("commitments.of_account", what.to_owned());
        let after = from.saturating_sub(LONGEST).unwrap_or(from);
        let rows: Vec<Row> = self.read(&OF_ACCOUNT, OfAccount { account: account.to_string(), after: At(after) }).await?;
        let read = |row: Row| {
            Ok(Commitment {
                account: AccountId::parse(&row.account).map_err(|_| shape("account"))?,
                kind: Kind::parse(&row.kind).ok_or_else(|| shape(&row.kind))?,
                what: row.what,
                start: row.start.0,
                end: row.end.0,
                label: row.label,
                place: row.place,
                sequence: u32::try_from(row.sequence.max(0)).unwrap_or(u32::MAX),
                live: row.live,
            })
        };
        rows.into_iter().filter(|row| row.end.0 > from).map(read).collect()
    }
}
