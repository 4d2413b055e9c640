//! The server functions of a team's workspace.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]
#![expect(clippy::too_many_arguments, reason = "the fields of a form are the arguments of its function")]

use super::workspace::{Counts, Seat, receipts, writer};
use crate::error::ApiError;
use crate::platform::{Request, redirect};
use crate::route::Route;
use domain::ideathon::workspace::{CanvasForm, Field, is_late};
use domain::kernel::ids::TeamId;
use domain::kernel::{FieldErrors, Problem};
use leptos::prelude::*;
use store::Edit;

fn named(team: &str) -> Result<TeamId, ApiError> {
    TeamId::parse(team).map_err(|_| ApiError::NotFound)
}

/// Keeps what was written, together with what others wrote since the version it was made on; `go` is `hand_in` when it is to be handed in too.
#[server(endpoint = "ideathon/save_work", prefix = "/api")]
pub async fn save_work(
    team: String,
    base: u32,
    #[server(default)] pitch_title: String,
    #[server(default)] pitch_text: String,
    #[server(default)] canvas_problem: String,
    #[server(default)] canvas_users: String,
    #[server(default)] canvas_solution: String,
    #[server(default)] canvas_impact: String,
    #[server(default)] work_links: String,
    #[server(default)] go: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let seat = writer(&rq, &named(&team)?).await?;
    let typed = CanvasForm {
        title: pitch_title,
        text: pitch_text,
        problem: canvas_problem,
        users: canvas_users,
        solution: canvas_solution,
        impact: canvas_impact,
        links: work_links,
    };
    let canvas = typed.parse()?;
    let act = rq.act(&request_id);
    let id = &seat.team.id;
    let edit = Edit { by: &seat.me, team: id, base, canvas: &canvas };
    let kept = rq.store().save_work(&act, &seat.rules, &edit).await.map_err(|e| rq.fail(e))?;
    let notice = if go == "hand_in" {
        hand_in(&rq, &seat, kept.version, &request_id).await?
    } else if !kept.new {
        "work_unchanged"
    } else if kept.version > base + 1 {
        "work_merged"
    } else {
        "work_saved"
    };
    redirect(&Route::TeamWork(id.clone()).path(rq.lang), Some(notice));
    Ok(())
}

/// Hands in a version; answers what to say about it.
async fn hand_in(rq: &Request, seat: &Seat, version: u32, request_id: &str) -> Result<&'static str, ApiError> {
    if version == 0 {
        return Err(FieldErrors::one(Field::Title.code(), Problem::Required).into());
    }
    // What is over is refused by the store, which knows whether this is a repeat of what was in time.
    let late = is_late(&seat.rules, rq.now).unwrap_or(true);
    let accounts = rq.store().team_accounts(&seat.members()).await.map_err(|e| rq.fail(e))?;
    let counts = Counts { version, at: rq.now, late, by_itself: false };
    let letters = receipts(&rq.services.site.base_url, rq.snapshot.as_ref(), &accounts, &seat.team, counts);
    let act = rq.act(request_id);
    let kept = rq.store().hand_in(&act, &seat.rules, &seat.me, &seat.team.id, version, letters).await.map_err(|e| rq.fail(e))?;
    Ok(match (kept.new, late) {
        (false, _) => "work_handed_in_before",
        (true, true) => "work_handed_in_late",
        (true, false) => "work_handed_in",
    })
}

/// Brings a version back as a new one.
#[server(endpoint = "ideathon/restore_work", prefix = "/api")]
pub async fn restore_work(team: String, number: u32, base: u32, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let seat = writer(&rq, &named(&team)?).await?;
    let (act, id) = (rq.act(&request_id), &seat.team.id);
    rq.store().restore_work(&act, &seat.rules, &seat.me, id, number, base).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::TeamWork(id.clone()).path(rq.lang), Some("work_restored"));
    Ok(())
}
