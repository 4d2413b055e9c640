//! Printing badges: which ones were printed together, by whom and when. What is on them is read when the sheet is made.

use domain::checkin::{Code, Face};
use domain::kernel::ids::{PrintRunId, RegistrationId};
use jiff::Timestamp;
use serde_json::Value as Json;
use surrealdb::types::{RecordId, SurrealValue};
use uuid::Uuid;

use super::{face, key, registration, registration_id};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

pub const QUERIES: &[Query] = &[
    PRINT.sample("{ run: print_run:a, registrations: [registration:a], sheet: 'a4', now: time::now(), by: 'a' }"),
    RUNS.sample("{ limit: 10 }"),
    RUN.sample("{ run: print_run:a }"),
];

const PRINT: Query = Query::write(
    "checkin.print",
    "LET $chosen = (SELECT VALUE id FROM $registrations WHERE state = 'approved' AND record::exists(type::record('badge_holder', record::id(id))));
     IF array::is_empty($chosen) { THROW 'checkin.no_badge' };
     FOR $who IN $chosen {
        UPDATE type::record('badge_holder', record::id($who)) SET printed_at = $now, printed_as = crypto::sha256(array::join([$who.draft.badge_name,
            $who.draft.given_name, $who.draft.family_name, $who.draft.category, $who.draft.city, $who.draft.country, $who.draft.organisation,
            $who.draft.position], '\n')) RETURN NONE;
     };
     CREATE $run SET registrations = $chosen, sheet = $sheet, at = $now, by = $by RETURN NONE;
     array::len($chosen)",
);
const RUNS: Query =
    Query::read("checkin.print_runs", "SELECT id, array::len(registrations) AS number, sheet, at FROM print_run ORDER BY at DESC LIMIT $limit");
const RUN: Query = Query::read(
    "checkin.print_run",
    "LET $run = (SELECT sheet, registrations FROM ONLY $run);
     IF $run = NONE { NONE } ELSE {
        { sheet: $run.sheet, badges: (SELECT id, draft, type::record('badge_holder', record::id(id)).badge.code AS code
            FROM $run.registrations WHERE state = 'approved') }
     }",
);

/// Badges that were printed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintRun {
    /// The id.
    pub id: PrintRunId,
    /// How many.
    pub number: u32,
    /// The kind of sheet.
    pub sheet: String,
    /// When.
    pub at: Timestamp,
}

/// A badge to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedBadge {
    /// Whose it is.
    pub registration: RegistrationId,
    /// What is on it.
    pub face: Face,
    /// Its code.
    pub code: Code,
}

#[derive(SurrealValue)]
struct PrintParams {
    run: RecordId,
    registrations: Vec<RecordId>,
    sheet: String,
    now: At,
    by: String,
}

#[derive(SurrealValue)]
struct LimitParams {
    limit: i64,
}

#[derive(SurrealValue)]
struct RunParams {
    run: RecordId,
}

#[derive(Debug, SurrealValue)]
struct RunRow {
    id: RecordId,
    number: i64,
    sheet: String,
    at: At,
}

#[derive(Debug, SurrealValue)]
struct BadgesRow {
    sheet: String,
    badges: Vec<OneRow>,
}

#[derive(Debug, SurrealValue)]
struct OneRow {
    id: RecordId,
    draft: Json,
    code: Option<String>,
}

impl Store {
    /// Notes that these badges are printed on sheets of a kind; those who take part no more are left out. The id is made of the request's, so
    /// that a repeat is the same run. Refused: `checkin.no_badge` when nobody is left.
    pub async fn print_badges(&self, act: &Act<'_>, of: &[RegistrationId], sheet: &str) -> Result<PrintRunId, StoreError> {
        let raw = act.request.as_ref().map_or_else(|| Uuid::now_v7().simple().to_string(), ToString::to_string);
        let id = PrintRunId::parse(&raw).map_err(|e| StoreError::shape("checkin.print", e.to_string()))?;
        let params = PrintParams {
            run: RecordId::new("print_run", id.as_str()),
            registrations: of.iter().map(registration).collect(),
            sheet: sheet.to_owned(),
            now: At(act.now),
            by: act.actor.audit_name(),
        };
        let said: Vec<&str> = std::iter::once(sheet).chain(of.iter().map(RegistrationId::as_str)).collect();
        let tx = Tx::new(&PRINT, act.now)
            .bind(params)
            .once(act.once("checkin.print", &said))
            .audit(act.audit("checkin.badges_printed", format!("print_run:{id}")).detail("number", of.len()))
            .touches("checkin");
        self.tx(tx).await?;
        Ok(id)
    }

    /// What was printed last, the newest first.
    pub async fn print_runs(&self, limit: usize) -> Result<Vec<PrintRun>, StoreError> {
        let found: Vec<RunRow> = self.read(&RUNS, LimitParams { limit: i64::try_from(limit).unwrap_or(i64::MAX) }).await?;
        found
            .into_iter()
            .map(|row| {
                Ok(PrintRun {
                    id: PrintRunId::parse(key(&row.id)?).map_err(|e| StoreError::shape("checkin.print_runs", e.to_string()))?,
                    number: u32::try_from(row.number).unwrap_or(u32::MAX),
                    sheet: row.sheet,
                    at: row.at.0,
                })
            })
            .collect()
    }

    /// The badges of a run as they are now, with the kind of its sheets. A badge that was replaced since has its new code.
    pub async fn print_run(&self, id: &PrintRunId) -> Result<Option<(String, Vec<PrintedBadge>)>, StoreError> {
        let row: Option<BadgesRow> = self.read_option(&RUN, RunParams { run: RecordId::new("print_run", id.as_str()) }).await?;
        let Some(row) = row else { return Ok(None) };
        let mut badges = Vec::with_capacity(row.badges.len());
        for one in row.badges {
            if let Some(Ok(code)) = one.code.map(|code| Code::parse(&code)) {
                badges.push(PrintedBadge { registration: registration_id(&one.id)?, face: face(Some(one.draft))?, code });
            }
        }
        Ok(Some((row.sheet, badges)))
    }
}
