//! The server functions of meetings at booths. For who does not belong to the company, what is the company's does not exist.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]
#![expect(clippy::too_many_arguments, reason = "the fields of a form are the arguments of its function")]

use super::meetings::{exhibitor, place_of, slot_of, when, zone, zone_of};
use super::of_company;
use crate::error::{ApiError, Refusal};
use crate::platform::{Request, redirect};
use crate::registration::api::letter;
use crate::route::Route;
use crate::words::forum_meetings::News;
use crate::words::mail::Letter;
use domain::accounts::Account;
use domain::event::Snapshot;
use domain::forum::meetings::{About, BoothBooking, BoothSlot, Coming, Days, SlotsForm, moved};
use domain::forum::{CompanyRole, Refusal as Forum};
use domain::kernel::ids::{AccountId, CompanyId};
use domain::kernel::text::line;
use domain::kernel::{FieldErrors, Lang, Problem};
use leptos::prelude::*;
use store::{Booth, Mail, StoreError};

/// How often a time is looked at anew while somebody books it.
const TRIES: usize = 4;

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

/// Who is told, at which page they look, and of which time.
struct Told<'a> {
    company: &'a str,
    slot: &'a BoothSlot,
    page: Route,
}

impl Told<'_> {
    fn letter(&self, rq: &Request, to: &Account, news: News<'_>) -> Mail {
        let url = format!("{}{}", rq.services.site.base_url, self.page.path(to.lang));
        letter(rq, to).0.booth(news, self.company, &when(to.lang, &zone(rq), self.slot.start, self.slot.end), &url)
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

/// Books a time for oneself.
#[server(endpoint = "forum/book_booth", prefix = "/api")]
pub async fn book_booth(
    company: String,
    slot: String,
    #[server(default)] slot_about: String,
    #[server(default)] slot_need: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    let (_, account) = rq.signed_in()?;
    let company = company_id(&company)?;
    let name = exhibitor(&rq, &company)?.name.clone();
    let slot = slot_of(&rq, &company, &slot).await?;
    let about = About::parse(&slot_about, &slot_need)?;
    if about.need.is_some() && !super::needs::of_visitor(&rq, &account.id).await?.iter().any(|(id, _)| *id == slot_need) {
        return Err(FieldErrors::one("slot_need", Problem::NotAChoice).into());
    }
    let own = Told { company: &name, slot: &slot, page: Route::BoothMeetings }.letter(&rq, account, News::Booked);
    let staff = match &slot.staff {
        Some(who) => reachable(&rq, who).await?,
        None => None,
    };
    let told = Told { company: &name, slot: &slot, page: Route::CompanyMeetings(company.clone()) };
    let staff = staff.map(|to| told.letter(&rq, &to, News::Comes(&account.name)));
    let booth = Booth { name: &name, place: &place_of(&rq, &company) };
    let act = rq.act(&request_id);
    rq.store().book_booth(&act, &slot, &account.id, &about, booth, (own, staff)).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::BoothMeetings.path(rq.lang), Some("booth_booked"));
    Ok(())
}

/// Gives a time of one's own back.
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
    let staff = match &slot.staff {
        Some(who) => reachable(&rq, who).await?,
        None => None,
    };
    let name = rq.store().company(&company).await.map_err(|e| rq.fail(e))?.map(|c| c.name).unwrap_or_default();
    let told = Told { company: &name, slot: &slot, page: Route::CompanyMeetings(company) };
    let staff = staff.map(|to| told.letter(&rq, &to, News::GivenBack(&account.name)));
    rq.store().give_booth_back(&rq.act(&request_id), &slot, &account.id, staff).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::BoothMeetings.path(rq.lang), Some("booth_given_back"));
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
    let told = Told { company: &company.name, slot: &slot, page: Route::CompanyMeetings(company.id.clone()) };
    let to = match &staff {
        Some(who) => reachable(&rq, who).await?,
        None => None,
    };
    let mail = to.map(|to| told.letter(&rq, &to, News::Assigned));
    let booth = Booth { name: &company.name, place: &place_of(&rq, &company.id) };
    rq.store().staff_booth(&rq.act(&request_id), &slot, staff.as_ref(), booth, mail).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CompanyMeetings(company.id).path(rq.lang), Some("booth_staffed"));
    Ok(())
}

/// Who comes to a time, with the letters about it to them and to whoever receives.
async fn concerned(
    rq: &Request,
    slot: &BoothSlot,
    company: &str,
    news: &(dyn Fn(Lang) -> NewsOf + Sync),
) -> Result<(Vec<AccountId>, Vec<Mail>), ApiError> {
    let all = rq.store().booth_bookings(&slot.company, rq.now).await.map_err(|e| rq.fail(e))?;
    let coming: Vec<AccountId> =
        all.into_iter().filter(|b: &BoothBooking| b.slot == slot.id && b.coming == Coming::Booked).map(|b| b.account).collect();
    let mut mails = Vec::new();
    let visitors = coming.iter().map(|who| (who, Route::BoothMeetings));
    let receivers = slot.staff.iter().map(|who| (who, Route::CompanyMeetings(slot.company.clone())));
    for (who, page) in visitors.chain(receivers) {
        if let Some(to) = reachable(rq, who).await? {
            mails.push(news(to.lang).letter(rq, &to, company, page));
        }
    }
    Ok((coming, mails))
}

/// What somebody is told of a time, in their language.
struct NewsOf {
    slot: BoothSlot,
    off: Option<String>,
    before: String,
}

impl NewsOf {
    fn letter(&self, rq: &Request, to: &Account, company: &str, page: Route) -> Mail {
        let news = self.off.as_deref().map_or(News::Moved(&self.before), News::CalledOff);
        Told { company, slot: &self.slot, page }.letter(rq, to, news)
    }
}

/// Whether a time is to be looked at anew, because somebody booked it or gave it back meanwhile.
fn again(outcome: &Result<(), StoreError>, tries: usize) -> bool {
    matches!(outcome, Err(error) if error.is_refusal(Forum::ChangedMeanwhile.code())) && tries < TRIES
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
    let act = rq.act(&request_id);
    let mut tries = 0;
    loop {
        let there = slot_of(&rq, &company.id, &slot).await?;
        let news = |_: Lang| NewsOf { slot: there.clone(), off: Some(reason.clone()), before: String::new() };
        let (_, mails) = concerned(&rq, &there, &company.name, &news).await?;
        tries += 1;
        let outcome = rq.store().call_booth_off(&act, &there, &reason, mails).await;
        if !again(&outcome, tries) {
            outcome.map_err(|e| rq.fail(e))?;
            break;
        }
    }
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
    let act = rq.act(&request_id);
    let zone = zone(&rq);
    let place = place_of(&rq, &company.id);
    let booth = Booth { name: &company.name, place: &place };
    let mut tries = 0;
    loop {
        let there = slot_of(&rq, &company.id, &slot).await?;
        let news =
            |lang: Lang| NewsOf { slot: BoothSlot { start, end, ..there.clone() }, off: None, before: when(lang, &zone, there.start, there.end) };
        let (coming, mails) = concerned(&rq, &there, &company.name, &news).await?;
        tries += 1;
        let outcome = rq.store().move_booth(&act, &there, (start, end), &coming, booth, mails).await;
        if !again(&outcome, tries) {
            outcome.map_err(|e| rq.fail(e))?;
            break;
        }
    }
    redirect(&Route::CompanyMeetings(company.id).path(rq.lang), Some("booth_moved"));
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
    rq.store().mark_booth(&rq.act(&request_id), &slot, &visitor, came == "yes").await.map_err(|e| rq.fail(e))?;
    redirect(&Route::CompanyMeetings(company.id).path(rq.lang), Some("booth_marked"));
    Ok(())
}

/// Why the times of a company that has withdrawn are called off.
pub fn withdrawn(lang: Lang) -> &'static str {
    crate::words::forum_meetings::words(lang).withdrawn
}

/// The letter to somebody who was to come to a booth, or to receive there, when the company has withdrawn; the jobs of the program write it without
/// a request.
pub fn withdrawal(base_url: &str, snapshot: &Snapshot, company: &str, slot: &BoothSlot, (to, name, lang): (&str, &str, Lang)) -> Mail {
    let url = format!("{base_url}{}", Route::BoothMeetings.path(lang));
    let letter = Letter { to, lang, name, event: snapshot.event.name.get(lang) };
    letter.booth(News::CalledOff(withdrawn(lang)), company, &when(lang, &zone_of(Some(snapshot)), slot.start, slot.end), &url)
}

/// The letter that reminds somebody who administers a company of a booked time at which nobody receives; the job of reminders writes it without
/// a request.
pub fn reminder(base_url: &str, snapshot: &Snapshot, company: &str, slot: &BoothSlot, (to, name, lang): (&str, &str, Lang)) -> Mail {
    let url = format!("{base_url}{}?slot={}", Route::CompanyMeetings(slot.company.clone()).path(lang), slot.id);
    let letter = Letter { to, lang, name, event: snapshot.event.name.get(lang) };
    letter.booth(News::Unmanned, company, &when(lang, &zone_of(Some(snapshot)), slot.start, slot.end), &url)
}
