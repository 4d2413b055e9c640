//! A person's own ledger: who saw or got what of them, and when.
//!
//! Always holds: what a company did is noted in the transaction that did it.

use domain::forum::Fields;
use domain::forum::ledger::{Entry, Kind};
use domain::kernel::ids::{AccountId, StationId};
use jiff::Timestamp;
use surrealdb::types::{RecordId, SurrealValue};

use crate::accounts::rows::account;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;

/// The texts of this module.
pub const QUERIES: &[Query] = &[SIGHTS.sample("{ account: account:a }"), READINGS.sample("{ registration: registration:a }")];

/// How many rows of the audit trail about a person are looked through.
const TRAIL: usize = 500;

const SIGHTS: Query = Query::read(
    "forum.sights",
    "SELECT at, kind, company, name, fields FROM sight WHERE account = $account AND at > d'1970-01-01T00:00:00Z' ORDER BY at DESC LIMIT 2000",
);
const READINGS: Query = Query::read("forum.readings", "SELECT station, at FROM scan WHERE registration = $registration LIMIT 2000");

#[derive(SurrealValue)]
struct OfAccount {
    account: RecordId,
}

#[derive(SurrealValue)]
struct OfRegistration {
    registration: RecordId,
}

#[derive(SurrealValue)]
struct SightRow {
    at: At,
    kind: String,
    company: Option<String>,
    name: Option<String>,
    fields: Vec<String>,
}

#[derive(SurrealValue)]
struct ReadingRow {
    station: String,
    at: At,
}

impl Store {
    /// Everything that is known of who saw what of a person, the newest first.
    pub async fn ledger_of(&self, who: &AccountId) -> Result<Vec<Entry>, StoreError> {
        let sights: Vec<SightRow> = self.read(&SIGHTS, OfAccount { account: account(who) }).await?;
        let mut all: Vec<Entry> = sights
            .into_iter()
            .filter_map(|row| {
                let kind = Kind::parse(&row.kind)?;
                let fields = Fields::parse(row.fields.iter().map(String::as_str));
                Some(Entry { at: row.at.0, kind, who: row.name.or(row.company).unwrap_or_default(), fields })
            })
            .collect();
        let readings: Vec<ReadingRow> = self.read(&READINGS, OfRegistration { registration: RecordId::new("registration", who.as_str()) }).await?;
        all.extend(readings.into_iter().filter_map(|row| StationId::parse(&row.station).ok().map(|station| reading(row.at.0, &station))));
        // The visa desk's reading is in the audit trail.
        let page = self.audit_of(&format!("visa:{who}"), None, TRAIL).await?;
        all.extend(page.rows.into_iter().filter_map(|row| {
            let kind = Kind::of_verb(&row.entry.verb)?;
            (row.entry.actor != who.as_str()).then(|| Entry { at: row.at, kind, who: String::new(), fields: Fields::default() })
        }));
        all.sort_by_key(|entry| std::cmp::Reverse(entry.at));
        Ok(all)
    }
}

fn reading(at: Timestamp, station: &StationId) -> Entry {
    Entry { at, kind: Kind::CheckedIn, who: station.to_string(), fields: Fields::default() }
}
