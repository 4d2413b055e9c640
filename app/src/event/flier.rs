//! The flier: one sheet with what one needs to decide to come, to read on a phone and to print on A4.

use super::dates;
use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::words::event as words;
use domain::event::Snapshot;
use domain::kernel::Lang;
use leptos::prelude::*;

/// The page.
pub fn page(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let snapshot = rq.snapshot()?.clone();
    let w = words::words(lang);
    let address = format!("{}{}", rq.services.site.base_url, Route::Home.path(lang));
    let description = format!("{}. {}", snapshot.event.name.get(lang), snapshot.event.theme.get(lang));
    Ok(Page::new(w.flier_title, move || body(lang, &snapshot, address)).described(description))
}

fn body(lang: Lang, snapshot: &Snapshot, address: String) -> impl IntoView + use<> {
    let w = words::words(lang);
    let event = &snapshot.event;
    let parts: Vec<_> =
        event.parts.iter().map(|p| view! { <li><strong>{ui::text(lang, &p.title)}</strong>" "{ui::text(lang, &p.summary)}</li> }).collect();
    let hosts: Vec<_> = event.hosts.iter().map(|h| view! { <li>{ui::text(lang, &h.name)}", "{ui::text(lang, &h.role)}</li> }).collect();
    view! {
        <p class="fine no-print">{w.flier_print}</p>
        <article class="flier">
            <header>
                {ui::mark()}
                <p class="kicker">{ui::text(lang, &event.name)}</p>
                <h1>{ui::text(lang, &event.theme)}</h1>
                <p class="lead">{dates(lang, event)}" · "{ui::text(lang, &event.place)}</p>
            </header>
            {ui::prose(lang, &event.texts.invitation)}
            <ul class="flier-parts">{parts}</ul>
            <footer>
                <div><h2>{w.hosts}</h2><ul>{hosts}</ul></div>
                <div><h2>{w.register}</h2><p>{address}</p><p>{ui::text(lang, &event.organiser)}</p></div>
            </footer>
        </article>
    }
}
