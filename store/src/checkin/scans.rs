//! Readings of badges, and the check-ins they make.

use domain::checkin::{Face, Means, Outcome};
use domain::kernel::ids::{BadgeId, RegistrationId, ScanId, StationId};
use jiff::Timestamp;
use serde_json::Value as Json;
use surrealdb::types::{Array, RecordId, SurrealValue};

use super::{badge, face, registration, registration_id};
use crate::act::Act;
use crate::engine::clock::At;
use crate::engine::connect::Store;
use crate::engine::error::StoreError;
use crate::engine::query::Query;
use crate::engine::tx::Tx;

pub const QUERIES: &[Query] = &[
    BEARER.sample("{ badge: badge:a }"),
    READ.sample(
        "{ scan: scan:a, id: 'a', said: 's', badge: badge:a, who: registration:a, check_in: check_in:['desk', 'a'], station: 'desk', at: time::now(),
           device_at: time::now(), now: time::now(), by: 'a', means: 'typed' }",
    ),
    READING.sample("{ scan: scan:a }"),
    TAKE_BACK.sample("{ check_in: check_in:['desk', 'a'], now: time::now() }"),
    RECENT.sample("{ station: 'desk', limit: 10 }"),
    FLAGGED.sample("{ station: 'desk', limit: 10 }"),
    OF.sample("{ registration: registration:a }"),
    EVERYBODY.sample("{ station: 'desk' }"),
    AT.sample("{ ids: [check_in:['desk', 'a']] }"),
];

const BEARER: Query = Query::read("checkin.bearer", "SELECT VALUE registration FROM ONLY $badge");
// `domain::checkin::CheckIn::after` says the same, and is tested in every order. Every reading writes the check-in's row, so two readings at once
// conflict, and the second one runs again and finds the first.
const READ: Query = Query::write(
    "checkin.read",
    "LET $kept = (SELECT said FROM ONLY $scan);
     IF $kept != NONE {
        IF $kept.said != $said { THROW 'idempotency.mismatch' };
     } ELSE {
        LET $void = IF $badge = NONE { NONE } ELSE { (SELECT VALUE voided_at FROM ONLY $badge) };
        LET $row = IF $who = NONE { NONE } ELSE { (SELECT state, draft FROM ONLY $who) };
        LET $known = IF $check_in = NONE { NONE } ELSE { (SELECT * FROM ONLY $check_in) };
        LET $outcome = IF $who = NONE { 'unknown' }
            ELSE IF $void != NONE AND $void <= $at { 'void' }
            ELSE IF $row = NONE OR $row.state != 'approved' { 'not_taking_part' }
            ELSE IF $known = NONE { 'checked_in' }
            ELSE IF $known.taken_back_at != NONE AND $at <= $known.taken_back_at { 'taken_back' }
            ELSE IF !$known.counts { 'checked_in' }
            ELSE IF $at < $known.at OR ($at = $known.at AND $id < $known.scan) { 'earlier' }
            ELSE { 'again' };
        IF $outcome = 'checked_in' AND $known = NONE {
            CREATE $check_in SET station = $station, registration = $who, category = $row.draft.category ?? '', at = $at, scan = $id, readings = 1,
                counts = true RETURN NONE;
        } ELSE IF $outcome IN ['checked_in', 'earlier'] {
            UPDATE $check_in SET at = $at, scan = $id, counts = true, readings += 1 RETURN NONE;
        } ELSE IF $outcome IN ['again', 'taken_back'] {
            UPDATE $check_in SET readings += 1 RETURN NONE;
        };
        CREATE $scan SET said = $said, station = $station, registration = $who, at = $at, device_at = $device_at, received_at = $now, by = $by,
            means = $means, outcome = $outcome, flagged = $outcome != 'checked_in' RETURN NONE;
     };
     LET $scanned = (SELECT * FROM ONLY $scan);
     { fresh: $kept = NONE, id: $id, station: $scanned.station, registration: $scanned.registration, at: $scanned.at, outcome: $scanned.outcome,
       draft: $scanned.registration.draft, first: IF $check_in = NONE { NONE } ELSE { (SELECT VALUE at FROM ONLY $check_in) } }",
);
const READING: Query = Query::read(
    "checkin.reading",
    "LET $scanned = (SELECT * FROM ONLY $scan);
     IF $scanned = NONE { NONE } ELSE {
        { fresh: false, id: record::id($scan), station: $scanned.station, registration: $scanned.registration, at: $scanned.at,
          outcome: $scanned.outcome, draft: $scanned.registration.draft, first: IF $scanned.registration = NONE { NONE } ELSE {
             (SELECT VALUE at FROM ONLY type::record('check_in', [$scanned.station, record::id($scanned.registration)])) } }
     }",
);
const TAKE_BACK: Query = Query::write(
    "checkin.take_back",
    "IF (SELECT VALUE counts FROM ONLY $check_in) != true { THROW 'checkin.not_checked_in' };
     UPDATE $check_in SET counts = false, taken_back_at = $now RETURN NONE;
     true",
);
const RECENT: Query = Query::read(
    "checkin.recent",
    "SELECT station, registration, registration.draft AS draft, at, readings, counts FROM check_in WHERE station = $station ORDER BY at DESC LIMIT $limit",
);
const FLAGGED: Query = Query::read(
    "checkin.flagged",
    "SELECT record::id(id) AS id, station, registration, registration.draft AS draft, at, outcome, received_at, NONE AS first, false AS fresh
     FROM scan WHERE station = $station AND flagged = true ORDER BY received_at DESC LIMIT $limit",
);
const OF: Query = Query::read(
    "checkin.of",
    "SELECT station, registration, NONE AS draft, at, readings, counts FROM check_in WHERE registration = $registration ORDER BY at",
);
const EVERYBODY: Query = Query::read("checkin.everybody_at", "SELECT registration, at FROM check_in WHERE counts = true AND station = $station");
const AT: Query = Query::read("checkin.at", "SELECT station, registration, NONE AS draft, at, readings, counts FROM $ids WHERE counts = true");

/// Who is checked in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The bearer of a badge.
    Badge(BadgeId),
    /// Somebody found by name.
    Registration(RegistrationId),
}

/// A reading to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewScan {
    /// The device's own id for it.
    pub id: ScanId,
    /// Where.
    pub station: StationId,
    /// Who.
    pub subject: Subject,
    /// When, by the server's clock.
    pub at: Timestamp,
    /// When, by the device's.
    pub device_at: Timestamp,
    /// How.
    pub means: Means,
}

/// What became of a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The device's own id for it.
    pub id: ScanId,
    /// Where.
    pub station: StationId,
    /// What became of it.
    pub outcome: Outcome,
    /// Whose badge it was.
    pub registration: Option<RegistrationId>,
    /// What is on the badge.
    pub face: Face,
    /// When, by the server's clock.
    pub at: Timestamp,
    /// The time of the check-in at this station, which may be an earlier reading's.
    pub first: Option<Timestamp>,
}

/// A check-in at a station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recent {
    /// Where.
    pub station: StationId,
    /// Whose.
    pub registration: RegistrationId,
    /// What is on the badge; empty in lists of one person.
    pub face: Face,
    /// When.
    pub at: Timestamp,
    /// How often the badge was read.
    pub readings: u32,
    /// Whether it counts; it does not when it was taken back.
    pub counts: bool,
}

#[derive(SurrealValue)]
struct BadgeParams {
    badge: RecordId,
}

#[derive(SurrealValue)]
struct ReadParams {
    scan: RecordId,
    id: String,
    said: String,
    badge: Option<RecordId>,
    who: Option<RecordId>,
    check_in: Option<RecordId>,
    station: String,
    at: At,
    device_at: At,
    now: At,
    by: String,
    means: String,
}

#[derive(SurrealValue)]
struct ScanParams {
    scan: RecordId,
}

#[derive(SurrealValue)]
struct TakeBackParams {
    check_in: RecordId,
    now: At,
}

#[derive(SurrealValue)]
struct StationParams {
    station: String,
    limit: i64,
}

#[derive(SurrealValue)]
struct EverybodyParams {
    station: String,
}

#[derive(Debug, SurrealValue)]
struct EverybodyRow {
    registration: RecordId,
    at: At,
}

#[derive(SurrealValue)]
struct OfParams {
    registration: RecordId,
}

#[derive(SurrealValue)]
struct IdsParams {
    ids: Vec<RecordId>,
}

#[derive(Debug, SurrealValue)]
struct ReadingRow {
    id: String,
    station: String,
    registration: Option<RecordId>,
    at: At,
    outcome: String,
    draft: Option<Json>,
    first: Option<At>,
}

#[derive(Debug, SurrealValue)]
struct RecentRow {
    station: String,
    registration: RecordId,
    draft: Option<Json>,
    at: At,
    readings: i64,
    counts: bool,
}

impl ReadingRow {
    fn reading(self) -> Result<Reading, StoreError> {
        let shape = |e: String| StoreError::shape("checkin.reading", e);
        Ok(Reading {
            id: ScanId::parse(&self.id).map_err(|e| shape(e.to_string()))?,
            station: StationId::parse(&self.station).map_err(|e| shape(e.to_string()))?,
            outcome: Outcome::parse(&self.outcome).ok_or_else(|| shape(self.outcome.clone()))?,
            registration: self.registration.as_ref().map(registration_id).transpose()?,
            face: face(self.draft)?,
            at: self.at.0,
            first: self.first.map(|at| at.0),
        })
    }
}

impl RecentRow {
    fn recent(self) -> Result<Recent, StoreError> {
        Ok(Recent {
            station: StationId::parse(&self.station).map_err(|e| StoreError::shape("checkin.recent", e.to_string()))?,
            registration: registration_id(&self.registration)?,
            face: face(self.draft)?,
            at: self.at.0,
            readings: u32::try_from(self.readings).unwrap_or(u32::MAX),
            counts: self.counts,
        })
    }
}

fn check_in(station: &StationId, of: &RegistrationId) -> RecordId {
    RecordId::new("check_in", Array::from(vec![station.to_string(), of.to_string()]))
}

fn limited(station: &StationId, limit: usize) -> StationParams {
    StationParams { station: station.to_string(), limit: i64::try_from(limit).unwrap_or(i64::MAX) }
}

impl Store {
    /// Keeps a reading and checks its bearer in where that is right; a reading that was sent before is answered as before. The outcome is never
    /// a refusal; only another reading under the same id is refused: `idempotency.mismatch`.
    pub async fn check_in(&self, act: &Act<'_>, new: &NewScan) -> Result<Reading, StoreError> {
        // A badge never changes its bearer, so it may be asked before the transaction.
        let (card, who, subject) = match &new.subject {
            Subject::Badge(id) => {
                let found: Option<RecordId> = self.read_option(&BEARER, BadgeParams { badge: badge(id) }).await?;
                let who = found.as_ref().map(registration_id).transpose()?;
                let subject = who.as_ref().map_or_else(|| format!("badge:{id}"), |w| format!("registration:{w}"));
                (Some(badge(id)), who, subject)
            }
            Subject::Registration(id) => (None, Some(id.clone()), format!("registration:{id}")),
        };
        let whom = match &new.subject {
            Subject::Badge(id) => id.as_str(),
            Subject::Registration(id) => id.as_str(),
        };
        let params = ReadParams {
            scan: RecordId::new("scan", new.id.as_str()),
            id: new.id.to_string(),
            said: format!("{} {whom}", new.station),
            badge: card.filter(|_| who.is_some()),
            check_in: who.as_ref().map(|who| check_in(&new.station, who)),
            who: who.as_ref().map(registration),
            station: new.station.to_string(),
            at: At(new.at),
            device_at: At(new.device_at),
            now: At(act.now),
            by: act.actor.audit_name(),
            means: new.means.code().to_owned(),
        };
        let tx = Tx::new(&READ, act.now)
            .bind(params)
            .audit_when(
                "$answer.fresh AND $answer.outcome = 'checked_in'",
                act.audit("checkin.checked_in", subject).detail("station", new.station.as_str()),
            )
            .touches("checkin");
        self.tx(tx).await?.one::<ReadingRow>()?.reading()
    }

    /// What became of a reading.
    pub async fn reading(&self, id: &ScanId) -> Result<Option<Reading>, StoreError> {
        let row: Option<ReadingRow> = self.read_option(&READING, ScanParams { scan: RecordId::new("scan", id.as_str()) }).await?;
        row.map(ReadingRow::reading).transpose()
    }

    /// Takes a check-in back that was a mistake; readings until now no longer count. Refused: `checkin.not_checked_in`.
    pub async fn take_back(&self, act: &Act<'_>, station: &StationId, of: &RegistrationId, reason: &str) -> Result<(), StoreError> {
        let tx = Tx::new(&TAKE_BACK, act.now)
            .bind(TakeBackParams { check_in: check_in(station, of), now: At(act.now) })
            .once(act.once("checkin.take_back", &[station.as_str(), of.as_str(), reason]))
            .audit(act.audit("checkin.taken_back", format!("registration:{of}")).detail("station", station.as_str()).detail("reason", reason))
            .touches("checkin");
        self.tx(tx).await.map(drop)
    }

    /// The last check-ins at a station, the newest first.
    pub async fn recent_check_ins(&self, station: &StationId, limit: usize) -> Result<Vec<Recent>, StoreError> {
        let found: Vec<RecentRow> = self.read(&RECENT, limited(station, limit)).await?;
        found.into_iter().map(RecentRow::recent).collect()
    }

    /// The last readings at a station that somebody should look at, the newest first.
    pub async fn flagged_readings(&self, station: &StationId, limit: usize) -> Result<Vec<Reading>, StoreError> {
        let found: Vec<ReadingRow> = self.read(&FLAGGED, limited(station, limit)).await?;
        found.into_iter().map(ReadingRow::reading).collect()
    }

    /// Everywhere somebody was checked in, the earliest first.
    pub async fn check_ins_of(&self, of: &RegistrationId) -> Result<Vec<Recent>, StoreError> {
        let found: Vec<RecentRow> = self.read(&OF, OfParams { registration: registration(of) }).await?;
        found.into_iter().map(RecentRow::recent).collect()
    }

    /// Everybody who is checked in at a station, and since when.
    pub async fn everybody_at(&self, station: &StationId) -> Result<Vec<(RegistrationId, Timestamp)>, StoreError> {
        let found: Vec<EverybodyRow> = self.read(&EVERYBODY, EverybodyParams { station: station.to_string() }).await?;
        found.into_iter().map(|row| Ok((registration_id(&row.registration)?, row.at.0))).collect()
    }

    /// Which of these people are checked in at a station.
    pub async fn checked_in_at(&self, station: &StationId, of: &[RegistrationId]) -> Result<Vec<Recent>, StoreError> {
        let found: Vec<RecentRow> = self.read(&AT, IdsParams { ids: of.iter().map(|id| check_in(station, id)).collect() }).await?;
        found.into_iter().map(RecentRow::recent).collect()
    }
}
