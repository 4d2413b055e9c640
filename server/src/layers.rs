//! What every request passes: a reference and a log line, the security headers, and the check that a form comes from this site.

use crate::program::Shared;
use crate::web::{self, Caller};
use app::error::ApiError;
use app::route::Route;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, header};
use axum::middleware::Next;
use domain::kernel::Lang;
use std::net::{IpAddr, SocketAddr};
use std::time::Instant;
use uuid::Uuid;

/// Only what this site serves, no inline code, and WebAssembly.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Gives the request its reference, finds out where it comes from, and writes one line about it. The line has no query, which may hold a token.
pub async fn know_caller(State(program): State<Shared>, mut request: Request, next: Next) -> Response<Body> {
    let started = Instant::now();
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip());
    let forwarded = request.headers().get("x-forwarded-for").and_then(|v| v.to_str().ok()).and_then(|v| v.rsplit(',').next()).map(str::trim);
    let address = match forwarded.and_then(|f| f.parse::<IpAddr>().ok()) {
        Some(forwarded) if program.config.behind_proxy => Some(forwarded),
        _ => peer,
    };
    let local =
        peer.is_some_and(|p| p.is_loopback()) && !request.headers().contains_key("x-forwarded-for") && !request.headers().contains_key("forwarded");
    let reference = Uuid::new_v4().simple().to_string().chars().take(12).collect::<String>();
    let caller = Caller { address: address.map(network).unwrap_or_default(), reference: reference.clone(), local };
    request.extensions_mut().insert(caller);
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let mut response = next.run(request).await;
    let status = response.status().as_u16();
    program.metrics.answered(status);
    tracing::info!(%method, path, status, ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX), reference, "answered");
    insert(response.headers_mut(), "x-request-id", &reference);
    response
}

/// One address of IPv4; of IPv6 the network of a household.
fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.to_string(),
            None => {
                let [a, b, c, d, ..] = v6.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::")
            }
        },
    }
}

/// What a page may use of the device: nothing, but for the camera at a check-in station.
fn permissions(path: &str) -> &'static str {
    let station = path == "/api/checkin/check_in" || web::Page::of(path, "").is_some_and(|page| page.route == Some(Route::CheckIn));
    if station { "camera=(self), geolocation=(), microphone=(), payment=()" } else { "camera=(), geolocation=(), microphone=(), payment=()" }
}

/// The security headers of every answer (OWASP Secure Headers Project).
pub async fn headers(State(program): State<Shared>, request: Request, next: Next) -> Response<Body> {
    let permissions = permissions(request.uri().path());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // What people uploaded is sent with a stricter one of its own.
    if !headers.contains_key("content-security-policy") {
        insert(headers, "content-security-policy", POLICY);
    }
    insert(headers, "x-content-type-options", "nosniff");
    insert(headers, "referrer-policy", "same-origin");
    insert(headers, "cross-origin-opener-policy", "same-origin");
    insert(headers, "cross-origin-resource-policy", "same-origin");
    insert(headers, "permissions-policy", permissions);
    if program.is_secure() {
        insert(headers, "strict-transport-security", "max-age=63072000; includeSubDomains");
    }
    response
}

/// Refuses a change that another site sends in a person's name. Browsers say where a request comes from (Fetch Metadata, or the origin), and one
/// that says nothing of the kind carries no cookie that we would honour either.
pub async fn same_origin(State(program): State<Shared>, request: Request, next: Next) -> Response<Body> {
    if request.method() == Method::GET || request.method() == Method::HEAD || comes_from_here(&program, request.headers()) {
        return next.run(request).await;
    }
    let caller = request.extensions().get::<Caller>().cloned();
    match caller {
        Some(caller) => {
            let lang = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).map(Lang::negotiate).unwrap_or_default();
            web::trouble(&program, &caller, lang, &ApiError::Forbidden).await
        }
        None => Response::new(Body::empty()),
    }
}

fn comes_from_here(program: &Shared, headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    let origins = web::own_origin(program, headers);
    match (text(HeaderName::from_static("sec-fetch-site")), text(header::ORIGIN)) {
        (Some(site), _) if site != "same-origin" && site != "none" => false,
        (_, Some(origin)) => origins.iter().any(|o| o == origin),
        (Some(_), None) => true,
        (None, None) => {
            text(header::REFERER).is_some_and(|r| origins.iter().any(|o| r.strip_prefix(o.as_str()).is_some_and(|rest| rest.starts_with('/'))))
        }
    }
}

/// The built files have their contents in their names, so they never change.
pub async fn immutable(request: Request, next: Next) -> Response<Body> {
    let mut response = next.run(request).await;
    if response.status().is_success() {
        insert(response.headers_mut(), "cache-control", "public, max-age=31536000, immutable");
    }
    response
}

/// A file that keeps its name is asked for again each time.
pub async fn asked_again(request: Request, next: Next) -> Response<Body> {
    let mut response = next.run(request).await;
    insert(response.headers_mut(), "cache-control", "no-cache");
    response
}

fn insert(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(HeaderName::from_static(name), value);
    }
}
