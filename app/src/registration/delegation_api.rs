//! The server functions of heads of delegations. Each checks that the person heads the city it is about; for everybody else that city does not
//! exist.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]
#![expect(clippy::too_many_arguments, reason = "the fields of a form are the arguments of its function")]

use super::api::letters;
use super::table;
use crate::error::{ApiError, Refusal};
use crate::platform::{Request, redirect};
use crate::route::Route;
use crate::words::mail::Letter;
use domain::accounts::Account;
use domain::kernel::ids::{CityId, RegistrationId};
use domain::kernel::text::Email;
use domain::kernel::{FieldErrors, Problem};
use domain::registration::policy::may_lead;
use domain::registration::{Action, City, Decision, Draft, Refusal as Registrations};
use leptos::prelude::*;
use store::{Mail, Member};

/// The address by which an account heads delegations.
pub(crate) fn heads_as(account: &Account) -> String {
    Email::parse(&account.email).map(|e| e.normalised()).unwrap_or_default()
}

/// The city that the signed-in person heads.
pub(super) async fn led<'a>(rq: &'a Request, id: &CityId) -> Result<(City, &'a Account), ApiError> {
    let (_, account) = rq.signed_in()?;
    let city = rq.store().city(id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    if may_lead(&rq.actor, &heads_as(account), &city) { Ok((city, account)) } else { Err(ApiError::NotFound) }
}

fn city_id(raw: &str) -> Result<CityId, ApiError> {
    CityId::parse(raw).map_err(|_| ApiError::NotFound)
}

fn registration_id(raw: &str) -> Result<RegistrationId, ApiError> {
    RegistrationId::parse(raw).map_err(|_| ApiError::NotFound)
}

/// The letter to somebody who was registered, when they have an address.
fn welcome(rq: &Request, head: &Account, member: &Member) -> Option<Mail> {
    let (to, name) = (member.email.as_ref()?.as_str(), member.draft.full_name());
    let event = rq.snapshot.as_ref().map_or("Plenary", |s| s.event.name.get(rq.lang));
    let url = format!("{}{}", rq.services.site.base_url, Route::Reset.path(rq.lang));
    Some(Letter { to, lang: rq.lang, name: &name, event }.registered_by(&head.name, &url))
}

/// Registers somebody for the city, changes their answers, or puts them in the place of `replaces`.
#[server(endpoint = "registration/save_member", prefix = "/api")]
pub async fn save_member(
    city_id: String,
    #[server(default)] registration: String,
    #[server(default)] replaces: String,
    #[server(default)] version: u32,
    #[server(default)] email: String,
    #[server(default)] given_name: String,
    #[server(default)] family_name: String,
    #[server(default)] badge_name: String,
    #[server(default)] category: String,
    #[server(default)] organisation: String,
    #[server(default)] position: String,
    #[server(default)] phone: String,
    #[server(default)] languages: Vec<String>,
    #[server(default)] interpretation: String,
    #[server(default)] diet: Vec<String>,
    #[server(default)] diet_note: String,
    #[server(default)] access: Vec<String>,
    #[server(default)] access_note: String,
    #[server(default)] consent_handling: String,
    #[server(default)] keep_place: String,
    #[server(default)] keep_vote: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (city, head) = led(&rq, &self::city_id(&city_id)?).await?;
    let typed = Draft {
        given_name,
        family_name,
        badge_name,
        category,
        city: city.name().to_owned(),
        country: city.facts.country.clone(),
        organisation,
        position,
        phone,
        languages: languages.join(","),
        interpretation,
        diet: diet.join(","),
        diet_note,
        access: access.join(","),
        access_note,
        consent_handling,
        ..Draft::default()
    };
    let act = rq.act(&request_id);
    if !registration.is_empty() {
        let id = registration_id(&registration)?;
        let before = rq.store().member(&city.id, &id).await.map_err(|e| rq.fail(e))?.draft;
        // What only the person may say stays as they said it.
        let Draft { consent_list, consent_pictures, consent_news, .. } = before;
        let draft = Draft { consent_list, consent_pictures, consent_news, ..typed };
        draft.complete()?;
        rq.store().revise_member(&act, &city.id, &id, version, &draft).await.map_err(|e| rq.fail(e))?;
        redirect(&Route::DelegationMember(city.id, id).path(rq.lang), Some("member_saved"));
        return Ok(());
    }
    let member = table::member(&email, typed)?;
    let welcome = welcome(&rq, head, &member);
    if replaces.is_empty() {
        rq.store().add_member(&act, &head.id, rq.lang, &member, welcome).await.map_err(|e| rq.fail(e))?;
    } else {
        let gone = registration_id(&replaces)?;
        let over = (keep_place == "yes", keep_vote == "yes");
        let store = rq.store();
        store.substitute(&act, &head.id, rq.lang, &city.id, &gone, version, &member, over, welcome, &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    }
    redirect(&Route::Delegation(city.id).path(rq.lang), Some("member_saved"));
    Ok(())
}

/// Registers everybody of a table whose row is right. Without `confirm` nothing is done but looking: the page shows what is right and wrong.
#[server(endpoint = "registration/add_members", prefix = "/api")]
pub async fn add_members(
    city_id: String,
    #[server(default)] table: String,
    #[server(default)] confirm: String,
    #[server(default)] consent_handling: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (city, head) = led(&rq, &self::city_id(&city_id)?).await?;
    let known = rq.store().delegation(&city.id, table::MOST_PEOPLE).await.map_err(|e| rq.fail(e))?;
    let rows = table::read(&table, &city, &known).map_err(|p| FieldErrors::one("table", p))?;
    if confirm != "yes" {
        return Err(ApiError::Refused(Refusal::Registration(Registrations::LookFirst)));
    }
    if consent_handling != "yes" {
        return Err(FieldErrors::one("consent_handling", Problem::ConsentNeeded).into());
    }
    let mut trouble = None;
    let mut left = 0_usize;
    for row in rows {
        let member = match row.outcome {
            table::Outcome::Fine(member) => member,
            table::Outcome::Known => continue,
            table::Outcome::Wrong(_) => {
                left += 1;
                continue;
            }
        };
        let act = rq.act(&format!("{request_id}-{}", row.number));
        if let Err(error) = rq.store().add_member(&act, &head.id, rq.lang, &member, welcome(&rq, head, &member)).await {
            trouble.get_or_insert(rq.fail(error));
            left += 1;
        }
    }
    match trouble {
        Some(trouble) => Err(trouble),
        None if left > 0 => Err(ApiError::Refused(Refusal::Registration(Registrations::RowsLeft))),
        None => {
            redirect(&Route::Delegation(city.id).path(rq.lang), Some("members_added"));
            Ok(())
        }
    }
}

/// Approves somebody before the secretariat does, asks something, or refuses.
#[server(endpoint = "registration/decide_member", prefix = "/api")]
pub async fn decide_member(
    city_id: String,
    registration: String,
    version: u32,
    #[server(default)] decision: String,
    #[server(default)] message: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (city, _) = led(&rq, &self::city_id(&city_id)?).await?;
    let id = registration_id(&registration)?;
    let decision = Decision::parse(&decision, &message)?;
    let action = match &decision {
        Decision::Approve => Action::Endorse,
        Decision::AskInfo { .. } => Action::CityAsks,
        Decision::Reject { .. } => Action::CityRejects,
    };
    let deed = (action, decision.message());
    rq.store().decide_for_city(&rq.act(&request_id), &city.id, &id, version, deed, &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DelegationMember(city.id, id).path(rq.lang), Some("member_decided"));
    Ok(())
}

/// Takes somebody's registration back, when the head has ticked that they mean it.
#[server(endpoint = "registration/withdraw_member", prefix = "/api")]
pub async fn withdraw_member(
    city_id: String,
    registration: String,
    version: u32,
    #[server(default)] withdraw_sure: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (city, _) = led(&rq, &self::city_id(&city_id)?).await?;
    let id = registration_id(&registration)?;
    if withdraw_sure != "yes" {
        return Err(FieldErrors::one("withdraw_sure", Problem::Required).into());
    }
    let deed = (Action::Withdraw, None);
    rq.store().decide_for_city(&rq.act(&request_id), &city.id, &id, version, deed, &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Delegation(city.id).path(rq.lang), Some("member_withdrawn"));
    Ok(())
}

/// Says who votes for the city and who stands in.
#[server(endpoint = "registration/name_voters", prefix = "/api")]
pub async fn name_voters(
    city_id: String,
    version: u32,
    #[server(default)] voter: String,
    #[server(default)] alternate_1: String,
    #[server(default)] alternate_2: String,
    #[server(default)] alternate_3: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (city, _) = led(&rq, &self::city_id(&city_id)?).await?;
    let parse = |raw: &str| registration_id(raw);
    let voter = if voter.is_empty() { None } else { Some(parse(&voter)?) };
    let alternates = [alternate_1, alternate_2, alternate_3];
    let alternates = alternates.iter().filter(|a| !a.is_empty()).map(|a| parse(a)).collect::<Result<Vec<_>, _>>()?;
    rq.store().name_voters(&rq.act(&request_id), &city.id, version, voter.as_ref(), &alternates).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Delegation(city.id).path(rq.lang), Some("voters_named"));
    Ok(())
}
