//! What organisers do about the ideathon, and mentors about the proposal for those left over.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]
#![expect(clippy::too_many_arguments, reason = "the fields of a form are the arguments of its function")]

use super::api::letters;
use super::desk::may_change_match;
use crate::error::ApiError;
use crate::platform::{Request, redirect};
use crate::route::Route;
use crate::words::mail::Letter;
use domain::accounts::Account;
use domain::ideathon::{Action, By, Hall, Lacks, Rules};
use domain::kernel::ids::{AccountId, TeamId};
use domain::kernel::text::{line, paragraph};
use domain::kernel::{FieldErrors, Problem};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use leptos::prelude::*;

/// Sets the rules and the clock anew.
#[server(endpoint = "ideathon/set_rules", prefix = "/api")]
pub async fn set_rules(
    version: i64,
    #[server(default)] team_min: String,
    #[server(default)] team_max: String,
    #[server(default)] most_of_one_city: String,
    #[server(default)] least_skills: String,
    #[server(default)] opens_at: String,
    #[server(default)] match_at: String,
    #[server(default)] locks_at: String,
    #[server(default)] deadline: String,
    #[server(default)] grace_minutes: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let zone = rq.zone().and_then(|z| TimeZone::get(&z).ok()).unwrap_or(TimeZone::UTC);
    let mut errors = FieldErrors::new();
    let moment = |raw: &str| -> Result<Timestamp, Problem> {
        let local: DateTime = raw.trim().parse().map_err(|_| Problem::NotADate)?;
        zone.to_timestamp(local).map_err(|_| Problem::NotADate)
    };
    let number = |raw: &str, max: u16| raw.trim().parse::<u16>().ok().filter(|n| *n <= max).ok_or(Problem::NotANumber);
    let small = |raw: &str| number(raw, 12).map(|n| u8::try_from(n).unwrap_or(u8::MAX));
    let min = errors.take("team_min", small(&team_min));
    let max = errors.take("team_max", small(&team_max));
    let most = errors.take("most_of_one_city", if most_of_one_city.trim().is_empty() { Ok(None) } else { small(&most_of_one_city).map(Some) });
    let least = errors.take("least_skills", small(&least_skills));
    let opens = errors.take("opens_at", moment(&opens_at));
    let matches = errors.take("match_at", moment(&match_at));
    let locks = errors.take("locks_at", moment(&locks_at));
    let ends = errors.take("deadline", moment(&deadline));
    let grace = errors.take("grace_minutes", number(&grace_minutes, 1440));
    let (Some(min), Some(max), Some(most_of_one_city), Some(least_skills)) = (min, max, most, least) else { return Err(errors.into()) };
    let (Some(opens_at), Some(match_at), Some(locks_at), Some(deadline), Some(grace_minutes)) = (opens, matches, locks, ends, grace) else {
        return Err(errors.into());
    };
    let rules = Rules { min, max, most_of_one_city, least_skills, opens_at, match_at, locks_at, deadline, grace_minutes };
    let rules = rules.checked().map_err(|refusal| ApiError::Refused(crate::error::Refusal::Ideathon(refusal)))?;
    rq.store().set_ideathon_rules(&rq.act(&request_id), &rules, version).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskIdeathon.path(rq.lang), Some("rules_set"));
    Ok(())
}

fn reason(raw: &str) -> Result<String, ApiError> {
    line(raw, 3, 200).map_err(|problem| FieldErrors::one("move_reason", problem).into())
}

/// Moves a person into a team, or out of theirs, with a reason.
#[server(endpoint = "ideathon/move_person", prefix = "/api")]
pub async fn move_person(
    #[server(default)] person: String,
    #[server(default)] team: String,
    #[server(default)] move_reason: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let person = AccountId::parse(&person).map_err(|_| FieldErrors::one("person", Problem::Required))?;
    let team = if team.is_empty() { None } else { Some(TeamId::parse(&team).map_err(|_| FieldErrors::one("team", Problem::NotAChoice))?) };
    let reason = reason(&move_reason)?;
    let action = Action::Move(person, team);
    rq.store().gather(&rq.act(&request_id), By::Organiser, &action, Some(&reason), &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskIdeathon.path(rq.lang), Some("person_moved"));
    Ok(())
}

/// Ends a team, with a reason.
#[server(endpoint = "ideathon/dissolve_team", prefix = "/api")]
pub async fn dissolve_team(#[server(default)] team: String, #[server(default)] move_reason: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let team = TeamId::parse(&team).map_err(|_| FieldErrors::one("team", Problem::Required))?;
    let reason = reason(&move_reason)?;
    let action = Action::Dissolve(team);
    rq.store().gather(&rq.act(&request_id), By::Organiser, &action, Some(&reason), &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskIdeathon.path(rq.lang), Some("team_dissolved"));
    Ok(())
}

/// Makes a participant a mentor, or no longer.
#[server(endpoint = "ideathon/set_mentor", prefix = "/api")]
pub async fn set_mentor(#[server(default)] person: String, #[server(default)] mentor: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let person = AccountId::parse(&person).map_err(|_| FieldErrors::one("person", Problem::Required))?;
    if mentor.is_empty() {
        return Err(FieldErrors::one("mentor", Problem::Required).into());
    }
    let action = Action::Mentor(person, mentor == "yes");
    rq.store().gather(&rq.act(&request_id), By::Organiser, &action, None, &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskIdeathon.path(rq.lang), Some("mentor_set"));
    Ok(())
}

/// Proposes teams to those who have none.
#[server(endpoint = "ideathon/propose_match", prefix = "/api")]
pub async fn propose_match(version: i64, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    rq.store().propose_match(&rq.act(&request_id), version, &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskIdeathon.path(rq.lang), Some("match_proposed"));
    Ok(())
}

/// Puts somebody into another group of the proposal.
#[server(endpoint = "ideathon/move_match", prefix = "/api")]
pub async fn move_match(
    version: i64,
    #[server(default)] person: String,
    #[server(default)] group: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.signed_in()?;
    may_change_match(&rq).await?;
    let person = AccountId::parse(&person).map_err(|_| FieldErrors::one("person", Problem::Required))?;
    let group = if group.is_empty() { None } else { Some(group.parse().map_err(|_| FieldErrors::one("group", Problem::NotAChoice))?) };
    rq.store().move_match(&rq.act(&request_id), &person, group, version).await.map_err(|e| rq.fail(e))?;
    redirect(&rq.address(), Some("match_changed"));
    Ok(())
}

/// Carries the proposal out before its time.
#[server(endpoint = "ideathon/apply_match", prefix = "/api")]
pub async fn apply_match(request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    // The request's own id is not needed: carrying out again changes nothing.
    let _ = request_id;
    rq.store().apply_match(rq.now, &letters(&rq)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskIdeathon.path(rq.lang), Some("match_applied"));
    Ok(())
}

/// Whom a message goes to.
fn readers(hall: &Hall, whom: &str) -> Option<Vec<AccountId>> {
    let of_teams = |fits: &dyn Fn(&domain::ideathon::Team) -> bool| {
        let teams = hall.teams.values().filter(|t| t.ended.is_none() && fits(t));
        teams.flat_map(|t| t.members.iter().map(|m| m.account.clone())).collect::<Vec<_>>()
    };
    Some(match whom {
        "all" => of_teams(&|_| true),
        "incomplete" => of_teams(&|t| !Lacks::of(t.members.iter().filter_map(|m| hall.people.get(&m.account)), &hall.rules).nothing()),
        "captains" => hall.teams.values().filter_map(|t| t.captain.clone()).collect(),
        "looking" => hall.people.values().filter(|p| p.is_looking()).map(|p| p.account.clone()).collect(),
        _ => return None,
    })
}

/// Writes to the members of teams, or to those who have none.
#[server(endpoint = "ideathon/write_teams", prefix = "/api")]
pub async fn write_teams(
    #[server(default)] to_teams: String,
    #[server(default)] message_subject: String,
    #[server(default)] message_text: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let hall = rq.store().whole_hall().await.map_err(|e| rq.fail(e))?;
    let mut errors = FieldErrors::new();
    let to = errors.take("to_teams", readers(&hall, &to_teams).ok_or(Problem::NotAChoice));
    let subject = errors.take("message_subject", line(&message_subject, 3, 120));
    let text = errors.take("message_text", paragraph(&message_text, 3, 4000));
    let (Some(to), Some(subject), Some(text)) = (to, subject, text) else { return Err(errors.into()) };
    let accounts = rq.store().team_accounts(&to).await.map_err(|e| rq.fail(e))?;
    let event = |account: &Account| rq.snapshot.as_ref().map_or("Plenary", |s| s.event.name.get(account.lang)).to_owned();
    let mails = accounts.iter().filter(|a| !a.email.is_empty()).map(|account| {
        let event = event(account);
        let letter = Letter { to: &account.email, lang: account.lang, name: &account.name, event: &event };
        let url = format!("{}{}", rq.services.site.base_url, Route::Board.path(account.lang));
        letter.about("ideathon.message", &subject, &text, crate::words::ideathon::words(account.lang).board, &url)
    });
    rq.store().write_to_teams(&rq.act(&request_id), &to_teams, &[&subject, &text], mails.collect()).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskIdeathon.path(rq.lang), Some("teams_written"));
    Ok(())
}
