//! `/{lang}/me/booth-meetings.ics`: what takes the time of the one who asks, as a calendar. What does not take place any more is in it as cancelled, so
//! that calendars take it out.

use super::calendar::{host, own, own_page, stamp};
use crate::program::Shared;
use crate::web::{self, Caller, Page};
use app::error::ApiError;
use app::route::Route;
use app::words::forum_meetings as words;
use axum::body::Body;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, Response};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use jiff::SignedDuration;

/// For how long what is over stays in the file.
const BACK: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Answers with the file, or with the way to sign in.
pub async fn calendar(
    State(program): State<Shared>,
    Extension(caller): Extension<Caller>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let page = own_page(&code, Route::BoothMeetings);
    let made = text(&program, &caller, &headers, &page).await;
    own(&program, &caller, &page, made, "my-meetings").await
}

async fn text(program: &Shared, caller: &Caller, headers: &HeaderMap, page: &Page) -> Result<String, ApiError> {
    let rq = web::request(program, caller, headers, page).await?;
    let (person, _) = rq.signed_in()?;
    let from = rq.now.saturating_sub(BACK).unwrap_or(rq.now);
    let all = rq.store().calendar_of(&person.account, from).await.map_err(|e| rq.fail(e))?;
    let base = &rq.services.site.base_url;
    let mut calendar = Calendar::new();
    calendar.name(words::words(page.lang).mine);
    for commitment in all {
        let mut entry = Event::new();
        entry.uid(&format!("{}-{}-{}@{}", commitment.kind.code(), commitment.what, commitment.account, host(base)));
        entry.summary(&words::commitment(page.lang, commitment.kind, &commitment.label));
        if !commitment.place.is_empty() {
            entry.location(&commitment.place);
        }
        entry.url(&format!("{base}{}", page.path));
        entry.add_property("DTSTART", stamp(commitment.start));
        entry.add_property("DTEND", stamp(commitment.end));
        entry.add_property("DTSTAMP", stamp(rq.now));
        entry.sequence(commitment.sequence);
        entry.status(if commitment.live { EventStatus::Confirmed } else { EventStatus::Cancelled });
        calendar.push(entry.done());
    }
    Ok(calendar.to_string())
}
