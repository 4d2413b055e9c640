//! The server functions of the desk.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use crate::error::ApiError;
use crate::platform::{Request, redirect};
use crate::registration::api::letters;
use crate::route::Route;
use domain::kernel::ids::RegistrationId;
use domain::registration::{Decision, policy};
use leptos::prelude::*;

/// Decides on a registration.
#[server(endpoint = "organiser/decide", prefix = "/api")]
pub async fn decide(
    registration: String,
    version: u32,
    #[server(default)] decision: String,
    #[server(default)] message: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let id = RegistrationId::parse(&registration).map_err(|_| ApiError::NotFound)?;
    let decision = Decision::parse(&decision, &message)?;
    let (found, _) = rq.store().registration(&id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    if !policy::may(&rq.actor, decision.action(), &found.account) {
        return Err(ApiError::Forbidden);
    }
    rq.store().decide(&rq.act(&request_id), &id, version, &decision, &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskRegistration(id).path(rq.lang), Some("decided"));
    Ok(())
}
