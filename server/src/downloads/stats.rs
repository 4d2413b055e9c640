//! `/{lang}/me/companies/{company}/statistics.csv`: how often an exhibitor's page was read on which day, for those who belong to it.

use super::export::{answer, asked, table};
use crate::program::Shared;
use crate::web::Caller;
use app::error::ApiError;
use app::forum::of_company;
use app::platform::Request;
use app::route::Route;
use app::words::forum_stats as words;
use axum::body::Body;
use axum::extract::{Extension, OriginalUri, State};
use axum::http::{HeaderMap, Response};
use domain::forum::CompanyRole;
use domain::organiser::export::cell;

/// The file.
pub async fn csv(
    State(program): State<Shared>,
    Extension(caller): Extension<Caller>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response<Body> {
    match asked(&program, &caller, &uri, &headers).await {
        Ok(rq) => answer(&program, &caller, rq.lang, make(&rq).await, "statistics", "csv").await,
        Err(response) => response,
    }
}

async fn make(rq: &Request) -> Result<Vec<u8>, ApiError> {
    // The address of the file is that of the page with an ending.
    let route = Route::split(rq.path.trim_end_matches(".csv")).and_then(|(_, segments)| Route::parse(&segments, []));
    let Some(Route::CompanyStats(id)) = route else { return Err(ApiError::NotFound) };
    of_company(rq, &id, CompanyRole::Viewer).await?;
    let found = rq.store().exhibitor_statistics(&id).await.map_err(|e| rq.fail(e))?;
    let w = words::words(rq.lang);
    let mut table = table();
    table.write_record([w.day, w.views]).map_err(|e| rq.broken(&e.to_string()))?;
    for (day, number) in &found.days {
        table.write_record([cell(day).into_owned(), number.to_string()]).map_err(|e| rq.broken(&e.to_string()))?;
    }
    table.into_inner().map_err(|e| rq.broken(&e.to_string()))
}
