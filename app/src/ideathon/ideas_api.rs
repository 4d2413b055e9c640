//! The server functions of the board of ideas; for people who take part in the assembly, and for organisers.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use super::admission::let_in;
use crate::error::ApiError;
use crate::platform::{Request, redirect};
use crate::route::Route;
use domain::ideathon::idea::{IdeaFacts, MOST_OF_COMMENT};
use domain::ideathon::{Idea, Reaction};
use domain::kernel::ids::{ChallengeId, CommentId, IdeaId};
use domain::kernel::text::{line, paragraph};
use domain::kernel::{FieldErrors, Problem};
use leptos::prelude::*;

fn idea_id(raw: &str) -> Result<IdeaId, ApiError> {
    IdeaId::parse(raw).map_err(|_| ApiError::NotFound)
}

fn comment_id(raw: &str) -> Result<CommentId, ApiError> {
    CommentId::parse(raw).map_err(|_| ApiError::NotFound)
}

/// The challenges that an idea may answer: the published ones, and the one that it answers already.
fn known(rq: &Request, before: Option<&Idea>) -> Vec<ChallengeId> {
    let published = rq.snapshot.iter().flat_map(|s| s.challenges.iter().map(|c| c.id.clone()));
    published.chain(before.and_then(|idea| idea.facts.challenge.clone())).collect()
}

/// Puts an idea on the board.
#[server(endpoint = "ideathon/post_idea", prefix = "/api")]
pub async fn post_idea(
    #[server(default)] idea_title: String,
    #[server(default)] idea_text: String,
    #[server(default)] challenge: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let account = let_in(&rq).await?;
    let facts = IdeaFacts::parse(&idea_title, &idea_text, &challenge, &known(&rq, None))?;
    let id = rq.store().post_idea(&rq.act(&request_id), &account.id, &facts).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Idea(id).path(rq.lang), Some("idea_posted"));
    Ok(())
}

/// Changes one's own idea.
#[server(endpoint = "ideathon/edit_idea", prefix = "/api")]
pub async fn edit_idea(
    idea: String,
    version: u32,
    #[server(default)] idea_title: String,
    #[server(default)] idea_text: String,
    #[server(default)] challenge: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let account = let_in(&rq).await?;
    let id = idea_id(&idea)?;
    let before = rq.store().idea(&id).await.map_err(|e| rq.fail(e))?.filter(|i| i.by.as_ref() == Some(&account.id)).ok_or(ApiError::NotFound)?;
    let facts = IdeaFacts::parse(&idea_title, &idea_text, &challenge, &known(&rq, Some(&before)))?;
    rq.store().edit_idea(&rq.act(&request_id), &account.id, &id, version, &facts).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Idea(id).path(rq.lang), Some("idea_saved"));
    Ok(())
}

/// Takes an idea off the board: one's own, or as an organiser somebody else's with a reason.
#[server(endpoint = "ideathon/withdraw_idea", prefix = "/api")]
pub async fn withdraw_idea(
    idea: String,
    #[server(default)] withdraw_idea_sure: String,
    #[server(default)] remove_reason: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let account = let_in(&rq).await?;
    let id = idea_id(&idea)?;
    let found = rq.store().idea(&id).await.map_err(|e| rq.fail(e))?;
    let act = rq.act(&request_id);
    // One that is gone may be gone by this very request, which is then answered as before.
    let gone = found.is_none();
    if found.is_none_or(|idea| idea.by.as_ref() == Some(&account.id)) {
        if !gone && withdraw_idea_sure != "yes" {
            return Err(FieldErrors::one("withdraw_idea_sure", Problem::Required).into());
        }
        rq.store().withdraw_idea(&act, &account.id, &id).await.map_err(|e| rq.fail(e))?;
    } else {
        rq.organiser().map_err(|_| ApiError::NotFound)?;
        let reason = line(&remove_reason, 1, 300).map_err(|problem| FieldErrors::one("remove_reason", problem))?;
        rq.store().remove_idea(&act, &id, &reason).await.map_err(|e| rq.fail(e))?;
    }
    redirect(&Route::Ideas.path(rq.lang), Some("idea_withdrawn"));
    Ok(())
}

/// Says, or no longer says, that one likes an idea or would join.
#[server(endpoint = "ideathon/react", prefix = "/api")]
pub async fn react(idea: String, #[server(default)] reaction: String, #[server(default)] on: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let account = let_in(&rq).await?;
    let id = idea_id(&idea)?;
    let reaction = Reaction::parse(&reaction).ok_or(FieldErrors::one("reaction", Problem::NotAChoice))?;
    rq.store().react(&rq.act(&request_id), &account.id, &id, reaction, on == "yes").await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Idea(id).path(rq.lang), None);
    Ok(())
}

/// Comments on an idea.
#[server(endpoint = "ideathon/post_comment", prefix = "/api")]
pub async fn post_comment(idea: String, #[server(default)] comment_text: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let account = let_in(&rq).await?;
    let id = idea_id(&idea)?;
    let text = paragraph(&comment_text, 1, MOST_OF_COMMENT).map_err(|problem| FieldErrors::one("comment_text", problem))?;
    rq.store().comment(&rq.act(&request_id), &account.id, &id, &text).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Idea(id).path(rq.lang), Some("comment_posted"));
    Ok(())
}

/// Deletes one's own comment.
#[server(endpoint = "ideathon/delete_comment", prefix = "/api")]
pub async fn delete_comment(comment: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let account = let_in(&rq).await?;
    let idea = rq.store().delete_comment(&rq.act(&request_id), &account.id, &comment_id(&comment)?).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Idea(idea).path(rq.lang), Some("comment_deleted"));
    Ok(())
}

/// Takes somebody's comment away, with a reason that stays.
#[server(endpoint = "ideathon/remove_comment", prefix = "/api")]
pub async fn remove_comment(comment: String, #[server(default)] remove_reason: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let id = comment_id(&comment)?;
    let reason = line(&remove_reason, 1, 300).map_err(|problem| FieldErrors::one("remove_reason", problem))?;
    let idea = rq.store().remove_comment(&rq.act(&request_id), &id, &reason).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Idea(idea).path(rq.lang), Some("comment_deleted"));
    Ok(())
}
