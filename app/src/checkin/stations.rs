//! The page of a check-in station, for one hand and a telephone: read a badge, or find a name.
//!
//! Without scripts it is plain forms. With them the module of `station/` takes the forms over: it decides at once by the list that it keeps, and
//! sends later. The variant `?kept` is what a device keeps for when it is offline, so it has nobody's name in it.

use crate::checkin::{all_stations, name_of, staff, station_name};
use crate::error::ApiError;
use crate::organiser::places;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::ui::form::Form;
use crate::words::checkin as words;
use crate::words::{countries, fields, registration as names};
use domain::checkin::{Outcome, Station};
use domain::kernel::Lang;
use domain::kernel::ids::{RegistrationId, ScanId, StationId};
use domain::registration::{State, Summary};
use leptos::prelude::*;
use store::{DeskFilter, Reading, Recent};

/// How many names a search shows.
const FOUND: usize = 12;
/// How many check-ins are shown.
const RECENT: usize = 10;

/// The page.
pub async fn page(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let w = words::words(lang);
    staff(rq)?;
    let store = rq.store();
    let kept = rq.query("kept").is_some();
    let stations = all_stations(rq).await?;
    let asked = rq.query("station").and_then(|id| StationId::parse(id).ok()).filter(|id| stations.iter().any(|s| s.id == *id));
    let Some(station) = asked.or_else(|| stations.first().map(|s| s.id.clone())) else { return Err(ApiError::Busy) };
    let reading = match rq.query("scan").and_then(|id| ScanId::parse(id).ok()) {
        Some(id) => store.reading(&id).await.map_err(|e| rq.fail(e))?,
        None => None,
    };
    let typed = rq.query("words").unwrap_or_default().to_owned();
    let found = match typed.trim().is_empty() || kept {
        true => None,
        false => {
            let filter = DeskFilter { state: Some(State::Approved), words: typed.clone(), ..DeskFilter::default() };
            Some(store.registrations(&filter, None, FOUND).await.map_err(|e| rq.fail(e))?.rows)
        }
    };
    let ids: Vec<RegistrationId> = found.iter().flatten().map(|row| row.id.clone()).collect();
    let present = if ids.is_empty() { Vec::new() } else { store.checked_in_at(&station, &ids).await.map_err(|e| rq.fail(e))? };
    let recent = if kept { Vec::new() } else { store.recent_check_ins(&station, RECENT).await.map_err(|e| rq.fail(e))? };
    let undo = rq.query("undo").and_then(|id| recent.iter().find(|r| r.counts && r.registration.as_str() == id).cloned());
    let zone = rq.zone();
    let form = Form::new(rq, "checkin/check_in");
    let assets = rq.services.site.assets.clone();
    let keep =
        [&assets.css, &assets.checkin_style, &assets.checkin, &assets.badges, &assets.scanner, &assets.scanner_program].map(String::as_str).join(" ");
    let (style, script) = (assets.checkin_style.clone(), assets.checkin.clone());
    let nav = places(rq, &Route::CheckIn);
    let rq = rq.clone();
    let page = Page::new(w.check_in, move || {
        let zone = zone.as_deref();
        let undoing = undo.map(|recent| taking_back(&rq, &recent));
        let fields = view! {
            {form.hidden("station", station.to_string())}
            {form.code("badge")}
            <button class="button">{w.check_in}</button>
        };
        let results = found.map(|rows| results(&rq, &station, &rows, &present));
        let recents = (!kept).then(|| recents(lang, zone, &station, &recent));
        view! {
            <link rel="stylesheet" href=style />
            <div id="station" class="station" data-station=station.to_string() data-zone=zone.map(str::to_owned) data-keep=keep data-scanner=assets.scanner.clone()
                data-program=assets.scanner_program.clone()
            >
                {word_list(lang)}
                <h1>{w.check_in}</h1>
                {choice(lang, &stations, &station)}
                {result(lang, zone, &stations, reading.as_ref())}
                {undoing}
                <p class="actions" id="camera-row" hidden="">
                    <button type="button" class="button quiet" id="camera">{w.camera}</button>
                    <label class="choice"><input type="checkbox" id="sound" /><span>{w.sound}</span></label>
                </p>
                <video id="video" playsinline="" muted="" hidden="" aria-label=w.camera></video>
                {form.view(fields)}
                <p class="sync" id="sync" role="status" hidden=""></p>
                <section id="device" hidden=""><h2>{w.on_this_device}</h2><ol class="trail" id="log"></ol></section>
                <h2>{w.by_name}</h2>
                <form class="filters" id="names" method="get" action=Route::CheckIn.path(lang)>
                    <input type="hidden" name="station" value=station.to_string() />
                    <label><span>{fields::label(lang, "words")}</span><input type="search" name="words" value=typed autocomplete="off" /></label>
                    <button class="button quiet">{w.find}</button>
                </form>
                <div id="found">{results}</div>
                {recents}
                <p id="finish-row" class="actions" hidden=""><button type="button" class="button quiet" id="finish">{w.finish}</button><span class="fine">{w.finish_note}</span></p>
            </div>
            {nav}
        }
    });
    Ok(page.module(script))
}

/// The words of the script, which has none of its own.
fn word_list(lang: Lang) -> impl IntoView + use<> {
    let w = words::words(lang);
    let outcomes: Vec<_> = Outcome::ALL
        .into_iter()
        .map(|o| view! { <i data-outcome=o.code() data-word=words::outcome_word(lang, o) data-says=words::outcome(lang, o)></i> })
        .collect();
    view! {
        <div id="words" hidden="" data-waiting=w.waiting data-waiting_here=w.waiting_here data-all_sent=w.all_sent data-offline=w.offline data-no_list=w.no_list
            data-sign_in_again=w.sign_in_again data-not_taken=w.not_taken data-first_at=w.first_at data-bad_code=w.bad_code
            data-bad_code_says=fields::problem(lang, &domain::kernel::Problem::BadCode) data-camera=w.camera data-camera_off=w.camera_off
            data-camera_refused=w.camera_refused data-finish_first=w.finish_first data-nobody_found=w.nobody_found data-is_here=w.is_here
            data-check_in=w.check_in data-arrived_of=w.arrived_of
        >{outcomes}</div>
    }
}

fn choice(lang: Lang, stations: &[Station], here: &StationId) -> impl IntoView + use<> {
    let w = words::words(lang);
    let options: Vec<_> = stations
        .iter()
        .map(|s| {
            let selected = s.id == *here;
            view! { <option value=s.id.to_string() selected=selected>{station_name(lang, s).to_owned()}</option> }
        })
        .collect();
    view! {
        <form class="filters" id="where" method="get" action=Route::CheckIn.path(lang)>
            <label><span>{w.station}</span><select name="station">{options}</select></label>
            <button class="button quiet">{w.choose}</button>
            <p class="fine" id="count"></p>
        </form>
    }
}

/// The colour and the sign of an outcome.
fn shade(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::CheckedIn => ("good", "✓"),
        Outcome::Earlier | Outcome::Again | Outcome::TakenBack => ("warn", "!"),
        Outcome::Void | Outcome::NotTakingPart | Outcome::Unknown => ("bad", "✕"),
    }
}

/// What became of the last reading, to be seen from an arm's length.
fn result(lang: Lang, zone: Option<&str>, stations: &[Station], reading: Option<&Reading>) -> impl IntoView + use<> {
    let w = words::words(lang);
    let (shade, sign, word, name, says) = match reading {
        None => ("idle", "·", w.ready, None, w.ready_hint.to_owned()),
        Some(reading) => {
            let (shade, sign) = shade(reading.outcome);
            let first = reading.first.filter(|_| reading.outcome != Outcome::CheckedIn).map(|at| {
                let at = w.first_at.replace("{time}", &ui::moment(lang, zone, at));
                format!(" {at}, {}.", name_of(lang, stations, &reading.station))
            });
            let says = format!("{}{}", words::outcome(lang, reading.outcome), first.unwrap_or_default());
            (shade, sign, words::outcome_word(lang, reading.outcome), Some(reading.face.name.clone()).filter(|n| !n.is_empty()), says)
        }
    };
    let latin = reading.and_then(|r| r.face.latin.clone());
    let category = reading.and_then(|r| r.face.category).map(|c| names::category(lang, c));
    view! {
        <section id="result" class=format!("result {shade}") role="status" aria-live="assertive" aria-atomic="true">
            <p class="word"><span class="sign" aria-hidden="true">{sign}</span><b>{word}</b></p>
            <p class="name">{name}</p>
            <p class="latin">{latin}</p>
            <p class="kicker">{category}</p>
            <p class="says">{says}</p>
        </section>
    }
}

fn results(rq: &Request, station: &StationId, rows: &[Summary], present: &[Recent]) -> impl IntoView + use<> {
    let lang = rq.lang;
    let w = words::words(lang);
    let list: Vec<_> = rows
        .iter()
        .map(|row| {
            let here = present.iter().any(|p| p.registration == row.id);
            let place = format!("{}, {}", row.city, countries::country(lang, &row.country));
            let category = row.category.map(|c| names::category(lang, c));
            let action = match here {
                true => view! { <span class="state approved">{w.is_here}</span> }.into_any(),
                false => {
                    let form = Form::new(rq, "checkin/check_in");
                    let label = format!("{}: {}", w.check_in, row.name);
                    form.view_inline(view! {
                        {form.hidden("station", station.to_string())}
                        {form.hidden("registration", row.id.to_string())}
                        <button class="button" aria-label=label>{w.check_in}</button>
                    })
                }
            };
            view! { <li><span><strong>{row.name.clone()}</strong><br /><span class="fine">{place}" "{category}</span></span>{action}</li> }
        })
        .collect();
    match list.is_empty() {
        true => view! { <p class="fine">{w.nobody_found}</p> }.into_any(),
        false => view! { <ul class="rows">{list}</ul> }.into_any(),
    }
}

fn recents(lang: Lang, zone: Option<&str>, station: &StationId, recent: &[Recent]) -> impl IntoView + use<> {
    let w = words::words(lang);
    let rows: Vec<_> = recent
        .iter()
        .map(|r| {
            let undo = match r.counts {
                true => {
                    let to = format!("{}?station={station}&undo={}", Route::CheckIn.path(lang), r.registration);
                    let label = format!("{}: {}", w.take_back, r.face.name);
                    view! { <a href=to aria-label=label>{w.take_back}</a> }.into_any()
                }
                false => view! { <span class="fine">{w.was_taken_back}</span> }.into_any(),
            };
            view! { <li><time class="fine" datetime=ui::machine(r.at)>{ui::moment(lang, zone, r.at)}</time><strong>{r.face.name.clone()}</strong>{undo}</li> }
        })
        .collect();
    let list = match rows.is_empty() {
        true => view! { <p class="fine">{w.nobody_here}</p> }.into_any(),
        false => view! { <ol class="trail">{rows}</ol> }.into_any(),
    };
    view! { <section><h2>{w.here}</h2>{list}</section> }
}

fn taking_back(rq: &Request, recent: &Recent) -> impl IntoView + use<> {
    let w = words::words(rq.lang);
    let form = Form::new(rq, "checkin/take_back");
    let back = format!("{}?station={}", Route::CheckIn.path(rq.lang), recent.station);
    let fields = view! {
        {form.hidden("station", recent.station.to_string())}
        {form.hidden("registration", recent.registration.to_string())}
        {form.line("undo_reason", "text", "off", true)}
        <p class="actions"><button class="button danger">{w.take_back}</button><a href=back>{w.leave_it}</a></p>
    };
    view! { <section class="panel"><h2>{recent.face.name.clone()}</h2><p>{w.take_back_lead}</p>{form.view(fields)}</section> }
}
