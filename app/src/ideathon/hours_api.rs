//! The server functions of mentors' office hours.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use super::hours::{to_come, visitor, when, zone};
use crate::error::{ApiError, Refusal};
use crate::platform::{Request, redirect};
use crate::registration::api::letter;
use crate::route::Route;
use domain::ideathon;
use domain::ideathon::hours::{Slot, SlotsForm};
use domain::kernel::ids::{AccountId, TeamId};
use domain::kernel::{FieldErrors, Problem};
use jiff::Timestamp;
use leptos::prelude::*;
use store::{Mail, StoreError};

/// How often a slot is looked at anew while its team changes.
const TRIES: usize = 4;

/// The slot that a form names.
fn named(mentor: &str, start: &str) -> Result<(AccountId, Timestamp), ApiError> {
    let mentor = AccountId::parse(mentor).map_err(|_| ApiError::NotFound)?;
    let start = start.parse().ok().and_then(|second| Timestamp::from_second(second).ok()).ok_or(ApiError::NotFound)?;
    Ok((mentor, start))
}

/// The caller and their team.
async fn of_a_team(rq: &Request) -> Result<(AccountId, TeamId), ApiError> {
    let refused = |refusal| ApiError::Refused(Refusal::Ideathon(refusal));
    let me = visitor(rq).await?.me.ok_or(refused(ideathon::Refusal::NoParticipant))?;
    let team = me.team.ok_or(refused(ideathon::Refusal::InNoTeam))?;
    Ok((me.account, team))
}

/// Publishes slots of one's own, or, as an organiser, of a mentor.
#[server(endpoint = "ideathon/publish_slots", prefix = "/api")]
pub async fn publish_slots(
    #[server(default)] hours_mentor: String,
    #[server(default)] hours_day: String,
    #[server(default)] hours_from: String,
    #[server(default)] hours_until: String,
    #[server(default)] hours_minutes: String,
    #[server(default)] hours_place: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let who = visitor(&rq).await?;
    let own = who.me.filter(|me| me.mentor).map(|me| me.account);
    let typed = SlotsForm { day: hours_day, from: hours_from, until: hours_until, minutes: hours_minutes, place: hours_place };
    let slots = typed.parse(&zone(&rq), rq.now);
    let mentor = match own {
        Some(me) => me,
        None if who.organiser => {
            let mentors = rq.store().mentors().await.map_err(|e| rq.fail(e))?;
            let chosen = mentors.into_iter().map(|(id, _)| id).find(|id| id.as_str() == hours_mentor);
            match chosen {
                Some(mentor) => mentor,
                None => {
                    let mut errors = FieldErrors::one("hours_mentor", Problem::NotAChoice);
                    errors.0.extend(slots.err().unwrap_or_default().0);
                    return Err(errors.into());
                }
            }
        }
        None => return Err(ApiError::Forbidden),
    };
    rq.store().publish_slots(&rq.act(&request_id), &mentor, &slots?).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Mentors.path(rq.lang), Some("slots_published"));
    Ok(())
}

/// Books a slot for one's own team.
#[server(endpoint = "ideathon/book_slot", prefix = "/api")]
pub async fn book_slot(mentor: String, start: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (me, team) = of_a_team(&rq).await?;
    let (mentor, start) = named(&mentor, &start)?;
    rq.store().book_slot(&rq.act(&request_id), &me, &team, &mentor, start).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Mentors.path(rq.lang), Some("slot_booked"));
    Ok(())
}

/// Gives a slot of one's own team back.
#[server(endpoint = "ideathon/give_slot_back", prefix = "/api")]
pub async fn give_slot_back(mentor: String, start: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (me, team) = of_a_team(&rq).await?;
    let (mentor, start) = named(&mentor, &start)?;
    rq.store().give_slot_back(&rq.act(&request_id), &me, &team, &mentor, start).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Mentors.path(rq.lang), Some("slot_given_back"));
    Ok(())
}

/// Cancels a slot of one's own, or, as an organiser, anybody's; the team that comes is told.
#[server(endpoint = "ideathon/cancel_slot", prefix = "/api")]
pub async fn cancel_slot(mentor: String, start: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let who = visitor(&rq).await?;
    let (mentor, start) = named(&mentor, &start)?;
    if !who.organiser && who.me.is_none_or(|me| me.account != mentor) {
        return Err(ApiError::NotFound);
    }
    let act = rq.act(&request_id);
    let mut tries = 0;
    loop {
        let slot = to_come(&rq).await?.into_iter().find(|slot| slot.mentor == mentor && slot.start == start);
        let team = slot.as_ref().and_then(|slot| slot.team.as_ref()).map(|coming| coming.team.clone());
        let letters = match (&slot, &team) {
            (Some(slot), Some(team)) => cancelled(&rq, slot, team).await?,
            _ => Vec::new(),
        };
        tries += 1;
        match rq.store().cancel_slot(&act, &mentor, start, team.as_ref(), letters).await {
            // Another team has it by now: that one is told.
            Err(StoreError::Refused(code)) if code == ideathon::Refusal::ChangedMeanwhile.code() && tries < TRIES => {}
            done => {
                done.map_err(|e| rq.fail(e))?;
                break;
            }
        }
    }
    redirect(&Route::Mentors.path(rq.lang), Some("slot_cancelled"));
    Ok(())
}

/// The letters to the members of the team that does not come any more.
async fn cancelled(rq: &Request, slot: &Slot, team: &TeamId) -> Result<Vec<Mail>, ApiError> {
    let Some(team) = rq.store().team(team).await.map_err(|e| rq.fail(e))? else { return Ok(Vec::new()) };
    let members: Vec<AccountId> = team.members.iter().map(|m| m.account.clone()).collect();
    let accounts = rq.store().team_accounts(&members).await.map_err(|e| rq.fail(e))?;
    let write = |account: &domain::accounts::Account| {
        let url = format!("{}{}", rq.services.site.base_url, Route::Mentors.path(account.lang));
        letter(rq, account).0.slot_cancelled(&slot.mentor_name, &when(account.lang, &zone(rq), slot.start, slot.end), &url)
    };
    Ok(accounts.iter().filter(|account| !account.email.is_empty()).map(write).collect())
}
