//! The server functions of accounts.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use super::onward;
use crate::error::{ApiError, Refusal};
use crate::platform::{Afterwards, Request, Verdict, redirect};
use crate::route::Route;
use crate::ui::percent;
use crate::words::mail::Letter;
use domain::accounts::{self, new_password, sign_in as rules};
use domain::kernel::ids::{AccountId, SignInId};
use domain::kernel::text::{Email, line};
use domain::kernel::{FieldErrors, Lang, Problem, Role};
use leptos::prelude::*;
use store::{NewAccount, NewSignIn, Secret};

/// The letter of this request to an address.
pub(super) fn letter<'a>(rq: &'a Request, to: &'a str, lang: Lang, name: &'a str) -> Letter<'a> {
    Letter { to, lang, name, event: rq.snapshot.as_ref().map_or("Plenary", |s| s.event.name.get(lang)) }
}

/// The address of a page with a link's secret.
fn link(rq: &Request, route: &Route, lang: Lang, secret: &Secret) -> String {
    format!("{}{}?token={}", rq.services.site.base_url, route.path(lang), secret.reveal())
}

/// Makes an account. The answer is the same whether the address has one already.
#[server(endpoint = "accounts/sign_up", prefix = "/api")]
pub async fn sign_up(name: String, email: String, password: String, #[server(default)] then: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let _inside = rq.services.hashing.enter()?;
    let typed = accounts::SignUp::parse(&name, &email, &password)?;
    let hash = rq.services.hashing.hash(typed.password.reveal().to_owned()).await?;
    let secret = Secret::generate();
    let address = typed.email.as_str();
    let sign_in = format!("{}{}", rq.services.site.base_url, Route::SignIn.path(rq.lang));
    let welcome = letter(&rq, address, rq.lang, &typed.name).welcome(&link(&rq, &Route::Verify, rq.lang, &secret));
    let already = letter(&rq, address, rq.lang, "").already(&sign_in);
    let new = NewAccount {
        email: typed.email.clone(),
        name: typed.name.clone(),
        lang: rq.lang,
        password_hash: hash,
        link: Secret::digest(secret.reveal()),
    };
    rq.store().sign_up(&rq.act(&request_id), &new, welcome, already).await.map_err(|e| rq.fail(e))?;
    let to = match then.is_empty() {
        true => Route::Verify.path(rq.lang),
        false => format!("{}?then={}", Route::SignIn.path(rq.lang), percent(&onward(&then, rq.lang))),
    };
    redirect(&to, None);
    Ok(())
}

/// Sends the link that proves the address again.
#[server(endpoint = "accounts/resend_verification", prefix = "/api")]
pub async fn resend_verification(request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (_, account) = rq.signed_in()?;
    let secret = Secret::generate();
    let mail = letter(&rq, &account.email, account.lang, &account.name).welcome(&link(&rq, &Route::Verify, account.lang, &secret));
    rq.store().resend_verification(&rq.act(&request_id), account, &Secret::digest(secret.reveal()), mail).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Me.path(rq.lang), Some("resent"));
    Ok(())
}

/// Proves an address by the link that was sent to it.
#[server(endpoint = "accounts/verify_email", prefix = "/api")]
pub async fn verify_email(token: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.store().verify_email(&rq.act(&request_id), &token).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Me.path(rq.lang), Some("verified"));
    Ok(())
}

/// Signs this browser in.
#[server(endpoint = "accounts/sign_in", prefix = "/api")]
pub async fn sign_in(email: String, password: String, #[server(default)] then: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let _inside = rq.services.hashing.enter()?;
    let email = Email::parse(&email).map_err(|p| FieldErrors::one("email", p))?;
    if password.is_empty() {
        return Err(FieldErrors::one("password", Problem::Required).into());
    }
    let store = rq.store();
    may_try(&rq, &email).await?;
    let known = store.password_of(&email).await.map_err(|e| rq.fail(e))?;
    // Without an account the same work is done, so that time tells nothing.
    let verdict = rq.services.hashing.verify(password.clone(), known.as_ref().map(|k| k.hash.clone())).await?;
    let rehash = match verdict {
        Verdict::Wrong => None,
        Verdict::Right => Some(None),
        Verdict::RightButOld => Some(Some(rq.services.hashing.hash(password).await?)),
    };
    let (Some(rehash), Some(known)) = (rehash, known) else {
        return Err(failed(&rq, &email, accounts::Refusal::WrongCredentials).await);
    };
    let then = onward(&then, rq.lang);
    if known.second_factor {
        let waiting = Secret::generate();
        store.wait_for_second_factor(&rq.act(&request_id), &known.account, &waiting, rehash).await.map_err(|e| rq.fail(e))?;
        if let Some(afterwards) = use_context::<Afterwards>() {
            afterwards.waiting(Some(waiting.reveal().to_owned()));
        }
        redirect(&format!("{}?then={}", Route::SignInSecond.path(rq.lang), percent(&then)), None);
        return Ok(());
    }
    leave(&rq).await?;
    let new = device(&rq, &known.account);
    store.sign_in(&rq.act(&request_id), &new, rehash).await.map_err(|e| rq.fail(e))?;
    remember(&new);
    redirect(&then, None);
    Ok(())
}

/// Refuses when too many attempts failed for this address from here.
pub(super) async fn may_try(rq: &Request, email: &Email) -> Result<(), ApiError> {
    let (pair, network) = rq.store().failures(email, &rq.address, rq.now).await.map_err(|e| rq.fail(e))?;
    if rules::may_try(pair, network) { Ok(()) } else { Err(ApiError::Refused(Refusal::Accounts(accounts::Refusal::TooManyAttempts))) }
}

/// Counts a failed attempt; answers its refusal.
pub(super) async fn failed(rq: &Request, email: &Email, refusal: accounts::Refusal) -> ApiError {
    match rq.store().note_failure(email, &rq.address, rq.now).await {
        Ok(()) => ApiError::Refused(Refusal::Accounts(refusal)),
        Err(error) => rq.fail(error),
    }
}

/// Has the signed-in person show their password again.
pub(super) async fn prove_password(rq: &Request, account: &accounts::Account, password: String) -> Result<(), ApiError> {
    let _inside = rq.services.hashing.enter()?;
    let email = Email::parse(&account.email).map_err(|_| ApiError::NotFound)?;
    may_try(rq, &email).await?;
    let known = rq.store().password_of(&email).await.map_err(|e| rq.fail(e))?;
    match rq.services.hashing.verify(password, known.map(|k| k.hash)).await? {
        Verdict::Wrong => Err(failed(rq, &email, accounts::Refusal::WrongCredentials).await),
        Verdict::Right | Verdict::RightButOld => Ok(()),
    }
}

/// This browser as a new device of an account.
pub(super) fn device(rq: &Request, account: &AccountId) -> NewSignIn {
    NewSignIn { account: account.clone(), cookie: Secret::generate(), label: rq.user_agent.clone() }
}

/// Ends an earlier sign-in of the same browser.
pub(super) async fn leave(rq: &Request) -> Result<(), ApiError> {
    match rq.actor.person() {
        Some(person) => rq.store().sign_out(&rq.act(""), &person.account, &person.sign_in).await.map_err(|e| rq.fail(e)),
        None => Ok(()),
    }
}

/// Gives the browser the cookie of its new sign-in.
pub(super) fn remember(new: &NewSignIn) {
    if let Some(afterwards) = use_context::<Afterwards>() {
        afterwards.sign_in(Some(new.cookie.reveal().to_owned()));
    }
}

/// Takes the cookie of the sign-in from the browser.
pub(super) fn forget_cookie() {
    if let Some(afterwards) = use_context::<Afterwards>() {
        afterwards.sign_in(None);
    }
}

/// Signs this browser out.
#[server(endpoint = "accounts/sign_out", prefix = "/api")]
pub async fn sign_out(request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    if let Some(person) = rq.actor.person() {
        rq.store().sign_out(&rq.act(&request_id), &person.account, &person.sign_in).await.map_err(|e| rq.fail(e))?;
    }
    forget_cookie();
    redirect(&Route::SignIn.path(rq.lang), Some("signed_out"));
    Ok(())
}

/// Signs another device of the same account out.
#[server(endpoint = "accounts/sign_out_device", prefix = "/api")]
pub async fn sign_out_device(device: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.signed_in()?;
    let device = SignInId::parse(&device).map_err(|_| ApiError::NotFound)?;
    rq.store().sign_out(&rq.act(&request_id), &person.account, &device).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Devices.path(rq.lang), Some("device_out"));
    Ok(())
}

/// Signs every other device of the same account out.
#[server(endpoint = "accounts/sign_out_others", prefix = "/api")]
pub async fn sign_out_others(request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.signed_in()?;
    rq.store().sign_out_others(&rq.act(&request_id), &person.account, &person.sign_in).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Devices.path(rq.lang), Some("device_out"));
    Ok(())
}

/// Sends a link for a new password. The answer is the same whether the address has an account.
#[server(endpoint = "accounts/request_reset", prefix = "/api")]
pub async fn request_reset(email: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let email = Email::parse(&email).map_err(|p| FieldErrors::one("email", p))?;
    let secret = Secret::generate();
    let mail = letter(&rq, email.as_str(), rq.lang, "").reset(&link(&rq, &Route::Reset, rq.lang, &secret));
    rq.store().request_reset(&rq.act(&request_id), &email, &Secret::digest(secret.reveal()), mail).await.map_err(|e| rq.fail(e))?;
    redirect(&format!("{}?sent=1", Route::Reset.path(rq.lang)), None);
    Ok(())
}

/// Sets a new password by a link; every device is signed out.
#[server(endpoint = "accounts/reset_password", prefix = "/api")]
pub async fn reset_password(token: String, password: String, repeat: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let _inside = rq.services.hashing.enter()?;
    let password = new_password(&password, &repeat, &[])?;
    let hash = rq.services.hashing.hash(password.reveal().to_owned()).await?;
    rq.store().reset_password(&rq.act(&request_id), &token, &hash).await.map_err(|e| rq.fail(e))?;
    forget_cookie();
    redirect(&Route::SignIn.path(rq.lang), Some("password_set"));
    Ok(())
}

/// Changes the name and the language of e-mails.
#[server(endpoint = "accounts/update_profile", prefix = "/api")]
pub async fn update_profile(name: String, lang: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.signed_in()?;
    let mut errors = FieldErrors::new();
    let name = errors.take("name", line(&name, 1, 80));
    let lang = errors.take("lang", Lang::ALL.into_iter().find(|l| l.code() == lang).ok_or(Problem::NotAChoice));
    let (Some(name), Some(lang)) = (name, lang) else { return Err(errors.into()) };
    rq.store().update_profile(&rq.act(&request_id), &person.account, &name, lang).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Profile.path(rq.lang), Some("profile_saved"));
    Ok(())
}

/// Changes the password; the other devices are signed out.
#[server(endpoint = "accounts/change_password", prefix = "/api")]
pub async fn change_password(current_password: String, password: String, repeat: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, account) = rq.signed_in()?;
    let new = new_password(&password, &repeat, &[&account.name, &account.email])?;
    prove_password(&rq, account, current_password).await?;
    let _inside = rq.services.hashing.enter()?;
    let hash = rq.services.hashing.hash(new.reveal().to_owned()).await?;
    rq.store().change_password(&rq.act(&request_id), &person.account, &hash, &person.sign_in).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Profile.path(rq.lang), Some("password_changed"));
    Ok(())
}

/// Gives the signed-in person the hat of an invitation; all their devices are signed out, because they may now do more.
#[server(endpoint = "accounts/accept_invitation", prefix = "/api")]
pub async fn accept_invitation(token: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.signed_in()?;
    rq.store().accept_invitation(&rq.act(&request_id), &person.account, &token).await.map_err(|e| rq.fail(e))?;
    forget_cookie();
    redirect(&format!("{}?then={}", Route::SignIn.path(rq.lang), percent(&Route::Me.path(rq.lang))), Some("task_accepted"));
    Ok(())
}

/// Invites somebody to work here.
#[server(endpoint = "accounts/invite_staff", prefix = "/api")]
pub async fn invite_staff(email: String, #[server(default)] role: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    may_name_staff(&rq)?;
    let mut errors = FieldErrors::new();
    let email = errors.take("email", Email::parse(&email));
    let role = errors.take("role", Role::parse(&role).ok_or(Problem::NotAChoice));
    let (Some(email), Some(role)) = (email, role) else { return Err(errors.into()) };
    let secret = Secret::generate();
    let mail = letter(&rq, email.as_str(), rq.lang, "").invitation(role, &link(&rq, &Route::Invite, rq.lang, &secret));
    rq.store().invite_staff(&rq.act(&request_id), &email, role, &Secret::digest(secret.reveal()), Some(mail)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskStaff.path(rq.lang), Some("invited"));
    Ok(())
}

/// Takes a hat away from somebody who works here; all their devices are signed out.
#[server(endpoint = "accounts/remove_role", prefix = "/api")]
pub async fn remove_role(account: String, role: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    may_name_staff(&rq)?;
    let account = AccountId::parse(&account).map_err(|_| ApiError::NotFound)?;
    let role = Role::parse(&role).ok_or(ApiError::NotFound)?;
    rq.store().remove_role(&rq.act(&request_id), &account, role).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskStaff.path(rq.lang), Some("role_removed"));
    Ok(())
}

fn may_name_staff(rq: &Request) -> Result<(), ApiError> {
    rq.organiser()?;
    if accounts::policy::may_name_staff(&rq.actor) { Ok(()) } else { Err(ApiError::Forbidden) }
}
