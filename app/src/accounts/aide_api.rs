//! The server functions of aides.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use super::api::letter;
use crate::error::{ApiError, Refusal};
use crate::platform::{Request, redirect};
use crate::route::Route;
use domain::accounts::{self, aide};
use domain::kernel::FieldErrors;
use domain::kernel::ids::AccountId;
use domain::kernel::text::Email;
use leptos::prelude::*;

/// Names somebody who may act for the signed-in person until a day.
#[server(endpoint = "accounts/name_aide", prefix = "/api")]
pub async fn name_aide(email: String, until_day: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, account) = rq.signed_in()?;
    let mut errors = FieldErrors::new();
    let email = errors.take("email", Email::parse(&email));
    let until = errors.take("until_day", aide::until(&until_day, rq.now));
    let (Some(email), Some(until)) = (email, until) else { return Err(errors.into()) };
    if Email::parse(&account.email).is_ok_and(|own| own.normalised() == email.normalised()) {
        return Err(ApiError::Refused(Refusal::Accounts(accounts::Refusal::OwnAide)));
    }
    let url = format!("{}{}", rq.services.site.base_url, Route::Aides.path(rq.lang));
    let mail = letter(&rq, email.as_str(), rq.lang, "").aide(&account.name, &url);
    rq.store().name_aide(&rq.act(&request_id), &person.account, &email, until, mail).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Aides.path(rq.lang), Some("aide_named"));
    Ok(())
}

/// Accepts to act for a person.
#[server(endpoint = "accounts/accept_aide", prefix = "/api")]
pub async fn accept_aide(principal: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (_, account) = rq.signed_in()?;
    let principal = AccountId::parse(&principal).map_err(|_| ApiError::NotFound)?;
    rq.store().accept_aide(&rq.act(&request_id), account, &principal).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Aides.path(rq.lang), Some("aide_accepted"));
    Ok(())
}

/// Ends that somebody acts for a person; either of the two asks.
#[server(endpoint = "accounts/end_aide", prefix = "/api")]
pub async fn end_aide(principal: String, aide: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, account) = rq.signed_in()?;
    let principal = AccountId::parse(&principal).map_err(|_| ApiError::NotFound)?;
    let own = Email::parse(&account.email).map_err(|_| ApiError::NotFound)?.normalised();
    if principal != person.account && aide != own {
        return Err(ApiError::NotFound);
    }
    rq.store().end_aide(&rq.act(&request_id), &principal, &aide).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Aides.path(rq.lang), Some("aide_ended"));
    Ok(())
}

/// Has this device act for a person from now on.
#[server(endpoint = "accounts/act_for", prefix = "/api")]
pub async fn act_for(principal: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, account) = rq.signed_in()?;
    let principal = AccountId::parse(&principal).map_err(|_| ApiError::NotFound)?;
    rq.store().act_for(&rq.act(&request_id), account, &person.sign_in, &principal).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Me.path(rq.lang), None);
    Ok(())
}

/// Has this device act for its own account again.
#[server(endpoint = "accounts/act_for_oneself", prefix = "/api")]
pub async fn act_for_oneself(request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.whoever()?;
    rq.store().act_for_oneself(&rq.act(&request_id), &person.account, &person.sign_in).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Me.path(rq.lang), None);
    Ok(())
}
