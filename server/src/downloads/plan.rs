//! `/{lang}/forum/plan.pdf`: the floor plan to print, made once for each state of the public data and day.

use crate::pages::Document;
use crate::program::Shared;
use crate::web::{self, Caller};
use app::error::ApiError;
use app::forum::plan::paper;
use axum::body::Body;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, Response};
use domain::kernel::Lang;

/// Answers with the file.
pub async fn pdf(
    State(program): State<Shared>,
    Extension(caller): Extension<Caller>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let Some(lang) = Lang::ALL.into_iter().find(|l| l.code() == code) else {
        return web::trouble(&program, &caller, Lang::En, &ApiError::NotFound).await;
    };
    let Some(snapshot) = program.pages.snapshot().await else { return web::trouble(&program, &caller, lang, &ApiError::Busy).await };
    if snapshot.halls.is_empty() {
        return web::trouble(&program, &caller, lang, &ApiError::NotFound).await;
    }
    let plan = paper(&snapshot, lang, &program.services.site.base_url, program.now());
    let name = format!("plan {code} {}", plan.as_of);
    if let Some(kept) = program.pages.kept_answer(&headers, &name).await {
        return kept;
    }
    let pdf = match program.press.print(&caller.reference, move || papers::floor_plan(&plan)).await {
        Ok(pdf) => pdf,
        Err(error) => return web::trouble(&program, &caller, lang, &error).await,
    };
    let printed = snapshot.revision;
    program
        .pages
        .answer(&headers, Some(name), move |snapshot, now| {
            // What was printed from older data is sent, but not kept for the newer.
            let valid_until = snapshot.is_none_or(|s| s.revision != printed).then_some(now);
            Document { status: 200, media_type: "application/pdf", lang: Some(lang), bytes: pdf, valid_until }
        })
        .await
}
