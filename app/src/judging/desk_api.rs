//! The server functions of organisers about contests.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]
#![expect(clippy::too_many_arguments, reason = "the fields of a form are the arguments of its function")]

use super::desk::found;
use super::{entries, seal};
use crate::error::{ApiError, Refusal};
use crate::platform::{Request, redirect};
use crate::route::Route;
use domain::judging::{Action, Contest, CriterionForm, Refusal as Judging, State, Terms, TermsForm};
use domain::kernel::ids::{AccountId, ContestId, CriterionId, EntryId};
use domain::kernel::text::paragraph;
use domain::kernel::{FieldErrors, Problem, Text};
use leptos::prelude::*;

pub(super) fn contest_id(raw: &str) -> Result<ContestId, ApiError> {
    ContestId::parse(raw).map_err(|_| ApiError::NotFound)
}

fn refused(refusal: Judging) -> ApiError {
    ApiError::Refused(Refusal::Judging(refusal))
}

/// A draft as it was looked at.
async fn draft(rq: &Request, contest: &str, version: u32) -> Result<Contest, ApiError> {
    let contest = found(rq, &contest_id(contest)?).await?;
    if contest.state != State::Draft {
        Err(refused(Judging::NotInThisState))
    } else if contest.version != version {
        Err(refused(Judging::ChangedMeanwhile))
    } else {
        Ok(contest)
    }
}

async fn keep(rq: &Request, contest: &Contest, title: &Text, terms: &Terms, request_id: &str) -> Result<(), ApiError> {
    rq.store().set_terms(&rq.act(request_id), &contest.id, contest.version, title, terms).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskContest(contest.id.clone()).path(rq.lang), Some("terms_saved"));
    Ok(())
}

/// Says title, method, ladder of ties and the rest of the terms.
#[server(endpoint = "judging/save_terms", prefix = "/api")]
pub async fn save_terms(
    contest: String,
    version: u32,
    #[server(default)] title_en: String,
    #[server(default)] title_ru: String,
    #[server(default)] title_ko: String,
    #[server(default)] count_by: String,
    #[server(default)] tie_1: String,
    #[server(default)] tie_2: String,
    #[server(default)] tie_3: String,
    #[server(default)] least: String,
    #[server(default)] same_country: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let contest = draft(&rq, &contest, version).await?;
    let form = TermsForm { title_en, title_ru, title_ko, method: count_by, ties: vec![tie_1, tie_2, tie_3], least, same_country };
    let (title, terms) = form.parse(&contest.terms.criteria)?;
    keep(&rq, &contest, &title, &terms, &request_id).await
}

/// Adds a criterion, or changes one.
#[server(endpoint = "judging/save_criterion", prefix = "/api")]
pub async fn save_criterion(
    contest: String,
    version: u32,
    #[server(default)] criterion: String,
    #[server(default)] criterion_name_en: String,
    #[server(default)] criterion_name_ru: String,
    #[server(default)] criterion_name_ko: String,
    #[server(default)] asks_en: String,
    #[server(default)] asks_ru: String,
    #[server(default)] asks_ko: String,
    #[server(default)] low_en: String,
    #[server(default)] low_ru: String,
    #[server(default)] low_ko: String,
    #[server(default)] high_en: String,
    #[server(default)] high_ru: String,
    #[server(default)] high_ko: String,
    #[server(default)] weight: String,
    #[server(default)] scale: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let contest = draft(&rq, &contest, version).await?;
    let form = CriterionForm {
        criterion,
        criterion_name: [criterion_name_en, criterion_name_ru, criterion_name_ko],
        asks: [asks_en, asks_ru, asks_ko],
        low: [low_en, low_ru, low_ko],
        high: [high_en, high_ru, high_ko],
        weight,
        scale,
    };
    let new = rq.act(&request_id).made("judging.criterion");
    let criterion = form.parse(CriterionId::parse(&new).map_err(|_| rq.broken("a new id is none"))?)?;
    let mut terms = contest.terms.clone();
    terms.put(criterion).map_err(refused)?;
    keep(&rq, &contest, &contest.title, &terms, &request_id).await
}

/// Removes a criterion.
#[server(endpoint = "judging/remove_criterion", prefix = "/api")]
pub async fn remove_criterion(contest: String, version: u32, criterion: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let contest = draft(&rq, &contest, version).await?;
    let id = CriterionId::parse(&criterion).map_err(|_| ApiError::NotFound)?;
    let mut terms = contest.terms.clone();
    terms.remove(&id);
    keep(&rq, &contest, &contest.title, &terms, &request_id).await
}

/// Puts somebody on the panel, with the conflicts that follow from what is known.
#[server(endpoint = "judging/add_juror", prefix = "/api")]
pub async fn add_juror(contest: String, #[server(default)] juror: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let contest = found(&rq, &contest_id(&contest)?).await?;
    if juror.is_empty() {
        return Err(FieldErrors::one("juror", Problem::Required).into());
    }
    let juror = AccountId::parse(&juror).map_err(|_| ApiError::NotFound)?;
    let entries = rq.store().contest_entries(&contest.id).await.map_err(|e| rq.fail(e))?;
    let conflicts = entries::conflicts(&rq, &contest.terms, std::slice::from_ref(&juror), &entries).await?;
    rq.store().add_juror(&rq.act(&request_id), &contest, &juror, &conflicts).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskContest(contest.id).path(rq.lang), Some("panel_changed"));
    Ok(())
}

/// Takes somebody off the panel of a draft.
#[server(endpoint = "judging/remove_juror", prefix = "/api")]
pub async fn remove_juror(contest: String, juror: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let contest = found(&rq, &contest_id(&contest)?).await?;
    let juror = AccountId::parse(&juror).map_err(|_| ApiError::NotFound)?;
    rq.store().remove_juror(&rq.act(&request_id), &contest.id, &juror).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskContest(contest.id).path(rq.lang), Some("panel_changed"));
    Ok(())
}

/// Opens, closes, seals or announces a contest, when the organiser has ticked that they mean it.
#[server(endpoint = "judging/step", prefix = "/api")]
pub async fn step(
    contest: String,
    version: u32,
    #[server(default)] step: String,
    #[server(default)] step_sure: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let contest = found(&rq, &contest_id(&contest)?).await?;
    let action = Action::parse(&step).ok_or(ApiError::NotFound)?;
    if step_sure != "yes" {
        return Err(FieldErrors::one("step_sure", Problem::Required).into());
    }
    let (store, act, id) = (rq.store(), rq.act(&request_id), &contest.id);
    let done = match action {
        Action::Open => {
            let entries = entries::collect(&rq, id).await?;
            let panel = store.panel(id).await.map_err(|e| rq.fail(e))?;
            let conflicts = entries::conflicts(&rq, &contest.terms, &panel, &entries).await?;
            store.open_contest(&act, &Contest { version, ..contest.clone() }, &entries, &panel, &conflicts).await
        }
        Action::Close => store.close_contest(&act, id, version).await,
        Action::Seal if contest.state != State::Closed => Err(store::StoreError::Refused(Judging::NotInThisState.code().to_owned())),
        Action::Seal => {
            let entries = store.contest_entries(id).await.map_err(|e| rq.fail(e))?;
            let tally = store.tally(id).await.map_err(|e| rq.fail(e))?;
            if tally.version != version {
                return Err(refused(Judging::ChangedMeanwhile));
            }
            let (text, digest) = seal::text(&rq, &seal::outcome(&contest, &entries, &tally))?;
            store.seal_contest(&act, id, &tally, &digest, &seal::seal(&rq, id, &text)?).await
        }
        Action::Announce if contest.state != State::Sealed => Err(store::StoreError::Refused(Judging::NotInThisState.code().to_owned())),
        Action::Announce => store.announce_contest(&act, id, version, &seal::open(&rq, &contest).await?).await,
    };
    done.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskContest(contest.id).path(rq.lang), Some("contest_stepped"));
    Ok(())
}

fn why(raw: &str) -> Result<String, ApiError> {
    paragraph(raw, 3, 500).map_err(|p| FieldErrors::one("judge_reason", p).into())
}

/// Opens a sheet that was handed in again, with a reason.
#[server(endpoint = "judging/reopen_sheet", prefix = "/api")]
pub async fn reopen_sheet(
    contest: String,
    #[server(default)] score_sheet: String,
    #[server(default)] judge_reason: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let contest = found(&rq, &contest_id(&contest)?).await?;
    let Some((juror, entry)) = score_sheet.split_once('/') else { return Err(FieldErrors::one("score_sheet", Problem::Required).into()) };
    let juror = AccountId::parse(juror).map_err(|_| ApiError::NotFound)?;
    let entry = EntryId::parse(entry).map_err(|_| ApiError::NotFound)?;
    let reason = why(&judge_reason)?;
    rq.store().reopen_sheet(&rq.act(&request_id), &contest.id, (&juror, &entry), &reason).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskContest(contest.id).path(rq.lang), Some("sheet_reopened"));
    Ok(())
}

/// Notes a conflict of interest that a juror has.
#[server(endpoint = "judging/note_conflict", prefix = "/api")]
pub async fn note_conflict(
    contest: String,
    #[server(default)] juror: String,
    #[server(default)] entry: String,
    #[server(default)] judge_reason: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let contest = found(&rq, &contest_id(&contest)?).await?;
    for (field, value) in [("juror", &juror), ("entry", &entry)] {
        if value.is_empty() {
            return Err(FieldErrors::one(field, Problem::Required).into());
        }
    }
    let juror = AccountId::parse(&juror).map_err(|_| ApiError::NotFound)?;
    let entry = EntryId::parse(&entry).map_err(|_| ApiError::NotFound)?;
    let reason = why(&judge_reason)?;
    rq.store().declare_conflict(&rq.act(&request_id), &contest.id, (&juror, &entry), &reason, true).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskContest(contest.id).path(rq.lang), Some("conflict_noted"));
    Ok(())
}
