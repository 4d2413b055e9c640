//! The server functions of jurors.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use super::desk_api::contest_id;
use super::jury::judged;
use crate::error::ApiError;
use crate::platform::{Request, redirect};
use crate::route::Route;
use domain::judging::Standing;
use domain::judging::score::parse_scores;
use domain::kernel::FieldErrors;
use domain::kernel::ids::{ContestId, EntryId};
use domain::kernel::text::paragraph;
use leptos::prelude::*;

fn entry_id(raw: &str) -> Result<EntryId, ApiError> {
    EntryId::parse(raw).map_err(|_| ApiError::NotFound)
}

/// Keeps a sheet, hands it in or abstains; then comes the next entry.
#[server(endpoint = "judging/save_sheet", prefix = "/api")]
pub async fn save_sheet(
    contest: String,
    entry: String,
    version: u32,
    #[server(default)] scores: Vec<String>,
    #[server(default)] go: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (contest, juror) = judged(&rq, &contest_id(&contest)?).await?;
    let entry = entry_id(&entry)?;
    let standing = Standing::parse(&go).unwrap_or(Standing::Draft);
    let scores = parse_scores(&contest.terms, &scores, standing)?;
    rq.store().save_sheet(&rq.act(&request_id), &contest.id, (juror, &entry), version, &scores, standing).await.map_err(|e| rq.fail(e))?;
    match (standing, next(&rq, &contest.id, &entry).await?) {
        (Standing::Draft, _) => redirect(&Route::JuryEntry(contest.id, entry).path(rq.lang), Some("sheet_saved")),
        (_, Some(next)) => redirect(&Route::JuryEntry(contest.id, next).path(rq.lang), Some("sheet_handed_in")),
        (_, None) => redirect(&Route::JuryContest(contest.id).path(rq.lang), Some("sheet_last")),
    }
    Ok(())
}

/// The entry after this one.
async fn next(rq: &Request, contest: &ContestId, entry: &EntryId) -> Result<Option<EntryId>, ApiError> {
    let all = rq.store().contest_entries(contest).await.map_err(|e| rq.fail(e))?;
    Ok(all.into_iter().map(|e| e.key).find(|key| key > entry))
}

/// Declares a conflict of interest with an entry, for good.
#[server(endpoint = "judging/declare", prefix = "/api")]
pub async fn declare(contest: String, entry: String, #[server(default)] judge_reason: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (contest, juror) = judged(&rq, &contest_id(&contest)?).await?;
    let entry = entry_id(&entry)?;
    let reason = paragraph(&judge_reason, 3, 500).map_err(|p| FieldErrors::one("judge_reason", p))?;
    rq.store().declare_conflict(&rq.act(&request_id), &contest.id, (juror, &entry), &reason, false).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::JuryEntry(contest.id, entry).path(rq.lang), Some("conflict_noted"));
    Ok(())
}
