//! `/me/data.json`: everything that is kept about the one who asks, in one file.

use crate::program::Shared;
use crate::web::{self, Caller, Page};
use app::error::ApiError;
use app::route::Route;
use axum::body::Body;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, HeaderValue, Response, header};
use domain::kernel::Lang;
use serde_json::json;

/// Answers with the file, or with the way to sign in.
pub async fn own_data(State(program): State<Shared>, Extension(caller): Extension<Caller>, headers: HeaderMap) -> Response<Body> {
    let lang = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).map(Lang::negotiate).unwrap_or_default();
    let page = Page { lang, path: Route::Data.path(lang), query: Vec::new(), route: Some(Route::Data) };
    let text = match text(&program, &caller, &headers, &page).await {
        Ok(text) => text,
        Err(ApiError::SignInFirst) => {
            return web::redirect(&format!("{}?then={}", Route::SignIn.path(lang), app::ui::percent(&page.path)));
        }
        Err(error) => return web::trouble(&program, &caller, lang, &error).await,
    };
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"my-data.json\""));
    response
}

async fn text(program: &Shared, caller: &Caller, headers: &HeaderMap, page: &Page) -> Result<Vec<u8>, ApiError> {
    let rq = web::request(program, caller, headers, page).await?;
    let (_, account) = rq.signed_in()?;
    let all = rq.store().export_of(account).await.map_err(|e| rq.fail(e))?;
    let file = json!({ "site": rq.services.site.base_url, "made_at": rq.now.to_string(), "data": all });
    serde_json::to_vec_pretty(&file).map_err(|error| rq.broken(&error.to_string()))
}
