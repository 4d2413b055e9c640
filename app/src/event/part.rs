//! A part of the assembly that the invitation names.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::programme::card::{self, Tells};
use crate::route::Route;
use crate::ui;
use crate::words;
use domain::event::{Part, Snapshot};
use domain::kernel::Lang;
use domain::kernel::ids::PartId;
use domain::programme::Format;
use leptos::prelude::*;

/// The page.
pub fn page(rq: &Request, id: &PartId) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let snapshot = rq.snapshot()?.clone();
    let part = snapshot.event.parts.iter().find(|p| p.id == *id).ok_or(ApiError::NotFound)?.clone();
    let (title, summary) = (part.title.get(lang).to_owned(), part.summary.get(lang).to_owned());
    Ok(Page::new(title, move || body(lang, &snapshot, &part)).described(summary))
}

fn body(lang: Lang, snapshot: &Snapshot, part: &Part) -> impl IntoView + use<> {
    let w = words::event::words(lang);
    let sessions: Vec<_> = snapshot
        .programme
        .sessions
        .iter()
        .filter(|s| part.formats.contains(&s.format))
        .map(|s| view! { <li>{card::session(lang, snapshot, s, Tells::All)}</li> })
        .collect();
    let none = sessions.is_empty().then(|| view! { <p class="quiet-note">{w.no_sessions}</p> });
    let sample = snapshot
        .programme
        .sessions
        .iter()
        .any(|s| s.sample && part.formats.contains(&s.format))
        .then(|| view! { <p class="sample-note">{ui::sample(lang, true)}" "{words::shell::words(lang).sample_note}</p> });
    let challenges = part.formats.contains(&Format::Ideathon).then(|| crate::ideathon::challenges::way_in(lang, snapshot));
    let plan = part.formats.contains(&Format::Forum).then(|| crate::forum::plan::way_in(lang, snapshot));
    let exhibitors = part.formats.contains(&Format::Forum).then(|| crate::forum::catalogue::way_in(lang, snapshot));
    let others: Vec<_> = snapshot
        .event
        .parts
        .iter()
        .filter(|p| p.id != part.id)
        .map(|p| view! { <li><a href=Route::Part(p.id.clone()).path(lang)>{ui::text(lang, &p.title)}</a></li> })
        .collect();
    view! {
        <article class="part-page">
            <h1>{ui::text(lang, &part.title)}</h1>
            <p class="lead">{ui::text(lang, &part.summary)}</p>
            {ui::prose(lang, &part.body)}
            {challenges}
            {plan}
            {exhibitors}
            <section aria-labelledby="sessions-title"><h2 id="sessions-title">{w.sessions_of_part}</h2>{sample}{none}<ol class="session-list">{sessions}</ol></section>
            <nav class="others" aria-label=w.parts><ul>{others}</ul></nav>
        </article>
    }
}
