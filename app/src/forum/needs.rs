//! Needs of cities: for everybody, and for the city itself with the answers, its short list and its notes.

use super::matching::{MOST, fits, topics_named};
use super::meetings::zone;
use crate::error::ApiError;
use crate::ideathon::posting_api::posts_for;
use crate::page::Page;
use crate::platform::Request;
use crate::programme::{day, day_of_month};
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::forum_needs::{self as words, Words};
use domain::event::Snapshot;
use domain::forum::Need;
use domain::forum::matching::Wanted;
use domain::forum::needs::{CityNeed, NeedAnswer, NeedMark, NeedStanding, NeedWording};
use domain::kernel::Lang;
use domain::kernel::ids::{AccountId, CityId, NeedId};
use domain::registration::City;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use leptos::prelude::*;

/// The end of a day at the venue.
pub(super) fn end_of(zone: &TimeZone, day: Date) -> Option<Timestamp> {
    let next = day.tomorrow().ok()?;
    zone.to_ambiguous_timestamp(next.to_datetime(jiff::civil::Time::midnight())).compatible().ok()
}

/// The first and the last day that a need can be answered until.
pub(super) fn days(rq: &Request) -> Result<(Date, Date), ApiError> {
    Ok((zone(rq).to_datetime(rq.now).date(), rq.snapshot()?.event.ends_on))
}

fn other(lang: Lang, wording: &NeedWording) -> Option<&'static str> {
    (wording.lang != lang).then(|| wording.lang.code())
}

/// What cities need.
pub fn list(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let snapshot = rq.snapshot()?.clone();
    Ok(Page::new(w.title, move || {
        let rows: Vec<_> = snapshot
            .needs
            .iter()
            .map(|need| {
                let to = Route::Need(need.id.clone()).path(lang);
                let until = w.until.replace("{date}", &day_of_month(lang, need.wording.until));
                let topics = topics_named(lang, &snapshot, &need.wording.topics);
                view! {
                    <li><div>
                        <a href=to lang=other(lang, &need.wording)>{need.wording.title.clone()}</a><br />
                        <span>{need.city_name.clone()}</span>" "<span class="fine">{topics}</span>
                    </div><span class="fine">{until}</span></li>
                }
            })
            .collect();
        let none = rows.is_empty().then(|| view! { <div class="empty"><p class="lead">{w.none}</p><p>{w.none_hint}</p></div> });
        view! {
            <h1>{w.title}</h1>
            <p class="lead">{w.lead}</p>
            {none}
            <ul class="rows">{rows}</ul>
            <p><a href=Route::Matching(None).path(lang)>{w.matching}</a></p>
        }
    })
    .described(w.lead))
}

/// One of them.
pub fn page(rq: &Request, id: &NeedId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let snapshot = rq.snapshot()?.clone();
    let need = snapshot.need(id).ok_or(ApiError::NotFound)?.clone();
    let title = need.wording.title.clone();
    Ok(Page::new(title.clone(), move || {
        let found = Wanted::of_need(&need).best(&snapshot.exhibitors, None, MOST);
        view! {
            <p class="kicker">{w.by.replace("{city}", &need.city_name)}</p>
            <h1 lang=other(lang, &need.wording)>{title}</h1>
            {said(lang, w, &snapshot, &need.wording)}
            <section><h2>{w.how}</h2><p>{w.how_text}</p></section>
            <section><h2>{w.fit}</h2>{fits(lang, w, &snapshot, &found)}</section>
        }
    })
    .described(w.lead)
    .crumb(Route::Needs.path(lang), w.title))
}

/// What a need says.
fn said(lang: Lang, w: Words, snapshot: &Snapshot, wording: &NeedWording) -> AnyView {
    let challenge = wording.challenge.as_ref().and_then(|id| snapshot.challenge(id)).map(|c| {
        let to = Route::Challenge(c.id.clone()).path(lang);
        view! { <div><dt>{w.challenge}</dt><dd><a href=to>{ui::text(lang, &c.title)}</a></dd></div> }
    });
    view! {
        <p>{w.until.replace("{date}", &day(lang, wording.until))}</p>
        <div lang=other(lang, wording)>{ui::plain::plain(&wording.text)}</div>
        <dl class="meta"><div><dt>{w.about}</dt><dd>{topics_named(lang, snapshot, &wording.topics)}</dd></div>{challenge}</dl>
    }
    .into_any()
}

/// The open needs of a visitor's city, to be named when they book a time at a booth.
pub(super) async fn of_visitor(rq: &Request, who: &AccountId) -> Result<Vec<(String, String)>, ApiError> {
    let registration = rq.store().my_registration(who).await.map_err(|e| rq.fail(e))?;
    let Some(city) = registration.and_then(|r| r.city) else { return Ok(Vec::new()) };
    Ok(rq.snapshot()?.needs.iter().filter(|need| need.city == city).map(|need| (need.id.to_string(), need.wording.title.clone())).collect())
}

/// The way to a city's needs.
pub fn way_in(lang: Lang, city: &CityId) -> impl IntoView + use<> {
    view! { <a class="button quiet" href=Route::CityNeeds(city.clone()).path(lang)>{words::words(lang).needs}</a> }
}

/// The needs of a city.
pub async fn of_city(rq: &Request, id: &CityId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let city = posts_for(rq, id).await?;
    let all = rq.store().needs_of(id).await.map_err(|e| rq.fail(e))?;
    let title = w.needs_of.replace("{city}", city.name());
    let home = home_of(rq, &city);
    Ok(Page::new(title.clone(), move || {
        let rows: Vec<_> = all
            .iter()
            .map(|need| {
                let to = Route::CityNeed(need.city.clone(), need.id.clone()).path(lang);
                view! {
                    <li>
                        <div><a href=to lang=other(lang, &need.wording)>{need.wording.title.clone()}</a><br /><span class="fine">{w.answers}": "{need.answers.to_string()}</span></div>
                        <span class="state">{words::standing(lang, need.standing)}</span>
                    </li>
                }
            })
            .collect();
        let none = rows.is_empty().then(|| view! { <div class="empty"><p class="lead">{w.city_none}</p></div> });
        view! {
            <h1>{title}</h1>
            <p class="lead">{w.city_lead}</p>
            <p class="actions"><a class="button" href=Route::CityNeedNew(city.id.clone()).path(lang)>{w.new}</a></p>
            {none}
            <ul class="rows">{rows}</ul>
        }
    })
    .crumb(home.0, home.1))
}

/// Where the one who asks finds the city: its head among the own places, an organiser at the desk.
fn home_of(rq: &Request, city: &City) -> (String, String) {
    let route = if rq.organiser().is_ok() { Route::DeskCity(city.id.clone()) } else { Route::Delegation(city.id.clone()) };
    (route.path(rq.lang), city.name().to_owned())
}

/// Writing a new one.
pub async fn new(rq: &Request, id: &CityId) -> Result<Page, ApiError> {
    let w = words::words(rq.lang);
    let city = posts_for(rq, id).await?;
    let form = wording(rq, &city, None)?;
    let back = (Route::CityNeeds(city.id.clone()).path(rq.lang), w.needs_of.replace("{city}", city.name()));
    Ok(Page::new(w.new, move || view! { <div class="panel wide"><h1>{w.new}</h1><p>{w.first_save}</p>{form}</div> }).crumb(back.0, back.1))
}

fn wording(rq: &Request, city: &City, of: Option<&CityNeed>) -> Result<AnyView, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let snapshot = rq.snapshot()?;
    let mut form = Form::new(rq, "forum/save_need").with("text_lang", of.map_or(lang, |n| n.wording.lang).code());
    if let Some(CityNeed { wording, .. }) = of {
        let topics: Vec<&str> = wording.topics.iter().map(|t| t.as_str()).collect();
        form = form
            .with("need_title", wording.title.clone())
            .with("need_text", wording.text.clone())
            .with("topics", topics.join(","))
            .with("need_challenge", wording.challenge.as_ref().map(ToString::to_string).unwrap_or_default())
            .with("need_until", wording.until.to_string());
    }
    let languages = Lang::ALL.into_iter().map(|l| (l.code().to_owned(), l.endonym().to_owned())).collect();
    let topics = snapshot.event.forum.topics.iter().map(|t| (t.id.to_string(), t.name.get(lang).to_owned())).collect();
    let challenges = snapshot.challenges.iter().map(|c| (c.id.to_string(), c.title.get(lang).to_owned())).collect();
    let fields = view! {
        {form.hidden("city_id", city.id.to_string())}
        {form.hidden("need", of.map(|n| n.id.to_string()).unwrap_or_default())}
        {form.hidden("version", of.map_or(0, |n| n.version).to_string())}
        {form.radios("text_lang", languages)}
        {form.line("need_title", "text", "off", true)}
        {form.paragraph("need_text", 8)}
        {form.boxes("topics", topics)}
        {form.select("need_challenge", "off", w.no_solution.to_owned(), challenges)}
        {form.line("need_until", "date", "off", true)}
        <p class="actions"><button class="button">{w.save}</button></p>
    };
    Ok(form.view(fields))
}

/// A need of a city for which the one who asks posts.
pub(super) async fn posted(rq: &Request, city: &CityId, id: &NeedId) -> Result<(City, CityNeed), ApiError> {
    let city = posts_for(rq, city).await?;
    let need = rq.store().need(id).await.map_err(|e| rq.fail(e))?.filter(|n| n.city == city.id).ok_or(ApiError::NotFound)?;
    Ok((city, need))
}

/// One of a city: its wording, its next step, the answers with the city's own notes, and who fits.
pub async fn one(rq: &Request, city: &CityId, id: &NeedId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    let (city, need) = posted(rq, city, id).await?;
    let answers = rq.store().need_answers(id).await.map_err(|e| rq.fail(e))?;
    let marks = rq.store().need_marks(id).await.map_err(|e| rq.fail(e))?;
    let snapshot = rq.snapshot()?.clone();
    let form = wording(rq, &city, Some(&need))?;
    let marking = rq.query("answer").and_then(|id| answers.iter().find(|a| a.company.as_str() == id)).cloned();
    let back = (Route::CityNeeds(city.id.clone()).path(lang), w.needs_of.replace("{city}", city.name()));
    let title = need.wording.title.clone();
    let rq = rq.clone();
    Ok(Page::new(title.clone(), move || {
        let empty = NeedMark::default();
        let mark_of = |a: &NeedAnswer| marks.get(&a.company).unwrap_or(&empty).clone();
        let rows: Vec<_> = answers.iter().map(|a| answer(&rq, w, &need, a, &mark_of(a))).collect();
        let none = rows.is_empty().then(|| view! { <p>{w.answers_none}</p> });
        let marking = marking.map(|a| noting(&rq, w, &need, &a, &mark_of(&a)));
        let public = Need { id: need.id.clone(), city: city.id.clone(), city_name: city.name().to_owned(), wording: need.wording.clone() };
        let found = Wanted::of_need(&public).best(&snapshot.exhibitors, None, MOST);
        let see = (need.standing == NeedStanding::Open).then(|| view! { <p><a href=Route::Need(need.id.clone()).path(lang)>{w.see}</a></p> });
        let edit = (need.standing != NeedStanding::Closed).then(|| view! { <section class="panel wide"><h2>{w.edit}</h2>{form}</section> });
        view! {
            <header class="desk-head"><h1 lang=other(lang, &need.wording)>{title}</h1><p class="state">{words::standing(lang, need.standing)}</p></header>
            {said(lang, w, &snapshot, &need.wording)}
            {see}
            {opening(&rq, w, &need)}
            <section id="answers"><h2>{w.answers}</h2><p class="fine">{w.private}</p>{none}{marking}<ul class="rows">{rows}</ul></section>
            {closing(&rq, w, &need)}
            <section><h2>{w.fit}</h2>{fits(lang, w, &snapshot, &found)}</section>
            {edit}
        }
    })
    .crumb(back.0, back.1))
}

/// An answer with what the city notes of it.
fn answer(rq: &Request, w: Words, need: &CityNeed, a: &NeedAnswer, mark: &NeedMark) -> AnyView {
    let lang = rq.lang;
    let shortlisted = mark.shortlisted.then(|| view! { <span class="state approved">{w.shortlisted}</span> });
    let note = (!mark.note.is_empty()).then(|| view! { <p class="fine">{mark.note.clone()}</p> });
    let solution = a.solution.as_ref().and_then(|id| {
        let exhibitor = rq.snapshot.as_ref().and_then(|s| s.exhibitor(&a.company).cloned())?;
        let name = exhibitor.solutions.into_iter().find(|s| s.id == *id)?.name;
        Some(view! { <p class="fine">{ui::text(lang, &name)}</p> })
    });
    let to = format!("{}?answer={}#note", Route::CityNeed(need.city.clone(), need.id.clone()).path(lang), a.company);
    let note_label = crate::words::fields::label(lang, "mark_note");
    let label = format!("{note_label}: {}", a.company_name);
    view! {
        <li>
            <div><strong>{a.company_name.clone()}</strong>{solution}{ui::plain::plain(&a.text)}{note}</div>
            <div class="actions">{shortlisted}<a class="button quiet" href=to aria-label=label>{note_label}</a></div>
        </li>
    }
    .into_any()
}

/// The form with what the city notes of an answer.
fn noting(rq: &Request, w: Words, need: &CityNeed, a: &NeedAnswer, mark: &NeedMark) -> AnyView {
    let listed = if mark.shortlisted { "yes" } else { "" };
    let form = Form::new(rq, "forum/mark_answer").with("mark_shortlisted", listed).with("mark_note", mark.note.clone());
    let fields = view! {
        {form.hidden("city_id", need.city.to_string())}
        {form.hidden("need", need.id.to_string())}
        {form.hidden("company", a.company.to_string())}
        {form.tick("mark_shortlisted")}
        {form.paragraph("mark_note", 3)}
        <p class="actions"><button class="button">{w.note}</button></p>
    };
    view! { <section class="panel wide" id="note"><h3>{a.company_name.clone()}</h3>{form.view(fields)}</section> }.into_any()
}

fn opening(rq: &Request, w: Words, need: &CityNeed) -> Option<AnyView> {
    if need.standing != NeedStanding::Draft {
        return None;
    }
    let form = Form::new(rq, "forum/open_need");
    let fields = view! {
        {form.hidden("city_id", need.city.to_string())}
        {form.hidden("need", need.id.to_string())}
        {form.hidden("version", need.version.to_string())}
        <p>{w.open_lead}</p>
        <p class="actions"><button class="button">{w.open}</button></p>
    };
    Some(view! { <section class="panel wide"><h2>{w.open}</h2>{form.view(fields)}</section> }.into_any())
}

fn closing(rq: &Request, w: Words, need: &CityNeed) -> Option<AnyView> {
    if need.standing != NeedStanding::Open {
        return None;
    }
    let form = Form::new(rq, "forum/close_need").with("close_tell", "no");
    let tell = vec![("no".to_owned(), w.tell_no.to_owned()), ("yes".to_owned(), w.tell_yes.to_owned())];
    let fields = view! {
        {form.hidden("city_id", need.city.to_string())}
        {form.hidden("need", need.id.to_string())}
        {form.hidden("version", need.version.to_string())}
        {form.hidden("turn", need.turn.to_string())}
        <p>{w.close_lead}</p>
        {form.radios("close_tell", tell)}
        <p class="actions"><button class="button danger">{w.close}</button></p>
    };
    Some(view! { <details class="panel wide" open=form.has_error() id="close"><summary>{w.close}</summary>{form.view(fields)}</details> }.into_any())
}
