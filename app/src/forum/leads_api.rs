//! The server functions of leads and of the delegate's consent.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use super::of_company;
use crate::error::{ApiError, Refusal as AnyRefusal};
use crate::platform::{Request, redirect};
use crate::route::Route;
use domain::checkin::scan::corrected;
use domain::checkin::{Code, Means};
use domain::forum::lead::{NOTES_MAX, State};
use domain::forum::{BoothScan, CompanyRole, Fields, Mode, Rating, Refusal};
use domain::kernel::ids::{AccountId, CompanyId, LeadId, ScanId};
use domain::kernel::text::paragraph;
use domain::kernel::{FieldErrors, Problem};
use jiff::Timestamp;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use store::{Scanned, StoreError, badge_id};

/// How many scans a device sends at a time.
const AT_ONCE: usize = 100;

/// What a device is told of a scan that it sent: never who it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Synced {
    /// The device's own id for it.
    pub id: String,
    /// How the lead stands, or `unknown`.
    pub state: String,
    /// The lead, where there is one.
    pub lead: Option<String>,
}

fn company_named(raw: &str) -> Result<CompanyId, ApiError> {
    CompanyId::parse(raw).map_err(|_| ApiError::NotFound)
}

/// The delegate who acts, for their own matters.
fn delegate(rq: &Request) -> Result<AccountId, ApiError> {
    rq.signed_in().map(|(person, _)| person.account.clone())
}

fn back(rq: &Request, notice: &str) {
    redirect(&Route::LeadConsent.path(rq.lang), Some(notice));
}

/// Decides what exhibitors get that scan the badge from now on.
#[server(endpoint = "forum/set_consent", prefix = "/api")]
pub async fn set_consent(
    #[server(default)] share_mode: String,
    #[server(default)] share_fields: Vec<String>,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let who = delegate(&rq)?;
    let problem = if share_mode.is_empty() { Problem::Required } else { Problem::NotAChoice };
    let mode = Mode::parse(&share_mode).ok_or_else(|| FieldErrors::one("share_mode", problem))?;
    let fields = Fields::parse(share_fields.iter().map(String::as_str));
    rq.store().set_consent(&rq.act(&request_id), &who, mode, &fields).await.map_err(|e| rq.fail(e))?;
    back(&rq, "consent_set");
    Ok(())
}

/// Lets a company that scanned the badge have these fields, or others than before.
#[server(endpoint = "forum/share_with_company", prefix = "/api")]
pub async fn share_with_company(company: String, #[server(default)] share_fields: Vec<String>, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let who = delegate(&rq)?;
    let fields = Fields::parse(share_fields.iter().map(String::as_str));
    rq.store().grant(&rq.act(&request_id), &company_named(&company)?, &who, &fields).await.map_err(|e| rq.fail(e))?;
    back(&rq, "consent_given");
    Ok(())
}

/// Lets a company that scanned the badge have nothing.
#[server(endpoint = "forum/refuse_company", prefix = "/api")]
pub async fn refuse_company(company: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let who = delegate(&rq)?;
    rq.store().refuse_company(&rq.act(&request_id), &company_named(&company)?, &who).await.map_err(|e| rq.fail(e))?;
    back(&rq, "consent_refused");
    Ok(())
}

/// Takes back what a company has.
#[server(endpoint = "forum/withdraw_consent", prefix = "/api")]
pub async fn withdraw_consent(company: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let who = delegate(&rq)?;
    rq.store().withdraw_consent(&rq.act(&request_id), &company_named(&company)?, &who).await.map_err(|e| rq.fail(e))?;
    back(&rq, "consent_withdrawn");
    Ok(())
}

/// Takes back what every company has.
#[server(endpoint = "forum/withdraw_all_consent", prefix = "/api")]
pub async fn withdraw_all_consent(request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let who = delegate(&rq)?;
    rq.store().withdraw_all_consent(&rq.act(&request_id), &who).await.map_err(|e| rq.fail(e))?;
    back(&rq, "consent_withdrawn");
    Ok(())
}

/// Notes a delegate by the code of the badge.
#[server(endpoint = "forum/scan_badge", prefix = "/api")]
pub async fn scan_badge(company: String, #[server(default)] badge: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let company = company_named(&company)?;
    of_company(&rq, &company, CompanyRole::Staff).await?;
    let code = Code::parse(&badge).map_err(|p| FieldErrors::one("badge", p))?;
    let scan = BoothScan {
        id: ScanId::parse(&request_id).map_err(|_| ApiError::NotFound)?,
        badge: badge_id(&code).map_err(|e| rq.fail(e))?,
        at: rq.now,
        means: Means::Typed,
    };
    let scanned = rq.store().scan_badge(&rq.act(&request_id), &company, &scan, rq.now).await.map_err(|e| rq.fail(e))?;
    let lead = scanned.lead.map(|id| format!("?lead={id}")).unwrap_or_default();
    redirect(&format!("{}{lead}", Route::CompanyScan(company).path(rq.lang)), None);
    Ok(())
}

/// Keeps what a device has scanned, in whichever order and however often it sends it. `sent_at` is the moment of sending by the device's clock, in
/// milliseconds since 1970; each scan is a line as [`BoothScan::parse`] reads it.
#[server(endpoint = "forum/sync_leads", prefix = "/api")]
pub async fn sync_leads(company: String, sent_at: i64, #[server(default)] scans: Vec<String>) -> Result<Vec<Synced>, ApiError> {
    let rq = Request::current();
    let company = company_named(&company)?;
    of_company(&rq, &company, CompanyRole::Staff).await?;
    let sent_at = Timestamp::from_millisecond(sent_at).map_err(|_| ApiError::NotFound)?;
    let mut told = Vec::new();
    for line in scans.iter().take(AT_ONCE) {
        let scan = BoothScan::parse(line).ok_or(ApiError::NotFound)?;
        let at = corrected(scan.at, sent_at, rq.now);
        let id = scan.id.to_string();
        told.push(match rq.store().scan_badge(&rq.act(""), &company, &scan, at).await {
            Ok(Scanned { lead, state }) => {
                // To the company there is no difference between what was refused and what was withdrawn.
                let state = if state == State::Withdrawn { State::Refused } else { state };
                Synced { id, state: state.code().to_owned(), lead: lead.map(|l| l.to_string()) }
            }
            Err(StoreError::Refused(code)) if code == Refusal::BadgeUnknown.code() => Synced { id, state: "unknown".to_owned(), lead: None },
            Err(error) => return Err(rq.fail(error)),
        });
    }
    Ok(told)
}

/// Keeps rating and notes of a lead.
#[server(endpoint = "forum/note_lead", prefix = "/api")]
pub async fn note_lead(
    company: String,
    lead: String,
    version: u32,
    #[server(default)] lead_rating: String,
    #[server(default)] lead_notes: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let company = company_named(&company)?;
    of_company(&rq, &company, CompanyRole::Staff).await?;
    let lead = LeadId::parse(&lead).map_err(|_| ApiError::NotFound)?;
    let mut errors = FieldErrors::new();
    let rating = match lead_rating.as_str() {
        "" => Some(None),
        code => errors.take("lead_rating", Rating::parse(code).map(Some).ok_or(Problem::NotAChoice)),
    };
    let notes = errors.take("lead_notes", paragraph(&lead_notes, 0, NOTES_MAX));
    let (Some(rating), Some(notes)) = (rating, notes) else { return Err(errors.into()) };
    rq.store().note_lead(&rq.act(&request_id), &company, (&lead, version), rating, &notes).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CompanyLead(company, lead).path(rq.lang), Some("lead_noted"));
    Ok(())
}

/// Refuses what only published companies do.
pub(super) fn published(company: &domain::forum::Company) -> Result<(), ApiError> {
    match company.standing {
        domain::forum::Standing::Published => Ok(()),
        _ => Err(ApiError::Refused(AnyRefusal::Forum(Refusal::NotPublished))),
    }
}
