//! The server functions of passkeys. Each comes in two: asking the browser, and taking its answer.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use super::api::{device, leave, prove_password, remember};
use super::onward;
use crate::error::{ApiError, Refusal};
use crate::platform::{Passkeys, Request, redirect};
use crate::route::Route;
use domain::accounts;
use domain::kernel::text::line;
use domain::kernel::{FieldErrors, Problem};
use leptos::prelude::*;
use store::{KeptPasskey, PasskeyUse};

fn passkeys(rq: &Request) -> Result<&dyn Passkeys, ApiError> {
    rq.services.passkeys.as_deref().ok_or(ApiError::NotFound)
}

fn refused() -> ApiError {
    ApiError::Refused(Refusal::Accounts(accounts::Refusal::PasskeyRefused))
}

/// Takes the challenge that an answer names; what was kept with it.
async fn take(rq: &Request, what: &PasskeyUse, answer: &str) -> Result<String, ApiError> {
    let challenge = passkeys(rq)?.challenge_of(answer, *what != PasskeyUse::Show).ok_or_else(refused)?;
    let kept = rq.store().take_passkey_challenge(&rq.act(""), what, &challenge).await.map_err(|e| rq.fail(e))?;
    kept.ok_or_else(refused)
}

/// Asks the browser to make a passkey, once the person has shown their password again; answers what it is asked, as JSON.
#[server(endpoint = "accounts/ask_to_make_passkey", prefix = "/api")]
pub async fn ask_to_make_passkey(passkey_name: String, current_password: String, request_id: String) -> Result<String, ApiError> {
    let rq = Request::current();
    let (person, account) = rq.signed_in()?;
    let passkeys = passkeys(&rq)?;
    let mut errors = FieldErrors::new();
    errors.take("passkey_name", line(&passkey_name, 1, 60));
    errors.take("current_password", if current_password.is_empty() { Err(Problem::Required) } else { Ok(()) });
    if !errors.is_empty() {
        return Err(errors.into());
    }
    prove_password(&rq, account, current_password).await?;
    let have: Vec<String> = rq.store().passkeys(&person.account).await.map_err(|e| rq.fail(e))?.into_iter().map(|p| p.id).collect();
    let asked = passkeys.ask_to_make(&person.account, &account.email, &account.name, &have)?;
    let what = PasskeyUse::Make(person.account.clone());
    rq.store().ask_for_passkey(&rq.act(&request_id), &what, &asked.challenge, &asked.kept).await.map_err(|e| rq.fail(e))?;
    Ok(asked.options)
}

/// Adds the passkey that the browser made.
#[server(endpoint = "accounts/add_passkey", prefix = "/api")]
pub async fn add_passkey(answer: String, passkey_name: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.signed_in()?;
    let name = line(&passkey_name, 1, 60).map_err(|p| FieldErrors::one("passkey_name", p))?;
    let kept = take(&rq, &PasskeyUse::Make(person.account.clone()), &answer).await?;
    let made = passkeys(&rq)?.made(&kept, &answer).filter(|made| made.account == person.account).ok_or_else(refused)?;
    let new = KeptPasskey { id: made.id, account: made.account, key: made.key, state: made.state };
    rq.store().add_passkey(&rq.act(&request_id), &new, &name, &person.sign_in).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Passkeys.path(rq.lang), Some("passkey_added"));
    Ok(())
}

/// Asks the browser to show a passkey; answers what it is asked, as JSON.
#[server(endpoint = "accounts/ask_to_show_passkey", prefix = "/api")]
pub async fn ask_to_show_passkey(request_id: String) -> Result<String, ApiError> {
    let rq = Request::current();
    let asked = passkeys(&rq)?.ask_to_show()?;
    rq.store().ask_for_passkey(&rq.act(&request_id), &PasskeyUse::Show, &asked.challenge, &asked.kept).await.map_err(|e| rq.fail(e))?;
    Ok(asked.options)
}

/// Signs this browser in by the passkey that it showed: both factors at once.
#[server(endpoint = "accounts/sign_in_with_passkey", prefix = "/api")]
pub async fn sign_in_with_passkey(answer: String, #[server(default)] then: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let kept = take(&rq, &PasskeyUse::Show, &answer).await?;
    let id = passkeys(&rq)?.id_of(&answer).ok_or_else(refused)?;
    let passkey = rq.store().passkey(&id).await.map_err(|e| rq.fail(e))?;
    let passkey = passkey.ok_or(ApiError::Refused(Refusal::Accounts(accounts::Refusal::PasskeyUnknown)))?;
    let shown = passkeys(&rq)?.shown(&kept, &answer, &passkey).ok_or_else(refused)?;
    let new = device(&rq, &passkey.account);
    rq.store().sign_in_with_passkey(&rq.act(&request_id), &passkey.id, &shown.state, &new, shown.went_back).await.map_err(|e| rq.fail(e))?;
    leave(&rq).await?;
    remember(&new);
    redirect(&onward(&then, rq.lang), None);
    Ok(())
}

/// Calls a passkey otherwise.
#[server(endpoint = "accounts/rename_passkey", prefix = "/api")]
pub async fn rename_passkey(passkey: String, passkey_name: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.signed_in()?;
    let name = line(&passkey_name, 1, 60).map_err(|p| FieldErrors::one("passkey_name", p))?;
    rq.store().rename_passkey(&rq.act(&request_id), &person.account, &passkey, &name).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Passkeys.path(rq.lang), Some("profile_saved"));
    Ok(())
}

/// Removes a passkey.
#[server(endpoint = "accounts/remove_passkey", prefix = "/api")]
pub async fn remove_passkey(passkey: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.signed_in()?;
    rq.store().remove_passkey(&rq.act(&request_id), &person.account, &passkey, &person.sign_in).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Passkeys.path(rq.lang), Some("passkey_removed"));
    Ok(())
}
