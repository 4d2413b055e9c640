//! The server functions of deciding on many registrations.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]

use super::{filter, work};
use crate::error::{ApiError, Refusal};
use crate::platform::{Request, redirect};
use crate::route::Route;
use domain::kernel::ids::{BulkId, RegistrationId};
use domain::organiser::Refusal as No;
use domain::organiser::bulk::MOST;
use domain::registration::Decision;
use leptos::prelude::*;

/// How many registrations are put on a list in one go.
const GATHERED: usize = 200;
/// How many pieces the request that confirms carries out itself.
const AT_ONCE: usize = 2;

/// Makes the list of those on whom would be decided: the ticked ones, or with `all` everybody who fits the filter.
#[server(endpoint = "organiser/bulk_preview", prefix = "/api")]
pub async fn bulk_preview(
    #[server(default)] registrations: Vec<String>,
    #[server(default)] all: String,
    #[server(default)] filter: String,
    #[server(default)] decision: String,
    #[server(default)] message: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let decision = Decision::parse(&decision, &message)?;
    let all = all == "yes";
    if registrations.is_empty() && !all {
        return Err(ApiError::Refused(Refusal::Organiser(No::NobodyChosen)));
    }
    let act = rq.act(&request_id);
    let id = BulkId::parse(&act.made("organiser.bulk")).map_err(|_| ApiError::NotFound)?;
    let found = filter::parse(&filter);
    let from = if all { format!("?{}", filter::text(&found)) } else { String::new() };
    let store = rq.store();
    store.bulk_begin(&act, &id, &decision, &from).await.map_err(|e| rq.fail(e))?;
    let ticked: Vec<RegistrationId> = registrations.iter().filter_map(|r| RegistrationId::parse(r).ok()).collect();
    let (mut listed, mut after) = (0, None);
    loop {
        let ids = if all {
            let page = store.registrations(&found, after.as_deref(), GATHERED).await.map_err(|e| rq.fail(e))?;
            after = page.next;
            page.rows.into_iter().map(|row| row.id).collect()
        } else {
            ticked.clone()
        };
        let rows = store.bulk_versions(&ids).await.map_err(|e| rq.fail(e))?;
        store.bulk_gather(&act, &id, &decision, listed, &rows).await.map_err(|e| rq.fail(e))?;
        listed += rows.len();
        if listed > MOST {
            return Err(ApiError::Refused(Refusal::Organiser(No::TooMany)));
        }
        if after.is_none() {
            break;
        }
    }
    if listed == 0 {
        return Err(ApiError::Refused(Refusal::Organiser(No::NobodyChosen)));
    }
    store.bulk_ready(&act, &id).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskBulk(id).path(rq.lang), None);
    Ok(())
}

/// Confirms the list, and carries out as much of it as is quick.
#[server(endpoint = "organiser/bulk_confirm", prefix = "/api")]
pub async fn bulk_confirm(bulk: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let id = BulkId::parse(&bulk).map_err(|_| ApiError::NotFound)?;
    rq.store().bulk_confirm(&rq.act(&request_id), &id).await.map_err(|e| rq.fail(e))?;
    begin(&rq, &id).await;
    redirect(&Route::DeskBulk(id).path(rq.lang), Some("bulk_confirmed"));
    Ok(())
}

/// Undoes it, as far as that is possible.
#[server(endpoint = "organiser/bulk_undo", prefix = "/api")]
pub async fn bulk_undo(bulk: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let id = BulkId::parse(&bulk).map_err(|_| ApiError::NotFound)?;
    rq.store().bulk_undo(&rq.act(&request_id), &id).await.map_err(|e| rq.fail(e))?;
    begin(&rq, &id).await;
    redirect(&Route::DeskBulk(id).path(rq.lang), Some("bulk_undone"));
    Ok(())
}

/// Works off the first pieces. It was confirmed already: what fails here is left to the job.
async fn begin(rq: &Request, id: &BulkId) {
    for _ in 0..=AT_ONCE {
        match work::bulk(&rq.services, rq.snapshot.as_ref(), id, rq.now).await {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                tracing::warn!(reference = %rq.reference, %error, "a decision on many is left to the job");
                break;
            }
        }
    }
}
