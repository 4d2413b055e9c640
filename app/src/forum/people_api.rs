//! The server functions of who belongs to a company.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use super::{company_id, of_company, off_duty};
use crate::error::ApiError;
use crate::platform::{Request, redirect};
use crate::route::Route;
use crate::words::forum as words;
use crate::words::mail::Letter;
use domain::forum::company::INVITATION_DAYS;
use domain::forum::{Company, CompanyRole};
use domain::kernel::ids::{AccountId, CompanyId};
use domain::kernel::text::Email;
use domain::kernel::{FieldErrors, Problem};
use jiff::SignedDuration;
use leptos::prelude::*;
use store::Secret;

fn named(role: &str) -> Result<CompanyRole, FieldErrors> {
    CompanyRole::parse(role).ok_or_else(|| FieldErrors::one("company_role", if role.is_empty() { Problem::Required } else { Problem::NotAChoice }))
}

/// Invites a colleague.
#[server(endpoint = "forum/invite_member", prefix = "/api")]
pub async fn invite_member(
    company: String,
    #[server(default)] email: String,
    #[server(default)] company_role: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (of, _) = of_company(&rq, &company_id(&company)?, CompanyRole::Admin).await?;
    let address = Email::parse(&email).map_err(|problem| FieldErrors::one("email", problem))?;
    let role = named(&company_role)?;
    let secret = Secret::generate();
    let until = rq.now.saturating_add(SignedDuration::from_hours(24 * INVITATION_DAYS)).unwrap_or(rq.now);
    let url = format!("{}{}?token={}", rq.services.site.base_url, Route::CompanyInvitation.path(rq.lang), secret.reveal());
    let event = rq.snapshot.as_ref().map_or("Plenary", |s| s.event.name.get(rq.lang));
    let letter = Letter { to: address.as_str(), lang: rq.lang, name: "", event };
    let mail = words::invitation(&letter, &of.name, role, &url);
    let link = Secret::digest(secret.reveal());
    let act = rq.act(&request_id);
    rq.store().invite_to_company(&act, &of.id, (&address, role), (&link, until), mail).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CompanyPeople(of.id).path(rq.lang), Some("member_invited"));
    Ok(())
}

/// Takes an invitation back.
#[server(endpoint = "forum/take_invitation_back", prefix = "/api")]
pub async fn take_invitation_back(company: String, email: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (of, _) = of_company(&rq, &company_id(&company)?, CompanyRole::Admin).await?;
    let address = Email::parse(&email).map_err(|_| ApiError::NotFound)?;
    rq.store().take_company_invitation_back(&rq.act(&request_id), &of.id, &address).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CompanyPeople(of.id).path(rq.lang), Some("invitation_back"));
    Ok(())
}

/// Accepts an invitation.
#[server(endpoint = "forum/accept_invitation", prefix = "/api")]
pub async fn accept_invitation(token: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.signed_in()?;
    let id = rq.store().accept_company_invitation(&rq.act(&request_id), &person.account, &token).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Company(id).path(rq.lang), Some("member_here"));
    Ok(())
}

/// Changes what a colleague may do.
#[server(endpoint = "forum/set_member_role", prefix = "/api")]
pub async fn set_member_role(company: String, member: String, #[server(default)] company_role: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (of, _) = of_company(&rq, &company_id(&company)?, CompanyRole::Admin).await?;
    let who = AccountId::parse(&member).map_err(|_| ApiError::NotFound)?;
    let people = rq.store().company_people(&of.id).await.map_err(|e| rq.fail(e))?;
    let letters = |_: &CompanyId, left| off_duty(&rq, &of, &people, &who, left);
    rq.store().set_company_role(&rq.act(&request_id), &of.id, &who, named(&company_role)?, &letters).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CompanyPeople(of.id).path(rq.lang), Some("member_changed"));
    Ok(())
}

/// Takes somebody out of a company, whose times to come have nobody then; the company is told.
async fn remove(rq: &Request, of: &Company, who: &AccountId, request_id: &str) -> Result<(), ApiError> {
    let people = rq.store().company_people(&of.id).await.map_err(|e| rq.fail(e))?;
    let letters = |_: &CompanyId, left| off_duty(rq, of, &people, who, left);
    rq.store().remove_company_member(&rq.act(request_id), &of.id, who, &letters).await.map_err(|e| rq.fail(e))
}

/// Takes a colleague out of the company.
#[server(endpoint = "forum/remove_member", prefix = "/api")]
pub async fn remove_member(company: String, member: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (of, _) = of_company(&rq, &company_id(&company)?, CompanyRole::Admin).await?;
    let who = AccountId::parse(&member).map_err(|_| ApiError::NotFound)?;
    remove(&rq, &of, &who, &request_id).await?;
    redirect(&Route::CompanyPeople(of.id).path(rq.lang), Some("member_gone"));
    Ok(())
}

/// Leaves a company.
#[server(endpoint = "forum/leave_company", prefix = "/api")]
pub async fn leave_company(company: String, #[server(default)] leave_company_sure: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (of, _) = of_company(&rq, &company_id(&company)?, CompanyRole::Viewer).await?;
    let (person, _) = rq.signed_in()?;
    if leave_company_sure != "yes" {
        return Err(FieldErrors::one("leave_company_sure", Problem::Required).into());
    }
    remove(&rq, &of, &person.account, &request_id).await?;
    redirect(&Route::Companies.path(rq.lang), Some("company_left"));
    Ok(())
}
