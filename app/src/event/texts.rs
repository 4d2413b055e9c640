//! Longer texts: how to register, privacy, and what is real and what is sample data.

use crate::error::ApiError;
use crate::page::Page;
use crate::platform::Request;
use crate::route::Route;
use crate::ui;
use crate::words::event as words;
use leptos::prelude::*;

/// How to register.
pub fn how_to_register(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let snapshot = rq.snapshot()?.clone();
    let w = words::words(lang);
    Ok(Page::new(w.how_title, move || {
        let event = &snapshot.event;
        let steps: Vec<_> = w.how_steps.iter().map(|step| view! { <li>{*step}</li> }).collect();
        let begin = match event.registration_open {
            true => view! { <a class="button" href=Route::SignUp.path(lang)>{w.start_registration}</a> }.into_any(),
            false => view! { <strong>{w.closed}</strong> }.into_any(),
        };
        view! {
            <h1>{w.how_title}</h1>
            <ol class="steps">{steps}</ol>
            <p class="actions">{begin}<a class="button quiet" href=Route::Me.path(lang)>{w.have_account}</a></p>
            {ui::prose(lang, &event.texts.registration)}
            <p><a href=Route::Privacy.path(lang)>{w.privacy}</a></p>
        }
    })
    .described(w.how_steps.join(" ")))
}

/// What is kept about people.
pub fn privacy(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let snapshot = rq.snapshot()?.clone();
    let w = words::words(lang);
    Ok(Page::new(
        w.privacy,
        move || view! { <h1>{w.privacy}</h1>{ui::prose(lang, &snapshot.event.texts.privacy)}{crate::organiser::retention::table(lang)} },
    )
    .described(w.privacy))
}

/// What is real and what is sample data; open data.
pub fn about(rq: &Request) -> Result<Page, ApiError> {
    let lang = rq.lang;
    let snapshot = rq.snapshot()?.clone();
    let w = words::words(lang);
    Ok(Page::new(w.about, move || {
        view! {
            <h1>{w.about}</h1>
            <h2>{w.about_real}</h2>
            {ui::prose(lang, &snapshot.event.texts.sample_note)}
            <h2>{w.about_data}</h2>
            <p>{w.about_data_text}</p>
            <ul>
                <li><a href="/programme.ics" download="">"programme.ics"</a>" (iCalendar, RFC 5545)"</li>
                <li><a href="/schedule.json" data-native="">"schedule.json"</a>" (c3voc/frab)"</li>
                <li><a href="/schedule.xml" data-native="">"schedule.xml"</a>" (c3voc/frab)"</li>
            </ul>
        }
    })
    .described(w.about_real))
}
