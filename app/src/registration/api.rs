//! The server functions of registration.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]
#![expect(clippy::too_many_arguments, reason = "the fields of a form are the arguments of its function")]

use crate::error::ApiError;
use crate::platform::{Request, redirect};
use crate::route::Route;
use crate::words::mail::Letter;
use domain::accounts::Account;
use domain::event::Snapshot;
use domain::kernel::{FieldErrors, Lang, Problem};
use domain::registration::{Draft, Notice, State, Step};
use leptos::prelude::*;
use std::sync::Arc;
use store::Mail;

/// The letter of this request to an account, and the address of its registration.
pub fn letter<'a>(rq: &'a Request, account: &'a Account) -> (Letter<'a>, String) {
    let lang = account.lang;
    let event = rq.snapshot.as_ref().map_or("Plenary", |s| s.event.name.get(lang));
    (Letter { to: &account.email, lang, name: &account.name, event }, address(rq, lang))
}

/// Writes the letters of this request about registrations.
pub fn letters(rq: &Request) -> impl Fn(&Notice) -> Mail + Send + Sync + use<> {
    written(rq.services.site.base_url.clone(), rq.snapshot.clone())
}

/// Writes letters about registrations; the jobs of the program write them without a request.
pub fn written(base_url: String, snapshot: Option<Arc<Snapshot>>) -> impl Fn(&Notice) -> Mail + Send + Sync + use<> {
    move |notice| {
        let event = snapshot.as_ref().map(|s| &s.event);
        let letter = Letter { to: &notice.to, lang: notice.lang, name: &notice.name, event: event.map_or("Plenary", |e| e.name.get(notice.lang)) };
        letter.moved(notice, event.map(|e| e.time_zone.as_str()), &format!("{base_url}{}", Route::Registration.path(notice.lang)))
    }
}

fn address(rq: &Request, lang: Lang) -> String {
    format!("{}{}", rq.services.site.base_url, Route::Registration.path(lang))
}

/// Keeps what was typed in one step, also when something is wrong with it, and then goes where the person asked to.
#[server(endpoint = "registration/save_step", prefix = "/api")]
pub async fn save_step(
    step: String,
    version: u32,
    #[server(default)] go: String,
    #[server(default)] given_name: String,
    #[server(default)] family_name: String,
    #[server(default)] badge_name: String,
    #[server(default)] category: String,
    #[server(default)] city: String,
    #[server(default)] country: String,
    #[server(default)] organisation: String,
    #[server(default)] position: String,
    #[server(default)] phone: String,
    #[server(default)] languages: Vec<String>,
    #[server(default)] interpretation: String,
    #[server(default)] diet: Vec<String>,
    #[server(default)] diet_note: String,
    #[server(default)] access: Vec<String>,
    #[server(default)] access_note: String,
    #[server(default)] consent_handling: String,
    #[server(default)] consent_list: String,
    #[server(default)] consent_pictures: String,
    #[server(default)] consent_news: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let account = rq.on_behalf()?;
    let step = Step::parse(&step).ok_or(ApiError::NotFound)?;
    let typed = Draft {
        given_name,
        family_name,
        badge_name,
        category,
        city,
        country,
        organisation,
        position,
        phone,
        languages: languages.join(","),
        interpretation,
        diet: diet.join(","),
        diet_note,
        access: access.join(","),
        access_note,
        consent_handling,
        consent_list,
        consent_pictures,
        consent_news,
    };
    if go == "amend" {
        return amend(&rq, step, &typed, version, &request_id).await;
    }
    let saved = rq.store().save_step(&rq.act(&request_id), &account.id, rq.lang, step, &typed, version).await.map_err(|e| rq.fail(e))?;
    if go == "later" {
        redirect(&Route::Registration.path(rq.lang), Some("draft_saved"));
        return Ok(());
    }
    let problems = saved.draft.problems(step);
    if !problems.is_empty() {
        return Err(problems.into());
    }
    redirect(&Route::Step(step.next().unwrap_or(Step::Review)).path(rq.lang), None);
    Ok(())
}

/// Changes what was approved; nothing is kept that is not complete.
async fn amend(rq: &Request, step: Step, typed: &Draft, version: u32, request_id: &str) -> Result<(), ApiError> {
    let account = rq.on_behalf()?;
    let problems = Draft::default().with_step(step, typed).problems(step);
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let saved = rq.store().amend(&rq.act(request_id), &account.id, step, typed, version).await.map_err(|e| rq.fail(e))?;
    let notice = if saved.state == State::Submitted { "amended_again" } else { "amended" };
    redirect(&Route::Registration.path(rq.lang), Some(notice));
    Ok(())
}

/// Hands the registration in.
#[server(endpoint = "registration/submit", prefix = "/api")]
pub async fn submit(version: u32, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let account = rq.on_behalf()?;
    let (letter, url) = letter(&rq, account);
    rq.store().submit(&rq.act(&request_id), &account.id, version, letter.handed_in(&url)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Registration.path(rq.lang), Some("handed_in"));
    Ok(())
}

/// Takes the registration back, when the person has ticked that they mean it.
#[server(endpoint = "registration/withdraw", prefix = "/api")]
pub async fn withdraw(#[server(default)] withdraw_sure: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let account = rq.on_behalf()?;
    if withdraw_sure != "yes" {
        return Err(FieldErrors::one("withdraw_sure", Problem::Required).into());
    }
    rq.store().withdraw(&rq.act(&request_id), &account.id, &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Registration.path(rq.lang), Some("withdrawn"));
    Ok(())
}

/// Opens the form again.
#[server(endpoint = "registration/reopen", prefix = "/api")]
pub async fn reopen(request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let account = rq.on_behalf()?;
    rq.store().reopen(&rq.act(&request_id), &account.id).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Step(Step::Review).path(rq.lang), Some("reopened"));
    Ok(())
}

/// Takes the place that is offered.
#[server(endpoint = "registration/accept_offer", prefix = "/api")]
pub async fn accept_offer(request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let account = rq.on_behalf()?;
    rq.store().accept_offer(&rq.act(&request_id), &account.id, &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Registration.path(rq.lang), Some("place_taken"));
    Ok(())
}

/// Does not want the place that is offered.
#[server(endpoint = "registration/decline_offer", prefix = "/api")]
pub async fn decline_offer(request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let account = rq.on_behalf()?;
    rq.store().decline_offer(&rq.act(&request_id), &account.id, &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Registration.path(rq.lang), Some("withdrawn"));
    Ok(())
}

/// Asks for a place again after an offer passed.
#[server(endpoint = "registration/ask_again", prefix = "/api")]
pub async fn ask_again(request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let account = rq.on_behalf()?;
    rq.store().ask_again(&rq.act(&request_id), &account.id, &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Registration.path(rq.lang), Some("asked_again"));
    Ok(())
}
