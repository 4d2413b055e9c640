//! The server functions of favourites.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use super::company_id;
use crate::error::ApiError;
use crate::platform::{Request, redirect};
use crate::route::Route;
use domain::kernel::text::address;
use leptos::prelude::*;

/// Keeps an exhibitor that the public sees among one's favourites.
#[server(endpoint = "forum/keep_favourite", prefix = "/api")]
pub async fn keep_favourite(company: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.signed_in()?;
    let id = company_id(&company)?;
    if rq.snapshot()?.exhibitor(&id).is_none() {
        return Err(ApiError::NotFound);
    }
    rq.store().keep_favourite(&rq.act(&request_id), &person.account, &id).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Favourites.path(rq.lang), Some("favourite_kept"));
    Ok(())
}

/// Takes an exhibitor out of one's favourites; the page then offers to put it back.
#[server(endpoint = "forum/drop_favourite", prefix = "/api")]
pub async fn drop_favourite(company: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.signed_in()?;
    let id = company_id(&company)?;
    rq.store().drop_favourite(&rq.act(&request_id), &person.account, &id).await.map_err(|e| rq.fail(e))?;
    redirect(&address(&Route::Favourites.path(rq.lang), &[("dropped".to_owned(), id.to_string())]), None);
    Ok(())
}
