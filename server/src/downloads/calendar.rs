//! The programme as a calendar, and what calendars of one's own have in common.

use super::export::file;
use crate::program::Shared;
use crate::web::{self, Caller, Page};
use app::error::ApiError;
use app::route::Route;
use axum::body::Body;
use axum::http::Response;
use domain::event::Snapshot;
use domain::kernel::Lang;
use domain::programme::Standing;
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};

/// The page of one's own to which a calendar belongs, by the language in its address.
pub fn own_page(code: &str, route: Route) -> Page {
    let lang = Lang::ALL.into_iter().find(|l| l.code() == code).unwrap_or_default();
    Page { lang, path: route.path(lang), query: Vec::new(), route: Some(route) }
}

/// A calendar of one's own as a file of this name, or the way to sign in.
pub async fn own(program: &Shared, caller: &Caller, page: &Page, made: Result<String, ApiError>, name: &str) -> Response<Body> {
    match made {
        Ok(text) => file(text.into_bytes(), name, "ics"),
        Err(ApiError::SignInFirst) => web::redirect(&format!("{}?then={}", Route::SignIn.path(page.lang), app::ui::percent(&page.path))),
        Err(error) => web::trouble(program, caller, page.lang, &error).await,
    }
}

/// The calendar's text. Times are in UTC, which every calendar app shows in its own zone.
pub fn text(snapshot: &Snapshot, base: &str) -> String {
    let (event, programme, lang) = (&snapshot.event, &snapshot.programme, Lang::En);
    let mut calendar = Calendar::new();
    calendar.name(event.name.get(lang));
    calendar.append_property(("REFRESH-INTERVAL;VALUE=DURATION", "PT1H"));
    for session in &programme.sessions {
        let mut entry = Event::new();
        let room = programme.room(&session.room);
        let venue = room.and_then(|r| programme.venue(&r.venue));
        let place: Vec<&str> = [room.map(|r| r.name.get(lang)), venue.map(|v| v.name.get(lang))].into_iter().flatten().collect();
        let note = if session.sample { "Sample data. " } else { "" };
        entry.uid(&format!("{}@{}.{}", session.id, event.id, host(base)));
        entry.summary(session.title.get(lang));
        entry.description(&format!("{note}{}", session.about.get(lang)));
        entry.location(&place.join(", "));
        entry.url(&format!("{base}/en/programme/{}", session.id));
        entry.add_property("DTSTART", stamp(session.start));
        entry.add_property("DTEND", stamp(session.end));
        // A stamp that does not change with the clock keeps the file the same until the programme changes.
        entry.add_property("DTSTAMP", stamp(session.start));
        entry.sequence(session.sequence);
        entry.status(if session.standing == Standing::Cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
        calendar.push(entry.done());
    }
    calendar.to_string()
}

pub(super) fn stamp(moment: jiff::Timestamp) -> String {
    moment.strftime("%Y%m%dT%H%M%SZ").to_string()
}

pub(super) fn host(base: &str) -> &str {
    base.rsplit('/').next().unwrap_or("plenary")
}
