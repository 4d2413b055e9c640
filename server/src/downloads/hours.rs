//! `/{lang}/ideathon/mentors.ics`: the office hours that the one who asks gives or has booked, as a calendar.

use super::calendar::{host, stamp};
use crate::program::Shared;
use crate::web::{self, Caller, Page};
use app::error::ApiError;
use app::ideathon::hours::{own, visitor};
use app::route::Route;
use app::words::hours as words;
use axum::body::Body;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, HeaderValue, Response, header};
use domain::kernel::Lang;
use icalendar::{Calendar, Component, Event, EventLike};

/// Answers with the file, or with the way to sign in.
pub async fn office_hours(
    State(program): State<Shared>,
    Extension(caller): Extension<Caller>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let lang = Lang::ALL.into_iter().find(|l| l.code() == code).unwrap_or_default();
    let page = Page { lang, path: Route::Mentors.path(lang), query: Vec::new(), route: Some(Route::Mentors) };
    match text(&program, &caller, &headers, &page).await {
        Ok(text) => {
            let mut response = Response::new(Body::from(text));
            let answer = response.headers_mut();
            answer.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
            answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            answer.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"office-hours.ics\""));
            response
        }
        Err(ApiError::SignInFirst) => web::redirect(&format!("{}?then={}", Route::SignIn.path(lang), app::ui::percent(&page.path))),
        Err(error) => web::trouble(&program, &caller, lang, &error).await,
    }
}

async fn text(program: &Shared, caller: &Caller, headers: &HeaderMap, page: &Page) -> Result<String, ApiError> {
    let rq = web::request(program, caller, headers, page).await?;
    let who = visitor(&rq).await?;
    let w = words::words(page.lang);
    let base = &rq.services.site.base_url;
    let mut calendar = Calendar::new();
    calendar.name(w.title);
    for slot in own(&rq, &who).await? {
        let team = slot.team.as_ref().map_or(w.free, |coming| coming.name.as_str());
        let mut entry = Event::new();
        entry.uid(&format!("office-hour-{}-{}@{}", slot.mentor, slot.start.as_second(), host(base)));
        entry.summary(&w.with.replace("{mentor}", &slot.mentor_name).replace("{team}", team));
        entry.location(&slot.place);
        entry.url(&format!("{base}{}", page.path));
        entry.add_property("DTSTART", stamp(slot.start));
        entry.add_property("DTEND", stamp(slot.end));
        entry.add_property("DTSTAMP", stamp(rq.now));
        calendar.push(entry.done());
    }
    Ok(calendar.to_string())
}
