//! The server functions of the second factor.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use super::api::{device, failed, leave, letter, may_try, prove_password, remember};
use super::factor::{FRESH, OFFER, TOTP, sealed_for};
use super::{onward, totp};
use crate::error::{ApiError, Refusal};
use crate::platform::{Afterwards, Request, redirect};
use crate::route::Route;
use crate::ui::percent;
use domain::accounts;
use domain::accounts::second_factor::{RECOVERY_CODES, Typed, recovery_code};
use domain::kernel::ids::AccountId;
use domain::kernel::text::Email;
use domain::kernel::{FieldErrors, Problem};
use leptos::prelude::*;
use store::{NewCodes, NewSecondFactor, Proof, Secret};

/// Reads what was typed into either field of a code.
fn typed(code: &str, recovery_code: &str) -> Result<Typed, FieldErrors> {
    let (field, text) = if recovery_code.trim().is_empty() { ("code", code) } else { ("recovery_code", recovery_code) };
    Typed::parse(text).map_err(|problem| FieldErrors::one(field, problem))
}

/// Has a person show a code, as far as that can be told without the store; what does not fit is counted as a failed attempt.
async fn prove(rq: &Request, account: &AccountId, email: &Email, sealed: &str, typed: Typed) -> Result<Proof, ApiError> {
    may_try(rq, email).await?;
    match typed {
        Typed::Recovery(code) => Ok(Proof::Recovery { digest: Secret::digest(&code) }),
        Typed::App(code) => {
            let secret = rq.services.vault.open(TOTP, &sealed_for(account), sealed);
            let secret = secret.ok_or_else(|| rq.broken("the secret of a second factor does not open"))?;
            match totp::matching(&secret, &code, rq.outside()) {
                Some(step) => Ok(Proof::App { step }),
                None => Err(failed(rq, email, accounts::Refusal::WrongCode).await),
            }
        }
    }
}

/// The same for somebody who is signed in.
async fn prove_again(rq: &Request, code: &str, recovery_code: &str) -> Result<Proof, ApiError> {
    let typed = typed(code, recovery_code)?;
    let (person, account) = rq.signed_in()?;
    let factor = rq.store().second_factor(&person.account).await.map_err(|e| rq.fail(e))?;
    let factor = factor.ok_or(ApiError::Refused(Refusal::Accounts(accounts::Refusal::SecondFactorOff)))?;
    let email = Email::parse(&account.email).map_err(|_| ApiError::NotFound)?;
    prove(rq, &person.account, &email, &factor.secret, typed).await
}

/// Turns the store's error into an answer; a recovery code that does not fit is counted as a failed attempt.
async fn refused(rq: &Request, email: &Email, error: store::StoreError) -> ApiError {
    let error = rq.fail(error);
    match error {
        ApiError::Refused(Refusal::Accounts(accounts::Refusal::WrongCode)) => failed(rq, email, accounts::Refusal::WrongCode).await,
        other => other,
    }
}

/// Makes new recovery codes.
fn new_codes(rq: &Request, account: &AccountId) -> Result<NewCodes, ApiError> {
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| recovery_code(store::random())).collect();
    let fresh = rq.services.vault.seal(FRESH, &sealed_for(account), codes.join(" ").as_bytes())?;
    Ok(NewCodes { digests: codes.iter().map(|code| Secret::digest(code)).collect(), fresh })
}

/// The page of the second factor, which leads onward afterwards.
fn page(rq: &Request, then: &str) -> String {
    let path = Route::SecondFactor.path(rq.lang);
    if then.is_empty() { path } else { format!("{path}?then={}", percent(&onward(then, rq.lang))) }
}

/// Turns the second factor on by the password and a code of the secret that the page offered.
#[server(endpoint = "accounts/enrol_second_factor", prefix = "/api")]
pub async fn enrol_second_factor(
    offer: String,
    code: String,
    current_password: String,
    #[server(default)] then: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, account) = rq.signed_in()?;
    let email = Email::parse(&account.email).map_err(|_| ApiError::NotFound)?;
    let mut errors = FieldErrors::new();
    let typed = errors.take("code", Typed::parse(&code));
    let password = errors.take("current_password", if current_password.is_empty() { Err(Problem::Required) } else { Ok(current_password) });
    let (Some(Typed::App(code)), Some(password)) = (typed, password) else {
        return Err(if errors.is_empty() { FieldErrors::one("code", Problem::NotACode).into() } else { errors.into() });
    };
    let owner = sealed_for(&person.account);
    let secret = rq.services.vault.open(OFFER, &owner, &offer).ok_or(ApiError::NotFound)?;
    prove_password(&rq, account, password).await?;
    let Some(step) = totp::matching(&secret, &code, rq.outside()) else { return Err(failed(&rq, &email, accounts::Refusal::WrongCode).await) };
    let codes = new_codes(&rq, &person.account)?;
    let new = NewSecondFactor { secret: rq.services.vault.seal(TOTP, &owner, &secret)?, step, codes };
    let url = format!("{}{}", rq.services.site.base_url, Route::Me.path(account.lang));
    let mail = letter(&rq, &account.email, account.lang, &account.name).second_factor(true, &url);
    rq.store().enrol_second_factor(&rq.act(&request_id), &person.account, &person.sign_in, new, mail).await.map_err(|e| rq.fail(e))?;
    redirect(&page(&rq, &then), None);
    Ok(())
}

/// Notes that the person has kept the new recovery codes: they are not shown again.
#[server(endpoint = "accounts/keep_recovery_codes", prefix = "/api")]
pub async fn keep_recovery_codes(#[server(default)] then: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.signed_in()?;
    rq.store().keep_recovery_codes(&rq.act(&request_id), &person.account).await.map_err(|e| rq.fail(e))?;
    redirect(&onward(&then, rq.lang), Some("codes_kept"));
    Ok(())
}

/// Replaces the recovery codes.
#[server(endpoint = "accounts/renew_recovery_codes", prefix = "/api")]
pub async fn renew_recovery_codes(
    #[server(default)] code: String,
    #[server(default)] recovery_code: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, account) = rq.signed_in()?;
    let email = Email::parse(&account.email).map_err(|_| ApiError::NotFound)?;
    let proof = prove_again(&rq, &code, &recovery_code).await?;
    let codes = new_codes(&rq, &person.account)?;
    if let Err(error) = rq.store().renew_recovery_codes(&rq.act(&request_id), &person.account, &proof, codes).await {
        return Err(refused(&rq, &email, error).await);
    }
    redirect(&page(&rq, ""), None);
    Ok(())
}

/// Turns the second factor off.
#[server(endpoint = "accounts/turn_off_second_factor", prefix = "/api")]
pub async fn turn_off_second_factor(
    #[server(default)] code: String,
    #[server(default)] recovery_code: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, account) = rq.signed_in()?;
    let email = Email::parse(&account.email).map_err(|_| ApiError::NotFound)?;
    let proof = prove_again(&rq, &code, &recovery_code).await?;
    let url = format!("{}{}", rq.services.site.base_url, Route::Me.path(account.lang));
    let mail = letter(&rq, &account.email, account.lang, &account.name).second_factor(false, &url);
    if let Err(error) = rq.store().turn_off_second_factor(&rq.act(&request_id), &person.account, &proof, mail).await {
        return Err(refused(&rq, &email, error).await);
    }
    redirect(&page(&rq, ""), Some("factor_off"));
    Ok(())
}

/// Signs this browser in by the second factor, after the password.
#[server(endpoint = "accounts/pass_second_factor", prefix = "/api")]
pub async fn pass_second_factor(
    #[server(default)] code: String,
    #[server(default)] recovery_code: String,
    #[server(default)] then: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let again = || ApiError::Refused(Refusal::Accounts(accounts::Refusal::SignInAgain));
    let cookie = rq.waiting.as_deref().ok_or_else(again)?;
    let waiting = rq.store().waiting_sign_in(cookie, rq.now).await.map_err(|e| rq.fail(e))?.ok_or_else(again)?;
    let secret = waiting.secret.ok_or_else(again)?;
    let typed = typed(&code, &recovery_code)?;
    let proof = prove(&rq, &waiting.account, &waiting.email, &secret, typed).await?;
    let new = device(&rq, &waiting.account);
    if let Err(error) = rq.store().pass_second_factor(&rq.act(&request_id), cookie, &new, &proof).await {
        return Err(refused(&rq, &waiting.email, error).await);
    }
    leave(&rq).await?;
    remember(&new);
    if let Some(afterwards) = use_context::<Afterwards>() {
        afterwards.waiting(None);
    }
    let notice = matches!(proof, Proof::Recovery { .. }).then_some("recovery_used");
    redirect(&onward(&then, rq.lang), notice);
    Ok(())
}
