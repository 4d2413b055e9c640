//! The routes, and the pages of one person.

use crate::program::Shared;
use crate::{api, cookies, downloads, files, layers, live};
use app::error::ApiError;
use app::page::Rendered;
use app::platform::{Flash, Request, Seeing};
use app::route::{Audience, Route};
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Extension, OriginalUri, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use domain::kernel::Lang;
use domain::kernel::actor::{Actor, Person};
use domain::kernel::text::address;
use domain::kernel::text::pairs;
use jiff::SignedDuration;
use tower_http::services::{ServeDir, ServeFile};

/// How often at most the store notes that a device was seen.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(5);

/// Who sends a request, as the outermost layer found out.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The network address.
    pub address: String,
    /// The reference in the log.
    pub reference: String,
    /// Whether the request came from this machine without a proxy.
    pub local: bool,
}

/// The page of a request.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its language.
    pub lang: Lang,
    /// Its path.
    pub path: String,
    /// Its decoded query.
    pub query: Vec<(String, String)>,
    /// What it is; `None` when there is no such page.
    pub route: Option<Route>,
}

impl Page {
    /// Reads a path and a query; `None` when the path names no language.
    pub fn of(path: &str, query: &str) -> Option<Self> {
        let (lang, segments) = Route::split(path)?;
        let query = pairs(query);
        let route = Route::parse(&segments, query.iter().map(|(k, v)| (k.as_str(), v.as_str())));
        Some(Self { lang, path: path.to_owned(), query, route })
    }

    /// The address below the site.
    pub fn address(&self) -> String {
        address(&self.path, &self.query)
    }
}

/// The whole program as one service.
pub fn router(program: Shared) -> Router {
    let site = program.config.site.clone();
    let built = ServeDir::new(site.join("assets")).precompressed_br().precompressed_gzip();
    let picture = |name: &str| ServeFile::new(site.join(name));
    // A file on a slow line may take its time; everything else may not.
    let uploads = Router::new()
        .route("/files/{of}/{name}", post(files::put).layer(DefaultBodyLimit::max(files::LIMIT)))
        .layer(from_fn_with_state(program.clone(), layers::same_origin))
        .layer(tower_http::timeout::TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, std::time::Duration::from_secs(300)));
    Router::new()
        .route("/", get(choose_language))
        .route("/healthz", get(|| async { "alive\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .route("/api/{*endpoint}", post(api::call))
        .route("/programme.ics", get(downloads::calendar))
        .route("/schedule.json", get(downloads::schedule_json))
        .route("/schedule.xml", get(downloads::schedule_xml))
        .route("/sitemap.xml", get(downloads::sitemap))
        .route("/robots.txt", get(downloads::robots))
        .route("/me/data.json", get(downloads::own_data))
        .route("/files/{of}/{name}", get(files::get))
        .route("/checkin/list.json", get(downloads::checkin_list))
        .route("/checkin/badges/{file}", get(downloads::badge_sheets))
        .route("/{lang}/desk/ideathon.csv", get(downloads::teams::csv))
        .route("/{lang}/desk/ideathon.json", get(downloads::teams::json))
        .route("/ideathon/live", get(live::stream))
        .route("/ideathon/room.json", get(live::room))
        .route("/{lang}/programme/index.json", get(downloads::search_index))
        .route("/{lang}/forum/plan.pdf", get(downloads::plan::pdf))
        .route("/{lang}/ideathon/mentors.ics", get(downloads::hours::office_hours))
        .route("/{lang}/me/booth-meetings.ics", get(downloads::commitments::calendar))
        .route(app::commitments::PATH, get(downloads::commitments::feed))
        .route("/{lang}/me/visa/letter.pdf", get(downloads::letter::own))
        .route("/{lang}/desk/visa/{account}/letter.pdf", get(downloads::letter::at_desk))
        .route("/{lang}/desk/contests/{contest}/{file}", get(downloads::judging::scores))
        .route("/results/{file}", get(downloads::judging::sealed))
        .route("/{lang}/me/companies/{company}/leads.csv", get(downloads::leads::csv))
        .route("/{lang}/me/companies/{company}/statistics.csv", get(downloads::stats::csv))
        .route("/{lang}/me/companies/{company}/leads.json", get(downloads::leads::json))
        .route("/{lang}/me/ledger.csv", get(downloads::leads::ledger_csv))
        .route("/{lang}/me/ledger.json", get(downloads::leads::ledger_json))
        .route("/{lang}/desk/registrations.csv", get(downloads::registrations::csv))
        .route("/{lang}/desk/registrations.json", get(downloads::registrations::json))
        .route_service("/favicon.svg", picture("favicon.svg"))
        .nest_service("/station-worker.js", tower::ServiceBuilder::new().layer(from_fn(layers::asked_again)).service(picture("station-worker.js")))
        .route_service("/preview.png", picture("preview.png"))
        .nest_service("/assets", tower::ServiceBuilder::new().layer(from_fn(layers::immutable)).service(built))
        .fallback(page)
        .layer(DefaultBodyLimit::max(api::LIMIT))
        .layer(from_fn_with_state(program.clone(), layers::same_origin))
        .layer(tower_http::timeout::TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, std::time::Duration::from_secs(30)))
        .merge(uploads)
        .layer(tower_http::catch_panic::CatchPanicLayer::new())
        .layer(from_fn_with_state(program.clone(), layers::headers))
        .layer(from_fn_with_state(program.clone(), layers::know_caller))
        .with_state(program)
}

async fn ready(State(program): State<Shared>) -> (StatusCode, &'static str) {
    let _ = program.pages.snapshot().await;
    if program.is_ready() { (StatusCode::OK, "ready\n") } else { (StatusCode::SERVICE_UNAVAILABLE, "not ready\n") }
}

/// Counters, for this machine only.
async fn metrics(State(program): State<Shared>, Extension(caller): Extension<Caller>) -> Response<Body> {
    if !caller.local {
        return trouble(&program, &caller, Lang::En, &ApiError::NotFound).await;
    }
    Response::new(Body::from(program.metrics.text(program.pages.rendered(), program.pages.kept())))
}

/// `/` leads to the language that the browser asks for.
async fn choose_language(headers: HeaderMap) -> Response<Body> {
    let lang = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).map(Lang::negotiate).unwrap_or_default();
    let mut response = redirect(&Route::Home.path(lang));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-language"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=0, must-revalidate"));
    response
}

/// Every page.
async fn page(
    State(program): State<Shared>,
    Extension(caller): Extension<Caller>,
    OriginalUri(uri): OriginalUri,
    method: axum::http::Method,
    headers: HeaderMap,
) -> Response<Body> {
    let lang = || headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).map(Lang::negotiate).unwrap_or_default();
    if method != axum::http::Method::GET && method != axum::http::Method::HEAD {
        return trouble(&program, &caller, lang(), &ApiError::NotFound).await;
    }
    if let Some(canonical) = without_slash(&uri) {
        return redirect(&canonical);
    }
    let Some(page) = Page::of(uri.path(), uri.query().unwrap_or_default()) else {
        return program.pages.page(&headers, lang(), None, &caller.reference).await;
    };
    match page.route.as_ref().map(Route::audience) {
        // Above a page that is only looked at as a role stands a bar, so it is made for this browser alone.
        None | Some(Audience::Public) if !is_seeing(&headers) => {
            let read = match &page.route {
                Some(Route::Exhibitor(id)) if method == axum::http::Method::GET => Some(id.clone()),
                _ => None,
            };
            let response = program.pages.page(&headers, page.lang, page.route, &caller.reference).await;
            if let Some(id) = read
                && matches!(response.status(), StatusCode::OK | StatusCode::NOT_MODIFIED)
            {
                program.views.note(&id, program.now());
            }
            response
        }
        _ => of_one_person(&program, &caller, &headers, page).await,
    }
}

/// The address without a slash at its end, when it has one.
fn without_slash(uri: &Uri) -> Option<String> {
    let path = uri.path().strip_suffix('/').filter(|p| !p.is_empty() && !p.starts_with("//"))?;
    Some(uri.query().map_or_else(|| path.to_owned(), |q| format!("{path}?{q}")))
}

async fn of_one_person(program: &Shared, caller: &Caller, headers: &HeaderMap, page: Page) -> Response<Body> {
    program.metrics.personal.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    // Codes of letters and of teams are not to be guessed by trying.
    if matches!(page.route, Some(Route::CheckLetter(_) | Route::JoinTeam(Some(_)))) && !program.throttle.may(&caller.address, program.now()) {
        return trouble(program, caller, page.lang, &ApiError::TooMany).await;
    }
    let request = match request(program, caller, headers, &page).await {
        Ok(request) => request,
        Err(error) => return trouble(program, caller, page.lang, &error).await,
    };
    let noticed = request.flash.is_some();
    match app::page::render(request, page.route).await {
        Ok(rendered) => {
            let mut response = personal(rendered);
            if let Some(cleared) = noticed.then(|| cookies::set(cookies::NOTICE, None, 0, program.is_secure())).flatten() {
                response.headers_mut().append(header::SET_COOKIE, cleared);
            }
            response
        }
        Err(to) => redirect(&to),
    }
}

/// The request as pages and server functions see it. `Busy` when the database cannot say who is signed in.
pub async fn request(program: &Shared, caller: &Caller, headers: &HeaderMap, page: &Page) -> Result<Request, ApiError> {
    let now = program.now();
    let mut actor = Actor::Anonymous;
    let (mut account, mut principal) = (None, None);
    if let Some(cookie) = cookies::read(headers, cookies::sign_in_name(program.is_secure())).filter(|c| !c.is_empty()) {
        let store = &program.services.store;
        let found = store.signed_in(cookie, now).await.map_err(|error| {
            tracing::warn!(reference = %caller.reference, %error, "a sign-in could not be read");
            ApiError::Busy
        })?;
        if let Some(signed_in) = found {
            if now.duration_since(signed_in.seen_at) > SEEN_EVERY {
                let (store, id) = (store.clone(), signed_in.person.sign_in.clone());
                tokio::spawn(async move {
                    if let Err(error) = store.seen(&id, now).await {
                        tracing::warn!(%error, "a device could not be noted as seen");
                    }
                });
            }
            actor = Actor::Person(signed_in.person);
            account = Some(signed_in.account);
            principal = signed_in.principal;
        }
    }
    let seeing = seeing(program, caller, headers, &mut actor, &mut account).await?;
    let notice = cookies::read(headers, cookies::NOTICE).filter(|n| !n.is_empty()).map(str::to_owned);
    Ok(Request {
        services: program.services.clone(),
        actor,
        account,
        principal,
        snapshot: program.pages.snapshot().await,
        now,
        lang: page.lang,
        path: page.path.clone(),
        query: page.query.clone(),
        address: caller.address.clone(),
        user_agent: headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok()).unwrap_or_default().chars().take(300).collect(),
        waiting: cookies::read(headers, cookies::waiting_name(program.is_secure())).filter(|c| !c.is_empty()).map(str::to_owned),
        flash: notice.map(|notice| Flash { notice: Some(notice), ..Flash::default() }),
        reference: caller.reference.clone(),
        seeing,
    })
}

/// Whether an organiser only looks at the site as a role; actor and account are then that role's. The cookie says that it is worth asking, the
/// store whether it is so.
async fn seeing(
    program: &Shared,
    caller: &Caller,
    headers: &HeaderMap,
    actor: &mut Actor,
    account: &mut Option<domain::accounts::Account>,
) -> Result<Option<Seeing>, ApiError> {
    if !domain::organiser::policy::may_use_console(actor) || !is_seeing(headers) {
        return Ok(None);
    }
    let Actor::Person(organiser) = actor.clone() else { return Ok(None) };
    let found = program.services.store.seeing(&organiser.sign_in, program.now()).await.map_err(|error| {
        tracing::warn!(reference = %caller.reference, %error, "as which role the site is seen could not be read");
        ApiError::Busy
    })?;
    let Some((seen, until)) = found else { return Ok(None) };
    match seen.roles() {
        None => (*actor, *account) = (Actor::Anonymous, None),
        Some(roles) => {
            *actor = Actor::Person(Person { roles: roles.clone(), ..organiser.clone() });
            if let Some(account) = account {
                account.roles = roles;
            }
        }
    }
    Ok(Some(Seeing { seen, until, organiser }))
}

/// Whether this browser says that it sees the site as a role.
fn is_seeing(headers: &HeaderMap) -> bool {
    cookies::read(headers, cookies::SEEING).is_some_and(|c| !c.is_empty())
}

/// The answer with a page for one person: nobody keeps it.
pub fn personal(rendered: Rendered) -> Response<Body> {
    let mut response = Response::new(Body::from(rendered.html));
    *response.status_mut() = StatusCode::from_u16(rendered.status).unwrap_or(StatusCode::OK);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(rendered.lang.code()));
    response
}

/// The answer with a page for an error.
pub async fn trouble(program: &Shared, caller: &Caller, lang: Lang, error: &ApiError) -> Response<Body> {
    let request = Request {
        services: program.services.clone(),
        actor: Actor::Anonymous,
        account: None,
        principal: None,
        snapshot: program.pages.snapshot().await,
        now: program.now(),
        lang,
        path: Route::Home.path(lang),
        query: Vec::new(),
        address: caller.address.clone(),
        user_agent: String::new(),
        waiting: None,
        flash: None,
        reference: caller.reference.clone(),
        seeing: None,
    };
    let mut response = personal(app::page::render_trouble(request, error));
    if matches!(error, ApiError::Busy | ApiError::TooMany) {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}

/// Sends the browser to another page of the site with GET.
pub fn redirect(to: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

/// The origins under which this site may be asked: its own address, and on the same machine the host that was asked for.
pub fn own_origin(program: &Shared, headers: &HeaderMap) -> Vec<String> {
    let mut origins = vec![program.services.site.base_url.clone()];
    let host = headers.get(header::HOST).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    if !program.is_secure() && ["127.0.0.1", "localhost", "[::1]"].contains(&name) {
        origins.push(format!("http://{host}"));
    }
    origins
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_with_a_slash_at_its_end_has_one_without() {
        assert_eq!(without_slash(&Uri::from_static("/en/?a=1")).as_deref(), Some("/en?a=1"));
        assert_eq!(without_slash(&Uri::from_static("//evil.example/")), None);
        assert_eq!(without_slash(&Uri::from_static("/en")), None);
    }
}
