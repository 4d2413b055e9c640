//! The server functions of companies. For who does not belong to a company, it does not exist.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]
#![expect(clippy::too_many_arguments, reason = "the fields of a form are the arguments of its function")]

use super::company::version_of;
use super::{company_id, of_company};
use crate::error::{ApiError, Refusal};
use crate::platform::{Request, redirect};
use crate::route::Route;
use domain::forum::company::slug;
use domain::forum::{ApplicationForm, CompanyRole, Step};
use domain::kernel::ids::CompanyId;
use domain::kernel::{FieldErrors, Problem};
use leptos::prelude::*;

/// Keeps an application; a new company's when it has no id yet.
#[server(endpoint = "forum/save_application", prefix = "/api")]
pub async fn save_application(
    #[server(default)] company: String,
    #[server(default)] version: u32,
    #[server(default)] company_name: String,
    #[server(default)] country: String,
    #[server(default)] company_city: String,
    #[server(default)] website: String,
    #[server(default)] company_about: String,
    #[server(default)] company_shows: String,
    #[server(default)] topics: Vec<String>,
    #[server(default)] booth_class: String,
    #[server(default)] power: String,
    #[server(default)] internet: String,
    #[server(default)] remarks: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (_, account) = rq.signed_in()?;
    let form =
        ApplicationForm { company_name, country, company_city, website, company_about, company_shows, topics, booth_class, power, internet, remarks };
    let rules = &rq.snapshot()?.event.forum;
    let act = rq.act(&request_id);
    if company.is_empty() {
        if account.verified_at.is_none() {
            return Err(ApiError::Refused(Refusal::Accounts(domain::accounts::Refusal::NotVerified)));
        }
        let refused = ApiError::Refused(Refusal::Forum(domain::forum::Refusal::NotOpen));
        let (name, application) = if rules.applications_open { form.parse(rules)? } else { return Err(refused) };
        let id = CompanyId::parse(&slug(&name, &act.made("forum.company"))).map_err(|_| ApiError::NotFound)?;
        let of = rq.store().apply_company(&act, &id, &name, &application).await.map_err(|e| rq.fail(e))?;
        redirect(&Route::Company(of.id).path(rq.lang), Some("company_begun"));
    } else {
        let (of, _) = of_company(&rq, &company_id(&company)?, CompanyRole::Admin).await?;
        let (name, application) = form.parse(rules)?;
        rq.store().save_application(&act, &of.id, version, &name, &application).await.map_err(|e| rq.fail(e))?;
        redirect(&Route::Company(of.id).path(rq.lang), Some("company_kept"));
    }
    Ok(())
}

/// Hands an application in.
#[server(endpoint = "forum/step_company", prefix = "/api")]
pub async fn step_company(company: String, version: u32, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (of, _) = of_company(&rq, &company_id(&company)?, CompanyRole::Admin).await?;
    if !rq.snapshot()?.event.forum.applications_open {
        return Err(ApiError::Refused(Refusal::Forum(domain::forum::Refusal::NotOpen)));
    }
    let act = rq.act(&request_id);
    rq.store().step_company(&act, (&of.id, version), Step::Submit, None, None, Vec::new()).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Company(of.id).path(rq.lang), Some("company_submit"));
    Ok(())
}

/// Accepts the terms for a company, those that were shown.
#[server(endpoint = "forum/accept_terms", prefix = "/api")]
pub async fn accept_terms(
    company: String,
    version: u32,
    terms: String,
    #[server(default)] accept_terms: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (of, _) = of_company(&rq, &company_id(&company)?, CompanyRole::Admin).await?;
    if version_of(&rq.snapshot()?.event.texts.exhibitor_terms) != terms {
        return Err(ApiError::Refused(Refusal::Forum(domain::forum::Refusal::TermsChanged)));
    }
    if accept_terms != "yes" {
        return Err(FieldErrors::one("accept_terms", Problem::Required).into());
    }
    let act = rq.act(&request_id);
    rq.store().step_company(&act, (&of.id, version), Step::AcceptTerms, None, Some(&terms), Vec::new()).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Company(of.id).path(rq.lang), Some("company_accept_terms"));
    Ok(())
}

/// Withdraws a company.
#[server(endpoint = "forum/withdraw_company", prefix = "/api")]
pub async fn withdraw_company(
    company: String,
    version: u32,
    #[server(default)] withdraw_company_sure: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (of, _) = of_company(&rq, &company_id(&company)?, CompanyRole::Admin).await?;
    if withdraw_company_sure != "yes" {
        return Err(FieldErrors::one("withdraw_company_sure", Problem::Required).into());
    }
    let act = rq.act(&request_id);
    rq.store().step_company(&act, (&of.id, version), Step::Withdraw, None, None, Vec::new()).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Company(of.id).path(rq.lang), Some("company_withdraw"));
    Ok(())
}
