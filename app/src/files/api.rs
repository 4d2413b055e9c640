//! The server function of files; uploading has a route of its own, because a file is no form field.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use crate::error::ApiError;
use crate::platform::{Request, redirect};
use domain::files::Owner;
use domain::kernel::ids::FileId;
use leptos::prelude::*;

/// Takes a file of an owner away. A repeat of the request is answered as before, though the file is gone.
#[server(endpoint = "files/remove", prefix = "/api")]
pub async fn remove(#[server(default)] file_owner: String, file_id: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.signed_in()?;
    let owner = Owner::parse(&file_owner).ok_or(ApiError::NotFound)?;
    let id = FileId::parse(&file_id).map_err(|_| ApiError::NotFound)?;
    let place = super::may_change(&rq, &owner).await.map_err(|error| match error {
        unreadable @ (ApiError::Busy | ApiError::Broken { .. }) => unreadable,
        _ => ApiError::NotFound,
    })?;
    super::take_away(&rq, &owner, &id, &request_id).await?;
    redirect(&place.path(rq.lang), Some("file_removed"));
    Ok(())
}
