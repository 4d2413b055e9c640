//! The programme as open data, and what search engines ask for, all of it kept like a page; and what one person may take along.

mod calendar;
mod index;
mod own;
pub mod letter;
mod schedule;
mod sitemap;

pub use own::own_data;

use crate::pages::Document;
use crate::program::Shared;
use crate::web::Caller;
use app::error::ApiError;
use axum::body::Body;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, Response};
use domain::event::Snapshot;
use domain::kernel::Lang;

fn document(media_type: &'static str, text: String) -> Document {
    Document { status: 200, media_type, lang: None, bytes: text.into_bytes(), valid_until: None }
}

/// Answers with a text made of the public data; 503 before the first import.
async fn answer(
    program: &Shared,
    headers: &HeaderMap,
    name: String,
    media_type: &'static str,
    make: impl FnOnce(&Snapshot, &str) -> String,
) -> Response<Body> {
    let base = program.services.site.base_url.clone();
    program
        .pages
        .answer(headers, Some(name), move |snapshot, _| match snapshot {
            Some(snapshot) => document(media_type, make(&snapshot, &base)),
            None => Document { status: 503, ..document("text/plain; charset=utf-8", "The programme is not there yet.\n".to_owned()) },
        })
        .await
}

/// `/programme.ics`: the programme as a calendar (RFC 5545), in English.
pub async fn calendar(State(program): State<Shared>, headers: HeaderMap) -> Response<Body> {
    answer(&program, &headers, "programme.ics".to_owned(), "text/calendar; charset=utf-8", calendar::text).await
}

/// `/schedule.json`: the schedule format of the conference tools frab and c3voc, as calendar apps read it.
pub async fn schedule_json(State(program): State<Shared>, headers: HeaderMap) -> Response<Body> {
    answer(&program, &headers, "schedule.json".to_owned(), "application/json", schedule::json).await
}

/// `/schedule.xml`: the same as XML.
pub async fn schedule_xml(State(program): State<Shared>, headers: HeaderMap) -> Response<Body> {
    answer(&program, &headers, "schedule.xml".to_owned(), "application/xml; charset=utf-8", schedule::xml).await
}

/// `/{lang}/programme/index.json`: what the search in the browser needs.
pub async fn search_index(
    State(program): State<Shared>,
    Extension(caller): Extension<Caller>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    match Lang::ALL.into_iter().find(|l| l.code() == code) {
        Some(lang) => answer(&program, &headers, format!("index {code}"), "application/json", move |snapshot, _| index::json(snapshot, lang)).await,
        None => crate::web::trouble(&program, &caller, Lang::En, &ApiError::NotFound).await,
    }
}

/// `/sitemap.xml`: every public page in every language.
pub async fn sitemap(State(program): State<Shared>, headers: HeaderMap) -> Response<Body> {
    answer(&program, &headers, "sitemap.xml".to_owned(), "application/xml; charset=utf-8", sitemap::xml).await
}

/// `/robots.txt`.
pub async fn robots(State(program): State<Shared>, headers: HeaderMap) -> Response<Body> {
    let base = program.services.site.base_url.clone();
    let text = format!("User-agent: *\nDisallow: /api/\nSitemap: {base}/sitemap.xml\n");
    program.pages.answer(&headers, Some("robots.txt".to_owned()), move |_, _| document("text/plain; charset=utf-8", text)).await
}

/// Text that is safe between the tags and in the attributes of XML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Characters that XML 1.0 does not have.
            c if c.is_control() && !"\t\n\r".contains(c) => {}
            c => out.push(c),
        }
    }
    out
}
