//! The server functions of visa letters.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]
#![expect(clippy::too_many_arguments, reason = "the fields of a form are the arguments of its function")]

use super::{Lock, erase_at, open_passport, today};
use crate::error::{ApiError, Refusal};
use crate::platform::{Request, redirect};
use crate::registration::api::letter;
use crate::route::Route;
use domain::accounts::Account;
use domain::kernel::ids::AccountId;
use domain::kernel::{FieldErrors, Problem};
use domain::visa::{self, Facts, Passport, PassportForm, Step, policy};
use leptos::prelude::*;

fn own_page(rq: &Request, account: &Account) -> String {
    format!("{}{}", rq.services.site.base_url, Route::Visa.path(account.lang))
}

/// Asks for a letter, or sends the passport again.
#[server(endpoint = "visa/ask", prefix = "/api")]
pub async fn ask(
    version: u32,
    #[server(default)] passport_number: String,
    #[server(default)] issuing_country: String,
    #[server(default)] nationality: String,
    #[server(default)] date_of_birth: String,
    #[server(default)] passport_expiry: String,
    #[server(default)] consulate: String,
    #[server(default)] arrival: String,
    #[server(default)] departure: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, account) = rq.signed_in()?;
    let event = &rq.snapshot()?.event;
    if rq.now >= erase_at(event) {
        return Err(ApiError::Refused(Refusal::Visa(visa::Refusal::Over)));
    }
    let typed = PassportForm { passport_number, issuing_country, nationality, date_of_birth, passport_expiry, consulate, arrival, departure };
    let passport = typed.complete(event.visa, event.starts_on, event.ends_on, today(&rq, event))?;
    let sealed = Lock::passport(&person.account).seal(&rq, &passport)?;
    let (letter, _) = letter(&rq, account);
    let mail = letter.visa_asked(&own_page(&rq, account));
    let repeated = rq.store().ask_visa(&rq.act(&request_id), &person.account, rq.lang, version, &sealed, mail).await.map_err(|e| rq.fail(e))?;
    if repeated && !is_kept(&rq, &person.account, &passport).await? {
        return Err(ApiError::Refused(Refusal::SentBefore));
    }
    redirect(&Route::Visa.path(rq.lang), Some("visa_asked"));
    Ok(())
}

/// Whether what a repeated form says is what was kept when it was sent first.
async fn is_kept(rq: &Request, account: &AccountId, passport: &Passport) -> Result<bool, ApiError> {
    let sealed = rq.store().my_passport(account).await.map_err(|e| rq.fail(e))?;
    Ok(open_passport(rq, account, sealed.as_deref())?.as_ref() == Some(passport))
}

/// Takes the request back, when the person has ticked that they mean it.
#[server(endpoint = "visa/cancel", prefix = "/api")]
pub async fn cancel(#[server(default)] cancel_sure: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, account) = rq.signed_in()?;
    if cancel_sure != "yes" {
        return Err(FieldErrors::one("cancel_sure", Problem::Required).into());
    }
    let (letter, _) = letter(&rq, account);
    let mail = letter.visa_cancelled(&own_page(&rq, account));
    rq.store().cancel_visa(&rq.act(&request_id), &person.account, mail).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Visa.path(rq.lang), Some("visa_cancelled"));
    Ok(())
}

/// Takes a step of the visa desk.
#[server(endpoint = "visa/decide", prefix = "/api")]
pub async fn decide(
    account: String,
    version: u32,
    #[server(default)] decision: String,
    #[server(default)] desk_message: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.staff(&[domain::kernel::Role::VisaDesk])?;
    let id = AccountId::parse(&account).map_err(|_| ApiError::NotFound)?;
    let step = Step::parse(&decision, &desk_message)?;
    let (found, owner) = rq.store().visa_request_at_desk(&id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    if !policy::may(&rq.actor, step.action(), &found.account) {
        return Err(ApiError::Forbidden);
    }
    let (letter, _) = letter(&rq, &owner);
    let mail = letter.visa_step(&step, &own_page(&rq, &owner));
    let act = rq.act(&request_id);
    let done = match &step {
        Step::Issue => {
            let turn = found.letter.as_ref().map_or(0, |l| l.turn) + 1;
            let says = Lock::letter(&id, turn).seal(&rq, &facts(&rq, &id).await?)?;
            rq.store().issue_visa_letter(&act, &id, version, turn, &says, mail).await
        }
        other => {
            let message = other.message().map(|m| Lock::message(&id).seal(&rq, &m)).transpose()?;
            rq.store().step_visa(&act, &id, version, other, message, mail).await
        }
    };
    done.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskVisaRequest(id).path(rq.lang), Some("visa_done"));
    Ok(())
}

/// What a letter that is issued now says: the registration and the passport of this moment. The audit trail notes that the passport was opened.
async fn facts(rq: &Request, account: &AccountId) -> Result<Facts, ApiError> {
    let refused = |refusal| ApiError::Refused(Refusal::Visa(refusal));
    let registration = rq.store().my_registration(account).await.map_err(|e| rq.fail(e))?;
    let approved = registration.filter(|r| r.state == domain::registration::State::Approved);
    let application = approved.and_then(|r| r.draft.complete().ok()).ok_or_else(|| refused(visa::Refusal::NotApproved))?;
    let act = store::Act { actor: &rq.actor, now: rq.now, request: None };
    let sealed = rq.store().read_passport(&act, account).await.map_err(|e| rq.fail(e))?;
    let passport = open_passport(rq, account, sealed.as_deref())?.ok_or_else(|| refused(visa::Refusal::Erased))?;
    Ok(Facts::of(&application, passport))
}
