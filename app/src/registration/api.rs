//! The server functions of registration.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]
#![expect(clippy::too_many_arguments, reason = "the fields of a form are the arguments of its function")]

use crate::error::ApiError;
use crate::platform::{Request, redirect};
use crate::route::Route;
use crate::words::mail::Letter;
use domain::accounts::Account;
use domain::kernel::{FieldErrors, Lang, Problem};
use domain::registration::{Draft, Step};
use leptos::prelude::*;

/// The letter of this request to an account, and the address of its registration.
pub fn letter<'a>(rq: &'a Request, account: &'a Account) -> (Letter<'a>, String) {
    let lang = account.lang;
    let event = rq.snapshot.as_ref().map_or("Plenary", |s| s.event.name.get(lang));
    (Letter { to: &account.email, lang, name: &account.name, event }, address(rq, lang))
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
    let (person, _) = rq.signed_in()?;
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
    let saved = rq.store().save_step(&rq.act(&request_id), &person.account, rq.lang, step, &typed, version).await.map_err(|e| rq.fail(e))?;
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

/// Hands the registration in.
#[server(endpoint = "registration/submit", prefix = "/api")]
pub async fn submit(version: u32, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, account) = rq.signed_in()?;
    let (letter, url) = letter(&rq, account);
    rq.store().submit(&rq.act(&request_id), &person.account, version, letter.handed_in(&url)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Registration.path(rq.lang), Some("handed_in"));
    Ok(())
}

/// Takes the registration back, when the person has ticked that they mean it.
#[server(endpoint = "registration/withdraw", prefix = "/api")]
pub async fn withdraw(#[server(default)] withdraw_sure: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, account) = rq.signed_in()?;
    if withdraw_sure != "yes" {
        return Err(FieldErrors::one("withdraw_sure", Problem::Required).into());
    }
    let (letter, url) = letter(&rq, account);
    rq.store().withdraw(&rq.act(&request_id), &person.account, letter.withdrawn(&url)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Registration.path(rq.lang), Some("withdrawn"));
    Ok(())
}

/// Opens the form again.
#[server(endpoint = "registration/reopen", prefix = "/api")]
pub async fn reopen(request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.signed_in()?;
    rq.store().reopen(&rq.act(&request_id), &person.account).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Step(Step::Review).path(rq.lang), Some("reopened"));
    Ok(())
}
