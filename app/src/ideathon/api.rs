//! The server functions of participants and teams.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use crate::error::ApiError;
use crate::ideathon::challenge_ids;
use crate::platform::{Request, redirect};
use crate::route::Route;
use crate::words::mail::Letter;
use domain::event::Snapshot;
use domain::ideathon::team::{CODE_LASTS, code_from};
use domain::ideathon::{Action, By, InviteCode, ProfileForm, TeamForm};
use domain::kernel::ids::{AccountId, TeamId};
use domain::kernel::text::line;
use domain::kernel::{FieldErrors, Problem};
use leptos::prelude::*;
use std::sync::Arc;
use store::{Mail, TeamNotice};

/// Writes the letters of this request about teams.
pub fn letters(rq: &Request) -> impl Fn(&TeamNotice) -> Mail + Send + Sync + use<> {
    written(rq.services.site.base_url.clone(), rq.snapshot.clone())
}

/// Writes letters about teams; the jobs of the program write them without a request.
pub fn written(base_url: String, snapshot: Option<Arc<Snapshot>>) -> impl Fn(&TeamNotice) -> Mail + Send + Sync + use<> {
    move |notice| {
        let event = snapshot.as_ref().map_or("Plenary", |s| s.event.name.get(notice.lang));
        let letter = Letter { to: &notice.to, lang: notice.lang, name: &notice.name, event };
        letter.team(notice, &format!("{base_url}{}", Route::Board.path(notice.lang)))
    }
}

/// Says what one brings, or something else than before.
#[server(endpoint = "ideathon/save_profile", prefix = "/api")]
pub async fn save_profile(
    #[server(default)] skills: Vec<String>,
    #[server(default)] languages: Vec<String>,
    #[server(default)] interests: Vec<String>,
    #[server(default)] about: String,
    #[server(default)] looking: String,
    #[server(default)] shown: Vec<String>,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.signed_in()?;
    let form = ProfileForm { skills, languages, interests, about, looking, shown };
    let profile = form.parse(&challenge_ids(&rq))?;
    rq.store().take_part(&rq.act(&request_id), &person.account, &profile, &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Board.path(rq.lang), Some("profile_kept"));
    Ok(())
}

/// Makes a team.
#[server(endpoint = "ideathon/create_team", prefix = "/api")]
pub async fn create_team(
    team_name: String,
    #[server(default)] pitch: String,
    #[server(default)] challenge: String,
    #[server(default)] idea: String,
    #[server(default)] wanted: Vec<String>,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.signed_in()?;
    let facts = TeamForm { team_name, pitch, challenge, idea, wanted }.parse(&challenge_ids(&rq))?;
    let act = rq.act(&request_id);
    let team = TeamId::parse(&act.made("ideathon.team")).map_err(|e| rq.broken(&e.to_string()))?;
    let action = Action::Create { team: team.clone(), facts };
    rq.store().gather(&act, By::Participant(&person.account), &action, None, &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Team(team).path(rq.lang), Some("team_made"));
    Ok(())
}

/// Says something else of one's team.
#[server(endpoint = "ideathon/describe_team", prefix = "/api")]
pub async fn describe_team(
    team: String,
    team_name: String,
    #[server(default)] pitch: String,
    #[server(default)] challenge: String,
    #[server(default)] wanted: Vec<String>,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.signed_in()?;
    let team = TeamId::parse(&team).map_err(|_| ApiError::NotFound)?;
    let facts = TeamForm { team_name, pitch, challenge, idea: String::new(), wanted }.parse(&challenge_ids(&rq))?;
    let by = By::Participant(&person.account);
    rq.store().gather(&rq.act(&request_id), by, &Action::Describe(facts), None, &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Team(team).path(rq.lang), Some("team_described"));
    Ok(())
}

/// Everything that brings people and teams together or apart: `what` says which, to which team, to whom.
#[server(endpoint = "ideathon/gather", prefix = "/api")]
pub async fn gather(
    what: String,
    #[server(default)] team: String,
    #[server(default)] person: String,
    #[server(default)] words: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (me, _) = rq.signed_in()?;
    let words = line(&words, 0, 140).map_err(|problem| FieldErrors::one("words", problem))?;
    let act = rq.act(&request_id);
    let code = || InviteCode { code: code_from(&store::random()), until: rq.now.saturating_add(CODE_LASTS).unwrap_or(rq.now) };
    if let "match_yes" | "match_no" = what.as_str() {
        rq.store().answer_match(&act, &me.account, what == "match_yes").await.map_err(|e| rq.fail(e))?;
        redirect(&rq.address(), None);
        return Ok(());
    }
    let action = match what.as_str() {
        "new_code" => Action::NewCode(code()),
        what => Action::parse(what, TeamId::parse(&team).ok(), AccountId::parse(&person).ok(), words).ok_or(ApiError::NotFound)?,
    };
    rq.store().gather(&act, By::Participant(&me.account), &action, None, &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    let (to, notice) = match action {
        Action::Leave => (Route::Board.path(rq.lang), Some("team_left")),
        Action::Stop => (Route::Me.path(rq.lang), Some("ideathon_left")),
        _ => (rq.address(), None),
    };
    redirect(&to, notice);
    Ok(())
}

/// Joins the team that a code lets into.
#[server(endpoint = "ideathon/use_code", prefix = "/api")]
pub async fn use_code(team_code: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.signed_in()?;
    let code: String = team_code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    if code.is_empty() {
        return Err(FieldErrors::one("team_code", Problem::Required).into());
    }
    let store = rq.store();
    let wrong = ApiError::Refused(crate::error::Refusal::Ideathon(domain::ideathon::Refusal::CodeNotValid));
    let team = store.team_by_code(&code).await.map_err(|e| rq.fail(e))?.ok_or(wrong)?;
    let by = By::Participant(&person.account);
    store.gather(&rq.act(&request_id), by, &Action::UseCode(team.clone(), code), None, &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Team(team).path(rq.lang), Some("team_joined"));
    Ok(())
}
