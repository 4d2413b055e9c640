//! A person's own ledger: who saw or got what of them, and when.
//!
//! Always holds: what a company did is noted in the transaction that did it.

use domain::forum::Fields;
use domain::forum::ledger::{Entry, Kind};
use domain::kernel::ids::{AccountId, StationId};
use jiff::Timestamp;
use surrealdb::types::{RecordId, SurrealValue};

use super::leads::words;
use crate::accounts::rows::account;
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

/// The texts of this module.
pub const QUERIES: &[Query] = &[
    SIGHTS.sample("{ account: account:a }"),
    READINGS.sample("{ registration: registration:a }"),
    LOOKED.sample("{ rows: [{ id: sight:['a', 'opened', 'b', 'h'], account: account:a }], kind: 'opened', now: time::now() }"),
];

/// How many people one note takes on.
const PIECE: usize = 200;
/// How many rows of the audit trail about a person are looked through.
const TRAIL: usize = 500;

const SIGHTS: Query = Query::read(
    "forum.sights",
    "SELECT at, kind, company, name, fields FROM sight WHERE account = $account AND at > d'1970-01-01T00:00:00Z' ORDER BY at DESC LIMIT 2000",
);
const READINGS: Query = Query::read("forum.readings", "SELECT station, at FROM scan WHERE registration = $registration LIMIT 2000");

// Whose account is gone has no ledger.
const LOOKED: Query = Query::write(
    "forum.looked",
    "FOR $row IN $rows {
        IF !record::exists($row.id) AND record::exists($row.account) {
            CREATE $row.id SET account = $row.account, at = $now, kind = $kind, fields = [] RETURN NONE
        };
     };
     true",
);

#[derive(SurrealValue)]
struct LookedRow {
    id: RecordId,
    account: RecordId,
}

#[derive(SurrealValue)]
struct LookedParams {
    rows: Vec<LookedRow>,
    kind: String,
    now: At,
}

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
    /// Notes in people's ledgers that somebody of the secretariat looked at them; repeated looks of one hour are one. One's own are none.
    pub async fn note_looks(&self, act: &Act<'_>, kind: Kind, people: &[AccountId]) -> Result<(), StoreError> {
        let by = act.actor.audit_name();
        let hour = (act.now.as_second() / 3600).to_string();
        for piece in people.chunks(PIECE) {
            let rows: Vec<LookedRow> = piece
                .iter()
                .filter(|who| who.as_str() != by)
                .map(|who| LookedRow { id: words("sight", [who.as_str(), kind.code(), &by, &hour]), account: account(who) })
                .collect();
            if !rows.is_empty() {
                self.tx(Tx::new(&LOOKED, act.now).bind(LookedParams { rows, kind: kind.code().to_owned(), now: At(act.now) })).await?;
            }
        }
        Ok(())
    }

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
