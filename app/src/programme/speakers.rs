//! The speakers.

use super::card::{self, Tells};
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::words::programme as words;
use domain::event::Snapshot;
use domain::kernel::Lang;
use domain::kernel::ids::SpeakerId;
use domain::programme::Speaker;
use leptos::prelude::*;

/// The page of all speakers.
pub fn page(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let snapshot = rq.snapshot()?.clone();
    let w = words::words(lang);
    Ok(Page::new(w.speakers, move || {
        let mut speakers: Vec<&Speaker> = snapshot.programme.speakers.iter().collect();
        speakers.sort_by_key(|s| domain::kernel::text::fold(s.name.get(lang)));
        let sample = speakers.iter().any(|s| s.sample).then(|| view! { <p class="sample-note">{ui::sample(lang, true)}" "{w.sample_speaker}</p> });
        let people: Vec<_> = speakers.into_iter().map(|s| view! { <li>{person(lang, s)}</li> }).collect();
        view! { <h1>{w.speakers}</h1>{sample}<ul class="people grid">{people}</ul> }
    })
    .described(w.speakers_description))
}

/// The page of one speaker.
pub fn one(rq: &Request, id: &SpeakerId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let snapshot = rq.snapshot()?.clone();
    let speaker = snapshot.programme.speaker(id.as_str()).ok_or(ApiError::NotFound)?.clone();
    let w = words::words(lang);
    let about = format!("{}, {}", speaker.role.get(lang), speaker.city.get(lang));
    Ok(Page::new(speaker.name.get(lang).to_owned(), move || body(lang, &snapshot, &speaker))
        .described(about)
        .crumb(Route::Speakers.path(lang), w.speakers))
}

fn body(lang: Lang, snapshot: &Snapshot, speaker: &Speaker) -> impl IntoView + use<> {
    let w = words::words(lang);
    let sessions: Vec<_> =
        snapshot.programme.sessions_of(&speaker.id).map(|s| view! { <li>{card::session(lang, snapshot, s, Tells::All)}</li> }).collect();
    let none = sessions.is_empty().then(|| view! { <p class="quiet-note">{w.no_sessions}</p> });
    let sample = speaker.sample.then(|| view! { <p class="sample-note">{ui::sample(lang, true)}" "{w.sample_speaker}</p> });
    view! {
        <article class="speaker-page">
            <header class="speaker-head">
                {avatar(speaker)}
                <div>
                    <h1>{ui::text(lang, &speaker.name)}</h1>
                    <p class="lead">{ui::text(lang, &speaker.role)}<br />{ui::text(lang, &speaker.city)}</p>
                </div>
            </header>
            <p class="abstract">{ui::text(lang, &speaker.bio)}</p>
            {sample}
            <dl class="meta"><div><dt>{w.speaks}</dt><dd>{words::languages(lang, &speaker.languages)}</dd></div></dl>
            <section><h2>{w.their_sessions}</h2>{none}<ol class="session-list">{sessions}</ol></section>
        </article>
    }
}

/// A speaker among others, as one link.
pub fn person(lang: Lang, speaker: &Speaker) -> impl IntoView + use<> {
    view! {
        <a class="person" href=Route::Speaker(speaker.id.clone()).path(lang)>
            {avatar(speaker)}
            <span class="name">{ui::text(lang, &speaker.name)}</span>
            <span class="role">{ui::text(lang, &speaker.role)}</span>
            <span class="city">{ui::text(lang, &speaker.city)}</span>
        </a>
    }
}

/// Initials on a colour that belongs to the person.
fn avatar(speaker: &Speaker) -> impl IntoView + use<> {
    let initials: String = speaker.name.get(Lang::En).split_whitespace().filter_map(|part| part.chars().next()).take(2).collect();
    let hue = speaker.id.as_str().bytes().map(u32::from).sum::<u32>() % 6;
    view! { <span class=format!("avatar hue-{hue}") aria-hidden="true">{initials}</span> }
}
