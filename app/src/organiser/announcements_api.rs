//! The server functions of announcements and of saved filters.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]
#![expect(clippy::too_many_arguments, reason = "the fields of a form are the arguments of its function")]

use super::{announcements, filter, work};
use crate::error::ApiError;
use crate::platform::{Request, redirect};
use crate::route::Route;
use domain::kernel::ids::{AnnouncementId, SavedFilterId};
use domain::kernel::{FieldErrors, Problem, Text};
use domain::organiser::announcement::Message;
use domain::organiser::saved::{self, SavedFilter};
use jiff::Timestamp;
use leptos::prelude::*;

fn announcement_id(raw: &str) -> Result<AnnouncementId, ApiError> {
    AnnouncementId::parse(raw).map_err(|_| ApiError::NotFound)
}

/// Keeps what was written, and shows it as it will be read.
#[server(endpoint = "organiser/save_announcement", prefix = "/api")]
pub async fn save_announcement(
    #[server(default)] announcement: String,
    version: u32,
    #[server(default)] filter: String,
    #[server(default)] subject_en: String,
    #[server(default)] text_en: String,
    #[server(default)] subject_ru: String,
    #[server(default)] text_ru: String,
    #[server(default)] subject_ko: String,
    #[server(default)] text_ko: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let act = rq.act(&request_id);
    let id = if announcement.is_empty() { announcement_id(&act.made("organiser.announcement"))? } else { announcement_id(&announcement)? };
    let subject = Text { en: subject_en, ru: subject_ru, ko: subject_ko };
    let text = Text { en: text_en, ru: text_ru, ko: text_ko };
    let message = Message::parse(&Message { subject, text })?;
    let to = filter::text(&filter::parse(&filter));
    rq.store().save_announcement(&act, &id, &to, &message, version).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskAnnouncement(id).path(rq.lang), None);
    Ok(())
}

/// Sends it to the one who asks, as others would get it.
#[server(endpoint = "organiser/test_announcement", prefix = "/api")]
pub async fn test_announcement(announcement: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (_, account) = rq.organiser()?;
    let id = announcement_id(&announcement)?;
    let found = rq.store().announcement(&id).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let event = rq.snapshot.as_ref().map_or("Plenary", |s| s.event.name.get(account.lang));
    let mut mail = announcements::letter(&found.message, account, event);
    mail.kind = "organiser.announcement_test".to_owned();
    rq.store().test_announcement(&rq.act(&request_id), &id, mail).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskAnnouncement(id).path(rq.lang), Some("announcement_tested"));
    Ok(())
}

/// Sends it now, or at the moment given.
#[server(endpoint = "organiser/send_announcement", prefix = "/api")]
pub async fn send_announcement(
    announcement: String,
    version: u32,
    #[server(default)] due: String,
    #[server(default)] announce_sure: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let id = announcement_id(&announcement)?;
    let mut errors = FieldErrors::new();
    let due = errors.take("due", moment(&due, rq.zone().as_deref(), rq.now));
    if announce_sure != "yes" {
        errors.take::<()>("announce_sure", Err(Problem::Required));
    }
    let Some(due) = due.filter(|_| errors.is_empty()) else { return Err(errors.into()) };
    rq.store().schedule_announcement(&rq.act(&request_id), &id, version, due).await.map_err(|e| rq.fail(e))?;
    begin(&rq, &id).await;
    redirect(&Route::DeskAnnouncement(id).path(rq.lang), Some("announcement_confirmed"));
    Ok(())
}

/// A moment as a form gives it, at the venue; nothing is now, and so is the past.
fn moment(typed: &str, zone: Option<&str>, now: Timestamp) -> Result<Timestamp, Problem> {
    if typed.trim().is_empty() {
        return Ok(now);
    }
    let local: jiff::civil::DateTime = typed.trim().parse().map_err(|_| Problem::NotAChoice)?;
    let zone = zone.and_then(|z| jiff::tz::TimeZone::get(z).ok()).unwrap_or(jiff::tz::TimeZone::UTC);
    let moment = zone.to_ambiguous_timestamp(local).compatible().map_err(|_| Problem::NotAChoice)?;
    Ok(moment.max(now))
}

/// Stops it, or takes it back while it is only scheduled.
#[server(endpoint = "organiser/stop_announcement", prefix = "/api")]
pub async fn stop_announcement(announcement: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.organiser()?;
    let id = announcement_id(&announcement)?;
    rq.store().stop_announcement(&rq.act(&request_id), &id).await.map_err(|e| rq.fail(e))?;
    begin(&rq, &id).await;
    redirect(&Route::DeskAnnouncement(id).path(rq.lang), Some("announcement_stopped"));
    Ok(())
}

/// Works off the first pieces; what fails here is left to the job.
async fn begin(rq: &Request, id: &AnnouncementId) {
    for _ in 0..3 {
        match work::announcement(&rq.services, rq.snapshot.as_ref(), id, rq.now).await {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                tracing::warn!(reference = %rq.reference, %error, "an announcement is left to the job");
                break;
            }
        }
    }
}

/// Gives the filter a name; with an id changes the name and who sees it.
#[server(endpoint = "organiser/save_filter", prefix = "/api")]
pub async fn save_filter(
    #[server(default)] id: String,
    #[server(default)] filter_name: String,
    #[server(default)] filter: String,
    #[server(default)] shared: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.organiser()?;
    let name = saved::name(&filter_name).map_err(|p| FieldErrors::one("filter_name", p))?;
    let act = rq.act(&request_id);
    let shared = shared == "yes";
    if id.is_empty() {
        let id = SavedFilterId::parse(&act.made("organiser.filter")).map_err(|_| ApiError::NotFound)?;
        let found = filter::parse(&filter);
        let new = SavedFilter { id, owner: person.account.clone(), name, filter: filter::text(&found), shared };
        rq.store().save_filter(&act, &new).await.map_err(|e| rq.fail(e))?;
        redirect(&format!("{}{}", Route::Desk.path(rq.lang), filter::query(&filter::pairs(&found))), Some("filter_saved"));
    } else {
        let id = SavedFilterId::parse(&id).map_err(|_| ApiError::NotFound)?;
        rq.store().change_filter(&act, &person.account, &id, &name, shared).await.map_err(|e| rq.fail(e))?;
        redirect(&Route::DeskFilters.path(rq.lang), Some("filter_saved"));
    }
    Ok(())
}

/// Moves a filter in its list, or removes it: `go` is `up`, `down` or `delete`.
#[server(endpoint = "organiser/arrange_filter", prefix = "/api")]
pub async fn arrange_filter(id: String, #[server(default)] go: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (person, _) = rq.organiser()?;
    let id = SavedFilterId::parse(&id).map_err(|_| ApiError::NotFound)?;
    let act = rq.act(&request_id);
    match go.as_str() {
        "delete" => rq.store().delete_filter(&act, &person.account, &id).await,
        direction => rq.store().move_filter(&act, &person.account, &id, direction == "up").await,
    }
    .map_err(|e| rq.fail(e))?;
    redirect(&Route::DeskFilters.path(rq.lang), None);
    Ok(())
}
