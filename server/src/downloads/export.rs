//! What every export has in common: who asks, a table that spreadsheets read, and the file to keep.

use crate::program::Shared;
use crate::web::{self, Caller, Page};
use app::error::ApiError;
use app::platform::Request;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, Uri, header};
use domain::kernel::Lang;

/// By this spreadsheets know that the file is UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The request for an export at this address, or the answer when there is none.
pub async fn asked(program: &Shared, caller: &Caller, uri: &Uri, headers: &HeaderMap) -> Result<Request, Response<Body>> {
    let Some(page) = Page::of(uri.path(), uri.query().unwrap_or_default()) else {
        return Err(web::trouble(program, caller, Lang::En, &ApiError::NotFound).await);
    };
    match web::request(program, caller, headers, &page).await {
        Ok(rq) => Ok(rq),
        Err(error) => Err(web::trouble(program, caller, page.lang, &error).await),
    }
}

/// What was made as a file of this name, or why there is none.
pub async fn answer(program: &Shared, caller: &Caller, lang: Lang, made: Result<Vec<u8>, ApiError>, name: &str, form: &str) -> Response<Body> {
    match made {
        Ok(bytes) => file(bytes, name, form),
        Err(error) => web::trouble(program, caller, lang, &error).await,
    }
}

/// A table that is empty yet.
pub fn table() -> csv::Writer<Vec<u8>> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(MARK.to_vec())
}

/// A file to keep; `form` is `csv`, `ics` or `json`.
pub fn file(bytes: Vec<u8>, name: &str, form: &str) -> Response<Body> {
    let media_type = match form {
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        _ => "application/json",
    };
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.{form}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
