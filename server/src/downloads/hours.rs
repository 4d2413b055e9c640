//! `/{lang}/ideathon/mentors.ics`: the office hours that the one who asks gives or has booked, as a calendar.

use super::calendar::{self, host, own_page, stamp};
use crate::program::Shared;
use crate::web::{self, Caller, Page};
use app::error::ApiError;
use app::ideathon::hours::{own, visitor};
use app::route::Route;
use app::words::hours as words;
use axum::body::Body;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, Response};
use icalendar::{Calendar, Component, Event, EventLike};

/// Answers with the file, or with the way to sign in.
pub async fn office_hours(
    State(program): State<Shared>,
    Extension(caller): Extension<Caller>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let page = own_page(&code, Route::Mentors);
    let made = text(&program, &caller, &headers, &page).await;
    calendar::own(&program, &caller, &page, made, "office-hours").await
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
