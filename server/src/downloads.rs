//! The programme as open data, and what search engines ask for, all of it kept like a page; and what one person may take along.

mod calendar;
mod checkin;
pub mod commitments;
mod export;
pub mod hours;
mod index;
pub mod judging;
pub mod leads;
pub mod letter;
mod own;
pub mod plan;
pub mod registrations;
mod schedule;
mod sitemap;
pub mod stats;
pub mod teams;

pub use own::own_data;

use crate::pages::Document;
use crate::program::Shared;
use crate::web::{self, Caller, Page};
use app::error::ApiError;
use axum::body::Body;
use axum::extract::{Extension, OriginalUri, Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use domain::event::Snapshot;
use domain::kernel::Lang;
use domain::kernel::ids::{PrintRunId, StationId};
use domain::kernel::text::pairs;
use sha2::{Digest, Sha256};

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

/// `/checkin/list.json?station=&lang=`: the badges as a station keeps them for when it is offline; for check-in staff alone.
pub async fn checkin_list(
    State(program): State<Shared>,
    Extension(caller): Extension<Caller>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response<Body> {
    let query = pairs(uri.query().unwrap_or_default());
    let of = |name: &str| query.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str());
    let lang = Lang::parse(of("lang")).unwrap_or_default();
    let page = Page { lang, path: uri.path().to_owned(), query: Vec::new(), route: None };
    let made = async {
        let request = web::request(&program, &caller, &headers, &page).await?;
        app::checkin::staff(&request)?;
        let station = StationId::parse(of("station")).map_err(|_| ApiError::NotFound)?;
        let zone = request.zone().unwrap_or_default();
        checkin::json(request.store(), &station, lang, &zone, request.now).await.map_err(|e| request.fail(e))
    };
    match made.await {
        Ok(text) => personal_json(&headers, &text),
        Err(error) => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            response
        }
    }
}

/// `/checkin/badges/<print run>.pdf?lang=`: the sheets of a print run, made of what people's answers are now; for check-in staff alone.
pub async fn badge_sheets(
    State(program): State<Shared>,
    Extension(caller): Extension<Caller>,
    OriginalUri(uri): OriginalUri,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let query = pairs(uri.query().unwrap_or_default());
    let lang = query.iter().find(|(n, _)| n == "lang").and_then(|(_, v)| Lang::parse(v)).unwrap_or_default();
    let page = Page { lang, path: uri.path().to_owned(), query: Vec::new(), route: None };
    let made = async {
        let request = web::request(&program, &caller, &headers, &page).await?;
        app::checkin::staff(&request)?;
        let run = file.strip_suffix(".pdf").and_then(|id| PrintRunId::parse(id).ok()).ok_or(ApiError::NotFound)?;
        let (sheet, badges) = app::checkin::badges::sheets(&request, &run).await?;
        if badges.is_empty() {
            return Err(ApiError::NotFound);
        }
        let event = request.snapshot()?.event.clone();
        let papers: Vec<_> = badges.into_iter().map(|badge| checkin::paper(badge, &event, lang)).collect();
        let sheet = if sheet == "a6" { papers::Sheet::One } else { papers::Sheet::A4 };
        program.press.print(&request.reference, move || papers::badges(&papers, sheet)).await
    };
    match made.await {
        Ok(pdf) => {
            let mut response = Response::new(Body::from(pdf));
            let answer = response.headers_mut();
            answer.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
            answer.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"badges.pdf\""));
            answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
            response
        }
        Err(error) => web::trouble(&program, &caller, lang, &error).await,
    }
}

/// JSON for one person: kept by nobody between, sent again only when it has changed, and compressed.
fn personal_json(headers: &HeaderMap, text: &str) -> Response<Body> {
    let digest: String = Sha256::digest(text.as_bytes()).iter().take(16).map(|b| format!("{b:02x}")).collect();
    let tag = format!("\"{digest}\"");
    let says = |name: header::HeaderName| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let mut response = Response::new(Body::empty());
    if says(header::IF_NONE_MATCH) == tag {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else if says(header::ACCEPT_ENCODING).contains("gzip")
        && let Ok(packed) = crate::pages::gzip(text.as_bytes())
    {
        *response.body_mut() = Body::from(packed);
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    } else {
        *response.body_mut() = Body::from(text.to_owned());
    }
    let answer = response.headers_mut();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        answer.insert(header::ETAG, tag);
    }
    response
}
