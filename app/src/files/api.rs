//! The server function of files; uploading has a route of its own, because a file is no form field.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use crate::error::ApiError;
use crate::platform::{Request, redirect};
use domain::kernel::ids::FileId;
use leptos::prelude::*;

/// Takes a file away.
#[server(endpoint = "files/remove", prefix = "/api")]
pub async fn remove(file_id: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.signed_in()?;
    let id = FileId::parse(&file_id).map_err(|_| ApiError::NotFound)?;
    let file = rq.store().file(&id).await.map_err(|e| rq.fail(e))?.filter(|f| !f.dropped).ok_or(ApiError::NotFound)?;
    let place = super::may_change(&rq, &file.owner).await.map_err(|_| ApiError::NotFound)?;
    super::take_away(&rq, &file.owner, &file, &request_id).await?;
    redirect(&place.path(rq.lang), Some("file_removed"));
    Ok(())
}
