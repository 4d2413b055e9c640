//! Server functions: every change that a person makes comes through here, as a form or as a call.
//!
//! A form is answered with another page (303), or with the page it was on, with what was typed and what is wrong (the error's own status). A
//! caller that asks for JSON gets the result or the error as JSON.

use crate::cookies;
use crate::program::Shared;
use crate::web::{self, Caller};
use app::error::{ApiError, Refusal};
use app::platform::{Afterwards, Flash};
use app::route::Route;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Uri, header};
use domain::checkin::policy::may_check_in;
use domain::kernel::Lang;
use domain::kernel::text::percent;
use domain::organiser::seeing::LASTS;
use leptos::prelude::provide_context;

/// The largest form.
pub const LIMIT: usize = 64 * 1024;
/// How long a sign-in cookie lives; the store ends sign-ins by its own rules before that.
const SIGN_IN_SECONDS: u32 = 30 * 24 * 3600;
/// How long the cookie of a sign-in that waits for its second factor lives; the store ends it by its own rules.
const WAITING_SECONDS: u32 = 600;
/// Parts of field names that are never given back.
const SECRET: [&str; 5] = ["password", "repeat", "token", "secret", "code"];

/// Answers a server function.
pub async fn call(State(program): State<Shared>, Extension(caller): Extension<Caller>, uri: Uri, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let endpoint = uri.path().trim_start_matches("/api/").to_owned();
    let wants_page = headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).is_some_and(|accept| accept.contains("text/html"));
    let page = web::Page::of_form(&program, &headers, || said(&body, "on_page"));
    let request = match web::request(&program, &caller, &headers, &page).await {
        Ok(request) => request,
        Err(error) => return if wants_page { web::trouble(&program, &caller, page.lang, &error).await } else { json(page.lang, &error) },
    };
    let known = leptos::server_fn::axum::server_fn_paths().any(|(path, method)| path == uri.path() && method == Method::POST);
    let outcome = if !known {
        Err(ApiError::NotFound)
    } else if request.seeing.is_some() && endpoint != "organiser/see_end" {
        Err(ApiError::Refused(Refusal::Organiser(domain::organiser::Refusal::OnlyLooking)))
    } else if !program.throttle.may(&whom(&request, &caller, &endpoint), request.now) {
        Err(ApiError::TooMany)
    } else {
        program.metrics.calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        run(&uri, body.clone(), request.clone()).await
    };
    let secure = program.is_secure();
    let clear = clears_device(&request, &headers);
    match outcome {
        Ok(done) => {
            let mut response = if wants_page {
                let to = done.to.unwrap_or_else(|| page.address());
                let mut response = Response::new(Body::empty());
                *response.status_mut() = StatusCode::SEE_OTHER;
                set(response.headers_mut(), header::LOCATION, &to);
                response
            } else {
                let mut response = Response::new(Body::from(done.body));
                set(response.headers_mut(), header::CONTENT_TYPE, "application/json");
                if let Some(to) = done.to {
                    set(response.headers_mut(), header::LOCATION, &to);
                }
                response
            };
            let carried = done.afterwards.take();
            if let Some(notice) = carried.notice.as_deref().and_then(|n| cookies::set(cookies::NOTICE, Some(n), 60, secure)) {
                response.headers_mut().append(header::SET_COOKIE, notice);
            }
            if let Some(cookie) = carried.waiting.and_then(|c| cookies::set(cookies::waiting_name(secure), c.as_deref(), WAITING_SECONDS, secure)) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            let signed_out = carried.sign_in == Some(None);
            let life = u32::try_from(LASTS.as_secs()).unwrap_or(0);
            if let Some(seeing) = carried.seeing.and_then(|on| cookies::set(cookies::SEEING, on.then_some("1"), life, secure)) {
                response.headers_mut().append(header::SET_COOKIE, seeing);
            }
            if let Some(cookie) = carried.sign_in.and_then(|c| cookies::set(cookies::sign_in_name(secure), c.as_deref(), SIGN_IN_SECONDS, secure)) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            if signed_out && clear {
                set(response.headers_mut(), header::HeaderName::from_static("clear-site-data"), "\"storage\"");
            }
            response
        }
        Err(error) if !wants_page => json(page.lang, &error),
        Err(error) => {
            let values = domain::kernel::text::pairs(&String::from_utf8_lossy(&body))
                .into_iter()
                .filter(|(name, _)| !SECRET.iter().any(|s| name.contains(s)))
                .collect();
            refused(request, page, endpoint, error, values).await
        }
    }
}

/// Answers a refused form with the page that it was on, with what is wrong and what was typed.
pub(crate) async fn refused(
    mut request: app::platform::Request,
    page: web::Page,
    endpoint: String,
    error: ApiError,
    values: Vec<(String, String)>,
) -> Response<Body> {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    request.flash = Some(Flash { endpoint, error: Some(error.clone()), values, ..Flash::default() });
    let shown = match page.route {
        Some(route) => app::page::render(request, Some(route)).await,
        None => Ok(app::page::render_trouble(request, &error)),
    };
    match shown {
        Ok(rendered) => {
            let mut response = web::personal(rendered);
            *response.status_mut() = status;
            if status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::SERVICE_UNAVAILABLE {
                set(response.headers_mut(), header::RETRY_AFTER, "10");
            }
            response
        }
        Err(to) => web::redirect(&to),
    }
}

/// What a form says in a field.
fn said(body: &Bytes, field: &str) -> Option<String> {
    domain::kernel::text::pairs(&String::from_utf8_lossy(body)).into_iter().find(|(name, _)| name == field).map(|(_, value)| value)
}

/// What devices at booths send by themselves.
const BY_ITSELF: &str = "forum/sync_leads";

/// Whose share of requests this one takes: check-in stations, and devices at booths, behind one address each have their own.
pub(crate) fn whom(request: &app::platform::Request, caller: &Caller, endpoint: &str) -> String {
    match request.actor.person() {
        Some(person) if endpoint == BY_ITSELF || may_check_in(&request.actor) => person.sign_in.to_string(),
        _ => caller.address.clone(),
    }
}

/// Whether signing out clears what the browser keeps for check-in: the names of people. Not while readings wait there to be sent; the station's
/// page then removes the names itself as soon as it hears that nobody is signed in.
fn clears_device(request: &app::platform::Request, headers: &HeaderMap) -> bool {
    may_check_in(&request.actor) && cookies::read(headers, "station_waits").is_none_or(|waits| waits == "0")
}

struct Done {
    body: Bytes,
    to: Option<String>,
    afterwards: Afterwards,
}

/// Runs a server function. Its answer is always JSON here; the status comes from the error itself.
async fn run(uri: &Uri, body: Bytes, request: app::platform::Request) -> Result<Done, ApiError> {
    let afterwards = Afterwards::default();
    let inner = Request::builder()
        .method(Method::POST)
        .uri(uri.clone())
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "application/json")
        .body(Body::from(body));
    let Ok(inner) = inner else { return Err(ApiError::NotFound) };
    let context = {
        let (request, afterwards) = (request.clone(), afterwards.clone());
        move || {
            provide_context(request.clone());
            provide_context(afterwards.clone());
        }
    };
    let response = axum::response::IntoResponse::into_response(leptos_axum::handle_server_fns_with_context(context, inner).await);
    let (parts, body) = response.into_parts();
    let to = parts.headers.get(header::LOCATION).and_then(|v| v.to_str().ok()).map(str::to_owned);
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    if parts.status.is_client_error() || parts.status.is_server_error() {
        return Err(match serde_json::from_slice::<ApiError>(&body) {
            // The only way to this error on the server is a body that does not have the fields of the function.
            Ok(ApiError::Transport) => request.broken("a form did not have the fields of its function"),
            Ok(error) => error,
            Err(_) => request.broken(&format!("a server function answered {}: {}", parts.status, String::from_utf8_lossy(&body))),
        });
    }
    Ok(Done { body, to, afterwards })
}

/// The error as a script gets it: as JSON, and in words in a header, encoded as in addresses.
pub(crate) fn json(lang: Lang, error: &ApiError) -> Response<Body> {
    let mut response = Response::new(Body::from(serde_json::to_vec(error).unwrap_or_default()));
    *response.status_mut() = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    set(response.headers_mut(), header::CONTENT_TYPE, "application/json");
    set(response.headers_mut(), header::HeaderName::from_static("says"), &percent(&app::words::error(lang, error)));
    response
}

fn set(headers: &mut HeaderMap, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

impl web::Page {
    /// The page that a form was on: from the referrer, else as the form itself says; the home page when neither tells.
    pub(crate) fn of_form(program: &Shared, headers: &HeaderMap, said: impl FnOnce() -> Option<String>) -> Self {
        let referrer = headers.get(header::REFERER).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let below = web::own_origin(program, headers).iter().find_map(|origin| referrer.strip_prefix(origin.as_str())).unwrap_or_default();
        let at = |address: &str| {
            let address = address.split('#').next().unwrap_or_default();
            let (path, query) = address.split_once('?').unwrap_or((address, ""));
            Self::of(path, query)
        };
        at(below).or_else(|| said().and_then(|page| at(&page))).unwrap_or_else(|| {
            let lang = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).map(domain::kernel::Lang::negotiate).unwrap_or_default();
            Self { lang, path: Route::Home.path(lang), query: Vec::new(), route: None }
        })
    }
}
