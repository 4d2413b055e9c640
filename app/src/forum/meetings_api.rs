//! The server functions of meetings at booths. For who does not belong to the company, what is the company's does not exist.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]
#![expect(clippy::too_many_arguments, reason = "the fields of a form are the arguments of its function")]

use super::meetings::{exhibitor, place_of, slot_of, when, zone, zone_of};
use super::of_company;
use crate::error::{ApiError, Refusal};
use crate::platform::{Request, redirect};
use crate::route::Route;
use crate::ui::moment;
use crate::words::mail::Letter;
use domain::accounts::Account;
use domain::event::Snapshot;
use domain::forum::meetings::{About, BoothSlot, Coming, Days, MOST_OF_A_PERSON, News, SlotKind, SlotsForm, moved, places_of};
use domain::forum::{CompanyRole, Refusal as Forum};
use domain::kernel::ids::{AccountId, BoothSlotId, CompanyId};
use domain::kernel::text::line;
use domain::kernel::{FieldErrors, Problem};
use jiff::Timestamp;
use leptos::prelude::*;
use std::sync::Arc;
use store::{Act, Booth, Mail, Store, StoreError, Visit, Wants};

fn company_id(raw: &str) -> Result<CompanyId, ApiError> {
    CompanyId::parse(raw).map_err(|_| ApiError::NotFound)
}

/// The days of the event, as forms about times need them.
fn days(rq: &Request) -> Result<Days, ApiError> {
    let event = &rq.snapshot()?.event;
    Ok(Days { first: event.starts_on, last: event.ends_on, zone: zone(rq), now: rq.now })
}

/// The account of somebody, when letters can reach it.
async fn reachable(rq: &Request, who: &AccountId) -> Result<Option<Account>, ApiError> {
    let account = rq.store().account(who).await.map_err(|e| rq.fail(e))?;
    Ok(account.filter(|a| !a.email.is_empty()))
}

/// Writes the letters of this request about a company's times.
fn letters(rq: &Request, company: &str) -> impl Fn(&Account, &BoothSlot, News<'_>) -> Mail + Send + Sync + use<> {
    written(rq.services.site.base_url.clone(), rq.snapshot.clone(), company.to_owned())
}

/// Writes letters about a company's times; the jobs of the program write them without a request.
pub fn written(
    base_url: String,
    snapshot: Option<Arc<Snapshot>>,
    company: String,
) -> impl Fn(&Account, &BoothSlot, News<'_>) -> Mail + Send + Sync + use<> {
    move |account, slot, news| {
        let (lang, zone) = (account.lang, zone_of(snapshot.as_deref()));
        let other = match news {
            News::Moved(start, end) => when(lang, &zone, start, end),
            News::Offered(until) => moment(lang, snapshot.as_ref().map(|s| s.event.time_zone.as_str()), until),
            _ => String::new(),
        };
        let path = match news {
            News::Comes(_) | News::GivenBack(_) | News::Assigned => Route::CompanyMeetings(slot.company.clone()).path(lang),
            News::Unmanned => format!("{}?slot={}", Route::CompanyMeetings(slot.company.clone()).path(lang), slot.id),
            _ => Route::BoothMeetings.path(lang),
        };
        let url = format!("{base_url}{path}");
        let event = snapshot.as_ref().map_or("Plenary", |s| s.event.name.get(lang));
        let letter = Letter { to: &account.email, lang, name: &account.name, event };
        letter.booth(news, &company, (&when(lang, &zone, slot.start, slot.end), &other), &url)
    }
}

/// Offers times at one's own booth.
#[server(endpoint = "forum/offer_booth", prefix = "/api")]
pub async fn offer_booth(
    company: String,
    #[server(default)] slot_day: String,
    #[server(default)] slot_from: String,
    #[server(default)] slot_until: String,
    #[server(default)] slot_minutes: String,
    #[server(default)] slot_pause: String,
    #[server(default)] slot_kind: String,
    #[server(default)] slot_places: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (company, _) = of_company(&rq, &company_id(&company)?, CompanyRole::Staff).await?;
    let form = SlotsForm {
        day: slot_day,
        from: slot_from,
        until: slot_until,
        minutes: slot_minutes,
        pause: slot_pause,
        kind: slot_kind,
        places: slot_places,
    };
    let new = form.parse(&days(&rq)?)?;
    rq.store().offer_booth_slots(&rq.act(&request_id), &company.id, &new).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CompanyMeetings(company.id).path(rq.lang), Some("booth_offered"));
    Ok(())
}

/// The times of one's own that a form says to give back for another one, as ids with spaces between them; each once.
fn leaving_of(typed: &str, wanted: &BoothSlotId) -> Result<Vec<BoothSlotId>, ApiError> {
    let ids = typed.split_whitespace().take(MOST_OF_A_PERSON).map(|id| BoothSlotId::parse(id).map_err(|_| ApiError::NotFound));
    let mut all: Vec<BoothSlotId> = ids.collect::<Result<_, _>>()?;
    all.sort();
    all.dedup();
    all.retain(|id| id != wanted);
    Ok(all)
}

/// The moment that a form says a time begins at, in seconds.
fn seen_of(typed: &str) -> Result<Timestamp, ApiError> {
    typed.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok()).ok_or(ApiError::NotFound)
}

/// What a visitor wants of a time that began as they saw it, giving back what the form says; and where they are told of it.
async fn visit(rq: &Request, slot: &BoothSlot, wants: Wants<'_>, (seen, leaves): (&str, &str), request_id: &str) -> Result<(), ApiError> {
    let (_, account) = rq.signed_in()?;
    let (seen, leaving) = (seen_of(seen)?, leaving_of(leaves, &slot.id)?);
    let name = exhibitor(rq, &slot.company)?.name.clone();
    let place = place_of(rq, &slot.company);
    let booth = Booth { name: &name, place: &place };
    let visit = Visit { slot: &slot.id, who: &account.id, seen, wants, leaving: &leaving, booth };
    let coming = rq.store().visit_booth(&rq.act(request_id), &visit, &letters(rq, &name)).await.map_err(|e| rq.fail(e))?;
    let notice = match coming {
        Coming::Booked => Some("booth_booked"),
        Coming::Waiting => Some("booth_waits"),
        // A place is offered to them already, which the page says.
        _ => None,
    };
    redirect(&Route::BoothMeetings.path(rq.lang), notice);
    Ok(())
}

/// Books a time for oneself, or waits for it; gives back what stands in the way of it, if the form says so.
#[server(endpoint = "forum/book_booth", prefix = "/api")]
pub async fn book_booth(
    company: String,
    slot: String,
    slot_seen: String,
    #[server(default)] slot_waits: String,
    #[server(default)] slot_leaves: String,
    #[server(default)] slot_about: String,
    #[server(default)] slot_need: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (_, account) = rq.signed_in()?;
    let company = company_id(&company)?;
    let slot = slot_of(&rq, &company, &slot).await?;
    let about = About::parse(&slot_about, &slot_need)?;
    if about.need.is_some() && !super::needs::of_visitor(&rq, &account.id).await?.iter().any(|(id, _)| *id == slot_need) {
        return Err(FieldErrors::one("slot_need", Problem::NotAChoice).into());
    }
    let wants = Wants::Place { about: &about, waits: slot_waits == "yes" };
    visit(&rq, &slot, wants, (&slot_seen, &slot_leaves), &request_id).await
}

/// Takes the place at a booth that is offered, and gives back what stands in the way of it, if the form says so.
#[server(endpoint = "forum/take_booth", prefix = "/api")]
pub async fn take_booth(
    company: String,
    slot: String,
    slot_seen: String,
    #[server(default)] slot_leaves: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.signed_in()?;
    let slot = slot_of(&rq, &company_id(&company)?, &slot).await?;
    visit(&rq, &slot, Wants::Offer, (&slot_seen, &slot_leaves), &request_id).await
}

/// Gives a time of one's own back, or one's place on its waiting list.
#[server(endpoint = "forum/give_booth_back", prefix = "/api")]
pub async fn give_booth_back(
    company: String,
    slot: String,
    #[server(default)] booth_cancel_sure: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (_, account) = rq.signed_in()?;
    let company = company_id(&company)?;
    let slot = slot_of(&rq, &company, &slot).await?;
    if booth_cancel_sure != "yes" {
        return Err(FieldErrors::one("booth_cancel_sure", Problem::Required).into());
    }
    let name = rq.store().company(&company).await.map_err(|e| rq.fail(e))?.map(|c| c.name).unwrap_or_default();
    rq.store().give_booth_back(&rq.act(&request_id), &slot.id, &account.id, &letters(&rq, &name)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::BoothMeetings.path(rq.lang), Some("booth_given_back"));
    Ok(())
}

/// Gives back every time that somebody booked or waits for, as when they do not take part any more; the jobs of the program do it without a request.
pub async fn give_all_back(store: &Store, act: &Act<'_>, who: &AccountId, base_url: &str, snapshot: Option<Arc<Snapshot>>) -> Result<(), StoreError> {
    let all = store.booth_bookings_of(who, act.now).await?;
    for booked in all.iter().filter(|b| b.coming.is_live() && b.start > act.now) {
        let letters = written(base_url.to_owned(), snapshot.clone(), booked.company_name.clone());
        match store.give_booth_back(act, &booked.slot, who, &letters).await {
            // Given back, called off or begun meanwhile.
            Ok(()) | Err(StoreError::NotFound | StoreError::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Says who of the company receives at a time.
#[server(endpoint = "forum/staff_booth", prefix = "/api")]
pub async fn staff_booth(company: String, slot: String, #[server(default)] slot_staff: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (company, _) = of_company(&rq, &company_id(&company)?, CompanyRole::Staff).await?;
    let slot = slot_of(&rq, &company.id, &slot).await?;
    let people = rq.store().company_people(&company.id).await.map_err(|e| rq.fail(e))?;
    let staff = match slot_staff.as_str() {
        "" => None,
        id => {
            let found = people.iter().find(|p| p.role >= CompanyRole::Staff && p.account.as_str() == id);
            Some(found.ok_or_else(|| FieldErrors::one("slot_staff", Problem::NotAChoice))?.account.clone())
        }
    };
    let to = match &staff {
        Some(who) => reachable(&rq, who).await?,
        None => None,
    };
    let mail = to.map(|to| letters(&rq, &company.name)(&to, &slot, News::Assigned));
    let booth = Booth { name: &company.name, place: &place_of(&rq, &company.id) };
    rq.store().staff_booth(&rq.act(&request_id), &slot, staff.as_ref(), booth, mail).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CompanyMeetings(company.id).path(rq.lang), Some("booth_staffed"));
    Ok(())
}

/// Calls a time off, with a reason for whoever booked it.
#[server(endpoint = "forum/call_booth_off", prefix = "/api")]
pub async fn call_booth_off(
    company: String,
    slot: String,
    #[server(default)] slot_reason: String,
    #[server(default)] booth_cancel_sure: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (company, _) = of_company(&rq, &company_id(&company)?, CompanyRole::Staff).await?;
    let mut errors = FieldErrors::new();
    let reason = errors.take("slot_reason", line(&slot_reason, 3, 300));
    if booth_cancel_sure != "yes" {
        errors.0.push(("booth_cancel_sure".to_owned(), Problem::Required));
    }
    let (Some(reason), true) = (reason, errors.is_empty()) else { return Err(errors.into()) };
    let slot = slot_of(&rq, &company.id, &slot).await?;
    let letters = letters(&rq, &company.name);
    rq.store().call_booth_off(&rq.act(&request_id), &slot.id, &reason, &letters).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CompanyMeetings(company.id).path(rq.lang), Some("booth_called_off"));
    Ok(())
}

/// Moves a time, with everybody who comes and receives.
#[server(endpoint = "forum/move_booth", prefix = "/api")]
pub async fn move_booth(
    company: String,
    slot: String,
    #[server(default)] slot_day: String,
    #[server(default)] slot_from: String,
    #[server(default)] slot_until: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (company, _) = of_company(&rq, &company_id(&company)?, CompanyRole::Staff).await?;
    let (start, end) = moved(&days(&rq)?, &slot_day, &slot_from, &slot_until)?;
    let slot = slot_of(&rq, &company.id, &slot).await?;
    let place = place_of(&rq, &company.id);
    let booth = Booth { name: &company.name, place: &place };
    let letters = letters(&rq, &company.name);
    rq.store().move_booth(&rq.act(&request_id), &slot.id, (start, end), booth, &letters).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CompanyMeetings(company.id).path(rq.lang), Some("booth_moved"));
    Ok(())
}

/// Sets how many can come to a demonstration.
#[server(endpoint = "forum/resize_booth", prefix = "/api")]
pub async fn resize_booth(company: String, slot: String, #[server(default)] slot_places: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (company, _) = of_company(&rq, &company_id(&company)?, CompanyRole::Staff).await?;
    let slot = slot_of(&rq, &company.id, &slot).await?;
    if slot.kind != SlotKind::Demo {
        return Err(ApiError::NotFound);
    }
    let places = places_of(&slot_places).map_err(|problem| FieldErrors::one("slot_places", problem))?;
    rq.store().resize_booth(&rq.act(&request_id), &slot.id, places, &letters(&rq, &company.name)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CompanyMeetings(company.id).path(rq.lang), Some("booth_resized"));
    Ok(())
}

/// Notes whether somebody came.
#[server(endpoint = "forum/mark_booth", prefix = "/api")]
pub async fn mark_booth(company: String, slot: String, visitor: String, came: String, request_id: String) -> Result<(), ApiError> {
    let rq = Request::current();
    let (company, _) = of_company(&rq, &company_id(&company)?, CompanyRole::Staff).await?;
    let slot = slot_of(&rq, &company.id, &slot).await?;
    let visitor = AccountId::parse(&visitor).map_err(|_| ApiError::NotFound)?;
    if !matches!(came.as_str(), "yes" | "no") {
        return Err(ApiError::Refused(Refusal::Forum(Forum::NotNow)));
    }
    let letters = letters(&rq, &company.name);
    rq.store().mark_booth(&rq.act(&request_id), &slot, &visitor, came == "yes", &letters).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CompanyMeetings(company.id).path(rq.lang), Some("booth_marked"));
    Ok(())
}
