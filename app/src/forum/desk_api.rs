//! The server functions of the desk of exhibitors.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use super::{company_id, letters_to};
use crate::error::ApiError;
use crate::platform::{Request, redirect};
use crate::route::Route;
use crate::words::forum as words;
use domain::forum::Step;
use domain::kernel::text::paragraph;
use domain::kernel::{FieldErrors, Problem};
use leptos::prelude::*;

/// Makes a step of a company for the organisers; its administrators get an e-mail.
async fn step(rq: &Request, company: &str, version: u32, step: Step, reason: Option<&str>, request_id: &str) -> Result<(), ApiError> {
    rq.organiser()?;
    let id = company_id(company)?;
    let of = rq.store().company(&id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let people = rq.store().company_people(&id).await.map_err(|e| rq.fail(e))?;
    let letters = letters_to(rq, &people, |letter, lang| {
        let url = format!("{}{}", rq.services.site.base_url, Route::Company(id.clone()).path(lang));
        words::stepped(letter, &of.name, step.to(), reason, &url)
    });
    rq.store().step_company(&rq.act(request_id), (&id, version), step, reason, None, letters).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskCompany(id).path(rq.lang), Some("company_decided"));
    Ok(())
}

/// Decides on an application; a rejection needs a reason.
#[server(endpoint = "forum/decide_company", prefix = "/api")]
pub async fn decide_company(
    company: String,
    version: u32,
    #[server(default)] decision: String,
    #[server(default)] message: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let chosen = Step::parse(&decision).filter(|s| matches!(s, Step::Accept | Step::Waitlist | Step::Reject));
    let chosen = chosen.ok_or_else(|| FieldErrors::one("decision", if decision.is_empty() { Problem::Required } else { Problem::NotAChoice }))?;
    let least = u32::from(chosen == Step::Reject);
    let reason = paragraph(&message, least, 2000).map_err(|problem| FieldErrors::one("message", problem))?;
    step(&rq, &company, version, chosen, (!reason.is_empty()).then_some(reason.as_str()), &request_id).await
}

/// Lets the public see a company.
#[server(endpoint = "forum/publish_company", prefix = "/api")]
pub async fn publish_company(company: String, version: u32, request_id: String) -> Result<(), ApiError> {
    step(&Request::current(), &company, version, Step::Publish, None, &request_id).await
}

/// Withdraws a company, with a reason.
#[server(endpoint = "forum/withdraw_for_company", prefix = "/api")]
pub async fn withdraw_for_company(company: String, version: u32, #[server(default)] message: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let reason = paragraph(&message, 1, 2000).map_err(|problem| FieldErrors::one("message", problem))?;
    step(&rq, &company, version, Step::Withdraw, Some(&reason), &request_id).await
}
