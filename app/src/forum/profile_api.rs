//! The server functions of a company's page. A script is answered with the version and the fields as they are now, so that what a colleague wrote
//! meanwhile stands in the form.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]
#![expect(clippy::too_many_arguments, reason = "the fields of a form are the arguments of its function")]

use super::profile::{Files, fact_fields, text_fields};
use super::{company_id, letters_to, of_company};
use crate::error::{ApiError, Refusal};
use crate::platform::{Request, redirect};
use crate::route::Route;
use crate::words::forum_profile as words;
use domain::forum::CompanyRole;
use domain::forum::profile::{Edit, FactsForm, Kept, MOST_REFERENCES, MOST_SOLUTIONS, SolutionForm, parse_reference, parse_texts};
use domain::kernel::ids::{CompanyId, SolutionId};
use domain::kernel::text::paragraph;
use domain::kernel::{FieldErrors, Lang, Problem};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use store::ProfileChange;

/// What a script is told.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Saved {
    /// The version that is there now.
    pub version: u32,
    /// The fields of the form as they are now, where others may have written too.
    pub fields: Vec<(String, String)>,
}

fn told(kept: &Kept, fields: Vec<(&'static str, String)>) -> Saved {
    Saved { version: kept.version, fields: fields.into_iter().map(|(field, value)| (field.to_owned(), value)).collect() }
}

fn part_id(raw: &str) -> Result<SolutionId, ApiError> {
    SolutionId::parse(raw).map_err(|_| ApiError::NotFound)
}

/// The company for whose page the one who asks writes.
async fn writer(rq: &Request, company: &str) -> Result<CompanyId, ApiError> {
    of_company(rq, &company_id(company)?, CompanyRole::Staff).await.map(|(of, _)| of.id)
}

/// Saves an edit of its page.
async fn save(rq: &Request, company: &CompanyId, base: u32, edit: &Edit, request_id: &str) -> Result<Kept, ApiError> {
    rq.store().save_profile(&rq.act(request_id), company, ProfileChange::Edit(edit, base)).await.map_err(|e| rq.fail(e))
}

/// Keeps the texts in one language.
#[server(endpoint = "forum/save_texts", prefix = "/api")]
pub async fn save_texts(
    company: String,
    base: u32,
    text_lang: String,
    #[server(default)] tagline: String,
    #[server(default)] profile_about: String,
    request_id: String,
) -> Result<Saved, ApiError> {
    let rq = Request::current();
    let id = writer(&rq, &company).await?;
    let edit = parse_texts(&text_lang, &tagline, &profile_about)?;
    let kept = save(&rq, &id, base, &edit, &request_id).await?;
    let in_lang = Lang::parse(&text_lang).unwrap_or_default();
    redirect(&format!("{}?text={}", Route::CompanyProfile(id).path(rq.lang), in_lang.code()), Some("page_saved"));
    Ok(told(&kept, text_fields(&kept, in_lang)))
}

/// Keeps where it is at home, links, whom to ask.
#[server(endpoint = "forum/save_facts", prefix = "/api")]
pub async fn save_facts(
    company: String,
    base: u32,
    #[server(default)] country: String,
    #[server(default)] company_city: String,
    #[server(default)] website: String,
    #[server(default)] video: String,
    #[server(default)] social: String,
    #[server(default)] ask_name: String,
    #[server(default)] ask_role: String,
    #[server(default)] ask_email: String,
    #[server(default)] ask_phone: String,
    request_id: String,
) -> Result<Saved, ApiError> {
    let rq = Request::current();
    let id = writer(&rq, &company).await?;
    let form = FactsForm { country, company_city, website, video, social, ask_name, ask_role, ask_email, ask_phone };
    let kept = save(&rq, &id, base, &form.parse()?, &request_id).await?;
    redirect(&Route::CompanyProfile(id).path(rq.lang), Some("page_saved"));
    Ok(told(&kept, fact_fields(&kept)))
}

/// Keeps a solution.
#[server(endpoint = "forum/save_solution", prefix = "/api")]
pub async fn save_solution(
    company: String,
    base: u32,
    part: String,
    #[server(default)] solution_name_en: String,
    #[server(default)] solution_name_ru: String,
    #[server(default)] solution_name_ko: String,
    #[server(default)] solution_text_en: String,
    #[server(default)] solution_text_ru: String,
    #[server(default)] solution_text_ko: String,
    #[server(default)] topics: Vec<String>,
    #[server(default)] answers_challenges: Vec<String>,
    request_id: String,
) -> Result<Saved, ApiError> {
    let rq = Request::current();
    let company = writer(&rq, &company).await?;
    let id = part_id(&part)?;
    let form = SolutionForm {
        name: [solution_name_en, solution_name_ru, solution_name_ko],
        text: [solution_text_en, solution_text_ru, solution_text_ko],
        topics,
        challenges: answers_challenges,
    };
    let snapshot = rq.snapshot()?;
    let known: Vec<_> = snapshot.challenges.iter().map(|c| c.id.clone()).collect();
    let edit = form.parse(id.clone(), &snapshot.event.forum, &known)?;
    let there = rq.store().profile(&company).await.map_err(|e| rq.fail(e))?.profile;
    if there.solution(&id).is_none() && there.solutions.len() >= MOST_SOLUTIONS {
        return Err(FieldErrors::one("solution_name_en", Problem::TooMany { max: 12 }).into());
    }
    let kept = save(&rq, &company, base, &edit, &request_id).await?;
    redirect(&Route::CompanyProfile(company).path(rq.lang), Some("page_saved"));
    Ok(told(&kept, Vec::new()))
}

/// Takes a solution out.
#[server(endpoint = "forum/drop_solution", prefix = "/api")]
pub async fn drop_solution(company: String, base: u32, part: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let company = writer(&rq, &company).await?;
    save(&rq, &company, base, &Edit::DropSolution(part_id(&part)?), &request_id).await?;
    redirect(&Route::CompanyProfile(company).path(rq.lang), Some("page_removed"));
    Ok(())
}

/// Keeps a city that uses what the company offers.
#[server(endpoint = "forum/save_reference", prefix = "/api")]
pub async fn save_reference(
    company: String,
    base: u32,
    part: String,
    #[server(default)] reference_city: String,
    #[server(default)] country: String,
    #[server(default)] uses_en: String,
    #[server(default)] uses_ru: String,
    #[server(default)] uses_ko: String,
    request_id: String,
) -> Result<Saved, ApiError> {
    let rq = Request::current();
    let company = writer(&rq, &company).await?;
    let id = part_id(&part)?;
    let edit = parse_reference(id.clone(), &reference_city, &country, &[uses_en, uses_ru, uses_ko])?;
    let there = rq.store().profile(&company).await.map_err(|e| rq.fail(e))?.profile;
    if there.reference(&id).is_none() && there.references.len() >= MOST_REFERENCES {
        return Err(FieldErrors::one("reference_city", Problem::TooMany { max: 20 }).into());
    }
    let kept = save(&rq, &company, base, &edit, &request_id).await?;
    redirect(&Route::CompanyProfile(company).path(rq.lang), Some("page_saved"));
    Ok(told(&kept, Vec::new()))
}

/// Takes a city out.
#[server(endpoint = "forum/drop_reference", prefix = "/api")]
pub async fn drop_reference(company: String, base: u32, part: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let company = writer(&rq, &company).await?;
    save(&rq, &company, base, &Edit::DropReference(part_id(&part)?), &request_id).await?;
    redirect(&Route::CompanyProfile(company).path(rq.lang), Some("page_removed"));
    Ok(())
}

/// Brings a version back as a new one.
#[server(endpoint = "forum/restore_page", prefix = "/api")]
pub async fn restore_page(company: String, number: u32, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let id = writer(&rq, &company).await?;
    rq.store().save_profile(&rq.act(&request_id), &id, ProfileChange::Restore(number)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CompanyProfile(id).path(rq.lang), Some("page_restored"));
    Ok(())
}

/// Hands the page in, as it was shown.
#[server(endpoint = "forum/hand_page_in", prefix = "/api")]
pub async fn hand_page_in(company: String, turn: u32, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let id = writer(&rq, &company).await?;
    let kept = rq.store().profile(&id).await.map_err(|e| rq.fail(e))?;
    if !kept.profile.missing().is_empty() {
        return Err(ApiError::Refused(Refusal::Forum(domain::forum::Refusal::ProfileIncomplete)));
    }
    rq.store().hand_profile_in(&rq.act(&request_id), &id, turn).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CompanyProfile(id).path(rq.lang), Some("page_handed_in"));
    Ok(())
}

/// Approves a page that was handed in, or gives it back with a reason.
#[server(endpoint = "forum/decide_page", prefix = "/api")]
pub async fn decide_page(
    company: String,
    turn: u32,
    #[server(default)] decision: String,
    #[server(default)] message: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let id = company_id(&company)?;
    let of = rq.store().company(&id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let people = rq.store().company_people(&id).await.map_err(|e| rq.fail(e))?;
    let letters = |reason: Option<&str>| {
        letters_to(&rq, &people, |letter, lang| {
            let url = format!("{}{}", rq.services.site.base_url, Route::CompanyProfile(id.clone()).path(lang));
            words::decided(letter, &of.name, reason, &url)
        })
    };
    let act = rq.act(&request_id);
    let notice = match decision.as_str() {
        "approve" => {
            let files = Files::of(&rq, &id).await?.shown();
            rq.store().approve_profile(&act, &of, turn, files, letters(None)).await.map_err(|e| rq.fail(e))?;
            "page_approved"
        }
        "return" => {
            let reason = paragraph(&message, 1, 2000).map_err(|problem| FieldErrors::one("message", problem))?;
            rq.store().give_profile_back(&act, &id, turn, &reason, letters(Some(&reason))).await.map_err(|e| rq.fail(e))?;
            "page_returned"
        }
        _ => return Err(FieldErrors::one("decision", if decision.is_empty() { Problem::Required } else { Problem::NotAChoice }).into()),
    };
    redirect(&Route::DeskCompany(id).path(rq.lang), Some(notice));
    Ok(())
}
