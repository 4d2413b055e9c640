//! The server functions of badges and check-in.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use crate::checkin::{all_stations, staff};
use crate::error::{ApiError, Refusal};
use crate::platform::{Request, redirect};
use crate::route::Route;
use domain::checkin::badge::Reason;
use domain::checkin::scan::{Scan, corrected};
use domain::checkin::{Code, Means, Refusal as Why};
use domain::kernel::ids::{RegistrationId, ScanId, StationId};
use domain::kernel::text::line;
use domain::kernel::{FieldErrors, Problem};
use jiff::Timestamp;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use store::{NewScan, Reading, Subject, badge_id};

/// How many readings a device sends at a time.
const AT_ONCE: usize = 100;
/// How many badges are printed at a time.
const PRINTED_AT_ONCE: usize = 500;

/// What a device is told of a reading that it sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Synced {
    /// The device's own id for it.
    pub id: String,
    /// What became of it; see [`domain::checkin::Outcome`].
    pub outcome: String,
    /// The name on the badge; empty when there is no such badge.
    pub name: String,
    /// When it was, by the server's clock, in milliseconds since 1970.
    pub at: i64,
    /// The time of the check-in at the station, which may be an earlier reading's.
    pub first: Option<i64>,
}

impl From<Reading> for Synced {
    fn from(reading: Reading) -> Self {
        Self {
            id: reading.id.to_string(),
            outcome: reading.outcome.code().to_owned(),
            name: reading.face.name,
            at: reading.at.as_millisecond(),
            first: reading.first.map(Timestamp::as_millisecond),
        }
    }
}

/// Keeps what a device has read, in whichever order and however often it sends it, and says what became of each reading. `sent_at` is the moment
/// of sending by the device's clock, in milliseconds since 1970; each scan is a line as [`Scan::parse`] reads it.
#[server(endpoint = "checkin/sync", prefix = "/api")]
pub async fn sync(sent_at: i64, #[server(default)] scans: Vec<String>) -> Result<Vec<Synced>, ApiError> {
    let rq = Request::current();
    staff(&rq)?;
    let sent_at = Timestamp::from_millisecond(sent_at).map_err(|_| ApiError::NotFound)?;
    let mut told = Vec::new();
    for line in scans.iter().take(AT_ONCE) {
        let scan = Scan::parse(line).ok_or(ApiError::NotFound)?;
        let new = NewScan {
            id: scan.id,
            station: scan.station,
            subject: Subject::Badge(scan.badge),
            at: corrected(scan.at, sent_at, rq.now),
            device_at: scan.at,
            means: scan.means,
        };
        told.push(rq.store().check_in(&rq.act(""), &new).await.map_err(|e| rq.fail(e))?.into());
    }
    Ok(told)
}

/// Checks somebody in at a station: by the code of the badge, or somebody who was found by name.
#[server(endpoint = "checkin/check_in", prefix = "/api")]
pub async fn check_in(
    station: String,
    #[server(default)] badge: String,
    #[server(default)] registration: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    staff(&rq)?;
    let station = known_station(&rq, &station).await?;
    let (subject, means) = match registration.is_empty() {
        true => {
            let code = Code::parse(&badge).map_err(|p| FieldErrors::one("badge", p))?;
            (Subject::Badge(badge_id(&code).map_err(|e| rq.fail(e))?), Means::Typed)
        }
        false => (Subject::Registration(RegistrationId::parse(&registration).map_err(|_| ApiError::NotFound)?), Means::Name),
    };
    let id = ScanId::parse(&request_id).map_err(|_| ApiError::NotFound)?;
    let new = NewScan { id, station, subject, at: rq.now, device_at: rq.now, means };
    let reading = rq.store().check_in(&rq.act(&request_id), &new).await.map_err(|e| rq.fail(e))?;
    redirect(&format!("{}?station={}&scan={}", Route::CheckIn.path(rq.lang), reading.station, reading.id), None);
    Ok(())
}

/// Takes a check-in back that was a mistake.
#[server(endpoint = "checkin/take_back", prefix = "/api")]
pub async fn take_back(station: String, registration: String, #[server(default)] undo_reason: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    staff(&rq)?;
    let station = StationId::parse(&station).map_err(|_| ApiError::NotFound)?;
    let of = RegistrationId::parse(&registration).map_err(|_| ApiError::NotFound)?;
    let reason = line(&undo_reason, 3, 200).map_err(|p| FieldErrors::one("undo_reason", p))?;
    rq.store().take_back(&rq.act(&request_id), &station, &of, &reason).await.map_err(|e| rq.fail(e))?;
    redirect(&format!("{}?station={station}", Route::CheckIn.path(rq.lang)), Some("taken_back"));
    Ok(())
}

/// Adds a station.
#[server(endpoint = "checkin/add_station", prefix = "/api")]
pub async fn add_station(#[server(default)] station_name: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let name = line(&station_name, 2, 60).map_err(|p| FieldErrors::one("station_name", p))?;
    rq.store().add_station(&rq.act(&request_id), &name).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Arrivals.path(rq.lang), Some("station_added"));
    Ok(())
}

/// Notes that badges are printed, and leads to the sheets: of those that were chosen, or with `all` of everybody whom the list's filters show.
#[server(endpoint = "checkin/print_badges", prefix = "/api")]
pub async fn print_badges(
    #[server(default)] registrations: Vec<String>,
    #[server(default)] all: String,
    #[server(default)] category: String,
    #[server(default)] standing: String,
    #[server(default)] words: String,
    #[server(default)] sheet: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    staff(&rq)?;
    if !super::badges::SHEETS.contains(&sheet.as_str()) {
        return Err(FieldErrors::one("sheet", Problem::NotAChoice).into());
    }
    let chosen: Vec<RegistrationId> = match all.as_str() {
        "yes" => {
            let filter = super::badges::filter(&category, &standing, &words);
            let page = rq.store().badges(&filter, None, PRINTED_AT_ONCE).await.map_err(|e| rq.fail(e))?;
            page.rows.into_iter().map(|row| row.registration).collect()
        }
        _ => registrations.iter().filter_map(|id| RegistrationId::parse(id).ok()).take(PRINTED_AT_ONCE).collect(),
    };
    if chosen.is_empty() {
        return Err(ApiError::Refused(Refusal::CheckIn(Why::NobodyChosen)));
    }
    let run = rq.store().print_badges(&rq.act(&request_id), &chosen, &sheet).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::PrintRun(run).path(rq.lang), None);
    Ok(())
}

/// Gives out another badge and makes the one before it void.
#[server(endpoint = "checkin/replace_badge", prefix = "/api")]
pub async fn replace_badge(registration: String, number: u32, #[server(default)] replace_reason: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    staff(&rq)?;
    let id = RegistrationId::parse(&registration).map_err(|_| ApiError::NotFound)?;
    let problem = if replace_reason.is_empty() { Problem::Required } else { Problem::NotAChoice };
    let reason = Reason::parse(&replace_reason).ok_or_else(|| FieldErrors::one("replace_reason", problem))?;
    // Somebody without a badge answers like somebody who does not exist.
    rq.store().badge_of(&id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    rq.store().replace_badge(&rq.act(&request_id), &id, number, reason).await.map_err(|e| rq.fail(e))?;
    redirect(&format!("{}?of={id}", Route::DeskBadges.path(rq.lang)), Some("badge_replaced"));
    Ok(())
}

async fn known_station(rq: &Request, raw: &str) -> Result<StationId, ApiError> {
    all_stations(rq).await?.into_iter().map(|s| s.id).find(|id| id.as_str() == raw).ok_or(ApiError::NotFound)
}
