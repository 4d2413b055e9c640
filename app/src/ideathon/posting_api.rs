//! The server functions of challenges. For who neither heads the city nor organises, the city does not exist.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]
#![expect(clippy::too_many_arguments, reason = "the fields of a form are the arguments of its function")]

use super::posting::facts;
use crate::error::ApiError;
use crate::platform::{Request, redirect};
use crate::registration::delegation_api::heads_as;
use crate::route::Route;
use crate::words::challenges::decided;
use crate::words::mail::Letter;
use domain::files::Owner;
use domain::ideathon::challenge::{Step, may_post};
use domain::ideathon::{ChallengeForm, Posting};
use domain::kernel::ids::{ChallengeId, CityId};
use domain::kernel::text::paragraph;
use domain::kernel::{FieldErrors, Problem};
use domain::registration::City;
use leptos::prelude::*;
use store::Mail;

/// The city for which the one who asks posts challenges.
pub(crate) async fn posts_for(rq: &Request, id: &CityId) -> Result<City, ApiError> {
    let (_, account) = rq.signed_in()?;
    let city = rq.store().city(id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    if may_post(&rq.actor, &heads_as(account), &city) { Ok(city) } else { Err(ApiError::NotFound) }
}

fn challenge_id(raw: &str) -> Result<ChallengeId, ApiError> {
    ChallengeId::parse(raw).map_err(|_| ApiError::NotFound)
}

/// A challenge of a city for which the one who asks posts.
async fn posted(rq: &Request, city: &str, challenge: &str) -> Result<Posting, ApiError> {
    let city = posts_for(rq, &CityId::parse(city).map_err(|_| ApiError::NotFound)?).await?;
    let id = challenge_id(challenge)?;
    rq.store().challenge(&id).await.map_err(|e| rq.fail(e))?.filter(|of| of.city == city.id).ok_or(ApiError::NotFound)
}

/// Keeps what the city says; a new one when it has no id yet.
#[server(endpoint = "ideathon/save_challenge", prefix = "/api")]
pub async fn save_challenge(
    city_id: String,
    #[server(default)] challenge: String,
    #[server(default)] version: u32,
    #[server(default)] text_lang: String,
    #[server(default)] challenge_title: String,
    #[server(default)] challenge_summary: String,
    #[server(default)] challenge_text: String,
    #[server(default)] challenge_change: String,
    #[server(default)] challenge_data: String,
    #[server(default)] links: String,
    #[server(default)] contact_name: String,
    #[server(default)] contact_role: String,
    #[server(default)] contact_email: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let city = posts_for(&rq, &CityId::parse(&city_id).map_err(|_| ApiError::NotFound)?).await?;
    let act = rq.act(&request_id);
    let id = match challenge.as_str() {
        "" => challenge_id(&act.made("challenges.challenge"))?,
        known => posted(&rq, &city_id, known).await?.id,
    };
    let form = ChallengeForm {
        text_lang,
        challenge_title,
        challenge_summary,
        challenge_text,
        challenge_change,
        challenge_data,
        links,
        contact_name,
        contact_role,
        contact_email,
    };
    let (lang, wording) = form.parse()?;
    let version = if challenge.is_empty() { 0 } else { version };
    let of = rq.store().save_challenge(&act, (&city.id, &id), version, lang, &wording).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CityChallenge(of.city, of.id).path(rq.lang), Some("challenge_saved"));
    Ok(())
}

/// Hands it in to the secretariat.
#[server(endpoint = "ideathon/submit_challenge", prefix = "/api")]
pub async fn submit_challenge(city_id: String, challenge: String, version: u32, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let of = posted(&rq, &city_id, &challenge).await?;
    let act = rq.act(&request_id);
    rq.store().step_challenge(&act, &of.id, version, Step::Submit, None, Vec::new()).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CityChallenge(of.city, of.id).path(rq.lang), Some("challenge_submitted"));
    Ok(())
}

/// Takes it back; the public sees it no more.
#[server(endpoint = "ideathon/withdraw_challenge", prefix = "/api")]
pub async fn withdraw_challenge(
    city_id: String,
    challenge: String,
    version: u32,
    #[server(default)] withdraw_challenge_sure: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let of = posted(&rq, &city_id, &challenge).await?;
    if withdraw_challenge_sure != "yes" {
        return Err(FieldErrors::one("withdraw_challenge_sure", Problem::Required).into());
    }
    let act = rq.act(&request_id);
    rq.store().step_challenge(&act, &of.id, version, Step::Withdraw, None, Vec::new()).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CityChallenges(of.city).path(rq.lang), Some("challenge_withdrawn"));
    Ok(())
}

/// Publishes what a city handed in, or gives it back with a reason; its heads get an e-mail.
#[server(endpoint = "ideathon/decide_challenge", prefix = "/api")]
pub async fn decide_challenge(
    challenge: String,
    version: u32,
    #[server(default)] decision: String,
    #[server(default)] message: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let id = challenge_id(&challenge)?;
    let of = rq.store().challenge(&id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let city = rq.store().city(&of.city).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let act = rq.act(&request_id);
    let notice = match decision.as_str() {
        "publish" => {
            let files = rq.store().files_of(&Owner::Challenge(id.clone())).await.map_err(|e| rq.fail(e))?;
            let published = of.as_published(city.name(), facts(&files));
            // The version is the one that the organiser looked at, not the one that is there now.
            let seen = Posting { version, ..of.clone() };
            let mails = letters(&rq, &city, &of, None);
            rq.store().publish_challenge(&act, &seen, &published, mails).await.map_err(|e| rq.fail(e))?;
            "challenge_published"
        }
        "return" => {
            let reason = paragraph(&message, 1, 2000).map_err(|problem| FieldErrors::one("message", problem))?;
            let mails = letters(&rq, &city, &of, Some(&reason));
            rq.store().step_challenge(&act, &id, version, Step::Return, Some(&reason), mails).await.map_err(|e| rq.fail(e))?;
            "challenge_returned"
        }
        _ => return Err(FieldErrors::one("decision", if decision.is_empty() { Problem::Required } else { Problem::NotAChoice }).into()),
    };
    redirect(&Route::DeskChallenges.path(rq.lang), Some(notice));
    Ok(())
}

/// The letters to the heads of the delegation, in the language of the challenge.
fn letters(rq: &Request, city: &City, of: &Posting, reason: Option<&str>) -> Vec<Mail> {
    let lang = of.lang;
    let event = rq.snapshot.as_ref().map_or("Plenary", |s| s.event.name.get(lang));
    let url = format!("{}{}", rq.services.site.base_url, Route::CityChallenge(of.city.clone(), of.id.clone()).path(lang));
    city.facts.heads.iter().map(|to| decided(&Letter { to, lang, name: "", event }, &of.wording.title, reason, &url)).collect()
}
