//! A session.

use super::card::{self, Tells};
use super::speakers;
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::words::programme as words;
use domain::event::Snapshot;
use domain::kernel::Lang;
use domain::kernel::ids::SessionId;
use domain::programme::{Filter, Session};
use leptos::prelude::*;

/// The page.
pub fn page(rq: &Request, id: &SessionId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let snapshot = rq.snapshot()?.clone();
    let session = snapshot.programme.session(id.as_str()).ok_or(ApiError::NotFound)?.clone();
    let (title, about) = (session.title.get(lang).to_owned(), session.about.get(lang).to_owned());
    let w = words::words(lang);
    let date = session.local_start.date();
    let of_day = Route::Programme(Filter { day: Some(date), ..Filter::default() }).path(lang);
    Ok(Page::new(title, move || body(lang, &snapshot, &session))
        .described(about)
        .crumb(Route::Programme(Filter::default()).path(lang), w.title)
        .crumb(of_day, super::day(lang, date)))
}

fn body(lang: Lang, snapshot: &Snapshot, session: &Session) -> impl IntoView + use<> {
    let w = words::words(lang);
    let programme = &snapshot.programme;
    let track = programme.track(&session.track);
    let room = programme.room(&session.room);
    let venue = room.and_then(|r| programme.venue(&r.venue));
    let place = room.map(|room| {
        let seats = w.seats.replace("{n}", &room.capacity.to_string());
        let at = venue.map(|v| view! { <br />{v.name.get(lang).to_owned()}", "{v.address.get(lang).to_owned()} });
        let in_room = Route::Programme(Filter { room: Some(room.id.clone()), ..Filter::default() }).path(lang);
        view! { <a href=in_room>{room.name.get(lang).to_owned()}</a>" · "{seats}{at} }
    });
    let people: Vec<_> =
        session.speakers.iter().filter_map(|id| programme.speaker(id.as_str())).map(|s| view! { <li>{speakers::person(lang, s)}</li> }).collect();
    let people = (!people.is_empty()).then(|| view! { <section><h2>{w.speakers}</h2><ul class="people">{people}</ul></section> });
    let interpreted = (!session.interpreted.is_empty())
        .then(|| view! { <div><dt>{w.interpreted}</dt><dd>{words::languages(lang, &session.interpreted)}</dd></div> });
    let more: Vec<_> = programme
        .sessions
        .iter()
        .filter(|s| s.track == session.track && s.id != session.id && s.start >= session.start)
        .take(3)
        .map(|s| view! { <li>{card::session(lang, snapshot, s, Tells::All)}</li> })
        .collect();
    let more = (!more.is_empty()).then(|| view! { <section><h2>{w.also_here}</h2><ol class="session-list">{more}</ol></section> });
    let in_track = track.map(|t| {
        let path =
            Route::Programme(Filter { track: Some(t.id.clone()), view: domain::programme::filter::View::List, ..Filter::default() }).path(lang);
        view! { <div><dt>{w.track}</dt><dd><a href=path>{card::track(lang, t)}</a></dd></div> }
    });
    let sample = session.sample.then(|| view! { <p class="sample-note">{ui::sample(lang, true)}" "{w.sample_session}</p> });
    view! {
        <article class="session-page">
            <header class=format!("session-head track-{}", track.map_or("", |t| t.colour.code()))>
                <p class="kicker">{words::format(lang, session.format)}</p>
                <h1>{ui::text(lang, &session.title)}</h1>
                {card::standing(lang, session)}
                <p class="lead">{card::time(lang, session, true)}</p>
            </header>
            <p class="abstract">{ui::text(lang, &session.about)}</p>
            {sample}
            <dl class="meta">
                <div><dt>{w.where_}</dt><dd>{place}</dd></div>
                {in_track}
                <div><dt>{w.languages}</dt><dd>{words::languages(lang, &session.languages)}</dd></div>
                {interpreted}
            </dl>
            {people}
            {more}
        </article>
    }
}
