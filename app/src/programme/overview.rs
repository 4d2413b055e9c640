//! The programme in its three views.

use super::card::{self, Tells};
use super::{day, day_of_month};
use crate::error::ApiError;
use crate::islands::{Search, Zone};
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::words::programme as words;
use domain::event::Snapshot;
use domain::kernel::Lang;
use domain::programme::filter::View;
use domain::programme::timetable::{self, Grid, ROW_MINUTES};
use domain::programme::{Filter, Format, Session};
use jiff::Timestamp;
use jiff::civil::Date;
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many rooms a wide screen shows side by side without scrolling sideways.
const WHOLE: usize = 9;

/// The page.
pub fn page(rq: &Request, filter: &Filter) -> Result<Page, ApiError> {
    let (lang, now) = (rq.lang, rq.now);
    let snapshot = rq.snapshot()?.clone();
    let w = words::words(lang);
    let days = snapshot.programme.days();
    // A timetable is of one day: today's during the assembly, else the first one.
    let mut shown = filter.clone();
    if shown.view == View::Timetable && shown.day.is_none() {
        shown.day = today(&snapshot, now).or_else(|| days.first().copied());
    }
    let valid_until = match shown.view {
        View::Now => snapshot.programme.sessions.iter().flat_map(|s| [s.start, s.end]).filter(|t| *t > now).min(),
        View::Timetable if filter.day.is_none() => next_midnight(&snapshot, now),
        View::Timetable | View::List => None,
    };
    let title = match filter.day {
        Some(date) => format!("{}, {}", w.title, day(lang, date)),
        None => w.title.to_owned(),
    };
    let (filter, asked) = (shown, filter.clone());
    Ok(Page::new(title, move || body(lang, &snapshot, &filter, &asked, &days, now)).described(w.description).valid_until(valid_until).wide())
}

fn today(snapshot: &Snapshot, now: Timestamp) -> Option<Date> {
    let zone = jiff::tz::TimeZone::get(&snapshot.event.time_zone).ok()?;
    let today = zone.to_datetime(now).date();
    snapshot.programme.days().contains(&today).then_some(today)
}

/// The end of the venue's day, while the assembly is not over: after that another day is today.
fn next_midnight(snapshot: &Snapshot, now: Timestamp) -> Option<Timestamp> {
    let zone = jiff::tz::TimeZone::get(&snapshot.event.time_zone).ok()?;
    let today = zone.to_datetime(now).date();
    (today <= snapshot.event.ends_on)
        .then(|| zone.to_ambiguous_timestamp(today.tomorrow().ok()?.to_datetime(jiff::civil::Time::midnight())).compatible().ok())
        .flatten()
}

fn body(lang: Lang, snapshot: &Arc<Snapshot>, filter: &Filter, asked: &Filter, days: &[Date], now: Timestamp) -> impl IntoView + use<> {
    let w = words::words(lang);
    let sessions = filter.apply(&snapshot.programme);
    let to = |change: &dyn Fn(&mut Filter)| {
        let mut next = asked.clone();
        change(&mut next);
        Route::Programme(next).path(lang)
    };
    let views: Vec<_> = View::ALL
        .into_iter()
        .map(|v| {
            let here = (v == filter.view).then_some("true");
            view! { <li><a href=to(&|f| f.view = v) aria-current=here>{words::view(lang, v)}</a></li> }
        })
        .collect();
    let all = (filter.view != View::Timetable).then(|| {
        let here = filter.day.is_none().then_some("true");
        view! { <li><a href=to(&|f| f.day = None) aria-current=here>{w.all_days}</a></li> }
    });
    let day_links: Vec<_> = days
        .iter()
        .map(|date| {
            let here = (filter.day == Some(*date)).then_some("true");
            view! { <li><a href=to(&|f| f.day = Some(*date)) aria-current=here>{day(lang, *date)}</a></li> }
        })
        .collect();
    let shown = match filter.view {
        View::Now => now_next(lang, snapshot, &sessions, now).into_any(),
        _ if sessions.is_empty() => none_found(lang, asked).into_any(),
        View::List => list(lang, snapshot, &sessions).into_any(),
        View::Timetable => {
            // The timetable of a day for wide screens and paper, the same day as a list for narrow ones.
            let grid = filter.day.and_then(|date| timetable::grid(&snapshot.programme, &sessions, date)).map(|grid| table(lang, snapshot, &grid));
            view! { {grid}<div class="narrow">{list(lang, snapshot, &sessions)}</div> }.into_any()
        }
    };
    let sample = snapshot.programme.sessions.iter().any(|s| s.sample);
    let sample = sample.then(|| view! { <p class="sample-note">{ui::sample(lang, true)}" "{crate::words::shell::words(lang).sample_note}</p> });
    let place = snapshot.event.time_zone.rsplit('/').next().unwrap_or_default().replace('_', " ");
    view! {
        <header class="programme-head">
            <h1>{w.title}</h1>
            <p class="calendar"><a href="/programme.ics" download="">{w.add_to_calendar}</a></p>
        </header>
        <div class="toolbar">
            <nav class="views" aria-label=w.views><ul class="segmented">{views}</ul></nav>
            <nav class="days" aria-label=w.days><ul class="segmented">{all}{day_links}</ul></nav>
            <Search lang=lang.code().to_owned() label=w.search.to_owned() hint=w.search_hint.to_owned() none=w.found_none.to_owned() />
            <Zone lang=lang.code().to_owned() venue=w.venue_time.to_owned() place=place mine=w.my_time.to_owned() />
        </div>
        {filters(lang, snapshot, asked)}
        {sample}
        <section id="sessions" aria-label=w.title>{shown}</section>
    }
}

fn none_found(lang: Lang, asked: &Filter) -> impl IntoView + use<> {
    let w = words::words(lang);
    let cleared = Route::Programme(Filter { view: asked.view, ..Filter::default() }).path(lang);
    view! {
        <div class="empty">
            <p class="lead">{w.found_none}</p>
            <p>{w.found_none_hint}</p>
            <p><a class="button quiet" href=cleared>{w.clear}</a></p>
        </div>
    }
}

fn filters(lang: Lang, snapshot: &Snapshot, asked: &Filter) -> impl IntoView + use<> {
    let w = words::words(lang);
    let programme = &snapshot.programme;
    let tracks = programme.tracks.iter().map(|t| (t.id.to_string(), t.name.get(lang).to_owned())).collect();
    let formats = Format::ALL
        .iter()
        .filter(|f| programme.sessions.iter().any(|s| s.format == **f))
        .map(|f| (f.code().to_owned(), words::format(lang, *f).to_owned()))
        .collect();
    let rooms = programme.rooms.iter().map(|r| (r.id.to_string(), r.name.get(lang).to_owned())).collect();
    let codes: BTreeSet<&String> = programme.sessions.iter().flat_map(|s| s.languages.iter().chain(&s.interpreted)).collect();
    let languages = codes.into_iter().map(|c| (c.clone(), words::language(lang, c))).collect();
    let kept: Vec<_> = asked
        .pairs()
        .into_iter()
        .filter(|(name, _)| ["view", "day"].contains(name))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect();
    let clear = asked.narrows().then(|| {
        let cleared = Route::Programme(Filter { view: asked.view, day: asked.day, ..Filter::default() }).path(lang);
        view! { <a class="button quiet" href=cleared>{w.clear}</a> }
    });
    view! {
        <form class="filters" method="get" action=Route::Programme(Filter::default()).path(lang) aria-label=w.filters data-auto="">
            {kept}
            {ui::choice("track", w.track, w.any, asked.track.as_ref().map(ToString::to_string), tracks)}
            {ui::choice("format", w.format, w.any, asked.format.map(|f| f.code().to_owned()), formats)}
            {ui::choice("room", w.room, w.any, asked.room.as_ref().map(ToString::to_string), rooms)}
            {ui::choice("language", w.language, w.any, asked.language.clone(), languages)}
            <label class="words"><span>{w.search}</span><input type="search" name="q" value=asked.words.clone() autocomplete="off" /></label>
            <button type="submit" class="button quiet">{w.show}</button>
            {clear}
        </form>
    }
}

fn table(lang: Lang, snapshot: &Snapshot, grid: &Grid<'_>) -> impl IntoView + use<> {
    let w = words::words(lang);
    let programme = &snapshot.programme;
    let heads: Vec<_> = grid
        .rooms
        .iter()
        .filter_map(|id| programme.room(id))
        .map(|room| {
            let venue = programme.venue(&room.venue).map(|v| v.name.get(lang).to_owned());
            view! { <th scope="col" class="room"><span>{room.name.get(lang).to_owned()}</span><small>{venue}</small></th> }
        })
        .collect();
    let per_hour = usize::try_from(60 / ROW_MINUTES).unwrap_or(1);
    let rows: Vec<_> = (0..grid.rows)
        .map(|row| {
            let clock = grid.first.saturating_add(jiff::Span::new().minutes(i64::try_from(row).unwrap_or(0) * ROW_MINUTES));
            let hour = (row % per_hour == 0).then(|| {
                view! { <th scope="row" class="hour" rowspan=per_hour.min(grid.rows - row).to_string()>{clock.strftime("%H:%M").to_string()}</th> }
            });
            let cells: Vec<_> = (0..grid.rooms.len())
                .filter_map(|column| {
                    let taken = grid.cells.iter().find(|c| c.column == column && c.row <= row && row < c.row + c.span);
                    match taken {
                        Some(cell) if cell.row == row => Some(
                            view! { <td class="session" rowspan=cell.span.to_string()>{card::session(lang, snapshot, cell.session, Tells::Grid)}</td> }.into_any(),
                        ),
                        Some(_) => None,
                        None => Some(view! { <td></td> }.into_any()),
                    }
                })
                .collect();
            let full = (row % per_hour == 0).then_some("full");
            view! { <tr class=full>{hour}{cells}</tr> }
        })
        .collect();
    let whole = grid.rooms.len() <= WHOLE;
    view! {
        <div class="timetable-scroll" class:whole=whole tabindex="0" role="region" aria-label=w.timetable>
            <table class="timetable">
                <thead><tr><th scope="col" class="corner">{w.time}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn list(lang: Lang, snapshot: &Snapshot, sessions: &[&Session]) -> impl IntoView + use<> {
    let mut days: Vec<Date> = sessions.iter().map(|s| s.local_start.date()).collect();
    days.dedup();
    days.into_iter()
        .map(|date| {
            let cards: Vec<_> = sessions
                .iter()
                .filter(|s| s.local_start.date() == date)
                .map(|s| view! { <li>{card::session(lang, snapshot, s, Tells::Day)}</li> })
                .collect();
            view! { <h2 class="day">{day(lang, date)}</h2><ol class="session-list">{cards}</ol> }
        })
        .collect::<Vec<_>>()
}

/// What happens now and next, or that nothing does.
pub fn now_next(lang: Lang, snapshot: &Snapshot, sessions: &[&Session], now: Timestamp) -> impl IntoView + use<> {
    let w = words::words(lang);
    let found = timetable::now_next(sessions, now);
    let lane = |title: &'static str, sessions: &[&Session], nothing: String| {
        let cards: Vec<_> = sessions.iter().map(|s| view! { <li>{card::session(lang, snapshot, s, Tells::All)}</li> }).collect();
        let nothing = cards.is_empty().then(|| view! { <p class="quiet-note">{nothing}</p> });
        view! { <section class="lane"><h2>{title}</h2>{nothing}<ol class="session-list">{cards}</ol></section> }
    };
    let e = crate::words::event::words(lang);
    let first = sessions.iter().map(|s| s.start).min().is_some_and(|start| now < start);
    let over = sessions.iter().map(|s| s.end).max().is_none_or(|end| end <= now);
    let nothing_now = match (first, over) {
        (true, _) => e.not_begun.replace("{day}", &day_of_month(lang, snapshot.event.starts_on)),
        (_, true) => e.ended.to_owned(),
        _ => w.nothing_now.to_owned(),
    };
    view! {
        <div class="now-next" data-now-next="">
            {lane(w.now_title, &found.now, nothing_now)}
            {(!over).then(|| lane(w.next_title, &found.next, w.nothing_next.to_owned()))}
        </div>
    }
}
