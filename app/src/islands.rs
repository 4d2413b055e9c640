//! The interactive pieces. Each renders something useful on the server and comes alive in the browser.
#![allow(missing_docs, reason = "the macro makes a struct of each piece's arguments, which has no place for documentation")]

use crate::platform;
use domain::programme::search::Query;
use leptos::prelude::*;

/// One session of the search index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The slug.
    pub slug: String,
    /// The title.
    pub title: String,
    /// Day and time at the venue.
    pub when: String,
    /// The room.
    pub room: String,
    /// The folded text to search in.
    pub text: String,
}

/// How many sessions the search shows.
const SHOWN: usize = 8;

/// Counts down to a moment, in seconds since 1970. On the server: nothing, because the page is kept longer than a second.
#[island]
pub fn Countdown(until: i64, days: String, hours: String, minutes: String, seconds: String) -> impl IntoView {
    let left = RwSignal::new(None::<i64>);
    Effect::new(move |_| {
        left.set(Some((until - platform::now_seconds()).max(0)));
        platform::every_second(move || left.try_update(|l| *l = Some((until - platform::now_seconds()).max(0))).is_some());
    });
    let part = move |name: String, of: fn(i64) -> i64| {
        view! { <span class="part"><b>{move || left.get().map_or_else(|| "–".to_owned(), |l| of(l).to_string())}</b>" "{name}</span> }
    };
    view! {
        <p class="countdown" role="timer">
            {part(days, |s| s / 86_400)}
            {part(hours, |s| s / 3_600 % 24)}
            {part(minutes, |s| s / 60 % 60)}
            {part(seconds, |s| s % 60)}
        </p>
    }
}

/// Chooses between the venue's time and the browser's for every time of the page, and remembers it. On the server: the venue's time.
#[island]
pub fn Zone(lang: String, venue: String, place: String, mine: String) -> impl IntoView {
    let own = RwSignal::new(false);
    let zone = RwSignal::new(String::new());
    Effect::new(move |_| {
        zone.set(platform::time_zone());
        own.set(platform::recall("zone").as_deref() == Some("mine"));
    });
    Effect::new(move |_| platform::show_times(&lang, own.get()));
    let choose = move |is_own: bool| {
        platform::remember("zone", if is_own { "mine" } else { "venue" });
        own.set(is_own);
    };
    let pressed = |on: bool| if on { "true" } else { "false" };
    view! {
        <div class="zone live-only" role="group">
            <button type="button" aria-pressed=move || pressed(!own.get()) on:click=move |_| choose(false)>{venue}<small>{place}</small></button>
            <button type="button" aria-pressed=move || pressed(own.get()) on:click=move |_| choose(true)>{mine}<small>{move || zone.get()}</small></button>
        </div>
    }
}

/// Searches the programme while one types. On the server: nothing to see; the form of the filters searches without scripts.
#[island]
pub fn Search(lang: String, label: String, hint: String, none: String) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let index = RwSignal::new(None::<Vec<Found>>);
    let chosen = RwSignal::new(0usize);
    let open = RwSignal::new(false);
    let loading = StoredValue::new(false);
    let of = StoredValue::new(lang);
    let load = move || {
        if !loading.get_value() {
            loading.set_value(true);
            of.with_value(|lang| platform::load_index(lang, move |rows| index.set(Some(rows))));
        }
    };
    let found = Memo::new(move |_| {
        let query = Query::from_folded(&platform::fold(&typed.get()));
        if query.is_empty() {
            return Vec::new();
        }
        index.with(|rows| rows.iter().flatten().filter(|r| query.matches(&r.text)).take(SHOWN).cloned().collect())
    });
    let path = move |slug: &str| of.with_value(|lang| format!("/{lang}/programme/{slug}"));
    let go = move || {
        if let Some(hit) = found.with(|f| f.get(chosen.get()).cloned()) {
            open.set(false);
            platform::go(&path(&hit.slug));
        }
    };
    let key = move |event: leptos::ev::KeyboardEvent| {
        let count = found.with(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => chosen.update(|c| *c = (*c + 1) % count),
            "ArrowUp" if count > 0 => chosen.update(|c| *c = (*c + count - 1) % count),
            "Enter" if count > 0 => go(),
            "Escape" => open.set(false),
            _ => return,
        }
        event.prevent_default();
    };
    let shown = move || open.get() && !typed.with(|t| t.trim().is_empty()) && index.with(Option::is_some);
    let option = move |(number, hit): (usize, Found)| {
        let selected = move || if chosen.get() == number { "true" } else { "false" };
        view! {
            <li role="option" id=format!("found-{number}") aria-selected=selected>
                <a href=path(&hit.slug) tabindex="-1"><span class="title">{hit.title}</span><span class="where">{hit.when}" · "{hit.room}</span></a>
            </li>
        }
    };
    view! {
        <div class="search live-only">
            <label>
                <span>{label.clone()}</span>
                <input
                    type="text" inputmode="search" role="combobox" aria-autocomplete="list" aria-controls="found" autocomplete="off" placeholder=hint
                    aria-expanded=move || if shown() { "true" } else { "false" }
                    aria-activedescendant=move || (shown() && !found.with(Vec::is_empty)).then(|| format!("found-{}", chosen.get()))
                    on:focus=move |_| { load(); open.set(true) }
                    on:blur=move |_| open.set(false)
                    on:input=move |event| { load(); chosen.set(0); open.set(true); typed.set(event_target_value(&event)) }
                    on:keydown=key
                />
            </label>
            <ul
                id="found" role="listbox" aria-label=label class="search-results" class:shown=shown
                on:mousedown=move |event| event.prevent_default()
                on:click=move |_| open.set(false)
            >
                {move || found.get().into_iter().enumerate().map(option).collect::<Vec<_>>()}
                {move || (shown() && found.with(Vec::is_empty)).then(|| view! { <li class="none" role="option" aria-selected="false">{none.clone()}</li> })}
            </ul>
        </div>
    }
}
