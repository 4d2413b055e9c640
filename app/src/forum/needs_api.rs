//! The server functions of needs and answers. For who neither heads the city nor organises, the city does not exist; for who does not belong to the
//! company, the company does not.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]
#![expect(clippy::too_many_arguments, reason = "the fields of a form are the arguments of its function")]

use super::meetings::{exhibitor, zone};
use super::needs::{days, end_of, posted};
use super::of_company;
use crate::error::ApiError;
use crate::ideathon::posting_api::posts_for;
use crate::platform::{Request, redirect};
use crate::registration::api::letter;
use crate::route::Route;
use crate::words::mail::Letter;
use domain::forum::CompanyRole;
use domain::forum::needs::{CityNeed, NeedForm, NeedMark, Outcome, answer};
use domain::kernel::ids::{ChallengeId, CityId, CompanyId, NeedId, SolutionId};
use domain::kernel::text::paragraph;
use domain::kernel::{FieldErrors, Problem};
use domain::registration::City;
use leptos::prelude::*;
use store::Mail;

fn need_id(raw: &str) -> Result<NeedId, ApiError> {
    NeedId::parse(raw).map_err(|_| ApiError::NotFound)
}

fn city_of(raw: &str) -> Result<CityId, ApiError> {
    CityId::parse(raw).map_err(|_| ApiError::NotFound)
}

/// Keeps what a city needs; a new one when it has no id yet.
#[server(endpoint = "forum/save_need", prefix = "/api")]
pub async fn save_need(
    city_id: String,
    #[server(default)] need: String,
    #[server(default)] version: u32,
    #[server(default)] text_lang: String,
    #[server(default)] need_title: String,
    #[server(default)] need_text: String,
    #[server(default)] topics: Vec<String>,
    #[server(default)] need_challenge: String,
    #[server(default)] need_until: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let city_id = city_of(&city_id)?;
    let act = rq.act(&request_id);
    let (city, id, version) = match need.as_str() {
        "" => (posts_for(&rq, &city_id).await?, need_id(&act.made("forum.need"))?, 0),
        known => {
            let (city, there) = posted(&rq, &city_id, &need_id(known)?).await?;
            (city, there.id, version)
        }
    };
    let snapshot = rq.snapshot()?;
    let challenges: Vec<ChallengeId> = snapshot.challenges.iter().map(|c| c.id.clone()).collect();
    let form = NeedForm { text_lang, need_title, need_text, topics, need_challenge, need_until };
    let wording = form.parse(&snapshot.event.forum, &challenges, days(&rq)?)?;
    let until = end_of(&zone(&rq), wording.until).ok_or_else(|| FieldErrors::one("need_until", Problem::NotADate))?;
    let kept = rq.store().save_need(&act, (&city.id, city.name()), (&id, version), &wording, until).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CityNeed(kept.city, kept.id).path(rq.lang), Some("need_saved"));
    Ok(())
}

/// Lets companies answer.
#[server(endpoint = "forum/open_need", prefix = "/api")]
pub async fn open_need(city_id: String, need: String, version: u32, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (city, of) = posted(&rq, &city_of(&city_id)?, &need_id(&need)?).await?;
    // The version is the one that was looked at.
    let seen = CityNeed { version, ..of };
    rq.store().open_need(&rq.act(&request_id), &seen, city.name()).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CityNeed(seen.city, seen.id).path(rq.lang), Some("need_opened"));
    Ok(())
}

/// Closes a need, and tells companies what became of their answers or nothing.
#[server(endpoint = "forum/close_need", prefix = "/api")]
pub async fn close_need(
    city_id: String,
    need: String,
    version: u32,
    turn: u32,
    #[server(default)] close_tell: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (city, of) = posted(&rq, &city_of(&city_id)?, &need_id(&need)?).await?;
    let tell = match close_tell.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(FieldErrors::one("close_tell", Problem::NotAChoice).into()),
    };
    let seen = CityNeed { version, turn, ..of };
    let mails = if tell { outcomes(&rq, &city, &seen).await? } else { Vec::new() };
    rq.store().close_need(&rq.act(&request_id), &seen, tell, mails).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CityNeed(seen.city, seen.id).path(rq.lang), Some("need_closed"));
    Ok(())
}

/// The letters that tell those who administer the companies what became of their answers. They are of the turn that the need is closed at.
async fn outcomes(rq: &Request, city: &City, need: &CityNeed) -> Result<Vec<Mail>, ApiError> {
    let marks = rq.store().need_marks(&need.id).await.map_err(|e| rq.fail(e))?;
    let mut mails = Vec::new();
    for given in rq.store().need_answers(&need.id).await.map_err(|e| rq.fail(e))? {
        let chosen = marks.get(&given.company).is_some_and(|m| m.shortlisted);
        let outcome = if chosen { Outcome::Chosen } else { Outcome::Declined };
        let people = rq.store().company_people(&given.company).await.map_err(|e| rq.fail(e))?;
        for person in people.iter().filter(|p| p.role == CompanyRole::Admin) {
            let Some(to) = rq.store().account(&person.account).await.map_err(|e| rq.fail(e))?.filter(|a| !a.email.is_empty()) else { continue };
            let url = format!("{}{}", rq.services.site.base_url, Route::CompanyNeeds(given.company.clone()).path(to.lang));
            mails.push(letter(rq, &to).0.need_closed(&need.wording.title, city.name(), outcome, &url));
        }
    }
    Ok(mails)
}

/// Notes for the city whether an answer is on the short list, and what it thinks of it.
#[server(endpoint = "forum/mark_answer", prefix = "/api")]
pub async fn mark_answer(
    city_id: String,
    need: String,
    company: String,
    #[server(default)] mark_shortlisted: String,
    #[server(default)] mark_note: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (_, of) = posted(&rq, &city_of(&city_id)?, &need_id(&need)?).await?;
    let company = CompanyId::parse(&company).map_err(|_| ApiError::NotFound)?;
    let note = paragraph(&mark_note, 0, 1000).map_err(|problem| FieldErrors::one("mark_note", problem))?;
    let mark = NeedMark { shortlisted: mark_shortlisted == "yes", note };
    rq.store().mark_answer(&rq.act(&request_id), &of.id, &company, &mark).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CityNeed(of.city, of.id).path(rq.lang), Some("need_marked"));
    Ok(())
}

/// Answers a need for one's company, or changes its answer; the heads of the delegation get an e-mail.
#[server(endpoint = "forum/answer_need", prefix = "/api")]
pub async fn answer_need(
    company: String,
    need: String,
    #[server(default)] version: u32,
    #[server(default)] answer_text: String,
    #[server(default)] answer_solution: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let id = CompanyId::parse(&company).map_err(|_| ApiError::NotFound)?;
    let (company, _) = of_company(&rq, &id, CompanyRole::Staff).await?;
    let id = need_id(&need)?;
    let solutions: Vec<SolutionId> = exhibitor(&rq, &company.id).map(|e| e.solutions.iter().map(|s| s.id.clone()).collect()).unwrap_or_default();
    let (text, solution) = answer(&answer_text, &answer_solution, &solutions)?;
    let of = rq.store().need(&id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let city = rq.store().city(&of.city).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let mails = heads(&rq, &city, &of, &company.name);
    let said = (text.as_str(), solution.as_ref());
    rq.store().answer_need(&rq.act(&request_id), &id, (&company.id, version), said, mails).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CompanyNeeds(company.id).path(rq.lang), Some("need_answered"));
    Ok(())
}

/// The letters to the heads of the delegation, in the language of the need.
fn heads(rq: &Request, city: &City, of: &CityNeed, company: &str) -> Vec<Mail> {
    let lang = of.wording.lang;
    let event = rq.snapshot.as_ref().map_or("Plenary", |s| s.event.name.get(lang));
    let url = format!("{}{}", rq.services.site.base_url, Route::CityNeed(of.city.clone(), of.id.clone()).path(lang));
    city.facts.heads.iter().map(|to| Letter { to, lang, name: "", event }.need_answered(&of.wording.title, company, &url)).collect()
}
