//! The server function that erases a person.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use super::api::{forget_cookie, letter, prove_password};
use crate::error::ApiError;
use crate::forum::meetings_api::give_all_back;
use crate::forum::off_duty;
use crate::platform::{Request, redirect};
use crate::registration::api::letters;
use crate::route::Route;
use domain::kernel::ids::CompanyId;
use domain::kernel::text::Email;
use domain::kernel::{FieldErrors, Problem};
use domain::registration::state::{Action, next};
use leptos::prelude::*;

/// Erases the signed-in person, who shows the password again and types their address. A place is given back first.
#[server(endpoint = "accounts/erase_account", prefix = "/api")]
pub async fn erase_account(own_address: String, current_password: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, account) = rq.signed_in()?;
    let mut errors = FieldErrors::new();
    let own = Email::parse(&account.email).map_err(|_| ApiError::NotFound)?;
    let typed = Email::parse(&own_address);
    errors.take("own_address", typed.and_then(|typed| if typed.normalised() == own.normalised() { Ok(()) } else { Err(Problem::NotOwnAddress) }));
    errors.take("current_password", if current_password.is_empty() { Err(Problem::Required) } else { Ok(()) });
    if !errors.is_empty() {
        return Err(errors.into());
    }
    prove_password(&rq, account, current_password).await?;
    rq.store().may_be_erased(&person.account).await.map_err(|e| rq.fail(e))?;
    let registration = rq.store().my_registration(&person.account).await.map_err(|e| rq.fail(e))?;
    if registration.is_some_and(|r| next(r.state, Action::Withdraw).is_ok()) {
        rq.store().withdraw(&rq.act(""), &person.account, &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    }
    let services = &rq.services;
    give_all_back(rq.store(), &rq.act(""), &person.account, &services.site.base_url, rq.snapshot.clone()).await.map_err(|e| rq.fail(e))?;
    let last = letter(&rq, &account.email, account.lang, &account.name).erased();
    let mut companies = Vec::new();
    for (company, _) in rq.store().companies_of(&person.account).await.map_err(|e| rq.fail(e))? {
        let people = rq.store().company_people(&company.id).await.map_err(|e| rq.fail(e))?;
        companies.push((company, people));
    }
    let letters = |id: &CompanyId, left| {
        let of = companies.iter().find(|(company, _)| company.id == *id);
        of.map(|(company, people)| off_duty(&rq, company, people, &person.account, left)).unwrap_or_default()
    };
    rq.store().erase(&rq.act(&request_id), account, last, &letters).await.map_err(|e| rq.fail(e))?;
    forget_cookie();
    redirect(&Route::SignIn.path(rq.lang), Some("erased"));
    Ok(())
}
