//! Cities that pilot an entry: what everybody signed in sees, what its team, the city and organisers see and do, and the letters about it.
#![allow(missing_docs, reason = "the macro makes a struct of each function's arguments, which has no place for documentation")]
#![expect(clippy::too_many_arguments, reason = "the fields of a form are the arguments of its function")]

use super::desk_api::contest_id;
use super::results::{announced, known};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::{Request, redirect};
use crate::registration::delegation_api::heads_as;
use crate::route::Route;
use crate::ui::form::Form;
use crate::words::judging as words;
use crate::words::mail::Letter;
use domain::event::Event;
use domain::judging::pilot::{Side, parse_step};
use domain::judging::{Contest, Entry, Pilot, PilotForm, PilotState, policy};
use domain::kernel::Lang;
use domain::kernel::ids::{CityId, ContestId, EntryId};
use domain::registration::City;
use domain::registration::policy::may_lead;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use leptos::prelude::*;
use store::Mail;

/// The day at the venue.
pub fn today(event: Option<&Event>, now: Timestamp) -> Date {
    let zone = event.and_then(|e| TimeZone::get(&e.time_zone).ok()).unwrap_or(TimeZone::UTC);
    zone.to_datetime(now).date()
}

/// An entry of a contest that was announced.
async fn of(rq: &Request, contest: &ContestId, entry: &EntryId) -> Result<(Contest, Entry), ApiError> {
    let contest = known(rq, contest).await?;
    let outcome = announced(rq, &contest).await?.ok_or(ApiError::NotFound)?;
    let found = rq.store().contest_entry(&contest.id, entry).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    if !outcome.titles.contains_key(entry) {
        return Err(ApiError::NotFound);
    }
    Ok((contest, found))
}

/// The cities whose delegation the signed-in person heads.
async fn led(rq: &Request) -> Result<Vec<City>, ApiError> {
    let (_, account) = rq.signed_in()?;
    let cities = rq.store().cities_led_by(&heads_as(account)).await.map_err(|e| rq.fail(e))?;
    Ok(cities.into_iter().filter(|city| may_lead(&rq.actor, &heads_as(account), city)).collect())
}

/// What the signed-in person is to a pilot.
fn sides(rq: &Request, entry: &Entry, cities: &[City], city: &CityId) -> Vec<Side> {
    let own = rq.actor.person().is_some_and(|p| entry.affiliations.people.contains(&p.account));
    let mut sides = Vec::new();
    sides.extend(cities.iter().any(|c| c.id == *city).then_some(Side::City));
    sides.extend(own.then_some(Side::Team));
    sides.extend(policy::may_run(&rq.actor).then_some(Side::Organiser));
    sides
}

/// The page of an entry's pilots.
pub async fn page(rq: &Request, contest: &ContestId, entry: &EntryId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (contest, entry) = of(rq, contest, entry).await?;
    let cities = led(rq).await?;
    let mut pilots = rq.store().pilots(&contest.id).await.map_err(|e| rq.fail(e))?;
    pilots.retain(|p| p.entry == entry.key);
    let (crumb, title) = (contest.title.get(lang).to_owned(), entry.title.clone());
    let back = Route::Results(contest.id.clone()).path(lang);
    let rq = rq.clone();
    Ok(Page::new(title.clone(), move || {
        let all: Vec<_> = pilots.iter().map(|pilot| one(&rq, &contest, pilot, &sides(&rq, &entry, &cities, &pilot.city))).collect();
        let none = all.is_empty().then(|| view! { <p>{w.pilots_none}</p> });
        let mine: Vec<_> =
            cities.iter().filter(|city| !pilots.iter().any(|p| p.city == city.id)).map(|city| intending(&rq, &contest, &entry, city)).collect();
        view! { <h1>{title}</h1><h2>{w.pilot_open}</h2>{none}{all}{mine} }
    })
    .crumb(back, crumb))
}

/// A pilot: city and state for everybody, the rest for those whom it concerns.
fn one(rq: &Request, contest: &Contest, pilot: &Pilot, sides: &[Side]) -> AnyView {
    let lang = rq.lang;
    let w = words::words(lang);
    let promise = pilot.promise.clone();
    let known = (!sides.is_empty()).then(|| {
        let reason =
            pilot.reason.clone().map(|r| view! { <div><dt>{crate::words::fields::label(lang, "judge_reason").to_owned()}</dt><dd>{r}</dd></div> });
        view! {
            <dl class="meta">
                <div><dt>{w.owner}</dt><dd>{promise.owner_name}", "{promise.owner_role}", "{promise.owner_email}</dd></div>
                <div><dt>{w.first_step}</dt><dd>{promise.first_step}</dd></div>
                <div><dt>{w.until}</dt><dd>{promise.day.to_string()}</dd></div>
                {reason}
            </dl>
        }
    });
    let steps: Vec<(String, String)> = PilotState::ALL
        .into_iter()
        .filter(|to| sides.iter().any(|side| pilot.state.may_become(*to, *side)))
        .map(|to| (to.code().to_owned(), words::pilot_state(lang, to).to_owned()))
        .collect();
    let form = (!steps.is_empty()).then(|| {
        let form = Form::new(rq, "judging/step_pilot");
        let of_this = rq.flash.as_ref().and_then(|f| f.value("city_id")) == Some(pilot.city.as_str());
        let form = if of_this { form } else { form.unsaid() };
        let drops = steps.iter().any(|(code, _)| code == PilotState::Dropped.code());
        let inside = view! {
            {form.hidden("contest", contest.id.to_string())}
            {form.hidden("entry", pilot.entry.to_string())}
            {form.hidden("city_id", pilot.city.to_string())}
            {form.hidden("version", pilot.version.to_string())}
            {form.radios("pilot_step", steps)}
            {drops.then(|| form.line("pilot_reason", "text", "off", false))}
            <p class="actions"><button class="button quiet">{w.pilot_step}</button></p>
        };
        form.view(inside)
    });
    view! {
        <section class="panel">
            <h3>{pilot.city_name.clone()}" "<span class="state">{words::pilot_state(lang, pilot.state)}</span></h3>
            {known}
            {form}
        </section>
    }
    .into_any()
}

fn intending(rq: &Request, contest: &Contest, entry: &Entry, city: &City) -> AnyView {
    let w = words::words(rq.lang);
    let form = Form::new(rq, "judging/intend_pilot");
    let inside = view! {
        {form.hidden("contest", contest.id.to_string())}
        {form.hidden("entry", entry.key.to_string())}
        {form.hidden("city_id", city.id.to_string())}
        {form.line("owner_name", "text", "off", true)}
        {form.line("owner_role", "text", "off", true)}
        {form.line("owner_email", "email", "off", true)}
        {form.paragraph("first_step", 3)}
        {form.line("pilot_day", "date", "off", true)}
        <p class="actions"><button class="button">{w.pilot_it}</button></p>
    };
    view! { <section class="panel"><h2>{w.pilot_it}</h2><p>{w.pilot_lead.replace("{city}", city.name())}</p>{form.view(inside)}</section> }.into_any()
}

/// Fills the words of a letter about a pilot.
fn filled(text: &str, city: &str, entry: &str, step: &str, day: Date) -> String {
    text.replace("{city}", city).replace("{entry}", entry).replace("{day}", &day.to_string()).replace("{step}", step)
}

/// The letter that reminds the owner of a pilot's day.
pub fn reminder(base_url: &str, event: &str, entry: &str, pilot: &Pilot, lang: Lang) -> Mail {
    let w = words::words(lang);
    let promise = &pilot.promise;
    let url = format!("{base_url}{}", Route::Pilots(pilot.contest.clone(), pilot.entry.clone()).path(lang));
    let letter = Letter { to: &promise.owner_email, lang, name: &promise.owner_name, event };
    let text = filled(w.mail_due_text, &pilot.city_name, entry, &promise.first_step, promise.day);
    letter.about("judging.pilot_due", w.mail_due, &text, w.pilot_open, &url)
}

/// Says that a city will pilot an entry; those who made it are told.
#[server(endpoint = "judging/intend_pilot", prefix = "/api")]
pub async fn intend_pilot(
    contest: String,
    entry: String,
    #[server(default)] city_id: String,
    #[server(default)] owner_name: String,
    #[server(default)] owner_role: String,
    #[server(default)] owner_email: String,
    #[server(default)] first_step: String,
    #[server(default)] pilot_day: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.signed_in()?;
    let (contest, entry) = of(&rq, &contest_id(&contest)?, &EntryId::parse(&entry).map_err(|_| ApiError::NotFound)?).await?;
    let city = led(&rq).await?.into_iter().find(|c| c.id.as_str() == city_id).ok_or(ApiError::NotFound)?;
    let event = rq.snapshot.as_ref().map(|s| &s.event);
    let promise = PilotForm { owner_name, owner_role, owner_email, first_step, pilot_day }.parse(today(event, rq.now))?;
    let mut mails = Vec::new();
    for person in &entry.affiliations.people {
        let account = rq.store().account(person).await.map_err(|e| rq.fail(e))?;
        mails.extend(account.filter(|a| !a.email.is_empty() && a.verified_at.is_some()).map(|account| {
            let (lang, w) = (account.lang, words::words(account.lang));
            let url = format!("{}{}", rq.services.site.base_url, Route::Pilots(contest.id.clone(), entry.key.clone()).path(lang));
            let letter = Letter { to: &account.email, lang, name: &account.name, event: event.map_or("Plenary", |e| e.name.get(lang)) };
            let say = |text: &str| filled(text, city.name(), &entry.title, &promise.first_step, promise.day);
            letter.about("judging.pilot_intended", &say(w.mail_intended), &say(w.mail_intended_text), w.pilot_open, &url)
        }));
    }
    let done = rq.store().intend_pilot(&rq.act(&request_id), (&contest.id, &entry.key), (&city.id, city.name()), &promise, rq.lang, mails).await;
    done.map_err(|e| rq.fail(e))?;
    redirect(&Route::Pilots(contest.id, entry.key).path(rq.lang), Some("pilot_intended"));
    Ok(())
}

/// Takes a step with a pilot: agrees, runs, is done, or is dropped with a reason.
#[server(endpoint = "judging/step_pilot", prefix = "/api")]
pub async fn step_pilot(
    contest: String,
    entry: String,
    city_id: String,
    version: u32,
    #[server(default)] pilot_step: String,
    #[server(default)] pilot_reason: String,
    request_id: String,
) -> Result<(), ApiError> {
    let rq = Request::current();
    rq.signed_in()?;
    let (contest, entry) = of(&rq, &contest_id(&contest)?, &EntryId::parse(&entry).map_err(|_| ApiError::NotFound)?).await?;
    let city = CityId::parse(&city_id).map_err(|_| ApiError::NotFound)?;
    let pilot = rq.store().pilot(&contest.id, &entry.key, &city).await.map_err(|e| rq.fail(e))?.ok_or(ApiError::NotFound)?;
    let sides = sides(&rq, &entry, &led(&rq).await?, &city);
    if sides.is_empty() {
        return Err(ApiError::NotFound);
    }
    let (to, reason) = parse_step(&pilot_step, &pilot_reason)?;
    if !sides.iter().any(|side| pilot.step(to, *side).is_ok()) {
        return Err(ApiError::Refused(crate::error::Refusal::Judging(domain::judging::Refusal::NotInThisState)));
    }
    let looked_at = Pilot { version, ..pilot };
    rq.store().step_pilot(&rq.act(&request_id), &looked_at, to, reason.as_deref()).await.map_err(|e| rq.fail(e))?;
    redirect(&Route::Pilots(contest.id, entry.key).path(rq.lang), Some("pilot_stepped"));
    Ok(())
}
