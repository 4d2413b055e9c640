//! `/{lang}/me/booth-meetings.ics`: what takes the time of the one who asks, as a calendar, and `/my-calendar.ics?key=…`, the same for their calendar
//! app. What does not take place any more is in it as cancelled, so that calendars take it out.

use super::calendar::{host, own, own_page, stamp};
use super::export::file;
use crate::program::Shared;
use crate::web::{self, Caller, Page};
use app::error::ApiError;
use app::route::Route;
use app::words::forum_meetings as words;
use axum::body::Body;
use axum::extract::{Extension, Path, Query, State};
use axum::http::{HeaderMap, Response};
use domain::commitments::Commitment;
use domain::kernel::Lang;
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use jiff::{SignedDuration, Timestamp};
use store::StoreError;

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

/// The key of an address.
#[derive(serde::Deserialize)]
pub struct Key {
    #[serde(default)]
    key: String,
}

/// Answers a calendar app with the calendar of the person whose address it has; an address that ended is as one that never was.
pub async fn feed(State(program): State<Shared>, Extension(caller): Extension<Caller>, Query(Key { key }): Query<Key>) -> Response<Body> {
    let lang = Lang::default();
    match of_key(&program, &key).await {
        Ok(Some(text)) => file(text.into_bytes(), "my-meetings", "ics"),
        Ok(None) => web::trouble(&program, &caller, lang, &ApiError::NotFound).await,
        Err(error) => {
            tracing::warn!(%error, "a calendar could not be read just now");
            web::trouble(&program, &caller, lang, &ApiError::Busy).await
        }
    }
}

async fn of_key(program: &Shared, key: &str) -> Result<Option<String>, StoreError> {
    let store = &program.services.store;
    let Some(owner) = store.owner_of_feed(key).await? else { return Ok(None) };
    let Some(account) = store.account(&owner).await? else { return Ok(None) };
    let all = store.calendar_of(&owner, since(program.now())).await?;
    Ok(Some(written(&program.services.site.base_url, account.lang, program.now(), all)))
}

fn since(now: Timestamp) -> Timestamp {
    now.saturating_sub(BACK).unwrap_or(now)
}

async fn text(program: &Shared, caller: &Caller, headers: &HeaderMap, page: &Page) -> Result<String, ApiError> {
    let rq = web::request(program, caller, headers, page).await?;
    let (person, _) = rq.signed_in()?;
    let all = rq.store().calendar_of(&person.account, since(rq.now)).await.map_err(|e| rq.fail(e))?;
    Ok(written(&rq.services.site.base_url, page.lang, rq.now, all))
}

fn written(base: &str, lang: Lang, now: Timestamp, all: Vec<Commitment>) -> String {
    let mut calendar = Calendar::new();
    calendar.name(words::words(lang).mine);
    calendar.append_property(("REFRESH-INTERVAL;VALUE=DURATION", "PT15M"));
    for commitment in all {
        let mut entry = Event::new();
        entry.uid(&format!("{}-{}-{}@{}", commitment.kind.code(), commitment.what, commitment.account, host(base)));
        entry.summary(&words::commitment(lang, commitment.kind, &commitment.label));
        if !commitment.place.is_empty() {
            entry.location(&commitment.place);
        }
        entry.url(&format!("{base}{}", Route::BoothMeetings.path(lang)));
        entry.add_property("DTSTART", stamp(commitment.start));
        entry.add_property("DTEND", stamp(commitment.end));
        entry.add_property("DTSTAMP", stamp(now));
        entry.sequence(commitment.sequence);
        entry.status(if commitment.live { EventStatus::Confirmed } else { EventStatus::Cancelled });
        calendar.push(entry.done());
    }
    calendar.to_string()
}
